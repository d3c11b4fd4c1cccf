"""
A credit that is written unlike all others of the site reads like a slip.

“(Olena Marchuk / Valley Times)” under one photo and “(Piet de Haan/ Reuters)” under the next: readers see carelessness where
a name and a right are at stake, programs that gather credits split them wrongly, and a screen reader says “slash” here and
not there.

Let the template set the credit: one field for the person, one for the outlet, and the signs between them written once.

How the site writes is seen from its pages: what stands between person and outlet, whether the credit is in brackets, and the
word that it begins with. Only where at least four pages show it and four of five agree, the others are told. A space on one
side of a slash is a slip and fails; another way of writing may have its reason, such as an agency's terms.

## Passed

```html
<!-- page: /1/ -->
<article><h1>One</h1><figure><img src="/m/a1.jpg" width="800"><figcaption>Snow. (Ada Winter / Valley Times)</figcaption></figure></article>
<!-- page: /2/ -->
<article><h1>Two</h1><figure><img src="/m/a2.jpg" width="800"><figcaption>Ice. (Piet de Haan / Reuters)</figcaption></figure></article>
<!-- page: /3/ -->
<article><h1>Three</h1><figure><img src="/m/a3.jpg" width="800"><figcaption>Fog. (Ada Winter / Valley Times)</figcaption></figure></article>
<!-- page: /4/ -->
<article><h1>Four</h1><figure><img src="/m/a4.jpg" width="800"><figcaption>Rain. (Olena Marchuk / AFP)</figcaption></figure></article>
```

## Failed

```html
<!-- page: /1/ -->
<article><h1>One</h1><figure><img src="/m/a1.jpg" width="800"><figcaption>Snow. (Ada Winter / Valley Times)</figcaption></figure></article>
<!-- page: /2/ -->
<article><h1>Two</h1><figure><img src="/m/a2.jpg" width="800"><figcaption>Ice. (Piet de Haan / Reuters)</figcaption></figure></article>
<!-- page: /3/ -->
<article><h1>Three</h1><figure><img src="/m/a3.jpg" width="800"><figcaption>Fog. (Ada Winter / Valley Times)</figcaption></figure></article>
<!-- page: /4/ -->
<article><h1>Four</h1><figure><img src="/m/a4.jpg" width="800"><figcaption>Rain. (Olena Marchuk / AFP)</figcaption></figure></article>
<!-- page: /5/ -->
<article><h1>Five</h1><figure><img src="/m/a5.jpg" width="800"> <!-- failed -->
<figcaption>Hail. (Olena Marchuk/ Valley Times)</figcaption></figure></article>
```

## Could not tell

```html
<!-- page: /1/ -->
<article><h1>One</h1><figure><img src="/m/a1.jpg" width="800"><figcaption>Snow. Photo: Ada Winter</figcaption></figure></article>
<!-- page: /2/ -->
<article><h1>Two</h1><figure><img src="/m/a2.jpg" width="800"><figcaption>Ice. Photo: Piet de Haan</figcaption></figure></article>
<!-- page: /3/ -->
<article><h1>Three</h1><figure><img src="/m/a3.jpg" width="800"><figcaption>Fog. Photo: Ada Winter</figcaption></figure></article>
<!-- page: /4/ -->
<article><h1>Four</h1><figure><img src="/m/a4.jpg" width="800"><figcaption>Rain. Photo: Olena Marchuk</figcaption></figure></article>
<!-- page: /5/ -->
<article><h1>Five</h1><figure><img src="/m/a5.jpg" width="800"> <!-- cantTell -->
<figcaption>Hail. © Olena Marchuk</figcaption></figure></article>
```

## Inapplicable

Photos without a shown credit:

```html
<!-- page: /1/ -->
<article><h1>One</h1><figure><img src="/m/a1.jpg" width="800"><figcaption>Snow on the pier</figcaption></figure></article>
<!-- page: /2/ -->
<article><h1>Two</h1><img src="/m/a2.jpg" width="800" data-credit="Ada Winter / Reuters"></article>
```
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Annotated, Any
from urllib.parse import urlsplit

from msgspec import Meta

from audit.model import Target
from audit.page import Page
from audit.page.html import css_path, snippet, text
from audit.page.photos import Photo, photos
from audit.page.text import collapse, fold, shorten
from audit.rules import RuleSettings, Site, SitePage, Verdict, cant_tell, failed, passed, rule

MOST_PHOTOS = 20
"""Photos of a page that are kept."""
_OPENING = re.compile(r"(?:©|\(c\)|(?:[^\W\d_]+\s){0,2}[^\W\d_]+\s?:)\s*", re.IGNORECASE)
_SEPARATOR = re.compile(r"(?<=[^\W\d_])[\s.]*?(\s*[/|]\s*)(?=[^\W\d_])")
_BRACKETS = re.compile(r"[(\[（【]\s*$")


class Settings(RuleSettings, frozen=True):
    """From when on a site has a way of writing its credits."""

    pages: Annotated[
        int, Meta(ge=2, description="Pages with such a credit from which on a site has a way of writing it.")
    ] = 4
    share: Annotated[
        float, Meta(gt=0.5, le=1, description="Share of those pages that agree, where there is a way.")
    ] = 0.8


def _collect(page: Page) -> list[dict[str, Any]] | None:
    """The page's shown credits with how they are written, each way once."""
    found: dict[str, dict[str, Any]] = {}
    for photo in photos(page)[:MOST_PHOTOS]:
        if style := _style(photo):
            place = {"selector": css_path(photo.image), "html": snippet(photo.image, 300), "credit": photo.credit}
            found.setdefault(repr(style), {"style": style, **place})
    return list(found.values()) or None


