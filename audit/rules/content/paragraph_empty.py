"""
Empty paragraphs and rows of line breaks make the space between the parts of an article.

A screen reader says “blank” at each of them, or a reader goes through the text paragraph by paragraph and hears nothing,
twice, and wonders whether something failed to load. The gaps also grow with the text when it is enlarged, and they stay
when the article is shown elsewhere, in an app or a newsletter.

Take them out and let the style sheet give paragraphs, pictures and headings their distance. Content systems can clean
them away when an editor saves the text. One finding a page tells how many there are.

## Passed
```html
<body><article>
<h1>Harbour opens again</h1>
<p>The first freighter came in at dawn, and the crew of the tug boat had coffee ready for everybody.</p>
<p></p>
<p>“We waited for a year”,<br><br>said the harbour master, who had not slept, and read out a poem.</p>
<p><img src="/media/harbour.jpg" alt="A freighter and two tug boats"></p>
</article></body>
```

A single one, and breaks that only hold an advertisement:
```html
<body><article>
<h1>Harbour opens again</h1>
<p>The first freighter came in at dawn, and the crew of the tug boat had coffee ready for everybody.</p>
<p>&nbsp;</p>
<div class="code-block"><br><br><br><ins class="ad"></ins></div>
<p>“We waited for a year”, said the harbour master, who had not slept, and read out a poem of his own.</p>
</article></body>
```

## Failed
```html
<body><article>
<h1>Harbour opens again</h1>
<p>The first freighter came in at dawn, and the crew of the tug boat had coffee ready for everybody.</p>
<p>&nbsp;</p><!-- failed -->
<p>“We waited for a year”, said the harbour master, who had not slept, and read out a poem of his own.</p>
<p><span><br></span></p>
<p>The second freighter is to come on Monday, with grain from Odesa and forty bicycles for the schools.</p>
</article></body>
```

```html
<body><article>
<h1>Harbour opens again</h1>
<p>The first freighter came in at dawn, and the crew of the tug boat had coffee ready for everybody.
<br><!-- failed --><br>&nbsp;<br>
“We waited for a year”, said the harbour master, who had not slept, and read out a poem of his own.</p>
</article></body>
```

## Inapplicable
```html
<body><h1>The Herald</h1><p>&nbsp;</p><p>&nbsp;</p><ul><li><a href="/harbour/">Harbour opens again</a></li></ul></body>
```
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import Annotated

from msgspec import Meta

from audit.page import Page
from audit.page.html import Element, is_hidden, tag
from audit.page.prose import is_apart, prose
from audit.rules import RuleSettings, Verdict, failed, passed, rule

_EMPTY_PARTS = frozenset({"br", "span", "b", "strong", "i", "em", "u", "font"})


class Settings(RuleSettings, frozen=True):
    """From how many on empty lines are used as space."""

    paragraphs: Annotated[int, Meta(ge=1, description="Empty paragraphs from which on they are used as space.")] = 2
    breaks: Annotated[int, Meta(ge=2, description="Line breaks in a row from which on they are used as space.")] = 3


@rule(
    "Space in the article is not made of empty paragraphs",
    impact="minor",
    source="https://html.spec.whatwg.org/multipage/text-level-semantics.html#the-br-element (read 2026-11)",
    settings=Settings,
)
def paragraph_empty(page: Page, settings: Settings) -> Iterator[Verdict]:
    held = prose(page).element
    if held is None:
        return
    empty = [block for block in held.iter("p") if _is_empty(block) and _is_of_article(page, block)]
    rows = [mark for mark in held.iter("br") if _starts_row(mark, settings.breaks) and _is_of_article(page, mark)]
    said = []
    is_full = len(empty) >= settings.paragraphs
    if is_full:
        said.append(f"{len(empty)} paragraphs hold nothing but space")
    if rows:
        said.append(
            f"{settings.breaks} or more line breaks stand in a row {f'{len(rows)} times' if len(rows) > 1 else 'once'}"
        )
    if said:
        first = empty[0] if is_full else rows[0]
        yield failed(first, f"In the running text {' and '.join(said)}.")
    else:
        yield passed(held)


def _is_empty(paragraph: Element) -> bool:
    """Whether a paragraph takes a line and says nothing; one without anything in it takes none."""
    if any(tag(node) not in _EMPTY_PARTS for node in paragraph.iterdescendants("*")):
        return False
    said = "".join(paragraph.itertext())
    return not said.strip() and ("\u00a0" in said or next(paragraph.iter("br"), None) is not None)


def _is_of_article(page: Page, element: Element) -> bool:
    return not is_apart(page, element) and not is_hidden(element)


def _starts_row(mark: Element, least: int) -> bool:
    """Whether a line break is the first of a row that parts two texts."""
    if not _follows_text(mark):
        return False
    count = 0
    for node in chain([mark], mark.itersiblings()):
        if tag(node) == "br":
            count += 1
        elif tag(node):
            # Something else than text comes next: a picture, an advertisement.
            return count >= least and tag(node) in _EMPTY_PARTS
        if (node.tail or "").strip():
            return count >= least
    return False


def _follows_text(mark: Element) -> bool:
    before = mark.getprevious()
    if before is None:
        parent = mark.getparent()
        return parent is not None and bool((parent.text or "").strip())
    return bool((before.tail or "").strip()) or tag(before) in _EMPTY_PARTS - {"br"}
