"""Who knows whom, and what a start costs: the order of the layers, and heavy libraries only where they are used."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

import audit

ROOT = Path(audit.__file__).parent
FOUNDATION = {"errors", "model", "page", "words"}
JUDGING = FOUNDATION | {"rules"}
CRAWLING = FOUNDATION | {"config", "crawl", "decisions"}
LAYERS: dict[str, set[str]] = {
    "errors": set(),
    "model": set(),
    "words": set(),
    "page": {"model", "words"},
    "rules": FOUNDATION,
    "group": FOUNDATION,
    "check": JUDGING | {"group", "policy"},
    "decisions": {"model"},
    "config": {"decisions", "errors", "model"},
    "policy": CRAWLING,
    "baseline": FOUNDATION,
    "history": FOUNDATION,
    "verdict": CRAWLING | {"baseline"},
    "select": JUDGING | {"config"},
    "crawl": FOUNDATION | {"config"},
    "conclude": JUDGING | CRAWLING | {"baseline", "check", "group", "policy", "verdict"},
    "album": FOUNDATION | {"group"},
    "bundle": JUDGING | CRAWLING | {"album", "baseline", "conclude", "select"},
    "reporters": JUDGING,
    "diff": {"model"},
    "demo": set(),
    "capture": JUDGING | CRAWLING | {"album", "check", "group", "policy"},
    "run": JUDGING
    | CRAWLING
    | {"album", "baseline", "bundle", "history", "policy", "capture", "check", "conclude", "reporters", "select"},
    "live": JUDGING | {"baseline", "capture", "conclude", "config", "crawl", "group", "run", "select"},
    "suite": set(),
    "show": FOUNDATION | {"crawl", "group", "reporters"},
    "watch": FOUNDATION | {"capture", "config", "crawl", "run"},
    "pytest_plugin": JUDGING | CRAWLING | {"live", "run", "select"},
    "lint": JUDGING | CRAWLING | {"baseline", "capture", "check", "group", "policy", "select", "verdict"},
    "schema": {"config", "rules"},
    "doctor": {"capture", "config", "crawl", "errors", "run"},
    "commands": JUDGING
    | {"baseline", "bundle", "capture", "config", "crawl", "demo", "diff", "doctor", "history", "lint", "reporters"}
    | {"run", "schema", "select", "show", "watch"},
    "cli": {"commands", "errors"},
    "__main__": {"cli"},
}
"""Part of the package -> the parts it may import, beside itself."""
HEAVY = {"jinja2", "lxml", "playwright", "psutil", "pytest", "rich", "urllib3"}


def modules() -> list[Path]:
    return [file for file in ROOT.rglob("*.py") if file.parent != ROOT or file.name != "__init__.py"]


@cache
def imported(file: Path) -> list[str]:
    """Every name a module imports, wherever in it, also where only types are wanted."""
    return list(_imported(file))


def _imported(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file} imports from a relative place"
            yield from (f"{node.module}.{name.name}" for name in node.names)


def layer(file: Path) -> str:
    return file.relative_to(ROOT).parts[0].removesuffix(".py")


@pytest.mark.parametrize("name", LAYERS)
def test_imports_go_one_way(name: str) -> None:
    allowed = LAYERS[name] | {name, "__version__"}
    wrong = {
        f"{file.relative_to(ROOT)} imports {each}"
        for file in modules()
        if layer(file) == name
        for each in imported(file)
        if each.startswith("audit.") and each.split(".")[1] not in allowed
    }
    assert set() == wrong


def test_every_module_has_its_layer() -> None:
    assert set(LAYERS) == {layer(file) for file in modules()}


@pytest.mark.parametrize(
    ("library", "where"),
    [
        ("playwright", {"capture", "live"}),
        ("pytest", {"pytest_plugin"}),
        ("click", {"cli", "commands"}),
        ("rich", {"commands"}),
        ("jinja2", {"reporters", "show"}),
        ("urllib3", {"crawl"}),
        ("sqlite3", {"crawl", "history"}),
        ("ada_url", {"crawl"}),
        ("lxml", {"crawl", "page"}),
        ("asyncio", set()),
    ],
)
def test_a_library_is_known_in_one_place(library: str, where: set[str]) -> None:
    assert where >= {layer(file) for file in modules() for name in imported(file) if name.split(".")[0] == library}


@pytest.mark.parametrize(
    ("start", "besides"),
    [
        ("import audit", {"msgspec", "click"}),
        ("import pytest; before = set(sys.modules); import audit.pytest_plugin", {"msgspec", "click"}),
        ("from audit.cli import main; main(['--help'])", set()),
    ],
    ids=["import audit", "the pytest plugin", "audit --help"],
)
def test_a_start_loads_nothing_heavy(start: str, besides: set[str]) -> None:
    """`audit --help` takes a tenth of a second, and pytest loads the plugin for every project there is."""
    code = f"import sys; before = set(); {start}; print(*sorted(set(sys.modules) - before), sep='\\n')"
    output = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    loaded = set(output.splitlines())
    assert "audit" in {name.split(".")[0] for name in loaded}
    assert set() == (HEAVY | besides) & loaded
