"""Pictures of pages with marks over them: the outline of an element, or numbers where findings are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from audit.model import Picture
from audit.reporters.html.facts import Facts

MARKS_DRAWN = 200
"""Marks in one picture; more of them hide it."""
LEAST = 4
"""No outline is smaller, in CSS pixels: a point cannot be seen."""


@dataclass(frozen=True)
class Mark:
    """A numbered box in a picture."""

    number: int
    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True)
class Shot:
    """A picture with its marks."""

    source: str
    """Where it is: an address of a file or of data."""
    width: int
    height: int
    marks: list[Mark]

    @property
    def numbers(self) -> frozenset[int]:
        """The numbers that are marked in it."""
        return frozenset(mark.number for mark in self.marks)

    @property
    def size(self) -> float:
        """Of a number, in units of the picture, so that it can be read however small the picture is shown."""
        return max(self.width / 22, 14)


def is_inside(picture: Picture) -> bool:
    """Whether a picture's file is one below the run's folder, whatever a report that was written elsewhere says."""
    return ".." not in picture.file and ":" not in picture.file and not picture.file.startswith(("/", "\\"))


def shot(picture: Picture | None, numbers: Mapping[str, int], facts: Facts) -> Shot | None:
    """The picture with the boxes of those groups numbered; None where there is none that could be shown."""
    if picture is None or picture.width <= 0 or picture.height <= 0 or not is_inside(picture):
        return None
    places = facts.places
    source = facts.pictures.get(picture.file, "") if places.single else places.below().file(picture.file)
    if not source:
        return None
    marks = [
        Mark(numbers[name], left, top, max(width, LEAST), max(height, LEAST))
        for name, box in picture.boxes.items()
        if name in numbers and len(box) == 4
        for left, top, width, height in [box]
    ]
    marks.sort(key=lambda mark: mark.number)
    return Shot(source, picture.width, picture.height, marks[:MARKS_DRAWN])
