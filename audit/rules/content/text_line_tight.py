"""
The lines of the running text stand so close that they touch.

Where the tails of one line nearly meet the tops of the next, the eye slips from line to line: readers with dyslexia and
with low vision lose their place. Accents, of which Vietnamese has two on a letter, may even be cut off. WCAG asks at
level AAA for a distance of one and a half times the size of the text within paragraphs.

Set `line-height: 1.5`, without a unit, so that it follows the size of the text. The rule measures the distance of the
lines as the browser has set them: less than the size of the text is wrong, less than 1.2 times it is for a person to
look at. What is left to the browser and the font is not judged.

## Passed
```html
<head><meta property="og:type" content="article"><style>p { width: 20em; line-height: 1.5 }</style></head>
<body><article>
<h1>Harbour opens again</h1>
<p>The first freighter came in at dawn, and the crew of the tug boat had coffee ready for everybody on the pier. The
second one is to come on Monday, with grain from Odesa and forty bicycles for the schools of the town.</p>
</article></body>
```

## Failed
A line height in pixels that did not grow with the text:
```html
<head><meta property="og:type" content="article"><style>body { line-height: 16px } p { width: 20em; font-size: 20px }</style></head>
<body><article>
<h1>Harbour opens again</h1>
<p>The first freighter came in at dawn, and the crew of the tug boat had coffee ready for everybody on the pier. The
second one is to come on Monday, with grain from Odesa and forty bicycles for the schools of the town.</p><!-- failed -->
</article></body>
```

## Could not tell
```html
<head><meta property="og:type" content="article"><style>p { width: 20em; line-height: 1.1 }</style></head>
<body><article>
<h1>Harbour opens again</h1>
<p>The first freighter came in at dawn, and the crew of the tug boat had coffee ready for everybody on the pier. The
second one is to come on Monday, with grain from Odesa and forty bicycles for the schools of the town.</p><!-- cantTell -->
</article></body>
```

## Inapplicable
```html
<head><meta property="og:type" content="article"><style>p { width: 20em }</style></head>
<body><article>
<h1>Harbour opens again</h1>
<p>The first freighter came in at dawn, and the crew of the tug boat had coffee ready for everybody on the pier. The
second one is to come on Monday, with grain from Odesa and forty bicycles for the schools of the town.</p>
</article></body>
```
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from msgspec import Meta

from audit.page import Page
from audit.page.styles import Block, passages, said
from audit.rules import RuleSettings, Verdict, cant_tell, failed, passed, rule

TOUCHING = 1.0
"""Times the size of the text below which lines touch."""


class Settings(RuleSettings, frozen=True):
    """How close lines may stand."""

    least: Annotated[
        float, Meta(gt=0, description="Distance of lines, in sizes of the text, below which a person should look.")
    ] = 1.2


@rule(
    "The lines of running text stand clear of each other",
    impact="minor",
    wcag=["1.4.8"],
    source="https://www.w3.org/WAI/WCAG22/Understanding/visual-presentation.html (read 2026-11)",
    needs=["text_styles"],
    preview=True,
    settings=Settings,
)
def text_line_tight(page: Page, settings: Settings) -> Iterator[Verdict]:
    found = [block for block in passages(page) if not block.is_pitch_normal and block.pitch > 0 and block.size > 0]
    if not found:
        return
    tight = sorted((block for block in found if _distance(block) < settings.least), key=_distance)
    if not tight:
        yield passed(found[0].element)
        return
    first = tight[0]
    what = f"The lines of {len(tight)} of {len(found)} paragraphs stand {_distance(first):.2g} times the size of the text apart"
    if _distance(first) < TOUCHING:
        yield failed(first.element, f"{what}, so that they touch: {said(first)}.")
    else:
        yield cant_tell(first.element, f"{what}: {said(first)}. Are they easy to follow?")


def _distance(block: Block) -> float:
    return round(block.pitch / block.size, 2)
