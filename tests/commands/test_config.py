"""`audit config`: what holds, and who says so."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest

from audit.commands.config import toml
from audit.config import FIELDS, load
from tests.commands.conftest import Said


def test_every_setting_is_told_with_where_it_comes_from(
    here: Path, said: Said, monkeypatch: pytest.MonkeyPatch
) -> None:
    (here / "pyproject.toml").write_text('[tool.audit]\nmax-pages = 3\nscope = "prefix"\n')
    monkeypatch.setenv("AUDIT_SCOPE", "domain")
    code, output, errors = said("config", "--format", "json", "--fail-on", "serious", "public")
    told = json.loads(output)
    assert (0, "", list(FIELDS.values())) == (code, errors, list(told))
    assert {
        "targets": {"value": ["public"], "from": "command line"},
        "max-pages": {"value": 3, "from": "pyproject.toml"},
        "scope": {"value": "domain", "from": "AUDIT_SCOPE"},
        "fail-on": {"value": "serious", "from": "--fail-on"},
        "workers": {"value": None, "from": "default"},
    } == {key: told[key] for key in ("targets", "max-pages", "scope", "fail-on", "workers")}


def test_as_toml_it_says_the_same_again(here: Path, said: Said) -> None:
    (here / "audit.toml").write_text(
        'targets = ["pub\\"lic"]\nexclude = ["/a\\\\b/*"]\n'
        '[[suppress]]\nrule = "images"\nreason = "they “are” being credited"\nexpires = 2027-03-01\n'
        '[rule-settings.image-alt-long]\nlongest = 200\n[rule-settings.link-text-generic.generic]\nuk = ["тисни сюди"]\n'
    )
    _, output, _ = said("config")
    before = load({})
    (here / "audit.toml").write_text(output)
    assert before == load({})
    assert "  # audit.toml\n" in output


def test_only_what_is_changed_is_told_when_asked_for(here: Path, said: Said) -> None:
    (here / "audit.toml").write_text("max-pages = 3\n")
    _, output, _ = said("config", "--changed")
    assert ["max-pages", "=", "3", "#", "audit.toml"] == output.split()


def test_a_password_in_a_target_is_not_shown(said: Said) -> None:
    _, output, _ = said("config", "--changed", "https://desk:secret@example.org/")
    assert 'targets = ["https://example.org/"]' in output
    assert "secret" not in output


def test_the_schema_is_printed(said: Said) -> None:
    code, output, _ = said("config", "--schema")
    assert (0, "Settings of newsroom-audit") == (code, json.loads(output)["title"])


def test_an_unknown_variable_is_told_with_the_nearest_name(said: Said, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AUDIT_MAX_PAGE", "3")
    code, _, errors = said("config")
    sentence = "audit: The variable AUDIT_MAX_PAGE is no setting and has no effect. Did you mean AUDIT_MAX_PAGES?\n"
    assert (0, sentence) == (code, errors)


@pytest.mark.parametrize(
    "value", ["", 'a"b\\c\n\t\x7f\x00', "“ї”", 3, 2.5, True, [], ["a", ["b"]], {}, {"a b": {"c-d": [1]}}]
)
def test_a_value_is_written_so_that_toml_reads_it_back(value: object) -> None:
    assert value == tomllib.loads(f"x = {toml(value)}")["x"]
