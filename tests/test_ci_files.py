"""The files that other people's CI runs: their shell parts work, their commands can be typed, what they name is there."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import tomllib
from pathlib import Path
from textwrap import dedent

import pytest

from audit.reporters import REPORTERS
from tests.samples import sample
from tests.typed import refused, told

ROOT = Path(__file__).parent.parent
ACTION, GITLAB, HOOKS, DOCKERFILE = (
    (ROOT / name).read_text(encoding="utf-8")
    for name in ("action.yml", "ci/gitlab.yml", ".pre-commit-hooks.yaml", "Dockerfile")
)
STUB = """#!/bin/sh
for each in "$@"; do printf '%s\\n' "$each" >>"$ASKED"; done
exit "${ANSWER:-0}"
"""


def step(name: str) -> str:
    """The shell script of a step of the action."""
    [text] = re.findall(rf"- name: {name}\n(?:(?!    - ).*\n)*?      run: (.+\n(?:        .*\n|\n)*)", ACTION)
    return dedent(text.removeprefix("|\n"))


def run(script: str, tmp_path: Path, **environment: str) -> tuple[int, list[str]]:
    """Run it as the runner does, with stubs for the tools; gives the exit code and the arguments the stub was given."""
    tools = tmp_path / "newsroom-audit" / "bin"
    tools.mkdir(parents=True, exist_ok=True)
    for stub in (tools / "audit", tools / "pip", tools / "python"):
        stub.write_text(STUB)
        stub.chmod(0o755)
    known = {
        "PATH": f"{tools}:{os.environ['PATH']}",
        "RUNNER_TEMP": str(tmp_path),
        "GITHUB_OUTPUT": str(tmp_path / "output"),
        "GITHUB_ACTION_PATH": "/action",
        "ASKED": str(tmp_path / "asked"),
    }
    shell = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script]
    code = subprocess.run(shell, env={**known, **environment}, check=False).returncode
    asked = tmp_path / "asked"
    return code, asked.read_text().splitlines() if asked.exists() else []


@pytest.mark.parametrize(
    ("target", "arguments", "asked"),
    [
        (
            "my site",
            "--fail-on serious --preview",
            ["run", "my site", "--out", "r", "--fail-on", "serious", "--preview"],
        ),
        ("", "", ["run", "--out", "r"]),
        ("$(touch x)", "* ;exit", ["run", "$(touch x)", "--out", "r", "*", ";exit"]),
    ],
)
def test_the_action_hands_on_what_it_is_given_as_it_is(
    tmp_path: Path, target: str, arguments: str, asked: list[str]
) -> None:
    code, given = run(step("Audit"), tmp_path, TARGET=target, ARGUMENTS=arguments, OUT="r", ANSWER="1")
    formats = [each for name in ("html", "json", "sarif", "markdown", "github") for each in ("--format", name)]
    assert (0, "exit-code=1\n") == (code, (tmp_path / "output").read_text())
    assert asked == [each for place, each in enumerate(given) if each not in formats or given[place - 1] == "--out"]
    assert formats == [each for each in given if each in formats]


def test_the_arguments_of_the_action_are_known_to_the_command(tmp_path: Path) -> None:
    _, given = run(step("Audit"), tmp_path, TARGET="public", ARGUMENTS="--preview", OUT="r")
    assert "" == refused(shlex.join(["audit", *given]))


@pytest.mark.parametrize("code", [0, 1, 2, 3])
def test_the_action_ends_as_the_audit_did(tmp_path: Path, code: int) -> None:
    assert code == run(step("Gate"), tmp_path, CODE=str(code))[0]


@pytest.mark.parametrize(("extras", "package"), [("", "/action"), ("lang,image", "/action[lang,image]")])
def test_the_action_installs_its_own_version(tmp_path: Path, extras: str, package: str) -> None:
    _, asked = run(step("Install"), tmp_path, EXTRAS=extras)
    assert package in asked
    assert ["browser", "--install"] == asked[-2:]


def test_nothing_is_written_into_the_actions_scripts_by_others() -> None:
    """An expression in a script is how a pull request's title becomes a command."""
    assert [] == [script for name in ("Install", "Audit", "Gate") for script in [step(name)] if "${{" in script]


@pytest.mark.parametrize(
    "file", re.findall(r"reports/audit/([\w.-]+)|/([\w-]+\.(?:sarif|md))$", ACTION + GITLAB, re.MULTILINE)
)
def test_reports_that_are_named_are_written(file: tuple[str, str]) -> None:
    written = {path for name in ("sarif", "junit", "gitlab", "markdown") for path in REPORTERS[name](sample())}
    assert "".join(file) in written


def test_commands_can_be_typed() -> None:
    folded = re.sub(r"\n +(--.*)", r" \1", GITLAB).replace(" $AUDIT_ARGUMENTS", "")
    lines = [*told(folded), *told(HOOKS)]
    assert ["browser", "run", "check"] == [line.split()[1] for line in lines]
    assert ["", "", ""] == [refused(f"{line} a.html" if "check" in line else line) for line in lines]


def test_what_the_image_is_made_of_is_there_and_not_ignored() -> None:
    named = [name for line in re.findall(r"^COPY (.+) \S+$", DOCKERFILE, re.MULTILINE) for name in line.split()]
    kept = set(re.findall(r"^!(.+)$", (ROOT / ".dockerignore").read_text(encoding="utf-8"), re.MULTILINE))
    assert {"pyproject.toml", "audit"} <= set(named) == kept
    assert [] == [name for name in named if not (ROOT / name).exists()]


def test_the_image_has_the_extras_it_asks_for_and_a_user_without_rights() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    [extras] = re.findall(r"'\.\[(.+)\]'", DOCKERFILE)
    assert set(extras.split(",")) <= set(project["optional-dependencies"])
    assert project["readme"] in DOCKERFILE
    assert DOCKERFILE.index("RUN useradd") < DOCKERFILE.index("\nUSER reader") < DOCKERFILE.index("\nENTRYPOINT")
