"""SARIF as the standard wants it and as code scanning shows it."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from msgspec.structs import replace

from audit.model import BaselineUse, GroupState, Report, Spared
from audit.reporters import REPORTERS
from audit.reporters.sarif import FINGERPRINT, RELATED, TAGS
from audit.rules.measured import Measured
from tests import samples

SCHEMA = Path(__file__).parent / "data" / "sarif-schema-2.1.0.json"


@cache
def validator() -> jsonschema.Draft4Validator:
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    jsonschema.Draft4Validator.check_schema(schema)
    return jsonschema.Draft4Validator(schema)


def run(report: Report) -> dict[str, Any]:
    log = json.loads(REPORTERS["sarif"](report)["report.sarif"])
    validator().validate(log)
    [only] = log["runs"]
    made: dict[str, Any] = only
    return made


@pytest.mark.parametrize("name", ["sample", "hostile", "empty", "clean"])
def test_keeps_to_the_official_schema(name: str) -> None:
    report = getattr(samples, name)()
    assert len(report.groups) == len(run(report)["results"])


def test_schema_would_find_a_wrong_level() -> None:
    log = json.loads(REPORTERS["sarif"](samples.sample())["report.sarif"])
    log["runs"][0]["results"][0]["level"] = "critical"
    assert not validator().is_valid(log)


def test_rule_tells_what_it_is_why_and_where_it_comes_from() -> None:
    driver = run(samples.sample())["tool"]["driver"]
    assert ("newsroom-audit", "0.1.0") == (driver["name"], driver["version"])
    rule = next(rule for rule in driver["rules"] if rule["id"] == "form-label-repeated")
    assert "Fields of one page have names that tell them apart" == rule["shortDescription"]["text"]
    assert "https://www.w3.org/TR/WCAG22/#headings-and-labels" == rule["helpUri"]
    assert ["accessibility", "forms", "WCAG 2.4.6", "WCAG 3.3.2"] == rule["properties"]["tags"]
    assert "error" == rule["defaultConfiguration"]["level"]
    assert rule["help"]["text"].endswith("into each label.")


@pytest.mark.parametrize(
    ("counts", "precision"),
    [
        (Measured(failed=40, read=40, false_alarms=1), "very-high"),
        (Measured(failed=40, read=40, false_alarms=4), "high"),
        (Measured(failed=40, read=40, false_alarms=39), "low"),
        (Measured(failed=40), None),
    ],
)
def test_rule_carries_how_often_it_was_right_where_that_was_measured(
    monkeypatch: pytest.MonkeyPatch, counts: Measured, precision: str | None
) -> None:
    monkeypatch.setattr("audit.reporters.sarif.measured", lambda: {"axe-label": counts})
    first, second, *_ = run(samples.sample())["tool"]["driver"]["rules"]
    assert "precision" not in first["properties"]
    assert precision == second["properties"].get("precision")


def test_rule_has_no_more_tags_than_github_takes() -> None:
    info = replace(samples.RULES[0], wcag=[f"1.1.{number}" for number in range(40)])
    [rule] = run(replace(samples.clean(), rules=[info]))["tool"]["driver"]["rules"]
    assert TAGS == len(rule["properties"]["tags"])


def test_result_is_a_group_at_its_first_page_with_the_others_related() -> None:
    report = samples.sample()
    first = run(report)["results"][0]
    [place] = first["locations"]
    assert samples.story(0) == place["message"]["text"] == first["properties"]["url"]
    assert place["physicalLocation"]["artifactLocation"]["uri"].startswith("www.harbour-gazette.example/local/")
    assert 30 == len(first["relatedLocations"])
    assert 31 == first["occurrenceCount"]
    assert report.rules[first["ruleIndex"]].id == first["ruleId"] == "axe-label"
    assert {FINGERPRINT: report.groups[0].id} == first["partialFingerprints"]


def test_failed_is_an_error_or_a_warning_and_could_not_tell_a_review() -> None:
    levels = {result["properties"]["impact"]: result["level"] for result in run(samples.sample())["results"][:9]}
    assert {"critical": "error", "serious": "error", "moderate": "warning", "minor": "warning"} == levels
    assert {("review", "none")} == {
        (result["kind"], result["level"]) for result in run(samples.sample())["results"][9:]
    }


def test_line_is_told_only_where_it_is_known() -> None:
    group = samples.sample().groups[0]
    known = replace(group, url="/a/", pages=["/a/", "/b/"], target=replace(group.target, line=41))
    [result] = run(replace(samples.sample(), groups=[known]))["results"]
    [place] = result["locations"]
    assert "a/index.html" == place["physicalLocation"]["artifactLocation"]["uri"]
    assert 41 == place["physicalLocation"]["region"]["startLine"]
    assert ["b/index.html"] == [
        further["physicalLocation"]["artifactLocation"]["uri"] for further in result["relatedLocations"]
    ]
    assert not [further for further in result["relatedLocations"] if "region" in further["physicalLocation"]]
    assert "region" not in run(samples.sample())["results"][0]["locations"][0]["physicalLocation"]


def test_related_pages_are_bounded() -> None:
    many = replace(samples.sample().groups[0], pages=[f"/{number}/" for number in range(20_000)])
    [result] = run(replace(samples.sample(), groups=[many]))["results"]
    assert RELATED == len(result["relatedLocations"])
    assert 20_000 == result["properties"]["pages"]


def test_baseline_is_told_only_where_there_is_one() -> None:
    report = samples.sample()
    assert not [result for result in run(report)["results"] if "baselineState" in result]
    known = [replace(report.groups[0], state=GroupState.KNOWN), report.groups[1]]
    used = BaselineUse(file="audit-baseline.jsonl", tool="newsroom-audit 0.1.0", engine="4.12.1", entries=1)
    results = run(replace(report, groups=known, baseline=used))["results"]
    assert ["unchanged", "new"] == [result["baselineState"] for result in results]


def test_what_is_spared_is_suppressed_with_its_reason() -> None:
    report = samples.sample()
    spared = replace(report.groups[0], spared=Spared(by="suppression", reason="the old search goes in May"))
    results = run(replace(report, groups=[spared, report.groups[1]]))["results"]
    assert [{"kind": "external", "justification": "the old search goes in May"}] == results[0]["suppressions"]
    assert "suppressions" not in results[1]


def test_pages_that_could_not_be_audited_are_notifications() -> None:
    [told] = run(samples.sample())["invocations"]
    said = [(note["level"], note["message"]["text"]) for note in told["toolExecutionNotifications"]]
    assert 1 == told["exitCode"]
    assert told["executionSuccessful"]
    assert [text for level, text in said if level == "error"] == [
        f"{samples.SITE}/live/storm-desk could not be audited: timeout. The page did not answer within 30 s, twice.",
        f"{samples.SITE}/archive/1998/regatta could not be audited: HTTP status. The server answered 500.",
    ]
    assert 2 == len([text for level, text in said if level == "warning" and "reflow" in text])


@pytest.mark.parametrize("code", [2, 3, 130])
def test_run_that_could_not_be_done_was_no_success(code: int) -> None:
    assert not run(replace(samples.sample(), exit_code=code))["invocations"][0]["executionSuccessful"]
