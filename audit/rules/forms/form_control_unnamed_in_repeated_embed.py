"""
A field in a copy of a form is named by its own label.

Newsletter embeds come with fixed ids. Pasted twice, the page has every id twice, and a label's `for` leads to the first
element with the id: the labels of all copies name the fields of the first one. A screen reader then reads the first
field's label over and over (“Email Address Email Address”) and says nothing but “edit text” at the fields of the other
copies; a click on a label takes the cursor to another form, perhaps to one that is hidden. Checks that look at the HTML
alone find a label for every field and are content.

Give each copy ids of its own, in `id` and in `for`: `mce-EMAIL-daily`, `mce-EMAIL-weekly`. Where the embed's code must
not be touched, put an `aria-label` with the label's words on each field.

## Passed

```html
<form action="/subscribe/daily"><label for="EMAIL-daily">Email address</label><input type="email" id="EMAIL-daily"></form>
<form action="/subscribe/weekly"><label for="EMAIL-weekly">Email address</label><input type="email" id="EMAIL-weekly"></form>
<form action="/search"><label for="q">Search</label><input id="q" aria-label="Search"></form>
<form action="/search"><label for="q">Search</label><input id="q" aria-label="Search"></form>
```

## Failed

```html
<form action="https://lantern.us4.list-manage.com/subscribe/post?u=1&id=1" id="mc-embedded-subscribe-form">
  <div class="mc-field-group">
    <label for="mce-EMAIL">Email Address</label><input type="email" name="EMAIL" id="mce-EMAIL"><!-- failed -->
  </div>
</form>
<form action="https://lantern.us4.list-manage.com/subscribe/post?u=1&id=2" id="mc-embedded-subscribe-form">
  <div class="mc-field-group">
    <label for="mce-EMAIL">Email Address</label><input type="email" name="EMAIL" id="mce-EMAIL"><!-- failed -->
  </div>
</form>
```

The placeholder is no replacement: it is gone with the first letter, and it is not what the label says.

```html
<form action="/newsletter" hidden><label for="email">E-mail address</label><input type="email" id="email"></form>
<form action="/newsletter">
  <label for="email">E-mail address</label><input type="email" id="email" placeholder="reader@example.org"><!-- failed -->
</form>
```

## Inapplicable

No id is repeated, or the repeated id is not what ties the label.

```html
<form action="/subscribe"><label for="email">E-mail address</label><input type="email" id="email"></form>
<form action="/search"><label>Search <input id="s" name="q"></label></form>
<form action="/search"><label>Search <input id="s" name="q"></label></form>
```

Copies without a label have nothing that could go astray.

```html
<form action="/search"><input id="s" name="q" aria-label="Search"></form>
<form action="/search"><input id="s" name="q" aria-label="Search"></form>
```
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from audit.page import Page
from audit.page.forms import copy_of, form_of, is_button, is_honeypot, label_text, labels, noun, own_labels, twins
from audit.page.html import Element
from audit.page.text import fold, shorten
from audit.rules import Verdict, failed, passed, rule


@rule(
    "A field in a copy of a form is named by its own label",
    impact="serious",
    wcag=["1.3.1", "3.3.2", "4.1.2"],
    needs=["form_names"],
    extends="axe-label",
    source="https://www.w3.org/WAI/WCAG22/Techniques/failures/F68 (read 2026-11)",
)
def form_control_unnamed_in_repeated_embed(page: Page) -> Iterator[Verdict]:
    for entry in page.artifact("form_names")["controls"]:
        control = page.element(entry["n"])
        if control is None or is_button(control) or is_honeypot(control):
            continue
        if _label_goes_astray(page, control):
            yield _judge_robbed(page, control, entry)
        elif _gets_labels_of_others(page, control):
            yield _judge_showered(page, control, entry)


def _label_goes_astray(page: Page, control: Element) -> bool:
    """Whether the label written for the control leads to a field of another form."""
    own = own_labels(page, control)
    if not any(map(label_text, own)) or labels(page, control):
        return False
    first = twins(page, control)[0]
    return first is not control and (form_of(page, first) is not form_of(page, control) or len(own) > 1)


def _gets_labels_of_others(page: Page, control: Element) -> bool:
    """Whether labels written for fields of other forms lead to this one."""
    if len(twins(page, control)) < 2:
        return False
    form = form_of(page, control)
    tied = labels(page, control)
    return len(tied) > 1 and (form is None or any(form_of(page, label) is not form for label in tied))


def _judge_robbed(page: Page, control: Element, entry: dict[str, Any]) -> Verdict:
    if _is_named_by_itself(entry):
        return passed(control)
    label = shorten(label_text(own_labels(page, control)[0]), 60)
    lack = f"no name but its placeholder “{entry['name']}”" if entry["name"] else "no name"
    return failed(
        control,
        f"{_place(page, control)}the {noun(control)} has {lack} for a screen reader. Its label “{label}” says "
        f"for=“{control.get('id')}”, and that leads to {_whereto(page, control)}.",
    )


def _is_named_by_itself(entry: dict[str, Any]) -> bool:
    if not entry["name"]:
        return False
    return (
        bool(entry["labelled"]) or entry["name"] == entry["title"] or fold(entry["name"]) != fold(entry["placeholder"])
    )


def _judge_showered(page: Page, control: Element, entry: dict[str, Any]) -> Verdict:
    texts = entry["labels"]
    if entry["labelled"] or fold(entry["name"]) != fold(" ".join(texts)) or len(texts) < 2:
        return passed(control)
    return failed(
        control,
        f"{_place(page, control)}a screen reader reads {len(texts)} labels at this {noun(control)}: “{shorten(entry['name'])}”. "
        f"They find it by for=“{control.get('id')}”, an id that stands on {len(twins(page, control))} fields.",
        about="several labels",
    )


def _place(page: Page, control: Element) -> str:
    copy = copy_of(page, control)
    return f"Copy {copy.place} of {copy.count} of this form: " if copy else "An id stands on several fields: "


def _whereto(page: Page, control: Element) -> str:
    here, there = copy_of(page, control), copy_of(page, twins(page, control)[0])
    if here and there and here.design == there.design:
        return f"copy {there.place}"
    return "another field with the same id"
