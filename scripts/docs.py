"""`make docs`: writes every generated text. `tests/test_docs.py` says when one is stale."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import get_args, get_type_hints

import msgspec

from audit.config import FIELDS, Config, description
from audit.reporters.json import schema_text
from audit.rules import load_rules
from audit.rules.measured import measured
from audit.rules.settings import settings_of
from audit.schema import schema_text as settings_schema

ROOT = Path(__file__).parent.parent


def settings() -> str:
    """docs/settings.md, from the settings themselves."""
    rows = [f"| `{key}` | {_type(name)} | {_default(name)} | {description(name)} |" for name, key in FIELDS.items()]
    return "\n".join(
        [
            "# Settings",
            "",
            "Made by `make docs` from `audit/config.py`. Each is a key of `audit.toml` or `[tool.audit]` in `pyproject.toml`, a",
            "flag of `audit run` (`--max-pages 20`) and a variable (`AUDIT_MAX_PAGES=20`); the later wins: file, environment, flag.",
            "",
            "| setting | values | default | what it does |",
            "|---|---|---|---|",
            *rows,
            "",
        ]
    )


def rules() -> str:
    """docs/rules.md, from the rules themselves."""
    known = load_rules().values()
    lines = [
        "# Rules",
        "",
        "Made by `make docs`. `audit explain RULE` shows the manual page of one, with examples. Precision is measured on real",
        "pages ([precision.md](precision.md)); a dash says that nothing failed there.",
        "",
    ]
    for topic in sorted({rule.info.topic for rule in known}, key=lambda name: (name == "axe", name)):
        lines += [
            f"## {topic}",
            "",
            "| rule | impact | WCAG | standing | precision | what is right |",
            "|---|---|---|---|---|---|",
        ]
        for rule in known:
            info = rule.info
            if info.topic == topic:
                precise = measured()[rule.id].precision_text if rule.id in measured() else ""
                cells = [f"`{info.id}`", info.impact, ", ".join(info.wcag), rule.standing, precise, _cell(info.title)]
                lines.append(f"| {' | '.join(cells)} |")
        lines.append("")
    return "\n".join(lines)


def rule_settings() -> str:
    """docs/rule-settings.md, from the rules themselves."""
    lines = [
        "# Settings of single rules",
        "",
        "Made by `make docs`. They stand in a table a rule, in `audit.toml` or `pyproject.toml`:",
        "",
        "    [tool.audit.rule-settings.image-alt-long]",
        "    longest = 200",
        "",
        "Lists of words are given by language and add to those that are there; a word with `!` before it is taken out.",
        "`audit explain RULE` shows the words themselves.",
        "",
        "| rule | setting | default | what it is |",
        "|---|---|---|---|",
    ]
    lines += [
        f"| `{rule.id}` | `{each.name}` | {_setting_default(each.default)} | {_cell(each.description)} |"
        for rule in load_rules().values()
        for each in settings_of(rule)
    ]
    return "\n".join([*lines, ""])


def _setting_default(value: object) -> str:
    if isinstance(value, dict):
        return f"words in {', '.join(value)}"
    return f"`{value}`"


def precision() -> str:
    """docs/precision.md, from what was measured."""
    lines = [
        "# How often each rule is right",
        "",
        "Made by `make docs` from `audit/rules/measured.json`, which `python -m benchmarks.precision` writes: every rule of our own",
        "over real article pages of many sites and two whole sites, as a browser renders them. “Read” are findings with the",
        "outcome failed that were read one by one; what was read stands in `benchmarks/readings/`. Precision is the share",
        "of those that were right. A rule runs by default when that is at least 0.95; below 0.9 it may only say that it could not",
        "tell. Faults that are rare out there were also planted in real pages (`python -m benchmarks.planted`); of a rule that",
        "failed nowhere else, precision is the share of planted faults among all it said on those pages.",
        "",
        "| rule | standing | failed | on pages | could not tell | read | false alarms | planted: found, false | precision |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    known = load_rules()
    for rule, m in measured().items():
        counts = (m.failed, m.failed_pages, m.cant_tell, m.read, m.false_alarms)
        planted = f"{m.planted}: {m.planted_found}, {m.planted_false}" if m.planted else ""
        cells = [f"`{rule}`", known[rule].standing, *map(str, counts), planted, m.precision_text]
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join([*lines, ""])


def generated() -> dict[Path, str]:
    """Every generated text that needs no browser, by its place."""
    return {
        ROOT / "docs" / "settings.md": settings(),
        ROOT / "docs" / "rules.md": rules(),
        ROOT / "docs" / "rule-settings.md": rule_settings(),
        ROOT / "docs" / "precision.md": precision(),
        ROOT / "audit" / "reporters" / "report.schema.json": schema_text(),
        ROOT / "audit" / "settings.schema.json": settings_schema(load_rules()),
    }


def _type(name: str) -> str:
    hint = get_type_hints(Config)[name]
    kinds = [kind for kind in get_args(hint) or (hint,) if kind is not type(None)]
    words = {"str": "text", "int": "number", "float": "seconds", "bool": "true or false"}
    said = [f"`{kind}`" if isinstance(kind, str) else words.get(getattr(kind, "__name__", ""), "") for kind in kinds]
    if getattr(hint, "__origin__", None) is list:
        return "list of texts"
    return " or ".join(word for word in said if word) or ", ".join(f"`{item.value}`" for item in kinds[0])


def _default(name: str) -> str:
    value = msgspec.to_builtins(getattr(Config(), name))
    if value in (None, "", []):
        return "–"
    if isinstance(value, bool):
        return str(value).lower()
    return ", ".join(f"`{item}`" for item in value) if isinstance(value, list) else f"`{value}`"


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("<", "&lt;")


def main() -> int:
    """Write the texts."""
    for place, text in generated().items():
        place.parent.mkdir(exist_ok=True)
        place.write_text(text, encoding="utf-8")
        print(place.relative_to(ROOT))
    return 0


if __name__ == "__main__":
    sys.exit(main())
