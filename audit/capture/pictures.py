"""
Pictures of a page that has been judged: its findings' elements in their place, and the whole page, small.

They are taken last, while the browser still shows the page, and cost nothing but themselves: whatever goes wrong, there is
no picture. What stands in the page's fields is blanked first. The pictures lie in the folder of incoming ones until the
coordinator (audit/album.py) has decided which are kept; when that folder is gone, no more are wanted.

Which pictures a run keeps must not depend on which worker went where. A group's picture is therefore of the page that is
first in the ledger with it, and what is in one picture is settled by the page alone.
"""

from __future__ import annotations

import json
import math
import os
import time
from base64 import b64decode
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from audit.album import GROUPS, PAGES
from audit.capture.world import World
from audit.group import group_id
from audit.model import Finding, Frozen, Outcome, Picture

SECONDS = 5.0
"""What the pictures of a page may take together; a single one that does not end is the coordinator's to end."""
LOADING = 0.6
"""Seconds an image that is loaded only when readers come near it has to come."""
MOST_PLACES = 100
"""Groups of a page that are marked in its picture."""
MOST_WINDOWS = 12
"""Pictures of elements that are taken of a page."""
CONTEXT = 48
"""CSS pixels shown around an element at least."""
WINDOW = (640, 420)
"""CSS pixels around an element that are shown, unless the element is larger."""
TALLEST = 1000
WINDOW_PIXELS = (800, 300_000)
PAGE_PIXELS = (320, 450_000)
"""The width of a picture at most, and how many pixels it may have; what is larger is drawn smaller."""
LONGEST_PAGE = 12_000
"""CSS pixels of a page from its top on that its picture shows."""
MOST_BYTES = {GROUPS: 40_000, PAGES: 60_000}
# A small page as WebP takes the browser 140 ms of CPU time, as JPEG 80; a window is sharper as WebP and as quick.
_FORMATS = {GROUPS: "webp", PAGES: "jpeg"}
_SUFFIXES = {GROUPS: "webp", PAGES: "jpg"}
_TRIES = ((50, 1.0), (30, 1.0), (30, 0.6))
"""Quality and size of a picture, until it is small enough."""

Box = tuple[int, int, int, int]
"""Left, top, width, height in CSS pixels of the document."""


class Pictured(Frozen, frozen=True, kw_only=True, tag=True):
    """The pictures of the page that was judged last; their files lie in the folder of incoming ones."""

    page: Picture | None = None
    groups: dict[str, Picture] = {}
    """By group; several groups may be shown in one picture."""


@dataclass(frozen=True)
class Window:
    """A part of a page, with the elements that are shown in it."""

    area: Box
    boxes: dict[str, Box]
    """Group -> place in the document."""

    @property
    def scale(self) -> float:
        """What a CSS pixel is drawn as."""
        return _scale(self.area[2], self.area[3], WINDOW_PIXELS)

    def shows(self, box: Box) -> bool:
        """Whether an element stands in it, large enough to be made out."""
        left, top, width, height = box
        x, y, wide, high = self.area
        is_inside = x <= left and y <= top and left + width <= x + wide and top + height <= y + high
        is_tiny = self.scale < 1 and width * height * 50 < wide * high
        return is_inside and not is_tiny


def windows(boxes: Mapping[str, Box], page: tuple[int, int]) -> list[Window]:
    """The parts of a page that together show these elements, those near one another in one picture."""
    found: list[Window] = []
    for name, box in boxes.items():
        home = next((window for window in found if window.shows(box)), None)
        if home is None:
            if len(found) == MOST_WINDOWS:
                continue
            home = Window(_area(box, page), {})
            found.append(home)
        home.boxes[name] = box
    return found


