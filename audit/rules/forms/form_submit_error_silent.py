"""
What is wrong with a form is announced when it was sent.

The form refuses what was written, shows a line in red, and the focus stays on the button. Somebody who listens to the
page hears nothing at all, takes the form for sent, or presses the button again and again.

Move the focus to the first field at fault, or put the message into an element that was `role="alert"` before the text
came. The browser's own check (`required`, `type="email"`, no `novalidate`) does both without a script.

The form was really sent here, on a copy of the page from which nothing leaves the machine.

## Passed

The browser's own bubble takes the focus to the field and is read out.

```html
<form action="/subscribe" method="post">
  <label for="mail">E-mail</label> <input type="email" id="mail" required> <button>Subscribe</button>
</form>
```

```html
<form action="/subscribe" id="letter" novalidate>
  <label for="mail">E-mail</label> <input type="email" id="mail"> <button>Subscribe</button>
  <p role="alert" id="fault"></p>
</form>
<script>
  document.querySelector("#letter").addEventListener("submit", (event) => {
    event.preventDefault();
    const hasAddress = document.querySelector("#mail").value.includes("@");
    if (!hasAddress) document.querySelector("#fault").textContent = "Please write an e-mail address.";
  });
</script>
```

## Failed

```html
<form action="/subscribe" id="letter" novalidate><!-- failed -->
  <label for="mail">E-mail</label> <input type="email" id="mail"> <button>Subscribe</button>
  <p class="error" id="fault"></p>
</form>
<script>
  document.querySelector("#letter").addEventListener("submit", (event) => {
    event.preventDefault();
    const hasAddress = document.querySelector("#mail").value.includes("@");
    if (!hasAddress) document.querySelector("#fault").textContent = "Please write an e-mail address.";
  });
</script>
```

## Could not tell

Nothing is shown, nothing is sent.

```html
<form action="/subscribe" id="letter" novalidate><!-- cantTell -->
  <label for="mail">E-mail</label> <input type="email" id="mail"> <button>Subscribe</button>
</form>
<script>document.querySelector("#letter").addEventListener("submit", (event) => event.preventDefault());</script>
```

## Inapplicable

The browser goes to another page, where the server answers; searches and log-ins are not tried.

```html
<form action="/comments" method="post"><label for="text">Comment</label> <textarea id="text"></textarea> <button>Send</button></form>
<form action="/search"><input type="search" name="q" aria-label="Search"> <button>Search</button></form>
```
"""

from __future__ import annotations

from collections.abc import Iterator

from audit.page import Page
from audit.page.attempts import Attempt, refusals
from audit.page.html import Element
from audit.page.text import shorten
from audit.rules import Verdict, cant_tell, failed, passed, rule


@rule(
    "What is wrong with a form is announced when it was sent",
    impact="serious",
    wcag=["4.1.3"],
    needs=["form_submit"],
    source="https://www.w3.org/WAI/WCAG22/Techniques/aria/ARIA19 (read 2026-11)",
    preview=True,
)
def form_submit_error_silent(page: Page) -> Iterator[Verdict]:
    for form, attempts in refusals(page).items():
        yield _judge(form, attempts)


def _judge(form: Element, attempts: list[Attempt]) -> Verdict:
    silent = next((attempt for attempt in attempts if attempt.messages and not _is_heard(attempt)), None)
    if silent is not None:
        return failed(
            form,
            f"{silent.story}, this form shows “{shorten(silent.messages[0].text)}”, but the text is in no live region and the "
            "focus is moved neither to it nor to a field: a screen reader stays silent.",
        )
    if any(map(_is_heard, attempts)):
        return passed(form)
    return cant_tell(
        form,
        f"{attempts[0].story}, this form shows no message and takes the focus nowhere. See how a reader learns what is wrong.",
    )


def _is_heard(attempt: Attempt) -> bool:
    is_focused = attempt.focus is not None
    return attempt.is_told_by_browser or is_focused or any(message.is_announced for message in attempt.messages)
