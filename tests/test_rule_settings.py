"""What a user can set of a rule, and what is said about a setting that does not fit."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any

import msgspec
import pytest
from msgspec import Meta

from audit.config import Config, load
from audit.errors import ConfigError
from audit.model import Impact, RuleInfo
from audit.rules import Rule, RuleSettings, Verdict, failed, load_rules
from audit.rules.settings import settings_of, with_settings
from audit.select import select
from audit.words import Words, names, one_of, words


class Settings(RuleSettings, frozen=True):
    longest: Annotated[int, Meta(ge=1, description="Letters at most.")] = 250
    openings: Annotated[Words, Meta(description="Words an alternative text need not begin with.")] = msgspec.field(
        default_factory=lambda: {"en": ["image of", "photo"], "de": ["bild von"]}
    )


def judge(_page: Any, settings: Settings) -> Iterator[Verdict]:
    yield failed(_page, f"{settings.longest} {settings.openings}")


INFO = RuleInfo(id="image-alt-long", topic="images", title="", impact=Impact.MINOR)
RULE = Rule(info=INFO, function=judge, settings=Settings())


def given(**values: Any) -> Settings:
    [rule] = with_settings([RULE], {RULE.id: values} if values else {})
    assert isinstance(rule.settings, Settings)
    return rule.settings


def refused(**values: Any) -> str:
    with pytest.raises(ConfigError) as error:
        given(**values)
    return str(error.value)


def test_a_limit_that_was_set_takes_the_place_of_ours() -> None:
    assert (250, 80) == (given().longest, given(longest=80).longest)


def test_words_that_were_set_are_added_and_those_with_a_mark_of_exclamation_taken_out() -> None:
    settings = given(openings={"en": ["Picture Of", "!photo"], "uk": ["фото"]})
    assert {"en": ["image of", "picture of"], "de": ["bild von"], "uk": ["фото"]} == settings.openings


def test_the_rule_is_given_its_settings() -> None:
    [rule] = with_settings([RULE], {RULE.id: {"longest": 7}})
    assert ["7 "] == [verdict.message[:2] for verdict in rule.judge(None)]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"longets": 3}, "rule-settings.image-alt-long: the rule has no setting “longets”. Did you mean “longest”?"),
        ({"colour": 3}, "rule-settings.image-alt-long: the rule has no setting “colour”. It has: longest, openings."),
        ({"longest": "many"}, "rule-settings.image-alt-long.longest = 'many' does not fit: expected int, got str."),
        ({"longest": 0}, "rule-settings.image-alt-long.longest = 0 does not fit: expected int >= 1."),
        (
            {"openings": ["photo"]},
            "rule-settings.image-alt-long.openings = ['photo'] does not fit: expected object, got array.",
        ),
    ],
)
def test_what_does_not_fit_is_named_with_its_place(values: dict[str, Any], sentence: str) -> None:
    assert sentence == refused(**values)


def test_settings_of_a_rule_that_is_not_there_are_refused(tmp_path: Any) -> None:
    (tmp_path / "audit.toml").write_text("[rule-settings.image-alt-lon]\nlongest = 3\n")
    config = load({}, folder=tmp_path, environment={})
    with pytest.raises(ConfigError, match=r"no rule called “image-alt-lon”\. Did you mean “image-alt-long”"):
        select(load_rules(), config)


def test_every_setting_of_every_rule_says_what_it_is() -> None:
    silent = [
        (rule.id, each.name)
        for rule in load_rules().values()
        for each in settings_of(rule)
        if each.description[-1:] != "."
    ]
    assert [] == silent


def test_a_rule_without_settings_has_none_to_set() -> None:
    name = next(rule.id for rule in load_rules().values() if rule.settings is None)
    with pytest.raises(ConfigError, match=r"It has: none\."):
        select(load_rules(), Config(rule_settings={name: {"longest": 3}}, rules=[name]))


def test_every_list_of_words_is_there_in_english_and_in_small_letters() -> None:
    for name in names():
        lists = words(name)
        assert "en" in lists
        assert [] == [word for each in lists.values() for word in each if word != word.lower() or word != word.strip()]


@pytest.mark.parametrize(
    ("text", "found"),
    [("An Image  of ice", "Image  of"), ("Bild von Eis", "Bild von"), ("imageof", None), ("photos", None)],
)
def test_words_are_found_whole_in_any_case(text: str, found: str | None) -> None:
    match = one_of(Settings().openings).search(text)
    assert found == (match[0] if match else None)
