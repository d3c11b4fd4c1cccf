"""
Forms on a page: their fields, the labels written for them, signs and notes that say what is required, status messages.

A label belongs to the first element that has the id it names, so in a form that is pasted twice the second copy's labels
belong to the first copy's fields. What the browser ties and what a reader sees are therefore two questions here. The
name a screen reader is told is a third; only a browser answers it (artifact `form_names`).
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from audit.page import Page, once
from audit.page.html import SHADOW_ROOT, Element, attr, box, classes, is_hidden, roles, tag, text
from audit.page.text import words

# --- controls and forms -------------------------------------------------------------------------------------------

ROLES = frozenset(
    {"textbox", "searchbox", "combobox", "listbox", "checkbox", "radio", "switch", "spinbutton", "slider"}
)
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
    found = page.tree.xpath("//input | //select | //textarea | //button | //*[@role]")
    return [element for element in found if _is_control(element)]


def fields(page: Page, form: Element | None = None) -> list[Element]:
    """The controls that take an answer, of the page or of one form: no buttons, no honeypots."""
    return _fields(page) if form is None else _fields_by_form(page).get(form, [])


@once
def _fields(page: Page) -> list[Element]:
    return [control for control in controls(page) if not is_button(control) and not is_honeypot(control)]


@once
def _fields_by_form(page: Page) -> dict[Element, list[Element]]:
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


def _is_control(element: Element) -> bool:
    name = tag(element)
    if name == "input":
        return attr(element, "type").lower() != "hidden"
    return name in {"select", "textarea", "button"} or bool(ROLES.intersection(roles(element)))


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
    if owner is not None and _is_control(element):
        found = by_id(page, owner, near=element)
        return found if found is not None and tag(found) == "form" else None
    around = next(element.iterancestors("form"), None)
    if around is not None:
        return around
    return next((node for node in element.iterancestors() if _is_form_like(node)), None)


def _is_form_like(element: Element) -> bool:
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
    around = [control, *_nearest(control, 3)]
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


def _nearest(element: Element, count: int) -> Iterator[Element]:
    for _, node in zip(range(count), element.iterancestors(), strict=False):
        yield node


# --- labels -------------------------------------------------------------------------------------------------------


def labels(page: Page, control: Element) -> list[Element]:
    """The labels the browser ties to the control, in document order."""
    return _labels(page).get(control, [])


@once
def _labels(page: Page) -> dict[Element, list[Element]]:
    found: dict[Element, list[Element]] = defaultdict(list)
    for label in page.tree.iter("label"):
        control = labelled_control(page, label)
        if control is not None:
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
        if label.get("for"):
            found[form_of(page, label), label.get("for") or ""].append(label)
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
    return list(_fields_by_form(page))


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
    return any(attr(node, "id").startswith("mc_embed_signup") for node in (form, *_nearest(form, 4)))


# --- what is required ---------------------------------------------------------------------------------------------

SIGNS = "*＊∗✱"


def _words(value: str) -> tuple[str, ...]:
    return tuple(value.split())


_SIGN = re.compile(rf"[{SIGNS}]")
# One sign at either end, perhaps in brackets or before a colon. Two signs are a second footnote.
_SIGN_AT_END = re.compile(rf"^\(?[{SIGNS}](?![{SIGNS}])|(?<![{SIGNS}])[{SIGNS}]\s*[)\]]?\s*:?$")

# Beginnings of words, folded: English, Ukrainian, Russian, German, French, Spanish, Polish; Italian, Portuguese, Dutch.
_REQUIRED = _words(
    "required mandatory compulsory обов'язков обовязков обязательн pflicht erforderlich notwendig obligatoire requis "
    "obligatori requerid wymagan obowiązkow obbligatori obrigatóri verplicht vereist"
)
_FIELD = _words(
    "field information info item question поле поля полів feld eingabe angabe champ campo dato pole pola pól campi veld"
)
_MARKED = _words(
    "indicat denot marked marks mean asterisk позна зірочк помеч отмеч обознач звездочк звёздочк markier gekennzeichne kennzeichne "
    "indiqu marqué signalé astérisque indicad marcad señalad oznacz gwiazdk contrassegnat assinalad gemarkeerd aangeduid"
)
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
    found = [note for element in _sign_holders(page) if (note := _note_around(page, element))]
    notes = list({note.element: note for note in found}.values())
    # A bare “* Required” that stands in a form again and again is the mark of each field, not a note.
    bare = Counter(note.form for note in notes if _is_bare_note(note.text))
    return [note for note in notes if not (_is_bare_note(note.text) and bare[note.form] > 1)]


@once
def footnotes(page: Page) -> list[Element]:
    """Short texts that begin with an asterisk and say something other than that fields are required."""
    return [element for element in _sign_holders(page) if _is_footnote(element)]


def _is_footnote(element: Element) -> bool:
    if next(element.iterancestors("label"), None) is not None or tag(element) == "label":
        return False
    said = text(element) if len(element) <= 10 else ""
    return said[:1] in SIGNS and len(words(said)) > 2 and not says_required(said)


@once
def _sign_holders(page: Page) -> list[Element]:
    unread = "script or self::style or self::textarea or self::option"
    found = page.tree.xpath(f"//body//*[not(self::{unread})]/text()[contains(translate(., '{SIGNS}', '****'), '*')]")
    # The parent of a tail is, in lxml, the element before it.
    parents = (piece.getparent().getparent() if piece.is_tail else piece.getparent() for piece in found)
    return list(dict.fromkeys(parents))


def _note_around(page: Page, element: Element) -> Note | None:
    if next(element.iterancestors("label", "button"), None) is not None:
        return None
    for node in (element, *_nearest(element, 2)):
        if tag(node) in {"label", "button", "form", "body"} or len(node) > 10:
            return None
        said = text(node, hidden=True)
        if len(said) > LONGEST_NOTE or next((each for each in node.iter() if _is_control(each)), None) is not None:
            return None
        if is_required_note(said):
            return _placed(page, node, said)
    return None


def _placed(page: Page, element: Element, said: str) -> Note | None:
    form = form_of(page, element)
    if form is not None:
        return Note(element, said, form, is_inside=True)
    for node in _nearest(element, 3):
        after = next((sibling for sibling in _following(element, node) if sibling in _fields_by_form(page)), None)
        if after is not None:
            return Note(element, said, after, is_inside=False)
    return None


def _following(element: Element, inside: Element) -> Iterator[Element]:
    """The forms inside an element that come after another one."""
    seen = False
    for node in inside.iter():
        seen = seen or node is element
        if seen and (tag(node) == "form" or _is_form_like(node)):
            yield node


# --- status messages ----------------------------------------------------------------------------------------------

_STATUS_WORDS = _words(
    "success successful error errors response responses thanks thank thankyou fail failed failure invalid done"
)
_NO_STATUS = _words("icon image check checkmark captcha recaptcha grecaptcha template required")
_NO_CONTAINER = _words(
    "form input select textarea button label fieldset legend a i svg path img br hr script style template noscript iframe option"
)
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+")
_LIVE_ROLES = frozenset({"status", "alert", "log"})


@dataclass(frozen=True, eq=False)
class Status:
    """An element that waits for, or already holds, what a form will say after it was sent."""

    element: Element
    form: Element
    text: str
    """What it holds, although it is hidden; often nothing yet."""


@once
def statuses(page: Page) -> list[Status]:
    """The hidden or empty status messages of forms that are shown themselves."""
    return [
        status for form in forms(page) if not is_hidden(form) and not _spans_page(form) for status in _statuses(form)
    ]


def _spans_page(form: Element) -> bool:
    """Whether the form is wrapped around the whole page, as ASP.NET does."""
    return next(form.iter("main", "article", "h1"), None) is not None


def _statuses(form: Element) -> list[Status]:
    found = [element for root in (form, *_beside(form)) for element in root.iter() if _is_status(element)]
    hidden = {element for element in found if is_hidden(element)}
    around = {node for element in found for node in element.iterancestors()}
    # Of nested ones the outermost that is hidden as a whole counts, else the innermost.
    kept = [element for element in found if element in hidden or element not in around]
    kept = [element for element in kept if hidden.isdisjoint(element.iterancestors())]
    said = [(element, text(element, hidden=True)) for element in kept]
    return [Status(element, form, value) for element, value in said if element in hidden or not value]


def _beside(form: Element) -> list[Element]:
    """What stands beside the form in a box of its own, where form builders put their messages."""
    path = {form, *form.iterancestors()}
    others = [node for node in _box(form) if tag(node) and node not in path] if _box(form) is not form else []
    return [node for node in others if next(node.iter("input"), None) is None]


def _box(form: Element) -> Element:
    """The small element around the form and its messages that holds no other form, else the form itself."""
    for parent in form.iterancestors():
        children = sum(1 for child in parent if tag(child))
        if tag(parent) in {"body", "main", "article"} or children > 12 or len(list(parent.iter("form"))) > 1:
            return form
        if children > 1:
            return parent
    return form


def _is_status(element: Element) -> bool:
    if not tag(element) or tag(element) in _NO_CONTAINER:
        return False
    named = f"{element.get('id') or ''} {element.get('class') or ''}"
    said = {word.lower() for word in _WORD.findall(named)}
    if said.isdisjoint(_STATUS_WORDS) or not said.isdisjoint(_NO_STATUS):
        return False
    return not any(_is_control(node) and not is_button(node) for node in element.iter())


def is_live(element: Element) -> bool:
    """Whether a screen reader is told when the element's text changes."""
    if tag(element) == "output" or _LIVE_ROLES.intersection(roles(element)):
        return True
    return attr(element, "aria-live").lower() in {"polite", "assertive"}


def has_empty_live_region(page: Page, form: Element) -> bool:
    """Whether a live region in the form or beside it waits for text."""
    own = _box(form)
    return any(own in region.iterancestors() for region in _empty_live_regions(page))


@once
def _empty_live_regions(page: Page) -> list[Element]:
    found = page.tree.xpath("//*[@role or @aria-live] | //output")
    return [element for element in found if is_live(element) and not text(element, hidden=True)]


def describes_a_field(page: Page, element: Element) -> bool:
    """Whether a field refers to the element as its description or error message."""
    return any(node.get("id") in _descriptions(page) for node in (element, *element.iterancestors()) if node.get("id"))


@once
def _descriptions(page: Page) -> frozenset[str]:
    named = page.tree.xpath("//@aria-describedby | //@aria-errormessage | //@aria-details")
    return frozenset(identifier for value in named for identifier in value.split())
