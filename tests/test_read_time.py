"""Reading times as pages state them."""

from __future__ import annotations

import pytest

from audit.model import Snapshot
from audit.page import Page
from audit.page.read_time import read_time

TEXT = "<p>The first freighter came in at dawn, and the crew of the tug boat had coffee ready for everybody on the pier.</p>"


def minutes(line: str) -> int | None:
    html = f"<body><article><h1>Harbour opens again</h1><div>{line}</div>{TEXT}</article></body>"
    found = read_time(Page(Snapshot(url="https://herald.example/harbour/", served=html)))
    return found.minutes if found else None


@pytest.mark.parametrize(
    "line",
    ["5 min read", "Reading time: 5 minutes", "Lesezeit: 5 Min.", "5 Min. Lesedauer", "Temps de lecture : 5 min",
     "5 min de lecture", "Tiempo de lectura: 5 min", "5 min. czytania", "Время чтения: 5 мин", "Час читання: 5 хв",
     "<span>5</span> min read"],
)  # fmt: skip
def test_reading_times_are_found_in_many_languages(line: str) -> None:
    assert 5 == minutes(line)


@pytest.mark.parametrize(
    "line", ["5 minutes ago", "Read in the harbour for weeks", '<nav>5 min read</nav>', "<p hidden>5 min read</p>"]
)  # fmt: skip
def test_other_minutes_are_not_meant(line: str) -> None:
    assert minutes(line) is None
