"""
What was measured of each rule on real pages (measured.json, written by benchmarks/precision.py).

Precision is the share of findings with the outcome failed that were read and found right; for a rule that failed nowhere,
of its findings on real pages with a planted fault. What could not be told is no alarm and does not count.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import resources
from pathlib import Path

import msgspec

from audit.model import Frozen

FILE = Path(str(resources.files(__package__).joinpath("measured.json")))
DEFAULT = 0.95
"""Precision from which on a rule may run by default."""


class Measured(Frozen, frozen=True, kw_only=True):
    """Counts of one rule."""

    pages: int = 0
    """Pages judged."""
    failed: int = 0
    """Findings with the outcome failed."""
    failed_pages: int = 0
    """Pages with such a finding."""
    cant_tell: int = 0
    read: int = 0
    """How many of the failed ones were read."""
    false_alarms: int = 0
    """How many of those read were wrong."""
    planted: int = 0
    """Faults that were planted in real pages, for rules whose fault is rare there (benchmarks/planted.py)."""
    planted_found: int = 0
    planted_false: int = 0
    """Findings on those pages beyond the planted faults."""

    @property
    def precision(self) -> float | None:
        """The share of findings that are right, of those read or else of those on pages with planted faults; None without."""
        if self.read:
            return (self.read - self.false_alarms) / self.read
        if self.planted_found and not self.failed:
            return self.planted_found / (self.planted_found + self.planted_false)
        return None

    @property
    def precision_text(self) -> str:
        """Precision with two digits, or a dash."""
        return "–" if self.precision is None else f"{self.precision:.2f}"

    @property
    def sentence(self) -> str:
        """What was measured, for people."""
        planted = (
            f" Of {self.planted:,} faults planted in real pages {self.planted_found:,} were found, with "
            f"{self.planted_false:,} false alarms beside them."
            if self.planted
            else ""
        )
        if not self.failed:
            return (
                f"Measured on {self.pages:,} real pages: nothing failed, {self.cant_tell:,} could not be told.{planted}"
            )
        return (
            f"Measured on {self.pages:,} real pages: {self.failed:,} failed on {self.failed_pages:,} pages, "
            f"{self.cant_tell:,} could not be told; {self.read:,} of the failed were read, "
            f"{self.false_alarms:,} of them false alarms (precision {self.precision_text}).{planted}"
        )


def write(counts: Mapping[str, Measured]) -> None:
    """Put what was measured into the file the package carries."""
    FILE.write_bytes(msgspec.json.format(msgspec.json.encode(counts), indent=1) + b"\n")


@cache
def measured() -> dict[str, Measured]:
    """What was measured, by rule; a rule that is missing has not been measured."""
    return msgspec.json.decode(FILE.read_bytes(), type=dict[str, Measured])
