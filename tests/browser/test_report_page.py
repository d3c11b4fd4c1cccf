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
from msgspec.structs import replace

from audit.capture import browser
from audit.config import Config
from audit.model import Outcome, PageSummary, Picture, State
from audit.reporters import write
from audit.run import audit
from tests import samples

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

T = TypeVar("T")
AXE = Path(axe_playwright_python.__file__).with_name("axe.min.js")
EXAMPLE = Path(__file__).parent.parent.parent / "reports" / "example"
WIDTHS = (1440, 768, 360, 320)
UNFOLD = "document.querySelectorAll('details').forEach((part) => { part.open = true; })"
SAMPLE = ("index.html", "addresses.html", "rules.html", "pages/3.html", f"groups/{5:016x}.html")
HOSTILE = (
    "index.html",
    "addresses.html",
    "rules.html",
    "pages/2.html",
    f"groups/{1:016x}.html",
    f"groups/{2:016x}.html",
)
SHOWN = [*(("sample", path) for path in SAMPLE), *(("hostile", path) for path in HOSTILE)]


@dataclass
class Opened:
    """A page that shows a report, and what happened while it did."""

    page: Page
    events: list[str] = field(default_factory=list)
    """Requests other than for the report's own files, dialogs, errors, words on the console."""


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Each sample's report on disk, by its folder."""
    folder = tmp_path_factory.mktemp("reports")
    made = {name: getattr(samples, name)() for name in ("sample", "hostile", "empty", "clean")}
    made["large"] = samples.large(pages=40, groups=700)
    for name in ("sample", "hostile"):
        made[f"single-{name}"] = replace(made[name], settings={**made[name].settings, "single-file": True})
    left_out = [PageSummary(url=f"{samples.SITE}/{number}", state=State.SKIPPED) for number in range(619)]
    made["long"] = replace(made["clean"], pages=[*made["clean"].pages, *left_out])
    first = made["sample"].groups[0]
    lost = replace(first, picture=Picture(file="pictures/lost.webp", width=640, height=420))
    made["lost"] = replace(made["sample"], groups=[lost])
    return {name: write(report, folder / name, ["html"])[0].parent for name, report in made.items()}


Look = Callable[..., T]


@pytest.fixture(scope="module")
def look(reports: dict[str, Path]) -> Iterator[Look[T]]:
    """
    Opens a page of a report and asks a question of it.

    All in a thread of its own, because Playwright allows one synchronous session a thread and other tests have theirs.
    """
    session = ExitStack()

    def start() -> Browser:
        driver = session.enter_context(browser.driver())
        return session.enter_context(browser.launch(driver, browser.require(), offline=True))

    def ask(running: Browser, name: str, path: str, question: Callable[[Opened], T], **context: object) -> T:
        place = reports[name].as_uri()
        wide = {"viewport": {"width": 1440, "height": 900}}
        with running.new_context(**{**wide, **context}) as opened_in:
            opened = Opened(opened_in.new_page())
            listen(opened, f"{place}/")
            file, _, anchor = path.partition("#")
            opened.page.goto(f"{place}/{file}" + (f"#{anchor}" if anchor else ""))
            return question(opened)

    with ThreadPoolExecutor(max_workers=1) as thread:
        running = thread.submit(start).result()
        yield lambda *asked, **context: thread.submit(ask, running, *asked, **context).result()
        thread.submit(session.close).result()


def listen(opened: Opened, place: str) -> None:
    """Note whatever a report has no business to cause."""
    note = opened.events.append
    opened.page.on("request", lambda request: None if request.url.startswith(place) else note(f"request {request.url}"))
    opened.page.on("requestfailed", lambda request: note(f"refused by {request.failure}: {request.url}"))
    opened.page.on("dialog", lambda dialog: (note(f"dialog {dialog.message}"), dialog.dismiss()))
    opened.page.on("pageerror", lambda error: note(f"error {error}"))
    opened.page.on("console", lambda message: note(f"console {message.text}"))


def barriers(opened: Opened) -> list[str]:
    """What axe-core finds, and what it could not tell, with everything unfolded."""
    opened.page.evaluate(UNFOLD)
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
@pytest.mark.parametrize(
    ("name", "path"),
    [*SHOWN, *((name, "index.html") for name in ("empty", "clean", "single-sample", "single-hostile"))],
)
def test_report_has_no_barriers(look: Look[list[str]], name: str, path: str, scheme: str) -> None:
    assert look(name, path, barriers, color_scheme=scheme) == []


@pytest.mark.parametrize(("name", "path"), SHOWN)
def test_report_has_no_barriers_on_a_phone(look: Look[list[str]], name: str, path: str) -> None:
    assert look(name, path, barriers, viewport={"width": 320, "height": 640}) == []


