"""
The report as EARL 1.0 in JSON-LD (https://www.w3.org/TR/EARL10-Schema/, read 2026-11), for tools that compare audits.

An assertion for each page rule on each page that should have been audited, and for each site rule on the site. The context is
the one of the W3C's ACT implementation reports; ids are made from what they name, so that they are the same every time.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from hashlib import blake2b
from typing import Any
from urllib.parse import quote

from audit.model import Group, Outcome, PageSummary, Report, RuleInfo, State
from audit.reporters.plain import groups_by_page, link, plain
from audit.reporters.wcag import CRITERIA

CONTEXT = "https://www.w3.org/WAI/content-assets/wcag-act-rules/earl-context.json"
# What is used of it, should it not be at hand; the same meanings.
TERMS = {"earl": "http://www.w3.org/ns/earl#", "dct": "http://purl.org/dc/terms/"}
ASSERTOR = "urn:newsroom-audit:assertor"
WORST_FIRST = (Outcome.FAILED, Outcome.CANT_TELL, Outcome.UNTESTED, Outcome.PASSED, Outcome.INAPPLICABLE)


def files(report: Report) -> Mapping[str, str]:
    """The report as earl.jsonld, a node a line."""
    nodes = ",\n".join(json.dumps(node, ensure_ascii=False, separators=(",", ":")) for node in _nodes(report))
    context = json.dumps([CONTEXT, TERMS])
    return {"earl.jsonld": f'{{"@context":{context},\n"@graph":[\n{nodes}\n]}}\n'}


def _nodes(report: Report) -> Iterator[dict[str, Any]]:
    name, _, version = report.tool.rpartition(" ")
    yield {
        "@id": ASSERTOR,
        "@type": ["earl:Assertor", "earl:Software"],
        "dct:title": plain(name, 200),
        "dct:hasVersion": plain(version, 200),
    }
    for rule in report.rules:
        yield _criterion(rule)
    on_page = groups_by_page(report)
    rules = [rule for rule in report.rules if rule.scope != "site"]
    for page in report.pages:
        if page.state != State.SKIPPED:
            yield _subject(page, rules, on_page.get(page.url, []))
    site_rules = [rule for rule in report.rules if rule.scope == "site"]
    if site_rules:
        yield _site(report, site_rules)


def _criterion(rule: RuleInfo) -> dict[str, Any]:
    node: dict[str, Any] = {
        "@id": _rule_id(rule.id),
        "@type": "earl:TestCase",
        "dct:title": rule.id,
        "dct:description": plain(rule.title),
    }
    known = [CRITERIA[number] for number in rule.wcag if number in CRITERIA]
    if known:
        node["dct:isPartOf"] = [
            {"@id": f"https://www.w3.org/TR/WCAG22/#{each.url.rpartition('/')[2]}", "@type": "earl:TestRequirement"}
            for each in known
        ]
    if link(rule.source):
        node["dct:source"] = {"@id": link(rule.source)}
    return node


def _rule_id(rule: str) -> str:
    return f"urn:newsroom-audit:rule:{quote(rule, safe='')}"


def _subject(page: PageSummary, rules: list[RuleInfo], groups: list[Group]) -> dict[str, Any]:
    said: dict[str, list[Group]] = {}
    for group in groups:
        said.setdefault(group.rule, []).append(group)
    passed, untested = set(page.passed), set(page.untested)
    results = []
    for rule in rules:
        found = said.get(rule.id, [])
        outcome = _outcome(page, rule.id, found, passed, untested)
        results.append((rule.id, outcome, [group for group in found if group.outcome == outcome]))
    return _tested(page.url, plain(page.title), results)


def _outcome(page: PageSummary, rule: str, found: list[Group], passed: set[str], untested: set[str]) -> Outcome:
    if found:
        return Outcome.FAILED if any(group.outcome == Outcome.FAILED for group in found) else Outcome.CANT_TELL
    if page.state == State.ERROR or rule in untested:
        return Outcome.UNTESTED
    return Outcome.PASSED if rule in passed else Outcome.INAPPLICABLE


def _site(report: Report, rules: list[RuleInfo]) -> dict[str, Any]:
    """Site rules judge all pages together: their worst outcome, of the site as it was asked for."""
    results = []
    for rule in rules:
        counts = report.outcomes.get(rule.id, {})
        outcome = next((each for each in WORST_FIRST if counts.get(each)), Outcome.INAPPLICABLE)
        groups = [group for group in report.groups if (group.rule, group.outcome) == (rule.id, outcome)]
        results.append((rule.id, outcome, groups))
    return _tested(f"urn:newsroom-audit:site:{quote(plain(' '.join(report.targets)), safe='')}", "the site", results)


def _tested(url: str, title: str, results: list[tuple[str, Outcome, list[Group]]]) -> dict[str, Any]:
    return {
        "@id": f"urn:newsroom-audit:subject:{_digest(url)}",
        "@type": "TestSubject",
        "source": plain(url),
        "dct:title": title,
        "assertions": [_assertion(url, *result) for result in results],
    }


def _assertion(url: str, rule: str, outcome: Outcome, groups: list[Group]) -> dict[str, Any]:
    result: dict[str, Any] = {"@type": "TestResult", "outcome": f"earl:{outcome}"}
    if groups:
        result["earl:info"] = [plain(group.message, 600) for group in groups]
    return {
        "@id": f"urn:newsroom-audit:assertion:{_digest(url, rule)}",
        "@type": "Assertion",
        "assertedBy": {"@id": ASSERTOR},
        "mode": "earl:automatic",
        "test": {"@id": _rule_id(rule), "title": rule},
        "result": result,
    }


def _digest(*parts: str) -> str:
    return blake2b("\n".join(parts).encode("utf-8", "replace"), digest_size=8).hexdigest()
