"""Pictures of a live page show the element in its place, nothing that stands in a field, and leave the page as it was."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from msgspec.structs import replace
from PIL import Image

from audit.album import Album, incoming
from audit.capture import pool as pools
from audit.capture.job import Job
from audit.capture.pictures import Camera, Pictured
from audit.capture.pool import Pool
from audit.capture.visitor import Visitor
from audit.crawl.frontier import Visit
from audit.model import Finding, Impact, Outcome, PageResult, State, Target
from tests.browser.hostile import FAULT, Server, article

Take = Callable[..., Pictured]
RED, GREEN = (255, 0, 0), (0, 128, 0)
FIELD = "font: bold 40px monospace; color: rgb(255, 0, 0); border: 0; width: 500px; height: 60px"


@pytest.fixture
def take(visitor: Visitor, server: Server, tmp_path: Path) -> Take:
    """Take the pictures of a page with findings at these selectors, named a, b, c …"""
    for kind in ("groups", "pages"):
        (tmp_path / kind).mkdir()

    def taken(source: str, *selectors: str, frame: str = "") -> Pictured:
        server.pages["/page"] = source
        visitor.visit(f"{server.site}/page")
        findings = [finding(name, selector, frame) for name, selector in zip("abcdefghijkl", selectors, strict=False)]
        return Camera(tmp_path, lambda: visitor.world).take(findings, number=0)

    return taken


def finding(name: str, selector: str, frame: str = "") -> Finding:
    return Finding(
        rule="rule",
        outcome=Outcome.FAILED,
        impact=Impact.MINOR,
        url="/page",
        target=Target(selector=selector, frame=[frame] if frame else []),
        message="",
        fingerprint=name,
    )


def html(body: str, style: str = "") -> str:
    return f"<!doctype html><html lang=en><title>Wall</title><style>body {{ margin: 0 }} {style}</style><body>{body}</body></html>"


def colours(image: Image.Image) -> list[tuple[int, ...]]:
    return list(zip(*[iter(image.convert("RGB").tobytes())] * 3, strict=True))


def is_near(colour: tuple[int, ...], wanted: tuple[int, ...]) -> bool:
    return all(abs(one - other) < 60 for one, other in zip(colour, wanted, strict=True))


def share(file: Path, wanted: tuple[int, ...]) -> float:
    """How much of a picture has about that colour."""
    found = colours(Image.open(BytesIO(file.read_bytes())))
    return sum(is_near(colour, wanted) for colour in found) / len(found)


@pytest.mark.parametrize("top", [100, 4000])
def test_an_element_is_where_its_box_says(take: Take, tmp_path: Path, top: int) -> None:
    """In the window and far below it; nothing moves for it, not even what is as high as the window."""
    box = f"<div style='height: 100vh'></div><p id=box style='position: absolute; left: 200px; top: {top}px'>Wall</p>"
    style = "#box { width: 100px; height: 50px; margin: 0; background: green; color: green } html { height: 5000px }"
    taken = take(html(box, style), "#box")
    shown = taken.groups["a"]
    left, upper, width, height = shown.boxes["a"]
    image = Image.open(BytesIO((tmp_path / shown.file).read_bytes()))
    assert ("WEBP", (640, 420)) == (image.format, image.size)
    assert (100, 50) == (width, height)
    inside = image.crop((int(left) + 2, int(upper) + 2, int(left + width) - 2, int(upper + height) - 2))
    assert all(is_near(colour, GREEN) for colour in colours(inside))
    assert 0.9 < share(tmp_path / shown.file, GREEN) * 640 * 420 / 5000 < 1.1
    assert taken.page
    assert {"a": [200, top, 100, 50]} == taken.page.boxes
    assert (1280, 5000) == (taken.page.width, taken.page.height)


def test_what_nobody_sees_has_no_picture(take: Take) -> None:
    taken = take(
        html(
            """<p id=shown>Text</p><p id=hidden hidden>Text</p><p id=away style="position: absolute; left: -9999px">Text</p>
            <p style="position: absolute; width: 1px; height: 1px; overflow: hidden"><b id=clipped>Text</b></p>
            <div style="overflow: hidden; width: 300px"><div style="display: flex; width: 900px">
            <p style="flex: 0 0 300px">One</p><p id=slide style="flex: 0 0 300px">Two</p></div></div>"""
        ),
        *("head > title", "#shown", "#hidden", "#away", "#clipped", "#slide", "#gone", "body", "p:nonsense"),
    )
    assert ["b"] == list(taken.groups)
    assert taken.page
    assert ["b"] == list(taken.page.boxes)


def test_what_lies_under_a_dialog_is_only_marked_on_the_page(take: Take) -> None:
    taken = take(
        html(
            "<p id=under>Text</p><div style='height: 2000px'></div><p id=below>Text</p>"
            "<div style='position: fixed; inset: 0; background: white'><p id=asks>We value your privacy</p></div>"
        ),
        *("#under", "#below", "#asks"),
    )
    assert ["b", "c"] == list(taken.groups)
    assert taken.page
    assert ["a", "b", "c"] == list(taken.page.boxes)


def test_elements_in_shadow_roots_and_frames_are_found(take: Take, server: Server) -> None:
    server.pages["/inner"] = html("<p id=deep style='margin: 0; position: absolute; top: 20px; width: 80px'>Text</p>")
    frame = "<iframe id=frame src='{}/inner' style='border: 5px solid; width: 300px; height: 200px'></iframe>"
    host = "<div id=host></div><script>host.attachShadow({ mode: 'open' }).innerHTML = '<i>x</i><p>A</p><div><p>B</p></div>'</script>"
    shadow = take(html(host), "#host >>> p", "#host >>> div > p").page
    assert shadow
    assert shadow.boxes["a"][1] < shadow.boxes["b"][1]
    own = take(html(frame.format("")), "#deep", frame="#frame").page
    assert own
    assert [5, 25, 80] == own.boxes["a"][:3]
    foreign = take(html(frame.format(server.elsewhere)), "#deep", frame="#frame").page
    assert foreign
    assert [0, 0, 310, 210] == foreign.boxes["a"]


FIELDS = {
    "password": f"<input id=f type=password value=secret style='{FIELD}'>",
    "card": f"<input id=f autocomplete=cc-number value=4111111111111111 style='{FIELD}'>",
    "typed": f"<input id=f style='{FIELD}'><script>f.value = 'mara@paper.example'</script>",
    "text": f"<textarea id=f style='{FIELD}'>I live at the quay</textarea>",
    "moving": f"<input id=f value=secret style='{FIELD}; transition: all 9s'>",
    "important": f"<style>#f#f {{ color: red !important }}</style><input id=f value=secret style='{FIELD}'>",
    "in a shadow root": "<div id=f></div><script>f.attachShadow({ mode: 'open' }).innerHTML ="
    f"`<input value=secret style='{FIELD}'>`</script>",
    "in a frame": f"<iframe id=f width=600 srcdoc=\"<input value=secret style='{FIELD}'>\"></iframe>",
}


@pytest.mark.parametrize("name", FIELDS)
def test_what_stands_in_a_field_is_not_shown(
    take: Take, tmp_path: Path, visitor: Visitor, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = html(FIELDS[name])
    taken = take(source, "#f")
    assert taken.page
    files = [tmp_path / taken.groups["a"].file, tmp_path / taken.page.file]
    assert [0, 0] == [share(file, RED) for file in files]
    # The same is seen where nothing is blanked.
    monkeypatch.setattr("audit.capture.pictures._script", lambda: SCRIPT.replace("const blank = () => {", BARE))
    assert share(tmp_path / take(source, "#f").groups["a"].file, RED)


SCRIPT = (Path(pools.__file__).parent / "pictures.js").read_text(encoding="utf-8")
BARE = "const blank = () => { return true;"


def test_a_page_whose_fields_cannot_be_blanked_has_no_picture(take: Take) -> None:
    stubborn = f"<input id=f value=secret style='{FIELD}; -webkit-text-fill-color: red !important'>"
    assert Pictured() == take(html(stubborn), "#f")


def test_placeholders_are_shown(take: Take, tmp_path: Path) -> None:
    style = "::placeholder { color: red; opacity: 1 }"
    field = f"<input id=f placeholder='Your e-mail' style='{FIELD}'><input value=x>"
    assert share(tmp_path / take(html(field, style), "#f").groups["a"].file, RED)


def test_the_page_is_left_as_it_was(take: Take, visitor: Visitor) -> None:
    watches = """<script>
    const seen = []; for (const name of ["scroll", "focusin", "input"]) addEventListener(name, () => seen.push(name), true);
    addEventListener("load", () => { scrollTo(0, 300); setTimeout(() => { seen.length = 0;
      new MutationObserver(() => seen.push("changed")).observe(document, { subtree: true, childList: true, attributes: true })
    }, 50) });
    </script>"""
    body = f"<input id=f value=secret><p style='height: 3000px'>Text</p><p id=low>Text</p>{watches}"
    taken = take(html(body), "#f", "#low")
    assert {"a", "b"} == set(taken.groups)
    assert visitor.world
    left = "JSON.stringify([seen, scrollY, innerHeight, document.adoptedStyleSheets.length, getComputedStyle(f).color])"
    assert [[], 300, 800, 0, "rgb(0, 0, 0)"] == json.loads(visitor.world.page.evaluate(left))


@pytest.mark.parametrize("source", ["/red.svg", "/never"])
def test_an_image_that_waits_for_readers_is_waited_for_a_moment(
    take: Take, server: Server, visitor: Visitor, tmp_path: Path, source: str
) -> None:
    red = b"<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><rect width='9' height='9' fill='red'/></svg>"
    server.files["/red.svg"] = ("image/svg+xml", red)
    image = f"<img id=i src={source} loading=lazy width=300 height=200 alt=Wall>"
    taken = take(html(f"<p style='height: 9000px'>Text</p>{image}"), "#i")
    assert (source == "/red.svg") == (share(tmp_path / taken.groups["a"].file, RED) > 0.2)
    assert visitor.world
    assert "lazy" == visitor.world.page.evaluate("i.getAttribute('loading')")


# --- a run --------------------------------------------------------------------------------------------------------

JOB = Job(rules=[FAULT], needs=["axe"], axe_rules=["image-alt"], offline=True)
PATHS = ["/article", "/sulks", "/article?last"]


def pictured(server: Server, folder: Path, sulks: str, monkeypatch: pytest.MonkeyPatch) -> dict[str, PageResult]:
    """Have one worker visit three pages, the second of which does something while its pictures are taken."""
    server.pages["/sulks"] = article(
        f"<p style='height: 2000px'>Text</p><script>addEventListener('resize', () => {{ {sulks} }})</script>"
    )
    monkeypatch.setattr(pools, "PICTURES_LIMIT", 1.5)
    waiting = deque(Visit(number, server.site + path, "list") for number, path in enumerate(PATHS))
    job = replace(JOB, pictures=str(incoming(folder)))
    with Album(folder, "pages") as album, Pool(job, size=1, page_timeout=20) as pool:
        return {
            visit.url.removeprefix(server.site): album.adopt(visit.number, done.result)
            for visit, done in pool.results(lambda: waiting.popleft() if waiting else None)
        }


@pytest.mark.usefixtures("nothing_left")
@pytest.mark.parametrize("sulks", ["while (true) {}", "location = '/article?elsewhere'"])
def test_a_picture_that_does_not_end_costs_no_page(
    server: Server, tmp_path: Path, sulks: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = pictured(server, tmp_path / "run", sulks, monkeypatch)
    assert dict.fromkeys(PATHS, (State.AUDITED, [])) == {path: (each.state, each.gaps) for path, each in found.items()}
    assert [True, False, True] == [found[path].picture is not None for path in PATHS]
    assert 1 == server.times["/sulks"]
    assert found["/article"].pictures
    kept = {file.name for file in (tmp_path / "run" / "pictures").iterdir()}
    assert {"page-0.jpg", "page-2.jpg"} == {name for name in kept if name.startswith("page")}
    assert 3 == len(kept)
