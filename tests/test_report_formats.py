"""What holds for every format."""

from __future__ import annotations

import time
from typing import get_args

import pytest
from msgspec.structs import replace

from audit.config import Format
from audit.reporters import REPORTERS, SPOKEN, spoken
from tests import samples

MOST_SECONDS = 12
NEW = [name for name in REPORTERS if name not in {"html", "json"}]


def test_every_format_can_be_asked_for() -> None:
    assert {*REPORTERS, *SPOKEN} == set(get_args(Format))


def test_files_of_different_formats_have_different_names() -> None:
    paths = [path for reporter in REPORTERS.values() for path in reporter(samples.sample())]
    beside = [path for path in REPORTERS["html"](samples.sample()) if path != "index.html"]
    assert len(paths) == len(set(paths)) == len(REPORTERS) + len(beside)


@pytest.mark.parametrize("name", [*NEW, *SPOKEN])
def test_twenty_thousand_findings_take_seconds(name: str) -> None:
    base = samples.sample()
    groups = [
        replace(base.groups[number % 12], id=f"{number:016x}", pages=[samples.story(number)], url=samples.story(number))
        for number in range(20_000)
    ]
    report = replace(base, groups=groups)
    start = time.process_time()
    made = spoken(report, [name]) if name in SPOKEN else "".join(REPORTERS[name](report).values())
    assert made
    assert time.process_time() - start < MOST_SECONDS
