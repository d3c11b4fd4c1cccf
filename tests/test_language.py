"""The language of a text, and the one that is said to hold for it."""

from __future__ import annotations

import importlib.util

import pytest

from audit.check import check_page
from audit.model import Outcome, Snapshot
from audit.page import Page
from audit.page.html import tag
from audit.page.language import alike, guesses, is_known, main_language, name, passages
from audit.rules import load_rules

GERMAN = "Der erste Frachter seit dem Sturm kam im Morgengrauen, und der Hafenmeister sagte, die Fahrrinne sei wieder tief genug."
UKRAINIAN = (
    "Перше судно прийшло на світанку, а екіпаж буксира приготував каву для всіх, хто чекав на пірсі від самої ночі."
)
RUSSIAN = (
    "Первое судно пришло на рассвете, а экипаж буксира приготовил кофе для всех, кто ждал на причале с самой ночи."
)


def page(html: str) -> Page:
    return Page(Snapshot(url="https://herald.example/harbour/", served=html))


@pytest.mark.parametrize(("text", "language"), [(GERMAN, "de"), (UKRAINIAN, "uk"), (RUSSIAN, "ru")])
def test_a_sentence_is_told_by_the_model_without_network(text: str, language: str) -> None:
    assert guesses(text)[language] > 0.8


def test_languages_that_the_model_takes_for_each_other_are_not_told_apart() -> None:
    assert alike("no", "da")
    assert not alike("uk", "ru")


def test_what_the_model_never_learnt_is_not_known() -> None:
    assert is_known("uk")
    assert not is_known("xh")


def test_the_nearest_mark_holds_for_a_paragraph() -> None:
    found = passages(page(f'<html lang="en"><body><article lang="de"><p>{GERMAN}</p></article></body></html>'))
    assert ["article"] == [tag(passage.marked) for passage in found if passage.marked is not None]


def test_the_main_language_is_that_of_most_words() -> None:
    assert "de" == main_language(page(f"<body><p>{GERMAN}</p><p>{GERMAN} {GERMAN}</p><p>{UKRAINIAN}</p></body>"))
    assert "" == main_language(page("<body><p>Zu kurz.</p></body>"))


def test_a_language_without_a_name_is_called_by_its_code() -> None:
    assert "Ukrainian" == name("uk")
    assert "“xh”" == name("xh")


@pytest.mark.parametrize("rule", ["language-of-page", "language-of-passage"])
def test_without_the_library_nothing_counts_as_passed(rule: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: None)
    checked = check_page(page(f'<html lang="de"><body><p>{GERMAN}</p></body></html>'), [load_rules()[rule]])
    assert {rule: {Outcome.UNTESTED: 1}} == checked.counts
