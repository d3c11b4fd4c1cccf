"""The time a page says its article takes to read."""

from __future__ import annotations

import re
from dataclasses import dataclass

from audit.page import Page, once
from audit.page.article import article
from audit.page.html import Element, is_hidden, tag, text
from audit.page.prose import is_apart, top_of
from audit.page.teasers import in_card

LONGEST = 60
"""Letters of the longest line that tells a reading time."""

_MINUTES = (
    r"(?P<minutes>\d{1,3})\s*-?\s*(minutes?|minuten|minutos?|minuty?|mins?|мин(ут[аы]?)?|хв(илин[аи]?)?|minut)\b\.?"
)
# “5 min read” and “reading time: 5 min”, in the languages of audit/words and their neighbours.
_BEFORE = (
    r"(reading|read) time|time to read|read in|reads? in|lesezeit|lesedauer|temps de lecture|durée de lecture|lecture|"
    r"tiempo de lectura|lectura|czas czytania|czytania|czyta się|время чтения|время на чтение|читать|час читання|читати|"
    r"tempo di lettura|tempo de leitura|leestijd|lästid|lesetid|læsetid"
)
_AFTER = (
    r"(to )?read(ing)?( time)?|lesezeit|lesedauer|de lecture|lecture|de lectura|lectura|czytania|чтения|на чтение|читання|"
    r"на читання|di lettura|de leitura|leestijd|läsning|lesetid|læsetid"
)
_STATED = re.compile(
    rf"({_BEFORE})\b[\s:~≈.,(–-]*((about|ca\.?|circa|environ|approx\.?|etwa|около|близько|ok\.?)\s*)?{_MINUTES}|"
    rf"{_MINUTES.replace('minutes>', 'first>')}\s*({_AFTER})\b",
    re.IGNORECASE,
)
_HINT = re.compile(
    r"read|lese(zeit|dauer|tid)|lecture|lectura|czyta|чтени|читат|читан|lettura|leitura|leestijd|lästid|læs",
    re.IGNORECASE,
)
_UNREAD = frozenset({"script", "style", "option", "title"})


@dataclass(frozen=True)
class ReadTime:
    """A reading time as shown."""

    element: Element
    said: str
    minutes: int


@once
def read_time(page: Page) -> ReadTime | None:
    """The reading time shown at the article's headline; those of teasers and players are not meant."""
    top = top_of(page, article(page).headline_element)
    for element in page.elements[top.first : top.last]:
        if tag(element) in _UNREAD or not _HINT.search(f"{element.text or ''} {element.tail or ''}"):
            continue
        if is_apart(page, element) or in_card(page, element) or is_hidden(element):
            continue
        found = _read(element)
        if found:
            return found
    return None


def _read(element: Element) -> ReadTime | None:
    """The reading time in an element or, where number and words stand apart, in the one around it."""
    for node in (element, element.getparent()):
        said = text(node) if node is not None else ""
        stated = _STATED.search(said) if len(said) <= 2 * LONGEST else None
        if node is not None and stated:
            return ReadTime(node, stated[0], int(stated["minutes"] or stated["first"]))
    return None
