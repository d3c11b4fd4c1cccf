"""
The text of the article stands in a table that is none: it only places things on the page.

With a screen reader a table is announced as one, “table with four rows and two columns”, and readers go through it cell
by cell, looking for the headers that would tell what the cells mean. On a phone a table does not fold: its cells stay
side by side, and the text is a strip or leaves the screen.

Take the table away and place things with a style sheet. Where that cannot be done, `role="presentation"` on the table
tells the screen reader that it is none. One finding a page, at the outermost such table.

## Passed
```html
<head><meta property="og:type" content="article"></head>
<body><article>
<h1>How the districts have voted</h1>
<p>The polling stations closed at eight, and half an hour later the first boxes came to the town hall by bicycle.</p>
<table>
<tr><th scope="col">District</th><th scope="col">Turnout</th></tr>
<tr><td>Balta</td><td>61 %</td></tr>
<tr><td>Harbour</td><td>54 %</td></tr>
</table>
<p>In the harbour district a freighter blocked the bridge, so that many of its voters came too late or not at all.</p>
</article></body>
```

A table with text in its cells that has headers:
```html
<head><meta property="og:type" content="article"></head>
<body><article>
<h1>What the parties want</h1>
<table>
<tr><th scope="col">Party</th><th scope="col">Harbour</th></tr>
<tr><td>Green List</td><td><p>The bridge is to be closed for lorries, and whoever goes by bicycle gets a lane of its own, with lamps.</p>
<p>The freighters are to come by day only, so that the people who live at the pier can sleep at night again.</p></td></tr>
</table>
</article></body>
```

## Failed
```html
<head><meta property="og:type" content="article"></head>
<body>
<table width="760"><!-- failed -->
<tr><td colspan="2"><a href="/">The Herald</a></td></tr>
<tr><td width="120"><a href="/sport/">Sport</a></td><td><h1>Harbour opens again</h1>
<p>The first freighter came in at dawn, and the crew of the tug boat had coffee ready for everybody on the pier.</p>
<p>“We waited for a year”, said the harbour master, who had not slept, and read out a poem of his own to the mayor.</p>
<p>The second freighter is to come on Monday, with grain from Odesa and forty bicycles for the schools of the town.</p>
</td></tr>
</table>
</body>
```

## Could not tell
A part of the text in a table of one cell, as a box:
```html
<head><meta property="og:type" content="article"></head>
<body><article>
<h1>Harbour opens again</h1>
<p>The first freighter came in at dawn, and the crew of the tug boat had coffee ready for everybody on the pier.</p>
<p>“We waited for a year”, said the harbour master, who had not slept, and read out a poem of his own to the mayor.</p>
<table><!-- cantTell -->
<tr><td><p>The harbour of Balta was built in 1881 and has been closed for a year, since the bridge fell.</p></td></tr></table>
</article></body>
```

## Inapplicable
Tables that say what they are, and a page that is no article:
```html
<head><meta property="og:type" content="article"></head>
<body><article>
<h1>Harbour opens again</h1>
<table role="presentation"><tr><td>
<p>The first freighter came in at dawn, and the crew of the tug boat had coffee ready for everybody on the pier.</p>
<p>“We waited for a year”, said the harbour master, who had not slept, and read out a poem of his own to the mayor.</p>
</td></tr></table>
</article></body>
```

```html
<body><h1>The Herald</h1><table><tr><td><a href="/harbour/">Harbour opens again</a></td></tr></table></body>
```
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from audit.page import Page
from audit.page.article import article
from audit.page.html import Element, body, is_hidden, roles
from audit.page.prose import prose
from audit.page.tables import has_header
from audit.rules import Verdict, cant_tell, failed, passed, rule

SHARE = 0.5
"""How much of the text of the article stands in a table that places it."""


@rule(
    "Tables hold data, not the layout of the article",
    impact="moderate",
    wcag=["1.3.1"],
    source="https://html.spec.whatwg.org/multipage/tables.html#the-table-element (read 2026-11)",
    preview=True,
)
def table_for_layout(page: Page) -> Iterator[Verdict]:
    if not article(page).is_article:
        return
    tables = [table for table in body(page.tree).iter("table") if not roles(table) and not is_hidden(table)]
    paragraphs = prose(page).paragraphs if tables else []
    held = Counter(node for block in paragraphs for node in block.iterancestors("table"))
    placing = [table for table in tables if held[table] and not _has_header(table)]
    if not placing:
        yield from (passed(table) for table in tables[:1])
        return
    table = max(placing, key=lambda node: held[node])
    count = (
        f"{held[table]} of {len(paragraphs)} paragraphs of the article stand in the cells of a table without headers"
    )
    if held[table] >= max(2, SHARE * len(paragraphs)):
        yield failed(table, f"{count}, which a screen reader announces as a table all the same.")
    else:
        yield cant_tell(table, f"{count}. Does the table only place them?")


def _has_header(table: Element) -> bool:
    return table.find("caption") is not None or has_header(table)
