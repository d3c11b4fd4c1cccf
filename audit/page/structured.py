"""
What a page says of itself to machines: JSON-LD, microdata, RDFa, Open Graph, Twitter cards, plain meta, canonical.

JSON-LD is read as strictly as a search engine reads it, and what was wrong with a block is kept; microdata and RDFa are
read by the modules of these names. Values come out as people would read them: entities decoded, markup and white space
gone. Every walk is a loop, because a page decides how deep its JSON is nested.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

from audit.page import Page, microdata, once, rdfa
from audit.page.html import Element, attr, title
from audit.page.text import collapse, likeness

# Articles of schema.org that a newsroom publishes (https://schema.org/Article and its subtypes); forum and social
# postings are left out on purpose, they are no articles of the page.
ARTICLE_TYPES = frozenset(
    [
        "Article",
        "NewsArticle",
        "BlogPosting",
        "LiveBlogPosting",
        "Report",
        "Reportage",
        "AdvertiserContentArticle",
        "SatiricalArticle",
        "AnalysisNewsArticle",
        "AskPublicNewsArticle",
        "BackgroundNewsArticle",
        "OpinionNewsArticle",
        "ReportageNewsArticle",
        "ReviewNewsArticle",
        "TechArticle",
        "ScholarlyArticle",
        "MedicalScholarlyArticle",
    ]
)

LONGEST_READ = 5_000_000
"""Letters of a block after which a browser's copy of the page breaks off (audit/capture/probes/dom.js)."""

Node = Mapping[str, Any]
"""An object of JSON-LD, or an item of microdata or RDFa written like one."""


@dataclass(frozen=True)
class Block:
    """One `script type=application/ld+json`."""

    element: Element
    value: Any
    """The parsed JSON; None when it could not be read."""
    error: str = ""
    """Why it could not be read, with the line of the block; empty when it could."""
    is_wrong: bool = False
    """Whether it is the JSON that is at fault, and not that the block is empty, or too deep or long to be read here."""
    wrapped: bool = False
    """Whether an HTML comment or a CDATA section stands around the JSON, which search engines look past."""
    forgiven: str = ""
    """What some programs forgive and others do not; empty when the JSON is right."""


@dataclass(frozen=True)
class ArticleData:
    """The page's own article as its structured data tells it."""

    form: str
    """“JSON-LD”, “microdata” or “RDFa”."""
    element: Element
    """The script, or the element with itemscope or typeof."""
    node: Node
    nodes: Mapping[str, Node]
    """All nodes that have an @id, for references."""

    @property
    def type(self) -> str:
        """The most telling of its types, e.g. NewsArticle."""
        return next((name for name in types(self.node) if name in ARTICLE_TYPES), "")

    def values(self, name: str) -> list[Any]:
        """The values of a property as a list, with references to other nodes followed."""
        return [_resolve(value, self.nodes) for value in _listed(self.node.get(name))]

    def text(self, name: str) -> str:
        """The first value of a property that is text, as people would read it."""
        return next((readable(value) for value in self.values(name) if isinstance(value, str)), "")


@dataclass(frozen=True)
class Meta:
    """A `meta` element with a name and a value."""

    element: Element
    value: str
    """Its content as people would read it."""
    attribute: str
    """“property”, “name” or “itemprop”: where the name stands."""


# --- JSON-LD ------------------------------------------------------------------------------------------------------


@once
def json_ld(page: Page) -> list[Block]:
    """Every block of JSON-LD, read or not, in document order."""
    scripts = page.tree.iter("script")
    return [_read(script) for script in scripts if attr(script, "type").lower().split(";")[0] == "application/ld+json"]


@once
def nodes_by_id(page: Page) -> dict[str, Node]:
    """The node that says most about each @id, over all blocks: blocks may refer to each other."""
    found: dict[str, Node] = {}
    for _, node, _ in all_nodes(page):
        identifier = node.get("@id")
        if isinstance(identifier, str) and len(node) > len(found.get(identifier, ())):
            found[identifier] = node
    return found


@once
def all_nodes(page: Page) -> list[tuple[Block, Node, bool]]:
    """Every object of JSON-LD with its block, and whether it stands for the page itself: at the top, or its main entity."""
    return [(block, node, is_top) for block in json_ld(page) for node, is_top in _walk(block.value)]


def top_nodes(page: Page) -> list[tuple[Block, Node]]:
    """The nodes that stand for the page itself: at the top of a block, in its @graph, or its main entity."""
    return [(block, node) for block, node, is_top in all_nodes(page) if is_top]


