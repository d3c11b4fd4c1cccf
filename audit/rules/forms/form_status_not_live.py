"""
What a form answers is announced.

“Successfully subscribed” or “Please enter your address” appears somewhere near the form while the focus stays on the
button. Who sees the page notices; who listens to it hears nothing, presses again, and ends up subscribed twice or not at
all. Screen readers announce text that is put into a live region, but only if the region was one before the text came.

Put `role="status"` on the element for success and `role="alert"` on the one for errors, in the HTML as it is served, and
keep that element rendered: leave it empty and put the text in, rather than switching `display`. Mailchimp's `div.response`
and the messages of most form builders need this. A message for one field may instead be tied to it with
`aria-describedby` while the focus is moved to the field.

## Passed

```html
<form action="/subscribe">
  <label for="email">E-mail</label> <input type="email" id="email"> <button>Subscribe</button>
  <div class="form-success" role="status"></div>
  <div aria-live="polite"><p class="form-error" hidden>Please enter a valid e-mail address.</p></div>
</form>
```

## Failed

```html
<form action="/subscribe">
  <label for="email">E-mail</label> <input type="email" id="email"> <button>Subscribe</button>
  <div class="response success-response" hidden>Successfully subscribed. Look into your inbox.</div><!-- failed -->
</form>
```

Mailchimp's own script writes into these two.

```html
<form action="https://lantern.us4.list-manage.com/subscribe/post?u=1&id=1" id="mc-embedded-subscribe-form" novalidate>
  <label for="mce-EMAIL">Email Address</label> <input type="email" name="EMAIL" id="mce-EMAIL">
  <div id="mce-responses" class="clear">
    <div class="response" id="mce-error-response" style="display:none"></div><!-- failed -->
    <div class="response" id="mce-success-response" style="display:none"></div><!-- failed -->
  </div>
  <input type="submit" value="Subscribe">
</form>
<script src="https://chimpstatic.example/mc-validate.js"></script>
```

## Could not tell

Nothing on the page shows whether a script ever fills an empty element, or sends the reader to another page instead.

```html
<form action="https://lantern.us4.list-manage.com/subscribe/post?u=1&id=1" target="_blank" class="validate">
  <label for="mce-EMAIL">Email Address</label> <input type="email" name="EMAIL" id="mce-EMAIL">
  <div class="response" id="mce-success-response" style="display:none"></div><!-- cantTell -->
  <input type="submit" value="Subscribe">
</form>
```

The error belongs to one field: a script may tie the two together when it shows it. And a script may move the focus to
an element that can take it, or announce the message in a region of its own.

```html
<form action="/contact">
  <p><label for="name">Name</label> <input id="name"> <span class="error" hidden>Tell us your name.</span><!-- cantTell --></p>
  <button>Send</button>
  <div class="form-done" tabindex="-1" hidden>Thank you for your letter.</div><!-- cantTell -->
</form>
```

## Inapplicable

A hidden form has nothing to say yet, a message that is shown was there from the start, and an error that a field refers to
is read with the field. What waits, empty, beside a single field is filled in many ways.

```html
<form action="/popup" hidden><input type="email" aria-label="E-mail"><p class="error" hidden>Try again.</p></form>
<form action="/comments"><p class="response-text">Comments are read before they appear.</p><textarea aria-label="Comment"></textarea></form>
<form action="/subscribe">
  <label for="mail">E-mail</label> <input type="email" id="mail" aria-describedby="mail-error">
  <p class="error" id="mail-error" hidden>Please enter a valid address.</p>
  <p><label for="name">Name</label> <input id="name"> <span class="error"></span></p>
  <button>Subscribe</button>
</form>
```
"""

from __future__ import annotations

from collections.abc import Iterator

from audit.page import Page
from audit.page.forms import buttons, is_button, is_mailchimp
from audit.page.html import Element, attr, is_hidden, roles, tag
from audit.page.status import Status, describes_a_field, has_empty_live_region, is_live, statuses
from audit.page.text import shorten
from audit.rules import Verdict, cant_tell, failed, passed, rule


@rule(
    "What a form answers is announced",
    impact="moderate",
    wcag=["4.1.3"],
    source="https://www.w3.org/WAI/WCAG22/Techniques/failures/F103 (read 2026-11)",
)
def form_status_not_live(page: Page) -> Iterator[Verdict]:
    for status in statuses(page):
        waits_at_field = not status.text and _belongs_to_a_field(page, status)
        if not waits_at_field and not describes_a_field(page, status.element):
            yield _judge(page, status)


def _judge(page: Page, status: Status) -> Verdict:
    element = status.element
    if any(is_live(node) for node in (*element.iter(), *element.iterancestors())):
        return passed(element)
    held = f"“{shorten(status.text, 80)}”" if status.text else "The message of this form"
    doubt = _doubt(page, status)
    if doubt:
        return cant_tell(element, f"{held} stands in no live region (role=status, role=alert, aria-live). {doubt}")
    return failed(
        element,
        f"{held} will appear in an element that is no live region (role=status, role=alert, aria-live): a screen reader stays silent "
        "after the form was sent.",
    )


def _doubt(page: Page, status: Status) -> str:
    """What to look at before it is certain that the message goes unheard; empty when it is."""
    element, form = status.element, status.form
    if (
        element.get("tabindex") is not None
        or tag(element) == "dialog"
        or {"dialog", "alertdialog"} & set(roles(element))
    ):
        return "It can take the focus: see whether a script moves the focus there when the message appears."
    if has_empty_live_region(page, form):
        return "The form has an empty live region elsewhere: see whether the message is announced there."
    if not status.text and not _is_filled_by_mailchimp(page, status):
        return "It is empty: see whether a script ever puts a message there."
    if _is_hidden_with_fields(element, form):
        return "It is hidden together with fields: see how they appear."
    if _belongs_to_a_field(page, status):
        return "It seems to belong to one field: see whether it is tied to it (aria-describedby) when it appears."
    return ""


def _is_filled_by_mailchimp(page: Page, status: Status) -> bool:
    """Whether Mailchimp's script is there to write into its own containers."""
    if not attr(status.element, "id").startswith(("mce-error-response", "mce-success-response")) or not is_mailchimp(
        status.form
    ):
        return False
    return any("mc-validate" in attr(script, "src") for script in page.tree.iter("script"))


def _is_hidden_with_fields(element: Element, form: Element) -> bool:
    """Whether a hidden step or panel around the message holds fields, too."""
    for node in element.iterancestors():
        if node is form or not is_hidden(node):
            return False
        if next(node.iter("input", "textarea", "select"), None) is not None:
            return True
    return False


def _belongs_to_a_field(page: Page, status: Status) -> bool:
    """Whether a field stands nearer to the message than the button that sends the form."""
    # Bootstrap's name for what it shows beside a field.
    if "invalid" in attr(status.element, "class").lower():
        return True
    for node in status.element.iterancestors():
        held = list(node.iter("input", "select", "textarea", "button"))
        if not all(map(is_button, held)):
            return bool(buttons(page, status.form)) and not any(map(is_button, held))
        if node is status.form:
            return False
    return False
