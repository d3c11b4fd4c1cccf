"""
A link called “Read more” says nothing in the list of links: forty of them are forty times the same.

Readers with a screen reader call up all links of a page, or go from link to link with the Tab key; a magnifier shows a
link and little around it. Where the words are “here”, “more” or “weiterlesen”, they have to read back to learn where
each one leads, and a reader who speaks to the browser cannot say which one is meant.

Link the words that say what is behind the link: the headline of the teaser, “the report of the commission” in a
sentence. Where the design wants “Read more”, give the link an `aria-label` that begins with these words and goes on with
the headline, or make the headline the only link of the card.

## Passed
```html
<body>
<article><h3><a href="/2026/harbour/">Harbour opens again</a></h3><p>The first freighter came in at dawn.</p></article>
<article><h3>Choir wins in Leipzig</h3><a href="/2026/choir/" aria-label="Read more: Choir wins in Leipzig">Read more</a></article>
<p>The <a href="/reports/harbour/">report on the harbour</a> was kept back for a year.</p>
</body>
```

The rest of the words is hidden from eyes only, is the alternative of a picture, or stands in the title:
```html
<body>
<a href="/2026/choir/">Read more <span class="visually-hidden">about the choir in Leipzig</span></a>
<a href="/2026/harbour/"><img src="/media/harbour.jpg" alt="Harbour opens again"> Read more</a>
<a href="/2026/forest/" title="Forest tracks closed until spring">mehr</a>
</body>
```

Controls that are written as links, and a section that is called so:
```html
<body>
<a href="#" class="dropdown-toggle">More</a> <a href="javascript:void(0)">More</a>
<a href="/share/" role="button">More</a> <a href="/menu/" aria-expanded="false">More</a>
<a href="/info/">Info</a> <a href="/plus/">Plus</a> <a href="/page/2/">Weiter</a>
</body>
```

A link that is not shown:
```html
<body><a href="/2026/harbour/">Harbour opens again</a> <div hidden><a href="/2026/harbour/">Read more</a></div></body>
```

## Could not tell
Several links with the same words, and nothing around any of them that tells them apart:
```html
<body>
<h2>Our reports</h2>
<ul>
<li><a href="/reports/harbour/">Read more</a><!-- cantTell --></li>
<li><a href="/reports/forest/">Read more</a><!-- cantTell --></li>
</ul>
</body>
```

The card's heading, or the sentence, says where the link leads:
```html
<body>
<article><h3>Harbour opens again</h3><p>The first freighter came in at dawn.</p>
<a href="/2026/harbour/">Read more »</a><!-- cantTell --></article>
<article><h3>Choir wins in Leipzig</h3><p>Twelve choirs had come.</p>
<a href="/2026/choir/">Read more »</a><!-- cantTell --></article>
<p>Who wants to read the report finds it <a href="/reports/harbour/">here</a><!-- cantTell -->.</p>
</body>
```

One after the other, without cards:
```html
<body>
<h3>Гавань знову відкрито</h3>
<p>Перше судно прийшло на світанку.</p>
<a href="/2026/harbour/">Детальніше</a><!-- cantTell -->
<h3>Хор переміг у Лейпцигу</h3>
<a href="/2026/choir/">Детальніше</a><!-- cantTell -->
</body>
```

In a table, whose other columns may tell:
```html
<body>
<table><tbody>
<tr><td>Harbour</td><td>Forest</td></tr>
<tr><td><a href="/reports/harbour/">mehr</a><!-- cantTell --></td><td><a href="/reports/forest/">mehr</a><!-- cantTell --></td></tr>
</tbody></table>
</body>
```

## Inapplicable
```html
<body><h1>Harbour opens again</h1><p>Click here to read more was not a link.</p></body>
```
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Annotated

from msgspec import Meta

from audit.page import Page
from audit.page.html import Element, all_text, attr, body, closest, is_hidden_from_readers, roles, tag, text
from audit.page.links import bare, generic_phrases, links, spoken
from audit.page.text import collapse, shorten
from audit.rules import RuleSettings, Verdict, cant_tell, passed, rule
from audit.words import Words, word_list

LONG = 30
"""Letters that no generic text reaches."""
LONG_BLOCK = 3_000
"""Letters from which on the words around a link are many."""
CONTEXT = 90
"""Letters of the words around a link that a message shows."""
_STATES = ("aria-expanded", "aria-haspopup", "aria-controls", "data-toggle", "data-bs-toggle")
_BLOCKS = ("p", "li", "td", "dd", "article", "section", "div", "figcaption", "body")


class Settings(RuleSettings, frozen=True):
    """The words that say nothing."""

    generic: Annotated[Words, Meta(description="Words of links that do not say where they lead.")] = word_list(
        "generic-link"
    )

    @cached_property
    def phrases(self) -> frozenset[str]:
        """All of them, as they are compared."""
        return generic_phrases(self.generic)


@rule(
    "Links say by themselves where they lead",
    impact="minor",
    wcag=["2.4.4"],
    source="https://www.w3.org/WAI/WCAG22/Understanding/link-purpose-in-context.html (read 2026-11)",
    preview=True,
    settings=Settings,
)
def link_text_generic(page: Page, settings: Settings) -> Iterator[Verdict]:
    found = [link for link in links(page) if _is_generic_link(page, link, settings.phrases)]
    if links(page) and not found:
        yield passed(body(page.tree))
    for link in found:
        yield cant_tell(link, f"The link “{spoken(page, link)}” does not say where it leads. {_question(link)}")


def _is_generic_link(page: Page, link: Element, phrases: frozenset[str]) -> bool:
    shown = collapse(all_text(link))
    named = link.get("aria-label") is not None or link.get("aria-labelledby") is not None
    if (
        len(shown) > LONG
        or (shown and not named and bare(shown) not in phrases)
        or bare(spoken(page, link)) not in phrases
    ):
        return False
    # A title that says more is read out too (https://www.w3.org/WAI/WCAG22/Techniques/html/H33).
    if bare(attr(link, "title")) and bare(attr(link, "title")) not in phrases:
        return False
    return not _is_control(link) and not is_hidden_from_readers(link)


def _is_control(link: Element) -> bool:
    """Whether a link opens something here instead of leading somewhere."""
    href = attr(link, "href").lower()
    if href in {"", "#"} or href.startswith("javascript:"):
        return True
    return bool(roles(link)) or any(link.get(state) is not None for state in _STATES)


def _question(link: Element) -> str:
    block = closest(link, *_BLOCKS)
    around = ""
    if block is not None and tag(block) != "body":
        whole = text(block)
        # In a long text the link's own words make no difference, and leaving them out of each anew takes its time.
        around = text(block, skip=[link]) if len(whole) < LONG_BLOCK else whole[:LONG_BLOCK]
    if not bare(around):
        return "Does a heading right before it say it?"
    return f"Do the words around it say it: “{shorten(around, CONTEXT)}”?"
