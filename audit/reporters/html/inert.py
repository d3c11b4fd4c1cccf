"""What comes from a page, made fit to stand in the report: no markup, no direction of its own, no endless length."""

from __future__ import annotations

import re
from typing import Any

from markupsafe import Markup, escape

LONGEST = 2_000
"""No text in the report is longer, wherever it comes from."""
LONGEST_ADDRESS = 300
"""An address is shown up to here; its link keeps all of it."""
LONGEST_LINK = 4_000
"""A longer address is no link: nothing a reader would follow."""

# Controls, halves of surrogate pairs, non-characters, and the marks that turn the direction of what follows them.
# (Those marks can make text read other than it is: https://trojansource.codes/.)
_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff\u202a-\u202e\u2066-\u2069]")
_LINKABLE = re.compile(r"https?://[^\s\"<>\\`{}|^]+", re.IGNORECASE)
_LINKABLE_WITHIN = re.compile(_LINKABLE.pattern + r"(?<![.,;:])", re.IGNORECASE)
_CODE = re.compile(r"`([^`\n]+)`")


def inert(value: Any, limit: int = LONGEST) -> Any:
    """Text with what cannot be seen made visible, cut to the limit; finished markup and all but text stay as they are."""
    if not isinstance(value, str) or isinstance(value, Markup):
        return value
    if len(value) > limit:
        value = f"{value[:limit]}… [{count(len(value) - limit, 'more character')}]"
    return _UNSEEN.sub(_seen, value)


def brief(text: str, limit: int) -> str:
    """The beginning of a text that stands elsewhere in full, cut between words where it has any."""
    if len(text) <= limit:
        return text
    start = text[:limit]
    return f"{start.rpartition(' ')[0] or start}…"


def _seen(match: re.Match[str]) -> str:
    code = ord(match[0])
    if 0xD800 <= code <= 0xDFFF or code >= 0xFFFE:
        return "\ufffd"
    return f"[U+{code:04X}]"


def address(url: str, origin: str = "") -> Markup:
    """An address, left to right, without the origin that all share; a link only where it leads to http or https."""
    if not url:
        return Markup('<span class="none">no address</span>')
    shown = url[len(origin) :] if origin and url.startswith(f"{origin}/") else url
    text = Markup('<bdi dir="ltr" lang="">{}</bdi>').format(inert(shown, LONGEST_ADDRESS))
    if not is_link(url):
        return text
    return Markup('<a href="{}" rel="noreferrer">{}</a>').format(url, text)


def is_link(url: str) -> bool:
    """Whether an address may become a link: http or https, of sane length, without anything unseen."""
    return len(url) <= LONGEST_LINK and bool(_LINKABLE.fullmatch(url)) and not _UNSEEN.search(url)


def linked(text: str) -> Markup:
    """A line of ours or of a rule's author with the addresses in it made links."""
    parts, last = [], 0
    text = inert(text)
    for match in _LINKABLE_WITHIN.finditer(text):
        parts += [escape(text[last : match.start()]), address(match[0])]
        last = match.end()
    return Markup("").join([*parts, escape(text[last:])])


def prose(text: str) -> list[Markup]:
    """The paragraphs of a rule's explanation, with `names` between backticks set as code."""
    return [
        Markup(_CODE.sub(r"<code>\1</code>", str(escape(inert(part))))) for part in text.split("\n\n") if part.strip()
    ]


def count(number: int, noun: str, plural: str = "") -> str:
    """“1 page”, “12,000 pages”."""
    return f"{number:,} {noun if number == 1 else plural or f'{noun}s'}"
