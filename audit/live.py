"""
Audits asked for by somebody's own tests: of a page that is open in their browser, as it stands, or of a folder or a site.

    def test_article(page, audit):
        page.goto("http://localhost:8000/2026/03/flood/")
        audit(page, topics=["forms"], include="main").assert_clean()
        audit.assert_matches_baseline(page)

    def test_build(audit):
        audit("dist/").assert_clean()
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from operator import methodcaller
from pathlib import Path
from typing import TYPE_CHECKING, overload

import msgspec

from audit import baseline
from audit.config import Config, load
from audit.errors import AuditError
from audit.group import group, group_id
from audit.model import Finding, Gap, GroupState, Outcome, PageResult, PageSummary, Report, RuleInfo, Snapshot, State
from audit.page import Page as Captured
from audit.page.text import shorten
from audit.rules import load_rules
from audit.select import select

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from audit.page.html import Element

BASELINES = "audit_baselines"
"""Folder beside a test's file that holds what `assert_matches_baseline` compares with."""
MOST_KINDS, MOST_ALIKE = 50, 3
"""Groups that one block of text tells, and findings of each; the report has all."""
SNIPPET, WHY = 300, 300

_hides_errors = methodcaller("errisinstance", AuditError)
"""For __tracebackhide__: what cannot be audited is told in a sentence; pytest need not show how that came about."""


# --- telling ------------------------------------------------------------------------------------------------------


def told(finding: Finding, why: str = "", link: str = "", page: str = "") -> str:
    """A finding in a block of text: rule and message, the page, the place, the element, why it matters, the report's page."""
    where = " in frame ".join([finding.target.selector, *reversed(finding.target.frame)])
    facts = {
        "page": page,
        "where": where,
        "element": " ".join(finding.target.html[:SNIPPET].split()),
        "why": why,
        "report": link,
    }
    lines = [f"    {name:<9}{value}" for name, value in facts.items() if value.strip()]
    return "\n".join([f"{finding.rule} ({finding.impact}): {finding.message}", *lines])


def block(
    findings: Sequence[Finding],
    why: Mapping[str, str],
    link: Callable[[Finding], str] = lambda _: "",
    *,
    pages: bool = False,
) -> list[str]:
    """
    Findings as blocks of text, those of one group together, of which some are told and the others counted.

    Each rule's why stands once, with its first finding; `pages` names the page of each.
    """
    kinds: dict[str, list[Finding]] = {}
    for finding in findings:
        kinds.setdefault(group_id(finding), []).append(finding)
    blocks: list[str] = []
    explained: set[str] = set()
    for alike in list(kinds.values())[:MOST_KINDS]:
        first = alike[0]
        reason = "" if first.rule in explained else why.get(first.rule, "")
        explained.add(first.rule)
        blocks.append(told(first, reason, link(first), first.url if pages else ""))
        blocks += [told(each, page=each.url if pages else "") for each in alike[1:MOST_ALIKE]]
        if len(alike) > MOST_ALIKE:
            blocks.append(f"    … and {len(alike) - MOST_ALIKE} more of this kind.")
    if len(kinds) > MOST_KINDS:
        blocks.append(f"… and {len(kinds) - MOST_KINDS} more kinds.")
    return blocks


def why(rule: RuleInfo) -> str:
    """Why the rule matters, in about a sentence: how its manual goes on after the summary."""
    paragraphs = rule.why.split("\n\n")
    return shorten(paragraphs[min(1, len(paragraphs) - 1)], WHY)


def link_to(folder: Path, finding: Finding) -> str:
    """The page of a run's report that tells of a finding, as a path; the first one where it has no page of its own."""
    own, first = folder / "groups" / f"{group_id(finding)}.html", folder / "index.html"
    place = next((file for file in (own, first) if file.is_file()), folder)
    here = Path.cwd()
    return str(place.relative_to(here) if place.is_relative_to(here) else place)


def gating(report: Report) -> dict[str, list[str]]:
    """Id of a group that makes a run fail -> the pages on which it is new; none for all."""
    return {group.id: group.new_pages for group in report.groups if group.gates}


