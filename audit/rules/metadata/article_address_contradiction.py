"""
The page gives its article two addresses: shares and links go to a page where the article is not.

Services that share links take `og:url`, search engines the canonical address, aggregators the address in the structured
data. Where one of them is the home page or has got another address into its own, the reader who follows a shared link
does not find the article. Where two addresses both lead to it, counts of shares and comments are split between them.

Fill the canonical link, `og:url` and `mainEntityOfPage` from one field, the article's own address in full.

## Passed
```html
<!-- page: /news/harbour-opens-for-good/ -->
<head><link rel="canonical" href="https://herald.example/news/harbour-opens-for-good/">
<meta property="og:type" content="article"><meta property="og:url" content="http://www.herald.example/news/harbour-opens-for-good">
</head><body><h1>Harbour opens for good</h1></body>
```

The same article under its number, in another section, in the newspaper that it was taken from:
```html
<!-- page: /news/harbour-opens-for-good-123456 -->
<head><link rel="canonical" href="https://herald.example/news/harbour-opens-for-good-123456">
<meta property="og:type" content="article"><meta property="og:url" content="https://herald.example/123456/">
</head><body><h1>Harbour opens for good</h1></body>
<!-- page: /news/harbour-opens-for-good -->
<head><link rel="canonical" href="https://herald.example/port/harbour-opens-for-good">
<meta property="og:type" content="article"><meta property="og:url" content="https://herald.example/news/harbour-opens-for-good">
</head><body><h1>Harbour opens for good</h1></body>
<!-- page: /news/harbour-opens-for-good -->
<head><link rel="canonical" href="https://coast.example/812">
<meta property="og:type" content="article"><meta property="og:url" content="https://herald.example/news/harbour-opens-for-good">
</head><body><h1>Harbour opens for good</h1></body>
```

An identifier of the structured data, which is no address of a page:
```html
<!-- page: /news/harbour-opens-for-good -->
<head><link rel="canonical" href="https://herald.example/news/harbour-opens-for-good">
<meta property="og:url" content="https://herald.example/news/harbour-opens-for-good"><script type="application/ld+json">
{"@type": "NewsArticle", "headline": "Harbour opens for good", "mainEntityOfPage": {"@id": "https://herald.example/#webpage"}}
</script></head><body><h1>Harbour opens for good</h1></body>
```

## Failed
The home page, in the structured data:
```html
<!-- page: /news/harbour-opens-for-good/ -->
<head><link rel="canonical" href="https://herald.example/news/harbour-opens-for-good/">
<script type="application/ld+json">
{"@type": "NewsArticle", "headline": "Harbour opens for good", "mainEntityOfPage": "https://herald.example"}
</script><!-- failed --></head><body><h1>Harbour opens for good</h1></body>
```

One address within another:
```html
<!-- page: /news/harbour-opens-for-good/ -->
<head><link rel="canonical" href="https://herald.example/news/harbour-opens-for-good/"><meta property="og:type" content="article">
<meta property="og:url" content="https://herald.example/https%3A%2F%2Fherald.example%2Fnews%2Fharbour-opens-for-good/"><!-- failed -->
</head><body><h1>Harbour opens for good</h1></body>
```

## Could not tell
```html
<!-- page: /news/harbour-opens-for-good/ -->
<head><link rel="canonical" href="https://herald.example/news/harbour-opens-for-good/"><meta property="og:type" content="article">
<meta property="og:url" content="https://herald.example/news/grain-prices-fall/"><!-- cantTell -->
</head><body><h1>Harbour opens for good</h1></body>
```

## Inapplicable
One address, and a section page:
```html
<!-- page: /news/harbour-opens-for-good/ -->
<head><meta property="og:type" content="article"><link rel="canonical" href="https://herald.example/news/harbour-opens-for-good/">
</head><body><h1>Harbour opens for good</h1></body>
<!-- page: /news/ -->
<head><link rel="canonical" href="https://herald.example/news/"><meta property="og:type" content="website">
<meta property="og:url" content="https://herald.example/"></head><body><h1>News</h1></body>
```
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from audit.page import Page
from audit.page.addresses import in_full
from audit.page.agreement import same_address
from audit.page.article import article
from audit.page.html import Element, attr
from audit.page.structured import article_data, canonicals, metas, place
from audit.page.text import shorten
from audit.page.witnesses import own_addresses
from audit.rules import Verdict, cant_tell, failed, passed, rule

_WITHIN = re.compile(r".+https?(:|%3a)/?", re.IGNORECASE)


@rule(
    "All places give the article one address",
    impact="moderate",
    source="https://ogp.me/#metadata (read 2026-11)",
    preview=True,
)
def article_address_contradiction(page: Page) -> Iterator[Verdict]:
    """Compare og:url and the structured data with the canonical address, or with each other where there is none."""
    if not article(page).is_article:
        return
    told = sorted(_told(page), key=lambda entry: place(entry[2]) == "/")
    for name, element, address in told[1:]:
        yield _judge(told[0][0], told[0][2], name, element, address)


def _judge(known_name: str, known: str, name: str, element: Element, address: str) -> Verdict:
    facts = f"{known_name} is {shorten(known)}, but {name} is {shorten(address)}"
    is_same = same_address(known, address)
    if is_same is not True and place(address) == "/":
        return failed(element, f"{facts}: the home page, not the article.", about=name)
    if is_same is not True and _WITHIN.match(place(address)):
        return failed(element, f"{facts}: one address within another.", about=name)
    if is_same is False:
        return cant_tell(element, f"{facts}. Do both lead to this article?", about=name)
    return passed(element)


def _told(page: Page) -> Iterator[tuple[str, Element, str]]:
    for link in canonicals(page)[:1]:
        # A canonical address that is the home page is article-canonical-astray's.
        if attr(link, "href") and place(in_full(page, attr(link, "href"))) != "/":
            yield "the canonical address", link, in_full(page, attr(link, "href"))
    for meta in metas(page).get("og:url", ())[:1]:
        if meta.value:
            yield "og:url", meta.element, in_full(page, meta.value)
    data = article_data(page)
    if data:
        for address in own_addresses(data)[:1]:
            yield f"the address in {data.form}", data.element, address
