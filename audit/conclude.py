"""From the stored results to the report: site rules, groups, the ledger, the gate's verdict."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from audit import __version__
from audit.check import Checked, check_site
from audit.config import Config, changed
from audit.crawl.address import without_secrets
from audit.crawl.store import Store
from audit.group import group, group_id
from audit.model import SCHEMA_VERSION, Finding, Gap, Group, Outcome, PageResult, PageSummary, Report, State
from audit.page.text import listed
from audit.rules import Rule

_WORST_FIRST = (Outcome.FAILED, Outcome.CANT_TELL, Outcome.UNTESTED, Outcome.PASSED)
AUDITED = frozenset({State.AUDITED, State.PARTLY_AUDITED})


def conclude(
    store: Store, rules: Sequence[Rule], config: Config, broken: Sequence[Gap], *, browser: str, interrupted: bool
) -> Report:
    """The report of a run whose pages are all in the store."""
    site = check_site(list(_facts(store)), [rule for rule in rules if rule.collect])
    _give_to_pages(store, site.findings)
    groups = group(finding for result in store.results() for finding in result.findings)
    pages = [_summary(result) for result in store.results()]
    outcomes = _outcomes(store, rules, site)
    all_broken = [*broken, *site.broken]
    exit_code, verdict = judge(pages, groups, config, all_broken, outcomes, interrupted=interrupted)
    return Report(
        schema_version=SCHEMA_VERSION,
        tool=f"newsroom-audit {__version__}",
        engine=next((result.engine for result in store.results() if result.engine), ""),
        browser=browser,
        targets=[_shown(target) for target in config.targets],
        settings=changed(config),
        exit_code=exit_code,
        verdict=verdict,
        interrupted=interrupted,
        groups=groups,
        pages=pages,
        rules=[rule.info for rule in rules],
        outcomes=outcomes,
        broken_rules=all_broken,
    )


def judge(
    pages: Sequence[PageSummary],
    groups: Sequence[Group],
    config: Config,
    broken: Sequence[Gap],
    outcomes: dict[str, dict[str, int]],
    *,
    interrupted: bool,
) -> tuple[int, str]:
    """The exit code (0, 1, 2, 3 or 130) and the sentence that says why."""
    states = Counter(page.state for page in pages)
    audited = sum(states[state] for state in AUDITED)
    failing = [g for g in groups if g.outcome == Outcome.FAILED and g.impact.rank >= config.fail_on.rank]
    wrong = _could_not(states, broken, outcomes)
    if interrupted:
        return 130, f"Interrupted: {_count(audited, 'page')} of {len(pages)} audited, this report is partial."
    if not audited:
        return 3, f"Nothing was audited: {_why_nothing(pages)}"
    if failing:
        and_wrong = f" Also, {wrong}." if wrong else ""
        return 1, f"Failed: {_count(len(failing), 'thing')} to fix on {_looked_at(states)}.{and_wrong}"
    if wrong:
        return 2, f"Not passed: nothing failed on {_looked_at(states)}, but {wrong}."
    return 0, f"Passed: nothing failed on {_looked_at(states)}."


def _looked_at(states: Counter[State]) -> str:
    """How many pages were audited, and how many of them only in part."""
    partly = states[State.PARTLY_AUDITED]
    whole = _count(states[State.AUDITED] + partly, "audited page")
    return f"{whole} ({partly:,} only in part)" if partly else whole


def _shown(target: str) -> str:
    """A target as reports name it: without secrets, and without the folders this machine keeps it in."""
    if "://" in target:
        return without_secrets(target)
    place, here = Path(target).resolve(), Path.cwd()
    return place.relative_to(here).as_posix() if place.is_relative_to(here) and place != here else place.name


def _could_not(states: Counter[State], broken: Sequence[Gap], outcomes: dict[str, dict[str, int]]) -> str:
    """What of the work could not be done, in words; empty when all was."""
    untested = max((counts.get(Outcome.UNTESTED, 0) for counts in outcomes.values()), default=0)
    parts = []
    if states[State.ERROR]:
        parts.append(f"{_count(states[State.ERROR], 'page')} could not be audited")
    if untested:
        parts.append(f"not every rule could run on {_count(untested, 'page')}")
    if broken:
        parts.append(
            f"{_count(len({gap.what for gap in broken}), 'rule')} broke ({listed(sorted({gap.what for gap in broken}))})"
        )
    return listed(parts)


def _why_nothing(pages: Sequence[PageSummary]) -> str:
    if not pages:
        return "no page was found."
    reasons = Counter(page.reason for page in pages)
    first = next(page for page in pages if page.reason == reasons.most_common(1)[0][0])
    said = f": {first.detail}" if first.detail else ""
    if len(pages) == 1:
        return f"{first.url} – {first.reason}{said}."
    told = listed([f"{number} × {reason}" for reason, number in reasons.most_common()])
    return f"{len(pages)} addresses ended as {told}; the first is {first.url}{said}."


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _facts(store: Store) -> Iterator[tuple[str, dict[str, object]]]:
    for result in store.results():
        if result.state in AUDITED:
            yield result.url, result.facts


def _give_to_pages(store: Store, findings: Sequence[Finding]) -> None:
    """Write what the site rules found to the pages it was found on."""
    by_page: dict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        by_page[finding.url].append(finding)
    for number, result in list(store.numbered(by_page)):
        store.put(number, msgspec.structs.replace(result, findings=[*result.findings, *by_page[result.url]]))


def _summary(result: PageResult) -> PageSummary:
    tally = Counter(finding.outcome for finding in result.findings)
    return PageSummary(
        url=result.url,
        state=result.state,
        reason=result.reason,
        detail=result.detail,
        status=result.status,
        title=result.title,
        kind=result.kind,
        kind_reason=result.kind_reason,
        failed=tally[Outcome.FAILED],
        cant_tell=tally[Outcome.CANT_TELL],
        gaps=result.gaps,
        referrer=result.referrer,
        groups=sorted({group_id(finding) for finding in result.findings}),
    )


def _outcomes(store: Store, rules: Sequence[Rule], site: Checked) -> dict[str, dict[str, int]]:
    """rule -> outcome -> number of pages with it as the worst; of site rules the number of targets."""
    tally: dict[str, Counter[str]] = {rule.id: Counter() for rule in rules}
    audited = 0
    for result in store.results():
        if result.state not in AUDITED:
            continue
        audited += 1
        for name, counts in result.counts.items():
            tally[name][next(outcome for outcome in _WORST_FIRST if counts.get(outcome))] += 1
    for rule in rules:
        if rule.collect:
            tally[rule.id].update(site.counts.get(rule.id, {}))
        elif missing := audited - tally[rule.id].total():
            tally[rule.id][Outcome.INAPPLICABLE] = missing
    return {name: dict(sorted(counts.items())) for name, counts in tally.items()}
