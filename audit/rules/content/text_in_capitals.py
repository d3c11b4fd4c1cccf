"""
A line is written in capitals in the source, so that nothing can undo it.

Words in capitals have no shape: every reader is slower with them, and readers with dyslexia may give up. Some screen
readers spell short ones letter by letter, and none knows names from other words. Where the text goes on to a search
engine, an app or a newsletter, it shouts there too.

Write it as a sentence, and where the design wants capitals let the style sheet make them (`text-transform: uppercase`).

## Passed
```html
<head><meta property="og:type" content="article"></head>
<body><article>
<h1>NATO, EU and UN meet in Kyiv</h1>
<p>KYIV, Ukraine (AP) – The first freighter came in at dawn, and the crew of the tug boat had coffee ready for all.</p>
<h2 style="text-transform: uppercase">What you need to know about the harbour</h2>
<p>The sign on the pier said “NOBODY MAY SWIM HERE BEFORE SUNRISE”, and nobody did, as the harbour master told us.</p>
</article></body>
```

Short cries, names of firms and abbreviations in a row:
```html
<head><meta property="og:type" content="article"></head>
<body><article>
<h1>Harbour opens again</h1>
<h2>READ ALSO</h2>
<p>今回は NVMe SSDの中から、ハイパフォーマンスモデルの「WD BLACK SN750 NVME SSD」と「WD BLACK」を使って試してみた。</p>
<p>Present were BMW, MTU, SAP, BASF, EON and the USA, UK, EU, UN and WHO, all of whom had sent their best people.</p>
</article></body>
```

## Failed
```html
<head><meta property="og:type" content="article"></head>
<body><article>
<h1>Harbour opens again</h1>
<p>The first freighter came in at dawn, and the crew of the tug boat had coffee ready for everybody on the pier.</p>
<h2>HERE'S WHAT YOU NEED TO KNOW ABOUT THE HARBOUR</h2><!-- failed -->
<p>The second freighter is to come on Monday, with grain from Odesa and forty bicycles for the schools.</p>
</article></body>
```

```html
<head><meta property="og:type" content="article"></head>
<body><article>
<h1>Гавань знову відкрито</h1>
<p>ПЕРШЕ СУДНО ПРИЙШЛО НА СВІТАНКУ, КОЛИ МІСТО ЩЕ СПАЛО. Команда буксира вже чекала на нього з кавою.</p><!-- failed -->
</article></body>
```

## Inapplicable
No article, and a script that knows no capitals:
```html
<body><h1>THE BEST OF ALL HARBOURS IN THE WORLD</h1></body>
```

```html
<head><meta property="og:type" content="article"></head>
<body><article><h1>港が再開</h1><p>最初の貨物船は夜明けに到着し、タグボートの乗組員は全員のためにコーヒーを用意していました。港長はほとんど眠っていませんでした。</p></article></body>
```
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Annotated

from msgspec import Meta

from audit.page import Page
from audit.page.article import article
from audit.page.html import Element, all_text, is_hidden
from audit.page.prose import is_apart, prose
from audit.page.teasers import leads_away
from audit.page.text import collapse, shorten
from audit.rules import RuleSettings, Verdict, failed, passed, rule

LONG, LETTERS = 4, 4
"""How many words in capitals must be long, and from how many letters on they are."""
_QUOTED = re.compile(r"[“„«\"‘][^“”„«»\"‘]{0,300}[”“»\"’]")


class Settings(RuleSettings, frozen=True):
    """How many words may be in capitals."""

    words: Annotated[int, Meta(ge=2, description="Words in capitals in a row that are too many.")] = 5


@rule(
    "Text is not written in capitals",
    impact="minor",
    source="https://www.bdadyslexia.org.uk/advice/employers/creating-a-dyslexia-friendly-workplace/dyslexia-friendly-style-guide "
    "(read 2026-11)",
    preview=True,
    settings=Settings,
)
def text_in_capitals(page: Page, settings: Settings) -> Iterator[Verdict]:
    """Judge the headline, the headings and the paragraphs of an article."""
    if not article(page).is_article:
        return
    has_case = False
    for block in _blocks(page):
        said = all_text(block)
        if said.lower() == said.upper():
            continue
        has_case = True
        run = _longest_run(said, settings.words) if _has_run(said, settings.words) else ""
        if run and not is_hidden(block):
            yield failed(block, f"“{shorten(run, 100)}” is written in capitals in the source.")
            return
    if has_case:
        yield passed(article(page).root)


def _blocks(page: Page) -> Iterator[Element]:
    found = article(page)
    if found.headline_element is not None:
        yield found.headline_element
    held = prose(page).element
    headings = [] if held is None else held.iter("h2", "h3", "h4")
    yield from (head for head in headings if not leads_away(head) and not is_apart(page, head))
    yield from prose(page).paragraphs


def _has_run(said: str, words: int) -> bool:
    return sum(word.isupper() for word in said.split()) >= words


def _longest_run(said: str, words: int) -> str:
    """The longest row of words in capitals that is no quotation, if it is too long."""
    said_words = collapse(_QUOTED.sub(" q ", said)).split()
    begin, best = 0, slice(0)
    # How many words of the row are long; rows of abbreviations have few.
    most = count = 0
    for place, word in enumerate(said_words):
        letters = [sign for sign in word if sign.isalpha()]
        # A figure or a dash between words goes with the row.
        if not all(sign.isupper() for sign in letters):
            begin, count = place + 1, 0
            continue
        count += len(letters) >= LETTERS
        if count > most:
            best, most = slice(begin, place + 1), count
    run = " ".join(said_words[best])
    return run if most >= LONG and _has_run(run, words) else ""
