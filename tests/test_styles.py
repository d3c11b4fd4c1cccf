"""How text is set is told only of a page that stands with its styles."""

from __future__ import annotations

import pytest

from audit.model import Gap, Snapshot
from audit.page import Page
from audit.page.styles import Block, blocks, is_styled, passages, running_text, said

PARAGRAPH = "<p>The first freighter came in at dawn, and the crew had coffee ready.</p>"
SOURCE = (
    '<html><head><meta property="og:type" content="article"></head>'
    f"<body><article><h1>Harbour opens</h1>{PARAGRAPH}{PARAGRAPH}</article></body></html>"
)
# Elements by number: 0 html, 1 head, 2 meta, 3 body, 4 article, 5 h1, 6 and 7 the paragraphs.
HEADLINE = [5, 13, 32, 1, 13, 0, 1, 0, 0, 0, 0, 0, 13, 0]
SHORT = [6, 66, 16, 2, 40, 24, 0, 1, 0, 0, 0, 0, 66, 0]
LONG = [7, 66, 16, 3, 25, 24, 0, 2, 66, 0, 1, 4, 60, 40]


def page(*rows: list[float], sheets: int = 1, gaps: list[Gap] | None = None, source: str = SOURCE) -> Page:
    artifact = {"sheets": sheets, "blocks": list(rows)}
    return Page(Snapshot(url="/a", served=source, artifacts={"text_styles": artifact}, gaps=gaps or []))


@pytest.mark.parametrize(
    ("sheets", "gaps", "expected"),
    [
        (1, [], True),
        (0, [], False),
        (1, [Gap(what="style sheets", reason="1 did not load")], False),
        (1, [Gap(what="axe", reason="it did not end")], True),
    ],
)
def test_a_page_is_judged_only_with_all_its_style_sheets(sheets: int, gaps: list[Gap], expected: bool) -> None:
    found = page(LONG, sheets=sheets, gaps=gaps)
    assert expected is is_styled(found)
    assert expected is bool(blocks(found))


def test_a_row_of_the_probe_is_read_into_a_block() -> None:
    found = page(LONG)
    assert [
        Block(
            element=found.elements[7],
            letters=66,
            size=16,
            lines=3,
            longest=25,
            pitch=24,
            is_pitch_normal=False,
            justified=2,
            italic=66,
            capitals=0,
            direction=1,
            right_to_left=4,
            others=60,
            wide=40,
        )
    ] == blocks(found)
    assert blocks(found)[0].is_wide


def test_a_number_that_the_tree_does_not_have_is_left_out() -> None:
    assert [] == blocks(page([99, *LONG[1:]]))


def test_running_text_is_the_paragraphs_and_passages_those_of_several_lines() -> None:
    found = page(HEADLINE, SHORT, LONG)
    assert [6, 7] == [found.number(block.element) for block in running_text(found)]
    assert [7] == [found.number(block.element) for block in passages(found)]


def test_a_page_that_is_no_article_has_no_running_text() -> None:
    source = f"<html><head><title>x</title></head><body><div><b>x</b>{PARAGRAPH}{PARAGRAPH}</div></body></html>"
    assert [] == running_text(page(LONG, source=source))


def test_a_block_is_quoted_by_its_beginning() -> None:
    assert said(blocks(page(LONG))[0]).startswith("“The first freighter came in")
