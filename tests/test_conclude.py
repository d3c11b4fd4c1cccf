"""The gate's answer: its exit code, and the sentence that says why."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from audit.conclude import conclude
from audit.config import Config
from audit.crawl.store import Store
from audit.model import (
    SCHEMA_VERSION,
    Fault,
    Finding,
    Gap,
    Group,
    Impact,
    Matter,
    Outcome,
    PageResult,
    PageSummary,
    Picture,
    RuleInfo,
    Skip,
    State,
    Statement,
    Target,
    Witness,
)
from audit.page.documents import Document, Entry
from audit.rules import Rule, Site, failed
from audit.verdict import gating, judge

A, B = PageSummary(url="/a", state=State.AUDITED), PageSummary(url="/b", state=State.PARTLY_AUDITED)
LIMITED = PageSummary(url="/c", state=State.SKIPPED, reason=Skip.PAGE_LIMIT, detail="the limit is 2 pages")
MOVED = PageSummary(url="/d", state=State.SKIPPED, reason=Skip.REDIRECT, detail="/e")
GONE = PageSummary(url="/f", state=State.ERROR, reason=Fault.HTTP_STATUS, detail="HTTP status 404")
HUNG = PageSummary(url="/g", state=State.ERROR, reason=Fault.HUNG)


def fault(impact: Impact = Impact.MINOR, outcome: Outcome = Outcome.FAILED, pages: Sequence[str] = ("/a",)) -> Group:
    return Group(
        id="0",
        fingerprint="0",
        rule="rule",
        outcome=outcome,
        impact=impact,
        message="",
        target=Target(selector=""),
        url=pages[0],
        pages=list(pages),
        occurrences=len(pages),
    )


def answer(
    pages: Sequence[PageSummary] = (A, B),
    groups: Sequence[Group] = (),
    broken: Sequence[str] = (),
    outcomes: dict[str, dict[str, int]] | None = None,
    *,
    interrupted: bool = False,
    **settings: Any,
) -> tuple[int, str]:
    gaps = [Gap(what=name, reason="ValueError") for name in broken]
    counted = gating(groups, Config(**settings), {})
    marked = [replace(group, gates=group in counted) for group in groups]
    return judge(pages, marked, gaps, outcomes or {}, interrupted=interrupted)


def test_nothing_failed_is_0() -> None:
    assert (0, "Passed: nothing failed on 2 audited pages (1 only in part).") == answer()
    assert (0, "Passed: nothing failed on 1 audited page.") == answer([A, LIMITED, MOVED])


def test_something_failed_is_1() -> None:
    assert (1, "Failed: 1 thing to fix on 2 audited pages (1 only in part).") == answer(
        groups=[fault(pages=["/a", "/b"])]
    )
    assert (1, "Failed: 2 things to fix on 1 audited page.") == answer([A], groups=[fault(), fault()])


def test_what_could_not_be_told_fails_nothing() -> None:
    assert 0 == answer(groups=[fault(outcome=Outcome.CANT_TELL, impact=Impact.CRITICAL)])[0]


@pytest.mark.parametrize(
    ("fail_on", "impact", "code"),
    [
        (Impact.MINOR, Impact.MINOR, 1),
        (Impact.SERIOUS, Impact.MODERATE, 0),
        (Impact.SERIOUS, Impact.SERIOUS, 1),
        (Impact.SERIOUS, Impact.CRITICAL, 1),
        (Impact.CRITICAL, Impact.SERIOUS, 0),
    ],
)
def test_a_fault_fails_the_run_from_the_impact_that_is_set(fail_on: Impact, impact: Impact, code: int) -> None:
    assert code == answer(groups=[fault(impact)], fail_on=fail_on)[0]


@pytest.mark.parametrize(
    ("given", "wrong"),
    [
        ({"pages": [A, GONE]}, "1 page could not be audited"),
        ({"pages": [A, GONE, HUNG]}, "2 pages could not be audited"),
        ({"pages": [A], "outcomes": {"x": {"untested": 1}, "y": {"passed": 1}}}, "not every rule could run on 1 page"),
        ({"pages": [A], "broken": ["b", "a", "b"]}, "2 rules broke (a and b)"),
        (
            {"pages": [A, GONE], "broken": ["a"], "outcomes": {"x": {"untested": 1}}},
            "1 page could not be audited, not every rule could run on 1 page and 1 rule broke (a)",
        ),
    ],
)
def test_work_that_could_not_be_done_is_2_and_stands_beside_what_failed(given: dict[str, Any], wrong: str) -> None:
    assert (2, f"Not passed: nothing failed on 1 audited page, but {wrong}.") == answer(**given)
    assert (1, f"Failed: 1 thing to fix on 1 audited page. Also, {wrong}.") == answer(**given, groups=[fault()])


@pytest.mark.parametrize(
    ("pages", "why"),
    [
        ([], "no page was found."),
        ([GONE], "/f – HTTP status: HTTP status 404."),
        ([HUNG], "/g – hung."),
        ([MOVED, LIMITED], "2 addresses ended as 1 × redirect and 1 × page limit; the first is /d: /e."),
        ([HUNG, GONE, GONE], "3 addresses ended as 2 × HTTP status and 1 × hung; the first is /f: HTTP status 404."),
    ],
)
def test_nothing_audited_is_3_with_what_became_of_the_addresses(pages: list[PageSummary], why: str) -> None:
    assert (3, f"Nothing was audited: {why}") == answer(pages)


def test_interrupted_is_130_whatever_else_there_is() -> None:
    said = "Interrupted: 1 page of 3 audited, this report is partial."
    assert (130, said) == answer([A, GONE, LIMITED], [fault()], ["a"], interrupted=True)
    assert 130 == answer([LIMITED], interrupted=True)[0]


# --- the report ---------------------------------------------------------------------------------------------------


def stored(folder: Path, *results: PageResult) -> Store:
    store = Store(folder)
    for number, result in enumerate(results):
        store.put(number, result)
    return store


def finding(url: str, outcome: Outcome) -> Finding:
    return Finding(
        rule="image-alt",
        outcome=outcome,
        impact=Impact.MINOR,
        url=url,
        target=Target(selector="img"),
        message="x",
        fingerprint="f",
    )


def rule(name: str, **rest: Any) -> Rule:
    return Rule(
        info=RuleInfo(id=name, topic="images", title="", impact=Impact.MINOR), **{"function": lambda _: (), **rest}
    )


def test_a_report_counts_pages_by_the_worst_that_a_rule_said_of_them(tmp_path: Path) -> None:
    results = [
        PageResult(url="/a", state=State.AUDITED, counts={"image-alt": {"passed": 3, "failed": 1}}),
        PageResult(url="/b", state=State.AUDITED, counts={"image-alt": {"passed": 3, "cantTell": 2}}),
        PageResult(url="/c", state=State.PARTLY_AUDITED, counts={"image-alt": {"untested": 1}}),
        PageResult(url="/d", state=State.AUDITED, counts={"image-alt": {"passed": 1}}),
        PageResult(url="/e", state=State.AUDITED),
        PageResult(url="/f", state=State.ERROR),
    ]
    with stored(tmp_path, *results) as store:
        report = conclude(store, [rule("image-alt")], Config(), [], browser="", interrupted=False)
    wanted = {"cantTell": 1, "failed": 1, "inapplicable": 1, "passed": 1, "untested": 1}
    assert {"image-alt": wanted} == report.outcomes


def test_a_page_of_the_ledger_has_its_counts_and_groups(tmp_path: Path) -> None:
    findings = [finding("/a", Outcome.FAILED), finding("/a", Outcome.FAILED), finding("/a", Outcome.CANT_TELL)]
    with stored(tmp_path, PageResult(url="/a", state=State.AUDITED, findings=findings)) as store:
        [page] = conclude(store, [rule("image-alt")], Config(), [], browser="", interrupted=False).pages
    assert (2, 1, ["f", "f-unsure"]) == (page.failed, page.cant_tell, page.groups)


def test_pictures_stand_with_their_groups_and_pages(tmp_path: Path) -> None:
    element, page = (Picture(file=f"pictures/{name}.webp", width=640, height=420) for name in ("f", "page-0"))
    findings = [finding("/a", Outcome.FAILED), finding("/a", Outcome.CANT_TELL)]
    result = PageResult(
        url="/a", state=State.AUDITED, findings=findings, picture=page, pictures={"f": element, "gone": element}
    )
    with stored(tmp_path, result) as store:
        report = conclude(store, [rule("image-alt")], Config(), [], browser="", interrupted=False)
    assert [("f", element), ("f-unsure", None)] == [(group.id, group.picture) for group in report.groups]
    assert [page] == [each.picture for each in report.pages]


def test_what_a_site_rule_found_stands_with_its_page(tmp_path: Path) -> None:
    def twice(site: Site) -> Any:
        yield failed(Target(selector="title"), f"Also on {site.pages[0].url}.", url=site.pages[1].url)

    titles = rule("title-twice", function=twice, collect=lambda _: None)
    results = [PageResult(url=url, state=State.AUDITED, facts={"title-twice": "A"}) for url in ("/a", "/b")]
    unseen = PageResult(url="/c", state=State.SKIPPED, facts={"title-twice": "A"})
    with stored(tmp_path, unseen, *results) as store:
        report = conclude(store, [titles], Config(), [], browser="", interrupted=False)
    assert [("/c", 0), ("/a", 0), ("/b", 1)] == [(page.url, page.failed) for page in report.pages]
    assert [["/b"]] == [group.pages for group in report.groups]
    assert {"title-twice": {"failed": 1}} == report.outcomes
    assert (1, "Also on /a.") == (report.exit_code, report.groups[0].message)


def test_a_report_tells_what_ran_and_no_secret_and_no_place_of_this_machine(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    targets = ["https://desk:secret@paper.example/", str(tmp_path / "public"), "../elsewhere/site", "."]
    with stored(tmp_path, PageResult(url="/a", state=State.AUDITED, engine="4.12")) as store:
        config = Config(targets=targets, rules=["images"], out="x")
        report = conclude(store, [rule("image-alt")], config, [], browser="Chromium 140", interrupted=False)
    assert ["https://paper.example/", "public", "site", tmp_path.name] == report.targets
    assert ({"rules": ["images"]}, "Chromium 140", "4.12") == (report.settings, report.browser, report.engine)
    assert SCHEMA_VERSION == report.schema_version
    assert ["image-alt"] == [info.id for info in report.rules]


def test_sitemaps_and_feeds_are_told_and_add_their_columns_to_an_article(tmp_path: Path) -> None:
    shown = Statement(witness=Witness.PAGE, said=["Harbour opens again"])
    article = PageResult(url="/a", state=State.AUDITED, matrix=[Matter(name="headline", statements=[shown])])
    entry = Entry("https://paper.example/a", "/a", title="Choir wins prize in Leipzig", modified="2026-10-02")
    files = [
        Document("/sitemap.xml", "sitemap", (Entry("https://paper.example/b", "/b"),), named_by="robots.txt"),
        Document("/feed.xml", "feed", (entry,)),
        Document("/old.xml", "feed", problem="it is empty"),
    ]
    with stored(tmp_path, article, PageResult(url="/b", state=State.AUDITED)) as store:
        report = conclude(store, [], Config(), [], files, browser="", interrupted=False)
    matrix = {matter.name: [told.witness for told in matter.statements] for matter in report.pages[0].matrix}
    assert {"headline": [Witness.PAGE, Witness.FEED], "modified": [Witness.FEED], "address": [Witness.FEED]} == matrix
    assert [] == report.pages[1].matrix
    told = [(each.url, each.kind, each.entries, each.named_by, each.problem) for each in report.documents]
    assert [
        ("/feed.xml", "feed", 1, "", ""),
        ("/old.xml", "feed", 0, "", "it is empty"),
        ("/sitemap.xml", "sitemap", 1, "robots.txt", ""),
    ] == told


def test_a_site_rule_learns_what_became_of_an_address_in_a_sitemap(tmp_path: Path) -> None:
    def gone(site: Site) -> Any:
        yield failed(Target(selector=""), f"{len(site.ledger)} {site.ledger['/b'].reason}", url="/a")

    entries = (Entry("/b", "/b"), Entry("/unknown", "/unknown"))
    results = [
        PageResult(url="/a", state=State.AUDITED, facts={"gone": True}),
        PageResult(url="/b", state=State.ERROR, reason=Fault.HTTP_STATUS, detail="404 Not Found"),
    ]
    with stored(tmp_path, *results) as store:
        files = [Document("/sitemap.xml", "sitemap", entries)]
        report = conclude(
            store, [rule("gone", function=gone, collect=lambda _: None)], Config(), [], files, browser="", interrupted=False
        )  # fmt: skip
    assert ["1 HTTP status"] == [group.message for group in report.groups]
