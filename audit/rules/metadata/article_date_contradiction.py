"""
The page gives its article two days of publication: whoever reads the wrong one takes old news for new.

Search engines sort by the date in the markup, readers judge by the date they see. When the two are days apart, an old
article is passed around as today's, or a correction looks older than the mistake. It happens where a template fills one
place from the day of publication and another from the day of the last change, or where an import set one of them anew.

Fill `datePublished`, `article:published_time` and the date that is shown from one field, and give the day of a change
as a change: in `dateModified`, and as “Updated” on the page.

## Passed
The same instant, written in two zones, and a day without a time:
```html
<script type="application/ld+json">
{"@type": "NewsArticle", "headline": "Harbour opens again", "datePublished": "2026-11-22T23:30:00Z"}
</script>
<meta property="article:published_time" content="2026-11-23T01:30:00+02:00">
<body><article><h1>Harbour opens again</h1><p><time datetime="2026-11-23">23 November</time></p></article></body>
```

The date that is shown is the one of the change:
```html
<script type="application/ld+json">
{"@type": "NewsArticle", "headline": "Harbour opens again", "datePublished": "2026-11-02T08:00:00Z",
 "dateModified": "2026-11-22T08:00:00Z"}
</script>
<body><article><h1>Harbour opens again</h1><p>Updated <time datetime="2026-11-22T08:00:00Z">22 November</time></p></article></body>
```

## Failed
```html
<script type="application/ld+json">
{"@type": "NewsArticle", "headline": "Harbour opens again", "datePublished": "2026-10-23T08:30:00Z"}
</script><!-- failed -->
<meta property="article:published_time" content="2026-11-22T08:30:00Z">
<body><article><h1>Harbour opens again</h1></article></body>
```

```html
<script type="application/ld+json">
{"@type": "NewsArticle", "headline": "Harbour opens again", "datePublished": "2026-10-23T08:30:00Z"}
</script>
<body><article><h1>Harbour opens again</h1>
<p><time itemprop="datePublished" datetime="2026-11-22">22 November</time><!-- failed --></p></article></body>
```

In microdata:
```html
<head><meta property="og:type" content="article"><meta property="article:published_time" content="2026-10-23T08:30:00Z"></head>
<body><article itemscope itemtype="https://schema.org/NewsArticle"><meta itemprop="datePublished" content="2026-11-22T08:30:00Z">
<h1 itemprop="headline">Harbour opens again</h1></article><!-- failed --></body>
```

## Could not tell
A date at the headline that nothing marks as the day of publication:
```html
<script type="application/ld+json">
{"@type": "NewsArticle", "headline": "Harbour opens again", "datePublished": "2026-10-23T08:30:00Z"}
</script>
<body><article><h1>Harbour opens again</h1><p><time datetime="2026-11-22">22 November</time><!-- cantTell --></p></article></body>
```

## Inapplicable
One date, and the dates of other articles:
```html
<meta property="article:published_time" content="2026-11-22T08:30:00Z">
<body><article><h1>Harbour opens again</h1></article>
<article><h2><a href="/a/">Choir wins in Leipzig</a></h2><time datetime="2026-10-02">2 October</time></article></body>
```
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from audit.page import Page
from audit.page.agreement import same_time
from audit.page.article import article
from audit.page.dates import UNSET, Moment, parse
from audit.page.html import Element, attr
from audit.page.structured import attribute_article, json_ld_article, metas
from audit.rules import Verdict, cant_tell, failed, passed, rule


@dataclass(frozen=True)
class _Date:
    """A place that tells a date."""

    name: str
    element: Element
    written: str
    moment: Moment


@rule(
    "All places give the same day of publication",
    impact="moderate",
    source="https://developers.google.com/search/docs/appearance/publication-dates#best-practices (read 2026-11)",
)
def article_date_contradiction(page: Page) -> Iterator[Verdict]:
    """Compare the dates in the metadata with each other, then those that are shown with the metadata."""
    published, modified = _published(page), _modified(page)
    if len(published) > 1:
        odd = next((date for date in published[1:] if not _agree(date, published[0])), None)
        if odd is not None:
            yield failed(
                published[0].element,
                f"{published[0].name} is {published[0].written}, but {odd.name} is {odd.written}.",
                about="metadata",
            )
            return
        yield passed(published[0].element)
    shown = _shown(page)
    if published and shown:
        yield _judge_shown(published + modified, shown)


def _judge_shown(told: list[_Date], shown: list[_Date]) -> Verdict:
    if any(_agree(date, other) for date in told for other in shown):
        return passed(shown[0].element)
    date = shown[0]
    message = f"The date at the headline is {date.written}, but {told[0].name} is {told[0].written}."
    if "datePublished" in attr(date.element, "itemprop").split():
        return failed(date.element, message, about="shown")
    return cant_tell(date.element, f"{message} Is it the day of publication?", about="shown")


def _agree(one: _Date, other: _Date) -> bool:
    return same_time(one.moment, other.moment)


def _published(page: Page) -> list[_Date]:
    return [*_data(page, "datePublished"), *_metas(page, "article:published_time")]


def _modified(page: Page) -> list[_Date]:
    return [*_data(page, "dateModified"), *_metas(page, "article:modified_time")]


def _data(page: Page, name: str) -> list[_Date]:
    found = [data for data in (json_ld_article(page), attribute_article(page)) if data]
    return _readable((f"{name} in {data.form}", data.element, data.text(name)) for data in found)


def _metas(page: Page, name: str) -> list[_Date]:
    return _readable((name, meta.element, meta.value) for meta in metas(page).get(name, ()))


def _shown(page: Page) -> list[_Date]:
    return _readable(("the date shown", time, attr(time, "datetime")) for time in article(page).dates)


def _readable(said: Iterable[tuple[str, Element, str]]) -> list[_Date]:
    """Those that are dates; what cannot be read, or was never set, is another rule's."""
    read = [(name, element, written, parse(written)) for name, element, written in said]
    return [
        _Date(name, element, written, moment)
        for name, element, written, moment in read
        if moment is not None and moment.at.year not in UNSET
    ]
