"""Which rules run: chosen by id, topic or WCAG criterion; rules in preview only when they are asked for."""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence

from audit.config import Config
from audit.errors import ConfigError
from audit.rules import Rule


def select(rules: Mapping[str, Rule], config: Config) -> list[Rule]:
    """
    The rules that run under these settings, by id.

    Raises ConfigError for a name that no rule, topic or criterion has, and when nothing is left.
    """
    _refuse_unknown(rules, [*config.rules, *config.skip_rules])
    chosen = [
        rule
        for rule in rules.values()
        if _is_wanted(rule, config) and not any(_has_name(rule, name) for name in config.skip_rules)
    ]
    if not chosen:
        raise ConfigError("No rule is left to run. Loosen rules or skip-rules; `audit rules` lists them all.")
    return chosen


def _is_wanted(rule: Rule, config: Config) -> bool:
    if rule.id in config.rules:
        return True
    if rule.info.preview and not config.preview:
        return False
    return not config.rules or any(_has_name(rule, name) for name in config.rules)


def _has_name(rule: Rule, name: str) -> bool:
    return name in {rule.id, rule.info.topic, *rule.info.wcag}


def _refuse_unknown(rules: Mapping[str, Rule], names: Sequence[str]) -> None:
    known = {name for rule in rules.values() for name in (rule.id, rule.info.topic, *rule.info.wcag)}
    for name in names:
        if name in known:
            continue
        near = difflib.get_close_matches(name, known, n=1)
        hint = f"Did you mean “{near[0]}”?" if near else "`audit rules` lists them all."
        raise ConfigError(f"No rule, topic or WCAG criterion is called “{name}”. {hint}")
