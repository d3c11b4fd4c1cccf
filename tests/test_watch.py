"""A folder is audited again as it changes: only what changed is visited, and the report is the one a new run would write."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from threading import Event

import pytest

from audit.config import Config
from audit.crawl.changes import Watched
from audit.errors import ConfigError, NothingAudited
from audit.rules import load_rules
from audit.run import audit
from audit.watch import Round, rounds
from tests.conftest import write_site

STATIC = [rule.id for rule in load_rules().values() if not rule.info.needs]
PAGE = "<!doctype html><html lang=en><title>{0}</title><body><main><h1>{0}</h1>{1}</main>"
FAULT = '<img src="/photo.jpg" alt="DSC_0123.JPG">'
LINK = '<p>More in <a href="/about">About us</a> and <a href="/later.html">Later</a>.'
SITE = {
    "/": PAGE.format("The Paper", LINK),
    "/about/": PAGE.format("About us", ""),
    # A title that two pages share is told by a rule for the whole site, of pages that were visited long ago as well.
    "/flood.html": PAGE.format("Flood", FAULT),
    "/flood-again.html": PAGE.format("Flood", FAULT),
    "/empty.html": "<!doctype html><title>Empty</title>",
    "/style.css": "p { margin: 0 }",
    "/photo.jpg": "a photo",
}


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    write_site(tmp_path / "public", SITE)
    return tmp_path


def settings(out: str = "watched") -> Config:
    return Config(targets=["public"], out=out, rules=STATIC, follow=True, workers=1, history="", pictures="none")


Step = Callable[[], object]


def watched(monkeypatch: pytest.MonkeyPatch, *steps: Step) -> Iterator[Round]:
    """The rounds of a watch during which these things happen, one before each look for changes."""
    waiting = iter(steps)

    def wait(folders: Iterable[Watched], _ending: Event) -> set[Path]:
        for step in waiting:
            step()
            return {file for folder in folders for file in folder.look()}
        return set()

    monkeypatch.setattr("audit.watch.wait", wait)
    return rounds(settings(), Event())


def write(path: str, page: str) -> Step:
    return lambda: write_site(Path("public"), {path: page})


def test_each_round_visits_what_changed_and_reports_what_a_new_run_would(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[tuple[list[str], int]] = []
    files = place / "watched"
    # /empty.html and the page that was not there yet are tried every time: what went wrong may go right.
    steps = (
        write("/flood.html", PAGE.format("Flood", "<p>Mended.")),
        write("/later.html", PAGE.format("Later", FAULT)),
        (place / "public/flood-again.html").unlink,
        write("/photo.jpg", "another photo"),
        write("/feed.xml", "<rss/>"),
        write("/style.css", "p { margin: 1em }"),
    )
    for number, each in enumerate(watched(monkeypatch, *steps)):
        seen.append((each.changed, each.visited))
        if number == 3:
            audit(settings("new"))
            assert (place / "new/report.json").read_bytes() == (files / "report.json").read_bytes()
            assert (place / "new/index.html").read_bytes() == (files / "index.html").read_bytes()
    assert [
        ([], 7),
        (["/flood.html"], 3),
        (["/later.html"], 2),
        (["/flood-again.html"], 1),
        (["/photo.jpg"], 2),
        (["/feed.xml"], 1),
        (["/style.css"], 6),
    ] == seen


def test_a_build_that_takes_the_folder_away_for_a_moment_is_waited_for(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (place / "tmp").mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(place / "tmp"))
    first, gone, again = watched(
        monkeypatch, lambda: shutil.rmtree(place / "public"), lambda: write_site(place / "public", SITE)
    )
    assert gone.report is None
    assert gone.problem.startswith("public is neither a folder nor a file here")
    assert first.report == again.report
    # Nothing is left when a watch ends.
    assert [] == list((place / "tmp").iterdir())
    assert not (place / "watched/.lock").exists()


def test_a_watch_begins_with_folders_that_hold_pages_only(place: Path) -> None:
    (place / "bare").mkdir()
    with pytest.raises(ConfigError, match=r"^https://paper\.example/ is no folder here\. `audit watch` looks at"):
        next(rounds(Config(targets=["https://paper.example/"]), Event()))
    with pytest.raises(NothingAudited, match=r"^bare holds no HTML file"):
        next(rounds(Config(targets=["bare"], out="out"), Event()))
