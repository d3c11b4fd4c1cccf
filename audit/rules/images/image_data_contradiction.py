"""
What a page's data says of a photo is not what the page shows of it.

Search engines and networks show a photo with the caption, the credit and the alternative text that the page's data gives
for it. When those are of the photo before it, those who cannot see the picture in their feed are told of another one, and
the wrong person is named as its maker where the photo is seen most.

Fill the `ImageObject` and `og:image:alt` from the record that fills the figure: caption, credit, alternative text.

A figure and its data are brought together by the picture's file name. Two texts contradict each other when they share no
word of more than three letters; two credits when they share no name.

## Passed

```html
<head><meta property="og:type" content="article"><meta property="og:image" content="https://herald.example/media/grain-store-1200x630.jpg">
<meta property="og:image:alt" content="Two firefighters on a ladder, smoke above the roof">
<script type="application/ld+json">{"@context": "https://schema.org", "@type": "ImageObject",
"url": "https://herald.example/media/grain-store-1200x630.jpg", "creditText": "Marchuk/Herald",
"caption": "The fire at the old grain store in Balta burned for six hours."}</script></head>
<body><article><h1>Grain store burns</h1>
<figure><img src="data:," data-src="/media/grain-store.jpg" width="800" height="500"
  alt="Two firefighters on a ladder, smoke above the roof">
<figcaption>The fire at the grain store in Balta. Photo: Olena Marchuk / Herald</figcaption></figure></article></body>
```

## Could not tell

Another photo's caption, another photographer, another alternative text:

```html
<head><meta property="og:type" content="article">
<script type="application/ld+json">{"@context": "https://schema.org", "@type": "ImageObject",
"url": "https://herald.example/media/grain-store-1200x630.jpg", "caption": "Voters queue outside a school in Lyon on Sunday morning."}
</script></head>
<body><article><h1>Grain store burns</h1>
<figure><img src="/media/grain-store.jpg" width="800" alt="Two firefighters on a ladder"> <!-- cantTell -->
<figcaption>The fire at the old grain store in Balta burned for six hours. Photo: Olena Marchuk / Herald</figcaption></figure>
</article></body>
```

```html
<head><meta property="og:type" content="article">
<script type="application/ld+json">{"@context": "https://schema.org", "@type": "ImageObject",
"url": "https://herald.example/media/grain-store-1200x630.jpg", "creditText": "Piet de Haan / Reuters"}</script></head>
<body><article><h1>Grain store burns</h1>
<figure><img src="/media/grain-store.jpg" width="800" alt="Two firefighters on a ladder"> <!-- cantTell -->
<figcaption>The fire at the old grain store in Balta burned for six hours. Photo: Olena Marchuk / Herald</figcaption></figure>
</article></body>
```

```html
<head><meta property="og:type" content="article"><meta property="og:image" content="https://herald.example/media/grain-store-1200x630.jpg">
<meta property="og:image:alt" content="Voters queue outside a school in Lyon"></head>
<body><article><h1>Grain store burns</h1>
<figure><img src="/media/grain-store.jpg" width="800" alt="Two firefighters on a ladder, smoke above the roof"> <!-- cantTell -->
<figcaption>The fire in Balta. Photo: Olena Marchuk / Herald</figcaption></figure></article></body>
```

## Inapplicable

Data of another file; the headline in place of the caption, which tells of no other photo; a word or two; another language:

```html
<html lang="en"><head><meta property="og:type" content="article"><meta property="og:title" content="Grain store in Balta burns down">
<meta property="og:image" content="https://herald.example/media/card.jpg">
<meta property="og:image:alt" content="Voters queue outside a school in Lyon">
<script type="application/ld+json">{"@context": "https://schema.org", "@graph": [{"@type": "ImageObject",
"url": "https://herald.example/media/grain-store.jpg", "caption": "Grain store in Balta burns down"}, {"@type": "ImageObject",
"url": "https://herald.example/media/grain-store.jpg", "caption": "Herald"}, {"@type": "ImageObject", "inLanguage": "de",
"url": "https://herald.example/media/grain-store.jpg", "caption": "Sechs Stunden lang brannte der alte Speicher"}]}</script></head>
<body><article><h1>Grain store in Balta burns down</h1>
<figure><img src="/media/grain-store.jpg" width="800" alt="Firefighters">
<figcaption>Six hours long the flames stood above the roof</figcaption></figure></article></body></html>
```
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from audit.page import Page, credits
from audit.page.article import article
from audit.page.html import attr
from audit.page.language_tags import language
from audit.page.photos import Photo, photos
from audit.page.pictures import address, is_shared, stem
from audit.page.structured import all_nodes, first, readable, types
from audit.page.text import likeness, shorten, terms
from audit.rules import Verdict, cant_tell, passed, rule

TELLING = 4
"""Terms from which on a text describes something."""
ALIKE = 0.5
"""Likeness from which on a text is the headline's."""
ROOT = 5
"""Letters of a word that stay when it is inflected; words of up to three letters link anything."""
_UNSPACED = "\u0e00"
"""First letter of the scripts whose terms are pairs of letters."""
TELLING_NAME = 5
"""Letters from which on a file's name belongs to one photo: “1” and “lead” are names of many."""


