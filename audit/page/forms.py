"""
Forms on a page: their fields, the labels written for them, signs and notes that say what is required, status messages.

A label belongs to the first element that has the id it names, so in a form that is pasted twice the second copy's labels
belong to the first copy's fields. What the browser ties and what a reader sees are therefore two questions here. The
name a screen reader is told is a third; only a browser answers it (artifact `form_names`).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from audit.page import Page, once
from audit.page.html import SHADOW_ROOT, Element, attr, box, classes, roles, tag, text

# --- controls and forms -------------------------------------------------------------------------------------------

ROLES = frozenset(
    {"textbox", "searchbox", "combobox", "listbox", "checkbox", "radio", "switch", "spinbutton", "slider"}
)
NATIVE = frozenset({"input", "select", "textarea", "button"})
BUTTON_TYPES = frozenset({"submit", "button", "reset", "image"})
# Input types in which nothing is typed; what a browser does not know is a text field.
_PICKED = frozenset(
    {"checkbox", "radio", "file", "range", "color", "date", "datetime-local", "month", "week", "time", "hidden"}
)
# What a label can name (https://html.spec.whatwg.org/multipage/forms.html#category-label).
LABELABLE = frozenset({"button", "input", "meter", "output", "progress", "select", "textarea"})
_NOUNS = {
    "email": "e-mail field",
    "tel": "telephone field",
    "url": "web address field",
    "search": "search field",
    "password": "password field",
    "number": "number field",
    "checkbox": "checkbox",
    "radio": "radio button",
    "file": "file field",
    "range": "slider",
}


@once
def controls(page: Page) -> list[Element]:
    """Everything a reader can fill in or press, in document order; not `type=hidden`."""
    may = (element for element in page.elements if element.tag in NATIVE or element.get("role"))
    return [element for element in may if is_control(element)]


def fields(page: Page, form: Element | None = None) -> list[Element]:
    """The controls that take an answer, of the page or of one form: no buttons, no honeypots."""
    return _fields(page) if form is None else fields_by_form(page).get(form, [])


@once
def _fields(page: Page) -> list[Element]:
    return [control for control in controls(page) if not is_button(control) and not is_honeypot(control)]


@once
def fields_by_form(page: Page) -> dict[Element, list[Element]]:
    """The page's fields, by the form they are in."""
    found: dict[Element, list[Element]] = defaultdict(list)
    for field in _fields(page):
        form = form_of(page, field)
        if form is not None:
            found[form].append(field)
    return found


def buttons(page: Page, form: Element) -> list[Element]:
    """The buttons of a form."""
    return _buttons_by_form(page).get(form, [])


@once
def _buttons_by_form(page: Page) -> dict[Element, list[Element]]:
    found: dict[Element, list[Element]] = defaultdict(list)
    for control in controls(page):
        form = form_of(page, control) if is_button(control) else None
        if form is not None:
            found[form].append(control)
    return found


def is_control(element: Element) -> bool:
    """Whether the element is a form control: native, or by its role."""
    name = tag(element)
    if name == "input":
        return attr(element, "type").lower() != "hidden"
    return name in NATIVE or not ROLES.isdisjoint(roles(element))


def is_button(control: Element) -> bool:
    """Whether the control is pressed rather than filled in."""
    return tag(control) == "button" or (tag(control) == "input" and attr(control, "type").lower() in BUTTON_TYPES)


def takes_text(control: Element) -> bool:
    """Whether a reader types into the control."""
    if tag(control) == "input":
        return attr(control, "type").lower() not in BUTTON_TYPES | _PICKED
    return tag(control) == "textarea"


def noun(control: Element) -> str:
    """What to call the control in a message: “e-mail field”, “checkbox”."""
    if tag(control) == "select":
        return "list"
    return _NOUNS.get(attr(control, "type").lower(), "text field") if tag(control) == "input" else "text field"


