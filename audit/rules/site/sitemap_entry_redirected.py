"""
A sitemap that names addresses which lead elsewhere makes search engines ask for every article twice.

A sitemap is the list of the addresses that count. Where it names the old ones (http for https, without the slash, before the
section was renamed), each visit costs a detour, and an engine may go on showing readers the address that moved.

Write the address a page answers at, the same as in its canonical link.

## Passed
```html
<!-- page: /harbour/ -->
<head><title>Harbour opens again</title></head><body><h1>Harbour opens again</h1></body>
<!-- file: /sitemap.xml -->
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>https://herald.example/harbour/</loc></url></urlset>
```

## Failed
```html
<!-- page: / -->
<head><title>The Herald</title></head><body><h1>The Herald</h1></body>
<!-- moved: /harbour -->
<!-- file: /sitemap.xml -->
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>https://herald.example/</loc></url>
<url><loc>https://herald.example/harbour</loc></url></urlset>
```

## Inapplicable
The sitemap names none of the pages that were audited:
```html
<!-- page: /harbour/ -->
<head><title>Harbour opens again</title></head><body><h1>Harbour opens again</h1></body>
<!-- file: /sitemap.xml -->
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>https://herald.example/choir/</loc></url></urlset>
```
"""

from __future__ import annotations

from collections.abc import Iterator

from audit.model import Skip, Target
from audit.page import Page
from audit.page.text import listed
from audit.rules import Site, Verdict, failed, passed, rule

NAMED = 5
"""How many addresses a message names."""


def _collect(_: Page) -> bool:
    """Nothing: what became of an address stands in the ledger."""
    return True


@rule(
    "The sitemap names the addresses that pages answer at",
    impact="minor",
    source="https://developers.google.com/search/docs/crawling-indexing/sitemaps/build-sitemap#general-guidelines (read 2026-11)",
    scope="site",
    collect=_collect,
    preview=True,
)
def sitemap_entry_redirected(site: Site) -> Iterator[Verdict]:
    """Look up in the ledger which addresses of each sitemap led elsewhere."""
    for document in site.documents:
        endings = {entry.page: site.ledger[entry.page] for entry in document.entries if entry.page in site.ledger}
        if document.kind != "sitemap" or not endings or not site.pages:
            continue
        moved = [f"{page} (to {ending.detail})" for page, ending in endings.items() if ending.reason == Skip.REDIRECT]
        if not moved:
            yield passed(Target(selector=""))
            continue
        more = f" and {len(moved) - NAMED:,} more" if len(moved) > NAMED else ""
        message = (
            f"{document.url} names {len(moved):,} of {len(endings):,} audited addresses that lead elsewhere: "
            f"{listed(moved[:NAMED])}{more}."
        )
        yield failed(Target(selector=""), message, url=site.front.url, about=document.url)
