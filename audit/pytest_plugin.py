"""
The pytest door: `pytest --audit-site public/` makes an item of every page and topic; the fixture `audit` audits a page
that a test has opened.

The site is audited once, before collection; with pytest-xdist by the controller, whose workers read its results.
Nothing heavy is imported until it is needed: pytest loads this plugin for every project of the user.

    audit::/2026/03/flood/::images               a page and a topic
    audit::/2026/03/flood/::image-alt-filename   a page and a rule, with --audit-split rule
    audit::/2026/03/flood/::page                 a page that could not be audited
    audit::site::image-credit-inconsistent       a site rule, over all pages
    audit::broken::house-style                   a rule that broke
    audit::gate::baseline                        what the settings hold and is not needed any more, or has run out
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import pytest

if TYPE_CHECKING:
    from audit.config import Config
    from audit.live import Auditor
    from audit.model import Finding, PageResult, Report

SUITE = "audit.suite"
Split = Literal["topic", "rule"]


@dataclass(frozen=True)
class Run:
    """What items need to know of the run: where its results are, what fails, and of each rule what it is."""

    folder: str
    report: str
    """The report's first page, as it is shown."""
    verdict: str
    unsure: int
    """How many groups could not be told."""
    gating: dict[str, list[str]]
    """Id of a group that makes the run fail -> the pages on which it is new; none for all."""
    topics: dict[str, str]
    """Page rule -> its topic."""
    site_rules: list[str]
    why: dict[str, str]
    broken: dict[str, str]
    decisions: dict[str, list[str]]
    """“baseline”, “suppressions” -> what is wrong with them."""


RUN = pytest.StashKey[Run]()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Options and settings, all with the prefix audit."""
    group = parser.getgroup("audit", "news site audit")
    try:
        group.addoption(
            "--audit",
            action="store_true",
            help="Audit what the targets in [tool.audit] name: a test item for each page and topic.",
        )
        group.addoption(
            "--audit-site",
            action="append",
            metavar="TARGET",
            default=None,
            help="Audit a folder of built HTML, a URL, a sitemap or a list: a test item for each page and topic.",
        )
        group.addoption(
            "--audit-split",
            choices=("topic", "rule"),
            default=None,
            help="What is an item of a page: a topic (the default) or a single rule.",
        )
        group.addoption(
            "--audit-update",
            action="store_true",
            help="Write the baselines that audit.assert_matches_baseline compares with.",
        )
    except ValueError as error:
        raise pytest.UsageError(
            f"Another plugin has options of newsroom-audit's already ({error}): leave one of them out, e.g. with `-p no:audit`."
        ) from error
    parser.addini("audit_site", "what --audit-site is when it is not given", type="linelist", default=[])
    parser.addini("audit_split", "what --audit-split is when it is not given", default="topic")


def pytest_configure(config: pytest.Config) -> None:
    """Take over the controller's run in a worker of pytest-xdist."""
    config.addinivalue_line("markers", "audit: an item that an audit made, e.g. of a page and a topic")
    given = getattr(config, "workerinput", {}).get("audit_run")
    if given:
        config.stash[RUN] = Run(**given)


def pytest_sessionstart(session: pytest.Session) -> None:
    """Audit the site, once, before anything is collected."""
    config = session.config
    if RUN in config.stash or hasattr(config, "workerinput"):
        return
    targets = _targets(config)
    if targets or _is_asked(config):
        _split(config)
        _audit(config, targets)


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    """Tell a worker of pytest-xdist where the results are."""
    if RUN in node.config.stash:
        node.workerinput["audit_run"] = asdict(node.config.stash[RUN])


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    """The gate's answer for the whole site, whichever of its items were chosen, and where the report is."""
    if RUN not in config.stash:
        return
    run = config.stash[RUN]
    terminalreporter.write_sep("=", "audit")
    terminalreporter.write_line(run.verdict)
    if run.unsure:
        terminalreporter.write_line(
            f"{run.unsure} could not be told and want a person's look: they stand in the report."
        )
    terminalreporter.write_line(f"Report: {run.report}")


# --- the run ------------------------------------------------------------------------------------------------------


def _targets(config: pytest.Config) -> list[str]:
    """What the command line or pytest's settings name, as it is called from pytest's root folder."""
    given = config.getoption("audit_site")
    folder = config.invocation_params.dir if given else config.rootpath
    targets = given or config.getini("audit_site")
    if folder == config.rootpath:
        return list(targets)
    return [target if "://" in target else str(folder / target) for target in targets]


