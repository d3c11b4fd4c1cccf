"""
The pytest door: `pytest --audit-site public/` makes an item of every page and topic; the fixture `audit` audits a page
that a test has opened.

The site is audited once, before collection; with pytest-xdist by the controller, whose workers read its results.
Nothing heavy is imported until it is needed: pytest loads this plugin for every project of the user.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from audit.live import PageAudit
    from audit.model import Finding, PageResult

RUN = pytest.StashKey[Path]()
TOPICS = pytest.StashKey[Sequence[str]]()


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
        config.stash[RUN] = Path(given[0])
        config.stash[TOPICS] = list(given[1])


def pytest_sessionstart(session: pytest.Session) -> None:
    """Audit the site, once, before anything is collected."""
    config = session.config
    targets = config.getoption("audit_site") or config.getini("audit_site")
    if not targets or RUN in config.stash or hasattr(config, "workerinput"):
        return
    _audit(config, list(targets))


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    """Tell a worker of pytest-xdist where the results are."""
    if RUN in node.config.stash:
        node.workerinput["audit_run"] = (str(node.config.stash[RUN]), node.config.stash[TOPICS])


def _audit(config: pytest.Config, targets: list[str]) -> None:
    from audit.config import load
    from audit.errors import AuditError
    from audit.run import audit

    folder = config.rootpath / "reports" / "pytest"
    try:
        settings = load({"targets": targets, "out": str(folder)}, folder=config.rootpath)
        report = audit(settings)
    except AuditError as error:
        raise pytest.UsageError(str(error)) from error
    if report.exit_code == 3:
        raise pytest.UsageError(report.verdict)
    config.stash[RUN] = folder
    config.stash[TOPICS] = sorted({rule.topic for rule in report.rules})


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(session: pytest.Session, config: pytest.Config, items: list[pytest.Item]) -> None:
    """Add the site's items before -k, -m and the like choose among all items."""
    if RUN in config.stash:
        items.extend(_items(session, config.stash[RUN], config.stash[TOPICS]))


def _items(session: pytest.Session, folder: Path, topics: Sequence[str]) -> Iterator[pytest.Item]:
    from audit.crawl.store import Store
    from audit.model import State

    with Store(folder, read=True) as store:
        for result in store.results():
            if result.state == State.SKIPPED:
                continue
            page = AuditPage.from_parent(session, name=result.url, nodeid=f"audit::{result.url}", result=result)
            yield from page.items(topics)


class AuditPage(pytest.Collector):
    """A page of the site."""

    def __init__(self, *, result: PageResult, **kwargs: Any):
        super().__init__(**kwargs)
        self.result = result

    def collect(self) -> list[pytest.Item]:
        """Its items are made by `items`, which knows the topics."""
        return []

    def items(self, topics: Sequence[str]) -> Iterator[pytest.Item]:
        """An item for each topic; for a page that could not be audited one that says so."""
        from audit.model import State

        if self.result.state == State.ERROR:
            yield AuditItem.from_parent(self, name="page", topic="")
            return
        for topic in topics:
            yield AuditItem.from_parent(self, name=topic, topic=topic)


class NotClean(Exception):
    """The page has faults; the item's report shows them without a traceback."""


class AuditItem(pytest.Item):
    """The rules of one topic on one page."""

    parent: AuditPage

    def __init__(self, *, topic: str, **kwargs: Any):
        super().__init__(**kwargs)
        self.topic = topic
        self.add_marker("audit")

    def runtest(self) -> None:
        """Fail with what was found; what could not be told stands in a section of the report."""
        from audit.live import told
        from audit.model import Outcome

        result = self.parent.result
        if not self.topic:
            raise NotClean(f"{result.url} could not be audited: {result.reason}. {result.detail}")
        found = _of_topic(result, self.topic)
        unsure = [told(finding) for finding in found if finding.outcome == Outcome.CANT_TELL]
        if unsure:
            self.add_report_section("call", "could not tell", "\n".join(unsure))
        wrong = [told(finding) for finding in found if finding.outcome == Outcome.FAILED]
        wrong += [f"{name} could not run here." for name in _untested(result, self.topic)]
        if wrong:
            raise NotClean("\n".join([f"{result.url}: {self.topic}", *wrong]))

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """The faults in a readable block; a traceback only for what is a bug."""
        if isinstance(excinfo.value, NotClean):
            return str(excinfo.value)
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, None, str]:
        """Where the item stands in reports."""
        return self.config.rootpath, None, self.nodeid


def _of_topic(result: PageResult, topic: str) -> list[Finding]:
    known = _topics()
    return [finding for finding in result.findings if known.get(finding.rule) == topic]


def _untested(result: PageResult, topic: str) -> list[str]:
    from audit.model import Outcome

    known = _topics()
    return [name for name, counts in result.counts.items() if counts.get(Outcome.UNTESTED) and known.get(name) == topic]


def _topics() -> dict[str, str]:
    from audit.rules import load_rules

    return {name: rule.info.topic for name, rule in load_rules().items()}


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
