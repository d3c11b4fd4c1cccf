"""Links: what a screen reader says of them, and whether that says anything by itself."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import urljoin, urlsplit

from audit.page import Page, once
from audit.page.forms import by_id
from audit.page.html import Element, attr, body, tag, text
from audit.page.text import collapse, fold
from audit.words import Words, flat, words

# What stands around the words of a link and is no word: arrows, dots, brackets.
_AROUND = re.compile(r"^[\W_]+|[\W_]+$")
# Parameters that say where a reader came from, not where a link leads.
_TRACKING = re.compile(
    r"(utm_\w+|ref|fbclid|gclid|mc_\w+|cmp|icid|tag|source|src|mkt_tok|itm_\w+|at_\w+)=", re.IGNORECASE
)
# Generic words of languages that audit/words has no file for: Nordic ones, Czech and Slovak, and others, one phrase each.
_OTHERS = (
    "läs mer|läs vidare|här|klicka här|les mer|les videre|her|klikk her|læs mere|læs videre|klik her|lue lisää|tästä|"
    "více|číst více|číst dál|číst dále|zde|viac|čítať ďalej|tu|"
    "tovább|bővebben|itt|mai mult|citește mai mult|aici|devamı|devamını oku|buraya tıklayın|περισσότερα|"
    "διαβάστε περισσότερα|εδώ|المزيد|اقرأ المزيد|עוד|קרא עוד|לחצו כאן|כאן|続きを読む|もっと見る|こちら|詳細|"
    "더보기|자세히 보기|阅读更多|更多|閱讀更多|点击这里|और पढ़ें|selengkapnya|baca selengkapnya|di sini|xem thêm|tại đây"
).split("|")


@once
def links(page: Page) -> list[Element]:
    """The links of the page with an address, in document order, whether or not they are shown."""
    return [link for link in body(page.tree).iter("a") if link.get("href") is not None]


def spoken(page: Page, link: Element) -> str:
    """
    What a screen reader says of a link.

    In short what https://www.w3.org/TR/accname-1.2/ computes: the elements it refers to, its aria-label, its own text
    with the alternatives of its pictures, its title.
    """
    referred = [by_id(page, name, near=link) for name in attr(link, "aria-labelledby").split()]
    said = collapse(" ".join(text(element, hidden=True) for element in referred if element is not None))
    return said or attr(link, "aria-label") or _content(link) or attr(link, "title")


def _content(link: Element) -> str:
    """The link's own text with the alternatives of its pictures."""
    pieces = [text(link)]
    for node in link.iter("img", "svg"):
        if attr(node, "aria-hidden").lower() == "true":
            continue
        drawn = next((child.text or "" for child in node if tag(child) == "title"), "")
        pieces.append(attr(node, "aria-label") or attr(node, "alt") or drawn)
    return collapse(" ".join(pieces))


def leads_to(page: Page, link: Element) -> str:
    """Where a link leads, in a form in which two addresses of one page are equal: no scheme, fragment or tracking."""
    try:
        parts = urlsplit(urljoin(page.url, attr(link, "href")))
    except ValueError:
        return attr(link, "href")
    query = "&".join(part for part in parts.query.split("&") if part and not _TRACKING.match(part))
    return f"{parts.netloc.lower().removeprefix('www.')}{parts.path.rstrip('/')}?{query}"


def is_generic(said: str) -> bool:
    """Whether the words of a link do not say where it leads: “Read more”, “hier”, “Детальніше”."""
    return bare(said) in _GENERIC


@lru_cache(maxsize=4096)
def bare(said: str) -> str:
    """A text folded, without the arrows, dots and brackets around it."""
    return _AROUND.sub("", fold(said))


def generic_phrases(lists: Words) -> frozenset[str]:
    """What counts as generic, bare, where these lists hold."""
    return frozenset(map(bare, (*flat(lists), *_OTHERS)))


_GENERIC = generic_phrases(words("generic-link"))