@pytest.mark.parametrize(
    ("name", "path"),
    [*SHOWN, ("empty", "index.html"), ("single-hostile", "index.html"), ("hostile", "index.html#q=%3Cimg&topic=axe")],
)
def test_report_asks_for_nothing_runs_nothing_of_a_page_and_says_nothing(
    look: Look[list[str]], name: str, path: str
) -> None:
    def ask(opened: Opened) -> list[str]:
        opened.page.evaluate(UNFOLD)
        opened.page.mouse.move(300, 300)
        opened.page.wait_for_timeout(100)
        return opened.events

    assert look(name, path, ask) == []


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

    ran, events = look("clean", "index.html", ask)
    assert not ran
    assert "refused by csp: http://127.0.0.1:9/x.png" in events
    assert len([event for event in events if "Content Security Policy" in event]) == 3


@pytest.mark.parametrize(("name", "path"), [*SHOWN, ("large", "index.html"), ("single-hostile", "index.html")])
def test_report_never_scrolls_sideways(look: Look[dict[int, int]], name: str, path: str) -> None:
    def ask(opened: Opened) -> dict[int, int]:
        opened.page.evaluate(UNFOLD)
        too_wide = {}
        for width in WIDTHS:
            opened.page.set_viewport_size({"width": width, "height": 900})
            too_wide[width] = opened.page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        return {width: extra for width, extra in too_wide.items() if extra > 0}

    assert look(name, path, ask) == {}


def test_keyboard_gets_to_the_findings_first(look: Look[tuple[str, str]]) -> None:
    def ask(opened: Opened) -> tuple[str, str]:
        opened.page.keyboard.press("Tab")
        first = opened.page.evaluate("document.activeElement.textContent")
        opened.page.keyboard.press("Enter")
        return first, opened.page.evaluate("document.activeElement.id")

    assert look("sample", "index.html", ask) == ("Skip to what was found", "main")


def test_picture_that_is_lost_leaves_its_words_and_its_place(look: Look[tuple[str, bool]]) -> None:
    def ask(opened: Opened) -> tuple[str, bool]:
        picture = opened.page.locator("img")
        return picture.get_attribute("alt") or "", opened.page.locator("pre").first.is_visible()

    assert look("lost", f"groups/{1:016x}.html", ask) == ("The page around the element, which is outlined", True)


# ------------------------------------------------------------------------------------------------- with and without scripts


def shown(opened: Opened) -> int:
    """How many rows of lists are in sight."""
    count: int = opened.page.locator("[data-v]:visible").count()
    return count


def test_without_scripts_everything_is_there_and_nothing_that_does_nothing(look: Look[tuple[int, int, str]]) -> None:
    def ask(opened: Opened) -> tuple[int, int, str]:
        number = shown(opened)
        forms = opened.page.locator("form:visible, button:visible").count()
        opened.page.locator("[data-v] a").first.click()
        return number, forms, opened.page.locator("h1").inner_text()

    assert look("sample", "index.html", ask, java_script_enabled=False) == (
        12,
        0,
        "The search field has no name: a screen reader says “edit, blank”.",
    )


def test_filters_narrow_the_list_and_the_address_keeps_them(look: Look[list[object]]) -> None:
    def ask(opened: Opened) -> list[object]:
        page = opened.page
        page.get_by_label("Topic", exact=True).select_option("images")
        by_topic = shown(opened), page.locator("output").inner_text()
        page.get_by_label("Search", exact=True).fill("FILE name")
        by_word = shown(opened), page.evaluate("location.hash")
        page.reload()
        kept = (
            shown(opened),
            page.get_by_label("Topic", exact=True).input_value(),
            page.get_by_label("Search", exact=True).input_value(),
        )
        page.get_by_role("button", name="Show all").click()
        page.wait_for_function("!location.hash.includes('topic')")
        return [by_topic, by_word, kept, shown(opened), opened.events]

    assert look("sample", "index.html", ask) == [
        (4, "4 of 12 fit"),
        (2, "#q=FILE+name&topic=images"),
        (2, "images", "FILE name"),
        12,
        [],
    ]


def test_list_says_when_nothing_fits(look: Look[list[str]]) -> None:
    def ask(opened: Opened) -> list[str]:
        opened.page.get_by_label("Outcome").select_option("cantTell")
        return opened.page.locator("p.lead:has-text('Nothing here fits')").all_inner_texts()

    assert look("sample", "index.html", ask) == ["Nothing here fits the filter."]


def test_order_can_be_chosen(look: Look[list[str]]) -> None:
    def ask(opened: Opened) -> list[str]:
        opened.page.get_by_label("Order").select_option(label="most pages first")
        return opened.page.locator("#fix ~ ul [data-v]").evaluate_all(
            "rows => rows.map(row => row.dataset.v.split('|')[7])"
        )

    numbers = [int(number) for number in look("sample", "index.html", ask)]
    assert numbers == sorted(numbers, reverse=True)
    assert len(numbers) == 9


