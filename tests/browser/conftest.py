"""What browser tests share: the hostile site, and the proof that nothing is left behind."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import psutil
import pytest

from tests.browser.hostile import Server, hostile

MARK = "TEST_OF_AUDIT"


@pytest.fixture
def server() -> Iterator[Server]:
    with hostile() as running:
        yield running


@pytest.fixture
def marked(monkeypatch: pytest.MonkeyPatch) -> str:
    """A mark in the environment, by which everything that the test starts can be found, whoever its parent is."""
    mark = uuid4().hex
    monkeypatch.setenv(MARK, mark)
    return mark


@pytest.fixture
def nothing_left(marked: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """When the test ends, no process that it started and no temporary file is there any more."""
    folder = tmp_path / "tmp"
    folder.mkdir()
    monkeypatch.setenv("TMPDIR", str(folder))
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    yield
    assert [] == still_running(marked)
    assert [] == list(folder.iterdir())


def still_running(mark: str, *, seconds: float = 10) -> list[str]:
    """What runs with that mark and does not end by itself within the time."""
    _, alive = psutil.wait_procs(list(_with(mark)), timeout=seconds)
    return [process.name() for process in alive]


def _with(mark: str) -> Iterator[psutil.Process]:
    for process in psutil.process_iter():
        try:
            if process.pid != os.getpid() and process.environ().get(MARK) == mark:
                yield process
        except psutil.Error:
            continue
