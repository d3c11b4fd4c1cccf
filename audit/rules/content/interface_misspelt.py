"""
A button, a label or a message of the interface is misspelt, on every page that shows it.

“Successfuly subscribed” is read by thousands who have just given their address, and it looks like the message of a
swindler. A reader who searches the page for “subscribe” does not find “subscibe”, speech control does not hear it, and
a screen reader says something that nobody can make sense of.

Correct the word in the template, and in the settings of the form builder or plug-in that brings it.

A word of a short list of our own is misspelt in any text of an English interface. With the extra `spelling`
(`pip install "newsroom-audit[spelling]"`) the list of codespell is asked too; as it holds words that are names or right in
another language, a person has to look. The setting `text` has the running text of articles looked at as well.

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

## Could not tell
A word that only the longer list holds:
```html
<html lang="en"><body>
<button aria-label="Descrease article font size">A-</button><!-- cantTell -->
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

A page that only says that it is in English:
```html
<html lang="en-US"><body><h1>Der Hafen öffnet wieder</h1>
<p>Der erste Frachter seit dem Sturm kam im Morgengrauen, und der Hafenmeister sagte, die Fahrrinne sei wieder tief genug.</p>
<form><input type="email" placeholder="Ihre E-Mail-Adresse"><button>Abonnieren</button></form></body></html>
```
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Annotated

from msgspec import Meta

from audit.page import Page
from audit.page.html import Element, all_text, attr, body, is_hidden, roles, tag
from audit.page.language import main_language
from audit.page.prose import running_text
from audit.page.spelling import MISSPELT, more_misspellings
from audit.page.status import statuses
from audit.page.text import collapse, shorten
from audit.rules import RuleSettings, Verdict, cant_tell, failed, passed, rule

LONG = 200
"""Letters from which on a text is content and no word of the interface."""
_WORD = re.compile(r"[a-z]+", re.IGNORECASE)
# A whole word in small letters: no part of an address, of “someone's” or of “security-focused”.
_PLAIN_WORD = re.compile(r"(?<![\w@/.'’-])[a-z]{5,}\b(?![@/'’-]|\.\w)")
_BUTTONS = frozenset({"submit", "button", "reset"})
_FIELDS = frozenset({"input", "textarea", "select"})
_WORDED = frozenset({"button", "label", "legend", "output"})
_SPEAKING = _FIELDS | _WORDED
_ROLES = frozenset({"status", "alert", "button", "tab", "menuitem"})


class Settings(RuleSettings, frozen=True):
    """What is read beside the interface."""

    text: Annotated[bool, Meta(description="Look at the running text of articles too.")] = False


@rule(
    "The words of the interface are spelt correctly",
    impact="minor",
    source="https://en.wikipedia.org/wiki/Wikipedia:Lists_of_common_misspellings/For_machines (read 2026-11)",
    preview=True,
    settings=Settings,
)
def interface_misspelt(page: Page, settings: Settings) -> Iterator[Verdict]:
    """Compare the words of buttons, labels and messages of English pages with known misspellings."""
    if not attr(page.tree, "lang").lower().startswith("en") or main_language(page) not in {"en", ""}:
        return
    # A message waits hidden until the form was sent; what else is hidden is not judged.
    messages = {status.element: status.text for status in statuses(page)}
    shown = {element: said for element in body(page.tree).iter("*") if _may_speak(element) and (said := _said(element))}
    texts = {
        element: said
        for element, said in {**shown, **messages}.items()
        if _is_english(element) and (element in messages or not is_hidden(element))
    }
    wrong = [verdict for element, said in texts.items() if (verdict := _judge(element, said))]
    yield from wrong
    if (shown or messages) and not wrong:
        yield passed(body(page.tree))
    if settings.text:
        yield from _text(page)


def _judge(element: Element, said: str) -> Verdict | None:
    words = _WORD.findall(said)
    known = next((word for word in words if word.lower() in MISSPELT), "")
    if known:
        message = f"“{shorten(said, 80)}”: “{known}” is spelt “{MISSPELT[known.lower()]}”."
        return failed(element, message, about=known.lower())
    doubtful = next((word for word in words if word.lower() in more_misspellings()), "")
    if doubtful:
        return cant_tell(element, _doubt(said, doubtful), about=doubtful.lower())
    return None


def _text(page: Page) -> Iterator[Verdict]:
    """Doubtful words of the running text; those with a capital are names."""
    for block, said in running_text(page):
        words = (found[0] for found in _PLAIN_WORD.finditer(said))
        doubtful = next((word for word in words if word in MISSPELT or word in more_misspellings()), "")
        if doubtful and _is_english(block):
            at = max(0, said.index(doubtful) - 30)
            yield cant_tell(block, _doubt(said[at : at + 80], doubtful), about=doubtful)


def _doubt(said: str, word: str) -> str:
    right = MISSPELT.get(word.lower()) or more_misspellings()[word.lower()]
    return f"“{shorten(said, 80)}”: is “{word}” meant to be “{right}”?"


def _may_speak(element: Element) -> bool:
    return element.tag in _SPEAKING or element.get("role") is not None


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
        pieces = [attr(element, "aria-label"), attr(element, "title"), all_text(element)]
    else:
        return ""
    said = collapse(" ".join(pieces))
    return said if len(said) <= LONG else ""


def _is_english(element: Element) -> bool:
    marked = next((node for node in (element, *element.iterancestors()) if attr(node, "lang")), None)
    return marked is None or attr(marked, "lang").lower().startswith("en")
