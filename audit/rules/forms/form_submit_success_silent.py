"""
That a form was sent is announced.

“Thank you, look into your inbox” appears where the form was, and the focus stays behind, perhaps on a button that is no
longer there. Who listens to the page hears nothing, does not know whether they are subscribed, and sends the form again.

Have an empty element with `role="status"` in the page from the start and put the text into it, or move the focus to the
message (`tabindex="-1"` and `focus()`).

The form was really sent here, on a copy of the page from which nothing leaves the machine; a stand-in answered for the
server.

## Passed

```html
<form action="/subscribe" id="letter">
  <label for="mail">E-mail</label> <input type="email" id="mail" required> <button>Subscribe</button>
</form>
<p role="status" id="done"></p>
<script>
  document.querySelector("#letter").addEventListener("submit", async (event) => {
    event.preventDefault();
    await fetch("/subscribe", { method: "POST", body: document.querySelector("#mail").value });
    document.querySelector("#done").textContent = "Thank you. Look into your inbox.";
  });
</script>
```

## Failed

```html
<form action="/subscribe" id="letter"><!-- failed -->
  <label for="mail">E-mail</label> <input type="email" id="mail" required> <button>Subscribe</button>
  <p id="done"></p>
</form>
<script>
  document.querySelector("#letter").addEventListener("submit", async (event) => {
    event.preventDefault();
    await fetch("/subscribe", { method: "POST", body: document.querySelector("#mail").value });
    document.querySelector("#done").textContent = "Thank you. Look into your inbox.";
  });
</script>
```

## Inapplicable

The browser goes to another page, which is read from its beginning.

```html
<form action="/subscribe" method="post">
  <label for="mail">E-mail</label> <input type="email" id="mail" required> <button>Subscribe</button>
</form>
```
"""

from __future__ import annotations

from collections.abc import Iterator

from audit.page import Page
from audit.page.attempts import acceptances
from audit.page.text import shorten
from audit.rules import Verdict, failed, passed, rule


@rule(
    "That a form was sent is announced",
    impact="serious",
    wcag=["4.1.3"],
    needs=["form_submit"],
    source="https://www.w3.org/WAI/WCAG22/Techniques/aria/ARIA22 (read 2026-11)",
    preview=True,
)
def form_submit_success_silent(page: Page) -> Iterator[Verdict]:
    for attempt in acceptances(page):
        if any(message.is_announced for message in attempt.messages) or attempt.focus is not None:
            yield passed(attempt.form)
            continue
        yield failed(
            attempt.form,
            f"{attempt.story}, this form answers “{shorten(attempt.messages[0].text)}”, but the text is in no live region and the "
            "focus is not moved to it: a screen reader stays silent.",
        )