def gates(finding: Finding, gating: Mapping[str, list[str]]) -> bool:
    """Whether a finding of a run makes it fail."""
    pages = gating.get(group_id(finding))
    return pages is not None and (not pages or finding.url in pages)


# --- a page -------------------------------------------------------------------------------------------------------


class PageAudit:
    """What the rules say of a page as it stands."""

    def __init__(
        self,
        result: PageResult,
        broken: Sequence[Gap] = (),
        rules: Iterable[RuleInfo] = (),
        config: Config | None = None,
    ):
        self.result = result
        self.broken = broken
        """Rules that raised."""
        self._rules = {rule.id: rule for rule in rules}
        self._config = config or Config()

    @property
    def findings(self) -> list[Finding]:
        """All findings, failed and cantTell."""
        return self.result.findings

    @property
    def failed(self) -> list[Finding]:
        """The findings that are faults, without what the settings spare or hold for too slight (`fail-on`)."""
        faults = (finding for finding in self.findings if finding.outcome == Outcome.FAILED)
        heavy = (fault for fault in faults if fault.impact.rank >= self._config.fail_on.rank)
        return [fault for fault in heavy if fault.spared is None or fault.spared.by == "expired"]

    def assert_clean(self) -> None:
        """Raise AssertionError with every fault, everything that could not be looked at and every rule that broke."""
        __tracebackhide__ = True
        wrong = [*self._told(self.failed), *self._missing()]
        if wrong:
            raise AssertionError("\n".join([self.result.url, *wrong]))

    def assert_matches(self, file: Path, *, update: bool = False) -> None:
        """
        Raise AssertionError when the page has a fault that the file does not know or, where the setting `strict-baseline`
        holds (in CI), when the file knows one that is gone. `update` writes the file instead.
        """
        __tracebackhide__ = True
        if self._missing():
            raise AssertionError("\n".join([self.result.url, *self._missing()]))
        if update:
            file.parent.mkdir(parents=True, exist_ok=True)
            return baseline.write(file, self._as_baseline())
        if not file.exists():
            raise AssertionError(f"{file} is not there yet: `pytest --audit-update` writes it.")
        wrong = self._unlike(baseline.read(file), file)
        if wrong:
            raise AssertionError("\n".join([self.result.url, *wrong]))
        return None

    def _unlike(self, known: baseline.Baseline, file: Path) -> list[str]:
        """What is new on the page and, where that counts, what is gone from it."""
        page = PageSummary(url=self.result.url, state=self.result.state, untested=self._untested())
        groups = group(self.failed)
        compared = baseline.compare(known, groups, [page], tool=_tool(), engine=self.result.engine)
        new = {name for name, state in compared.states.items() if state == GroupState.NEW}
        wrong = self._told([finding for finding in self.failed if group_id(finding) in new])
        if self._config.is_strict:
            wrong += [
                f"{stale.entry.rule} is in {file.name} and not on the page any more: `pytest --audit-update` takes it out.\n"
                f"    element  {stale.entry.snippet}"
                for stale in compared.stale
            ]
        return wrong

    def _as_baseline(self) -> baseline.Baseline:
        groups = group(self.failed)
        entries = [
            baseline.Entry(
                rule=each.rule,
                fingerprint=each.fingerprint,
                pages=1,
                snippet=shorten(each.target.html, baseline.SNIPPET),
            )
            for each in groups
        ]
        head = baseline.Head(baseline=baseline.VERSION, tool=_tool(), engine=self.result.engine, pages=1)
        return baseline.Baseline(head, {entry.fingerprint: entry for entry in entries})

    def _told(self, findings: Sequence[Finding]) -> list[str]:
        return block(findings, {name: why(rule) for name, rule in self._rules.items()})

    def _untested(self) -> list[str]:
        return [name for name, counts in self.result.counts.items() if Outcome.UNTESTED in counts]

    def _missing(self) -> list[str]:
        gaps = [f"not looked at: {gap.what}: {gap.reason}" for gap in self.result.gaps]
        return [*gaps, *(f"the rule {gap.what} broke: {gap.reason}" for gap in self.broken)]


