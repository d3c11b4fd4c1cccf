"""
JSON-LD with one wrong character is thrown away whole: for search engines the article then has no data at all.

A comma too many, a quotation mark from the headline or a line break inside a text, and no program reads the block. The
author, the dates and the picture that were written into it with care are lost, without any sign on the page.

Write the block with a JSON encoder, never by putting texts of the content system between quotation marks in a template.

## Passed
```html
<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Harbour \\"opens\\" again"}</script>
<h1>Harbour “opens” again</h1>
```

Wrapped as old templates do it, which search engines look past:
```html
<script type="application/ld+json">
//<![CDATA[
{"@type": "NewsArticle", "headline": "Harbour opens again"}
//]]>
</script>
```

## Failed
```html
<script type="application/ld+json">
{"@type": "NewsArticle", "headline": "Harbour opens again",}
</script><!-- failed -->
```

```html
<script type="application/ld+json">
{"@type": "NewsArticle", "headline": "Harbour "opens" again"}
</script><!-- failed -->
```

## Could not tell
A line break inside a text, which some programs forgive:
```html
<script type="application/ld+json">
{"@type": "NewsArticle", "description": "The first freighter
came in at dawn."}
</script><!-- cantTell -->
```

A block that a script may fill:
```html
<script type="application/ld+json" id="schema"></script><!-- cantTell -->
```

## Inapplicable
```html
<script type="application/json">{"page": 1,}</script>
<h1>Harbour opens again</h1>
```
"""

from __future__ import annotations

from collections.abc import Iterator

from audit.page import Page
from audit.page.structured import Block, json_ld
from audit.rules import Verdict, cant_tell, failed, passed, rule


@rule(
    "JSON-LD can be read",
    impact="moderate",
    source="https://www.w3.org/TR/json-ld11/#embedding-json-ld-in-html-documents (read 2026-11)",
)
def json_ld_unreadable(page: Page) -> Iterator[Verdict]:
    """Judge each block by what reading it brought."""
    for block in json_ld(page):
        yield _judge(block)


def _judge(block: Block) -> Verdict:
    if block.is_wrong:
        return failed(block.element, f"This block of JSON-LD cannot be read: {block.error}.")
    if block.error:
        return cant_tell(
            block.element, f"This block of JSON-LD could not be read: {block.error}. Is it as it should be?"
        )
    if block.forgiven:
        return cant_tell(block.element, f"Not every program reads this block of JSON-LD: {block.forgiven}.")
    return passed(block.element)
