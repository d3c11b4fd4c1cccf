"""Dates as people write them in captions: “March 1, 2024”, “1er août 2024”, “6.12.2010”, in seven languages."""

from __future__ import annotations

import re
from datetime import date

# The months by language as captions write them, in full, in the case that follows a day, and cut short.
_MONTHS = (
    "january|jan|januar|jänner|janvier|janv|enero|stycznia|styczeń|січня|січень|января|январь",
    "february|feb|februar|février|févr|febrero|lutego|luty|лютого|лютий|февраля|февраль",
    "march|mar|märz|mars|marzo|marca|marzec|березня|березень|марта|март",
    "april|apr|avril|abril|kwietnia|kwiecień|квітня|квітень|апреля|апрель",
    "may|mai|mayo|maja|maj|травня|травень|мая|май",
    "june|jun|juni|juin|junio|czerwca|czerwiec|червня|червень|июня|июнь",
    "july|jul|juli|juillet|julio|lipca|lipiec|липня|липень|июля|июль",
    "august|aug|août|agosto|sierpnia|sierpień|серпня|серпень|августа|август",
    "september|sept|sep|septembre|septiembre|września|wrzesień|вересня|вересень|сентября|сентябрь",
    "october|oct|oktober|okt|octobre|octubre|października|październik|жовтня|жовтень|октября|октябрь",
    "november|nov|novembre|noviembre|listopada|listopad|листопада|листопад|ноября|ноябрь",
    "december|dec|dezember|dez|décembre|déc|diciembre|grudnia|grudzień|грудня|грудень|декабря|декабрь",
)
_NUMBER = {name: number for number, names in enumerate(_MONTHS, 1) for name in names.split("|")}
_NAMES = "|".join(sorted(_NUMBER, key=len, reverse=True))
_SPOKEN = (
    re.compile(
        rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th|er)?\.?\s(?:de\s)?(?P<month>{_NAMES})\.?,?\s(?:de\s)?(?P<year>\d{{4}})\b"
    ),
    re.compile(rf"\b(?P<month>{_NAMES})\.?\s(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s(?P<year>\d{{4}})\b"),
    # With full stops the day comes first; with slashes nobody can tell.
    re.compile(r"(?<![\d.])(?P<day>\d{1,2})\.\s?(?P<month>\d{1,2})\.\s?(?P<year>\d{4})\b"),
    re.compile(r"\b(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)\b"),
)


def latest_date(said: str) -> date | None:
    """The latest full date that a text names, with day, month and year; None when it names none."""
    folded = said.casefold()
    found = [day for pattern in _SPOKEN for match in pattern.finditer(folded) if (day := _date(match)) is not None]
    return max(found, default=None)


def _date(match: re.Match[str]) -> date | None:
    month = match["month"]
    try:
        return date(int(match["year"]), _NUMBER.get(month) or int(month), int(match["day"]))
    except ValueError:
        return None