def types(node: Node) -> list[str]:
    """The names of a node's types, without schema.org's address."""
    return [re.split(r"[/#:]", value)[-1] for value in _listed(node.get("@type")) if isinstance(value, str)]


def readable(value: str) -> str:
    """Text as people would read it: entities decoded (also those encoded twice), markup and white space gone."""
    if "&" in value:
        value = html.unescape(html.unescape(value))
    if "<" in value:
        value = re.sub(r"</?[a-zA-Z][^<>]*>", "", value)
    return collapse(value)


# What editors and templates put around the JSON; search engines look past it.
_OPENING = re.compile(r"\s*\ufeff?(<!--)?\s*((?://|/\*)?\s*<!\[CDATA\[\s*(?:\*/)?)?")
_CLOSING = re.compile(r"((?://|/\*)?\s*\]\]>\s*(?:\*/)?)?\s*((?://)?\s*-->)?;?$")


def _read(script: Element) -> Block:
    source = (script.text or "").rstrip()
    opening = _OPENING.match(source)
    start = opening.end() if opening else 0
    closing = _CLOSING.search(source, max(start, len(source) - 40))
    bare = source[start : closing.start() if closing else None]
    if not bare.strip():
        return Block(script, None, "it is empty")
    try:
        return Block(script, _parse(bare), wrapped=len(bare.strip()) < len(source.strip()))
    except json.JSONDecodeError as error:
        line = error.lineno + source.count("\n", 0, start)
        if error.msg.startswith("Invalid control character"):
            return _read_loosely(script, bare, f"a string has a line break or control character in it (line {line})")
        if len(source) >= LONGEST_READ:
            return Block(script, None, "it is too long")
        return Block(script, None, f"{error.msg} (line {line})", is_wrong=True)
    except RecursionError:
        return Block(script, None, "it is nested too deep")
    except ValueError as error:
        return Block(script, None, str(error), is_wrong=True)


def _parse(source: str, *, strict: bool = True) -> Any:
    return json.loads(source, strict=strict, parse_constant=_refuse)


def _read_loosely(script: Element, source: str, complaint: str) -> Block:
    try:
        return Block(script, _parse(source, strict=False), forgiven=complaint)
    except (ValueError, RecursionError):
        return Block(script, None, complaint, is_wrong=True)


def _refuse(constant: str) -> None:
    raise ValueError(f"{constant} is no JSON")


def _walk(value: Any) -> Iterator[tuple[Node, bool]]:
    """Every object below a value, in order, and whether it stands for the page."""
    stack: list[tuple[Any, bool]] = [(value, True)]
    while stack:
        here, is_top = stack.pop()
        if isinstance(here, list):
            stack.extend((entry, is_top) for entry in reversed(here))
        elif isinstance(here, dict):
            yield here, is_top
            stack.extend((child, is_top and key in _TRANSPARENT) for key, child in reversed(here.items()))


_TRANSPARENT = frozenset({"@graph", "mainEntity"})


def _listed(value: Any) -> list[Any]:
    if value is None:
        return []
    return list(value) if isinstance(value, list) else [value]


def _resolve(value: Any, nodes: Mapping[str, Node]) -> Any:
    if not isinstance(value, dict):
        return value
    if "@value" in value:
        return value["@value"]
    if "name" in value or not isinstance(value.get("@id"), str):
        return value
    return nodes.get(value["@id"], value)


# --- authors ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Author:
    """One author as structured data names it."""

    name: str
    type: str
    """“Person”, “Organization” or another of schema.org's types; empty where only a name is given."""


def authors(data: ArticleData) -> list[Author]:
    """The authors the markup names, in order; those without a usable name are left out."""
    found = [author for value in data.values("author") or data.values("creator") for author in _authors(value)]
    return [author for author in found if author.name]


def _authors(value: Any) -> list[Author]:
    if isinstance(value, str):
        return [Author(readable(value), "")]
    if not isinstance(value, dict):
        return []
    kind = next(iter(types(value)), "")
    names = [readable(name) for name in _listed(value.get("name")) if isinstance(name, str)]
    if not names:
        parts = [value.get("givenName"), value.get("familyName")]
        names = [readable(" ".join(part for part in parts if isinstance(part, str)))]
    return [Author(name, kind) for name in names]


# --- the page's own article ---------------------------------------------------------------------------------------


@once
def article_data(page: Page) -> ArticleData | None:
    """The node that describes the page's own article: from JSON-LD, else microdata, else RDFa; None when there is none."""
    return json_ld_article(page) or attribute_article(page)


