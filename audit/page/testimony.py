"""What the page of an article says, kept for the end of a run, and whether its entry in a sitemap or a feed contradicts it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from audit.page import Page
from audit.page.agreement import COMPARE
from audit.page.article import article
from audit.page.documents import Document, Entry
from audit.page.html import css_path, head, snippet
from audit.page.text import shorten
from audit.page.witnesses import matrix

_COMPARED = {"headline": ("headline",), "published": ("published", "modified")}
"""What is compared -> the rows of the matrix that may back it: a feed often gives the day of the last change."""


def told_of(page: Page) -> dict[str, Any] | None:
    """What the witnesses on the page say of headline and dates, and where to show what contradicts them."""
    said = {
        matter.name: [told.said for told in matter.statements if not told.inherited]
        for matter in matrix(page)
        if matter.name in {"headline", "published", "modified"}
    }
    if not said:
        return None
    headline = article(page).headline_element
    element = head(page.tree) if headline is None else headline
    return {"said": said, "selector": css_path(element), "html": snippet(element)}


def contradictions(fact: Mapping[str, Any], document: Document, entry: Entry) -> Iterator[tuple[str, str]]:
    """What is contradicted, each with a message: where nobody on the page agrees with the entry, and somebody speaks against it."""
    for name, told in compared(entry).items():
        voices = [said for row in _COMPARED[name] for said in fact["said"].get(row, [])]
        answers = [COMPARE[name](said, [told]) for said in voices]
        if False in answers and True not in answers:
            other = voices[answers.index(False)][0]
            yield (
                name,
                f"{document.url} says “{shorten(told, 100)}” of this article, the page “{shorten(other, 100)}”. "
                "Which of them is right?",
            )


def compared(entry: Entry) -> dict[str, str]:
    """What of an entry is compared with the page."""
    return {name: told for name, told in (("headline", entry.title), ("published", entry.published)) if told}
