"""Whatever a server or a page does, the ledger says what happened, in time, and never that a page was audited that was not."""

from __future__ import annotations

from pathlib import Path

import pytest

from audit.model import Fault, Outcome, Skip, State
from audit.rules import Registry, load_rules
from tests.browser.hostile import FAULT, FILES, ODD, PATCHED, REDIRECTS, RESTLESS, STATUSES, Run, Server, audited
from tests.conftest import write_site

AUDITED = (State.AUDITED, "")
PARTLY = (State.PARTLY_AUDITED, "")
REDIRECT = (State.SKIPPED, Skip.REDIRECT)
NOT_HTML = (State.SKIPPED, Skip.NOT_HTML)
BROKEN = (State.ERROR, Fault.CONNECTION)
EMPTY = (State.ERROR, Fault.EMPTY)

ENDS: dict[str, tuple[State, str]] = {
    "/article": AUDITED,
    **{f"/patched/{name}": AUDITED for name in PATCHED},
    **{f"/odd/{name}": AUDITED for name in ODD},
    "/odd/json-ld-of-5-mb": PARTLY,
    **{f"/restless/{name}": AUDITED for name in RESTLESS},
    "/style-sheet-missing": PARTLY,
    "/style-sheet-that-never-comes": PARTLY,
    "/clobbered-form": PARTLY,
    "/frames-only": AUDITED,
    **dict.fromkeys(STATUSES, (State.ERROR, Fault.HTTP_STATUS)),
    **dict.fromkeys(FILES, NOT_HTML),
    "/nothing": EMPTY,
    "/blank": EMPTY,
    "/no-content": EMPTY,
    "/goes-blank": EMPTY,
    **dict.fromkeys(REDIRECTS, REDIRECT),
    "/round": (State.ERROR, Fault.REDIRECTS),
    "/and-round": (State.ERROR, Fault.REDIRECTS),
    "/loads-itself-again-and-again": (State.ERROR, Fault.REDIRECTS),
    "/moved-elsewhere": REDIRECT,
    "/meta-refresh": REDIRECT,
    "/script-redirect": REDIRECT,
    "/late-redirect": REDIRECT,
    "/cut": BROKEN,
    "/bad-chunk": BROKEN,
    "/reset": BROKEN,
    "/early-end": BROKEN,
    "/breaks-itself-off": BROKEN,
    "/leads-to-nowhere": (State.ERROR, Fault.DNS),
}
LED_TO = {
    "/article?moved": AUDITED,
    "/article?refreshed": AUDITED,
    "/article?scripted": AUDITED,
    "/article?late": AUDITED,
    "ELSEWHERE/article": AUDITED,
}

