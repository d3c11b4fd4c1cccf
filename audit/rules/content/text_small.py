"""
Running text is set so small that many readers cannot read it without enlarging the page.

Who does not see well, and everybody on a phone in the sun, has to pinch the page larger and then push it to and fro, line
by line. No criterion of WCAG names a size; browsers set text in 16 pixels, and below 12 tools for web developers hold
it to be too small to read.

Set running text in 1rem or more, so that it follows what readers have chosen in their browser. Below 9 pixels the rule
says that it is wrong, between 9 and 12 that a person should look. One finding a page.

## Passed
```html
<head><meta property="og:type" content="article"><style>p { width: 20em }</style></head>
<body><article>
<h1>Harbour opens again</h1>
<p>The first freighter came in at dawn, and the crew of the tug boat had coffee ready for everybody on the pier. The
second one is to come on Monday, with grain from Odesa and forty bicycles for the schools of the town.</p>
<p style="font-size: 8px">Photo: Olena Marchuk</p>
</article></body>
```

## Failed
```html
<head><meta property="og:type" content="article"><style>p { width: 20em } .legal { font-size: 8px }</style></head>
<body><article>
<h1>Harbour opens again</h1>
<p>The first freighter came in at dawn, and the crew of the tug boat had coffee ready for everybody on the pier. The
second one is to come on Monday, with grain from Odesa and forty bicycles for the schools of the town.</p>
<p class="legal">The port has paid for the journey of our reporter to the harbour. It has not read the article before it
was printed, and it had no say in what we asked and whom we asked for it.</p><!-- failed -->
</article></body>
```

## Could not tell
```html
<head><meta property="og:type" content="article"><style>p { width: 20em; font-size: 11px }</style></head>
<body><article>
<h1>Harbour opens again</h1>
<p>The first freighter came in at dawn, and the crew of the tug boat had coffee ready for everybody on the pier. The
second one is to come on Monday, with grain from Odesa and forty bicycles for the schools of the town.</p><!-- cantTell -->
</article></body>
```

## Inapplicable
```html
<head><style>p { width: 20em; font-size: 8px }</style></head>
<body><h1>The Herald</h1><ul><li><a href="/harbour/">Harbour opens again</a></li></ul></body>
```
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from msgspec import Meta

from audit.page import Page
from audit.page.styles import passages, said
from audit.rules import RuleSettings, Verdict, cant_tell, failed, passed, rule


class Settings(RuleSettings, frozen=True):
    """Sizes in CSS pixels."""

    tiny: Annotated[float, Meta(gt=0, description="CSS pixels below which running text is too small for certain.")] = 9
    small: Annotated[float, Meta(gt=0, description="CSS pixels below which a person should look at it.")] = 12


@rule(
    "Running text is large enough to be read",
    impact="minor",
    source="https://developer.chrome.com/docs/lighthouse/seo/font-size (read 2026-11)",
    needs=["text_styles"],
    preview=True,
    settings=Settings,
)
def text_small(page: Page, settings: Settings) -> Iterator[Verdict]:
    found = passages(page)
    small = sorted((block for block in found if block.size < settings.small), key=lambda block: block.size)
    if not small:
        yield from (passed(block.element) for block in found[:1])
        return
    smallest = small[0]
    what = (
        f"{len(small)} of {len(found)} paragraphs of several lines are set in {smallest.size:g} pixels or little more"
    )
    if smallest.size < settings.tiny:
        yield failed(smallest.element, f"{what}: {said(smallest)}.")
    else:
        yield cant_tell(smallest.element, f"{what}: {said(smallest)}. Can all readers read it without enlarging it?")
