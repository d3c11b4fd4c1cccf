"""Teasers: headings that lead to other pages, and the cards they stand in."""

from __future__ import annotations

from collections import Counter
from itertools import chain

from audit.page import Page, once
from audit.page.html import Element, attr, body, inherits, landmark, tag

FEW = 5
"""Fewer teasers than this make no list; any article may have some related stories."""
_AROUND = frozenset({"banner", "navigation", "complementary", "contentinfo"})


@once
def teasers(page: Page) -> list[Element]:
    """The headings of teasers, where there are enough of them to make a list; those in navigation and asides left out."""
    headings = body(page.tree).iter("h2", "h3", "h4")
    known: dict[Element, bool] = {}
    found = [
        heading for heading in headings if leads_away(heading) and not inherits(heading.getparent(), _is_around, known)
    ]
    return found if len(found) >= FEW else []


def _is_around(element: Element) -> bool:
    return landmark(element) in _AROUND


@once
def cards(page: Page) -> frozenset[Element]:
    """The elements that hold one teaser each, with its picture, excerpt, author and date."""
    holds = Counter(node for heading in teasers(page) for node in heading.iterancestors())
    # No card is large enough to hold a headline of the page.
    around = frozenset(node for heading in body(page.tree).iter("h1") for node in heading.iterancestors())
    return frozenset(_card(heading, holds, around) for heading in teasers(page))


def _card(heading: Element, holds: Counter[Element], around: frozenset[Element]) -> Element:
    card = heading
    for node in heading.iterancestors():
        if holds[node] > 1 or node in around or tag(node) in {"main", "body"}:
            break
        card = node
    return card


def in_card(page: Page, element: Element) -> bool:
    """Whether the element belongs to a teaser."""
    return element in _in_cards(page)


@once
def _in_cards(page: Page) -> frozenset[Element]:
    return frozenset(node for card in cards(page) for node in card.iter("*"))


def leads_away(heading: Element) -> bool:
    """Whether a heading leads to another page, as those of teasers do; an h1 may link to its own page."""
    links = chain(heading.iter("a"), heading.iterancestors("a"))
    return tag(heading) != "h1" and any(attr(link, "href").partition("#")[0] for link in links)
