"""The runs below a folder: which there are, what they say, and which of them still go on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path

import msgspec
import psutil

from audit.crawl.store import FILE, LOCK
from audit.errors import ConfigError
from audit.model import Group, Outcome, State

REPORTS = Path("reports")
"""Where runs are unless they are told otherwise."""
PAGE = "index.html"
DATA = "report.json"


@dataclass(frozen=True)
class Place:
    """A folder a run writes to, by the name it is shown under."""

    name: str
    folder: Path

    @property
    def page(self) -> Path:
        """The report for people."""
        return self.folder / PAGE

    @property
    def stamp(self) -> str:
        """Changes when the report is written anew; empty while there is none."""
        return str(_written(self.page))

    @property
    def written(self) -> str:
        """Changes with whatever the list of runs shows of it."""
        return " ".join(str(_written(self.folder / name)) for name in (PAGE, DATA))

    @property
    def runner(self) -> int:
        """The process whose run is writing to it now; 0 when none does."""
        return _runner(self.folder / LOCK)


class _Page(msgspec.Struct):
    state: State


class Summary(msgspec.Struct):
    """What the list of runs says of one: the few fields of its report.json that this takes."""

    exit_code: int
    verdict: str
    groups: list[Group] = []
    pages: list[_Page] = []

    @property
    def to_fix(self) -> int:
        """Groups that make the run fail."""
        return sum(group.gates for group in self.groups)

    @property
    def unsure(self) -> int:
        """Groups that want a person's look."""
        return sum(group.outcome == Outcome.CANT_TELL for group in self.groups)

    @property
    def audited(self) -> int:
        """Pages that were looked at."""
        return sum(page.state in {State.AUDITED, State.PARTLY_AUDITED} for page in self.pages)


@dataclass(frozen=True)
class Run:
    """A run as the list shows it."""

    place: Place
    at: datetime
    goes_on: bool
    has_page: bool
    summary: Summary | None
    """None where there is no report.json, or none that can be read."""


def places(folder: Path) -> list[Place]:
    """The folder itself if a run wrote to it, else those of its folders that one wrote to, by name."""
    if is_run(folder):
        return [Place(folder.resolve().name, folder)]
    return sorted(_below(folder), key=lambda place: place.name)


def _below(folder: Path) -> Iterator[Place]:
    root = folder.resolve()
    try:
        for inner in folder.iterdir():
            # A link that leads out of the folder is none of its runs.
            if not inner.name.startswith(".") and is_run(inner) and inner.resolve().is_relative_to(root):
                yield Place(inner.name, inner)
    except OSError:  # it is not there, or went meanwhile
        return


def is_run(folder: Path) -> bool:
    """Whether a run writes or wrote to the folder. A page alone is none: any site has an index.html."""
    return any((folder / name).is_file() for name in (FILE, DATA))


def runs(folder: Path) -> list[Run]:
    """The runs of a folder as the list shows them: those that go on first, then the newest."""
    found = [run(place) for place in places(folder)]
    return sorted(found, key=lambda each: (each.goes_on, each.at), reverse=True)


def run(place: Place) -> Run:
    """The run as it is now."""
    data = place.folder / DATA
    written = max(_written(place.folder / name) for name in (PAGE, DATA, FILE))
    return Run(
        place=place,
        at=datetime.fromtimestamp(written / 1e9, UTC).astimezone(),
        goes_on=bool(place.runner),
        has_page=place.page.is_file(),
        summary=_summary(data.resolve(), _written(data)),
    )


@lru_cache(maxsize=1000)
def _summary(file: Path, _written: int) -> Summary | None:
    try:
        return msgspec.json.decode(file.read_bytes(), type=Summary)
    except (OSError, msgspec.MsgspecError):
        return None


def _written(file: Path) -> int:
    """When the file was written, in nanoseconds; 0 when it is not there."""
    try:
        return file.stat().st_mtime_ns
    except OSError:
        return 0


def _runner(lock: Path) -> int:
    """The process that wrote its number there, if it is alive: a run that was killed leaves its lock behind."""
    try:
        process = psutil.Process(int(lock.read_text(encoding="utf-8")))
        # Numbers are given out again: a younger process is another one.
        is_it = process.create_time() <= lock.stat().st_mtime + 1 and process.status() != psutil.STATUS_ZOMBIE
        return process.pid if is_it else 0
    except (OSError, ValueError, psutil.Error):
        return 0


def page_of(name: str) -> Path:
    """
    The report that is meant: of a run's folder, of a name below reports/, of a file; of the last run when nothing is said.

    Raises ConfigError that says in a sentence what there is not.
    """
    if not name:
        return _latest()
    given = Path(name)
    if given.is_file():
        return given
    folder = given if given.is_dir() else REPORTS / name
    if (folder / PAGE).is_file():
        return folder / PAGE
    if is_run(folder):
        raise ConfigError(f"The run in {folder} has no HTML report. `audit report {folder}` writes it from its data.")
    raise ConfigError(
        f"There is no run “{name}”, neither here nor below {REPORTS}/. `audit serve` lists those there are."
    )


def _latest() -> Path:
    pages = [place.page for place in places(REPORTS) if place.page.is_file()]
    if not pages:
        raise ConfigError(f"There is no report below {REPORTS}/ yet. `audit demo` or `audit run FOLDER` writes one.")
    return max(pages, key=_written)
