"""`audit config`: the settings that hold, where each comes from, and their schema."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any

import click

from audit.commands.options import examples, loaded_with_places, some_settings
from audit.config import FIELDS, IN_FILES_ONLY

if TYPE_CHECKING:
    from audit.config import Loaded

FLAGS = [name for name in FIELDS if name not in {"targets", *IN_FILES_ONLY}]


@click.command(
    short_help="Show the settings that hold, and where each comes from.",
    epilog=examples(
        "audit config                           what holds here, as TOML",
        "AUDIT_MAX_PAGES=20 audit config        with a variable",
        "audit config --changed --fail-on minor with a flag of `audit run`",
        "audit config --schema > .audit.schema.json",
    ),
)
@click.argument("targets", nargs=-1)
@click.option("--format", "shown", type=click.Choice(["toml", "json"]), default="toml", help="How it is printed.")
@click.option("--changed", is_flag=True, help="Print only what is not as it is by default.")
@click.option("--schema", "is_schema", is_flag=True, help="Print the JSON Schema of the settings instead, for editors.")
@some_settings(*(name for name in FLAGS if name != "formats"))
def config(shown: str, changed: bool, is_schema: bool, **values: Any) -> None:
    """Show the settings that hold, each with where it comes from: the default, a file, a variable or a flag."""
    found = loaded_with_places(values)
    if is_schema:
        from audit.rules import load_rules
        from audit.schema import schema_text

        click.echo(schema_text(load_rules(found.config.rule_modules)), nl=False)
        return
    rows = [(key, value, place) for key, value, place in _rows(found) if not changed or place != "default"]
    click.echo(_as_json(rows) if shown == "json" else _as_toml(rows), nl=False)


Row = tuple[str, Any, str]
"""Key, value, where it comes from."""


def _rows(found: Loaded) -> list[Row]:
    import msgspec

    from audit.crawl.address import without_secrets

    values = msgspec.to_builtins(found.config, builtin_types=(date,))
    # What is printed here ends up in logs.
    values["targets"] = [without_secrets(target) if "://" in target else target for target in values["targets"]]
    return [(key, values[key], found.places.get(key, "default")) for key in FIELDS.values()]


def _as_json(rows: list[Row]) -> str:
    settings = {key: {"value": value, "from": place} for key, value, place in rows}
    return json.dumps(settings, indent=2, ensure_ascii=False, default=str) + "\n"


def _as_toml(rows: list[Row]) -> str:
    """An audit.toml that says the same; what is not set stands in it as a comment, for TOML has no word for it."""
    lines = [
        (f"# {key} is not set" if value is None else f"{key} = {toml(value)}", f"# {place}")
        for key, value, place in rows
    ]
    width = min(max((len(line) for line, _ in lines), default=0), 48)
    return "".join(f"{line:<{width}}  {place}\n" for line, place in lines)


def toml(value: Any) -> str:
    """A value as TOML writes it in one line."""
    if isinstance(value, dict):
        pairs = (f"{_key(key)} = {toml(each)}" for key, each in value.items() if each is not None)
        return f"{{ {', '.join(pairs)} }}" if value else "{}"
    if isinstance(value, list):
        return f"[{', '.join(map(toml, value))}]"
    if isinstance(value, date):
        return value.isoformat()
    # Its texts are written as those of JSON are, but for one character.
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _key(key: str) -> str:
    is_bare = key.replace("-", "").replace("_", "").isalnum() and key.isascii()
    return key if is_bare else toml(key)
