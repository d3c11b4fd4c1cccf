"""
Two different values for one Open Graph property make shared links look different from service to service.

A theme writes the headline and an extension writes it again, mostly in other words. Open Graph says that the first one
counts, but services differ: the same article is shared with the headline here, and with the name of the site or an
outdated text there.

Write title, description, type and address once. Pictures may be several.

## Passed
```html
<head><meta property="og:title" content="Harbour opens again"><meta property="og:image" content="https://herald.example/1.jpg">
<meta property="og:image" content="https://herald.example/2.jpg"></head>
```

Written twice, but the same words:
```html
<head><meta property="og:title" content="“Harbour” opens again"><meta property="og:title" content="&quot;Harbour&quot; opens again"></head>
```

## Failed
```html
<head><meta property="og:title" content="Harbour opens again">
<meta property="og:title" content="News from the coast"><!-- failed --></head>
```

## Could not tell
One holds the other, cut short or with the name of the site:
```html
<head><meta property="og:title" content="Harbour opens again">
<meta property="og:title" content="Harbour opens again – The Herald"><!-- cantTell --></head>
```

Addresses that many servers hold to be one:
```html
<head><meta property="og:url" content="http://herald.example/harbour">
<meta property="og:url" content="https://herald.example/harbour/"><!-- cantTell --></head>
```

## Inapplicable
```html
<head><meta name="description" content="The first freighter came in at dawn."></head>
```
"""

from __future__ import annotations

from collections.abc import Iterator

from audit.page import Page
from audit.page.addresses import is_nearly_same
from audit.page.structured import Meta, metas
from audit.page.text import shorten, words
from audit.rules import Verdict, cant_tell, failed, passed, rule

SINGLE = ("og:title", "og:description", "og:type", "og:url", "og:site_name")
"""Properties of which a page has one (https://ogp.me/#metadata)."""


@rule(
    "An Open Graph property has one value",
    impact="minor",
    source="https://ogp.me/#array (read 2026-11)",
    preview=True,
)
def open_graph_repeated(page: Page) -> Iterator[Verdict]:
    """Compare each further value of a property with the first one, which is the one that should count."""
    for name in SINGLE:
        found = list({meta.element: meta for meta in metas(page).get(name, ()) if meta.value}.values())
        # Each other value once: three extensions may write two.
        others = {meta.value: meta for meta in reversed(found[1:]) if not _is_same(name, found[0].value, meta.value)}
        different = list(reversed(others.values()))
        if found and not different:
            yield passed(found[0].element)
        for meta in different:
            yield _judge(name, found[0], meta)


def _is_same(name: str, one: str, other: str) -> bool:
    if name == "og:url":
        return one == other
    return one == other or (words(one) == words(other) != [])


def _judge(name: str, first: Meta, meta: Meta) -> Verdict:
    facts = f"{name} is given as “{shorten(first.value, 80)}” and as “{shorten(meta.value, 80)}”"
    if _is_near(name, first.value, meta.value):
        return cant_tell(meta.element, f"{facts}. Are both meant?", about=name)
    return failed(meta.element, f"{facts}: shared links look different from service to service.", about=name)


def _is_near(name: str, one: str, other: str) -> bool:
    """Whether one value is the other cut short or with something added."""
    if name == "og:url":
        return is_nearly_same(one, other)
    left, right = sorted((" ".join(words(one)), " ".join(words(other))), key=len)
    # The last word of a text that was cut may be half a word.
    return bool(left) and left.rpartition(" ")[0] in right
