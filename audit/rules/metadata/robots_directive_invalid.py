"""
Search engines are told two things at once, or something they do not know: they list the article otherwise than was meant.

The meta element for robots holds a few fixed words, with commas between them. Of two that contradict each other the
stricter one counts, so that an article which “index” was added to stays hidden by the “noindex” that was left. A limit
with a word where a number belongs, or a text that is no directive at all, is ignored.

Write each directive once and as it is documented: `max-image-preview:large`, `max-snippet:-1`, `noindex`.

## Passed
```html
<head><meta name="robots" content="index, follow, max-image-preview:large, max-snippet:-1, max-video-preview:-1"></head>
```

Directives of former days, those of other engines, a date, and what is the default anyway:
```html
<head><meta name="robots" content="INDEX,FOLLOW,NOODP, noydir, archive, noai">
<meta name="robots" content="index follow"><meta name="bingbot" content="nocache">
<meta name="googlebot" content="unavailable_after: 2029-04-22T13:19:18+02:00"></head>
```

## Failed
```html
<head><meta name="robots" content="index, noindex, follow"><!-- failed --></head>
```

```html
<head><meta name="robots" content="max-image-preview:big"><!-- failed --></head>
```

Keywords that got into the wrong field:
```html
<head><meta name="robots" content="harbour, freighter, grain prices"><!-- failed --></head>
```

## Could not tell
A restriction whose comma is missing, and a word that may be meant for another engine:
```html
<head><meta name="robots" content="noindex nofollow"><!-- cantTell --></head>
```

```html
<head><meta name="robots" content="index, follow, ndocache"><!-- cantTell --></head>
```

## Inapplicable
```html
<head><meta name="robots" content=""><meta name="description" content="The first freighter came in at dawn."></head>
```
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from audit.page import Page
from audit.page.html import Element
from audit.page.structured import metas
from audit.page.text import listed, shorten
from audit.rules import Verdict, cant_tell, failed, passed, rule

CRAWLERS = ("robots", "googlebot", "googlebot-news", "bingbot")
# https://developers.google.com/search/docs/crawling-indexing/robots-meta-tag#directives, Bing's, and those once in use.
KNOWN = frozenset(
    (
        "all index follow noindex nofollow none noarchive archive nocache nosnippet snippet notranslate noimageindex imageindex "
        "indexifembedded nositelinkssearchbox noodp odp noydir ydir noai noimageai nopreview imageclick noimageclick"
    ).split()
)
LIMITS = {
    "max-snippet": re.compile(r"-1|\d+"),
    "max-video-preview": re.compile(r"-1|\d+"),
    "max-image-preview": re.compile(r"none|standard|large"),
}
_HARMLESS = re.compile(r"(index|follow|all)(\s+(index|follow|all))*")


@rule(
    "Search engines are told what they understand",
    impact="minor",
    source="https://developers.google.com/search/docs/crawling-indexing/robots-meta-tag#directives (read 2026-11)",
    preview=True,
)
def robots_directive_invalid(page: Page) -> Iterator[Verdict]:
    """Judge each meta element for a crawler by its words and its limits."""
    for name in CRAWLERS:
        for meta in metas(page).get(name, ()):
            if meta.value:
                yield _judge(meta.element, name, meta.value)


def _judge(element: Element, name: str, said: str) -> Verdict:
    words = [word for part in said.lower().split(",") if (word := re.sub(r"\s*:\s*", ":", part.strip()))]
    facts = f"The meta element “{name}” says “{shorten(said, 80)}”"
    for yes, no in (("index", "noindex"), ("follow", "nofollow")):
        if yes in words and no in words:
            return failed(element, f"{facts}: “{yes}” and “{no}” at once, of which the stricter one counts.")
    wrong = [word for word in words if _is_wrong_limit(word)]
    if wrong:
        return failed(element, f"{facts}: {listed(wrong)} is no limit that is known, and is ignored.")
    unknown = [word for word in words if not _is_known(word)]
    if not unknown:
        return passed(element)
    if len(unknown) == len(words) and not any(known in re.split(r"\W+", said.lower()) for known in KNOWN):
        return failed(element, f"{facts}, of which nothing is a directive.")
    return cant_tell(element, f"{facts}. What is “{shorten(unknown[0], 40)}” to tell search engines?")


def _is_wrong_limit(word: str) -> bool:
    name, _, value = word.partition(":")
    return name in LIMITS and not LIMITS[name].fullmatch(value.strip())


def _is_known(word: str) -> bool:
    is_limit = word.partition(":")[0] in {*LIMITS, "unavailable_after"}
    return word in KNOWN or is_limit or _HARMLESS.fullmatch(word) is not None
