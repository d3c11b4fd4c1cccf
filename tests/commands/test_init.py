"""`audit init`: something to begin with, and nothing lost."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from audit.config import load
from tests.commands.conftest import Said

PROJECT = '[project]\nname = "lantern"'


def test_without_a_project_file_the_settings_get_one_of_their_own(here: Path, said: Said) -> None:
    code, output, errors = said("init", "--target", "dist")
    assert (0, "") == (code, errors)
    assert output.startswith("audit.toml was written.\nNext: ")
    assert ["audit.toml"] == [path.name for path in here.iterdir()]
    assert ["dist"] == load({}).targets


def test_a_project_file_is_added_to(here: Path, said: Said) -> None:
    (here / "pyproject.toml").write_bytes(PROJECT.replace("\n", "\r\n").encode())
    _, output, _ = said("init", "--target", "dist")
    assert "pyproject.toml: [tool.audit] was added at its end.\n" in output
    assert (here / "pyproject.toml").read_bytes().startswith(PROJECT.replace("\n", "\r\n").encode())
    assert (["dist"], False) == (load({}).targets, (here / "audit.toml").exists())


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("audit.toml", ""),
        ("pyproject.toml", "[tool.audit]\n"),
        ("pyproject.toml", PROJECT + '\n[tool.audit]\nout = "x"\n'),
        ("pyproject.toml", "tool = { ruff = {} }\n" + PROJECT),
        ("pyproject.toml", "no toml at all"),
    ],
)
def test_what_is_there_is_left_alone_and_that_is_said(here: Path, said: Said, file: str, text: str) -> None:
    (here / file).write_text(text)
    code, output, _ = said("init")
    assert (0, text) == (code, (here / file).read_text())
    assert f"{file} " in output
    assert "left alone" in output


@pytest.mark.parametrize(("ci", "file"), [("github", ".github/workflows/audit.yml"), ("gitlab", ".gitlab-ci.yml")])
def test_a_workflow_is_written_once(here: Path, said: Said, ci: str, file: str) -> None:
    _, output, _ = said("init", "--ci", ci)
    assert f"{file} was written.\n" in output
    text = (here / file).read_text()
    assert "audit run --format html" in text
    assert not re.search("@[A-Z]+@", text)
    (here / file).write_text("mine")
    _, output, _ = said("init", "--ci", ci)
    assert f"{file} is there already and was left alone.\n" in output
    assert "mine" == (here / file).read_text()


def test_beside_a_pipeline_of_gitlab_a_file_is_written_to_include(here: Path, said: Said) -> None:
    (here / ".gitlab-ci.yml").write_text("mine")
    _, output, _ = said("init", "--ci", "gitlab")
    assert "include: [{local: .gitlab/audit.yml}]" in output
    assert "audit run" in (here / ".gitlab/audit.yml").read_text()


def test_the_folder_a_builder_writes_to_is_guessed(here: Path, said: Said) -> None:
    (here / "_site").mkdir()
    said("init")
    assert ["_site"] == load({}).targets


@pytest.mark.parametrize("file", ["audit.toml", "pyproject.toml"])
def test_every_line_that_is_commented_out_holds_when_it_is_not(here: Path, said: Said, file: str) -> None:
    (here / file).write_text(PROJECT) if file == "pyproject.toml" else None
    said("init")
    text = (here / file).read_text()
    shown = re.sub(r"(?m)^# (?=\[|[a-z-]+ = )", "", text)
    assert tomllib.loads(shown) != tomllib.loads(text)
    (here / file).write_text(shown)
    config = load({})
    assert ("photo desk", 200) == (config.suppress[0].owner, config.rule_settings["image-alt-long"]["longest"])


def test_a_folder_that_cannot_be_written_is_a_sentence(here: Path, said: Said) -> None:
    (here / ".github").write_text("a file")
    code, _, errors = said("init", "--ci", "github")
    assert (2, 1) == (code, errors.count("\n"))
    assert errors.startswith("audit: .github/workflows/audit.yml cannot be written: ")