@rule(
    "A photo's data tells of the same photo",
    impact="moderate",
    source="https://schema.org/ImageObject (read 2026-11)",
    preview=True,
)
def image_data_contradiction(page: Page) -> Iterator[Verdict]:
    data = _image_data(page)
    for photo in photos(page):
        for node in data.get(stem(address(photo.image)), ()):
            yield from _compare_caption(page, photo, node)
            yield from _compare_credit(photo, node)
    yield from _compare_shared(page)


def _image_data(page: Page) -> dict[str, list[Mapping[str, Any]]]:
    """The ImageObjects of the page by the file they tell of; those in another language than the page left out."""
    found: dict[str, list[Mapping[str, Any]]] = {}
    own = language(attr(page.tree, "lang"))
    for _, node, _ in all_nodes(page):
        where = node.get("contentUrl") or node.get("url")
        tongue = node.get("inLanguage")
        is_foreign = isinstance(tongue, str) and own and language(tongue) != own
        if "ImageObject" not in types(node) or not isinstance(where, str) or is_foreign:
            continue
        if len(stem(where)) >= TELLING_NAME:
            found.setdefault(stem(where), []).append(node)
    return found


def _compare_caption(page: Page, photo: Photo, node: Mapping[str, Any]) -> Iterator[Verdict]:
    said = credits.split(_text(node, "caption"))[0]
    if not _tells(page, said) or not _tells(page, photo.caption):
        return
    # Some put the alternative text there, some the whole of both.
    if _share(said, f"{photo.caption} {attr(photo.image, 'alt')}"):
        yield passed(photo.image)
    else:
        yield cant_tell(
            photo.image,
            f"The caption is “{shorten(photo.caption, 80)}”, and the ImageObject of the same file says “{shorten(said, 80)}”.",
            about="caption",
        )


def _compare_credit(photo: Photo, node: Mapping[str, Any]) -> Iterator[Verdict]:
    said = _text(node, "creditText")
    if not credits.named(said) or not credits.named(photo.credit):
        return
    if credits.named(said) & credits.named(photo.credit):
        yield passed(photo.image)
    else:
        yield cant_tell(
            photo.image,
            f"The photo is credited to “{shorten(photo.credit, 80)}”, and in the ImageObject of the same file to "
            f"“{shorten(said, 80)}”.",
            about="credit",
        )


def _compare_shared(page: Page) -> Iterator[Verdict]:
    said = first(page, "og:image:alt")
    photo = next((photo for photo in photos(page) if said and is_shared(page, photo.image)), None)
    if photo is None or not _tells(page, said) or len(stem(address(photo.image))) < TELLING_NAME:
        return
    shown = attr(photo.image, "alt")
    if not _tells(page, shown):
        return
    if _share(said, f"{shown} {photo.caption}"):
        yield passed(photo.image)
    else:
        yield cant_tell(
            photo.image,
            f"The alternative text is “{shorten(shown, 80)}”, and og:image:alt of the same picture is “{shorten(said, 80)}”.",
            about="og:image:alt",
        )


def _share(one: str, other: str) -> bool:
    """Whether two texts have a telling word in common, however it is inflected."""
    left, right = ({term[:ROOT] for term in terms(said) if len(term) > 3 or term >= _UNSPACED} for said in (one, other))
    return not left.isdisjoint(right)


def _tells(page: Page, said: str) -> bool:
    """Whether a text describes something, and is not the headline, which stands for want of a description."""
    return len(terms(said)) >= TELLING and likeness(said, article(page).headline) < ALIKE


def _text(node: Mapping[str, Any], name: str) -> str:
    value = node.get(name)
    return readable(value) if isinstance(value, str) else ""
