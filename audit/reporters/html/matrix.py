"""What the witnesses say of each article, put together so that a reader sees at once who contradicts whom."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from audit.model import Matter, PageSummary, Stance, Statement

ARTICLES_LISTED = 200
"""Articles that are listed; those in which witnesses contradict each other come first, report.json has all."""

LABELS = {
    "headline": "Headline",
    "description": "Description",
    "published": "Published",
    "modified": "Changed",
    "authors": "Authors",
    "image": "Lead image",
    "address": "Address",
    "language": "Language",
    "access": "Access",
    "section": "Section",
}
MARKS = {Stance.ODD: "odd one out", Stance.DISAGREES: "contradicts another"}


@dataclass(frozen=True)
class Saying:
    """One answer, and the witnesses that give it."""

    text: str
    by: str
    mark: str
    """What is wrong with it; empty where nothing is."""


@dataclass(frozen=True)
class Row:
    """A thing that witnesses tell, with their different answers."""

    label: str
    sayings: list[Saying]


@dataclass(frozen=True)
class ArticleView:
    """An article with its rows."""

    page: PageSummary
    rows: list[Row]
    contradictions: list[str]
    """Labels of the rows in which somebody contradicts somebody."""


def articles(pages: Iterable[PageSummary]) -> list[ArticleView]:
    """The articles among the pages, those with most contradictions first, in the order of the report else."""
    shown = [_article(page) for page in pages if page.matrix]
    return sorted(shown, key=lambda article: -len(article.contradictions))


def _article(page: PageSummary) -> ArticleView:
    rows = [Row(LABELS.get(matter.name) or matter.name or "something", _sayings(matter)) for matter in page.matrix]
    return ArticleView(page, rows, [row.label for row in rows if any(saying.mark for saying in row.sayings)])


def _sayings(matter: Matter) -> list[Saying]:
    """Each different answer once."""
    by: dict[tuple[str, str], list[str]] = {}
    for told in matter.statements:
        by.setdefault((", ".join(told.said), MARKS.get(told.stance, "")), []).append(_witness(told))
    return [Saying(text, ", ".join(witnesses), mark) for (text, mark), witnesses in by.items()]


def _witness(told: Statement) -> str:
    return f"{told.witness} (from {told.inherited})" if told.inherited else str(told.witness)
