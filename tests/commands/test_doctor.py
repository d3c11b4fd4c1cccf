"""`audit doctor`: how what was found is told."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from audit import doctor
from audit.doctor import Finding
from tests.commands.conftest import Said

WELL = Finding("clock", "ok", "2026-11-22 12:00 UTC")
HINT = Finding("sandbox", "hint", "off: root", "Run as another user.")
TROUBLE = Finding("browser", "trouble", "No browser was found", "Run `audit browser --install`.")


def found(monkeypatch: pytest.MonkeyPatch, *findings: Finding) -> None:
    def examine(_read: object) -> Iterator[Finding]:
        yield from findings

    monkeypatch.setattr(doctor, "examine", examine)


def test_each_thing_is_a_line_with_its_remedy(said: Said, monkeypatch: pytest.MonkeyPatch) -> None:
    found(monkeypatch, WELL, HINT)
    wanted = (
        "ok       clock     2026-11-22 12:00 UTC\n"
        "hint     sandbox   off: root\n"
        "                   → Run as another user.\n"
        "Ready to audit.\n"
    )
    assert (0, wanted, "") == said("doctor")


def test_what_keeps_runs_from_working_is_exit_code_2(said: Said, monkeypatch: pytest.MonkeyPatch) -> None:
    found(monkeypatch, WELL, TROUBLE)
    code, output, _ = said("doctor")
    assert (2, "1 to mend.") == (code, output.splitlines()[-1])


def test_json_has_the_same(said: Said, monkeypatch: pytest.MonkeyPatch) -> None:
    found(monkeypatch, TROUBLE)
    code, output, _ = said("doctor", "--format", "json")
    wanted = {"about": "browser", "standing": "trouble", "said": TROUBLE.said, "remedy": TROUBLE.remedy}
    assert (2, [wanted]) == (code, json.loads(output))
