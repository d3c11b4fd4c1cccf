"""From the stored results to the report: site rules, groups, the ledger, the gate's verdict."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import msgspec

from audit import __version__
from audit.baseline import FILE, Baseline, Comparison, Stale, compare
from audit.check import Checked, check_site
from audit.config import Config, changed
from audit.crawl.address import without_secrets
from audit.crawl.store import Store
from audit.group import group, group_id
from audit.model import (
    SCHEMA_VERSION,
    BaselineUse,
    Finding,
    Gap,
    Group,
    GroupState,
    Matter,
    Outcome,
    PageResult,
    PageSummary,
    Report,
    SiteDocument,
    StaleEntry,
    SuppressionUse,
    Witness,
)
from audit.page.agreement import add
from audit.page.documents import Document, Kind, sayings
from audit.policy import Policy, names, policy_of
from audit.rules import Ending, Rule
from audit.verdict import AUDITED, gating, judge

TOOL = f"newsroom-audit {__version__}"
_WORST_FIRST = (Outcome.FAILED, Outcome.CANT_TELL, Outcome.UNTESTED, Outcome.PASSED)
WITNESSES: dict[Kind, Witness] = {"sitemap": Witness.SITEMAP, "feed": Witness.FEED}


def conclude(
    store: Store,
    rules: Sequence[Rule],
    config: Config,
    broken: Sequence[Gap],
    documents: Sequence[Document] = (),
    baseline: Baseline | None = None,
    *,
    browser: str,
    interrupted: bool,
) -> Report:
    """
    The report of a run whose pages are all in the store.

    `documents` are the site's sitemaps and feeds, `baseline` what is known.
    """
    policy = policy_of(config)
    # In an order that does not depend on which page named them first: parts of a run are put together again.
    documents = sorted(documents, key=lambda document: (document.kind, document.url))
    broken = sorted(broken, key=lambda gap: (gap.what, gap.reason))
    ledger = _endings(store, documents)
    # A part of a site is no site: what is said of all pages together is said when the parts are merged.
    site_rules = [rule for rule in rules if rule.collect and not config.shard]
    site = check_site(list(_facts(store)), site_rules, documents, ledger, policy)
    _give_to_pages(store, site.findings)
    groups = group(finding for result in store.results() for finding in result.findings)
    witnesses = [(WITNESSES[kind], sayings(documents, kind)) for kind in WITNESSES]
    pages = [_summary(result, witnesses) for result in store.results()]
    outcomes = _outcomes(store, rules, site)
    all_broken = [*broken, *site.broken]
    engine = next((result.engine for result in store.results() if result.engine), "")
    compared = compare(baseline, groups, pages, tool=TOOL, engine=engine) if baseline else None
    groups = _pictured(_compared(groups, compared), store)
    suppressions = _suppressions(config, policy, store)
    stale = compared.stale if compared else []
    counted = {each.id for each in gating(groups, config, {rule.id: names(rule.info) for rule in rules})}
    groups = [msgspec.structs.replace(each, gates=each.id in counted) for each in groups]
    exit_code, verdict = judge(
        pages,
        groups,
        all_broken,
        outcomes,
        interrupted=interrupted,
        stale=stale if config.is_strict and not config.shard else [],
        expired=[
            each for each, use in zip(config.suppress, suppressions, strict=True) if use.is_expired and use.findings
        ],
    )
    return Report(
        schema_version=SCHEMA_VERSION,
        tool=TOOL,
        engine=engine,
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
        baseline=_baseline_use(baseline, stale, config) if baseline else None,
        suppressions=suppressions,
        documents=[
            SiteDocument(
                url=document.url,
                kind=document.kind,
                entries=len(document.entries),
                named_by=document.named_by,
                problem=document.problem,
            )
            for document in documents
        ],
    )


def _compared(groups: list[Group], compared: Comparison | None) -> list[Group]:
    """The groups with where they stand to the baseline."""
    if compared is None:
        return groups
    return [
        msgspec.structs.replace(
            group,
            state=compared.states.get(group.id, GroupState.NEW),
            # Where all of its pages are new, that goes without saying.
            new_pages=pages if (pages := compared.new_pages.get(group.id, [])) != group.pages else [],
        )
        for group in groups
    ]


def _pictured(groups: list[Group], store: Store) -> list[Group]:
    """The groups, each with the picture of its example, where there is one."""
    pictures = {name: picture for result in store.results() for name, picture in result.pictures.items()}
    return [
        msgspec.structs.replace(group, picture=pictures[group.id]) if group.id in pictures else group
        for group in groups
    ]


def _baseline_use(baseline: Baseline, stale: Sequence[Stale], config: Config) -> BaselineUse:
    return BaselineUse(
        file=Path(config.baseline or FILE).name,
        tool=baseline.head.tool,
        engine=baseline.head.engine,
        entries=len(baseline.entries),
        stale=[
            StaleEntry(
                rule=each.entry.rule,
                fingerprint=each.entry.fingerprint,
                snippet=each.entry.snippet,
                gone_from=list(each.gone_from),
            )
            for each in stale
        ],
    )


def _suppressions(config: Config, policy: Policy, store: Store) -> list[SuppressionUse]:
    used: Counter[int] = Counter()
    if config.suppress:
        found = (finding.spared for result in store.results() for finding in result.findings)
        used.update(spared.number for spared in found if spared)
    return [
        SuppressionUse(
            name=each.name,
            reason=each.reason,
            owner=each.owner,
            expires=each.expires.isoformat() if each.expires else "",
            is_expired=number in policy.expired,
            findings=used[number],
        )
        for number, each in enumerate(config.suppress)
    ]


def _shown(target: str) -> str:
    """A target as reports name it: without secrets, and without the folders this machine keeps it in."""
    if "://" in target:
        return without_secrets(target)
    place, here = Path(target).resolve(), Path.cwd()
    return place.relative_to(here).as_posix() if place.is_relative_to(here) and place != here else place.name


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


def _endings(store: Store, documents: Sequence[Document]) -> dict[str, Ending]:
    """What became of the addresses that sitemaps and feeds name."""
    named = {entry.page for document in documents for entry in document.entries}
    return {
        result.url: Ending(result.state, result.reason, result.detail)
        for result in store.results()
        if result.url in named
    }


Sayings = Mapping[str, Mapping[str, Sequence[str]]]
"""Address of a page -> row of its matrix -> what a witness says there."""


def _heard(matrix: Sequence[Matter], url: str, witnesses: Sequence[tuple[Witness, Sayings]]) -> list[Matter]:
    """The matrix of an article with the sitemap's and the feed's columns."""
    for witness, told in witnesses:
        if url in told:
            matrix = add(matrix, witness, told[url])
    return list(matrix)


def _summary(result: PageResult, witnesses: Sequence[tuple[Witness, Sayings]] = ()) -> PageSummary:
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
        matrix=_heard(result.matrix, result.url, witnesses),
        passed=sorted(rule for rule, counts in result.counts.items() if set(counts) == {Outcome.PASSED}),
        untested=sorted(rule for rule, counts in result.counts.items() if Outcome.UNTESTED in counts),
        failed=tally[Outcome.FAILED],
        cant_tell=tally[Outcome.CANT_TELL],
        gaps=result.gaps,
        referrer=result.referrer,
        groups=sorted({group_id(finding) for finding in result.findings}),
        picture=result.picture,
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
