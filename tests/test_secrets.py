"""What lets somebody in never leaves the machine in a report."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from audit.model import Gap, Report
from audit.reporters import REPORTERS, append_summary, spoken, write
from audit.reporters.secrets import PARAMETERS, hide, without_secrets
from tests import samples


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("https://desk:hunter2@x.example/a", "https://x.example/a"),
        ("https://desk:p@ss@x.example/a", "https://x.example/a"),
        ('<a href="//desk@x.example/">', '<a href="//x.example/">'),
        ("https://x.example/?page=2&token=abc&lang=de", "https://x.example/?page=2&token=…&lang=de"),
        ('<a href="/?a=1&amp;API_KEY=abc">', '<a href="/?a=1&amp;API_KEY=…">'),
        ("https://x.example/#access_token=abc", "https://x.example/#access_token=…"),
    ],
)
def test_credentials_and_tokens_are_hidden(text: str, shown: str) -> None:
    assert shown == hide(text)
    assert shown == hide(shown)


@pytest.mark.parametrize(
    "text",
    [
        "https://x.example/@desk/1",
        "Write to desk@x.example // or not",
        "https://x.example/?tokens=3&monkey=1",
        "token=abc is no address",
    ],
)
def test_what_is_no_secret_stays(text: str) -> None:
    assert text == hide(text)


def leaking() -> Report:
    """A run whose every text carries a password and a token."""
    leak = "https://desk:hunter2@x.example/a?token=s3cr3t"
    base = samples.sample()
    group = replace(
        base.groups[0],
        message=leak,
        url=leak,
        pages=[leak],
        target=replace(base.groups[0].target, html=f'<a href="{leak}">', selector=f'a[href="{leak}"]', frame=[leak]),
    )
    page = replace(
        base.pages[-20], url=leak, detail=leak, title=leak, referrer=leak, gaps=[Gap(what=leak, reason=leak)]
    )
    return replace(
        base,
        targets=[leak],
        settings={"targets": [leak], leak: {leak: leak}},
        verdict=leak,
        groups=[group, *base.groups[1:]],
        pages=[page, *base.pages],
        broken_rules=[Gap(what=leak, reason=leak)],
    )


def test_no_format_has_a_secret(tmp_path: Path) -> None:
    report = leaking()
    written = write(report, tmp_path, REPORTERS)
    append_summary(report, tmp_path / "step")
    texts = [file.read_text(encoding="utf-8") for file in (*written, tmp_path / "step")] + [spoken(report, ["github"])]
    assert len(REPORTERS) + 2 == len(texts)
    for text in texts:
        assert "x.example/a" in text
        assert "hunter2" not in text
        assert "s3cr3t" not in text


def test_a_report_without_secrets_stays_the_same() -> None:
    assert samples.sample() == without_secrets(samples.sample())


def test_parameters_are_told_by_their_whole_name() -> None:
    assert all(f"?{name}=…" == hide(f"?{name}=x") for name in PARAMETERS)
    assert "?x-token=x" == hide("?x-token=x")
