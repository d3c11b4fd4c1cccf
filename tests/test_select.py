"""Which rules run under which settings."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from audit.config import Config
from audit.errors import ConfigError
from audit.model import Impact, RuleInfo
from audit.rules import Rule
from audit.select import select


def rule(name: str, topic: str, *wcag: str, preview: bool = False, needs: Sequence[str] = ()) -> Rule:
    info = RuleInfo(
        id=name, topic=topic, title="", impact=Impact.MINOR, wcag=list(wcag), preview=preview, needs=list(needs)
    )
    return Rule(info=info, function=lambda _: ())


RULES = {
    each.id: each
    for each in (
        rule("form-label-repeated", "forms", "1.3.1", "3.3.2"),
        rule("image-alt-filename", "images", "1.1.1"),
        rule("image-credit-missing", "images"),
        rule("image-text-in-alt", "images", "1.1.1", preview=True),
    )
}


def chosen(**settings: Any) -> list[str]:
    return [each.id for each in select(RULES, Config(**settings))]


@pytest.mark.parametrize(
    ("settings", "names"),
    [
        ({}, ["form-label-repeated", "image-alt-filename", "image-credit-missing"]),
        ({"preview": True}, list(RULES)),
        ({"rules": ["forms"]}, ["form-label-repeated"]),
        ({"rules": ["images"]}, ["image-alt-filename", "image-credit-missing"]),
        ({"rules": ["images"], "preview": True}, ["image-alt-filename", "image-credit-missing", "image-text-in-alt"]),
        ({"rules": ["1.1.1", "3.3.2"]}, ["form-label-repeated", "image-alt-filename"]),
        ({"rules": ["image-text-in-alt"]}, ["image-text-in-alt"]),
        ({"rules": ["preview"]}, ["image-text-in-alt"]),
        ({"rules": ["default"]}, ["form-label-repeated", "image-alt-filename", "image-credit-missing"]),
        ({"rules": ["preview", "forms"]}, ["form-label-repeated", "image-text-in-alt"]),
        ({"preview": True, "skip_rules": ["default"]}, ["image-text-in-alt"]),
        ({"rules": ["forms", "image-credit-missing"]}, ["form-label-repeated", "image-credit-missing"]),
        ({"skip_rules": ["images"]}, ["form-label-repeated"]),
        ({"skip_rules": ["1.1.1"]}, ["form-label-repeated", "image-credit-missing"]),
        ({"rules": ["images"], "skip_rules": ["image-alt-filename"]}, ["image-credit-missing"]),
    ],
)
def test_rules_are_chosen_by_id_topic_and_criterion(settings: dict[str, Any], names: list[str]) -> None:
    assert names == chosen(**settings)


@pytest.mark.parametrize("setting", ["rules", "skip_rules"])
@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("image-alt-filenam", "Did you mean “image-alt-filename”?"),
        ("image", "Did you mean “images”?"),
        ("1.1.2", "Did you mean “1.1.1”?"),
        ("zebra", "`audit rules` lists them all."),
    ],
)
def test_a_name_nothing_has_is_refused_with_the_nearest(setting: str, name: str, hint: str) -> None:
    with pytest.raises(ConfigError) as error:
        chosen(**{setting: [name]})
    assert f"No rule, topic, WCAG criterion or standing is called “{name}”. {hint}" == str(error.value)


@pytest.mark.parametrize(
    "settings", [{"rules": ["forms"], "skip_rules": ["form-label-repeated"]}, {"skip_rules": ["forms", "images"]}]
)
def test_a_run_of_no_rule_is_refused(settings: dict[str, Any]) -> None:
    with pytest.raises(ConfigError, match="No rule is left to run"):
        chosen(**settings)


TRIED = {**RULES, "form-submit-silent": rule("form-submit-silent", "forms", needs=["form_submit"])}


@pytest.mark.parametrize(
    ("settings", "is_tried"),
    [
        ({"targets": ["https://paper.example/"]}, False),
        ({"targets": []}, False),
        ({"targets": ["http://127.0.0.1:8000/"]}, True),
        ({"targets": ["page.html", "http://localhost/"]}, True),
        ({"targets": ["http://localhost/", "https://paper.example/"]}, False),
        ({"targets": ["urls.txt"]}, False),
        ({"targets": ["http://localhost/"], "form_submit": "never"}, False),
        ({"targets": ["https://paper.example/"], "form_submit": "always"}, True),
    ],
)
def test_rules_that_send_forms_stay_out_unless_the_site_is_here_or_it_is_asked_for(
    settings: dict[str, Any], is_tried: bool
) -> None:
    names = [each.id for each in select(TRIED, Config(**settings))]
    assert is_tried == ("form-submit-silent" in names)


def test_forms_of_a_folder_are_tried(tmp_path: Path) -> None:
    assert "form-submit-silent" in [each.id for each in select(TRIED, Config(targets=[str(tmp_path)]))]


def test_a_rule_that_is_asked_for_by_its_id_does_not_stay_out_silently() -> None:
    with pytest.raises(ConfigError, match="form-submit-silent needs forms to be tried"):
        select(TRIED, Config(targets=["https://paper.example/"], rules=["form-submit-silent"]))
