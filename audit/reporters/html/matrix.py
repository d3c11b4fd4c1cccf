"""What the witnesses of an article say of it, put together so that a reader sees at once who contradicts whom."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from audit.model import Matter, Stance, Statement, Witness

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
COLUMNS = {
    "Page": {Witness.PAGE},
    "JSON-LD": {Witness.JSON_LD},
    "Microdata, RDFa": {Witness.ATTRIBUTES},
    "Open Graph": {Witness.OPEN_GRAPH},
    "X card": {Witness.X_CARD},
    "Meta": {Witness.META},
    "Sitemap, feed": {Witness.SITEMAP, Witness.FEED},
}
"""The seven witnesses a reader meets; what a sitemap and a feed say stands together."""


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
    cells: list[tuple[str, str, str]]
    """For each of the seven: its name, its kind for the style, and that kind in words where it does not just agree."""

    @property
    def is_contradicted(self) -> bool:
        """Whether somebody contradicts somebody."""
        return any(saying.mark for saying in self.sayings)


@dataclass(frozen=True)
class Article:
    """The rows of an article."""

    rows: list[Row]

    @property
    def contradictions(self) -> list[str]:
        """Labels of the rows in which somebody contradicts somebody."""
        return [row.label for row in self.rows if row.is_contradicted]


def article(matrix: Sequence[Matter]) -> Article | None:
    """The matrix as it is shown; None for a page that has none."""
    return Article([_row(matter) for matter in matrix]) if matrix else None


def _row(matter: Matter) -> Row:
    cells = [(name, *_cell(matter, of)) for name, of in COLUMNS.items()]
    return Row(LABELS.get(matter.name) or matter.name or "something", _sayings(matter), cells)


def _cell(matter: Matter, of: set[Witness]) -> tuple[str, str]:
    told = [each for each in matter.statements if each.witness in of]
    if not told:
        return "silent", "silent"
    stances = {each.stance for each in told}
    if marked := [MARKS[stance] for stance in MARKS if stance in stances]:
        return "odd", marked[0]
    if all(each.inherited for each in told):
        return "inherits", f"from {told[0].inherited}"
    return ("agrees", "") if Stance.AGREES in stances else ("alone", "cannot be compared")


def _sayings(matter: Matter) -> list[Saying]:
    """Each different answer once."""
    by: dict[tuple[str, str], list[str]] = {}
    for told in matter.statements:
        by.setdefault((", ".join(told.said), MARKS.get(told.stance, "")), []).append(_witness(told))
    return [Saying(text, ", ".join(witnesses), mark) for (text, mark), witnesses in by.items()]


def _witness(told: Statement) -> str:
    return f"{told.witness} (from {told.inherited})" if told.inherited else str(told.witness)
