"""
A sitemap that cannot be read is no sitemap: new articles are found when a search engine happens to come by.

XML is read strictly. One ampersand that was not written as `&amp;`, a page of HTML in place of the file or an address in
robots.txt that nobody answers at is enough, and the whole list is dropped without a word to the newsroom.

Let a library write the XML, and open the address after every change of the template.

## Passed
```html
<!-- page: / -->
<head><title>The Herald</title></head><body><h1>The Herald</h1></body>
<!-- file: /sitemap.xml -->
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>https://herald.example/?a=1&amp;b=2</loc></url></urlset>
```

A news sitemap may be empty when nothing was published:
```html
<!-- page: / -->
<head><title>The Herald</title></head><body><h1>The Herald</h1></body>
<!-- file: /news-sitemap.xml -->
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"></urlset>
```

## Failed
```html
<!-- page: / -->
<head><title>The Herald</title></head><body><h1>The Herald</h1></body>
<!-- file: /sitemap.xml -->
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>https://herald.example/?a=1&b=2</loc></url></urlset>
```

A page in its place:
```html
<!-- page: / -->
<head><title>The Herald</title></head><body><h1>The Herald</h1></body>
<!-- file: /sitemap.xml -->
<html><head><title>Not found</title></head><body><p>This page does not exist.</p></body></html>
```

## Inapplicable
The site has none:
```html
<!-- page: / -->
<head><title>The Herald</title></head><body><h1>The Herald</h1></body>
```
"""

from __future__ import annotations

from collections.abc import Iterator

from audit.model import Target
from audit.page import Page
from audit.rules import Site, Verdict, failed, passed, rule


def _collect(_: Page) -> bool:
    """Nothing: the sitemap alone is judged."""
    return True


@rule(
    "Sitemaps can be read",
    impact="serious",
    source="https://www.sitemaps.org/protocol.html (read 2026-11)",
    scope="site",
    collect=_collect,
    preview=True,
)
def sitemap_unreadable(site: Site) -> Iterator[Verdict]:
    """Ask each sitemap that is announced; one that only this run could not get is named in the report, not here."""
    for document in site.documents:
        if document.kind != "sitemap" or not site.pages:
            continue
        if document.is_wrong:
            named = f", which {document.named_by} names," if document.named_by else ""
            message = f"The sitemap {document.url}{named} cannot be read: {document.problem}."
            yield failed(Target(selector=""), message, url=site.front.url, about=document.url)
        elif not document.problem:
            yield passed(Target(selector=""))
