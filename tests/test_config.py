"""Where a setting comes from, and what is said about one that is wrong."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
import pytest

from audit.config import FIELDS, Config, changed, description, in_ci, load, load_with_places, settings_file
from audit.errors import ConfigError
from audit.model import Impact


def configured(folder: Path, overrides: dict[str, Any] | None = None, **environment: str) -> Config:
    return load(overrides or {}, folder=folder, environment=environment)


def refused(folder: Path, overrides: dict[str, Any] | None = None, **environment: str) -> str:
    with pytest.raises(ConfigError) as error:
        configured(folder, overrides, **environment)
    return str(error.value)


def test_the_command_line_wins_over_the_environment_over_the_file_over_the_default(tmp_path: Path) -> None:
    found = [configured(tmp_path).max_pages]
    (tmp_path / "audit.toml").write_text("max-pages = 1\n")
    found.append(configured(tmp_path).max_pages)
    found.append(configured(tmp_path, AUDIT_MAX_PAGES="2").max_pages)
    found.append(configured(tmp_path, {"max_pages": 3}, AUDIT_MAX_PAGES="2").max_pages)
    assert [None, 1, 2, 3] == found


def test_each_place_adds_to_what_the_others_say(tmp_path: Path) -> None:
    (tmp_path / "audit.toml").write_text('scope = "prefix"\n')
    config = configured(tmp_path, {"targets": ["public"]}, AUDIT_PREVIEW="yes")
    assert ("prefix", True, ["public"]) == (config.scope, config.preview, config.targets)


def test_pyproject_is_read_where_there_is_no_file_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text('[tool.audit]\nfail-on = "serious"\n')
    assert Impact.SERIOUS == configured(tmp_path).fail_on
    (tmp_path / "audit.toml").write_text("")
    assert Impact.MINOR == configured(tmp_path).fail_on


def test_a_pyproject_of_others_says_nothing(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text("[tool.ruff]\nline-length = 100\n")
    assert Config() == configured(tmp_path)


@pytest.mark.parametrize(
    ("variable", "text", "value"),
    [
        ("follow", "1", True),
        ("follow", "no", False),
        ("offline", "TRUE", True),
        ("workers", "3", 3),
        ("page_timeout", "2.5", 2.5),
        ("rules", "forms, 1.1.1 ,", ["forms", "1.1.1"]),
        ("viewport", "320x640", "320x640"),
    ],
)
def test_the_environment_is_read_as_the_settings_type(tmp_path: Path, variable: str, text: str, value: object) -> None:
    assert value == getattr(configured(tmp_path, **{f"AUDIT_{variable.upper()}": text}), variable)


def test_an_empty_variable_says_nothing(tmp_path: Path) -> None:
    assert Config() == configured(tmp_path, AUDIT_MAX_PAGES="")


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("max-page = 3", "audit.toml: there is no setting “max-page”. Did you mean “max-pages”?"),
        ("max_pages = 3", "audit.toml: there is no setting “max_pages”. Did you mean “max-pages”?"),
        ("colour = 3", "audit.toml: there is no setting “colour”. Known are: targets, out, formats,"),
        (
            "max-pages = 0",
            "audit.toml: max-pages = 0 does not fit: expected “int” >= 1. Audit at most this many pages.",
        ),
        ("max-pages = 'all'", "audit.toml: max-pages = 'all' does not fit: expected “int | null”, got “str”."),
        ("include = '/2026/*'", "audit.toml: include = '/2026/*' does not fit: expected “array”, got “str”."),
        ("fail-on = 'bad'", "fail-on = 'bad' does not fit: it is none of minor, moderate, serious, critical."),
        ("robots = 'obey'", "robots = 'obey' does not fit: it is none of honour, ignore."),
        ("formats = ['pdf']", "formats = ['pdf'] does not fit: it is none of html, json, sarif, junit"),
        ("viewport = 'wide'", "viewport = 'wide' does not fit: it is written in another way. Width and height"),
        ("page-timeout = inf", "page-timeout = inf does not fit: expected “float” <= 3600.0."),
        ("page-timeout = nan", "page-timeout = nan does not fit: expected “float” >= 1.0."),
    ],
)
def test_a_wrong_line_of_the_file_is_named_with_what_would_be_right(tmp_path: Path, source: str, said: str) -> None:
    (tmp_path / "audit.toml").write_text(source)
    assert said in refused(tmp_path)


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("AUDIT_MAX_PAGES", "many", "AUDIT_MAX_PAGES = 'many' is not a number."),
        ("AUDIT_FOLLOW", "perhaps", "AUDIT_FOLLOW = 'perhaps' is neither yes nor no. Write 1 or 0."),
        ("AUDIT_WORKERS", "65", "AUDIT_WORKERS: workers = 65 does not fit: expected “int” <= 64."),
        ("AUDIT_SCOPE", "all", "AUDIT_SCOPE: scope = 'all' does not fit: it is none of page, prefix, host, domain."),
    ],
)
def test_a_wrong_variable_is_named(tmp_path: Path, name: str, text: str, said: str) -> None:
    assert refused(tmp_path, **{name: text}).startswith(said)


def test_a_wrong_flag_is_named(tmp_path: Path) -> None:
    assert refused(tmp_path, {"workers": 0}).startswith("--workers: workers = 0 does not fit: expected “int” >= 1.")


def test_the_wrong_value_is_named_where_it_stands_although_others_are_right(tmp_path: Path) -> None:
    (tmp_path / "audit.toml").write_text("max-pages = 3\nworkers = 0\n")
    assert refused(tmp_path, AUDIT_MAX_PAGES="5").startswith("audit.toml: workers = 0")


@pytest.mark.parametrize("source", ["max-pages =", "max-pages = 3\nmax-pages = 4"])
def test_a_file_that_is_no_toml_is_named_with_the_line(tmp_path: Path, source: str) -> None:
    (tmp_path / "audit.toml").write_text(source)
    said = refused(tmp_path)
    assert said.startswith(f"{tmp_path / 'audit.toml'} cannot be read as TOML: ")
    assert said.endswith("Mend that line.")


def test_a_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / "audit.toml").write_bytes(b"\xff\xfe")
    assert "cannot be read as TOML" in refused(tmp_path)


@pytest.mark.parametrize(
    ("source", "key"), [("tool = 3", "tool"), ("[tool]\naudit = 3", "audit"), ("[[tool.audit]]\nout = 'x'", "audit")]
)
def test_settings_that_are_no_table_are_refused(tmp_path: Path, source: str, key: str) -> None:
    (tmp_path / "pyproject.toml").write_text(source)
    assert f"pyproject.toml: {key} is no table. Write the settings below [tool.audit]." == refused(tmp_path)


def test_every_setting_has_a_help_line_that_is_a_sentence() -> None:
    assert [] == [name for name in FIELDS if not description(name).endswith(".")]


def test_every_default_fits_its_own_setting() -> None:
    assert Config() == msgspec.convert(msgspec.to_builtins(Config()), Config)


def test_the_report_tells_the_settings_that_change_what_is_found() -> None:
    config = Config(targets=["public"], out="reports/x", workers=3, max_pages=5, fail_on=Impact.SERIOUS)
    assert {"max-pages": 5, "fail-on": "serious"} == changed(config)


def test_worker_count_and_viewport_are_given_as_numbers() -> None:
    config = Config(workers=3, viewport="320x640")
    assert (3, (320, 640)) == (config.worker_count, config.viewport_size)
    assert 1 <= Config().worker_count <= 8


@pytest.mark.parametrize(
    ("source", "said"),
    [
        (
            '[[suppress]]\nreason = "known"\n[[suppress]]\nraeson = "known"',
            "audit.toml: suppress, number 2: there is no key “raeson”. Did you mean “reason”?",
        ),
        (
            '[[levels]]\nlevel = "warn"\ncolour = "red"',
            "audit.toml: levels, number 1: there is no key “colour”. Known are: level, rules, url.",
        ),
        ("[[thresholds]]\nmots = 1", "audit.toml: thresholds, number 1: there is no key “mots”. Did you mean “most”?"),
        (
            '[[suppress]]\nrule = "images"',
            "audit.toml: suppress, number 1: it has no “reason”. Findings that do not gate",
        ),
        ("[[thresholds]]\nmost = -1", "audit.toml: thresholds, number 1: most = -1 does not fit: expected int >= 0."),
        ('suppress = ["images"]', "audit.toml: suppress, number 1: expected object, got str."),
        ('suppress = "images"', "audit.toml: suppress = 'images' does not fit: expected “array”, got “str”."),
        ("[rule-settings]\nimage-alt-long = 3", "audit.toml: rule-settings = {'image-alt-long': 3} does not fit"),
    ],
)
def test_a_wrong_line_of_a_table_is_named_with_its_place(tmp_path: Path, source: str, said: str) -> None:
    (tmp_path / "audit.toml").write_text(source)
    assert refused(tmp_path).startswith(said)


def test_it_is_known_where_each_value_comes_from(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text('[tool.audit]\nmax-pages = 3\nscope = "prefix"\n')
    overrides = {"targets": ["public"], "formats": ["json"], "workers": 2}
    found = load_with_places(overrides, folder=tmp_path, environment={"AUDIT_SCOPE": "domain"})
    assert {
        "max-pages": "pyproject.toml",
        "scope": "AUDIT_SCOPE",
        "targets": "command line",
        "formats": "--format",
        "workers": "--workers",
    } == found.places


@pytest.mark.parametrize(
    ("variable", "said"),
    [
        (
            "AUDIT_MAX_PAGE",
            ("The variable AUDIT_MAX_PAGE is no setting and has no effect. Did you mean AUDIT_MAX_PAGES?",),
        ),
        ("AUDIT_Q", ("The variable AUDIT_Q is no setting and has no effect.",)),
        ("AUDIT_NO_SANDBOX", ()),
        ("AUDIT_MAX_PAGES", ()),
        ("MAX_PAGE", ()),
    ],
)
def test_a_variable_that_is_no_setting_is_told(tmp_path: Path, variable: str, said: tuple[str, ...]) -> None:
    assert said == load_with_places({}, folder=tmp_path, environment={variable: "3"}).unknown


@pytest.mark.parametrize(
    ("value", "wanted"),
    [("true", True), ("1", True), ("woodpecker", True), ("false", False), ("0", False), ("", False)],
)
def test_continuous_integration_says_so_and_can_be_denied(value: str, wanted: bool) -> None:
    assert wanted == in_ci({"CI": value})
    assert not in_ci({})


def test_the_file_of_the_settings_is_known(tmp_path: Path) -> None:
    found = [settings_file(tmp_path)]
    (tmp_path / "pyproject.toml").write_text("[tool.ruff]\nline-length = 100\n")
    found.append(settings_file(tmp_path))
    (tmp_path / "pyproject.toml").write_text("[tool.audit]\nworkers = 1\n")
    found.append(settings_file(tmp_path))
    (tmp_path / "audit.toml").write_text("")
    found.append(settings_file(tmp_path))
    assert [None, None, tmp_path / "pyproject.toml", tmp_path / "audit.toml"] == found
