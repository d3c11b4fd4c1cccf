"""The list of all addresses: every one that was found, once, with what became of it; in pieces where there are many."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from audit.model import PageSummary, State
from audit.reporters.html.facts import Facts, looked_at
from audit.reporters.html.inert import inert

PIECE = 10_000
"""Addresses of one file: a browser filters them in a blink."""

STATES = {
    State.ERROR: "Error",
    State.PARTLY_AUDITED: "Partly audited",
    State.AUDITED: "Audited",
    State.SKIPPED: "Skipped",
}


def value(text: str) -> str:
    """A text as one word that stands between others."""
    return "-".join(inert(text[:40], 40).replace("|", " ").split())


@dataclass(frozen=True)
class AddressRow:
    """An address with its number, by which its page in the report is called; 0 where it has none."""

    page: PageSummary
    number: int
    pattern: int

    @property
    def looked_at(self) -> bool:
        """Whether its counts mean anything."""
        return looked_at(self.page)

    @property
    def values(self) -> str:
        """What the list can be filtered and sorted by, in the order of addresses.html's form."""
        page = self.page
        return "|".join((page.state, value(page.reason), value(page.kind), str(self.pattern), str(page.failed)))


@dataclass(frozen=True)
class Part:
    """The addresses of one state and reason, as far as they stand in one piece."""

    state: State
    reason: str
    rows: list[AddressRow]
    total: int
    """How many there are in all pieces."""
    anchor: str


@dataclass(frozen=True)
class Piece:
    """One file of the list."""

    number: int
    of: int
    parts: list[Part]


@dataclass(frozen=True)
class LedgerLine:
    """What became of how many addresses, and where they are listed."""

    state: State
    reason: str
    number: int
    piece: int
    anchor: str


def pieces(facts: Facts) -> list[Piece]:
    """The list, in as many files as it needs; one even where nothing was found."""
    parts = list(_parts(facts))
    cut: list[list[Part]] = [[]]
    room = PIECE
    for part in parts:
        rows = part.rows
        while rows:
            cut[-1].append(Part(part.state, part.reason, rows[:room], part.total, part.anchor))
            rows, room = rows[room:], room - len(rows[:room])
            if not room:
                cut.append([])
                room = PIECE
    filled = [each for each in cut if each] or [[]]
    return [Piece(number, len(filled), each) for number, each in enumerate(filled, 1)]


def ledger(found: Iterable[Piece]) -> list[LedgerLine]:
    """The counts of all parts, each where it begins."""
    lines: dict[str, LedgerLine] = {}
    for piece in found:
        for part in piece.parts:
            line = LedgerLine(part.state, part.reason, part.total, piece.number, part.anchor)
            lines.setdefault(part.anchor, line)
    return list(lines.values())


def _parts(facts: Facts) -> Iterator[Part]:
    """Trouble first, what was skipped last; within a part those with most to fix first."""
    by: dict[tuple[State, str], list[AddressRow]] = defaultdict(list)
    for number, page in enumerate(facts.report.pages, 1):
        has_page = facts.numbers.get(page.url) == number
        by[page.state, page.reason].append(AddressRow(page, number if has_page else 0, facts.pattern(page.url)))
    for state in STATES:
        reasons = sorted((-len(rows), reason) for (of, reason), rows in by.items() if of == state)
        for place, (_, reason) in enumerate(reasons):
            rows = sorted(by[state, reason], key=lambda row: (-row.page.failed, -row.page.cant_tell))
            yield Part(state, reason, rows, len(rows), f"state-{state}" + (f"-{place + 1}" if place else ""))
