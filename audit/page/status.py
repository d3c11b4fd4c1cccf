"""Where a form answers: elements that will hold its success or error message, and whether they are live regions."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice

from audit.page import Page, once
from audit.page.forms import forms, is_button, is_control
from audit.page.html import Element, is_hidden, roles, tag, text

_STATUS_WORDS = (
    "success successful error errors response responses thanks thank thankyou fail failed failure invalid done".split()
)
_ERROR_WORDS = frozenset("error errors invalid".split())
_NO_STATUS = "icon image check checkmark captcha recaptcha grecaptcha template required".split()
_NO_CONTAINER = (
    "form input select textarea button label fieldset legend a i svg path img br hr script style template noscript iframe "
    "option"
).split()
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
        # No further than it matters: a page may have ten thousand forms side by side.
        children = len(list(islice(parent.iterchildren("*"), 13)))
        if tag(parent) in {"body", "main", "article"} or children > 12 or len(list(islice(parent.iter("form"), 2))) > 1:
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
    return not any(is_control(node) and not is_button(node) for node in element.iter())


def is_field_error(element: Element) -> bool:
    """Whether the element's name says that it holds what is wrong with a field."""
    if not tag(element) or tag(element) in _NO_CONTAINER:
        return False
    said = {word.lower() for word in _WORD.findall(f"{element.get('id') or ''} {element.get('class') or ''}")}
    return not said.isdisjoint(_ERROR_WORDS) and not any(is_control(node) for node in element.iter())


def is_live(element: Element) -> bool:
    """Whether a screen reader is told when the element's text changes."""
    if tag(element) == "output" or not _LIVE_ROLES.isdisjoint(roles(element)):
        return True
    asked = element.get("aria-live")
    return asked is not None and asked.strip().lower() in {"polite", "assertive"}


def has_empty_live_region(page: Page, form: Element) -> bool:
    """Whether a live region in the form or beside it waits for text."""
    own = _box(form)
    return any(own in region.iterancestors() for region in _empty_live_regions(page))


@once
def _empty_live_regions(page: Page) -> list[Element]:
    may = [*page.tree.xpath("//@role/.. | //@aria-live/.."), *page.tree.iter("output")]
    return [element for element in may if is_live(element) and not text(element, hidden=True)]


def describes_a_field(page: Page, element: Element) -> bool:
    """Whether a field refers to the element as its description or error message."""
    return any(node.get("id") in _descriptions(page) for node in (element, *element.iterancestors()) if node.get("id"))


@once
def _descriptions(page: Page) -> frozenset[str]:
    named = page.tree.xpath("//@aria-describedby | //@aria-errormessage | //@aria-details")
    return frozenset(identifier for value in named for identifier in value.split())
