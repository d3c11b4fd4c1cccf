"""The Report as every page of the HTML report needs it: indexed once, with a name and a place for each thing."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from urllib.parse import quote, urlsplit

from audit.model import Group, Outcome, PageSummary, Report, RuleInfo, State
from audit.reporters.html.charts import PastRun
from audit.reporters.html.inert import is_link
from audit.reporters.html.places import Places

PATTERNS_NAMED = 12
"""Address patterns that can be told apart; all others are one."""
OTHER_PATTERN = "other addresses"
LONGEST_PATTERN = 80

_PLAIN_ID = re.compile(r"[0-9a-z][0-9a-z-]{0,63}")


@dataclass(frozen=True)
class Facts:
    """What the views are made from."""

    report: Report
    places: Places
    runs: Sequence[PastRun] = ()
    """Earlier runs over the same target, oldest first; none where nobody keeps a history."""
    pictures: Mapping[str, str] = field(default_factory=dict)
    """File of a picture -> data: address, where the report is to hold it itself."""

    @cached_property
    def rules(self) -> dict[str, RuleInfo]:
        """The rules that ran, by id."""
        return {rule.id: rule for rule in self.report.rules}

    def rule(self, group: Group) -> RuleInfo:
        """A group's rule, as far as the report knows it."""
        return self.rules.get(group.rule) or RuleInfo(id=group.rule, topic="", title=group.rule, impact=group.impact)

    @cached_property
    def groups(self) -> dict[str, Group]:
        """The groups by id: what makes the run fail, then what failed and does not, then what could not be told."""
        return {group.id: group for group in sorted(self.report.groups, key=_weight)}

    @cached_property
    def rank(self) -> dict[str, int]:
        """Group id -> its place in that order."""
        return {name: number for number, name in enumerate(self.groups)}

    @cached_property
    def files(self) -> dict[str, str]:
        """Group id -> the name of its page, the same in the next report as long as the fault is there."""
        return {
            name: name if _PLAIN_ID.fullmatch(name) else f"group-{number}" for number, name in enumerate(self.groups, 1)
        }

    @cached_property
    def labels(self) -> dict[str, str]:
        """Group id -> what tells it from all others: the rule's id, with a number where the rule has several groups."""
        several = Counter(group.rule for group in self.groups.values())
        seen: Counter[str] = Counter()
        labels = {}
        for name, group in self.groups.items():
            seen[group.rule] += 1
            labels[name] = f"{group.rule} {seen[group.rule]}" if several[group.rule] > 1 else group.rule
        return labels

    @cached_property
    def numbers(self) -> dict[str, int]:
        """Address -> the number of its page in the report, for pages that were to be audited."""
        return {page.url: number for number, page in enumerate(self.report.pages, 1) if page.state != State.SKIPPED}

    @cached_property
    def origin(self) -> str:
        """What all pages that were to be audited begin with, left out where addresses are shown; empty when they differ."""
        origins = set()
        for url in self.numbers:
            match = re.match(r"https?://[^/?#]+", url)
            origins.add(match[0] if match else "")
        return origins.pop() if len(origins) == 1 else ""

    @cached_property
    def patterns(self) -> list[tuple[str, int]]:
        """The address patterns of the audited pages with their number of pages, the most used first."""
        tally = Counter(_pattern(page.url) for page in self.report.pages if looked_at(page))
        named = sorted(tally.items(), key=lambda item: (-item[1], item[0]))
        rest = sum(number for _, number in named[PATTERNS_NAMED:])
        return named[:PATTERNS_NAMED] + ([(OTHER_PATTERN, rest)] if rest else [])

    @cached_property
    def _pattern_numbers(self) -> dict[str, int]:
        return {name: number for number, (name, _) in enumerate(self.patterns)}

    def pattern(self, url: str) -> int:
        """The place of an address's pattern in `patterns`; one behind them all for what has none."""
        known = self._pattern_numbers
        return known.get(_pattern(url), known.get(OTHER_PATTERN, len(known)))

    @cached_property
    def kinds(self) -> dict[str, str]:
        """Address -> kind of page."""
        return {page.url: page.kind for page in self.report.pages if page.kind}

    def edit_link(self, url: str) -> str:
        """Where an editor changes that page; empty where the settings do not say."""
        pattern = self.report.settings.get("edit-link", "")
        if not pattern or not isinstance(pattern, str):
            return ""
        parts = urlsplit(url)
        path = parts.path + (f"?{parts.query}" if parts.query else "")
        link = pattern.replace("{url}", quote(url, safe="")).replace("{path}", quote(path, safe="/"))
        return link if is_link(link) else ""


def looked_at(page: PageSummary) -> bool:
    """Whether a page's counts mean anything; nothing that was not looked at counts as passed."""
    return page.state in {State.AUDITED, State.PARTLY_AUDITED}


def _weight(group: Group) -> tuple[bool, bool]:
    # A report made before groups said whether they gate has none that does: then the order stays as it is.
    return (group.outcome != Outcome.FAILED, group.outcome == Outcome.FAILED and not group.gates)


@lru_cache(maxsize=65536)
def _pattern(url: str) -> str:
    """An address without what tells one page from another: /2026/05/night-bus/ becomes /#/#/*/."""
    try:
        path = urlsplit(url[:2000]).path or "/"
    except ValueError:
        return "/"
    parts = path.split("/")
    shown = "/".join(_part(part, is_last=not any(parts[place + 1 :])) for place, part in enumerate(parts))
    return shown if len(shown) <= LONGEST_PATTERN else f"{shown[:LONGEST_PATTERN]}…"


def _part(part: str, *, is_last: bool) -> str:
    if not part or part in {"index.html", "index.htm"}:
        return part
    if part.isdecimal():
        return "#"
    is_slug = is_last or "-" in part or len(part) > 20 or any(letter.isdecimal() for letter in part)
    return "*" if is_slug else part
