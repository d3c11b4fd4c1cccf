"""
A run, from the settings to the report. Read this first: every stage is a line of `audit`.

    Config -> seeds -> frontier -> worker: visit -> Snapshot -> check(page rules) -> PageResult -> store
                           ^                                                               |
                           +--------------------------- links -----------------------------+
    store -> sitemaps, feeds -> check(site rules) -> group -> Report -> reporters -> the run's folder
"""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from types import FrameType
from typing import Protocol, TypedDict

import msgspec

from audit import bundle, reporters
from audit.album import Album, incoming
from audit.baseline import Baseline, find
from audit.capture.job import Job
from audit.capture.pool import Pool
from audit.capture.worker import Done
from audit.conclude import conclude
from audit.config import Config
from audit.crawl.address import without_secrets
from audit.crawl.documents import gather
from audit.crawl.frontier import Frontier, Visit
from audit.crawl.robots import Robots
from audit.crawl.seeds import Seeds, open_seeds
from audit.crawl.store import LOCK, Store
from audit.errors import ConfigError, OutputError
from audit.history import FILE, History, target_of
from audit.history import Run as PastRun
from audit.model import Gap, PageResult, Report, Skip, State
from audit.page.documents import Document
from audit.policy import names, policy_of, refuse_wrong
from audit.rules import Rule, load_rules
from audit.select import select

AHEAD = 8
"""How many pages a worker may be ahead of the one that is to be committed next."""


@dataclass
class Progress:
    """Where a run stands, for whoever shows it."""

    done: int = 0
    accepted: int = 0
    known: int = 0
    failed: int = 0
    errors: int = 0
    url: str = ""


Watcher = Callable[[Progress], None]


@dataclass(frozen=True)
class Plan:
    """What is settled before the first page is visited."""

    config: Config
    rules: Sequence[Rule]
    baseline: Baseline | None


class Visitors(Protocol):
    """Who visits pages: a Pool, or what stands before one."""

    @property
    def browser(self) -> str:
        """Name and version of the browser, once there is one."""

    def results(self, take: Callable[[], Visit | None]) -> Iterator[tuple[Visit, Done]]:
        """Have every address that `take` gives visited, in any order."""


def audit(config: Config, watch: Watcher | None = None) -> Report:
    """
    Audit what the settings name, write the reports and give the result.

    Raises AuditError (errors.py) when the work cannot be done; an interrupted run gives a partial report.
    """
    plan = plan_of(config)
    with locked(folder_of(config)), open_seeds(config) as seeds:
        return carry_out(plan, seeds, lambda: pool_for(plan), watch)


def _runs_before(report: Report, config: Config) -> list[PastRun]:
    """Earlier runs over the same target, where the report is to draw them."""
    file = Path(config.history)
    if not config.trend or not config.history or not file.exists():
        return []
    try:
        return History(file).runs(target_of(report))
    except OutputError:  # one that is damaged is spoken of once the report is written
        return []


def plan_of(config: Config) -> Plan:
    """The settings with the rules they choose and the baseline they name. Raises AuditError for what is wrong with them."""
    known = load_rules(config.rule_modules)
    rules = select(known, config)
    refuse_wrong(config.suppress, config.levels, set().union(*(names(rule.info) for rule in known.values())))
    return Plan(config, rules, find(config.baseline))


def pool_for(plan: Plan) -> Pool:
    """The workers of a run, of which none has started yet."""
    config = plan.config
    snapshots = folder_of(config) / "snapshots" if config.keep_snapshots else None
    pictures = incoming(folder_of(config)) if config.pictures != "none" else None
    return Pool(
        job_for(config, plan.rules, snapshots, pictures), size=config.worker_count, page_timeout=config.page_timeout
    )


def carry_out(
    plan: Plan,
    seeds: Seeds,
    open_visitors: Callable[[], AbstractContextManager[Visitors]],
    watch: Watcher | None = None,
) -> Report:
    """Visit the seeds and what they lead to, conclude, and write the reports; the folder is locked by whoever calls."""
    config, folder = plan.config, folder_of(plan.config)
    with Store(folder) as store, Album(folder, config.pictures) as album:
        robots = Robots(ignore=config.robots == "ignore")
        frontier = Frontier(config, seeds, robots)
        visited = _Visited()
        ledger = _Ledger(frontier, seeds, store, album, visited.broken, watch or (lambda _: None))
        with open_visitors() as visitors:
            _visit_all(visitors, ledger, visited, ahead=AHEAD * config.worker_count)
        ledger.finish()
        documents = [] if visited.interrupted else _gathered(visited, store, seeds, robots, config)
        ending: _Ending = {"browser": visited.browser, "interrupted": visited.interrupted}
        bundle.keep(store, config, visited.broken, documents, **ending)
        report = conclude(store, plan.rules, config, visited.broken, documents, plan.baseline, **ending)
    publish(report, folder, config)
    return report


