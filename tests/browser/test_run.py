"""A whole run in real browsers: the same site gives the same report, and a run that is stopped says so and leaves nothing."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from threading import Event

import pytest

import audit
from audit.config import Config
from audit.model import Report, Skip, State
from audit.run import audit as run
from tests.browser.conftest import still_running
from tests.browser.hostile import FAULT, Server, article
from tests.conftest import write_site

LINKS = ("/slow", "/a?utm_source=front", "/private/b", "/moved-elsewhere", "/c#top", "/a#again")


@pytest.fixture
def paper(server: Server) -> Server:
    """A site whose first pages answer late, so that results arrive in another order than they were asked for."""
    server.pages |= {
        "/": article("".join(f"<p><a href='{link}'>{link}</a></p>" for link in LINKS)),
        "/slow": article("<a href='/d'>Further</a>"),
        "/a": article("<a href='/e'>Further</a>"),
        "/c": article("<a href='/f'>Further</a><a href='/missing'>Gone</a>"),
        **{f"/{name}": article("<a href='/'>Front page</a>") for name in "def"},
        "/private/b": article(),
    }
    server.files["/robots.txt"] = ("text/plain", b"User-agent: *\nDisallow: /private/\n")
    server.before["/slow"] = server.before["/d"] = lambda: time.sleep(0.4)
    return server


def crawl(paper: Server, out: Path) -> Report:
    return run(Config(targets=[f"{paper.site}/"], out=str(out), offline=True, workers=2, max_pages=7, pictures="pages"))


def shown(report: Report) -> set[str]:
    """The files of all pictures in a report, of groups and of pages; there are some of both."""
    groups = {group.picture.file for group in report.groups if group.picture}
    pages = {page.picture.file for page in report.pages if page.picture}
    assert groups
    assert len([page for page in report.pages if page.failed]) == len(pages)
    return groups | pages


@pytest.mark.usefixtures("nothing_left")
def test_a_crawl_is_the_same_byte_for_byte_and_keeps_within_its_bounds(paper: Server, tmp_path: Path) -> None:
    report = crawl(paper, tmp_path / "one")
    crawl(paper, tmp_path / "two")
    one, two = ((tmp_path / name / "report.json").read_bytes() for name in ("one", "two"))
    assert one == two
    pictures = [{file.name for file in (tmp_path / name / "pictures").iterdir()} for name in ("one", "two")]
    assert pictures[0] == pictures[1] == {Path(file).name for file in shown(report)}
    assert [
        ("/", State.AUDITED, ""),
        ("/slow", State.AUDITED, ""),
        ("/a", State.AUDITED, ""),
        ("/private/b", State.SKIPPED, Skip.ROBOTS),
        ("/moved-elsewhere", State.SKIPPED, Skip.REDIRECT),
        ("/c", State.AUDITED, ""),
        ("/d", State.AUDITED, ""),
        ("/e", State.AUDITED, ""),
        ("ELSEWHERE/article", State.SKIPPED, Skip.OUT_OF_SCOPE),
        ("/f", State.AUDITED, ""),
        ("/missing", State.SKIPPED, Skip.PAGE_LIMIT),
    ] == [
        (page.url.replace(paper.elsewhere, "ELSEWHERE").removeprefix(paper.site), page.state, page.reason)
        for page in report.pages
    ]
    [group] = [group for group in report.groups if group.rule == FAULT]
    assert 7 == group.occurrences
    assert (0, 0) == (paper.times["/private/b"], paper.times["/missing"])
    written = "addresses.html assets groups index.html pages pictures report.json rules.html run.sqlite"
    assert written.split() == sorted(file.name for file in (tmp_path / "one").iterdir())


def started(server: Server, folder: Path) -> subprocess.Popen[str]:
    """`audit run` in a process of its own, in the middle of a page that does not end."""
    paths = ["/article", "/no-answer", "/article?late", "/article?later"]
    (folder / "urls.txt").write_text("\n".join(server.site + path for path in paths), encoding="utf-8")
    in_the_middle = Event()
    server.before["/no-answer"] = in_the_middle.set
    process = subprocess.Popen(
        [sys.executable, "-m", "audit", "run", "urls.txt", "--out=out", "--offline", "--workers=1", f"--rules={FAULT}"],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(Path(str(audit.__file__)).parents[1])},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert in_the_middle.wait(30)
    return process


@pytest.mark.usefixtures("nothing_left")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_run_that_is_interrupted_writes_what_it_knows(server: Server, tmp_path: Path, number: signal.Signals) -> None:
    process = started(server, tmp_path)
    process.send_signal(number)
    said, _ = process.communicate(timeout=10)
    assert 130 == process.returncode
    assert "Interrupted: 1 page of 4 audited, this report is partial." in said
    report = json.loads((tmp_path / "out" / "report.json").read_text(encoding="utf-8"))
    assert report["interrupted"]
    states = [
        (page["url"].removeprefix(server.site), page["state"], page.get("reason", "")) for page in report["pages"]
    ]
    assert [
        ("/article", State.AUDITED, ""),
        ("/no-answer", State.SKIPPED, Skip.INTERRUPTED),
        ("/article?late", State.SKIPPED, Skip.INTERRUPTED),
        ("/article?later", State.SKIPPED, Skip.INTERRUPTED),
    ] == states


def test_workers_of_a_killed_run_end_by_themselves(
    server: Server, tmp_path: Path, marked: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))  # what a killed process cannot take away is pytest's to take away
    process = started(server, tmp_path)
    process.kill()
    process.communicate(timeout=10)
    assert [] == still_running(marked)


def test_a_page_that_insists_on_https_names_no_port(tmp_path: Path) -> None:
    script = "<script>location.protocol = 'https:'</script>"
    write_site(tmp_path / "site", {"/": f"<!doctype html><title>Home</title><h1>Home</h1>{script}"})
    report = run(Config(targets=[str(tmp_path / "site")], out=str(tmp_path / "out"), offline=True, workers=1))
    [page] = report.pages
    assert State.ERROR == page.state
    assert page.detail.endswith("(the page itself leads to https://localhost/)")
