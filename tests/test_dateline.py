"""What tells a day, and what only tells how long ago it was."""

from __future__ import annotations

import pytest

from audit.page.dateline import is_absolute, is_relative


@pytest.mark.parametrize(
    "said",
    ["2 hours ago", "Updated: 5 min ago", "Erstellt: vor 4 Stunden", "il y a 3 heures", "hace 2 días", "5 godzin temu",
     "3 часа назад", "Опубліковано: 3 години тому", "11:00, сьогодні", "heute, 14:30 Uhr"],
)  # fmt: skip
def test_how_long_ago_is_told_in_many_languages(said: str) -> None:
    assert is_relative(said)
    assert not is_absolute(said)


@pytest.mark.parametrize(
    "said",
    ["Today", "Heute", "22 November 2026", "The storm came two hours ago and took the pier with it into the sea."],
)
def test_names_days_and_sentences_are_not_relative(said: str) -> None:
    assert not is_relative(said)


def test_today_counts_in_a_time_element() -> None:
    assert is_relative("Today", is_time=True)


@pytest.mark.parametrize(
    "said",
    ["22 November 2026", "Nov 22, 2026", "22.11.2026", "2026-11-22", "22 листопада 2026", "22 de noviembre de 2026", "2026年11月22日"],
)  # fmt: skip
def test_days_are_read_in_words_and_figures(said: str) -> None:
    assert is_absolute(said)
