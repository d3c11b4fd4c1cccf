"""What the HTML report shows: the Report sorted, counted and put into words, so that the templates only lay it out."""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from audit.model import Group, Impact, Outcome, PageSummary, Report, RuleInfo, State
from audit.reporters.html.inert import count
from audit.reporters.html.matrix import ARTICLES_LISTED, ArticleView, articles
from audit.reporters.wcag import CRITERIA, Criterion

GROUPS_SHOWN = 5
"""Groups of one rule that stand open; the others are folded away."""
PAGES_SHOWN = 10
"""Pages of one group that stand open; the others are folded away."""
PAGES_LISTED = 300
"""Pages of one group that are listed at all; the section “Pages” has each page's groups."""
LINKS_SHOWN = 4
"""Links from a page to its groups that stand open."""
ROWS_SHOWN = 40
"""Rows up to which a part of the ledger that a person should see stands open."""

STATES = {
    State.ERROR: "Error",
    State.PARTLY_AUDITED: "Partly audited",
    State.SKIPPED: "Skipped",
    State.AUDITED: "Audited",
}
OUTCOMES = {
    Outcome.PASSED: "passed",
    Outcome.FAILED: "failed",
    Outcome.CANT_TELL: "could not tell",
    Outcome.INAPPLICABLE: "inapplicable",
    Outcome.UNTESTED: "untested",
}
EXIT_CODES = {
    0: "no new failure",
    1: "new failures",
    2: "the work could not be done",
    3: "nothing was audited",
    130: "interrupted",
    143: "interrupted",
}
_ACT_ID = re.compile(r"[a-z0-9]{6}")


@dataclass(frozen=True)
class GroupView:
    """A group as it stands below its rule."""

    group: Group
    label: str
    """What links to it are called: the rule's id, with a number where the rule has several groups."""

    @property
    def anchor(self) -> str:
        """Where links to it lead; the same in the next report as long as the fault is there."""
        return f"group-{self.group.id}"

    @property
    def pages(self) -> list[str]:
        """The pages to list."""
        return self.group.pages[:PAGES_LISTED]

    @property
    def unlisted(self) -> int:
        """How many pages are not listed."""
        return len(self.group.pages) - len(self.pages)


@dataclass(frozen=True)
class RuleSection:
    """A rule with its groups of one outcome."""

    rule: RuleInfo
    anchor: str
    groups: list[GroupView]
    explained_at: str = ""
    """Anchor of the section that has the rule's explanation; empty where it stands here."""

    @property
    def impact(self) -> Impact:
        """The hardest of its groups'."""
        return max((view.group.impact for view in self.groups), key=lambda impact: impact.rank)

    @property
    def pages(self) -> int:
        """Pages on which any of its groups occurs."""
        return len({page for view in self.groups for page in view.group.pages})

    @property
    def places(self) -> int:
        """Occurrences of all its groups."""
        return sum(view.group.occurrences for view in self.groups)

    @property
    def criteria(self) -> list[Criterion | str]:
        """The success criteria, by number alone where WCAG 2.2 has none of that number."""
        return [CRITERIA.get(number, number) for number in self.rule.wcag]

    @property
    def act(self) -> list[tuple[str, str]]:
        """ACT rule ids with the address of each, empty for what is no id."""
        at = "https://www.w3.org/WAI/standards-guidelines/act/rules/{}/"
        return [(name, at.format(name) if _ACT_ID.fullmatch(name) else "") for name in self.rule.act]


@dataclass(frozen=True)
class PageRow:
    """A page that was to be audited, with links to what was found on it."""

    page: PageSummary
    groups: list[GroupView]

    @property
    def looked_at(self) -> bool:
        """Whether its counts mean anything; nothing that was not looked at counts as passed."""
        return self.page.state in {State.AUDITED, State.PARTLY_AUDITED}


