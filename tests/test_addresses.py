"""Addresses a page gives for itself are read as browsers and services read them."""

from __future__ import annotations

import pytest

from audit.model import Snapshot
from audit.page import Page
from audit.page.addresses import host, in_full, is_absolute, is_nearly_same, is_without_scheme


def page(source: str) -> Page:
    return Page(Snapshot(url="https://herald.example/news/harbour/", served=source))


def test_a_relative_address_starts_from_the_page() -> None:
    assert in_full(page("<p>"), "../choir/#top") == "https://herald.example/news/choir/"


def test_a_base_element_moves_relative_addresses() -> None:
    assert in_full(page('<base href="/archive/">'), "choir/") == "https://herald.example/archive/choir/"


def test_an_address_that_cannot_be_read_stays_as_written() -> None:
    assert in_full(page("<p>"), " https://[broken/ ") == "https://[broken/"


@pytest.mark.parametrize(
    "address", ["/img/1.jpg", "img/1.jpg", "https:/x.example/", "//x.example/", "data:,x", "https://[x"]
)
def test_only_scheme_and_host_make_an_address_absolute(address: str) -> None:
    assert not is_absolute(address)
    assert is_absolute("HTTPS://herald.example/img/1.jpg")


def test_a_missing_scheme_is_told_from_a_missing_host() -> None:
    assert is_without_scheme("//img.example/1.jpg")
    assert not is_without_scheme("/img/1.jpg")


def test_scheme_www_and_last_slash_make_no_other_address() -> None:
    assert is_nearly_same("http://www.herald.example/Harbour", "https://herald.example/harbour/")
    assert not is_nearly_same("https://herald.example/harbour/", "https://herald.example/choir/")
    assert not is_nearly_same("https://herald.example/?p=1", "https://herald.example/?p=2")


def test_a_broken_address_has_no_host() -> None:
    assert host("https://[x") == ""
    assert host("https://www.herald.example:8000/") == "herald.example"
