"""The documentation is held to what the tool says of others: a sample of its pages here, all of them by `make site-audit`."""

from __future__ import annotations

from pathlib import Path

from audit.config import Config
from audit.run import audit
from tests.test_website import website

SAMPLE = [
    "/",
    "/guide/ci",
    "/guide/pytest",
    "/rule-settings",
    "/rules/",
    "/rules/image-alt-filename",
    "/rules/axe-image-alt",
]
"""A page of each kind, and those with the longest tables."""


def test_the_documentation_has_no_fault(tmp_path: Path) -> None:
    assert 0 == website.main([str(tmp_path / "docs")])
    names = [name if name.endswith("/") else f"{name}.html" for name in SAMPLE]
    config = Config(
        targets=[str(tmp_path / "docs")],
        out=str(tmp_path / "report"),
        include=names,
        offline=True,
        baseline="",
        history="",
        preview=True,
        formats=["json"],
    )
    report = audit(config)
    assert [] == [(group.rule, group.url, group.target.html) for group in report.groups if group.gates]
    assert sorted(names) == sorted(page.url for page in report.pages if page.state == "audited")
    assert 0 == report.exit_code, report.verdict
