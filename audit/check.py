"""
Rules x pages -> findings. Pure: what a rule may know was captured before.

A rule that raises costs its own verdict on that page, which becomes cantTell with the rule's name; it never costs the page.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from audit.errors import RuleError
from audit.group import fingerprint, numbered, shape
from audit.model import Finding, Frozen, Gap, Impact, Origin, Outcome, Target
from audit.page import Page
from audit.page.documents import Document
from audit.page.html import Element, css_path, snippet
from audit.page.lines import line_of
from audit.page.origin import origin, origin_in_frame
from audit.page.text import clean
from audit.policy import Policy
from audit.rules import Ending, Rule, Site, SitePage, Verdict

MESSAGE_LENGTH = 600
NO_POLICY = Policy()


class Checked(Frozen, frozen=True, kw_only=True):
    """What the rules said of one page, or of the site."""

    findings: list[Finding] = []
    counts: dict[str, dict[str, int]] = {}
    facts: dict[str, Any] = {}
    broken: list[Gap] = []
    """Rules that raised."""


def check_page(page: Page, rules: Iterable[Rule], policy: Policy = NO_POLICY) -> Checked:
    """Judge one page by page rules, and collect from it what site rules need; `policy` says what does not gate."""
    findings: list[Finding] = []
    counts: dict[str, dict[str, int]] = {}
    facts: dict[str, Any] = {}
    broken: list[Gap] = []
    for rule in rules:
        if policy.is_off(rule.info, page.url):
            continue
        try:
            if rule.collect:
                fact = rule.collect(page)
                if fact is not None:
                    facts[rule.id] = fact
                continue
            found, tally = _judge_page(rule, page, policy)
        except Exception as error:  # noqa: BLE001 - one rule must not cost the page
            reason = _reason(error)
            broken.append(Gap(what=rule.id, reason=reason))
            found, tally = numbered([_broken(rule, page.url, reason)]), {Outcome.CANT_TELL: 1}
        findings += found
        if tally:
            counts[rule.id] = dict(tally)
    return Checked(findings=findings, counts=counts, facts=facts, broken=broken)


def check_site(
    pages: Sequence[tuple[str, Mapping[str, Any]]],
    rules: Iterable[Rule],
    documents: Sequence[Document] = (),
    ledger: Mapping[str, Ending] | None = None,
    policy: Policy = NO_POLICY,
) -> Checked:
    """
    Judge all pages together by site rules. `pages` are addresses with the facts collected there, in ledger order;
    `documents` the site's sitemaps and feeds, `ledger` what became of the addresses in them.
    """
    findings: list[Finding] = []
    counts: dict[str, dict[str, int]] = {}
    broken: list[Gap] = []
    for rule in rules:
        site = Site([SitePage(url, facts[rule.id]) for url, facts in pages if rule.id in facts], documents, ledger)
        addresses = {page.url for page in site.pages}
        tally: Counter[str] = Counter()
        try:
            for verdict in rule.judge(site):
                tally[verdict.outcome] += 1
                if verdict.outcome in {Outcome.FAILED, Outcome.CANT_TELL}:
                    if verdict.url not in addresses:
                        raise RuleError(f"“{verdict.url}” is none of its pages; failed and cant_tell need url= here")
                    findings.append(_finding(rule, verdict, verdict.url, policy))
        except Exception as error:  # noqa: BLE001 - one rule must not cost the run
            reason = _reason(error)
            broken.append(Gap(what=rule.id, reason=reason))
            findings.append(_broken(rule, site.pages[0].url if site.pages else "", reason))
            tally[Outcome.CANT_TELL] += 1
        if tally:
            counts[rule.id] = dict(tally)
    return Checked(findings=numbered(findings), counts=counts, broken=broken)


def _judge_page(rule: Rule, page: Page, policy: Policy) -> tuple[list[Finding], Mapping[str, int]]:
    missing = [need for need in rule.info.needs if need not in page.snapshot.artifacts]
    if missing:
        # The ledger names the gap; here only the count says that the rule did not run.
        return [], {Outcome.UNTESTED: 1}
    findings: list[Finding] = []
    places: list[int | None] = []
    tally: Counter[str] = Counter()
    for verdict in rule.judge(page):
        tally[verdict.outcome] += 1
        if verdict.outcome in {Outcome.FAILED, Outcome.CANT_TELL}:
            findings.append(_finding(rule, verdict, page.url, policy, page))
            places.append(None if isinstance(verdict.target, Target) else page.number(verdict.target))
    return numbered(findings, places), tally


def _finding(rule: Rule, verdict: Verdict, url: str, policy: Policy, page: Page | None = None) -> Finding:
    if isinstance(verdict.target, Target):
        target = verdict.target
    else:
        target = Target(
            selector=css_path(verdict.target),
            html=clean(snippet(verdict.target)),
            line=line_of(page, verdict.target) if page else 0,
        )
    whose = _origin(page, verdict.target) if page else Origin.TEMPLATE
    element = None if isinstance(verdict.target, Target) else verdict.target
    return Finding(
        rule=rule.id,
        outcome=verdict.outcome,
        impact=verdict.impact or rule.info.impact,
        url=url,
        target=target,
        message=clean(verdict.message)[:MESSAGE_LENGTH],
        fingerprint=fingerprint(rule.id, shape=shape(verdict.target), about=verdict.about),
        origin=whose,
        spared=policy.spared(rule.info, element, url, whose) if verdict.outcome == Outcome.FAILED else None,
    )


def _origin(page: Page, target: Element | Target) -> Origin:
    if not isinstance(target, Target):
        return origin(page, target)
    return origin_in_frame(page, target.frame[0]) if target.frame else Origin.TEMPLATE


def _broken(rule: Rule, url: str, reason: str) -> Finding:
    return Finding(
        rule=rule.id,
        outcome=Outcome.CANT_TELL,
        impact=Impact.MINOR,
        url=url,
        target=Target(selector=""),
        message=f"The rule {rule.id} broke here and could not judge: {reason}",
        fingerprint=fingerprint(rule.id, shape="", about="broken"),
    )


def _reason(error: Exception) -> str:
    return clean(f"{type(error).__name__}: {error}")[:300]
