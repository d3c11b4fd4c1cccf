"""`audit completion`: a script for each shell, and what it is answered."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from tests.commands.conftest import Said


@pytest.mark.parametrize(
    ("shell", "wanted"), [("bash", "complete -o nosort -F"), ("zsh", "#compdef audit"), ("fish", "complete --no-files")]
)
def test_a_shell_gets_its_script(said: Said, shell: str, wanted: str) -> None:
    code, output, errors = said("completion", shell)
    assert (0, "") == (code, errors)
    assert wanted in output
    assert "_AUDIT_COMPLETE" in output


@pytest.mark.parametrize(
    ("line", "wanted"), [("audit expl", "plain,explain"), ("audit explain image-alt-file", "plain,image-alt-filename")]
)
def test_commands_and_rules_are_completed(line: str, wanted: str) -> None:
    words = {"COMP_WORDS": line, "COMP_CWORD": str(line.count(" ")), "_AUDIT_COMPLETE": "bash_complete"}
    command = [sys.executable, "-c", "from audit.cli import main; main([])"]
    done = subprocess.run(command, env=os.environ | words, capture_output=True, text=True, check=True)
    assert [wanted] == done.stdout.split()
