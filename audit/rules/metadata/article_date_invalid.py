"""
A date that software cannot read is no date: the article is sorted wrongly, or shown without one.

Search engines, news aggregators and reading apps take the day of publication from the markup, not from the line a
reader sees. A date in the house's own writing, a time zone as letters, or an empty field leaves them guessing: an old
story comes up as today's news, a new one not at all. A change that lies before publication contradicts itself; it is
often left by a text that was finished before the hour it was scheduled for.

Write dates in ISO 8601 with the offset of the time zone, `2026-11-22T08:30:00+02:00`, from the content system's field
and not from the text that is shown. Where nothing was changed since publication, give the date of publication as date
of change, or leave that out.

## Passed
```html
<script type="application/ld+json">
{"@type": "NewsArticle", "headline": "Harbour opens again", "datePublished": "2026-11-22T08:30:00+02:00",
 "dateModified": "2026-11-22T07:15:00Z"}
</script>
<meta property="article:published_time" content="2026-11-22 08:30:00">
<h1>Harbour opens again</h1>
<p>Published <time datetime="2026-11-22">on Sunday</time></p>
```

A text that is saved while it is published:
```html
<meta property="article:published_time" content="2026-11-22T16:55:35+08:00">
<meta property="article:modified_time" content="2026-11-22T16:55:27+08:00">
<h1>Harbour opens again</h1>
```

The day of the change is given without the time of day:
```html
<script type="application/ld+json">
{"@type": "Article", "headline": "Harbour opens again", "datePublished": "2026-11-22T23:30:00+02:00", "dateModified": "2026-11-22"}
</script>
<h1>Harbour opens again</h1>
```

## Failed
```html
<script type="application/ld+json">
{"@type": "NewsArticle", "headline": "Oil prices fall", "datePublished": "04:25:06 PM IST Apr 08, 2026"}
</script><!-- failed -->
<h1>Oil prices fall</h1>
```

```html
<meta property="article:published_time" content="Di., 25.01.2026 - 14:45"><!-- failed -->
<h1>Forest tracks closed</h1>
```

```html
<meta property="article:published_time" content=""><!-- failed -->
<h1>Forest tracks closed</h1>
```

```html
<body><article>
<h1>Choir wins in Leipzig</h1>
<p>By Ada Winter, <time datetime="11.11.2026 18:00">11 November 2026</time><!-- failed --></p>
<p>The cathedral choir has won the first prize of the festival for the third time in a row, the jury said.</p>
</article></body>
```

```html
<meta property="article:published_time" content="2026-02-17T06:00:03+00:00">
<meta property="article:modified_time" content="2026-02-13T19:14:25+00:00"><!-- failed -->
<h1>How to buy less</h1>
```

## Could not tell
A date that databases hold when nobody has set one:
```html
<meta property="article:published_time" content="1970-01-01T00:00:00+00:00"><!-- cantTell -->
<h1>Forest tracks closed</h1>
```

## Inapplicable
Dates of other things, and times that are no dates:
```html
<script type="application/ld+json">{"@type": "Event", "name": "Book fair", "startDate": "next Sunday"}</script>
<h1>Calendar</h1>
<ul><li><a href="/fair/"><time datetime="someday">soon</time> Book fair</a></li></ul>
```
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from audit.page import Page
from audit.page.article import article
from audit.page.dates import UNSET, Moment, is_html_time, parse
from audit.page.html import Element
from audit.page.structured import article_data, metas
from audit.page.text import shorten
from audit.rules import Verdict, cant_tell, failed, passed, rule

TOLERANCE = timedelta(minutes=10)
"""What saving and publishing one after the other takes, with clocks that do not agree."""


@dataclass(frozen=True)
class _Date:
    """A date the page gives for its article."""

    element: Element
    name: str
    """What it is called there, e.g. “datePublished in JSON-LD”."""
    value: Any


@rule(
    "The article's dates can be read by software",
    impact="moderate",
    source="https://developers.google.com/search/docs/appearance/structured-data/article#structured-data-type-definitions (read 2026-11)",
)
def article_date_invalid(page: Page) -> Iterator[Verdict]:
    """Judge each date the page gives for its article, then whether the changes come after the publication."""
    pairs = list(_pairs(page))
    for date in (date for pair in pairs for dates in pair for date in dates):
        yield _judge(date)
    backwards = next((pair for pair in pairs if all(pair) and _goes_back(pair[0][0], pair[1][0])), None)
    if backwards:
        (published, *_), (modified, *_) = backwards
        yield failed(
            modified.element,
            f"{modified.name}, {modified.value}, lies before {published.name}, {published.value}: "
            "the article was changed before it was published.",
            about="changed before published",
        )
    for time in article(page).dates:
        value = time.get("datetime")
        if value is not None and not is_html_time(value):
            yield failed(time, f"The time element holds {_shown(value)}, which is no date HTML knows.", about="time")
        elif value is not None:
            yield passed(time)


def _pairs(page: Page) -> Iterator[tuple[list[_Date], list[_Date]]]:
    """Dates of publication and of change, from each place that gives them."""
    data = article_data(page)
    if data and data.form == "JSON-LD":
        yield (
            [_Date(data.element, "datePublished in JSON-LD", value) for value in data.values("datePublished")],
            [_Date(data.element, "dateModified in JSON-LD", value) for value in data.values("dateModified")],
        )
    yield _metas(page, "article:published_time"), _metas(page, "article:modified_time")
    yield _metas(page, "datePublished"), _metas(page, "dateModified")


def _metas(page: Page, name: str) -> list[_Date]:
    """Dates in meta elements; those of microdata only where they are marked so, other names have their own formats."""
    found = metas(page).get(name.lower(), ())
    return [_Date(meta.element, name, meta.value) for meta in found if ":" in name or meta.attribute == "itemprop"]


def _judge(date: _Date) -> Verdict:
    moment = parse(date.value) if isinstance(date.value, str) else None
    if moment is None:
        return failed(
            date.element, f"{date.name} holds {_shown(date.value)}, which is no ISO 8601 date.", about=date.name
        )
    if moment.at.year in UNSET and (moment.at.month, moment.at.day) == (1, 1):
        message = f"{date.name} is {date.value}, the date of an unset field. Was the article published then?"
        return cant_tell(date.element, message, about=date.name)
    return passed(date.element)


def _shown(value: Any) -> str:
    if not isinstance(value, str):
        return "something that is no text"
    return f"“{shorten(value, 60)}”" if value.strip() else "nothing"


def _goes_back(published: _Date, modified: _Date) -> bool:
    before, after = (parse(date.value) if isinstance(date.value, str) else None for date in (published, modified))
    if before is None or after is None:
        return False
    return Moment(after.at + TOLERANCE, after.is_day, after.has_zone).is_before(before)
