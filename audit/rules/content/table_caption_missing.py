"""
A large table in the article has no caption that says what it shows.

A reader with a screen reader goes from table to table and hears the caption of each, and decides by it whether the forty
rows are worth the way. Without it there is only “table with 41 rows and 5 columns”. Who sees the page, and came by a
search or a shared picture, does not know either what the figures count, of when, and whose they are.

Begin the table with `<caption>`, or put it into a `figure` with a `figcaption`. A heading right above it may do as well;
small tables explain themselves.

## Passed
```html
<head><meta property="og:type" content="article"></head>
<body><article>
<h1>How the districts have voted</h1>
<p>The polling stations closed at eight, and half an hour later the first boxes came to the town hall by bicycle.</p>
<table><caption>Turnout by district, 2026</caption>
<tr><th>District</th><th>Voters</th><th>Turnout</th></tr>
<tr><td>Balta</td><td>4,120</td><td>61 %</td></tr> <tr><td>Harbour</td><td>2,906</td><td>54 %</td></tr>
<tr><td>Forest</td><td>1,010</td><td>70 %</td></tr> <tr><td>North Wall</td><td>6,201</td><td>48 %</td></tr>
<tr><td>Old Town</td><td>3,450</td><td>58 %</td></tr> <tr><td>Mills</td><td>990</td><td>63 %</td></tr>
<tr><td>Station</td><td>5,118</td><td>51 %</td></tr> <tr><td>Vineyards</td><td>720</td><td>74 %</td></tr>
<tr><td>Meadows</td><td>2,233</td><td>55 %</td></tr>
</table>
</article></body>
```

## Could not tell
```html
<head><meta property="og:type" content="article"></head>
<body><article>
<h1>How the districts have voted</h1>
<p>The polling stations closed at eight, and half an hour later the first boxes came to the town hall by bicycle.</p>
<table><!-- cantTell -->
<tr><th>District</th><th>Voters</th><th>Turnout</th></tr>
<tr><td>Balta</td><td>4,120</td><td>61 %</td></tr> <tr><td>Harbour</td><td>2,906</td><td>54 %</td></tr>
<tr><td>Forest</td><td>1,010</td><td>70 %</td></tr> <tr><td>North Wall</td><td>6,201</td><td>48 %</td></tr>
<tr><td>Old Town</td><td>3,450</td><td>58 %</td></tr> <tr><td>Mills</td><td>990</td><td>63 %</td></tr>
<tr><td>Station</td><td>5,118</td><td>51 %</td></tr> <tr><td>Vineyards</td><td>720</td><td>74 %</td></tr>
<tr><td>Meadows</td><td>2,233</td><td>55 %</td></tr>
</table>
</article></body>
```

## Inapplicable
A small table:
```html
<head><meta property="og:type" content="article"></head>
<body><article>
<h1>How the districts have voted</h1>
<p>The polling stations closed at eight, and half an hour later the first boxes came to the town hall by bicycle.</p>
<table>
<tr><th>District</th><th>Voters</th><th>Turnout</th></tr>
<tr><td>Balta</td><td>4,120</td><td>61 %</td></tr> <tr><td>Harbour</td><td>2,906</td><td>54 %</td></tr>
</table>
</article></body>
```
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from msgspec import Meta

from audit.page import Page
from audit.page.html import Element, attr, closest, tag, text
from audit.page.tables import article_tables, is_data, is_placing, rows
from audit.rules import RuleSettings, Verdict, cant_tell, passed, rule

COLUMNS = 3
"""Two columns are a list of pairs, which explains itself."""


class Settings(RuleSettings, frozen=True):
    """What a large table is."""

    rows: Annotated[int, Meta(ge=1, description="Rows from which on a table needs a caption.")] = 10


@rule(
    "Large tables have a caption",
    impact="minor",
    wcag=["1.3.1"],
    source="https://www.w3.org/WAI/WCAG22/Techniques/html/H39 (read 2026-11)",
    preview=True,
    settings=Settings,
)
def table_caption_missing(page: Page, settings: Settings) -> Iterator[Verdict]:
    for table in article_tables(page):
        cells = [] if is_placing(table) else rows(table)
        if len(cells) < settings.rows or len(cells[0]) < COLUMNS or not is_data(cells):
            continue
        if _is_named(table):
            yield passed(table)
            continue
        yield cant_tell(
            table,
            f"A table of {len(cells)} rows and {len(cells[0])} columns has no caption. Do readers learn what it shows, of when "
            "and whose figures they are?",
        )


def _is_named(table: Element) -> bool:
    if text(table.find("caption")) or any(attr(table, name) for name in ("aria-label", "aria-labelledby", "title")):
        return True
    figure = closest(table, "figure")
    if figure is not None and any(text(caption) for caption in figure.iter("figcaption")):
        return True
    above = table if figure is None else figure
    before = above.getprevious()
    return before is not None and tag(before) in {"h2", "h3", "h4", "h5", "h6"}
