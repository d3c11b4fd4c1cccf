"""
Articles that share one description cannot be told apart in search results and shared links.

The description stands below the headline where readers choose what to open. When the template writes the newspaper's
slogan there, or one text for a whole series, a list of results says the same words again and again, with a screen reader
one line after the other.

Write a description for each article, or let the content system take its standfirst; better none than the site's.

## Passed
```html
<!-- page: /harbour/ -->
<head><meta property="og:type" content="article"><meta name="description" content="The first freighter came in at dawn."></head>
<body><h1>Harbour opens again</h1></body>
<!-- page: /choir/ -->
<head><meta property="og:type" content="article"><meta name="description" content="The jury praised the youngest voices."></head>
<body><h1>Choir wins in Leipzig</h1></body>
```

One article under two addresses:
```html
<!-- page: /harbour/ -->
<head><meta property="og:type" content="article"><link rel="canonical" href="/harbour/">
<meta name="description" content="The first freighter came in at dawn."></head><body><h1>Harbour opens again</h1></body>
<!-- page: /print/harbour/ -->
<head><meta property="og:type" content="article"><link rel="canonical" href="/harbour/">
<meta name="description" content="The first freighter came in at dawn."></head><body><h1>Harbour opens again</h1></body>
```

## Failed
```html
<!-- page: /harbour/ -->
<head><meta property="og:type" content="article"><meta name="description" content="The Herald: news from the coast"></head>
<body><h1>Harbour opens again</h1></body>
<!-- page: /choir/ -->
<head><meta property="og:type" content="article"><meta name="description" content="The Herald: news from the coast"></head>
<body><h1>Choir wins in Leipzig</h1></body>
<!-- page: /forest/ -->
<head><meta property="og:type" content="article"><meta name="description" content="The Herald: news from the coast"></head>
<body><h1>Forest tracks closed</h1></body>
```

## Could not tell
Two of a kind, which may be the parts of one text:
```html
<!-- page: /harbour/1/ -->
<head><meta property="og:type" content="article"><meta name="description" content="How the harbour was rebuilt."></head>
<body><h1>The harbour, part one</h1></body>
<!-- page: /harbour/2/ -->
<head><meta property="og:type" content="article"><meta name="description" content="How the harbour was rebuilt."></head>
<body><h1>The harbour, part two</h1></body>
```

## Inapplicable
Lists, which may share the site's description, and a single article:
```html
<!-- page: / -->
<head><meta property="og:type" content="website"><meta name="description" content="News from the coast"></head>
<body><h1>The Herald</h1></body>
<!-- page: /politics/ -->
<head><meta property="og:type" content="website"><meta name="description" content="News from the coast"></head>
<body><h1>Politics</h1></body>
<!-- page: /harbour/ -->
<head><meta property="og:type" content="article"><meta name="description" content="The first freighter came in at dawn."></head>
<body><h1>Harbour opens again</h1></body>
```
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from audit.model import Target
from audit.page import Page
from audit.page.article import article
from audit.page.html import css_path, snippet
from audit.page.structured import canonical_address, metas, place
from audit.page.text import fold, listed, shorten
from audit.rules import Site, SitePage, Verdict, cant_tell, failed, passed, rule

SURE = 3
"""Articles that share a description from which on it is no series of two parts."""
NAMED = 3
"""How many of the other pages a message names."""


def _collect(page: Page) -> dict[str, Any] | None:
    """The description of an article, with its headline and the address that counts."""
    described = [meta for meta in metas(page).get("description", ()) if meta.value and meta.attribute == "name"]
    if not described or not article(page).is_article:
        return None
    meta = described[0]
    return {
        "description": meta.value,
        "headline": fold(article(page).headline),
        "address": place(canonical_address(page)),
        "selector": css_path(meta.element),
        "html": snippet(meta.element),
    }


@rule(
    "Every article has a description of its own",
    impact="minor",
    source="https://developers.google.com/search/docs/appearance/snippet#use-quality-meta-descriptions (read 2026-11)",
    scope="site",
    collect=_collect,
    preview=True,
)
def description_duplicate(site: Site) -> Iterator[Verdict]:
    """Bring articles with the same description together and leave out those that are one article."""
    if len(site.pages) < 2:
        return
    same: dict[str, list[SitePage]] = {}
    for page in site.pages:
        same.setdefault(fold(page.fact["description"]), []).append(page)
    for pages in same.values():
        yield from _judge(_distinct(pages))


def _distinct(pages: list[SitePage]) -> list[SitePage]:
    """Of pages with one headline or one canonical address, only the first: they are the same article."""
    found: list[SitePage] = []
    for page in pages:
        if not any(_is_same(page, other) for other in found):
            found.append(page)
    return found


def _is_same(one: SitePage, other: SitePage) -> bool:
    headline: str = one.fact["headline"]
    return bool(one.fact["address"] == other.fact["address"] or (headline and headline == other.fact["headline"]))


def _judge(pages: list[SitePage]) -> Iterator[Verdict]:
    if len(pages) == 1:
        yield passed(_target(pages[0]))
        return
    said = pages[0].fact["description"]
    for page in pages:
        message = f"The description “{shorten(said, 100)}” is also that of {_others(page, pages)}."
        if len(pages) < SURE:
            yield cant_tell(_target(page), f"{message} Are they parts of one text?", about=fold(said), url=page.url)
        else:
            yield failed(_target(page), message, about=fold(said), url=page.url)


def _target(page: SitePage) -> Target:
    return Target(selector=page.fact["selector"], html=page.fact["html"])


def _others(page: SitePage, pages: list[SitePage]) -> str:
    """The first of the other pages by address, and how many more there are."""
    named = [urlsplit(other.url).path for other in pages[: NAMED + 1] if other is not page][:NAMED]
    more = len(pages) - 1 - len(named)
    return listed([*named, "one more page" if more == 1 else f"{more} more pages"] if more else named)
