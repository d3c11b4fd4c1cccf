"""Whether a reader sees that a field is required: a sign or the words at its label, in its placeholder, beside it."""

from __future__ import annotations

import re

from audit.page import Page
from audit.page.forms import fields, is_control, label_text, labels_in_sight, nearest
from audit.page.html import Element, attr, classes, is_hidden, tag, text
from audit.page.required import holds_sign, says_required

# Classes that style sheets hang a sign on with ::before or ::after, or that draw it themselves.
_DRAWN = re.compile(r"requi|mandatory|pflicht|oblig|asterisk|\bstar\b|after:", re.IGNORECASE)
_OPTIONAL = re.compile(
    r"optional|freiwillig|fakultativ|facultati|opcional|facoltativ|optioneel|valgfri|frivillig|необов|необяз|if you like",
    re.IGNORECASE,
)


def shows_mark(page: Page, field: Element) -> bool:
    """Whether a sign or words beside the field say that it is required."""
    return any(holds_sign(said) or says_required(said) for said in _texts(page, field))


def says_optional(page: Page, field: Element) -> bool:
    """Whether words beside the field say that it may stay empty."""
    return any(_OPTIONAL.search(said) for said in _texts(page, field))


def may_be_drawn(page: Page, field: Element) -> bool:
    """Whether a style sheet may draw the sign: something of the label, or beside the field, has a class that says required."""
    around = [*labels_in_sight(page, field), *own_boxes(field)]
    # The field's own class is what scripts look for; a style sheet can draw nothing into a field.
    parts = {node for box in around for node in box.iter() if tag(node) and node is not field}
    return any(_DRAWN.search(name) for node in parts for name in classes(node))


def shown_fields(page: Page, form: Element) -> list[Element]:
    """The fields of a form that a reader can fill in."""
    return [
        field
        for field in fields(page, form)
        if not is_hidden(field) and field.get("disabled") is None and field.get("readonly") is None
    ]


def _texts(page: Page, field: Element) -> list[str]:
    labels = [label_text(label) for label in labels_in_sight(page, field) if not is_hidden(label)]
    return [*labels, attr(field, "placeholder"), *map(text, own_boxes(field)[-1:])]


def own_boxes(field: Element) -> list[Element]:
    """The nearest elements around the field that hold no other control, outermost last."""
    found: list[Element] = []
    for node in nearest(field, 3):
        if tag(node) in {"form", "body", "fieldset"} or any(_is_other(control, field) for control in node.iter("*")):
            break
        found.append(node)
    return found


def _is_other(element: Element, field: Element) -> bool:
    # A disabled copy to repeat the address in belongs to the field.
    return element is not field and is_control(element) and element.get("disabled") is None
