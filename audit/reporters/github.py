"""
Annotations of a GitHub workflow: commands on standard output
(https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands, read 2026-11).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from audit.model import Group, Impact, Outcome, Report
from audit.reporters.plain import count, file_of, plain

SHOWN = 10
"""Annotations of one level that GitHub shows of a step; it drops the rest without a word."""


def text(report: Report) -> str:
    """At most ten annotations a level, and how many more there are."""
    levels: dict[str, list[Group]] = {"error": [], "warning": [], "notice": []}
    for group in report.groups:
        levels[_level(group)].append(group)
    titles = {rule.id: rule.title for rule in report.rules}
    lines = [line for level, groups in levels.items() for line in _annotations(level, groups, titles)]
    return "".join(f"{line}\n" for line in lines)


def _level(group: Group) -> str:
    if group.outcome != Outcome.FAILED or not group.gates:
        return "notice"
    return "error" if group.impact.rank >= Impact.SERIOUS.rank else "warning"


def _annotations(level: str, groups: list[Group], titles: dict[str, str]) -> Iterable[str]:
    for group in groups[:SHOWN]:
        where = {"file": file_of(group.url), "line": str(group.target.line or "")}
        where["title"] = plain(titles.get(group.rule) or group.rule, 200)
        yield annotation(
            level, where, f"{group.message} ({group.rule}, {count(len(group.pages), 'page')}: {group.url})"
        )
    if len(groups) > SHOWN:
        yield f"{count(len(groups) - SHOWN, f'more {level}')}: GitHub shows {SHOWN} of a level, the report has all."


def annotation(level: str, where: Mapping[str, str], said: str) -> str:
    """One annotation of a level (error, warning, notice), with file, line and title where they are known."""
    properties = ",".join(f"{name}={_property(value)}" for name, value in where.items() if value)
    return f"::{level} {properties}::{_data(plain(said))}"


def _data(value: str) -> str:
    return value.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(value: str) -> str:
    return _data(value).replace(":", "%3A").replace(",", "%2C")
