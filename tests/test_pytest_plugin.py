"""The pytest door: an item for each page and topic, with what is wrong in a readable block."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import write_site

PAGE = "<!doctype html><html lang=en><title>{0}</title><body><main><h1>{0}</h1>{1}</main>"
SITE = {
    "/public/": PAGE.format("Front page", ""),
    "/public/flood/": PAGE.format("Flood", '<img src="/photo.jpg" alt="DSC_0123.JPG">'),
    "/public/empty.html": "<title>Empty</title>",
}
SETTINGS = """
targets = ["public"]
rules = ["image-alt-filename", "article-metadata-missing", "page-calm"]
rule-modules = ["plugin_rules"]
workers = 1
"""
RULE = '''
"""A page is calm."""
from audit.rules import cant_tell, failed, rule

@rule("A page is calm", impact="minor", source="house style")
def page_calm(page):
    if page.tree.findtext(".//title") == "Front page":
        raise ValueError("odd")
    if page.url.endswith("/flood/"):
        yield cant_tell(page.tree, "Is this calm?")
        yield failed(page.tree, "This is not.")
'''
SITE_RULE = '''
"""Titles are told apart."""
from audit.model import Target
from audit.rules import failed, rule

@rule("Titles are told apart", impact="minor", source="house style", scope="site", collect=lambda page: page.url)
def title_apart(site):
    for page in site.pages:
        yield failed(Target(selector="title"), "Another page has it.", url=page.url)
'''


@pytest.fixture
def project(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> pytest.Pytester:
    """A site, its settings and a rule of its own, which is not there for other tests."""
    from audit.rules import Registry, load_rules

    monkeypatch.setattr("audit.rules.registry", Registry(load_rules()))
    monkeypatch.delenv("CI", raising=False)
    write_site(
        pytester.path, {"/plugin_rules/__init__.py": "", "/plugin_rules/page_calm.py": RULE, "/audit.toml": SETTINGS}
    )
    write_site(pytester.path, SITE)
    return pytester


def run(project: pytest.Pytester, *arguments: str) -> pytest.RunResult:
    """Run pytest in the project; pytest-playwright cannot run inside itself."""
    return project.runpytest("-p", "no:playwright", "-p", "no:hypothesispytest", "-W", "ignore", *arguments)


def ids(result: pytest.RunResult) -> list[str]:
    """The items that were listed by `--collect-only -q`."""
    return [line for line in result.outlines if line.startswith(("audit::", "test_"))]


# --- items --------------------------------------------------------------------------------------------------------


def test_pages_and_topics_are_items_that_show_what_is_wrong(project: pytest.Pytester) -> None:
    write_site(project.path, {"/test_own.py": "def test_own(): pass"})
    result = run(project, "--audit-site", "public", "-rA")
    result.assert_outcomes(passed=5, failed=4)
    result.stdout.fnmatch_lines_random(
        [
            "audit: looking at public",
            "FAILED audit::broken::page-calm*",
            "The rule page-calm broke: ValueError: odd",
            "FAILED audit::/empty.html::page*",
            "/empty.html could not be audited: empty page. the document shows nothing",
            "FAILED audit::/flood/::images*",
            "image-alt-filename (serious): *",
            "    where    html > body > main > img",
            "    element  <img *",
            "    why      *",
            "    report   reports/pytest/*.html",
            "FAILED audit::/flood/::plugin_rules*",
            "page-calm (minor): This is not.",
            "*for a person to look at*",
            "page-calm (minor): Is this calm?",
            "PASSED audit::/flood/::metadata*",
            "PASSED audit::/::images*",
            "PASSED test_own.py::test_own*",
        ]
    )
    result.stdout.fnmatch_lines(
        ["*= audit =*", "Failed: 2 things to fix on 2 audited pages. Also, *", "*could not be told*"]
    )
    result.stdout.no_fnmatch_line("*Traceback*")


def test_rules_are_items_where_they_had_something_to_judge(project: pytest.Pytester) -> None:
    """Site rules are items of their own: what they find is between pages, and is told once."""
    write_site(project.path, {"/plugin_rules/title_apart.py": SITE_RULE})
    (project.path / "audit.toml").write_text(SETTINGS.replace('"page-calm"', '"title-apart"'))
    result = run(project, "--audit", "--audit-split", "rule")
    result.assert_outcomes(failed=3)
    result.stdout.fnmatch_lines_random(
        [
            "FAILED audit::/flood/::image-alt-filename*",
            "FAILED audit::/empty.html::page*",
            "FAILED audit::site::title-apart*",
            "    page     /flood/",
            "    page     /",
        ]
    )


def test_users_choose_among_items_as_among_tests(project: pytest.Pytester) -> None:
    write_site(
        project.path,
        {
            "/test_own.py": "def test_own(): pass",
            "/conftest.py": """
                import pytest
                def pytest_collection_modifyitems(items):
                    for item in items:
                        if item.nodeid == "audit::/flood/::images":
                            item.add_marker(pytest.mark.xfail(reason="the desk is at it"))
            """.replace("\n                ", "\n"),
        },
    )
    chosen = run(
        project,
        "--audit",
        "-m",
        "audit",
        "-k",
        "not broken and not empty.html",
        "--deselect",
        "audit::/flood/::plugin_rules",
    )
    chosen.assert_outcomes(passed=4, xfailed=1, deselected=4)
    assert 0 == chosen.ret
    first = run(project, "--audit", "--sw")
    first.assert_outcomes(passed=1, failed=1)
    again = run(project, "--audit", "--lf")
    again.assert_outcomes(failed=1, deselected=8)
    again.stdout.fnmatch_lines(["FAILED audit::broken::page-calm*"])


def test_workers_of_xdist_know_what_the_controller_found_and_what_fails(project: pytest.Pytester) -> None:
    """Rules of the user's own are known to the controller only; a fault too slight for fail-on fails no item."""
    (project.path / "audit.toml").write_text(f'{SETTINGS}fail-on = "moderate"\n')
    project.makeini("[pytest]\naudit_site = public")
    result = run(project, "-n", "1", "-v", "-k", "flood and (images or plugin_rules)")
    result.assert_outcomes(passed=1, failed=1)
    result.stdout.fnmatch_lines(["*PASSED audit::/flood/::plugin_rules*", "Report: reports?pytest?index.html"])


