"""
A link to another language with a wrong code is not followed: readers find the version that they cannot read.

`hreflang` tells search engines and browsers which address holds the article in which language. The codes are ISO 639 for
languages and ISO 3166 for countries, with a hyphen; a country's code where a language's belongs (“jp”, “cz”) or an
underscore makes the line void. Addresses must be written in full.

Generate the links from one table of languages, and let every version list all versions, itself included.

## Passed
```html
<!-- page: /harbour/ -->
<head><link rel="alternate" hreflang="en" href="https://herald.example/harbour/">
<link rel="alternate" hreflang="pt-BR" href="https://herald.example/pt/porto/">
<link rel="alternate" hreflang="x-default" href="https://herald.example/harbour/"></head>
```

A code for a form of address, which is a variant:
```html
<head><link rel="alternate" hreflang="de-DE-formal" href="https://herald.example/"></head>
```

## Failed
```html
<!-- page: /harbour/ -->
<head><link rel="alternate" hreflang="en_GB" href="https://herald.example/harbour/"><!-- failed -->
<link rel="alternate" hreflang="jp" href="https://herald.example/ja/minato/"><!-- failed --></head>
```

```html
<!-- page: /harbour/ -->
<head><link rel="alternate" hreflang="en" href="/harbour/"><!-- failed -->
<link rel="alternate" hreflang="de" href="https://herald.example/de/hafen/"></head>
```

## Could not tell
The page lists other versions, but not itself, or not under this address:
```html
<!-- page: /news/harbour/ -->
<head><link rel="alternate" hreflang="en" href="https://herald.example/"><!-- cantTell -->
<link rel="alternate" hreflang="de" href="https://herald.example/de/"></head>
```

Two addresses for one language:
```html
<!-- page: /harbour/ -->
<head><link rel="alternate" hreflang="en" href="https://herald.example/harbour/">
<link rel="alternate" hreflang="en" href="https://herald.example/uk/harbour/"><!-- cantTell --></head>
```

## Inapplicable
A feed, and a link in the text:
```html
<head><link rel="alternate" type="application/rss+xml" hreflang="jp" href="/feed.xml"></head>
<body><p><a href="/ja/" hreflang="jp">日本語</a></p></body>
```
"""

from __future__ import annotations

from collections.abc import Iterator

from audit.page import Page
from audit.page.addresses import in_full, is_absolute, is_without_scheme
from audit.page.html import Element, attr
from audit.page.language_tags import complaint
from audit.page.structured import canonical, first, place
from audit.page.text import shorten
from audit.rules import Verdict, cant_tell, failed, passed, rule


@rule(
    "Links to other languages can be followed",
    impact="moderate",
    source="https://developers.google.com/search/docs/specialty/international/localized-versions (read 2026-11)",
    preview=True,
)
def hreflang_invalid(page: Page) -> Iterator[Verdict]:
    """Judge each link's code and address, then whether the page itself is among them."""
    links = [link for link in page.tree.iter("link") if _is_version(link)]
    known: dict[str, str] = {}
    for link in links:
        code, address = attr(link, "hreflang").lower(), in_full(page, attr(link, "href"))
        yield _judge(link, twin=known.setdefault(code, address) != address)
    addresses = {in_full(page, attr(link, "href")) for link in links}
    if len(addresses) > 1 and not _lists_itself(page, addresses):
        yield cant_tell(
            links[0],
            f"The page lists {len(addresses)} addresses in other languages, and its own is none of them. Should it be?",
            about="itself",
        )


def _is_version(link: Element) -> bool:
    rel = attr(link, "rel").lower().split()
    return "alternate" in rel and link.get("hreflang") is not None and attr(link, "type").lower() in {"", "text/html"}


def _judge(link: Element, *, twin: bool) -> Verdict:
    code, address = attr(link, "hreflang"), attr(link, "href")
    wrong = "" if code.lower() == "x-default" else complaint(code)
    if wrong:
        return failed(
            link, f"hreflang is “{shorten(code, 40)}”, which {wrong}: the link is not followed.", about="code"
        )
    if address and not is_absolute(address) and not is_without_scheme(address):
        message = f"The address for “{code}”, {shorten(address)}, is not written in full, with “https://” and host."
        return failed(link, message, about="address")
    if twin:
        return cant_tell(link, f"The page gives two addresses for “{code}”. Which is meant?", about="twice")
    return passed(link)


def _lists_itself(page: Page, addresses: set[str]) -> bool:
    """Compares paths only: a copy on a local server has another host than the address it will have."""
    own = {place(address) for address in (page.url, canonical(page), first(page, "og:url")) if address}
    return any(place(address) in own for address in addresses)
