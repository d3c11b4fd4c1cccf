"""The guides tell people to type what can be typed, and to write what works."""

from __future__ import annotations

import re
import shlex
import tomllib
from pathlib import Path

import msgspec
import pytest

from audit.check import check_page
from audit.cli import main
from audit.config import Config
from audit.model import Snapshot
from audit.page import Page
from audit.rules import Registry, load_rules
from audit.rules.manual import examples
from tests.conftest import write_site
from tests.typed import refused, told

GUIDES = sorted((Path(__file__).parent.parent / "docs" / "guide").glob("*.md"))
COMMANDS = sorted({(guide.name, line) for guide in GUIDES for line in told(guide.read_text(encoding="utf-8"))})


def code(language: str) -> list[tuple[str, str]]:
    """The pieces of code in a language, each with the guide it stands in."""
    fence = re.compile(rf"^( *)(`{{3,}}){language}\n(.*?)^\1\2$", re.MULTILINE | re.DOTALL)
    texts = ((guide.name, guide.read_text(encoding="utf-8")) for guide in GUIDES)
    return [(name, re.sub(f"(?m)^{found[1]}", "", found[3])) for name, text in texts for found in fence.finditer(text)]


def test_there_are_commands_in_the_guides() -> None:
    assert {"audit", "pytest"} == {line.split()[0] for _, line in COMMANDS}
    assert 40 < len(COMMANDS)


@pytest.mark.parametrize(("guide", "line"), COMMANDS)
def test_every_command_can_be_typed(guide: str, line: str) -> None:
    assert "" == refused(line)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("audit fly", "there is no command fly"),
        ("audit run public/ --fail-in serious", "No such option '--fail-in'"),
        ("audit run public/ --fail-on loud", "'loud' is not one of"),
        ("pytest --audit-spilt rule", "there is no option --audit-spilt"),
    ],
)
def test_a_command_that_cannot_be_typed_is_noticed(line: str, said: str) -> None:
    assert said in refused(line)


@pytest.mark.parametrize(("guide", "text"), code("toml"))
def test_every_setting_can_be_written(guide: str, text: str) -> None:
    assert msgspec.convert(tomllib.loads(text)["tool"]["audit"], Config) != Config()


@pytest.mark.parametrize(("guide", "text"), code("python"))
def test_every_piece_of_python_can_be_read(guide: str, text: str) -> None:
    compile(text, guide, "exec")


# --- as it is told ------------------------------------------------------------------------------------------------

SITE = {
    "/public/index.html": "<!doctype html><title>Flood</title><p class=kicker>Breaking</p><img src=a.jpg alt=DSC_0123.JPG>",
}


def follow(guide: str, project: Path, settings: str) -> list[tuple[str, int]]:
    """Type the commands of a guide one after the other, in a folder with a site; gives each with its exit code."""
    write_site(project, {**SITE, "/audit.toml": settings})
    lines = told((GUIDES[0].parent / guide).read_text(encoding="utf-8"))
    return [(line, main(shlex.split(line)[1:])) for line in lines if line.startswith("audit ")]


def test_known_faults_are_taken_in_as_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert [
        ("audit run public/", 1),
        ("audit baseline reports/public", 0),
        ("audit run public/", 0),
        ("audit baseline reports/public --prune", 0),
    ] == follow("known-faults.md", tmp_path, 'rules = ["image-alt-filename"]\nworkers = 1')
    assert 2 == len((tmp_path / "audit-baseline.jsonl").read_text(encoding="utf-8").splitlines())


def test_a_rule_is_written_as_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("audit.rules.registry", Registry(load_rules()))
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.chdir(tmp_path)
    [text] = [text for _, text in code("python") if "@rule(" in text]
    write_site(tmp_path, {"/guide_house/__init__.py": "", "/guide_house/no_breaking_in_kicker.py": text})
    settings = 'rules = ["image-alt-filename", "no-breaking-in-kicker"]\nrule-modules = ["guide_house"]\nworkers = 1'
    codes = follow("write-a-rule.md", tmp_path, settings)
    assert [0, 1, 1, 1] == [code for _, code in codes]
    said = capsys.readouterr().out
    assert "Readers of a screen reader hear the kicker" in said
    assert "The kicker says “Breaking”." in said
    found = load_rules()["no-breaking-in-kicker"]
    for example in examples(found.manual):
        page = Page(Snapshot(url="/", served=example.html))
        assert {found.id: {example.outcome: 1}} == check_page(page, [found]).counts
