"""CSV that a spreadsheet opens as text."""

from __future__ import annotations

import csv
from io import StringIO

import pytest
from msgspec.structs import replace

from audit.model import Report, Spared
from audit.reporters import REPORTERS
from audit.reporters.csv import FORMULA, HEADINGS
from tests import samples


def written(report: Report) -> str:
    return REPORTERS["csv"](report)["findings.csv"]


def rows(report: Report) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(written(report).removeprefix("\ufeff"), newline="")))


def test_row_is_a_group_on_a_page() -> None:
    report = samples.sample()
    found = rows(report)
    assert sum(len(group.pages) for group in report.groups) == len(found)
    assert [samples.story(number) for number in range(31)] == [row["page"] for row in found[:31]]
    second = found[1]
    assert ("failed", "critical", "new", "axe-label", "axe", "4.1.2") == tuple(list(second.values())[:6])
    assert samples.story(0) == second["example"]
    assert ("31", "31") == (second["pages"], second["occurrences"])


def test_excel_is_told_that_it_is_utf_8_and_lines_end_as_the_rfc_says() -> None:
    text = written(samples.sample())
    assert text.startswith(f"\ufeff{','.join(HEADINGS)}\r\n")
    assert "\n" not in text.replace("\r\n", "")


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "＝"])
def test_formula_is_text(start: str) -> None:
    attempt = f'{start}HYPERLINK("https://evil.example";"x")'
    group = replace(samples.sample().groups[0], message=attempt, url=attempt, pages=[attempt])
    [row] = rows(replace(samples.sample(), groups=[group]))
    assert {f"'{attempt}"} == {row["message"], row["page"], row["example"]}


@pytest.mark.parametrize("name", ["sample", "hostile"])
def test_no_cell_begins_a_formula_or_breaks_its_line(name: str) -> None:
    report = getattr(samples, name)()
    for row in rows(report):
        assert set(HEADINGS) == set(row)
        assert not [cell for cell in row.values() if cell.startswith(FORMULA) or "\n" in cell or "\x1b" in cell]


def test_state_says_what_does_not_gate() -> None:
    group = replace(samples.sample().groups[7], spared=Spared(by="origin", reason="an ad"))
    assert ["does not gate"] == [row["state"] for row in rows(replace(samples.sample(), groups=[group]))]
