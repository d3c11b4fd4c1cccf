"""
The markup names other authors than the byline: the work is credited to somebody who did not write it.

Search engines, news aggregators and reading apps take the author from the markup. When it names the person who last
saved the entry, a predecessor, or only one of two authors, readers who follow a journalist do not find the text, and
readers of the text are told the wrong name. Two people in one name are a person who does not exist.

Write `author` in the JSON-LD from the same field as the byline: every author an object of its own, people as `Person`,
desks and agencies as `Organization`, and only the name in `name`.

## Passed
```html
<script type="application/ld+json">
{"@type": "NewsArticle", "headline": "Harbour opens again", "author": [
 {"@type": "Person", "name": "Ada Winter"}, {"@type": "Organization", "name": "The Herald news desk"}]}
</script>
<body><article><h1>Harbour opens again</h1>
<p class="byline">By <a rel="author" href="/ada/">Ada Winter</a> and the news desk</p></article></body>
```

A reference to another node, and a name with entities:
```html
<script type="application/ld+json">
{"@graph": [{"@type": "NewsArticle", "headline": "Harbour opens again", "author": {"@id": "#ada"}},
 {"@id": "#ada", "@type": "Person", "name": "Ada O&#8217;Winter"}]}
</script>
<body><article><h1>Harbour opens again</h1><p class="byline">By Ada O’Winter</p></article></body>
```

The agency is named in the text, the desk in the byline:
```html
<script type="application/ld+json">
{"@type": "NewsArticle", "headline": "Harbour opens again", "author": {"@type": "Organization", "name": "dpa"}}
</script>
<body><article><h1>Harbour opens again</h1>
<p class="byline">Von der Redaktion</p><p>Hamburg (dpa) – The harbour is open.</p></article></body>
```

A surname that the byline writes in full, with the place after it:
```html
<script type="application/ld+json">
{"@type": "NewsArticle", "headline": "Harbour opens again", "author": {"@type": "Person", "name": "A. Winter"}}
</script>
<body><article><h1>Harbour opens again</h1><p class="byline">By Ada Winter, Odesa</p></article></body>
```

An organisation whose name holds “and”:
```html
<script type="application/ld+json">
{"@type": "NewsArticle", "headline": "Harbour opens again",
 "author": {"@type": "Organization", "name": "Ministry of Trade and Public Works"}}
</script>
<body><article><h1>Harbour opens again</h1></article></body>
```

## Failed
The markup names who last saved the entry:
```html
<script type="application/ld+json">
{"@type": "NewsArticle", "headline": "Harbour opens again", "author": {"@type": "Person", "name": "Ben Moss"}}
</script><!-- failed -->
<body><article><h1>Harbour opens again</h1><p class="byline">By <a rel="author" href="/ada/">Ada Winter</a></p></article></body>
```

Two people in one name:
```html
<script type="application/ld+json">
{"@type": "NewsArticle", "headline": "Harbour opens again", "author": {"@type": "Person", "name": "Ada Winter and Ben Moss"}}
</script><!-- failed -->
<body><article><h1>Harbour opens again</h1><p class="byline">By Ada Winter and Ben Moss</p></article></body>
```

The second author of the byline is missing:
```html
<script type="application/ld+json">
{"@type": "NewsArticle", "headline": "Harbour opens again", "author": {"@type": "Person", "name": "Ada Winter"}}
</script><!-- failed -->
<body><article><h1>Harbour opens again</h1>
<p class="byline">By <a rel="author" href="/ada/">Ada Winter</a> and <a rel="author" href="/ben/">Ben Moss</a></p></article></body>
```

## Could not tell
The same person may be meant in another script:
```html
<script type="application/ld+json">
{"@type": "NewsArticle", "headline": "Порт відкрито", "author": {"@type": "Person", "name": "Olena Zymova"}}
</script><!-- cantTell -->
<body><article><h1>Порт відкрито</h1><p class="byline">Автор: <a rel="author" href="/oz/">Олена Зимова</a></p></article></body>
```

Only the publisher stands in the markup:
```html
<script type="application/ld+json">
{"@type": "NewsArticle", "headline": "Harbour opens again", "author": {"@type": "Organization", "name": "The Herald"}}
</script><!-- cantTell -->
<body><article><h1>Harbour opens again</h1><p class="byline">By <a rel="author" href="/ada/">Ada Winter</a></p></article></body>
```

The markup names somebody, and the page nobody:
```html
<script type="application/ld+json">
{"@type": "NewsArticle", "headline": "Harbour opens again", "author": {"@type": "Person", "name": "Ada Winter"}}
</script><!-- cantTell -->
<body><article><h1>Harbour opens again</h1><p>The first freighter came in at dawn.</p></article></body>
```

## Inapplicable
No author in the markup, so that nothing is contradicted:
```html
<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Harbour opens again"}</script>
<body><article><h1>Harbour opens again</h1><p class="byline">By Ada Winter</p></article></body>
```
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from audit.page import Page
from audit.page.agreement import is_person, may_be_same_person, script
from audit.page.article import article
from audit.page.byline import marked_names_in
from audit.page.html import Element, body, text
from audit.page.structured import Author, article_data, authors, first
from audit.page.text import fold, listed, shorten
from audit.rules import Verdict, cant_tell, failed, passed, rule

_JOINED = re.compile(r"\s+(?:and|und|y|et|og|och|en|e|ja|и|та|&)\s+|\s*[;|]\s*", re.IGNORECASE)


@rule(
    "Byline and markup name the same authors",
    impact="moderate",
    source="https://developers.google.com/search/docs/appearance/structured-data/article#author-bp (read 2026-11)",
)
def article_author_contradiction(page: Page) -> Iterator[Verdict]:
    """Compare the authors in JSON-LD with the byline, and look for several people in one name."""
    data = article_data(page)
    named = authors(data) if data and data.form == "JSON-LD" else []
    if not data or not named or not article(page).is_article:
        return
    merged = [author for author in named if _is_merged(author)]
    for author in merged:
        yield failed(
            data.element,
            f"One author in JSON-LD is called “{shorten(author.name)}”: several people in one name.",
            about="merged",
        )
    if not merged:
        yield _compare(page, data.element, named)


def _is_merged(author: Author) -> bool:
    parts = _JOINED.split(author.name)
    return author.type in {"Person", ""} and len(parts) > 1 and all(is_person(part) for part in parts)


def _compare(page: Page, target: Element, named: list[Author]) -> Verdict:
    byline = [name for name in article(page).authors if is_person(name)]
    site = fold(first(page, "og:site_name"))
    people = [author.name for author in named if author.type != "Organization" and is_person(author.name)]
    people = [name for name in people if fold(name) != site]
    missing = [name for name in byline if not any(may_be_same_person(name, author.name) for author in named)]
    if not byline:
        return _judge_without_byline(page, target, people)
    if not missing:
        return passed(target)
    facts = f"The byline names {listed(byline)}, JSON-LD {listed([author.name for author in named])}"
    if not people:
        return cant_tell(target, f"{facts}. Should the author's own name stand there?", about="no person")
    if any(script(name) != script(person) for name in missing for person in people):
        return cant_tell(target, f"{facts}. Are these the same people in two scripts?", about="scripts")
    if len(missing) < len(byline):
        return _judge_partly(page, target, missing, facts)
    if any(_is_shown(page, person) for person in people):
        return cant_tell(target, f"{facts}; the page shows both. Who wrote the article?", about="both shown")
    return failed(target, f"{facts}, whom the page does not show anywhere.", about="other author")


def _judge_without_byline(page: Page, target: Element, people: list[str]) -> Verdict:
    """A name that readers are not shown stands in the markup: some houses want it so, and a script may still bring it."""
    if article(page).byline_element is not None or not people or any(_is_shown(page, person) for person in people):
        return passed(target)
    facts = f"JSON-LD names {listed(people)} as author, whom the page does not show to readers"
    return cant_tell(target, f"{facts}. Is that meant?", about="not shown")


def _judge_partly(page: Page, target: Element, missing: list[str], facts: str) -> Verdict:
    marked = {fold(name) for name in marked_names_in(article(page).byline_element)}
    if not all(fold(name) in marked for name in missing):
        return passed(target)
    return failed(target, f"{facts}: {listed(missing)} is missing there.", about="author missing")


def _is_shown(page: Page, name: str) -> bool:
    """Whether the name stands anywhere on the page, hidden or not, in text or in an attribute that is read out."""
    if fold(name) in fold(text(body(page.tree), hidden=True)):
        return True
    spoken = (element.get(read) for element in page.elements for read in ("alt", "title", "aria-label"))
    return any(fold(name) in fold(said) for said in spoken if said)
