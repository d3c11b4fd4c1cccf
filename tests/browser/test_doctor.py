"""`audit doctor` on the machine the tests run on: the browser is there and starts."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path


def test_the_browser_is_found_and_started(tmp_path: Path) -> None:
    # In a process of its own: one process drives one browser at a time, and the tests' is open.
    command = [sys.executable, "-m", "audit", "doctor", "--format", "json"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=120, check=True)
    found = {finding["about"]: finding for finding in json.loads(done.stdout)}
    assert ("ok", "ok") == (found["browser"]["standing"], found["loopback"]["standing"])
    assert "browser" in found["browser"]["said"] or "shell" in found["browser"]["said"]
