"""
Open Graph written into `name=` is not read by every service: shared links then lose headline and picture.

Open Graph is RDFa, whose attribute is `property`. Large networks forgive `name`, but messengers, feed readers and
libraries that follow the standard find nothing, and show the bare address.

Write `<meta property="og:title" …>`. Only the `twitter:` fields use `name`.

## Passed
```html
<head><meta property="og:title" content="Harbour opens again"><meta name="twitter:card" content="summary"></head>
```

Both attributes, or the same property a second time as it should be:
```html
<head><meta name="og:title" property="og:title" content="Harbour opens again">
<meta name="og:type" content="article"><meta property="og:type" content="article"></head>
```

## Failed
```html
<head><meta name="og:title" content="Harbour opens again"><!-- failed -->
<meta property="og:type" content="article"></head>
```

## Inapplicable
```html
<head><meta name="description" content="The first freighter came in at dawn."></head>
```
"""

from __future__ import annotations

from collections.abc import Iterator

from audit.page import Page
from audit.page.structured import metas
from audit.rules import Verdict, failed, passed, rule


@rule(
    "Open Graph stands in the attribute property",
    impact="minor",
    source="https://ogp.me/#metadata (read 2026-11)",
)
def open_graph_name_attribute(page: Page) -> Iterator[Verdict]:
    """Look for properties that stand nowhere in the attribute that Open Graph has for them."""
    for name, found in metas(page).items():
        if not name.startswith("og:") or not any(meta.value for meta in found):
            continue
        if any(meta.attribute == "property" for meta in found):
            yield passed(found[0].element)
        else:
            message = f"{name} stands in {found[0].attribute}=, where services that follow Open Graph do not look."
            yield failed(found[0].element, message, about=name)
