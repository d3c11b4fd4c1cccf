"""What a page declares as paid content: https://developers.google.com/search/docs/appearance/structured-data/paywalled-content."""

from __future__ import annotations

import re
from typing import Any

from audit.page import Page
from audit.page.html import Element, classes
from audit.page.structured import ArticleData, Node

_CLASSES = re.compile(r"\.[\w-]+(\s*,\s*\.[\w-]+)*")


def is_closed(node: Node) -> bool:
    """Whether a node says that it is not free: false, "False" and schema.org's address for it are all in use."""
    said: Any = node.get("isAccessibleForFree")
    return said is False or (isinstance(said, str) and said.strip().lower().rpartition("/")[2] == "false")


def closed_parts(data: ArticleData) -> list[Node]:
    """The parts of an article that are declared not to be free."""
    return [part for part in data.values("hasPart") if isinstance(part, dict) and is_closed(part)]


def selector(part: Node) -> str:
    """The CSS selector of a part; empty where it has none."""
    said = part.get("cssSelector")
    return said.strip() if isinstance(said, str) else ""


def is_of_classes(said: str) -> bool:
    """Whether a selector is one that search engines read: a class, or several with commas."""
    return _CLASSES.fullmatch(said) is not None


def selected(page: Page, said: str) -> list[Element]:
    """The elements that a selector of classes finds."""
    wanted = {name.strip().lstrip(".") for name in said.split(",")}
    return [element for element in page.elements if element.get("class") and not wanted.isdisjoint(classes(element))]
