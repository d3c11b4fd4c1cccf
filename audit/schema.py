"""The settings as JSON Schema, so that editors complete them and say what they are."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

from audit.config import Config
from audit.rules import Rule

FILE = "settings.schema.json"
"""Where the published schema stands, beside this module."""
# The draft that TOML editors and the SchemaStore take.
DRAFT = "http://json-schema.org/draft-07/schema#"
_NAMES_RULES = {"Config": ("rules", "skip-rules"), "Level": ("rules",), "Threshold": ("rules",)}


def schema(rules: Mapping[str, Rule]) -> dict[str, Any]:
    """The schema of audit.toml, and of [tool.audit] in pyproject.toml: the settings, and those of these rules."""
    [_], definitions = msgspec.json.schema_components([Config], ref_template="#/definitions/{name}")
    definitions["RuleName"] = _rule_names(rules.values())
    for table, keys in _NAMES_RULES.items():
        for key in keys:
            definitions[table]["properties"][key]["items"] = {"$ref": "#/definitions/RuleName"}
    definitions["Suppression"]["properties"]["rule"] = {"$ref": "#/definitions/RuleName"}
    config = definitions.pop("Config")
    config["properties"]["rule-settings"] |= {
        "properties": {rule.id: _of_rule(rule) for rule in rules.values() if rule.settings},
        "additionalProperties": {"type": "object"},
    }
    made: dict[str, Any] = _without_null({**config, "definitions": definitions})
    return {"$schema": DRAFT, **made, "title": "Settings of newsroom-audit"}


def schema_text(rules: Mapping[str, Rule]) -> str:
    """The schema as it is published."""
    return json.dumps(schema(rules), indent=2, ensure_ascii=False) + "\n"


def _rule_names(rules: Iterable[Rule]) -> dict[str, Any]:
    """Offers the names there are; rules of a team's own are not known here."""
    known = {name for rule in rules for name in (rule.id, rule.info.topic, rule.standing, *rule.info.wcag)}
    return {"anyOf": [{"enum": sorted(known)}, {"type": "string"}]}


def _of_rule(rule: Rule) -> dict[str, Any]:
    [_], definitions = msgspec.json.schema_components([type(rule.settings)])
    [settings] = definitions.values()
    found: dict[str, Any] = {**settings, "title": rule.id, "description": rule.info.title}
    return found


def _without_null(value: Any) -> Any:
    """TOML knows no null: what is not set is left out."""
    if isinstance(value, list):
        return [_without_null(item) for item in value if item != {"type": "null"}]
    if not isinstance(value, dict):
        return value
    kept = {key: _without_null(each) for key, each in value.items() if not (key == "default" and each is None)}
    kinds = kept.get("anyOf", [])
    return {key: each for key, each in kept.items() if key != "anyOf"} | kinds[0] if len(kinds) == 1 else kept
