"""What readers see of an article's date: the lines at the headline that tell one, as a day or only as “2 hours ago”."""

from __future__ import annotations

import re
from collections.abc import Iterator

from audit.page import Page, once
from audit.page.article import article
from audit.page.html import Element, attr, is_hidden, tag, text
from audit.page.prose import is_apart, top_of
from audit.page.teasers import in_card
from audit.page.text import collapse

LONGEST = 60
"""Letters of the longest line that only tells how long ago something was."""

_UNREAD = frozenset({"script", "style", "option", "title", "svg", "button"})
# So many hours ago, as sites write it; the languages are those of audit/words.
_AGO = (
    r"(\d+|an?|one|a few)\s?(s|sec|m|mins?|minutes?|h|hrs?|hours?|d|days?|w|weeks?|months?|years?)\s+ago|just now|"
    r"vor\s+(\d+|einer|einem|wenigen)\s+(sekunden?|min\.?|minuten?|std\.?|stunden?|tage?n?|wochen?|monate?n?|jahre?n?)|"
    r"il y a\s+(\d+|une?|quelques)\s+(secondes?|min\.?|minutes?|h|heures?|j|jours?|semaines?|mois|ans?)|"
    r"hace\s+(\d+|una?|unos|unas)\s+(segundos?|min\.?|minutos?|h|horas?|días?|semanas?|mes(es)?|años?)|"
    r"(\d+\s+)?(sekund|minut|min|godzin|godz|dni|dzień|tydzień|tygodni|miesi|lat|rok)\w*\.?\s+temu|"
    r"(\d+\s+)?(секунд|минут|мин|час|день|дня|дней|недел|месяц|год|лет)\w*\.?\s+назад|"
    r"(\d+\s+)?(секунд|хвилин|хв|годин|год|день|дні|днів|тиж|місяц|рік|рок)\w*\.?\s+тому"
)
_DAY = r"today|yesterday|heute|gestern|aujourd[’']hui|hier|hoy|ayer|dzisiaj|dziś|wczoraj|сегодня|вчера|сьогодні|вчора"
_CLOCK = r"[\s,|·–-]*(\b(at|um|à|a las|o|в|о|об)\b)?\s*\d?\d\s?[:.h]\s?\d\d\s*(uhr|[ap]\.?m\.?|h|z)?"
_RELATIVE = re.compile(
    rf"\W*([^\W\d][^\d]{{0,25}}[\s:])??(({_AGO})({_CLOCK})?|({_DAY}){_CLOCK}|{_CLOCK}[\s,]+({_DAY}))\W*",
    re.IGNORECASE,
)
_RELATIVE_TIME = re.compile(
    rf"\W*([^\W\d][^\d]{{0,25}}[\s:])??({_CLOCK}[\s,]+)?({_AGO}|{_DAY})({_CLOCK})?\W*", re.IGNORECASE
)
# A day with its month, or a month with its year, in figures or words, in any language; 年 and 년 are years, 月 and 월 months.
_ABSOLUTE = re.compile(
    r"\b\d{1,2}[./-]\d{1,2}([./-]|\b(?!\s*(h|min)))|\b(19|20)\d\d[./-]\d{1,2}|(19|20)\d\d\s?[年년]|\d\s?[月월]|"
    r"\b\d{1,2}(\.|st|nd|rd|th|er|º)?\s+(de\s+|of\s+)?[^\W\d_]{3,12}\.?,?\s+(de\s+|del\s+)?(19|20)\d\d\b|"
    r"\b[^\W\d_]{3,12}\.?\s+\d{1,2}(st|nd|rd|th)?,?\s+(19|20)\d\d\b|\b[^\W\d_]{3,12}\.?\s+(19|20)\d\d\b",
    re.IGNORECASE,
)


def is_relative(said: str, *, is_time: bool = False) -> bool:
    """
    Whether a line tells no more than how long ago something was.

    “Today” alone is also the name of a section or a programme: it counts with a time of day or in a `time` element.
    """
    line = collapse(said)
    form = _RELATIVE_TIME if is_time else _RELATIVE
    return 0 < len(line) <= LONGEST and form.fullmatch(line) is not None


def is_absolute(said: str) -> bool:
    """Whether a text tells a day, or a month of a year."""
    return _ABSOLUTE.search(said) is not None


@once
def dateline(page: Page) -> list[tuple[Element, str]]:
    """The lines at the headline, each with its element, and the `time` elements of the article, as they are shown."""
    found = {time: text(time) for time in article(page).dates if not is_hidden(time)}
    top = top_of(page, article(page).headline_element)
    for element in page.elements[top.first : top.last]:
        if element in found or tag(element) in _UNREAD or attr(element, "href"):
            continue
        said = collapse(" ".join(_own_text(element)))
        if (
            said
            and len(said) <= 2 * LONGEST
            and not (is_apart(page, element) or in_card(page, element) or is_hidden(element))
        ):
            found[element] = said
    return list(found.items())


def _own_text(element: Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        yield child.tail or ""
