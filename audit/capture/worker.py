"""
A worker: a process with its own browser that is given addresses and gives back results, until its input ends.

The coordinator (pool.py) talks to it in lines of JSON over its standard input and output. A worker never decides about
time: whoever asked ends it from outside when a page takes too long. When the coordinator is gone, its input ends, and it
ends itself with everything it started, even in the middle of a page.
"""

from __future__ import annotations

import os
import re
import sys
import threading
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from queue import SimpleQueue
from typing import IO

import msgspec
import psutil

from audit.capture import fetch
from audit.capture.failure import VisitFailed
from audit.capture.job import Job
from audit.capture.page import Tell
from audit.capture.pictures import Camera, Pictured
from audit.capture.replay import keep
from audit.capture.visitor import Visitor
from audit.check import NO_POLICY, check_page
from audit.crawl.address import resolve
from audit.errors import AuditError
from audit.model import Fault, Frozen, Gap, PageResult, Skip, Snapshot, State
from audit.page import Page, html
from audit.page.article import article
from audit.page.feeds import own_feeds
from audit.page.text import clean
from audit.page.witnesses import matrix
from audit.policy import Policy
from audit.rules import Rule, load_rules
from audit.rules.settings import with_settings


class Ask(Frozen, frozen=True, kw_only=True):
    """An address to visit; an empty one asks the worker to end."""

    url: str = ""
    given_up: list[str] = []
    """What did not end on it before."""
    number: int = 0
    """Its place in the ledger."""


class At(Frozen, frozen=True, kw_only=True, tag=True):
    """What the worker is about to do on the page, so that it is known where it hangs."""

    step: str


class Ready(Frozen, frozen=True, kw_only=True, tag=True):
    """The worker can take addresses."""

    browser: str = ""


class Unable(Frozen, frozen=True, kw_only=True, tag=True):
    """The worker cannot work any more; the message is for people."""

    message: str
    kind: str = ""
    """The AuditError it is; empty when it is none, but something unforeseen."""


class Done(Frozen, frozen=True, kw_only=True, tag=True):
    """The result of the address asked for last."""

    result: PageResult
    location: str = ""
    """Where a redirect led."""
    broken: list[Gap] = []
    """Rules that raised."""
    has_more: bool = False
    """Whether pictures of the page follow; the result stands, whatever becomes of them."""


Answer = At | Ready | Unable | Done | Pictured


Visit = Callable[[str, Sequence[str]], Snapshot]


def main() -> int:
    """Read a Job and then one Ask after the other, a JSON line each; write an Answer for each."""
    # What a rule of the user's prints must not end up between the answers.
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    lines = _lifeline(sys.stdin.buffer)
    job = msgspec.json.decode(lines.get(), type=Job)

    def answer(value: Answer) -> None:
        answers.write(msgspec.json.encode(value) + b"\n")
        answers.flush()

    try:
        known = load_rules(job.rule_modules)
        rules = with_settings([known[name] for name in job.rules], job.rule_settings)
        with _visitor(job, lambda step: answer(At(step=step))) as (name, visit, camera):
            answer(Ready(browser=name))
            while (ask := msgspec.json.decode(lines.get(), type=Ask)).url:
                done = _work(ask, visit, rules, job)
                if camera is None or not camera.wants(done.result.findings):
                    answer(done)
                    continue
                answer(msgspec.structs.replace(done, has_more=True))
                answer(camera.take(done.result.findings, number=ask.number))
    except AuditError as error:
        answer(Unable(message=str(error), kind=type(error).__name__))
        return error.exit_code
    except Exception as error:
        # A bug, or the browser's driver is gone: either way this worker is of no more use.
        answer(Unable(message=clean(f"{type(error).__name__}: {error}".splitlines()[0])[:300]))
        raise
    return 0


def _lifeline(stream: IO[bytes]) -> SimpleQueue[bytes]:
    """The lines of a stream; when it ends, so does this process with all its children, whatever it is doing."""
    lines: SimpleQueue[bytes] = SimpleQueue()

    def read() -> None:
        for line in stream:
            lines.put(line)
        end_tree(os.getpid(), itself=False)
        os._exit(0)

    threading.Thread(target=read, daemon=True).start()
    return lines


