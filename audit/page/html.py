"""
Questions to a tree of elements: text, visibility, place, path. The quirks of lxml live here, once.

Two kinds of trees come in and look alike. `parse` reads HTML as served: lxml is no HTML5 parser, so what a browser would
not show (`template`, `noscript`) is emptied. `parse_rendered` reads the DOM as the browser held it, written as XML by
audit/capture/dom.js, with the browser's own facts as attributes in the namespace `urn:audit:rendered`:

    hidden     "1" when the element is not rendered (display, visibility, content-visibility, closed details …)
    box        "x y width height" in CSS pixels of the document, on elements whose place matters
    src        the address an image really loaded (currentSrc)
    natural    "width height" of a loaded image in its own pixels; "0 0" when it did not load
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from lxml import etree

from audit.page.text import clean, collapse

Element = etree._Element
"""An element of either tree."""

FACT = "{urn:audit:rendered}"
SNIPPET_LENGTH = 1_000
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
    return root


def parse_rendered(source: str) -> Element:
    """The tree of a DOM written by the browser (see the head of this module)."""
    parser = etree.XMLParser(huge_tree=True, resolve_entities=False, no_network=True, recover=True)
    root = etree.fromstring(source.encode("utf-8", "replace"), parser)
    return root if root is not None else etree.Element("html")


def tag(element: Element) -> str:
    """The element's name in lower case; empty for comments and processing instructions."""
    return element.tag.lower() if isinstance(element.tag, str) else ""


def attr(element: Element, name: str) -> str:
    """An attribute without surrounding white space; empty when it is missing."""
    return (element.get(name) or "").strip()


def classes(element: Element) -> list[str]:
    """The element's classes, in order."""
    return (element.get("class") or "").split()


def roles(element: Element) -> list[str]:
    """The roles the element asks for, in lower case."""
    return (element.get("role") or "").lower().split()


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
    if _is_rendered_tree(element):
        return element.get(FACT + "hidden") is not None
    return any(_says_hidden(node) for node in (element, *element.iterancestors()))


def is_hidden_from_readers(element: Element) -> bool:
    """Whether a screen reader does not meet the element: not rendered, or below aria-hidden."""
    return is_hidden(element) or any(
        attr(node, "aria-hidden").lower() == "true" for node in (element, *element.iterancestors())
    )


def box(element: Element) -> tuple[float, float, float, float] | None:
    """Left, top, width and height in CSS pixels of the document; None when not known."""
    value = element.get(FACT + "box")
    if not value:
        return None
    left, top, width, height = map(float, value.split())
    return left, top, width, height


def _is_rendered_tree(element: Element) -> bool:
    return element.getroottree().getroot().get(FACT + "box") is not None


def _says_hidden(element: Element) -> bool:
    if element.get("hidden") is not None or tag(element) in {"template", "noscript", "head"}:
        return True
    if tag(element) == "input" and attr(element, "type").lower() == "hidden":
        return True
    if tag(element) == "dialog" and element.get("open") is None:
        return True
    style = (element.get("style") or "").replace(" ", "").lower()
    return "display:none" in style or "visibility:hidden" in style


# --- text ---------------------------------------------------------------------------------------------------------


def text(element: Element | None, *, hidden: bool = False, skip: Iterable[Element] = ()) -> str:
    """
    The element's text with white space collapsed.

    Text that is not rendered is left out unless `hidden`; elements in `skip` are left out with all they hold.
    """
    if element is None:
        return ""
    return collapse("".join(_pieces(element, hidden=hidden, skip=frozenset(skip))))


def _pieces(element: Element, *, hidden: bool, skip: frozenset[Element]) -> Iterator[str]:
    rendered = _is_rendered_tree(element)
    # An explicit stack: real pages nest deeper than Python's recursion goes.
    stack: list[Element | str] = [element]
    while stack:
        node = stack.pop()
        if isinstance(node, str):
            yield node
            continue
        name = tag(node)
        if not name or node in skip or (name in UNREAD and node is not element):
            continue
        if (
            not hidden
            and (node.get(FACT + "hidden") is not None if rendered else _says_hidden(node))
            and node is not element
        ):
            continue
        if name in {"br", "hr"} or name not in INLINE:
            yield " "
            stack.append(" ")
        if node.text:
            yield node.text
        for child in reversed(node):
            if child.tail:
                stack.append(child.tail)
            stack.append(child)


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


def landmark(element: Element) -> str:
    """The landmark role the element gives, or an empty string (https://www.w3.org/TR/html-aam-1.0/)."""
    for role in roles(element):
        if role in LANDMARK_ROLES:
            return role
    if element.get("role"):
        return ""
    name = tag(element)
    if name in {"header", "footer"}:
        # Only the page's own header and footer are landmarks.
        inside = any(tag(node) in {"article", "aside", "main", "nav", "section"} for node in element.iterancestors())
        return "" if inside else LANDMARK_TAGS[name]
    if name in {"section", "form"} and (element.get("aria-label") or element.get("aria-labelledby")):
        return "region" if name == "section" else "form"
    return LANDMARK_TAGS.get(name, "")


def landmark_path(element: Element) -> list[str]:
    """The landmarks around the element, outermost first."""
    found = [landmark(node) for node in element.iterancestors()]
    return [role for role in reversed(found) if role]


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
    twins = [sibling for sibling in parent if tag(sibling) == name]
    return name if len(twins) == 1 else f"{name}:nth-of-type({twins.index(element) + 1})"


@lru_cache(maxsize=4096)
def _is_plain_id(identifier: str) -> bool:
    return re.fullmatch(r"[A-Za-z_][\w-]*", identifier) is not None


def _is_unique(root: Element, identifier: str) -> bool:
    return len(root.xpath("//*[@id = $identifier]", identifier=identifier)) == 1
