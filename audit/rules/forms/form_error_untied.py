"""
An error that is shown beside a field belongs to the field.

After a form came back from the server, “Please write an e-mail address” stands in red under a field. Somebody who goes
through the form with the Tab key hears “E-mail, edit text”: that this is the field at fault, and why, they do not hear.

Give the message an id, name it in the field's `aria-describedby` (or `aria-errormessage`) and write `aria-invalid="true"`
on the field.

## Passed

```html
<form action="/contact">
  <p><label for="mail">E-mail</label> <input type="email" id="mail" aria-invalid="true" aria-describedby="mail-fault">
    <span class="error" id="mail-fault">Please write an e-mail address.</span></p>
  <p><label for="name">Name <span class="field-error">Please write your name.</span></label> <input id="name"></p>
</form>
```

## Failed

```html
<form action="/contact">
  <p><label for="mail">E-mail</label> <input type="email" id="mail" aria-invalid="true"><!-- failed -->
    <span class="error">Please write an e-mail address.</span></p>
  <p><label for="name">Name</label> <input id="name"></p>
</form>
```

## Could not tell

Nothing but a class says that the text is an error.

```html
<form action="/contact">
  <p><label for="mail">E-mail</label> <input type="email" id="mail"><!-- cantTell -->
    <span class="error">Write an address we can answer to.</span></p>
  <p><label for="name">Name</label> <input id="name"></p>
</form>
```

## Inapplicable

A message that is not shown yet is form-status-not-live's, one for the whole form belongs to no field, and a sign is no
message.

```html
<form action="/contact">
  <p class="error">Two fields need another look.</p>
  <p><label for="mail">E-mail</label> <input type="email" id="mail"> <span class="error" hidden>Please write an address.</span></p>
  <p><label for="name">Name</label> <input id="name"> <span class="error">*</span></p>
</form>
```
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from msgspec import Meta

from audit.page import Page
from audit.page.forms import fields, labels, noun
from audit.page.html import Element, attr, is_hidden, text
from audit.page.marks import own_boxes
from audit.page.status import describes_a_field, is_field_error
from audit.page.text import shorten, words
from audit.rules import RuleSettings, Verdict, cant_tell, failed, passed, rule


class Settings(RuleSettings, frozen=True):
    """How long an error can be."""

    longest: Annotated[
        int,
        Meta(ge=1, description="Letters an error beside a field has at most; what is longer is a text of the page."),
    ] = 200


@rule(
    "An error that is shown beside a field belongs to the field",
    impact="moderate",
    wcag=["1.3.1", "3.3.1"],
    source="https://www.w3.org/WAI/WCAG22/Techniques/aria/ARIA21 (read 2026-11)",
    preview=True,
    settings=Settings,
)
def form_error_untied(page: Page, settings: Settings) -> Iterator[Verdict]:
    for field in fields(page):
        error = None if is_hidden(field) else _error_beside(field, settings.longest)
        if error is not None:
            yield _judge(page, field, error)


def _error_beside(field: Element, longest: int) -> Element | None:
    """The error that is shown in the field's own box."""
    inside = (node for box in own_boxes(field)[-1:] for node in box.iter("*") if is_field_error(node))
    return next(
        (node for node in inside if not is_hidden(node) and len(words(text(node))) > 1 and len(text(node)) <= longest),
        None,
    )


def _judge(page: Page, field: Element, error: Element) -> Verdict:
    if describes_a_field(page, error) or any(label in (error, *error.iterancestors()) for label in labels(page, field)):
        return passed(field)
    facts = f"“{shorten(text(error), 80)}” stands beside this {noun(field)}, but the field does not refer to it (aria-describedby)"
    if attr(field, "aria-invalid").lower() == "true":
        return failed(field, f"{facts}: who comes to the field does not hear what is wrong with it.")
    return cant_tell(field, f"{facts}. See whether it is an error; then who comes to the field does not hear it.")
