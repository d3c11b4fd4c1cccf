"""Microdata: items, their properties and values as HTML defines them (https://html.spec.whatwg.org/multipage/microdata.html)."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from audit.page.html import Element, attr, tag, text

MOST_ITEMS = 50
"""Items that are read; a page with more of them is a list, and each is walked."""

_ADDRESS_IN = {
    **dict.fromkeys(("audio", "embed", "iframe", "img", "source", "track", "video"), "src"),
    **dict.fromkeys(("a", "area", "link"), "href"),
    "object": "data",
}
_VALUE_IN = {"data": "value", "meter": "value", "time": "datetime"}
_MEANT_BY_TEXT = frozenset(
    {"author", "creator", "name", "headline", "publisher", "articleSection", "keywords", "about"}
)


def items(elements: Sequence[Element], wanted: Collection[str]) -> list[tuple[Element, Mapping[str, Any]]]:
    """The items of the wanted types among all elements of a page, written as JSON-LD would write them."""
    scopes = [element for element in elements if element.get("itemscope") is not None]
    found = [scope for scope in scopes if not set(wanted).isdisjoint(_types(scope))][:MOST_ITEMS]
    if not found:
        return []
    ids: dict[str, Element] = {}
    if any(scope.get("itemref") for scope in scopes):
        for element in elements:
            ids.setdefault(element.get("id") or "", element)
    return [(scope, _item(scope, ids)) for scope in found]


def value(element: Element, name: str = "") -> str:
    """What an element says as the value of a property: the attribute that holds it, else its text."""
    # `content` counts on `meta` alone in HTML, but search engines read it everywhere.
    if element.get("content") is not None:
        return attr(element, "content")
    kind = tag(element)
    if kind in _VALUE_IN and element.get(_VALUE_IN[kind]) is not None:
        return attr(element, _VALUE_IN[kind])
    if kind not in _ADDRESS_IN:
        return text(element, hidden=True)
    # Strictly the address; but the name in an author's link is what is meant.
    said = text(element, hidden=True) if name in _MEANT_BY_TEXT else ""
    return said or attr(element, _ADDRESS_IN[kind])


def _types(scope: Element) -> list[str]:
    return [re.split(r"[/#]", name)[-1] for name in attr(scope, "itemtype").split()]


def _item(root: Element, ids: Mapping[str, Element]) -> dict[str, Any]:
    item = _empty(root)
    # Every element is met once, so that references in a circle end and cost no more than the page is long.
    met = {root}
    waiting = [(root, item)]
    while waiting:
        scope, owner = waiting.pop()
        for element in _below(scope, ids, met):
            is_item = element.get("itemscope") is not None
            names = attr(element, "itemprop").split()
            if is_item and names:
                inner = _empty(element)
                waiting.append((element, inner))
            for name in names:
                owner.setdefault(name, []).append(inner if is_item else value(element, name))
    return item


def _empty(scope: Element) -> dict[str, Any]:
    item: dict[str, Any] = {"@type": _types(scope)}
    return {**item, "@id": attr(scope, "itemid")} if scope.get("itemid") else item


def _below(scope: Element, ids: Mapping[str, Element], met: set[Element]) -> Iterator[Element]:
    """The elements that belong to an item and to none within it: its own, then those it refers to, in document order."""
    stack = [ids[name] for name in reversed(attr(scope, "itemref").split()) if name in ids] + list(reversed(scope))
    while stack:
        element = stack.pop()
        if element in met:
            continue
        met.add(element)
        if not tag(element):
            continue
        yield element
        if element.get("itemscope") is None:
            stack.extend(reversed(element))
