"""What a screen reader says of a link, and whether that says anything."""

from __future__ import annotations

import pytest

from audit.model import Snapshot
from audit.page import Page
from audit.page.links import bare, is_generic, leads_to, links, spoken


def said(html: str) -> str:
    page = Page(Snapshot(url="https://herald.example/", served=f"<body>{html}</body>"))
    return spoken(page, links(page)[0])


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ('<a href="/a">Harbour <b>opens</b></a>', "Harbour opens"),
        ('<a href="/a" aria-label="The harbour">Read more</a>', "The harbour"),
        ('<h2 id="h" hidden>Harbour</h2><a href="/a" aria-labelledby="l h"><i id="l">More</i></a>', "More Harbour"),
        ('<a href="/a" aria-labelledby="gone">Harbour</a>', "Harbour"),
        ('<a href="/a"><img src="a.jpg" alt="Harbour"> more</a>', "more Harbour"),
        ('<a href="/a"><svg><title>Harbour</title></svg></a>', "Harbour"),
        ('<a href="/a"><svg aria-hidden="true"><title>Arrow</title></svg></a>', ""),
        ('<a href="/a" title="Harbour"><i class="icon"></i></a>', "Harbour"),
        ('<a href="/a">Harbour <span hidden>at night</span></a>', "Harbour"),
    ],
)
def test_a_link_is_called_as_a_screen_reader_calls_it(html: str, expected: str) -> None:
    assert said(html) == expected


def test_only_anchors_with_an_address_are_links() -> None:
    page = Page(Snapshot(url="https://herald.example/", served='<body><a name="top"></a><a href="">x</a></body>'))
    assert [link.get("href") for link in links(page)] == [""]


@pytest.mark.parametrize(
    "words", ["Read more »", "[mehr…]", "HIER", "Детальніше", "Más", "続きを読む", "→ Lire la suite"]
)
def test_words_that_lead_anywhere_are_generic(words: str) -> None:
    assert is_generic(words)


@pytest.mark.parametrize("words", ["", "»", "Info", "Plus", "Weiter", "More from Balta", "Here comes the sun"])
def test_words_that_name_something_are_not_generic(words: str) -> None:
    assert not is_generic(words)


def test_arrows_and_brackets_around_words_do_not_count() -> None:
    assert bare("( » Read  More… )") == "read more"


def target(href: str) -> str:
    page = Page(
        Snapshot(url="https://herald.example/2026/harbour/", served=f'<body><a href="{href}">Report</a></body>')
    )
    return leads_to(page, links(page)[0])


@pytest.mark.parametrize(
    "href",
    ["/report/", "/report", "https://herald.example/report", "http://www.herald.example/report?utm_source=x#top", "../../report"],
)  # fmt: skip
def test_addresses_of_one_page_lead_to_one_place(href: str) -> None:
    assert target("/report") == target(href)


@pytest.mark.parametrize("href", ["/reports", "/report?id=2", "https://port.example/report", "http://[broken/report"])
def test_other_addresses_lead_elsewhere(href: str) -> None:
    assert target("/report") != target(href)