def end_tree(pid: int, *, itself: bool = True) -> None:
    """Kill a process's descendants (browsers live in process groups of their own), and the process itself if asked."""
    try:
        process = psutil.Process(pid)
        doomed = process.children(recursive=True)
    except psutil.NoSuchProcess:
        return
    for victim in [*doomed, *([process] if itself else [])]:
        try:
            victim.kill()
        except psutil.NoSuchProcess:
            continue


def _work(ask: Ask, visit: Visit, rules: list[Rule], job: Job) -> Done:
    try:
        snapshot = visit(ask.url, ask.given_up)
        if job.snapshots:
            keep(snapshot, Path(job.snapshots))
        return judge(snapshot, rules, job.policy)
    except VisitFailed as error:
        state = State.ERROR if isinstance(error.reason, Fault) else State.SKIPPED
        result = PageResult(
            url=ask.url, state=state, reason=error.reason, detail=clean(error.detail), status=error.status
        )
        return Done(result=result, location=error.location)


def judge(snapshot: Snapshot, rules: list[Rule], policy: Policy = NO_POLICY) -> Done:
    """
    The result of a captured page.

    Raises VisitFailed when there is nothing on it to judge.
    """
    page = Page(snapshot)
    if _is_empty(page):
        if location := _refresh(page):
            raise VisitFailed(Skip.REDIRECT, f"{location} (meta refresh)", status=snapshot.status, location=location)
        raise VisitFailed(Fault.EMPTY, "the document shows nothing", status=snapshot.status)
    checked = check_page(page, rules, policy)
    kind = article(page)
    title = html.title(page.tree)
    gaps = snapshot.gaps
    result = PageResult(
        url=snapshot.url,
        state=State.PARTLY_AUDITED if gaps else State.AUDITED,
        status=snapshot.status,
        title=html.text(title, hidden=True)[:300],
        kind="article" if kind.is_article else "other",
        kind_reason=kind.reason,
        matrix=matrix(page),
        counts=checked.counts,
        findings=checked.findings,
        links=_links(page),
        feeds=own_feeds(page),
        facts=checked.facts,
        gaps=gaps,
        engine=snapshot.artifacts.get("axe", {}).get("version", ""),
    )
    return Done(result=result, broken=checked.broken)


_SEEN = ["img", "picture", "svg", "video", "audio", "canvas", "iframe", "frame", "embed", "object", "input", "button"]


def _is_empty(page: Page) -> bool:
    body = html.body(page.tree)
    return next(body.iter(*_SEEN), None) is None and not html.text(body)


_REFRESH = re.compile(r"^\s*[\d.]+(?:\s*[;,]\s*|\s+)(?:url\s*=\s*)?+['\"]?([^'\"\s][^'\"]*)", re.IGNORECASE)


def _refresh(page: Page) -> str:
    """Where a meta refresh leads, or an empty string."""
    for node in page.tree.iter("meta"):
        led = _REFRESH.match(html.attr(node, "content")) if html.attr(node, "http-equiv").lower() == "refresh" else None
        if led:
            return resolve(led.group(1), page.url)
    return ""


def _links(page: Page) -> list[str]:
    base = next((html.attr(node, "href") for node in page.tree.iter("base") if html.attr(node, "href")), "")
    start = resolve(base, page.url) or page.url
    found = (resolve(html.attr(node, "href"), start) for node in page.tree.iter("a", "area") if html.attr(node, "href"))
    return list(dict.fromkeys(link for link in found if link))


@contextmanager
def _visitor(job: Job, tell: Tell) -> Iterator[tuple[str, Visit, Camera | None]]:
    """The browser's name, what captures an address and what takes pictures; no browser where no rule needs one."""
    if not job.needs:
        yield "", lambda url, _: fetch.visit(url, timeout=job.timeout, user_agent=job.user_agent), None
        return
    with Visitor(job, tell) as visitor:
        camera = Camera(Path(job.pictures), lambda: visitor.world) if job.pictures else None
        yield visitor.name, visitor.visit, camera


def _exit() -> None:
    code = 1
    try:
        code = main()
    except Exception:  # noqa: BLE001 - the coordinator reads the last lines of standard error
        traceback.print_exc()
    sys.stderr.flush()
    # Not sys.exit: the interpreter would wait for the thread that still reads the input.
    os._exit(code)


if __name__ == "__main__":
    _exit()
