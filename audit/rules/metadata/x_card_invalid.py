"""
A card for X that is named wrongly, or has no title, is not shown: a shared article is a bare address.

X shows a shared link as a card of the kind that `twitter:card` names, with a title and a picture. It knows four kinds; those
it has given up, such as “photo” and “gallery”, and misspelt ones are no card. Title, description and picture may stand in
Open Graph instead.

Write “summary_large_image” or “summary”, and give `og:title` and `og:image`, which other services need too.

## Passed
```html
<head><meta name="twitter:card" content="summary_large_image"><meta property="og:title" content="Harbour opens again">
<meta property="og:image" content="https://cdn.example/tug.jpg"></head>
```

A card of its own words, in the attribute of Open Graph:
```html
<head><meta property="twitter:card" content="summary"><meta property="twitter:title" content="Harbour opens again"></head>
```

## Failed
A kind that X has given up:
```html
<head><meta name="twitter:card" content="photo"><!-- failed --><meta name="twitter:title" content="Harbour opens again"></head>
```

```html
<head><meta name="twitter:card" content="summary-large-image"><!-- failed -->
<meta property="og:title" content="Harbour opens again"></head>
```

No title, here or in Open Graph:
```html
<head><meta name="twitter:card" content="summary"><!-- failed --><meta name="twitter:site" content="@herald"></head>
```

## Could not tell
A large picture is announced, and none is named:
```html
<head><meta name="twitter:card" content="summary_large_image"><!-- cantTell -->
<meta property="og:title" content="Harbour opens again"></head>
```

## Inapplicable
```html
<head><meta property="og:title" content="Harbour opens again"></head>
```
"""

from __future__ import annotations

from collections.abc import Iterator

from audit.page import Page
from audit.page.structured import Meta, first, metas
from audit.page.text import shorten
from audit.rules import Verdict, cant_tell, failed, passed, rule

KINDS = frozenset({"summary", "summary_large_image", "app", "player"})
FORMER = frozenset({"photo", "gallery", "product"})


@rule(
    "A card for X can be shown",
    impact="minor",
    source="https://developer.x.com/en/docs/x-for-websites/cards/overview/markup (read 2026-11)",
    preview=True,
)
def x_card_invalid(page: Page) -> Iterator[Verdict]:
    """Judge the kind of the card, then whether it has what it shows, fall-backs included."""
    for card in metas(page).get("twitter:card", ())[:1]:
        if card.value:
            yield _judge(page, card)


def _judge(page: Page, card: Meta) -> Verdict:
    kind = card.value.lower()
    if kind in FORMER:
        return failed(card.element, f"twitter:card is “{kind}”, a kind of card that X has given up.", about="kind")
    if kind not in KINDS:
        return failed(
            card.element, f"twitter:card is “{shorten(card.value, 40)}”, which is no kind of card.", about="kind"
        )
    if not first(page, "twitter:title", "og:title"):
        return failed(
            card.element, "The card has no title: neither twitter:title nor og:title has a text.", about="title"
        )
    if kind == "summary_large_image" and not first(
        page, "twitter:image", "twitter:image:src", "og:image", "og:image:url"
    ):
        return cant_tell(
            card.element, "The card is to show a large picture, and none is named. Is one missing?", about="image"
        )
    return passed(card.element)
