"""
The rows of a data table have different numbers of cells, so that cells stand under the wrong header or under none.

With a screen reader the header of its column is read with each cell. Where a row has a cell too many, that one has no
header; where one is left out in the middle, all that follow are heard under the wrong name: “Turnout, 4,120”.

Give every row as many cells as the table has columns: an empty cell where there is nothing to say, `colspan` where one
reaches over several.

## Passed
```html
<head><meta property="og:type" content="article"></head>
<body><article>
<h1>How the districts have voted</h1>
<p>The polling stations closed at eight, and half an hour later the first boxes came to the town hall by bicycle.</p>
<table>
<tr><th scope="col">District</th><th scope="col">Voters</th><th scope="col">Turnout</th></tr>
<tr><th colspan="3">East of the river</th></tr>
<tr><td>Balta</td><td>4,120</td><td>61 %</td></tr>
<tr><td rowspan="2">Harbour</td><td>2,906</td><td>54 %</td></tr>
<tr><td></td><td>52 %</td></tr>
</table>
</article></body>
```

## Failed
```html
<head><meta property="og:type" content="article"></head>
<body><article>
<h1>How the districts have voted</h1>
<p>The polling stations closed at eight, and half an hour later the first boxes came to the town hall by bicycle.</p>
<table><tbody>
<tr><th scope="col">District</th><th scope="col">Voters</th></tr>
<tr><td>Balta</td><td>4,120</td></tr>
<tr><td>Harbour</td><td>2,906</td><td>54 %</td></tr><!-- failed -->
</tbody></table>
</article></body>
```

## Could not tell
```html
<head><meta property="og:type" content="article"></head>
<body><article>
<h1>How the districts have voted</h1>
<p>The polling stations closed at eight, and half an hour later the first boxes came to the town hall by bicycle.</p>
<table><tbody>
<tr><th scope="col">District</th><th scope="col">Voters</th><th scope="col">Turnout</th></tr>
<tr><td>Balta</td><td>4,120</td><td>61 %</td></tr>
<tr><td>Harbour</td><td>54 %</td></tr><!-- cantTell -->
</tbody></table>
</article></body>
```

## Inapplicable
Tables without headers, and those that place things:
```html
<head><meta property="og:type" content="article"></head>
<body><article>
<h1>How the districts have voted</h1>
<p>The polling stations closed at eight, and half an hour later the first boxes came to the town hall by bicycle.</p>
<table><tr><td>Balta</td></tr><tr><td>Harbour</td><td>54 %</td></tr><tr><td>Forest</td><td>50 %</td></tr></table>
<table role="presentation"><tr><th>Print</th></tr><tr><td>1</td><td>2</td></tr><tr><td>3</td></tr></table>
</article></body>
```
"""

from __future__ import annotations

from collections.abc import Iterator

from audit.page import Page
from audit.page.html import text
from audit.page.tables import COLUMNS, ROWS, article_tables, has_header, is_placing, rows, widths
from audit.page.text import shorten
from audit.rules import Verdict, cant_tell, failed, passed, rule


@rule(
    "The rows of a data table have as many cells as it has columns",
    impact="minor",
    wcag=["1.3.1"],
    source="https://html.spec.whatwg.org/multipage/tables.html#table-model (read 2026-11)",
    preview=True,
)
def table_row_uneven(page: Page) -> Iterator[Verdict]:
    for table in article_tables(page):
        if is_placing(table) or not has_header(table):
            continue
        cells = rows(table)
        filled = widths(cells)
        if len(cells) < ROWS or filled[0] < COLUMNS:
            continue
        wide = next((at for at, width in enumerate(filled) if width > filled[0]), None)
        narrow = next((at for at, width in enumerate(filled) if width < filled[0]), None)
        if wide is not None:
            row = cells[wide][0].getparent()
            begins = f"The row that begins with “{shorten(text(cells[wide][0]), 40)}” has {filled[wide]} columns"
            yield failed(table if row is None else row, f"{begins}, the first row only {filled[0]}.")
        elif narrow is not None:
            row = cells[narrow][0].getparent()
            begins = f"The row that begins with “{shorten(text(cells[narrow][0]), 40)}” has {filled[narrow]} of {filled[0]} columns"
            yield cant_tell(table if row is None else row, f"{begins}. Does each of its cells stand under its header?")
        else:
            yield passed(table)
