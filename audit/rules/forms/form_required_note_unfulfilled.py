"""
A note about an asterisk has an asterisk to explain.

“* indicates required” makes a reader look, or listen, for the sign. Where no field carries it, either nothing is
required and the note is a leftover of the form's template, or a field is required and nobody is told which.

Take the note out when every field may stay empty. Else mark the required fields in their labels, and give them the
attribute `required`.

## Passed

```html
<form action="/subscribe">
  <p class="indicates-required">* indicates required</p>
  <label for="email">E-mail address <span class="asterisk">*</span></label> <input type="email" id="email" required>
</form>
```

The sign may stand in a placeholder, or beside a field without a label.

```html
<form action="/subscribe"><input type="email" name="email" placeholder="E-mail*"> <p>*Pflichtfelder</p></form>
<form action="/contact"><p>* обязательные поля</p> <p>Имя <b>*</b> <input name="name"></p></form>
```

## Failed

```html
<form action="https://lantern.us4.list-manage.com/subscribe/post?u=1&id=1" class="validate" novalidate>
  <div class="indicates-required"><span class="asterisk">*</span> indicates required</div><!-- failed -->
  <label for="mce-EMAIL">Email Address</label> <input type="email" name="EMAIL" class="email" id="mce-EMAIL">
</form>
```

```html
<form action="/kommentare">
  <p>Deine E-Mail-Adresse wird nicht veröffentlicht. Erforderliche Felder sind mit * markiert.</p><!-- failed -->
  <p><label for="comment">Kommentar</label> <textarea id="comment" name="comment"></textarea></p>
</form>
```

## Could not tell

A style sheet may draw the sign beside what its class, or the field itself, calls required.

```html
<form action="/subscribe">
  <p>Required fields are marked *</p><!-- cantTell -->
  <div class="field field--required"><label for="email">E-mail</label> <input type="email" id="email"></div>
</form>
```

```html
<form action="/subscribe">
  <p>Required fields are marked *</p><!-- cantTell -->
  <label for="email">E-mail</label> <input type="email" id="email" required>
</form>
```

No field is shown: perhaps only people who are logged in get them, or a script brings them later.

```html
<form action="/comments"><p>Required fields are marked *</p><!-- cantTell --> <div hidden><input name="author"></div></form>
```

## Inapplicable

```html
<form action="/subscribe">
  <label for="email">E-mail address (required)</label> <input type="email" id="email" required>
  <p>* By subscribing you accept our terms.</p>
</form>
```
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from audit.page import Page
from audit.page.forms import fields, forms
from audit.page.html import Element, attr, is_hidden, tag, text
from audit.page.required import Note, holds_sign, is_required, required_notes
from audit.page.text import shorten
from audit.rules import Verdict, cant_tell, failed, passed, rule

# Classes that style sheets hang a sign on with ::after, or that draw it themselves.
_DRAWN = re.compile(r"requi|mandatory|pflicht|oblig|asterisk|\bstar\b|after:", re.IGNORECASE)


@rule(
    "A note about an asterisk has an asterisk to explain",
    impact="minor",
    wcag=["3.3.2"],
    source="https://www.w3.org/WAI/WCAG22/Techniques/html/H90 (read 2026-11)",
)
def form_required_note_unfulfilled(page: Page) -> Iterator[Verdict]:
    for note in required_notes(page):
        if not is_hidden(note.element):
            yield _judge(page, note)


def _judge(page: Page, note: Note) -> Verdict:
    element, said = note.element, shorten(note.text, 80)
    scope = [note.form] if note.is_inside else forms(page)
    notes = [other.element for other in required_notes(page)]
    if any(_shows_sign(page, form, notes) for form in scope):
        return passed(element)
    if not any(not is_hidden(field) for form in scope for field in fields(page, form)):
        return cant_tell(
            element,
            f"“{said}” stands in a form of which no field is shown. See whether the note has fields to explain.",
        )
    if any(_may_be_drawn(page, form, notes) for form in scope):
        return cant_tell(
            element,
            f"“{said}”, but no field carries the sign in the page's text. See whether a style sheet draws it; what it draws "
            "should stand in the label.",
        )
    return failed(
        element,
        f"“{said}”, but no field of this form carries the sign, and none is required: a reader looks for it in vain.",
    )


def _shows_sign(page: Page, form: Element, notes: list[Element]) -> bool:
    if holds_sign(text(form, skip=notes)):
        return True
    shown = (field for field in fields(page, form) if not is_hidden(field))
    return any(holds_sign(attr(field, name)) for field in shown for name in ("placeholder", "value", "aria-label"))


def _may_be_drawn(page: Page, form: Element, notes: list[Element]) -> bool:
    if any(is_required(field) for field in fields(page, form) if not is_hidden(field)):
        return True
    noted = {node for note in notes for node in note.iter()}
    return any(
        _DRAWN.search(element.get("class") or "") for element in form.iter() if tag(element) and element not in noted
    )
