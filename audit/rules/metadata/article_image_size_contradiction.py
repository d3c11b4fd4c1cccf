"""
A declared size that is not the picture's makes services cut it where nobody meant it to be cut.

Services that show an article reserve the room for its picture before it has arrived, by `og:image:width` and
`og:image:height`. When the figures belong to another crop, heads are cut off or the picture is drawn out, until somebody
reports it; the page itself looks right all the while.

Write the size of the very file that is declared, or leave it out.

Pictures on other hosts are not looked at where a run may load nothing from them (`--offline`).

## Passed
```html
<!-- page: /harbour/ -->
<head><meta property="og:type" content="article"><meta property="og:image" content="/img/harbour.png">
<meta property="og:image:width" content="1200"><meta property="og:image:height" content="630"></head>
<body><article><h1>Harbour opens again</h1></article></body>
<!-- file: /img/harbour.png -->
1200 x 630
```

The same picture at half the size, whose shape is right:
```html
<!-- page: /harbour/ -->
<head><meta property="og:type" content="article"><meta property="og:image" content="/img/harbour.png">
<meta property="og:image:width" content="2400"><meta property="og:image:height" content="1260"></head>
<body><article><h1>Harbour opens again</h1></article></body>
<!-- file: /img/harbour.png -->
1200 x 630
```

## Failed
```html
<!-- page: /harbour/ -->
<head><meta property="og:type" content="article"><meta property="og:image" content="/img/harbour.png"><!-- failed -->
<meta property="og:image:width" content="1200"><meta property="og:image:height" content="630"></head>
<body><article><h1>Harbour opens again</h1></article></body>
<!-- file: /img/harbour.png -->
800 x 800
```

## Inapplicable
No size is declared:
```html
<!-- page: /harbour/ -->
<head><meta property="og:type" content="article"><meta property="og:image" content="/img/harbour.png"></head>
<body><article><h1>Harbour opens again</h1></article></body>
<!-- file: /img/harbour.png -->
800 x 800
```
"""

from __future__ import annotations

from collections.abc import Iterator

from audit.page import Page
from audit.page.declared import declared_images
from audit.page.text import shorten
from audit.rules import Verdict, failed, passed, rule

TOLERANCE = 0.03
"""How far two shapes may differ that were rounded to whole pixels."""


@rule(
    "A declared picture has the shape that is declared",
    impact="minor",
    source="https://ogp.me/#structured (read 2026-11)",
    needs=["declared_images"],
    preview=True,
)
def article_image_size_contradiction(page: Page) -> Iterator[Verdict]:
    """Compare width by height as declared with that of the file."""
    for image in declared_images(page):
        if not (image.real and image.width and image.height):
            continue
        width, height = image.real
        if abs(image.width * height / (image.height * width) - 1) <= TOLERANCE:
            yield passed(image.element)
            continue
        yield failed(
            image.element,
            f"{image.name} is declared as {image.width} × {image.height} pixels and is {width} × {height}: "
            f"{shorten(image.address)}.",
            about=image.name,
        )