@dataclass(frozen=True)
class LedgerPart:
    """The URLs of one state and reason."""

    state: State
    reason: str
    pages: list[PageSummary]
    is_first: bool
    """Whether it is the first of its state, where links to that state lead."""

    @property
    def is_open(self) -> bool:
        """Whether it stands open: what went wrong is not folded away unless it would bury the rest."""
        return self.state in {State.ERROR, State.PARTLY_AUDITED} and len(self.pages) <= ROWS_SHOWN


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
class View:
    """What the templates lay out beside the Report itself."""

    title: str
    standing: Standing
    exit_meaning: str
    looked_at: int
    """Pages that were audited, wholly or in part."""
    notices: list[Notice]
    to_fix: int
    """Groups that failed."""
    to_look_at: int
    """Groups that could not be told."""
    coverage: list[tuple[str, int, str]]
    """Name of a state, its number of addresses, and its kind for the style."""
    strip: list[tuple[str, int, int]]
    """The coverage as a strip of 1,000 units: kind, start, width."""
    impacts: list[tuple[Impact, int]]
    """Groups that failed, by impact, hardest first."""
    failed: list[RuleSection]
    unsure: list[RuleSection]
    pages: list[PageRow]
    articles: list[ArticleView]
    """What is said of each article; those that are listed."""
    articles_unlisted: int
    ledger: list[LedgerPart]
    rules: list[tuple[RuleInfo, str, list[tuple[str, int]]]]
    """Rule, anchor of its section if it has one, and its number of pages for the name of each outcome."""
    origin: str
    """What the addresses of all pages begin with, left out where they are shown; empty when they differ."""
    settings: list[tuple[str, str]]


def view(report: Report) -> View:
    """The Report as it is shown."""
    failed, unsure = _sections(report)
    states = Counter(page.state for page in report.pages)
    anchors = {section.rule.id: section.anchor for section in (*unsure, *failed)}
    told = articles(report.pages)
    return View(
        title=_title(report),
        standing=_standing(report, states),
        exit_meaning=EXIT_CODES.get(report.exit_code, "not known"),
        looked_at=states[State.AUDITED] + states[State.PARTLY_AUDITED],
        notices=_notices(report, states),
        to_fix=sum(len(section.groups) for section in failed),
        to_look_at=sum(len(section.groups) for section in unsure),
        coverage=_coverage(states),
        strip=_strip(_coverage(states)),
        impacts=_impacts(report.groups),
        failed=failed,
        unsure=unsure,
        pages=_pages(report, (*failed, *unsure)),
        articles=told[:ARTICLES_LISTED],
        articles_unlisted=max(0, len(told) - ARTICLES_LISTED),
        ledger=_ledger(report.pages),
        rules=[(rule, anchors.get(rule.id, ""), _by_outcome(report, rule.id)) for rule in _in_order(report.rules)],
        origin=_origin(report.pages),
        settings=[(key, json.dumps(value, ensure_ascii=False)) for key, value in sorted(report.settings.items())],
    )


def _title(report: Report) -> str:
    if not report.targets:
        return "Audit"
    others = len(report.targets) - 1
    return f"Audit of {report.targets[0]}" + (f" and {count(others, 'other')}" if others else "")


def _standing(report: Report, states: Counter[State]) -> Standing:
    looked_at = states[State.AUDITED] + states[State.PARTLY_AUDITED]
    if report.interrupted:
        return Standing("Interrupted", "bad")
    if report.exit_code == 1:
        return Standing("Failed", "bad")
    if report.exit_code == 3 or not looked_at:
        return Standing("Nothing audited", "bad")
    if report.exit_code != 0:
        return Standing("Not done", "bad")
    if states[State.ERROR] or states[State.PARTLY_AUDITED] or report.broken_rules:
        return Standing("Passed, but not everything was looked at", "mixed")
    return Standing("Passed", "good")


def _notices(report: Report, states: Counter[State]) -> list[Notice]:
    notices = []
    if report.interrupted:
        text = "The run was interrupted before it was done. This report knows only the pages it had reached."
        notices.append(Notice(text, "coverage", "What was not reached"))
    if not states[State.AUDITED] + states[State.PARTLY_AUDITED]:
        text = "No page was audited. That nothing was found here says nothing about the site."
        notices.append(Notice(text, "coverage", "What became of each address"))
    if number := states[State.ERROR]:
        them = "it" if number == 1 else "them"
        text = f"{count(number, 'page')} could not be audited. Nothing is known about {them}."
        notices.append(Notice(text, "coverage-error", "Which, and why"))
    if report.broken_rules:
        text = f"{count(len(report.broken_rules), 'rule')} broke and did not judge every page. That is the rule's fault, not the site's."
        notices.append(Notice(text, "broken-rules", "Which, and how"))
    if number := states[State.PARTLY_AUDITED]:
        text = f"{count(number, 'page')} could only be looked at in part."
        notices.append(Notice(text, "coverage-partlyAudited", "What is missing", loud=False))
    return notices


