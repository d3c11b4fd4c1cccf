"""How a run is shown where: on a terminal, in a log, to those who want no colours."""

from __future__ import annotations

import pytest

from audit.commands.shown import terminal, watcher
from audit.run import Progress


@pytest.mark.parametrize(
    ("variables", "coloured"),
    [({"FORCE_COLOR": "1"}, True), ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, False), ({}, False)],
)
def test_colours_are_shown_as_people_expect(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], variables: dict[str, str], coloured: bool
) -> None:
    for name in ("NO_COLOR", "FORCE_COLOR", "TTY_COMPATIBLE"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    terminal().print("[red]Failed[/]")
    assert coloured == ("\x1b[31m" in capsys.readouterr().out)


@pytest.mark.parametrize(("ci", "bar"), [("true", False), ("false", True)])
def test_in_ci_there_is_no_bar_although_it_looks_like_a_terminal(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], ci: str, bar: bool
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("CI", ci)
    with watcher(quiet=False) as watch:
        watch(Progress(done=25, accepted=50, failed=3, url="/2026/03/flood/"))
    assert bar == ("audit: 25 of 50 pages, 3 failed\n" not in capsys.readouterr().err)


def test_when_quiet_nothing_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    with watcher(quiet=True) as watch:
        watch(Progress(done=25, accepted=50))
    assert ("", "") == tuple(capsys.readouterr())
