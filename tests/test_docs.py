"""Generated texts are what would be generated now; what people can set and meet is documented."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

from audit.config import FIELDS

ROOT = Path(__file__).parent.parent


def generated() -> dict[Path, str]:
    place = importlib.util.spec_from_file_location("docs", ROOT / "scripts" / "docs.py")
    assert place is not None
    assert place.loader is not None
    module = importlib.util.module_from_spec(place)
    place.loader.exec_module(module)
    return dict(module.generated())


@pytest.mark.parametrize(("place", "text"), generated().items(), ids=lambda value: getattr(value, "name", ""))
def test_generated_text_is_fresh(place: Path, text: str) -> None:
    assert text == place.read_text(encoding="utf-8"), "run `make docs`"


def test_every_setting_has_a_row() -> None:
    table = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
    assert [] == [key for key in FIELDS.values() if f"| `{key}` |" not in table]


@pytest.mark.parametrize("code", [0, 1, 2, 3, 130])
def test_every_exit_code_is_in_the_readme(code: int) -> None:
    assert f"| {code} |" in (ROOT / "README.md").read_text(encoding="utf-8")
