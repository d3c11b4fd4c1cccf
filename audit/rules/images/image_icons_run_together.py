"""
A row of logos named by their file's identifiers is heard as “visa masterCard americanExpress”.

Payment marks and social icons come from an icon set, and the template takes the set's identifiers for their alternative
texts. A screen reader runs such words together or spells them, “a p p l e p a y”, one graphic after the other, and a braille
reader reads them as a program would.

Write the names as they are written: “Visa”, “Mastercard”, “American Express”. Where the row is one piece of information, say
it once (“We accept Visa, Mastercard and American Express”) and leave the alternative texts empty.

## Passed

```html
<div class="payment"><img src="/i/visa.svg" alt="Visa"><img src="/i/mc.svg" alt="Mastercard">
<img src="/i/amex.svg" alt="American Express"></div>
```

Lower case in one word can be read, and some names are written with a capital inside:

```html
<ul><li><a href="https://x.example"><img src="/i/x.svg" alt="twitter"></a></li>
<li><a href="https://f.example"><img src="/i/f.svg" alt="facebook"></a></li>
<li><a href="https://y.example"><img src="/i/y.svg" alt="youtube"></a></li></ul>
<p><img src="/i/1.svg" alt="iPhone"> <img src="/i/2.svg" alt="eBay"> <img src="/i/3.svg" alt="macOS"></p>
```

## Could not tell

```html
<div class="payment">
  <img src="/i/visa.svg" alt="visa"> <img src="/i/mc.svg" alt="masterCard"> <!-- cantTell --> <img src="/i/amex.svg" alt="americanExpress">
</div>
```

Each in an item of a list, or drawn in SVG:

```html
<ul class="social">
  <li><svg role="img" aria-label="facebook_f"></svg> <!-- cantTell --></li>
  <li><svg role="img" aria-label="linkedIn"></svg></li> <li><svg role="img" aria-label="whatsApp"></svg></li>
</ul>
```

## Inapplicable

Fewer than three, icons without words of their own, and icons that nobody meets:

```html
<p><img src="/i/visa.svg" alt="visa"> <img src="/i/mc.svg" alt="masterCard"></p>
<p>Visa, Mastercard, American Express <img src="/i/visa.svg" alt=""> <img src="/i/mc.svg" alt=""> <img src="/i/a.svg" alt=""></p>
<p hidden><img src="/i/1.svg" alt="visa"> <img src="/i/2.svg" alt="masterCard"> <img src="/i/3.svg" alt="applePay"></p>
<p><img src="/media/a.jpg" alt="Ferries at dawn"> <img src="/media/b.jpg" alt="The pier"> <img src="/media/c.jpg" alt="Ice"></p>
```
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice, takewhile

from audit.page import Page
from audit.page.alternatives import heard
from audit.page.html import Element, attr, is_hidden_from_readers, roles, tag
from audit.page.text import listed
from audit.rules import Verdict, cant_tell, passed, rule

ROW = 3
"""Icons from which on they are a row."""
DEPTH = 3
"""Elements up to the one that holds the row: each icon may stand in a link in an item of a list."""
_NO_ROW = frozenset({"html", "body", "main", "article", "header", "footer"})
_NAME = re.compile(r"\S+|[A-Z]\w+( [A-Z]\w+){0,2}")
_IDENTIFIER = re.compile(r"[a-z]{2,}([A-Z][a-z]+)+|[a-z]+(_[a-z0-9]+)+|[a-z]{2,}-[a-z]|[A-Z][a-z]+_\w+")
# Written so by those who bear them.
_BRANDS = frozenset("iPhone iPad iTunes iCloud iOS iPod eBay eToro macOS tvOS watchOS deviantArt iHeartRadio".split())


@rule(
    "Icons in a row have names that can be read",
    impact="minor",
    wcag=["1.1.1"],
    source="https://www.w3.org/WAI/tutorials/images/groups/ (read 2026-11)",
    preview=True,
)
def image_icons_run_together(page: Page) -> Iterator[Verdict]:
    """Bring single-word icons together by the element that holds the row, and look at rows of three and more."""
    for icons in _rows(page):
        made = [(icon, name) for icon, name in icons if _IDENTIFIER.fullmatch(name) and name not in _BRANDS]
        if made:
            icon, _ = made[0]
            heard_as = " ".join(name for _, name in icons[:6])
            named = listed([f"“{name}”" for _, name in made[:3]])
            yield cant_tell(icon, f"This row of icons is heard as “{heard_as}”. Are {named} names for people?")
        else:
            yield passed(icons[0][0])


def _rows(page: Page) -> list[list[tuple[Element, str]]]:
    """The rows of icons with their names, in document order; each icon belongs to the smallest row around it."""
    icons = _icons(page)
    held: dict[Element, list[tuple[Element, str]]] = {}
    for icon in icons:
        for node in _around(icon[0]):
            held.setdefault(node, []).append(icon)
    rows: dict[Element, list[tuple[Element, str]]] = {}
    for element, _ in icons:
        holder = next((node for node in _around(element) if len(held[node]) >= ROW), None)
        if holder is not None:
            rows[holder] = held[holder]
    return list(rows.values())


def _around(icon: Element) -> Iterator[Element]:
    """The elements that may hold the icon's row, nearest first."""
    return takewhile(lambda node: tag(node) not in _NO_ROW, islice(icon.iterancestors(), DEPTH))


def _icons(page: Page) -> list[tuple[Element, str]]:
    """What is heard as an icon: a picture or a drawing named by one word, or a name of at most three."""
    images = [(image, attr(image, "alt")) for image in heard(page)]
    drawn = (svg for svg in page.tree.iter("svg") if "img" in roles(svg) and attr(svg, "aria-label"))
    drawings = [(svg, attr(svg, "aria-label")) for svg in drawn if not is_hidden_from_readers(svg)]
    return [(element, name) for element, name in (*images, *drawings) if len(name) <= 24 and _NAME.fullmatch(name)]
