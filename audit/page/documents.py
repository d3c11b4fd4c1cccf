"""
What a site tells of its pages in files for machines: sitemaps and feeds, read into entries.

XML is read as strictly as those who fetch such files read it. Entities are not expanded, nothing is loaded, and a file of
any size is read entry by entry.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from email.utils import parsedate_to_datetime
from io import BytesIO
from typing import Literal
from urllib.parse import urljoin

from lxml import etree

from audit.page.dates import Moment, parse
from audit.page.html import Element
from audit.page.structured import readable

Kind = Literal["sitemap", "feed"]

MOST_ENTRIES = 50_000
"""What a sitemap may hold: https://www.sitemaps.org/protocol.html (read 2026-11)."""
COMMENT = "#comment"
"""In the addresses that a feed of comments gives, WordPress' as well as others': its titles are not the articles'."""
LONGEST = 2_000
"""Letters of a value that are kept."""


@dataclass(frozen=True)
class Entry:
    """What a sitemap or a feed says of one page."""

    url: str
    """As written, in full."""
    page: str = ""
    """The address the run knows the page by: in a folder its path there."""
    title: str = ""
    published: str = ""
    modified: str = ""
    """Dates as ISO 8601 where they can be read, else as written."""
    authors: tuple[str, ...] = ()
    language: str = ""
    image: str = ""
    section: str = ""
    description: str = ""
    publication: str = ""
    """The newspaper's name, in a news sitemap."""
    is_news: bool = False
    """Whether it is an entry of a news sitemap."""


@dataclass(frozen=True)
class Document:
    """A sitemap or a feed of the site, read or not."""

    url: str
    """As reports show it."""
    kind: Kind
    entries: tuple[Entry, ...] = ()
    sitemaps: tuple[str, ...] = ()
    """For an index: the sitemaps it names, newest first, those of news before all others."""
    named_by: str = ""
    """Who says that it is there: “robots.txt”, a page, a sitemap."""
    problem: str = ""
    """Why it could not be read, or not to its end; empty when it was read."""
    is_wrong: bool = False
    """Whether the file itself is at fault, and not the way to it."""


def read(address: str, content: bytes, kind: Kind, page_of: Callable[[str], str] = str) -> Document:
    """The document of some bytes; `page_of` turns the address of an entry into the one the run knows."""
    empty = Document(address, kind)
    if not content.strip():
        return replace(empty, problem="it is empty", is_wrong=True)
    reader = etree.iterparse(
        BytesIO(content), tag=("{*}url", "{*}sitemap", "{*}item", "{*}entry"),
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False,
    )  # fmt: skip
    entries: list[Entry] = []
    named: list[tuple[bool, str, str]] = []
    problem = ""
    try:
        for _, element in reader:
            root = _root(element)
            if (root, _parts(element)[1]) not in _HELD:
                continue
            children = _children(element)
            if root == "sitemapindex":
                place = _full(address, _first(children, "loc"))
                named.append(("news" in place, _first(children, "lastmod"), place))
            else:
                read_entry = _FORMS[root](address, children)
                if read_entry.url and COMMENT not in read_entry.url:
                    entries.append(replace(read_entry, page=page_of(read_entry.url)))
            if root in {"urlset", "sitemapindex"}:
                _forget(element)
            if len(entries) + len(named) >= MOST_ENTRIES:
                problem = f"only its first {MOST_ENTRIES:,} entries were read"
                break
    except etree.XMLSyntaxError as error:
        return replace(empty, problem=f"its XML is damaged: {error.msg}", is_wrong=True)
    if not entries and not named and (found := _root(reader.root)) not in _KIND:
        return replace(empty, problem=f"it is no {kind}: its root element is “{found[:40]}”", is_wrong=True)
    language = _language(reader.root) if entries else ""
    return replace(
        empty,
        entries=tuple(replace(entry, language=entry.language or language) for entry in entries),
        sitemaps=tuple(place for _, _, place in sorted(named, reverse=True) if place),
        problem=problem,
    )


def sayings(documents: Iterable[Document], kind: Kind) -> dict[str, dict[str, list[str]]]:
    """What the sitemaps or the feeds say of each page, by the rows of an article's matrix (audit/page/agreement.py)."""
    found: dict[str, dict[str, list[str]]] = {}
    for document in documents:
        if document.kind != kind:
            continue
        for entry in document.entries:
            rows = found.setdefault(entry.page, {})
            for name, said in _rows(entry).items():
                rows.setdefault(name, said)
    return found


def _rows(entry: Entry) -> dict[str, list[str]]:
    said = {
        "headline": entry.title,
        "description": entry.description,
        "published": entry.published,
        "modified": entry.modified,
        "image": entry.image,
        "address": entry.url,
        "language": entry.language,
        "section": entry.section,
    }
    rows = {name: [value] for name, value in said.items() if value}
    return {**rows, "authors": list(entry.authors)} if entry.authors else rows


def moment(written: str) -> Moment | None:
    """The moment a date of an entry tells; None when it is none."""
    return parse(iso(written))


