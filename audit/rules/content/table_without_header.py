"""
A table of figures has no header cells, so that a number is heard without what it counts.

A reader with a screen reader goes through a table cell by cell and hears, with each, the header of its row and column:
“Turnout, Balta, 61 %”. Without header cells it is “61 %”, and whoever wants to know of what has to find the way back to
the first row and keep the columns in mind. Bold type in the first row is not heard.

Make the cells of the first row `<th scope="col">`, those that name a row `<th scope="row">`, and say in a `caption` what
the table shows. A table that only places things side by side gets `role="presentation"`, or better is none.

## Passed
```html
<head><meta property="og:type" content="article"></head>
<body><article>
<h1>How the districts have voted</h1>
<p>The polling stations closed at eight, and half an hour later the first boxes came to the town hall by bicycle.</p>
<figure class="wp-block-table"><table>
<tr><th scope="col">District</th><th scope="col">Turnout</th></tr>
<tr><td>Balta</td><td>61 %</td></tr>
<tr><td>Harbour</td><td>54 %</td></tr>
</table></figure>
</article></body>
```

## Could not tell
The first row is set apart for eyes only; a person has to say what it is:
```html
<head><meta property="og:type" content="article"></head>
<body><article>
<h1>How the districts have voted</h1>
<p>The polling stations closed at eight, and half an hour later the first boxes came to the town hall by bicycle.</p>
<table>
<tr><td><strong>District</strong></td><td><strong>Turnout</strong></td></tr>
<tr><td>Balta</td><td>61 %</td></tr>
<tr><td>Harbour</td><td>54 %</td></tr>
</table><!-- cantTell -->
</article></body>
```

Words above, figures below:
```html
<head><meta property="og:type" content="article"></head>
<body><article>
<h1>How the districts have voted</h1>
<p>The polling stations closed at eight, and half an hour later the first boxes came to the town hall by bicycle.</p>
<table>
<tr><td>District</td><td>Voters</td><td>Turnout</td></tr>
<tr><td>Balta</td><td>4,120</td><td>61 %</td></tr>
<tr><td>Harbour</td><td>2,906</td><td>54 %</td></tr>
</table><!-- cantTell -->
</article></body>
```

Rows of words, of which the first or none may be a header:
```html
<head><meta property="og:type" content="article"></head>
<body><article>
<h1>What to say on the train</h1>
<p>Who travels alone should know some words, said the teacher, who has been going to the harbour by train for years.</p>
<table>
<tr><td>Ukrainian</td><td>English</td></tr>
<tr><td>Допоможіть</td><td>Help</td></tr>
<tr><td>Жінка</td><td>Woman</td></tr>
</table><!-- cantTell -->
</article></body>
```

## Inapplicable
Tables that place things or number them, that stand beside the article, and a single row:
```html
<head><meta property="og:type" content="article"></head>
<body><article>
<h1>How the districts have voted</h1>
<table role="presentation"><tr><td>1</td><td>Read</td></tr><tr><td>2</td><td>Hear</td></tr><tr><td>3</td><td>See</td></tr></table>
<table><tr><td>Print</td><td>Share</td></tr></table>
<table><tr><td>1.</td><td>Choir wins</td></tr><tr><td>2.</td><td>Harbour opens</td></tr><tr><td>3.</td><td>Forest closed</td></tr></table>
<table><tr><td><p>The polling stations closed at eight, and half an hour later the first boxes came to the town hall by
bicycle, where the mayor and the clerks had been waiting with soup, as they do at every vote since the bridge is closed.</p></td>
<td><img src="/media/vote.jpg" alt="A polling station"></td></tr>
<tr><td></td><td>Photo: Olena Marchuk</td></tr><tr><td></td><td></td></tr></table>
</article>
<aside><table><tr><td>Rain</td><td>Balta</td></tr><tr><td>Snow</td><td>Odesa</td></tr><tr><td>Fog</td><td>Kyiv</td></tr></table></aside>
</body>
```
"""

from __future__ import annotations

from collections.abc import Iterator

from audit.page import Page
from audit.page.html import text
from audit.page.tables import article_tables, has_header, is_data, is_placing, rows
from audit.page.text import listed, shorten
from audit.rules import Verdict, cant_tell, passed, rule


@rule(
    "Data tables in the article have header cells",
    impact="moderate",
    wcag=["1.3.1"],
    source="https://www.w3.org/WAI/WCAG22/Techniques/html/H51 (read 2026-11)",
    extends="axe-td-has-header",
    preview=True,
)
def table_without_header(page: Page) -> Iterator[Verdict]:
    for table in article_tables(page):
        cells = [] if is_placing(table) else rows(table)
        if not is_data(cells):
            continue
        if has_header(table):
            yield passed(table)
            continue
        first = listed([f"“{shorten(text(cell), 30)}”" for cell in cells[0][:4]])
        size = f"A table of {len(cells)} rows and {len(cells[0])} columns has no header cells"
        yield cant_tell(table, f"{size}. Does its first row name the columns: {first}?")
