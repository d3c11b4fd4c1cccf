"""
Running text is stretched to both margins, so that the gaps between words differ from line to line.

Readers with dyslexia see rivers of white run down the page through the gaps, and lose the line; in the narrow column of
a phone, or enlarged, three words may stand a thumb apart. WCAG asks at level AAA that text is not justified, or that a
reader can turn it off.

Leave the text ragged: `text-align: start`. One finding a page tells how much of the text it is.

## Passed
```html
<head><meta property="og:type" content="article"><style>p { width: 20em }</style></head>
<body><article>
<h1>Harbour opens again</h1>
<p>The first freighter came in at dawn, and the crew of the tug boat had coffee ready for everybody on the pier. The
second one is to come on Monday, with grain from Odesa and forty bicycles for the schools of the town.</p>
</article></body>
```

Chinese and Japanese, which are set in even squares, and two lines, which show no gaps:
```html
<head><meta property="og:type" content="article"><style>p { width: 20em; text-align: justify }</style></head>
<body><article>
<h1>港が再開</h1>
<p>最初の貨物船は夜明けに到着し、タグボートの乗組員は全員のためにコーヒーを用意していました。港長はほとんど眠っていませんでした。二隻目は月曜日に穀物を積んで到着する予定です。</p>
<p>The harbour opens again.</p>
</article></body>
```

## Failed
```html
<head><meta property="og:type" content="article"><style>p { width: 20em; text-align: justify }</style></head>
<body><article>
<h1>Harbour opens again</h1>
<p>The first freighter came in at dawn, and the crew of the tug boat had coffee ready for everybody on the pier. The
second one is to come on Monday, with grain from Odesa and forty bicycles for the schools of the town.</p><!-- failed -->
<p>“We waited for a year”, said the harbour master, who had not slept, and read out a poem of his own. The mayor listened,
and so did the dogs, and only the gulls had no time for it and went out to the second freighter.</p>
</article></body>
```

## Could not tell
The browser parts words at the ends of lines, which keeps the gaps small where it knows the language:
```html
<html lang="en"><head><meta property="og:type" content="article">
<style>p { width: 20em; text-align: justify; hyphens: auto }</style></head>
<body><article>
<h1>Harbour opens again</h1>
<p>The first freighter came in at dawn, and the crew of the tug boat had coffee ready for everybody on the pier. The
second one is to come on Monday, with grain from Odesa and forty bicycles for the schools of the town.</p><!-- cantTell -->
</article></body></html>
```

## Inapplicable
No article, and a page that stands there without its style sheets:
```html
<head><style>p { width: 20em; text-align: justify }</style></head>
<body><h1>The Herald</h1><ul><li><a href="/harbour/">Harbour opens again</a></li></ul></body>
```

```html
<head><meta property="og:type" content="article"><link rel="stylesheet" href="/lost.css"></head>
<body><article>
<h1>Harbour opens again</h1>
<p style="width: 20em; text-align: justify">The first freighter came in at dawn, and the crew of the tug boat had coffee
ready for everybody on the pier. The second one is to come on Monday, with grain from Odesa.</p>
</article></body>
```
"""

from __future__ import annotations

from collections.abc import Iterator

from audit.page import Page
from audit.page.styles import passages
from audit.rules import Verdict, cant_tell, failed, passed, rule

HYPHENATED = 2


@rule(
    "Running text is not justified",
    impact="minor",
    wcag=["1.4.8"],
    source="https://www.w3.org/WAI/WCAG22/Techniques/failures/F88 (read 2026-11)",
    needs=["text_styles"],
    preview=True,
)
def text_justified(page: Page) -> Iterator[Verdict]:
    found = passages(page)
    justified = [block for block in found if block.justified and not block.is_wide]
    if not justified:
        yield from (passed(block.element) for block in found[:1])
        return
    first = justified[0]
    what = f"{len(justified)} of {len(found)} paragraphs of several lines are stretched to both margins"
    if all(block.justified == HYPHENATED for block in justified):
        yield cant_tell(first.element, f"{what}, with words parted by the browser. Are the gaps even, on a phone too?")
    else:
        yield failed(first.element, f"{what}, so that the gaps between words differ from line to line.")