def iso(written: str) -> str:
    """A date of a feed (RFC 822) as ISO 8601; what is written otherwise stays as it is."""
    if not written or parse(written):
        return written
    try:
        return parsedate_to_datetime(written).isoformat()
    except (ValueError, OverflowError):
        return written


# --- forms --------------------------------------------------------------------------------------------------------

_Children = dict[str, list[Element]]
_KIND = frozenset({"urlset", "sitemapindex", "rss", "feed", "RDF"})
_HELD = frozenset({("urlset", "url"), ("sitemapindex", "sitemap"), ("rss", "item"), ("RDF", "item"), ("feed", "entry")})
_ATOM = "http://www.w3.org/2005/Atom"
# Elements of these are known by prefix and name, all others by their name alone.
_PREFIXES = {
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://purl.org/dc/terms/": "dc",
    "http://search.yahoo.com/mrss/": "media",
    "http://www.google.com/schemas/sitemap-news/0.9": "news",
    "http://www.google.com/schemas/sitemap-image/1.1": "image",
}


def _sitemap_entry(address: str, children: _Children) -> Entry:
    news = _children(children["news:news"][0]) if "news:news" in children else {}
    publication = _children(news["news:publication"][0]) if "news:publication" in news else {}
    images = _children(children["image:image"][0]) if "image:image" in children else {}
    return Entry(
        url=_full(address, _first(children, "loc")),
        title=_first(news, "news:title"),
        published=_first(news, "news:publication_date"),
        modified=_first(children, "lastmod"),
        language=_first(publication, "news:language"),
        image=_first(images, "image:loc"),
        publication=_first(publication, "news:name"),
        is_news=bool(news),
    )


def _rss_entry(address: str, children: _Children) -> Entry:
    # A guid is an address unless it says that it is none: https://www.rssboard.org/rss-specification#ltguidgtSubelementOfLtitemgt
    guids = [guid for guid in children.get("guid", []) if guid.get("isPermaLink") != "false"]
    permanent = next((text for guid in guids if (text := _text(guid)).startswith("http")), "")
    pictures = [
        element.get("url", "")
        for element in [*children.get("media:content", []), *children.get("enclosure", [])]
        if "image" in (element.get("medium", "") + element.get("type", ""))
    ]
    return Entry(
        url=_full(address, _first(children, "link") or permanent),
        title=_first(children, "title"),
        published=iso(_first(children, "pubDate", "dc:date")),
        modified=_first(children, "dc:modified"),
        authors=tuple(filter(None, map(_text, children.get("dc:creator", [])))),
        image=_full(address, next(iter(pictures), "")),
        section=_first(children, "category"),
        description=_first(children, "description"),
    )


def _atom_entry(address: str, children: _Children) -> Entry:
    links = [link for link in children.get("link", []) if link.get("rel", "alternate") == "alternate"]
    people = [_first(_children(author), "name") for author in children.get("author", [])]
    return Entry(
        url=_full(address, next((link.get("href", "") for link in links), "")),
        title=_first(children, "title"),
        published=iso(_first(children, "published")),
        modified=iso(_first(children, "updated")),
        authors=tuple(filter(None, people)),
        section=next((element.get("term", "") for element in children.get("category", [])), ""),
        description=_first(children, "summary"),
    )


_FORMS: dict[str, Callable[[str, _Children], Entry]] = {
    "urlset": _sitemap_entry,
    "rss": _rss_entry,
    "RDF": _rss_entry,
    "feed": _atom_entry,
}


# --- elements -----------------------------------------------------------------------------------------------------


def _children(element: Element) -> _Children:
    found: _Children = {}
    for child, name in _named(element):
        found.setdefault(name, []).append(child)
    return found


def _named(element: Element) -> Iterator[tuple[Element, str]]:
    in_atom = _parts(element)[0] == _ATOM
    for child in element:
        space, name = _parts(child)
        prefix = "atom" if space == _ATOM and not in_atom else _PREFIXES.get(space, "")
        yield child, f"{prefix}:{name}" if prefix else name


def _first(children: _Children, *names: str) -> str:
    return next((text for name in names for element in children.get(name, []) if (text := _text(element))), "")


def _text(element: Element) -> str:
    return readable("".join(element.itertext())[:LONGEST])


def _full(address: str, link: str) -> str:
    try:
        return urljoin(address, link) if link else ""
    except ValueError:
        return ""


def _parts(element: Element) -> tuple[str, str]:
    """Namespace and name, both empty for comments and the like; etree.QName refuses names that its own parser lets pass."""
    space, _, name = element.tag.rpartition("}") if isinstance(element.tag, str) else ("", "", "")
    return space.removeprefix("{"), name


def _root(element: Element | None) -> str:
    return _parts(element.getroottree().getroot())[1] if element is not None else ""


def _language(root: Element | None) -> str:
    """The language a feed gives itself as a whole."""
    if root is None:
        return ""
    said = next((_text(node) for node in root.iterfind("{*}channel/{*}language")), "")
    return said or root.get("{http://www.w3.org/XML/1998/namespace}lang", "")


def _forget(element: Element) -> None:
    """Take an entry that was read, and all before it, out of memory."""
    parent = element.getparent()
    element.clear()
    while parent is not None and element.getprevious() is not None:
        del parent[0]
