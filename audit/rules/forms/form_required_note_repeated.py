"""
What the asterisk means is said once.

Every copy of a pasted newsletter form brings its own “* indicates required”. Somebody who listens to the page hears the
sentence once for each form, before they know which newsletter it is about, and once they know it, it only stands in the
way.

Say it once, before the first form that uses the sign, and delete it from the embeds. Better still, write “(required)”
into the label: then nothing has to be explained.

## Passed

```html
<p>* indicates required</p>
<form action="/subscribe/daily"><label for="daily">E-mail *</label> <input type="email" id="daily" required></form>
<form action="/subscribe/weekly"><label for="weekly">E-mail *</label> <input type="email" id="weekly" required></form>
```

Two forms that have nothing in common may each explain their sign.

```html
<form action="/comments">
  <p>Required fields are marked *</p>
  <label for="comment">Comment *</label> <textarea id="comment" name="comment" required></textarea>
</form>
<form action="/contact">
  <p>Required fields are marked *</p>
  <label for="name">Name *</label> <input id="name" name="name" required>
  <label for="letter">Letter to the editor *</label> <textarea id="letter" name="letter" required></textarea>
</form>
```

## Failed

```html
<div id="mc_embed_signup">
  <form action="https://lantern.us4.list-manage.com/subscribe/post?u=1&id=1">
    <div class="indicates-required"><span class="asterisk">*</span> indicates required</div>
    <label for="mce-EMAIL-1">Email Address <span class="asterisk">*</span></label>
    <input type="email" name="EMAIL" id="mce-EMAIL-1" required>
  </form>
</div>
<div id="mc_embed_signup">
  <form action="https://lantern.us4.list-manage.com/subscribe/post?u=1&id=2">
    <div class="indicates-required"><span class="asterisk">*</span> indicates required</div><!-- failed -->
    <label for="mce-EMAIL-2">Email Address <span class="asterisk">*</span></label>
    <input type="email" name="EMAIL" id="mce-EMAIL-2" required>
  </form>
</div>
```

## Inapplicable

Nothing is explained: the words beside each field are its mark, and a note that is hidden is not read.

```html
<form action="/contact">
  <p>Name <input name="name"> <span class="hint">* required</span></p>
  <p>E-mail <input name="email"> <span class="hint">* required</span></p>
</form>
<form action="/subscribe">
  <p class="indicates-required" style="display: none">* indicates required</p>
  <label>E-mail <input type="email" name="email"></label>
</form>
```
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from audit.page import Page
from audit.page.forms import design
from audit.page.html import Element, is_hidden
from audit.page.required import Note, required_notes
from audit.page.text import fold, shorten
from audit.rules import Verdict, failed, passed, rule


@rule(
    "What the asterisk means is said once",
    impact="minor",
    source="https://www.w3.org/WAI/tutorials/forms/instructions/ (read 2026-11)",
)
def form_required_note_repeated(page: Page) -> Iterator[Verdict]:
    alike: dict[tuple[str, str | Element], list[Note]] = defaultdict(list)
    for note in required_notes(page):
        if not is_hidden(note.element):
            alike[fold(note.text), design(page, note.form) or note.form].append(note)
    for notes in alike.values():
        if len(notes) == 1:
            yield passed(notes[0].element)
            continue
        # One fault, however many copies there are: the second note is the first that need not be there.
        where = "copies of one form" if notes[0].form is not notes[-1].form else "one form"
        yield failed(
            notes[1].element,
            f"“{shorten(notes[0].text, 80)}” stands {len(notes)} times on this page, in {where}. "
            f"A screen reader says it {len(notes)} times; once, before the first of them, is enough.",
        )
