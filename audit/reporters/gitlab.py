"""
The report as GitLab Code Quality (https://docs.gitlab.com/ci/testing/code_quality/, read 2026-11).

An issue is a group at its first page: the widget counts what is to be fixed, not how often it is seen.
"""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from audit.model import Group, Impact, Outcome, Report
from audit.reporters.plain import count, file_of, plain

SEVERITIES = {
    Impact.CRITICAL: "blocker",
    Impact.SERIOUS: "critical",
    Impact.MODERATE: "major",
    Impact.MINOR: "minor",
}


def files(report: Report) -> Mapping[str, str]:
    """The report as gl-code-quality-report.json, the name GitLab's own documentation uses."""
    issues = [_issue(group) for group in report.groups]
    return {"gl-code-quality-report.json": msgspec.json.format(msgspec.json.encode(issues), indent=1).decode() + "\n"}


def _issue(group: Group) -> dict[str, object]:
    return {
        "description": plain(f"{_opening(group)}{group.message} ({count(len(group.pages), 'page')}: {group.url})"),
        "check_name": group.rule,
        "fingerprint": group.id,
        # What does not gate is shown, as what it is: something to know.
        "severity": SEVERITIES[group.impact] if group.gates else "info",
        # The format wants a line; 1 stands for the file as a whole.
        "location": {"path": file_of(group.url), "lines": {"begin": group.target.line or 1}},
    }


def _opening(group: Group) -> str:
    return "" if group.outcome == Outcome.FAILED else "Could not tell: "
