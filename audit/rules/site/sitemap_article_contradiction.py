"""
A sitemap that gives an article another headline or day than its page makes search engines guess, and show readers the guess.

A news sitemap is read within minutes of publication, before anybody has opened the page. If its title or date belongs to
another article, or was never corrected with the page, that is what stands in the results, and who searches for the news of
today may be shown it as old.

Write the sitemap from the same fields as the page, and write it again when an article changes.

## Passed
```html
<!-- page: /harbour/ -->
<head><meta property="og:type" content="article"><meta property="og:title" content="Harbour opens again after the storm">
<meta property="article:published_time" content="2026-10-02T08:00:00+02:00"></head>
<body><article><h1>Harbour opens again after the storm</h1></article></body>
<!-- file: /news-sitemap.xml -->
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
<url><loc>https://herald.example/harbour/</loc><news:news><news:publication_date>2026-10-02</news:publication_date>
<news:title>Harbour opens again after the storm</news:title></news:news></url></urlset>
```

## Could not tell
```html
<!-- page: /harbour/ -->
<head><meta property="og:type" content="article"><meta property="og:title" content="Harbour opens again after the storm">
<meta property="article:published_time" content="2026-10-02T08:00:00+02:00"></head>
<body><article><h1>Harbour opens again after the storm</h1></article></body>
<!-- file: /news-sitemap.xml -->
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
<url><loc>https://herald.example/harbour/</loc><news:news><news:publication_date>2026-09-11</news:publication_date>
<news:title>Children's choir wins prize in Leipzig</news:title></news:news></url></urlset>
```

## Inapplicable
An ordinary sitemap gives neither:
```html
<!-- page: /harbour/ -->
<head><meta property="og:type" content="article"><meta property="og:title" content="Harbour opens again after the storm"></head>
<body><article><h1>Harbour opens again after the storm</h1></article></body>
<!-- file: /sitemap.xml -->
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>https://herald.example/harbour/</loc></url></urlset>
```
"""

from __future__ import annotations

from collections.abc import Iterator

from audit.model import Target
from audit.page.testimony import compared, contradictions, told_of
from audit.rules import Site, Verdict, cant_tell, passed, rule


@rule(
    "The sitemap says of an article what its page says",
    impact="moderate",
    source="https://developers.google.com/search/docs/crawling-indexing/sitemaps/news-sitemap (read 2026-11)",
    scope="site",
    collect=told_of,
    preview=True,
)
def sitemap_article_contradiction(site: Site) -> Iterator[Verdict]:
    """Compare title and date of each audited article with its entry in a news sitemap."""
    told = site.told("sitemap")
    for page in site.pages:
        if page.url not in told or not compared(told[page.url][1]):
            continue
        target = Target(selector=page.fact["selector"], html=page.fact["html"])
        found = list(contradictions(page.fact, *told[page.url]))
        if not found:
            yield passed(target)
        for name, message in found:
            yield cant_tell(target, message, about=name, url=page.url)
