"""
The pytest door: `pytest --audit-site public/` makes an item of every page and topic; the fixture `audit` audits a page
that a test has opened.

The site is audited once, before collection; with pytest-xdist by the controller, whose workers read its results.
Nothing heavy is imported until it is needed: pytest loads this plugin for every project of the user.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from audit.live import PageAudit
    from audit.model import PageResult


@dataclass(frozen=True)
class Run:
    """What is known of the run: where its results are, what fails, which topic a rule is of, which rules broke and how."""

    folder: str
    gating: dict[str, list[str]]
    """Id of a group that makes the run fail -> the pages on which it is new; none for all."""
    topics: dict[str, str]
    broken: dict[str, str]


RUN = pytest.StashKey[Run]()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Options and settings, all with the prefix audit."""
    group = parser.getgroup("audit", "news site audit")
    group.addoption(
        "--audit-site",
        action="append",
        metavar="TARGET",
        default=None,
        help="Audit a folder of built HTML, a URL, a sitemap or a list: a test item for each page and topic.",
    )
    parser.addini("audit_site", "what --audit-site is when it is not given", type="linelist", default=[])


def pytest_configure(config: pytest.Config) -> None:
    """Take over the controller's run in a worker of pytest-xdist."""
    config.addinivalue_line("markers", "audit: an item that --audit-site made: a page and a topic")
    given = getattr(config, "workerinput", {}).get("audit_run")
    if given:
        config.stash[RUN] = Run(**given)


def pytest_sessionstart(session: pytest.Session) -> None:
    """Audit the site, once, before anything is collected."""
    config = session.config
    targets = config.getoption("audit_site") or [_from_root(config, target) for target in config.getini("audit_site")]
    if not targets or RUN in config.stash or hasattr(config, "workerinput"):
        return
    _audit(config, list(targets))


def _from_root(config: pytest.Config, target: str) -> str:
    """A target of the configuration file: a path there begins where the file is."""
    return target if "://" in target else str(config.rootpath / target)


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    """Tell a worker of pytest-xdist where the results are."""
    if RUN in node.config.stash:
        node.workerinput["audit_run"] = asdict(node.config.stash[RUN])


def _audit(config: pytest.Config, targets: list[str]) -> None:
    from audit.config import load
    from audit.errors import AuditError
    from audit.run import audit

    folder = config.rootpath / "reports" / "pytest"
    try:
        settings = load({"targets": targets, "out": str(folder), "history": ""}, folder=config.rootpath)
        report = audit(settings)
    except AuditError as error:
        raise pytest.UsageError(str(error)) from error
    if report.interrupted:
        raise KeyboardInterrupt
    if report.exit_code == 3:
        raise pytest.UsageError(report.verdict)
    config.stash[RUN] = Run(
        folder=str(folder),
        gating={group.id: group.new_pages for group in report.groups if group.gates},
        topics={rule.id: rule.topic for rule in report.rules},
        broken={gap.what: gap.reason for gap in report.broken_rules},
    )


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(session: pytest.Session, config: pytest.Config, items: list[pytest.Item]) -> None:
    """Add the site's items before -k, -m and the like choose among all items."""
    if RUN not in config.stash:
        return
    found = list(_items(session, config.stash[RUN]))
    items.extend(found)
    # The terminal counts what is reported to it, and no file was collected for these.
    config.hook.pytest_collectreport(report=pytest.CollectReport("audit", "passed", None, list(found)))


def _items(session: pytest.Session, run: Run) -> Iterator[pytest.Item]:
    """An item for each page and topic, for each page that could not be audited and for each rule that broke."""
    from audit.crawl.store import Store
    from audit.model import State

    for name, reason in run.broken.items():
        said = f"The rule {name} broke: {reason}"
        yield AuditItem.from_parent(session, name=name, nodeid=f"audit::broken::{name}", wrong=[said])
    with Store(Path(run.folder), read=True) as store:
        for result in store.results():
            if result.state == State.SKIPPED:
                continue
            page = AuditPage.from_parent(session, name=result.url, nodeid=f"audit::{result.url}", result=result)
            yield from page.items(run)


class AuditPage(pytest.Collector):
    """A page of the site."""

    def __init__(self, *, result: PageResult, **kwargs: Any):
        super().__init__(**kwargs)
        self.result = result

    def collect(self) -> list[pytest.Item]:
        """Its items are made by `items`, which knows the run."""
        return []

    def items(self, run: Run) -> Iterator[pytest.Item]:
        """An item for each topic; for a page that could not be audited one that says so."""
        from audit.model import State

        result = self.result
        if result.state == State.ERROR:
            said = f"{result.url} could not be audited: {result.reason}. {result.detail}"
            yield AuditItem.from_parent(self, name="page", wrong=[said])
            return
        for topic in sorted(set(run.topics.values())):
            rules = {name for name, known in run.topics.items() if known == topic}
            wrong, open_ = _told(result, rules, run.gating)
            yield AuditItem.from_parent(self, name=topic, wrong=wrong, open_=open_)


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


def _told(result: PageResult, rules: set[str], gating: dict[str, list[str]]) -> tuple[list[str], list[str]]:
    """What makes an item fail, and what a person should look at: unsure, known, spared or too slight, not looked at."""
    from audit.group import group_id
    from audit.live import told
    from audit.model import Outcome

    wrong: list[str] = []
    open_: list[str] = []
    for finding in (each for each in result.findings if each.rule in rules):
        pages = gating.get(group_id(finding))
        fails = pages is not None and (not pages or result.url in pages)
        (wrong if fails else open_).append(told(finding))
    untested = [name for name, counts in result.counts.items() if name in rules and counts.get(Outcome.UNTESTED)]
    wrong += [f"{name} could not run on {result.url}." for name in untested]
    open_ += [f"not looked at: {gap.what}: {gap.reason}" for gap in result.gaps]
    return wrong, open_


@pytest.fixture
def audit() -> Callable[..., PageAudit]:
    """
    Audits a page of pytest-playwright (or any Playwright page, sync, Chromium) as it stands.

        def test_article(page, audit):
            page.goto("http://localhost:8000/2026/03/flood/")
            audit(page).assert_clean()
            audit(page, topics=["forms"]).assert_clean()
    """
    from audit.live import audit_page

    return audit_page
