"""
What the asterisk means is said.

Most readers know that “*” means that a field must be filled in; somebody who fills in forms rarely, or in a language they
are learning, does not, and a screen reader that says “E-mail star” explains nothing.

Write “(required)” into the label in place of the sign. Or write “Fields marked * are required” above the first field.

## Passed

```html
<form action="/comments">
  <p>Required fields are marked *</p>
  <label for="name">Name *</label> <input id="name" required>
</form>
```

The words stand with the sign, as a title, or beside the form's only field.

```html
<form action="/contact">
  <label for="name">Name <abbr title="required">*</abbr></label> <input id="name" required>
  <label for="mail">E-mail * (required)</label> <input type="email" id="mail" required>
</form>
```

A form that says before its first field that all of them are required.

```html
<section><p>All fields are required.</p>
  <form action="/contact"><label for="name">Name *</label> <input id="name" required></form>
</section>
```

## Failed

```html
<form action="/contact"><!-- failed -->
  <label for="name">Name *</label> <input id="name" required>
  <label for="mail">E-mail *</label> <input type="email" id="mail" required>
  <label for="phone">Telephone</label> <input type="tel" id="phone">
  <button>Send</button>
</form>
```

## Could not tell

A footnote begins with the sign; perhaps it explains it.

```html
<form action="/contact"><!-- cantTell -->
  <label for="name">Name *</label> <input id="name" required>
  <label for="mail">E-mail</label> <input type="email" id="mail">
  <p>* Without this we cannot answer you.</p>
</form>
```

A language in which we do not know how it is said.

```html
<html lang="el">
<form action="/contact"><!-- cantTell --><label for="name">Όνομα *</label> <input id="name" required> <p>Το * είναι υποχρεωτικό.</p></form>
```

## Inapplicable

No sign; a form that is not shown.

```html
<form action="/subscribe"><label for="email">E-mail (required)</label> <input type="email" id="email" required></form>
<form action="/contact" hidden><label for="name">Name *</label> <input id="name" required></form>
```
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from msgspec import Meta

from audit.page import Page
from audit.page.forms import fields, form_of, forms, label_text, labels_in_sight, nearest
from audit.page.html import Element, attr, is_hidden, text
from audit.page.marks import shown_fields
from audit.page.required import LANGUAGES, footnotes, required_notes, says_required, shows_required_sign, sign_holders
from audit.page.text import shorten
from audit.rules import RuleSettings, Verdict, cant_tell, failed, passed, rule


class Settings(RuleSettings, frozen=True):
    """Where a note is looked for."""

    near: Annotated[
        int, Meta(ge=0, description="Letters of a form with what stands around it; a box that holds more is the page.")
    ] = 3_000


@rule(
    "What the asterisk means is said",
    impact="minor",
    wcag=["3.3.2"],
    source="https://www.w3.org/WAI/WCAG22/Techniques/html/H90 (read 2026-11)",
    preview=True,
    settings=Settings,
)
def form_required_note_missing(page: Page, settings: Settings) -> Iterator[Verdict]:
    if not sign_holders(page) and not any(shows_required_sign(attr(field, "placeholder")) for field in fields(page)):
        return
    is_noted = any(not is_hidden(note.element) for note in required_notes(page))
    for form in forms(page):
        marked = [said for field in shown_fields(page, form) if (said := _marked(page, field))]
        if marked:
            yield passed(form) if is_noted or _is_explained(form, settings.near) else _judge(page, form, marked)


def _marked(page: Page, field: Element) -> str:
    """The field's label or placeholder, where the sign stands in it."""
    labels = [label_text(label) for label in labels_in_sight(page, field) if not is_hidden(label)]
    return next(filter(shows_required_sign, [*labels, attr(field, "placeholder")]), "")


def _is_explained(form: Element, near: int) -> bool:
    """Whether words in the form, or on its signs, say that something is required."""
    if any(len(text(around)) <= near and says_required(text(around)) for around in (form, *nearest(form, 2))):
        return True
    return any(says_required(f"{attr(node, 'title')} {attr(node, 'aria-label')}") for node in form.iter("*"))


def _judge(page: Page, form: Element, marked: list[str]) -> Verdict:
    facts = f"“{shorten(marked[0], 60)}” carries an asterisk" + (
        f", as {len(marked)} fields do" if len(marked) > 1 else ""
    )
    if any(form_of(page, note) is form for note in footnotes(page)):
        return cant_tell(
            form, f"{facts}. A footnote of this form begins with one: see whether it says what the sign means."
        )
    if attr(page.tree, "lang").lower()[:2] not in LANGUAGES:
        return cant_tell(form, f"{facts}. See whether a text of the form says what the sign means.")
    return failed(form, f"{facts}, but neither this form nor a note on the page says what the sign means.")
