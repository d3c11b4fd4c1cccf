"""
A sitemap that names pages which are gone sends search engines, and readers after them, to an error.

Search engines show what the sitemap offers until they have come by themselves. A headline in the results then leads to “not
found”, and every visit in vain is one less to a new article.

Make the sitemap from what is published: take out what was deleted when it is deleted.

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
<!-- gone: /ferry-strike/ -->
<!-- file: /sitemap.xml -->
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>https://herald.example/</loc></url>
<url><loc>https://herald.example/ferry-strike/</loc></url></urlset>
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

from audit.model import Fault, State, Target
from audit.page import Page
from audit.page.text import listed
from audit.rules import Site, Verdict, failed, passed, rule

NAMED = 5
"""How many addresses a message names."""
_GONE = ("404", "410")


def _collect(_: Page) -> bool:
    """Nothing: what became of an address stands in the ledger."""
    return True


@rule(
    "The pages in the sitemap are there",
    impact="moderate",
    source="https://developers.google.com/search/docs/crawling-indexing/sitemaps/build-sitemap (read 2026-11)",
    scope="site",
    collect=_collect,
    preview=True,
)
def sitemap_entry_broken(site: Site) -> Iterator[Verdict]:
    """Look up in the ledger what the addresses of each sitemap answered; other errors may be over in an hour."""
    for document in site.documents:
        endings = {entry.page: site.ledger[entry.page] for entry in document.entries if entry.page in site.ledger}
        if document.kind != "sitemap" or not endings or not site.pages:
            continue
        gone = [
            page
            for page, ending in endings.items()
            if ending.state == State.ERROR and ending.reason == Fault.HTTP_STATUS and ending.detail.startswith(_GONE)
        ]
        target = Target(selector="", html=f"<loc>{gone[0]}</loc>" if gone else "")
        if not gone:
            yield passed(target)
            continue
        more = f" and {len(gone) - NAMED:,} more" if len(gone) > NAMED else ""
        message = (
            f"{document.url} names {len(gone):,} of {len(endings):,} audited pages that are not there any more: "
            f"{listed(gone[:NAMED])}{more}."
        )
        yield failed(target, message, url=site.front.url, about=document.url)
