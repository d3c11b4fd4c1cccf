"""
An article that does not say machine-readably what it is comes out bare where most people first meet it.

A link that is shared in a messenger, a search result, a reading app and a screen reader's list of tabs all live on what
stands in `head`: title, picture and description of the share, the one address that counts, the day and the author.
Where they are missing, each service guesses, and a reader is sent to a preview without a picture, a text of the cookie
notice as its description, or an old story without a date.

Let the template write them once for all articles: a description, a canonical address, the four properties that Open
Graph requires, the date of publication and the author. Any form counts: JSON-LD, microdata, Open Graph or plain meta
elements.

## Passed
```html
<head>
<link rel="canonical" href="https://herald.example/news/harbour/">
<meta name="description" content="After two years the harbour takes ships again.">
<meta property="og:title" content="Harbour opens again"><meta property="og:type" content="article">
<meta property="og:image" content="https://herald.example/harbour.jpg">
<meta property="og:url" content="https://herald.example/news/harbour/">
<script type="application/ld+json">
{"@type": "NewsArticle", "headline": "Harbour opens again", "datePublished": "2026-11-22T08:30:00+02:00",
 "author": {"@type": "Person", "name": "Ada Winter"}}
</script>
</head>
<h1>Harbour opens again</h1>
```

Open Graph under `name`, date and author in the text's own markup:
```html
<head>
<link rel="canonical" href="/news/harbour/">
<meta name="og:title" content="Harbour opens again"><meta name="og:type" content="article">
<meta name="og:image:secure_url" content="https://herald.example/harbour.jpg"><meta name="og:url" content="/news/harbour/">
<meta name="description" content="After two years the harbour takes ships again.">
</head>
<article><h1>Harbour opens again</h1>
<p>By <a rel="author" href="/ada/">Ada Winter</a>, <time datetime="2026-11-22">Sunday</time></p></article>
```

## Failed
```html
<head><!-- failed -->
<link rel="canonical" href="https://herald.example/news/harbour/">
<meta name="description" content="After two years the harbour takes ships again.">
<meta property="og:title" content="Harbour opens again"><meta property="og:type" content="article">
<meta property="og:url" content="https://herald.example/news/harbour/">
<meta property="article:published_time" content="2026-11-22T08:30:00+02:00"><meta name="author" content="Ada Winter">
</head>
<h1>Harbour opens again</h1>
```

No Open Graph at all is one fault, not four:
```html
<head><!-- failed -->
<title>Harbour opens again</title>
<link rel="canonical" href="https://herald.example/news/harbour/">
<meta name="description" content="After two years the harbour takes ships again.">
<script type="application/ld+json">
{"@type": "NewsArticle", "headline": "Harbour opens again", "datePublished": "2026-11-22T08:30:00+02:00",
 "author": {"@type": "Organization", "name": "News desk"}}
</script>
</head>
<h1>Harbour opens again</h1>
```

The description stands there for sharing only:
```html
<head><!-- failed -->
<link rel="canonical" href="https://herald.example/news/harbour/">
<meta property="og:title" content="Harbour opens again"><meta property="og:type" content="article">
<meta property="og:image" content="https://herald.example/harbour.jpg">
<meta property="og:url" content="https://herald.example/news/harbour/">
<meta property="og:description" content="After two years the harbour takes ships again.">
<meta property="article:published_time" content="2026-11-22T08:30:00+02:00"><meta name="author" content="Ada Winter">
</head>
<h1>Harbour opens again</h1>
```

## Could not tell
A page that reads like an article but does not say that it is one:
```html
<!-- page: /terms-of-use/ -->
<head><title>Terms of use</title></head><!-- cantTell -->
<body><h1>Terms of use</h1>
<p>Last updated 3 June 2026</p>
<p>These terms tell you what you may do with the texts and pictures on this site, and what you may not do with them. They
are a contract between you and the publisher. Please read them before you use the site, and keep a copy for yourself.</p>
</body>
```

## Inapplicable
A section page, whose teasers are articles of their own:
```html
<head><meta property="og:type" content="website"><title>Politics</title></head>
<body><h1>Politics</h1>
<article><h2><a href="/a/">Harbour opens again</a></h2><p>By Ada Winter</p></article>
<article><h2><a href="/b/">Forest tracks closed</a></h2><p>By Ben Moss</p></article>
</body>
```
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from audit.page import Page
from audit.page.article import Article, article
from audit.page.html import Element, attr, classes, head, tag
from audit.page.structured import all_nodes, article_data, authors, canonical, first, metas, metas_without_content
from audit.page.text import listed
from audit.rules import Verdict, cant_tell, failed, passed, rule

OPEN_GRAPH = {
    "og:title": ("og:title",),
    "og:type": ("og:type",),
    "og:image": ("og:image", "og:image:url", "og:image:secure_url"),
    "og:url": ("og:url",),
}
"""What Open Graph requires (https://ogp.me/#metadata), with other names for the same."""
# Content systems have dozens of names for the same: article:published_time, DC.date.issued, parsely-pub-date …
_DATE_META = re.compile(r"date(?!r)|publish(ed)?[-_:]?time|published|pubtime|issued|last-modified")
_AUTHOR_META = re.compile(r"author|(^|[.:_-])creator$|^byl$")
HURTS = {
    "meta description": "search results show whatever text they find",
    "canonical address": "copies of the page under other addresses count as other pages",
    "og:title": "shared links have no headline of their own",
    "og:type": "services do not learn that the page is an article",
    "og:image": "shared links come without a picture, or with any picture of the page",
    "og:url": "shares of the page under different addresses are not counted together",
    "date of publication": "search engines and reading apps cannot tell when the article appeared",
    "author": "search engines and reading apps cannot tell who wrote the article",
    "Open Graph": "shared links show whatever a service finds on the page",
}


@rule(
    "An article says in its metadata what it is",
    impact="minor",
    source="https://ogp.me/#metadata (read 2026-11)",
)
def article_metadata_missing(page: Page) -> Iterator[Verdict]:
    """Look for each thing in any form; what is missing is a finding of its own."""
    found = article(page)
    if not found.is_article:
        return
    target = head(page.tree)
    present = _present(page, found)
    missing = [name for name, is_there in present.items() if not is_there]
    if missing and not found.is_declared and not (found.dates and found.byline):
        yield cant_tell(target, f"The page reads like an article but gives no {listed(missing, 'or')}. Is it one?")
        return
    for name, is_there in present.items():
        yield passed(target) if is_there else failed(target, f"There is no {name}: {_why(page, name)}.", about=name)


def _why(page: Page, name: str) -> str:
    bare = metas_without_content(page)
    if name == "meta description" and first(page, "og:description"):
        return "search results show whatever text they find, for og:description is read for shared links only"
    if name.removeprefix("meta ") in bare or (name == "Open Graph" and any(said.startswith("og:") for said in bare)):
        return "its meta element has no content attribute, which is what services read"
    return HURTS[name]


def _present(page: Page, found: Article) -> dict[str, bool]:
    """What an article should give, and whether it does."""
    graph = {name: bool(first(page, *names)) for name, names in OPEN_GRAPH.items()}
    if not any(name.startswith("og:") for name in metas(page)):
        graph = {"Open Graph": False}
    return {
        "meta description": bool(first(page, "description", "dc.description")),
        "canonical address": bool(canonical(page)) or 'rel="canonical"' in page.snapshot.headers.get("link", ""),
        **graph,
        "date of publication": _has_date(page, found),
        "author": _has_author(page),
    }


def _has_date(page: Page, found: Article) -> bool:
    if any(node.get("datePublished") or node.get("uploadDate") for _, node, _ in all_nodes(page)):
        return True
    if _has_meta(page, _DATE_META):
        return True
    return any(_tells_date(element) for element in found.root.iter("*"))


def _tells_date(element: Element) -> bool:
    if tag(element) == "time" and element.get("datetime"):
        return True
    # `published` is the microformat: https://microformats.org/wiki/hatom
    return "datePublished" in attr(element, "itemprop").split() or "published" in classes(element)


def _has_author(page: Page) -> bool:
    data = article_data(page)
    if (data and authors(data)) or any(node.get("author") or node.get("creator") for _, node, _ in all_nodes(page)):
        return True
    if _has_meta(page, _AUTHOR_META):
        return True
    return any(_tells_author(element) for element in page.elements)


def _tells_author(element: Element) -> bool:
    if "author" in attr(element, "rel").split() or "author" in attr(element, "itemprop").split():
        return True
    # https://microformats.org/wiki/h-card
    return not _CARDS.isdisjoint(classes(element))


_CARDS = frozenset({"vcard", "h-card", "p-author"})


def _has_meta(page: Page, pattern: re.Pattern[str]) -> bool:
    """Whether a meta element with such a name has a value; an X account counts unless it is the site's own."""
    site = {meta.value for meta in metas(page).get("twitter:site", ())} | {"@", ""}
    named = (meta for name, found in metas(page).items() if pattern.search(name) for meta in found)
    return any(meta.value not in site for meta in named)