def _style(photo: Photo) -> dict[str, str]:
    """How a credit is written: its brackets, its opening and its separator; empty where it is not shown in one piece."""
    shown = collapse(f"{text(photo.frame)} {text(photo.caption_element)}")
    at = shown.find(photo.credit) if photo.credit else -1
    if at < 0:
        return {}
    opening = _OPENING.match(photo.credit)
    style = {
        "brackets": "in brackets" if _BRACKETS.search(shown[:at]) else "without brackets",
        "opening": f"beginning with “{fold(opening[0])}”" if opening else "beginning with the name",
    }
    separators = set(_SEPARATOR.findall(photo.credit))
    # Several pairs of names in one credit, each with signs of its own, say nothing.
    if len(separators) == 1:
        style["separator"] = f"with “{separators.pop()}”"
    return style


@rule(
    "Credits are written alike",
    impact="minor",
    source="https://iptc.org/std/photometadata/specification/IPTC-PhotoMetadata#credit-line (read 2026-11)",
    scope="site",
    collect=_collect,
    preview=True,
    settings=Settings,
)
def image_credit_inconsistent(site: Site, settings: Settings) -> Iterator[Verdict]:
    for host in {_host(page): None for page in site.pages}:
        pages = [page for page in site.pages if _host(page) == host]
        for trait in ("separator", "brackets", "opening"):
            usual = _usual(pages, trait, settings)
            for page in pages if usual else ():
                for photo in page.fact:
                    if written := photo["style"].get(trait):
                        yield _judge(page, photo, trait, written, usual)


def _usual(pages: list[SitePage], trait: str, settings: Settings) -> str:
    """How most pages write it; empty where too few do or they do not agree."""
    ways = [{photo["style"][trait] for photo in page.fact if trait in photo["style"]} for page in pages]
    speaking = [way for way in ways if way]
    counted = Counter(way for found in speaking for way in found).most_common(1)
    if len(speaking) < settings.pages or counted[0][1] < settings.share * len(speaking):
        return ""
    usual: str = counted[0][0]
    return usual


def _judge(page: SitePage, photo: dict[str, Any], trait: str, written: str, usual: str) -> Verdict:
    target = Target(selector=photo["selector"], html=photo["html"])
    if written == usual:
        return passed(target)
    message = f"The credit “{shorten(photo['credit'], 80)}” is written {written}; nearly all others of this site are written {usual}."
    if trait == "separator" and _is_lopsided(written) and not _is_lopsided(usual):
        return failed(target, message, about=trait, url=page.url)
    return cant_tell(target, message, about=trait, url=page.url)


def _is_lopsided(written: str) -> bool:
    """Whether the sign has a space on one side only."""
    sign = written.partition("“")[2].rstrip("”")
    return sign != sign[::-1]


def _host(page: SitePage) -> str:
    return urlsplit(page.url).netloc
