"""
One article, many witnesses: what the page, JSON-LD, microdata or RDFa, Open Graph, the X card and plain meta say of it.

Each witness is asked for the same things: headline, description, dates, authors, lead image, address, language, access,
section. The answers are the matrix of the article; what they are to each other says audit/page/agreement.py, which also
adds the witnesses that only the end of a run knows, sitemap and feed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from msgspec.structs import replace

from audit.model import Matter, Stance, Witness
from audit.page import Page, once
from audit.page.addresses import in_full, is_absolute
from audit.page.agreement import COMPARE, is_stock, mark, same_date, statement, stems
from audit.page.article import article
from audit.page.byline import split_names
from audit.page.html import Element, attr
from audit.page.kind import DATE_METAS
from audit.page.photos import lead_photo
from audit.page.pictures import address
from audit.page.prose import prose
from audit.page.structured import (
    ArticleData,
    attribute_article,
    authors,
    canonical,
    document_title,
    first,
    json_ld_article,
    metas,
    readable,
)

KNOWN, FOREIGN = 0.5, 0.34
"""Part of a headline's word stems in the text above which it is this article's, and below which it is another's."""
ENOUGH_TEXT = 300
"""Letters of text that are enough to tell what an article is about."""
_AUTHOR_METAS = (
    "author",
    "dc.creator",
    "dcterms.creator",
    "parsely-author",
    "sailthru.author",
    "byl",
    "citation_author",
)
_TIERS = {"free": "free", "metered": "metered", "locked": "paid"}
"""Of article:content_tier, which Facebook defined and others read."""

Answers = Mapping[str, Sequence[str]]
"""What a witness says, by the name of the matter."""


@once
def matrix(page: Page) -> list[Matter]:
    """What each witness says of the page's article, with the odd one out marked; empty where there is no article."""
    if not article(page).is_article:
        return []
    spoken = _spoken(page)
    fallen_back = _card_from_open_graph(page)
    rows = []
    for name in COMPARE:
        statements = [statement(witness, answers.get(name, ())) for witness, answers in spoken.items()]
        if name in fallen_back and not spoken[Witness.X_CARD].get(name):
            statements.append(statement(Witness.X_CARD, [first(page, fallen_back[name])], inherited=fallen_back[name]))
        said = [told for told in statements if told.said]
        if said:
            rows.append(Matter(name=name, statements=sorted(said, key=lambda told: _ORDER.index(told.witness))))
    return [_weighed(page, row) for row in mark(rows)]


def _weighed(page: Page, row: Matter) -> Matter:
    """The headlines with those marked that the text knows too; it is read only where they contradict each other."""
    if row.name != "headline" or all(told.stance in {Stance.ALONE, Stance.AGREES} for told in row.statements):
        return row
    backed = [replace(told, is_backed=_is_backed(page, told.said[0])) for told in row.statements]
    (marked,) = mark([Matter(name=row.name, statements=backed)])
    return marked


_ORDER = list(Witness)


def _spoken(page: Page) -> dict[Witness, Answers]:
    json_ld, attributes = json_ld_article(page), attribute_article(page)
    answers = {
        Witness.PAGE: _page(page),
        Witness.JSON_LD: of_data(page, json_ld) if json_ld else {},
        Witness.ATTRIBUTES: of_data(page, attributes) if attributes else {},
        Witness.OPEN_GRAPH: _open_graph(page),
        Witness.X_CARD: _x_card(page),
        Witness.META: _meta(page),
    }
    return {
        witness: {name: [entry for entry in said if entry] for name, said in told.items()}
        for witness, told in answers.items()
    }


def _is_backed(page: Page, headline: str) -> bool:
    return prose(page).length < ENOUGH_TEXT or part_in_text(page, headline) >= FOREIGN