def publish(report: Report, folder: Path, config: Config) -> None:
    """Write the reports and enter the run in the history. A part of a site, or a few changed pages, is no run to compare with."""
    reporters.write(report, folder, config.formats, _runs_before(report, config))
    if _keeps_history(config):
        History(Path(config.history)).append(report, datetime.now(UTC))


def _keeps_history(config: Config) -> bool:
    if not config.history or config.changed_since or config.shard:
        return False
    # The usual place may be read-only, as a checkout in CI often is; that must not cost the gate its answer.
    place = Path(config.history).absolute()
    nearest = next(folder for folder in (place, *place.parents) if folder.exists())
    return config.history != FILE or os.access(nearest, os.W_OK)


def folder_of(config: Config) -> Path:
    """The folder the reports go to: the one that was asked for, else reports/ and the target's name."""
    if config.out:
        return Path(config.out)
    target = config.targets[0] if config.targets else "run"
    name = without_secrets(target).partition("://")[2] or Path(target).resolve().name
    plain = "".join(letter if letter.isalnum() or letter in ".-_" else "-" for letter in name).strip("-.")
    return Path("reports") / (plain[:80] or "run")


class _Ending(TypedDict):
    """How a run ended, for its conclusion."""

    browser: str
    interrupted: bool


@dataclass
class _Visited:
    """What is known of a run once its pages are done."""

    browser: str = ""
    interrupted: bool = False
    broken: list[Gap] = field(default_factory=list)


def _visit_all(visitors: Visitors, ledger: _Ledger, visited: _Visited, *, ahead: int) -> None:
    """Have every page visited and its result stored, in the order the pages were found."""
    try:
        with stoppable():
            for visit, done in visitors.results(lambda: ledger.take(ahead)):
                ledger.arrived(visit, done)
    except KeyboardInterrupt:
        visited.interrupted = True
        ledger.interrupted()
    visited.browser = visitors.browser


def _gathered(visited: _Visited, store: Store, seeds: Seeds, robots: Robots, config: Config) -> list[Document]:
    """The site's sitemaps and feeds; who stops the run while they are read gets the report without them."""
    try:
        with stoppable():
            return gather(store, seeds, robots, config)
    except KeyboardInterrupt:
        visited.interrupted = True
        return []