def _tool() -> str:
    from audit.conclude import TOOL

    return TOOL


def audit_page(
    page: Page,
    *,
    topics: Sequence[str] = (),
    include: str = "",
    exclude: str = "",
    config: Config | None = None,
) -> PageAudit:
    """
    Audit the document that is in a Playwright page (sync API, Chromium) now, by page rules.

    `topics` restricts it to rules of these ids, topics or WCAG criteria; `include` and `exclude` are CSS selectors of the
    parts whose findings count. Raises AuditError when it is no page that can be audited, or when it has no such part.
    """
    from audit.capture.failure import VisitFailed
    from audit.capture.page import capture
    from audit.capture.worker import judge
    from audit.capture.world import World
    from audit.run import job_for

    __tracebackhide__ = _hides_errors
    settings = config or Config()
    if topics:
        settings = msgspec.structs.replace(settings, rules=list(topics))
    rules = [rule for rule in select(load_rules(settings.rule_modules), settings) if not rule.collect]
    job = job_for(settings, rules)
    if page.context.browser and page.context.browser.browser_type.name != "chromium":
        raise AuditError("Only Chromium can be asked for what an audit needs. Run the test with --browser chromium.")
    world = World(page)
    try:
        world.enter()
        snapshot = capture(world, job)
        done = judge(snapshot, rules, job.policy)
    except VisitFailed as error:
        raise AuditError(f"{page.url} cannot be audited: {error.reason}, {error.detail}.") from None
    finally:
        world.leave()
    findings = within(snapshot, done.result.findings, include=include, exclude=exclude)
    result = msgspec.structs.replace(done.result, findings=findings)
    return PageAudit(result, done.broken, [rule.info for rule in rules], settings)


def within(snapshot: Snapshot, findings: list[Finding], *, include: str = "", exclude: str = "") -> list[Finding]:
    """
    The findings on elements inside of what `include` selects and outside of what `exclude` does.

    What is said of the page as a whole is on no part of it. An element that is not found again (in a shadow tree, say)
    stays: nothing is dropped on a guess. Raises AuditError when there is nothing that `include` selects.
    """
    __tracebackhide__ = _hides_errors
    if not (include or exclude):
        return findings
    tree = Captured(snapshot).tree
    inside, outside = _selected(tree, include), _selected(tree, exclude)
    if include and not inside:
        raise AuditError(f"Nothing on {snapshot.url} is selected by include={include!r}, so nothing would be judged.")

    def counts(finding: Finding) -> bool:
        selector = [*finding.target.frame, finding.target.selector][0]
        if not selector:
            return not include
        found = _selected(tree, selector, lenient=True)
        around = {node for element in found[:1] for node in (element, *element.iterancestors())}
        if not around:
            return True
        return (not include or not around.isdisjoint(inside)) and around.isdisjoint(outside)

    return [finding for finding in findings if counts(finding)]


def _selected(tree: Element, selector: str, *, lenient: bool = False) -> list[Element]:
    """The elements a CSS selector selects. Raises AuditError for one that cannot be read, unless `lenient`."""
    from cssselect import HTMLTranslator, SelectorError

    __tracebackhide__ = _hides_errors
    if not selector:
        return []
    try:
        return list(tree.xpath(HTMLTranslator().css_to_xpath(selector)))
    except SelectorError as error:
        if lenient:
            return []
        raise AuditError(f"“{selector}” is no CSS selector that can be used here: {error}.") from error


# --- a site -------------------------------------------------------------------------------------------------------


