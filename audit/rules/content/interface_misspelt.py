"""
A button, a label or a message of the interface is misspelt, on every page that shows it.

“Successfuly subscribed” is read by thousands who have just given their address, and it looks like the message of a
swindler. A reader who searches the page for “subscribe” does not find “subscibe”, speech control does not hear it, and
a screen reader says something that nobody can make sense of.

Correct the word in the template, and in the settings of the form builder or plug-in that brings it.

## Passed
```html
<html lang="en"><body>
<form><label for="mail">Email address</label><input id="mail" type="email" placeholder="you@example.org">
<button>Subscribe</button><div role="status">Successfully subscribed</div></form>
</body></html>
```

Readers' and editors' own words are not the interface's:
```html
<html lang="en-GB"><body>
<button>Share</button>
<p>The note on the pier said “Plese recieve our appologies”, and the harbour master kept it in a seperate drawer.</p>
<label>Name <input value="Adress"></label> <button lang="sv">Adress</button> <button hidden>Subscibe</button>
<a href="/swindlers/" aria-label="“Recieve your prize”: how swindlers write">How swindlers write</a>
</body></html>
```

## Failed
```html
<html lang="en"><body>
<form><label for="mail">Email adress</label><!-- failed --><input id="mail" type="email">
<button>Subscibe</button><!-- failed --><div role="status">Successfuly subscribed</div><!-- failed --></form>
</body></html>
```

```html
<html lang="en-US"><body>
<input type="search" aria-label="Serach the archive"><!-- failed -->
<input type="submit" value="Recieve our newsletter"><!-- failed -->
<input type="text" placeholder="Seperate words by commas" aria-label="Words"><!-- failed -->
</body></html>
```

A message of a form that waits for its time:
```html
<html lang="en"><body>
<form action="/subscribe" method="post"><label>Email <input type="email"></label><button>Subscribe</button>
<div class="form-success" style="display: none">Successfuly subscribed</div><!-- failed --></form>
</body></html>
```

## Inapplicable
Pages in another language, or in none that is told, and pages without an interface:
```html
<html lang="de"><body><label>Adresse <input></label><button>Adress-Suche</button></body></html>
```

```html
<html lang="en"><body><h1>Harbour opens again</h1><p>The first freighter came in at dawn.</p></body></html>
```
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from audit.page import Page
from audit.page.html import Element, attr, body, is_hidden, roles, tag
from audit.page.status import statuses
from audit.page.text import collapse, shorten
from audit.rules import Verdict, failed, passed, rule

LONG = 200
"""Letters from which on a text is content and no word of the interface."""
# Words that are in no English dictionary: “calender”, “wether” and “prefered” in other senses are left out.
MISSPELT = {
    **dict.fromkeys(("subscibe", "subcribe", "susbcribe", "subsribe", "subscirbe"), "subscribe"),
    **dict.fromkeys(("subscibed", "subcribed", "subsribed"), "subscribed"),
    **dict.fromkeys(("subsciption", "subscripton", "subcription"), "subscription"),
    **dict.fromkeys(("unsubcribe", "unsubsribe", "unsubscibe"), "unsubscribe"),
    **dict.fromkeys(
        ("successfuly", "sucessfully", "succesfully", "successfull", "sucessfuly", "succesfuly"), "successfully"
    ),
    **dict.fromkeys(("succesful", "sucessful"), "successful"),
    **dict.fromkeys(("recieve", "receieve", "recive"), "receive"),
    **dict.fromkeys(("recieved", "recived"), "received"),
    **dict.fromkeys(("adress", "addres", "adddress"), "address"),
    **dict.fromkeys(("newletter", "newsleter", "newslettter"), "newsletter"),
    **dict.fromkeys(("serach", "saerch"), "search"),
    **dict.fromkeys(("sumbit", "submitt"), "submit"),
    **dict.fromkeys(("pasword", "passwrod", "passowrd"), "password"),
    **dict.fromkeys(("registation", "registraton"), "registration"),
    **dict.fromkeys(("occured", "ocurred"), "occurred"),
    **dict.fromkeys(("neccessary", "necesary"), "necessary"),
    **dict.fromkeys(("availible", "avaliable", "availabe"), "available"),
    **dict.fromkeys(("tommorow", "tommorrow"), "tomorrow"),
    **dict.fromkeys(("recomend", "reccomend"), "recommend"),
    **dict.fromkeys(("maintainance", "maintenence"), "maintenance"),
    "seperate": "separate",
    "emial": "email",
    "incorect": "incorrect",
    "submited": "submitted",
    "commited": "committed",
    "confimation": "confirmation",
    "infomation": "information",
    "langauge": "language",
    "advertisment": "advertisement",
    "comming": "coming",
    "untill": "until",
    "definately": "definitely",
    "immediatly": "immediately",
    "accomodation": "accommodation",
    "goverment": "government",
    "enviroment": "environment",
    "buisness": "business",
    "retreive": "retrieve",
    "thier": "their",
    "foward": "forward",
}
_WORD = re.compile(r"[a-z]+", re.IGNORECASE)
_BUTTONS = frozenset({"submit", "button", "reset"})
_FIELDS = frozenset({"input", "textarea", "select"})
_WORDED = frozenset({"button", "label", "legend", "output"})
_ROLES = frozenset({"status", "alert", "button", "tab", "menuitem"})


@rule(
    "The words of the interface are spelt correctly",
    impact="minor",
    source="https://en.wikipedia.org/wiki/Wikipedia:Lists_of_common_misspellings/For_machines (read 2026-11)",
    preview=True,
)
def interface_misspelt(page: Page) -> Iterator[Verdict]:
    """Compare the words of buttons, labels and messages of English pages with known misspellings."""
    if not attr(page.tree, "lang").lower().startswith("en"):
        return
    # A message waits hidden until the form was sent; what else is hidden is not judged.
    messages = {status.element: status.text for status in statuses(page)}
    shown = {element: said for element in body(page.tree).iter("*") if (said := _said(element))}
    wrong = [
        (element, said, word)
        for element, said in {**shown, **messages}.items()
        if (word := _misspelt(said)) and _is_english(element) and (element in messages or not is_hidden(element))
    ]
    for element, said, word in wrong:
        yield failed(
            element, f"“{shorten(said, 80)}”: “{word}” is spelt “{MISSPELT[word.lower()]}”.", about=word.lower()
        )
    if (shown or messages) and not wrong:
        yield passed(body(page.tree))


def _said(element: Element) -> str:
    """The words an element gives to the interface; empty for those of readers and editors."""
    name = tag(element)
    if name in _FIELDS:
        is_button = attr(element, "type").lower() in _BUTTONS
        pieces = [
            attr(element, "aria-label"),
            attr(element, "placeholder"),
            attr(element, "value") if is_button else "",
        ]
    elif name in _WORDED or not _ROLES.isdisjoint(roles(element)):
        pieces = [attr(element, "aria-label"), attr(element, "title"), "".join(element.itertext())]
    else:
        return ""
    said = collapse(" ".join(pieces))
    return said if len(said) <= LONG else ""


def _misspelt(said: str) -> str:
    return next((word for word in _WORD.findall(said) if word.lower() in MISSPELT), "")


def _is_english(element: Element) -> bool:
    marked = next((node for node in (element, *element.iterancestors()) if attr(node, "lang")), None)
    return marked is None or attr(marked, "lang").lower().startswith("en")
