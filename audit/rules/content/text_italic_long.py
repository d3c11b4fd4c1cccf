"""
A whole passage is set in italics, which are made for a word or a title.

Slanted letters stand closer together and are harder to tell apart: readers with dyslexia and with low vision are slow
with them, and on a small screen everybody is. Which part is meant to stand out, a screen reader does not say at all.

Keep italics for titles and single words. What the passage is, a note of the editors, a poem, a letter, can be said by a
heading, a border or a ground of its own. One finding a page; a person has to say whether the passage is worth it.

## Passed
```html
<head><meta property="og:type" content="article"><style>p { width: 20em }</style></head>
<body><article>
<h1>Harbour opens again</h1>
<p>The first freighter, the <em>Zoria</em>, came in at dawn, and the crew of the tug boat had coffee ready for everybody
on the pier. The second one, the <em>Nadiia</em>, is to come on Monday, with grain from Odesa and forty bicycles.</p>
<p><i>The Herald is on the pier with a camera of its own.</i></p>
</article></body>
```

## Could not tell
```html
<head><meta property="og:type" content="article"><style>p { width: 20em } .note { font-style: italic }</style></head>
<body><article>
<h1>Harbour opens again</h1>
<p>The first freighter came in at dawn, and the crew of the tug boat had coffee ready for everybody on the pier.</p>
<p class="note">The first freighter came in at dawn, and the crew of the tug boat had coffee ready for everybody on the
pier. The second one is to come on Monday, with grain from Odesa and forty bicycles for the schools of the town. “We
waited for a year”, said the harbour master, who had not slept, and read out a poem of his own. The mayor listened, and
so did the dogs.</p><!-- cantTell -->
</article></body>
```

## Inapplicable
```html
<head><style>p { width: 20em; font-style: italic }</style></head>
<body><h1>The Herald</h1><ul><li><a href="/harbour/">Harbour opens again</a></li></ul></body>
```
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from msgspec import Meta

from audit.page import Page
from audit.page.styles import passages, said
from audit.rules import RuleSettings, Verdict, cant_tell, passed, rule

MOST = 0.9
"""How much of a paragraph is in italics where all of it is meant to be."""


class Settings(RuleSettings, frozen=True):
    """How long italics may be."""

    letters: Annotated[int, Meta(ge=1, description="Letters from which on a paragraph in italics is a long one.")] = 300


@rule(
    "Italics are kept for single words and titles",
    impact="minor",
    source="https://www.bdadyslexia.org.uk/advice/employers/creating-a-dyslexia-friendly-workplace/dyslexia-friendly-style-guide "
    "(read 2026-11)",
    needs=["text_styles"],
    preview=True,
    settings=Settings,
)
def text_italic_long(page: Page, settings: Settings) -> Iterator[Verdict]:
    found = passages(page)
    slanted = [block for block in found if block.italic >= MOST * block.letters and block.letters >= settings.letters]
    if not slanted:
        yield from (passed(block.element) for block in found[:1])
        return
    first = slanted[0]
    letters = sum(block.italic for block in slanted)
    yield cant_tell(
        first.element,
        f"{len(slanted)} of {len(found)} paragraphs are all in italics, {letters:,} letters: {said(first)}. Must they be?",
    )
