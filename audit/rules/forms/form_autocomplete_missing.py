"""
A field about the reader says what it asks for, so that a browser can fill it in.

Whoever types slowly, with a switch, by voice or with shaking hands, and whoever has trouble to remember or to spell, lets
the browser fill in name and address. It can do so reliably, in any language, only where the field carries the token of
its purpose; tools for people with cognitive disabilities put symbols beside fields by the same token.

Write the token on the field: `autocomplete="email"`, `name`, `given-name`, `family-name`, `tel`, `postal-code`.

## Passed

```html
<form action="/subscribe">
  <label for="email">E-mail address</label> <input type="email" id="email" autocomplete="email">
  <label for="first">First name</label> <input id="first" autocomplete="given-name">
</form>
```

Where the e-mail address opens an account, it is its user name.

```html
<form action="/login">
  <label for="email">E-mail address</label> <input type="email" id="email" autocomplete="section-login username webauthn">
  <label for="password">Password</label> <input type="password" id="password" autocomplete="current-password">
</form>
```

## Failed

```html
<form action="/comments">
  <label for="author">Name *</label> <input id="author" name="author"><!-- failed -->
  <label for="email">E-mail (will not be published)</label> <input type="email" id="email" name="email"><!-- failed -->
  <label for="comment">Comment</label> <textarea id="comment"></textarea>
</form>
```

The label says whose field it is when the placeholder does not.

```html
<form action="/newsletter">
  <label for="mce">Ihre E-Mail-Adresse</label> <input id="mce" placeholder="anna@example.org" autocomplete="on"><!-- failed -->
</form>
```

## Could not tell

Somebody switched filling in off, on the field or for the whole form.

```html
<form action="/subscribe">
  <label for="email">E-mail address</label> <input type="email" id="email" autocomplete="off"><!-- cantTell -->
</form>
<form action="/alerts" autocomplete="off"><label>E-mail <input type="email" name="alerts"><!-- cantTell --></label></form>
```

## Inapplicable

Somebody else's address, a name that is not the reader's, a place to look for, bait for robots, a field that is not shown.

```html
<form action="/share" id="tip-a-friend">
  <label for="friend">Send to e-mail address</label> <input type="email" id="friend">
</form>
<form action="/weather"><label for="zip">ZIP code</label> <input id="zip"> <button>Show the weather</button></form>
<form action="/search"><label for="q">Name</label> <input type="search" id="q"></form>
<form action="/login"><label for="user">User name or e-mail</label> <input id="user"></form>
<form action="/subscribe">
  <div aria-hidden="true" style="position: absolute; left: -5000px"><input type="email" name="b_5ddd0d_287fa4" tabindex="-1"></div>
  <div hidden><label for="later">E-mail</label> <input type="email" id="later"></div>
</form>
```

A token that does not exist is an error of its own, which axe reports.

```html
<form action="/subscribe"><label for="email">E-mail</label> <input type="email" id="email" autocomplete="mailbox"></form>
```
"""

from __future__ import annotations

from collections.abc import Iterator

from audit.page import Page
from audit.page.forms import form_of, noun
from audit.page.html import Element, attr
from audit.page.purposes import EMAIL, NOUNS, is_for_account, purposes, token
from audit.rules import Verdict, cant_tell, failed, passed, rule

# What people write to switch filling in off; axe takes no offence at these either.
_OFF = frozenset({"off", "false", "none", "disabled", "nope", "no", "xoff", "null", "undefined"})


@rule(
    "A field about the reader says what it asks for",
    impact="minor",
    wcag=["1.3.5"],
    source="https://www.w3.org/WAI/WCAG22/Techniques/html/H98 (read 2026-11)",
)
def form_autocomplete_missing(page: Page) -> Iterator[Verdict]:
    for field, purpose in purposes(page).items():
        if field.get("disabled") is not None or field.get("readonly") is not None:
            continue
        said = attr(field, "autocomplete").lower()
        wanted = "username" if purpose == EMAIL and is_for_account(field) else purpose
        if token(field):
            yield passed(field)
        elif said in _OFF or (not said and _form_says_off(page, field)):
            yield cant_tell(
                field,
                f"Filling in is switched off for this {noun(field)}, which asks for {NOUNS[purpose]}. See whether there is a "
                f"reason for it, such as a computer that many people share; else autocomplete=“{wanted}” helps readers.",
            )
        elif said in {"", "on"}:
            yield failed(
                field,
                f"This {noun(field)} asks for {NOUNS[purpose]} but does not say so to browsers: it has no "
                f"autocomplete=“{wanted}”.",
                about=purpose,
            )


def _form_says_off(page: Page, field: Element) -> bool:
    form = form_of(page, field)
    return form is not None and attr(form, "autocomplete").lower() == "off"