class _Ledger:
    """
    Gives out addresses and commits results in that same order, so that equal sites give equal reports.

    Links count as found when their page is committed, not when its result happens to arrive.
    """

    def __init__(self, frontier: Frontier, seeds: Seeds, store: Store, album: Album, broken: list[Gap], watch: Watcher):
        self._frontier = frontier
        self._names = {origin: f"/{name}" if len(seeds.names) > 1 else "" for origin, name in seeds.names.items()}
        self._store = store
        self._album = album
        self._broken = broken
        self._watch = watch
        self._order: list[Visit] = []
        self._committed = 0
        self._waiting: dict[int, Done] = {}
        self._progress = Progress()

    def take(self, ahead: int) -> Visit | None:
        """The next address to visit, unless the slowest page holds up too many already."""
        if len(self._order) - self._committed >= ahead:
            return None
        visit = self._frontier.next()
        if visit:
            self._order.append(visit)
        return visit

    def arrived(self, visit: Visit, done: Done) -> None:
        """Take in a result, and commit what is complete up to here."""
        self._waiting[visit.number] = done
        while self._committed < len(self._order) and self._order[self._committed].number in self._waiting:
            next_visit = self._order[self._committed]
            self._commit(next_visit, self._waiting.pop(next_visit.number))
            self._committed += 1
        self._tell(visit)

    def interrupted(self) -> None:
        """Commit what has arrived; everything else is named as not looked at."""
        for visit in self._order[self._committed :]:
            done = self._waiting.pop(visit.number, None) or Done(
                result=PageResult(url=visit.url, state=State.SKIPPED, reason=Skip.INTERRUPTED)
            )
            self._commit(visit, done)
        self._frontier.drop(Skip.INTERRUPTED)

    def finish(self) -> None:
        """Enter the addresses that were refused."""
        for visit in self._frontier.refused():
            result = PageResult(
                url=visit.url, state=State.SKIPPED, reason=visit.skip, detail=visit.detail, referrer=visit.referrer
            )
            self._store.put(visit.number, self._shown(result))

    def _commit(self, visit: Visit, done: Done) -> None:
        result = msgspec.structs.replace(done.result, referrer=visit.referrer)
        if done.location:
            self._frontier.redirected(visit, done.location)
        self._frontier.add_links(result.links, visit.url)
        self._broken += [gap for gap in done.broken if gap not in self._broken]
        # Links have done their work once the frontier knows them.
        result = self._album.adopt(visit.number, msgspec.structs.replace(result, links=[]))
        self._store.put(visit.number, self._shown(result))
        self._progress.done += 1
        self._progress.errors += result.state == State.ERROR
        self._progress.failed += sum(counts.get("failed", 0) for counts in result.counts.values())

    def _shown(self, result: PageResult) -> PageResult:
        """The result with a folder's pages named by their paths: the loopback port is another one every time."""
        if not self._names:
            return result
        written = msgspec.json.encode(result)
        for origin, name in self._names.items():
            written = written.replace(origin.encode(), name.encode())
            # A page that insists on https leads itself to an address of that port as well.
            written = written.replace(origin.replace("http:", "https:").encode(), b"https://localhost")
        return msgspec.json.decode(written, type=PageResult)

    def _tell(self, visit: Visit) -> None:
        self._progress.accepted = self._frontier.accepted
        self._store.put_fact("accepted", str(self._frontier.accepted))
        self._progress.known = self._frontier.known
        self._progress.url = visit.url
        self._watch(self._progress)


def job_for(config: Config, rules: Sequence[Rule], snapshots: Path | None = None, pictures: Path | None = None) -> Job:
    """
    What a worker is told of the settings, and where it keeps snapshots and pictures.

    Raises ConfigError for an axe-script that is not there.
    """
    engine = Path(config.axe_script).resolve() if config.axe_script else None
    if engine and not engine.is_file():
        raise ConfigError(f"The axe-script {config.axe_script} is no file here. Give the path of an axe.min.js.")
    return Job(
        rules=[rule.id for rule in rules],
        needs=sorted({need for rule in rules for need in rule.info.needs}),
        rule_modules=config.rule_modules,
        rule_settings=config.rule_settings,
        policy=policy_of(config),
        browser=config.browser,
        offline=config.offline,
        viewport=config.viewport_size,
        user_agent=config.user_agent,
        engine=str(engine or ""),
        axe_rules=_axe_rules(rules),
        snapshots=str(snapshots.resolve()) if snapshots else "",
        pictures=str(pictures.resolve()) if pictures else "",
        timeout=config.page_timeout * 2 / 3,
    )


def _axe_rules(rules: Sequence[Rule]) -> list[str]:
    """What axe is to run: nothing said where it is just what it runs by itself, rules of a newer engine included."""
    chosen = {rule.id for rule in rules if rule.info.topic == "axe"}
    usual = {rule.id for rule in load_rules().values() if rule.info.topic == "axe" and not rule.info.preview}
    return [] if chosen == usual else sorted(name.removeprefix("axe-") for name in chosen - {"axe-unlisted"})


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Refuse a second run on the same folder, as long as this one lasts."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        file = (folder / LOCK).open("a")
    except OSError as error:
        raise OutputError(
            f"The folder {folder} cannot be written: {error.strerror}. Choose another one with --out."
        ) from error
    with file:
        if not _lock(file.fileno()):
            raise OutputError(f"Another run is writing to {folder}. Wait for it, or choose another folder with --out.")
        # Who shows runs (audit/show) sees by it that this one goes on.
        file.truncate(0)
        file.write(f"{os.getpid()}\n")
        file.flush()
        try:
            yield
        finally:
            (folder / LOCK).unlink(missing_ok=True)


def _lock(descriptor: int) -> bool:
    try:
        import fcntl
    except ImportError:  # Windows: two runs on one folder are not told apart there
        return True
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


@contextmanager
def stoppable() -> Iterator[None]:
    """Make SIGTERM stop the run as Ctrl-C does."""

    def stop(_number: int, _frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
