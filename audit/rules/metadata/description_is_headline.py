"""
A description that only repeats the headline tells readers nothing more when they choose what to open.

Search results and shared links show the headline and the description below each other. When both are the same words,
a screen reader says them twice, and nobody learns what the article is about.

Write a sentence or two of its own, or let the content system take the standfirst.

## Passed
```html
<head><meta property="og:type" content="article">
<meta name="description" content="The first freighter since the storm came in at dawn."></head>
<body><article><h1>Harbour opens again</h1></article></body>
```

The headline with more behind it:
```html
<head><meta property="og:type" content="article">
<meta name="description" content="Harbour opens again: the first freighter since the storm came in at dawn."></head>
<body><article><h1>Harbour opens again</h1></article></body>
```

## Failed
```html
<head><meta property="og:type" content="article">
<meta name="description" content="Harbour opens again after the storm"><!-- failed --></head>
<body><article><h1>Harbour opens again after the storm</h1></article></body>
```

## Inapplicable
No description, which is another fault:
```html
<head><title>Harbour opens again</title></head><body><article><h1>Harbour opens again</h1></article></body>
```

A list, which has nothing to tell but its name:
```html
<head><meta property="og:type" content="website"><meta name="description" content="Politics"></head><body><h1>Politics</h1></body>
```
"""

from __future__ import annotations

from collections.abc import Iterator

from audit.page import Page
from audit.page.article import article
from audit.page.structured import first, metas
from audit.page.text import same_words, shorten
from audit.rules import Verdict, failed, passed, rule


@rule(
    "The description says more than the headline",
    impact="minor",
    source="https://developers.google.com/search/docs/appearance/snippet (read 2026-11)",
    preview=True,
)
def description_is_headline(page: Page) -> Iterator[Verdict]:
    """Compare the meta description with the headline as shown and as shared."""
    described = [meta for meta in metas(page).get("description", ()) if meta.value and meta.attribute == "name"]
    if not described or not article(page).is_article:
        return
    target, said = described[0].element, described[0].value
    if any(same_words(said, headline) for headline in (article(page).headline, first(page, "og:title"))):
        yield failed(target, f"The description only repeats the headline: “{shorten(said)}”.")
    else:
        yield passed(target)
