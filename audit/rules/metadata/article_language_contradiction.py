"""
An article that is said to be in two languages is offered to the wrong readers, or read out with the wrong voice.

A screen reader takes the voice from `lang`, services that share links take the language from `og:locale`, search engines
and aggregators read `inLanguage`. Where they disagree, one of them is wrong for everybody who depends on it: often an
extension left on “en_US”, or a template whose `lang` nobody changed.

Fill all three from the language of the article in the content system.

## Passed
```html
<html lang="pt-BR"><head><meta property="og:locale" content="pt_PT"><script type="application/ld+json">
{"@type": "NewsArticle", "headline": "Porto reabre", "inLanguage": "pt"}
</script></head><body><h1>Porto reabre</h1></body></html>
```

Two codes for one language, and an article that has its own language on a page in another:
```html
<html lang="nb"><head><meta property="og:locale" content="no_NO"><meta property="og:type" content="article"></head>
<body><h1>Havnen åpner igjen</h1></body></html>
```

```html
<html lang="de"><head><meta property="og:locale" content="en_GB"><meta property="og:type" content="article"></head>
<body><article lang="en"><h1>Harbour opens again</h1>
<p>The first freighter since the storm came in at dawn, and the harbour master said that the channel was deep enough again.</p>
<p>Ferries to the islands will follow on Monday, the town council decided after a long meeting in the night.</p>
</article></body></html>
```

## Failed
An extension left as it was delivered:
```html
<html lang="uk"><head><meta property="og:locale" content="en_US"><!-- failed --><meta property="og:type" content="article"></head>
<body><h1>Порт знову відкрито</h1></body></html>
```

```html
<html lang="en"><head><script type="application/ld+json">
{"@type": "NewsArticle", "headline": "Puerto abierto", "inLanguage": "es-MX"}
</script><!-- failed --></head><body><h1>Puerto abierto</h1></body></html>
```

## Inapplicable
Only one of them says a language, or one says none that can be read:
```html
<html lang="en"><head><meta property="og:locale" content="English"><meta property="og:type" content="article"></head>
<body><h1>Harbour opens again</h1></body></html>
```

A list:
```html
<html lang="en"><head><meta property="og:locale" content="de_DE"><meta property="og:type" content="website"></head>
<body><h1>Politics</h1></body></html>
```
"""

from __future__ import annotations

from collections.abc import Iterator

from audit.page import Page
from audit.page.agreement import same_language
from audit.page.article import article
from audit.page.html import Element
from audit.page.structured import article_data, metas
from audit.page.text import shorten
from audit.page.witnesses import lang
from audit.rules import Verdict, failed, passed, rule


@rule(
    "An article is in one language, wherever it says so",
    impact="minor",
    source="https://ogp.me/#optional (read 2026-11)",
    preview=True,
)
def article_language_contradiction(page: Page) -> Iterator[Verdict]:
    """Compare what the metadata says with `lang` where the article stands; country and script may differ."""
    if not article(page).is_article:
        return
    shown = lang(page)
    for element, name, said in _declared(page):
        is_same = same_language(shown, said)
        if is_same:
            yield passed(element)
        elif is_same is False:
            message = (
                f"{name} says “{shorten(said, 20)}” and lang says “{shorten(shown, 20)}”: one of the two is wrong."
            )
            yield failed(element, message, about=name)


def _declared(page: Page) -> Iterator[tuple[Element, str, str]]:
    """Element, name and value of each language that the metadata gives."""
    for meta in metas(page).get("og:locale", ())[:1]:
        yield meta.element, "og:locale", meta.value
    data = article_data(page)
    said = [value for value in data.values("inLanguage") if isinstance(value, str)] if data else []
    # Several are a text in several languages, of which no one contradicts.
    if data and data.form == "JSON-LD" and len(said) == 1:
        yield data.element, "inLanguage in JSON-LD", said[0]
