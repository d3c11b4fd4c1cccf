"""What the tables of an article are: grids of data, or frames that only place things; and how their cells lie."""

from __future__ import annotations

import re
from collections.abc import Sequence

from audit.page import Page, once
from audit.page.article import article
from audit.page.html import Element, attr, closest, is_hidden, roles, tag, text

ROWS, COLUMNS = 3, 2
"""The smallest table that needs headers: a row of them and two of data."""
LONG = 150
"""Letters from which on a cell holds text that a table only places."""
FILLED = 0.7
"""How many of the cells of a data table are filled at least."""
MOST_COLUMNS = 1_000
"""The most columns that a cell can span (https://html.spec.whatwg.org/multipage/tables.html#attr-tdth-colspan)."""
_PLACED = frozenset("table form iframe video audio input select button h1 h2 h3 h4 ul ol script".split())
# Not figure: content systems put the tables of an article into one.
_BESIDE = ("aside", "nav", "footer", "form", "dialog")
_DIGIT = re.compile(r"\d")


@once
def article_tables(page: Page) -> list[Element]:
    """The shown tables of the article that stand in nothing beside it; none where the page is no article."""
    if not article(page).is_article:
        return []
    tables = article(page).root.iter("table")
    return [table for table in tables if closest(table, *_BESIDE) is None and not is_hidden(table)]


def is_placing(table: Element) -> bool:
    """Whether a table says that it is none, or holds what no data table holds."""
    if roles(table):
        return True
    is_nested = next(table.iterancestors("table"), None) is not None
    return is_nested or any(tag(node) in _PLACED for node in table.iterdescendants("*"))


def rows(table: Element) -> list[list[Element]]:
    """The cells of a table row by row; those of tables inside it are not asked for, rows without cells are left out."""
    found = [[cell for cell in row if tag(cell) in {"td", "th"}] for row in table.iter("tr")]
    return [row for row in found if row]


def is_data(cells: Sequence[Sequence[Element]]) -> bool:
    """Whether rows are a grid of short cells: as many in each row, most of them filled."""
    if len(cells) < ROWS or len({len(row) for row in cells}) != 1 or len(cells[0]) < COLUMNS:
        return False
    if len(cells[0]) == COLUMNS and all(_DIGIT.match(text(row[0])) for row in cells):
        # “1.”, “2.” or times of day beside headlines: a list in two columns.
        return False
    said = [text(cell) for row in cells for cell in row]
    return max(map(len, said)) <= LONG and sum(map(bool, said)) >= FILLED * len(said)


def has_header(table: Element) -> bool:
    """Whether any cell of a table is a header, or names one."""
    cells = table.iter("th", "td")
    return any(
        tag(cell) == "th"
        or cell.get("scope") is not None
        or cell.get("headers") is not None
        or not {"columnheader", "rowheader"}.isdisjoint(roles(cell))
        for cell in cells
    )


def widths(cells: Sequence[Sequence[Element]]) -> list[int]:
    """How many columns each row fills, with the cells that reach into it from the rows above."""
    found: list[int] = []
    reaching: list[tuple[int, int]] = []
    for row in cells:
        width = sum(columns for columns, _ in reaching) + sum(span(cell, "colspan") for cell in row)
        found.append(width)
        reaching = [(columns, left - 1) for columns, left in reaching if left > 1]
        reaching += [(span(cell, "colspan"), down - 1) for cell in row if (down := _down(cell)) > 1]
    return found


def span(cell: Element, name: str) -> int:
    """How many columns or rows a cell says that it takes; 1 where it says nothing that counts."""
    said = attr(cell, name)
    return min(max(int(said), 1), MOST_COLUMNS) if said.isascii() and said.isdigit() else 1


def _down(cell: Element) -> int:
    # 0 means: all the rows that follow (https://html.spec.whatwg.org/multipage/tables.html#attr-tdth-rowspan).
    return 65_534 if attr(cell, "rowspan") == "0" else span(cell, "rowspan")
