"""
Where the running text of a page stands, and what stands beside it: navigation, comments, related stories, dialogs.

Text is found by its weight, as reading modes do, because every fourth page has several `article` elements and half of
all pages have no `main`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from functools import lru_cache

from audit.page import Page, once
from audit.page.html import FACT, Element, all_text, attr, body, inherits, roles, tag, text
from audit.page.teasers import in_card
from audit.page.text import collapse

SHORT = 25
"""Letters below which a block is no sentence."""
LITTLE = 400
"""Letters below which `p` elements alone are no running text, so that other blocks are looked at too."""


@dataclass(frozen=True)
class Prose:
    """The running text of a page."""

    element: Element | None = None
    """The element that holds most of it; None on a page without text."""
    paragraphs: list[Element] = field(default_factory=list)
    """Its blocks of text, in document order."""
    length: int = 0
    """Letters of the paragraphs, links left out."""
    everywhere: list[tuple[Element, int]] = field(default_factory=list)
    """Every block of text on the page with its letters, also those outside of `element`."""


@once
def prose(page: Page) -> Prose:
    """The running text of the page, read off `p` elements, or where there is little in them, off any block."""
    blocks = [(block, _length(block)) for block in body(page.tree).iter("p")]
    found = _heaviest(page, blocks)
    if found.length >= LITTLE:
        return found
    others = body(page.tree).iter(
        "div", "section", "article", "td", "dd", "li", "blockquote", "pre", "span", "center", "font"
    )
    return _heaviest(page, blocks + [(block, _own_length(block)) for block in others])


@once
def running_text(page: Page) -> list[tuple[Element, str]]:
    """The blocks of the running text with what they say, each word once though blocks stand in blocks."""
    blocks = frozenset(prose(page).paragraphs)
    inner = (
        (block, [node for node in block.iterdescendants("*") if node in blocks]) for block in prose(page).paragraphs
    )
    return [(block, text(block, skip=held)) for block, held in inner]


def _heaviest(page: Page, blocks: list[tuple[Element, int]]) -> Prose:
    """
    Text weighs on the element that holds it, half as much on the next one up and a quarter on the one above; the text
    of teasers a quarter of that, so that twenty of them do not outweigh a short article.
    """
    weights: defaultdict[Element, float] = defaultdict(float)
    weighed = [(block, length) for block, length in blocks if length >= SHORT and not is_apart(page, block)]
    for block, length in weighed:
        node = block.getparent() if tag(block) == "p" else block
        for share in (1, 0.5, 0.25) if in_card(page, block) else (4, 2, 1):
            if node is None or tag(node) == "html":
                break
            weights[node] += length * share
            node = node.getparent()
    if not weights:
        return Prose()
    heaviest = max(weights, key=lambda node: weights[node])
    inside = [(block, length) for block, length in weighed if heaviest is block or heaviest in block.iterancestors()]
    inside.sort(key=lambda entry: page.number(entry[0]) or 0)
    return Prose(heaviest, [block for block, _ in inside], sum(length for _, length in inside), weighed)


def _length(paragraph: Element) -> int:
    """Letters of a paragraph that are not in links."""
    letters = len(collapse(all_text(paragraph)))
    return letters - sum(len(all_text(link)) for link in paragraph.iter("a")) if len(paragraph) else letters


def _own_length(block: Element) -> int:
    """Letters that stand directly in a block, as on pages that part paragraphs by br."""
    pieces = [block.text or ""]
    for child in block:
        pieces.append(child.tail or "")
        if tag(child) in {"b", "i", "em", "strong", "font"}:
            pieces.append(child.text or "")
    return len(collapse("".join(pieces)))


BEFORE, AFTER = 40, 12
"""How many elements before a headline and after the first paragraph a byline or a date still belongs to the headline."""


@dataclass(frozen=True)
class Top:
    """The part of a page around headline and first paragraph, by the numbers of its elements: byline and date stand there."""

    first: int
    headline: int
    last: int

    def __contains__(self, number: int) -> bool:
        return self.first <= number < self.last


def start(page: Page, *, after: int = -1) -> int:
    """The number of the first paragraph after an element's number; that of the document's end when there is none."""
    numbers = (page.number(paragraph) or 0 for paragraph in prose(page).paragraphs)
    return next((number for number in numbers if number > after), len(page.elements))


def top_of(page: Page, headline: Element | None) -> Top:
    """The part of the page at a headline."""
    at = page.number(headline) if headline is not None else None
    if at is None:
        text_at = start(page)
        return Top(max(0, text_at - 3 * BEFORE), max(0, text_at - BEFORE), text_at + AFTER)
    # A paragraph far below the headline is not where its text starts.
    return Top(max(0, at - BEFORE), at, min(start(page, after=at), at + 8 * BEFORE) + AFTER)


# --- beside the text ----------------------------------------------------------------------------------------------

_APART = frozenset({"nav", "aside", "footer", "form", "figure", "figcaption", "dialog", "button", "select"})
_APART_ROLES = frozenset({"navigation", "complementary", "contentinfo", "search", "dialog", "alertdialog"})
_APART_CLASS = re.compile(
    r"comments?|comment-?(list|content|body|area|section)s?|disqus.*|.*(cookie|consent|gdpr).*|related.*|sidebar.*|"
    r"footer|site-footer|newsletter.*",
    re.IGNORECASE,
)


def is_apart(page: Page, element: Element) -> bool:
    """Whether the element stands in something beside the article, or in something that is not shown."""
    return inherits(element, _sets_apart, _known_apart(page))


@once
def _known_apart(page: Page) -> dict[Element, bool]:
    # Classes of html and body tell of the page, not of a part: "comments-open", "sidebar-right".
    return {page.tree: False, body(page.tree): False}


def _sets_apart(element: Element) -> bool:
    if tag(element) in _APART:
        return True
    if not element.keys():
        return False
    if not _APART_ROLES.isdisjoint(roles(element)) or _is_shut(element):
        return True
    if not any(_names_something_apart(names) for name in ("class", "id") if (names := element.get(name))):
        return False
    # “sidebar-right” is also the name of a layout, on an element that holds everything.
    return next(element.iter("h1"), None) is None


def _is_shut(element: Element) -> bool:
    style = element.get("style")
    if element.get(FACT + "hidden") is not None or (style and "display:none" in style.replace(" ", "")):
        return True
    # React sends parts of a page in hidden elements, S:0, S:1 …, which its script then shows.
    return element.get("hidden") is not None and not attr(element, "id").startswith("S:")


@lru_cache(maxsize=4096)
def _names_something_apart(names: str) -> bool:
    return any(_APART_CLASS.fullmatch(name) for name in names.split())
