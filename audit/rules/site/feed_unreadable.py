"""
A feed that cannot be read leaves its subscribers with yesterday's news, and no word why.

Feed readers, podcast apps and other newsrooms read the feed that a page names in its head. XML is read strictly: a stray
ampersand or an entity of HTML such as `&nbsp;` in one headline stops the whole feed until that headline has left it.

Let a library write the feed, and open it after every change of the template.

## Passed
```html
<!-- page: / -->
<head><title>The Herald</title><link rel="alternate" type="application/rss+xml" href="/feed.xml"></head>
<body><h1>The Herald</h1></body>
<!-- file: /feed.xml -->
<rss version="2.0"><channel><title>The Herald</title>
<item><title>Harbour &amp; bridge open again</title><link>https://herald.example/harbour/</link></item></channel></rss>
```

## Failed
```html
<!-- page: / -->
<head><title>The Herald</title><link rel="alternate" type="application/rss+xml" href="/feed.xml"><!-- failed --></head>
<body><h1>The Herald</h1></body>
<!-- file: /feed.xml -->
<rss version="2.0"><channel><title>The Herald</title>
<item><title>Harbour & bridge open again</title><link>https://herald.example/harbour/</link></item></channel></rss>
```

## Inapplicable
```html
<!-- page: / -->
<head><title>The Herald</title></head><body><h1>The Herald</h1></body>
```
"""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from audit.model import Target
from audit.page import Page
from audit.page.feeds import at_hand, feed_links
from audit.page.html import attr, css_path, snippet
from audit.rules import Site, Verdict, failed, passed, rule


def _collect(page: Page) -> dict[str, list[str]] | None:
    """The links to feeds by the path of the feed."""
    found = {_path(at_hand(page, attr(link, "href"))): [css_path(link), snippet(link)] for link in feed_links(page)}
    return {path: link for path, link in found.items() if path} or None


def _path(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


@rule(
    "Feeds can be read",
    impact="serious",
    source="https://www.rssboard.org/rss-autodiscovery (read 2026-11)",
    scope="site",
    collect=_collect,
    preview=True,
)
def feed_unreadable(site: Site) -> Iterator[Verdict]:
    """Judge each feed at the first page that names it; one that only this run could not get is named in the report."""
    pages = {page.url: page for page in site.pages}
    for document in site.documents:
        page = pages.get(document.named_by)
        # Where several folders are audited, a feed's address begins with the name of its own.
        links = [link for feed, link in page.fact.items() if _path(document.url).endswith(feed)] if page else []
        if document.kind != "feed" or page is None or not links:
            continue
        selector, html = links[0]
        target = Target(selector=selector, html=html)
        if document.is_wrong:
            message = f"The feed {document.url} cannot be read: {document.problem}."
            yield failed(target, message, url=page.url, about=document.url)
        elif not document.problem:
            yield passed(target)
