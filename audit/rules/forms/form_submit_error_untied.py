"""
An error beside a field is tied to that field.

“Please write an e-mail address” stands right under the field, so the eye needs nothing more. Somebody who goes through
the form with the Tab key hears the field's label only: whether this field is the one at fault, and what is wrong with
it, they do not hear, even if the message was announced once.

Give the message an id and name it in the field's `aria-describedby` when the message appears; set `aria-invalid="true"`
on the field as well. The browser's own check does both by itself.

The form was really sent here, on a copy of the page from which nothing leaves the machine.

## Passed

```html
<form action="/contact" id="letter" novalidate>
  <p><label for="mail">E-mail</label> <input type="email" id="mail" aria-describedby="fault"> <span role="alert" id="fault"></span></p>
  <p><label for="text">Your letter</label> <textarea id="text"></textarea></p>
  <button>Send</button>
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
<form action="/contact" id="letter" novalidate>
  <p><label for="mail">E-mail</label> <input type="email" id="mail"><!-- failed --> <span role="alert" id="fault"></span></p>
  <p><label for="text">Your letter</label> <textarea id="text"></textarea></p>
  <button>Send</button>
</form>
<script>
  document.querySelector("#letter").addEventListener("submit", (event) => {
    event.preventDefault();
    const hasAddress = document.querySelector("#mail").value.includes("@");
    if (!hasAddress) document.querySelector("#fault").textContent = "Please write an e-mail address.";
  });
</script>
```

## Inapplicable

The browser says itself what is wrong, or the message is about the form as a whole.

```html
<form action="/subscribe" method="post">
  <label for="mail">E-mail</label> <input type="email" id="mail" required> <button>Subscribe</button>
</form>
```

```html
<form action="/contact" id="letter" novalidate>
  <p role="alert" id="fault"></p>
  <p><label for="mail">E-mail</label> <input type="email" id="mail"></p>
  <p><label for="text">Your letter</label> <textarea id="text"></textarea></p>
  <button>Send</button>
</form>
<script>
  document.querySelector("#letter").addEventListener("submit", (event) => {
    event.preventDefault();
    if (!document.querySelector("#text").value) document.querySelector("#fault").textContent = "Please write a letter.";
  });
</script>
```
"""

from __future__ import annotations

from collections.abc import Iterator

from audit.page import Page
from audit.page.attempts import refusals
from audit.page.html import Element
from audit.page.text import shorten
from audit.rules import Verdict, failed, passed, rule


@rule(
    "An error beside a field is tied to that field",
    impact="moderate",
    wcag=["1.3.1", "3.3.1"],
    needs=["form_submit"],
    source="https://www.w3.org/WAI/WCAG22/Techniques/aria/ARIA21 (read 2026-11)",
    preview=True,
)
def form_submit_error_untied(page: Page) -> Iterator[Verdict]:
    for attempts in refusals(page).values():
        judged: dict[Element, Verdict] = {}
        for attempt in attempts:
            for message in attempt.messages:
                field = message.beside
                if field is None or field in judged or attempt.is_told_by_browser:
                    continue
                judged[field] = (
                    passed(field)
                    if message.is_tied
                    else failed(
                        field,
                        f"{attempt.story}, the form shows “{shorten(message.text)}” beside this field, but the field does not refer "
                        "to it (aria-describedby, aria-errormessage): who comes back to the field does not hear it.",
                    )
                )
        yield from judged.values()
