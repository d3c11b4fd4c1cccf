"""
An abbreviation is used again and again, and the article never says what it stands for.

The desk that has written about the NWHB for a year knows it; the reader who comes from a search engine does not, nor does
the one who reads in a second language, or who cannot hold many letters in mind. A screen reader says it as a word or letter
by letter, and neither can be looked up.

Write the long form where the abbreviation stands first, “the North West Harbour Board (NWHB)”, or give it in
`<abbr title="North West Harbour Board">NWHB</abbr>`, which a phone does not show, so better do both.

Looked at are abbreviations of three to six capitals that stand in the running text at least three times (`least`). Those
that everybody knows are spared; the lists (`known`) can be added to. One finding a page names the one used most.

## Passed
```html
<head><meta property="og:type" content="article"></head>
<body><article>
<h1>Harbour opens again</h1>
<p>The North West Harbour Board (NWHB) has let the first freighter in. The NWHB says that the channel is deep enough.</p>
<p>“We have waited for nine weeks”, says Ada Winter of the NWHB, who had coffee ready for everybody on the pier.</p>
</article></body>
```

Told in a title, and by words that begin with the letters:
```html
<head><meta property="og:type" content="article"></head>
<body><article>
<h1>Гавань знову відкрито</h1>
<p>Рада портів Півночі впустила перше судно. <abbr title="Рада портів Півночі">РПП</abbr> каже, що канал досить глибокий.</p>
<p>У РПП чекали дев'ять тижнів, а тепер РПП приготувала каву для всіх, хто чекав на пірсі від самої ночі.</p>
</article></body>
```

```html
<head><meta property="og:type" content="article"></head>
<body><article>
<h1>Harbour opens again</h1>
<p>The North West Harbour Board has let the first freighter in. NWHB says that the channel is deep enough for ferries.</p>
<p>“We have waited for nine weeks”, says Ada Winter of NWHB. The men of NWHB had coffee ready for everybody on the pier.</p>
</article></body>
```

## Could not tell
```html
<head><meta property="og:type" content="article"></head>
<body><article>
<h1>Harbour opens again</h1>
<p>The NWHB has let the first freighter in, and NASA took a picture of it. The NWHB says that the channel is deep.</p><!-- cantTell -->
<p>“We have waited for nine weeks”, says Ada Winter of the NWHB, who had coffee ready for everybody on the pier.</p>
</article></body>
```

## Inapplicable
Used once or twice, known to everybody, a number in Roman letters, the site's own name, and words in capitals that also
stand there in small letters:
```html
<head><meta property="og:type" content="article"><meta property="og:site_name" content="HGZ online"></head>
<body><article>
<h1>Harbour opens again</h1>
<p>The NWHB has let the first freighter in. NASA took a picture of it, and NASA put it online, as only NASA can.</p>
<p>The HGZ was there. Pier XII, says the HGZ, is older than pier XIII and pier XII newer than the HGZ. READ and READ what you
will, you can not read that anywhere else: READ the HGZ. Pier XII will be next, says the man with the coffee.</p>
</article></body>
```
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Annotated

from msgspec import Meta

from audit.page import Page
from audit.page.abbreviations import abbreviations, is_expanded, is_own_name
from audit.page.article import article
from audit.rules import RuleSettings, Verdict, cant_tell, passed, rule
from audit.words import Words, flat, word_list


class Settings(RuleSettings, frozen=True):
    """How often an abbreviation may stand there unexplained, and which ones need no explanation."""

    least: Annotated[int, Meta(ge=1, description="Times an abbreviation is used before it is asked about.")] = 3
    known: Annotated[Words, Meta(description="Abbreviations that everybody knows.")] = word_list("known-abbreviation")

    @cached_property
    def spared(self) -> frozenset[str]:
        """The known ones of all languages: what a page is written in is not always what it says."""
        return frozenset(flat(self.known))


@rule(
    "Abbreviations are explained",
    impact="minor",
    wcag=["3.1.4"],
    source="https://www.w3.org/WAI/WCAG22/Understanding/abbreviations.html (read 2026-11)",
    preview=True,
    settings=Settings,
)
def abbreviation_unexpanded(page: Page, settings: Settings) -> Iterator[Verdict]:
    if not article(page).is_article:
        return
    used = [
        found
        for found in abbreviations(page)
        if found.count >= settings.least
        and found.letters.lower() not in settings.spared
        and not is_own_name(page, found.letters)
    ]
    unexplained = [found for found in used if not is_expanded(page, found.letters)]
    if not unexplained:
        yield from (passed(found.element) for found in used)
        return
    worst = max(unexplained, key=lambda found: found.count)
    others = [found.letters for found in unexplained if found is not worst]
    more = f", nor {', '.join(others)}" if others else ""
    yield cant_tell(
        worst.element,
        f"“{worst.letters}” stands {worst.count} times in the text, and nothing seems to say what it stands for{more}. "
        "Do all readers know it?",
    )
