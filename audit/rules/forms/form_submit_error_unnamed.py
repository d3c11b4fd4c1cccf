"""
An error tells which field it is about.

“Please fill in all required fields”, above a form of eight, sends the reader through all of them to find the one. Who
listens to the form, or sees a small part of it at a time, may not find it at all.

Write the field's name into the message (“E-mail: please write an address like name@example.org”) and put it beside the
field, tied to it by `aria-describedby`; mark the field with `aria-invalid="true"`.

The form was really sent here, on a copy of the page from which nothing leaves the machine.

## Passed

```html
<form action="/contact" id="letter" novalidate>
  <p role="alert" id="fault"></p>
  <p><label for="mail">E-mail address</label> <input type="email" id="mail"></p>
  <p><label for="text">Your letter</label> <textarea id="text"></textarea></p>
  <button>Send</button>
</form>
<script>
  document.querySelector("#letter").addEventListener("submit", (event) => {
    event.preventDefault();
    const hasAddress = document.querySelector("#mail").value.includes("@");
    if (!hasAddress) document.querySelector("#fault").textContent = "Write your e-mail address.";
  });
</script>
```

## Failed

```html
<form action="/contact" id="letter" novalidate><!-- failed -->
  <p role="alert" id="fault"></p>
  <p><label for="mail">E-mail address</label> <input type="email" id="mail"></p>
  <p><label for="text">Your letter</label> <textarea id="text"></textarea></p>
  <button>Send</button>
</form>
<script>
  document.querySelector("#letter").addEventListener("submit", (event) => {
    event.preventDefault();
    const hasAddress = document.querySelector("#mail").value.includes("@");
    if (!hasAddress) document.querySelector("#fault").textContent = "Something is missing.";
  });
</script>
```

## Inapplicable

A form with one field leaves no doubt, and neither does the browser's own bubble.

```html
<form action="/subscribe" id="daily" novalidate>
  <label for="mail">E-mail</label> <input type="email" id="mail"> <button>Subscribe</button> <p role="alert" id="fault"></p>
</form>
<form action="/contact" method="post">
  <p><label for="name">Name</label> <input id="name" required></p>
  <p><label for="text">Your letter</label> <textarea id="text" required></textarea></p>
  <button>Send</button>
</form>
<script>
  document.querySelector("#daily").addEventListener("submit", (event) => {
    event.preventDefault();
    const hasAddress = document.querySelector("#mail").value.includes("@");
    if (!hasAddress) document.querySelector("#fault").textContent = "Please look again.";
  });
</script>
```
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from msgspec import Meta

from audit.page import Page
from audit.page.attempts import Attempt, Message, refusals
from audit.page.html import Element, attr
from audit.page.text import shorten, words
from audit.rules import RuleSettings, Verdict, failed, passed, rule


class Settings(RuleSettings, frozen=True):
    """What of a label an error can be recognised by."""

    shortest: Annotated[
        int, Meta(ge=1, description="Letters of a label's word by which an error names its field; “the” names none.")
    ] = 4


_COMMON = frozenset({"your", "please", "enter", "required"})


@rule(
    "An error tells which field it is about",
    impact="moderate",
    wcag=["3.3.1"],
    needs=["form_names", "form_submit"],
    source="https://www.w3.org/WAI/WCAG22/Understanding/error-identification.html (read 2026-11)",
    preview=True,
    settings=Settings,
)
def form_submit_error_unnamed(page: Page, settings: Settings) -> Iterator[Verdict]:
    called = {page.element(entry["n"]): entry["name"] for entry in page.artifact("form_names")["controls"]}
    for form, attempts in refusals(page).items():
        told = [attempt for attempt in attempts if _says_something(attempt) and len(attempt.fields) > 1]
        dark = next((attempt for attempt in told if not _names_a_field(attempt, called, settings.shortest)), None)
        if dark is not None:
            yield failed(
                form,
                f"{dark.story}, this form shows “{shorten(dark.messages[0].text)}”: that names none of its {len(dark.fields)} "
                "fields, and it stands at none of them.",
            )
        elif told:
            yield passed(form)


def _says_something(attempt: Attempt) -> bool:
    """Whether the site has words of its own for what is wrong."""
    return (
        not attempt.is_told_by_browser and bool(attempt.messages) and not any(each.is_ours for each in attempt.messages)
    )


def _names_a_field(attempt: Attempt, called: dict[Element | None, str], shortest: int) -> bool:
    if attempt.focus is not None:
        return True
    known = {word for field in attempt.fields for word in _naming_words(field, called.get(field, ""), shortest)}
    return any(_is_placed(message) or known.intersection(words(message.text)) for message in attempt.messages)


def _is_placed(message: Message) -> bool:
    return message.is_tied or message.beside is not None


def _naming_words(field: Element, name: str, shortest: int) -> set[str]:
    said = words(f"{name} {attr(field, 'placeholder')}")
    own = {"mail", "email"} if attr(field, "type").lower() == "email" else set()
    return own | {word for word in said if len(word) >= shortest and word not in _COMMON}