TIMEOUT = 4.0
SLOW: dict[str, tuple[State, str]] = {
    "/late-loop": (State.ERROR, Fault.HUNG),
    "/no-answer": (State.ERROR, Fault.TIMEOUT),
    "/dribble": (State.ERROR, Fault.TIMEOUT),
    "/loop": (State.ERROR, Fault.TIMEOUT),
    "/alerts-without-end": (State.ERROR, Fault.TIMEOUT),
    "/article": AUDITED,
    "/restless/alert": AUDITED,
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("hostile")


def ends(run: Run, server: Server) -> dict[str, tuple[State, str]]:
    return {url.replace(server.elsewhere, "ELSEWHERE"): (page.state, page.reason) for url, page in run.pages.items()}


def test_every_address_ends_as_what_it_is_and_what_is_wrong_there_is_found(server: Server, folder: Path) -> None:
    run = audited(server, ENDS, folder)
    assert ENDS | LED_TO == ends(run, server)
    assert len(ENDS | LED_TO) == len(run.report.pages)
    looked_at = [path for path, page in run.pages.items() if page.state in {State.AUDITED, State.PARTLY_AUDITED}]
    # The engine cannot cope with a form that hides its own properties, which is said.
    assert ["/clobbered-form"] == [path for path in looked_at if FAULT not in run.rules(path)]
    assert ["axe"] == [gap.what for gap in run.pages["/clobbered-form"].gaps]
    assert [] == run.report.broken_rules
    assert 1 == run.report.exit_code
    assert max(run.took[path] for path in ("/cut", "/bad-chunk", "/reset", "/early-end")) < 3
    details = {path: run.pages[path].detail.replace(server.site, "") for path in ENDS}
    assert "net::ERR_CONTENT_LENGTH_MISMATCH" == details["/cut"]
    assert "net::ERR_ABORTED (the page itself leads to /download)" == details["/breaks-itself-off"]
    assert "net::ERR_TOO_MANY_REDIRECTS" == details["/round"]
    assert "/article?moved" == details["/moved"]
    assert "/article?late (the page itself leads there)" == details["/late-redirect"]
    assert "application/json" == details["/data.json"]
    assert "HTTP status 204" == details["/no-content"]
    lost = [
        gap.reason for path in ("/style-sheet-missing", "/style-sheet-that-never-comes") for gap in run.pages[path].gaps
    ]
    assert ["1 did not load" in reason for reason in lost] == [True, True]


def test_a_page_without_end_costs_itself_only(server: Server, folder: Path) -> None:
    run = audited(server, SLOW, folder, page_timeout=TIMEOUT)
    assert SLOW == ends(run, server)
    assert f"it took more than {TIMEOUT:g} seconds and was ended from outside, twice" == run.pages["/late-loop"].detail
    assert 2 == server.times["/late-loop"]
    assert {FAULT} <= run.rules("/article") & run.rules("/restless/alert")


def test_a_huge_page_is_audited_by_every_rule_of_ours(server: Server, folder: Path) -> None:
    run = audited(server, ["/huge"], folder, rules=[FAULT, "images", "forms", "metadata", "content"], preview=True)
    assert {"/huge": PARTLY} == ends(run, server)
    assert ["text beyond its first 2,000 blocks was not looked at"] == [gap.reason for gap in run.pages["/huge"].gaps]
    assert FAULT in run.rules("/huge")
    assert [] == run.report.broken_rules


def test_a_page_on_which_the_engine_never_ends_is_audited_without_it_and_is_not_green(
    server: Server, folder: Path
) -> None:
    engine = folder / "axe.js"
    engine.write_text("globalThis.axe = { run: () => new Promise(() => 0) };", encoding="utf-8")
    run = audited(server, ["/article"], folder, page_timeout=3, axe_script=str(engine), rules=[FAULT, "forms"])
    assert {"/article": PARTLY} == ends(run, server)
    assert ["axe-contrast", "axe"] == [gap.what for gap in run.pages["/article"].gaps]
    assert {Outcome.UNTESTED: 1} == run.report.outcomes[FAULT]
    assert 2 == run.report.exit_code


CALM = '''
"""A page is calm."""
from audit.rules import passed, rule

@rule("A page is calm", impact="minor", source="house style")
def page_calm(page):
    while True:
        pass
    yield passed(page.tree)
'''


def test_a_rule_that_never_ends_is_not_put_down_to_a_probe(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_site(tmp_path, {"/restless_rules/__init__.py": "", "/restless_rules/page_calm.py": CALM})
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr("audit.rules.registry", Registry(load_rules()))
    settings = {"rules": ["page-calm", FAULT], "rule_modules": ["restless_rules"], "page_timeout": 2}
    run = audited(server, ["/article"], tmp_path, **settings)
    assert {"/article": (State.ERROR, Fault.HUNG)} == ends(run, server)
    assert 2 == server.times["/article"]


def test_a_site_that_fails_everywhere_is_never_green(server: Server, folder: Path) -> None:
    server.fails = True
    run = audited(server, ["/article", "/moved", "/blank"], folder, robots="ignore")
    assert 3 == run.report.exit_code
    assert {(State.ERROR, Fault.HTTP_STATUS)} == set(ends(run, server).values())
    assert run.report.verdict.startswith("Nothing was audited: ")
    run = audited(server, ["/article"], folder)
    assert (3, Skip.ROBOTS) == (run.report.exit_code, run.pages["/article"].reason)
    assert run.report.verdict.endswith("robots.txt answers with HTTP status 500, which closes the whole site.")
