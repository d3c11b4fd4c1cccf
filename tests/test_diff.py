"""Two runs compared, and stored runs rendered again: from the command line, with nothing but the reports."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from msgspec.structs import replace

from audit.cli import main
from audit.diff import compare
from audit.model import Outcome, Report
from audit.reporters import write
from tests import samples

SAME = "0 new, 0 gone, 12 the same.\n"


def stored(folder: Path, report: Report) -> str:
    write(report, folder, ["json"])
    return str(folder)


def said(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = main(arguments)
    return code, *capsys.readouterr()


def without(report: Report, *numbers: int) -> Report:
    return replace(report, groups=[group for number, group in enumerate(report.groups) if number not in numbers])


def test_group_is_new_gone_or_the_same_by_its_id() -> None:
    report = samples.sample()
    found = compare(without(report, 0), without(report, 1, 2))
    assert [report.groups[0].id] == [change.id for change in found.new]
    assert [group.id for group in report.groups[1:3]] == [change.id for change in found.gone]
    assert [group.id for group in report.groups[3:]] == [change.id for change in found.same]
    assert found.differs


def test_number_of_pages_is_told_of_both_runs() -> None:
    report = samples.sample()
    fewer = replace(report.groups[0], pages=report.groups[0].pages[:3])
    [change, *_] = compare(report, replace(report, groups=[fewer])).same
    assert (31, 3) == (change.pages_before, change.pages_after)


def test_page_that_was_not_audited_again_mends_nothing() -> None:
    report = samples.sample()
    found = compare(
        report, replace(report, groups=[], pages=[page for page in report.pages if page.url != samples.story(4)])
    )
    assert "published-date-contradicts" in [change.rule for change in found.not_looked_at]
    assert "published-date-contradicts" not in [change.rule for change in found.gone]
    assert not compare(report, replace(report, groups=[], pages=[])).differs


def test_what_could_not_be_told_and_then_failed_is_new() -> None:
    report = samples.sample()
    unsure = report.groups[-1]
    failed = replace(unsure, id=unsure.fingerprint, outcome=Outcome.FAILED)
    found = compare(replace(report, groups=[unsure]), replace(report, groups=[failed]))
    assert ([failed.id], [unsure.id]) == ([change.id for change in found.new], [change.id for change in found.gone])


def test_diff_prints_what_came_and_went(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = stored(tmp_path / "a", without(samples.sample(), 5))
    after = stored(tmp_path / "b", without(samples.sample(), 11))
    code, output, errors = said(capsys, "diff", before, after)
    assert (1, "") == (code, errors)
    assert [
        f"+ serious image-alt-filename: The alternative text is the file name “DSC_0417.jpg”. ({samples.story(0)})",
        "- serious image-alt-filename: could not tell: The alternative text is “harbour-school”: look whether that is "
        f"the name of a place or of a file. ({samples.story(6)})",
        "1 new, 1 gone, 10 the same.",
    ] == output.splitlines()


def test_same_runs_do_not_differ(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run = stored(tmp_path, samples.sample())
    assert (0, SAME, "") == said(capsys, "diff", run, f"{run}/report.json")


def test_diff_as_json_and_markdown(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before, after = stored(tmp_path / "a", samples.clean()), stored(tmp_path / "b", samples.sample())
    code, output, _ = said(capsys, "diff", before, after, "--format", "json")
    assert (1, 12) == (code, len(json.loads(output)["new"]))
    _, output, _ = said(capsys, "diff", before, after, "--format", "markdown")
    assert output.startswith("**12 new, 0 gone, 0 the same.**\n\n### New\n\n- critical axe-label: ")


def test_diff_shows_no_control_characters(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before, after = stored(tmp_path / "a", samples.empty()), stored(tmp_path / "b", samples.hostile())
    _, output, _ = said(capsys, "diff", before, after)
    assert "[U+001B][31m" in output
    assert "\x1b" not in output
    assert "\u202e" not in output


def test_report_is_written_again_in_another_format(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run = stored(tmp_path / "run", samples.sample())
    assert (0, f"{run}/index.html\n", "") == said(capsys, "report", run)
    out = tmp_path / "out"
    code, output, _ = said(capsys, "report", run, "--format", "sarif", "--format", "junit", "--out", str(out))
    assert (0, [f"{out}/report.sarif", f"{out}/junit.xml"]) == (code, output.splitlines())
    write(samples.sample(), tmp_path / "at once", ["sarif", "junit"])
    assert [(out / name).read_bytes() for name in ("report.sarif", "junit.xml")] == [
        (tmp_path / "at once" / name).read_bytes() for name in ("report.sarif", "junit.xml")
    ]


def test_annotations_of_a_stored_run_are_printed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run = stored(tmp_path, samples.sample())
    code, output, _ = said(capsys, "report", run, "--format", "github")
    assert 0 == code
    assert output.startswith("::error file=")
    assert ["report.json"] == [path.name for path in tmp_path.iterdir()]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (
            '{"schema_version": "1.0",\n "tool": }',
            "report.json, line 2 is no JSON: Expecting value. Run the audit again.",
        ),
        ('<<<<<<< ours\n{"schema_version": "1.0"}', "report.json, line 1 is no JSON"),
        ("", "report.json, line 1 is no JSON"),
        ("[]", "report.json is no report of audit: it names no schema_version."),
        ('{"schema_version": "one"}', "report.json is no report of audit: it names no schema_version."),
        ('{"schema_version": 1}', "report.json is no report of audit: it names no schema_version."),
        ("[" * 100_000, "report.json is no report of audit: it names no schema_version."),
        ('{"schema_version": "1.0"}', "report.json is no report of audit, or damaged: Object missing required field"),
        ('{"schema_version": "99.3"}', "report.json was written by a newer version of audit (schema 99.3, known is "),
        (b'{"schema_version": "\xff"}', "report.json is no report of audit: it names no schema_version."),
    ],
)
def test_stored_run_that_cannot_be_read_is_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: str | bytes, sentence: str
) -> None:
    (tmp_path / "report.json").write_bytes(content if isinstance(content, bytes) else content.encode())
    for arguments in (["report", str(tmp_path)], ["diff", str(tmp_path), str(tmp_path)]):
        code, output, errors = said(capsys, *arguments)
        assert (2, "") == (code, output)
        assert sentence in errors
        assert (True, 1) == (errors.startswith("audit: "), errors.count("\n"))
    assert ["report.json"] == [path.name for path in tmp_path.iterdir()]


def test_run_that_is_not_there_is_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    wanted = f"audit: {tmp_path}/report.json cannot be read: No such file or directory. Name a run's folder, with its report.json.\n"
    assert (2, "", wanted) == said(capsys, "report", str(tmp_path))
