"""The summary: short, and inert whatever the pages said."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from markdown_it import MarkdownIt
from msgspec.structs import replace

from audit.errors import OutputError
from audit.model import Impact, Report, Spared
from audit.reporters import LARGEST_SUMMARY, append_summary
from audit.reporters.markdown import GROUPS_SHOWN, inert, text
from tests import samples


def rendered(report: Report) -> str:
    return str(MarkdownIt("gfm-like", {"linkify": False}).render(text(report)))


def test_says_the_verdict_the_counts_and_what_to_fix_first() -> None:
    said = text(replace(samples.sample(), settings={}))
    assert said.startswith("## ❌ Audit of https")
    assert "9 groups failed, 6 of them serious or critical" in said
    assert "**9 things to fix** (1 critical, 6 serious, 1 moderate, 1 minor)" in said
    assert "| critical | axe-label | The search field has no name&#58;" in said
    assert "- 30 audited\n- 2 audited in part\n- 2 could not be audited\n- 17 left out" in said
    assert "live/storm-desk: timeout The page did not answer within 30 s, twice." in said


def test_what_does_not_gate_stands_apart() -> None:
    report = samples.sample()
    spared = replace(report.groups[0], spared=Spared(by="origin", reason="an ad"), gates=False)
    said = text(replace(report, groups=[spared]))
    assert "**0 things to fix** · 1 known or allowed" in said
    assert "### To fix" not in said
    assert "### Does not stop the run" in said


@pytest.mark.parametrize(
    "attempt",
    [
        "<img src=x onerror=alert(1)>",
        "**bold** _it_ ~~gone~~ `code`",
        "[a](https://evil.example) ![b](https://evil.example/x.png)",
        "https://evil.example www.evil.example <https://evil.example>",
        "a | b | c",
        "\\| a",
        "# heading",
        "- item",
        "1. item",
        "12. item",
        "> quote",
        "&lt;b&gt; &amp;",
        "$x$",
        "+ item",
        "```",
        "two\n\n# lines",
    ],
)
def test_text_of_a_page_is_text_in_first_place_and_in_a_cell(attempt: str) -> None:
    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    [paragraph, inline, _] = parser.parse(inert(attempt))
    assert "paragraph_open" == paragraph.type
    assert {"text", "text_special"} >= {token.type for token in inline.children or []}
    table = str(parser.render(f"| a | b |\n|---|---|\n| {inert(attempt)} | {inert(attempt)} |"))
    assert 2 == table.count("<td")
    assert not re.search(r"<(?!/?(table|thead|tbody|tr|t[hd])\b)", table)


def test_nobody_is_mentioned_and_no_issue_is_linked() -> None:
    """GitHub looks for both in the rendered text, where a reference has become the character."""
    shown = MarkdownIt().render(inert("@octocat see #12 and mail@x.example"))
    assert not re.search(r"@\w|#\d", shown)


def test_turned_text_is_made_visible() -> None:
    said = text(samples.hostile())
    assert "&#91;U+202E&#93;gnp.exe" in said
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", said)
    assert "<script" not in rendered(samples.hostile())


def test_summary_of_a_huge_run_is_short() -> None:
    said = text(samples.large())
    assert len(said.encode()) < LARGEST_SUMMARY / 20
    assert GROUPS_SHOWN == said.partition("### Could")[0].count(f"| {Impact.CRITICAL} |")
    assert "more in the report." in said


def test_run_without_pages_does_not_look_good() -> None:
    said = text(samples.empty())
    assert "✅" not in said
    assert "No page." in said


def test_summary_is_appended_to_what_the_step_has_said(tmp_path: Path) -> None:
    file = tmp_path / "step"
    file.write_text("# Build\n")
    append_summary(samples.clean(), file)
    assert f"# Build\n{text(samples.clean())}" == file.read_text(encoding="utf-8")


def test_summary_that_github_would_refuse_is_not_added(tmp_path: Path) -> None:
    file = tmp_path / "step"
    file.write_bytes(b"a" * LARGEST_SUMMARY)
    with pytest.raises(OutputError, match="GitHub takes 1 MiB"):
        append_summary(samples.clean(), file)
    assert LARGEST_SUMMARY == file.stat().st_size


def test_summary_that_cannot_be_written_says_how_to_switch_it_off(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match=r"cannot be written: .*--no-step-summary"):
        append_summary(samples.clean(), tmp_path / "no" / "step")
