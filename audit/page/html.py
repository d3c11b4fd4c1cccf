"""
Questions to a tree of elements: text, visibility, place, path. The quirks of lxml live here, once.

Two kinds of trees come in and look alike. `parse` reads HTML as served: lxml is no HTML5 parser, so what a browser would
not show (`template`, `noscript`) is emptied. `parse_rendered` reads the DOM as the browser held it, written as XML by
audit/capture/dom.js, with the browser's own facts as attributes in the namespace `urn:audit:rendered`:

    hidden     "1" when the element is not rendered (display, visibility, content-visibility, closed details …)
    box        "x y width height" in CSS pixels of the document, on elements whose place matters
    src        the address an image really loaded (currentSrc)
    natural    "width height" of a loaded image in its own pixels; "0 0" when it did not load
    background the address of the picture in the background of a large box
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache

from lxml import etree

from audit.page.text import clean, collapse

Element = etree._Element
"""An element of either tree."""

FACT = "{urn:audit:rendered}"
SNIPPET_LENGTH = 1_000
LONGEST_ATTRIBUTE = 20_000
"""Letters of an attribute that are read; the browser's copy of the page breaks off there too (audit/capture/probes/dom.js)."""
SHADOW_ROOT = "shadow-root"
"""Name under which the content of an open shadow root stands as its host's first child."""

# Text in these is no text of the page.
UNREAD = frozenset({"script", "style", "template", "noscript", "head", "title", "iframe", "object"})
# Elements that end a word on both sides when text is read off a tree.
INLINE = frozenset(
    (
        "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark nobr q rp rt ruby s samp small "
        "span strike strong sub sup time tt u var wbr"
    ).split()
)
VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
LANDMARK_TAGS = {
    "main": "main",
    "nav": "navigation",
    "aside": "complementary",
    "header": "banner",
    "footer": "contentinfo",
}
LANDMARK_ROLES = frozenset({"banner", "complementary", "contentinfo", "form", "main", "navigation", "region", "search"})


def parse(source: str) -> Element:
    """The tree of HTML as served; an empty document gives an empty `html` element."""
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, remove_pis=True)
    # Encoded here because lxml refuses strings with an encoding declaration, and bytes with lone surrogates do not exist.
    root = etree.fromstring(clean(source).encode() or b"<html/>", parser)
    if root is None:
        root = etree.Element("html")
    for element in list(root.iter("template", "noscript")):
        tail = element.tail
        element.clear()
        element.tail = tail
    for value in _LONG_ATTRIBUTES(root):
        value.getparent().set(value.attrname, value[:LONGEST_ATTRIBUTE])
    _begin_body(root)
    return root


def _begin_body(root: Element) -> None:
    """Where a page leaves out the tag, the body begins at the first element that no head can have; libxml2 knows few of them."""
    head, body = root.find("head"), root.find("body")
    children = list(head) if head is not None else []
    first = next((at for at, child in enumerate(children) if tag(child) and tag(child) not in _OF_HEAD), None)
    if first is None:
        return
    if body is None:
        body = etree.SubElement(root, "body")
    for at, child in enumerate(children[first:]):
        body.insert(at, child)


_OF_HEAD = frozenset("base bgsound link meta noframes noscript script style template title".split())

_LONG_ATTRIBUTES = etree.XPath(f"//@*[string-length() > {LONGEST_ATTRIBUTE}]")


def parse_rendered(source: str) -> Element:
    """The tree of a DOM written by the browser (see the head of this module)."""
    parser = etree.XMLParser(huge_tree=True, resolve_entities=False, no_network=True, recover=True)
    root = etree.fromstring(source.encode("utf-8", "replace"), parser)
    return root if root is not None else etree.Element("html")


def tag(element: Element) -> str:
    """The element's name in lower case; empty for comments and processing instructions."""
    name = element.tag
    return name.lower() if isinstance(name, str) else ""


def attr(element: Element, name: str) -> str:
    """An attribute without surrounding white space; empty when it is missing."""
    return (element.get(name) or "").strip()


def classes(element: Element) -> list[str]:
    """The element's classes, in order."""
    return (element.get("class") or "").split()


def roles(element: Element) -> list[str]:
    """The roles the element asks for, in lower case."""
    asked = element.get("role")
    return asked.lower().split() if asked else []


def head(tree: Element) -> Element:
    """The `head`, or the root when there is none."""
    found = tree.find("head")
    return tree if found is None else found


def body(tree: Element) -> Element:
    """The `body`, or the root when there is none."""
    found = tree.find("body")
    return tree if found is None else found


def title(tree: Element) -> Element | None:
    """The document's title element: never one of an SVG, which `.//title` would find."""
    for element in tree.iter("title"):
        if not any(tag(ancestor) == "svg" for ancestor in element.iterancestors()):
            return element
    return None


