"""The identity of an address: one page, one address."""

from __future__ import annotations

import pytest

from audit.config import TRACKING
from audit.crawl.address import host, identity, matches, origin, path, resolve, without_secrets

BASE = "https://paper.example/2026/03/flood.html?page=2#top"


@pytest.mark.parametrize(
    ("link", "address"),
    [
        ("storm.html", "https://paper.example/2026/03/storm.html"),
        ("../about/", "https://paper.example/2026/about/"),
        ("/", "https://paper.example/"),
        ("//cdn.paper.example/a", "https://cdn.paper.example/a"),
        ("?page=3", "https://paper.example/2026/03/flood.html?page=3"),
        ("#comments", "https://paper.example/2026/03/flood.html?page=2#comments"),
        (" \n/spaced \t", "https://paper.example/spaced"),
        ("/a\nb", "https://paper.example/ab"),
        ("\\backslash", "https://paper.example/backslash"),
        ("/über uns", "https://paper.example/%C3%BCber%20uns"),
        ("https:other.html", "https://paper.example/2026/03/other.html"),
        ("HTTPS://ZEITUNG.Example:443/A", "https://zeitung.example/A"),
        ("https://bücher.example/", "https://xn--bcher-kva.example/"),
        ("http://0x7f.1/", "http://127.0.0.1/"),
    ],
)
def test_a_link_leads_where_a_browser_goes(link: str, address: str) -> None:
    assert address == resolve(link, BASE)


@pytest.mark.parametrize(
    "link",
    ["mailto:desk@paper.example", "javascript:void(0)", "tel:+4930", "data:text/html,x", "https://", "http://[::"],
)
def test_a_link_that_is_no_web_page_has_no_address(link: str) -> None:
    assert "" == resolve(link, BASE)


def test_a_path_without_a_base_is_no_address() -> None:
    assert "" == resolve("public/index.html")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://paper.example/a#comments", "https://paper.example/a"),
        ("https://reader:secret@paper.example/a", "https://paper.example/a"),
        ("https://paper.example/a?utm_source=feed&utm_medium=mail", "https://paper.example/a"),
        ("https://paper.example/a?fbclid=x&id=7&gclid=y", "https://paper.example/a?id=7"),
        ("https://paper.example/a?", "https://paper.example/a"),
        ("https://paper.example", "https://paper.example/"),
    ],
)
def test_these_are_one_page(one: str, other: str) -> None:
    assert identity(one, TRACKING) == identity(other, TRACKING)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://paper.example/a?id=1&id=2", "https://paper.example/a?id=2&id=1"),
        ("https://paper.example/a?q=a%26b", "https://paper.example/a?q=a&b"),
        ("https://paper.example/a/", "https://paper.example/a"),
        ("https://paper.example/A", "https://paper.example/a"),
        ("http://paper.example/", "https://paper.example/"),
        ("https://paper.example/a?utmost=1", "https://paper.example/a"),
    ],
)
def test_these_may_be_two_pages(one: str, other: str) -> None:
    assert identity(one, TRACKING) != identity(other, TRACKING)


def test_an_address_is_taken_apart() -> None:
    address = "https://paper.example:8443/a/b?c=d#e"
    assert ("https://paper.example:8443", "paper.example", "/a/b?c=d") == (
        origin(address),
        host(address),
        path(address),
    )


@pytest.mark.parametrize(
    ("pattern", "matched"),
    [
        ("/2026/*", True),
        ("*/2026/*", True),
        ("/03/*", False),
        ("https://paper.example/*", True),
        ("*?page=2", True),
        ("/2026/03/flood.html", False),
    ],
)
def test_a_pattern_is_matched_with_the_path_or_the_whole_address(pattern: str, matched: bool) -> None:
    assert matched is matches(identity(BASE), [pattern])


def test_no_pattern_matches_nothing() -> None:
    assert matches(BASE, []) is False


def test_an_address_is_shown_without_its_password_and_a_folder_as_it_is() -> None:
    assert "https://paper.example/" == without_secrets("https://reader:secret@paper.example/")
    assert "public/news" == without_secrets("public/news")
