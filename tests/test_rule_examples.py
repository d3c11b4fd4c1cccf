"""Every example in a rule's manual page has the outcome it stands under."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import urlsplit

import pytest
from lxml import etree

from audit.check import check_page, check_site
from audit.model import Fault, Outcome, Skip, Snapshot, State
from audit.page import Page
from audit.page.documents import Document, read
from audit.page.html import css_path, parse
from audit.rules import Ending, Rule, load_rules
from audit.rules.manual import Example, examples

RULES = [rule for rule in load_rules().values() if rule.info.topic != "axe"]
WITHOUT_BROWSER = [(rule, example) for rule in RULES if not rule.info.needs for example in examples(rule.manual)]
OUTCOMES = (Outcome.PASSED, Outcome.FAILED, Outcome.CANT_TELL)


def name(value: object) -> str | None:
    if isinstance(value, Rule):
        return value.id
    return f"{value.outcome}-{value.number}" if isinstance(value, Example) else None


def marked(example: Example) -> list[tuple[str, str, str]]:
    """(outcome, page, selector) for each element with a mark after it."""
    found = []
    for path, source in example.pages.items():
        for comment in parse(source).iter(etree.Comment):
            mark = (comment.text or "").strip()
            if mark in set(OUTCOMES):
                element = comment.getprevious()
                found.append((mark, path, css_path(element if element is not None else comment.getparent())))
    return sorted(found)


def documents(example: Example) -> list[Document]:
    """The sitemaps and feeds of an example, read as they are where a folder is audited."""
    first = next(iter(example.pages), "")
    found = [
        read(path, content.strip().encode(), "feed" if "feed" in path else "sitemap", lambda url: urlsplit(url).path)
        for path, content in example.files.items()
        if path.endswith(".xml")
    ]
    return [replace(document, named_by=first if document.kind == "feed" else "robots.txt") for document in found]


def ledger(example: Example) -> dict[str, Ending]:
    """What became of the addresses of an example."""
    return {
        **{path: Ending(State.AUDITED) for path in example.pages},
        **{path: Ending(State.ERROR, Fault.HTTP_STATUS, "404 Not Found") for path in example.gone},
        **{path: Ending(State.SKIPPED, Skip.REDIRECT, f"{path}/") for path in example.moved},
    }


def judged(rule: Rule, snapshots: dict[str, Snapshot], example: Example) -> tuple[set[str], list[tuple[str, str, str]]]:
    """The outcomes of a rule over the pages of an example, and (outcome, page, selector) of its findings."""
    pages = {path: Page(snapshot) for path, snapshot in snapshots.items()}
    checked = [check_page(page, [rule]) for page in pages.values()]
    if rule.collect:
        facts = [(path, result.facts) for path, result in zip(pages, checked, strict=True)]
        broken = [gap for result in checked for gap in result.broken]
        checked = [check_site(facts, [rule], documents(example), ledger(example))]
        assert not broken
    assert not [gap for result in checked for gap in result.broken]
    outcomes = {outcome for result in checked for outcome in result.counts.get(rule.id, {})}
    found = [
        (str(finding.outcome), finding.url if rule.collect else path, finding.target.selector)
        for path, result in zip(pages, checked, strict=False)
        for finding in result.findings
    ]
    return outcomes, sorted(found)


def expect(example: Example, outcomes: set[str], found: list[tuple[str, str, str]]) -> None:
    if example.outcome == Outcome.INAPPLICABLE:
        assert set() == outcomes
        return
    assert example.outcome in outcomes
    if example.outcome == Outcome.PASSED:
        assert {Outcome.PASSED} == outcomes
    if example.is_marked:
        wanted = [mark for mark in marked(example) if mark[0] != Outcome.PASSED]
        assert wanted == found


@pytest.mark.parametrize(("rule", "example"), WITHOUT_BROWSER, ids=name)
def test_example_has_the_outcome_it_stands_under(rule: Rule, example: Example) -> None:
    snapshots = {path: Snapshot(url=path, served=html) for path, html in example.pages.items()}
    expect(example, *judged(rule, snapshots, example))


@pytest.mark.parametrize("rule", RULES, ids=name)
def test_every_rule_shows_passed_failed_and_inapplicable(rule: Rule) -> None:
    shown = {example.outcome for example in examples(rule.manual)}
    speaks = {Outcome.FAILED, Outcome.CANT_TELL} & shown
    assert {Outcome.PASSED, Outcome.INAPPLICABLE} <= shown
    assert speaks
