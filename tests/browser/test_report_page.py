"""The HTML report in a browser: inert, readable and without barriers, whatever the pages said that it reports on."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import axe_playwright_python
import pytest

from audit.capture import browser
from audit.reporters import write
from tests import samples

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

T = TypeVar("T")
AXE = Path(axe_playwright_python.__file__).with_name("axe.min.js")
WIDTHS = (1440, 768, 360, 320)


@dataclass
class Opened:
    """A page that shows a report, and what happened while it did."""

    page: Page
    events: list[str] = field(default_factory=list)
    """Requests other than for the report itself, dialogs, errors, words on the console."""


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Each sample's report on disk."""
    folder = tmp_path_factory.mktemp("reports")
    made = {name: getattr(samples, name)() for name in ("sample", "hostile", "empty", "clean")}
    made["large"] = samples.large(pages=40, groups=300)
    return {name: write(report, folder / name, ["html"])[0] for name, report in made.items()}


Look = Callable[[str, str, Callable[[Opened], T]], T]


@pytest.fixture(scope="module")
def look(reports: dict[str, Path]) -> Iterator[Look[T]]:
    """
    Opens a report in a colour scheme and asks a question of it.

    All in a thread of its own, because Playwright allows one synchronous session a thread and other tests have theirs.
    """
    session = ExitStack()

    def start() -> Browser:
        driver = session.enter_context(browser.driver())
        return session.enter_context(browser.launch(driver, browser.require(), offline=True))

    def ask(running: Browser, name: str, scheme: str, question: Callable[[Opened], T]) -> T:
        with running.new_context(color_scheme=scheme, viewport={"width": 1440, "height": 900}) as context:
            opened = Opened(context.new_page())
            listen(opened, reports[name].as_uri())
            opened.page.goto(reports[name].as_uri())
            return question(opened)

    with ThreadPoolExecutor(max_workers=1) as thread:
        running = thread.submit(start).result()
        yield lambda *asked: thread.submit(ask, running, *asked).result()
        thread.submit(session.close).result()


def listen(opened: Opened, address: str) -> None:
    """Note whatever a report has no business to cause."""
    note = opened.events.append
    opened.page.on("request", lambda request: note(f"request {request.url}") if request.url != address else None)
    opened.page.on("requestfailed", lambda request: note(f"refused by {request.failure}: {request.url}"))
    opened.page.on("dialog", lambda dialog: (note(f"dialog {dialog.message}"), dialog.dismiss()))
    opened.page.on("pageerror", lambda error: note(f"error {error}"))
    opened.page.on("console", lambda message: note(f"console {message.text}"))


def barriers(opened: Opened) -> list[str]:
    """What axe-core finds, and what it could not tell."""
    opened.page.evaluate(AXE.read_text(encoding="utf-8"))
    results = json.loads(opened.page.evaluate("axe.run(document).then((results) => JSON.stringify(results))"))
    assert results["passes"]
    return [
        f"{kind} {rule['id']}: {node['html'][:200]}"
        for kind in ("violations", "incomplete")
        for rule in results[kind]
        for node in rule["nodes"]
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", ["sample", "hostile", "empty", "clean", "large"])
def test_report_has_no_barriers_wide_or_narrow(look: Look[list[str]], name: str, scheme: str) -> None:
    def ask(opened: Opened) -> list[str]:
        wide = barriers(opened)
        opened.page.set_viewport_size({"width": 320, "height": 640})
        opened.page.reload()
        return wide + barriers(opened)

    assert look(name, scheme, ask) == []


@pytest.mark.parametrize("name", ["sample", "hostile"])
def test_unfolded_report_has_no_barriers_either(look: Look[list[str]], name: str) -> None:
    def ask(opened: Opened) -> list[str]:
        opened.page.evaluate("document.querySelectorAll('details').forEach((part) => { part.open = true; })")
        return barriers(opened)

    assert look(name, "light", ask) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", ["sample", "hostile", "empty"])
def test_report_loads_nothing_runs_nothing_and_says_nothing(look: Look[list[str]], name: str, scheme: str) -> None:
    def ask(opened: Opened) -> list[str]:
        opened.page.evaluate("document.querySelectorAll('details').forEach((part) => { part.open = true; })")
        opened.page.mouse.move(300, 300)
        opened.page.wait_for_timeout(200)
        return opened.events

    assert look(name, scheme, ask) == []


def test_policy_stops_scripts_and_pictures_from_elsewhere(look: Look[tuple[bool, list[str]]]) -> None:
    """The second wall: were something of a page's to get through unescaped, it would still not run or load."""

    def ask(opened: Opened) -> tuple[bool, list[str]]:
        opened.page.evaluate(
            """() => {
              const script = document.createElement("script");
              script.textContent = "window.ran = true";
              const picture = document.createElement("img");
              picture.src = "http://127.0.0.1:9/x.png";
              document.body.append(script, picture);
              document.body.insertAdjacentHTML("beforeend", "<img src='data:,x' onerror='window.ran = true'>");
            }"""
        )
        opened.page.wait_for_timeout(300)
        return opened.page.evaluate("Boolean(window.ran)"), opened.events

    ran, events = look("clean", "light", ask)
    assert not ran
    assert "refused by csp: http://127.0.0.1:9/x.png" in events
    assert len([event for event in events if "Content Security Policy" in event]) == 3


@pytest.mark.parametrize("name", ["sample", "hostile", "large"])
def test_report_never_scrolls_sideways(look: Look[dict[int, int]], name: str) -> None:
    def ask(opened: Opened) -> dict[int, int]:
        opened.page.evaluate("document.querySelectorAll('details').forEach((part) => { part.open = true; })")
        too_wide = {}
        for width in WIDTHS:
            opened.page.set_viewport_size({"width": width, "height": 900})
            too_wide[width] = opened.page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        return {width: extra for width, extra in too_wide.items() if extra > 0}

    assert look(name, "light", ask) == {}


def test_keyboard_gets_to_the_findings_first(look: Look[tuple[str, str]]) -> None:
    def ask(opened: Opened) -> tuple[str, str]:
        opened.page.keyboard.press("Tab")
        first = opened.page.evaluate("document.activeElement.textContent")
        opened.page.keyboard.press("Enter")
        return first, opened.page.evaluate("document.activeElement.id")

    assert look("sample", "light", ask) == ("Skip to what was found", "main")


def test_link_to_a_folded_group_opens_what_it_is_folded_in(look: Look[tuple[bool, bool]]) -> None:
    def ask(opened: Opened) -> tuple[bool, bool]:
        group = opened.page.locator("details.more article").last
        name = group.get_attribute("id")
        before = group.is_visible()
        opened.page.evaluate("(name) => { location.hash = name; }", name)
        opened.page.wait_for_timeout(200)
        return before, group.is_visible()

    assert look("large", "light", ask) == (False, True)
