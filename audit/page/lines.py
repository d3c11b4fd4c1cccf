"""Where in its file an element begins, for pages of a folder: a wrong line is worse than none."""

from __future__ import annotations

import re
from collections import defaultdict
from urllib.parse import urlsplit

from audit.page import Page, once
from audit.page.html import FACT, Element, parse, tag

LAST_LINE = 65_534
"""libxml2 counts no further."""
LONGEST_TAG = 40
"""Lines that an opening tag may take."""
# Editors end a line at a carriage return that stands alone, libxml2 does not.
_LONE_RETURN = re.compile(r"\r(?!\n)")

Likeness = tuple[str, frozenset[tuple[str, str]]]


def line_of(page: Page, element: Element) -> int:
    """
    The line of the served HTML that the element's opening tag begins on, from 1.

    0 where that is not known for sure: scripts made the element, another one looks the same, or the page is not of a
    folder, where nobody could open its file.
    """
    if urlsplit(page.url).hostname != "127.0.0.1" or _LONE_RETURN.search(page.snapshot.served):
        return 0
    served = element if page.source == "served" else _only(page, element)
    if served is None or not served.sourceline or served.sourceline > LAST_LINE:
        return 0
    return _opening(_lines(page), served.sourceline, tag(served))


def _only(page: Page, element: Element) -> Element | None:
    """The one served element with that name and those attributes."""
    found = _served(page).get(_likeness(element), [])
    return found[0] if len(found) == 1 and _rendered(page).get(_likeness(element)) == 1 else None


@once
def _served(page: Page) -> dict[Likeness, list[Element]]:
    found = defaultdict(list)
    for element in parse(page.snapshot.served).iter("*"):
        found[_likeness(element)].append(element)
    return dict(found)


@once
def _rendered(page: Page) -> dict[Likeness, int]:
    found: dict[Likeness, int] = defaultdict(int)
    for element in page.elements:
        found[_likeness(element)] += 1
    return dict(found)


@once
def _lines(page: Page) -> list[str]:
    return page.snapshot.served.split("\n")


def _likeness(element: Element) -> Likeness:
    attributes = ((str(name), str(value)) for name, value in element.attrib.items())
    return tag(element), frozenset((name, value) for name, value in attributes if not name.startswith(FACT))


def _opening(lines: list[str], last: int, name: str) -> int:
    """The line of `<name`: libxml2 tells the one on which the opening tag ends."""
    opening = re.compile(rf"<{re.escape(name)}(?![\w-])", re.IGNORECASE)
    for number in range(min(last, len(lines)), max(0, last - LONGEST_TAG), -1):
        if opening.search(lines[number - 1]):
            return number
    return 0
