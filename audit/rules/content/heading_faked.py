"""
A heading is only drawn: a paragraph in bold type that stands over a part of the article and is no heading.

Readers with a screen reader go through a long article by its headings, and a list of them is the first thing many ask
for. A bold paragraph is in no such list: for them the article has no parts at all. Nor do reading modes, search engines
and tables of contents know it for a heading.

Make it an `h2` (or the level that fits) and let the style sheet say how it looks; in a content system choose “heading”
in place of “bold”. Where several such paragraphs stand over the parts of a text the rule says that it is wrong; a single
one, a question or a name may be something else, and a person has to look. One finding a page.

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

Words in bold that lead into their own paragraph, sentences, labels, links to other stories, and an introduction:
```html
<head><meta property="og:type" content="article"></head>
<body><article>
<h1>Harbour opens again</h1>
<p><b>After a year the harbour opens again</b></p>
<p>The first freighter came in at dawn, and the crew of the tug boat had coffee ready for everybody on the pier.</p>
<p><strong>Grain.</strong> The second freighter is to come on Monday, with grain from Odesa and forty bicycles.</p>
<p><b>The third one is still on its way.</b></p>
<p>“We waited for a year”, said the harbour master, who had not slept, and read out a poem of his own to the mayor.</p>
<p><b>Read also:</b></p>
<p>The council votes on Monday on the forest tracks, and these are the things that the two sides want from it.</p>
<p><b><a href="/choir/">Choir wins in Leipzig</a></b></p>
<p>The choir of the harbour school has won the first prize, and nobody in town had expected that, least of all itself.</p>
</article></body>
```

## Failed
```html
<head><meta property="og:type" content="article"></head>
<body><article>
<h1>Harbour opens again</h1>
<p>The first freighter came in at dawn, and the crew of the tug boat had coffee ready for everybody on the pier.</p>
<p><strong>Grain and bicycles</strong></p><!-- failed -->
<p>The second freighter is to come on Monday, with grain from Odesa and forty bicycles for the schools of the town.</p>
<p>The teachers have been asking for them since the bridge was closed, and now the mayor has found the money for it.</p>
<p><strong>A poem on the pier</strong></p>
<p>“We waited for a year”, said the harbour master, who had not slept, and read out a poem of his own to the mayor.</p>
<p><strong>What comes after the harbour</strong></p>
<p>The council votes on Monday on the forest tracks, and these are the things that the two sides want from it.</p>
</article></body>
```

## Could not tell
A single one, and questions of an interview:
```html
<head><meta property="og:type" content="article"></head>
<body><article>
<h1>Harbour opens again</h1>
<p>The first freighter came in at dawn, and the crew of the tug boat had coffee ready for everybody on the pier.</p>
<p><strong>Grain and bicycles</strong></p><!-- cantTell -->
<p>The second freighter is to come on Monday, with grain from Odesa and forty bicycles for the schools of the town.</p>
</article></body>
```

```html
<head><meta property="og:type" content="article"></head>
<body><article>
<h1>“I wrote a poem”</h1>
<p>The first freighter came in at dawn, and the crew of the tug boat had coffee ready for everybody on the pier.</p>
<p><b>What did you do at night?</b></p><!-- cantTell -->
<p>I did not sleep, I stood at the window and looked for the lights of the freighter, and then I wrote a poem for it.</p>
<p><b>Who has heard it?</b></p>
<p>The mayor, and the dogs. The gulls had no time for it and went out to the second freighter to see what it brought.</p>
<p><b>And what comes next?</b></p>
<p>The council votes on Monday on the forest tracks, and I have another poem for that, about trees and their shadows.</p>
</article></body>
```

## Inapplicable
```html
<body><h1>The Herald</h1><p><b>Today</b></p><ul><li><a href="/harbour/">Harbour opens again</a></li></ul></body>
```
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Annotated

from msgspec import Meta

from audit.page import Page
from audit.page.article import article
from audit.page.html import Element, all_text, is_hidden, tag
from audit.page.prose import is_apart, prose, start
from audit.page.text import collapse, shorten
from audit.rules import RuleSettings, Verdict, cant_tell, failed, passed, rule

SEVERAL = 3
"""Bold paragraphs from which on they are the headings of a text."""
BELOW = 60
"""Letters that the paragraph below a heading has at least."""
_BOLD = frozenset({"b", "strong"})
_WRAPPING = frozenset({"span", "font", "u", "i", "em", "br", "small", "big"})
_WORDS = re.compile(r"\w.*\w", re.DOTALL)
_SENTENCE_END = re.compile(r"[.:;,…。：；，、।|)»”\"–—-]$")
_BEFORE_HEADING = frozenset({"p", "ul", "ol", "figure", "blockquote", "div", "table", "h2", "h3", "h4"})


class Settings(RuleSettings, frozen=True):
    """How long a heading may be."""

    letters: Annotated[int, Meta(ge=1, description="Letters up to which a bold paragraph may be a heading.")] = 80


@rule(
    "Headings in the article are marked up as headings",
    impact="moderate",
    wcag=["1.3.1"],
    source="https://www.w3.org/WAI/WCAG22/Techniques/failures/F2 (read 2026-11)",
    extends="axe-p-as-heading",
    preview=True,
    settings=Settings,
)
def heading_faked(page: Page, settings: Settings) -> Iterator[Verdict]:
    held = prose(page).element
    if held is None or not article(page).is_article:
        return
    drawn = [block for block in held.iter("p") if _looks_like_heading(page, block, settings.letters)]
    if not drawn:
        yield passed(held)
        return
    certain = [block for block in drawn if not _is_question(block)]
    what = f"“{shorten(_said(drawn[0]), 80)}” stands in bold type over a part of the text, but is no heading"
    if len(certain) >= SEVERAL and len({_said(block) for block in certain}) == len(certain):
        more = f"{len(certain)} paragraphs in bold type stand over parts of the text"
        yield failed(certain[0], f"{more}, but are no headings: “{shorten(_said(certain[0]), 80)}”.")
    else:
        count = f"; {len(drawn)} such paragraphs" if len(drawn) > 1 else ""
        yield cant_tell(drawn[0], f"{what}{count}. Is it meant as one?")


def _looks_like_heading(page: Page, block: Element, letters: int) -> bool:
    said = _said(block)
    if not 3 <= len(said) <= letters or _SENTENCE_END.search(said) or not _WORDS.search(said):
        return False
    return _is_all_bold(block) and _stands_over_text(page, block) and not is_apart(page, block) and not is_hidden(block)


def _is_all_bold(block: Element) -> bool:
    """Whether all that a paragraph holds is words in bold, in one line."""
    if any(tag(node) not in _BOLD | _WRAPPING for node in block.iterdescendants("*")):
        return False
    bold = "".join(all_text(node) for node in block.iter(*_BOLD) if _is_outermost(node, block))
    return collapse(bold) == _said(block) and not _breaks_inside(block)


def _is_outermost(node: Element, block: Element) -> bool:
    for around in node.iterancestors():
        if around is block:
            return True
        if tag(around) in _BOLD:
            return False
    return True


def _breaks_inside(block: Element) -> bool:
    return any((mark.tail or "").strip() for mark in block.iter("br"))


def _stands_over_text(page: Page, block: Element) -> bool:
    """Whether a paragraph follows that is no heading itself, and something of the text stands before it."""
    below = _beside(block, backwards=False)
    if below is None or tag(below) not in {"p", "ul", "ol"} or len(_said(below)) < BELOW or _is_all_bold(below):
        return False
    above = _beside(block, backwards=True)
    return above is not None and tag(above) in _BEFORE_HEADING and (page.number(block) or 0) > start(page)


def _beside(block: Element, *, backwards: bool) -> Element | None:
    """The next sibling that says something."""
    for node in block.itersiblings(preceding=backwards):
        if tag(node) and (_said(node) or tag(node) == "figure"):
            return node
    return None


def _is_question(block: Element) -> bool:
    return _said(block).endswith(("?", "？", "؟", "!", "！"))


def _said(element: Element) -> str:
    return collapse(all_text(element))
