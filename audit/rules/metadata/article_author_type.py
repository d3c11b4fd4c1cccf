"""
A news desk that is called a person is somebody who does not exist, for every program that reads it.

Search engines bring the texts of one author together and show who that is. A desk, a newsroom or “staff” marked as
`Person` gets a profile as if it were a human being; a person marked as `Organization` gets none.

Give every author a type that fits: `Person` for people, `Organization` for desks, newsrooms and agencies. A byline “by Ada
Winter and the news desk” is one of each.

## Passed
```html
<head><script type="application/ld+json">
{"@type": "NewsArticle", "headline": "Harbour opens again", "author": [
 {"@type": "Person", "name": "Ada Winter"}, {"@type": "Organization", "name": "The Herald news desk"}]}
</script></head><body><h1>Harbour opens again</h1></body>
```

People whose names hold such a word:
```html
<head><script type="application/ld+json">
{"@type": "NewsArticle", "headline": "Harbour opens again", "author": [
 {"@type": "Person", "name": "Paul Staff"}, {"@type": "Person", "name": "Ada Winter"}]}
</script></head><body><h1>Harbour opens again</h1></body>
```

## Failed
```html
<head><script type="application/ld+json">
{"@type": "NewsArticle", "headline": "Hafen wieder offen", "author": {"@type": "Person", "name": "Redaktion"}}
</script><!-- failed --></head><body><h1>Hafen wieder offen</h1></body>
```

```html
<head><script type="application/ld+json">
{"@type": "NewsArticle", "headline": "Harbour opens again", "author": [
 {"@type": "Person", "name": "Ada Winter"}, {"@type": "Person", "name": "The Herald news desk"}]}
</script><!-- failed --></head><body><h1>Harbour opens again</h1></body>
```

## Could not tell
```html
<head><script type="application/ld+json">
{"@type": "NewsArticle", "headline": "Harbour opens again", "author": {"@type": "Organization", "name": "Ada Winter"}}
</script><!-- cantTell -->
</head><body><article><h1>Harbour opens again</h1><p class="byline">By <a rel="author" href="/ada/">Ada Winter</a></p></article></body>
```

## Inapplicable
No type is said:
```html
<head><script type="application/ld+json">{"@type": "NewsArticle", "headline": "Harbour opens again", "author": "Redaktion"}</script>
</head><body><h1>Harbour opens again</h1></body>
```
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from typing import Annotated

from msgspec import Meta

from audit.page import Page
from audit.page.agreement import is_person
from audit.page.article import article
from audit.page.html import Element
from audit.page.structured import Author, article_data, authors
from audit.page.text import fold, shorten
from audit.rules import RuleSettings, Verdict, cant_tell, failed, passed, rule
from audit.words import Words, one_of, word_list


class Settings(RuleSettings, frozen=True):
    """What is the name of a desk."""

    desks: Annotated[Words, Meta(description="Words for a newsroom or a part of it, which no person is called.")] = (
        word_list("desks")
    )

    @cached_property
    def desk(self) -> re.Pattern[str]:
        """Finds any of the words."""
        return one_of(self.desks)


@rule(
    "People are persons, desks are organisations",
    impact="minor",
    source="https://developers.google.com/search/docs/appearance/structured-data/article#author-bp (read 2026-11)",
    settings=Settings,
    preview=True,
)
def article_author_type(page: Page, settings: Settings) -> Iterator[Verdict]:
    """Compare each author's type with the words of the name, and an organisation's name with the byline."""
    data = article_data(page)
    for author in authors(data) if data else []:
        if data and author.type in {"Person", "Organization", "NewsMediaOrganization"}:
            yield _judge(page, data.element, author, settings)


def _judge(page: Page, target: Element, author: Author, settings: Settings) -> Verdict:
    name = shorten(author.name, 80)
    if author.type == "Person" and settings.desk.search(author.name):
        return failed(target, f"“{name}” is marked as a Person; it is a desk, and so an Organization.", about="desk")
    signed = {fold(known) for known in article(page).authors if is_person(known)}
    if author.type != "Person" and is_person(author.name) and fold(author.name) in signed:
        return cant_tell(target, f"“{name}” stands in the byline and is marked as {author.type}. Is it a person?")
    return passed(target)