def test_what_the_baseline_holds_for_nothing_is_an_item(project: pytest.Pytester) -> None:
    head = '{"baseline":1,"tool":"t","engine":"e","pages":1}'
    entry = '{"rule":"image-alt-long","fingerprint":"00","pages":1,"on":["/flood/"],"snippet":"<img>"}'
    (project.path / "audit-baseline.jsonl").write_text(f"{head}\n{entry}\n")
    (project.path / "audit.toml").write_text(f"{SETTINGS}strict-baseline = true\n")
    result = run(project, "--audit", "-k", "gate")
    result.assert_outcomes(failed=1, deselected=8)
    result.stdout.fnmatch_lines(["image-alt-long is in audit-baseline.jsonl and not there any more: *", "    <img>"])


# --- starts -------------------------------------------------------------------------------------------------------


def test_the_suite_is_the_site_and_nothing_else_wherever_it_is_started(
    project: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The settings are where pytest's root folder is, and so are the targets they name."""
    write_site(project.path, {"/test_own.py": "def test_own(): pass", "/pytest.ini": "[pytest]", "/deep/down/x": ""})
    monkeypatch.chdir(project.path / "deep" / "down")
    result = run(project, "--pyargs", "audit.suite", "--collect-only", "-q", "--rootdir", str(project.path))
    assert 8 == len(ids(result))
    assert {"audit"} == {name.partition("::")[0] for name in ids(result)}
    assert not Path("reports").exists()


def test_a_folder_in_a_test(project: pytest.Pytester) -> None:
    project.makepyfile("""
        import pytest
        from audit import AuditError

        def test_dist(audit):
            report = audit("public", topics=["images"])
            assert ["image-alt-filename"] == [finding.rule for finding in report.failed]
            report.assert_clean()

        def test_part(audit):
            with pytest.raises(AuditError, match="include and exclude select parts of a page"):
                audit("public", include="main")

        def test_nothing(audit):
            audit("pubilc")
    """)
    result = run(project)
    result.assert_outcomes(passed=1, failed=2)
    result.stdout.fnmatch_lines(
        [
            "E       AssertionError: Failed: 1 thing to fix on 2 audited pages. Also, 1 page could not be audited.",
            "E       image-alt-filename (serious): *",
            "E           page     /flood/",
            "E           report   *audit-1*.html",
            "E       /empty.html could not be audited: *",
            "E       audit.errors.ConfigError: pubilc is neither a folder nor a file here*",
        ]
    )
    result.stdout.no_fnmatch_line("*live.py*")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--audit-site", "pubilc"], "ERROR: pubilc is neither a folder nor a file here, and no URL. Give a path*"),
        (["--audit-site", r"C:\sites\pubilc"], r"ERROR: C:\sites\pubilc is neither a folder nor a file here*"),
        (["--audit-site", "plugin_rules"], "ERROR: plugin_rules holds no HTML file.*"),
        (["--audit-site", "pubilc", "-n", "1"], "ERROR: pubilc is neither a folder nor a file here*"),
        (["--audit", "-o", "audit_split=page"], "ERROR: audit_split = page is neither “topic” nor “rule”."),
        (["--audit", "-c", "nothing.ini", "--rootdir", "plugin_rules"], "ERROR: Nothing to audit was named. *"),
    ],
)
def test_what_cannot_be_audited_is_a_usage_error(project: pytest.Pytester, arguments: list[str], said: str) -> None:
    (project.path / "nothing.ini").write_text("[pytest]")
    result = run(project, *arguments)
    assert pytest.ExitCode.USAGE_ERROR == result.ret
    result.stderr.fnmatch_lines([said])
    result.stdout.no_fnmatch_line("*INTERNALERROR*")


def test_a_plugin_with_the_same_options_is_named(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(rival="def pytest_addoption(parser): parser.addoption('--audit-site')")
    pytester.syspathinsert()
    result = pytester.runpytest_subprocess("-p", "rival")
    assert pytest.ExitCode.USAGE_ERROR == result.ret
    result.stderr.fnmatch_lines(["ERROR: Another plugin has options of newsroom-audit's already (*--audit*): leave *"])


def test_without_a_site_nothing_is_audited(project: pytest.Pytester) -> None:
    project.makepyfile("def test_own(audit): assert callable(audit)")
    result = run(project)
    result.assert_outcomes(passed=1)
    result.stdout.no_fnmatch_line("*= audit =*")
    assert not (project.path / "reports").exists()


def test_pytest_starts_as_fast_as_without() -> None:
    """The least of three: what the plugin costs every project on the machine, in seconds."""
    code = (
        "import pytest; from time import perf_counter; before = perf_counter(); import audit.pytest_plugin; "
        "print(perf_counter() - before)"
    )
    runs = [
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
        for _ in range(3)
    ]
    assert 0.05 > min(map(float, runs))
