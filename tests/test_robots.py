"""What robots.txt allows, as RFC 9309 has it."""

from __future__ import annotations

from socket import create_server

import pytest

from audit.crawl.robots import Robots
from tests.answers import Answer, answering

CLOSED = b"User-agent: *\nDisallow: /private/\n"
BOM = b"\xef\xbb\xbf"


@pytest.mark.parametrize(
    ("answer", "allowed"),
    [
        (CLOSED, False),
        (BOM + CLOSED, False),
        (b"User-agent: newsroom-audit\nDisallow: /private/\n", False),
        (b"User-agent: Newsroom-Audit\nDisallow: /private/\n", False),
        (b"User-agent: *\nDisallow: /\nAllow: /private/\n", True),
        (b"User-agent: *\nDisallow: /\n\nUser-agent: newsroom-audit\nAllow: /\n", True),
        (b"User-agent: otherbot\nDisallow: /\n", True),
        (b"User-agent: *\nDisallow:\n", True),
        (b"", True),
        (b"<!doctype html><title>Front page</title>", True),
        (b"\xff\xfe\x00" * 50, True),
        (b"# " + b"x" * 500 * 1024 + b"\n" + CLOSED, True),
        (Answer(CLOSED, 404), True),
        (Answer(CLOSED, 403), True),
        (Answer(b"", 500), False),
        (Answer(b"", 503, {"Retry-After": "1"}), False),
        (Answer(CLOSED, cut=True), True),
    ],
    ids=[
        "disallowed",
        "byte-order mark",
        "by name",
        "by name in another case",
        "the longer line wins",
        "our group wins",
        "another robot",
        "nothing disallowed",
        "empty",
        "no robots.txt but a page",
        "no text",
        "beyond 500 kB",
        "404",
        "403",
        "500",
        "503",
        "unreachable",
    ],
)
def test_the_answer_to_robots_txt_decides(answer: Answer | bytes, *, allowed: bool) -> None:
    with answering({"/robots.txt": answer}) as site:
        assert allowed is Robots().allows(f"{site.origin}/private/page.html")


def test_a_site_that_does_not_answer_is_asked_for_its_pages_which_say_so_themselves() -> None:
    with create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    assert Robots().allows(f"http://127.0.0.1:{port}/") is True


def test_a_site_that_is_closed_because_its_robots_txt_fails_says_so() -> None:
    robots = Robots()
    with answering({"/robots.txt": Answer(status=502)}) as failing, answering({"/robots.txt": CLOSED}) as site:
        found = [
            robots.allows(f"{each.origin}/private/") or robots.why_closed(f"{each.origin}/") for each in (failing, site)
        ]
    assert ["robots.txt answers with HTTP status 502, which closes the whole site", ""] == found


def test_robots_txt_is_moved_and_found() -> None:
    moved = Answer(status=301, headers={"Location": "/files/robots.txt"})
    with answering({"/robots.txt": moved, "/files/robots.txt": CLOSED}) as site:
        assert Robots().allows(f"{site.origin}/private/") is False


def test_it_is_read_once_a_site() -> None:
    robots = Robots()
    with answering({"/robots.txt": CLOSED}) as one, answering({}) as other:
        found = [robots.allows(f"{site.origin}{path}") for path in ("/a", "/private/", "/b") for site in (one, other)]
        assert [True, True, False, True, True, True] == found
        assert (["/robots.txt"], ["/robots.txt"]) == (one.asked, other.asked)


def test_who_ignores_robots_txt_does_not_ask_for_it() -> None:
    with answering({"/robots.txt": CLOSED}) as site:
        assert Robots(ignore=True).allows(f"{site.origin}/private/") is True
        assert [] == site.asked


def test_the_sitemaps_it_names_are_told_whatever_it_allows() -> None:
    said = CLOSED + b"Sitemap: ORIGIN/a.xml\nsitemap: https://elsewhere.example/b.xml\n"
    with answering({"/robots.txt": said}) as site:
        robots = Robots(ignore=True)
        assert [f"{site.origin}/a.xml", "https://elsewhere.example/b.xml"] == robots.sitemaps(f"{site.origin}/x")
    with answering({}) as site:
        assert [] == Robots().sitemaps(site.origin)
