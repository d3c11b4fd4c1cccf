"""
Copies of a form have ids of their own.

A newsletter form that is pasted into a page twice brings every id twice. What refers to an id (a label's `for`, an
`aria-describedby`, the `form` of a button) finds the first element that has it, so everything in the second copy points
into the first: a click on a label takes the cursor to another form, and messages are read out at the wrong field.

Give each copy ids of its own, and change what refers to them: `mce-EMAIL` becomes `mce-EMAIL-2` in the second copy, in
`id` and in `for`. Better still, have one form on the page and link to it.

However many copies there are, this is one fault, told once, with all the ids.

## Passed

```html
<form action="/subscribe"><label for="mail-top">E-mail</label><input type="email" name="mail" id="mail-top"></form>
<form action="/subscribe"><label for="mail-foot">E-mail</label><input type="email" name="mail" id="mail-foot"></form>
```

## Failed

```html
<form action="https://lantern.us4.list-manage.com/subscribe/post?u=1&id=1" class="validate">
  <label for="mce-EMAIL">Email Address</label> <input type="email" name="EMAIL" id="mce-EMAIL">
</form>
<form action="https://lantern.us4.list-manage.com/subscribe/post?u=1&id=1" class="validate"><!-- failed -->
  <label for="mce-EMAIL">Email Address</label> <input type="email" name="EMAIL" id="mce-EMAIL">
</form>
<form action="https://lantern.us4.list-manage.com/subscribe/post?u=1&id=1" class="validate">
  <label for="mce-EMAIL">Email Address</label> <input type="email" name="EMAIL" id="mce-EMAIL">
</form>
```

## Inapplicable

One form, or copies whose ids nothing refers to.

```html
<form action="/subscribe"><label for="mail">E-mail</label><input type="email" name="mail" id="mail"></form>
<form action="/search" id="search"><input name="q" aria-label="Search"></form>
<form action="/search" id="search"><input name="q" aria-label="Search"></form>
```
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from audit.page import Page
from audit.page.forms import copies
from audit.page.html import Element
from audit.page.text import listed
from audit.rules import Verdict, failed, passed, rule

REFERRING = (
    "for",
    "aria-labelledby",
    "aria-describedby",
    "aria-errormessage",
    "aria-controls",
    "aria-owns",
    "list",
    "form",
)
"""Attributes that name other elements by their ids."""
MOST_NAMED = 6


@rule(
    "Copies of a form have ids of their own",
    impact="moderate",
    wcag=["1.3.1", "4.1.2"],
    extends="axe-duplicate-id-aria",
    source="https://html.spec.whatwg.org/multipage/dom.html#the-id-attribute (read 2026-11)",
)
def form_embed_ids_repeated(page: Page) -> Iterator[Verdict]:
    alike: dict[str, list[Element]] = defaultdict(list)
    for form, copy in copies(page).items():
        alike[copy.design].append(form)
    for forms in alike.values():
        own = [_referred_ids(form) for form in forms]
        shared = [name for name, count in Counter(name for names in own for name in names).items() if count > 1]
        if shared:
            second = [form for form, names in zip(forms, own, strict=True) if shared[0] in names][1]
            yield failed(second, _told(len(forms), own, shared))
        elif any(own):
            yield passed(forms[1])


def _referred_ids(form: Element) -> list[str]:
    """The ids in a form that something in the same form refers to, in document order."""
    referring = (node.get(name) or "" for node in form.iter("*") for name in REFERRING)
    wanted = {part for value in referring for part in value.split()}
    return [name for node in form.iter("*") if (name := node.get("id")) and name in wanted]


def _told(copies_there: int, own: list[list[str]], shared: list[str]) -> str:
    named = [f"“{name}”" for name in shared[:MOST_NAMED]]
    if len(shared) > MOST_NAMED:
        named.append(f"{len(shared) - MOST_NAMED} more")
    count = max(sum(name in names for names in own) for name in shared)
    return (
        f"This form stands {copies_there} times on the page, {count} times with the same ids: {listed(named)}. What refers to them "
        f"leads into the first copy. Give each copy its own, “{shared[0]}-2” in the second, in id and in what refers to it."
    )
