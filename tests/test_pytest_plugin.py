"""The pytest door: an item for each page and topic, with what is wrong in a readable block."""

from __future__ import annotations

import pytest

from tests.conftest import write_site

PAGE = "<!doctype html><html lang=en><title>{0}</title><body><main><h1>{0}</h1>{1}</main>"
SITE = {
    "/public/": PAGE.format("Front page", ""),
    "/public/flood/": PAGE.format("Flood", '<img src="/photo.jpg" alt="DSC_0123.JPG">'),
    "/public/empty.html": "<title>Empty</title>",
}
SETTINGS = """
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


@pytest.fixture
def project(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> pytest.Pytester:
    """A site, its settings and a rule of its own, which is not there for other tests."""
    from audit.rules import Registry, load_rules

    monkeypatch.setattr("audit.rules.registry", Registry(load_rules()))
    write_site(
        pytester.path, {"/plugin_rules/__init__.py": "", "/plugin_rules/page_calm.py": RULE, "/audit.toml": SETTINGS}
    )
    write_site(pytester.path, SITE)
    return pytester


def run(project: pytest.Pytester, *arguments: str) -> pytest.RunResult:
    """Run pytest in the project; pytest-playwright cannot run inside itself."""
    return project.runpytest("-p", "no:playwright", "-p", "no:hypothesispytest", "-p", "no:cacheprovider", *arguments)


def test_pages_and_topics_are_items_that_show_what_is_wrong(project: pytest.Pytester) -> None:
    write_site(project.path, {"/test_own.py": "def test_own(): pass"})
    result = run(project, "--audit-site", "public", "-rA")
    result.assert_outcomes(passed=5, failed=4)
    result.stdout.fnmatch_lines_random(
        [
            "FAILED audit::broken::page-calm*",
            "The rule page-calm broke: ValueError: odd",
            "FAILED audit::/empty.html::page*",
            "/empty.html could not be audited: empty page. the document shows nothing",
            "FAILED audit::/flood/::images*",
            "image-alt-filename (serious): *",
            "    html > body > main > img",
            "FAILED audit::/flood/::plugin_rules*",
            "page-calm (minor): This is not.",
            "*for a person to look at*",
            "page-calm (minor): Is this calm?",
            "PASSED audit::/flood/::metadata*",
            "PASSED audit::/::images*",
            "PASSED test_own.py::test_own*",
        ]
    )
    result.stdout.no_fnmatch_line("*Traceback*")


def test_workers_of_xdist_know_what_the_controller_found_and_what_fails(project: pytest.Pytester) -> None:
    """Rules of the user's own are known to the controller only; a fault too slight for fail-on fails no item."""
    (project.path / "audit.toml").write_text(f'{SETTINGS}fail-on = "moderate"\n')
    project.makeini("[pytest]\naudit_site = public")
    result = run(project, "-n", "1", "-v", "-k", "flood and (images or plugin_rules)")
    result.assert_outcomes(passed=1, failed=1)
    result.stdout.fnmatch_lines(["*PASSED audit::/flood/::plugin_rules*"])


@pytest.mark.parametrize(
    ("target", "said"),
    [
        ("pubilc", "ERROR: pubilc is neither a folder nor a file here, and no URL. Give a path*"),
        ("plugin_rules", "ERROR: plugin_rules holds no HTML file.*"),
    ],
)
def test_a_target_that_cannot_be_audited_is_a_usage_error(project: pytest.Pytester, target: str, said: str) -> None:
    result = run(project, "--audit-site", target)
    assert pytest.ExitCode.USAGE_ERROR == result.ret
    result.stderr.fnmatch_lines([said])


def test_without_a_site_nothing_is_audited(project: pytest.Pytester) -> None:
    project.makepyfile("def test_own(audit): assert callable(audit)")
    run(project).assert_outcomes(passed=1)
    assert not (project.path / "reports").exists()
