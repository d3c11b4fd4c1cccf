"""
How the page's forms answered when they were tried: sent empty, with a malformed address, filled in (artifact `form_submit`).

What a form says where the browser goes to another page for it is not known: its server was never asked.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from audit.page import Page, once
from audit.page.html import Element

SENT_AS = {
    "empty": "Sent empty",
    "malformed": "Sent with “reader.example.org” for an e-mail address",
    "valid": "Filled in and sent",
}


@dataclass(frozen=True, eq=False)
class Message:
    """A text that a form shows after it was sent."""

    text: str
    is_announced: bool
    """Whether a screen reader reads it as it comes: a live region holds it, or it has the focus."""
    beside: Element | None
    """The only field that stands near it."""
    is_tied: bool
    """Whether a field refers to it as its description, its error message or its label."""
    is_ours: bool
    """Whether its words are those of the stand-in for the server."""


@dataclass(frozen=True, eq=False)
class Attempt:
    """One way a form was sent, and what came of it on the page."""

    form: Element
    how: str
    """empty, malformed or valid"""
    fields: list[Element]
    sent: list[str]
    """What left the form: data, script or frame."""
    focus: Element | None
    """The field that has the focus afterwards."""
    is_told_by_browser: bool
    """Whether the browser's own bubble names the field at fault, takes the focus there and is read out."""
    messages: list[Message]

    @property
    def story(self) -> str:
        """How it was sent, to begin a message with."""
        return SENT_AS[self.how]


def refusals(page: Page) -> dict[Element, list[Attempt]]:
    """The attempts that a form must refuse, by form; without those that the browser leaves the page for."""
    return _by_form(page, accepts=False)


def acceptances(page: Page) -> list[Attempt]:
    """The attempts that a form accepts, where it tells of it on the page."""
    found = (attempt for attempts in _by_form(page, accepts=True).values() for attempt in attempts)
    return [attempt for attempt in found if attempt.messages and not attempt.is_told_by_browser]


def _by_form(page: Page, *, accepts: bool) -> dict[Element, list[Attempt]]:
    found: dict[Element, list[Attempt]] = {}
    for attempt in _attempts(page):
        if (attempt.how == "valid") == accepts and "page" not in attempt.sent:
            found.setdefault(attempt.form, []).append(attempt)
    return found


@once
def _attempts(page: Page) -> list[Attempt]:
    return [attempt for entry in page.artifact("form_submit")["forms"] for attempt in _read(page, entry)]


def _read(page: Page, entry: dict[str, Any]) -> Iterator[Attempt]:
    form = page.element(entry["n"])
    fields = [field for number in entry["fields"] if (field := page.element(number)) is not None]
    if form is None or len(fields) != len(entry["fields"]):
        return
    for how, seen in entry["attempts"].items():
        yield Attempt(
            form=form,
            how=how,
            fields=fields,
            sent=seen["sent"],
            focus=_at(fields, seen["focus"]),
            is_told_by_browser=seen["native"],
            messages=[_message(fields, said) for said in seen["messages"] if any(map(str.isalpha, said["text"]))],
        )


def _message(fields: list[Element], said: dict[str, Any]) -> Message:
    return Message(
        text=said["text"],
        is_announced=bool(said["announced"]) or said["focused"],
        beside=_at(fields, said["beside"]),
        is_tied=bool(said["tied"]),
        is_ours=said["ours"],
    )


def _at(fields: list[Element], place: Any) -> Element | None:
    return fields[place] if isinstance(place, int) and place < len(fields) else None
