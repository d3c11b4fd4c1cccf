"""
An e-mail field is of the type e-mail.

On a phone the type decides which keyboard comes up: in a plain text field the @ is hidden on another layer of keys, and
the first letter is made a capital, the rest perhaps “corrected”. For readers with a tremor or little sight each of these
is a stumble. A browser also tells in the reader's language that an address is incomplete, before the form is sent.

Write `type="email"`. Where the browser's own check is not wanted, `inputmode="email"` brings up the keyboard alone.

## Passed

```html
<form action="/subscribe">
  <label for="email">E-mail address</label> <input type="email" id="email">
  <label for="work">Your e-mail</label> <input id="work" inputmode="email">
</form>
```

## Failed

```html
<form action="/subscribe">
  <label for="email">E-mail address *</label> <input type="text" id="email" name="email"><!-- failed -->
  <button>Subscribe</button>
</form>
```

```html
<form action="/newsletter"><input name="nl" placeholder="Ihre E-Mail-Adresse"><!-- failed --></form>
```

## Could not tell

The field's name says that it takes the name of an account, and an old account may have another than an e-mail address.

```html
<form action="/login"><label for="u">E-mail address</label> <input type="text" id="u" name="username"><!-- cantTell --></form>
```

## Inapplicable

The field asks for something else, or for more than an address, or is somebody else's to fill in.

```html
<form action="/login"><label for="u">User name or e-mail</label> <input type="text" id="u"></form>
<form action="/subscribe">
  <label for="name">Name</label> <input type="text" id="name">
  <div hidden><label for="mail">E-mail</label> <input type="text" id="mail"></div>
  <label for="hp">Leave this field empty</label> <input type="text" id="hp" name="email">
</form>
```

What only its name calls so is not plain enough: baits for robots carry the best of names.

```html
<form action="/subscribe"><span class="abs-req"><input type="text" name="user[abs][email]"></span></form>
```
"""

from __future__ import annotations

from collections.abc import Iterator

from audit.page import Page
from audit.page.html import attr
from audit.page.purposes import EMAIL, is_for_account, purposes
from audit.rules import Verdict, cant_tell, failed, passed, rule


@rule(
    "An e-mail field is of the type e-mail",
    impact="minor",
    source="https://html.spec.whatwg.org/multipage/input.html#email-state-(type=email) (read 2026-11)",
)
def form_email_type(page: Page) -> Iterator[Verdict]:
    for field, purpose in purposes(page).items():
        if purpose != EMAIL or field.get("disabled") is not None or field.get("readonly") is not None:
            continue
        if "email" in {attr(field, "type").lower(), attr(field, "inputmode").lower()}:
            yield passed(field)
        elif is_for_account(field):
            yield cant_tell(
                field,
                f"This field asks for an e-mail address but is called “{attr(field, 'name') or attr(field, 'id')}”. If no account "
                "has another name than an e-mail address, type=“email” brings up the right keyboard on a phone.",
            )
        else:
            yield failed(
                field,
                "This field asks for an e-mail address but is a plain text field: a phone brings up the keyboard for "
                "sentences, without the @.",
            )
