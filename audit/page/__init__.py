"""
What a page rule is given: one page, parsed once, and the questions to it answered once.

`html` asks about elements, `text` about words; `photos`, `forms`, `article` and `structured` know what these things are
on a news page. Nothing here reads or writes the world.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property, wraps
from typing import Any, TypeVar

from audit.model import Snapshot
from audit.page import html
from audit.page.html import Element

T = TypeVar("T")


class Page:
    """
    A snapshot with its tree and a memory for answered questions.

    `tree` is the DOM after scripts where a browser rendered the page (`source == "rendered"`), else the served HTML
    (`source == "served"`); a rule that can only judge one of them asks `source`.
    """

    def __init__(self, snapshot: Snapshot):
        self.snapshot = snapshot
        self.url = snapshot.final_url or snapshot.url
        self.source = "rendered" if snapshot.rendered else "served"
        self.answers: dict[str, Any] = {}

    @cached_property
    def tree(self) -> Element:
        """The root element, `html`."""
        return self.elements[0]

    @cached_property
    def elements(self) -> list[Element]:
        """All elements in document order; probes name elements by their place in this list."""
        rendered, served = self.snapshot.rendered, self.snapshot.served
        # lxml makes an element's object anew whenever it is asked for one that nobody holds; held here, each is made once.
        return list((html.parse_rendered(rendered) if rendered else html.parse(served)).iter("*"))

    def element(self, number: int | None) -> Element | None:
        """The element with that number, if the tree has it."""
        if number is None or not 0 <= number < len(self.elements):
            return None
        return self.elements[number]

    def number(self, element: Element) -> int | None:
        """The number probes know an element by: the inverse of `element`."""
        return self._numbers.get(element)

    @cached_property
    def _numbers(self) -> dict[Element, int]:
        return {element: number for number, element in enumerate(self.elements)}

    def artifact(self, name: str) -> Any:
        """What a probe brought back. Raises KeyError when it did not run; rules declare `needs` so that it has."""
        return self.snapshot.artifacts[name]


def once(question: Callable[[Page], T]) -> Callable[[Page], T]:
    """Make a question to a page be answered once for each page, however many rules ask it."""
    key = f"{question.__module__}.{question.__qualname__}"

    @wraps(question)
    def ask(page: Page) -> T:
        if key not in page.answers:
            page.answers[key] = question(page)
        answer: T = page.answers[key]
        return answer

    return ask
