"""
A heading stands above nothing: “News feed”, and then the next heading or the end of the page.

Who goes through a page by its headings, as most readers with a screen reader do, follows this one and finds nothing
under it. Was something not loaded? Is the part empty today? A reader who sees the page meets a title over a gap.

Leave the heading out as long as its part is empty, or say there that nothing is to be found today. Where a script brings
the content, let it bring the heading too, so that a reader without it, or with a blocker, does not meet the bare title.

## Passed
```html
<body>
<main><h1>Harbour opens again</h1><p>The first freighter came in at dawn.</p>
<section><h2>News feed</h2><ul><li><a href="/choir/">Choir wins in Leipzig</a></li></ul></section>
<section><h2>Weather</h2><div><img src="/media/rain.svg" alt="Rain, 9 degrees"></div></section>
<section><h2>Follow us</h2><a href="https://social.example/herald" class="icon-social"></a></section>
</main>
</body>
```

A headline of several headings, a heading with its parts below it, and the title of a card behind its picture:
```html
<body>
<h3>Economy</h3>
<h2 class="off-screen">Content</h2> <div class="anchor"></div>
<div class="title"><h1>Harbour opens again</h1></div>
<h2>The first freighter came in at dawn</h2> <h2>The council votes on Monday</h2>
<p>The crew of the tug boat had coffee ready for everybody.</p>
<h2>Service</h2> <div></div> <h3>Weather</h3> <p>Rain, 9 degrees.</p>
<h2>Tides</h2> <div></div> <!-- from the port --> High at six. <h2>Trains</h2> <div><!-- none --> All on time.</div>
<aside><img src="/media/paper.jpg" alt="Front page of today"><h3>Today's paper</h3><div></div></aside>
</body>
```

The list of teasers, and a heading that is not shown:
```html
<body>
<div><h2><a href="/harbour/">Harbour opens again</a></h2><div></div></div>
<div><h2><a href="/choir/">Choir wins in Leipzig</a></h2><div></div></div>
<section hidden><h2>News feed</h2><div></div></section>
<h2>About us</h2><p>The Herald is a newspaper.</p>
</body>
```

A box around the title of what comes behind it:
```html
<body>
<section class="title"><h2>Most read</h2></section>
<section><ul><li><a href="/choir/">Choir wins in Leipzig</a></li></ul></section>
</body>
```

## Could not tell
```html
<body>
<main><h1>Harbour opens again</h1><p>The first freighter came in at dawn.</p></main>
<aside><h2>News feed</h2><!-- cantTell --><div class="feed"><ul></ul></div></aside>
<footer><p>The Herald, since 1881</p></footer>
</body>
```

```html
<body>
<main><h1>Harbour opens again</h1><p>The first freighter came in at dawn.</p>
<h2>Most read</h2><!-- cantTell --><div class="list"></div>
<h2>More from the harbour</h2><ul><li><a href="/choir/">Choir wins in Leipzig</a></li></ul></main>
</body>
```

A part that is nothing but its heading:
```html
<body>
<main><h1>Harbour opens again</h1><p>The first freighter came in at dawn.</p></main>
<div><section><h2>News feed</h2><!-- cantTell --></section>
<section><h2>News feed</h2><!-- cantTell --></section></div>
<section><h2>More from the harbour</h2><ul><li><a href="/choir/">Choir wins in Leipzig</a></li></ul></section>
</body>
```

## Inapplicable
```html
<body><h1>Harbour opens again</h1><p>The first freighter came in at dawn.</p></body>
```
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from audit.page import Page
from audit.page.headline import headline_element
from audit.page.html import UNREAD, Element, all_text, attr, body, inherits, is_hidden, tag, text
from audit.page.teasers import leads_away
from audit.page.text import listed, shorten
from audit.rules import Verdict, cant_tell, passed, rule

LEVELS = {"h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}
"""The headings of parts; h1 is the page's."""
_CONTENT = frozenset(
    (
        "a audio button canvas embed form hr iframe img input ins math object picture select svg table textarea video"
    ).split()
)
# A part of a page ends where one of these does; a card, a list item or a header may hold nothing but its title.
_HEADINGS = frozenset({"h1", *LEVELS})
_PARTS = frozenset({"section", "aside", "main", "body", "article", "nav", "footer", "li", "td", "dialog", "form"})
_ENDING_PARTS = frozenset({"section", "aside"})


@dataclass
class _Gap:
    """What lies between a heading and what comes next."""

    empty: list[Element] = field(default_factory=list)
    """Elements that hold nothing."""
    heading: Element | None = None
    """The heading that comes next; None where the part ends."""


