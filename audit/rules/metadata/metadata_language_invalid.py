"""
A language that is written wrongly in the metadata is no language: the article is offered to readers who cannot read it.

Services that share links read `og:locale` as language and territory, `de_DE`; structured data and the meta element for
`content-language` have a language tag, `de-DE`. With the hyphen or the underscore in the wrong place, or the country's
code instead of the language's, they fall back to a default, mostly English.

Write `uk_UA` in `og:locale` and `uk` or `uk-UA` everywhere else. What stands in `lang` of the page itself is axe's.

## Passed
```html
<head><meta property="og:locale" content="uk_UA"><meta http-equiv="content-language" content="uk"><script type="application/ld+json">
{"@type": "NewsArticle", "headline": "Порт відкрито", "inLanguage": {"@type": "Language", "name": "Ukrainian", "alternateName": "uk"}}
</script></head><body><h1>Порт відкрито</h1></body>
```

Several languages, and a territory in small letters:
```html
<head><meta http-equiv="content-language" content="de, en"><meta property="og:locale" content="ar_ar"></head>
```

## Failed
The country's code:
```html
<head><meta property="og:locale" content="ua_UA"><!-- failed --></head>
```

An underscore in a language tag:
```html
<head><meta http-equiv="content-language" content="es_US"><!-- failed --></head>
```

```html
<head><script type="application/ld+json">{"@type": "NewsArticle", "headline": "Harbour opens again", "inLanguage": "English"}
</script><!-- failed --></head><body><h1>Harbour opens again</h1></body>
```

## Could not tell
No territory, or a hyphen, which some services forgive:
```html
<head><meta property="og:locale" content="de"><!-- cantTell --></head>
```

```html
<head><meta property="og:locale" content="de-DE"><!-- cantTell --></head>
```

## Inapplicable
```html
<html lang="en"><head><meta property="og:locale" content=""></head><body><h1>Harbour opens again</h1></body></html>
```
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from audit.page import Page
from audit.page.html import Element
from audit.page.language_tags import complaint
from audit.page.structured import article_data, metas
from audit.page.text import shorten
from audit.page.witnesses import content_language, languages
from audit.rules import Verdict, cant_tell, failed, passed, rule


@rule(
    "Languages in the metadata are written as they are read",
    impact="minor",
    source="https://ogp.me/#optional (read 2026-11)",
    preview=True,
    extends="axe-html-lang-valid",
)
def metadata_language_invalid(page: Page) -> Iterator[Verdict]:
    """Judge og:locale by its own form, the others as language tags."""
    for meta in metas(page).get("og:locale", ()):
        if meta.value:
            yield _judge_locale(meta.element, meta.value)
    for element, said in content_language(page):
        for tag in said.split(","):
            yield _judge_tag(element, "content-language", tag)
    data = article_data(page)
    for tag in languages(data) if data else ():
        if data and tag.strip():
            yield _judge_tag(data.element, f"inLanguage in {data.form}", tag)


def _judge_locale(element: Element, said: str) -> Verdict:
    wrong = complaint(said.replace("_", "-"))
    facts = f"og:locale is “{shorten(said, 40)}”"
    if wrong:
        return failed(element, f"{facts}, which {wrong}.", about="og:locale")
    if not re.fullmatch(r"[A-Za-z]{2,3}_([A-Za-z]{2,4}|\d{3})", said):
        return cant_tell(
            element, f"{facts}, where language and territory belong, as in de_DE. Is it read?", about="og:locale"
        )
    return passed(element)


def _judge_tag(element: Element, name: str, said: str) -> Verdict:
    wrong = complaint(said)
    if wrong:
        return failed(element, f"{name} is “{shorten(said.strip(), 40)}”, which {wrong}.", about=name)
    return passed(element)
