"""
What the asterisk means is said before the first field that carries it.

A form is filled in from top to bottom. “* required” below the last field comes when the reader has met the sign again
and again, and somebody who listens, or sees only a small part of an enlarged page, has it read out after the button, if
at all.

Move the sentence above the first field of the form. Better still, write “(required)” into the labels: then nothing has
to be explained.

## Passed

```html
<form action="/comments">
  <p>Required fields are marked *</p>
  <label for="name">Name *</label> <input id="name" required>
  <label for="email">E-mail *</label> <input type="email" id="email" required>
</form>
```

A note below a form is late for it; said above an earlier one, it is known.

```html
<p>* indicates required</p>
<form action="/daily"><label for="daily">E-mail *</label> <input type="email" id="daily" required></form>
<form action="/weekly">
  <label for="first">Name *</label> <input id="first" required>
  <label for="weekly">E-mail *</label> <input type="email" id="weekly" required>
  <p>* indicates required</p>
</form>
```

Beside the only field that carries the sign it is as near as it can be.

```html
<form action="/newsletter"><input type="email" name="email" placeholder="E-Mail*" required> <p>*Pflichtfeld</p></form>
```

## Failed

```html
<form action="/contact">
  <label for="name">Name *</label> <input id="name" required>
  <label for="letter">Letter to the editor *</label> <textarea id="letter" required></textarea>
  <button>Send</button>
  <p>* required field</p><!-- failed -->
</form>
```

## Inapplicable

No field carries a sign, the sign is a footnote's, or the note is not shown.

```html
<form action="/subscribe">
  <label for="email">E-mail address (required)</label> <input type="email" id="email" required>
  <p>* You can unsubscribe at any time.</p>
  <p hidden>* indicates required</p>
</form>
```
"""

from __future__ import annotations

from collections.abc import Iterator

from audit.page import Page
from audit.page.forms import forms, label_text, labels_in_sight
from audit.page.html import Element, attr, is_hidden
from audit.page.marks import shown_fields
from audit.page.required import required_notes, shows_required_sign
from audit.page.text import shorten
from audit.rules import Verdict, failed, passed, rule


@rule(
    "What the asterisk means is said before the first field that carries it",
    impact="minor",
    wcag=["3.3.2"],
    source="https://www.w3.org/WAI/WCAG22/Techniques/html/H90 (read 2026-11)",
    preview=True,
)
def form_required_note_late(page: Page) -> Iterator[Verdict]:
    notes = [note for note in required_notes(page) if not is_hidden(note.element)]
    for form in forms(page):
        marked = [field for field in shown_fields(page, form) if _carries_sign(page, field)]
        own = [note for note in notes if note.form is form]
        if not marked or not own:
            continue
        earlier = [note for note in notes if _place(page, note.element) < _place(page, marked[0])]
        late = [field for field in marked if _place(page, field) < _place(page, own[0].element)]
        if earlier or len(late) < 2:
            yield passed(own[0].element)
            continue
        yield failed(
            own[0].element,
            f"“{shorten(own[0].text, 80)}” comes after {len(late)} fields that carry the sign, “{_called(page, late[0])}” the "
            "first of them: a reader meets the sign before its meaning.",
        )


def _place(page: Page, element: Element) -> int:
    return page.number(element) or 0


def _carries_sign(page: Page, field: Element) -> bool:
    return shows_required_sign(_called(page, field)) or shows_required_sign(attr(field, "placeholder"))


def _called(page: Page, field: Element) -> str:
    labels = [label_text(label) for label in labels_in_sight(page, field) if not is_hidden(label)]
    return shorten(
        next(filter(None, [*filter(shows_required_sign, labels), *labels]), "") or attr(field, "placeholder"), 60
    )
