"""
Two canonical addresses that disagree leave it to chance which page search engines keep.

`rel=canonical` names the one address that counts. Where a template and a plugin each write one, and they differ, search
engines ignore both or follow the wrong one: readers then find the article under an address nobody shares, or not at all.

Write one canonical link, from one place. When a plugin writes it, take it out of the template.

## Passed
```html
<head><link rel="canonical" href="https://herald.example/harbour/"></head>
```

Written twice, but the same:
```html
<head><link rel="canonical" href="https://herald.example/harbour/">
<link rel="canonical" href="https://herald.example/harbour/"></head>
```

## Failed
```html
<head><link rel="canonical" href="https://herald.example/">
<link rel="canonical" href="https://herald.example/news/harbour/"><!-- failed --></head>
```

## Could not tell
Addresses that many servers hold to be one:
```html
<head><link rel="canonical" href="http://herald.example/harbour">
<link rel="canonical" href="https://www.herald.example/harbour/"><!-- cantTell --></head>
```

## Inapplicable
```html
<head><title>Harbour opens again</title></head>
```
"""

from __future__ import annotations

from collections.abc import Iterator

from audit.page import Page
from audit.page.addresses import in_full, is_nearly_same
from audit.page.html import attr
from audit.page.structured import canonicals
from audit.page.text import shorten
from audit.rules import Verdict, cant_tell, failed, passed, rule


@rule(
    "A page names one canonical address",
    impact="moderate",
    source="https://developers.google.com/search/docs/crawling-indexing/consolidate-duplicate-urls (read 2026-11)",
    preview=True,
)
def canonical_repeated(page: Page) -> Iterator[Verdict]:
    """Compare each canonical link with the first one."""
    links = [link for link in canonicals(page) if attr(link, "href")]
    if not links:
        return
    first, others = links[0], links[1:]
    different = [link for link in others if in_full(page, attr(link, "href")) != in_full(page, attr(first, "href"))]
    if not different:
        yield passed(first)
    for link in different:
        one, other = attr(first, "href"), attr(link, "href")
        facts = f"The page names two canonical addresses, {shorten(one)} and {shorten(other)}"
        if is_nearly_same(in_full(page, one), in_full(page, other)):
            yield cant_tell(link, f"{facts}. Does the server hold them to be one?")
        else:
            yield failed(link, f"{facts}: search engines may ignore both.")