def part_in_text(page: Page, headline: str) -> float:
    """How much of a headline's words the article's text and description know, 0 to 1."""
    wanted = stems(headline)
    return len(wanted & _stems_of_text(page)) / len(wanted) if wanted else 0.0


@once
def _stems_of_text(page: Page) -> frozenset[str]:
    said = [first(page, "description", "og:description"), *("".join(p.itertext()) for p in prose(page).paragraphs)]
    return stems(" ".join(said))


# --- the page -----------------------------------------------------------------------------------------------------


def _page(page: Page) -> Answers:
    found, photo = article(page), lead_photo(page)
    published, modified = shown_dates(page)
    return {
        "headline": [found.headline],
        "published": published,
        "modified": modified,
        "authors": found.authors,
        # A photo that opens an article stands in for none, whatever its file is called.
        "image": [in_full(page, address(photo.image))] if photo and not is_stock(address(photo.image)) else [],
        "address": [page.url],
        "language": [lang(page)],
    }


def lang(page: Page) -> str:
    """The `lang` that holds for the article's text or, where that was not found, for its headline."""
    place = article(page).text_element
    if place is None:
        place = article(page).headline_element
    around = [page.tree] if place is None else [place, *place.iterancestors()]
    return next((attr(element, "lang") for element in around if attr(element, "lang")), "")


def shown_dates(page: Page) -> tuple[list[str], list[str]]:
    """
    The day of publication and the day of the last change as the page shows them, one each at most.

    A date that is not marked is the one that it agrees with in the metadata; a site may show only its last change.
    """
    shown = [time for time in article(page).dates if attr(time, "datetime")]
    told = _told(page, "datePublished", "article:published_time")
    changed = _told(page, "dateModified", "article:modified_time")
    published = [attr(time, "datetime") for time in shown if _is_meant(time, "datePublished", told, other=changed)]
    modified = [attr(time, "datetime") for time in shown if _is_meant(time, "dateModified", changed, other=told)]
    if not published and not modified:
        published = [attr(time, "datetime") for time in shown]
    return published[:1], modified[:1]


def _is_meant(time: Element, name: str, told: Sequence[str], *, other: Sequence[str]) -> bool:
    marks = attr(time, "itemprop").split()
    if marks:
        return name in marks
    said = attr(time, "datetime")
    agrees = any(same_date(said, date) for date in told)
    # Published and changed within two days: the first such date is the one of publication.
    return agrees and (name == "datePublished" or not any(same_date(said, date) for date in other))


def _told(page: Page, name: str, meta: str) -> list[str]:
    data = json_ld_article(page) or attribute_article(page)
    return [said for said in (data.text(name) if data else "", first(page, meta)) if said]


# --- structured data ----------------------------------------------------------------------------------------------


def of_data(page: Page, data: ArticleData) -> dict[str, list[str]]:
    """What structured data of any form says of the article."""
    return {
        "headline": [data.text("headline") or data.text("name")],
        "description": [data.text("description")],
        "published": [data.text("datePublished")],
        "modified": [data.text("dateModified")],
        "authors": [author.name for author in authors(data)],
        "image": [in_full(page, said) for said in pictures(data)],
        "address": [in_full(page, said) for said in own_addresses(data)[:1]],
        "language": languages(data) if len(languages(data)) == 1 else [],
        "access": [access(data)],
        "section": [data.text("articleSection")],
    }


def pictures(data: ArticleData) -> list[str]:
    """The addresses of the article's pictures, as written."""
    said = [_address_of(value) for name in ("image", "thumbnailUrl") for value in data.values(name)]
    return [address for address in said if address]


def _address_of(value: Any) -> str:
    if isinstance(value, str):
        return value.strip()
    if not isinstance(value, dict):
        return ""
    found = (value.get(name) for name in ("url", "contentUrl", "@id"))
    written = (entry[0] if isinstance(entry, list) and entry else entry for entry in found)
    return next((entry.strip() for entry in written if isinstance(entry, str) and entry.strip()), "")