def by_id(tree: Element, identifier: str) -> Element | None:
    """The first element with that id, which is the one a browser finds."""
    if not identifier:
        return None
    found = tree.xpath("//*[@id = $identifier]", identifier=identifier)
    return found[0] if found else None


# --- visibility ---------------------------------------------------------------------------------------------------


def is_hidden(element: Element) -> bool:
    """
    Whether the element is not rendered.

    The browser's word where it rendered the page. Else only what the HTML itself says (hidden, inline style,
    type=hidden, closed dialog), so that served HTML errs towards “shown”.
    """
    return element in _unseen(_root(element))


def is_hidden_from_readers(element: Element) -> bool:
    """Whether a screen reader does not meet the element: not rendered, or below aria-hidden."""
    return is_hidden(element) or element in _unheard(_root(element))


def box(element: Element) -> tuple[float, float, float, float] | None:
    """Left, top, width and height in CSS pixels of the document; None when not known."""
    value = element.get(FACT + "box")
    if not value:
        return None
    left, top, width, height = map(float, value.split())
    return left, top, width, height


def _root(element: Element) -> Element:
    return element.getroottree().getroot()


# Trees are not changed once they are read, so what holds for whole subtrees is worked out once a tree, and not once an
# element by climbing: a page decides how deep it is nested. Two trees are remembered, because a page is asked about often
# and the next one replaces it.
@lru_cache(maxsize=2)
def _unseen(root: Element) -> frozenset[Element]:
    """Every node of the tree that is not rendered."""
    if root.get(FACT + "box") is not None:
        return frozenset(_HIDDEN_BY_BROWSER(root))
    may = [*_WITH_HIDDEN_OR_STYLE(root), *root.iter("template", "noscript", "head", "input", "dialog")]
    return _with_all_inside(element for element in may if _says_hidden(element))


@lru_cache(maxsize=2)
def _unheard(root: Element) -> frozenset[Element]:
    """Every node of the tree below aria-hidden."""
    return _with_all_inside(node for node in _WITH_ARIA_HIDDEN(root) if attr(node, "aria-hidden").lower() == "true")


_HIDDEN_BY_BROWSER = etree.XPath("//@r:hidden/..", namespaces={"r": FACT[1:-1]})
_WITH_HIDDEN_OR_STYLE = etree.XPath("//@hidden/.. | //@style/..")
_WITH_ARIA_HIDDEN = etree.XPath("//@aria-hidden/..")


def _with_all_inside(elements: Iterable[Element]) -> frozenset[Element]:
    found: set[Element] = set()
    for element in elements:
        if element not in found:
            found.update(element.iter())
    return frozenset(found)


def _says_hidden(element: Element) -> bool:
    name = tag(element)
    if element.get("hidden") is not None or name in {"template", "noscript", "head"}:
        return True
    if name == "input" and attr(element, "type").lower() == "hidden":
        return True
    if name == "dialog" and element.get("open") is None:
        return True
    style = element.get("style")
    if not style:
        return False
    style = style.replace(" ", "").lower()
    return "display:none" in style or "visibility:hidden" in style


# --- text ---------------------------------------------------------------------------------------------------------


def text(element: Element | None, *, hidden: bool = False, skip: Iterable[Element] = ()) -> str:
    """
    The element's text with white space collapsed.

    Text that is not rendered is left out unless `hidden`; elements in `skip` are left out with all they hold.
    """
    if element is None or not tag(element):
        return ""
    left_out = frozenset(skip)
    if not len(element):
        return collapse(element.text or "") if element not in left_out else ""
    if left_out:
        return collapse("".join(_pieces(element, hidden=hidden, skip=left_out)))
    known = _texts(_root(element))
    if (element, hidden) not in known:
        known[element, hidden] = collapse("".join(_pieces(element, hidden=hidden, skip=left_out)))
    return known[element, hidden]


def all_text(element: Element) -> str:
    """All text in the element as it stands in the source, hidden or not, with its white space."""
    return "".join(element.itertext()) if len(element) else element.text or ""


@lru_cache(maxsize=2)
def _texts(_: Element) -> dict[tuple[Element, bool], str]:
    """The texts that were read off a tree."""
    return {}


def _pieces(element: Element, *, hidden: bool, skip: frozenset[Element]) -> list[str]:
    pieces: list[str] = []
    unseen = frozenset() if hidden else _unseen(_root(element))
    # Inside of something hidden, only what is hidden once more is left out.
    is_shown = element not in unseen
    # An explicit stack: real pages nest deeper than Python's recursion goes.
    stack: list[Element | str] = [element]
    while stack:
        node = stack.pop()
        if isinstance(node, str):
            pieces.append(node)
            continue
        name = tag(node)
        if not name or node in skip:
            continue
        if node is not element and (name in UNREAD or (node in unseen and (is_shown or _is_hidden_itself(node)))):
            continue
        if name not in INLINE:
            pieces.append(" ")
            stack.append(" ")
        if node.text:
            pieces.append(node.text)
        for child in reversed(node):
            if child.tail:
                stack.append(child.tail)
            stack.append(child)
    return pieces


