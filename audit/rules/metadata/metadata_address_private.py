"""
An address that only the newsroom can open, in what services read of a page, leads every reader nowhere.

A page that was built on a developer's machine or on a test server takes that machine's name along: as the canonical
address, in shared links, in the picture that goes with them. Search engines then drop the article, and who opens the
shared link sees an error or a log-in.

Build the published site with its public base address.

## Passed
```html
<head><link rel="canonical" href="https://herald.example/harbour/">
<meta property="og:image" content="https://img.herald.example/localhost/harbour.jpg"></head>
```

Names that only look like a test server's:
```html
<head><link rel="canonical" href="https://latest.example/dev/harbour/">
<meta property="og:url" content="https://developer.example/harbour/"></head>
```

## Could not tell
```html
<head><link rel="canonical" href="http://localhost:4000/harbour/"><!-- cantTell -->
<meta property="og:url" content="https://herald.example/harbour/"></head>
```

A test server, and an address inside an office:
```html
<head><meta property="og:url" content="https://staging.herald.example/harbour/"><!-- cantTell -->
<meta property="og:image" content="http://192.168.0.12/img/harbour.jpg"><!-- cantTell --></head>
```

## Inapplicable
```html
<head><title>Harbour opens again</title><link rel="canonical" href="/harbour/"></head>
```
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from ipaddress import ip_address

from audit.page import Page
from audit.page.addresses import host
from audit.page.html import Element, attr
from audit.page.structured import canonicals, metas
from audit.page.text import shorten
from audit.rules import Verdict, cant_tell, passed, rule

NAMES = ("og:url", "og:image", "og:image:url", "og:image:secure_url", "twitter:image")
# Names that never leave a machine or an office: https://www.rfc-editor.org/rfc/rfc6761 and rfc6762, home.arpa of rfc8375.
_LOCAL = re.compile(r"(^|\.)(localhost|local|internal|lan|home\.arpa)$")
_TEST_SERVER = re.compile(r"(^|[.-])(staging|stage|preprod|preview|dev|test|uat|qa)\d?([.-]|$)")


@rule(
    "Addresses in the metadata are public",
    impact="serious",
    source="https://developers.google.com/search/docs/crawling-indexing/consolidate-duplicate-urls (read 2026-11)",
    preview=True,
)
def metadata_address_private(page: Page) -> Iterator[Verdict]:
    """Look at the host of each address; a site that is audited on such a host may name it."""
    for element, name, address in _addresses(page):
        named = host(address)
        if not named:
            continue
        why = "" if named == host(page.url) else _why(named)
        if why:
            yield cant_tell(element, f"{name} is {shorten(address)}, {why}. Is it meant for readers?", about=name)
        else:
            yield passed(element)


def _addresses(page: Page) -> Iterator[tuple[Element, str, str]]:
    for link in canonicals(page):
        yield link, "The canonical address", attr(link, "href")
    for name in NAMES:
        for meta in metas(page).get(name, ()):
            yield meta.element, name, meta.value


def _why(named: str) -> str:
    if _LOCAL.search(named) or _is_private(named):
        return "which only a machine or an office can open"
    # The last part is no test server's name but the whole world's: .dev
    return "which reads like a test server’s" if _TEST_SERVER.search(named.rpartition(".")[0]) else ""


def _is_private(named: str) -> bool:
    try:
        return ip_address(named).is_private
    except ValueError:
        return False
