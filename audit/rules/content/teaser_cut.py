"""
A teaser breaks off inside a word.

“The first freighter since the sto…” is what people see of the article in a search result, in a message to friends or in
the list of related stories. A voice reads half a word; a reader who does not know the language well cannot complete it;
and to everybody it says that nobody has looked. Letters outside of the first plane, such as emoji, are cut in the middle
too and leave a box.

Write a description for the purpose, or let the template cut after a word, better after a sentence, and add “…”.

The rule knows that a word is broken where the whole text is on the page: the description repeats the beginning of the
article, or a link shows a part of its own title.

## Passed
```html
<head><meta property="og:type" content="article">
<meta name="description" content="The first freighter since the storm came in at dawn, and the master said that …"></head>
<body><article>
<h1>Harbour opens again</h1>
<p>The first freighter since the storm came in at dawn, and the master said that the channel was deep enough again.</p>
</article></body>
```

A description of its own, and a link whose title is longer by whole words:
```html
<head><meta property="og:type" content="article">
<meta name="description" content="After nine weeks the first freighter is back, and the men with the pumps want to be pai"></head>
<body><article>
<h1>Harbour opens again</h1>
<p>The first freighter since the storm came in at dawn, and the master said that the channel was deep enough again.</p>
</article>
<a href="/choir/" title="Choir wins in Leipzig against twelve others from Europe">Choir wins in Leipzig against twelve …</a></body>
```

## Failed
```html
<head><meta property="og:type" content="article">
<meta name="description" content="The first freighter since the storm came in at dawn, and the master said that the chan"><!-- failed -->
<meta property="og:description" content="The first freighter since the storm came in at dawn, and the master said that the chan…"></head>
<body><article>
<h1>Harbour opens again</h1>
<p>The first freighter since the storm came in at dawn, and the master said that the channel was deep enough again.</p>
</article></body>
```

```html
<body><h2>More</h2>
<a href="/choir/" title="Choir wins in Leipzig against twelve others from Europe">Choir wins in Leipzig against twel…</a><!-- failed -->
</body>
```

## Inapplicable
No description, and one that ends with a sentence:
```html
<head><meta property="og:type" content="article">
<meta name="description" content="The first freighter since the storm came in at dawn."></head>
<body><article>
<h1>Harbour opens again</h1>
<p>The first freighter since the storm came in at dawn, and the master said that the channel was deep enough again.</p>
</article></body>
```

A script without spaces, in which any sign may end a word:
```html
<head><meta property="og:type" content="article">
<meta name="description" content="嵐のあと最初の貨物船が夜明けに入港し、港長は喜んだ。桟橋では曳船の乗組員が"></head>
<body><article>
<h1>港、再び開く</h1>
<p>嵐のあと最初の貨物船が夜明けに入港し、港長は喜んだ。桟橋では曳船の乗組員がコーヒーを用意していた。</p>
</article></body>
```
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from audit.page import Page
from audit.page.article import article
from audit.page.html import Element, all_text, attr, is_hidden, text
from audit.page.links import links
from audit.page.structured import article_data, metas
from audit.page.text import fold, is_unspaced, listed, shorten
from audit.rules import Verdict, failed, passed, rule

LEAST = 25
"""Letters of a teaser's end by which it is found in the whole text."""
LONGEST_WORD = 200
"""Letters of the whole text that are read on from there."""
_DESCRIPTIONS = ("description", "og:description", "twitter:description")
_ELLIPSIS = re.compile(r"\s*[\[(]?(\.\.\.|…)[\])]?\s*$")


@rule(
    "Teasers break off between words",
    impact="minor",
    source="https://developers.google.com/search/docs/appearance/snippet (read 2026-11)",
    preview=True,
)
def teaser_cut(page: Page) -> Iterator[Verdict]:
    """Judge the descriptions of an article by its text, and shortened links by their titles."""
    if article(page).is_article:
        yield from _descriptions(page)
    for link in links(page):
        title = attr(link, "title")
        shown = _cut_text(link) if len(title) > LEAST else ""
        if shown and fold(title).startswith(shown) and not is_hidden(link):
            yield from _judge(link, shown, fold(title), "The link breaks")


def _descriptions(page: Page) -> Iterator[Verdict]:
    broken: dict[str, list[tuple[str, Element]]] = {}
    for name, element, said in _described(page):
        end = fold(_ELLIPSIS.sub("", said))
        if len(end) >= LEAST and end[-1].isalpha() and not is_unspaced(end[-LEAST:]):
            broken.setdefault(end, []).append((name, element))
    whole = fold(text(article(page).root)) if broken else ""
    for end, places in broken.items():
        names = list(dict.fromkeys(name for name, _ in places))
        yield from _judge(places[0][1], end, whole, f"{listed(names)} {'break' if len(names) > 1 else 'breaks'}")


def _described(page: Page) -> Iterator[tuple[str, Element, str]]:
    for name in _DESCRIPTIONS:
        for meta in metas(page).get(name, ()):
            yield name, meta.element, meta.value
    data = article_data(page)
    if data:
        yield f"{data.form} description", data.element, data.text("description")


def _judge(element: Element, begun: str, whole: str, what: str) -> Iterator[Verdict]:
    """Look up how the end of a text goes on where the whole text stands."""
    following = [
        whole[found.end() : found.end() + LONGEST_WORD] for found in re.finditer(re.escape(begun[-LEAST:]), whole)
    ]
    if not following:
        return
    if not all(rest[:1].isalpha() for rest in following):
        yield passed(element)
        return
    part = re.split(r"\s", begun)[-1]
    word = part + re.split(r"\W", following[0])[0]
    yield failed(element, f"{what} off inside of “{shorten(word, 40)}”: “… {begun[-40:]}”.")


def _cut_text(link: Element) -> str:
    """What a link shows that was shortened to fit; empty where it was not."""
    if not _ELLIPSIS.search(all_text(link)):
        return ""
    said = text(link)
    end = fold(_ELLIPSIS.sub("", said))
    return end if len(end) >= LEAST and not is_unspaced(end[-LEAST:]) else ""
