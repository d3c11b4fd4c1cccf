"""
Whether a page is an article, and why.

A section page, a home page or an author's page is none, however many `article` elements its teasers are made of. Where
the page declares what it is, its word counts unless what it shows speaks against it: templates put the metadata of
articles on lists too. Where it declares nothing, text under a headline with a date or an author makes an article.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from audit.page import Page
from audit.page.html import Element, body, classes, tag
from audit.page.prose import LITTLE, Top, is_apart, prose
from audit.page.structured import article_data, first, place, top_nodes, types
from audit.page.teasers import in_card, teasers
from audit.page.text import collapse

OWN_TEXT = 600
"""Letters outside of teasers that a list does not have, though it may introduce itself in a few sentences."""
DATE_METAS = (
    *(
        "article:published_time",
        "article:modified_time",
        "og:article:published_time",
        "og:published_time",
        "datepublished",
    ),
    *(
        "date",
        "dc.date",
        "dc.date.issued",
        "dcterms.date",
        "dcterms.created",
        "dcterms.issued",
        "pubdate",
        "publishdate",
    ),
    *("publish-date", "publish_date", "parsely-pub-date", "sailthru.date", "cxenseparse:recs:publishtime"),
    *("citation_date", "citation_publication_date", "last-modified", "publication_date", "article.published"),
)
"""Names under which content systems give the date of an article in a meta element."""
_OG_ARTICLE = frozenset({"article", "news", "newsarticle", "blogpost", "post"})
_OTHER_TYPES = frozenset({"CollectionPage", "ProfilePage", "SearchResultsPage", "AboutPage", "ContactPage", "FAQPage"})
# Classes that content systems give to body: WordPress
# (https://developer.wordpress.org/reference/functions/get_body_class/), Ghost (https://ghost.org/docs/themes/contexts/), Drupal.
_ARTICLE_BODY = frozenset({"single-post", "postid", "post-template", "page-node-type-article", "node-type-article"})
_OTHER_BODY = frozenset(
    {"home", "archive", "category", "author", "search-results", "error404", "post-type-archive"}
    | {"home-template", "tag-template", "author-template", "path-frontpage", "page-taxonomy-term"}
)
_SECTION_PLACE = re.compile(
    r"/(tags?|categor(y|ies)|sections?|topics?|authors?|autor(en|es)?|rubri(k|c|que)s?|themen?|search|page|seite)/[^/]+$",
    re.IGNORECASE,
)
_HOME_PLACE = re.compile(r"/(index|home)(\.\w+)?$|^/([a-z]{2}(-[a-z]{2})?)?$", re.IGNORECASE)
_ARTICLE_PLACE = re.compile(
    r"/(19|20)\d\d[/-]?\d\d?([/-]|\d\d)|/(articles?|artikel|news|story|stories|nota|blog)/.+", re.IGNORECASE
)
# A day with its month and year, in figures or with the month's name, in any language; 年 and 년 are years.
_WRITTEN_DATE = re.compile(
    r"\b\d{1,2}[./-]\d{1,2}[./-](19|20)?\d\d\b|\b(19|20)\d\d[./-]\d{1,2}[./-]\d{1,2}\b|(19|20)\d\d\s?[年년]|"
    r"\b\d{1,2}(\.|st|nd|rd|th|er|º)?\s+(de\s+|of\s+)?[^\W\d_]{3,12}\.?,?\s+(de\s+|del\s+)?(19|20)\d\d\b|"
    r"\b[^\W\d_]{3,12}\.?\s+\d{1,2}(st|nd|rd|th)?,?\s+(19|20)\d\d\b",
    re.IGNORECASE,
)
DATE_LINE = 80
"""Letters of the longest line that is there to tell a date."""


@dataclass(frozen=True)
class Kind:
    """Whether a page is an article."""

    is_article: bool
    reason: str
    """Why, in words for the ledger."""
    is_declared: bool = False
    """Whether the page itself says that it is one."""


def kind(page: Page, headline: Element | None, *, is_signed: bool, top: Top) -> Kind:
    """What the page is; `is_signed` when it shows a byline or a date of its own."""
    is_signed = is_signed or _shows_date(page, top)
    is_list = bool(teasers(page)) and not is_signed and own_text(page) < OWN_TEXT
    if is_list:
        return Kind(False, f"a list of {len(teasers(page))} teasers")
    is_section = _SECTION_PLACE.search(place(page.url)) is not None
    declared = _declared_article(page)
    if declared and is_section and not is_signed and own_text(page) < LITTLE // 2:
        return Kind(False, f"{declared}, but the address is a section's and there is no text")
    if declared:
        return Kind(True, declared, is_declared=True)
    other = _declared_other(page)
    if other:
        return Kind(False, other)
    if headline is None or prose(page).length < LITTLE // 2:
        return Kind(False, "no headline with running text")
    if is_section or _HOME_PLACE.search(place(page.url)):
        return Kind(False, "an address of a section and no article markup")
    if first(page, *DATE_METAS):
        return Kind(True, "text under a headline, and a date in a meta element")
    if is_signed:
        return Kind(True, "text under a headline, with a date or an author")
    if _ARTICLE_PLACE.search(place(page.url)):
        return Kind(True, "text under a headline at an address of an article")
    return Kind(False, "text without a date, an author or article markup")


def own_text(page: Page) -> int:
    """Letters of running text that belong to no teaser."""
    return sum(length for block, length in prose(page).everywhere if not in_card(page, block))


def _declared_article(page: Page) -> str:
    data = article_data(page)
    if data:
        return f"{data.form} {data.type}"
    if first(page, "og:type").lower() in _OG_ARTICLE:
        return "og:type is article"
    own = _ARTICLE_BODY.intersection(classes(body(page.tree)))
    return f"body has the class “{min(own)}”" if own else ""


def _declared_other(page: Page) -> str:
    said = [name for _, node in top_nodes(page) for name in types(node) if name in _OTHER_TYPES]
    if said:
        return f"JSON-LD {said[0]}"
    if first(page, "og:type").lower() == "profile":
        return "og:type is profile"
    other = _OTHER_BODY.intersection(classes(body(page.tree)))
    return f"body has the class “{min(other)}”" if other else ""


def _shows_date(page: Page, top: Top) -> bool:
    """Whether a line at the headline is there to tell a date."""
    for element in page.elements[max(top.first, top.headline - 12) : top.last]:
        if tag(element) in {"script", "style", "option"}:
            continue
        for said in (element.text, element.tail):
            if said and _is_date_line(said) and not is_apart(page, element) and not in_card(page, element):
                return True
    return False


def _is_date_line(said: str) -> bool:
    said = collapse(said)
    return 5 < len(said) <= DATE_LINE and _WRITTEN_DATE.search(said) is not None
