"""
An article that forbids search engines to list it is found by nobody who does not have the link.

“noindex” is right for lists of tags, for previews and for pages behind a log-in. It gets onto articles by a setting that
was left over from a test server, and nothing on the page shows it: readers search for the headline, and it is not there.

Take “noindex” out of the meta element or the header of published articles. Leave it where it is meant: the same article
in a second newspaper, paid content, a withdrawn article.

## Passed
```html
<head><meta name="robots" content="max-image-preview:large"><meta property="og:type" content="article"></head>
<body><h1>Harbour opens again</h1></body>
```

Kept from one service only:
```html
<head><meta name="googlebot-news" content="noindex"><meta property="og:type" content="article"></head>
<body><h1>Harbour opens again</h1></body>
```

## Could not tell
```html
<head><meta name="robots" content="noindex, follow"><!-- cantTell --><meta property="og:type" content="article"></head>
<body><h1>Harbour opens again</h1></body>
```

## Inapplicable
A list:
```html
<head><meta name="robots" content="noindex"><meta property="og:type" content="website"></head><body><h1>Harbour</h1></body>
```
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from audit.page import Page
from audit.page.article import article
from audit.page.html import head
from audit.page.structured import metas
from audit.rules import Verdict, cant_tell, passed, rule

CRAWLERS = ("robots", "googlebot", "bingbot")


@rule(
    "Search engines may list an article",
    impact="serious",
    source="https://developers.google.com/search/docs/crawling-indexing/robots-meta-tag (read 2026-11)",
    preview=True,
)
def article_noindex(page: Page) -> Iterator[Verdict]:
    """Read the meta elements for search engines, and the header; whether it is meant only the newsroom knows."""
    if not article(page).is_article:
        return
    forbidding = [(name, meta) for name in CRAWLERS for meta in metas(page).get(name, ()) if _forbids(meta.value)]
    for name, meta in forbidding:
        yield cant_tell(meta.element, f"This article says “{meta.value}” to {_whom(name)}. Is it not to be found?")
    # A header may speak to one crawler only: “otherbot: noindex”.
    header = page.snapshot.headers.get("x-robots-tag", "")
    if ":" not in header and _forbids(header):
        yield cant_tell(
            head(page.tree), f"This article is sent with the header “X-Robots-Tag: {header}”. Is it not to be found?"
        )
    elif not forbidding:
        yield passed(head(page.tree))


def _forbids(said: str) -> bool:
    return not {"noindex", "none"}.isdisjoint(re.split(r"[\s,]+", said.lower()))


def _whom(name: str) -> str:
    return "all search engines" if name == "robots" else name
