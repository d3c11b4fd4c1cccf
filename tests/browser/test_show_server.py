"""The server's pages in a browser: inert, without barriers, and the open report follows a saved article where it was."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, TypeVar

import pytest

from audit.capture import browser
from audit.config import Config
from audit.crawl.store import Store
from audit.model import Finding, Impact, Outcome, PageResult, State, Target
from audit.reporters import write
from audit.run import locked
from audit.show.server import serve
from audit.watch import rounds
from tests import samples
from tests.browser.test_report_page import Opened, barriers
from tests.conftest import write_site

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

T = TypeVar("T")
ARTICLE = (
    "<!doctype html><html lang=en><head><title>{0}</title></head><body><main><article><h1>{0}</h1>"
    "<img src='/photo.jpg' alt='{1}' width=600 height=400><p>The harbour wall holds.</p></article></main></body></html>"
)


@pytest.fixture
def look() -> Iterator[Callable[[Callable[[Browser], T]], T]]:
    """Asks something of a browser, in a thread of its own: Playwright allows one synchronous session a thread."""
    session = ExitStack()

    def start() -> Browser:
        driver = session.enter_context(browser.driver())
        return session.enter_context(browser.launch(driver, browser.require(), offline=True))

    with ThreadPoolExecutor(max_workers=1) as thread:
        running = thread.submit(start).result()
        yield lambda question: thread.submit(question, running).result()
        thread.submit(session.close).result()


def noting(page: Page, address: str) -> list[str]:
    """What pages have no business to cause."""
    events: list[str] = []
    page.on("request", lambda request: events.append(request.url) if not request.url.startswith(address) else None)
    page.on("dialog", lambda dialog: (events.append(f"dialog {dialog.message}"), dialog.dismiss()))
    page.on("pageerror", lambda error: events.append(f"error {error}"))
    page.on("console", lambda message: events.append(f"console {message.text}"))
    return events


def harmful(number: int) -> PageResult:
    texts = [samples.SCRIPT, samples.TURNED, samples.LONG]
    findings = [
        Finding(
            rule="image-alt-filename",
            outcome=[Outcome.FAILED, Outcome.CANT_TELL][place % 2],
            impact=Impact.SERIOUS,
            url=text[:2000],
            target=Target(selector="img"),
            message=text,
            fingerprint=f"{place}",
        )
        for place, text in enumerate(texts)
    ]
    return PageResult(url=f"/{number}{samples.SCRIPT}", state=State.AUDITED, findings=findings)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_of_the_server_are_inert_and_without_barriers(
    look: Callable[[Callable[[Browser], list[str]]], list[str]], tmp_path: Path, scheme: str
) -> None:
    for name in ("ended <b>", "again"):
        (tmp_path / name).mkdir()
        write(samples.hostile(), tmp_path / name, ["html", "json"])

    def ask(running: Browser) -> list[str]:
        found: list[str] = []
        with running.new_context(color_scheme=scheme, viewport={"width": 1280, "height": 800}) as context:
            for width in (1280, 320):
                for path in ("", "run/first/", "run/again/", "run/ended%20%3Cb%3E/", "missing"):
                    page = context.new_page()
                    page.set_viewport_size({"width": width, "height": 800})
                    events = noting(page, address)
                    page.goto(address + path)
                    page.evaluate("document.querySelectorAll('details').forEach((part) => { part.open = true; })")
                    wide = page.evaluate("document.documentElement.scrollWidth")
                    found += [f"{path} at {width}: {wide} wide"] if wide > width else []
                    found += [f"{path}: {event}" for event in events if path != "missing"]
                    # What is in the frame, the report, is tested by itself.
                    here = [barrier for barrier in barriers(Opened(page)) if "frame-tested" not in barrier]
                    found += [f"{path} at {width}: {barrier}" for barrier in here]
                    page.close()
        return found

    with (
        serve(tmp_path) as address,
        locked(tmp_path / "first"),
        locked(tmp_path / "again"),
        Store(tmp_path / "first") as first,
        Store(tmp_path / "again") as again,
    ):
        for store in (first, again):
            store.put_fact("accepted", "40")
            store.put(0, harmful(0))
        assert [] == look(ask)


def test_an_open_report_follows_a_saved_article_and_keeps_its_place(
    look: Callable[[Callable[[Browser], None]], None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    write_site(Path("public"), {"/": ARTICLE.format("Front page", "x"), "/flood.html": ARTICLE.format("Flood", "x")})
    config = Config(targets=["public"], out="reports/public", rules=["axe", "images"], workers=1, offline=True)

    def ask(running: Browser) -> None:
        page = running.new_page(viewport={"width": 1000, "height": 500})
        events = noting(page, address)
        page.goto(f"{address}run/public/")
        frame = page.frame_locator("iframe")
        frame.locator("h1").first.wait_for()
        report = page.frames[1]
        assert 0 == report.get_by_text("DSC_0123.JPG").count()
        report.evaluate("scrollTo(0, 300)")
        write_site(Path("public"), {"/flood.html": ARTICLE.format("Flood", "DSC_0123.JPG")})
        assert ["/flood.html"] == next(each_round).changed
        page.wait_for_selector("body[data-shown]")
        assert 0 < page.frames[1].get_by_text("DSC_0123.JPG").count()
        assert 300 == page.frames[1].evaluate("scrollY")
        assert "The report is new, as of " in page.inner_text("#said")
        assert [] == events
        page.close()

    with serve(tmp_path / "reports") as address, closing(rounds(config, Event())) as each_round:
        assert next(each_round).report
        look(ask)
