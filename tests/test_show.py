"""Reports in the browser: which one is opened, and commands that serve until they are told to end."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

import pytest

from audit.cli import main
from audit.reporters import write
from tests import samples
from tests.conftest import write_site

PAGE = "<!doctype html><html lang=en><title>Flood</title><body><main><h1>Flood</h1>{}</main>"
FAULT = PAGE.format('<img src="/photo.jpg" alt="DSC_0123.JPG">')
MENDED = PAGE.format('<img src="/photo.jpg" alt="The quay under water">')


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The addresses a browser was asked to open."""
    addresses: list[str] = []
    monkeypatch.setattr("webbrowser.open", lambda address: bool(addresses.append(address)) or True)
    return addresses


def store(name: str) -> Path:
    folder = Path("reports") / name
    folder.mkdir(parents=True)
    write(samples.clean(), folder, ["html", "json"])
    return folder / "index.html"


def test_open_shows_the_report_and_prints_where_it_is(opened: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    file = store("paper & more")
    assert 0 == main(["open"])
    assert ([file.resolve().as_uri()], f"{file}\n") == (opened, capsys.readouterr().out)


def test_open_without_a_report_is_one_sentence(opened: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert 2 == main(["open"])
    said = "audit: There is no report below reports/ yet. `audit demo` or `audit run FOLDER` writes one.\n"
    assert (said, []) == (capsys.readouterr().err, opened)


def test_where_no_browser_starts_the_address_is_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    file = store("paper")
    monkeypatch.setattr("webbrowser.open", lambda _: False)
    assert 2 == main(["open", "paper"])
    wanted = f"audit: No browser could be started. Open {file.resolve().as_uri()} in one yourself.\n"
    assert wanted == capsys.readouterr().err


def test_only_folders_are_served(capsys: pytest.CaptureFixture[str]) -> None:
    assert 2 == main(["serve", "missing"])
    assert capsys.readouterr().err.startswith("audit: missing is no folder here.")


@contextmanager
def started(*arguments: str) -> Iterator[subprocess.Popen[str]]:
    """A command that goes on until it is told to end."""
    command = [sys.executable, "-m", "audit", *arguments]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        try:
            yield process
        finally:
            process.kill()


def line_with(process: subprocess.Popen[str], words: str) -> str:
    """The next line it prints that has these words; fails when it ends before."""
    assert process.stdout is not None
    line = next((line for line in process.stdout if words in line), "")
    assert line, process.stderr and process.stderr.read()
    return line


def test_serve_lists_runs_until_ctrl_c() -> None:
    store("paper")
    with started("serve") as process:
        address = line_with(process, "http://").rpartition(" ")[2].strip()
        with urlopen(address) as answer:
            assert b'href="/run/paper/"' in answer.read()
        process.send_signal(signal.SIGINT)
        assert (0, "") == (process.wait(timeout=20), process.stderr and process.stderr.read())


def test_watch_audits_again_what_changes_until_it_is_told_to_end() -> None:
    write_site(Path("public"), {"/": PAGE.format(""), "/flood.html": FAULT})
    with started("watch", "public", "--rules", "image-alt-filename", "--workers", "1") as process:
        address = line_with(process, "http://").rpartition(" ")[2].strip()
        assert "Failed: 1 thing to fix on 2 audited pages." in line_with(process, "audited pages")
        write_site(Path("public"), {"/flood.html": MENDED})
        assert line_with(process, "changed").startswith("/flood.html changed: 1 page audited in ")
        assert line_with(process, "mended").startswith("  mended  serious   image-alt-filename: The alternative text")
        assert "Passed: nothing failed on 2 audited pages." in line_with(process, "audited pages")
        with urlopen(f"{address.replace('/run/', '/report/')}index.html") as answer:
            assert 200 == answer.status
        process.send_signal(signal.SIGTERM)
        assert (0, "") == (process.wait(timeout=20), process.stderr and process.stderr.read())
    assert not Path("reports/public/.lock").exists()
