"""What a machine may lack, and that each is said with what to do."""

from __future__ import annotations

from collections import namedtuple
from pathlib import Path
from types import SimpleNamespace

import pytest

from audit import doctor
from audit.capture import browser as browsers
from audit.capture.browser import Browser
from audit.config import Config
from audit.crawl.fetch import Fetched, FetchFailed
from audit.doctor import Finding, examine
from audit.errors import BrowserMissing, ConfigError
from audit.model import Fault

Usage = namedtuple("Usage", "total used free")
SITE = "https://desk:secret@example.org/"


@pytest.fixture(autouse=True)
def sound(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine on which all is well."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "public").mkdir()
    (tmp_path / "public/index.html").write_text("<!doctype html>")
    found = Browser(path="/usr/bin/chrome", name="chrome", kind="full", source="system")
    monkeypatch.setattr(browsers, "require", lambda _: found)
    monkeypatch.setattr(browsers, "describe", lambda _: "browser  chrome 140.0, a full browser\npath …")
    monkeypatch.setattr(browsers, "sandbox_off_reason", lambda: None)
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setattr(doctor.shutil, "which", lambda _: "/usr/bin/fc-list")
    monkeypatch.setattr(doctor, "_families", lambda _: {"DejaVu Sans"})
    monkeypatch.setattr(doctor.shutil, "disk_usage", lambda _: Usage(10**12, 0, 10**12))
    monkeypatch.setattr(doctor.psutil, "virtual_memory", lambda: SimpleNamespace(available=10**12))
    monkeypatch.setattr(doctor, "_container_memory", lambda: float("inf"))
    return tmp_path


def of(about: str, config: Config | None = None) -> list[Finding]:
    used = config or Config(targets=["public"])
    return [finding for finding in examine(lambda: used) if finding.about == about]


def trouble(about: str, config: Config | None = None) -> Finding:
    [finding] = [finding for finding in of(about, config) if finding.standing != "ok"]
    assert finding.remedy.endswith((".", "?"))
    return finding


def test_on_a_sound_machine_all_is_well() -> None:
    found = list(examine(lambda: Config(targets=["public"])))
    assert {"ok"} == {finding.standing for finding in found}
    wanted = [
        "settings",
        "targets",
        "browser",
        "sandbox",
        "fonts",
        "disk",
        "disk",
        "memory",
        "loopback",
        "network",
        "clock",
    ]
    assert wanted == [finding.about for finding in found]


def test_settings_that_cannot_be_read_are_told_and_the_rest_is_looked_at() -> None:
    def read() -> Config:
        raise ConfigError("audit.toml: there is no setting “max-page”. Did you mean “max-pages”?")

    first, *others = examine(read)
    wrong = Finding("settings", "trouble", "audit.toml: there is no setting “max-page”", "Did you mean “max-pages”?")
    assert wrong == first
    assert "browser" in {finding.about for finding in others}


def test_settings_that_choose_no_rule_are_told() -> None:
    assert "imagse" in trouble("settings", Config(rules=["imagse"])).said


def test_a_target_that_is_not_there_or_empty_is_told(sound: Path) -> None:
    (sound / "empty").mkdir()
    assert "gone is not here" == trouble("targets", Config(targets=["public", "gone"])).said
    assert "empty holds 0 pages" == trouble("targets", Config(targets=["empty"])).said
    assert "hint" == trouble("targets", Config()).standing


def test_a_browser_that_is_missing_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(_: object) -> Browser:
        raise BrowserMissing("No browser was found: run `audit browser --install`.")

    monkeypatch.setattr(browsers, "require", missing)
    found = trouble("browser")
    assert ("trouble", True) == (found.standing, "audit browser --install" in found.said)


def test_a_browser_without_its_sandbox_is_a_hint(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(browsers, "sandbox_off_reason", lambda: "root")
    assert ("hint", "off: root") == (trouble("sandbox").standing, trouble("sandbox").said)


def test_letters_that_no_font_has_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "_families", lambda language: set() if language == "uk" else {"Courier"})
    found = trouble("fonts")
    assert "no font has Cyrillic letters: pages are laid out in empty boxes" == found.said
    assert "fonts-noto-core" in found.remedy


def test_a_full_disk_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor.shutil, "disk_usage", lambda _: Usage(10**9, 10**9, 1024 * 1024))
    assert ["trouble", "trouble"] == [finding.standing for finding in of("disk")]


