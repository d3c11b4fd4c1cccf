"""JUnit XML as CI servers accept it."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from lxml import etree
from msgspec.structs import replace

from audit.model import Gap, GroupState, Report, Spared
from audit.reporters import REPORTERS
from tests import samples

SCHEMA = etree.XMLSchema(etree.parse(Path(__file__).parent / "data" / "junit-10.xsd"))


def suites(report: Report) -> etree._Element:
    root = etree.fromstring(REPORTERS["junit"](report)["junit.xml"].encode())
    SCHEMA.assertValid(root)
    return root


def cases(root: etree._Element, suite: str) -> dict[str, etree._Element]:
    return {case.get("name") or "": case for case in root.xpath("testsuite[@name=$name]/testcase", name=suite)}


@pytest.mark.parametrize("name", ["sample", "hostile", "empty", "clean"])
def test_keeps_to_the_schema_and_counts_right(name: str) -> None:
    root = suites(getattr(samples, name)())
    for suite in root:
        found = Counter(child.tag for case in suite for child in case)
        assert str(len(suite)) == suite.get("tests")
        assert [str(found["failure"]), str(found["error"]), str(found["skipped"])] == [
            suite.get("failures"),
            suite.get("errors"),
            suite.get("skipped"),
        ]
    assert str(len(root.xpath("//testcase"))) == root.get("tests")
    assert str(len(root.xpath("//failure"))) == root.get("failures")


def test_suite_is_a_topic_and_test_a_page() -> None:
    root = suites(samples.sample())
    assert ["axe", "coverage", "forms", "images", "metadata", "site"] == root.xpath("testsuite/@name")
    audited = {samples.story(number) for number in range(31)} | {f"{samples.SITE}/"}
    assert audited == set(cases(root, "forms"))
    assert {"audit.forms"} == {case.get("classname") for case in cases(root, "forms").values()}


def test_failure_holds_the_findings_and_names_an_example_of_another_page() -> None:
    first, other = (cases(suites(samples.sample()), "forms")[samples.story(number)] for number in (0, 1))
    [failure] = first
    assert (failure.get("message") or "").startswith("1 thing to fix: 4 fields on this page are named “Email”")
    assert "serious form-label-repeated: 4 fields" in failure.text
    assert 'input id="nl-2"' in failure.text
    assert "example on" not in failure.text
    assert f"example on {samples.story(0)}" in other[0].text


def test_could_not_tell_and_what_does_not_gate_fail_nothing() -> None:
    report = samples.sample()
    assert ["system-out"] == [child.tag for child in cases(suites(report), "images")[samples.story(3)]]
    known = replace(report.groups[0], state=GroupState.KNOWN, gates=False)
    spared = replace(report.groups[1], spared=Spared(by="origin", reason="an ad"), gates=False)
    root = suites(replace(report, groups=[known, spared]))
    assert not root.xpath("//failure")
    assert "does not gate: an ad" in cases(root, "forms")[samples.story(0)][0].text


def test_page_that_could_not_be_audited_is_an_error_and_one_left_out_a_skip() -> None:
    told = cases(suites(samples.sample()), "coverage")
    [error] = told[f"{samples.SITE}/live/storm-desk"]
    assert ("error", "timeout", "The page did not answer within 30 s, twice.") == (
        error.tag,
        error.get("message"),
        error.text,
    )
    [skip] = told[f"{samples.SITE}/account/login?next=%2Fharbour"]
    assert ("skipped", "robots.txt", "Disallow: /account/") == (skip.tag, skip.get("message"), skip.text)
    assert "reflow was not looked at" in told[samples.story(5)][0].text


def test_topic_whose_rules_could_not_run_is_skipped_not_passed() -> None:
    report = samples.clean()
    page = replace(report.pages[0], untested=["form-label-repeated", "axe-label"])
    root = suites(replace(report, pages=[page]))
    assert ["skipped"] == [child.tag for child in cases(root, "forms")[page.url]]
    assert not list(cases(root, "axe")[page.url])  # its other rule ran


def test_rule_that_broke_is_an_error() -> None:
    report = replace(samples.clean(), broken_rules=[Gap(what="title-shared", reason="KeyError: 'og'")])
    assert ["error"] == [child.tag for child in cases(suites(report), "coverage")["rule title-shared"]]
