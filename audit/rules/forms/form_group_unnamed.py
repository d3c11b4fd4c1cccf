"""
A group of radio buttons carries the question that they answer.

A screen reader says of a radio button its own label and the name of its group. Without the latter a reader who comes to
the group with the Tab key hears “Others, radio button, one of four” and not what is asked: the question stands above,
in a paragraph that is read only to those who go through the page line by line.

Put the buttons into a `fieldset` with the question as its `legend`, or give the box around them `role="radiogroup"` and
`aria-labelledby` with the id of the question.

## Passed

```html
<form action="/report">
  <fieldset>
    <legend>Why do you report this comment?</legend>
    <label><input type="radio" name="why" value="1"> Insult</label> <label><input type="radio" name="why" value="2"> Other</label>
  </fieldset>
</form>
```

```html
<form action="/donate">
  <p id="how">How often?</p>
  <div role="radiogroup" aria-labelledby="how">
    <label><input type="radio" name="how" value="1"> Once</label> <label><input type="radio" name="how" value="2"> Monthly</label>
  </div>
</form>
```

## Failed

```html
<form action="/report">
  <p>Reason for reporting:</p>
  <label><input type="radio" name="why" value="1"><!-- failed --> Foul language</label>
  <label><input type="radio" name="why" value="2"> Others</label>
  <button>Report</button>
</form>
```

## Could not tell

The labels may say enough by themselves, and no question stands above them.

```html
<form action="/donate">
  <h2>Support the Lantern</h2>
  <div><input type="radio" name="how" id="once"><!-- cantTell --> <label for="once">Single</label></div>
  <div><input type="radio" name="how" id="monthly"> <label for="monthly">Monthly</label></div>
</form>
```

## Inapplicable

A single button, buttons without words (axe reports them), buttons that are not shown, and what no form holds: menus and
tabs are often made of radio buttons that a style sheet hides.

```html
<form action="/vote">
  <label><input type="radio" name="one"> Yes</label>
  <input type="radio" name="stars"> <input type="radio" name="stars">
  <div hidden><p>Which?</p> <label><input type="radio" name="w"> A</label> <label><input type="radio" name="w"> B</label></div>
</form>
<div><label><input type="radio" name="tab"> Latest</label> <label><input type="radio" name="tab"> Most read</label></div>
```
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from audit.page import Page
from audit.page.forms import by_id, fields, form_of, label_text, labels_in_sight
from audit.page.html import Element, attr, is_hidden, roles, tag, text
from audit.page.text import collapse, listed, shorten
from audit.rules import Verdict, cant_tell, failed, passed, rule

LONGEST_QUESTION = 150


@rule(
    "A group of radio buttons carries the question that they answer",
    impact="moderate",
    wcag=["1.3.1", "3.3.2"],
    source="https://www.w3.org/WAI/WCAG22/Techniques/html/H71 (read 2026-11)",
    preview=True,
)
def form_group_unnamed(page: Page) -> Iterator[Verdict]:
    for form, buttons in _groups(page):
        said = [words for button in buttons if (words := _label(page, button))]
        if len(said) < 2:
            continue
        answers = listed([f"“{shorten(words, 40)}”" for words in said[:3]], "or")
        question = _question_above(buttons[0], form)
        if any(_names_group(page, node) for node in buttons[0].iterancestors()):
            yield passed(buttons[0])
        elif question:
            yield failed(
                buttons[0],
                f"“{question}” stands above {len(buttons)} radio buttons, but nothing ties it to them: a screen reader says "
                f"{answers} and not what is asked.",
            )
        else:
            yield cant_tell(
                buttons[0],
                f"{len(buttons)} radio buttons have no name as a group. See whether {answers} says enough by itself to "
                "somebody who does not see what stands around it.",
            )


def _groups(page: Page) -> Iterator[tuple[Element, list[Element]]]:
    found: dict[tuple[Element, str], list[Element]] = defaultdict(list)
    for field in fields(page):
        if attr(field, "type").lower() != "radio" or not attr(field, "name") or is_hidden(field):
            continue
        form = form_of(page, field)
        if form is not None:
            found[form, attr(field, "name")].append(field)
    for (form, _), buttons in found.items():
        if len(buttons) > 1:
            yield form, buttons


def _label(page: Page, button: Element) -> str:
    return " ".join(label_text(label) for label in labels_in_sight(page, button)).strip() or attr(button, "aria-label")


def _names_group(page: Page, node: Element) -> bool:
    if tag(node) == "fieldset" and any(text(legend, hidden=True) for legend in node.iterchildren("legend")):
        return True
    if tag(node) != "fieldset" and not {"group", "radiogroup"}.intersection(roles(node)):
        return False
    named = (by_id(page, identifier, near=node) for identifier in attr(node, "aria-labelledby").split())
    return bool(attr(node, "aria-label")) or any(text(element, hidden=True) for element in named if element is not None)


def _question_above(button: Element, form: Element) -> str:
    """The text right before the first button, if it looks like a question: it ends in a question mark or a colon."""
    node = button
    while node is not form:
        box = node.getparent()
        if box is None:
            return ""
        for sibling in node.itersiblings(preceding=True):
            said = collapse(sibling.tail or "") or ("" if is_hidden(sibling) else text(sibling))
            if said:
                return _as_question(said)
        said = collapse(box.text or "")
        if said:
            return _as_question(said)
        node = box
    return ""


def _as_question(said: str) -> str:
    return said if said.endswith(("?", ":", "؟", "？", "：")) and len(said) <= LONGEST_QUESTION else ""
