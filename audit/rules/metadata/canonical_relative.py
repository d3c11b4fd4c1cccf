"""
A canonical address without its host names another page on every copy of the site.

The canonical address says where the original is. Written without scheme and host, it moves along: on a mirror, on a test
server that search engines found, or under a second domain, each copy calls itself the original, and readers are led there.
Written without a slash at the start, it even depends on the folder of the page.

Write the address in full, “https://” and host included, from the site's configured base address.

## Passed
```html
<head><link rel="canonical" href="https://herald.example/news/harbour/"></head>
```

## Failed
```html
<head><link rel="canonical" href="/news/harbour/"><!-- failed --></head>
```

```html
<head><link rel="canonical" href="harbour.html"><!-- failed --></head>
```

## Could not tell
The host is there, the scheme is left to the page:
```html
<head><link rel="canonical" href="//herald.example/news/harbour/"><!-- cantTell --></head>
```

## Inapplicable
```html
<head><link rel="stylesheet" href="/site.css"></head>
```
"""

from __future__ import annotations

from collections.abc import Iterator

from audit.page import Page
from audit.page.addresses import is_absolute, is_without_scheme
from audit.page.html import attr
from audit.page.structured import canonicals
from audit.page.text import shorten
from audit.rules import Verdict, cant_tell, failed, passed, rule


@rule(
    "The canonical address is written in full",
    impact="minor",
    source="https://developers.google.com/search/docs/crawling-indexing/consolidate-duplicate-urls (read 2026-11)",
    preview=True,
)
def canonical_relative(page: Page) -> Iterator[Verdict]:
    """Look at each canonical address as it is written."""
    for link in canonicals(page):
        said = attr(link, "href")
        if is_absolute(said):
            yield passed(link)
        elif is_without_scheme(said):
            yield cant_tell(
                link, f"The canonical address, {shorten(said)}, has no scheme. Is the site served by https only?"
            )
        elif said:
            yield failed(
                link, f"The canonical address, {shorten(said)}, is not written in full, with “https://” and host."
            )