def form_of(page: Page, element: Element) -> Element | None:
    """The form an element belongs to: by its `form` attribute, else the nearest form or form-like root around it."""
    owner = element.get("form")
    if owner is not None and is_control(element):
        found = by_id(page, owner, near=element)
        return found if found is not None and tag(found) == "form" else None
    parent = element.getparent()
    return _around(page, parent) if parent is not None else None


def _around(page: Page, element: Element) -> Element | None:
    """The nearest form from an element upwards, else the nearest form-like root."""
    known = _known_around(page)
    chain: list[Element] = []
    node: Element | None = element
    while node is not None and node not in known:
        chain.append(node)
        node = node.getparent()
    form, root = known[node] if node is not None else (None, None)
    for node in reversed(chain):
        form = node if tag(node) == "form" else form
        root = node if is_form_like(node) else root
        known[node] = (form, root)
    return form if form is not None else root


@once
def _known_around(_: Page) -> dict[Element, tuple[Element | None, Element | None]]:
    # Every control and label asks, and a page decides how deep they stand.
    return {}


def is_form_like(element: Element) -> bool:
    """Whether the element holds a form together without being one."""
    if tag(element) == "search" or {"form", "search"}.intersection(roles(element)):
        return True
    return attr(element, "id").startswith("mc_embed_signup")


def by_id(page: Page, identifier: str, *, near: Element) -> Element | None:
    """The element a reference in `near` finds: the first with that id in the document, or in the shadow root around."""
    return _first_by_id(page).get((_shadow(near), identifier))


@once
def _first_by_id(page: Page) -> dict[tuple[Element | None, str], Element]:
    found: dict[tuple[Element | None, str], Element] = {}
    for element in page.tree.xpath("//*[@id]"):
        found.setdefault((_shadow(element), element.get("id")), element)
    return found


def _shadow(element: Element) -> Element | None:
    return next(element.iterancestors(SHADOW_ROOT), None)


# Names that plug-ins give to fields no person should fill in; the first is Mailchimp's.
_BAIT = re.compile(r"^b_[0-9a-f]{6,}_[0-9a-f]{6,}$|honey|(^|[-_])hp([-_]|$)", re.IGNORECASE)
_BAIT_BOX = re.compile(r"honey-?_?pot|gform_validation_container|ak-fields", re.IGNORECASE)
_OFF_SCREEN = re.compile(
    r"(left|top|right|text-indent):-\d{3,}|opacity:0(;|$)|clip(-path)?:|(height|width):[01](px)?(;|$)"
)


def is_honeypot(control: Element) -> bool:
    """Whether the control is bait for robots: by its name, or because keyboard, eye or screen reader do not reach it."""
    around = [control, *nearest(control, 3)]
    if any(_BAIT.search(attr(control, name)) for name in ("name", "id")):
        return True
    if any(_BAIT_BOX.search(attr(node, "class")) for node in around):
        return True
    if attr(control, "tabindex") != "-1":
        return False
    return any(attr(node, "aria-hidden").lower() == "true" or _is_off_screen(node) for node in around)


def _is_off_screen(element: Element) -> bool:
    place = box(element)
    if place is not None:
        left, top, width, height = place
        return left + width <= 0 or top + height <= 0 or min(width, height) <= 1
    return _OFF_SCREEN.search((element.get("style") or "").replace(" ", "").lower()) is not None


def nearest(element: Element, count: int) -> Iterator[Element]:
    """The element's nearest ancestors, at most so many."""
    for _, node in zip(range(count), element.iterancestors(), strict=False):
        yield node


MOST_LABELS = 20
"""Labels of one control that are read; only a broken page has more, and each control would read them all."""


# --- labels -------------------------------------------------------------------------------------------------------


def labels(page: Page, control: Element) -> list[Element]:
    """The labels the browser ties to the control, in document order."""
    return _labels(page).get(control, [])


@once
def _labels(page: Page) -> dict[Element, list[Element]]:
    found: dict[Element, list[Element]] = defaultdict(list)
    for label in page.tree.iter("label"):
        control = labelled_control(page, label)
        if control is not None and len(found[control]) < MOST_LABELS:
            found[control].append(label)
    return found


