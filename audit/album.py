"""
The pictures of a run: which of those that workers bring are kept, under which names.

Decided page by page in the order of the ledger, so that equal sites give equal reports whichever worker was first. When
there is no more room, the folder of incoming pictures goes, and workers take no more.
"""

from __future__ import annotations

import re
import shutil
from collections import defaultdict
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import TracebackType

from msgspec.structs import replace

from audit.group import group_id
from audit.model import PageResult, Picture

FOLDER = "pictures"
"""Below the run's folder."""
GROUPS, PAGES = "groups", "pages"
KINDS = {"none": (), GROUPS: (GROUPS,), PAGES: (GROUPS, PAGES)}
"""The setting -> the kinds of pictures that are taken."""
MOST_BYTES = {GROUPS: 6_000_000, PAGES: 40_000_000}
"""Of all pictures of a kind in a run: some five hundred elements, a thousand pages."""
# A folder that was named for a report may hold pictures of somebody's own, and parts of a run may come from anywhere.
_OURS = re.compile(r"([0-9a-f]{16}(-[a-z]+\d*)?|page-\d+)\.(webp|jpg)")

Bring = Callable[[Path, Path], object]


def incoming(folder: Path) -> Path:
    """Where workers put the pictures of a run, in a folder for each kind; what is not there is not wanted."""
    return folder / FOLDER / ".incoming"


class Album:
    """The pictures of one run. Use as a context; a new album replaces an earlier one in the same folder."""

    def __init__(self, folder: Path, pictures: str):
        self.folder = folder
        self._kinds = KINDS[pictures]
        self._used = dict.fromkeys(MOST_BYTES, 0)
        self._full: set[str] = set()
        self._known: set[str] = set()
        self._clear()
        with suppress(OSError):  # without room for folders there are no pictures
            for kind in self._kinds:
                (incoming(folder) / kind).mkdir(parents=True)

    def adopt(self, number: int, result: PageResult) -> PageResult:
        """The result of the page that is next in the ledger, with those of the pictures taken of it that are kept."""
        return self._adopt(number, result, incoming(self.folder), _move)

    def copy(self, number: int, result: PageResult, folder: Path) -> PageResult:
        """The same for a page of an earlier run, whose folder stays as it is."""
        return self._adopt(number, result, folder, shutil.copyfile)

    def _adopt(self, number: int, result: PageResult, source: Path, bring: Bring) -> PageResult:
        new = {group_id(finding) for finding in result.findings} - self._known
        self._known |= new
        shown: dict[str, list[str]] = defaultdict(list)
        for name, picture in result.pictures.items():
            if name in new:
                shown[picture.file].append(name)
        groups: dict[str, Picture] = {}
        for file, names in shown.items():
            # Named after the first group that is in it.
            place = self._keep(GROUPS, source, file, names[0], bring)
            if place:
                groups |= {name: replace(result.pictures[name], file=place) for name in names}
        page = result.picture
        place = self._keep(PAGES, source, page.file, f"page-{number}", bring) if page else ""
        return replace(result, pictures=groups, picture=replace(page, file=place) if page and place else None)

    def _keep(self, kind: str, source: Path, file: str, name: str, bring: Bring) -> str:
        """Bring a picture to its place, and give its name in the run's folder; empty where there is no room for it."""
        named = f"{name}{Path(file).suffix}"
        if kind not in self._kinds or kind in self._full or not _is_below(file) or not _OURS.fullmatch(named):
            return ""
        place = f"{FOLDER}/{named}"
        try:
            size = (source / file).stat().st_size
            if self._used[kind] + size > MOST_BYTES[kind]:
                self._full.add(kind)
                shutil.rmtree(incoming(self.folder) / kind, ignore_errors=True)
                return ""
            bring(source / file, self.folder / place)
        except OSError:
            return ""
        self._used[kind] += size
        return place

    def _clear(self) -> None:
        """Take away the pictures of an earlier run."""
        for old in (self.folder / FOLDER).glob("*"):
            if _OURS.fullmatch(old.name):
                with suppress(OSError):  # no reason not to audit
                    old.unlink()
        self._end()

    def _end(self) -> None:
        shutil.rmtree(incoming(self.folder), ignore_errors=True)
        with suppress(OSError):  # it holds pictures, or was never there
            (self.folder / FOLDER).rmdir()

    def __enter__(self) -> Album:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._end()


def _move(source: Path, place: Path) -> None:
    source.replace(place)


def _is_below(file: str) -> bool:
    """Whether a name leads nowhere else."""
    return not Path(file).is_absolute() and ".." not in Path(file).parts
