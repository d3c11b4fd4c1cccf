"""
Test suite and accessibility auditor for news sites.

    from audit import Config, audit_site

    report = audit_site(Config(targets=["public"]))
    assert report.exit_code == 0, report.verdict

A rule of your own imports `rule`, `passed`, `failed` and `cant_tell` from here; a test with a Playwright page `audit_page`.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from audit.config import Config
    from audit.errors import AuditError
    from audit.live import PageAudit, audit_page
    from audit.model import Finding, Group, Impact, Outcome, Report, Snapshot
    from audit.page import Page
    from audit.rules import Site, cant_tell, failed, passed, rule
    from audit.run import audit as audit_site

__version__ = "0.1.0"

__all__ = [
    "AuditError",
    "Config",
    "Finding",
    "Group",
    "Impact",
    "Outcome",
    "Page",
    "PageAudit",
    "Report",
    "Site",
    "Snapshot",
    "audit_page",
    "audit_site",
    "cant_tell",
    "failed",
    "passed",
    "rule",
]

_PLACES = {
    "AuditError": "errors",
    "Config": "config",
    **dict.fromkeys(("Finding", "Group", "Impact", "Outcome", "Report", "Snapshot"), "model"),
    **dict.fromkeys(("PageAudit", "audit_page"), "live"),
    "Page": "page",
    **dict.fromkeys(("Site", "cant_tell", "failed", "passed", "rule"), "rules"),
}


def __getattr__(name: str) -> Any:
    """Import what is asked for when it is asked for: `audit --help` and pytest start without lxml or Playwright."""
    if name == "audit_site":
        return import_module("audit.run").audit
    if name not in _PLACES:
        raise AttributeError(f"module 'audit' has no attribute {name!r}")
    return getattr(import_module(f"audit.{_PLACES[name]}"), name)
