"""The probe measures text as the browser has set it."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import pytest

from audit.capture.visitor import Visitor
from audit.crawl.serve import serve
from audit.model import Snapshot
from audit.page import Page
from audit.page.styles import Block, blocks, is_styled
from tests.conftest import write_site

OTHERS = ["axe", "declared_images", "form_names", "form_submit", "photo_files"]
WORDS = "The first freighter came in at dawn, and the crew of the tug boat had coffee ready for everybody. "
# Letters of one width, so that a line holds a known number of them.
STYLE = "body { margin: 0; font: 16px/24px monospace } p { width: 40ch; margin: 0 }"


def visited(visitor: Visitor, folder: Path, body: str, head: str = f"<style>{STYLE}</style>") -> Snapshot:
    source = (
        f"<!doctype html><html lang='en'><head><meta charset='utf-8'><title>x</title>{head}</head><body>{body}</body>"
    )
    with serve(write_site(folder, {"/": source})) as site:
        return visitor.visit(f"{site}/", OTHERS)


def seen(visitor: Visitor, folder: Path, body: str) -> list[Block]:
    return blocks(Page(visited(visitor, folder, body)))


def test_lines_are_measured_as_they_are_set(visitor: Visitor, tmp_path: Path) -> None:
    [block] = seen(visitor, tmp_path, f"<p>{WORDS * 2}</p>")
    assert block.element.tag == "p"
    assert (5, 24, 16) == (block.lines, block.pitch, block.size)
    assert 35 <= block.longest <= 41  # the spaces at which lines end are told among them
    assert not block.is_pitch_normal


def test_a_raised_note_or_a_picture_beside_the_text_makes_no_line_of_its_own(visitor: Visitor, tmp_path: Path) -> None:
    float_ = '<span style="float: left; width: 20ch; height: 200px"></span>'
    plain, raised, beside = seen(
        visitor, tmp_path, f"<p>{WORDS}</p><p>{WORDS[:60]}<sup>1</sup>{WORDS[60:]}</p><p>{float_}{WORDS}</p>"
    )
    assert plain.lines == raised.lines
    assert 15 <= beside.longest <= 21


def test_italics_and_capitals_are_counted_in_letters(visitor: Visitor, tmp_path: Path) -> None:
    [block] = seen(
        visitor, tmp_path, "<p>plain <em>four</em> <span style='text-transform: uppercase'>seven77</span></p>"
    )
    assert (4, 7) == (block.italic, block.capitals)


@pytest.mark.parametrize(
    ("style", "justified"),
    [("text-align: left", 0), ("text-align: justify", 1), ("text-align: justify; hyphens: auto", 2)],
)
def test_alignment_is_told_with_whether_words_are_parted(
    visitor: Visitor, tmp_path: Path, style: str, justified: int
) -> None:
    [block] = seen(visitor, tmp_path, f"<p style='{style}'>{WORDS}</p>")
    assert justified == block.justified


@pytest.mark.parametrize(
    ("attribute", "text", "expected"),
    [
        ("", "الميناء mit", (0, 7, 3)),
        ("dir=rtl", "الميناء", (1, 7, 0)),
        ("style='unicode-bidi: plaintext'", "الميناء", (2, 7, 0)),
        ("", "港が再開", (0, 0, 4)),
    ],
)
def test_direction_and_scripts_are_told(
    visitor: Visitor, tmp_path: Path, attribute: str, text: str, expected: tuple[int, int, int]
) -> None:
    [block] = seen(visitor, tmp_path, f"<p {attribute}>{text}</p>")
    assert expected == (block.direction, block.right_to_left, block.others)
    assert block.is_wide is (text == "港が再開")


@pytest.mark.parametrize(
    "unread",
    [
        "<p hidden>Gone</p>",
        "<p style='visibility: hidden'>Gone</p>",
        "<nav><p>Gone</p></nav>",
        "<footer>Gone</footer>",
        "<button>Gone</button>",
        "<p style='position: absolute; width: 1px; height: 1px; overflow: hidden'>Gone</p>",
        "<details><summary></summary><p>Gone</p></details>",
        "<p> \n </p>",
    ],
)
def test_what_is_not_shown_or_no_running_text_is_left_out(visitor: Visitor, tmp_path: Path, unread: str) -> None:
    assert ["p"] == [block.element.tag for block in seen(visitor, tmp_path, f"{unread}<p>{WORDS}</p>")]


def test_a_form_whose_fields_take_the_names_of_the_dom_is_read(visitor: Visitor, tmp_path: Path) -> None:
    names = ("parentNode", "firstChild", "nextSibling", "localName", "nodeType", "getBoundingClientRect")
    fields = "".join(f"<input name={name}>" for name in names)
    assert ["form"] == [block.element.tag for block in seen(visitor, tmp_path, f"<form>{WORDS}{fields}</form>")]


def test_text_of_a_shadow_root_is_told_with_its_number(visitor: Visitor, tmp_path: Path) -> None:
    script = f"document.querySelector('x-card').attachShadow({{ mode: 'open' }}).innerHTML = '<p>{WORDS}</p>'"
    [block] = seen(visitor, tmp_path, f"<x-card></x-card><script>{script}</script>")
    assert "".join(block.element.itertext()) == WORDS


def test_a_lost_style_sheet_keeps_the_page_from_being_judged(visitor: Visitor, tmp_path: Path) -> None:
    shot = visited(visitor, tmp_path, f"<p>{WORDS}</p>", head="<link rel='stylesheet' href='/gone.css'>")
    assert not is_styled(Page(shot))


def test_text_beyond_the_limit_is_named_as_a_gap(
    visitor: Visitor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The package gives the function the name of its module.
    monkeypatch.setattr(import_module("audit.capture.probes.text_styles"), "MOST_BLOCKS", 2)
    shot = visited(visitor, tmp_path, "<p>One</p><p>Two</p><p>Three</p>")
    assert 2 == len(shot.artifacts["text_styles"]["blocks"])
    assert "text_styles" in [gap.what for gap in shot.gaps]
