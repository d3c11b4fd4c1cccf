"""
An article whose canonical address is the home page or a section asks search engines to forget it.

`rel=canonical` names the address that counts of several for the same page. When a template puts the address of the
section or of the site there, every article says that it is only a copy of the front page: it drops out of search
results, and services that count shares or comments by that address throw all articles together.

Write the article's own address into the link, in full and from the content system's field.

## Passed
```html
<!-- page: /news/harbour-opens-for-good-again/ -->
<head><link rel="canonical" href="https://herald.example/news/harbour-opens-for-good-again/">
<meta property="og:type" content="article"></head>
<body><h1>Harbour opens for good again</h1></body>
```

The version for printing, a page of a long text, an address with a number, the same text in another newspaper:
```html
<!-- page: /news/harbour-opens-for-good-again/print -->
<head><link rel="canonical" href="/news/harbour-opens-for-good-again/"><meta property="og:type" content="article"></head>
<body><h1>Harbour opens for good again</h1></body>
<!-- page: /news/harbour-opens-for-good-again/2/ -->
<head><link rel="canonical" href="/news/harbour-opens-for-good-again/"><meta property="og:type" content="article"></head>
<body><h1>Harbour opens for good again</h1></body>
<!-- page: /news/harbour-opens-for-good/ -->
<head><link rel="canonical" href="https://herald.example/?p=812"><meta property="og:type" content="article"></head>
<body><h1>Harbour opens for good</h1></body>
<!-- page: /region/harbour-opens-for-good-again/ -->
<head><link rel="canonical" href="https://coast.example/news/812/"><meta property="og:type" content="article"></head>
<body><h1>Harbour opens for good again</h1></body>
```

## Failed
```html
<!-- page: /news/harbour-opens-for-good-again/ -->
<head><link rel="canonical" href="https://herald.example/news/"><!-- failed -->
<meta property="og:type" content="article"></head>
<body><h1>Harbour opens for good again</h1></body>
```

```html
<!-- page: /news/harbour-opens-for-good-again/ -->
<head><link rel="canonical" href="https://herald.example"><!-- failed -->
<meta property="og:type" content="article"></head>
<body><h1>Harbour opens for good again</h1></body>
```

## Inapplicable
No canonical address, and a section page:
```html
<!-- page: /news/harbour-opens-for-good-again/ -->
<head><meta property="og:type" content="article"></head><body><h1>Harbour opens for good again</h1></body>
<!-- page: /politics/ -->
<head><link rel="canonical" href="/"><meta property="og:type" content="website"></head><body><h1>Politics</h1></body>
```
"""

from __future__ import annotations

from collections.abc import Iterator

from audit.page import Page
from audit.page.article import article
from audit.page.html import attr
from audit.page.structured import canonical_address, canonicals, place
from audit.rules import Verdict, failed, passed, rule

LONG = 15
"""Letters from which on the last part of an address is an article's own, not “amp”, “print” or the number of a page."""


@rule(
    "An article's canonical address is its own",
    impact="serious",
    source="https://developers.google.com/search/docs/crawling-indexing/consolidate-duplicate-urls (read 2026-11)",
)
def article_canonical_astray(page: Page) -> Iterator[Verdict]:
    """Compare paths only: a copy on a local server has another host than the address it will have."""
    links = [link for link in canonicals(page) if attr(link, "href")]
    if not links or not article(page).is_article:
        return
    link, own = links[0], place(page.url)
    said = place(canonical_address(page))
    name = own.rpartition("/")[2]
    is_above = own.startswith(f"{said.rstrip('/')}/") and own != said and "?" not in attr(link, "href")
    if is_above and len(name) >= LONG:
        what = "the home page" if said == "/" else f"the section {said}"
        yield failed(link, f"The canonical address of this article is {what}, {attr(link, 'href')}.")
    else:
        yield passed(link)
