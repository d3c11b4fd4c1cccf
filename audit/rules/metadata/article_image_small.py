"""
A small picture is shown as a stamp beside the headline, or not at all, when an article is shared.

Services show a picture across the whole card only from a certain size on; Facebook takes 600 by 315 pixels. Search engines ask
for at least 50,000 pixels in the article's structured data. Smaller ones are shown tiny or blurred, and readers with
low vision, who choose by pictures and large type, get nothing out of them.

Declare the photo of the article at 1200 pixels of width, not its thumbnail and not the logo.

Pictures on other hosts are not looked at where a run may load nothing from them (`--offline`).

## Passed
```html
<!-- page: /harbour/ -->
<head><meta property="og:type" content="article"><meta property="og:image" content="/img/harbour.png"></head>
<body><article><h1>Harbour opens again</h1></article></body>
<!-- file: /img/harbour.png -->
1200 x 630
```

A small size among larger ones:
```html
<!-- page: /harbour/ -->
<head><meta property="og:type" content="article"><meta property="og:image" content="/img/harbour.png">
<meta property="og:image" content="/img/square.png"></head>
<body><article><h1>Harbour opens again</h1></article></body>
<!-- file: /img/harbour.png -->
1200 x 630
<!-- file: /img/square.png -->
150 x 150
```

## Failed
```html
<!-- page: /harbour/ -->
<head><meta property="og:type" content="article"><meta property="og:image" content="/img/harbour.png"><!-- failed --></head>
<body><article><h1>Harbour opens again</h1></article></body>
<!-- file: /img/harbour.png -->
320 x 180
```

```html
<!-- page: /harbour/ -->
<head><meta property="og:type" content="article"><script type="application/ld+json">
{"@type": "NewsArticle", "headline": "Harbour opens again", "image": ["/img/harbour.png"]}</script><!-- failed --></head>
<body><article><h1>Harbour opens again</h1></article></body>
<!-- file: /img/harbour.png -->
200 x 200
```

## Inapplicable
It did not load:
```html
<!-- page: /harbour/ -->
<head><meta property="og:type" content="article"><meta property="og:image" content="/img/harbour.png"></head>
<body><article><h1>Harbour opens again</h1></article></body>
```
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from msgspec import Meta

from audit.page import Page
from audit.page.article import article
from audit.page.declared import Declared, declared_images
from audit.page.text import shorten
from audit.rules import RuleSettings, Verdict, failed, passed, rule


class Settings(RuleSettings, frozen=True):
    """What counts as large enough."""

    # https://developers.facebook.com/docs/sharing/webmasters/images (read 2026-11)
    width: Annotated[int, Meta(ge=1, description="Pixels of width that og:image has at least.")] = 600
    height: Annotated[int, Meta(ge=1, description="Pixels of height that og:image has at least.")] = 315
    pixels: Annotated[int, Meta(ge=1, description="Width times height that an image in JSON-LD has at least.")] = 50_000


@rule(
    "The pictures declared for sharing are large enough",
    impact="minor",
    source="https://developers.google.com/search/docs/appearance/structured-data/article (read 2026-11)",
    needs=["declared_images"],
    preview=True,
    settings=Settings,
)
def article_image_small(page: Page, settings: Settings) -> Iterator[Verdict]:
    """Judge the largest picture of each kind: services choose among several."""
    if not article(page).is_article:
        return
    loaded = [(image, image.real) for image in declared_images(page) if image.real]
    shared = [(image, real) for image, real in loaded if image.name.startswith("og:")]
    structured = [(image, real) for image, real in loaded if image.name == "image in JSON-LD"]
    if shared:
        image, (width, height) = max(shared, key=_pixels)
        limit = f"services show it small below {settings.width} × {settings.height}"
        yield _judge(image, limit, is_small=width < settings.width or height < settings.height)
    if structured:
        image, (width, height) = max(structured, key=_pixels)
        yield _judge(image, f"{settings.pixels:,} pixels are asked for", is_small=width * height < settings.pixels)


def _pixels(one: tuple[Declared, tuple[int, int]]) -> int:
    return one[1][0] * one[1][1]


def _judge(image: Declared, limit: str, *, is_small: bool) -> Verdict:
    if not is_small:
        return passed(image.element)
    width, height = image.real or (0, 0)
    message = f"{image.name} is a picture of {width} × {height} pixels, {shorten(image.address)}; {limit}."
    return failed(image.element, message, about=image.name)
