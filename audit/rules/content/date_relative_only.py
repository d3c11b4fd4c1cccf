"""
The article says how long ago it was published, but not when.

“2 hours ago” is right while the page is fresh in the browser. Read from a tab that was opened yesterday, from a saved or
printed page, a screenshot, a cache or an archive, it is wrong, and nobody can tell by how much. Who wants to cite the
article, or to know whether it is older than the event it tells of, has to look into the source.

Show the day: “22 November 2026, 9:30”. Where the design wants “2 hours ago”, let the day stand beside it for everybody;
in a `title` it is shown to the mouse only.

## Passed
```html
<head><meta property="og:type" content="article"></head>
<body><article>
<h1>Harbour opens again</h1>
<p>By Ada Winter, <time datetime="2026-11-22T09:30:00+01:00">22 November 2026</time>, updated 2 hours ago</p>
<p>The first freighter came in at dawn, and the crew of the tug boat had coffee ready for everybody on the pier.</p>
</article></body>
```

The day stands in the line before the text, or below the article:
```html
<head><meta property="og:type" content="article"></head>
<body><article>
<h1>Der Hafen öffnet wieder</h1>
<p><time datetime="2026-11-22T09:30:00+01:00">vor 2 Stunden</time></p>
<p>Der erste Frachter kam im Morgengrauen, und die Besatzung des Schleppers hatte Kaffee für alle auf der Mole bereit.</p>
<p>Veröffentlicht am 22.11.2026</p>
</article></body>
```

## Could not tell
```html
<head><meta property="og:type" content="article"></head>
<body><article>
<h1>Harbour opens again</h1>
<p>By Ada Winter, <time datetime="2026-11-22T09:30:00+01:00" title="22 November 2026">2 hours ago</time><!-- cantTell --></p>
<p>The first freighter came in at dawn, and the crew of the tug boat had coffee ready for everybody on the pier.</p>
</article></body>
```

```html
<head><meta property="og:type" content="article"></head>
<body><article>
<h1>Гавань знову відкрито</h1>
<p class="date">Опубліковано: 3 години тому</p><!-- cantTell -->
<p>Перше судно прийшло на світанку, а екіпаж буксира приготував каву для всіх, хто чекав на пірсі від самої ночі.</p>
</article></body>
```

## Inapplicable
An article that shows no date at all, and a list:
```html
<head><meta property="og:type" content="article"></head>
<body><article>
<h1>Harbour opens again</h1>
<p>The first freighter came in at dawn, and the crew of the tug boat had coffee ready for everybody on the pier.</p>
</article>
<aside><a href="/choir/">Choir wins in Leipzig <time>2 hours ago</time></a></aside>
</body>
```
"""

from __future__ import annotations

from collections.abc import Iterator

from audit.page import Page
from audit.page.article import article
from audit.page.dateline import LONGEST, dateline, is_absolute, is_relative
from audit.page.html import Element, attr, is_hidden, tag
from audit.page.text import collapse, shorten
from audit.rules import Verdict, cant_tell, passed, rule


@rule(
    "The article says on which day it was published",
    impact="minor",
    source="https://developers.google.com/search/docs/appearance/publication-dates (read 2026-11)",
    preview=True,
)
def date_relative_only(page: Page) -> Iterator[Verdict]:
    """Look for a day at the headline; where only “2 hours ago” stands there, anywhere in the article."""
    found = article(page)
    if not found.is_article:
        return
    day = next((element for element, said in dateline(page) if is_absolute(said)), None)
    if day is not None:
        yield passed(day)
        return
    ago = next(
        ((element, said) for element, said in dateline(page) if is_relative(said, is_time=tag(element) == "time")), None
    )
    if ago is None:
        return
    element, said = ago
    if any(_is_date_line(node) for node in found.root.iter("p", "div", "span", "time", "li", "small", "em", "dd")):
        yield passed(element)
        return
    hint = attr(element, "title")
    beside = (
        f" The day stands in its title, “{shorten(hint, 40)}”, which only a mouse shows." if is_absolute(hint) else ""
    )
    yield cant_tell(
        element, f"Of its date the article shows “{shorten(said, 60)}”. Does the day stand anywhere?{beside}"
    )


def _is_date_line(element: Element) -> bool:
    """Whether an element is there to tell a day; days in sentences are those of events."""
    said = collapse(element.text or "")
    return len(said) <= LONGEST and is_absolute(said) and not is_hidden(element)
