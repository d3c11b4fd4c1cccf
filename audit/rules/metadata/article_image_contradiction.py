"""
A shared article shows the site's logo although the article has a photo of its own.

Whoever shares a link shows the picture that the metadata names. If that is a logo or a default of the content system
while a photo opens the article, readers see the same grey card for every story, and the photo that an editor chose is
seen by nobody who has not opened the page.

Fill `og:image` and `image` of the structured data from the article's lead photo, and use the default only where there
is none. Another crop of the photo, or another photo of the same story, is in order.

## Passed
Another size, and another photo:
```html
<head><meta property="og:type" content="article"><meta property="og:image" content="https://cdn.example/tug-1200x630.jpg"></head>
<body><article><h1>Harbour opens again</h1>
<figure><img src="/media/tug.jpg" width="800" height="500" alt="A tug in the harbour"></figure></article></body>
```

```html
<head><meta property="og:type" content="article"><meta property="og:image" content="https://cdn.example/crane.jpg"></head>
<body><article><h1>Harbour opens again</h1>
<figure><img src="/media/tug.jpg" width="800" height="500" alt="A tug in the harbour"></figure></article></body>
```

An article about a logo:
```html
<head><meta property="og:type" content="article"><meta property="og:image" content="https://cdn.example/port-logo.jpg"></head>
<body><article><h1>The port has a new logo</h1>
<figure><img src="/media/port-logo.jpg" width="800" height="500" alt="An anchor in a circle"></figure></article></body>
```

```html
<head><meta property="og:type" content="article"><meta property="og:image" content="https://cdn.example/tug.jpg"></head>
<body><article><h1>The port has a new logo</h1>
<figure><img src="/media/port-logo.jpg" width="800" height="500" alt="An anchor in a circle"></figure></article></body>
```

## Could not tell
```html
<head><meta property="og:type" content="article">
<meta property="og:image" content="https://herald.example/static/herald-logo-1200x630.png"><!-- cantTell --></head>
<body><article><h1>Harbour opens again</h1>
<figure><img src="/media/tug.jpg" width="800" height="500" alt="A tug in the harbour"></figure></article></body>
```

## Inapplicable
No photo opens the article:
```html
<head><meta property="og:type" content="article"><meta property="og:image" content="https://herald.example/static/logo.png"></head>
<body><article><h1>Harbour opens again</h1><p>The first freighter came in at dawn.</p></article></body>
```
"""

from __future__ import annotations

from collections.abc import Iterator

from audit.page import Page
from audit.page.agreement import is_stock, same_picture
from audit.page.article import article
from audit.page.html import Element
from audit.page.photos import lead_photo
from audit.page.pictures import address, stem
from audit.page.structured import article_data, metas
from audit.page.text import shorten
from audit.page.witnesses import pictures
from audit.rules import Verdict, cant_tell, passed, rule


@rule(
    "The metadata names the article's photo, no stand-in",
    impact="minor",
    source="https://developers.google.com/search/docs/appearance/structured-data/article#structured-data-type-definitions (read 2026-11)",
    preview=True,
)
def article_image_contradiction(page: Page) -> Iterator[Verdict]:
    """Look for a logo or a default in the metadata of an article that a photo opens."""
    photo = lead_photo(page) if article(page).is_article else None
    if photo is None:
        return
    shown = address(photo.image)
    for name, element, said in _told(page):
        if is_stock(said) and same_picture(shown, said) is False:
            message = f"{name} is {shorten(said, 80)}, while the photo {shorten(stem(shown), 60)} opens the article. Is a stand-in meant?"
            yield cant_tell(element, message, about=name)
        else:
            yield passed(element)


def _told(page: Page) -> Iterator[tuple[str, Element, str]]:
    for meta in metas(page).get("og:image", ())[:1]:
        if meta.value:
            yield "og:image", meta.element, meta.value
    data = article_data(page)
    for said in pictures(data)[:1] if data else ():
        if data:
            yield f"image in {data.form}", data.element, said
