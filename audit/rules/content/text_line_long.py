"""
The lines of the article are so long that the eye loses the next one.

At the end of a line the eye goes back and looks for the beginning of the next. From a line of 100 letters it often comes
to the wrong one: readers with dyslexia and readers who enlarge the text most of all. WCAG asks at level AAA for no more
than 80 letters a line, 40 in Chinese, Japanese and Korean.

Limit the width of the text, e.g. `max-width: 65ch`. The rule counts the letters in the longest line of the middlemost
paragraph as the browser has set it; as a reader can make the window narrow, it says that a person should look.

## Passed
```html
<head><meta property="og:type" content="article"><style>p { width: 20em }</style></head>
<body><article>
<h1>Harbour opens again</h1>
<p>The first freighter came in at dawn, and the crew of the tug boat had coffee ready for everybody on the pier. The
second one is to come on Monday, with grain from Odesa and forty bicycles for the schools of the town.</p>
</article></body>
```

## Could not tell
```html
<head><meta property="og:type" content="article"><style>p { width: 1100px }</style></head>
<body><article>
<h1>Harbour opens again</h1>
<p>The first freighter came in at dawn, and the crew of the tug boat had coffee ready for everybody on the pier. The
second one is to come on Monday, with grain from Odesa and forty bicycles for the schools of the town. “We waited for a
year”, said the harbour master, who had not slept, and read out a poem of his own. The mayor listened, and so did the
dogs, and only the gulls had no time for it and went out to the second freighter to see what it had brought.</p><!-- cantTell -->
</article></body>
```

```html
<html lang="ja"><head><meta property="og:type" content="article"><style>p { width: 720px; font-size: 16px }</style></head>
<body><article>
<h1>港が再開</h1>
<p>最初の貨物船は夜明けに到着し、タグボートの乗組員は全員のためにコーヒーを用意していました。
港長はほとんど眠っていませんでした。二隻目は月曜日に穀物を積んで到着する予定です。
最初の貨物船は夜明けに到着し、タグボートの乗組員は全員のためにコーヒーを用意していました。
港長はほとんど眠っていませんでした。二隻目は月曜日に穀物を積んで到着する予定です。</p><!-- cantTell -->
</article></body></html>
```

## Inapplicable
A page without style sheets, which the browser sets as wide as the window, and a page that is no article:
```html
<head><meta property="og:type" content="article"></head>
<body><article>
<h1>Harbour opens again</h1>
<p>The first freighter came in at dawn, and the crew of the tug boat had coffee ready for everybody on the pier. The
second one is to come on Monday, with grain from Odesa and forty bicycles for the schools of the town. “We waited for a
year”, said the harbour master, who had not slept, and read out a poem of his own. The mayor listened, and so did the
dogs, and only the gulls had no time for it and went out to the second freighter to see what it had brought.</p>
</article></body>
```

```html
<head><style>p { width: 1100px }</style></head>
<body><h1>The Herald</h1><ul><li><a href="/harbour/">Harbour opens again</a></li></ul></body>
```
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from msgspec import Meta

from audit.page import Page
from audit.page.styles import passages
from audit.rules import RuleSettings, Verdict, cant_tell, passed, rule


class Settings(RuleSettings, frozen=True):
    """How long a line may be."""

    letters: Annotated[int, Meta(ge=1, description="Letters a line may have.")] = 80
    wide_letters: Annotated[int, Meta(ge=1, description="The same in Chinese, Japanese and Korean.")] = 40


@rule(
    "The lines of the article are short enough to be followed",
    impact="minor",
    wcag=["1.4.8"],
    source="https://www.w3.org/WAI/WCAG22/Understanding/visual-presentation.html (read 2026-11)",
    needs=["text_styles"],
    preview=True,
    settings=Settings,
)
def text_line_long(page: Page, settings: Settings) -> Iterator[Verdict]:
    found = sorted(passages(page), key=lambda block: block.longest)
    if not found:
        return
    middle = found[len(found) // 2]
    limit = settings.wide_letters if middle.is_wide else settings.letters
    if middle.longest <= limit:
        yield passed(middle.element)
        return
    yield cant_tell(
        middle.element,
        f"The lines of the running text have about {middle.longest} letters; {limit} are the most that WCAG asks for at "
        "level AAA. Is the text as wide as the window wherever it is read?",
    )
