"""
A page that the sitemap offers and that forbids to be listed gives search engines two orders, and readers lose one of them.

The sitemap says “list this page”, the page itself says “do not”. Search engines obey the page. Either an article that was
meant for readers is found by nobody, or a page that was meant to stay apart is named where everybody looks for pages.

Take the page out of the sitemap, or `noindex` out of the page; content systems mostly do both from one switch.

## Passed
```html
<!-- page: /harbour/ -->
<head><title>Harbour opens again</title></head><body><h1>Harbour opens again</h1></body>
<!-- file: /sitemap.xml -->
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>https://herald.example/harbour/</loc></url></urlset>
```

## Failed
```html
<!-- page: /harbour/ -->
<head><title>Harbour opens again</title><meta name="robots" content="noindex, follow"><!-- failed --></head>
<body><h1>Harbour opens again</h1></body>
<!-- file: /sitemap.xml -->
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>https://herald.example/harbour/</loc></url></urlset>
```

## Could not tell
The page names another as the one that counts; sitemaps are for those:
```html
<!-- page: /print/harbour/ -->
<head><title>Harbour opens again</title><link rel="canonical" href="https://herald.example/harbour/"><!-- cantTell --></head>
<body><h1>Harbour opens again</h1></body>
<!-- file: /sitemap.xml -->
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<url><loc>https://herald.example/print/harbour/</loc></url></urlset>
```

## Inapplicable
The page is not in the sitemap:
```html
<!-- page: /login/ -->
<head><title>Log in</title><meta name="robots" content="noindex"></head><body><h1>Log in</h1></body>
<!-- file: /sitemap.xml -->
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>https://herald.example/harbour/</loc></url></urlset>
```
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from audit.model import Target
from audit.page import Page
from audit.page.html import Element, attr, css_path, snippet
from audit.page.structured import canonical, canonical_address, canonicals, metas, place
from audit.rules import Site, Verdict, cant_tell, failed, passed, rule


def _collect(page: Page) -> dict[str, Any]:
    """What of the page speaks against its being listed."""
    for name in ("robots", "googlebot"):
        for meta in metas(page).get(name, ()):
            if not {"noindex", "none"}.isdisjoint(re.split(r"[\s,]+", meta.value.lower())):
                return _fact(meta.element, said=f"{name}: {meta.value}")
    if canonical(page) and place(canonical_address(page)) != place(page.url):
        link = next(link for link in canonicals(page) if attr(link, "href"))
        return _fact(link, canonical=canonical_address(page))
    return {}


def _fact(element: Element, **said: str) -> dict[str, Any]:
    return {"selector": css_path(element), "html": snippet(element), **said}


@rule(
    "Pages in the sitemap may be listed",
    impact="serious",
    source="https://developers.google.com/search/docs/crawling-indexing/sitemaps/build-sitemap#general-guidelines (read 2026-11)",
    scope="site",
    collect=_collect,
    preview=True,
)
def sitemap_entry_noindex(site: Site) -> Iterator[Verdict]:
    """Look at the audited pages that a sitemap of the site names."""
    told = site.told("sitemap")
    for page in site.pages:
        if page.url not in told:
            continue
        fact, named = page.fact, told[page.url][0].url
        target = Target(selector=fact.get("selector", ""), html=fact.get("html", ""))
        if "said" in fact:
            message = f"{named} offers this page to search engines, and the page says “{fact['said']}”."
            yield failed(target, message, url=page.url, about=named)
        elif "canonical" in fact:
            message = (
                f"{named} offers this page to search engines, and its canonical address is {fact['canonical']}. "
                "Which of the two is to be listed?"
            )
            yield cant_tell(target, message, url=page.url, about=named)
        else:
            yield passed(target)