def labelled_control(page: Page, label: Element) -> Element | None:
    """The control a label names: the first element with the id in `for`, else the first control inside it."""
    wanted = label.get("for")
    if wanted is None:
        return next((node for node in label.iter(*LABELABLE) if _is_labelable(node)), None)
    found = by_id(page, wanted, near=label)
    return found if found is not None and _is_labelable(found) else None


def _is_labelable(element: Element) -> bool:
    return tag(element) in LABELABLE and not (tag(element) == "input" and attr(element, "type").lower() == "hidden")


def own_labels(page: Page, control: Element) -> list[Element]:
    """The labels written for the control in its own form, whether or not the browser finds their way to it."""
    return _own_labels(page).get((form_of(page, control), control.get("id") or ""), [])


@once
def _own_labels(page: Page) -> dict[tuple[Element | None, str], list[Element]]:
    found: dict[tuple[Element | None, str], list[Element]] = defaultdict(list)
    for label in page.tree.iter("label"):
        written_for = found[form_of(page, label), label.get("for") or ""]
        if label.get("for") and len(written_for) < MOST_LABELS:
            written_for.append(label)
    return found


def twins(page: Page, control: Element) -> list[Element]:
    """The controls that carry the control's id, itself among them; empty when it has none."""
    return _by_shared_id(page).get((_shadow(control), control.get("id") or ""), [])


@once
def _by_shared_id(page: Page) -> dict[tuple[Element | None, str], list[Element]]:
    found: dict[tuple[Element | None, str], list[Element]] = defaultdict(list)
    for control in controls(page):
        if control.get("id"):
            found[_shadow(control), control.get("id") or ""].append(control)
    return found


def labels_in_sight(page: Page, control: Element) -> list[Element]:
    """The labels a reader sees with the control: its own form's, else those the browser ties to it."""
    named = (by_id(page, identifier, near=control) for identifier in attr(control, "aria-labelledby").split())
    return own_labels(page, control) or labels(page, control) or [element for element in named if element is not None]


def label_text(label: Element) -> str:
    """The label's shown text without what is filled into a control inside it."""
    return text(label, skip=label.iter("select", "textarea", "button"))


# --- copies of one form -------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Copy:
    """A form that stands on the page more than once."""

    place: int
    """Which one it is, from 1."""
    count: int
    """How many there are, the hidden ones among them."""
    design: str
    """What they have in common."""


def copy_of(page: Page, element: Element) -> Copy | None:
    """Which copy of a repeated form the element belongs to, if any."""
    form = form_of(page, element)
    return None if form is None else copies(page).get(form)


@once
def copies(page: Page) -> dict[Element, Copy]:
    """The forms that are copies of one another."""
    alike: dict[str, list[Element]] = defaultdict(list)
    for form in forms(page):
        if kind := design(page, form):
            alike[kind].append(form)
    repeated = {kind: group for kind, group in alike.items() if len(group) > 1}
    return {
        form: Copy(place, len(group), kind) for kind, group in repeated.items() for place, form in enumerate(group, 1)
    }


@once
def forms(page: Page) -> list[Element]:
    """The forms and form-like roots that hold fields, in the order of their first fields."""
    return list(fields_by_form(page))


def design(page: Page, form: Element) -> str:
    """What copies of one form have in common; empty for a form in which nothing is typed."""
    if is_mailchimp(form):
        return "Mailchimp"
    if not any(map(takes_text, fields(page, form))):
        return ""
    return " ".join(
        f"{tag(field)}/{attr(field, 'type')}/{_without_digits(attr(field, 'name'))}" for field in fields(page, form)
    )


def _without_digits(name: str) -> str:
    return re.sub(r"\d+", "", name)


def is_mailchimp(form: Element) -> bool:
    """Whether the form is Mailchimp's embedded newsletter form."""
    if "list-manage.com" in attr(form, "action") or "mc-embedded-subscribe-form" in (attr(form, "id"), *classes(form)):
        return True
    return any(attr(node, "id").startswith("mc_embed_signup") for node in (form, *nearest(form, 4)))
