"""
One photo that is described in two different ways on two pages leaves its reader wondering which is true.

A photo is used again: in the follow-up, in the portrait, in the yearbook. Where each page describes it anew, a reader who
cannot see it takes it for another photo, or hears of people and places that are not in it; often one of the two texts was
written for another picture and stayed when the picture was changed.

Keep the alternative text with the picture, in the media library, and describe there what is seen; the caption tells what it
has to do with the story. Then look which of the two texts is right.

## Passed

```html
<!-- page: /harbour/ -->
<html lang="en"><body><article><h1>Harbour opens again</h1><p>By Ada Winter</p>
<img src="/media/2026/harbour-1200x800.jpg" width="800" alt="Ferries behind the ice barrier at dawn"></article></body></html>
<!-- page: /ice/ -->
<html lang="en"><body><article><h1>The ice is back</h1><p>By Ada Winter</p>
<img src="/media/2026/harbour-800x533.jpg" width="800" alt="Two ferries behind an ice barrier"></article></body></html>
```

## Could not tell

```html
<!-- page: /harbour/ -->
<html lang="en"><body><article><h1>Harbour opens again</h1><p>By Ada Winter</p>
<img src="/media/2026/harbour-1200x800.jpg" width="800" alt="Ferries behind the ice barrier at dawn"></article></body></html>
<!-- page: /council/ -->
<html lang="en"><body><article><h1>Council meets</h1><p>By Ada Winter</p>
<img src="/media/2026/harbour-800x533.jpg" width="800" alt="The mayor speaks to councillors in the town hall">
<!-- cantTell --></article></body></html>
```

## Inapplicable

Photos that stand on one page only, other files of one name, another language, and a headline in place of a description,
which is another fault:

```html
<!-- page: /harbour/ -->
<html lang="en"><body><article><h1>Harbour opens again</h1><p>By Ada Winter</p>
<img src="/media/2026/harbour.jpg" width="800" alt="Ferries behind the ice barrier at dawn">
<img src="/media/2026/11/1.jpg" width="800" alt="A tug clears the last of the ice"></article></body></html>
<!-- page: /council/ -->
<html lang="en"><body><article><h1>Council meets over the budget for roads</h1><p>By Ada Winter</p>
<img src="/media/2026/12/1.jpg" width="800" alt="The mayor speaks to councillors in the town hall">
<img src="/media/2026/harbour.jpg" width="800" alt="Council meets over the budget for roads"></article></body></html>
<!-- page: /de/harbour/ -->
<html lang="de"><body><article><h1>Der Hafen ist wieder offen</h1><p>Von Ada Winter</p>
<img src="/media/2026/harbour.jpg" width="800" alt="Fähren liegen vor der Eissperre im Morgengrauen"></article></body></html>
```
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from audit.model import Target
from audit.page import Page
from audit.page.article import article
from audit.page.html import Element, attr, css_path, is_hidden_from_readers, snippet
from audit.page.photos import content_images
from audit.page.pictures import address, file_key
from audit.page.text import likeness, shorten, terms
from audit.rules import Site, SitePage, Verdict, cant_tell, passed, rule

TELLING = 4
"""Terms from which on an alternative text describes something."""
ALIKE, UNLIKE = 0.6, 0.15
"""Likeness from which on a text is the headline's, and up to which two texts have nothing in common."""
SHOWN = 200
"""Letters of an alternative text that are kept."""


def _collect(page: Page) -> list[dict[str, str]] | None:
    """The page's described photos by file and language, each with its place."""
    headline = article(page).headline
    language = attr(page.tree, "lang").lower().partition("-")[0]
    found: dict[str, dict[str, str]] = {}
    for image in content_images(page):
        alt = attr(image, "alt")[:SHOWN]
        if len(terms(alt)) < TELLING or likeness(alt, headline) >= ALIKE or is_hidden_from_readers(image):
            continue
        if file := file_key(page, address(image)):
            found.setdefault(file, {"file": f"{language} {file}", "alt": alt, **_place(image)})
    return list(found.values()) or None


@rule(
    "A photo has one description wherever it stands",
    impact="minor",
    source="https://html.spec.whatwg.org/multipage/images.html#alt (read 2026-11)",
    scope="site",
    collect=_collect,
    preview=True,
)
def image_alt_contradictory(site: Site) -> Iterator[Verdict]:
    """Compare each photo's alternative text with the one of the page where it stood first."""
    first: dict[str, tuple[SitePage, dict[str, str]]] = {}
    for page in site.pages:
        for photo in page.fact:
            known = first.setdefault(photo["file"], (page, photo))
            if known[0] is not page:
                yield _compare(page, photo, *known)


def _compare(page: SitePage, photo: dict[str, str], other_page: SitePage, other: dict[str, str]) -> Verdict:
    target = Target(selector=photo["selector"], html=photo["html"])
    if likeness(photo["alt"], other["alt"]) > UNLIKE:
        return passed(target)
    return cant_tell(
        target,
        f"This photo is “{shorten(photo['alt'], 80)}” here and “{shorten(other['alt'], 80)}” on "
        f"{urlsplit(other_page.url).path or '/'}. Which is to be seen?",
        url=page.url,
    )


def _place(image: Element) -> dict[str, Any]:
    return {"selector": css_path(image), "html": snippet(image, 300)}
