"""
A paragraph runs in the direction of another script: Hebrew or Arabic set from left to right, or the other way round.

The letters of a word come out in their order all the same, but full stops, brackets and numbers land on the wrong side,
and two languages in one sentence change places. Readers of Arabic see a sentence that begins with its full stop, and on
the wrong edge of the page.

Put `dir="rtl"` on the element that holds the text, or on `html` where it is the language of the page, and `dir="auto"`
on what readers write. One finding a page for each direction.

## Passed
```html
<html lang="ar" dir="rtl"><head><meta property="og:type" content="article"><style>p { margin: 1em }</style></head>
<body><article>
<h1>الميناء يفتح من جديد</h1>
<p>وصلت أول سفينة شحن عند الفجر، وكان طاقم القاطرة قد أعد القهوة للجميع على الرصيف.</p>
<p dir="ltr">The first freighter came in at dawn, and the crew of the tug boat had coffee ready.</p>
<p dir="auto">The second one is to come on Monday, with grain from Odesa and forty bicycles.</p>
</article></body></html>
```

Words of the other script in a sentence:
```html
<html lang="en"><head><meta property="og:type" content="article"><style>p { margin: 1em }</style></head>
<body><article>
<h1>Harbour opens again</h1>
<p>The first freighter, the <span lang="ar">الميناء</span>, came in at dawn, and the crew of the tug boat had coffee ready.</p>
</article></body></html>
```

## Failed
```html
<html lang="ar"><head><meta property="og:type" content="article"><style>p { text-align: right }</style></head>
<body><article>
<h1>الميناء يفتح من جديد</h1>
<p>وصلت أول سفينة شحن عند الفجر، وكان طاقم القاطرة قد أعد القهوة للجميع على الرصيف.</p><!-- failed -->
<p>ومن المقرر أن تصل السفينة الثانية يوم الاثنين محملة بالحبوب من أوديسا.</p>
</article></body></html>
```

## Could not tell
```html
<html lang="ar" dir="rtl"><head><meta property="og:type" content="article"><style>p { margin: 1em }</style></head>
<body><article>
<h1>الميناء يفتح من جديد</h1>
<p>وصلت أول سفينة شحن عند الفجر، وكان طاقم القاطرة قد أعد القهوة للجميع على الرصيف.</p>
<p>The first freighter came in at dawn, and the crew of the tug boat had coffee ready for all (and soup).</p><!-- cantTell -->
</article></body></html>
```

## Inapplicable
```html
<html lang="ar"><head><meta property="og:type" content="article"></head>
<body><article>
<h1>الميناء يفتح من جديد</h1>
<p>وصلت أول سفينة شحن عند الفجر، وكان طاقم القاطرة قد أعد القهوة للجميع على الرصيف.</p>
</article></body></html>
```
"""

from __future__ import annotations

from collections.abc import Iterator

from audit.page import Page
from audit.page.styles import Block, running_text, said
from audit.rules import Verdict, cant_tell, failed, passed, rule

LETTERS = 30
"""Letters below which a paragraph may be a name or an address."""
MOST = 0.9
"""How many of a paragraph's letters are of one direction where it is written in it."""


@rule(
    "Text runs in the direction of its script",
    impact="moderate",
    source="https://www.w3.org/WAI/WCAG22/Techniques/html/H56 (read 2026-11)",
    wcag=["1.3.2"],
    needs=["text_styles"],
    preview=True,
)
def text_direction_wrong(page: Page) -> Iterator[Verdict]:
    found = [block for block in running_text(page) if block.right_to_left + block.others >= LETTERS]
    to_the_right = [block for block in found if block.direction == 0 and _share(block) >= MOST]
    to_the_left = [block for block in found if block.direction == 1 and _share(block) <= 1 - MOST]
    if found and not to_the_right and not to_the_left:
        yield passed(found[0].element)
    for block in to_the_right[:1]:
        count = f"{len(to_the_right)} of {len(found)} paragraphs"
        yield failed(
            block.element,
            f"{count} are in a script that runs from right to left, but run from left to right: {said(block)}.",
        )
    for block in to_the_left[:1]:
        count = f"{len(to_the_left)} of {len(found)} paragraphs"
        yield cant_tell(
            block.element,
            f"{count} run from right to left, but are in a script that does not: {said(block)}. Does its full stop stand at its end?",
        )


def _share(block: Block) -> float:
    """How many of its letters run from right to left."""
    return block.right_to_left / (block.right_to_left + block.others)
