"""Annotations that GitHub understands, and that no page can write."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from msgspec.structs import replace

from audit.cli import main
from audit.model import GroupState
from audit.reporters import markdown, spoken
from audit.reporters.github import SHOWN, text
from tests import samples

COMMAND = re.compile(r"::(error|warning|notice) file=[^:,\n]+(?:,line=\d+)?,title=[^:,\n]+::[^\n]+")


def test_group_is_an_annotation_of_its_file_and_line() -> None:
    report = samples.sample()
    group = replace(
        report.groups[0], url="/a,b:c/", target=replace(report.groups[0].target, line=7), message="100 %\nno"
    )
    rules = [replace(report.rules[1], title="A: b, c")]
    said = text(replace(report, groups=[group], rules=rules))
    assert (
        "::error file=a%2Cb%3Ac/index.html,line=7,title=A%3A b%2C c::100 %25 no (axe-label, 31 pages: /a,b:c/)\n"
        == said
    )


def test_levels_follow_the_impact_and_the_gate() -> None:
    report = replace(samples.sample(), settings={})
    assert 7 * ["error"] + 2 * ["warning"] + 3 * ["notice"] == re.findall("^::([a-z]+)", text(report), re.MULTILINE)
    known = replace(report, groups=[replace(group, state=GroupState.KNOWN, gates=False) for group in report.groups])
    assert {"notice"} == set(re.findall("^::([a-z]+)", text(known), re.MULTILINE)) - {""}


def test_ten_of_a_level_are_shown_and_the_rest_is_counted() -> None:
    report = samples.sample()
    said = text(replace(report, groups=[report.groups[0]] * (SHOWN + 3))).splitlines()
    assert SHOWN + 1 == len(said)
    assert "3 more errors: GitHub shows 10 of a level, the report has all." == said[-1]


def test_page_cannot_write_a_command_of_its_own() -> None:
    report = samples.hostile()
    attempt = replace(report.groups[0], message="x\n::add-mask::y\r\n::stop-commands::z", outcome="failed")
    lines = text(replace(report, groups=[attempt, *report.groups])).splitlines()
    assert not [line for line in lines if not COMMAND.fullmatch(line)]
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]", "".join(lines))


def test_spoken_only_when_asked_for() -> None:
    assert "" == spoken(samples.sample(), ["html", "sarif"])
    assert text(samples.sample()) == spoken(samples.sample(), ["html", "github"])


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A folder in which `audit run` gives the sample at once, in a job of GitHub Actions; gives the summary's file."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("audit.run.audit", lambda *_: replace(samples.sample(), browser=""))
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path / "step"))
    return tmp_path / "step"


def test_run_adds_its_summary_to_the_job(run: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert 1 == main(["run", ".", "--quiet"])
    assert markdown.text(samples.sample()) == run.read_text(encoding="utf-8")
    assert "::" not in capsys.readouterr().out


def test_annotations_come_with_the_format_and_the_summary_can_be_switched_off(
    run: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert 1 == main(["run", ".", "--quiet", "--format", "github", "--no-step-summary"])
    assert capsys.readouterr().out.endswith(text(samples.sample()))
    assert not run.exists()


def test_summary_that_cannot_be_written_leaves_the_gate_as_it_is(run: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run.mkdir()
    assert 1 == main(["run", ".", "--quiet"])
    assert "cannot be written: Is a directory" in capsys.readouterr().err
