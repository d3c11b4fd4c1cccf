"""`audit rules` and `audit explain`: what is checked, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from audit.commands.options import examples, rule_name
from audit.commands.shown import terminal
from audit.config import Config, load
from audit.errors import ConfigError

if TYPE_CHECKING:
    from audit.rules import Rule


@click.command(
    short_help="List what is checked.",
    epilog=examples("audit rules", "audit rules images 1.1.1", "audit rules default --no-preview"),
)
@rule_name("names", many=True)
@click.option("--preview/--no-preview", default=True, help="Whether rules in preview are listed.")
def rules(names: tuple[str, ...], preview: bool) -> None:
    """List the rules: all, or those of the given ids, topics, WCAG criteria or standing (default, preview)."""
    from rich.table import Table

    from audit.select import select

    config = load({"rules": list(names), "preview": preview, "form_submit": "always"})
    chosen = select(_rules(config), config)
    table = Table(box=None, pad_edge=False, header_style="bold")
    for heading in ("rule", "topic", "impact", "WCAG", "standing", "what is right"):
        table.add_column(heading, no_wrap=heading != "what is right")
    for rule in chosen:
        info = rule.info
        table.add_row(info.id, info.topic, info.impact, " ".join(info.wcag), rule.standing, info.title)
    terminal().print(table)
    terminal().print(f"\n{len(chosen)} rules. `audit explain RULE` shows the manual page of one.", highlight=False)


@click.command(
    short_help="Show a rule's manual page, with examples.",
    epilog=examples("audit explain image-alt-filename", "audit explain axe-image-alt"),
)
@rule_name("name")
def explain(name: str) -> None:
    """Show a rule's manual page: why it matters, how to fix it, examples."""
    from rich.markdown import Markdown

    from audit.select import select

    config = load({"rules": [name], "skip_rules": [], "form_submit": "always"})
    rule, *others = select(_rules(config), config)
    if others:
        raise ConfigError(f"“{name}” is {len(others) + 1} rules, not one. `audit rules {name}` lists them.")
    terminal().print(Markdown(_manual(rule)))


def _manual(rule: Rule) -> str:
    from inspect import cleandoc

    from audit.rules.measured import measured

    info = rule.info
    facts = [f"**{info.title}**", "", f"topic {info.topic} · impact {info.impact} · {rule.standing}"]
    facts += [f"· WCAG {', '.join(info.wcag)}"] if info.wcag else []
    facts += [f"· goes on where {info.extends} stops"] if info.extends else []
    text = cleandoc(rule.manual) if rule.manual else info.why
    known = [measured()[rule.id].sentence, ""] if rule.id in measured() else []
    return "\n".join(
        [f"# {info.id}", "", *facts, "", text, "", *_settings_text(rule), *known, f"Source: {info.source}"]
    )


def _settings_text(rule: Rule) -> list[str]:
    """The settings of a rule as its manual page lists them, with the table they stand in."""
    from audit.rules.settings import settings_of

    found = settings_of(rule)
    if not found:
        return []
    lines = [f"- `{each.name}`: {each.description} Here: {_value(each.default)}" for each in found]
    return ["## Settings", "", f"In `[tool.audit.rule-settings.{rule.id}]`:", "", *lines, ""]


def _value(value: Any) -> str:
    if isinstance(value, dict):
        return "; ".join(f"{language}: {', '.join(words)}" for language, words in value.items())
    return f"{value}"


def _rules(config: Config) -> dict[str, Rule]:
    from audit.rules import load_rules

    return load_rules(config.rule_modules)
