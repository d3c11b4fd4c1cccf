"""Dates as pages write them for machines: ISO 8601 in metadata, and the wider microsyntax of HTML's `time`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone

# ISO 8601 as the web uses it: also with a space for the T, as in https://www.rfc-editor.org/rfc/rfc3339#section-5.6, and
# in the basic format without separators.
_ISO = re.compile(
    r"(?P<year>\d{4})(?:-?(?P<month>\d\d)(?:-?(?P<day>\d\d))?)?"
    r"(?:[T ](?P<hour>\d\d)(?::?(?P<minute>\d\d)(?::?(?P<second>\d\d)(?:[.,](?P<fraction>\d+))?)?)?"
    r"(?P<zone>Z|[+-]\d\d(?::?\d\d)?)?)?",
    re.IGNORECASE,
)
# What else `time` may hold (https://html.spec.whatwg.org/multipage/text-level-semantics.html#datetime-value): a day
# without a year, a time of day, a zone, a week, a duration in either form.
_HTML_TIME = re.compile(
    r"(--)?\d\d-\d\d|\d\d:\d\d(:\d\d(\.\d{1,3})?)?|Z|[+-]\d\d:?\d\d|\d{4,}-W\d\d|"
    r"P(?=\d|T\d)(\d+W)?(\d+D)?(T(\d+H)?(\d+M)?(\d+(\.\d{1,3})?S)?)?|(\s*\d+\s*[wdhm]|\s*\d+(\.\d{1,3})?\s*s)+\s*",
    re.IGNORECASE,
)
UNSET = frozenset({1, 1970})
"""Years that are more often a database's zero than the year of an article."""


@dataclass(frozen=True)
class Moment:
    """A date that was read: a day, or a day with a time."""

    at: datetime
    """In UTC; in the page's own unknown time where it gives no zone."""
    is_day: bool
    """Whether no time of day was given."""
    has_zone: bool

    def is_before(self, other: Moment) -> bool:
        """Whether it surely lies before the other; a missing zone or time of day leaves room for a day."""
        if self.has_zone and other.has_zone and not self.is_day and not other.is_day:
            return self.at < other.at
        if self.is_day or other.is_day:
            days = (other.at.date() - self.at.date()).days
            return days > (0 if self.is_day and other.is_day else 1)
        if self.has_zone == other.has_zone:
            return self.at < other.at
        return self.at + timedelta(days=1) < other.at


def parse(value: str) -> Moment | None:
    """The moment an ISO 8601 date tells; None when it is none."""
    found = _ISO.fullmatch(value.strip())
    if not found:
        return None
    parts = found.groupdict()
    try:
        at = datetime(
            int(parts["year"]), int(parts["month"] or 1), int(parts["day"] or 1),
            int(parts["hour"] or 0) % 24, int(parts["minute"] or 0), min(int(parts["second"] or 0), 59), tzinfo=UTC,
        ) - _offset(parts["zone"])  # fmt: skip
    except (ValueError, OverflowError):
        return None
    return Moment(at, parts["hour"] is None, parts["zone"] is not None)


def is_html_time(value: str) -> bool:
    """Whether a `datetime` attribute holds something HTML allows there."""
    return parse(value) is not None or _HTML_TIME.fullmatch(value.strip()) is not None


def _offset(zone: str | None) -> timedelta:
    if not zone or zone in "Zz":
        return timedelta()
    digits = zone[1:].replace(":", "")
    offset = timedelta(hours=int(digits[:2]), minutes=int(digits[2:] or 0))
    timezone(offset)  # raises ValueError for a day and more
    return -offset if zone[0] == "-" else offset