@rule(
    "Headings have something under them",
    impact="minor",
    wcag=["2.4.6"],
    source="https://www.w3.org/WAI/WCAG22/Understanding/headings-and-labels.html (read 2026-11)",
)
def heading_without_content(page: Page) -> Iterator[Verdict]:
    lead = headline_element(page)
    for heading in body(page.tree).iter(*LEVELS):
        if heading is lead or not all_text(heading).strip() or is_hidden(heading):
            continue
        gap = _gap(page, heading)
        if gap is None or leads_away(heading) or _may_be_filled(page, gap):
            yield passed(heading)
            continue
        what = "the part of the page ends" if gap.heading is None else f"“{shorten(text(gap.heading), 60)}” comes next"
        yield cant_tell(
            heading,
            f"Nothing stands under “{shorten(text(heading), 60)}”{_holders(heading, gap)}; then {what}. "
            "Do readers find something there?",
        )


def _holders(heading: Element, gap: _Gap) -> str:
    around = set(heading.iterancestors())
    names = sorted({tag(node) for node in gap.empty if node not in around})
    return f" but empty {listed([f'<{name}>' for name in names])}" if names else ""


def _gap(page: Page, heading: Element) -> _Gap | None:
    """The gap after a heading; None when something stands there or the heading is no title of a part."""
    part = next(heading.iterancestors(*_PARTS), None)
    gap = _Gap()
    if _is_followed_by_text(heading) or _is_followed_by_paragraph(heading):
        return None
    known: dict[Element, bool] = {}
    behind = (page.number(heading) or 0) + sum(1 for _ in heading.iter("*"))
    for element in (page.elements[number] for number in range(behind, len(page.elements))):
        if part is not None and part not in element.iterancestors(tag(part)):
            if gap.empty or not _is_title_of(part, heading):
                return gap if gap.empty and _is_title_of(part, heading) else None
            # The part is a bare heading; it may be a box around the title of what comes behind it.
            gap.empty.append(part)
            part = next(part.iterancestors(*_PARTS), None)
        name = tag(element)
        if name in _HEADINGS:
            return _before_heading(gap, heading, element)
        if name in _CONTENT or _is_followed_by_text(element):
            return None
        is_read = not inherits(element, _is_unread, known)
        if is_read and (_begins_with_text(element) or is_hidden(element)):
            return None
        gap.empty.append(element)
    return None


def _is_followed_by_paragraph(heading: Element) -> bool:
    """Whether the next element is a paragraph with words, as after most headings; the long way round finds the same."""
    following = heading.getnext()
    if following is None or tag(following) != "p" or not (following.text or "").strip():
        return False
    return next(heading.iterancestors(*UNREAD), None) is None


def _is_unread(element: Element) -> bool:
    return tag(element) in UNREAD


def _begins_with_text(element: Element) -> bool:
    first = next(iter(element), None)
    # A comment parts the text before it from the text behind it.
    return bool((element.text or "").strip()) or (first is not None and not tag(first) and _is_followed_by_text(first))


def _is_followed_by_text(element: Element) -> bool:
    node: Element | None = element
    while node is not None and not (node.tail or "").strip():
        node = node.getnext()
        if node is None or tag(node):
            return False
    return node is not None


def _before_heading(gap: _Gap, heading: Element, following: Element) -> _Gap | None:
    # A kicker stands right before its headline; the boxes around that are no empty parts.
    gap.empty = [node for node in gap.empty if node not in set(following.iterancestors())]
    is_lower = LEVELS.get(tag(following), 1) > LEVELS[tag(heading)]
    is_headline = tag(following) == "h1"
    if is_lower or is_headline or not gap.empty or not all_text(following).strip() or is_hidden(following):
        return None
    gap.heading = following
    return gap


def _is_title_of(part: Element, heading: Element) -> bool:
    """Whether the heading is all that a part says: nothing stands before it."""
    return tag(part) in _ENDING_PARTS and text(part) == text(heading) and next(part.iter(*_CONTENT), None) is None


def _may_be_filled(page: Page, gap: _Gap) -> bool:
    """Whether the page as served leaves the place to a script, of which only a browser can tell what it brings."""
    if any("-" in tag(node) for node in gap.empty):
        return True
    if page.source == "rendered":
        return False
    return any(tag(node) == "script" or node.get("id") or _has_data(node) for node in gap.empty)


def _has_data(element: Element) -> bool:
    is_waiting = any(word in attr(element, "class").lower() for word in ("skeleton", "loading", "placeholder", "lazy"))
    return is_waiting or any(name.startswith(("data-", "v-", "ng-", "x-")) for name in element.attrib)
