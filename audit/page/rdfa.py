"""RDFa Lite with schema.org's vocabulary: vocab, typeof, property, resource (https://www.w3.org/TR/rdfa-lite/)."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from audit.page.html import Element, attr, tag
from audit.page.microdata import MOST_ITEMS, value

_OURS = re.compile(r"(?:https?://schema\.org/|schema:)(\w+)")
_PLAIN = re.compile(r"\w+")


def items(elements: Sequence[Element], wanted: Collection[str]) -> list[tuple[Element, Mapping[str, Any]]]:
    """The items of the wanted types among all elements of a page, written as JSON-LD would write them."""
    typed = [element for element in elements if element.get("typeof")]
    found = [scope for scope in typed if not set(wanted).isdisjoint(_types(scope))]
    if not found:
        return []
    named = {attr(scope, "resource"): scope for scope in reversed(typed) if scope.get("resource")}
    return [(scope, _item(scope, named)) for scope in found[:MOST_ITEMS]]


def _types(scope: Element) -> list[str]:
    return list(_names(scope, "typeof"))


def _names(element: Element, attribute: str) -> Iterator[str]:
    """The names in an attribute that are schema.org's, in full, by prefix or by the vocabulary around them."""
    for said in attr(element, attribute).split():
        ours = _OURS.fullmatch(said)
        if ours:
            yield ours[1]
        elif _PLAIN.fullmatch(said) and "schema.org" in _vocabulary(element):
            yield said


def _vocabulary(element: Element) -> str:
    around = (element, *element.iterancestors())
    return next((node.get("vocab") or "" for node in around if node.get("vocab") is not None), "")


def _item(root: Element, named: Mapping[str, Element]) -> dict[str, Any]:
    item: dict[str, Any] = {"@type": _types(root)}
    met = {root}
    waiting = [(root, item)]
    while waiting:
        scope, owner = waiting.pop()
        for element in _below(scope):
            names = list(_names(element, "property"))
            # “resource” may name an item that stands elsewhere, as an author's box below the text does.
            stands = element if element.get("typeof") else named.get(_reference(element)) if names else None
            if stands is None:
                said: Any = None
            elif stands in met:
                continue
            else:
                met.add(stands)
                said = {"@type": _types(stands)}
                waiting.append((stands, said))
            for name in names:
                owner.setdefault(name, []).append(_value(element, name) if said is None else said)
    return item


def _reference(element: Element) -> str:
    return attr(element, "resource") or attr(element, "href")


def _value(element: Element, name: str) -> str:
    if element.get("resource") and element.get("content") is None:
        return attr(element, "resource")
    if element.get("datetime") is not None:
        return attr(element, "datetime")
    return value(element, name)


def _below(scope: Element) -> Iterator[Element]:
    """The elements that belong to an item and to none within it."""
    stack = list(reversed(scope))
    while stack:
        element = stack.pop()
        if not tag(element):
            continue
        yield element
        if not element.get("typeof"):
            stack.extend(reversed(element))
