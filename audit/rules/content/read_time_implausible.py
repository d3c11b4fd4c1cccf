"""
The reading time that is shown does not fit the length of the article.

Readers decide by it: whether there is time before the train comes, whether to have the page read aloud, whether to save
it for the evening. People who read slowly multiply it by their own measure. “1 min read” above four thousand words, or the
same “5 minutes” above every article, is worse than nothing.

Let the content system count the words of the text that is shown, and take 200 to 250 words a minute. People who read for
pleasure do 240 words a minute, with differences between languages; from 150 to 350 (`slowest`, `fastest`) with a minute more
or less counts as plausible here.

## Passed
```html
<head><meta property="og:type" content="article"></head>
<body><article>
<h1>Harbour opens again</h1>
<p>By Ada Winter · <span>1</span> min read</p>
<p>The first freighter came in at dawn, and the crew of the tug boat had coffee ready for everybody on the pier.</p>
</article></body>
```

```html
<head><meta property="og:type" content="article"></head>
<body><article>
<h1>Гавань знову відкрито</h1>
<p>Час читання: 1 хв</p>
<p>Перше судно прийшло на світанку, а екіпаж буксира приготував каву для всіх, хто чекав на пірсі від самої ночі.</p>
</article></body>
```

## Could not tell
```html
<head><meta property="og:type" content="article"></head>
<body><article>
<h1>Harbour opens again</h1>
<p class="read-time">12 min read</p><!-- cantTell -->
<p>The first freighter came in at dawn, and the crew of the tug boat had coffee ready for everybody on the pier.</p>
</article></body>
```

```html
<head><meta property="og:type" content="article"></head>
<body><article>
<h1>Der Hafen öffnet wieder</h1>
<p><span>Lesezeit: 8 Minuten</span><!-- cantTell --></p>
<p>Der erste Frachter kam im Morgengrauen, und die Besatzung des Schleppers hatte Kaffee für alle auf der Mole bereit.</p>
</article></body>
```

## Inapplicable
No reading time, one of another article, and an article of which only the beginning is shown:
```html
<head><meta property="og:type" content="article"></head>
<body><article>
<h1>Harbour opens again</h1>
<p>The first freighter came in at dawn, five minutes before the tide turned, and the crew had coffee ready for everybody.</p>
</article>
<aside><a href="/choir/">Choir wins in Leipzig</a> 9 min read</aside></body>
```

```html
<head><meta property="og:type" content="article"><script type="application/ld+json">
{"@type": "NewsArticle", "headline": "Harbour opens again", "isAccessibleForFree": false}
</script></head>
<body><article>
<h1>Harbour opens again</h1>
<p>9 min read</p>
<p>The first freighter came in at dawn, and the crew of the tug boat had coffee ready for everybody on the pier.</p>
</article></body>
```
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from msgspec import Meta

from audit.page import Page
from audit.page.article import article
from audit.page.html import text
from audit.page.prose import running_text
from audit.page.read_time import read_time
from audit.page.structured import article_data
from audit.page.text import word_count
from audit.rules import RuleSettings, Verdict, cant_tell, passed, rule


class Settings(RuleSettings, frozen=True):
    """How fast people read."""

    slowest: Annotated[int, Meta(ge=1, description="Words a minute of the slowest reading time that is plausible.")] = (
        150
    )
    fastest: Annotated[int, Meta(ge=1, description="Words a minute of the fastest reading time that is plausible.")] = (
        350
    )


@rule(
    "The reading time fits the length of the article",
    impact="minor",
    source="https://doi.org/10.1016/j.jml.2019.104047 (read 2026-11)",
    preview=True,
    settings=Settings,
)
def read_time_implausible(page: Page, settings: Settings) -> Iterator[Verdict]:
    """Compare a stated time with the words of the running text, and with those of all that belongs to the article."""
    stated = read_time(page)
    if not stated or not article(page).is_article or _is_cut(page):
        return
    fewest = sum(word_count(said) for _, said in running_text(page))
    # Lists, tables and captions are read too.
    most = max(fewest, word_count(text(article(page).root)))
    if fewest / settings.fastest - 1 <= stated.minutes <= most / settings.slowest + 1:
        yield passed(stated.element)
        return
    length = f"{fewest} to {most} words" if fewest < most else f"{most} words"
    yield cant_tell(
        stated.element,
        f"“{stated.said}” for {length}: about {max(1, round(fewest / 250))} to {max(1, round(most / 200))} minutes. "
        "Is a part of the article loaded later?",
    )


def _is_cut(page: Page) -> bool:
    """Whether the article says that a part of it is for subscribers."""
    data = article_data(page)
    # A boolean, its name, or the address of https://schema.org/False.
    return data is not None and any(
        str(value).lower().endswith("false") for value in data.values("isAccessibleForFree")
    )
