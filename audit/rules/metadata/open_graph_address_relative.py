"""
Services that show a shared link cannot fetch a picture whose address has no host: the link comes without it.

Open Graph addresses are read away from the page, by a program that was given only these lines. “/img/harbour.jpg” leads
nowhere there: the share in a messenger or a social network has no picture, or the shares of one article are counted apart.

Write og:image, og:url and their kin in full, with “https://” and host.

## Passed
```html
<head><meta property="og:image" content="https://herald.example/img/harbour.jpg">
<meta property="og:url" content="https://herald.example/harbour/"></head>
```

## Failed
```html
<head><meta property="og:image" content="/img/harbour.jpg"><!-- failed --></head>
```

A slash is lost, and an address that was encoded once too often:
```html
<head><meta property="og:image" content="https:/herald.example/img/harbour.jpg"><!-- failed -->
<meta property="og:url" content="https%3A%2F%2Fherald.example%2Fharbour%2F"><!-- failed --></head>
```

## Could not tell
Some services take https where the scheme is missing, others take nothing:
```html
<head><meta property="og:image" content="//img.herald.example/harbour.jpg"><!-- cantTell --></head>
```

## Inapplicable
No address, which is another fault:
```html
<head><meta property="og:image" content=""><meta property="og:title" content="Harbour opens again"></head>
```
"""

from __future__ import annotations

from collections.abc import Iterator

from audit.page import Page
from audit.page.addresses import is_absolute, is_without_scheme
from audit.page.structured import Meta, metas
from audit.page.text import shorten
from audit.rules import Verdict, cant_tell, failed, passed, rule

# Properties of type URL: https://ogp.me/#url
ADDRESSES = ("og:url", "og:image", "og:image:url", "og:image:secure_url", "og:video", "og:video:url", "og:audio")


@rule(
    "Open Graph addresses are written in full",
    impact="moderate",
    source="https://ogp.me/#url (read 2026-11)",
    preview=True,
)
def open_graph_address_relative(page: Page) -> Iterator[Verdict]:
    """Look at each address of Open Graph as it is written."""
    for name in ADDRESSES:
        for meta in metas(page).get(name, ()):
            if meta.value:
                yield _judge(name, meta)


def _judge(name: str, meta: Meta) -> Verdict:
    if is_absolute(meta.value):
        return passed(meta.element)
    facts = f"{name} is “{shorten(meta.value)}”"
    if is_without_scheme(meta.value):
        return cant_tell(meta.element, f"{facts}, without a scheme: not every service reads it. Could it say “https:”?")
    return failed(
        meta.element, f"{facts}, which is no address in full: services that show shared links cannot open it."
    )
