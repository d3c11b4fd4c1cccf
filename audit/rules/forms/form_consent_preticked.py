"""
A box for consent or for advertising is not ticked beforehand.

A reader who goes through a form with a screen reader or a keyboard stops at what must be filled in and passes by a box
that is already ticked; so does anybody in a hurry. Newsletters and offers then arrive that nobody asked for. In the
European Union a box that was ticked beforehand is no consent at all (GDPR, recital 32).

Take the attribute `checked` away and let readers tick the box themselves.

## Passed

```html
<form action="/comments">
  <label for="comment">Comment</label> <textarea id="comment"></textarea>
  <label><input type="checkbox" name="news"> Send me the newsletter of the Lantern</label>
</form>
```

## Failed

```html
<form action="/sign-up">
  <label for="email">E-mail</label> <input type="email" id="email">
  <label for="new">New password</label> <input type="password" id="new">
  <label><input type="checkbox" name="offers" checked><!-- failed --> Yes, send me offers of your partners</label>
</form>
```

```html
<form action="/inscription">
  <label for="mot">Votre commentaire</label> <textarea id="mot"></textarea>
  <input type="checkbox" id="listes" checked><!-- failed --> <label for="listes">Je m'abonne à la newsletter</label>
</form>
```

## Could not tell

In a form that is there to subscribe, the ticked box may be the list itself that the reader came for.

```html
<form action="/newsletter/subscribe">
  <input type="email" name="email" aria-label="E-mail">
  <label><input type="checkbox" name="list" checked><!-- cantTell --> Newsletter of the Lantern</label>
</form>
```

```html
<form action="/article/1234">
  <label for="e">Email</label> <input type="email" id="e">
  <p>Choose your newsletters</p>
  <label><input type="checkbox" name="lists[]" value="news" checked><!-- cantTell --> The newsletter of the Lantern</label>
  <label><input type="checkbox" name="lists[]" value="offers"> Our offers</label>
  <button>Sign up</button>
</form>
```

Messages about the reader's own comment are a service to some and a nuisance to others.

```html
<form action="/comments">
  <textarea aria-label="Comment"></textarea>
  <label><input type="checkbox" name="notify" checked><!-- cantTell --> Notify me of new comments by e-mail</label>
</form>
```

A box of a cookie banner may show what the reader chose before, or what the law of the reader's country allows.

```html
<div class="cookie-settings"><label><input type="checkbox" id="c" checked><!-- cantTell --> Marketing cookies</label></div>
```

## Inapplicable

Boxes that are ticked for another reason, that cannot be changed, or that are not shown.

```html
<form action="/login">
  <label><input type="checkbox" name="remember" checked> Remember me</label>
  <label><input type="checkbox" name="necessary" checked disabled> Necessary cookies and marketing</label>
  <div hidden><label><input type="checkbox" name="news" checked> Newsletter</label></div>
  <label><input type="checkbox" checked> Search in newsletters</label>
</form>
```
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from audit.page import Page
from audit.page.forms import fields, form_of, label_text, labels_in_sight, takes_text
from audit.page.html import Element, ancestors, attr, is_hidden, tag
from audit.page.purposes import purposes
from audit.page.text import shorten
from audit.rules import Verdict, cant_tell, failed, passed, rule

_ADVERTISING = re.compile(
    r"newsletter|mailing list|\boffers?\b|marketing|promotion|advertis|sign me up|subscribe|werbung|angebote|abonnier"
    r"|\boffres?\b|infolettre|m'abonne|lettre d.information|publicit|bolet[ií]n|ofertas|deseo recibir|quiero recibir"
    r"|offerte|nieuwsbrief|aanbiedingen|nyhedsbrev|nyhetsbrev|розсилк|рассылк",
    re.IGNORECASE,
)
_CONSENT = re.compile(
    r"\bi (agree|accept|consent)|\bi have read|\bi've read|stimme .{0,60}zu\b|ich bin .{0,60}einverstanden|ich akzeptiere"
    r"|j.accepte|acepto|accetto|ik ga akkoord|jeg accepterer|погоджуюсь|соглас(ен|на)\b",
    re.IGNORECASE,
)
_NOTICE = re.compile(r"notif|alert|benachrichtig|informiert|pr[ée]ven(ez|ir)|av[íi]same|сообщ|повідом", re.IGNORECASE)
_COOKIES = re.compile(r"cookie|consent|gdpr|dsgvo|cmp\b|privacy", re.IGNORECASE)
_COOKIE_KIND = re.compile(
    r"cookie|marketing|advertis|analytic|statisti|non-necessary|nicht notwendig|functional|funktional|performance|werbung",
    re.IGNORECASE,
)
_NECESSARY = re.compile(
    r"(?<!non-)(?<!nicht )(?<!non )(necessary|notwendig|erforderlich|essential|nécessaire)", re.IGNORECASE
)
_SEARCH = re.compile(r"search|such|recherch|buscar|filter", re.IGNORECASE)
_SUBSCRIBES = re.compile(
    r"newsletter|subscri|abonn|nieuwsbrief|list-manage|mailing|infolettre|bolet[ií]n", re.IGNORECASE
)


@rule(
    "A box for consent or for advertising is not ticked beforehand",
    impact="moderate",
    source="https://eur-lex.europa.eu/eli/reg/2016/679/oj (read 2026-11)",
    preview=True,
)
def form_consent_preticked(page: Page) -> Iterator[Verdict]:
    for box in fields(page):
        if tag(box) != "input" or attr(box, "type").lower() != "checkbox" or is_hidden(box):
            continue
        said = " ".join(label_text(label) for label in labels_in_sight(page, box)) or attr(box, "aria-label")
        if box.get("disabled") is None and said:
            yield from _judge(page, box, said)


def _judge(page: Page, box: Element, said: str) -> Iterator[Verdict]:
    ticked = box.get("checked") is not None
    shown = shorten(said, 100)
    if _is_for_cookies(box):
        if _COOKIE_KIND.search(said) and not _NECESSARY.search(said):
            yield _unsure_of_cookies(box, shown) if ticked else passed(box)
        return
    asks = _ADVERTISING.search(said) or _CONSENT.search(said)
    if _SEARCH.search(said) or not (asks or _NOTICE.search(said)):
        return
    if not ticked:
        yield passed(box)
    elif not asks:
        yield cant_tell(box, f"“{shown}” is ticked beforehand. See whether readers expect these messages.")
    elif _is_to_subscribe(page, box):
        yield cant_tell(
            box,
            f"“{shown}” is ticked beforehand in a form for subscribing. See whether it is what the reader came for or something "
            "added to it; what is added must be ticked by the reader.",
        )
    else:
        yield failed(box, f"“{shown}” is ticked beforehand: whoever overlooks the box agrees without having chosen to.")


def _unsure_of_cookies(box: Element, said: str) -> Verdict:
    return cant_tell(
        box,
        f"“{said}” is ticked beforehand. See whether that is so for readers who have not chosen yet: a box that was ticked "
        "beforehand is no consent.",
    )


def _is_for_cookies(box: Element) -> bool:
    around = (box, *ancestors(box))
    return any(_COOKIES.search(attr(node, name)) for node in around if tag(node) != "body" for name in ("id", "class"))


def _is_to_subscribe(page: Page, box: Element) -> bool:
    """Whether the form is there for subscribing: it says so, or asks for nothing but an address and a name."""
    form = form_of(page, box)
    if form is None:
        return True
    typed = [field for field in fields(page, form) if takes_text(field) and not is_hidden(field)]
    if any(tag(field) == "textarea" or attr(field, "type").lower() == "password" for field in typed):
        return False
    named = [attr(form, name) for name in ("action", "id", "class", "name")]
    return all(field in purposes(page) for field in typed) or any(map(_SUBSCRIBES.search, named))
