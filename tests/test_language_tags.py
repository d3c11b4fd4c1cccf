"""Language tags are judged as BCP 47 and its registry read them."""

from __future__ import annotations

import pytest

from audit.page.language_tags import COUNTRY_FOR_LANGUAGE, TWO_LETTERS, complaint, language


@pytest.mark.parametrize(
    "tag",
    [
        "de",
        "DE-de",
        "pt-BR",
        "zh-Hant-TW",
        "es-419",
        "de-DE-formal",
        "gsw-CH",
        "sl-rozaj-biske",
        "en-x-old",
        "de-CH-1996",
    ],
)
def test_a_right_tag_has_no_complaint(tag: str) -> None:
    assert complaint(tag) == ""


@pytest.mark.parametrize(
    ("tag", "said"),
    [
        ("", "names no language"),
        ("en_US", "underscore"),
        ("jp", "“ja”"),
        ("xx-DE", "no language’s code"),
        ("english", "no language tag"),
        ("en-", "no language tag"),
        ("en-UK", "“en-GB”"),
    ],
)
def test_a_wrong_tag_is_told_what_is_wrong(tag: str, said: str) -> None:
    assert said in complaint(tag)


def test_no_language_is_taken_for_a_country() -> None:
    assert TWO_LETTERS.isdisjoint(COUNTRY_FOR_LANGUAGE)
    assert TWO_LETTERS.issuperset(COUNTRY_FOR_LANGUAGE.values())


def test_codes_of_one_language_are_the_same() -> None:
    assert language("nb-NO") == language("no") == "no"
    assert language("en_US") != language("de")