def _area(box: Box, page: tuple[int, int]) -> Box:
    left, top, width, height = box
    wide = min(max(WINDOW[0], width + 2 * CONTEXT), page[0])
    high = min(max(WINDOW[1], height + 2 * CONTEXT), TALLEST, page[1])
    x = min(max(left + (width - wide) // 2, 0), page[0] - wide)
    # Of what is taller than a picture the beginning is shown.
    y = min(max(top + min((height - high) // 2, -CONTEXT), 0), page[1] - high)
    return x, y, wide, high


def small_page(width: int, height: int) -> tuple[Box, float]:
    """The part of a page that its picture shows, and how small it is drawn."""
    shown = min(height, LONGEST_PAGE)
    return (0, 0, width, shown), _scale(width, shown, PAGE_PIXELS)


def _scale(width: int, height: int, limits: tuple[int, int]) -> float:
    return min(1.0, limits[0] / width, math.sqrt(limits[1] / (width * height)))


def picture(file: str, area: Box, boxes: Mapping[str, Box]) -> Picture:
    """A picture of an area of the page, with the elements' places in it; those that are not in it are left out."""
    x, y, wide, high = area
    inside: dict[str, list[float]] = {}
    for name, box in boxes.items():
        left, top = max(box[0] - x, 0), max(box[1] - y, 0)
        right, bottom = min(box[0] + box[2] - x, wide), min(box[1] + box[3] - y, high)
        if right > left and bottom > top:
            inside[name] = [left, top, right - left, bottom - top]
    return Picture(file=file, width=wide, height=high, boxes=inside)


def first_findings(findings: Sequence[Finding]) -> dict[str, Finding]:
    """The first finding of each group that names an element: failed first, then the hardest impact."""
    first: dict[str, Finding] = {}
    for finding in findings:
        first.setdefault(group_id(finding), finding)
    order = sorted(first, key=lambda name: (first[name].outcome != Outcome.FAILED, -first[name].impact.rank))
    return {name: first[name] for name in order if first[name].target.selector}


@dataclass
class Camera:
    """Takes the pictures of one worker."""

    folder: Path
    """Of incoming pictures."""
    world: Callable[[], World | None]
    """The page that was visited last, as it stands."""
    _seen: dict[str, int] = field(default_factory=dict)
    """Group -> the first page in the ledger on which this worker has met it."""
    _taken: int = 0

    def take(self, findings: Sequence[Finding], *, number: int) -> Pictured:
        """The pictures of the page with that place in the ledger; none when anything goes wrong."""
        new = self._new({group_id(finding) for finding in findings}, number)
        try:
            return self._take(first_findings(findings), new)
        except Exception:  # noqa: BLE001 - a picture must never cost the page
            return Pictured()

    def wants(self, findings: Sequence[Finding]) -> bool:
        """Whether there may be something to show of a page with these findings."""
        return bool(findings) and self.folder.is_dir()

    def _new(self, names: set[str], number: int) -> set[str]:
        """The groups that no earlier page in the ledger has shown to this worker."""
        new = {name for name in names if self._seen.get(name, number) >= number}
        self._seen |= dict.fromkeys(new, number)
        return new

    def _take(self, findings: Mapping[str, Finding], new: set[str]) -> Pictured:
        wanted = [kind for kind in (GROUPS, PAGES) if (self.folder / kind).is_dir() and (kind == PAGES or new)]
        world = self.world()
        if world is None or not findings or not wanted or world.has_moved():
            return Pictured()
        world.define(_script())
        try:
            taken = self._shoot_all(world, findings, new, wanted) if world.run("() => pictures.blank()") else Pictured()
        finally:
            world.run("() => pictures.restore()")
        # Another document that came meanwhile is not what was judged.
        return taken if not world.has_moved() else Pictured()

    def _shoot_all(self, world: World, findings: Mapping[str, Finding], new: set[str], wanted: list[str]) -> Pictured:
        end = time.monotonic() + SECONDS
        names = list(findings)[:MOST_PLACES]
        paths = {name: [*findings[name].target.frame, findings[name].target.selector] for name in names}
        if GROUPS in wanted:
            late = [path for name, path in paths.items() if name in new]
            world.run("(paths, limit) => pictures.load(paths, limit)", late, LOADING * 1000)
        found = json.loads(world.run("(paths) => pictures.find(paths)", list(paths.values())))
        size = (found["width"], found["height"])
        places = {name: place for name, place in zip(names, found["places"], strict=True) if place}
        boxes: dict[str, Box] = {name: tuple(place["box"]) for name, place in places.items()}
        page = None
        if PAGES in wanted and boxes:
            area, scale = small_page(*size)
            file = self._shoot(world, PAGES, area, scale, found["window"])
            page = picture(file, area, boxes) if file else None
        groups: dict[str, Picture] = {}
        # What lies under a dialog is marked in the page's picture, but is not to be seen.
        bare = {name: box for name, box in boxes.items() if not places[name]["covered"]}
        for window in windows(bare, size) if GROUPS in wanted else []:
            if new.isdisjoint(window.boxes) or time.monotonic() > end:
                continue
            file = self._shoot(world, GROUPS, window.area, window.scale, found["window"])
            shown = {name: box for name, box in window.boxes.items() if file and name in new}
            groups |= {name: picture(file, window.area, {name: box}) for name, box in shown.items()}
        return Pictured(page=page, groups=groups)

    def _shoot(self, world: World, kind: str, area: Box, scale: float, window: Sequence[int]) -> str:
        """Take one picture and write it; an empty name when it cannot be made small enough."""
        for quality, smaller in _TRIES:
            file = _screenshot(world, _FORMATS[kind], area, scale * smaller, quality, window)
            if len(file) <= MOST_BYTES[kind]:
                self._taken += 1
                name = f"{kind}/{os.getpid()}-{self._taken}.{_SUFFIXES[kind]}"
                (self.folder / name).write_bytes(file)
                return name
        return ""


@cache
def _script() -> str:
    return resources.files("audit.capture").joinpath("pictures.js").read_text(encoding="utf-8")


def _screenshot(world: World, kind: str, area: Box, scale: float, quality: int, window: Sequence[int]) -> bytes:
    x, y, width, height = area
    left, top, wide, high = window
    is_in_window = left <= x and top <= y and x + width <= left + wide and y + height <= top + high
    wanted: dict[str, Any] = {
        "format": kind,
        "quality": quality,
        "clip": {"x": x, "y": y, "width": width, "height": height, "scale": scale},
        # Takes twice the time, and scripts of the page are told of a window that was resized, to the size it had.
        "captureBeyondViewport": not is_in_window,
    }
    return b64decode(world.session.send("Page.captureScreenshot", wanted)["data"])