def _is_asked(config: pytest.Config) -> bool:
    """Whether the targets in [tool.audit] are to be audited: by `--audit`, or by `--pyargs audit.suite`."""
    return bool(config.getoption("audit")) or (bool(config.getoption("pyargs")) and SUITE in config.args)


def _split(config: pytest.Config) -> Split:
    """Raises UsageError when the setting is neither topic nor rule."""
    split = config.getoption("audit_split") or config.getini("audit_split")
    if split not in {"topic", "rule"}:
        raise pytest.UsageError(f"audit_split = {split} is neither “topic” nor “rule”.")
    return "rule" if split == "rule" else "topic"


def _audit(config: pytest.Config, targets: list[str]) -> None:
    """Audit as from pytest's root folder, where the settings are, and keep what items need to know."""
    from msgspec.structs import replace

    from audit.config import load
    from audit.errors import AuditError
    from audit.run import audit

    try:
        with contextlib.chdir(config.rootpath):
            settings = load({"history": "", **({"targets": targets} if targets else {})})
            settings = replace(settings, out=str(config.rootpath / (settings.out or "reports/pytest")))
            _say(config, f"audit: looking at {', '.join(settings.targets)}")
            report = audit(settings)
    except AuditError as error:
        raise pytest.UsageError(str(error)) from error
    if report.interrupted:
        raise KeyboardInterrupt
    if report.exit_code == 3:
        raise pytest.UsageError(report.verdict)
    config.stash[RUN] = _run(report, settings)


def _say(config: pytest.Config, text: str) -> None:
    terminal = config.pluginmanager.get_plugin("terminalreporter")
    if terminal and terminal.verbosity >= 0:
        terminal.write_line(text)


def _run(report: Report, settings: Config) -> Run:
    from audit.live import gating, why
    from audit.model import Outcome

    folder = Path(settings.out)
    first = folder / "index.html"
    return Run(
        folder=str(folder),
        report=_from_here(first if first.is_file() else folder),
        verdict=report.verdict,
        unsure=sum(group.outcome == Outcome.CANT_TELL for group in report.groups),
        gating=gating(report),
        topics={rule.id: rule.topic for rule in report.rules if rule.scope == "page"},
        site_rules=[rule.id for rule in report.rules if rule.scope == "site"],
        why={rule.id: why(rule) for rule in report.rules},
        broken={gap.what: gap.reason for gap in report.broken_rules},
        decisions=_decisions(report, settings),
    )


def _from_here(place: Path) -> str:
    here = Path.cwd()
    return str(place.relative_to(here) if place.is_relative_to(here) else place)


def _decisions(report: Report, settings: Config) -> dict[str, list[str]]:
    """What the gate holds against the baseline and the suppressions, which is no finding on any page."""
    said: dict[str, list[str]] = {}
    if report.baseline:
        stale = report.baseline.stale if settings.is_strict else []
        said["baseline"] = [
            f"{each.rule} is in {report.baseline.file} and not there any more: `audit baseline RUN --prune` takes it out.\n"
            f"    {each.snippet}"
            for each in stale
        ]
    if report.suppressions:
        said["suppressions"] = [
            f"The suppression of {each.name} expired on {each.expires}: {each.reason}"
            for each in report.suppressions
            if each.is_expired and each.findings
        ]
    return said


# --- items --------------------------------------------------------------------------------------------------------


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(session: pytest.Session, config: pytest.Config, items: list[pytest.Item]) -> None:
    """Add the site's items before -k, -m and the like choose among all items."""
    if RUN not in config.stash:
        return
    found = list(_items(session, config.stash[RUN], _split(config)))
    items.extend(found)
    # The terminal counts what is reported to it, and no file was collected for these.
    config.hook.pytest_collectreport(report=pytest.CollectReport("audit", "passed", None, list(found)))


def _items(session: pytest.Session, run: Run, split: Split) -> Iterator[pytest.Item]:
    """What broke, the gate's own, each page with its topics or rules, and each site rule."""
    from audit.crawl.store import Store
    from audit.model import State

    def part(name: str) -> Part:
        return Part.from_parent(session, name=name, nodeid=f"audit::{name}")

    for name, reason in run.broken.items():
        yield AuditItem.from_parent(part("broken"), name=name, wrong=[f"The rule {name} broke: {reason}"])
    for name, wrong in run.decisions.items():
        yield AuditItem.from_parent(part("gate"), name=name, wrong=wrong)
    of_site: dict[str, list[Finding]] = {name: [] for name in run.site_rules}
    with Store(Path(run.folder), read=True) as store:
        for result in store.results():
            if result.state == State.SKIPPED:
                continue
            yield from _items_of_page(part(result.url), result, run, split)
            for finding in result.findings:
                if finding.rule in of_site:
                    of_site[finding.rule].append(finding)
    for name, findings in of_site.items():
        wrong, open_ = _told(findings, run, pages=True)
        yield AuditItem.from_parent(part("site"), name=name, wrong=wrong, open_=open_)


