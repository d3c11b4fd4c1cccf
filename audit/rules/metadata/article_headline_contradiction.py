"""
The page names two different articles: what is shared or announced is not what the reader then finds.

A reader chooses an article by its headline, in a search result, in a shared link, in a list of tabs that a screen
reader reads out. When a template or a copied entry leaves the headline of another article in one of these places, the
reader lands on a text that was not promised, and software files the article under the wrong name.

Fill `headline` of the JSON-LD, `og:title`, `title` and the heading from the same entry of the content system. They need
not be equal: the site's name, a kicker, a shorter headline for sharing and other quotation marks are all in order, as
long as they speak of the same article.

## Passed
Site name, entities and typography differ:
```html
<title>Harbour of Odesa opens “for good” | The Herald</title>
<meta property="og:title" content="Harbour of Odesa opens &quot;for good&quot;">
<script type="application/ld+json">
{"@type": "NewsArticle", "headline": "Harbour of Odesa opens &amp;#8220;for good&amp;#8221;"}
</script>
<h1><span>War</span> Harbour of Odesa opens “for good”</h1>
```

A headline for sharing that shares no word with the others but speaks of the same article:
```html
<title>Broken pledge | The Herald</title>
<meta property="og:title" content="How the mayor's promises to villagers came to nothing">
<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Broken Pledge"}</script>
<article><h1>Broken Pledge</h1>
<p>Two years ago the mayor went to the villagers along the river. His promises were large: a school, a road, a bridge. Of
all that nothing has come, and those who believed him have moved away. We went to see the empty houses and asked him why,
and heard that he had made no promises to anybody and that he could not remember having been there at all.</p></article>
```

## Failed
The JSON-LD was copied from another entry:
```html
<title>Harbour of Odesa opens for good | The Herald</title>
<meta property="og:title" content="Harbour of Odesa opens for good">
<script type="application/ld+json">
{"@type": "NewsArticle", "headline": "Choir from Lviv wins the festival in Leipzig again"}
</script><!-- failed -->
<article><h1>Harbour of Odesa opens for good</h1>
<p>After two years the harbour takes ships again. The first freighter came in at dawn, with three tugs beside it and a
crowd on the pier. The port authority says that the channel has been cleared and that insurers have agreed to the new
rules. Grain dealers hope that prices will fall before the winter, when the roads to the border can hardly be used.</p>
</article>
```

## Could not tell
Only two places name the article, and they do not agree:
```html
<meta property="og:type" content="article">
<meta property="og:title" content="Choir from Lviv wins the festival in Leipzig again"><!-- cantTell -->
<body><article><h1>Harbour of Odesa opens for good</h1>
<p>After two years the harbour takes ships again. The first freighter came in at dawn, with three tugs beside it and a
crowd on the pier. The port authority says that the channel has been cleared and that insurers have agreed to the new
rules. Grain dealers hope that prices will fall before the winter, when the roads to the border can hardly be used.</p>
</article></body>
```

A title that says nothing of the article, which may be the site's motto:
```html
<title>The blog for women over forty and over fifty</title><!-- cantTell -->
<meta property="og:title" content="The end of the world: Montauk">
<body><article itemscope itemtype="https://schema.org/Article"><h1 itemprop="headline">The end of the world: Montauk</h1>
<p>Three hours by train, and the city is gone. Montauk lies where the island runs out of land, and the lighthouse there was
the first of the state. We stayed for two nights in a motel on the dunes, ate lobster rolls from paper plates and walked
along the beach as far as the light reached. In October the beach is empty, the wind is cold and the water still warm.</p>
</article></body>
```

## Inapplicable
One place alone contradicts nothing:
```html
<meta property="og:type" content="article">
<h1>Harbour of Odesa opens for good</h1>
```
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from audit.page import Page
from audit.page.agreement import same_story, stems
from audit.page.article import article
from audit.page.html import Element, title
from audit.page.prose import prose
from audit.page.structured import article_data, metas
from audit.page.text import shorten
from audit.page.witnesses import ENOUGH_TEXT, FOREIGN, KNOWN, bare_title, part_in_text
from audit.rules import Verdict, cant_tell, failed, passed, rule

TITLE = "The title"
"""A title alone may be the site's motto, so that it does not surely name another article."""


@dataclass(frozen=True)
class _Witness:
    """A place that names the article."""

    name: str
    element: Element
    headline: str


@rule(
    "All places name the same article",
    impact="serious",
    source="https://developers.google.com/search/docs/appearance/structured-data/sd-policies#relevance (read 2026-11)",
)
def article_headline_contradiction(page: Page) -> Iterator[Verdict]:
    """Look for the one witness that has nothing in common with the others, nor with the text."""
    if not article(page).is_article:
        return
    witnesses = _witnesses(page)
    if len(witnesses) < 2:
        return
    odd = _odd_one(witnesses)
    if odd is None:
        yield passed(witnesses[0].element)
        return
    others = [witness for witness in witnesses if witness is not odd]
    foreign = _foreignness(page, odd)
    if foreign is None:
        yield passed(odd.element)
    elif foreign and len(others) > 1 and odd.name != TITLE:
        yield failed(odd.element, f"{_says(odd)}, while {_all_say(others)}.", about=odd.name)
    else:
        yield cant_tell(odd.element, f"{_says(odd)}, while {_all_say(others)}. Is it the same article?", about=odd.name)


def _witnesses(page: Page) -> list[_Witness]:
    found = article(page)
    data = article_data(page)
    said = [("The headline shown", found.headline_element, found.headline)]
    if data and data.form == "JSON-LD":
        said.append(("headline in JSON-LD", data.element, data.text("headline")))
    said += [("og:title", meta.element, meta.value) for meta in metas(page).get("og:title", ())[:1]]
    said.append((TITLE, title(page.tree), bare_title(page)))
    return [
        _Witness(name, element, headline)
        for name, element, headline in said
        if element is not None and len(stems(headline)) > 1
    ]


def _odd_one(witnesses: list[_Witness]) -> _Witness | None:
    """The witness that agrees with none, if all the others agree; of two that do not agree, the one in the metadata."""
    for witness in reversed(witnesses):
        others = [other for other in witnesses if other is not witness]
        is_odd = all(same_story(witness.headline, other.headline) is False for other in others)
        if is_odd and all(same_story(others[0].headline, other.headline) for other in others):
            return witness
    return None


def _foreignness(page: Page, odd: _Witness) -> bool | None:
    """Whether the text does not know the words of a headline; False when that cannot be told, None when it knows them."""
    part = part_in_text(page, odd.headline)
    if part > KNOWN:
        return None
    return part < FOREIGN and prose(page).length >= ENOUGH_TEXT and len(stems(odd.headline)) > 2


def _says(witness: _Witness) -> str:
    return f"{witness.name} says “{shorten(witness.headline, 100)}”"


def _all_say(others: list[_Witness]) -> str:
    return " and ".join(
        f"{other.name.replace('The ', 'the ')} says “{shorten(other.headline, 100)}”" for other in others
    )