def own_addresses(data: ArticleData) -> list[str]:
    """The addresses the structured data gives for its article; identifiers with a fragment are no addresses."""
    said = [_address_of(value) for name in ("url", "mainEntityOfPage") for value in data.values(name)]
    return [address for address in said if is_absolute(address) and "#" not in address]


def languages(data: ArticleData) -> list[str]:
    """The languages of `inLanguage`, by tag; a Language object names itself in `alternateName`."""
    values = [value.get("alternateName") if isinstance(value, dict) else value for value in data.values("inLanguage")]
    return [value for value in values if isinstance(value, str)]


def access(data: ArticleData) -> str:
    """“free”, “paid” or nothing: booleans, “False” and schema.org's address for it are all in use."""
    for said in data.values("isAccessibleForFree"):
        word = str(said).strip().lower().rpartition("/")[2]
        if word in {"true", "false"}:
            return "free" if word == "true" else "paid"
    return ""


# --- meta elements ------------------------------------------------------------------------------------------------


def _open_graph(page: Page) -> Answers:
    return {
        "headline": [first(page, "og:title")],
        "description": [first(page, "og:description")],
        "published": [first(page, "article:published_time", "og:article:published_time", "og:published_time")],
        "modified": [first(page, "article:modified_time", "og:article:modified_time", "og:updated_time")],
        "authors": [name for meta in metas(page).get("article:author", ()) for name in _names(meta.value)],
        "image": [in_full(page, said) for said in [first(page, "og:image", "og:image:url")] if said],
        "address": [in_full(page, said) for said in [first(page, "og:url")] if said],
        "language": [first(page, "og:locale")],
        "access": [declared_tier(page)],
        "section": [first(page, "article:section")],
    }


def declared_tier(page: Page) -> str:
    """“free”, “metered” or “paid” as article:content_tier says it; empty where it says something else."""
    return _TIERS.get(first(page, "article:content_tier").lower(), "")


def _x_card(page: Page) -> Answers:
    image = first(page, "twitter:image", "twitter:image:src")
    return {
        "headline": [first(page, "twitter:title")],
        "description": [first(page, "twitter:description")],
        "image": [in_full(page, image)] if image else [],
    }


def _card_from_open_graph(page: Page) -> dict[str, str]:
    """Where an X card that does not say something takes it from."""
    # https://developer.x.com/en/docs/x-for-websites/cards/guides/getting-started#opengraph
    fallen_back = {"headline": "og:title", "description": "og:description", "image": "og:image"}
    return {name: graph for name, graph in fallen_back.items() if first(page, graph)}


def _meta(page: Page) -> Answers:
    dates = [name for name in DATE_METAS if not name.startswith(("article:", "og:", "last-"))]
    return {
        "headline": [bare_title(page)],
        "description": [first(page, "description", "dc.description")],
        "published": [first(page, *dates)],
        "modified": [first(page, "last-modified", "dcterms.modified")],
        "authors": _names(first(page, *_AUTHOR_METAS)),
        "address": [in_full(page, canonical(page))] if canonical(page) else [],
        "language": [said for _, said in content_language(page)[:1]],
    }


def bare_title(page: Page) -> str:
    """The document's title without the site's name, where the page tells that."""
    said, site = document_title(page), first(page, "og:site_name")
    return said.replace(site, " ").strip(" |–—-·•:") if site else said


def content_language(page: Page) -> list[tuple[Element, str]]:
    """The meta elements that stand for the header of that name, with what they say."""
    metas = (element for element in page.tree.iter("meta") if attr(element, "http-equiv").lower() == "content-language")
    return [(element, attr(element, "content")) for element in metas if attr(element, "content")]


def _names(said: str) -> list[str]:
    """The names in a meta element; an address or an account is none."""
    said = readable(said)
    if not said or "/" in said or "@" in said:
        return []
    return split_names(said) or [said]
