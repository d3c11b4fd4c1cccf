"""Runs are entered once, whole, in their order, and faults have a beginning and an end."""

from __future__ import annotations

import sqlite3
from contextlib import nullcontext
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from audit import history as module
from audit.config import Config
from audit.errors import OutputError
from audit.history import FILE, History, lifetime
from audit.model import Group, Impact, Outcome, PageSummary, Report, RuleInfo, State, Target
from audit.run import publish

DAYS = [datetime(2026, 11, day, 12, tzinfo=UTC) for day in range(1, 10)]
RULES = [RuleInfo(id="image-alt-long", topic="images", title="", impact=Impact.MINOR)]


def group(fingerprint: str, url: str = "/a/", *, outcome: Outcome = Outcome.FAILED) -> Group:
    return Group(
        id=fingerprint, fingerprint=fingerprint, rule="image-alt-long", outcome=outcome, impact=Impact.MINOR, message="",
        target=Target(selector=""), url=url, pages=[url], occurrences=1,
    )  # fmt: skip


def report(*groups: Group, pages: tuple[str, ...] = ("/a/", "/b/"), **changes: Any) -> Report:
    values: dict[str, Any] = {
        "schema_version": "1.0", "tool": "t 1", "engine": "4", "browser": "", "targets": ["public"], "settings": {},
        "exit_code": 1, "verdict": "", "interrupted": False, "groups": list(groups), "rules": RULES, "outcomes": {},
        "pages": [PageSummary(url=url, state=State.AUDITED) for url in pages], "broken_rules": [],
    }  # fmt: skip
    return Report(**values | changes)


def test_runs_are_kept_in_their_order_by_target(tmp_path: Path) -> None:
    history = History(tmp_path / "reports" / "history.sqlite")
    history.append(report(group("a"), group("b"), group("c", outcome=Outcome.CANT_TELL)), DAYS[0])
    history.append(report(group("a")), DAYS[1])
    history.append(report(targets=["other"], exit_code=0), DAYS[2])
    assert [2, 1] == [run.failed for run in history.runs("public")]
    assert [(DAYS[0], 2, 0, 1), (DAYS[1], 2, 0, 1)] == [
        (run.at, run.pages, run.errors, run.exit_code) for run in history.runs("public")
    ]
    assert {("images", Impact.MINOR): 2} == history.runs("public")[0].groups
    assert ["other", "public"] == history.targets()


def test_a_fault_lives_until_a_run_looks_and_does_not_find_it(tmp_path: Path) -> None:
    history = History(tmp_path / "h")
    history.append(report(group("a")), DAYS[0])
    history.append(report(pages=("/b/",)), DAYS[1])
    assert [None] == [life.gone for life in history.lives("public")]
    history.append(report(), DAYS[2])
    history.append(report(group("a")), DAYS[3])
    assert [(DAYS[0], DAYS[2]), (DAYS[3], None)] == [(life.born, life.gone) for life in history.lives("public")]


def test_how_long_faults_live_is_told_in_a_sentence(tmp_path: Path) -> None:
    history = History(tmp_path / "h")
    history.append(report(group("a"), group("b")), DAYS[0])
    history.append(report(group("a")), DAYS[3])
    said = "1 faults are there, the oldest since 2026-11-01; 1 were mended, half of them within 3.0 days."
    assert said == lifetime(history.lives("public"))
    assert "0 faults are there." == lifetime([])


def test_a_run_that_was_interrupted_says_too_little(tmp_path: Path) -> None:
    history = History(tmp_path / "h")
    history.append(report(group("a"), interrupted=True), DAYS[0])
    assert not (tmp_path / "h").exists()


def test_the_history_is_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_RUNS", 2)
    history = History(tmp_path / "h")
    for day in DAYS[:4]:
        history.append(report(group("a")), day)
    assert DAYS[2:4] == [run.at for run in history.runs("public")]
    with sqlite3.connect(tmp_path / "h") as database:
        assert (2,) == database.execute("SELECT count(*) FROM tally").fetchone()


def test_a_damaged_file_is_refused_and_left_alone(tmp_path: Path) -> None:
    (tmp_path / "h").write_bytes(b"no database, but long enough to be looked at as one" * 40)
    before = (tmp_path / "h").read_bytes()
    with pytest.raises(OutputError, match=r"cannot be used: file is not a database\. Name another file"):
        History(tmp_path / "h").append(report(), DAYS[0])
    assert before == (tmp_path / "h").read_bytes()


@pytest.mark.parametrize(
    ("statement", "sentence"),
    [
        ("PRAGMA user_version = 2", "is of format 2, this version reads 1. Update newsroom-audit."),
        ("CREATE TABLE bookmarks (url TEXT)", "is a database of something else, not a history. Name another file."),
    ],
)
def test_a_file_that_is_not_ours_is_refused(tmp_path: Path, statement: str, sentence: str) -> None:
    with sqlite3.connect(tmp_path / "h") as database:
        database.execute(statement)
    with pytest.raises(OutputError) as error:
        History(tmp_path / "h").append(report(), DAYS[0])
    assert str(error.value).endswith(sentence)


@pytest.mark.parametrize(("history", "raises"), [(FILE, False), ("kept/h.sqlite", True)])
def test_the_usual_place_may_be_read_only_and_one_that_was_asked_for_may_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, history: str, raises: bool
) -> None:
    def refuse(*_: object) -> None:
        raise OutputError("read-only")

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("os.access", lambda *_: False)
    monkeypatch.setattr(History, "append", refuse)
    with pytest.raises(OutputError) if raises else nullcontext():
        publish(report(), tmp_path / "out", Config(history=history, formats=["json"]))
