"""A page that somebody else has opened, audited as it stands: the way in for tests that drive a browser themselves."""

from __future__ import annotations

from collections.abc import Sequence
from operator import methodcaller
from typing import TYPE_CHECKING

from audit.config import Config
from audit.errors import AuditError
from audit.model import Finding, Gap, Outcome, PageResult
from audit.rules import load_rules
from audit.select import select

if TYPE_CHECKING:
    from playwright.sync_api import Page


class PageAudit:
    """What the rules say of a page as it stands."""

    def __init__(self, result: PageResult, broken: Sequence[Gap] = ()):
        self.result = result
        self.broken = broken
        """Rules that raised."""

    @property
    def findings(self) -> list[Finding]:
        """All findings, failed and cantTell."""
        return self.result.findings

    @property
    def failed(self) -> list[Finding]:
        """The findings that are faults, without what the settings spare."""
        faults = (finding for finding in self.findings if finding.outcome == Outcome.FAILED)
        return [fault for fault in faults if fault.spared is None or fault.spared.by == "expired"]

    def assert_clean(self) -> None:
        """Raise AssertionError with every fault, everything that could not be looked at and every rule that broke."""
        __tracebackhide__ = True
        wrong = [told(finding) for finding in self.failed]
        wrong += [f"not looked at: {gap.what}: {gap.reason}" for gap in self.result.gaps]
        wrong += [f"the rule {gap.what} broke: {gap.reason}" for gap in self.broken]
        if wrong:
            raise AssertionError("\n".join([self.result.url, *wrong]))


def told(finding: Finding) -> str:
    """A finding in a block of text: rule, message, element, place."""
    where = " in frame ".join([finding.target.selector, *reversed(finding.target.frame)])
    lines = [
        f"{finding.rule} ({finding.impact}): {finding.message}",
        f"    {where}",
        f"    {finding.target.html[:300]}",
    ]
    return "\n".join(line for line in lines if line.strip())


def audit_page(page: Page, *, topics: Sequence[str] = (), config: Config | None = None) -> PageAudit:
    """
    Audit the document that is in a Playwright page (sync API, Chromium) now, by page rules.

    `topics` restricts it to rules of these ids, topics or WCAG criteria. Raises AuditError when it is no page that can be
    audited.
    """
    from audit.capture.failure import VisitFailed
    from audit.capture.page import capture
    from audit.capture.worker import judge
    from audit.capture.world import World
    from audit.run import job_for

    # A page that cannot be audited is told in a sentence; pytest need not show how that came about.
    __tracebackhide__ = methodcaller("errisinstance", AuditError)
    settings = config or Config(rules=list(topics))
    rules = [rule for rule in select(load_rules(settings.rule_modules), settings) if not rule.collect]
    job = job_for(settings, rules)
    if page.context.browser and page.context.browser.browser_type.name != "chromium":
        raise AuditError("Only Chromium can be asked for what an audit needs. Run the test with --browser chromium.")
    world = World(page)
    try:
        world.enter()
        done = judge(capture(world, job), rules, job.policy)
        return PageAudit(done.result, done.broken)
    except VisitFailed as error:
        raise AuditError(f"{page.url} cannot be audited: {error.reason}, {error.detail}.") from None
    finally:
        world.leave()
