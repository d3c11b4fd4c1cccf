"""What the article of a page is: where it stands, its headline, its byline and its dates as readers see them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from audit.page import Page, once
from audit.page.byline import byline_element, names_in
from audit.page.headline import headline_element
from audit.page.html import Element, attr, body, closest, roles, tag, text
from audit.page.kind import kind
from audit.page.prose import Top, is_apart, prose, top_of
from audit.page.teasers import in_card


@dataclass(frozen=True)
class Article:
    """The article of a page, or the reason why there is none; elements are None where nothing was found."""

    is_article: bool
    reason: str
    """Why the page is held to be an article or not, in words for the ledger."""
    is_declared: bool
    """Whether the page says so itself, in markup; else it only reads like an article."""
    root: Element
    """The element that holds the article with its headline; main or body where that cannot be told."""
    text_element: Element | None
    """The element that holds the running text."""
    headline_element: Element | None
    headline: str
    """The headline as shown; empty when none is."""
    byline_element: Element | None
    byline: str
    """The byline as shown, e.g. “By Jane Doe and the news desk”."""
    authors: tuple[str, ...]
    """The names in the byline."""
    dates: tuple[Element, ...]
    """The `time` elements that tell when the article was published or changed, in document order."""


@once
def article(page: Page) -> Article:
    """What the page's article is."""
    headline = headline_element(page)
    root = _root(page, headline, prose(page).element)
    top = top_of(page, headline)
    byline = byline_element(page, root, top)
    dates = [time for time in root.iter("time") if _is_own_date(page, time, root, top)]
    found = kind(page, headline, is_signed=byline is not None or bool(dates), top=top)
    return Article(
        is_article=found.is_article,
        reason=found.reason,
        is_declared=found.is_declared,
        root=root,
        text_element=prose(page).element,
        headline_element=headline,
        headline=text(headline),
        byline_element=byline,
        byline=text(byline),
        authors=tuple(names_in(byline)),
        dates=tuple(dates),
    )


# --- place --------------------------------------------------------------------------------------------------------


def _root(page: Page, headline: Element | None, held: Element | None) -> Element:
    top = body(page.tree)
    if held is None:
        around = closest(headline, "article", "main") if headline is not None else None
        return around if around is not None else next(top.iter("main"), top)
    if headline is not None and held in headline.iterancestors():
        around = _article_around(headline)
        # A short article among teasers: their text together outweighs its own.
        if around is not None and any(around in block.iterancestors() for block in prose(page).paragraphs):
            return around
    shared = held if headline is None else _common(headline, held)
    if shared is top or tag(shared) == "html":
        shared = held
    around = _article_around(shared)
    if around is not None:
        return around
    if shared is not held:
        return shared
    main = closest(held, "main")
    return main if main is not None else top


def _article_around(element: Element) -> Element | None:
    """The nearest `article`, or element marked as one, around the element."""
    nodes = (node for node in (element, *element.iterancestors()) if tag(node) not in {"html", "body"})
    return next((node for node in nodes if _is_marked(node)), None)


def _is_marked(element: Element) -> bool:
    if tag(element) == "article" or "article" in roles(element):
        return True
    return re.search(r"schema\.org/\w*(Article|BlogPosting)\b", attr(element, "itemtype")) is not None


def _common(one: Element, other: Element) -> Element:
    around = {one, *one.iterancestors()}
    return next(node for node in (other, *other.iterancestors()) if node in around)


# --- dates --------------------------------------------------------------------------------------------------------

_DATE_PROPERTIES = frozenset({"datePublished", "dateModified", "dateCreated"})


def _is_own_date(page: Page, time: Element, root: Element, top: Top) -> bool:
    """Whether a time tells of the article: marked so, or at its headline, and not a teaser's or a comment's."""
    if is_apart(page, time) or in_card(page, time):
        return False
    for node in time.iterancestors():
        if node is root:
            break
        if tag(node) == "article" or (tag(node) == "a" and attr(node, "href")):
            return False
    marked = not _DATE_PROPERTIES.isdisjoint(attr(time, "itemprop").split()) or time.get("pubdate") is not None
    return marked or (page.number(time) or 0) in top
