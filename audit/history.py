"""
What runs found over time, in one small SQLite file: groups by topic and impact, pages, and how long faults lived.

A run is appended once it has ended; a target keeps its last MOST_RUNS runs. Nothing of it goes into reports unless they ask,
so that equal sites give equal reports. A file that is damaged or newer is refused and never overwritten.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from audit.errors import OutputError
from audit.model import Impact, Outcome, PageSummary, Report, State

FILE = "reports/history.sqlite"
MOST_RUNS = 500
VERSION = 1
_TABLES = """
CREATE TABLE run (
  id INTEGER PRIMARY KEY, target TEXT NOT NULL, at TEXT NOT NULL, tool TEXT NOT NULL, engine TEXT NOT NULL,
  pages INTEGER NOT NULL, errors INTEGER NOT NULL, exit_code INTEGER NOT NULL
);
CREATE INDEX run_target ON run (target, at);
CREATE TABLE tally (
  run INTEGER NOT NULL REFERENCES run ON DELETE CASCADE, topic TEXT NOT NULL, impact TEXT NOT NULL, groups INTEGER NOT NULL,
  PRIMARY KEY (run, topic, impact)
) WITHOUT ROWID;
CREATE TABLE life (
  target TEXT NOT NULL, fingerprint TEXT NOT NULL, rule TEXT NOT NULL, page TEXT NOT NULL, born TEXT NOT NULL, gone TEXT,
  PRIMARY KEY (target, fingerprint, born)
) WITHOUT ROWID;
"""


@dataclass(frozen=True)
class Run:
    """One run as the history keeps it."""

    at: datetime
    pages: int
    """Audited."""
    errors: int
    exit_code: int
    groups: dict[tuple[str, Impact], int]
    """(topic, impact) -> groups that failed."""

    @property
    def failed(self) -> int:
        """Groups that failed."""
        return sum(self.groups.values())


@dataclass(frozen=True)
class Life:
    """How long the fault of a group was there."""

    rule: str
    fingerprint: str
    born: datetime
    gone: datetime | None
    """When a run looked at its pages and did not find it any more."""


class History:
    """The history in a file. Use as a context. Raises OutputError for a file that is none, or of a newer version."""

    def __init__(self, file: Path):
        self.file = file

    def append(self, report: Report, at: datetime) -> None:
        """Enter a run that has ended; one that was interrupted is left out: it says too little."""
        if report.interrupted:
            return
        with self._open() as database:
            target = target_of(report)
            run = database.execute(
                "INSERT INTO run (target, at, tool, engine, pages, errors, exit_code) VALUES (?, ?, ?, ?, ?, ?, ?)",
                (target, _written(at), report.tool, report.engine, *_page_counts(report.pages), report.exit_code),
            ).lastrowid
            database.executemany(
                "INSERT INTO tally VALUES (?, ?, ?, ?)",
                [(run, topic, impact, number) for (topic, impact), number in sorted(_tally(report).items())],
            )
            self._live(database, target, report, at)
            database.execute(
                "DELETE FROM run WHERE target = ? AND id NOT IN (SELECT id FROM run WHERE target = ? ORDER BY id DESC LIMIT ?)",
                (target, target, MOST_RUNS),
            )

    def runs(self, target: str) -> list[Run]:
        """The runs over a target, oldest first."""
        with self._open() as database:
            tallies: dict[int, dict[tuple[str, Impact], int]] = {}
            for run, topic, impact, number in database.execute(
                "SELECT run, topic, impact, groups FROM tally JOIN run ON run.id = tally.run WHERE target = ?",
                (target,),
            ):
                tallies.setdefault(run, {})[topic, Impact(impact)] = number
            rows = database.execute(
                "SELECT id, at, pages, errors, exit_code FROM run WHERE target = ? ORDER BY id", (target,)
            )
            return [
                Run(datetime.fromisoformat(at), pages, errors, code, tallies.get(run, {}))
                for run, at, pages, errors, code in rows
            ]

    def lives(self, target: str) -> list[Life]:
        """The faults of a target, those that are gone too, by the day they were first seen."""
        with self._open() as database:
            rows = database.execute(
                "SELECT rule, fingerprint, born, gone FROM life WHERE target = ? ORDER BY born, rule, fingerprint",
                (target,),
            )
            return [
                Life(rule, fingerprint, datetime.fromisoformat(born), datetime.fromisoformat(gone) if gone else None)
                for rule, fingerprint, born, gone in rows
            ]

    def targets(self) -> list[str]:
        """What was audited, the latest first."""
        with self._open() as database:
            rows = database.execute("SELECT target FROM run GROUP BY target ORDER BY max(id) DESC")
            return [target for (target,) in rows]

    def _live(self, database: sqlite3.Connection, target: str, report: Report, at: datetime) -> None:
        """Enter faults that are new, and the end of those that the run would have found if they were still there."""
        living = dict(
            database.execute("SELECT fingerprint, page FROM life WHERE target = ? AND gone IS NULL", (target,))
        )
        failed = {group.fingerprint: group for group in report.groups if group.outcome == Outcome.FAILED}
        database.executemany(
            "INSERT OR IGNORE INTO life VALUES (?, ?, ?, ?, ?, NULL)",
            [
                (target, name, group.rule, group.url, _written(at))
                for name, group in failed.items()
                if name not in living
            ],
        )
        audited = {page.url for page in report.pages if _was_audited(page)}
        gone = [name for name, page in living.items() if name not in failed and page in audited]
        database.executemany(
            "UPDATE life SET gone = ? WHERE target = ? AND fingerprint = ? AND gone IS NULL",
            [(_written(at), target, name) for name in gone],
        )

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        try:
            self.file.parent.mkdir(parents=True, exist_ok=True)
            with closing(sqlite3.connect(self.file, timeout=20)) as database:
                database.execute("PRAGMA foreign_keys = ON")
                with database:  # one transaction: a run is entered whole or not at all
                    self._prepare(database)
                    yield database
        except (OSError, sqlite3.Error) as error:
            raise OutputError(
                f"The history {self.file} cannot be used: {error}. Name another file, or none with --history ''."
            ) from error

    def _prepare(self, database: sqlite3.Connection) -> None:
        (version,) = database.execute("PRAGMA user_version").fetchone()
        if version > VERSION:
            raise OutputError(
                f"The history {self.file} is of format {version}, this version reads {VERSION}. Update newsroom-audit."
            )
        if version == VERSION:
            return
        if database.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone():
            raise OutputError(f"{self.file} is a database of something else, not a history. Name another file.")
        for statement in _TABLES.split(";"):
            database.execute(statement)
        database.execute(f"PRAGMA user_version = {VERSION}")


def lifetime(lives: Sequence[Life]) -> str:
    """In a sentence, how long faults lived and how many are there."""
    there = [life for life in lives if life.gone is None]
    days = sorted((life.gone - life.born).total_seconds() / 86_400 for life in lives if life.gone)
    said = f"{len(there)} faults are there"
    if there:
        said += f", the oldest since {min(life.born for life in there):%Y-%m-%d}"
    if days:
        said += f"; {len(days)} were mended, half of them within {days[len(days) // 2]:.1f} days"
    return f"{said}."


def target_of(report: Report) -> str:
    """What a run is remembered by: all it was asked to audit."""
    return " ".join(report.targets)


def _tally(report: Report) -> Counter[tuple[str, Impact]]:
    topics = {rule.id: rule.topic for rule in report.rules}
    return Counter(
        (topics.get(group.rule, ""), group.impact) for group in report.groups if group.outcome == Outcome.FAILED
    )


def _page_counts(pages: Sequence[PageSummary]) -> tuple[int, int]:
    return sum(map(_was_audited, pages)), sum(page.state == State.ERROR for page in pages)


def _was_audited(page: PageSummary) -> bool:
    return page.state in {State.AUDITED, State.PARTLY_AUDITED}


def _written(at: datetime) -> str:
    return at.isoformat(timespec="seconds")
