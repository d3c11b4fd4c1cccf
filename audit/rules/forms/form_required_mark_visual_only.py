"""
A field marked as required says so itself.

The asterisk in the label is for the eye. A screen reader says “star” at best and leaves it out at its usual setting, and
what a voice says of the field, “edit text”, gives no hint that the form cannot be sent without it: the reader learns that
from an error message after sending.

Write the attribute `required` on the field. Where the browser's own messages are not wanted, add `novalidate` to the
form, or use `aria-required="true"` in place of `required`; both tell screen readers without stopping anything.

## Passed

```html
<form action="/subscribe" novalidate>
  <label for="email">E-mail address <span class="asterisk">*</span></label> <input type="email" id="email" required>
  <label for="name">First name *</label> <input id="name" aria-required="true">
  <label for="town">Town * <span class="sr-only">(required)</span></label> <input id="town">
</form>
```

One radio button of a group speaks for all, and so does the group's own attribute.

```html
<form action="/subscribe">
  <label><input type="radio" name="how" value="mail" required> By e-mail *</label>
  <label><input type="radio" name="how" value="post"> By post *</label>
</form>
```

## Failed

```html
<form action="https://lantern.us4.list-manage.com/subscribe/post?u=1&id=1" class="validate" novalidate>
  <label for="mce-EMAIL">Email Address <span class="asterisk">*</span></label>
  <input type="email" name="EMAIL" class="required email" id="mce-EMAIL"><!-- failed -->
</form>
```

```html
<form action="/contact"><input type="email" name="email" placeholder="E-mail*"><!-- failed --> <p>*Pflichtfelder</p></form>
```

## Could not tell

The asterisk leads to a footnote, or stands at a box that need not be ticked.

```html
<form action="/subscribe">
  <label for="email">E-mail address*</label> <input type="email" id="email"><!-- cantTell -->
  <p>* You can unsubscribe at any time with a link in every letter.</p>
</form>
```

```html
<form action="/subscribe"><label><input type="checkbox" name="offers"><!-- cantTell --> Send me offers, too *</label></form>
```

## Inapplicable

No sign, a sign that means something else, or a field that is not shown, is bait for robots or cannot be filled in.

```html
<form action="/subscribe">
  <label for="email">E-mail address</label> <input type="email" id="email">
  <label for="pin">Enter **** below</label> <input id="pin">
  <div style="display: none"><label for="plan">Plan *</label> <input id="plan"></div>
  <label for="bait">Comment *</label>
  <textarea id="bait" aria-hidden="true" tabindex="-1" style="position: absolute; width: 1px; height: 1px"></textarea>
  <label for="country">Country *</label> <input id="country" value="Ireland" disabled>
</form>
```
"""

from __future__ import annotations

from collections.abc import Iterator

from audit.page import Page
from audit.page.forms import by_id, fields, form_of, label_text, labels_in_sight, noun
from audit.page.html import Element, attr, is_hidden, roles, text
from audit.page.required import footnotes, is_required, required_notes, says_required, shows_required_sign
from audit.page.text import shorten
from audit.rules import Verdict, cant_tell, failed, passed, rule


@rule(
    "A field marked as required says so itself",
    impact="serious",
    wcag=["1.3.1", "3.3.2"],
    source="https://www.w3.org/WAI/WCAG22/Techniques/aria/ARIA2 (read 2026-11)",
)
def form_required_mark_visual_only(page: Page) -> Iterator[Verdict]:
    for field in fields(page):
        if is_hidden(field) or field.get("disabled") is not None or field.get("readonly") is not None:
            continue
        marked = _marked_text(page, field)
        if marked:
            yield _judge(page, field, shorten(marked, 80))


def _marked_text(page: Page, field: Element) -> str:
    """The label with the sign as a reader sees it, or the placeholder in its place."""
    seen = [label_text(label) for label in labels_in_sight(page, field) if not is_hidden(label)]
    return next(filter(shows_required_sign, [*seen, attr(field, "placeholder")]), "")


def _judge(page: Page, field: Element, marked: str) -> Verdict:
    if is_required(field) or _group_is_required(page, field) or _is_said(page, field):
        return passed(field)
    form = form_of(page, field)
    if not required_notes(page):
        if any(form_of(page, footnote) is form for footnote in footnotes(page)):
            return cant_tell(
                field,
                f"“{marked}”: see whether the asterisk means that this {noun(field)} is required. If so, the field itself does not "
                "say it (required, aria-required); the form also has a footnote that begins with an asterisk.",
            )
        if attr(field, "type").lower() in {"checkbox", "radio"}:
            return cant_tell(
                field,
                f"“{marked}”: see whether the asterisk means that this {noun(field)} is required; the field itself does not say it.",
            )
    return failed(
        field,
        f"“{marked}” is marked as required for the eye only: the {noun(field)} has neither required nor aria-required, so a "
        "screen reader does not tell before the form is sent.",
    )


def _group_is_required(page: Page, field: Element) -> bool:
    """Whether another radio button of the group, or the group itself, says that a choice is required."""
    if any(
        is_required(node)
        for node in field.iterancestors("fieldset", "div", "ul")
        if node.get("role") and {"radiogroup", "group"} & set(roles(node))
    ):
        return True
    if attr(field, "type").lower() != "radio" or not attr(field, "name"):
        return False
    form = form_of(page, field)
    others = (
        other
        for other in fields(page, form)
        if attr(other, "type").lower() == "radio" and other.get("name") == field.get("name")
    )
    return any(map(is_required, others))


def _is_said(page: Page, field: Element) -> bool:
    """Whether the field's name or description says in words that it is required."""
    described = [by_id(page, identifier, near=field) for identifier in attr(field, "aria-describedby").split()]
    spoken = [*labels_in_sight(page, field), *(element for element in described if element is not None)]
    if any(says_required(_spoken(element)) for element in spoken):
        return True
    return any(says_required(attr(field, name)) for name in ("aria-label", "title", "placeholder"))


def _spoken(element: Element) -> str:
    """What a screen reader says of a label: its text and the names inside it, without what is hidden from it."""
    unheard = [node for node in element.iter() if (node.get("aria-hidden") or "").lower() == "true"]
    named = [attr(node, name) for node in element.iter() if node not in unheard for name in ("aria-label", "alt")]
    return " ".join([text(element, skip=unheard), *named])
