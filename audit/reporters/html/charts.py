"""Charts as numbers: what the templates draw as inline SVG, beside the table that says the same."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from audit.model import Group, Impact, Outcome, Report, State

UNITS = 1_000
"""Width of a bar that is full."""
TOPICS_SHOWN = 12
RUNS_SHOWN = 60
WIDTH, HEIGHT, EDGE = 640, 150, 10
"""Of the trend, in units of its own; the edge is free on all sides."""


class PastRun(Protocol):
    """An earlier run, as a history keeps it."""

    @property
    def at(self) -> datetime:
        """When it ended."""

    @property
    def pages(self) -> int:
        """How many pages it audited."""

    @property
    def groups(self) -> Mapping[tuple[str, Impact], int]:
        """(topic, impact) -> groups that failed."""


@dataclass(frozen=True)
class Bar:
    """A row of a bar chart."""

    label: str
    parts: list[tuple[str, int, int]]
    """Kind for the style, start and width, in UNITS."""
    numbers: list[int]
    """What the parts stand for, those that are 0 included."""

    @property
    def total(self) -> int:
        """All parts together."""
        return sum(self.numbers)


def bars(rows: Mapping[str, Sequence[int]], kinds: Sequence[str], *, full: int = 0) -> list[Bar]:
    """Rows of numbers as stacked bars; `full` is what a full bar stands for, the longest row where it is not given."""
    full = full or max((sum(numbers) for numbers in rows.values()), default=0)
    return [Bar(label, _parts(numbers, kinds, full), list(numbers)) for label, numbers in rows.items()]


def _parts(numbers: Sequence[int], kinds: Sequence[str], full: int) -> list[tuple[str, int, int]]:
    parts, before = [], 0
    for kind, number in zip(kinds, numbers, strict=True):
        if number:
            start, end = UNITS * before // full, UNITS * (before + number) // full
            parts.append((kind, start, max(end - start, 2)))
        before += number
    return parts


IMPACTS = [impact.value for impact in reversed(Impact)]
STATES = {State.AUDITED: "audited", State.PARTLY_AUDITED: "partly", State.ERROR: "error", State.SKIPPED: "skipped"}


def topics(groups: Iterable[Group], topic_of: Mapping[str, str]) -> list[Bar]:
    """The groups that failed, by topic and impact, the fullest topic first."""
    tally: dict[str, Counter[str]] = defaultdict(Counter)
    for group in groups:
        if group.outcome == Outcome.FAILED:
            tally[topic_of.get(group.rule) or "other"][group.impact] += 1
    rows = {name: [counts[impact] for impact in IMPACTS] for name, counts in tally.items()}
    ordered = sorted(rows.items(), key=lambda row: (-sum(row[1]), row[0]))
    if len(ordered) > TOPICS_SHOWN:
        rest = [sum(column) for column in zip(*(row for _, row in ordered[TOPICS_SHOWN:]), strict=True)]
        ordered = [*ordered[:TOPICS_SHOWN], ("all others", rest)]
    return bars(dict(ordered), IMPACTS)


def coverage(states: Mapping[State, int]) -> Bar:
    """What became of all addresses, as one full bar."""
    numbers = [states.get(state, 0) for state in STATES]
    [bar] = bars({"all": numbers}, list(STATES.values()))
    return bar


@dataclass(frozen=True)
class Point:
    """A run on the trend."""

    when: str
    x: float
    all_y: float
    hard_y: float
    failed: int
    hard: int
    """Of them, serious or critical."""
    pages: int


@dataclass(frozen=True)
class Trend:
    """How the number of groups went over the runs."""

    points: list[Point]
    top: int
    """What the upper edge stands for."""

    def line(self, name: str) -> str:
        """The points of a line, as SVG writes them."""
        return " ".join(f"{point.x:g},{getattr(point, name):g}" for point in self.points)

    @property
    def words(self) -> str:
        """What the picture shows, in a sentence."""
        first, last = self.points[0], self.points[-1]
        least, most = (edge(point.failed for point in self.points) for edge in (min, max))
        return (
            f"Things to fix over the last {len(self.points)} runs: {first.failed:,} in the first, {last.failed:,} in this one; "
            f"never fewer than {least:,} nor more than {most:,}."
        )


def trend(runs: Sequence[PastRun], report: Report) -> Trend | None:
    """The trend of the last runs and of this one; None where there was none before, or this one broke off."""
    if not runs or report.interrupted:
        return None
    audited = sum(page.state in {State.AUDITED, State.PARTLY_AUDITED} for page in report.pages)
    impacts = Counter(group.impact for group in report.groups if group.outcome == Outcome.FAILED)
    told = [(f"{run.at:%Y-%m-%d %H:%M}", _by_impact(run), run.pages) for run in runs[-RUNS_SHOWN + 1 :]]
    told.append(("this run", impacts, audited))
    top = max(1, *(counts.total() for _, counts, _ in told))
    step = (WIDTH - 2 * EDGE) / (len(told) - 1)
    return Trend([_point(EDGE + step * place, top, *each) for place, each in enumerate(told)], top)


def _by_impact(run: PastRun) -> Counter[Impact]:
    tally: Counter[Impact] = Counter()
    for (_, impact), number in run.groups.items():
        tally[impact] += number
    return tally


def _point(x: float, top: int, when: str, counts: Counter[Impact], pages: int) -> Point:
    failed, hard = counts.total(), counts[Impact.SERIOUS] + counts[Impact.CRITICAL]
    return Point(when, round(x, 1), _y(failed, top), _y(hard, top), failed, hard, pages)


def _y(number: int, top: int) -> float:
    return round(HEIGHT - EDGE - (HEIGHT - 2 * EDGE) * number / top, 1)
