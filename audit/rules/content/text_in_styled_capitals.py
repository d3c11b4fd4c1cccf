"""
The style sheet sets whole paragraphs in capitals.

Words in capitals have no shape: every reader is slower with them, and readers with dyslexia may give up. For a heading
of three words that is no harm; over several lines it is. Some browsers hand the capitals on to screen readers, and some
of these then spell short words letter by letter.

Take `text-transform: uppercase` off running text. What is written in capitals in the source is another rule's
(text-in-capitals). One finding a page.

## Passed
```html
<head><meta property="og:type" content="article"><style>p { width: 20em } h2, .kicker { text-transform: uppercase }</style></head>
<body><article>
<h1>Harbour opens again</h1>
<p><span class="kicker">Balta, Monday –</span> The first freighter came in at dawn, and the crew of the tug boat had
coffee ready for everybody on the pier. The second one is to come on Monday, with grain from Odesa.</p>
<h2>What you need to know about the harbour and its freighters this week</h2>
</article></body>
```

## Failed
```html
<head><meta property="og:type" content="article"><style>p { width: 20em } .intro { text-transform: uppercase }</style></head>
<body><article>
<h1>Harbour opens again</h1>
<p class="intro">The first freighter came in at dawn, and the crew of the tug boat had coffee ready for everybody on the
pier. The second one is to come on Monday.</p><!-- failed -->
<p>“We waited for a year”, said the harbour master, who had not slept, and read out a poem of his own.</p>
</article></body>
```

## Inapplicable
```html
<head><style>p { width: 20em; text-transform: uppercase }</style></head>
<body><h1>The Herald</h1><ul><li><a href="/harbour/">Harbour opens again</a></li></ul></body>
```
"""

from __future__ import annotations

from collections.abc import Iterator

from audit.page import Page
from audit.page.html import all_text
from audit.page.styles import Block, passages, said
from audit.rules import Verdict, failed, passed, rule

MOST = 0.9
"""How much of a paragraph is in capitals where all of it is meant to be."""


@rule(
    "The style sheet does not set running text in capitals",
    impact="minor",
    source="https://www.bdadyslexia.org.uk/advice/employers/creating-a-dyslexia-friendly-workplace/dyslexia-friendly-style-guide "
    "(read 2026-11)",
    needs=["text_styles"],
    preview=True,
)
def text_in_styled_capitals(page: Page) -> Iterator[Verdict]:
    found = passages(page)
    capitals = [block for block in found if block.capitals >= MOST * block.letters and _has_case(block)]
    if not capitals:
        yield from (passed(block.element) for block in found[:1])
        return
    first = capitals[0]
    yield failed(
        first.element,
        f"The style sheet sets {len(capitals)} of {len(found)} paragraphs of several lines in capitals: {said(first)}.",
    )


def _has_case(block: Block) -> bool:
    written = all_text(block.element)
    return written.upper() != written
