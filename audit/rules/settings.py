"""
What a user set of single rules, put to the rules it is for.

    [tool.audit.rule-settings.image-alt-long]
    longest = 200

    [tool.audit.rule-settings.link-text-generic.generic]
    uk = ["тисни сюди", "!далі"]

A list of words adds to ours; a word with “!” in front is taken out of ours.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Annotated, Any, get_args, get_origin, get_type_hints

import msgspec

from audit.errors import ConfigError
from audit.rules import Rule, RuleSettings
from audit.words import Words

RuleValues = Mapping[str, Mapping[str, Any]]
"""Rule -> its setting -> the value a user gave it."""


@dataclass(frozen=True)
class Setting:
    """One setting of a rule, for whoever tells users of it."""

    name: str
    description: str
    default: Any


def settings_of(rule: Rule) -> list[Setting]:
    """The settings a rule has, as it comes."""
    if rule.settings is None:
        return []
    hints = get_type_hints(type(rule.settings), include_extras=True)
    return [
        Setting(field.encode_name, _description(hints[field.name]), getattr(rule.settings, field.name))
        for field in msgspec.structs.fields(type(rule.settings))
    ]


def refuse_unknown(rules: Mapping[str, Rule], given: RuleValues) -> None:
    """Raise ConfigError when settings are given for a rule that is not there."""
    for name in given:
        if name not in rules:
            near = difflib.get_close_matches(name, rules, n=1)
            hint = f"Did you mean “{near[0]}”?" if near else "`audit rules` lists them all."
            raise ConfigError(f"rule-settings.{name}: there is no rule called “{name}”. {hint}")


def with_settings(rules: Iterable[Rule], given: RuleValues) -> list[Rule]:
    """The rules with what was set of them. Raises ConfigError that names the rule, the setting and what is wrong with it."""
    return [_with(rule, given[rule.id]) if given.get(rule.id) else rule for rule in rules]


def _with(rule: Rule, values: Mapping[str, Any]) -> Rule:
    place = f"rule-settings.{rule.id}"
    known = {setting.name: setting for setting in settings_of(rule)}
    for name in values:
        if name in known:
            continue
        near = difflib.get_close_matches(name.replace("_", "-"), known, n=1)
        hint = f"Did you mean “{near[0]}”?" if near else f"It has: {', '.join(known) or 'none'}."
        raise ConfigError(f"{place}: the rule has no setting “{name}”. {hint}")
    assert rule.settings is not None
    settings = rule.settings
    for name, value in values.items():
        settings = _changed(settings, known[name], value, f"{place}.{name}")
    return replace(rule, settings=settings)


def _changed(settings: RuleSettings, setting: Setting, value: Any, place: str) -> RuleSettings:
    try:
        read = msgspec.convert({setting.name: value}, type(settings))
    except msgspec.ValidationError as error:
        reason = str(error).partition(" - at ")[0].replace("`", "")
        raise ConfigError(f"{place} = {value!r} does not fit: {reason[:1].lower()}{reason[1:]}.") from error
    field = next(field.name for field in msgspec.structs.fields(settings) if field.encode_name == setting.name)
    new = getattr(read, field)
    if isinstance(new, dict):
        new = _merged(getattr(settings, field), new)
    return msgspec.structs.replace(settings, **{field: new})


def _description(hint: Any) -> str:
    if get_origin(hint) is not Annotated:
        return ""
    return next((meta.description for meta in get_args(hint)[1:] if getattr(meta, "description", None)), "")


def _merged(ours: Words, theirs: Words) -> Words:
    out = {word[1:] for words in theirs.values() for word in words if word.startswith("!")}
    added = {
        language: [word.lower() for word in words if not word.startswith("!")] for language, words in theirs.items()
    }
    languages = dict.fromkeys([*ours, *theirs])
    return {
        language: [
            word for word in dict.fromkeys([*ours.get(language, []), *added.get(language, [])]) if word not in out
        ]
        for language in languages
    }
