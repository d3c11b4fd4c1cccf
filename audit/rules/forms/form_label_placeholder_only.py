"""
A field's label stays when something is typed into it.

A placeholder is gone with the first letter. Whoever is interrupted, has a poor memory, enlarges the page or looks over
what the browser filled in by itself can then no longer see what the field is for; its pale colour is hard to read
before that. axe accepts a placeholder as a name, so nothing else reports it.

Add a `label` that stays in sight. Where the design leaves no room for one, let it move above the field once the field
has the focus; a label hidden from sight helps screen readers only. A search field may do with a button “Search”
beside it.

## Passed

```html
<form action="/subscribe">
  <label for="email">E-mail address</label> <input type="email" id="email" placeholder="reader@example.org">
  <button>Subscribe</button>
</form>
```

The button beside a search field tells what the field is for.

```html
<form role="search" action="/search"><input type="search" name="q" placeholder="Search"> <button>Search</button></form>
```

A label hidden from sight still is a label; that it should be seen is another matter.

```html
<style>.sr-only { position: absolute; width: 1px; height: 1px; overflow: hidden }</style>
<form action="/subscribe"><label class="sr-only" for="e">E-mail</label> <input type="email" id="e" placeholder="E-mail"></form>
```

## Failed

```html
<form action="/subscribe">
  <h2>The Lantern every morning</h2>
  <input type="email" name="email" placeholder="Your e-mail address"><!-- failed -->
  <button>Subscribe</button>
</form>
```

## Could not tell

Text beside the field looks like its label but is not tied to it.

```html
<form action="/subscribe">
  <p><span>First name</span> <input type="text" name="first" placeholder="First name"><!-- cantTell --></p>
  <button>Subscribe</button>
</form>
```

One text before a row of fields may be meant for all of them.

```html
<form action="/comments">
  <div>First and last name:</div>
  <div>
    <input type="text" name="first" placeholder="First name"><!-- cantTell -->
    <input type="text" name="last" placeholder="Last name"><!-- cantTell -->
  </div>
  <button>Send</button>
</form>
```

A search field without a button: a symbol in the background of the field may tell what it is for.

```html
<form role="search" action="/search"><input type="search" name="q" placeholder="Search the Lantern"><!-- cantTell --></form>
```

## Inapplicable

Bait for robots, which no reader meets; a field without any name, which axe reports; one in which nothing can be typed.

```html
<form action="/subscribe">
  <div aria-hidden="true" style="position: absolute; left: -5000px">
    <input type="text" name="b_5ddd0d1d6e807900a8212481a_287fa4253c" tabindex="-1" placeholder="Leave empty">
  </div>
  <input type="email" name="email">
  <input type="text" name="title" placeholder="Title of the article" readonly>
</form>
```
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import Annotated, Any

from msgspec import Meta

from audit.page import Page
from audit.page.forms import (
    buttons,
    form_of,
    is_button,
    is_honeypot,
    label_text,
    labelled_control,
    noun,
    own_labels,
    takes_text,
)
from audit.page.html import Element, attr, is_hidden, roles, tag, text
from audit.page.text import collapse, fold, overlap, shorten
from audit.rules import RuleSettings, Verdict, cant_tell, failed, passed, rule

_SEARCH = re.compile(
    r"search|such|query|keyword|recherche|\bbusca|\bcerca|szukaj|zoek|\bs[oø]g|\bs[oöø]k|hledat|пошук|поиск|αναζήτηση|بحث|検索|搜索"
    r"|(^|\s)[qs](\s|$)",
    re.IGNORECASE,
)
_MAIL = re.compile(r"\be-?mail|\bmail", re.IGNORECASE)


class Settings(RuleSettings, frozen=True):
    """How long a text can be that is held for a field's label."""

    longest_label: Annotated[
        int, Meta(ge=1, description="Letters that a text before a field has at most to be held for its label.")
    ] = 120


