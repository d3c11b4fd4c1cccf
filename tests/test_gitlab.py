"""Code Quality as GitLab reads it."""

from __future__ import annotations

import json
from typing import Any

import pytest
from msgspec.structs import replace

from audit.model import Report
from audit.reporters import REPORTERS
from tests import samples


def issues(report: Report) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(REPORTERS["gitlab"](report)["gl-code-quality-report.json"])
    return found


@pytest.mark.parametrize("name", ["sample", "hostile", "empty", "clean"])
def test_every_issue_has_what_gitlab_wants(name: str) -> None:
    report = getattr(samples, name)()
    found = issues(report)
    assert len(report.groups) == len(found)
    assert len(found) == len({issue["fingerprint"] for issue in found})
    for issue in found:
        assert {"description", "check_name", "fingerprint", "severity", "location"} == set(issue)
        assert issue["severity"] in {"info", "minor", "major", "critical", "blocker"}
        assert issue["location"]["path"]
        assert not issue["location"]["path"].startswith(("/", "./"))
        assert issue["location"]["lines"]["begin"] >= 1


def test_severity_follows_the_impact_of_what_gates() -> None:
    found = [issue["severity"] for issue in issues(replace(samples.sample(), settings={}))]
    assert ["blocker", *["critical"] * 6, "major", "minor", "info", "info", "info"] == found


def test_issue_names_the_file_the_line_and_what_is_wrong() -> None:
    group = samples.sample().groups[0]
    known = replace(group, url="/a/", target=replace(group.target, line=9))
    [issue] = issues(replace(samples.sample(), groups=[known]))
    assert {"path": "a/index.html", "lines": {"begin": 9}} == issue["location"]
    assert "The search field has no name: a screen reader says “edit, blank”. (31 pages: /a/)" == issue["description"]


def test_could_not_tell_says_so() -> None:
    assert issues(samples.sample())[-1]["description"].startswith("Could not tell: ")
