"""
Workers side by side, watched from outside: each has a deadline for each page, and one that exceeds it or dies is ended
with its browser and replaced. The page is tried once more in a fresh worker and then named as an error; it never costs
the run.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from queue import Empty, Queue
from threading import Thread
from typing import IO

import msgspec
from msgspec.structs import replace

from audit import errors
from audit.capture.job import Job
from audit.capture.pictures import Pictured
from audit.capture.probes.axe import CONTRAST
from audit.capture.worker import Answer, Ask, At, Done, Ready, Unable, end_tree
from audit.crawl.frontier import Visit
from audit.errors import AuditError
from audit.model import Fault, PageResult, State

START_LIMIT = 90.0
"""Seconds a worker may take to start its browser: more than ten times what a busy machine needs."""
MOST_FAILED_STARTS = 3
RETRIED = frozenset({Fault.CRASHED, Fault.HUNG, Fault.CONNECTION, Fault.INTERNAL})
"""What may be gone when a page is asked for again."""
PICTURES_LIMIT = 10.0
"""Seconds the pictures of a page may take once its result is there; beyond them they are given up."""


@dataclass
class _Worker:
    """A worker process as its watcher sees it."""

    process: subprocess.Popen[bytes]
    deadline: float
    ready: bool = False
    visit: Visit | None = None
    at: str = ""
    """The probe it said it was beginning."""
    done: Done | None = None
    """The result of its page, when only the pictures of it are still to come."""
    last_words: str = ""
    """Why it cannot work any more."""
    errors: deque[str] = field(default_factory=lambda: deque(maxlen=20))
    """The last lines it wrote to its standard error."""

    def send(self, value: object) -> None:
        assert self.process.stdin is not None
        try:
            self.process.stdin.write(msgspec.json.encode(value) + b"\n")
            self.process.stdin.flush()
        except OSError:
            pass  # it died; the end of its output, which is on its way, says so


class Pool:
    """A number of workers for one job. Use as a context: it leaves no process and no temporary file behind."""

    def __init__(self, job: Job, *, size: int, page_timeout: float):
        self._job = job
        self._size = size
        self._page_timeout = page_timeout
        self._workers: list[_Worker] = []
        self._answers: Queue[tuple[_Worker, bytes]] = Queue()
        self._again: deque[Visit] = deque()
        self._tried: set[int] = set()
        self._given_up: dict[int, list[str]] = {}
        self._failed_starts = 0
        self._folder = tempfile.mkdtemp(prefix="newsroom-audit-")
        self.browser = ""
        """Name and version of the workers' browser, once one has started."""

    def results(self, take: Callable[[], Visit | None]) -> Iterator[tuple[Visit, Done]]:
        """
        Have every address that `take` gives visited, and yield the results as they come, in any order.

        `take` may give None and later more, as long as results are still to come. Raises AuditError when the workers
        cannot work at all.
        """
        self._tried.clear()  # of an earlier call
        self._given_up.clear()
        waiting = self._next(take)
        while waiting or self._busy():
            waiting = self._hand_out(waiting, take)
            done = self._wait()
            if done:
                yield done
            waiting = waiting or self._next(take)

    def _next(self, take: Callable[[], Visit | None]) -> Visit | None:
        return self._again.popleft() if self._again else take()

    def _busy(self) -> list[_Worker]:
        return [worker for worker in self._workers if worker.visit]

    def _hand_out(self, waiting: Visit | None, take: Callable[[], Visit | None]) -> Visit | None:
        """Give work to the idle, start workers while there is work for them; gives back what nobody could take."""
        for worker in self._workers:
            if waiting and worker.ready and not worker.visit:
                worker.visit = waiting
                worker.deadline = time.monotonic() + self._page_timeout
                worker.at = ""
                given_up = self._given_up.get(waiting.number, [])
                worker.send(Ask(url=waiting.url, given_up=given_up, number=waiting.number))
                waiting = self._next(take)
        starting = sum(not worker.ready for worker in self._workers)
        if waiting and not starting and len(self._workers) < self._size:
            self._start()
        return waiting

    def _start(self) -> None:
        environment = os.environ | {
            "TMPDIR": self._folder,
            "TEMP": self._folder,
            "TMP": self._folder,
            "PYTHONUTF8": "1",
            "PYTHONPATH": os.pathsep.join(sys.path),
        }
        process = subprocess.Popen(
            # -P and our own path: a worker imports what we would, no queue.py or audit.py of the working directory.
            [sys.executable, "-P", "-m", "audit.capture.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=environment,
            # Ctrl-C in the terminal is for the coordinator, which ends its workers in order.
            start_new_session=True,
        )
        worker = _Worker(process, time.monotonic() + START_LIMIT)
        self._workers.append(worker)
        assert process.stdout is not None
        assert process.stderr is not None
        Thread(target=self._read, args=(worker, process.stdout), daemon=True).start()
        Thread(target=_read_errors, args=(worker, process.stderr), daemon=True).start()
        worker.send(self._job)

    def _read(self, worker: _Worker, stream: IO[bytes]) -> None:
        with stream:
            for line in stream:
                if line.endswith(b"\n"):  # the last one is cut when the worker is killed as it writes
                    self._answers.put((worker, line))
        self._answers.put((worker, b""))

    def _wait(self) -> tuple[Visit, Done] | None:
        """Wait for one answer or for the next deadline."""
        deadlines = [worker.deadline for worker in self._workers if worker.visit or not worker.ready]
        if not deadlines:
            return None
        try:
            worker, line = self._answers.get(timeout=max(0.0, min(deadlines) - time.monotonic()))
        except Empty:
            late = min((w for w in self._workers if w.visit or not w.ready), key=lambda w: w.deadline)
            return self._lose(
                late, Fault.HUNG, f"it took more than {self._page_timeout:g} seconds and was ended from outside"
            )
        if worker not in self._workers:
            return None
        if not line:
            worker.process.wait()
            if worker.last_words:
                return self._lose(worker, Fault.INTERNAL, worker.last_words)
            return self._lose(worker, Fault.CRASHED, f"its worker process died ({_exit(worker)})")
        return self._take(worker, msgspec.json.decode(line, type=Answer))

    def _take(self, worker: _Worker, answer: Answer) -> tuple[Visit, Done] | None:
        if isinstance(answer, Unable):
            if answer.kind and not self.browser:
                raise getattr(errors, answer.kind, AuditError)(answer.message)
            # Others could work, so this is tried again like any worker that dies, which is what it does now.
            worker.last_words = answer.message
            return None
        if isinstance(answer, Ready):
            worker.ready = True
            self._failed_starts = 0
            self.browser = self.browser or answer.browser
            return None
        if isinstance(answer, At):
            worker.at = answer.step
            return None
        if isinstance(answer, Done) and answer.has_more:
            worker.done, worker.deadline = answer, time.monotonic() + PICTURES_LIMIT
            return None
        done = answer if isinstance(answer, Done) else _with_pictures(worker.done, answer)
        visit, worker.visit, worker.done = worker.visit, None, None
        assert visit is not None
        if done.result.reason in RETRIED and self._may_retry(visit):
            return None
        return visit, done

    def _may_retry(self, visit: Visit) -> bool:
        if visit.number in self._tried:
            return False
        self._tried.add(visit.number)
        self._again.append(visit)
        return True

    def _lose(self, worker: _Worker, fault: Fault, detail: str) -> tuple[Visit, Done] | None:
        """A worker that hangs or has died: end what is left of it; its page is tried again, once."""
        self._end(worker)
        visit = worker.visit
        if visit is None:
            if not worker.ready:
                self._note_failed_start(worker)
            return None
        if worker.done:
            return visit, worker.done
        if fault == Fault.HUNG and self._give_up(visit, worker.at):
            return None
        if self._may_retry(visit):
            return None
        return visit, Done(result=PageResult(url=visit.url, state=State.ERROR, reason=fault, detail=f"{detail}, twice"))

    def _give_up(self, visit: Visit, step: str) -> bool:
        """Try a page again without the probe that did not end on it; False when there is nothing to leave out."""
        given_up = self._given_up.setdefault(visit.number, [])
        less = CONTRAST if step == "axe" and CONTRAST not in given_up else step
        if not less or less in given_up:
            return False
        given_up.append(less)
        self._again.append(visit)
        return True

    def _note_failed_start(self, worker: _Worker) -> None:
        self._failed_starts += 1
        if self._failed_starts >= MOST_FAILED_STARTS:
            said = worker.last_words or (worker.errors[-1] if worker.errors else _exit(worker))
            raise AuditError(f"The workers do not start: {said}. Run `audit browser` to see what is wrong.")

    def _end(self, worker: _Worker) -> None:
        end_tree(worker.process.pid)
        worker.process.wait()
        assert worker.process.stdin is not None
        with suppress(OSError):  # what it did not read any more
            worker.process.stdin.close()
        self._workers.remove(worker)

    def __enter__(self) -> Pool:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is None:
            self._dismiss()
        for worker in list(self._workers):
            self._end(worker)
        shutil.rmtree(self._folder, ignore_errors=True)

    def _dismiss(self) -> None:
        """Ask the idle workers to end by themselves, and give them a moment for it; the others are not waited for."""
        idle = [worker for worker in self._workers if worker.ready and not worker.visit]
        for worker in idle:
            worker.send(Ask())
        end = time.monotonic() + 5
        for worker in idle:
            with suppress(subprocess.TimeoutExpired):
                worker.process.wait(timeout=max(0.05, end - time.monotonic()))


def _with_pictures(done: Done | None, taken: Pictured) -> Done:
    assert done is not None
    return replace(done, result=replace(done.result, picture=taken.page, pictures=taken.groups))


def _read_errors(worker: _Worker, stream: IO[bytes]) -> None:
    with stream:
        for line in stream:
            if text := line.decode("utf-8", "replace").strip():
                worker.errors.append(text)


def _exit(worker: _Worker) -> str:
    code = worker.process.poll()
    if code is None:
        return "no exit code"
    return f"signal {-code}" if code < 0 else f"exit code {code}"
