"""
A field's autocomplete token names what the field asks for.

The browser, or a tool that puts symbols beside fields, believes the token and not the label. With `autocomplete="name"` on
the e-mail field it offers the reader's name there and fills it in; somebody who cannot see or cannot easily check what
was filled in learns of it from an error message, if at all.

Give each field the token of its own purpose; tokens are usually wrong because a field was copied together with them.

## Passed

```html
<form action="/subscribe">
  <label for="email">E-mail address</label> <input type="email" id="email" autocomplete="home email">
  <label for="first">First name</label> <input id="first" autocomplete="given-name">
  <label for="last">Last name</label> <input id="last" autocomplete="family-name">
  <label for="phone">Telephone</label> <input type="tel" id="phone" autocomplete="tel-national">
</form>
```

An e-mail address may be the name of an account, and one field may take both names.

```html
<form action="/login"><label for="e">E-mail</label> <input type="email" id="e" autocomplete="username"></form>
<form action="/comments">
  <label for="n">Name</label> <input id="n" autocomplete="nickname">
  <label for="c">Comment</label> <textarea id="c"></textarea>
</form>
```

## Failed

```html
<form action="/subscribe">
  <label for="name">Full name</label> <input id="name" autocomplete="name">
  <label for="email">E-mail address</label> <input type="email" id="email" autocomplete="name"><!-- failed -->
</form>
```

```html
<form action="/subscribe">
  <label for="first">Vorname</label> <input id="first" autocomplete="family-name"><!-- failed -->
  <label for="last">Nachname</label> <input id="last" autocomplete="given-name"><!-- failed -->
  <label for="email">E-Mail</label> <input type="email" id="email" autocomplete="email">
</form>
```

## Could not tell

A token for passwords is often there only to keep the browser from filling anything in.

```html
<form action="/subscribe"><label for="e">E-mail</label> <input type="email" id="e" autocomplete="new-password"><!-- cantTell --></form>
```

The name may be that of an organization.

```html
<form action="/contact">
  <label for="n">Name</label> <input id="n" autocomplete="organization"><!-- cantTell -->
  <label for="e">E-mail</label> <input type="email" id="e" autocomplete="email">
</form>
```

## Inapplicable

No token, one that is none (axe reports it), a field whose label, type and placeholder do not agree on what it asks for,
somebody else's address.

```html
<form action="/subscribe"><label for="e">E-mail</label> <input type="email" id="e"></form>
<form action="/alerts"><label for="a">E-mail</label> <input type="email" id="a" autocomplete="nope"></form>
<form action="/login"><label for="u">User name or e-mail</label> <input id="u" autocomplete="name"></form>
<form action="/sign-up"><label for="n">Name</label> <input type="email" id="n" autocomplete="name"></form>
<form action="/call-me">
  <label for="t">E-mail address</label> <input type="tel" id="t" placeholder="Phone number" autocomplete="email">
</form>
<form action="/share"><label for="f">Your friend's e-mail</label> <input type="email" id="f" autocomplete="name"></form>
```
"""

from __future__ import annotations

from collections.abc import Iterator

from audit.page import Page
from audit.page.forms import noun
from audit.page.html import Element
from audit.page.purposes import EMAIL, FAMILY, GIVEN, NAME, NOUNS, POSTAL, TEL, purposes, token
from audit.rules import Verdict, cant_tell, failed, passed, rule

_NAMES = frozenset({"name", "given-name", "additional-name", "family-name", "nickname", "username"})
# The tokens that agree with each purpose; those that begin with “tel” agree with a telephone number anyway.
_RIGHT = {
    EMAIL: frozenset({"email", "username"}),
    TEL: frozenset({"tel"}),
    POSTAL: frozenset({"postal-code"}),
    NAME: _NAMES | {"cc-name"},
    GIVEN: frozenset({"given-name", "name", "nickname", "username", "additional-name", "cc-given-name"}),
    FAMILY: frozenset({"family-name", "name", "additional-name", "cc-family-name"}),
}
_SECRETS = frozenset({"new-password", "current-password", "one-time-code"})


@rule(
    "A field's autocomplete token names what the field asks for",
    impact="moderate",
    wcag=["1.3.5"],
    source="https://www.w3.org/WAI/WCAG22/Techniques/failures/F107 (read 2026-11)",
    extends="axe-autocomplete-valid",
    preview=True,
)
def form_autocomplete_wrong(page: Page) -> Iterator[Verdict]:
    for field, purpose in purposes(page).items():
        given = token(field)
        if given:
            yield _judge(field, purpose, given)


def _judge(field: Element, purpose: str, given: str) -> Verdict:
    if given in _RIGHT[purpose] or (purpose == TEL and given.startswith("tel")):
        return passed(field)
    if given in _SECRETS:
        return cant_tell(
            field,
            f"autocomplete=“{given}” on the {noun(field)} that asks for {NOUNS[purpose]}: see whether it is only there to keep "
            "browsers from filling in. A password manager may offer a password here.",
        )
    if purpose == NAME and given.startswith("organization"):
        return cant_tell(field, f"autocomplete=“{given}”: see whether this field asks for the name of an organization.")
    return failed(
        field,
        f"autocomplete=“{given}”, but this {noun(field)} asks for {NOUNS[purpose]}: browsers fill in something else. "
        f"The token for it is “{purpose}”.",
        about=given,
    )
