"""
A shared picture's alternative text is for what is seen; a caption in its place does not tell that.

Open Graph says it in so many words: `og:image:alt` is “a description of what is in the image (not a caption)”. Where the
caption stands in it, those who cannot see the card in their feed learn the news around the picture, most of which the card's
headline gives anyway, and not what it shows.

Fill `og:image:alt` from the field of the alternative text, not from the caption.

## Passed

```html
<head><meta property="og:type" content="article"><meta property="og:title" content="Grain store burns">
<meta property="og:image" content="https://herald.example/media/fire-1200x630.jpg">
<meta property="og:image:alt" content="Two firefighters on a ladder, smoke above the roof"></head>
<body><article><h1>Grain store burns</h1><p>By Ada Winter</p>
<figure><img src="/media/fire.jpg" width="800" alt="Two firefighters on a ladder, smoke above the roof">
<figcaption>The fire at the old grain store in Balta burned for six hours. Photo: Olena Marchuk</figcaption></figure>
<p>The fire broke out at dawn.</p></article></body>
```

## Could not tell

A caption may tell what is seen, and often it does not:

```html
<head><meta property="og:type" content="article"><meta property="og:title" content="Grain store burns">
<meta property="og:image" content="https://herald.example/media/fire-1200x630.jpg">
<meta property="og:image:alt" content="The fire at the old grain store in Balta burned for six hours."> <!-- cantTell --></head>
<body><article><h1>Grain store burns</h1><p>By Ada Winter</p>
<figure><img src="/media/fire.jpg" width="800" alt="Two firefighters on a ladder, smoke above the roof">
<figcaption>The fire at the old grain store in Balta burned for six hours. Photo: Olena Marchuk</figcaption></figure>
<p>The fire broke out at dawn.</p></article></body>
```

## Inapplicable

No alternative text for the shared picture, or a shared picture that the page does not show with a caption:

```html
<head><meta property="og:type" content="article"><meta property="og:title" content="Grain store burns">
<meta property="og:image" content="https://herald.example/media/share-card.jpg">
<meta property="og:image:alt" content="The fire at the old grain store in Balta burned for six hours."></head>
<body><article><h1>Grain store burns</h1><p>By Ada Winter</p>
<figure><img src="/media/fire.jpg" width="800" alt="Firefighters">
<figcaption>The fire at the old grain store in Balta burned for six hours.</figcaption></figure>
<p>The fire broke out at dawn.</p></article></body>
```
"""

from __future__ import annotations

from collections.abc import Iterator

from audit.page import Page, credits
from audit.page.photos import photos
from audit.page.pictures import is_shared
from audit.page.structured import metas
from audit.page.text import same_words, shorten
from audit.rules import Verdict, cant_tell, passed, rule


@rule(
    "A shared picture's alternative text is no caption",
    impact="minor",
    source="https://ogp.me/#structured (read 2026-11)",
    preview=True,
)
def og_image_alt_caption(page: Page) -> Iterator[Verdict]:
    said = next((meta for meta in metas(page).get("og:image:alt", ()) if meta.value), None)
    photo = next((photo for photo in photos(page) if photo.caption and is_shared(page, photo.image)), None)
    if said is None or photo is None:
        return
    bare = credits.split(said.value)[0]
    if not any(same_words(bare, caption) for caption in (photo.caption, credits.split(photo.caption)[0])):
        yield passed(said.element)
    else:
        yield cant_tell(
            said.element,
            f"og:image:alt and the picture's caption are both “{shorten(bare)}”. Does it tell what is seen?",
        )
