"""The first page: the gate's verdict, what there is to fix, how much was looked at, and the ways to everything else."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from audit.model import Group, GroupState, Impact, Outcome, PageSummary, RuleInfo, State
from audit.reporters.html import charts
from audit.reporters.html.addresses import LedgerLine, ledger, pieces
from audit.reporters.html.facts import Facts, looked_at
from audit.reporters.html.filters import OUTCOMES, Choice, group_choices
from audit.reporters.html.groups import GroupView
from audit.reporters.html.inert import count
from audit.reporters.html.matrix import Article, article

GROUPS_SHOWN = 500
"""Groups on the first page; further ones have files of their own with as many each."""
ARTICLES_SHOWN = 25
"""Articles whose witnesses contradict each other that the first page names."""
TROUBLE_SHOWN = 20
"""Errors and half-audited pages that the first page names."""

EXIT_CODES = {
    0: "nothing that counts failed",
    1: "something failed that counts",
    2: "the work could not be done",
    3: "nothing was audited",
    130: "interrupted",
    143: "interrupted",
}


@dataclass(frozen=True)
class Notice:
    """Something a reader must know before believing the numbers."""

    text: str
    anchor: str
    link: str
    loud: bool = True


@dataclass(frozen=True)
class Standing:
    """How the run stands, in one word and one tone; only a complete run without failures is “good”."""

    word: str
    tone: str


@dataclass(frozen=True)
class Number:
    """A number that stands out, with its kind for the style."""

    name: str
    number: int
    kind: str


@dataclass(frozen=True)
class IndexView:
    """What the first page lays out."""

    facts: Facts

    @cached_property
    def states(self) -> Counter[State]:
        """Number of addresses by state."""
        return Counter(page.state for page in self.facts.report.pages)

    @cached_property
    def looked_at(self) -> int:
        """Pages that were audited, wholly or in part."""
        return self.states[State.AUDITED] + self.states[State.PARTLY_AUDITED]

    @property
    def title(self) -> str:
        """Of the document."""
        targets = self.facts.report.targets
        if not targets:
            return "Audit"
        others = len(targets) - 1
        return f"Audit of {targets[0]}" + (f" and {count(others, 'other')}" if others else "")

    @property
    def standing(self) -> Standing:
        """The verdict in a word."""
        report = self.facts.report
        if report.interrupted:
            return Standing("Interrupted", "bad")
        if report.exit_code == 1:
            return Standing("Failed", "bad")
        if report.exit_code == 3 or not self.looked_at:
            return Standing("Nothing audited", "bad")
        if report.exit_code != 0:
            return Standing("Not done", "bad")
        if self.states[State.ERROR] or self.states[State.PARTLY_AUDITED] or report.broken_rules:
            return Standing("Passed, but not everything was looked at", "mixed")
        return Standing("Passed", "good")

    @property
    def exit_meaning(self) -> str:
        """What the exit code says."""
        return EXIT_CODES.get(self.facts.report.exit_code, "not known")

    @property
    def notices(self) -> list[Notice]:
        """What was not looked at, and why."""
        return list(_notices(self))

    @cached_property
    def views(self) -> list[GroupView]:
        """All groups in the order they are shown."""
        return [GroupView(group, self.facts) for group in self.facts.groups.values()]

    @property
    def failed(self) -> list[GroupView]:
        """Those that failed, as far as the first page has them."""
        return [view for view in self.views[:GROUPS_SHOWN] if not view.is_unsure]

    @property
    def unsure(self) -> list[GroupView]:
        """Those that could not be told, as far as the first page has them."""
        return [view for view in self.views[:GROUPS_SHOWN] if view.is_unsure]

    @cached_property
    def further(self) -> list[list[GroupView]]:
        """The groups that the first page does not have, in files of their own."""
        return [
            self.views[start : start + GROUPS_SHOWN] for start in range(GROUPS_SHOWN, len(self.views), GROUPS_SHOWN)
        ]

    @cached_property
    def to_fix(self) -> int:
        """Groups that failed."""
        return sum(not view.is_unsure for view in self.views)

    @property
    def to_look_at(self) -> int:
        """Groups that could not be told."""
        return len(self.views) - self.to_fix

    @property
    def impacts(self) -> list[tuple[Impact, int]]:
        """Groups that failed, by impact, hardest first."""
        tally = Counter(view.group.impact for view in self.views if not view.is_unsure)
        return [(impact, tally[impact]) for impact in reversed(Impact) if tally[impact]]

    @property
    def numbers(self) -> list[Number]:
        """The numbers of the gate."""
        return list(_numbers(self))

    @cached_property
    def choices(self) -> list[Choice]:
        """What the groups can be filtered by."""
        return group_choices(self.views, self.facts)

    # --- charts

    @property
    def topics(self) -> list[charts.Bar]:
        """Groups by topic and impact."""
        topic_of = {name: rule.topic for name, rule in self.facts.rules.items()}
        return charts.topics(self.facts.report.groups, topic_of)

    @property
    def coverage(self) -> charts.Bar:
        """Addresses by state."""
        return charts.coverage(self.states)

    @property
    def kinds(self) -> list[charts.Bar]:
        """Audited pages by kind."""
        tally = Counter(page.kind or "not known" for page in self.facts.report.pages if looked_at(page))
        return charts.bars({name: [number] for name, number in tally.most_common(8)}, ["audited"])

    @property
    def patterns(self) -> list[charts.Bar]:
        """Audited pages by the pattern of their address."""
        return charts.bars({name: [number] for name, number in self.facts.patterns}, ["audited"])

    @property
    def trend(self) -> charts.Trend | None:
        """How the number of groups went."""
        return charts.trend(self.facts.runs, self.facts.report)

    # --- coverage and articles

    @cached_property
    def ledger(self) -> list[LedgerLine]:
        """What became of how many addresses."""
        return ledger(pieces(self.facts))

    @property
    def errors(self) -> list[PageSummary]:
        """Pages that could not be audited, some of them."""
        return [page for page in self.facts.report.pages if page.state == State.ERROR][:TROUBLE_SHOWN]

    @property
    def gaps(self) -> list[tuple[str, int]]:
        """What could not be looked at on pages, and on how many."""
        tally = Counter(gap.what for page in self.facts.report.pages for gap in page.gaps)
        return tally.most_common(TROUBLE_SHOWN)

    @cached_property
    def articles(self) -> list[tuple[PageSummary, int, Article]]:
        """The articles, those with most contradictions first."""
        shown = [
            (page, self.facts.numbers[page.url], told)
            for page in self.facts.report.pages
            if page.url in self.facts.numbers and (told := article(page.matrix))
        ]
        return sorted(shown, key=lambda each: -len(each[2].contradictions))

    @property
    def contradicted(self) -> list[tuple[PageSummary, int, Article]]:
        """The articles of which somebody contradicts somebody."""
        return [each for each in self.articles if each[2].contradictions]

    @property
    def settings(self) -> list[tuple[str, str]]:
        """The settings that differ from their defaults."""
        settings = self.facts.report.settings
        return [(key, json.dumps(value, ensure_ascii=False)) for key, value in sorted(settings.items())]

    @property
    def rules(self) -> list[tuple[RuleInfo, list[tuple[str, int]], list[GroupView]]]:
        """Rule, its number of pages for the name of each outcome, and its groups."""
        by_rule: dict[str, list[GroupView]] = {}
        for view in self.views:
            by_rule.setdefault(view.group.rule, []).append(view)
        ordered = sorted(self.facts.report.rules, key=lambda rule: (rule.topic, rule.id))
        outcomes = self.facts.report.outcomes
        return [
            (
                rule,
                [(name, outcomes.get(rule.id, {}).get(key, 0)) for key, name in OUTCOMES.items()],
                by_rule.get(rule.id, []),
            )
            for rule in ordered
        ]


def _notices(view: IndexView) -> Iterator[Notice]:
    report, states = view.facts.report, view.states
    if report.interrupted:
        text = "The run was interrupted before it was done. This report knows only the pages it had reached."
        yield Notice(text, "coverage", "What was not reached")
    if not view.looked_at:
        text = "No page was audited. That nothing was found here says nothing about the site."
        yield Notice(text, "coverage", "What became of each address")
    if number := states[State.ERROR]:
        them = "it" if number == 1 else "them"
        text = f"{count(number, 'page')} could not be audited. Nothing is known about {them}."
        yield Notice(text, "coverage-errors", "Which, and why")
    if report.broken_rules:
        broken = count(len(report.broken_rules), "rule")
        text = f"{broken} broke and did not judge every page. That is the rule's fault, not the site's."
        yield Notice(text, "broken-rules", "Which, and how")
    if number := states[State.PARTLY_AUDITED]:
        text = f"{count(number, 'page')} could only be looked at in part."
        yield Notice(text, "coverage-gaps", "What is missing", loud=False)


def _numbers(view: IndexView) -> Iterator[Number]:
    """With a baseline: new, known, fixed, by version; else all that failed. Always: spared, could not tell, coverage."""
    report = view.facts.report
    failed = [group for group in report.groups if group.outcome == Outcome.FAILED]
    spared = [group for group in failed if group.spared and group.spared.by != "expired"]
    counted = [group for group in failed if group not in spared] if spared else failed
    if report.baseline:
        yield Number("New", _in_state(counted, GroupState.NEW), "failed")
        yield Number("Known", _in_state(counted, GroupState.KNOWN), "calm")
        yield Number("Fixed", sum(not entry.gone_from for entry in report.baseline.stale), "good")
        if by_version := _in_state(counted, GroupState.NEW_BY_VERSION):
            yield Number("New by version of the rules", by_version, "calm")
    else:
        yield Number("Things to fix", len(counted), "failed")
    if spared:
        yield Number("Spared", len(spared), "calm")
    yield Number("Could not tell", view.to_look_at, "unsure")
    yield Number("Pages audited", view.looked_at, "audited")
    yield Number("Errors", view.states[State.ERROR], "error")
    yield Number("Skipped", view.states[State.SKIPPED], "skipped")


def _in_state(groups: Iterable[Group], state: GroupState) -> int:
    return sum(group.state == state for group in groups)
