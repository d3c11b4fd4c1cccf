"""
The page says it is in one language, and the article is written in another.

A screen reader takes its voice from `lang`: a German text read by an English voice cannot be understood, and who reads
with the fingers gets the wrong abbreviations of Braille. Browsers offer to translate what needs no translation, hyphenate
by the wrong rules and mark every word of a form as misspelt; search engines and news aggregators show the article to
people who cannot read it.

Write the language of the article into `lang` of the `html` element, from the content system and not from the theme,
where “en-US” is what it was delivered with. A page that holds an article in another language marks the article instead:
`<article lang="fr">`.

The language of the text is told by a model that works without network, on at least 200 words of running text
(`least`). It comes with the extra `lang` (`pip install "newsroom-audit[lang]"`); without that the rule is untested. Languages
that the model does not know, and those it takes for each other (Norwegian and Danish, Czech and Slovak), are not judged
against each other.

## Passed
```html
<html lang="en-GB"><head><title>Harbour opens again</title></head><body><article>
<h1>Harbour opens again</h1>
<p>The first freighter since the storm came in at dawn, and the harbour master said that the channel was deep enough again.
Ferries to the islands will follow on Monday, the town council decided after a long meeting in the night. The crew of the
tug boat had coffee ready for everybody on the pier, and the children of the school by the lighthouse were let out early to
see the ship.</p>
<p>For nine weeks nothing larger than a rowing boat had been able to leave. The sand that the storm had carried into the
mouth of the river lay four metres deep, and the dredger that was promised for October had engine trouble in another port.
In the end three fishermen brought their own pumps, and what had been planned for a month was done within eleven days.</p>
<p>The town now wants to know who will pay for the work. The ministry says that the harbour belongs to the region, the
region says that the channel belongs to the state, and the fishermen say that they would do it again. A report is to be
ready by the spring, and until then the dredger will stay where it is, for the weather service expects more storms before
the end of the year than in any winter since the pier was built.</p>
</article></body></html>
```

An article with a language of its own, on a page whose menus are in another:
```html
<html lang="en"><head><title>Le port rouvre</title></head><body><nav><a href="/news/">News</a></nav><article lang="fr">
<h1>Le port rouvre</h1>
<p>Le premier cargo depuis la tempête est entré au petit matin, et le capitaine du port a déclaré que le chenal était de
nouveau assez profond. Les bateaux pour les îles suivront lundi, a décidé le conseil municipal après une longue réunion
dans la nuit. L'équipage du remorqueur avait préparé du café pour tout le monde sur la jetée, et les enfants de l'école
du phare ont pu sortir plus tôt pour voir le navire.</p>
<p>Pendant neuf semaines, rien de plus grand qu'une barque n'avait pu partir. Le sable que la tempête avait poussé dans
l'embouchure du fleuve avait une épaisseur de quatre mètres, et la drague promise pour octobre avait une panne de moteur
dans un autre port. Finalement, trois pêcheurs ont apporté leurs propres pompes, et ce qui devait durer un mois a été fait
en onze jours.</p>
<p>La ville veut maintenant savoir qui paiera les travaux. Le ministère dit que le port appartient à la région, la région
dit que le chenal appartient à l'État, et les pêcheurs disent qu'ils le referaient. Un rapport doit être prêt au
printemps, et jusque-là la drague restera où elle est, car le service météorologique attend plus de tempêtes avant la fin
de l'année que pendant tous les hivers depuis la construction de la jetée.</p>
</article></body></html>
```

## Failed
```html
<html lang="en-US"><!-- failed --><head><title>Der Hafen öffnet wieder</title></head><body><article>
<h1>Der Hafen öffnet wieder</h1>
<p>Der erste Frachter seit dem Sturm kam im Morgengrauen, und der Hafenmeister sagte, die Fahrrinne sei wieder tief genug.
Die Fähren zu den Inseln folgen am Montag, beschloss der Stadtrat nach einer langen Sitzung in der Nacht. Die Besatzung des
Schleppers hatte Kaffee für alle auf der Mole, und die Kinder der Schule am Leuchtturm durften früher hinaus, um das Schiff
zu sehen.</p>
<p>Neun Wochen lang war nichts Größeres als ein Ruderboot ausgelaufen. Der Sand, den der Sturm in die Mündung des Flusses
getragen hatte, lag vier Meter hoch, und der Bagger, der für Oktober versprochen war, hatte in einem anderen Hafen einen
Schaden an der Maschine. Am Ende brachten drei Fischer ihre eigenen Pumpen mit, und was für einen Monat geplant war, war in
elf Tagen getan.</p>
<p>Nun will die Stadt wissen, wer die Arbeit bezahlt. Das Ministerium sagt, der Hafen gehöre der Region, die Region sagt, die
Fahrrinne gehöre dem Staat, und die Fischer sagen, sie würden es wieder tun. Ein Bericht soll im Frühjahr fertig sein, und
bis dahin bleibt der Bagger, wo er ist, denn der Wetterdienst erwartet bis zum Ende des Jahres mehr Stürme als in jedem
Winter, seit die Mole gebaut wurde. Die Fischer haben ihre Pumpen derweil geölt und in den Schuppen gestellt, und der
Stadtrat hat beschlossen, ihnen die Rechnung für den Diesel zu erstatten, sobald jemand sie geschrieben hat.</p>
</article></body></html>
```

## Could not tell
Two languages on one page, and the one that is declared is the smaller part:
```html
<html lang="en"><!-- cantTell --><head><title>Harbour opens again</title></head><body><article>
<h1>Harbour opens again</h1>
<p>The first freighter since the storm came in at dawn, and the harbour master said that the channel was deep enough again.
Ferries to the islands will follow on Monday, the town council decided after a long meeting in the night. The crew of the
tug boat had coffee ready for everybody on the pier.</p>
<p>Der erste Frachter seit dem Sturm kam im Morgengrauen, und der Hafenmeister sagte, die Fahrrinne sei wieder tief genug.
Die Fähren zu den Inseln folgen am Montag, beschloss der Stadtrat nach einer langen Sitzung in der Nacht. Die Besatzung des
Schleppers hatte Kaffee für alle auf der Mole, und die Kinder der Schule am Leuchtturm durften früher hinaus, um das Schiff
zu sehen.</p>
<p>Neun Wochen lang war nichts Größeres als ein Ruderboot ausgelaufen. Der Sand, den der Sturm in die Mündung des Flusses
getragen hatte, lag vier Meter hoch, und der Bagger, der für Oktober versprochen war, hatte in einem anderen Hafen einen
Schaden an der Maschine. Am Ende brachten drei Fischer ihre eigenen Pumpen mit, und was für einen Monat geplant war, war in
elf Tagen getan. Nun will die Stadt wissen, wer die Arbeit bezahlt, und das Ministerium sagt, der Hafen gehöre der Region,
die Region sagt, die Fahrrinne gehöre dem Staat, und die Fischer sagen, sie würden es wieder tun.</p>
</article></body></html>
```

## Inapplicable
Too little text to be sure, and a page that says no language, which is another rule's matter:
```html
<html lang="en"><head><title>Der Hafen öffnet wieder</title></head><body>
<h1>Der Hafen öffnet wieder</h1>
<p>Der erste Frachter seit dem Sturm kam im Morgengrauen, und der Hafenmeister sagte, die Fahrrinne sei wieder tief genug.</p>
</body></html>
```
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import Annotated

from msgspec import Meta

from audit.page import Page
from audit.page.html import Element
from audit.page.language import SAMPLE, Passage, alike, can_identify, declared, is_known, name, passages
from audit.page.language_tags import language
from audit.rules import RuleSettings, Verdict, cant_tell, failed, passed, rule, untested

NEARLY_ALL, MOST = 0.9, 0.5
"""Parts of the text in one language from which on it is surely, or perhaps, the language of the article."""
HARDLY = 0.1
"""How little a text reads like a language in which it is not written."""


class Settings(RuleSettings, frozen=True):
    """How much text it takes."""

    least: Annotated[int, Meta(ge=20, description="Words of running text from which on a page is judged.")] = 200


@rule(
    "The article is written in the language the page says",
    impact="serious",
    wcag=["3.1.1"],
    act=["ucwvc8"],
    source="https://www.w3.org/WAI/WCAG22/Understanding/language-of-page.html (read 2026-11)",
    preview=True,
    settings=Settings,
)
def language_of_page(page: Page, settings: Settings) -> Iterator[Verdict]:
    """Judge each element whose `lang` holds for enough of the running text."""
    if not can_identify():
        yield untested(page.tree)
        return
    parts: defaultdict[Element, list[Passage]] = defaultdict(list)
    for passage in passages(page):
        if passage.marked is not None:
            parts[passage.marked].append(passage)
    for element, part in parts.items():
        if sum(passage.words for passage in part) >= settings.least and is_known(language(declared(element))):
            yield from _judge(element, part)


def _judge(element: Element, part: Sequence[Passage]) -> Iterator[Verdict]:
    said = language(declared(element))
    longest = sorted(part, key=lambda passage: -passage.words)[:SAMPLE]
    total = sum(passage.words for passage in longest)
    shares: Counter[str] = Counter()
    for passage in longest:
        shares[passage.language] += passage.words
    as_said = sum(words for code, words in shares.items() if code and alike(code, said)) / total
    if as_said >= MOST:
        yield passed(element)
        return
    del shares[""]
    found, words = max(shares.items(), key=lambda entry: entry[1], default=("", 0))
    where = f"lang is “{declared(element)}”"
    if words / total >= NEARLY_ALL:
        yield failed(element, f"{where}, and the article is written in {name(found)}.")
    elif words / total >= MOST:
        yield cant_tell(
            element, f"{where}, and about {words / total:.0%} of the article is {name(found)}. Which is it in?"
        )
    elif sum(passage.likeness(said) * passage.words for passage in longest) / total < HARDLY:
        yield cant_tell(element, f"{where}, and the article does not read like {name(said)}. What is it written in?")
