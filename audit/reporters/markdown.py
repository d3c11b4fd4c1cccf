"""
The report as a summary in Markdown, for pull requests and the summary of a CI job.

Short however large the run is: GitHub takes 1 MiB of a step. What comes from a page stands in cells as text that no Markdown
can come out of: no markup, no link, no mention, no picture.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping

from audit.model import Group, Impact, Outcome, Report, State
from audit.reporters.plain import count, plain

GROUPS_SHOWN = 20
UNSURE_SHOWN = 10
PAGES_SHOWN = 20
MESSAGE = 300
MARKS = {0: "✅", 1: "❌"}
STATES = {
    State.AUDITED: "audited",
    State.PARTLY_AUDITED: "audited in part",
    State.ERROR: "could not be audited",
    State.SKIPPED: "left out",
}

# What may begin markup, an address (https:, www.) or, in first place, a list.
_MARKUP = re.compile(r"[\\`*_{}\[\]()<>!|~&:$^@#]|(?<=www)\.|^[-+=]|^\d+\.", re.IGNORECASE)
STOP = "\u200b"
"""A space without width: GitHub looks for mentions and issues in what has become of the Markdown, references resolved."""


def files(report: Report) -> Mapping[str, str]:
    """The report as summary.md."""
    return {"summary.md": text(report)}


def text(report: Report) -> str:
    """The summary: verdict, counts, what to fix first, coverage."""
    failed = [group for group in report.groups if group.outcome == Outcome.FAILED]
    gating = [group for group in failed if group.gates]
    spared = [group for group in failed if not group.gates]
    unsure = [group for group in report.groups if group.outcome == Outcome.CANT_TELL]
    parts = [
        f"## {MARKS.get(report.exit_code, '⚠️')} {_heading(report)}",
        inert(report.verdict),
        _counts(report, gating, spared, unsure),
        *_groups("To fix", gating, GROUPS_SHOWN),
        *_groups("Does not stop the run", spared, UNSURE_SHOWN),
        *_groups("Could not be told: wants a person’s look", unsure, UNSURE_SHOWN),
        *_coverage(report),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def inert(value: str, limit: int = MESSAGE) -> str:
    """A text of a page that stays text wherever in Markdown it stands."""
    return _MARKUP.sub(_escaped, plain(value, limit))


def _escaped(match: re.Match[str]) -> str:
    """The last character as a reference, which is text to any Markdown."""
    before, last = match[0][:-1], match[0][-1]
    return f"{before}&#{ord(last)};{STOP if last in '@#' else ''}"


def _heading(report: Report) -> str:
    others = f" and {count(len(report.targets) - 1, 'other')}" if len(report.targets) > 1 else ""
    return f"Audit of {inert(report.targets[0], 100)}{others}" if report.targets else "Audit"


def _counts(report: Report, gating: list[Group], spared: list[Group], unsure: list[Group]) -> str:
    by_impact = Counter(group.impact for group in gating)
    impacts = ", ".join(f"{by_impact[impact]:,} {impact}" for impact in reversed(Impact) if by_impact[impact])
    told = f"**{count(len(gating), 'thing')} to fix**{f' ({impacts})' if impacts else ''}"
    further = f" · {len(spared):,} known or allowed" if spared else ""
    pages = f"{len(report.pages):,} address{'' if len(report.pages) == 1 else 'es'}"
    return f"{told}{further} · {len(unsure):,} could not be told · {pages}"


def _groups(heading: str, groups: list[Group], most: int) -> Iterable[str]:
    if not groups:
        return
    rows = [
        f"| {group.impact} | {inert(group.rule)} | {inert(group.message)} | {len(group.pages):,} | {inert(group.url, 200)} |"
        for group in groups[:most]
    ]
    yield f"### {heading}"
    yield "\n".join(["| impact | rule | what is wrong | pages | for example |", "|---|---|---|---:|---|", *rows])
    if len(groups) > most:
        yield f"… and {len(groups) - most:,} more in the report."


def _coverage(report: Report) -> Iterable[str]:
    states = Counter(page.state for page in report.pages)
    yield "### Coverage"
    yield "\n".join(f"- {states[state]:,} {words}" for state, words in STATES.items() if states[state]) or "No page."
    errors = [page for page in report.pages if page.state == State.ERROR]
    if errors:
        rows = [f"- {inert(page.url, 200)}: {inert(page.reason)} {inert(page.detail)}" for page in errors[:PAGES_SHOWN]]
        more = [f"- … and {len(errors) - PAGES_SHOWN:,} more"] if len(errors) > PAGES_SHOWN else []
        yield "Could not be audited:"
        yield "\n".join([*rows, *more])
    if report.broken_rules:
        yield "Rules that broke: " + ", ".join(sorted({inert(gap.what) for gap in report.broken_rules})[:PAGES_SHOWN])
