"""
The sign that a field is required stands in its label.

An asterisk that is drawn beside a field, outside its label, belongs to nothing: a screen reader that reads the label in
front of the field does not come to it, and where the page is enlarged the sign may stand out of sight, at the far end of
the field.

Move the sign into the `label`, and write `required` on the field. With `required` alone a screen reader is told as well.

## Passed

```html
<form action="/contact">
  <p><label for="name">Name <span class="asterisk">*</span></label> <input id="name"></p>
  <p><label for="town">Town</label> <input id="town" required> <span class="asterisk">*</span></p>
</form>
```

## Failed

```html
<form action="/contact">
  <p><label for="name">Name</label> <span class="asterisk">*</span> <input id="name"><!-- failed --></p>
  <p><label for="town">Town</label> <input id="town"></p>
</form>
```

## Inapplicable

No sign, or one that begins a sentence of its own; a field without a label, which axe reports.

```html
<form action="/contact">
  <p><label for="name">Name</label> <input id="name"></p>
  <p><label for="mail">E-mail</label> <input type="email" id="mail"> <small>* We do not pass it on.</small></p>
  <p>* <input name="town"></p>
</form>
```
"""

from __future__ import annotations

from collections.abc import Iterator

from audit.page import Page
from audit.page.forms import fields, label_text, labels_in_sight, noun
from audit.page.html import Element, is_hidden, text
from audit.page.marks import own_boxes
from audit.page.required import holds_sign, is_required, shows_required_sign, sign_holders
from audit.page.text import shorten
from audit.rules import Verdict, failed, passed, rule


@rule(
    "The sign that a field is required stands in its label",
    impact="moderate",
    wcag=["1.3.1", "3.3.2"],
    source="https://www.w3.org/WAI/WCAG22/Techniques/html/H90 (read 2026-11)",
    preview=True,
)
def form_required_mark_outside_label(page: Page) -> Iterator[Verdict]:
    if not sign_holders(page):
        return
    for field in fields(page):
        labels = [label for label in labels_in_sight(page, field) if not is_hidden(label)]
        if not any(map(label_text, labels)) or is_hidden(field) or field.get("disabled") is not None:
            continue
        if any(holds_sign(label_text(label)) for label in labels):
            if any(shows_required_sign(label_text(label)) for label in labels):
                yield passed(field)
        elif _has_loose_sign(page, field, labels):
            yield _judge(field, labels)


def _has_loose_sign(page: Page, field: Element, labels: list[Element]) -> bool:
    """Whether nothing but a sign stands beside the field, in an element of its own."""
    inside = {node for label in labels for node in label.iter()}
    beside = {node for place in own_boxes(field)[-1:] for node in place.iter()} - inside - {field}
    return any(
        holder in beside and not is_hidden(holder) and not any(map(str.isalnum, text(holder)))
        for holder in sign_holders(page)
    )


def _judge(field: Element, labels: list[Element]) -> Verdict:
    if is_required(field):
        return passed(field)
    said = shorten(" ".join(map(label_text, labels)), 60)
    return failed(
        field,
        f"The asterisk of this {noun(field)} stands outside its label “{said}”, and the field itself does not say that it is "
        "required: who listens to the form does not learn it.",
    )
