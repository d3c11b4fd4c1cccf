"""Known misspellings."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from audit.check import check_page
from audit.model import Outcome, Snapshot
from audit.page import Page, spelling
from audit.page.spelling import MISSPELT, SHORTEST, more_misspellings
from audit.rules import load_rules
from audit.rules.content.interface_misspelt import Settings


@pytest.fixture(autouse=True)
def _forgotten() -> Iterator[None]:
    more_misspellings.cache_clear()
    yield
    more_misspellings.cache_clear()


def test_the_longer_list_is_read_where_it_is_installed() -> None:
    found = more_misspellings()
    assert "decrease" == found["descrease"]
    assert not [wrong for wrong, right in found.items() if "," in right or len(wrong) < SHORTEST]


def test_without_it_our_own_list_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spelling, "find_spec", lambda _: None)
    assert {} == more_misspellings()
    assert "subscribe" == MISSPELT["subscibe"]


def test_no_word_is_corrected_to_another_misspelling() -> None:
    assert set(MISSPELT).isdisjoint(MISSPELT.values())


@pytest.mark.parametrize(("text", "outcomes"), [(False, {Outcome.PASSED}), (True, {Outcome.PASSED, Outcome.CANT_TELL})])
def test_the_text_of_articles_is_read_when_asked(text: bool, outcomes: set[Outcome]) -> None:
    html = (
        "<html lang='en'><body><button>Share</button><article><h1>Harbour</h1>"
        "<p>The harbour master showed his committment to the pier, said Ada Recieve-Winter, and Mr Vender of the town agreed.</p>"
        "</article></body></html>"
    )
    rule = replace(load_rules()["interface-misspelt"], settings=Settings(text=text))
    checked = check_page(Page(Snapshot(url="https://herald.example/harbour/", served=html)), [rule])
    assert outcomes == set(checked.counts["interface-misspelt"])
    assert ["committment" in finding.message for finding in checked.findings] == [True] * text
