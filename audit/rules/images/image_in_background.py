"""
A photo in the background of a box does not exist for those who cannot see it.

A picture that style sheets draw (`background-image`) has no alternative text: a screen reader passes it without a word,
search engines do not find it, it is missing in print and where styles are switched off or colours are forced. For an
ornament that is right. A photo that tells something, above all the one that opens the article, is lost.

Write the photo as `<img alt="…">` in a `figure`, and let `object-fit: cover` do what the background did. Where that cannot
be, give the box `role="img"` and an `aria-label`.

Large boxes of an article are judged whose background is a photo's file: those that hold no text of their own, and the one
whose picture stands for the article when it is shared. Whether the picture tells something, a person must say.

## Passed

```html
<head><meta property="og:type" content="article"></head>
<article>
  <h1>Grain store in Balta burned down</h1>
  <div role="img" aria-label="Two firefighters on a ladder, smoke above the roof"
    style="background-image: url(/media/fire.jpg); width: 800px; height: 450px"></div>
  <p>The fire broke out shortly after midnight, when nobody was in the building, the fire service said.</p>
</article>
```

## Could not tell

```html
<head><meta property="og:type" content="article"></head>
<article>
  <h1>Grain store in Balta burned down</h1>
  <div class="hero" style="background-image: url('/media/fire.jpg'); width: 800px; height: 450px"></div> <!-- cantTell -->
  <p>The fire broke out shortly after midnight, when nobody was in the building, the fire service said.</p>
</article>
```

The picture of the article, below its headline:

```html
<head>
  <meta property="og:type" content="article">
  <meta property="og:image" content="https://valleytimes.example/media/grain-store-1200x630.jpg">
</head>
<article>
  <header style="background: #222 url(/media/grain-store.jpg) center / cover; width: 1000px; height: 450px">
  <h1>Grain store in Balta burned down</h1></header> <!-- cantTell -->
  <p>The fire broke out shortly after midnight, when nobody was in the building, the fire service said.</p>
</article>
```

## Inapplicable

Ornaments, a picture that stands in the article too, teasers, and a page that is no article:

```html
<head><meta property="og:type" content="article"></head>
<article>
  <h1>Grain store in Balta burned down</h1>
  <div style="background-image: linear-gradient(red, blue); width: 800px; height: 450px"></div>
  <div style="background-image: url(/img/pattern.svg); width: 800px; height: 450px"></div>
  <div style="background-image: url(/media/fire-blurred.jpg?w=40); width: 800px; height: 450px" aria-hidden="true"></div>
  <figure style="background-image: url(/media/fire-40x20.jpg); width: 800px; height: 450px">
    <img src="/media/fire-800x450.jpg" alt="Two firefighters on a ladder"></figure>
  <p>The fire broke out shortly after midnight, when nobody was in the building, the fire service said.</p>
  <div class="related"><a href="/ruin" style="display: block; background: url(/media/ruin.jpg); width: 400px; height: 300px"></a></div>
</article>
```

```html
<h1>Valley Times</h1>
<div style="background-image: url(/media/valley.jpg); width: 800px; height: 450px"></div>
```
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from audit.page import Page
from audit.page.article import article
from audit.page.html import Element, attr, closest, is_hidden_from_readers, roles, tag, text
from audit.page.pictures import address, background, kind_around, shared_stem, size, stem, with_background
from audit.page.text import shorten
from audit.rules import Verdict, cant_tell, passed, rule

WIDTH, HEIGHT = 300, 150
"""CSS pixels from which on a box is large enough for a photo that tells something."""
_PHOTO = re.compile(r"\.(jpe?g|webp|avif)\b|\.png\b", re.IGNORECASE)
_ORNAMENT = re.compile(
    r"pattern|texture|gradient|sprite|logo|icon|(^|[-_/])(bg|background|backdrop|noise|paper)[-_.\d]", re.IGNORECASE
)
_WORDLESS = 20
"""Letters up to which a box has no text of its own: “Photo 1/12”."""


@rule(
    "A photo that tells something is no background",
    impact="moderate",
    wcag=["1.1.1"],
    source="https://www.w3.org/WAI/WCAG22/Techniques/failures/F3 (read 2026-11)",
    preview=True,
)
def image_in_background(page: Page) -> Iterator[Verdict]:
    found = article(page)
    if not found.is_article or not with_background(page):
        return
    shown = {stem(address(image)) for image in page.tree.iter("img")}
    for element in with_background(page):
        name = stem(background(element))
        if name in shown or not _may_tell(page, element, found.root):
            continue
        shown.add(name)
        if _is_named(element):
            yield passed(element)
        elif name == shared_stem(page):
            yield cant_tell(
                element,
                f"The picture of the article, “{shorten(name, 60)}”, is only a background: it has no alternative text and no caption.",
            )
        elif len(text(element)) <= _WORDLESS:
            yield cant_tell(
                element,
                f"The background “{shorten(name, 60)}” fills a box without text. Does it tell what those should know who "
                "cannot see it?",
            )


def _is_named(element: Element) -> bool:
    return "img" in roles(element) and bool(attr(element, "aria-label") or attr(element, "aria-labelledby"))


def _may_tell(page: Page, element: Element, root: Element) -> bool:
    """Whether the background is a photo's, and belongs to the article or stands around its headline."""
    where = background(element)
    if not _PHOTO.search(where) or _ORNAMENT.search(where) or tag(element) in {"body", "html", "main"}:
        return False
    if not _is_large(element) or is_hidden_from_readers(element) or kind_around(page, element) is not None:
        return False
    headline = article(page).headline_element
    inside = root in element.iterancestors() or (headline is not None and headline in element.iter("h1", "h2"))
    return inside and closest(element, "a", "button", "form", "nav", "footer", "aside") is None


def _is_large(element: Element) -> bool:
    """Whether it takes the room of a photo; what is not known counts as large."""
    width, height = size(element)
    return (width is None or width >= WIDTH) and (height is None or height >= HEIGHT)