@rule(
    "A field's label stays when something is typed into it",
    impact="moderate",
    wcag=["3.3.2"],
    needs=["form_names"],
    extends="axe-label",
    source="https://html.spec.whatwg.org/multipage/input.html#the-placeholder-attribute (read 2026-11)",
    settings=Settings,
)
def form_label_placeholder_only(page: Page, settings: Settings) -> Iterator[Verdict]:
    for entry in page.artifact("form_names")["controls"]:
        control = page.element(entry["n"])
        if control is None or not entry["placeholder"] or not takes_text(control) or is_honeypot(control):
            continue
        # A label that goes to another copy of the form is form-control-unnamed-in-repeated-embed's.
        if not entry["name"] or (own_labels(page, control) and not entry["labels"]) or _is_fixed(control):
            continue
        yield _judge(page, control, entry, settings.longest_label)


def _is_fixed(control: Element) -> bool:
    return control.get("disabled") is not None or control.get("readonly") is not None


def _judge(page: Page, control: Element, entry: dict[str, Any], longest_label: int) -> Verdict:
    if entry["labels"] or entry["labelled"] or entry["title"] or fold(entry["name"]) != fold(entry["placeholder"]):
        return passed(control)
    said = shorten(entry["placeholder"], 80)
    if _is_search(page, control):
        if _has_button(page, control):
            return passed(control)
        return cant_tell(
            control,
            f"Only the placeholder “{said}” names this search field and no button stands beside it. "
            "See whether anything tells what the field is for once something is typed.",
        )
    neighbour = shorten(_neighbour(page, control, longest_label), 80)
    if neighbour:
        return cant_tell(
            control,
            f"Only the placeholder “{said}” names this {noun(control)}. The text “{neighbour}” beside it looks like its label: "
            "if it is, tie it to the field with for and id.",
        )
    return failed(
        control,
        f"Only the placeholder “{said}” tells what this {noun(control)} is for, and it is gone with the first letter typed.",
    )


def _is_search(page: Page, control: Element) -> bool:
    if attr(control, "type").lower() == "search" or "searchbox" in roles(control):
        return True
    form = form_of(page, control)
    around = [control] if form is None else [control, form]
    if any(tag(node) == "search" or "search" in roles(node) for node in (*around, *control.iterancestors())):
        return True
    return any(
        _SEARCH.search(attr(node, name)) for node in around for name in ("name", "id", "class", "action", "placeholder")
    )


def _has_button(page: Page, control: Element) -> bool:
    """Whether a button that is shown belongs to the field's form, or stands near it where there is no form."""
    form = form_of(page, control)
    if form is not None:
        return not all(map(is_hidden, buttons(page, form)))
    near = next(islice(control.iterancestors(), 1, 2), control)
    # As far as “near” goes: the grandparent of a field without a form may hold the whole page.
    candidates = islice(near.iter("button", "input", "a", "div", "span"), 40)
    return any(is_button(node) or "button" in roles(node) for node in candidates if not is_hidden(node))


def _neighbour(page: Page, control: Element, longest: int) -> str:
    """The text beside the field that may be its label although nothing ties it to the field."""
    before = _text_before(control)
    hint = attr(control, "placeholder")
    if len(before) <= longest and (overlap(before, hint) >= 0.5 or (_asks_for_mail(control) and _MAIL.search(before))):
        return before
    box = control.getparent()
    if box is None or len(list(box.iter("input", "textarea", "select"))) > 1:
        return ""
    stray = (label for label in box.iter("label") if labelled_control(page, label) is None and not is_hidden(label))
    return next(filter(None, map(label_text, stray)), "")


def _text_before(control: Element) -> str:
    """The shown text nearest before the field in its form."""
    node = control
    for parent in islice(control.iterancestors(), 3):
        for sibling in node.itersiblings(preceding=True):
            said = collapse(sibling.tail or "") or _shown_text(sibling)
            if said:
                return said
        said = collapse(parent.text or "")
        if said or tag(parent) == "form":
            return said
        node = parent
    return ""


def _shown_text(element: Element) -> str:
    return "" if tag(element) in {"script", "style", "select", "textarea"} or is_hidden(element) else text(element)


def _asks_for_mail(control: Element) -> bool:
    return attr(control, "type").lower() == "email" or _MAIL.search(attr(control, "placeholder")) is not None
