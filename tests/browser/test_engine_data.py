"""audit/rules/axe/axe.json is what the bundled engine says of itself."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path


def test_the_committed_data_is_the_engines_own() -> None:
    root = Path(__file__).parent.parent.parent
    stale = subprocess.run([sys.executable, "scripts/axe_data.py", "--check"], cwd=root, check=False)
    assert 0 == stale.returncode, "run `make docs`"
