"""How the text of a page is set, as the browser laid it out (artifact `text_styles`), and whether that can be judged."""

from __future__ import annotations

from dataclasses import dataclass

from audit.page import Page, once
from audit.page.article import article
from audit.page.html import Element, all_text
from audit.page.prose import prose
from audit.page.text import collapse, shorten

LINES = 3
"""Lines from which on a block is a passage: what is wrong with how lines are set is not felt in fewer."""


@dataclass(frozen=True)
class Block:
    """An element that holds text itself or in inline children, and how that text is set."""

    element: Element
    letters: int
    """All its characters, spaces included."""
    size: float
    """Of most of the text, in CSS pixels."""
    lines: int
    longest: int
    """Letters in the longest line."""
    pitch: float
    """Pixels from one line to the next, the median; 0 in a single line."""
    is_pitch_normal: bool
    """Whether the distance of lines is left to the browser and the font."""
    justified: int
    """0 no, 1 yes, 2 yes with the browser parting words."""
    italic: int
    """Letters in italics."""
    capitals: int
    """Letters that the style sheet makes capitals."""
    direction: int
    """0 left to right, 1 right to left, 2 as each paragraph's own letters say (`unicode-bidi: plaintext`)."""
    right_to_left: int
    """Letters of Hebrew, Arabic and the other scripts that run from right to left."""
    others: int
    """Letters of all other scripts."""
    wide: int
    """Letters of Chinese, Japanese and Korean."""

    @property
    def is_passage(self) -> bool:
        """Whether it runs over enough lines for their setting to matter."""
        return self.lines >= LINES

    @property
    def is_wide(self) -> bool:
        """Whether it is Chinese, Japanese or Korean text, whose letters are as broad as high."""
        return 2 * self.wide > self.letters


@once
def is_styled(page: Page) -> bool:
    """
    Whether the page stands as readers see it: it has style sheets, and none of them failed to load.

    Without its styles every page has long lines and serif type; that says something of the capture, not of the page.
    """
    is_lost = any(gap.what == "style sheets" for gap in page.snapshot.gaps)
    return not is_lost and page.artifact("text_styles")["sheets"] > 0


@once
def blocks(page: Page) -> list[Block]:
    """Every block of shown text outside of navigation and footers, in document order; none on a page without its styles."""
    if not is_styled(page):
        return []
    found = ((page.element(row[0]), row) for row in page.artifact("text_styles")["blocks"])
    return [_block(element, row) for element, row in found if element is not None]


def _block(element: Element, row: list[float]) -> Block:
    _, letters, size, lines, longest, pitch, is_normal, justified, italic, capitals, direction, *scripts = row
    right_to_left, others, wide = map(int, scripts)
    return Block(
        element=element,
        letters=int(letters),
        size=size,
        lines=int(lines),
        longest=int(longest),
        pitch=pitch,
        is_pitch_normal=bool(is_normal),
        justified=int(justified),
        italic=int(italic),
        capitals=int(capitals),
        direction=int(direction),
        right_to_left=right_to_left,
        others=others,
        wide=wide,
    )


@once
def running_text(page: Page) -> list[Block]:
    """The paragraphs of the article, as they are set."""
    if not article(page).is_article:
        return []
    paragraphs = frozenset(prose(page).paragraphs)
    return [block for block in blocks(page) if _is_in(block.element, paragraphs)]


def _is_in(element: Element, paragraphs: frozenset[Element]) -> bool:
    # The text of a paragraph may stand in a block of its own within it: `p > span` with display: block.
    return element in paragraphs or any(node in paragraphs for node in element.iterancestors())


def passages(page: Page) -> list[Block]:
    """The paragraphs of the article that run over several lines."""
    return [block for block in running_text(page) if block.is_passage]


def said(block: Block) -> str:
    """The beginning of a block's text, for a message."""
    return f"“{shorten(collapse(all_text(block.element)), 60)}”"
