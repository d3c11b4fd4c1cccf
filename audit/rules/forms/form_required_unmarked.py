"""
Where a form marks required fields, it marks all of them.

A reader who sees an asterisk at two of three fields takes the third for one that may stay empty, leaves it out, and
learns from an error message that the form did not mean it so. Who needs long to fill in a form, or loses the place when
the page jumps to the message, pays most for it.

Put the same sign, or better the word “required”, into the label of each field that has the attribute `required`.

## Passed

```html
<form action="/comments">
  <label for="name">Name *</label> <input id="name" required>
  <label for="email">E-mail (required)</label> <input type="email" id="email" aria-required="true">
  <label for="site">Website</label> <input id="site">
</form>
```

Where a form marks what is optional, what is not marked is required.

```html
<form action="/comments">
  <label for="name">Name</label> <input id="name" required>
  <label for="comment">Comment</label> <textarea id="comment" required></textarea>
  <label for="site">Website (optional)</label> <input id="site">
</form>
```

## Failed

```html
<form action="/comments">
  <label for="name">Name *</label> <input id="name" required>
  <label for="email">E-mail *</label> <input type="email" id="email" required>
  <label for="comment">Comment</label> <textarea id="comment" required></textarea><!-- failed -->
</form>
```

## Could not tell

A style sheet may draw the sign.

```html
<form action="/comments">
  <p><label for="name">Name *</label> <input id="name" required></p>
  <p class="field-required"><label for="comment">Comment</label> <textarea id="comment" required></textarea><!-- cantTell --></p>
</form>
```

In a language whose words for “required” are not known here, a sentence may say that everything is.

```html
<html lang="el"><body>
<p>Όλα τα πεδία είναι υποχρεωτικά.</p>
<form action="/comments">
  <label for="name">Όνομα *</label> <input id="name" required>
  <label for="comment">Σχόλιο</label> <textarea id="comment" required></textarea><!-- cantTell -->
</form>
```

A box to tick says by its words whether it can be left out.

```html
<form action="/comments">
  <p><label for="name">Name *</label> <input id="name" required></p>
  <p><label><input type="checkbox" name="terms" required><!-- cantTell --> I accept the rules of the house</label></p>
</form>
```

Some fields are required and some are not, and nothing in the form tells which.

```html
<form action="/comments">
  <label for="name">Name</label> <input id="name" required><!-- cantTell -->
  <label for="email">E-mail</label> <input type="email" id="email" required>
  <label for="site">Website</label> <input id="site">
</form>
```

## Inapplicable

A form in which everything is required, or nothing, or the only field; a list that already has an answer; a field without
words, which axe reports, and a riddle against robots.

```html
<form action="/subscribe"><label for="email">E-mail</label> <input type="email" id="email" required></form>
<form action="/login">
  <label for="user">User name</label> <input id="user" required>
  <label for="password">Password</label> <input type="password" id="password" required>
</form>
<form action="/tip">
  <label for="topic">Topic</label> <select id="topic" required><option>News</option><option>Sports</option></select>
  <label for="tip">Your tip</label> <textarea id="tip"></textarea>
</form>
```
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from audit.page import Page
from audit.page.forms import forms, label_text, labels_in_sight, noun, takes_text
from audit.page.html import Element, attr, tag
from audit.page.marks import may_be_drawn, says_optional, shown_fields, shows_mark
from audit.page.required import LANGUAGES, is_required
from audit.page.text import shorten
from audit.rules import Verdict, cant_tell, failed, passed, rule

# That a riddle has to be solved goes without saying.
_CAPTCHA = re.compile(r"captcha|cptch", re.IGNORECASE)


@rule(
    "Where a form marks required fields, it marks all of them",
    impact="moderate",
    wcag=["3.3.2"],
    source="https://www.w3.org/WAI/WCAG22/Techniques/html/H90 (read 2026-11)",
)
def form_required_unmarked(page: Page) -> Iterator[Verdict]:
    for form in forms(page):
        shown = shown_fields(page, form)
        required = [field for field in shown if is_required(field) and _may_stay_empty(field) and _called(page, field)]
        if len(shown) > 1 and required:
            yield from _judge(page, shown, required)


def _may_stay_empty(field: Element) -> bool:
    """Whether a reader who knows what the field is for could leave it as it is and be stopped for it."""
    if any(_CAPTCHA.search(attr(field, name)) for name in ("id", "name", "class")):
        return False
    if tag(field) == "select":
        first = next(field.iter("option"), None)
        return first is not None and first.get("value") == ""
    if attr(field, "type").lower() == "checkbox":
        return field.get("checked") is None
    return takes_text(field) and not attr(field, "value")


def _judge(page: Page, shown: list[Element], required: list[Element]) -> Iterator[Verdict]:
    marked = [field for field in required if shows_mark(page, field)]
    if marked:
        for field in required:
            yield passed(field) if field in marked else _unmarked(page, field, marked[0])
        return
    if any(says_optional(page, field) for field in shown):
        yield from map(passed, required)
        return
    optional = [field for field in shown if not is_required(field) and takes_text(field)]
    if optional and not any(may_be_drawn(page, field) for field in required):
        yield cant_tell(
            required[0],
            f"{len(required)} of {len(shown)} fields of this form are required, but none shows it in its label. See whether "
            "a reader can tell them from the others before the form is sent.",
        )


def _unmarked(page: Page, field: Element, example: Element) -> Verdict:
    facts = f"This {noun(field)}, “{_called(page, field)}”, is required but does not show it, while “{_called(page, example)}” does"
    if attr(field, "type").lower() == "checkbox":
        return cant_tell(field, f"{facts}. See whether its words make clear that it must be ticked.")
    if may_be_drawn(page, field):
        return cant_tell(field, f"{facts}. See whether a style sheet draws a sign here; it should stand in the label.")
    if attr(page.tree, "lang").lower()[:2] not in LANGUAGES:
        return cant_tell(field, f"{facts}. See whether a sentence says that all fields are required.")
    return failed(field, f"{facts}: a reader takes it for a field that may stay empty.")


def _called(page: Page, field: Element) -> str:
    labels = " ".join(label_text(label) for label in labels_in_sight(page, field))
    return shorten(labels or attr(field, "aria-label") or attr(field, "placeholder"), 60)
