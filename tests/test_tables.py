"""What a table is, and how its cells lie."""

from __future__ import annotations

import pytest

from audit.model import Snapshot
from audit.page import Page
from audit.page.html import Element
from audit.page.tables import article_tables, has_header, is_data, is_placing, rows, span, widths

GRID = "<tr><td>a</td><td>1</td></tr>" * 3
TEXT = (
    "<p>The first freighter came in at dawn, and the crew of the tug boat had coffee ready for everybody there.</p>" * 3
)


def page(body: str) -> Page:
    head = '<meta property="og:type" content="article">'
    return Page(Snapshot(url="https://herald.example/a", served=f"<head>{head}</head><body>{body}</body>"))


def table(inner: str, attributes: str = "") -> Element:
    return next(page(f"<table {attributes}>{inner}</table>").tree.iter("table"))


def test_tables_of_the_article_are_those_shown_in_it_and_not_beside_it() -> None:
    source = (
        f"<article><h1>Harbour opens</h1>{TEXT}<figure><table id=a></table></figure><table id=b hidden></table></article>"
        "<aside><table id=c></table></aside>"
    )
    assert ["a"] == [found.get("id") for found in article_tables(page(source))]


def test_a_page_without_an_article_has_no_tables_of_one() -> None:
    assert [] == article_tables(Page(Snapshot(url="https://herald.example/", served="<table></table>")))


@pytest.mark.parametrize(
    ("inner", "attributes", "expected"),
    [
        (GRID, "", False),
        (GRID, "role=presentation", True),
        ("<tr><td><form></form></td></tr>", "", True),
        (f"<tr><td><table>{GRID}</table></td></tr>", "", True),
    ],
)
def test_a_table_places_things_when_it_says_so_or_holds_what_is_no_data(
    inner: str, attributes: str, expected: bool
) -> None:
    assert expected is is_placing(table(inner, attributes))


@pytest.mark.parametrize(
    ("inner", "expected"),
    [
        (GRID, True),
        ("<tr><td>a</td><td>1</td></tr>" * 2, False),
        ("<tr><td>a</td></tr>" * 3, False),
        ("<tr><td>1.</td><td>Choir wins</td></tr>" * 3, False),
        ("<tr><td>a</td><td></td></tr>" * 3, False),
        (f"<tr><td>a</td><td>{'long ' * 40}</td></tr>" * 3, False),
    ],
)
def test_data_is_a_filled_grid_of_short_cells(inner: str, expected: bool) -> None:
    assert expected is is_data(rows(table(inner)))


@pytest.mark.parametrize(
    "cell", ["<th>a</th>", "<td scope=row>a</td>", "<td headers=x>a</td>", "<td role=rowheader>a</td>"]
)
def test_a_header_is_a_cell_that_names_others(cell: str) -> None:
    assert has_header(table(f"<tr>{cell}</tr>"))
    assert not has_header(table("<tr><td role=cell>a</td></tr>"))


@pytest.mark.parametrize(
    ("inner", "expected"),
    [
        (GRID, [2, 2, 2]),
        ("<tr><th colspan=3>a</th></tr><tr><td>b</td></tr>", [3, 1]),
        ("<tr><td rowspan=2>a</td><td>b</td></tr><tr><td>c</td></tr><tr><td>d</td></tr>", [2, 2, 1]),
        ("<tr><td rowspan=0>a</td><td>b</td></tr><tr><td>c</td></tr><tr><td>d</td></tr>", [2, 2, 2]),
    ],
)
def test_a_row_is_as_wide_as_its_cells_and_those_that_reach_into_it(inner: str, expected: list[int]) -> None:
    assert expected == widths(rows(table(inner)))


@pytest.mark.parametrize(("said", "expected"), [("2", 2), ("0", 1), ("", 1), ("-3", 1), ("two", 1), ("99999999", 1000)])
def test_a_span_that_does_not_count_is_one(said: str, expected: int) -> None:
    cell = next(table(f'<tr><td colspan="{said}">a</td></tr>').iter("td"))
    assert expected == span(cell, "colspan")
