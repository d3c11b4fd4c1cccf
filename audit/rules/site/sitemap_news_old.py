"""
A news sitemap that keeps old articles hides the new ones among them.

A news sitemap is for what was published in the last two days; search engines read it every few minutes for that reason. Old
entries are dropped, or the whole file is read less often, and the story of the hour comes to readers later than elsewhere.

Take entries out, or their `news:news` element, two days after publication; the article stays in the ordinary sitemap.

## Passed
```html
<!-- page: / -->
<head><title>The Herald</title></head><body><h1>The Herald</h1></body>
<!-- file: /news-sitemap.xml -->
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
<url><loc>https://herald.example/harbour/</loc><news:news><news:publication><news:name>The Herald</news:name>
<news:language>en</news:language></news:publication>
<news:publication_date>2026-10-02T08:00:00+02:00</news:publication_date><news:title>Harbour opens again</news:title></news:news></url>
<url><loc>https://herald.example/choir/</loc><news:news><news:publication><news:name>The Herald</news:name>
<news:language>en</news:language></news:publication>
<news:publication_date>2026-10-01T18:00:00+02:00</news:publication_date><news:title>Choir wins in Leipzig</news:title></news:news></url>
</urlset>
```

## Failed
One entry is months older than the newest:
```html
<!-- page: / -->
<head><title>The Herald</title></head><body><h1>The Herald</h1></body>
<!-- file: /news-sitemap.xml -->
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
<url><loc>https://herald.example/harbour/</loc><news:news><news:publication_date>2026-10-02</news:publication_date></news:news></url>
<url><loc>https://herald.example/choir/</loc><news:news><news:publication_date>2026-06-15</news:publication_date></news:news></url>
</urlset>
```

## Inapplicable
An ordinary sitemap:
```html
<!-- page: / -->
<head><title>The Herald</title></head><body><h1>The Herald</h1></body>
<!-- file: /sitemap.xml -->
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<url><loc>https://herald.example/harbour/</loc><lastmod>2026-10-02</lastmod></url>
<url><loc>https://herald.example/choir/</loc><lastmod>2026-06-15</lastmod></url></urlset>
```
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from audit.model import Target
from audit.page import Page
from audit.page.documents import moment
from audit.rules import Site, Verdict, failed, passed, rule

KEPT = timedelta(days=4)
"""Two days, one for dates without a time or zone, and one for a program that clears up at night."""


def _collect(_: Page) -> bool:
    """Nothing: the sitemap alone is judged."""
    return True


@rule(
    "A news sitemap holds the news of two days",
    impact="minor",
    source="https://developers.google.com/search/docs/crawling-indexing/sitemaps/news-sitemap (read 2026-11)",
    scope="site",
    collect=_collect,
    preview=True,
)
def sitemap_news_old(site: Site) -> Iterator[Verdict]:
    """Compare each entry with the newest of its file: when that was written, the entry was already too old."""
    for document in site.documents:
        news = [entry for entry in document.entries if entry.is_news]
        read = [(found.at, entry) for entry in news if (found := moment(entry.published))]
        if not read or not site.pages:
            continue
        newest = max(at for at, _ in read)
        old = sorted(((at, entry.url) for at, entry in read if newest - at > KEPT), key=lambda one: one[0])
        if not old:
            yield passed(Target(selector=""))
            continue
        message = (
            f"{document.url} has {len(old):,} of {len(read):,} news entries from long before its newest "
            f"({newest:%Y-%m-%d}); the oldest, {old[0][1]}, is of {old[0][0]:%Y-%m-%d}."
        )
        target = Target(selector="", html=f"<loc>{old[0][1]}</loc>")
        yield failed(target, message, url=site.front.url, about=document.url)
