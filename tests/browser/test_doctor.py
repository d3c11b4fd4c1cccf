"""`audit doctor` on the machine the tests run on: the browser is there and starts."""

from __future__ import annotations

from pathlib import Path

import pytest

from audit.config import Config
from audit.doctor import examine


def test_the_browser_is_found_and_started(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    found = {finding.about: finding for finding in examine(Config)}
    assert ("ok", "ok") == (found["browser"].standing, found["loopback"].standing)
    assert "browser" in found["browser"].said or "shell" in found["browser"].said
