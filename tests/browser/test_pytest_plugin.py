"""`pytest --audit-site` with a real browser, as somebody runs it: alone, with pytest-xdist, and where there is no browser."""

from __future__ import annotations

import pytest

from tests.browser.hostile import Server, article
from tests.conftest import write_site

SITE = {
    "/public/": article(),
    "/public/clean/": article().replace("<img ", "<img alt='The wall' "),
    "/public/loop.html": article(
        "<script>addEventListener('load', () => setTimeout(() => { while (true) {} }))</script>"
    ),
    "/test_own.py": "def test_own(): pass",
    "/audit.toml": 'rules = ["axe-image-alt", "form-label-placeholder-only"]\noffline = true\npage-timeout = 2',
}


def run(pytester: pytest.Pytester, *arguments: str) -> pytest.RunResult:
    return pytester.runpytest_subprocess("-p", "no:cacheprovider", *arguments, timeout=60)


def test_every_page_and_topic_is_an_item(pytester: pytest.Pytester) -> None:
    write_site(pytester.path, SITE)
    result = run(pytester, "--audit-site", "public", "-v")
    result.assert_outcomes(passed=4, failed=2)
    result.stdout.fnmatch_lines_random(
        [
            "*collected 6 items",
            "test_own.py::test_own PASSED*",
            "audit::/::axe FAILED*",
            "audit::/::forms PASSED*",
            "audit::/clean/::axe PASSED*",
            "audit::/clean/::forms PASSED*",
            "audit::/loop.html::page FAILED*",
            "axe-image-alt (critical): *",
            "    where    html > body > main > img",
            "/loop.html could not be audited: hung. it took more than 2 seconds and was ended from outside, twice",
        ]
    )
    result.stdout.no_fnmatch_line("*Traceback*")
    result.stdout.no_fnmatch_line("*pytest_plugin.py*")


def test_workers_of_xdist_share_one_audit(pytester: pytest.Pytester, server: Server) -> None:
    write_site(pytester.path, {"/test_own.py": SITE["/test_own.py"], "/audit.toml": SITE["/audit.toml"]})
    urls = [f"{server.site}{path}" for path in ("/article", "/patched/json", "/missing")]
    (pytester.path / "urls.txt").write_text("\n".join(urls), encoding="utf-8")
    result = run(pytester, "--audit-site", "urls.txt", "-n", "2", "-v", "-k", "axe or page")
    result.assert_outcomes(failed=3)
    result.stdout.fnmatch_lines_random([f"*FAILED audit::{url}::*" for url in urls])
    assert (1, 1, 1) == (server.times["/article"], server.times["/patched/json"], server.times["/missing"])


def test_without_the_plugin_there_are_only_ones_own_tests(pytester: pytest.Pytester) -> None:
    write_site(pytester.path, SITE | {"/pytest.ini": "[pytest]\naudit_site = public"})
    result = run(pytester, "-p", "no:audit", "-W", "ignore")
    result.assert_outcomes(passed=1)
    assert not (pytester.path / "reports").exists()


def test_without_a_browser_it_is_a_usage_error(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AUDIT_BROWSER", "/nowhere/chromium")
    write_site(pytester.path, SITE)
    result = run(pytester, "--audit-site", "public")
    assert pytest.ExitCode.USAGE_ERROR == result.ret
    [line] = [line for line in result.stderr.lines if line]
    assert line.startswith("ERROR: The browser “/nowhere/chromium” does not exist: ")
