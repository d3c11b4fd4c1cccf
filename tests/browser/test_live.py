"""The fixture `audit` in somebody's own tests: a page that pytest-playwright has opened, in its browser, as it stands."""

from __future__ import annotations

import pytest

CONFTEST = """
import os
import pytest
from audit.capture import browser

@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    return {**browser_type_launch_args, "executable_path": browser.require().path, "args": sandbox}
"""
TESTS = """
import pytest
from audit import AuditError, Config

PAGE = "<!doctype html><html lang=en><title>Wall</title><body><main><h1>Wall</h1><p>It is closed.</p>{}</main>"
FORM = "<form action=/{0}><label for=mail>E-mail</label><input id=mail type=email autocomplete=email></form>"
TWICE = FORM.format("daily") + FORM.format("weekly")

def test_clean(page, audit):
    page.set_content(PAGE.format(""))
    audited = audit(page)
    audited.assert_clean()
    assert audited.result.title == "Wall"

def test_faulty(page, audit):
    page.set_content(PAGE.format("<img src='data:,'>"))
    audit(page).assert_clean()

def test_names_of_a_browser_that_is_not_ours(page, audit):
    page.set_content(PAGE.format(TWICE))
    found = audit(page, topics=["form-control-unnamed-in-repeated-embed"]).failed
    assert len(found) == 2

def test_the_page_is_as_before(page, audit):
    page.set_content(PAGE.format("<button onclick=\\"this.textContent = 'Clicked'\\">Click</button>"))
    before = page.content()
    audit(page)
    audit(page)
    assert page.content() == before
    page.get_by_role("button").click()
    assert page.get_by_role("button").inner_text() == "Clicked"

def test_topics_and_settings(page, audit):
    page.set_content(PAGE.format("<img src='data:,'>" + TWICE))
    assert {finding.rule for finding in audit(page, topics=["axe-image-alt"]).failed} == {"axe-image-alt"}
    assert "axe-image-alt" not in {finding.rule for finding in audit(page, config=Config(skip_rules=["axe"])).findings}

def test_a_part_of_the_page(page, audit):
    page.set_content(PAGE.format("<img src='data:,'><aside><p>Offers</p><img src='data:,'></aside>"))
    assert len(audit(page, topics=["axe-image-alt"]).failed) == 2
    [fault] = audit(page, topics=["axe-image-alt"], include="main", exclude="aside").failed
    assert fault.target.selector.endswith("main > img")

def test_what_is_known_of_the_page(page, audit):
    page.set_content(PAGE.format("<img src='data:,'>"))
    audit.assert_matches_baseline(page)

def test_nothing_there(page, audit):
    with pytest.raises(AuditError, match="about:blank cannot be audited: empty page, the document shows nothing."):
        audit(page)

def test_nothing_there_is_told_in_a_sentence(page, audit):
    audit(page)
"""
OPTIONS = ("-p", "no:cacheprovider", "-W", "ignore")


def test_pages_that_a_test_has_opened_are_audited(pytester: pytest.Pytester) -> None:
    pytester.makeconftest(CONFTEST)
    pytester.makepyfile(TESTS)
    update = pytester.runpytest_subprocess(*OPTIONS, "--audit-update", "-k", "what_is_known", timeout=90)
    update.assert_outcomes(passed=1, deselected=8)
    result = pytester.runpytest_subprocess(*OPTIONS, timeout=90)
    result.assert_outcomes(passed=7, failed=2)
    result.stdout.fnmatch_lines(
        [
            "E       AssertionError: about:blank",
            "E       axe-image-alt (critical): *",
            "E           where    html > body > main > img",
            'E           element  <img src="data:,">',
            "E           why      *",
            "*test_nothing_there_is_told_in_a_sentence*",
            "E       audit.errors.AuditError: about:blank cannot be audited: empty page, the document shows nothing.",
        ]
    )
    result.stdout.no_fnmatch_line("*VisitFailed*")
    result.stdout.no_fnmatch_line("*audit/live.py*")
