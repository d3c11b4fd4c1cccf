"""What the help of every command has: a sentence, and examples that are commands."""

from __future__ import annotations

import re

import pytest

from audit.cli import command
from tests.commands.conftest import Said

WITH_ALL_SETTINGS = {"run", "demo", "watch", "config"}


@pytest.mark.parametrize("name", command.commands)
def test_help_is_short_and_has_examples(said: Said, name: str) -> None:
    code, output, errors = said(name, "--help")
    assert (0, "") == (code, errors)
    shown = output.partition("Examples:\n")[2] or output.partition("Put it where your shell looks:\n")[2]
    assert re.search(rf"(?m)^ +(.*\| )?(\w+ +)?audit {name}( |$)", shown)
    assert name in WITH_ALL_SETTINGS or len(output.splitlines()) <= 45


def test_every_command_has_a_line_in_the_list(said: Said) -> None:
    _, output, _ = said("--help")
    listed = {
        line.split()[0]: line for line in output.partition("Commands:\n")[2].splitlines() if line.startswith("  ")
    }
    assert set(command.commands) <= set(listed)
    assert [] == [name for name in command.commands if len(listed[name].split()) < 4]


def test_no_line_of_the_list_is_cut_short(said: Said) -> None:
    _, output, _ = said("--help")
    assert "..." not in output.partition("Commands:\n")[2]
