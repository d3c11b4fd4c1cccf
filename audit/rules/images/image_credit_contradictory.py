"""
One photo that is credited to two different people on two pages is credited wrongly on one of them.

Who made a photo is a right of its maker and a fact for readers, who judge by it where a picture comes from. When a photo is
used again and the credit is typed again, it is easily that of the photo before it; the agency then asks for its fee, and
readers who look twice trust neither page.

Keep the credit with the picture, in the media library or in the file itself (IPTC), and let every page take it from there.

A photo is known again by its address without what sizes add to it. Two credits agree when they share a name or an agency.

## Passed

```html
<!-- page: /fire/ -->
<html lang="en"><body><article><h1>Grain store burns</h1><p>By Ada Winter</p>
<figure><img src="/media/fire-1200x800.jpg" width="800" alt="Firefighters">
<figcaption>The fire in Balta. Photo: Olena Marchuk / Valley Times</figcaption></figure></article></body></html>
<!-- page: /ruin/ -->
<html lang="en"><body><article><h1>The ruin is torn down</h1><p>By Ada Winter</p>
<figure><img src="/media/fire-800x533.jpg" width="800" alt="Firefighters">
<figcaption>The fire two years ago (O. Marchuk/Valley Times)</figcaption></figure></article></body></html>
```

## Could not tell

```html
<!-- page: /fire/ -->
<html lang="en"><body><article><h1>Grain store burns</h1><p>By Ada Winter</p>
<figure><img src="/media/fire-1200x800.jpg" width="800" alt="Firefighters">
<figcaption>The fire in Balta. Photo: Olena Marchuk / Valley Times</figcaption></figure></article></body></html>
<!-- page: /ruin/ -->
<html lang="en"><body><article><h1>The ruin is torn down</h1><p>By Ada Winter</p>
<figure><img src="/media/fire-800x533.jpg" width="800" alt="Firefighters"> <!-- cantTell -->
<figcaption>The fire two years ago. Photo: Piet de Haan / Reuters</figcaption></figure></article></body></html>
```

## Inapplicable

Photos that stand on one page only, or are credited on one only:

```html
<!-- page: /fire/ -->
<html lang="en"><body><article><h1>Grain store burns</h1><p>By Ada Winter</p>
<figure><img src="/media/fire.jpg" width="800" alt="Firefighters">
<figcaption>The fire in Balta. Photo: Olena Marchuk / Valley Times</figcaption></figure></article></body></html>
<!-- page: /ruin/ -->
<html lang="en"><body><article><h1>The ruin is torn down</h1><p>By Ada Winter</p>
<figure><img src="/media/ruin.jpg" width="800" alt="An excavator">
<figcaption>The ruin on Sunday. Photo: Piet de Haan / Reuters</figcaption></figure>
<figure><img src="/media/fire.jpg" width="800" alt="Firefighters">
<figcaption>The fire two years ago</figcaption></figure></article></body></html>
```
"""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from audit.model import Target
from audit.page import Page
from audit.page.credits import named
from audit.page.html import css_path, snippet
from audit.page.photos import photos
from audit.page.pictures import address, file_key
from audit.page.text import shorten
from audit.rules import Site, SitePage, Verdict, cant_tell, passed, rule


def _collect(page: Page) -> list[dict[str, str]] | None:
    """The page's credited photos by file, each with its place."""
    found: dict[str, dict[str, str]] = {}
    for photo in photos(page):
        file = file_key(page, address(photo.image))
        if file and named(photo.credit):
            place = {"selector": css_path(photo.image), "html": snippet(photo.image, 300)}
            found.setdefault(file, {"file": file, "credit": photo.credit, **place})
    return list(found.values()) or None


@rule(
    "A photo has one credit wherever it stands",
    impact="moderate",
    source="https://iptc.org/std/photometadata/specification/IPTC-PhotoMetadata#credit-line (read 2026-11)",
    scope="site",
    collect=_collect,
    preview=True,
)
def image_credit_contradictory(site: Site) -> Iterator[Verdict]:
    """Compare each photo's credit with the one of the page where it stood first."""
    first: dict[str, tuple[SitePage, str]] = {}
    for page in site.pages:
        for photo in page.fact:
            other, credit = first.setdefault(photo["file"], (page, photo["credit"]))
            if other is page:
                continue
            target = Target(selector=photo["selector"], html=photo["html"])
            if named(photo["credit"]) & named(credit):
                yield passed(target)
            else:
                yield cant_tell(
                    target,
                    f"This photo is credited to “{shorten(photo['credit'], 80)}” here and to “{shorten(credit, 80)}” on "
                    f"{urlsplit(other.url).path or '/'}. Who made it?",
                    url=page.url,
                )
