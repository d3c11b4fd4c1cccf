"""
An author whose name holds more than a name is another person for every program that reads it.

Search engines and reading apps bring the texts of one author together by the name in the markup. “By Ada Winter”, “Ada
Winter | The Herald” and “Ada Winter” are three people there, and the first is read out as “by By Ada Winter”.

Write only the name into `name`. The job belongs into `jobTitle`, the newspaper into `publisher`, the address into `url`;
people are a `Person`, agencies and desks an `Organization`.

## Passed
```html
<head><script type="application/ld+json">
{"@type": "NewsArticle", "headline": "Harbour opens again", "author": [
 {"@type": "Person", "name": "Ada von Winter", "jobTitle": "Harbour correspondent"},
 {"@type": "Organization", "name": "The Herald, local desk"}, {"@type": "Person", "name": "Martin Luther King, Jr."}]}
</script></head><body><h1>Harbour opens again</h1></body>
```

A site of one author, who says so:
```html
<head><meta property="og:site_name" content="Ada Winter"><script type="application/ld+json">
{"@type": "BlogPosting", "headline": "Harbour opens again", "publisher": {"@type": ["Person", "Organization"], "name": "Ada Winter"},
 "author": {"@type": ["Person", "Organization"], "name": "Ada Winter"}}
</script></head><body><h1>Harbour opens again</h1></body>
```

A name that holds the agency's as a part, and a place behind a name:
```html
<head><script type="application/ld+json">
{"@type": "NewsArticle", "headline": "Harbour opens again", "author": [
 {"@type": "Person", "name": "Paul Reuters"}, {"@type": "Person", "name": "Ada Winter – Odesa"}]}
</script></head><body><h1>Harbour opens again</h1></body>
```

## Failed
```html
<head><script type="application/ld+json">
{"@type": "NewsArticle", "headline": "Harbour opens again", "author": {"@type": "Person", "name": "By Ada Winter"}}
</script><!-- failed --></head><body><h1>Harbour opens again</h1></body>
```

The newspaper behind the name:
```html
<head><meta property="og:site_name" content="The Herald"><script type="application/ld+json">
{"@type": "NewsArticle", "headline": "Harbour opens again", "author": {"@type": "Person", "name": "Ada Winter | The Herald"}}
</script><!-- failed --></head><body><h1>Harbour opens again</h1></body>
```

An address:
```html
<head><script type="application/ld+json">
{"@type": "NewsArticle", "headline": "Harbour opens again", "author": {"@type": "Person", "name": "https://herald.example/ada/"}}
</script><!-- failed --></head><body><h1>Harbour opens again</h1></body>
```

An agency that is said to be a person, and an author that is only a thing:
```html
<head><script type="application/ld+json">
{"@type": "NewsArticle", "headline": "Harbour opens again", "author": {"@type": "Person", "name": "The Associated Press"}}
</script><!-- failed --></head><body><h1>Harbour opens again</h1></body>
```

```html
<head><script type="application/ld+json">
{"@type": "NewsArticle", "headline": "Harbour opens again", "author": {"@type": "Thing", "name": "Ada Winter"}}
</script><!-- failed --></head><body><h1>Harbour opens again</h1></body>
```

## Could not tell
A person called like the newspaper: a desk, or a site of one author:
```html
<head><meta property="og:site_name" content="The Herald"><script type="application/ld+json">
{"@type": "NewsArticle", "headline": "Harbour opens again", "author": {"@type": "Person", "name": "The Herald"}}
</script><!-- cantTell --></head><body><h1>Harbour opens again</h1></body>
```

What may be a job behind the name:
```html
<head><script type="application/ld+json">
{"@type": "NewsArticle", "headline": "Harbour opens again", "author": {"@type": "Person", "name": "Ada Winter, harbour editor"}}
</script><!-- cantTell --></head><body><h1>Harbour opens again</h1></body>
```

## Inapplicable
```html
<head><script type="application/ld+json">{"@type": "NewsArticle", "headline": "Harbour opens again"}</script></head>
<body><h1>Harbour opens again</h1><p class="byline">By Ada Winter</p></body>
```
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from typing import Annotated

from msgspec import Meta

from audit.page import Page
from audit.page.addresses import host
from audit.page.html import Element
from audit.page.structured import ArticleData, Author, article_data, authors, first, readable, types
from audit.page.text import fold, shorten
from audit.rules import RuleSettings, Verdict, cant_tell, failed, passed, rule
from audit.words import Words, one_of, word_list

# “Von” and “di” are parts of names, and are no byline's here.
_BY = re.compile(
    r"((written|posted|published|reported|story|text|words)\s+)?by:?\s+\S|(autor(in)?|authors?|text|автор|von|par|por):\s*\S",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"https?:|www\.|\S@\S+\.\w", re.IGNORECASE)
_APART = re.compile(r"\s*[|,;/·•()]\s*|\s+[–—-]\s+")
# Written as the agencies write themselves: “Efe” and “Ani” are first names too.
AGENCIES = frozenset(
    [
        *(
            "AFP",
            "Agence France-Presse",
            "AP",
            "Associated Press",
            "The Associated Press",
            "Reuters",
            "Thomson Reuters",
        ),
        *(
            "dpa",
            "EFE",
            "Agencia EFE",
            "ANSA",
            "TASS",
            "Xinhua",
            "Kyodo News",
            "PTI",
            "Press Trust of India",
            "PA Media",
        ),
        *(
            "Press Association",
            "Ukrinform",
            "Anadolu Ajansı",
            "Anadolu Agency",
            "Europa Press",
            "Interfax",
            "Keystone-SDA",
        ),
    ]
)


class Settings(RuleSettings, frozen=True):
    """What is no part of a name."""

    jobs: Annotated[Words, Meta(description="Jobs that stand behind an author's name.")] = word_list("jobs")

    @cached_property
    def job(self) -> re.Pattern[str]:
        """Finds any of the words."""
        return one_of(self.jobs)


@rule(
    "An author's name is a name",
    impact="moderate",
    source="https://developers.google.com/search/docs/appearance/structured-data/article#author-bp (read 2026-11)",
    settings=Settings,
    preview=True,
)
def article_author_malformed(page: Page, settings: Settings) -> Iterator[Verdict]:
    """Look at each author the markup names: its type, and what stands in its name."""
    data = article_data(page)
    if data:
        for author in authors(data):
            yield _judge(page, data, author, settings)


def _judge(page: Page, data: ArticleData, author: Author, settings: Settings) -> Verdict:
    target, said = data.element, f"{data.form} names the author “{shorten(author.name, 80)}”"
    if author.type == "Thing":
        return failed(target, f"{said} as a Thing, which is neither a person nor an organisation.", about="thing")
    if _BY.match(author.name):
        return failed(target, f"{said}: with the words of the byline before the name.", about="by")
    if _ADDRESS.search(author.name):
        return failed(target, f"{said}: an address, where programs look for a name.", about="address")
    if author.type != "Person":
        return passed(target)
    if author.name in AGENCIES:
        return failed(target, f"{said} as a Person; it is an agency, and so an Organization.", about="agency")
    return _judge_person(target, said, author.name, house=_house(page, data), job=settings.job)


def _judge_person(target: Element, said: str, name: str, *, house: set[str], job: re.Pattern[str]) -> Verdict:
    parts = [fold(part) for part in _APART.split(name) if part]
    if fold(name) in house:
        return cant_tell(
            target, f"{said} as a Person: the publication’s own name. Is it an Organization?", about="house"
        )
    added = next((part for part in parts[1:] if part in house), "")
    if added:
        return failed(target, f"{said}: with the publication’s name behind the author’s.", about="publisher")
    if any(job.search(part) for part in parts[1:]):
        return cant_tell(target, f"{said}. Is that a job behind the name?", about="job")
    return passed(target)


def _house(page: Page, data: ArticleData) -> set[str]:
    """The names of the publication: its site's, its publisher's, and its host's; none where a person publishes."""
    publishers = [value for value in data.values("publisher") if isinstance(value, dict)]
    if any("Person" in types(publisher) for publisher in publishers):
        return set()
    named = [readable(name) for publisher in publishers if isinstance(name := publisher.get("name"), str)]
    return {fold(name) for name in (first(page, "og:site_name"), *named, host(page.url)) if name}
