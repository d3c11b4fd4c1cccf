"""What tests share: a browser that is there or fails the run under CI, and folders served as sites."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from audit.capture import browser
from audit.capture.job import Job
from audit.capture.visitor import Visitor
from audit.errors import BrowserMissing
from audit.rules import load_rules

pytest_plugins = ["pytester"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Browser tests are those in tests/browser; without a browser they are skipped on a laptop and fail under CI."""
    in_browser = [item for item in items if "tests/browser" in item.path.as_posix()]
    for item in in_browser:
        item.add_marker("browser")
    items.sort(key=lambda item: item in in_browser)  # the fast ones first: they fail first
    if in_browser and not os.environ.get("CI") and browser.find() is None:
        for item in in_browser:
            item.add_marker(pytest.mark.skip(reason="no browser: run `audit browser --install`"))


@pytest.fixture(scope="session")
def visitor() -> Iterator[Visitor]:
    """A browser for the whole session that captures everything any rule needs."""
    rules = load_rules().values()
    needs = sorted({need for rule in rules for need in rule.info.needs})
    try:
        with Visitor(Job(rules=[rule.id for rule in rules], needs=needs, offline=True)) as opened:
            yield opened
    except BrowserMissing as error:
        pytest.fail(str(error))


def write_site(folder: Path, pages: Mapping[str, str], *, encoding: str = "utf-8") -> Path:
    """Write path -> HTML as the files of a site: /about/ becomes about/index.html."""
    for path, source in pages.items():
        file = folder / (path.lstrip("/") + "index.html" if path.endswith("/") else path.lstrip("/"))
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(source, encoding=encoding)
    return folder
