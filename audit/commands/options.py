"""Settings as flags: one is made of every field of Config."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, get_args, get_origin

import click

from audit.config import FIELDS, IN_FILES_ONLY, TYPES, Config, Format, Loaded, description, load_with_places

Command = Callable[..., Any]


def examples(*lines: str, then: str = "") -> str:
    """The end of a command's help: examples, and what else is to be said."""
    return "\n".join(["\b", "Examples:", *(f"  {line}" for line in lines), then])


EXIT_CODES = """
\b
Exit codes: 0 nothing failed · 1 something failed · 2 the work could not be done (usage,
settings, no browser, a page or a rule broke) · 3 nothing was audited · 130 interrupted.
"""


def settings(function: Command) -> Command:
    """A command with a flag for every setting, `--format` for the report's formats."""
    function = some_settings(*(name for name in FIELDS if name not in {"targets", "formats", *IN_FILES_ONLY}))(function)
    return click.option(
        "--format", "formats", type=click.Choice(get_args(Format)), multiple=True, help=description("formats")
    )(function)


def some_settings(*names: str) -> Callable[[Command], Command]:
    """A command with the flags of these settings."""

    def add(function: Command) -> Command:
        for name in reversed(names):
            function = _setting(name)(function)
        return function

    return add


def _setting(name: str) -> Callable[[Command], Command]:
    """The flag of a setting, made from the setting itself."""
    hint = TYPES[name]
    flag = f"--{FIELDS[name]}"
    if bool in (hint, *get_args(hint)):
        return click.option(f"{flag}/--no-{FIELDS[name]}", name, default=None, help=description(name))
    kind, many = _click_type(hint)
    return click.option(
        flag,
        name,
        type=kind,
        multiple=many,
        default=None,
        help=description(name),
        metavar=_metavar(kind),
        shell_complete=_rule_names if name in {"rules", "skip_rules"} else None,
    )


def _click_type(hint: Any) -> tuple[Any, bool]:
    if get_origin(hint) is list:
        return _click_type(get_args(hint)[0])[0], True
    options = [kind for kind in get_args(hint) if kind is not type(None)]
    if options and all(isinstance(option, str) for option in options):
        return click.Choice(options), False
    kind = options[0] if options else hint
    return (click.Choice([item.value for item in kind]) if hasattr(kind, "__members__") else kind), False


def _metavar(kind: Any) -> str | None:
    return {str: "TEXT", int: "N", float: "SECONDS"}.get(kind)


def _rule_names(_context: click.Context, _parameter: click.Parameter, begun: str) -> list[str]:
    """What a shell completes where rules are named: their ids, topics and criteria."""
    from audit.rules import load_rules

    rules = load_rules().values()
    known = {name for rule in rules for name in (rule.id, rule.info.topic, *rule.info.wcag)}
    return sorted(name for name in known if name.startswith(begun))


def rule_name(argument: str, *, many: bool = False) -> Callable[[Command], Command]:
    """An argument that names rules, which shells complete."""
    return click.argument(argument, nargs=-1 if many else 1, shell_complete=_rule_names)


def given(values: dict[str, Any]) -> dict[str, Any]:
    """Only what was said on the command line, lists as lists."""
    return {
        name: list(value) if isinstance(value, tuple) else value
        for name, value in values.items()
        if value not in (None, ())
    }


def loaded(values: dict[str, Any]) -> Config:
    """The settings that hold with these flags; what is odd about the environment is told on standard error."""
    return loaded_with_places(values).config


def loaded_with_places(values: dict[str, Any]) -> Loaded:
    """The same, with where each value comes from."""
    found = load_with_places(given(values))
    for sentence in found.unknown:
        click.echo(f"audit: {sentence}", err=True)
    return found