def _items_of_page(page: Part, result: PageResult, run: Run, split: Split) -> Iterator[pytest.Item]:
    """An item for each topic, or for each rule that had something to judge; one that says so for a page in error."""
    from audit.live import unaudited
    from audit.model import Outcome, State

    if result.state == State.ERROR:
        yield AuditItem.from_parent(page, name="page", wrong=[unaudited(result)])
        return
    for name, rules in _divided(result, run, split).items():
        wrong, open_ = _told([finding for finding in result.findings if finding.rule in rules], run)
        untested = [rule for rule, counts in result.counts.items() if rule in rules and counts.get(Outcome.UNTESTED)]
        wrong += [f"{rule} could not run on {result.url}." for rule in untested]
        open_ += [f"not looked at: {gap.what}: {gap.reason}" for gap in result.gaps]
        yield AuditItem.from_parent(page, name=name, wrong=wrong, open_=open_)


def _divided(result: PageResult, run: Run, split: Split) -> Mapping[str, set[str]]:
    """Name of an item -> the rules it stands for."""
    if split == "rule":
        return {rule: {rule} for rule in sorted(result.counts) if rule in run.topics}
    parts: dict[str, set[str]] = {topic: set() for topic in sorted(set(run.topics.values()))}
    for rule, topic in run.topics.items():
        parts[topic].add(rule)
    return parts


class Part(pytest.Collector):
    """What items stand below: a page, or the site; its name is one that -k knows."""

    def collect(self) -> list[pytest.Item]:
        """Nothing: who makes it makes its items."""
        return []


class NotClean(Exception):
    """The page has faults; the item's report shows them without a traceback."""


class AuditItem(pytest.Item):
    """What the rules of one topic say of one page, or something that could not be done."""

    def __init__(self, *, wrong: Sequence[str], open_: Sequence[str] = (), **kwargs: Any):
        super().__init__(**kwargs)
        self.wrong = wrong
        self.open = open_
        self.add_marker("audit")

    def runtest(self) -> None:
        """Fail with what was found; what fails nothing stands in a section of the report."""
        if self.open:
            self.add_report_section("call", "for a person to look at", "\n".join(self.open))
        if self.wrong:
            raise NotClean("\n".join(self.wrong))

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """The faults in a readable block; a traceback only for what is a bug."""
        if isinstance(excinfo.value, NotClean):
            return str(excinfo.value)
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, None, str]:
        """What stands above the item's faults. Not its id, in which the terminal would take dots for those of a class."""
        return self.config.rootpath, None, self.nodeid.removeprefix("audit::").replace("::", " · ")


def _told(findings: Sequence[Finding], run: Run, *, pages: bool = False) -> tuple[list[str], list[str]]:
    """What makes an item fail, and what a person should look at: unsure, known, spared or too slight."""
    from audit.live import block, gates, link_to

    wrong = [finding for finding in findings if gates(finding, run.gating)]
    others = [finding for finding in findings if finding not in wrong]
    folder = Path(run.folder)
    said = block(wrong, run.why, lambda finding: link_to(folder, finding), pages=pages)
    return said, block(others, {}, pages=pages)


# --- the fixture --------------------------------------------------------------------------------------------------


@pytest.fixture
def audit(request: pytest.FixtureRequest) -> Auditor:
    """
    Audits a page of pytest-playwright (or any Playwright page, sync, Chromium) as it stands, or a folder or a site.

        def test_article(page, audit):
            page.goto("http://localhost:8000/2026/03/flood/")
            audit(page, topics=["forms"], include="main").assert_clean()
            audit.assert_matches_baseline(page)   # pytest --audit-update writes it
            audit("dist/").assert_clean()
    """
    from audit.live import Auditor

    return Auditor(
        request.config.rootpath,
        request.path,
        request.node.name,
        lambda: Path(request.getfixturevalue("tmp_path")),
        update=bool(request.config.getoption("audit_update")),
    )
