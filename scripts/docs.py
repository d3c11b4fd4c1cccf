"""`make docs`: writes every generated text. `tests/test_docs.py` says when one is stale."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import get_args, get_type_hints

import msgspec

from audit.config import FIELDS, Config, description
from audit.reporters.json import schema_text
from audit.rules import load_rules

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
        "Made by `make docs`. `audit explain RULE` shows the manual page of one, with examples.",
        "",
    ]
    for topic in sorted({rule.info.topic for rule in known}, key=lambda name: (name == "axe", name)):
        lines += [f"## {topic}", "", "| rule | impact | WCAG | standing | what is right |", "|---|---|---|---|---|"]
        for rule in known:
            info = rule.info
            if info.topic == topic:
                standing = "preview" if info.preview else "default"
                lines.append(
                    f"| `{info.id}` | {info.impact} | {', '.join(info.wcag)} | {standing} | {_cell(info.title)} |"
                )
        lines.append("")
    return "\n".join(lines)


def generated() -> dict[Path, str]:
    """Every generated text that needs no browser, by its place."""
    return {
        ROOT / "docs" / "settings.md": settings(),
        ROOT / "docs" / "rules.md": rules(),
        ROOT / "audit" / "reporters" / "report.schema.json": schema_text(),
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
