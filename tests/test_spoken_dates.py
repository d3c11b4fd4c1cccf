"""Dates are read off captions as people write them, in seven languages."""

from __future__ import annotations

from datetime import date

import pytest

from audit.page.spoken_dates import latest_date


@pytest.mark.parametrize(
    "said",
    [
        "Firefighters in Balta, March 1, 2024",
        "Firefighters in Balta on 1st March 2024.",
        "Löscharbeiten am 1. März 2024",
        "Löscharbeiten (Balta, 01.03.2024)",
        "Les pompiers, le 1er mars 2024",
        "Los bomberos, el 1 de marzo de 2024.",
        "Strażacy w Bałcie, 1 marca 2024 r.",
        "Пожежники в Балті, 1 березня 2024 року",
        "Пожарные в Балте, 1 марта 2024 года",
        "taken 2024-03-01",
        "On May 3, 1998, and again on March 1, 2024",
    ],
)
def test_the_latest_full_date_is_found(said: str) -> None:
    assert date(2024, 3, 1) == latest_date(said)


@pytest.mark.parametrize(
    "said",
    ["Built in 1912", "March 2024", "on March 1", "31.02.2024", "version 1.3.20245", "3/1/2024", "marching 1, 2024"],
)
def test_less_than_a_date_is_none(said: str) -> None:
    assert latest_date(said) is None
