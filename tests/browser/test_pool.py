"""Whatever dies in the middle of a page is replaced, and the page is audited all the same."""

from __future__ import annotations

import signal
import time
from collections import deque
from collections.abc import Callable
from pathlib import Path

import msgspec
import psutil
import pytest

from audit.capture import browser
from audit.capture.job import Job
from audit.capture.pool import Pool
from audit.crawl.frontier import Visit
from audit.model import PageResult, State
from tests.browser.hostile import FAULT, Server, article

JOB = Job(rules=[FAULT], needs=["axe"], axe_rules=["image-alt"], offline=True)
PATHS = ["/article", "/middle", "/article?last"]


def worker() -> psutil.Process:
    [found] = [child for child in psutil.Process().children() if "audit.capture.worker" in child.cmdline()]
    return found


def kill(word: str) -> None:
    """Kill those processes of the worker that have the word in their command line."""
    doomed = [process for process in worker().children(recursive=True) if word in " ".join(process.cmdline())]
    assert doomed
    for process in doomed:
        process.kill()


def kill_worker() -> None:
    worker().kill()


def kill_driver() -> None:
    kill("run-driver")


def kill_browser() -> None:
    kill("--remote-debugging-pipe")


def kill_renderers() -> None:
    kill("--type=renderer")


def stop_worker() -> None:
    worker().send_signal(signal.SIGSTOP)


def visited(server: Server, job: Job) -> dict[str, PageResult]:
    """Have one worker visit the three pages."""
    waiting = deque(Visit(number, server.site + path, "list") for number, path in enumerate(PATHS))
    with Pool(job, size=1, page_timeout=3) as pool:
        found = dict(pool.results(lambda: waiting.popleft() if waiting else None))
    ended = {visit.url.removeprefix(server.site): done.result for visit, done in found.items()}
    return {path: ended[path] for path in PATHS}


@pytest.mark.usefixtures("nothing_left")
@pytest.mark.parametrize(
    ("accident", "at", "costs_the_worker"),
    [
        (kill_worker, "/middle", True),
        (kill_driver, "/middle", True),
        (kill_browser, "/middle", False),
        (kill_browser, "/late.png", False),
        (kill_renderers, "/middle", False),
        (kill_renderers, "/late.png", False),
        (stop_worker, "/middle", True),
    ],
)
def test_an_accident_costs_no_page(
    server: Server, accident: Callable[[], None], at: str, *, costs_the_worker: bool
) -> None:
    """What a worker notices at once it mends itself; else it is replaced."""
    workers: list[int] = []

    def once() -> None:
        if server.times[at] == 1:
            time.sleep(0.3)  # until the document is read and what is late is waited for
            accident()

    server.pages["/middle"] = article("<img src='/late.png' alt='The wall'>")
    server.before[at] = once
    server.before["/article"] = lambda: workers.append(worker().pid)
    ended = visited(server, JOB)
    assert dict.fromkeys(PATHS, State.AUDITED) == {path: result.state for path, result in ended.items()}
    assert {FAULT} == {finding.rule for result in ended.values() for finding in result.findings}
    assert 2 == server.times["/middle"]
    assert costs_the_worker == (workers[0] != workers[-1])


@pytest.mark.usefixtures("nothing_left")
def test_a_browser_that_does_not_start_again_at_once_costs_no_page(server: Server, tmp_path: Path) -> None:
    program, out_of_order = tmp_path / "headless-shell", tmp_path / "out-of-order"
    program.write_text(f'#!/bin/sh\nrm {out_of_order} 2>/dev/null && exit 1\nexec {browser.require().path} "$@"\n')
    program.chmod(0o755)

    def once() -> None:
        if server.times["/middle"] == 1:
            out_of_order.touch()
            kill_worker()

    server.pages["/middle"] = article()
    server.before["/middle"] = once
    ended = visited(server, msgspec.structs.replace(JOB, browser=str(program)))
    assert not out_of_order.exists()
    assert dict.fromkeys(PATHS, State.AUDITED) == {path: result.state for path, result in ended.items()}
