"""EARL: every page rule on every page that should have been audited."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

import pytest
from msgspec.structs import replace

from audit.model import PageSummary, Report, State
from audit.reporters import REPORTERS
from audit.reporters.earl import ASSERTOR, CONTEXT
from tests import samples


def graph(report: Report) -> list[dict[str, Any]]:
    document = json.loads(REPORTERS["earl"](report)["earl.jsonld"])
    assert CONTEXT == document["@context"][0]
    nodes: list[dict[str, Any]] = document["@graph"]
    return nodes


def subjects(report: Report) -> dict[str, dict[str, str]]:
    """Address of a page -> rule -> outcome."""
    return {
        node["source"]: {each["test"]["title"]: each["result"]["outcome"] for each in node["assertions"]}
        for node in graph(report)
        if node["@type"] == "TestSubject"
    }


def test_every_outcome_has_its_word() -> None:
    report = samples.sample()
    first = replace(report.pages[3], passed=["image-alt-filename"], untested=["image-caption-repeats-alt"])
    told = subjects(replace(report, pages=[first]))[first.url]
    assert "earl:failed" == told["axe-label"]
    assert "earl:cantTell" == told["image-credit-missing"]
    assert "earl:passed" == told["image-alt-filename"]
    assert "earl:untested" == told["image-caption-repeats-alt"]
    assert "earl:inapplicable" == told["published-date-contradicts"]


def test_page_that_could_not_be_audited_is_untested_and_one_left_out_no_subject() -> None:
    pages = [PageSummary(url="/a/", state=State.ERROR), PageSummary(url="/b/", state=State.SKIPPED)]
    told = subjects(replace(samples.clean(), pages=pages))
    assert {"earl:untested"} == set(told["/a/"].values())
    assert "/b/" not in told


def test_site_rules_judge_the_site_once() -> None:
    report = samples.sample()
    told = [node for node in graph(report) if node.get("dct:title") == "the site"]
    assert [["title-shared"]] == [[each["test"]["title"] for each in node["assertions"]] for node in told]
    assert "earl:failed" == told[0]["assertions"][0]["result"]["outcome"]
    assert not [
        page for page, rules in subjects(report).items() if page.startswith("https") and "title-shared" in rules
    ]


@pytest.mark.parametrize("name", ["sample", "hostile", "empty", "clean"])
def test_ids_are_unique_and_what_is_referred_to_is_there(name: str) -> None:
    report = getattr(samples, name)()
    nodes = graph(report)
    known = {node["@id"] for node in nodes}
    assertions = [each for node in nodes for each in node.get("assertions", [])]
    assert {ASSERTOR} >= {each["assertedBy"]["@id"] for each in assertions}
    assert known >= {each["test"]["@id"] for each in assertions}
    assert 1 == max(Counter(node["@id"] for node in nodes).values())
    assert len(assertions) == len({each["@id"] for each in assertions})


def test_criterion_is_part_of_wcag() -> None:
    [node] = [node for node in graph(samples.sample()) if node.get("dct:title") == "image-alt-filename"]
    assert ["https://www.w3.org/TR/WCAG22/#non-text-content"] == [each["@id"] for each in node["dct:isPartOf"]]
    assert {"@id": "https://www.w3.org/WAI/WCAG22/Techniques/failures/F30"} == node["dct:source"]
