"""
An article that the sitemap leaves out is found late, or only by those who were given its address.

Search engines learn of a new article from the sitemap within minutes, and otherwise when they happen to pass a page that
links to it. What the sitemap forgets (a section added later, a second language, the articles of one template) reaches readers
who search for it days after all others.

Make the sitemap from the list of everything that is published, not section by section.

## Passed
```html
<!-- page: /harbour/ -->
<head><meta property="og:type" content="article"><meta property="og:title" content="Harbour opens again"></head>
<body><article><h1>Harbour opens again</h1></article></body>
<!-- file: /sitemap.xml -->
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>https://herald.example/harbour/</loc></url></urlset>
```

## Could not tell
The other articles are all there:
```html
<!-- page: /harbour/ -->
<head><meta property="og:type" content="article"><meta property="og:title" content="Harbour opens again"></head>
<body><article><h1>Harbour opens again</h1></article></body>
<!-- page: /choir/ -->
<head><meta property="og:type" content="article"><meta property="og:title" content="Choir wins in Leipzig"></head>
<body><article><h1>Choir wins in Leipzig</h1><!-- cantTell --></article></body>
<!-- file: /sitemap.xml -->
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>https://herald.example/harbour/</loc></url></urlset>
```

## Inapplicable
The article is not to be listed, and another names the address that is:
```html
<!-- page: /harbour/ -->
<head><meta property="og:type" content="article"><meta name="robots" content="noindex"></head>
<body><article><h1>Harbour opens again</h1></article></body>
<!-- page: /print/choir/ -->
<head><meta property="og:type" content="article"><link rel="canonical" href="/choir/"></head>
<body><article><h1>Choir wins in Leipzig</h1></article></body>
<!-- file: /sitemap.xml -->
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>https://herald.example/choir/</loc></url></urlset>
```

A sitemap that holds none of the audited articles is one of another part of the site, and a news sitemap holds the news of two
days only:
```html
<!-- page: /2019/harbour/ -->
<head><meta property="og:type" content="article"><meta property="og:title" content="Harbour opens again"></head>
<body><article><h1>Harbour opens again</h1></article></body>
<!-- file: /news-sitemap.xml -->
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
<url><loc>https://herald.example/choir/</loc><news:news><news:title>Choir wins in Leipzig</news:title></news:news></url></urlset>
```
"""

from __future__ import annotations

from collections.abc import Iterator

from audit.model import Target
from audit.page import Page
from audit.page.article import article
from audit.page.html import css_path, head, snippet
from audit.page.structured import canonical_address, metas, place
from audit.rules import Site, Verdict, cant_tell, passed, rule


def _collect(page: Page) -> dict[str, str] | None:
    """Where an article is to be shown at, if it is one that a sitemap should hold."""
    found = article(page)
    if not found.is_article or place(canonical_address(page)) != place(page.url):
        return None
    if any("noindex" in meta.value.lower() for name in ("robots", "googlebot") for meta in metas(page).get(name, ())):
        return None
    element = head(page.tree) if found.headline_element is None else found.headline_element
    return {"selector": css_path(element), "html": snippet(element)}


@rule(
    "Every article is in the sitemap",
    impact="minor",
    source="https://developers.google.com/search/docs/crawling-indexing/sitemaps/overview (read 2026-11)",
    scope="site",
    collect=_collect,
    preview=True,
)
def sitemap_article_missing(site: Site) -> Iterator[Verdict]:
    """Look for each article; where sitemaps were not all read, or hold fewer than half of the articles, nothing is said."""
    sitemaps = [document for document in site.documents if document.kind == "sitemap"]
    if any(document.problem for document in sitemaps):
        return
    held = {entry.page for _, entry in site.entries("sitemap") if not entry.is_news}
    missing = [page for page in site.pages if page.url not in held]
    if 2 * len(missing) > len(site.pages):
        return
    for page in site.pages:
        target = Target(selector=page.fact["selector"], html=page.fact["html"])
        if page in missing:
            others = len(site.pages) - len(missing)
            message = (
                f"The site’s sitemap holds {others:,} of {len(site.pages):,} audited articles, and this is not one of "
                "them. Was it left out on purpose?"
            )
            yield cant_tell(target, message, url=page.url)
        else:
            yield passed(target)
