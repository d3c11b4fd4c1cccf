"""
A closed part within a closed part cannot be told from a trick, and the article may be left out of search results.

Search engines see the whole text of an article that readers must pay for. The declaration names its closed parts by their
classes, side by side. Where one of them lies inside another, it is not clear what readers get to see, and the declaration
does not count.

Name only the outer part, or give the parts classes of their own that do not lie in each other.

## Passed
```html
<head><script type="application/ld+json">
{"@type": "NewsArticle", "headline": "Harbour opens again", "isAccessibleForFree": false, "hasPart": [
 {"@type": "WebPageElement", "isAccessibleForFree": false, "cssSelector": ".text"},
 {"@type": "WebPageElement", "isAccessibleForFree": false, "cssSelector": ".background"}]}
</script></head>
<body><article><h1>Harbour opens again</h1><div class="text"><p>The first freighter came in.</p></div>
<div class="background"><p>It was closed for a year.</p></div></article></body>
```

One class on several paragraphs:
```html
<head><script type="application/ld+json">
{"@type": "NewsArticle", "headline": "Harbour opens again", "isAccessibleForFree": false,
 "hasPart": {"@type": "WebPageElement", "isAccessibleForFree": false, "cssSelector": ".paid"}}
</script></head>
<body><article><h1>Harbour opens again</h1><p class="paid">The first freighter came in.</p>
<p class="paid">It was closed for a year.</p></article></body>
```

## Failed
```html
<head><script type="application/ld+json">
{"@type": "NewsArticle", "headline": "Harbour opens again", "isAccessibleForFree": false, "hasPart": [
 {"@type": "WebPageElement", "isAccessibleForFree": false, "cssSelector": ".text"},
 {"@type": "WebPageElement", "isAccessibleForFree": false, "cssSelector": ".background"}]}
</script></head>
<body><article><h1>Harbour opens again</h1><div class="text"><p>The first freighter came in.</p>
<div class="background"><p>It was closed for a year.</p></div><!-- failed --></div></article></body>
```

## Inapplicable
A free article:
```html
<head><script type="application/ld+json">
{"@type": "NewsArticle", "headline": "Harbour opens again", "isAccessibleForFree": true}
</script></head>
<body><article><h1>Harbour opens again</h1><div class="text"><div class="background"></div></div></article></body>
```
"""

from __future__ import annotations

from collections.abc import Iterator

from audit.page import Page
from audit.page.html import classes
from audit.page.paywall import closed_parts, is_of_classes, selected, selector
from audit.page.structured import article_data
from audit.rules import Verdict, failed, passed, rule


@rule(
    "Paid parts do not lie in each other",
    impact="moderate",
    source="https://developers.google.com/search/docs/appearance/structured-data/paywalled-content (read 2026-11)",
    preview=True,
)
def paywall_part_nested(page: Page) -> Iterator[Verdict]:
    """Find the elements of all closed parts, and those of them that lie in another."""
    data = article_data(page)
    if not data or data.form != "JSON-LD":
        return
    wanted = [said for part in closed_parts(data) if is_of_classes(said := selector(part))]
    found = list(dict.fromkeys(element for said in wanted for element in selected(page, said)))
    if not found:
        return
    inner = [element for element in found if not set(found).isdisjoint(element.iterancestors())]
    if not inner:
        yield passed(data.element)
        return
    named = " ".join(classes(inner[0]))[:80]
    yield failed(
        inner[0],
        f"This part of the page (class “{named}”) is declared as paid, and lies in another part that is declared as paid.",
    )
