"""
What a reader should know before reading, who paid or that a machine wrote, stands far from what it is about.

An article that was paid for and says so only in data for machines, or below the last paragraph, was read as journalism by
everybody who did not get that far. A note that a text or a voice comes from a machine, at the end of the page behind the
comments, is found by nobody; with a screen reader it comes after minutes of listening.

Say it at the headline, in words and not by a colour: “Advertisement feature, paid for by Harbour Lines”. Put the note about
a machine's voice at the player, one about a text at its top.

Looked at are articles that declare themselves paid for (`AdvertiserContentArticle` or a `sponsor` in their data), and notes
that a machine was at work (`machine`) in the article behind its first paragraphs. Whether a note is near enough is for a
person to say.

## Passed
```html
<head><script type="application/ld+json">{"@type": "AdvertiserContentArticle", "headline": "Ten harbours for the winter"}</script></head>
<body><article>
<p class="label">Advertisement feature</p>
<h1>Ten harbours for the winter</h1>
<p>The ferries of Harbour Lines leave every morning at eight, and in winter there is room on deck for everybody.</p>
</article></body>
```

```html
<head><meta property="og:type" content="article"></head>
<body><article>
<h1>Гавань знову відкрито</h1>
<p>Текст перекладено за допомогою ШІ та перевірено редакцією.</p>
<p>Перше судно прийшло на світанку, а екіпаж буксира приготував каву для всіх, хто чекав на пірсі від самої ночі.</p>
</article></body>
```

A note at the player that it is about:
```html
<head><meta property="og:type" content="article"></head>
<body><article>
<h1>Harbour opens again</h1>
<p>The first freighter came in at dawn, and the crew of the tug boat had coffee ready for everybody on the pier.</p>
<p>The second one is to come on Monday, with grain and forty bicycles for the schools of the town, said the mayor.</p>
<p>“We have waited for nine weeks”, says the harbour master, who had not slept, and reads out a poem of his own.</p>
<div class="player"><audio src="/audio/harbour.mp3" controls></audio> <small>This is an AI voice.</small></div>
</article></body>
```

## Could not tell
```html
<head><script type="application/ld+json">{"@type": "AdvertiserContentArticle", "headline": "Ten harbours for the winter"}</script></head>
<body><article>
<h1>Ten harbours for the winter</h1><!-- cantTell -->
<p>The ferries of Harbour Lines leave every morning at eight, and in winter there is room on deck for everybody.</p>
</article></body>
```

```html
<head><meta property="og:type" content="article"></head>
<body><article>
<h1>Harbour opens again</h1>
<p>The first freighter came in at dawn, and the crew of the tug boat had coffee ready for everybody on the pier.</p>
<p>The second one is to come on Monday, with grain and forty bicycles for the schools of the town, said the mayor.</p>
<p>“We have waited for nine weeks”, says the harbour master, who had not slept, and reads out a poem of his own.</p>
<p>The dredger will stay where it is, for more storms are to come before the end of the year than in any winter before.</p>
<ul><li><a href="/tags/harbour/">Harbour</a></li><li><a href="/tags/storm/">Storm</a></li><li><a href="/tags/ferries/">Ferries</a></li></ul>
<p><em>This article was written with the help of AI.</em><!-- cantTell --></p>
</article></body>
```

## Inapplicable
A place for a sponsor that stayed empty:
```html
<body><article itemscope itemtype="https://schema.org/NewsArticle">
<h1 itemprop="headline">Harbour opens again</h1>
<div itemprop="sponsor" itemscope itemtype="https://schema.org/Organization"><a href="" itemprop="url"></a>
<b itemprop="name"></b></div>
<p>The first freighter came in at dawn, and the crew of the tug boat had coffee ready for everybody on the pier.</p>
</article></body>
```

No sponsor and no machine, and an article about machines:
```html
<head><meta property="og:type" content="article"></head>
<body><article>
<h1>A choir of machines</h1>
<p>The first song came in at dawn, and the crew of the studio had coffee ready for everybody who had come to listen.</p>
<p>The second one is to come on Monday, and the mayor says that it will be better than the first one, and a lot longer.</p>
<p>“Half of what I hear today is AI-generated”, says the conductor, who reads out a poem of his own and then sings it twice
to the choir, which has heard it before and does not mind, because there is nothing else to do before the ferry leaves.</p>
</article></body>
```
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Annotated, Any

from msgspec import Meta

from audit.page import Page
from audit.page.article import article
from audit.page.html import Element, all_text, closest, is_hidden, tag, text
from audit.page.prose import top_of
from audit.page.structured import article_data
from audit.page.text import collapse, shorten
from audit.rules import RuleSettings, Verdict, cant_tell, passed, rule
from audit.words import Words, one_of, word_list

LONGEST = 220
"""Letters of the longest note; a longer paragraph tells of machines, and does not say that one wrote it."""
NEAR = 12
"""Elements between a note and the player it is about."""
_PLAYERS = frozenset({"audio", "video", "iframe"})


class Settings(RuleSettings, frozen=True):
    """The words by which such notes are known."""

    sponsored: Annotated[Words, Meta(description="Words that say that somebody paid.")] = word_list("sponsored")
    machine: Annotated[Words, Meta(description="Words that say that a machine wrote, translated or spoke.")] = (
        word_list("made-by-machine")
    )

    @cached_property
    def says_sponsored(self) -> re.Pattern[str]:
        """Finds any of the words for what is paid for."""
        return one_of(self.sponsored)

    @cached_property
    def says_machine(self) -> re.Pattern[str]:
        """Finds any of the words for what a machine made."""
        return one_of(self.machine)


@rule(
    "Readers learn at the headline who paid, and what a machine made",
    impact="moderate",
    source="https://www.thetrustproject.org/trust-indicators/ (read 2026-11)",
    preview=True,
    settings=Settings,
)
def disclosure_apart(page: Page, settings: Settings) -> Iterator[Verdict]:
    if not article(page).is_article:
        return
    if _is_paid_for(page):
        yield _paid(page, settings)
    yield from _by_machine(page, settings)


def _is_paid_for(page: Page) -> bool:
    data = article_data(page)
    return data is not None and (
        data.type == "AdvertiserContentArticle" or any(_has_name(sponsor) for sponsor in data.values("sponsor"))
    )


def _has_name(sponsor: Any) -> bool:
    # Templates write the sponsor's place empty where there is none; microdata holds lists.
    name = sponsor.get("name") if isinstance(sponsor, Mapping) else sponsor
    return any(name) if isinstance(name, list) else bool(name)


def _paid(page: Page, settings: Settings) -> Verdict:
    headline = article(page).headline_element
    place = headline if headline is not None else article(page).root
    top = top_of(page, headline)
    shown = (
        node
        for node in page.elements[top.first : top.last]
        if settings.says_sponsored.search(node.text or "") and len(all_text(node)) <= LONGEST and not is_hidden(node)
    )
    label = next(shown, None)
    if label is not None:
        return passed(label)
    return cant_tell(
        place,
        "The article's data say that somebody paid for it, and at the headline no word does. Does a picture?",
        about="paid",
    )


def _by_machine(page: Page, settings: Settings) -> Iterator[Verdict]:
    found = article(page)
    top = top_of(page, found.headline_element)
    for node in found.root.iter("p", "div", "span", "em", "i", "small", "li", "figcaption", "aside", "strong"):
        said = collapse(node.text or "")
        if not 5 < len(said) <= LONGEST or not settings.says_machine.search(said) or _is_story(node) or is_hidden(node):
            continue
        number = page.number(node) or 0
        if number in top or _is_at_player(page, number):
            yield passed(node)
        else:
            yield cant_tell(
                node,
                f"“{shorten(said, 100)}” stands far below the headline. Is it next to what it is about?",
                about="machine",
            )


def _is_story(node: Element) -> bool:
    """Whether a sentence tells of machines and is no note: a long one, one with a quotation, or the words of a link."""
    said = text(node)
    return (
        len(said) > LONGEST or re.search(r"[“”\"„«»]", said) is not None or closest(node, "a", "blockquote") is not None
    )


def _is_at_player(page: Page, number: int) -> bool:
    return any(tag(node) in _PLAYERS for node in page.elements[max(0, number - NEAR) : number + NEAR])
