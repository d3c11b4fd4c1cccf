"""
What the rules cost that need no browser: pages a second on one core, and where the time goes.

    python -m benchmarks.rules_speed [--pages FOLDER] [--rounds 5] [--top 10]

Judges every HTML file below a folder, else a generated newspaper: each page is parsed, asked its shared questions and judged
by every rule that reads HTML only, first by the default rules and then with those in preview. A shared question is charged
to itself and not to the rule that happens to ask first; the findings a rule writes are charged to the rule. CPU seconds,
medians of the rounds. The machine is another one every day: compare only figures of one run.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import Any

from audit.capture.fetch import decode
from audit.check import check_page
from audit.model import Snapshot
from audit.page import Page
from audit.rules import Rule, load_rules
from benchmarks.newspaper import build

PARSING = "parsing"
NUMBERING = "listing and numbering the elements"
GENERATED = 100
"""Pages of the newspaper that is generated where no folder is given."""


class Clock:
    """CPU seconds by name; what is charged to a name inside another one is not charged to that too."""

    def __init__(self) -> None:
        self.spent: Counter[str] = Counter()
        self._open: list[str] = []
        self._since = 0.0

    def start(self, name: str) -> None:
        """Charge what follows to the name."""
        self._tick()
        self._open.append(name)

    def stop(self, name: str) -> None:
        """Charge what follows to what was interrupted by the name."""
        self._tick()
        while self._open.pop() != name:
            pass  # a question that raised was never stopped

    @contextmanager
    def charge(self, name: str) -> Iterator[None]:
        """Charge what happens in this block to the name."""
        self.start(name)
        yield
        self.stop(name)

    def _tick(self) -> None:
        now = time.process_time()
        if self._open:
            self.spent[self._open[-1]] += now - self._since  # type: ignore[assignment]
        self._since = now


class Answers(dict[str, Any]):
    """The memory of a page that notices when a question is worked on (audit.page.once looks, then answers)."""

    def __init__(self, clock: Clock):
        super().__init__()
        self.clock = clock

    def __contains__(self, question: object) -> bool:
        known = super().__contains__(question)
        if not known:
            self.clock.start(f"{question}()")
        return known

    def __setitem__(self, question: str, answer: Any) -> None:
        super().__setitem__(question, answer)
        self.clock.stop(f"{question}()")


def main() -> int:
    """Measure and print."""
    asked = _arguments()
    pages = _pages(Path(asked.pages)) if asked.pages else _generated()
    if not pages:
        print(f"No HTML files below {asked.pages}.", file=sys.stderr)
        return 2
    rules = [rule for rule in load_rules().values() if not rule.info.needs]
    _print_pages(pages)
    default = [rule for rule in rules if not rule.info.preview]
    for name, chosen in (("default rules", default), ("with preview", rules)):
        _print(name, len(chosen), [_round(pages, chosen) for _ in range(asked.rounds)], len(pages), asked.top)
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", default="", help="a folder with HTML files, in place of a generated newspaper")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--top", type=int, default=10, help="how many of the slowest are printed")
    return parser.parse_args()


def _pages(folder: Path) -> list[Snapshot]:
    files = sorted(path for path in folder.rglob("*.htm*") if path.is_file())
    return [
        Snapshot(url=f"https://paper.example/{path.relative_to(folder)}", served=decode(path.read_bytes()))
        for path in files
    ]


def _generated() -> list[Snapshot]:
    with tempfile.TemporaryDirectory() as work:
        build(Path(work), GENERATED)
        return _pages(Path(work))


def _round(pages: Sequence[Snapshot], rules: Sequence[Rule]) -> Counter[str]:
    clock = Clock()
    for snapshot in pages:
        page = Page(snapshot)
        page.answers = Answers(clock)
        with clock.charge(PARSING):
            assert page.tree is not None
        with clock.charge(NUMBERING):
            page.number(page.tree)
        for rule in rules:
            with clock.charge(rule.id):
                check_page(page, [rule])
    return clock.spent


def _print_pages(pages: Sequence[Snapshot]) -> None:
    sizes = sorted(len(Page(snapshot).elements) for snapshot in pages)
    print(f"{len(pages)} pages of {sizes[0]:,} to {sizes[-1]:,} elements, median {median(sizes):,.0f}")


def _print(name: str, count: int, rounds: Sequence[Counter[str]], pages: int, top: int) -> None:
    totals = sorted(spent.total() for spent in rounds)
    names = {name for spent in rounds for name in spent}
    costs = sorted(((median(spent[name] for spent in rounds), name) for name in names), reverse=True)
    whole = median(totals)
    print(
        f"\n{name}: {count} rules, {len(rounds)} rounds: {pages / whole:.0f} pages/s and core "
        f"(from {pages / totals[-1]:.0f} to {pages / totals[0]:.0f}), {1000 * whole / pages:.2f} ms a page"
    )
    steps = [entry for entry in costs if entry[1] in {PARSING, NUMBERING}]
    questions = [entry for entry in costs if entry[1].endswith("()")]
    judged = [entry for entry in costs if entry not in steps and entry not in questions]
    for title, part in (("page", steps), ("rules", judged), ("shared questions", questions)):
        print(f"  {title:64}{1000 * sum(cost for cost, _ in part) / pages:7.3f} ms {_share(part, whole)}")
        for entry in part[:top]:
            print(
                f"    {entry[1].removeprefix('audit.page.'):62}{1000 * entry[0] / pages:7.3f} ms {_share([entry], whole)}"
            )


def _share(part: Sequence[tuple[float, str]], whole: float) -> str:
    return f"{100 * sum(cost for cost, _ in part) / whole:5.1f} %"


if __name__ == "__main__":
    sys.exit(main())
