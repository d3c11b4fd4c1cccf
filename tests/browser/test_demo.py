"""The demo newspaper: every planted fault is found, and nothing else; the report of it passes its own audit."""

from __future__ import annotations

from pathlib import Path

import pytest

from audit.config import Config
from audit.crawl import serve
from audit.crawl.store import Store
from audit.demo import SITE
from audit.model import Outcome, PageResult, Report, State
from audit.page.html import css_path, parse
from audit.rules import load_rules
from audit.run import audit

MARKS = {"data-fault": Outcome.FAILED, "data-unsure": Outcome.CANT_TELL}


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> tuple[Report, list[PageResult], Path]:
    folder = tmp_path_factory.mktemp("demo")
    report = audit(Config(targets=[str(SITE)], out=str(folder), offline=True, workers=2))
    with Store(folder, read=True) as store:
        return report, list(store.results()), folder


def planted() -> set[tuple[str, str, str, str]]:
    """(page, rule, outcome, selector) of every mark."""
    found = set()
    for path in serve.pages(SITE):
        file = SITE / (path.lstrip("/") + "index.html" if path.endswith("/") else path.lstrip("/"))
        for element in parse(file.read_text(encoding="utf-8")).iter("*"):
            for name, outcome in MARKS.items():
                found |= {(path, rule, str(outcome), css_path(element)) for rule in (element.get(name) or "").split()}
    return found


def test_every_planted_fault_is_found_and_nothing_else(run: tuple[Report, list[PageResult], Path]) -> None:
    _, results, _ = run
    found = {(r.url, f.rule, str(f.outcome), f.target.selector) for r in results for f in r.findings}
    assert planted() == found


def test_every_default_rule_of_our_own_has_a_planted_fault() -> None:
    own = {rule.id for rule in load_rules().values() if rule.info.topic != "axe" and not rule.info.preview}
    assert set() == own - {rule for _, rule, _, _ in planted()}


def test_half_of_the_articles_are_clean() -> None:
    articles = {path for path in serve.pages(SITE) if path.startswith("/2026/")}
    faulty = {path for path, _, _, _ in planted()}
    assert 8 == len(articles)
    assert 4 == len(articles - faulty)


def test_the_demo_is_audited_whole(run: tuple[Report, list[PageResult], Path]) -> None:
    report, results, _ = run
    assert {State.AUDITED} == {result.state for result in results}
    assert 1 == report.exit_code
    assert [] == report.broken_rules


def test_the_report_of_the_demo_passes_its_own_audit(
    run: tuple[Report, list[PageResult], Path], tmp_path: Path
) -> None:
    _, _, folder = run
    report = audit(Config(targets=[str(folder / "index.html")], out=str(tmp_path), offline=True, workers=1))
    assert [] == report.groups
    assert (0, "Passed: nothing failed on 1 audited page.") == (report.exit_code, report.verdict)


def test_as_pytest_items_only_planted_faults_fail(pytester: pytest.Pytester) -> None:
    """The plugin on the demo: an item for each page and topic and for each site rule, failed just where faults are planted."""
    # A topic whose rules are all in preview has no item: none of them ran.
    rules = {name: rule for name, rule in load_rules().items() if not rule.info.preview}

    def item(path: str, name: str) -> str:
        return f"audit::site::{name}" if rules[name].collect else f"audit::{path}::{rules[name].info.topic}"

    wrong = {item(path, rule) for path, rule, outcome, _ in planted() if outcome == Outcome.FAILED}
    # With “=”: pytest takes a value that stands alone for a path as well, and looks for its settings beside it.
    done = pytester.runpytest_subprocess(f"--audit-site={SITE}", "-rA", "-q")
    told = [line.split()[:2] for line in done.outlines if line.startswith(("PASSED audit::", "FAILED audit::"))]
    assert wrong == {name for state, name in told if state == "FAILED"}
    items = {item(path, name) for path in serve.pages(SITE) for name in rules}
    assert sorted(items) == sorted(name for _, name in told)
