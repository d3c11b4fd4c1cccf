"""Which rules run, and with what settings: chosen by id, topic, WCAG criterion or standing."""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence

from audit.config import Config
from audit.errors import ConfigError
from audit.rules import Rule
from audit.rules.settings import refuse_unknown, with_settings


def select(rules: Mapping[str, Rule], config: Config) -> list[Rule]:
    """
    The rules that run under these settings, by id, with the limits and words that were set of them.

    Raises ConfigError for a name that no rule, topic, criterion or standing has, for a setting that a rule has not, and
    when nothing is left.
    """
    _refuse_unknown(rules, [*config.rules, *config.skip_rules])
    refuse_unknown(rules, config.rule_settings)
    # Of all, for a mistake in the settings of a rule that does not run is one as well.
    known = with_settings(rules.values(), config.rule_settings)
    chosen = [
        rule
        for rule in known
        if _is_wanted(rule, config) and not any(_has_name(rule, name) for name in config.skip_rules)
    ]
    if not config.tries_forms:
        chosen = [rule for rule in chosen if not _needs_trying(rule, config)]
    if not chosen:
        raise ConfigError("No rule is left to run. Loosen rules or skip-rules; `audit rules` lists them all.")
    return chosen


def _is_wanted(rule: Rule, config: Config) -> bool:
    if rule.id in config.rules or rule.standing in config.rules:
        return True
    if rule.info.preview and not config.preview:
        return False
    return not config.rules or any(_has_name(rule, name) for name in config.rules)


def _needs_trying(rule: Rule, config: Config) -> bool:
    """Whether the rule must stay out because forms are not tried; one that was asked for by its id does not go silently."""
    if "form_submit" not in rule.info.needs:
        return False
    if rule.id in config.rules:
        raise ConfigError(
            f"{rule.id} needs forms to be tried, which form-submit = {config.form_submit!r} does not do here. Set it to "
            "“always”: the forms are sent on a copy of the page from which nothing leaves this machine."
        )
    return True


def _names(rule: Rule) -> set[str]:
    """What a rule can be chosen by."""
    return {rule.id, rule.info.topic, rule.standing, *rule.info.wcag}


def _has_name(rule: Rule, name: str) -> bool:
    return name in _names(rule)


def _refuse_unknown(rules: Mapping[str, Rule], names: Sequence[str]) -> None:
    known = {"default", "preview"}.union(*(_names(rule) for rule in rules.values()))
    for name in names:
        if name in known:
            continue
        near = difflib.get_close_matches(name, known, n=1)
        hint = f"Did you mean “{near[0]}”?" if near else "`audit rules` lists them all."
        raise ConfigError(f"No rule, topic, WCAG criterion or standing is called “{name}”. {hint}")
