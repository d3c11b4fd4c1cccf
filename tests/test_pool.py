"""A page that kills its worker or never ends costs that page, and nothing of the run is left behind."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections import deque
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from audit.capture.job import Job
from audit.capture.pool import Pool
from audit.crawl.frontier import Visit
from audit.errors import AuditError, RuleError
from audit.model import Fault, PageResult, State
from tests.answers import Answer, answering
from tests.conftest import write_site

RULE = '''
"""A page is calm."""
import os, time
from audit.rules import passed, rule

@rule("A page is calm", impact="minor", source="house style")
def page_calm(page):
    print("what a rule prints is no answer")
    if page.url.endswith("/kills"):
        os._exit(7)
    while page.url.endswith("/hangs"):
        time.sleep(9)
    yield passed(page.tree)
'''
JOB = Job(rules=["page-calm"], rule_modules=["calm_rules"])
PAGE = Answer(b"<p>Text", headers={"Content-Type": "text/html"})


@pytest.fixture(autouse=True)
def nothing_is_left_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Rules of one's own stand in the working directory; no process and no temporary file outlives a pool."""
    write_site(tmp_path, {"/calm_rules/__init__.py": "", "/calm_rules/page_calm.py": RULE})
    (tmp_path / "tmp").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "tmp"))
    monkeypatch.chdir(tmp_path)
    before = children()
    yield
    assert before == children()
    assert [] == list((tmp_path / "tmp").iterdir())


def children() -> set[int]:
    return {process.pid for process in psutil.Process(os.getpid()).children(recursive=True)}


def visited(pool: Pool, urls: list[str]) -> dict[str, PageResult]:
    waiting = deque(Visit(number, url, "list") for number, url in enumerate(urls))
    return {
        visit.url.rpartition("/")[2]: done.result
        for visit, done in pool.results(lambda: waiting.popleft() if waiting else None)
    }


def test_a_page_that_kills_or_hangs_its_worker_is_tried_twice_and_named() -> None:
    names = ["calm", "kills", "hangs", "quiet", "still"]
    with answering({f"/{name}": PAGE for name in names}) as site:
        with Pool(JOB, size=2, page_timeout=0.3) as pool:
            found = visited(pool, [f"{site.origin}/{name}" for name in names])
        asked = site.asked
    assert {State.AUDITED} == {found[name].state for name in ("calm", "quiet", "still")}
    assert (State.ERROR, Fault.CRASHED) == (found["kills"].state, found["kills"].reason)
    assert "its worker process died (exit code 7), twice" == found["kills"].detail
    assert (State.ERROR, Fault.HUNG) == (found["hangs"].state, found["hangs"].reason)
    assert "it took more than 0.3 seconds and was ended from outside, twice" == found["hangs"].detail
    assert (2, 2) == (asked.count("/kills"), asked.count("/hangs"))


def test_a_pool_that_is_left_early_ends_what_is_still_at_work() -> None:
    def leave(origin: str) -> None:
        waiting = deque(Visit(number, f"{origin}/{name}", "") for number, name in enumerate(("hangs", "calm")))
        with Pool(JOB, size=2, page_timeout=60) as pool:
            for _ in pool.results(lambda: waiting.popleft() if waiting else None):
                raise KeyboardInterrupt

    with answering({"/calm": PAGE, "/hangs": PAGE}) as site, pytest.raises(KeyboardInterrupt):
        leave(site.origin)


def test_workers_that_cannot_work_say_why() -> None:
    with (
        pytest.raises(RuleError, match="nothing_here cannot be imported"),
        Pool(Job(rules=[], rule_modules=["nothing_here"]), size=1, page_timeout=60) as pool,
    ):
        visited(pool, ["http://127.0.0.1/"])


def test_workers_that_do_not_start_are_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.executable", shutil.which("false"))
    with (
        pytest.raises(AuditError, match=r"The workers do not start: exit code 1\. Run `audit browser`"),
        Pool(Job(rules=[]), size=1, page_timeout=60) as pool,
    ):
        visited(pool, ["http://127.0.0.1/"])


def test_no_worker_starts_when_there_is_nothing_to_do() -> None:
    with Pool(Job(rules=[]), size=4, page_timeout=60) as pool:
        before = children()
        assert {} == visited(pool, [])
        assert before == children()