class SiteAudit:
    """What a run over a folder, a URL, a sitemap or a list says; its report is in `folder`."""

    def __init__(self, report: Report, folder: Path):
        self.report = report
        self.folder = folder

    @property
    def findings(self) -> list[Finding]:
        """All findings of all pages, failed and cantTell."""
        return [finding for result in self._results() for finding in result.findings]

    @property
    def failed(self) -> list[Finding]:
        """The findings that make the run fail, by the settings and the baseline."""
        known = gating(self.report)
        return [finding for finding in self.findings if gates(finding, known)]

    def assert_clean(self) -> None:
        """Raise AssertionError unless the gate is passed: with the verdict, the faults and what could not be audited."""
        __tracebackhide__ = True
        if self.report.exit_code == 0:
            return
        reasons = {rule.id: why(rule) for rule in self.report.rules}
        wrong = block(self.failed, reasons, lambda finding: link_to(self.folder, finding), pages=True)
        wrong += [unaudited(result) for result in self._results() if result.state == State.ERROR]
        wrong += [f"the rule {gap.what} broke: {gap.reason}" for gap in self.report.broken_rules]
        raise AssertionError("\n".join([self.report.verdict, *wrong]))

    def _results(self) -> Iterator[PageResult]:
        from audit.crawl.store import Store

        with Store(self.folder, read=True) as store:
            yield from store.results()


def unaudited(result: PageResult) -> str:
    """A page that could not be audited, in a sentence."""
    return f"{result.url} could not be audited: {result.reason}. {result.detail}"


def audit_target(target: str | Path, folder: Path, *, config: Config) -> SiteAudit:
    """Audit a folder, a URL, a sitemap or a list, with the report in `folder`. Raises AuditError when that cannot be done."""
    from audit.errors import NothingAudited
    from audit.run import audit

    __tracebackhide__ = _hides_errors
    report = audit(msgspec.structs.replace(config, targets=[str(target)], out=str(folder), history=""))
    if report.interrupted:
        raise KeyboardInterrupt
    if report.exit_code == NothingAudited.exit_code:
        raise NothingAudited(report.verdict)
    return SiteAudit(report, folder)


# --- the fixture --------------------------------------------------------------------------------------------------


class Auditor:
    """What the fixture `audit` of pytest is: audits pages and sites under the settings of the project."""

    def __init__(self, root: Path, file: Path, test: str, folder: Callable[[], Path], *, update: bool):
        self._root = root
        self._file = file
        self._test = re.sub(r"[^\w.-]+", "-", test).strip("-")
        self._folder = folder
        self._update = update
        self._compared = 0
        self._audited = 0

    @overload
    def __call__(self, what: str | Path, *, topics: Sequence[str] = (), config: Config | None = None) -> SiteAudit: ...

    @overload
    def __call__(
        self,
        what: Page,
        *,
        topics: Sequence[str] = (),
        include: str = "",
        exclude: str = "",
        config: Config | None = None,
    ) -> PageAudit: ...

    def __call__(
        self,
        what: str | Path | Page,
        *,
        topics: Sequence[str] = (),
        include: str = "",
        exclude: str = "",
        config: Config | None = None,
    ) -> PageAudit | SiteAudit:
        """
        Audit a Playwright page as it stands, or a folder, a URL, a sitemap or a list.

        `topics` restricts it to rules of these ids, topics or WCAG criteria; `include` and `exclude` are CSS selectors of
        the parts of a page whose findings count; `config` takes the place of the project's settings.
        """
        __tracebackhide__ = _hides_errors
        settings = config or load({"rules": list(topics)} if topics else {}, folder=self._root)
        if not isinstance(what, str | Path):
            return audit_page(what, topics=topics, include=include, exclude=exclude, config=settings)
        if include or exclude:
            raise AuditError(
                "include and exclude select parts of a page; which pages of a site are audited is a setting: config=Config(include=…)."
            )
        self._audited += 1
        return audit_target(what, self._folder() / f"audit-{self._audited}", config=settings)

    def assert_matches_baseline(
        self, what: Page | PageAudit, *, topics: Sequence[str] = (), include: str = "", exclude: str = ""
    ) -> None:
        """
        Raise AssertionError when the page has a fault that is not in this test's baseline, or in CI the other way round.

        The baseline is a file beside the test's, to be committed; `pytest --audit-update` writes it.
        """
        __tracebackhide__ = True
        audited = what if isinstance(what, PageAudit) else self(what, topics=topics, include=include, exclude=exclude)
        self._compared += 1
        name = self._test if self._compared == 1 else f"{self._test}-{self._compared}"
        file = self._file.parent / BASELINES / self._file.stem / f"{name}.jsonl"
        audited.assert_matches(file, update=self._update)
