"""Rules meet pages: what they say is kept, what they break costs only themselves."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from audit.check import MESSAGE_LENGTH, Checked, check_page, check_site
from audit.model import Gap, Impact, Outcome, RuleInfo, Snapshot, State, Target
from audit.page import Page
from audit.page.documents import Document, Entry
from audit.rules import Ending, Rule, Site, Verdict, cant_tell, failed, passed

PAGE = Page(Snapshot(url="/a", served="<title>A</title><h1>Flood</h1><img alt=x><img>"))


def rule(
    function: Callable[[Any], Any], *, needs: list[str] | None = None, collect: Callable[[Page], Any] | None = None
) -> Rule:
    name = function.__name__.replace("_", "-")
    info = RuleInfo(id=name, topic="custom", title="", impact=Impact.SERIOUS, needs=needs or [])
    return Rule(info=info, function=function, collect=collect)


def image_alt(page: Page) -> Iterator[Verdict]:
    for image in page.tree.iter("img"):
        yield passed(image) if image.get("alt") else failed(image, "No alternative text.")


def headline_odd(page: Page) -> Iterator[Verdict]:
    yield cant_tell(next(page.tree.iter("h1")), "Is “Flood” a headline?")


def video_caption(page: Page) -> Iterator[Verdict]:
    yield from (passed(video) for video in page.tree.iter("video"))


def half_broken(page: Page) -> Iterator[Verdict]:
    yield failed(page.tree, "Said before it broke.")
    raise ValueError("no such\x00thing")


def lists_nothing(page: Page) -> Iterator[Verdict]:
    yield None  # type: ignore[misc]


def endless(page: Page) -> Iterator[Verdict]:
    yield from endless(page)


def needs_axe(page: Page) -> Iterator[Verdict]:
    yield passed(page.tree) if page.artifact("axe") else failed(page.tree, "Empty.")


def test_targets_are_counted_by_outcome_and_findings_kept() -> None:
    found = check_page(PAGE, [rule(image_alt), rule(headline_odd), rule(video_caption)])
    assert {"image-alt": {"passed": 1, "failed": 1}, "headline-odd": {"cantTell": 1}} == found.counts
    assert [("image-alt", Outcome.FAILED), ("headline-odd", Outcome.CANT_TELL)] == [
        (each.rule, each.outcome) for each in found.findings
    ]


def test_a_finding_names_its_place() -> None:
    [found] = check_page(PAGE, [rule(image_alt)]).findings
    assert Target(selector="html > body > img:nth-of-type(2)", html="<img>") == found.target
    assert ("/a", Impact.SERIOUS, "No alternative text.") == (found.url, found.impact, found.message)


def test_a_page_is_named_by_the_address_that_answered() -> None:
    moved = Page(Snapshot(url="/old", final_url="/new", served="<img>"))
    assert ["/new"] == [each.url for each in check_page(moved, [rule(image_alt)]).findings]


def test_a_verdict_may_weigh_more_than_its_rule_and_name_a_target_in_a_frame() -> None:
    def framed(page: Page) -> Iterator[Verdict]:
        yield Verdict(Outcome.FAILED, Target(selector="#ad-7 > a", frame=["#f"]), "Empty link.", impact=Impact.CRITICAL)

    [found] = check_page(PAGE, [rule(framed)]).findings
    assert (Impact.CRITICAL, ["#f"], "#ad-7 > a") == (found.impact, found.target.frame, found.target.selector)


def test_messages_are_cut_and_cleaned() -> None:
    def talkative(page: Page) -> Iterator[Verdict]:
        yield failed(page.tree, "\ud800" + "x" * 9999)

    [found] = check_page(PAGE, [rule(talkative)]).findings
    assert MESSAGE_LENGTH == len(found.message)
    assert found.message.startswith("\ufffdx")


@pytest.mark.parametrize(
    ("function", "said"),
    [
        (half_broken, "ValueError: no such\ufffdthing"),
        (lists_nothing, "AttributeError: 'NoneType' object has no attribute 'outcome'"),
        (endless, "RecursionError: maximum recursion depth exceeded"),
    ],
)
def test_a_rule_that_raises_could_not_tell_and_the_page_goes_on(function: Callable[[Any], Any], said: str) -> None:
    broken = rule(function)
    found = check_page(PAGE, [broken, rule(image_alt)])
    assert {broken.id: {"cantTell": 1}, "image-alt": {"passed": 1, "failed": 1}} == found.counts
    assert [broken.id, "image-alt"] == [each.rule for each in found.findings]
    assert found.findings[0].message.startswith(f"The rule {broken.id} broke here and could not judge: {said}")
    assert (Outcome.CANT_TELL, Impact.MINOR) == (found.findings[0].outcome, found.findings[0].impact)
    assert [broken.id] == [gap.what for gap in found.broken]
    assert found.broken[0].reason.startswith(said)


def test_a_broken_rule_is_one_group_on_all_pages() -> None:
    other = Page(Snapshot(url="/b", served="<p>Other"))
    prints = {each.fingerprint for page in (PAGE, other) for each in check_page(page, [rule(half_broken)]).findings}
    assert 1 == len(prints)


def test_a_rule_whose_artifact_is_missing_is_untested() -> None:
    found = check_page(PAGE, [rule(needs_axe, needs=["axe"]), rule(image_alt)])
    assert {"needs-axe": {"untested": 1}, "image-alt": {"passed": 1, "failed": 1}} == found.counts
    assert ["image-alt"] == [each.rule for each in found.findings]
    assert [] == found.broken


def test_a_rule_whose_artifact_is_there_judges_although_it_says_nothing() -> None:
    page = Page(Snapshot(url="/a", served="<p>", artifacts={"axe": {}}))
    assert {"needs-axe": {"failed": 1}} == check_page(page, [rule(needs_axe, needs=["axe"])]).counts


# --- rules of the whole site --------------------------------------------------------------------------------------


def title_repeated(site: Site) -> Iterator[Verdict]:
    first, *others = site.pages
    for page in others:
        same = page.fact == first.fact
        yield (
            failed(Target(selector="title"), f"Also on {first.url}.", url=page.url)
            if same
            else passed(Target(selector="title"))
        )


def nowhere(site: Site) -> Iterator[Verdict]:
    yield failed(Target(selector=""), "Somewhere.")


def titles(page: Page) -> str | None:
    return page.tree.findtext(".//title")


def collected(rule: Rule, pages: dict[str, str]) -> Checked:
    facts = [(url, check_page(Page(Snapshot(url=url, served=html)), [rule]).facts) for url, html in pages.items()]
    return check_site(facts, [rule])


PAGES = {"/a": "<title>A</title>", "/b": "<p>no title", "/c": "<title>A</title>", "/d": "<title>D</title>"}


def test_a_site_rule_sees_what_it_collected_in_the_order_of_the_ledger() -> None:
    found = collected(rule(title_repeated, collect=titles), PAGES)
    assert {"title-repeated": {"failed": 1, "passed": 1}} == found.counts
    assert [("/c", "Also on /a.")] == [(each.url, each.message) for each in found.findings]


def test_a_page_rule_says_nothing_of_a_site_rule_but_what_it_collects() -> None:
    found = check_page(PAGE, [rule(title_repeated, collect=titles)])
    assert Checked(facts={"title-repeated": "A"}) == found


def test_a_site_rule_that_raises_could_not_tell() -> None:
    def breaks(site: Site) -> Iterator[Verdict]:
        raise KeyError(len(site.pages))

    found = collected(rule(breaks, collect=titles), PAGES)
    assert {"breaks": {"cantTell": 1}} == found.counts
    assert [Gap(what="breaks", reason="KeyError: 3")] == found.broken
    assert ["/a"] == [each.url for each in found.findings]


def test_a_site_rule_that_names_no_page_of_its_own_is_broken_not_lost() -> None:
    found = collected(rule(nowhere, collect=titles), PAGES)
    assert ["nowhere"] == [gap.what for gap in found.broken]
    assert [Outcome.CANT_TELL] == [each.outcome for each in found.findings]


def test_collecting_that_raises_could_not_tell_on_that_page() -> None:
    def bad(page: Page) -> object:
        raise ValueError("odd")

    found = check_page(PAGE, [rule(title_repeated, collect=bad), rule(image_alt)])
    assert ({"cantTell": 1}, {"passed": 1, "failed": 1}) == (found.counts["title-repeated"], found.counts["image-alt"])
    assert [Gap(what="title-repeated", reason="ValueError: odd")] == found.broken


def test_a_site_rule_is_given_the_documents_and_what_became_of_their_addresses() -> None:
    def lost(site: Site) -> Iterator[Verdict]:
        for document, entry in site.entries("sitemap"):
            if site.ledger[entry.page].state == State.ERROR:
                yield failed(Target(selector=""), f"{document.url}: {entry.page}", url=site.front.url)

    files = [Document("/sitemap.xml", "sitemap", (Entry("/a", "/a"), Entry("/z", "/z"))), Document("/feed.xml", "feed")]
    ledger = {"/a": Ending(State.AUDITED), "/z": Ending(State.ERROR, "HTTP status")}
    found = check_site([("/news/a", {"lost": 1}), ("/a", {"lost": 1})], [rule(lost, collect=titles)], files, ledger)
    assert [("/a", "/sitemap.xml: /z")] == [(each.url, each.message) for each in found.findings]


def test_of_several_entries_of_a_page_that_of_the_news_sitemap_counts() -> None:
    plain, news, again = Entry("/a", "/a"), Entry("/a", "/a", title="A", is_news=True), Entry("/a", "/a", title="B")
    told = Site([], [Document("/s.xml", "sitemap", (plain, news, again)), Document("/f.xml", "feed", (again,))])
    assert (news, again) == (told.told("sitemap")["/a"][1], told.told("feed")["/a"][1])
