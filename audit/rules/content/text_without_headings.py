"""
A long article has no headings between its paragraphs.

Who listens to it cannot jump: with a screen reader it is one paragraph after the other, and whoever lost the thread, or
wants to know only how it ends, has to go through all of them. For readers with attention or memory difficulties, and on
a phone, it is a wall.

Put a heading over each part of it that tells what comes: “Grain and bicycles”. Some stories are told in one breath on
purpose; so this only asks a person to look. Paragraphs are counted, not words: they are the steps a reader has to take.

## Passed
```html
<head><meta property="og:type" content="article"></head>
<body><article>
<h1>Harbour opens again</h1>
<p>The first freighter came in at dawn, and the crew of the tug boat had coffee ready for everybody on the pier.</p>
<h2>Grain and bicycles</h2>
<p>The second freighter is to come on Monday, with grain from Odesa and forty bicycles for the schools of the town.</p>
</article></body>
```

## Could not tell
```html
<head><meta property="og:type" content="article"></head>
<body><article>
<h1>Thirty freighters</h1>
<p>The first freighter brought coffee and a poem.</p><!-- cantTell --> <p>The second freighter brought coffee and a poem.</p>
<p>The third freighter brought coffee and a poem.</p> <p>The fourth freighter brought coffee and a poem.</p>
<p>The fifth freighter brought coffee and a poem.</p> <p>The sixth freighter brought coffee and a poem.</p>
<p>The seventh freighter brought coffee and a poem.</p> <p>The eighth freighter brought coffee and a poem.</p>
<p>The ninth freighter brought coffee and a poem.</p> <p>The tenth freighter brought coffee and a poem.</p>
<p>The eleventh freighter brought coffee and a poem.</p> <p>The twelfth freighter brought coffee and a poem.</p>
<p>The thirteenth freighter brought coffee and a poem.</p> <p>The fourteenth freighter brought coffee and a poem.</p>
<p>The fifteenth freighter brought coffee and a poem.</p> <p>The sixteenth freighter brought coffee and a poem.</p>
<p>The seventeenth freighter brought coffee and a poem.</p> <p>The eighteenth freighter brought coffee and a poem.</p>
<p>The nineteenth freighter brought coffee and a poem.</p> <p>The twentieth freighter brought coffee and a poem.</p>
<p>The next freighter brought coffee and a poem.</p> <p>The one after that freighter brought coffee and a poem.</p>
<p>The one from Odesa freighter brought coffee and a poem.</p> <p>The one from Riga freighter brought coffee and a poem.</p>
<p>The one from Gdansk freighter brought coffee and a poem.</p> <p>The last but three freighter brought coffee and a poem.</p>
<p>The last but two freighter brought coffee and a poem.</p> <p>The last but one freighter brought coffee and a poem.</p>
<p>The last of the day freighter brought coffee and a poem.</p> <p>The one that came at night freighter brought coffee and a poem.</p>
</article></body>
```

## Inapplicable
A short article, and a page that is none:
```html
<head><meta property="og:type" content="article"></head>
<body><article>
<h1>Harbour opens again</h1>
<p>The first freighter came in at dawn, and the crew of the tug boat had coffee ready for everybody on the pier.</p>
</article></body>
```

```html
<body><h1>The Herald</h1><ul><li><a href="/harbour/">Harbour opens again</a></li></ul></body>
```
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from msgspec import Meta

from audit.page import Page
from audit.page.article import article
from audit.page.html import Element, is_hidden, roles, tag
from audit.page.prose import is_apart, prose
from audit.page.teasers import leads_away
from audit.rules import RuleSettings, Verdict, cant_tell, passed, rule

_HEADINGS = frozenset({"h2", "h3", "h4", "h5", "h6"})


class Settings(RuleSettings, frozen=True):
    """How long an article may be that has no headings."""

    paragraphs: Annotated[int, Meta(ge=2, description="Paragraphs from which on an article needs headings.")] = 30


@rule(
    "Long articles are divided by headings",
    impact="minor",
    wcag=["2.4.10"],
    source="https://www.w3.org/WAI/WCAG22/Understanding/section-headings.html (read 2026-11)",
    preview=True,
    settings=Settings,
)
def text_without_headings(page: Page, settings: Settings) -> Iterator[Verdict]:
    paragraphs = prose(page).paragraphs
    if len(paragraphs) < 2 or not article(page).is_article:
        return
    first, last = (page.number(block) or 0 for block in (paragraphs[0], paragraphs[-1]))
    if any(_is_heading(page, element) for element in page.elements[first:last]):
        yield passed(paragraphs[0])
    elif len(paragraphs) >= settings.paragraphs:
        yield cant_tell(
            paragraphs[0],
            f"{len(paragraphs)} paragraphs follow each other without a heading between them. Has the text parts that could have one?",
        )


def _is_heading(page: Page, element: Element) -> bool:
    if tag(element) not in _HEADINGS and "heading" not in roles(element):
        return False
    return not leads_away(element) and not is_hidden(element) and not is_apart(page, element)
