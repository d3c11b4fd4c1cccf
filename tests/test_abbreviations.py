"""Abbreviations in the running text and their long forms."""

from __future__ import annotations

import pytest

from audit.model import Snapshot
from audit.page import Page
from audit.page.abbreviations import abbreviations, is_expanded, is_own_name


def page(text: str) -> Page:
    return Page(
        Snapshot(
            url="https://www.hgz.example/harbour/",
            served=f"<body><article><h1>Harbour</h1><p>{text}</p></article></body>",
        )
    )


@pytest.mark.parametrize(
    ("text", "letters"),
    [
        ("The NWHB has let the first freighter in, says the NWHB, and nobody else but the NWHB knows.", ["NWHB"]),
        ("НАБУ перевірило порт, а потім НАБУ перевірило його ще раз, бо порт великий.", ["НАБУ"]),
        ("READ ALSO what the harbour master said about it in the night after the storm.", []),
        ("King George VIII came, and after him Louis XVI of whom nobody had heard before.", []),
        ("The SHIP is a ship like any other, said the harbour master and went to bed again.", []),
        ("Write to PRESS@harbour.example or look into WWW.harbour.example for all the rest of it.", []),
    ],
)
def test_capitals_that_abbreviate_are_found(text: str, letters: list[str]) -> None:
    assert letters == [found.letters for found in abbreviations(page(text))]


@pytest.mark.parametrize(
    "text",
    [
        "The North West Harbour Board (NWHB) has let the first freighter in this morning.",
        "The NWHB (North West Harbour Board) has let the first freighter in this morning.",
        "The North West Harbour Board let it in. The NWHB was glad of it this morning.",
        'The <abbr title="North West Harbour Board">NWHB</abbr> let the first freighter in.',
    ],
)
def test_a_long_form_is_found_where_writers_put_it(text: str) -> None:
    assert is_expanded(page(text), "NWHB")


def test_without_a_long_form_nothing_is_explained() -> None:
    assert not is_expanded(page("The NWHB has let the first freighter in this morning, at dawn."), "NWHB")


def test_a_site_need_not_explain_its_own_name() -> None:
    assert is_own_name(page("The HGZ was there."), "HGZ")
    assert not is_own_name(page("The NWHB was there."), "NWHB")
