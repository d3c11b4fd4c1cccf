"""
A lead photo names nobody who made it, although the site's others do.

The credit tells readers whose picture it is and where it comes from: a reporter on the spot, an agency, the press office of
the company the article is about. Photographers have a right to it, agencies demand it. Where a site names it as a rule, the
one photo without it was forgotten.

Add the credit in the form the site uses everywhere else, at the end of the caption or in an element of its own, and ask for
it in the publishing system before an article can go out.

The site's own habit decides: a photo fails where at least four of five captioned lead photos, and three at least, carry a
credit. Where a site has no such habit, the rule only says once what it saw.

## Passed

```html
<!-- page: /fire/ -->
<head><meta property="og:type" content="article"></head>
<article>
  <h1>Grain store in Balta burned down</h1>
  <figure>
    <img src="/media/fire.jpg" alt="Two firefighters on a ladder" width="1200" height="675">
    <figcaption>The fire in Balta burned for six hours on Monday. (Olena Marchuk / Valley Times)</figcaption>
  </figure>
  <p>The fire broke out shortly after midnight, when nobody was in the building, the fire service said.</p>
</article>
<!-- page: /harbour/ -->
<head><meta property="og:type" content="article"></head>
<article>
  <h1>Harbour reopens after the storm</h1>
  <figure>
    <img src="/media/harbour.jpg" alt="A ferry at the quay" width="1200" height="675">
    <figcaption>The first ferry left on Tuesday. <small>Foto: dpa</small></figcaption>
  </figure>
  <p>The first ferry in nine days left the harbour on Tuesday morning with 80 cars and 200 people on board.</p>
</article>
<!-- page: /school/ -->
<head><meta property="og:type" content="article"></head>
<article>
  <h1>School wins a prize</h1>
  <figure>
    <img src="/media/school.jpg" alt="Pupils on a stage" width="1200" height="675">
    <figcaption><span>Iryna Lys</span><br>The pupils of Balta's second school on Friday</figcaption>
  </figure>
  <p>The second school of Balta has won the country's prize for young engineers with a pump for dry wells.</p>
</article>
```

A credit that stands behind the caption, and a source in place of one:

```html
<!-- page: /robots/ -->
<head><meta property="og:type" content="article"></head>
<article>
  <h1>Who answers for what robots do</h1>
  <section><div><img src="/media/robot.jpg" alt="A robot before a tower" width="1200" height="675"></div>
  <p class="image-description">A protest in London (archive photo)</p> <p class="image-copyright">© Oliver Scarf/Agency</p></section>
  <p>A robot that decides by itself is no longer a thing of novels, and those who build it want rules, a letter says.</p>
</article>
<!-- page: /sierra/ -->
<head><meta property="og:type" content="article"></head>
<article>
  <h1>La policía reforzó el sector</h1>
  <figure><img src="/media/sierra.jpg" alt="Una calle vacía" width="758" height="426">
  <figcaption>Imágenes capturadas de video</figcaption></figure>
  <p>En este sector varios ciudadanos cerraron sus negocios y se dejaron intimidar por el anuncio, dijo la policía.</p>
</article>
```

## Failed

```html
<!-- page: /fire/ -->
<head><meta property="og:type" content="article"></head>
<article>
  <h1>Grain store in Balta burned down</h1>
  <figure>
    <img src="/media/fire.jpg" alt="Two firefighters on a ladder" width="1200" height="675">
    <figcaption>The fire in Balta burned for six hours on Monday. (Olena Marchuk / Valley Times)</figcaption>
  </figure>
  <p>The fire broke out shortly after midnight, when nobody was in the building, the fire service said.</p>
</article>
<!-- page: /harbour/ -->
<head><meta property="og:type" content="article"></head>
<article>
  <h1>Harbour reopens after the storm</h1>
  <figure>
    <img src="/media/harbour.jpg" alt="A ferry at the quay" width="1200" height="675">
    <figcaption>The first ferry left on Tuesday. (Illustrative photo / Port of Balta)</figcaption>
  </figure>
  <p>The first ferry in nine days left the harbour on Tuesday morning with 80 cars and 200 people on board.</p>
</article>
<!-- page: /school/ -->
<head><meta property="og:type" content="article"></head>
<article>
  <h1>School wins a prize</h1>
  <figure>
    <img src="/media/school.jpg" alt="Pupils on a stage" width="1200" height="675">
    <figcaption>The pupils of Balta's second school on Friday. (Iryna Lys / Valley Times)</figcaption>
  </figure>
  <p>The second school of Balta has won the country's prize for young engineers with a pump for dry wells.</p>
</article>
<!-- page: /bridge/ -->
<head><meta property="og:type" content="article"></head>
<article>
  <h1>Bridge closed until March</h1>
  <figure>
    <img src="/media/bridge.jpg" alt="Barriers in front of a bridge" width="1200" height="675">
    <figcaption>Lorries have not been let onto the bridge since October. (Taras Bily / Valley Times)</figcaption>
  </figure>
  <p>The bridge over the Kodyma stays closed until March, because the steel for its repair has not arrived.</p>
</article>
<!-- page: /market/ -->
<head><meta property="og:type" content="article"></head>
<article>
  <h1>Prices fall at the market</h1>
  <figure>
    <img src="/media/market.jpg" alt="A stall with apples" width="1200" height="675"> <!-- failed -->
    <figcaption>Apples cost half of what they did last year.</figcaption>
  </figure>
  <p>Apples cost half of what they did a year ago at the market of Balta, where growers came from all over.</p>
</article>
```

## Could not tell

No habit: some photos have a credit, some have none.

```html
<!-- page: /fire/ -->
<head><meta property="og:type" content="article"></head>
<article>
  <h1>Grain store in Balta burned down</h1>
  <figure>
    <img src="/media/fire.jpg" alt="Two firefighters on a ladder" width="1200" height="675">
    <figcaption>The fire in Balta burned for six hours on Monday. Photo: Olena Marchuk</figcaption>
  </figure>
  <p>The fire broke out shortly after midnight, when nobody was in the building, the fire service said.</p>
</article>
<!-- page: /harbour/ -->
<head><meta property="og:type" content="article"></head>
<article>
  <h1>Harbour reopens after the storm</h1>
  <figure>
    <img src="/media/harbour.jpg" alt="A ferry at the quay" width="1200" height="675"> <!-- cantTell -->
    <figcaption>The first ferry left on Tuesday.</figcaption>
  </figure>
  <p>The first ferry in nine days left the harbour on Tuesday morning with 80 cars and 200 people on board.</p>
</article>
<!-- page: /market/ -->
<head><meta property="og:type" content="article"></head>
<article>
  <h1>Prices fall at the market</h1>
  <figure>
    <img src="/media/market.jpg" alt="A stall with apples" width="1200" height="675">
    <figcaption>Apples cost half of what they did last year.</figcaption>
  </figure>
  <p>Apples cost half of what they did a year ago at the market of Balta, where growers came from all over.</p>
</article>
```

## Inapplicable

No captioned lead photo, or a screenshot; a caption is another rule's business:

```html
<!-- page: /market/ -->
<head><meta property="og:type" content="article"></head>
<article>
  <h1>Prices fall at the market</h1>
  <img src="/media/market.jpg" alt="A stall with apples" width="1200" height="675">
  <p>Apples cost half of what they did a year ago at the market of Balta, where growers came from all over.</p>
</article>
<!-- page: /mail/ -->
<head><meta property="og:type" content="article"></head>
<article>
  <h1>How to back up your mail</h1>
  <figure><img src="/media/settings.png" alt="A dialog" width="1200" height="675">
  <figcaption>The settings of the mail program</figcaption></figure>
  <p>Open the settings, choose the account whose messages you want to keep, and press the button at the bottom.</p>
</article>
<!-- page: / -->
<h1>Valley Times</h1>
<a href="/market/"><img src="/media/market.jpg" alt="Prices fall" width="600" height="340"></a>
```
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated, Any
from urllib.parse import urlsplit

from msgspec import Meta

from audit.model import Target
from audit.page import Page, credits
from audit.page.html import css_path, snippet, text
from audit.page.photos import Photo, lead_photo
from audit.page.pictures import file_name
from audit.page.structured import article_data
from audit.rules import RuleSettings, Site, SitePage, Verdict, cant_tell, failed, passed, rule

_CREDITS = ("creditText", "copyrightHolder", "copyrightNotice", "author", "creator")


def captioned_lead(page: Page) -> dict[str, Any] | None:
    """What is kept of a page: where its captioned lead photo stands, and whether somebody is named for it."""
    photo = lead_photo(page)
    if photo is None or not (photo.caption or photo.credit):
        return None
    # A drawing or a screenshot may do without.
    if not photo.credit and file_name(photo.image).lower().endswith((".png", ".gif", ".svg")):
        return None
    return {"selector": css_path(photo.image), "html": snippet(photo.image), "credit": _has_credit(page, photo)}


def _has_credit(page: Page, photo: Photo) -> bool:
    """Whether a credit is shown with the photo, may be among its words, or stands in the structured data."""
    if photo.credit or _is_credited_in_data(page):
        return True
    pieces = [photo.caption, photo.beside]
    # A name alone in an element of the caption, with or without a class that says so.
    pieces += [] if photo.caption_element is None else [text(child) for child in photo.caption_element]
    return any(credits.may_name_someone(piece) for piece in pieces)


def _is_credited_in_data(page: Page) -> bool:
    data = article_data(page)
    pictures = [value for value in data.values("image") if isinstance(value, Mapping)] if data else []
    return any(picture.get(name) for picture in pictures for name in _CREDITS)


class Settings(RuleSettings, frozen=True):
    """From when on a site has the habit of naming who made its photos."""

    photos: Annotated[int, Meta(ge=2, description="Captioned lead photos from which on a site may have a habit.")] = 3
    share: Annotated[
        float, Meta(gt=0.5, le=1, description="Share of them that carry a credit, where it is a habit.")
    ] = 0.8


@rule(
    "A lead photo names who made it",
    impact="moderate",
    source="https://iptc.org/std/photometadata/specification/IPTC-PhotoMetadata#credit-line (read 2026-11)",
    scope="site",
    collect=captioned_lead,
    settings=Settings,
)
def image_credit_missing(site: Site, settings: Settings) -> Iterator[Verdict]:
    doubtful: list[SitePage] = []
    for host in {_host(page): None for page in site.pages}:
        pages = [page for page in site.pages if _host(page) == host]
        credited = [page for page in pages if page.fact["credit"]]
        has_habit = len(pages) >= settings.photos and len(credited) >= settings.share * len(pages)
        for page in pages:
            if page.fact["credit"]:
                yield passed(_target(page))
            elif has_habit:
                share = f"{len(credited)} of {len(pages)}"
                yield failed(
                    _target(page),
                    f"No credit stands with the lead photo; {share} lead photos of this site have one.",
                    url=page.url,
                )
            else:
                doubtful.append(page)
    if len(site.pages) >= settings.photos and doubtful:
        yield cant_tell(_target(doubtful[0]), _summary(doubtful, site.pages), url=doubtful[0].url)


def _summary(doubtful: Sequence[SitePage], pages: Sequence[SitePage]) -> str:
    few = f"{len(doubtful)} of {len(pages)} captioned lead photos"
    return f"No credit was found with {few}, this one among them. Is somebody named for each?"


def _host(page: SitePage) -> str:
    return urlsplit(page.url).netloc


def _target(page: SitePage) -> Target:
    return Target(selector=page.fact["selector"], html=page.fact["html"])
