"""The command: one sentence for what people can get wrong, and an exit code a gate can trust."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from audit import __version__
from audit.cli import main
from audit.config import FIELDS, IN_FILES_ONLY
from audit.rules import load_rules
from tests.conftest import write_site

PAGE = "<!doctype html><html lang=en><title>Flood</title><body><main><h1>Flood</h1>{}</main>"
FAULT = PAGE.format('<img src="/photo.jpg" alt="DSC_0123.JPG">')
RULE = "image-alt-filename"


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Every test has a working directory of its own, without settings."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("sys.path", [*sys.path])
    for name in [name for name in os.environ if name.startswith("AUDIT_")]:
        monkeypatch.delenv(name)
    return tmp_path


def said(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = main(arguments)
    return code, *capsys.readouterr()


# --- what goes wrong ----------------------------------------------------------------------------------------------


def test_a_folder_that_is_not_there_is_one_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    assert (
        2,
        "",
        "audit: pubilc is neither a folder nor a file here, and no URL. "
        "Give a path that exists, or an address with https://.\n",
    ) == said(capsys, "run", "pubilc")


def test_a_folder_without_pages_is_nothing_to_audit(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "public").mkdir()
    wanted = "audit: public holds no HTML file. Build the site first, or name the folder the build writes to.\n"
    assert (3, "", wanted) == said(capsys, "run", "public")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["run"], "Nothing to audit was named. Give a folder, a URL, a sitemap or a list, e.g. `audit run public/`."),
        (
            ["run", ".", "--rules", "imagse"],
            "No rule, topic, WCAG criterion or standing is called “imagse”. Did you mean “images”?",
        ),
        (["rules", "form"], "No rule, topic, WCAG criterion or standing is called “form”. Did you mean “forms”?"),
        (
            ["explain", f"{RULE}s"],
            f"No rule, topic, WCAG criterion or standing is called “{RULE}s”. Did you mean “{RULE}”?",
        ),
        (["explain", "axe"], "`audit rules axe` lists them."),
        (["run", ".", "--rule-modules", "no such"], "“no such” is not the name of a Python module."),
        (["run", ".", "--workers", "0"], "--workers: workers = 0 does not fit: expected “int” >= 1."),
        (["browser", "--browser", "/nowhere/chrome"], "/nowhere/chrome"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_line_with_exit_code_2(
    capsys: pytest.CaptureFixture[str], arguments: list[str], sentence: str
) -> None:
    code, output, errors = said(capsys, *arguments)
    assert (2, "") == (code, output)
    assert sentence in errors
    assert (True, 1) == (errors.startswith("audit: "), errors.count("\n"))


@pytest.mark.parametrize(
    ("arguments", "hint"),
    [
        (["run", "--max-page", "3"], "--max-pages"),
        (["run", ".", "--fail-on", "bad"], "'minor', 'moderate', 'serious', 'critical'"),
        (["run", ".", "--format", "pdf"], "'html', 'json'"),
        (["run", ".", "--max-pages", "all"], "'all' is not a valid integer"),
        (["rnu", "public"], "No such command 'rnu'"),
    ],
)
def test_a_wrong_flag_is_usage(capsys: pytest.CaptureFixture[str], arguments: list[str], hint: str) -> None:
    code, output, errors = said(capsys, *arguments)
    assert (2, "") == (code, output)
    assert errors.startswith("Usage: audit")
    assert hint in errors
    assert "Traceback" not in errors


def test_a_wrong_setting_of_the_file_is_named(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "audit.toml").write_text("max-page = 3")
    wanted = "audit: audit.toml: there is no setting “max-page”. Did you mean “max-pages”?\n"
    for command in (["run", "public"], ["demo"], ["rules"], ["explain", RULE]):
        assert (2, "", wanted) == said(capsys, *command)


def test_an_interrupt_before_the_first_page_is_130(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "interrupted_rules.py").write_text("raise KeyboardInterrupt")
    code, output, errors = said(capsys, "run", ".", "--rule-modules", "interrupted_rules")
    assert (130, "") == (code, output)
    assert "Traceback" not in errors


# --- what is shown ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("flag", ["--help", "-h"])
def test_help_names_the_commands_and_the_exit_codes(capsys: pytest.CaptureFixture[str], flag: str) -> None:
    code, output, errors = said(capsys, flag)
    assert (0, "") == (code, errors)
    for wanted in ("audit demo", "audit run public/", "browser", "explain", "rules", "130 interrupted"):
        assert wanted in output


def test_every_setting_is_a_flag_of_run_and_in_its_help(capsys: pytest.CaptureFixture[str]) -> None:
    code, output, _ = said(capsys, "run", "--help")
    flags = {f"--{key}" for name, key in FIELDS.items() if name not in IN_FILES_ONLY} - {"--targets", "--formats"}
    assert (0, set()) == (
        code,
        {flag for flag in flags | {"--format", "--quiet"} if f"{flag} " not in output.replace("/", " ")},
    )


def test_without_a_command_the_help_is_shown_and_nothing_passed(capsys: pytest.CaptureFixture[str]) -> None:
    code, _, errors = said(capsys)
    assert 2 == code
    assert errors.startswith("Usage: audit")


def test_the_version_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert (0, f"newsroom-audit, version {__version__}\n", "") == said(capsys, "--version")


def test_rules_are_listed_with_their_count(capsys: pytest.CaptureFixture[str]) -> None:
    code, output, errors = said(capsys, "rules")
    listed = {line.split(" ")[0] for line in output.splitlines()}
    assert (0, "") == (code, errors)
    assert set(load_rules()) <= listed
    assert f"\n{len(load_rules())} rules. " in output


def test_rules_are_listed_by_topic_and_without_preview(capsys: pytest.CaptureFixture[str]) -> None:
    wanted = {name for name, rule in load_rules().items() if rule.info.topic == "axe" and not rule.info.preview}
    _, output, _ = said(capsys, "rules", "axe", "--no-preview")
    assert wanted == {line.split(" ")[0] for line in output.splitlines() if line.startswith("axe-")}
    assert f"\n{len(wanted)} rules. " in output


def test_a_rule_explains_itself_with_examples_although_the_project_skips_it(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (here / "audit.toml").write_text(f'skip-rules = ["{RULE}"]')
    code, output, _ = said(capsys, "explain", RULE)
    assert 0 == code
    for wanted in (RULE, load_rules()[RULE].info.title, "Failed", "Inapplicable", "<img", "Source: https://"):
        assert wanted in output


def test_a_rule_of_axe_explains_itself_too(capsys: pytest.CaptureFixture[str]) -> None:
    code, output, _ = said(capsys, "explain", "axe-image-alt")
    assert 0 == code
    assert "topic axe" in output
    assert "Source: https://dequeuniversity.com/" in output


# --- a run --------------------------------------------------------------------------------------------------------


def test_a_run_shows_what_is_wrong_and_where_the_report_is(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_site(here, {"/public/": FAULT, "/public/late/": FAULT})
    code, output, errors = said(
        capsys, "run", "public", "--rules", RULE, "--out", "[red]", "--workers", "1", "--format", "json"
    )
    [fault] = [line for line in output.splitlines() if RULE in line]
    verdict, place = output.splitlines()[-2:]
    assert (1, "") == (code, errors)
    assert ["serious", "2"] == fault.split()[:2]
    assert "DSC_0123.JPG" in fault
    assert ("Failed: 1 thing to fix on 2 audited pages.", "Report: [red]/report.json") == (verdict, place)
    assert ["report.json", "run.sqlite"] == sorted(path.name for path in (here / "[red]").iterdir())


def test_quiet_prints_the_verdict_alone(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_site(here, {"/public/": PAGE.format("")})
    wanted = (0, "Passed: nothing failed on 1 audited page.\n", "")
    assert wanted == said(capsys, "run", "public", "--quiet", "--rules", RULE, "--workers", "1")
    assert (here / "reports/public/index.html").is_file()


@pytest.mark.parametrize(
    ("arguments", "code"),
    [(["rules"], 0), (["--help"], 0), (["run", "public", "--rules", RULE, "--workers", "1"], 1)],
    ids=["rules", "help", "run"],
)
def test_who_reads_no_further_hears_no_complaint_and_the_gate_stands(
    here: Path, arguments: list[str], code: int
) -> None:
    write_site(here, {"/public/": FAULT})
    command = [sys.executable, "-m", "audit", *arguments]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert b"" == process.stderr.read()
    assert code == process.returncode


def test_stored_run_is_written_again_as_one_file(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_site(here, {"/public/": FAULT})
    said(capsys, "run", "public", "--quiet", "--rules", RULE, "--workers", "1")
    assert (0, "reports/public/index.html\n", "") == said(capsys, "report", "reports/public")
    assert (0, "one/index.html\n", "") == said(capsys, "report", "reports/public", "--single-file", "--out", "one")
    assert ["index.html"] == [path.name for path in (here / "one").iterdir()]
