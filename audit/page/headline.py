"""The headline of a page: the heading that says what the page's titles say."""

from __future__ import annotations

import re

from audit.page import Page, once
from audit.page.html import Element, all_text, attr, body, classes, closest, is_hidden, tag, text
from audit.page.prose import is_apart, prose, start
from audit.page.structured import article_data, document_title, first, place
from audit.page.teasers import leads_away
from audit.page.text import fold, terms

ALIKE = 0.4
"""Likeness to one of the page's titles from which on a heading is its headline."""
_HEADLINE_CLASS = re.compile(
    r"(^|[-_])(headline|(entry|article|post|story|page|news)[-_]?title)($|[-_])", re.IGNORECASE
)
_LOGO = re.compile(r"logo|brand|site-?(title|name)|masthead", re.IGNORECASE)


@once
def headline_element(page: Page) -> Element | None:
    """The heading that says what the page's titles say; else the heading that stands where headlines stand."""
    headings = list(body(page.tree).iter("h1", "h2", "h3"))
    found = _best(page, headings)
    if found is None:
        found = _best(page, _styled_headlines(page))
    return found if found is not None else _last_before(page, headings)


def _best(page: Page, candidates: list[Element]) -> Element | None:
    witnesses = [terms(title) for title in _titles(page) if title]
    scored = [(_score(page, element, witnesses), element) for element in candidates]
    best = max(scored, key=lambda entry: entry[0], default=(0.0, None))
    return best[1] if best[0] > 0 else None


@once
def _titles(page: Page) -> list[str]:
    data = article_data(page)
    return [data.text("headline") if data else "", first(page, "og:title", "twitter:title"), document_title(page)]


def _score(page: Page, element: Element, witnesses: list[frozenset[str]]) -> float:
    """How well a heading fits the titles of the page; 0 when it does not."""
    said = terms(all_text(element))
    if not said:
        return 0.0
    alike = max([2 * len(said & witness) / (len(said) + len(witness)) for witness in witnesses], default=0.0)
    if alike < ALIKE or _is_logo(page, element):
        return 0.0
    bonus = 0.15 * (tag(element) == "h1") + 0.1 * ((page.number(element) or 0) < start(page))
    malus = 0.3 * (leads_away(element) + is_apart(page, element) + is_hidden(element))
    return max(0.01, alike + bonus - malus)


def _styled_headlines(page: Page) -> list[Element]:
    """Elements that are marked or styled as a headline without being a heading."""
    return [element for element in body(page.tree).iter("*") if _is_styled_headline(element)]


def _is_styled_headline(element: Element) -> bool:
    is_marked = "headline" in attr(element, "itemprop").split()
    if not is_marked and not any(_HEADLINE_CLASS.search(name) for name in classes(element)):
        return False
    if (
        tag(element) in {"a", "article", "main", "meta", "img", "link"}
        or closest(element, "h1", "h2", "h3") is not None
    ):
        return False
    return is_marked or next(element.iter("p", "ul"), None) is None


def _last_before(page: Page, headings: list[Element]) -> Element | None:
    """The last h1 before the text, else the first h1, else the last other heading before the text."""
    shown = [heading for heading in headings if _stands_as_headline(page, heading)]
    before = [heading for heading in shown if (page.number(heading) or 0) < start(page)]
    for group, place_in_it in ((before, -1), (shown, 0)):
        found = [heading for heading in group if tag(heading) == "h1"]
        if found:
            return found[place_in_it]
    return before[-1] if before and prose(page).paragraphs else None


def _stands_as_headline(page: Page, heading: Element) -> bool:
    if is_apart(page, heading) or is_hidden(heading) or leads_away(heading) or _is_logo(page, heading):
        return False
    return bool(text(heading))


def _is_logo(page: Page, element: Element) -> bool:
    """Whether a heading is the site's name."""
    if any(_LOGO.search(name) for name in (*classes(element), attr(element, "id"))):
        return True
    links = [*element.iter("a"), *element.iterancestors("a")]
    if any(attr(link, "href").strip("#") and place(attr(link, "href")) == "/" for link in links):
        return True
    return fold(text(element)) == fold(first(page, "og:site_name")) != ""
