"""
The report as SARIF 2.1.0, for code scanning (https://docs.oasis-open.org/sarif/sarif/v2.1.0/, read 2026-11).

A result is a group: one thing to fix, at its first page; further pages are related locations. What could not be told has
the kind “review”, whose level the standard sets to “none”.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from audit.model import Group, GroupState, Impact, Outcome, PageSummary, Report, RuleInfo, State
from audit.reporters.plain import link, plain, uri_of
from audit.rules.measured import measured

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
RELATED = 50
"""Further pages of a result; GitHub shows 100 locations at most."""
TAGS = 20
"""Tags of a rule that GitHub takes."""
NOTIFICATIONS = 1_000
FINGERPRINT = "newsroomAudit/v1"
LEVELS = {Impact.CRITICAL: "error", Impact.SERIOUS: "error", Impact.MODERATE: "warning", Impact.MINOR: "warning"}
BASELINE = {GroupState.NEW: "new", GroupState.NEW_BY_VERSION: "new", GroupState.KNOWN: "unchanged"}
# In GitHub's words for how often a rule is right.
PRECISION = ((0.95, "very-high"), (0.9, "high"), (0.8, "medium"), (0.0, "low"))


def files(report: Report) -> Mapping[str, str]:
    """The report as report.sarif."""
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [_run(report)]}
    return {"report.sarif": msgspec.json.format(msgspec.json.encode(log), indent=1).decode() + "\n"}


def _run(report: Report) -> dict[str, Any]:
    name, _, version = report.tool.rpartition(" ")
    places = {rule.id: number for number, rule in enumerate(report.rules)}
    compared = report.baseline is not None
    driver = {"name": plain(name or version or "newsroom-audit", 200), "rules": [_rule(rule) for rule in report.rules]}
    if name:
        driver["version"] = plain(version, 200)
    return {
        "tool": {"driver": driver},
        "invocations": [_invocation(report)],
        "results": [_result(group, places, compared=compared) for group in report.groups],
        "properties": {"engine": plain(report.engine, 200), "browser": plain(report.browser, 200)},
    }


def _rule(rule: RuleInfo) -> dict[str, Any]:
    why = [plain(part) for part in rule.why.split("\n\n") if part.strip()] or [plain(rule.title) or rule.id]
    source = link(rule.source)
    made = {
        "id": rule.id,
        "shortDescription": {"text": plain(rule.title) or rule.id},
        "fullDescription": {"text": why[0]},
        "help": {"text": "\n\n".join(why), "markdown": "\n\n".join(map(_inert, why))},
        "defaultConfiguration": {"level": LEVELS[rule.impact]},
        "properties": _properties(rule),
    }
    return {**made, "helpUri": source} if source else made


def _properties(rule: RuleInfo) -> dict[str, Any]:
    criteria = [f"WCAG {number}" for number in rule.wcag]
    known = measured().get(rule.id)
    precision = known.precision if known else None
    made: dict[str, Any] = {"tags": list(dict.fromkeys(["accessibility", plain(rule.topic, 100), *criteria]))[:TAGS]}
    if precision is not None:
        made["precision"] = next(word for least, word in PRECISION if precision >= least)
    if rule.preview:
        made["preview"] = True
    return made


def _inert(text: str) -> str:
    """Markdown of our own manual pages: code in backticks stays, HTML does not."""
    return text.replace("&", "&amp;").replace("<", "&lt;")


def _result(group: Group, places: Mapping[str, int], *, compared: bool) -> dict[str, Any]:
    further = [url for url in dict.fromkeys(group.pages) if url != group.url]
    failed = group.outcome == Outcome.FAILED
    made: dict[str, Any] = {
        "ruleId": group.rule,
        "kind": "fail" if failed else "review",
        "level": LEVELS[group.impact] if failed else "none",
        "message": {"text": plain(group.message) or "The rule gave no message."},
        "locations": [_location(group.url, group)],
        "relatedLocations": [_location(url) for url in further[:RELATED]],
        "partialFingerprints": {FINGERPRINT: group.id},
        "occurrenceCount": max(group.occurrences, 1),
        "properties": {
            "impact": group.impact,
            "url": plain(group.url),
            "selector": plain(group.target.selector),
            "pages": len(group.pages),
        },
    }
    if group.rule in places:
        made["ruleIndex"] = places[group.rule]
    if compared:
        made["baselineState"] = BASELINE[group.state]
    if group.spared:
        made["suppressions"] = [{"kind": "external", "justification": plain(group.spared.reason)}]
    return made


def _location(url: str, group: Group | None = None) -> dict[str, Any]:
    """A page, with the element's line and HTML where they are known: `group` is the group whose example is there."""
    physical: dict[str, Any] = {"artifactLocation": {"uri": uri_of(url)}}
    made: dict[str, Any] = {"physicalLocation": physical, "message": {"text": plain(url, 500) or "no address"}}
    if group and group.target.line:
        physical["region"] = {"startLine": group.target.line, "snippet": {"text": plain(group.target.html)}}
    if group and group.target.selector:
        made["logicalLocations"] = [{"fullyQualifiedName": plain(group.target.selector), "kind": "element"}]
    return made


def _invocation(report: Report) -> dict[str, Any]:
    broken = [
        {"level": "error", "message": {"text": plain(f"The rule {gap.what} broke: {gap.reason}")}}
        for gap in report.broken_rules
    ]
    pages = [_notification(page) for page in report.pages if page.state in {State.ERROR, State.PARTLY_AUDITED}]
    return {
        "executionSuccessful": report.exit_code in {0, 1},
        "exitCode": report.exit_code,
        "exitCodeDescription": plain(report.verdict),
        "toolExecutionNotifications": [*broken, *pages][:NOTIFICATIONS],
    }


def _notification(page: PageSummary) -> dict[str, Any]:
    if page.state == State.ERROR:
        level, said = "error", f"{page.url} could not be audited: {page.reason}. {page.detail}"
    else:
        gaps = "; ".join(f"{gap.what}: {gap.reason}" for gap in page.gaps)
        level, said = "warning", f"{page.url} could be audited only in part. {gaps}"
    return {"level": level, "message": {"text": plain(said)}, "locations": [_location(page.url)]}
