"""What tests of commands share: a working directory of their own, and what a command said."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from audit.cli import main

Said = Callable[..., tuple[int, str, str]]
"""Arguments -> exit code, standard output, standard error."""


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Every test has a working directory of its own, without settings."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("sys.path", [*sys.path])
    for name in [name for name in os.environ if name.startswith("AUDIT_")]:
        monkeypatch.delenv(name)
    return tmp_path


@pytest.fixture
def said(capsys: pytest.CaptureFixture[str]) -> Said:
    """Run the command and tell what came of it."""

    def run(*arguments: str) -> tuple[int, str, str]:
        code = main(arguments)
        return code, *capsys.readouterr()

    return run
