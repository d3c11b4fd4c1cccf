"""
A feed that tells another story than the page sends readers to an article they did not choose.

In a feed reader the title and the date of the item are all that readers go by. When a headline or a date was corrected on the
page and the feed kept the old one, or when items and addresses were mixed up, they open one story and get another, or miss
the new one because it seems old.

Write the feed from the same fields as the page, and write it again when an article changes.

## Passed
```html
<!-- page: /harbour/ -->
<head><meta property="og:type" content="article"><meta property="og:title" content="Harbour opens again after the storm">
<meta property="article:published_time" content="2026-10-02T08:00:00+02:00"></head>
<body><article><h1>Harbour opens again after the storm</h1></article></body>
<!-- file: /feed.xml -->
<rss version="2.0"><channel><title>The Herald</title><item><title>Harbour opens again after storm</title>
<link>https://herald.example/harbour/</link><pubDate>Fri, 02 Oct 2026 08:00:00 +0200</pubDate></item></channel></rss>
```

## Could not tell
Another headline:
```html
<!-- page: /harbour/ -->
<head><meta property="og:type" content="article"><meta property="og:title" content="Harbour opens again after the storm">
<meta property="article:published_time" content="2026-10-02T08:00:00+02:00"></head>
<body><article><h1>Harbour opens again after the storm</h1></article></body>
<!-- file: /feed.xml -->
<rss version="2.0"><channel><title>The Herald</title><item><title>Children's choir wins prize in Leipzig</title>
<link>https://herald.example/harbour/</link><pubDate>Fri, 02 Oct 2026 08:00:00 +0200</pubDate></item></channel></rss>
```

Another day:
```html
<!-- page: /harbour/ -->
<head><meta property="og:type" content="article"><meta property="og:title" content="Harbour opens again after the storm">
<meta property="article:published_time" content="2026-10-02T08:00:00+02:00"></head>
<body><article><h1>Harbour opens again after the storm</h1></article></body>
<!-- file: /feed.xml -->
<rss version="2.0"><channel><title>The Herald</title><item><title>Harbour opens again after the storm</title>
<link>https://herald.example/harbour/</link><pubDate>Sat, 15 Aug 2026 08:00:00 +0200</pubDate></item></channel></rss>
```

## Inapplicable
The article has left the feed:
```html
<!-- page: /harbour/ -->
<head><meta property="og:type" content="article"><meta property="og:title" content="Harbour opens again after the storm"></head>
<body><article><h1>Harbour opens again after the storm</h1></article></body>
<!-- file: /feed.xml -->
<rss version="2.0"><channel><title>The Herald</title><item><title>Children's choir wins prize in Leipzig</title>
<link>https://herald.example/choir/</link></item></channel></rss>
```
"""

from __future__ import annotations

from collections.abc import Iterator

from audit.model import Target
from audit.page.testimony import compared, contradictions, told_of
from audit.rules import Site, Verdict, cant_tell, passed, rule


@rule(
    "The feed says of an article what its page says",
    impact="moderate",
    source="https://developers.google.com/search/docs/appearance/publication-dates#best-practices (read 2026-11)",
    scope="site",
    collect=told_of,
    preview=True,
)
def feed_item_contradiction(site: Site) -> Iterator[Verdict]:
    """Compare title and date of each audited article with its item."""
    told = site.told("feed")
    for page in site.pages:
        if page.url not in told or not compared(told[page.url][1]):
            continue
        target = Target(selector=page.fact["selector"], html=page.fact["html"])
        found = list(contradictions(page.fact, *told[page.url]))
        if not found:
            yield passed(target)
        for name, message in found:
            yield cant_tell(target, message, about=name, url=page.url)
