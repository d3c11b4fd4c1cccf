"""What changed in a folder is seen by content, and leads to the pages it may matter to."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from threading import Event

import pytest

from audit.crawl import changes
from audit.crawl.changes import Watched, touched, wait
from tests.conftest import write_site

SITE = {
    "/": "<img src='/media/harbour.jpg'>",
    "/flood.html": "<img src='media/caf%C3%A9.jpg'>",
    "/about/": "<p>About us",
    "/style.css": "body { background: url(paper.png) }",
}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return write_site(tmp_path / "public", SITE)


def names(files: Iterable[Path], site: Path) -> set[str]:
    return {file.relative_to(site).as_posix() for file in files}


def test_files_that_came_went_or_have_other_content_are_told_once(site: Path) -> None:
    watched = Watched(site)
    assert set() == watched.look()
    (site / "flood.html").write_text("<p>The water is gone.", encoding="utf-8")
    (site / "new.html").write_text("<p>New", encoding="utf-8")
    (site / "style.css").unlink()
    assert {"flood.html", "new.html", "style.css"} == names(watched.look(), site)
    assert set() == watched.look()


def test_a_build_that_writes_the_same_anew_changes_nothing(site: Path) -> None:
    watched = Watched(site)
    for file in site.rglob("*.*"):
        file.write_bytes(file.read_bytes())
        os.utime(file, (1, 1))
    assert set() == watched.look()


def test_a_large_file_counts_as_changed_when_it_was_written(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(changes, "LARGEST", 3)
    watched = Watched(site)
    os.utime(site / "flood.html", (1, 1))
    assert {"flood.html"} == names(watched.look(), site)


def test_reports_and_what_is_hidden_do_not_count(site: Path) -> None:
    watched = Watched(site)
    write_site(site, {"/.git/index.html": "", "/reports/public/run.sqlite": "", "/reports/public/index.html": ""})
    assert set() == watched.look()


class Prepared(Watched):
    """A folder in which the same things happen every time."""

    def __init__(self, *looks: str):
        self._looks = iter(looks)

    def look(self) -> set[Path]:
        return {Path(name) for name in next(self._looks).split()}


def test_a_change_is_told_when_nothing_changes_any_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(changes, "PAUSE", 0)
    monkeypatch.setattr(changes, "SHARE", 0)
    found = wait([Prepared("", "", "a.html", "b.html", "", "c.html"), Prepared("", "x.css", "", "", "")], Event())
    assert {Path("a.html"), Path("b.html"), Path("x.css")} == found


def test_waiting_ends_with_the_event(site: Path) -> None:
    ending = Event()
    ending.set()
    assert set() == wait([Watched(site)], ending)


@pytest.mark.parametrize(
    ("changed", "paths"),
    [
        (["flood.html"], {"/flood.html", "/flood"}),
        (["about/index.html"], {"/about/", "/about", "/about/index.html"}),
        (["gone/index.html"], {"/gone/", "/gone", "/gone/index.html"}),
        (["media/harbour.jpg"], {"/", "/index.html"}),
        (["media/café.jpg"], {"/flood.html", "/flood"}),
        (["feed.xml", "robots.txt"], set()),
        (["style.css"], None),
        (["flood.html", "site.js"], None),
        (["paper.png"], None),
        (["404.html"], None),
    ],
)
def test_a_change_leads_to_the_pages_it_may_matter_to(site: Path, changed: list[str], paths: set[str] | None) -> None:
    assert paths == touched([site / name for name in changed], site)