def _coverage(states: Counter[State]) -> list[tuple[str, int, str]]:
    return [
        ("Audited", states[State.AUDITED], "audited"),
        ("Partly audited", states[State.PARTLY_AUDITED], "partly"),
        ("Errors", states[State.ERROR], "error"),
        ("Skipped", states[State.SKIPPED], "skipped"),
    ]


def _strip(coverage: Sequence[tuple[str, int, str]]) -> list[tuple[str, int, int]]:
    whole = sum(number for _, number, _ in coverage)
    parts, before = [], 0
    for _, number, kind in coverage:
        if number:
            start, end = 1_000 * before // whole, 1_000 * (before + number) // whole
            parts.append((kind, start, end - start))
        before += number
    return parts


def _impacts(groups: Iterable[Group]) -> list[tuple[Impact, int]]:
    tally = Counter(group.impact for group in groups if group.outcome == Outcome.FAILED)
    return [(impact, tally[impact]) for impact in reversed(Impact) if tally[impact]]


def _sections(report: Report) -> tuple[list[RuleSection], list[RuleSection]]:
    """Groups below their rules, what failed and what could not be told; a rule stands where its first group would."""
    known = {rule.id: rule for rule in report.rules}
    by_rule: dict[Outcome, dict[str, list[Group]]] = {Outcome.FAILED: {}, Outcome.CANT_TELL: {}}
    for group in report.groups:
        by_rule[group.outcome].setdefault(group.rule, []).append(group)

    def section(name: str, groups: list[Group], explained_at: str = "") -> RuleSection:
        rule = known.get(name) or RuleInfo(id=name, topic="", title=name, impact=groups[0].impact)
        unsure = groups[0].outcome == Outcome.CANT_TELL
        return RuleSection(
            rule=rule,
            anchor=f"rule-{name}-unsure" if unsure else f"rule-{name}",
            groups=[
                GroupView(group, f"{name} {number}" if len(groups) > 1 else name)
                for number, group in enumerate(groups, 1)
            ],
            explained_at=explained_at,
        )

    failed = {name: section(name, groups) for name, groups in by_rule[Outcome.FAILED].items()}
    unsure = [
        section(name, groups, failed[name].anchor if name in failed else "")
        for name, groups in by_rule[Outcome.CANT_TELL].items()
    ]
    return list(failed.values()), unsure


def _pages(report: Report, sections: Iterable[RuleSection]) -> list[PageRow]:
    """Pages that were to be audited, those with most to fix first."""
    views = {view.group.id: view for section in sections for view in section.groups}
    place = {name: number for number, name in enumerate(views)}
    rows = [
        PageRow(page, [views[name] for name in sorted(views.keys() & page.groups, key=place.__getitem__)])
        for page in report.pages
        if page.state != State.SKIPPED
    ]
    return sorted(rows, key=lambda row: (-row.page.failed, -row.page.cant_tell))


def _ledger(pages: Iterable[PageSummary]) -> list[LedgerPart]:
    parts: dict[tuple[State, str], list[PageSummary]] = defaultdict(list)
    for page in pages:
        parts[page.state, page.reason].append(page)
    found = []
    for state in STATES:
        reasons = sorted((-len(pages), reason) for (of, reason), pages in parts.items() if of == state)
        found += [
            LedgerPart(state, reason, parts[state, reason], number == 0) for number, (_, reason) in enumerate(reasons)
        ]
    return found


def _by_outcome(report: Report, rule: str) -> list[tuple[str, int]]:
    counts = report.outcomes.get(rule, {})
    return [(name, counts.get(outcome, 0)) for outcome, name in OUTCOMES.items()]


def _in_order(rules: Iterable[RuleInfo]) -> list[RuleInfo]:
    return sorted(rules, key=lambda rule: (rule.topic, rule.id))


def _origin(pages: Iterable[PageSummary]) -> str:
    """The origin that all pages share which were to be audited."""
    origins = set()
    for page in pages:
        if page.state != State.SKIPPED:
            match = re.match(r"https?://[^/?#]+", page.url)
            origins.add(match[0] if match else "")
    return origins.pop() if len(origins) == 1 else ""
