"""
A list is only drawn: its items are paragraphs or lines that begin with a dot, a star or a number.

A screen reader announces a real list with the number of its items, tells where it begins and ends, and lets a reader
jump over it. Of drawn ones nothing is said but “bullet”, again and again, or not even that; on a phone the second line of
an item runs in below the dot.

Make it a list: `ul` with `li`, or `ol` where the order counts, and let the browser write the dots and numbers.

## Passed
```html
<body><article>
<h1>What to know before the vote</h1>
<p>The council votes on Monday on the forest tracks, and these are the things that the two sides want from it.</p>
<ul><li>The tracks are closed until spring.</li><li>The saw mill stays open.</li><li>Dogs go on a lead.</li></ul>
</article></body>
```

Speech that begins with a dash, two points, numbers that do not count up, and numbered sections of several paragraphs:
```html
<body><article>
<h1>Діалог у гавані</h1>
<p>Начальник порту вийшов на світанку, і команда буксира вже чекала на нього з кавою, як і щодня цього року.</p>
<p>– Доброго ранку.</p>
<p>– Доброго.</p>
<p>– Кави?</p>
<p>• Судно «Зоря»</p>
<p>• Судно «Надія»</p>
<p>27. травня 2026</p>
<p>5. лютого 2026</p>
<p>24. червня 2026</p>
<p>1. Перше судно.</p> <p>Воно прийшло на світанку.</p>
<p>2. Друге судно.</p> <p>Воно прийшло опівдні.</p>
<p>3. Третє судно.</p> <p>Воно ще в дорозі.</p>
</article></body>
```

## Failed
```html
<body><article>
<h1>What to know before the vote</h1>
<p>The council votes on Monday on the forest tracks, and these are the things that the two sides want from it.</p>
<p>• The tracks are closed until spring.</p><!-- failed -->
<p>• The saw mill stays open.</p>
<p>• Dogs go on a lead.</p>
</article></body>
```

Numbers that count up:
```html
<body><article>
<h1>The best voices</h1>
<p>Our readers have chosen the best voices of the year, and these three were named more often than all the others.<br>
1. Ada Winter<br><!-- failed -->
2. Olena Marchuk<br>
3. Bruno Keller</p>
</article></body>
```

## Could not tell
Hyphens and stars, which may also begin speech or a footnote:
```html
<body><article>
<h1>What to know before the vote</h1>
<p>The council votes on Monday on the forest tracks, and these are the things that the two sides want from it.</p>
<p>- The tracks are closed until spring.</p><!-- cantTell -->
<p>- The saw mill stays open.</p>
<p>- Dogs go on a lead.</p>
</article></body>
```

## Inapplicable
```html
<body><h1>The Herald</h1><ul><li><a href="/harbour/">Harbour opens again</a></li></ul></body>
```
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated

from msgspec import Meta

from audit.page import Page
from audit.page.html import Element, all_text, is_hidden, tag
from audit.page.prose import is_apart, prose
from audit.page.text import collapse, shorten
from audit.rules import RuleSettings, Verdict, cant_tell, failed, passed, rule

_MARK = re.compile(r"(?P<dot>[•●▪◦‣■►▶✓✔➤➢⁃])|(?P<sign>[*-])\s|(?P<number>\d{1,3})[.)]\s")
_INLINE = frozenset({"b", "strong", "i", "em", "span", "a", "font", "u", "small", "mark", "sup", "sub", "code", "time"})


class Settings(RuleSettings, frozen=True):
    """How long a list is."""

    items: Annotated[
        int, Meta(ge=2, description="Lines in a row with a dot or number from which on they are a list.")
    ] = 3


@dataclass(frozen=True)
class _Line:
    """A paragraph, or a line of one, with the mark it begins with."""

    element: Element
    said: str
    mark: str
    """The dot or sign; “1” for any number; empty for none."""
    number: int

    def is_followed_by(self, other: _Line) -> bool:
        """Whether the other line goes on the list that this one is in."""
        return self.mark == other.mark and (self.mark != "1" or other.number == self.number + 1)


@rule(
    "Lists in the article are marked up as lists",
    impact="moderate",
    wcag=["1.3.1"],
    source="https://www.w3.org/WAI/WCAG22/Techniques/html/H48 (read 2026-11)",
    preview=True,
    settings=Settings,
)
def list_faked(page: Page, settings: Settings) -> Iterator[Verdict]:
    held = prose(page).element
    if held is None:
        return
    found = [run for run in _runs(_lines(held)) if len(run) >= settings.items and _is_list(page, run)]
    if not found:
        yield passed(held)
    for run in found:
        name = f"{len(run)} lines begin like the items of a list: “{shorten(run[0].said, 60)}”"
        if run[0].mark in "*-":
            yield cant_tell(run[0].element, f"{name}. Are they one? Then they need list markup.")
        else:
            yield failed(run[0].element, f"{name}, but are no list to a screen reader.")


def _is_list(page: Page, run: list[_Line]) -> bool:
    first = run[0]
    starts = first.mark != "1" or first.number == 1
    return starts and not is_apart(page, first.element) and not is_hidden(first.element)


def _runs(lines: Iterator[_Line]) -> Iterator[list[_Line]]:
    """The lines that follow each other with marks of one kind."""
    run: list[_Line] = []
    for line in lines:
        if run and run[-1].is_followed_by(line):
            run.append(line)
            continue
        if run:
            yield run
        run = [line] if line.mark else []
    if run:
        yield run


def _lines(held: Element) -> Iterator[_Line]:
    """The lines of the running text: its paragraphs, and where these are parted by br, the lines of each."""
    for block in held.iter("p", "li", "h2", "h3", "h4", "blockquote", "table", "figure", "ul", "ol"):
        if tag(block) != "p":
            # What stands between two paragraphs parts them.
            yield _Line(block, "", "", 0)
        elif all_text(block).strip():
            yield from _lines_of(block)


def _lines_of(paragraph: Element) -> Iterator[_Line]:
    """The lines of a paragraph, each with the br that ends it, or the paragraph itself when it has no br."""
    pieces, element = [paragraph.text or ""], paragraph
    for child in paragraph:
        if tag(child) == "br":
            yield from _line(child, pieces)
            pieces, element = [child.tail or ""], child
        else:
            pieces += ["".join(child.itertext()) if tag(child) in _INLINE else " ", child.tail or ""]
    yield from _line(element, pieces)


def _line(element: Element, pieces: list[str]) -> Iterator[_Line]:
    said = collapse("".join(pieces))
    if not said:
        return
    found = _MARK.match(said)
    if not found:
        yield _Line(element, said, "", 0)
    elif found["number"]:
        yield _Line(element, said, "1", int(found["number"]))
    else:
        yield _Line(element, said, found["dot"] or found["sign"], 0)
