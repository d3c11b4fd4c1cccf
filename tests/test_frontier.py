"""Which addresses are audited, and a reason for every one that is not."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audit.config import Config
from audit.crawl.frontier import CRAWL_LIMIT, Frontier, Visit
from audit.crawl.robots import Robots
from audit.crawl.seeds import Seed, Seeds
from audit.model import Skip
from tests.answers import Answer, answering

PAPER = "https://www.paper.example"
NO_ROBOTS = Robots(ignore=True)


def begun(
    *urls: str, crawls: bool = True, robots: Robots = NO_ROBOTS, folders: dict[Path, str] | None = None, **settings: Any
) -> Frontier:
    seeds = Seeds([Seed(url, "list") for url in urls], crawls=crawls, folders=folders or {})
    return Frontier(Config(**settings), seeds, robots)


def taken(frontier: Frontier) -> list[str]:
    found = []
    while visit := frontier.next():
        found.append(visit.url)
    return found


def reasons(frontier: Frontier) -> dict[str, str]:
    return {visit.url: visit.skip for visit in frontier.refused()}


def test_addresses_are_given_out_in_the_order_they_came() -> None:
    frontier = begun(f"{PAPER}/b", f"{PAPER}/a")
    frontier.add_links([f"{PAPER}/z", f"{PAPER}/c"], f"{PAPER}/b")
    assert [f"{PAPER}/{name}" for name in "bazc"] == taken(frontier)
    assert frontier.next() is None


def test_an_address_enters_once_however_it_is_written() -> None:
    frontier = begun(f"{PAPER}/a", f"{PAPER}/a#top")
    frontier.add_links(
        [f"{PAPER}/a?utm_source=mail", "HTTPS://WWW.PAPER.EXAMPLE:443/a?", f"{PAPER}/b", f"{PAPER}/b"], ""
    )
    assert [f"{PAPER}/a", f"{PAPER}/b"] == taken(frontier)
    assert ({}, 2, 2) == (reasons(frontier), frontier.known, frontier.accepted)


def test_parameters_of_your_own_are_taken_off_addresses() -> None:
    frontier = begun(f"{PAPER}/a?session=1&id=2", f"{PAPER}/a?id=2&session=3", drop_parameters=["sess*"])
    assert [f"{PAPER}/a?id=2"] == taken(frontier)


def test_a_visit_tells_where_its_address_was_found() -> None:
    frontier = begun(f"{PAPER}/a")
    frontier.add_links([f"{PAPER}/b"], f"{PAPER}/a")
    assert Visit(0, f"{PAPER}/a", "list") == frontier.next()
    assert Visit(1, f"{PAPER}/b", f"{PAPER}/a") == frontier.next()


@pytest.mark.parametrize("link", ["mailto:desk@paper.example", "javascript:void(0)", "", "/relative", "https://"])
def test_what_is_no_address_is_no_discovery(link: str) -> None:
    frontier = begun(f"{PAPER}/")
    frontier.add_links([link], f"{PAPER}/")
    assert 1 == frontier.known


@pytest.mark.parametrize(
    ("crawls", "follow", "followed"),
    [(True, None, True), (False, None, False), (True, False, False), (False, True, True)],
)
def test_links_of_a_url_are_followed_and_of_a_list_not_unless_said(
    *, crawls: bool, follow: bool | None, followed: bool
) -> None:
    frontier = begun(f"{PAPER}/", crawls=crawls, follow=follow)
    frontier.add_links([f"{PAPER}/b"], f"{PAPER}/")
    assert followed is (2 == len(taken(frontier)))


def test_where_a_redirect_leads_is_audited_although_links_are_not_followed() -> None:
    frontier = begun(f"{PAPER}/old", crawls=False)
    frontier.add(f"{PAPER}/new", f"{PAPER}/old")
    assert [f"{PAPER}/old", f"{PAPER}/new"] == taken(frontier)


@pytest.mark.parametrize(
    ("scope", "seed", "inside", "outside"),
    [
        (
            "host",
            PAPER,
            [f"{PAPER}/x", "http://www.paper.example/y"],
            ["https://paper.example/", "https://blog.paper.example/"],
        ),
        (
            "domain",
            PAPER,
            ["https://blog.paper.example/", "https://paper.example/x"],
            ["https://notpaper.example/", "https://paper.example.net/", "https://example/"],
        ),
        ("domain", "https://paper.example/", ["https://a.b.paper.example/"], ["https://example/"]),
        (
            "prefix",
            f"{PAPER}/news/index.html",
            [f"{PAPER}/news/2026/a"],
            [f"{PAPER}/newsletter", f"{PAPER}/", "https://x.example/news/"],
        ),
        ("prefix", f"{PAPER}/news", [f"{PAPER}/sport"], ["https://x.example/"]),
    ],
)
def test_the_scope_says_how_far_links_are_followed(
    scope: str, seed: str, inside: Sequence[str], outside: Sequence[str]
) -> None:
    frontier = begun(seed, scope=scope)
    frontier.add_links([*inside, *outside], seed)
    assert list(inside) == taken(frontier)[1:]
    assert dict.fromkeys(outside, Skip.OUT_OF_SCOPE) == reasons(frontier)


def test_the_scope_page_follows_nothing() -> None:
    frontier = begun(f"{PAPER}/", scope="page")
    frontier.add_links([f"{PAPER}/b"], f"{PAPER}/")
    assert 1 == frontier.known


def test_every_seed_is_in_scope() -> None:
    frontier = begun(f"{PAPER}/news/", "https://other.example/x", scope="prefix")
    assert 2 == len(taken(frontier))


def test_include_and_exclude_choose_among_the_addresses_seeds_too() -> None:
    frontier = begun(f"{PAPER}/", f"{PAPER}/2026/a", include=["/2026/*"], exclude=["*/print", "/2026/live*"])
    frontier.add_links([f"{PAPER}/2026/a/print", f"{PAPER}/2026/live?x=1", f"{PAPER}/2026/b"], "")
    assert [f"{PAPER}/2026/a", f"{PAPER}/2026/b"] == taken(frontier)
    assert {
        f"{PAPER}/": Skip.NOT_INCLUDED,
        f"{PAPER}/2026/a/print": Skip.EXCLUDED,
        f"{PAPER}/2026/live?x=1": Skip.EXCLUDED,
    } == reasons(frontier)


def test_beyond_the_limit_every_address_is_named() -> None:
    frontier = begun(f"{PAPER}/", max_pages=2)
    frontier.add_links([f"{PAPER}/{number}" for number in range(4)], f"{PAPER}/")
    assert [f"{PAPER}/", f"{PAPER}/0"] == taken(frontier)
    left = list(frontier.refused())
    assert [("page limit", "the limit is 2 pages")] * 3 == [(visit.skip, visit.detail) for visit in left]
    assert (5, 2) == (frontier.known, frontier.accepted)


def test_what_is_out_of_scope_costs_nothing_of_the_limit() -> None:
    frontier = begun(f"{PAPER}/", max_pages=2)
    frontier.add_links(["https://other.example/", f"{PAPER}/b"], f"{PAPER}/")
    assert [f"{PAPER}/", f"{PAPER}/b"] == taken(frontier)


@pytest.mark.parametrize(("crawls", "count"), [(True, CRAWL_LIMIT), (False, CRAWL_LIMIT + 9)])
def test_a_crawl_has_a_limit_when_none_is_given_and_a_list_has_none(*, crawls: bool, count: int) -> None:
    frontier = begun(*(f"{PAPER}/{number}" for number in range(CRAWL_LIMIT + 9)), crawls=crawls)
    assert count == len(taken(frontier))


def test_robots_txt_is_honoured() -> None:
    with answering({"/robots.txt": b"User-agent: *\nDisallow: /private/\n"}) as site:
        frontier = begun(f"{site.origin}/", robots=Robots())
        frontier.add_links([f"{site.origin}/private/a", f"{site.origin}/b"], "")
        assert [f"{site.origin}/", f"{site.origin}/b"] == taken(frontier)
        assert {f"{site.origin}/private/a": Skip.ROBOTS} == reasons(frontier)


def test_robots_txt_of_a_folder_is_not_asked_but_that_of_a_site_beside_it_is() -> None:
    closed = {"/robots.txt": b"User-agent: *\nDisallow: /\n"}
    with answering(closed) as own, answering(closed) as site:
        frontier = begun(f"{own.origin}/", f"{site.origin}/", robots=Robots(), folders={Path("public"): own.origin})
        assert [f"{own.origin}/"] == taken(frontier)
        assert {f"{site.origin}/": Skip.ROBOTS} == reasons(frontier)
        assert [] == own.asked


def test_an_address_of_a_site_whose_robots_txt_fails_says_so() -> None:
    with answering({"/robots.txt": Answer(status=503)}) as site:
        [visit] = begun(f"{site.origin}/", robots=Robots()).refused()
    assert (Skip.ROBOTS, "robots.txt answers with HTTP status 503, which closes the whole site") == (
        visit.skip,
        visit.detail,
    )


def test_robots_txt_of_a_site_out_of_scope_is_not_asked() -> None:
    with answering({}) as site:
        begun(f"{PAPER}/").add_links([f"{site.origin}/"], f"{PAPER}/")
        assert [] == site.asked


def test_what_still_waits_can_be_dropped_with_a_reason() -> None:
    frontier = begun(f"{PAPER}/a", f"{PAPER}/b")
    frontier.next()
    frontier.drop(Skip.INTERRUPTED)
    assert [Visit(1, f"{PAPER}/b", "list", Skip.INTERRUPTED)] == list(frontier.refused())
    assert frontier.next() is None


ADDRESSES = st.sampled_from(
    [
        f"{host}{path}{end}"
        for host in (PAPER, "https://x.example")
        for path in ("/a", "/2026/b", "/c/")
        for end in ("", "#x", "?id=1", "?utm_x=1")
    ]
)


@settings(deadline=None)
@given(
    seeds=st.lists(ADDRESSES, min_size=1, max_size=5),
    links=st.lists(st.lists(ADDRESSES, max_size=5), max_size=5),
    limit=st.integers(1, 6),
    scope=st.sampled_from(["page", "prefix", "host", "domain"]),
    exclude=st.sampled_from([[], ["/2026/*"], ["*"]]),
)
def test_every_discovered_address_is_accounted_for_exactly_once(
    seeds: list[str], links: list[list[str]], limit: int, scope: str, exclude: list[str]
) -> None:
    frontier = begun(*seeds, max_pages=limit, scope=scope, exclude=exclude)
    visits: list[Visit] = []
    for found in links:
        if visit := frontier.next():
            visits.append(visit)
        frontier.add_links(found, PAPER)
        visits += frontier.refused()
    frontier.drop(Skip.INTERRUPTED)
    visits += frontier.refused()
    assert list(range(frontier.known)) == sorted(visit.number for visit in visits)
    assert frontier.known == len({visit.url for visit in visits})


def test_where_a_seed_leads_is_the_site_on_whatever_host() -> None:
    frontier = begun("http://example.org/", max_pages=1)
    seed = frontier.next()
    assert seed is not None
    frontier.redirected(seed, "http://www.example.org/start")
    found = frontier.next()
    assert found is not None
    assert ("http://www.example.org/start", "http://example.org/") == (found.url, found.referrer)


def test_where_a_linked_page_leads_must_be_in_scope() -> None:
    frontier = begun("http://example.org/")
    frontier.next()
    frontier.add("http://example.org/out", "http://example.org/")
    linked = frontier.next()
    assert linked is not None
    frontier.redirected(linked, "http://elsewhere.example/")
    assert None is frontier.next()
    assert [Skip.OUT_OF_SCOPE] == [visit.skip for visit in frontier.refused()]