def test_a_folder_that_cannot_be_written_is_told(monkeypatch: pytest.MonkeyPatch, sound: Path) -> None:
    monkeypatch.setattr(doctor, "_is_writable", lambda place: place != sound)
    assert trouble("disk").said == f"{sound}, for the report, cannot be written"


@pytest.mark.parametrize(("free", "standing"), [(900, "hint"), (100, "trouble")])
def test_too_little_memory_is_told_with_the_workers_it_is_enough_for(
    monkeypatch: pytest.MonkeyPatch, free: int, standing: str
) -> None:
    monkeypatch.setattr(doctor, "_container_memory", lambda: free * 1024 * 1024)
    found = trouble("memory", Config(targets=["public"], workers=4))
    assert (standing, f"{free} MB free for 4 workers") == (found.standing, found.said)
    assert found.remedy.startswith(f"Set workers = {max(1, free // 400)}, or give it 1,600 MB")


def test_a_loopback_that_does_not_answer_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(url: str, **_: object) -> Fetched:
        raise FetchFailed(Fault.REFUSED, f"{url}: refused")

    monkeypatch.setattr(doctor, "fetch", refused)
    assert trouble("loopback").said.startswith("127.0.0.1 does not answer")
    found = trouble("network", Config(targets=[SITE]))
    assert ("https://example.org/ cannot be reached: refused", "trouble") == (found.said, found.standing)


def answering(monkeypatch: pytest.MonkeyPatch, status: int, robots: str, **headers: str) -> None:
    def fetch(url: str, **_: object) -> Fetched:
        body = robots.encode() if url.endswith("robots.txt") else b""
        return Fetched(url, 200 if url.endswith("robots.txt") or "127.0.0.1" in url else status, headers, body)

    monkeypatch.setattr(doctor, "fetch", fetch)
    monkeypatch.setattr("audit.crawl.robots.fetch", fetch)


def test_a_site_that_answers_and_lets_the_tool_in_is_well(monkeypatch: pytest.MonkeyPatch) -> None:
    answering(monkeypatch, 200, "User-agent: *\nAllow: /")
    found = [*of("network", Config(targets=[SITE])), *of("robots", Config(targets=[SITE]))]
    wanted = [
        "https://example.org/ answers with 200",
        "https://example.org/robots.txt lets https://example.org/ be audited",
    ]
    assert wanted == [finding.said for finding in found]
    assert {"ok"} == {finding.standing for finding in found}


def test_a_site_that_refuses_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    answering(monkeypatch, 403, "User-agent: newsroom-audit\nDisallow: /")
    assert "https://example.org/ answers with 403" == trouble("network", Config(targets=[SITE])).said
    assert (
        "https://example.org/robots.txt forbids https://example.org/" == trouble("robots", Config(targets=[SITE])).said
    )
    assert ["ok"] == [finding.standing for finding in of("robots", Config(targets=[SITE], robots="ignore"))]


def test_a_clock_that_is_wrong_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    answering(monkeypatch, 200, "", date="Mon, 05 Jan 2026 10:00:00 GMT")
    monkeypatch.setattr(doctor.time, "time", lambda: 1_767_607_200.0 + 3600)
    assert "60 minutes from the clock of https://example.org" == trouble("clock", Config(targets=[SITE])).said
    monkeypatch.setattr(doctor.time, "gmtime", lambda: SimpleNamespace(tm_year=1970))
    monkeypatch.setattr(doctor.time, "strftime", lambda *_: "1970-01-01 00:00 UTC")
    assert "1970-01-01 00:00 UTC" == trouble("clock").said
