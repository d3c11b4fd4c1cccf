"""
The report as JUnit XML: a suite for each topic, a test for each page.

Suites stay the same from run to run and few, so that a CI's history of a test is the history of a page. One more suite,
“coverage”, has an error for each page that could not be audited and a skip, with the reason, for each that was left out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from audit.model import Group, Outcome, PageSummary, Report, State
from audit.reporters.plain import count, groups_by_page, plain

SNIPPET = 300
AUDITED = frozenset({State.AUDITED, State.PARTLY_AUDITED})


@dataclass(frozen=True)
class _Test:
    """A test with the one thing that happened to it: “failure”, “error” or “skipped”; empty where it passed."""

    suite: str
    name: str
    ending: str = ""
    message: str = ""
    text: str = ""
    notes: str = ""


def files(report: Report) -> Mapping[str, str]:
    """The report as junit.xml."""
    suites: dict[str, list[_Test]] = defaultdict(list)
    for test in _tests(report):
        suites[test.suite].append(test)
    suites["coverage"] += [_broken(gap.what, gap.reason) for gap in report.broken_rules]
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', _opening("testsuites", report.tool, list(_all(suites)))]
    for name, tests in sorted(suites.items()):
        if tests:
            lines += [_opening("testsuite", name, tests, skipped=True), *map(_element, tests), "</testsuite>"]
    return {"junit.xml": "\n".join([*lines, "</testsuites>", ""])}


def _all(suites: Mapping[str, Sequence[_Test]]) -> Iterator[_Test]:
    return (test for tests in suites.values() for test in tests)


def _tests(report: Report) -> Iterator[_Test]:
    topic_of = {rule.id: rule.topic or "other" for rule in report.rules}
    rules: dict[str, set[str]] = defaultdict(set)
    for rule, topic in topic_of.items():
        rules[topic].add(rule)
    on_page = groups_by_page(report)
    for page in report.pages:
        if page.state not in AUDITED:
            yield _not_audited(page)
            continue
        by_topic: dict[str, list[Group]] = defaultdict(list)
        for group in on_page.get(page.url, []):
            by_topic[topic_of.get(group.rule, "other")].append(group)
        for topic in sorted(set(rules) | set(by_topic)):
            untested = bool(rules[topic]) and rules[topic] <= set(page.untested)
            yield _judged(page, topic, by_topic[topic], untested=untested)
        if page.gaps:
            yield _Test("coverage", _name(page.url), notes=_gaps(page))


def _judged(page: PageSummary, topic: str, groups: Sequence[Group], *, untested: bool) -> _Test:
    failed = [group for group in groups if group.gates]
    notes = "\n".join(_told(group, page.url) for group in groups if group not in failed)
    name = _name(page.url)
    if failed:
        text = "\n\n".join(_told(group, page.url) for group in failed)
        return _Test(
            topic,
            name,
            "failure",
            f"{count(len(failed), 'thing')} to fix: {plain(failed[0].message, 200)}",
            text,
            notes,
        )
    if untested and not groups:
        return _Test(topic, name, "skipped", "None of its rules could run on this page.")
    return _Test(topic, name, notes=notes)


def _told(group: Group, url: str) -> str:
    """A group in a few lines; its example may stand on another page, and then says so."""
    opening = "" if group.outcome == Outcome.FAILED else "could not tell: "
    spared = f"\n  does not gate: {plain(group.spared.reason)}" if group.spared else ""
    example = "" if group.url == url else f"\n  example on {plain(group.url, 500)}"
    html = plain(group.target.html[: SNIPPET * 4], SNIPPET)
    return (
        f"{opening}{group.impact} {group.rule}: {plain(group.message)}"
        f"\n  {plain(group.target.selector) or 'the page'}\n  {html}{example}{spared}"
    ).rstrip()


def _not_audited(page: PageSummary) -> _Test:
    ending = "error" if page.state == State.ERROR else "skipped"
    return _Test("coverage", _name(page.url), ending, plain(page.reason, 200), plain(page.detail or page.reason))


def _broken(rule: str, reason: str) -> _Test:
    return _Test("coverage", f"rule {plain(rule, 200)}", "error", "The rule broke.", plain(reason))


def _gaps(page: PageSummary) -> str:
    return "\n".join(f"{plain(gap.what)} was not looked at: {plain(gap.reason)}" for gap in page.gaps)


def _name(url: str) -> str:
    return plain(url, 500) or "no address"


def _opening(element: str, name: str, tests: Iterable[_Test], *, skipped: bool = False) -> str:
    tests = list(tests)
    many = {ending: sum(test.ending == ending for test in tests) for ending in ("failure", "error", "skipped")}
    attributes = {"name": plain(name, 200), "tests": len(tests), "failures": many["failure"], "errors": many["error"]}
    if skipped:
        attributes["skipped"] = many["skipped"]
    return f"<{element} {' '.join(f'{key}={quoteattr(str(value))}' for key, value in attributes.items())}>"


def _element(test: _Test) -> str:
    opening = f"<testcase classname={quoteattr(f'audit.{plain(test.suite, 200)}')} name={quoteattr(test.name)}"
    inside = []
    if test.ending:
        inside.append(f"<{test.ending} message={quoteattr(test.message)}>{escape(test.text)}</{test.ending}>")
    if test.notes:
        inside.append(f"<system-out>{escape(test.notes)}</system-out>")
    return f"{opening}>{''.join(inside)}</testcase>" if inside else f"{opening}/>"
