"""Abbreviations in capitals in the running text, and whether the page says anywhere what they stand for."""

from __future__ import annotations

import re
from dataclasses import dataclass

from audit.page import Page, once
from audit.page.article import article
from audit.page.html import Element, attr, body, text
from audit.page.prose import running_text
from audit.page.structured import first

# Three to six capitals, Latin or Cyrillic, perhaps with an “s” of the plural or of the genitive behind.
_CAPITAL = "[A-ZÀ-ÖØ-ÞŁŃŚŹŻĆČŠŽА-ЯЁҐЄІЇ]"
_CAPITALS = re.compile(rf"\b({_CAPITAL}{{3,6}})(?:[’']?s)?(?![\w@/&]|[.-]\w)")
_BEFORE = re.compile(rf"([.@#/&’'-]|\b{_CAPITAL}{{2,}}\W)$")
_AFTER = re.compile(rf"\W{_CAPITAL}{{2,}}\b")
_SMALL_WORD = re.compile(r"(?<!\w)[^\W\d_A-ZА-Я]{3,6}(?!\w)")
_ROMAN = re.compile(r"[IVXLCDM]+")
# Words that abbreviations leave out.
_BETWEEN = frozenset(
    "of the and for in on a an to de la le les des du et der die das und für von y del los las i w z и в по і та у".split()
)


@dataclass(frozen=True)
class Abbreviation:
    """An abbreviation of the running text."""

    letters: str
    count: int
    element: Element
    """The paragraph in which it is used first."""


@once
def abbreviations(page: Page) -> list[Abbreviation]:
    """The abbreviations of the running text in the order of their first use; words that are also written small are none."""
    found: dict[str, list[Element]] = {}
    for block, said in running_text(page):
        matches = [match for match in _CAPITALS.finditer(said) if not _is_shouted(said, match)]
        # A paragraph in capitals has words in capitals.
        if matches and sum(map(str.isupper, said)) * 2 < len(said):
            for match in matches:
                found.setdefault(match[1], []).append(block)
    small = set(_SMALL_WORD.findall(_said(page))) if found else set()
    return [
        Abbreviation(letters, len(blocks), blocks[0])
        for letters, blocks in found.items()
        if not _ROMAN.fullmatch(letters) and letters.casefold() not in small
    ]


def _is_shouted(said: str, match: re.Match[str]) -> bool:
    """Whether capitals stand beside other capitals, as in READ MORE, or are a part of an address or a name with signs."""
    before = said[max(0, match.start() - 12) : match.start()]
    return _BEFORE.search(before) is not None or _AFTER.match(said, match.end()) is not None


def is_expanded(page: Page, letters: str) -> bool:
    """
    Whether the page says what an abbreviation stands for.

    In the title of an `abbr`, in brackets behind the long form or in front of it, or by any words that begin with its
    letters, one after the other.
    """
    for element in body(page.tree).iter("abbr", "acronym", "dfn"):
        if text(element).startswith(letters) and attr(element, "title"):
            return True
    said = _said(page)
    behind = rf"\w\s*[(\[–—:,-]\s*[“\"„«]?{letters}s?\b"
    before = rf"\b{letters}s?[”\"“»]?\s*[(\[–—]\s*\w"
    return re.search(f"{behind}|{before}", said) is not None or _stands_for(letters, said)


def _stands_for(letters: str, said: str) -> bool:
    """Whether words that begin with the letters stand in the text, small words between them left out."""
    initials = "".join(word[0] for word in _words(said))
    return letters.casefold() in initials


def _words(said: str) -> list[str]:
    return [word for word in re.findall(r"[^\W\d_]+", said.casefold()) if word not in _BETWEEN]


@once
def _said(page: Page) -> str:
    """All that the article says, headline, lead and captions included."""
    return (
        f"{article(page).headline} {text(article(page).root)} {first(page, 'og:title')} {first(page, 'og:description')}"
    )


def is_own_name(page: Page, letters: str) -> bool:
    """Whether the letters are a part of the site's name or host: readers know where they are."""
    host = page.url.split("/")[2] if "://" in page.url else ""
    name = re.sub(r"\W", "", f"{host} {first(page, 'og:site_name')}")
    return letters.casefold() in name.casefold()
