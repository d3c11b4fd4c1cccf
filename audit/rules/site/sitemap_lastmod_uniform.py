"""
A sitemap in which every page was changed at the same moment tells nobody which article is new.

Search engines come back to the pages that `lastmod` says were changed. When the program that writes the sitemap puts its own
time everywhere, nothing in it stands out, the engines stop believing it, and a correction stays unseen for days while readers
find the old text.

Write the time the article was last changed, as in its `dateModified`.

## Passed
```html
<!-- page: / -->
<head><title>The Herald</title></head><body><h1>The Herald</h1></body>
<!-- file: /sitemap.xml -->
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<url><loc>https://herald.example/a/</loc><lastmod>2026-03-01T08:00:00+01:00</lastmod></url>
<url><loc>https://herald.example/b/</loc><lastmod>2026-03-02T09:00:00+01:00</lastmod></url>
<url><loc>https://herald.example/c/</loc><lastmod>2026-03-02T09:30:00+01:00</lastmod></url>
<url><loc>https://herald.example/d/</loc><lastmod>2026-03-05T18:00:00+01:00</lastmod></url>
<url><loc>https://herald.example/e/</loc><lastmod>2026-03-07T07:00:00+01:00</lastmod></url></urlset>
```

## Could not tell
```html
<!-- page: / -->
<head><title>The Herald</title></head><body><h1>The Herald</h1></body>
<!-- file: /sitemap.xml -->
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<url><loc>https://herald.example/a/</loc><lastmod>2026-03-07T07:00:01+01:00</lastmod></url>
<url><loc>https://herald.example/b/</loc><lastmod>2026-03-07T07:00:01+01:00</lastmod></url>
<url><loc>https://herald.example/c/</loc><lastmod>2026-03-07T07:00:02+01:00</lastmod></url>
<url><loc>https://herald.example/d/</loc><lastmod>2026-03-07T07:00:02+01:00</lastmod></url>
<url><loc>https://herald.example/e/</loc><lastmod>2026-03-07T07:00:03+01:00</lastmod></url></urlset>
```

## Inapplicable
Few pages, or no dates at all:
```html
<!-- page: / -->
<head><title>The Herald</title></head><body><h1>The Herald</h1></body>
<!-- file: /sitemap.xml -->
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<url><loc>https://herald.example/a/</loc><lastmod>2026-03-07</lastmod></url>
<url><loc>https://herald.example/b/</loc><lastmod>2026-03-07</lastmod></url>
<url><loc>https://herald.example/c/</loc></url></urlset>
```
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from audit.model import Target
from audit.page import Page
from audit.page.documents import moment
from audit.rules import Site, Verdict, cant_tell, passed, rule

FEWEST = 5
"""Dated pages from which on it is no accident that all were changed together."""
TOGETHER = timedelta(minutes=5)
"""How long writing all pages of a site may take."""


def _collect(_: Page) -> bool:
    """Nothing: the sitemap alone is judged."""
    return True


@rule(
    "The sitemap says when each page was changed",
    impact="minor",
    source="https://developers.google.com/search/docs/crawling-indexing/sitemaps/build-sitemap (read 2026-11)",
    scope="site",
    collect=_collect,
    preview=True,
)
def sitemap_lastmod_uniform(site: Site) -> Iterator[Verdict]:
    """Compare the earliest with the latest change that each sitemap tells of."""
    for document in site.documents:
        read = [moment(entry.modified) for entry in document.entries] if document.kind == "sitemap" else []
        told = sorted(found.at for found in read if found)
        if len(told) < FEWEST or not site.pages:
            continue
        if told[-1] - told[0] > TOGETHER:
            yield passed(Target(selector=""))
            continue
        message = (
            f"In {document.url} all {len(told):,} pages were changed at the same time, {told[0]:%Y-%m-%d %H:%M} UTC. "
            "Is it the time when the sitemap was written?"
        )
        yield cant_tell(Target(selector=""), message, url=site.front.url, about=document.url)
