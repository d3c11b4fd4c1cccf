"""
A front page that does not name the newspaper's feed keeps it from readers who follow news in an app of their own.

Feed readers ask the front page for the feed: a `link` in its head. People who use them often do so because they can set type,
colours and speech there as they need it. Where only article pages name the feed, the app says “no feed found”.

Let the template of the front page name the feed as the others do.

## Passed
```html
<!-- page: / -->
<head><title>The Herald</title><link rel="alternate" type="application/rss+xml" title="All news" href="/feed.xml"></head>
<body><h1>The Herald</h1></body>
<!-- page: /harbour/ -->
<head><title>Harbour opens again</title><link rel="alternate" type="application/rss+xml" href="/feed.xml"></head>
<body><h1>Harbour opens again</h1></body>
```

## Could not tell
```html
<!-- page: / -->
<head><title>The Herald</title><!-- cantTell --></head><body><h1>The Herald</h1></body>
<!-- page: /harbour/ -->
<head><title>Harbour opens again</title><link rel="alternate" type="application/rss+xml" href="/feed.xml"></head>
<body><h1>Harbour opens again</h1></body>
```

## Inapplicable
A site without any feed, and a run without its front page:
```html
<!-- page: / -->
<head><title>The Herald</title></head><body><h1>The Herald</h1></body>
<!-- page: /harbour/ -->
<head><title>Harbour opens again</title></head><body><h1>Harbour opens again</h1></body>
```
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from audit.model import Target
from audit.page import Page
from audit.page.feeds import own_feeds
from audit.page.html import css_path, snippet, title
from audit.page.structured import place
from audit.rules import Site, Verdict, cant_tell, passed, rule


def _collect(page: Page) -> dict[str, Any] | None:
    """The feeds a page names, and of the front page its title, which it is told at."""
    feeds = own_feeds(page)
    element = title(page.tree)
    if place(page.url) != "/" or element is None:
        return {"feeds": len(feeds)} if feeds else None
    return {"feeds": len(feeds), "selector": css_path(element), "html": snippet(element)}


@rule(
    "The front page names the feed",
    impact="minor",
    source="https://www.rssboard.org/rss-autodiscovery (read 2026-11)",
    scope="site",
    collect=_collect,
    preview=True,
)
def feed_missing(site: Site) -> Iterator[Verdict]:
    """Compare the front page with the other pages of the site: whether it is to have a feed, they tell."""
    others = [page for page in site.pages if "selector" not in page.fact]
    for page in site.pages:
        if "selector" not in page.fact:
            continue
        target = Target(selector=page.fact["selector"], html=page.fact["html"])
        if page.fact["feeds"]:
            yield passed(target)
        elif others:
            message = f"The front page names no feed, and {others[0].url} names one. Is it the feed of the newspaper?"
            yield cant_tell(target, message, url=page.url)
