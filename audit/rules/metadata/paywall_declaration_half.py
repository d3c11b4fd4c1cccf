"""
Paid content that is declared by halves looks to search engines like a trick: the article may be left out of the results.

Readers with a subscription and search engines get text that others do not. So that this is no deceit, the JSON-LD says
with `isAccessibleForFree` that the article is not free, and with `hasPart` and `cssSelector` which part of the page is
meant: a class that stands in the page. If one half is missing, nobody knows what is behind the barrier.

Let the template that closes the text write both halves, with the class it closes.

## Passed
```html
<head><script type="application/ld+json">
{"@type": "NewsArticle", "headline": "Harbour opens again", "isAccessibleForFree": false,
 "hasPart": {"@type": "WebPageElement", "isAccessibleForFree": "False", "cssSelector": ".paid"}}
</script></head>
<body><article><h1>Harbour opens again</h1><div class="text paid"><p>The first freighter came in.</p></div></article></body>
```

## Could not tell
The other half is missing:
```html
<head><script type="application/ld+json">
{"@type": "NewsArticle", "headline": "Harbour opens again", "isAccessibleForFree": false}
</script><!-- cantTell --></head><body><article><h1>Harbour opens again</h1></article></body>
```

The article is free and a part of it is not:
```html
<head><script type="application/ld+json">
{"@type": "NewsArticle", "headline": "Harbour opens again", "isAccessibleForFree": "True",
 "hasPart": {"@type": "WebPageElement", "isAccessibleForFree": "False", "cssSelector": ".paid"}}
</script><!-- cantTell --></head><body><article><h1>Harbour opens again</h1><div class="paid"></div></article></body>
```

More than a class, where only classes are read:
```html
<head><script type="application/ld+json">
{"@type": "NewsArticle", "headline": "Harbour opens again", "isAccessibleForFree": false,
 "hasPart": {"@type": "WebPageElement", "isAccessibleForFree": false, "cssSelector": "#text > section"}}
</script><!-- cantTell --></head><body><article><h1>Harbour opens again</h1></article></body>
```

No element has the class; the closed part may be left out of what is sent:
```html
<head><script type="application/ld+json">
{"@type": "NewsArticle", "headline": "Harbour opens again", "isAccessibleForFree": false,
 "hasPart": {"@type": "WebPageElement", "isAccessibleForFree": false, "cssSelector": ".paid"}}
</script><!-- cantTell --></head><body><article><h1>Harbour opens again</h1></article></body>
```

## Inapplicable
A free article, with a part that is free as well:
```html
<head><script type="application/ld+json">
{"@type": "NewsArticle", "headline": "Harbour opens again", "isAccessibleForFree": true,
 "hasPart": {"@type": "WebPageElement", "isAccessibleForFree": "True", "cssSelector": ".text section"}}
</script></head><body><article><h1>Harbour opens again</h1></article></body>
```
"""

from __future__ import annotations

from collections.abc import Iterator

from audit.page import Page
from audit.page.paywall import closed_parts, is_closed, is_of_classes, selected, selector
from audit.page.structured import Node, article_data
from audit.page.text import shorten
from audit.rules import Verdict, cant_tell, passed, rule


@rule(
    "Paid content is declared in full",
    impact="moderate",
    source="https://developers.google.com/search/docs/appearance/structured-data/paywalled-content (read 2026-11)",
    preview=True,
)
def paywall_declaration_half(page: Page) -> Iterator[Verdict]:
    """Compare what the article's JSON-LD says of itself with what it says of its parts, and with the page."""
    data = article_data(page)
    if not data or data.form != "JSON-LD":
        return
    closed = closed_parts(data)
    if not is_closed(data.node) and not closed:
        return
    question = _half(is_closed(data.node), closed) or next(filter(None, (_place(page, part) for part in closed)), "")
    yield cant_tell(data.element, question) if question else passed(data.element)


def _half(is_whole: bool, parts: list[Node]) -> str:
    if not parts:
        return (
            "JSON-LD says that the article is not free, and of no part of the page that it is closed. Which one is it?"
        )
    if not is_whole:
        return "JSON-LD says of a part that it is not free, and does not say so of the article. Which of them is right?"
    return ""


def _place(page: Page, part: Node) -> str:
    said = selector(part)
    if not said:
        return "JSON-LD speaks of a closed part without a cssSelector. Which part of the page is it?"
    if not is_of_classes(said):
        return f"JSON-LD names the closed part “{shorten(said, 80)}”, and only a class is read there. Is it found?"
    if not selected(page, said):
        return (
            f"JSON-LD names the closed part “{shorten(said, 80)}”, and no element here has that class. Is it left out?"
        )
    return ""
