"""
What a field's label says is part of the field's name.

Somebody who works with their voice says “click E-mail address”, because that is what stands beside the field. When an
`aria-label` calls it “newsletter input”, nothing happens. A person who sees the label and listens as well is told of
another field than the one they look at.

Take the `aria-label` away where a label is tied to the field. Where more has to be said than there is room for, begin the
`aria-label` with the label's words, or put the rest into `aria-describedby`.

## Passed

```html
<form action="/subscribe">
  <label for="email">E-mail address *</label> <input type="email" id="email" aria-label="E-mail address for the morning letter">
</form>
```

## Failed

```html
<form action="/subscribe">
  <label for="email">E-mail address</label> <input type="email" id="email" aria-label="newsletter input"><!-- failed -->
</form>
```

## Could not tell

All the words are there, but not together.

```html
<form action="/subscribe">
  <label for="email">Your address</label> <input type="email" id="email" aria-label="Your e-mail address"><!-- cantTell -->
</form>
```

## Inapplicable

The label itself gives the name, or it is hidden from sight, or no words are in it.

```html
<style>.sr-only { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%) }</style>
<form action="/subscribe">
  <label for="email">E-mail address</label> <input type="email" id="email">
  <label for="town" class="sr-only">Town</label> <input id="town" aria-label="Where you live">
  <label for="q"><img src="lens.png" alt=""></label> <input id="q" aria-label="Search">
  <label><span class="screen-reader-text">Search for:</span> <input type="search" placeholder="Search…" aria-label="Search…"></label>
</form>
```
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from audit.page import Page
from audit.page.forms import is_button, is_honeypot, labels, noun
from audit.page.html import Element, attr, box, is_hidden, text
from audit.page.text import shorten, words
from audit.rules import Verdict, cant_tell, failed, passed, rule

# The names frameworks give to what is there for screen readers only; its own place on the page is not known.
_FOR_LISTENERS = re.compile(
    r"screen-?reader|sr-only|visually-?hidden|visuallyhidden|a11y-hidden|assistive", re.IGNORECASE
)


@rule(
    "What a field's label says is part of the field's name",
    impact="moderate",
    wcag=["2.5.3"],
    needs=["form_names"],
    extends="axe-label-content-name-mismatch",
    source="https://www.w3.org/WAI/WCAG22/Understanding/label-in-name.html (read 2026-11)",
    preview=True,
)
def form_label_not_in_name(page: Page) -> Iterator[Verdict]:
    for entry in page.artifact("form_names")["controls"]:
        control = page.element(entry["n"])
        if control is None or not entry["labelled"] or not entry["name"] or is_button(control) or is_honeypot(control):
            continue
        seen = [_text_in_sight(label) for label in labels(page, control) if _is_in_sight(label)]
        if len(seen) == 1 and words(seen[0]):
            yield _judge(control, entry, seen[0])


def _is_in_sight(label: Element) -> bool:
    place = box(label)
    if is_hidden(label) or (place is not None and (min(place[2:]) <= 1 or place[0] + place[2] <= 0)):
        return False
    return not any("clip" in attr(node, "style") for node in label.iter())


def _text_in_sight(label: Element) -> str:
    unseen = [node for node in label.iter("*") if _FOR_LISTENERS.search(attr(node, "class"))]
    return text(label, skip=[*unseen, *label.iter("select", "textarea", "button")])


def _judge(control: Element, entry: dict[str, Any], seen: str) -> Verdict:
    label, name = words(seen), words(entry["name"])
    if any(name[at : at + len(label)] == label for at in range(len(name))):
        return passed(control)
    facts = f"The label of this {noun(control)} says “{shorten(seen, 80)}”, its {entry['labelled']} “{shorten(entry['name'], 80)}”"
    if set(label) <= set(name):
        return cant_tell(
            control, f"{facts}: see whether somebody who says the label's words to the computer reaches the field."
        )
    return failed(control, f"{facts}: who says the words they see to the computer does not reach the field.")
