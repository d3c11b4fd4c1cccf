"""
A time without its zone is another hour for every reader of the data: breaking news seems hours old, or not yet published.

“2026-03-07T18:00” is six in the evening somewhere. Search engines then take the zone of their own machines, news
aggregators that of theirs, and the order of a day's reports is wrong.

Write the offset: “2026-03-07T18:00:00+02:00”, or “Z” for UTC.

## Passed
```html
<head><meta property="article:published_time" content="2026-03-07T18:00:00+02:00"></head><body><h1>Harbour opens again</h1></body>
```

A day alone claims no hour:
```html
<head><script type="application/ld+json">
{"@type": "NewsArticle", "headline": "Harbour opens again", "datePublished": "2026-03-07"}
</script></head><body><h1>Harbour opens again</h1></body>
```

## Failed
```html
<head><meta property="article:published_time" content="2026-03-07 18:00:00"><!-- failed --></head>
<body><h1>Harbour opens again</h1></body>
```

```html
<head><script type="application/ld+json">
{"@type": "NewsArticle", "headline": "Harbour opens again", "datePublished": "2026-03-07T18:00:00"}
</script><!-- failed --></head><body><h1>Harbour opens again</h1></body>
```

## Could not tell
Midnight is what a content system writes when it knows the day only:
```html
<head><meta property="article:published_time" content="2026-03-07T00:00:00"><!-- cantTell --></head>
<body><h1>Harbour opens again</h1></body>
```

## Inapplicable
No date, or none that can be read, which is another fault:
```html
<head><meta property="article:published_time" content="yesterday"></head><body><h1>Harbour opens again</h1></body>
```
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import time

from audit.page import Page
from audit.page.dates import parse
from audit.page.html import Element
from audit.page.structured import article_data, metas
from audit.page.text import listed
from audit.rules import Verdict, cant_tell, failed, passed, rule

PROPERTIES = ("datePublished", "dateModified")
METAS = ("article:published_time", "article:modified_time")


@rule(
    "A time of publication has its zone",
    impact="minor",
    source="https://developers.google.com/search/docs/appearance/structured-data/article#structured-data-type-definitions (read 2026-11)",
)
def article_date_without_offset(page: Page) -> Iterator[Verdict]:
    """Judge the dates of the article's JSON-LD together, as they come from one place, and each meta element."""
    data = article_data(page)
    if data and data.form == "JSON-LD":
        dates = {name: value for name in PROPERTIES for value in data.values(name) if isinstance(value, str)}
        yield from _judge(data.element, dates)
    for name in METAS:
        for meta in metas(page).get(name, ()):
            yield from _judge(meta.element, {name: meta.value})


def _judge(target: Element, dates: dict[str, str]) -> Iterator[Verdict]:
    """One verdict for the dates of one element; none where no date can be read."""
    read = {name: moment for name, value in dates.items() if (moment := parse(value))}
    bare = [name for name, moment in read.items() if not moment.is_day and not moment.has_zone]
    if not read:
        return
    facts = f"{listed([f'{name} is “{dates[name]}”' for name in bare])}, without an offset from UTC"
    if not bare:
        yield passed(target)
    elif all(read[name].at.time() == time.min for name in bare):
        yield cant_tell(target, f"{facts}. Is only the day known?")
    else:
        yield failed(target, f"{facts}: readers elsewhere may be told a wrong hour.")
