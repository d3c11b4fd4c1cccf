"""`audit check`: what a commit hook, an editor and a pipe are told."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from tests.commands.conftest import Said
from tests.conftest import write_site

PAGE = """<!doctype html>
<html lang=en>
<title>Flood</title>
<main>
<h1>Flood</h1>
{}
</main>
"""
FAULT = PAGE.format('<img src="/photo.jpg"\n  alt="DSC_0123.JPG">')
RULES = ("--rules", "image-alt-filename")
SAID = (
    "image-alt-filename (serious): The alternative text “DSC_0123.JPG” is a file name; a screen reader spells it out."
)


@pytest.fixture
def file(here: Path) -> str:
    write_site(here, {"/public/": FAULT})
    return "public/index.html"


def test_a_finding_is_a_line_that_editors_and_grep_understand(said: Said, file: str) -> None:
    wanted = (1, f"{file}:6: {SAID}\n", "audit: Failed: 1 fault in 1 of 1 file.\n")
    assert wanted == said("check", *RULES, file)


def test_a_page_without_a_fault_says_nothing_on_standard_output(here: Path, said: Said) -> None:
    write_site(here, {"/public/": PAGE.format("")})
    assert (0, "", "audit: Passed: nothing failed in 1 file.\n") == said("check", *RULES, "public/index.html")
    assert (0, "", "") == said("check", "--quiet", *RULES, "public/index.html")


def test_a_check_writes_nothing(here: Path, said: Said, file: str) -> None:
    said("check", file)
    assert ["index.html", "public"] == sorted(path.name for path in here.rglob("*"))


@pytest.mark.parametrize(("name", "shown"), [((), "<stdin>"), (("--stdin-name", "a/b.html"), "a/b.html")])
def test_standard_input_is_read(said: Said, monkeypatch: pytest.MonkeyPatch, name: tuple[str, ...], shown: str) -> None:
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(FAULT.encode())))
    code, output, _ = said("check", "--quiet", *RULES, "-", *name)
    assert (1, f"{shown}:6: {SAID}\n") == (code, output)


def test_json_tells_everything_and_nothing_else(said: Said, file: str) -> None:
    code, output, errors = said("check", "--format", "json", *RULES, file)
    told = json.loads(output)
    [finding] = told["findings"]
    assert (1, "", 1, [file]) == (code, errors, told["exit_code"], told["judged"])
    assert (file, 6, True, "failed") == (
        finding["file"],
        finding["target"]["line"],
        finding["gates"],
        finding["outcome"],
    )
    assert "url" not in finding


def test_github_is_told_the_file_as_the_repository_has_it(said: Said, file: str) -> None:
    _, output, _ = said("check", "--format", "github", *RULES, file)
    assert output.startswith("::error file=public/index.html,line=6,title=")
    assert output.count("\n") == 1


@pytest.mark.parametrize(
    ("settings", "code", "shown"),
    [
        ('fail-on = "critical"', 0, "(serious, does not fail)"),
        ('[[levels]]\nlevel = "warn"\nrules = ["images"]', 0, "(serious, does not fail)"),
        ('[[levels]]\nlevel = "off"\nurl = "/"', 0, ""),
        ('[[suppress]]\nrule = "images"\nurl = "/"\nreason = "archive"', 0, ""),
        ('[[suppress]]\nrule = "images"\nurl = "/"\nreason = "archive"\nexpires = 2020-01-01', 1, "(serious)"),
        ('[[suppress]]\nselector = "aside"\nreason = "archive"', 1, "(serious)"),
        ('exclude = ["/"]', 0, ""),
        ("[[thresholds]]\nmost = 1", 0, "(serious, does not fail)"),
    ],
)
def test_what_the_settings_decide_holds(
    here: Path, said: Said, file: str, settings: str, code: int, shown: str
) -> None:
    (here / "audit.toml").write_text(f'targets = ["public"]\n{settings}\n')
    found, output, _ = said("check", *RULES, file)
    assert (code, bool(shown)) == (found, bool(output))
    assert shown in output


def test_what_could_not_be_told_is_shown_when_asked_for(here: Path, said: Said) -> None:
    write_site(here, {"/a/": PAGE.format('<p><a href="/x/">Click</a></p>'.replace("Click", "more"))})
    _, without, _ = said("check", "--preview", "a/index.html")
    _, with_them, _ = said("check", "--preview", "--unsure", "a/index.html")
    assert "(could not tell)" not in without
    assert set(without.splitlines()) <= set(with_them.splitlines())


def test_a_file_that_cannot_be_judged_is_no_pass(here: Path, said: Said) -> None:
    code, output, errors = said("check", *RULES, "gone.html")
    wanted = (
        "audit: gone.html: it cannot be read: No such file or directory.\n"
        "audit: Not passed: nothing failed in 0 files, but 1 file could not be judged in full.\n"
    )
    assert (2, "", wanted) == (code, output, errors)


def test_ten_files_take_about_a_second_at_most_and_load_no_browser(here: Path) -> None:
    body = "".join(
        f'<p>The water rose by {number} cm in the night.</p>\n<img src="{number}.jpg" alt="">\n'
        for number in range(200)
    )
    names = [f"{number}.html" for number in range(10)]
    write_site(here, {f"/{name}": PAGE.format(body) for name in names})
    code = (
        "import sys, time; start = time.process_time(); from audit.cli import main; "
        f"main(['check', '-q', *{names}]); "
        "print(time.process_time() - start, *sorted({name.partition('.')[0] for name in sys.modules}))"
    )
    output = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    seconds, *loaded = output.splitlines()[-1].split()
    assert set() == {"playwright", "jinja2", "rich", "psutil", "pytest"} & set(loaded)
    assert float(seconds) < 2  # half a second here; machines differ


@pytest.mark.parametrize("shown", ["text", "json", "github"])
def test_a_name_that_is_no_text_is_told_all_the_same(said: Said, shown: str) -> None:
    code, output, errors = said("check", *RULES, "--format", shown, os.fsdecode(b"\xff.html"))
    assert (2, True) == (code, "?.html" in output + errors)
