"""What a form says is required: signs at labels, the words for it, the notes that explain the sign, footnotes."""

from __future__ import annotations

import re
from bisect import bisect
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache

from lxml import etree

from audit.page import Page, once
from audit.page.forms import fields_by_form, form_of, is_control, nearest
from audit.page.html import Element, attr, tag, text
from audit.page.text import words
from audit.words import flat
from audit.words import words as word_lists

SIGNS = "*＊∗✱"
LANGUAGES = frozenset({"", *word_lists("required")})
"""Those whose words for “required” are known here; pages that do not say theirs are mostly in one of them."""


def _words(value: str) -> tuple[str, ...]:
    return tuple(value.split())


_SIGN = re.compile(rf"[{SIGNS}]")
# One sign at either end, perhaps in brackets or before a colon. Two signs are a second footnote.
_SIGN_AT_END = re.compile(rf"^\(?[{SIGNS}](?![{SIGNS}])|(?<![{SIGNS}])[{SIGNS}]\s*[)\]]?\s*:?$")

# Beginnings of words, folded.
_REQUIRED = tuple(flat(word_lists("required")))
_FIELD = tuple(flat(word_lists("required-field")))
_MARKED = tuple(flat(word_lists("required-marked")))
# Whole words.
_GLUE = _words(
    "a all are is as with an by the this these das die der ein sind mit les un une el los las son то це это і и"
)
_NOT = _words("not no nicht kein keine non pas nie не")


def is_required(control: Element) -> bool:
    """Whether the control itself says that it must be filled in."""
    return control.get("required") is not None or attr(control, "aria-required").lower() == "true"


def shows_required_sign(value: str) -> bool:
    """Whether a label's text begins or ends with an asterisk."""
    return _SIGN_AT_END.search(value.strip()) is not None


def holds_sign(value: str) -> bool:
    """Whether an asterisk stands anywhere in a text."""
    return _SIGN.search(value) is not None


def says_required(value: str) -> bool:
    """Whether a text says in words that something is required; “not required” does not."""
    said = words(value)
    return any(
        word.startswith(_REQUIRED) and not any(before in _NOT for before in said[max(0, place - 2) : place])
        for place, word in enumerate(said)
    )


def is_required_note(value: str) -> bool:
    """Whether a text explains the asterisk: “* indicates required”, “Pflichtfelder sind mit * markiert”."""
    return any(_explains_sign(sentence) or _is_bare_note(sentence) for sentence in re.split(r"(?<=[.!?])\s+", value))


def _explains_sign(sentence: str) -> bool:
    said = words(sentence)
    if not _SIGN.search(sentence) or len(said) > 20 or not says_required(sentence):
        return False
    return any(word.startswith(_MARKED) for word in said)


def _is_bare_note(sentence: str) -> bool:
    """“* Required”, “*Pflichtfelder”: the sign and what it means, nothing else."""
    if not shows_required_sign(sentence) or not says_required(sentence):
        return False
    return all(word.startswith(_REQUIRED + _FIELD) or word in _GLUE for word in words(sentence))


@dataclass(frozen=True, eq=False)
class Note:
    """A text that explains the asterisk."""

    element: Element
    text: str
    form: Element
    """The form it stands in, or the next one after it."""
    is_inside: bool


LONGEST_NOTE = 200


@once
def required_notes(page: Page) -> list[Note]:
    """The notes on the page that explain what an asterisk means, hidden ones too, in document order."""
    found = [note for element in sign_holders(page) if (note := _note_around(page, element))]
    notes = list({note.element: note for note in found}.values())
    # A bare “* Required” that stands in a form again and again is the mark of each field, not a note.
    bare = Counter(note.form for note in notes if _is_bare_note(note.text))
    return [note for note in notes if not (_is_bare_note(note.text) and bare[note.form] > 1)]


@once
def footnotes(page: Page) -> list[Element]:
    """Short texts that begin with an asterisk and say something other than that fields are required."""
    return [element for element in sign_holders(page) if _is_footnote(element)]


def _is_footnote(element: Element) -> bool:
    if next(element.iterancestors("label"), None) is not None or tag(element) == "label":
        return False
    said = text(element) if len(element) <= 10 else ""
    return said[:1] in SIGNS and len(words(said)) > 2 and not says_required(said)


@once
def sign_holders(page: Page) -> list[Element]:
    """The elements in the body with an asterisk in a text of their own, in the order of these texts."""
    whole = str(page.tree.xpath("string(/)"))
    signs = "".join(sign for sign in SIGNS if sign in whole)
    # The parent of a tail is, in lxml, the element before it.
    pieces = _with_signs(signs)(page.tree) if signs else ()
    parents = (piece.getparent().getparent() if piece.is_tail else piece.getparent() for piece in pieces)
    found = dict.fromkeys(parents)
    return [
        holder
        for holder in found
        if tag(holder) not in _UNREAD and next(holder.iterancestors("body"), None) is not None
    ]


@lru_cache
def _with_signs(signs: str) -> etree.XPath:
    """Finds the texts that hold one of the signs; comparing with those alone that a page has is three times as fast."""
    return etree.XPath(f"//text()[{' or '.join(f'contains(., {sign!r})' for sign in signs)}]")


_UNREAD = frozenset({"script", "style", "textarea", "option"})


def _note_around(page: Page, element: Element) -> Note | None:
    if next(element.iterancestors("label", "button"), None) is not None:
        return None
    for node in (element, *nearest(element, 2)):
        if tag(node) in {"label", "button", "form", "body"} or len(node) > 10:
            return None
        said = text(node, hidden=True)
        if len(said) > LONGEST_NOTE or next((each for each in node.iter() if is_control(each)), None) is not None:
            return None
        if is_required_note(said):
            return _placed(page, node, said)
    return None


def _placed(page: Page, element: Element, said: str) -> Note | None:
    form = form_of(page, element)
    if form is not None:
        return Note(element, said, form, is_inside=True)
    numbers = _numbers_of_forms(page)
    place = bisect(numbers, page.number(element) or 0)
    after = page.element(numbers[place]) if place < len(numbers) else None
    for node in nearest(element, 3):
        if after is not None and node in after.iterancestors():
            return Note(element, said, after, is_inside=False)
    return None


@once
def _numbers_of_forms(page: Page) -> list[int]:
    """The numbers of the forms that hold fields, in document order."""
    return sorted(page.number(form) or 0 for form in fields_by_form(page))