@once
def json_ld_article(page: Page) -> ArticleData | None:
    """What JSON-LD tells of the page's own article; None when it tells of none, or of several alike."""
    found = [(block, node) for block, node in top_nodes(page) if ARTICLE_TYPES.intersection(types(node))]
    if not found:
        return None
    nodes = nodes_by_id(page)
    ranked = [
        (_nearness(page, ArticleData("JSON-LD", block.element, node, nodes)), block, node) for block, node in found
    ]
    nearness, block, node = max(ranked, key=lambda entry: entry[0])
    # Several articles of which none is known to be this page's: a list of teasers.
    if (
        len({entry[2].get("headline") for entry in ranked if isinstance(entry[2].get("headline"), str)}) > 1
        and nearness < 1
    ):
        return None
    return ArticleData("JSON-LD", block.element, node, nodes)


def _nearness(page: Page, data: ArticleData) -> float:
    """How surely a node is about this page: 1 and more when its address or its headline says so."""
    own = {place(address) for address in (canonical(page), first(page, "og:url"), page.url) if address}
    said = [data.node.get("url"), data.node.get("@id")]
    for value in data.values("mainEntityOfPage"):
        said += (
            [value]
            if isinstance(value, str)
            else [value.get("@id"), value.get("url")]
            if isinstance(value, dict)
            else []
        )
    is_own = any(place(address) in own for address in said if isinstance(address, str) and len(place(address)) > 1)
    likenesses = [
        likeness(data.text("headline"), witness) for witness in (first(page, "og:title"), document_title(page))
    ]
    return 2.0 * is_own + (1.0 if max(likenesses) >= 0.5 else max(likenesses))


def place(address: str) -> str:
    """An address without what differs between a live site, its staging and its local copy: scheme, host, query, fragment."""
    try:
        return unquote(urlsplit(address.strip()).path).removesuffix("index.html").rstrip("/") or "/"
    except ValueError:
        return ""


@once
def attribute_article(page: Page) -> ArticleData | None:
    """What microdata, else RDFa, tells of the page's own article; None when they tell of none, or of several alike."""
    return _own_item(page, "microdata", microdata.items) or _own_item(page, "RDFa", rdfa.items)


def _own_item(
    page: Page, form: str, read: Callable[[Sequence[Element], Collection[str]], _Items]
) -> ArticleData | None:
    items = [ArticleData(form, scope, item, {}) for scope, item in read(page.elements, ARTICLE_TYPES)]
    named = [data for data in items if _name(data)]
    if len({_name(data) for data in named}) > 1:
        return next((data for data in named if _nearness(page, data) >= 1), None)
    if named:
        return named[0]
    return items[0] if len(items) == 1 else None


_Items = list[tuple[Element, Node]]


def _name(data: ArticleData) -> str:
    return str(data.node.get("headline") or data.node.get("name") or "")


# --- meta and link ------------------------------------------------------------------------------------------------


@once
def metas(page: Page) -> dict[str, list[Meta]]:
    """Every meta element by its name in lower case: `property=`, `name=` and `itemprop=` are all read."""
    found: dict[str, list[Meta]] = {}
    for element in page.tree.iter("meta"):
        content = element.get("content")
        if content is None:
            continue
        for attribute, name in _meta_names(element):
            found.setdefault(name, []).append(Meta(element, readable(content), attribute))
    return found


@once
def metas_without_content(page: Page) -> frozenset[str]:
    """Names of meta elements that no service reads, because their text stands elsewhere than in `content=`."""
    bare = (element for element in page.tree.iter("meta") if element.get("content") is None)
    return frozenset(name for element in bare for _, name in _meta_names(element))


def _meta_names(element: Element) -> Iterator[tuple[str, str]]:
    for attribute in ("property", "name", "itemprop"):
        for name in attr(element, attribute).lower().split():
            yield attribute, name


def first(page: Page, *names: str) -> str:
    """The first meta value that is not empty, asking the names in order."""
    return next((meta.value for name in names for meta in metas(page).get(name, ()) if meta.value), "")


@once
def canonicals(page: Page) -> list[Element]:
    """The canonical links, in document order; a page should have one."""
    return [link for link in page.tree.iter("link") if "canonical" in attr(link, "rel").lower().split()]


def canonical(page: Page) -> str:
    """The first canonical address as written; empty when there is none."""
    return next((attr(link, "href") for link in canonicals(page) if attr(link, "href")), "")


def canonical_address(page: Page) -> str:
    """The canonical address in full; the page's own where it gives none that can be read."""
    try:
        return urljoin(page.url, canonical(page))
    except ValueError:
        return page.url


@once
def document_title(page: Page) -> str:
    """The text of the document's title element."""
    element = title(page.tree)
    return readable(element.text or "") if element is not None else ""
