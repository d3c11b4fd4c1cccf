"""
A folder audited again and again while its pages are written: what changed is visited anew, by browsers that stay open.

Each round is a run like any other, with the report a new run would write; only that pages which are as they were answer
from memory.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event

import msgspec

from audit.capture.pool import Pool
from audit.capture.worker import Done
from audit.config import Config
from audit.crawl.address import origin, path
from audit.crawl.changes import Watched, touched, wait
from audit.crawl.frontier import Visit
from audit.crawl.seeds import Seeds, open_seeds, read_again
from audit.errors import AuditError, ConfigError
from audit.model import Report, State
from audit.run import carry_out, folder_of, locked, plan_of, pool_for


@dataclass(frozen=True)
class Round:
    """What became of one round."""

    changed: list[str]
    """Files that changed, as paths of the site; none in the first round."""
    visited: int
    """Pages that were visited; the others were as before."""
    seconds: float
    report: Report | None = None
    problem: str = ""
    """Why there is no report."""


@dataclass
class _Memory:
    """Visitors that remember: a page that is as it was is not visited again. About 10 kB a page are kept."""

    pool: Pool
    visited: int = 0
    _kept: dict[str, bytes] = field(default_factory=dict)

    @property
    def browser(self) -> str:
        """The pool's."""
        return self.pool.browser

    def results(self, take: Callable[[], Visit | None]) -> Iterator[tuple[Visit, Done]]:
        """As of a pool; what is remembered comes at once."""
        known: deque[Visit] = deque()

        def unknown() -> Visit | None:
            while (visit := take()) and visit.url in self._kept:
                known.append(visit)
            return visit

        while True:
            for visit, done in self.pool.results(unknown):
                self._learn(visit, done)
                yield visit, done
                yield from self._told(known)
            if not known:
                return
            yield from self._told(known)

    def _learn(self, visit: Visit, done: Done) -> None:
        self.visited += 1
        # What went wrong may go right the next time.
        if done.result.state != State.ERROR:
            self._kept[visit.url] = msgspec.json.encode(done)

    def _told(self, known: deque[Visit]) -> Iterator[tuple[Visit, Done]]:
        while known:
            visit = known.popleft()
            yield visit, msgspec.json.decode(self._kept[visit.url], type=Done)

    def forget(self, site: str, paths: set[str] | None) -> None:
        """Forget the pages of a site at these paths, or all of them."""
        for url in list(self._kept):
            if origin(url) == site and (paths is None or path(url).partition("?")[0] in paths):
                del self._kept[url]


def rounds(config: Config, ending: Event) -> Generator[Round, None, None]:
    """
    Audit the folders that the settings name, and again whenever something in them changed, until `ending` is set.

    Raises AuditError when the first round cannot be done; later ones say why, and wait for the next change.
    """
    settings = watchable(config)
    with open_seeds(settings, changes=True) as seeds, pool_for(plan_of(settings)) as pool:
        folders = {site: Watched(folder) for folder, site in seeds.folders.items()}
        memory = _Memory(pool)
        latest = _round(settings, seeds, memory)
        yield latest
        while not (latest.report and latest.report.interrupted):
            changed = wait(folders.values(), ending)
            if not changed:
                return
            names = []
            for site, watched in folders.items():
                mine = [file for file in changed if file.is_relative_to(watched.folder)]
                names += [f"/{file.relative_to(watched.folder).as_posix()}" for file in mine]
                memory.forget(site, touched(mine, watched.folder))
            try:
                latest = _round(settings, read_again(settings, seeds), memory, sorted(names))
            except AuditError as error:
                latest = Round(sorted(names), 0, 0.0, problem=str(error))
            yield latest


def watchable(config: Config) -> Config:
    """
    The settings of a watch, which enters nothing in the history and takes no pictures.

    Raises ConfigError for a target that is no folder.
    """
    for target in config.targets:
        if not Path(target).is_dir():
            raise ConfigError(f"{target} is no folder here. `audit watch` looks at folders of built HTML.")
    # The report that is looked at, and the one that the list of runs reads.
    formats = list(dict.fromkeys([*config.formats, "html", "json"]))
    # Pages that answer from memory have no pictures, and taking them would hold up the others.
    return msgspec.structs.replace(config, history="", formats=formats, pictures="none")


def _round(config: Config, seeds: Seeds, memory: _Memory, changed: Sequence[str] = ()) -> Round:
    began = time.monotonic()
    before = memory.visited
    with locked(folder_of(config)):
        report = carry_out(plan_of(config), seeds, lambda: nullcontext(memory))
    return Round(list(changed), memory.visited - before, time.monotonic() - began, report)
