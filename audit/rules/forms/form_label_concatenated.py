"""
A field's name is said once.

“Email Address star Email Address star, edit text”: a field that has two labels with the same words, or a label and a copy
of it that is hidden from sight, is read out twice. Whoever listens waits for the difference between the two, and there
is none.

Leave one label. Where a text is added for screen readers, let it say only what the visible one does not, or hide the
visible one from them with `aria-hidden="true"`. What pasted copies of a whole form do to each other's labels is told by
form-control-unnamed-in-repeated-embed.

## Passed

Two labels that say different things.

```html
<form action="/subscribe">
  <label for="email">Email address</label> <input type="email" id="email">
  <label for="email">We do not pass it on</label>
</form>
```

## Failed

```html
<form action="/subscribe">
  <label for="email">Email Address *</label>
  <div><label for="email">Email Address *</label> <input type="email" id="email"><!-- failed --></div>
</form>
```

```html
<style>.sr-only { position: absolute; width: 1px; height: 1px; overflow: hidden }</style>
<form action="/search">
  <label for="q"><span class="sr-only">Search the archive</span> Search the archive</label> <input type="search" id="q"><!-- failed -->
</form>
```

## Inapplicable

```html
<form action="/subscribe">
  <label for="email">Email address</label> <input type="email" id="email">
  <label><input type="checkbox" name="news"> News</label>
</form>
```

A sum in pictures, which robots cannot read.

```html
<form action="/comments"><label for="sum"><img src="7.png" alt="image"> × <img src="4.png" alt="image"> = </label> <input id="sum"></form>
```

Copies of a form, whose labels all lead to the first.

```html
<form action="/daily"><label for="EMAIL">Email address</label><input type="email" id="EMAIL"></form>
<form action="/weekly"><label for="EMAIL">Email address</label><input type="email" id="EMAIL"></form>
```
"""

from __future__ import annotations

from collections.abc import Iterator

from audit.page import Page
from audit.page.forms import is_button, is_honeypot, noun, twins
from audit.page.text import shorten, words
from audit.rules import Verdict, failed, passed, rule


@rule(
    "A field's name is said once",
    impact="moderate",
    wcag=["3.3.2"],
    needs=["form_names"],
    extends="axe-form-field-multiple-labels",
    source="https://www.w3.org/TR/accname-1.2/ (read 2026-11)",
    preview=True,
)
def form_label_concatenated(page: Page) -> Iterator[Verdict]:
    for entry in page.artifact("form_names")["controls"]:
        control = page.element(entry["n"])
        if control is None or is_button(control) or is_honeypot(control) or len(twins(page, control)) > 1:
            continue
        # What pictures in a label say twice (a sum to solve, two icons) is no label's text.
        is_written = entry["labelled"] == "aria-labelledby" or _is_said_again(" ".join(entry["labels"]))
        if is_written and _is_said_again(entry["name"]):
            yield failed(
                control,
                f"A screen reader says the same words twice at this {noun(control)}: “{shorten(entry['name'])}”.",
            )
        elif len(entry["labels"]) > 1:
            yield passed(control)


def _is_said_again(name: str) -> bool:
    said = words(name)
    half = len(said) // 2
    # A single short word may be meant twice (“a a”); numbers are no words of a label.
    return half > 0 and said[:half] == said[half:] and len("".join(said[:half])) > 3 and not "".join(said).isdigit()
