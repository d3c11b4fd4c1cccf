"""
A paragraph in another language is read aloud with the voice of the page's language.

An interview that is given in two languages, a poem in the original, a statement printed as it was sent: to who hears the
page it is noise, because the voice pronounces French words by English rules. In Braille the wrong abbreviations are
written, and a browser that translates the page leaves the passage out or spoils it.

Mark the paragraph or the quotation around it: `<blockquote lang="fr">`. Names, single words and words that have become
part of the language need no mark.

The language is told by a model that works without network, on paragraphs of at least 40 words (`least`) in the running
text. It comes with the extra `lang` (`pip install "newsroom-audit[lang]"`); without that the rule is untested. Where most
of the text is in the other language, the page's own `lang` is wrong, which is another rule's matter.

## Passed
```html
<html lang="en"><body><article>
<h1>Harbour opens again</h1>
<p>The first freighter since the storm came in at dawn, and the harbour master said that the channel was deep enough again.
Ferries to the islands will follow on Monday, the town council decided after a long meeting in the night, and the crew of
the tug boat had coffee ready for everybody on the pier.</p>
<blockquote lang="fr"><p>Pendant neuf semaines, rien de plus grand qu'une barque n'avait pu partir. Le sable que la tempête
avait poussé dans l'embouchure du fleuve avait une épaisseur de quatre mètres, et la drague promise pour octobre avait une
panne de moteur dans un autre port.</p></blockquote>
</article></body></html>
```

A passage whose text is marked further in:
```html
<html lang="en"><body><article>
<h1>Harbour opens again</h1>
<p>The first freighter since the storm came in at dawn, and the harbour master said that the channel was deep enough again.
Ferries to the islands will follow on Monday, the town council decided after a long meeting in the night, and the crew of
the tug boat had coffee ready for everybody on the pier.</p>
<p><i lang="fr">Pendant neuf semaines, rien de plus grand qu'une barque n'avait pu partir. Le sable que la tempête avait
poussé dans l'embouchure du fleuve avait une épaisseur de quatre mètres, et la drague promise pour octobre avait une panne
de moteur dans un autre port.</i></p>
</article></body></html>
```

## Failed
```html
<html lang="en"><body><article>
<h1>Harbour opens again</h1>
<p>The first freighter since the storm came in at dawn, and the harbour master said that the channel was deep enough again.
Ferries to the islands will follow on Monday, the town council decided after a long meeting in the night, and the crew of
the tug boat had coffee ready for everybody on the pier.</p>
<p>Pendant neuf semaines, rien de plus grand qu'une barque n'avait pu partir. Le sable que la tempête avait poussé dans
l'embouchure du fleuve avait une épaisseur de quatre mètres, et la drague promise pour octobre avait une panne de moteur
dans un autre port.</p><!-- failed -->
<p>In the end three fishermen brought their own pumps, and what had been planned for a month was done within eleven days.
The town now wants to know who will pay for the work, and the ministry says that the harbour belongs to the region, while
the region says that the channel belongs to the state.</p>
</article></body></html>
```

## Inapplicable
Short passages, and a page that is wholly in another language than it says:
```html
<html lang="en"><body><article>
<h1>Harbour opens again</h1>
<p>The first freighter since the storm came in at dawn, and the harbour master said that the channel was deep enough again.</p>
<p>« Le port est rouvert, et nous en sommes très heureux », a déclaré le capitaine.</p>
</article></body></html>
```

```html
<html lang="en"><body><article>
<h1>Le port rouvre</h1>
<p>Pendant neuf semaines, rien de plus grand qu'une barque n'avait pu partir. Le sable que la tempête avait poussé dans
l'embouchure du fleuve avait une épaisseur de quatre mètres, et la drague promise pour octobre avait une panne de moteur
dans un autre port.</p>
</article></body></html>
```
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from msgspec import Meta

from audit.page import Page
from audit.page.html import text
from audit.page.language import Passage, alike, can_identify, declared, is_known, name, passages
from audit.page.language_tags import language
from audit.page.text import shorten
from audit.rules import RuleSettings, Verdict, failed, passed, rule, untested


class Settings(RuleSettings, frozen=True):
    """How long a passage is."""

    least: Annotated[int, Meta(ge=12, description="Words of a paragraph from which on it is judged.")] = 40


@rule(
    "Passages in another language say so",
    impact="moderate",
    wcag=["3.1.2"],
    source="https://www.w3.org/WAI/WCAG22/Understanding/language-of-parts.html (read 2026-11)",
    preview=True,
    settings=Settings,
)
def language_of_passage(page: Page, settings: Settings) -> Iterator[Verdict]:
    """Judge the longer paragraphs of the running text by the `lang` that holds for each."""
    if not can_identify():
        yield untested(page.tree)
        return
    judged = [passage for passage in passages(page) if passage.words >= settings.least and _is_told(passage)]
    strange = [passage for passage in judged if not _agrees(passage)]
    if 2 * len(strange) > len(judged):
        return
    for passage in judged:
        if passage not in strange:
            yield passed(passage.element)
        else:
            yield failed(
                passage.element,
                f"“{shorten(passage.said, 80)}” is {name(passage.language)}, and lang says {name(_said(passage))}.",
            )


def _is_told(passage: Passage) -> bool:
    return is_known(_said(passage)) and bool(passage.language)


def _said(passage: Passage) -> str:
    return language(declared(passage.marked)) if passage.marked is not None else ""


def _agrees(passage: Passage) -> bool:
    return alike(passage.language, _said(passage)) or _is_marked_inside(passage)


def _is_marked_inside(passage: Passage) -> bool:
    """Whether most of the passage has a language of its own, on elements in it."""
    inner = [node for node in passage.element.iterdescendants("*") if declared(node)]
    return 2 * sum(len(text(node)) for node in inner) > len(passage.said)
