"""
What a run knows, on disk: one SQLite file in the run's folder, every result written as it arrives.

Results arrive in any order and are read in the order of the ledger. Memory holds no list of them.
"""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Container, Iterator
from pathlib import Path
from types import TracebackType

import msgspec

from audit.crawl.serve import REPORT
from audit.errors import OutputError
from audit.model import PageResult

FILE = REPORT
LOCK = ".lock"
"""Beside the store while a run goes on, with the number of the run's process."""
VERSION = "1"
_TABLES = """
CREATE TABLE fact (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE page (number INTEGER PRIMARY KEY, result BLOB NOT NULL);
"""


class StoreDamaged(Exception):
    """The file is no store of results, or a broken one."""


class Store:
    """The results of one run. Use as a context; a new store replaces an earlier one in the same folder."""

    def __init__(self, folder: Path, *, read: bool = False):
        self.path = folder / FILE
        if read:
            # Of a run that has ended nothing changes any more: without a lock the folder stays as it is, or read-only.
            ended = "" if self.path.with_name(f"{FILE}-wal").exists() else "&immutable=1"
            try:
                self._database = sqlite3.connect(f"{self.path.resolve().as_uri()}?mode=ro{ended}", uri=True)
            except sqlite3.Error as error:
                raise StoreDamaged(str(error)) from error
            return
        try:
            folder.mkdir(parents=True, exist_ok=True)
            for old in (self.path, *(folder / f"{FILE}{end}" for end in ("-wal", "-shm"))):
                old.unlink(missing_ok=True)
            self._database = sqlite3.connect(self.path, isolation_level=None)
            self._database.execute("PRAGMA journal_mode=WAL")
            self._database.execute("PRAGMA synchronous=NORMAL")
            self._database.executescript(_TABLES)
            self.put_fact("version", VERSION)
            # Who reads while a run goes on sees by it whose run it is, and that another one has begun.
            self.put_fact("runner", str(os.getpid()))
            self.put_fact("begun", str(time.time_ns()))
        except (OSError, sqlite3.Error) as error:
            raise OutputError(
                f"The folder {folder} cannot be written: {error}. Choose another one with --out."
            ) from error

    def put(self, number: int, result: PageResult) -> None:
        """Keep the result of the address with that place in the ledger."""
        self._execute("INSERT OR REPLACE INTO page VALUES (?, ?)", number, msgspec.json.encode(result))

    def put_fact(self, name: str, value: str) -> None:
        """Keep something about the run as a whole."""
        self._execute("INSERT OR REPLACE INTO fact VALUES (?, ?)", name, value)

    def fact(self, name: str) -> str:
        """What is kept under that name, or an empty string. Raises StoreDamaged."""
        try:
            row = self._database.execute("SELECT value FROM fact WHERE name = ?", (name,)).fetchone()
        except sqlite3.Error as error:
            raise StoreDamaged(str(error)) from error
        return str(row[0]) if row else ""

    def results(self) -> Iterator[PageResult]:
        """All results in the order of the ledger."""
        return (result for _, result in self._rows())

    def entries(self, after: int = -1) -> Iterator[tuple[int, PageResult]]:
        """The results with their places in the ledger, in its order; only those behind a place, if one is given."""
        return self._rows(after)

    def numbered(self, urls: Container[str]) -> Iterator[tuple[int, PageResult]]:
        """The results of these addresses with their places in the ledger."""
        return ((number, result) for number, result in self._rows() if result.url in urls)

    def _rows(self, after: int = -1) -> Iterator[tuple[int, PageResult]]:
        decoder = msgspec.json.Decoder(PageResult)
        try:
            rows = self._database.execute("SELECT number, result FROM page WHERE number > ? ORDER BY number", (after,))
            for number, blob in rows:
                yield number, decoder.decode(blob)
        except sqlite3.Error as error:
            raise StoreDamaged(str(error)) from error

    def _execute(self, statement: str, *values: object) -> None:
        try:
            self._database.execute(statement, values)
        except sqlite3.Error as error:
            raise OutputError(
                f"{self.path} cannot be written: {error}. Free some space or choose another folder with --out."
            ) from error

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._database.close()
