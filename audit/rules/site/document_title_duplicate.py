"""
Pages that share one title cannot be told apart in tabs, in the history, in bookmarks and in search results.

A screen reader says the title first when a page opens, and it is all that a list of tabs or windows gives. When ten
pages are called “The Herald”, a reader has to open each to find the one that was wanted, and does not hear whether a
link led anywhere.

Begin the title with what only this page has, its headline, and put the site's name behind it. Pages of a list say their
number: “Politics, page 2 – The Herald”.

## Passed
```html
<!-- page: /harbour/ -->
<head><title>Harbour opens again – The Herald</title></head><body><h1>Harbour opens again</h1></body>
<!-- page: /choir/ -->
<head><title>Choir wins in Leipzig – The Herald</title></head><body><h1>Choir wins in Leipzig</h1></body>
```

Titles that speak of markup:
```html
<!-- page: /blink/ -->
<head><title>&lt;blink&gt; is gone</title></head><body><h1>The end of blink</h1></body>
<!-- page: /marquee/ -->
<head><title>&lt;marquee&gt; is gone</title></head><body><h1>The end of marquee</h1></body>
```

One page under two addresses, which says which of them counts:
```html
<!-- page: /harbour/ -->
<head><title>Harbour opens again</title><link rel="canonical" href="/harbour/"></head><body><h1>Harbour opens again</h1></body>
<!-- page: /harbour/?from=feed -->
<head><title>Harbour opens again</title><link rel="canonical" href="/harbour/"></head><body><h1>Harbour opens again</h1></body>
```

One text under two addresses, which do not say so:
```html
<!-- page: /harbour/ -->
<head><title>Harbour opens again</title></head><body><h1>Harbour opens again</h1><p>The first freighter came in at dawn.</p></body>
<!-- page: /print/harbour/ -->
<head><title>Harbour opens again</title></head><body><h1>Harbour opens again</h1><p>The first freighter came in at dawn.</p></body>
```

## Failed
```html
<!-- page: /harbour/ -->
<head><title>The Herald</title><!-- failed --></head><body><h1>Harbour opens again</h1></body>
<!-- page: /choir/ -->
<head><title>The Herald</title><!-- failed --></head><body><h1>Choir wins in Leipzig</h1></body>
<!-- page: /forest/ -->
<head><title>Forest tracks closed – The Herald</title></head><body><h1>Forest tracks closed</h1></body>
```

The home page is called like the site, as it may be:
```html
<!-- page: / -->
<head><title>The Herald</title></head><body><h1>The Herald</h1><h2><a href="/choir/">Choir wins in Leipzig</a></h2></body>
<!-- page: /choir/ -->
<head><title>The Herald</title><!-- failed --></head><body><h1>Choir wins in Leipzig</h1></body>
```

## Could not tell
Pages of one list, which a reader can tell apart by their number in the address only:
```html
<!-- page: /politics/ -->
<head><title>Politics – The Herald</title></head><body><h1>Politics</h1><h2><a href="/a/">Harbour opens again</a></h2></body>
<!-- page: /politics/page/2/ -->
<head><title>Politics – The Herald</title><!-- cantTell --></head>
<body><h1>Politics</h1><h2><a href="/b/">Choir wins in Leipzig</a></h2></body>
```

## Inapplicable
A single page, and a page without a title, which is another fault:
```html
<!-- page: /harbour/ -->
<head><title>Harbour opens again</title></head><body><h1>Harbour opens again</h1></body>
<!-- page: /choir/ -->
<head></head><body><h1>Choir wins in Leipzig</h1></body>
```
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from hashlib import blake2b
from typing import Any
from urllib.parse import urlsplit

from audit.model import Target
from audit.page import Page
from audit.page.html import all_text, body, title
from audit.page.prose import prose
from audit.page.structured import canonical_address, place
from audit.page.text import collapse, fold, listed, shorten
from audit.rules import Site, SitePage, Verdict, cant_tell, failed, passed, rule

PARAGRAPHS = 5
"""Paragraphs that tell, with the headings, whether two pages are the same."""
NAMED = 3
"""How many of the other pages a message names."""
_PAGE_NUMBER = re.compile(
    r"(/(page|seite|pagina|strona|p)[/-]?\d+|[?&](page|p|seite|paged|start|offset)=\d+|/\d{1,2})(?=/?$|&)",
    re.IGNORECASE,
)


def _collect(page: Page) -> dict[str, Any] | None:
    """What tells a page's title, and whether another page is the same one."""
    # As tabs show it: what looks like markup in a title is text.
    element = title(page.tree)
    said = collapse(all_text(element)) if element is not None else ""
    if not said:
        return None
    blocks = [*body(page.tree).iter("h1", "h2", "h3"), *prose(page).paragraphs[:PARAGRAPHS]]
    content = "\n".join(map(all_text, blocks)) or page.url
    return {
        "title": said,
        "address": _place(canonical_address(page)),
        "content": blake2b(fold(content).encode(), digest_size=8).hexdigest(),
    }


@rule(
    "Every page has a title of its own",
    impact="moderate",
    wcag=["2.4.2"],
    source="https://www.w3.org/WAI/WCAG22/Understanding/page-titled.html (read 2026-11)",
    scope="site",
    collect=_collect,
)
def document_title_duplicate(site: Site) -> Iterator[Verdict]:
    """Bring pages with the same title together and leave out those that are one page."""
    if len(site.pages) < 2:
        return
    same_title: dict[str, list[SitePage]] = {}
    for page in site.pages:
        same_title.setdefault(fold(page.fact["title"]), []).append(page)
    for pages in same_title.values():
        yield from _judge(_distinct(pages))


def _distinct(pages: Sequence[SitePage]) -> list[SitePage]:
    """Of pages that are the same page, only the first: same canonical address, or same text."""
    known: set[str] = set()
    found: list[SitePage] = []
    for page in pages:
        marks = {page.fact["content"], page.fact["address"]}
        if known.isdisjoint(marks):
            found.append(page)
        known |= marks
    return found


def _judge(pages: Sequence[SitePage]) -> Iterator[Verdict]:
    if len(pages) == 1:
        yield passed(_target(pages[0]))
        return
    said = pages[0].fact["title"]
    are_one_list = len({_list_of(page.url) for page in pages}) == 1
    for page in pages:
        message = f"“{shorten(said, 80)}” is also the title of {_others(page, pages)}."
        if are_one_list and _is_later_page(page.url):
            yield cant_tell(
                _target(page), f"{message} Are these the pages of one list?", about=fold(said), url=page.url
            )
        # The home page may be called like the site; the others may not be called like the home page.
        elif not are_one_list and place(page.url) != "/":
            yield failed(_target(page), message, about=fold(said), url=page.url)


def _target(page: SitePage) -> Target:
    return Target(selector="html > head > title", html=f"<title>{shorten(page.fact['title'], 200)}</title>")


def _list_of(url: str) -> str:
    """The address of the list that a page is a part of: its own without the number of the page."""
    return _PAGE_NUMBER.sub("", url).rstrip("/?&")


def _is_later_page(url: str) -> bool:
    return _PAGE_NUMBER.search(url) is not None


def _others(page: SitePage, pages: Sequence[SitePage]) -> str:
    """The first of the other pages by name, and how many more there are."""
    named = [_place(other.url) for other in pages[: NAMED + 1] if other is not page][:NAMED]
    more = len(pages) - 1 - len(named)
    return listed([*named, "one more page" if more == 1 else f"{more} more pages"] if more else named)


def _place(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path or "/"