def _is_hidden_itself(element: Element) -> bool:
    return element.get(FACT + "hidden") is not None or _says_hidden(element)


def snippet(element: Element, length: int = SNIPPET_LENGTH) -> str:
    """The element as HTML for people: no facts of the browser, long text and deep content cut."""
    written = _open_tag(element)
    if tag(element) in VOID:
        return _cut(written, length)
    inner = (element.text or "") + "".join(_outline(child) for child in element)
    return _cut(f"{written}{_cut(collapse(inner), 300)}</{tag(element)}>", length)


def _outline(element: Element) -> str:
    if not tag(element):
        return element.tail or ""
    content = (element.text or "").strip()[:80] if tag(element) not in {"script", "style"} else "…"
    inside = content or ("…" if len(element) else "")
    if tag(element) in VOID:
        return f"{_open_tag(element)}{element.tail or ''}"
    return f"{_open_tag(element)}{inside}</{tag(element)}>{element.tail or ''}"


def _open_tag(element: Element) -> str:
    attributes = "".join(
        f' {name}="{_cut(value, 200)}"' if value else f" {name}"
        for name, value in element.attrib.items()
        if not name.startswith("{")
    )
    return f"<{tag(element)}{attributes}>"


def _cut(value: str, length: int) -> str:
    return value if len(value) <= length else value[: length - 1] + "…"


# --- place --------------------------------------------------------------------------------------------------------


def ancestors(element: Element, *names: str) -> Iterator[Element]:
    """The element's ancestors, nearest first; only those of the given names, if any."""
    return element.iterancestors(*names)


def closest(element: Element, *names: str) -> Element | None:
    """The element itself or its nearest ancestor of one of the names."""
    if tag(element) in names:
        return element
    return next(element.iterancestors(*names), None)


def inherits(element: Element | None, says: Callable[[Element], bool], known: dict[Element, bool]) -> bool:
    """Whether the element or one around it says so; `known` holds the answers of one question, so that none is asked twice."""
    chain: list[Element] = []
    while element is not None and element not in known:
        chain.append(element)
        element = element.getparent()
    verdict = element is not None and known[element]
    for node in reversed(chain):
        verdict = known[node] = verdict or says(node)
    return verdict


def landmark(element: Element) -> str:
    """The landmark role the element gives, or an empty string (https://www.w3.org/TR/html-aam-1.0/)."""
    if element.get("role"):
        return next((role for role in roles(element) if role in LANDMARK_ROLES), "")
    name = tag(element)
    if name in {"header", "footer"}:
        # Only the page's own header and footer are landmarks.
        inside = any(tag(node) in {"article", "aside", "main", "nav", "section"} for node in element.iterancestors())
        return "" if inside else LANDMARK_TAGS[name]
    if name in {"section", "form"} and (element.get("aria-label") or element.get("aria-labelledby")):
        return "region" if name == "section" else "form"
    return LANDMARK_TAGS.get(name, "")


def css_path(element: Element) -> str:
    """A CSS selector that finds the element, anchored at the nearest id that is unique in the document."""
    steps: list[str] = []
    root = element.getroottree().getroot()
    node: Element | None = element
    while node is not None:
        identifier = node.get("id")
        if identifier and _is_plain_id(identifier) and _is_unique(root, identifier):
            steps.append(f"#{identifier}")
            break
        steps.append(_step(node))
        node = node.getparent()
    # Through a shadow root no selector reaches; “>>>” is how axe and DevTools write that step.
    return " > ".join(reversed(steps)).replace(f" > {SHADOW_ROOT} > ", " >>> ")


def _step(element: Element) -> str:
    parent = element.getparent()
    name = tag(element)
    if parent is None or name in {"html", "head", "body"}:
        return name
    places = _places(_root(element))
    if element not in places:
        for twins in _by_name(parent).values():
            places.update((twin, (place, len(twins))) for place, twin in enumerate(twins, 1))
    place, count = places[element]
    return name if count == 1 else f"{name}:nth-of-type({place})"


@lru_cache(maxsize=2)
def _places(_: Element) -> dict[Element, tuple[int, int]]:
    """Which element of its name each one is among its siblings, and how many there are, as far as it was asked."""
    return {}


def _by_name(parent: Element) -> dict[str, list[Element]]:
    found: dict[str, list[Element]] = defaultdict(list)
    for child in parent:
        found[tag(child)].append(child)
    return found


@lru_cache(maxsize=4096)
def _is_plain_id(identifier: str) -> bool:
    return re.fullmatch(r"[A-Za-z_][\w-]*", identifier) is not None


def _is_unique(root: Element, identifier: str) -> bool:
    return _ids(root)[identifier] == 1


@lru_cache(maxsize=2)
def _ids(root: Element) -> Counter[str]:
    """How often the tree has each id."""
    return Counter(str(identifier) for identifier in root.xpath("//@id"))
