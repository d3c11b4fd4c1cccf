"""
Forms that do different things can be told apart by their buttons or their names.

A page with a form for each of five newsletters has “Subscribe” five times. In the list of buttons that a screen reader
offers, and for somebody who says “click Subscribe” to the computer, the five are one; a reader who lands on one of them
with the Tab key does not know which letter it orders.

Say on the button what it does: “Subscribe to the morning letter”. Or name each form by a heading inside or right above
it, or by `aria-label`; then a screen reader says the form's name on the way to its button.

## Passed

```html
<form action="/subscribe?list=daily"><input type="email" aria-label="E-mail"> <button>Subscribe to the daily letter</button></form>
<form action="/subscribe?list=weekly"><input type="email" aria-label="E-mail"> <button>Subscribe to the weekly letter</button></form>
```

```html
<section><h2>Every morning</h2>
  <form action="/subscribe?list=daily"><input type="email" aria-label="E-mail"> <button>Subscribe</button></form></section>
<section><h2>On Fridays</h2>
  <form action="/subscribe?list=weekly"><input type="email" aria-label="E-mail"> <button>Subscribe</button></form></section>
```

## Could not tell

```html
<h2>Our newsletters</h2>
<div class="row">
  <form action="/subscribe?list=daily"><input type="email" aria-label="E-mail"> <button>Subscribe</button></form>
  <form action="/subscribe?list=weekly"><input type="email" aria-label="E-mail"> <button>Subscribe</button><!-- cantTell --></form>
</div>
```

A button “Go” for the search and another one for the newsletter.

```html
<form action="/search"><input type="search" name="q" aria-label="Search"> <input type="submit" value="Go"></form>
<form action="/newsletter">
  <input type="email" name="email" aria-label="E-mail"> <input type="submit" value="Go"><!-- cantTell -->
</form>
```

## Inapplicable

One form, the same form twice (at the top and at the foot of a page), a form that is not shown, a button without a name.

```html
<form action="/search"><input type="search" name="q" aria-label="Search"> <button>Search</button></form>
<form action="/search"><input type="text" name="query" aria-label="Search"> <button>Search</button></form>
<form action="/archive" hidden><input type="text" name="a" aria-label="Search"> <button>Search</button></form>
<form action="/tip"><input type="text" aria-label="Tip"> <button><img src="arrow.png" alt=""></button></form>
<form action="/letter"><input type="text" aria-label="Letter"> <button><img src="arrow.png" alt=""></button></form>
```
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from audit.page import Page
from audit.page.addresses import in_full
from audit.page.forms import buttons, by_id, design, fields, forms, nearest
from audit.page.html import Element, attr, is_hidden, tag, text
from audit.page.text import fold, shorten
from audit.rules import Verdict, cant_tell, passed, rule

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6", "legend")


@rule(
    "Forms that do different things can be told apart by their buttons or their names",
    impact="moderate",
    wcag=["2.4.6"],
    needs=["form_names"],
    source="https://www.w3.org/WAI/WCAG22/Understanding/headings-and-labels.html (read 2026-11)",
    preview=True,
)
def form_submit_indistinguishable(page: Page) -> Iterator[Verdict]:
    submits = _submits(page)
    if len({_purpose(page, form) for form, _, _ in submits}) < 2:
        return
    alike: dict[str, list[tuple[Element, Element, str]]] = defaultdict(list)
    for form, button, name in submits:
        alike[fold(name)].append((form, button, name))
    for group in alike.values():
        # Of copies of one form the first speaks for all.
        first = {_purpose(page, form): (form, button, name) for form, button, name in reversed(group)}
        different = list(reversed(first.values()))
        called = {fold(_called(page, form)) for form, _, _ in different}
        if len(different) == 1 or ("" not in called and len(called) == len(different)):
            yield passed(different[0][1])
            continue
        yield cant_tell(
            different[1][1],
            f"{len(different)} forms that do different things have a button “{shorten(different[0][2], 60)}” each, and neither a "
            "name nor a heading of its own tells each form from the others. See whether somebody who meets only the button "
            "knows what it does.",
        )


def _submits(page: Page) -> list[tuple[Element, Element, str]]:
    """Form, button and the button's name, for the first named button that sends each shown form."""
    names = {entry["n"]: entry["name"] for entry in page.artifact("form_names")["controls"]}
    found = []
    for form in forms(page):
        if is_hidden(form) or all(map(is_hidden, fields(page, form))):
            continue
        sending = [button for button in buttons(page, form) if _sends(button)]
        named = [(button, name) for button in sending if (name := names.get(page.number(button) or -1))]
        found += [(form, button, name) for button, name in named[:1]]
    return found


def _sends(button: Element) -> bool:
    kind = attr(button, "type").lower()
    return kind in {"submit", "image"} or (tag(button) == "button" and not kind)


def _purpose(page: Page, form: Element) -> str:
    """What a form is for, as far as its HTML tells: where it is sent, else what it asks."""
    action = attr(form, "action")
    return design(page, form) if action in {"", "#"} else in_full(page, action)


def _called(page: Page, form: Element) -> str:
    """The form's own name, or the heading in it or right above it."""
    named = [by_id(page, identifier, near=form) for identifier in attr(form, "aria-labelledby").split()]
    own = attr(form, "aria-label") or " ".join(text(element, hidden=True) for element in named if element is not None)
    if own:
        return own
    inside = next((text(heading) for heading in form.iter(*_HEADINGS) if not is_hidden(heading)), "")
    return inside or _heading_above(page, form)


def _heading_above(page: Page, form: Element) -> str:
    """The last heading before the form in a box that holds no other form."""
    shown = set(forms(page))
    for box in nearest(form, 4):
        if any(node is not form and node in shown for node in box.iter("*")):
            return ""
        headings = [node for node in box.iter(*_HEADINGS) if (page.number(node) or 0) < (page.number(form) or 0)]
        if headings:
            return text(headings[-1])
    return ""
