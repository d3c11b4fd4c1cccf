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

from audit.page import Page
from audit.page.article import article
from audit.page.html import Element, is_hidden
from audit.page.prose import is_apart, prose
from audit.page.teasers import leads_away
from audit.page.text import collapse, shorten
from audit.rules import Verdict, failed, passed, rule

RUN, LONG, LETTERS = 5, 4, 4
"""Words in capitals in a row that are too many; how many of them must be long, and from how many letters on they are."""
_QUOTED = re.compile(r"[“„«\"‘][^“”„«»\"‘]{0,300}[”“»\"’]")


@rule(
    "Text is not written in capitals",
    impact="minor",
    source="https://www.bdadyslexia.org.uk/advice/employers/creating-a-dyslexia-friendly-workplace/dyslexia-friendly-style-guide "
    "(read 2026-11)",
    preview=True,
)
def text_in_capitals(page: Page) -> Iterator[Verdict]:
    """Judge the headline, the headings and the paragraphs of an article."""
    if not article(page).is_article:
        return
    has_case = False
    for block in _blocks(page):
        said = "".join(block.itertext())
        if said.lower() == said.upper():
            continue
        has_case = True
        run = _longest_run(said) if _may_have_run(said) else ""
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


def _may_have_run(said: str) -> bool:
    return sum(word.isupper() for word in said.split()) >= RUN


def _longest_run(said: str) -> str:
    """The longest row of words in capitals that is no quotation, if it is too long."""
    best: list[str] = []
    run: list[str] = []
    for word in collapse(_QUOTED.sub(" q ", said)).split():
        letters = [sign for sign in word if sign.isalpha()]
        # A figure or a dash between words goes with the row.
        run = [*run, word] if all(sign.isupper() for sign in letters) else []
        if _count_long(run) > _count_long(best):
            best = run
    return " ".join(best) if _count_long(best) >= LONG and _may_have_run(" ".join(best)) else ""


def _count_long(run: list[str]) -> int:
    """How many of the words are long; rows of abbreviations have few."""
    return sum(sum(sign.isalpha() for sign in word) >= LETTERS for word in run)
