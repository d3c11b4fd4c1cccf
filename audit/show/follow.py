"""What a run that goes on has found so far, read from its store while it is being written."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from threading import Lock

import msgspec

from audit.crawl.store import Store, StoreDamaged
from audit.group import group_id
from audit.model import Finding, Impact, Outcome, PageResult, Skip, State

MOST_SHOWN = 200
"""Things shown while a run goes on; all of them stand in its report."""
VISITED = frozenset({Skip.REDIRECT, Skip.NOT_HTML})
"""What is only known of an address once it was asked for."""


@dataclass(frozen=True)
class Thing:
    """A thing to fix or to look at, as far as it is known yet."""

    rule: str
    outcome: Outcome
    impact: Impact
    message: str
    url: str
    pages: int = 1


@dataclass
class Standing:
    """Where a run stands."""

    done: int = 0
    accepted: int = 0
    """Pages that are known to be audited; grows while links are followed."""
    errors: int = 0
    things: dict[str, Thing] = field(default_factory=dict)
    """Group id -> thing, in the order they came."""

    @property
    def failed(self) -> int:
        """Different things that failed."""
        return sum(thing.outcome == Outcome.FAILED for thing in self.things.values())

    def add(self, result: PageResult) -> None:
        """Count one more page; an address that was never to be visited is none."""
        if result.state == State.SKIPPED and result.reason not in VISITED:
            return
        self.done += 1
        self.errors += result.state == State.ERROR
        for name, finding in {group_id(finding): finding for finding in result.findings}.items():
            before = self.things.get(name)
            self.things[name] = replace(before, pages=before.pages + 1) if before else _thing(finding)


def _thing(finding: Finding) -> Thing:
    return Thing(finding.rule, finding.outcome, finding.impact, finding.message, finding.url)


class Follower:
    """
    Follows the run in a folder. A look reads only what came since the last one, however many pages there are.

    It takes no lock that a run could wait for: the store is in WAL mode, and opened to read.
    """

    def __init__(self, folder: Path):
        self._folder = folder
        self._lock = Lock()
        self._begun = ""
        self._last = -1
        self._standing = Standing()

    def look(self, runner: int) -> Standing:
        """Where the run of that process stands now."""
        with self._lock:
            # It is just being made, or goes: the next look will tell.
            with suppress(StoreDamaged, msgspec.MsgspecError):
                self._read(runner)
            return replace(self._standing, things=dict(self._standing.things))

    def _read(self, runner: int) -> None:
        with Store(self._folder, read=True) as store:
            # Before the first address is known, the store of the run before is still there.
            begun = store.fact("begun") if store.fact("runner") == str(runner) else ""
            if begun != self._begun:
                self._begun, self._last, self._standing = begun, -1, Standing()
            if not begun:
                return
            self._standing.accepted = int(store.fact("accepted") or 0)
            for number, result in store.entries(after=self._last):
                self._standing.add(result)
                self._last = number
