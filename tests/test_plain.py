"""What comes from a page, made fit for formats that know no markup of ours."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from audit.reporters.plain import LONGEST_PATH, file_of, groups_by_page, link, plain, uri_of
from tests import samples


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("two\n  lines\tand more ", "two lines and more"),
        ("abc \u202egnp.exe", "abc [U+202E]gnp.exe"),
        ("bell\x07null\x00", "bell[U+0007]null[U+0000]"),
        ("half\ud800", "half\ufffd"),
        ("שלום 🏳️‍🌈", "שלום 🏳️‍🌈"),
        ("", ""),
    ],
)
def test_text_is_one_line_without_anything_unseen(text: str, shown: str) -> None:
    assert shown == plain(text)


def test_text_is_cut_to_the_limit() -> None:
    assert f"{'a' * 9}…" == plain("a" * 11, 10)
    assert "a" * 10 == plain("a" * 10, 10)
    assert 10 >= len(plain(" " * 1_000_000 + "a", 10))


@pytest.mark.parametrize(
    ("url", "file"),
    [
        ("/", "index.html"),
        ("/about/", "about/index.html"),
        ("/about", "about.html"),
        ("/news/fire.HTM", "news/fire.HTM"),
        ("/caf%C3%A9/", "café/index.html"),
        ("/../../etc/passwd", "etc/passwd.html"),
        ("/%2e%2e/%2e%2e/secret/", "secret/index.html"),
        ("https://x.example/", "x.example/index.html"),
        ("https://x.example/a/b", "x.example/a/b/index.html"),
        ("https://x.example/a.html#top", "x.example/a.html"),
        ("https://x.example:8080/a/", "x.example-8080/a/index.html"),
        ("https://desk:secret@x.example/", "x.example/index.html"),
        ("https://x.example/find?q=a/b", "x.example/find/q=a%2Fb/index.html"),
        ("https://[broken/", "https:/[broken/index.html"),
        ("", "index.html"),
    ],
)
def test_page_stands_for_a_file(url: str, file: str) -> None:
    assert file == file_of(url)


def test_pages_with_endless_addresses_have_files_of_their_own() -> None:
    one, other = (file_of(f"https://x.example/{'a' * 60_000}{end}/") for end in "bc")
    assert one != other
    assert len(one) < LONGEST_PATH + 20


def test_file_as_uri_has_no_scheme_and_nothing_unsafe() -> None:
    assert "javascript%3A" not in uri_of("javascript:alert(1)")
    assert "x.example/a%20b/%5BU%2B202E%5D/index.html" == uri_of("https://x.example/a b/\u202e/")


def test_source_of_a_rule_becomes_a_link_without_the_day_it_was_read() -> None:
    assert "https://www.w3.org/TR/" == link("https://www.w3.org/TR/ (read 2026-11)")
    assert "" == link("javascript:alert(1)")
    assert "" == link("")


def test_groups_of_a_page_keep_their_order_and_stand_once() -> None:
    report = samples.sample()
    twice = replace(report.groups[0], pages=["/a", "/a"])
    found = groups_by_page(replace(report, groups=[twice, replace(report.groups[1], pages=["/a", "/b"])]))
    assert [twice.id, report.groups[1].id] == [group.id for group in found["/a"]]
    assert ["/a", "/b"] == list(found)
