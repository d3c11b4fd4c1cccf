"""The schema of the settings takes what the settings take, and refuses what they refuse."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import msgspec
import pytest

from audit.config import FIELDS, load
from audit.errors import ConfigError
from audit.rules import load_rules
from audit.rules.settings import settings_of
from audit.schema import schema
from audit.select import select


@cache
def validator() -> jsonschema.Draft7Validator:
    made = schema(load_rules())
    jsonschema.Draft7Validator.check_schema(made)
    return jsonschema.Draft7Validator(made)


def is_taken(folder: Path) -> bool:
    try:
        config = load({}, folder=folder, environment={})
        select(load_rules(), config)
    except ConfigError:
        return False
    return True


@pytest.mark.parametrize(
    ("source", "fits"),
    [
        ("", True),
        ('targets = ["public"]\nmax-pages = 3\nfail-on = "serious"', True),
        ('[[suppress]]\nrule = "images"\nreason = "known"\nexpires = 2027-03-01', True),
        ('[[levels]]\nlevel = "warn"\nrules = ["images"]', True),
        ('[[thresholds]]\nmost = 3\nimpact = "minor"', True),
        ("[rule-settings.image-alt-long]\nlongest = 200", True),
        ('[rule-settings.link-text-generic.generic]\nuk = ["тисни сюди"]', True),
        ("max-page = 3", False),
        ("max-pages = 0", False),
        ('fail-on = "bad"', False),
        ('viewport = "wide"', False),
        ('[[suppress]]\nrule = "images"', False),
        ('[[suppress]]\nreason = "known"\nraeson = "known"', False),
        ('[[levels]]\nlevel = "loud"', False),
        ("[[thresholds]]\nmost = -1", False),
        ("[rule-settings.image-alt-long]\nlongest = 0", False),
        ("[rule-settings.image-alt-long]\nlongset = 200", False),
        ('[rule-settings.link-text-generic.generics]\nuk = ["тисни сюди"]', False),
    ],
)
def test_schema_and_settings_agree(tmp_path: Path, source: str, fits: bool) -> None:
    (tmp_path / "audit.toml").write_text(source)
    table: dict[str, Any] = msgspec.to_builtins(tomllib.loads(source))
    assert (fits, fits) == (validator().is_valid(table), is_taken(tmp_path))


def test_every_setting_is_in_it_and_says_what_it_is() -> None:
    made = schema(load_rules())
    assert list(FIELDS.values()) == list(made["properties"])
    tables = [made, *(table for table in made["definitions"].values() if "properties" in table)]
    lacking = [
        key for table in tables for key, each in table["properties"].items() if not {"description", "$ref"} & set(each)
    ]
    assert [] == lacking


def test_every_setting_of_a_rule_is_in_it() -> None:
    known = {rule.id: [each.name for each in settings_of(rule)] for rule in load_rules().values() if rule.settings}
    found = schema(load_rules())["properties"]["rule-settings"]["properties"]
    assert known == {rule: list(each["properties"]) for rule, each in found.items()}