def test_addresses_are_filtered_too(look: Look[tuple[int, int]]) -> None:
    def ask(opened: Opened) -> tuple[int, int]:
        opened.page.get_by_label("State").select_option("skipped")
        skipped = shown(opened)
        opened.page.get_by_label("Why not audited").select_option("robots.txt")
        return skipped, shown(opened)

    assert look("sample", "addresses.html", ask) == (17, 1)


def test_only_some_rows_are_laid_out_at_once_and_a_button_brings_more(look: Look[list[object]]) -> None:
    def ask(opened: Opened) -> list[object]:
        before = shown(opened)
        opened.page.get_by_role("button", name="Show 120 more of 120").click()
        return [before, shown(opened), opened.page.get_by_role("button", name="more of").count()]

    assert look("long", "addresses.html", ask) == [500, 620, 0]


def test_letters_are_shortcuts_until_they_are_switched_off(look: Look[list[object]]) -> None:
    def ask(opened: Opened) -> list[object]:
        page, at = opened.page, "document.activeElement.name || document.activeElement.getAttribute('href')"
        told = []
        for key in ("/", "Escape"):
            page.keyboard.press(key)
        told.append(page.evaluate(at))
        page.keyboard.type("jk")
        told.append(page.get_by_label("Search", exact=True).input_value())
        page.evaluate("document.activeElement.blur()")
        for key in ("j", "j", "k"):
            page.keyboard.press(key)
        told.append(page.evaluate(at))
        page.get_by_label("Search", exact=True).fill("")
        page.evaluate("document.activeElement.blur()")
        page.keyboard.press("j")
        told.append(page.evaluate(at))
        page.get_by_label("Keyboard shortcuts").uncheck()
        page.keyboard.press("/")
        told.append(page.evaluate("document.activeElement.type"))
        return told

    assert look("sample", "index.html", ask) == ["q", "jk", None, f"groups/{1:016x}.html", "checkbox"]


def test_group_is_copied_as_an_issue(look: Look[tuple[str, str]]) -> None:
    def ask(opened: Opened) -> tuple[str, str]:
        opened.page.get_by_text("As an issue in Markdown").click()
        opened.page.get_by_role("button", name="Copy as a Markdown issue").click()
        opened.page.wait_for_function("document.querySelector('[role=status]').textContent")
        return opened.page.evaluate("navigator.clipboard.readText()"), opened.page.get_by_role("status").inner_text()

    copied, said = look("sample", f"groups/{1:016x}.html", ask, permissions=["clipboard-read", "clipboard-write"])
    assert copied.startswith("## Form fields have a label\n\nThe search field has no name")
    assert said == "Copied."


def test_single_file_leads_from_row_to_group_within_itself(look: Look[tuple[str, bool]]) -> None:
    def ask(opened: Opened) -> tuple[str, bool]:
        opened.page.locator("[data-v] a").first.click()
        name = opened.page.evaluate("location.hash.slice(1)")
        return name, opened.page.locator(f"[id='{name}'] h3").first.is_visible()

    assert look("single-sample", "index.html", ask) == (f"group-{1:016x}", True)


# ---------------------------------------------------------------------------------------------------------- its own audit


def audited(folder: Path, paths: tuple[str, ...], out: Path) -> list[str]:
    """What every rule there is, those in preview too, finds failed on pages of a report."""
    report = audit(
        Config(
            targets=[str(folder)],
            include=[f"/{path.removesuffix('index.html')}" for path in paths],
            out=str(out),
            preview=True,
            offline=True,
            workers=1,
            pictures="none",
            history="",
            baseline="",
        )
    )
    assert [] == [gap for page in report.pages for gap in page.gaps]
    assert len(paths) == sum(page.state == State.AUDITED for page in report.pages)
    return [
        f"{group.rule} on {group.url}: {group.message} {group.target.html[:200]}"
        for group in report.groups
        if group.outcome == Outcome.FAILED
    ]


def test_report_of_the_demo_passes_its_own_audit(tmp_path: Path) -> None:
    group = next(file.name for file in (EXAMPLE / "groups").iterdir() if "IMG_2043" in file.read_text(encoding="utf-8"))
    paths = ("index.html", "addresses.html", "rules.html", f"groups/{group}", "pages/4.html")
    assert [] == audited(EXAMPLE, paths, tmp_path)


def test_report_of_hostile_pages_passes_its_own_audit(reports: dict[str, Path], tmp_path: Path) -> None:
    assert [] == audited(reports["hostile"], HOSTILE, tmp_path)
