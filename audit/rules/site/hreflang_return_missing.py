"""
A version in another language that does not link back is not believed: readers are sent to the one they cannot read.

`hreflang` says that two pages are one article in two languages. Anybody could claim that of somebody else's page, so the
claim counts only if both make it. Where the translation does not name the original, search engines drop the pair, and a
reader who searches in German is given the English text.

Generate the links of all versions from one table, so that each lists all of them, itself included.

## Passed
```html
<!-- page: /harbour/ -->
<head><link rel="alternate" hreflang="en" href="/harbour/"><link rel="alternate" hreflang="de" href="/de/hafen/"></head>
<body><h1>Harbour opens again</h1></body>
<!-- page: /de/hafen/ -->
<head><link rel="alternate" hreflang="en" href="/harbour/"><link rel="alternate" hreflang="de" href="/de/hafen/"></head>
<body><h1>Hafen wieder offen</h1></body>
```

## Failed
```html
<!-- page: /harbour/ -->
<head><link rel="alternate" hreflang="en" href="/harbour/">
<link rel="alternate" hreflang="de" href="/de/hafen/"><!-- failed --></head>
<body><h1>Harbour opens again</h1></body>
<!-- page: /de/hafen/ -->
<head><title>Hafen wieder offen</title></head><body><h1>Hafen wieder offen</h1></body>
```

## Could not tell
The other version links back to another address of this page:
```html
<!-- page: /news/harbour/ -->
<head><link rel="canonical" href="/news/harbour/"><link rel="alternate" hreflang="de" href="/de/hafen/"><!-- cantTell --></head>
<body><h1>Harbour opens again</h1></body>
<!-- page: /de/hafen/ -->
<head><link rel="alternate" hreflang="en" href="/"></head><body><h1>Hafen wieder offen</h1></body>
```

## Inapplicable
A page to choose the language on, which is no version:
```html
<!-- page: /harbour/ -->
<head><link rel="alternate" hreflang="en" href="/harbour/"><link rel="alternate" hreflang="x-default" href="/"></head>
<body><h1>Harbour opens again</h1></body>
<!-- page: / -->
<head><title>The Herald</title></head><body><h1>The Herald</h1></body>
```

The other version was not audited:
```html
<!-- page: /harbour/ -->
<head><link rel="alternate" hreflang="en" href="/harbour/"><link rel="alternate" hreflang="de" href="/de/hafen/"></head>
<body><h1>Harbour opens again</h1></body>
```
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from audit.model import Target
from audit.page import Page
from audit.page.addresses import host, in_full
from audit.page.html import attr, css_path, snippet
from audit.page.structured import canonical, canonical_address, first, place
from audit.rules import Site, SitePage, Verdict, cant_tell, failed, passed, rule


def _collect(page: Page) -> dict[str, Any] | None:
    """The page's own addresses and those of its versions in other languages; None where it may name them elsewhere."""
    is_copy = canonical(page) and place(canonical_address(page)) != place(page.url)
    # Versions may be told in the header of the answer: https://www.rfc-editor.org/rfc/rfc8288#section-3.4.1
    if is_copy or "hreflang" in page.snapshot.headers.get("link", ""):
        return None
    said = [page.url, canonical_address(page), first(page, "og:url")]
    links = [link for link in page.tree.iter("link") if "alternate" in attr(link, "rel").lower().split()]
    versions = [
        {
            "language": attr(link, "hreflang"),
            "address": _key(in_full(page, attr(link, "href"))),
            "selector": css_path(link),
            "html": snippet(link),
        }
        for link in links
        if attr(link, "hreflang") and attr(link, "href") and attr(link, "type").lower() in {"", "text/html"}
    ]
    own = {_key(in_full(page, address)) for address in said if address and place(address) == place(page.url)}
    return {"own": sorted(own), "versions": versions}


def _key(address: str) -> str:
    """An address without what servers overlook: scheme, www, a slash at the end."""
    return host(address) + place(address)


@rule(
    "Versions in other languages link to each other",
    impact="moderate",
    source="https://developers.google.com/search/docs/specialty/international/localized-versions#guidelines (read 2026-11)",
    scope="site",
    collect=_collect,
    preview=True,
)
def hreflang_return_missing(site: Site) -> Iterator[Verdict]:
    """Follow each link to a version that was audited too, and look for the link back."""
    at = {address: page for page in site.pages for address in page.fact["own"]}
    for page in site.pages:
        for version in page.fact["versions"]:
            other = at.get(version["address"])
            # x-default leads to where readers choose, which is often the front page.
            if other is not None and other is not page and version["language"].lower() != "x-default":
                yield _judge(page, version, other)


def _judge(page: SitePage, version: dict[str, str], other: SitePage) -> Verdict:
    target = Target(selector=version["selector"], html=version["html"])
    back = {link["address"] for link in other.fact["versions"]}
    if not back.isdisjoint(page.fact["own"]):
        return passed(target)
    said = f"This page gives {other.url} as its version in “{version['language']}”"
    if not back:
        return failed(target, f"{said}, which names no version in another language.", url=page.url)
    return cant_tell(
        target, f"{said}, which does not name this page among its {len(back)} versions. Do they belong together?", url=page.url
    )  # fmt: skip
