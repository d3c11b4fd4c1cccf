"""
Bait for robots is out of reach for people.

Forms carry a field that only robots fill in; what has something in it is thrown away. Where such a field is merely moved
out of sight, the keyboard still stops there: the focus vanishes, and who types on without noticing is taken for a robot
and never learns why no letter arrives. A screen reader reads it like any other field, as does a browser that fills in
forms by itself.

Hide the field from everybody with `display: none`. Where robots know that trick, move it out of sight and give it
`tabindex="-1"` and `autocomplete="off"`, and the box around it `aria-hidden="true"`.

## Passed

```html
<form action="/subscribe">
  <input type="email" name="email" aria-label="E-mail">
  <div style="position: absolute; left: -5000px" aria-hidden="true">
    <input type="text" name="b_5ddd0d1d6e807900a8212481a_287fa4253c" tabindex="-1">
  </div>
  <div style="display: none"><label>Leave this field empty <input name="website"></label></div>
</form>
```

## Failed

```html
<form action="/subscribe">
  <input type="email" name="email" aria-label="E-mail">
  <div style="position: absolute; left: -5000px">
    <label for="hp">Leave this field empty</label> <input type="text" name="phone" id="hp"><!-- failed -->
  </div>
</form>
```

The keyboard passes by, but a screen reader reads a field of which nothing says that it must stay empty.

```html
<form action="/comments">
  <textarea aria-label="Comment"></textarea>
  <div style="position: absolute; left: -5000px">
    <label for="w">Your website</label> <input name="contact-honeypot" id="w" tabindex="-1"><!-- failed -->
  </div>
</form>
```

## Could not tell

A field in sight that says it should be left empty: perhaps a style sheet was to hide it and did not come.

```html
<form action="/subscribe">
  <input type="email" name="email" aria-label="E-mail">
  <label for="url">Leave this field blank</label> <input name="url" id="url"><!-- cantTell -->
</form>
```

## Inapplicable

No bait, or one that is hidden from screen readers and not from the keyboard, which axe reports.

```html
<form action="/subscribe">
  <input type="email" name="email" aria-label="E-mail">
  <label for="note">Note (leave empty if you have none)</label> <input id="note" name="note">
  <div style="position: absolute; left: -5000px" aria-hidden="true"><input name="b_5ddd0d_287fa4"></div>
</form>
```
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from audit.page import Page
from audit.page.forms import controls, is_honeypot, label_text, labels_in_sight, takes_text
from audit.page.html import Element, ancestors, attr, box, is_hidden, is_hidden_from_readers
from audit.page.text import shorten
from audit.rules import Verdict, cant_tell, failed, passed, rule

_LEAVE_EMPTY = re.compile(
    r"leave (this|it)\b.{0,20}\b(empty|blank)\W*$|do(n't| not) fill (this|in|out)|laisser ce champ vide|leer ?lassen\W*$"
    r"|feld nicht ausfüllen|lasse das feld leer|dej[ae] este campo (vac[ií]o|en blanco)|deixe este campo|lasciare .{0,20}vuoto"
    r"|robots?, please fill|if you are human|wenn du ein mensch|(не заповнюйте|не заполняйте) це?",
    re.IGNORECASE,
)


@rule(
    "Bait for robots is out of reach for people",
    impact="serious",
    wcag=["2.4.7"],
    # Only a browser knows what stands out of sight; the artifact makes sure that there was one.
    needs=["form_names"],
    source="https://www.w3.org/WAI/WCAG22/Understanding/focus-visible.html (read 2026-11)",
    extends="axe-aria-hidden-focus",
    preview=True,
)
def form_honeypot_reachable(page: Page) -> Iterator[Verdict]:
    for control in controls(page):
        if not takes_text(control):
            continue
        label = " ".join(label_text(label) for label in labels_in_sight(page, control)) or attr(control, "placeholder")
        tells = _LEAVE_EMPTY.search(label) is not None
        if tells or is_honeypot(control):
            yield from _judge(control, shorten(label, 80), tells)


def _judge(control: Element, label: str, tells: bool) -> Iterator[Verdict]:
    inert = any(node.get("inert") is not None for node in (control, *ancestors(control)))
    by_keyboard = (
        not inert and not is_hidden(control) and attr(control, "tabindex") != "-1" and not _is_disabled(control)
    )
    by_reader = not inert and not is_hidden_from_readers(control)
    called = f" “{label}”" if label else ""
    if not by_keyboard and not by_reader:
        yield passed(control)
    elif not by_reader:
        return
    elif not _is_out_of_sight(control):
        yield cant_tell(
            control,
            f"The field{called} looks like bait for robots but stands in sight. See whether a style sheet was to hide it, and "
            "hide it without one.",
        )
    elif by_keyboard:
        yield failed(
            control,
            f"The field{called} is bait for robots that nobody sees, but the keyboard stops there and a screen reader reads it.",
        )
    elif not tells:
        yield failed(
            control,
            f"The field{called} is bait for robots that nobody sees, but a screen reader reads it, and nothing in its name says "
            "that it must stay empty.",
        )
    else:
        yield passed(control)


def _is_disabled(control: Element) -> bool:
    return any(node.get("disabled") is not None for node in (control, *ancestors(control, "fieldset")))


def _is_out_of_sight(control: Element) -> bool:
    place = box(control)
    if place is None:
        return False
    left, top, width, height = place
    return left + width <= 0 or top + height <= 0 or min(width, height) <= 1
