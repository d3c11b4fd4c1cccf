"""
An alternative text that holds HTML or a template's mark is read out with all its brackets.

An attribute holds plain text. Where a caption with its tags, or a sign that was encoded twice, is put into it, a screen
reader says “less than b r greater than” or “and n b s p” in the middle of the sentence; a mark such as `{{title}}` says that
a template was never filled in.

Take the tags out and decode the signs before the text is put into the attribute, and encode it there once. In the
publishing system, let the field be plain text.

## Passed

```html
<img src="/media/talks.jpg" width="800" alt="Tom &amp; Ada, whose talks &lt;3 everybody">
<img src="/media/shelf.jpg" width="800" alt="AT&amp;T's shop, R&amp;D floor; 5 < 7 [left]">
```

A text may speak of a tag:

```html
<img src="/media/code.png" width="800" alt="Screenshot of a page's source with the element <title> marked">
```

## Failed

```html
<img src="/media/kiosk.jpg" width="800" alt="Where is the ferry?&lt;br&gt;&lt;small&gt;Look left&lt;/small&gt;"> <!-- failed -->
<img src="/media/fire.jpg" width="800" alt="A firefighter on a ladder&amp;nbsp;"> <!-- failed -->
<img src="/media/sport.jpg" width="320" alt="{{ teaser.headline }}"> <!-- failed -->
```

## Inapplicable

Empty alternative text, and pictures that nobody meets:

```html
<img src="/media/fire.jpg" alt="">
<div hidden><img src="/media/fire.jpg" alt="Fire&amp;nbsp;"></div>
```
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from audit.page import Page
from audit.page.alternatives import heard
from audit.page.html import attr
from audit.page.text import collapse, shorten
from audit.rules import Verdict, failed, passed, rule

_TAGS = (
    # An end tag, a tag with attributes, or one that only sets: “the element <title>” is what a text may speak of.
    r"</(?:a|b|strong|em|i|p|span|div|small|sup|sub|u|font|br|h[1-6])>"
    r"|<(?:a|p|span|div|img|font|iframe)\s[^<>=]{,200}=[^<>]*>?|<(?:br|hr|p)\s?/?>"
)
_ENTITIES = r"&(?:amp|nbsp|quot|apos|lt|gt|[lr][sd]quo|hellip|[nm]dash|shy|[aeiou](?:uml|acute|grave|circ)|#\d{2,6}|#x[\da-f]{2,5});"
_TEMPLATE = r"\{\{.{,200}?\}\}|\$\{\w[^{}]{,200}\}|\{%.{,200}?%\}|<%.{,200}?%>|\[/?caption\b"
_MARKUP = re.compile(rf"(?P<tag>{_TAGS})|(?P<entity>{_ENTITIES})|(?P<template>{_TEMPLATE})", re.IGNORECASE)
_FAULTS = {
    "tag": "a tag of HTML",
    "entity": "a sign encoded twice",
    "template": "a template's mark that was not filled in",
}


@rule(
    "An alternative text is plain text",
    impact="minor",
    wcag=["1.1.1"],
    source="https://html.spec.whatwg.org/multipage/images.html#alt (read 2026-11)",
    preview=True,
)
def image_alt_markup(page: Page) -> Iterator[Verdict]:
    for image in heard(page):
        alt = collapse(attr(image, "alt"))
        found = _MARKUP.search(alt)
        if found is None:
            yield passed(image)
        else:
            yield failed(
                image,
                f"The alternative text “{shorten(alt, 80)}” holds {_FAULTS[found.lastgroup or '']}, “{shorten(found[0], 30)}”, "
                "which a screen reader reads out.",
            )
