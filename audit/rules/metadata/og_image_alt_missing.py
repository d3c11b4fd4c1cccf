"""
A picture that is shared without an alternative text is silent in every feed that shows it.

When an article is shared, the services take the picture from `og:image` and its alternative text from `og:image:alt`. Where
the latter is missing, blind readers of the feed, the messenger or the reading app meet a card with “image” and no word of
what it shows, also where the picture in the article is described well.

Write `og:image:alt` beside `og:image`, from the field that holds the picture's alternative text (not its caption and not the
headline, which the card gives anyway).

## Passed

```html
<head><meta property="og:type" content="article"><meta property="og:title" content="Harbour opens again">
<meta property="og:image" content="https://herald.example/harbour.jpg">
<meta property="og:image:alt" content="Ferries behind the ice barrier at dawn"></head>
<body><article><h1>Harbour opens again</h1><p>The first freighter came in at dawn.</p></article></body>
```

Under `name`:

```html
<head><meta property="og:type" content="article"><meta property="og:title" content="Harbour opens again">
<meta name="og:image" content="https://herald.example/harbour.jpg">
<meta name="og:image:alt" content="Ferries behind the ice barrier at dawn"></head>
<body><article><h1>Harbour opens again</h1><p>The first freighter came in at dawn.</p></article></body>
```

## Failed

```html
<head><meta property="og:type" content="article"><meta property="og:title" content="Harbour opens again">
<meta property="og:image" content="https://herald.example/harbour.jpg"> <!-- failed --></head>
<body><article><h1>Harbour opens again</h1><p>The first freighter came in at dawn.</p></article></body>
```

It is there, but empty:

```html
<head><meta property="og:type" content="article"><meta property="og:title" content="Harbour opens again">
<meta property="og:image" content="https://herald.example/harbour.jpg"> <!-- failed -->
<meta property="og:image:alt" content=""></head>
<body><article><h1>Harbour opens again</h1><p>The first freighter came in at dawn.</p></article></body>
```

## Could not tell

Only X's own property says it; some services read both:

```html
<head><meta property="og:type" content="article"><meta property="og:title" content="Harbour opens again">
<meta property="og:image" content="https://herald.example/harbour.jpg">
<meta name="twitter:image:alt" content="Ferries behind the ice barrier at dawn"></head>
<body><article><h1>Harbour opens again</h1><p>The first freighter came in at dawn.</p></article></body>
```

## Inapplicable

No picture to share, and a page that is no article:

```html
<head><meta property="og:type" content="article"><meta property="og:title" content="Harbour opens again"></head>
<body><article><h1>Harbour opens again</h1><p>The first freighter came in at dawn.</p></article></body>
```

```html
<head><meta property="og:type" content="website"><meta property="og:image" content="https://herald.example/logo.png">
<title>Politics</title></head>
<body><h1>Politics</h1>
<article><h2><a href="/a/">Harbour opens again</a></h2><p>By Ada Winter</p></article>
<article><h2><a href="/b/">Forest tracks closed</a></h2><p>By Ben Moss</p></article></body>
```
"""

from __future__ import annotations

from collections.abc import Iterator

from audit.page import Page
from audit.page.article import article
from audit.page.structured import first, metas
from audit.rules import Verdict, cant_tell, failed, passed, rule


@rule(
    "The picture of a shared article has an alternative text",
    impact="minor",
    source="https://ogp.me/#structured (read 2026-11)",
)
def og_image_alt_missing(page: Page) -> Iterator[Verdict]:
    named = (meta for name in ("og:image", "og:image:url", "og:image:secure_url") for meta in metas(page).get(name, ()))
    image = next((meta.element for meta in named if meta.value), None)
    if image is None or not article(page).is_article:
        return
    if first(page, "og:image:alt"):
        yield passed(image)
    elif first(page, "twitter:image:alt"):
        yield cant_tell(
            image, "Only twitter:image:alt tells what the shared picture shows. Do the services you care for read it?"
        )
    else:
        state = "is empty" if "og:image:alt" in metas(page) else "is missing"
        yield failed(
            image, f"og:image:alt {state}: who shares or reads the shared article hears nothing of its picture."
        )
