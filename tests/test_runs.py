"""Runs are found below a folder, newest first, with what their reports say; everything else there is none."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from msgspec.structs import replace

from audit.errors import ConfigError
from audit.model import Report
from audit.reporters import write
from audit.run import locked
from audit.show import runs
from tests import samples


def stored(folder: Path, *, at: int = 1000, report: Report | None = None) -> Path:
    """A run's folder, written at a time."""
    folder.mkdir(parents=True)
    for file in write(report or samples.clean(), folder, ["html", "json"]):
        os.utime(file, (at, at))
    return folder


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_runs_are_listed_newest_first_and_nothing_else_is() -> None:
    for name, at in (("old", 1000), ("new", 3000), ("middle", 2000)):
        stored(Path("reports") / name, at=at)
    stored(Path("elsewhere/run"))
    Path("reports/outside").symlink_to(Path("elsewhere/run").resolve())
    Path("reports/site").mkdir()
    Path("reports/site/index.html").write_text("a page is no run", encoding="utf-8")
    Path("reports/history.sqlite").write_bytes(b"")
    assert ["new", "middle", "old"] == [run.place.name for run in runs.runs(Path("reports"))]


def test_the_folder_of_one_run_is_a_list_of_one() -> None:
    stored(Path("reports/paper"))
    assert ["paper"] == [run.place.name for run in runs.runs(Path("reports/paper"))]
    assert [] == runs.runs(Path("missing"))


def test_a_run_is_listed_with_its_verdict_and_its_counts() -> None:
    sample = samples.sample()
    report = replace(sample, groups=[replace(group, gates=number < 4) for number, group in enumerate(sample.groups)])
    stored(Path("reports/paper"), report=report)
    [run] = runs.runs(Path("reports"))
    assert run.summary is not None
    unsure = sum(group.outcome == "cantTell" for group in report.groups)
    audited = sum(page.state in {"audited", "partlyAudited"} for page in report.pages)
    assert (report.verdict, report.exit_code) == (run.summary.verdict, run.summary.exit_code)
    assert (4, unsure, audited) == (run.summary.to_fix, run.summary.unsure, run.summary.audited)
    assert (True, False, 1000) == (run.has_page, run.goes_on, run.at.timestamp())


@pytest.mark.parametrize(
    "content", [b"", b"{", b'{"verdict": 1}', b"\xff", b'{"exit_code": 0, "verdict": "", "pages": 3}']
)
def test_a_report_that_is_damaged_is_listed_without_its_counts(content: bytes) -> None:
    (stored(Path("reports/paper")) / "report.json").write_bytes(content)
    [run] = runs.runs(Path("reports"))
    assert run.summary is None


def test_a_run_goes_on_while_its_process_holds_the_folder() -> None:
    stored(Path("reports/new"), at=3000)
    place = runs.Place("old", stored(Path("reports/old")))
    with locked(place.folder):
        assert os.getpid() == place.runner
        assert ["old", "new"] == [run.place.name for run in runs.runs(Path("reports"))]
    assert 0 == place.runner


@pytest.mark.parametrize("content", ["", "x", "999999999", "-1", "0"])
def test_a_lock_that_a_killed_run_left_is_none(content: str) -> None:
    place = runs.Place("paper", stored(Path("reports/paper")))
    (place.folder / ".lock").write_text(content, encoding="utf-8")
    assert 0 == place.runner


def test_a_younger_process_with_the_same_number_is_another_one() -> None:
    place = runs.Place("paper", stored(Path("reports/paper")))
    (place.folder / ".lock").write_text(str(os.getpid()), encoding="utf-8")
    os.utime(place.folder / ".lock", (1000, 1000))
    assert 0 == place.runner


# --- which report is meant ----------------------------------------------------------------------------------------


def test_without_a_name_the_report_written_last_is_meant() -> None:
    stored(Path("reports/old"))
    stored(Path("reports/new"), at=2000)
    assert Path("reports/new/index.html") == runs.page_of("")


@pytest.mark.parametrize("name", ["reports/old", "old", "reports/old/index.html"])
def test_a_report_is_meant_by_its_folder_its_name_or_its_file(name: str) -> None:
    stored(Path("reports/old"))
    stored(Path("reports/new"), at=2000)
    assert Path("reports/old/index.html") == runs.page_of(name)


def test_what_there_is_not_is_one_sentence() -> None:
    with pytest.raises(ConfigError, match=r"^There is no report below reports/ yet\. `audit demo` or"):
        runs.page_of("")
    with pytest.raises(ConfigError, match=r"^There is no run “paper”, neither here nor below reports/\."):
        runs.page_of("paper")
    (stored(Path("reports/paper")) / "index.html").unlink()
    with pytest.raises(
        ConfigError, match=r"^The run in reports/paper has no HTML report\. `audit report reports/paper`"
    ):
        runs.page_of("paper")
