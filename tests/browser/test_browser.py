"""The browser that is found starts, with what the probes need, and stays where it is told to."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import TypeVar

import pytest

from audit.capture import browser
from audit.errors import BrowserMissing

T = TypeVar("T")


def alone(work: Callable[[], T]) -> T:
    """Do it in a thread of its own: Playwright takes a thread for itself, and other tests may have theirs here."""
    with ThreadPoolExecutor(max_workers=1) as thread:
        return thread.submit(work).result()


@pytest.fixture
def found() -> browser.Browser:
    return browser.require()


class Greeting(BaseHTTPRequestHandler):
    """Answers everything with a page."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write("<title>Надвечір’я</title><label>E-mail <input></label>".encode())

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing."""


@pytest.fixture
def site() -> Iterator[str]:
    with HTTPServer(("127.0.0.1", 0), Greeting) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()


def test_a_page_opens(found: browser.Browser, site: str) -> None:
    def work() -> str:
        with browser.driver() as playwright:
            running = browser.launch(playwright, found, offline=True)
            page = running.new_page()
            page.goto(site)
            seen = page.title()
            running.close()
            return seen

    assert alone(work) == "Надвечір’я"


def test_offline_no_host_but_this_machine_is_reached(found: browser.Browser) -> None:
    def work() -> str:
        from playwright.sync_api import Error

        with browser.driver() as playwright:
            running = browser.launch(playwright, found, offline=True)
            with pytest.raises(Error) as refused:
                running.new_page().goto("http://news.example/")
            running.close()
            return str(refused.value)

    assert "ERR_NAME_NOT_RESOLVED" in alone(work)


def test_offline_is_not_undone_by_a_proxy(found: browser.Browser, site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", site)
    test_offline_no_host_but_this_machine_is_reached(found)


def test_its_description_says_what_it_is(found: browser.Browser) -> None:
    lines = alone(lambda: browser.describe(found)).splitlines()
    assert [line.split()[0] for line in lines] == ["browser", "path", "sandbox", "driver"]
    assert found.name in lines[0]
    assert found.path in lines[1]


@pytest.mark.parametrize(
    ("script", "cause"),
    [
        ("echo 'profile is in use' >&2; exit 1", "does not start: profile is in use"),
        ("exit 7", "ended at once .exit code 7"),
        ("echo 'x: error while loading shared libraries: libnss3.so: cannot open' >&2; exit 127", "lacks libnss3.so"),
        ("echo '[1:1:FATAL:zygote.cc] No usable sandbox!' >&2; echo more >&2; exit 1", "AUDIT_NO_SANDBOX=1"),
    ],
)
def test_a_browser_that_does_not_start_says_why(script: str, cause: str, tmp_path: Path) -> None:
    program = tmp_path / "chromium"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)
    with pytest.raises(BrowserMissing, match=cause):
        alone(lambda: browser.describe(browser.require(str(program))))


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_driver_that_dies_at_once_says_why(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Playwright says only “Connection closed while reading from the driver”."""
    node = tmp_path / "node"
    node.write_text("#!/bin/sh\necho 'node: error while loading shared libraries: libatomic.so.1' >&2\nexit 127\n")
    node.chmod(0o755)
    monkeypatch.setenv("PLAYWRIGHT_NODEJS_PATH", str(node))

    def work() -> None:
        with browser.driver():
            pass

    with pytest.raises(BrowserMissing, match="apt-get install libatomic1"):
        alone(work)
