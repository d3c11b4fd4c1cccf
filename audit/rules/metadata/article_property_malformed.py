"""
A property of the structured data whose value cannot be read tells nobody anything.

Reading apps show how long an article takes from `timeRequired`, search engines count words by `wordCount`, both ask
`isAccessibleForFree` whether a reader has to pay. “5 min”, an empty text or “no” in these places are skipped, and the
field that somebody filled is lost.

Write durations as ISO 8601 has them, `PT5M`, counts as plain numbers, yes and no as `true` and `false`; leave a property
out where there is no value.

## Passed
```html
<head><script type="application/ld+json">
{"@type": "NewsArticle", "headline": "Harbour opens again", "timeRequired": "PT3M9S", "wordCount": "712",
 "isAccessibleForFree": "http://schema.org/False", "commentCount": 0, "copyrightYear": "2026"}
</script></head><body><h1>Harbour opens again</h1></body>
```

## Failed
```html
<head><script type="application/ld+json">
{"@type": "NewsArticle", "headline": "Harbour opens again", "timeRequired": "5 min"}
</script><!-- failed --></head><body><h1>Harbour opens again</h1></body>
```

```html
<head><script type="application/ld+json">
{"@type": "NewsArticle", "headline": "Harbour opens again", "timeRequired": ""}
</script><!-- failed --></head><body><h1>Harbour opens again</h1></body>
```

```html
<head><script type="application/ld+json">
{"@type": "NewsArticle", "headline": "Harbour opens again", "wordCount": "about 700 words"}
</script><!-- failed --></head><body><h1>Harbour opens again</h1></body>
```

```html
<head><script type="application/ld+json">
{"@type": "NewsArticle", "headline": "Harbour opens again", "isAccessibleForFree": "no"}
</script><!-- failed --></head><body><h1>Harbour opens again</h1></body>
```

## Inapplicable
None of these is given:
```html
<head><script type="application/ld+json">{"@type": "NewsArticle", "headline": "Harbour opens again", "timeRequired": null}</script>
</head><body><h1>Harbour opens again</h1></body>
```
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from audit.page import Page
from audit.page.structured import article_data
from audit.page.text import shorten
from audit.rules import Verdict, failed, passed, rule

_COUNT = (re.compile(r"\d+(\.0+)?"), "a number")
FORMS = {
    # https://www.iso.org/standard/70907.html: at least one part, and one after the T.
    "timeRequired": (
        re.compile(r"P(?=\d|T\d)(\d+Y)?(\d+M)?(\d+W)?(\d+D)?(T(?=\d)(\d+H)?(\d+M)?(\d+([.,]\d+)?S)?)?"),
        "an ISO 8601 duration such as PT5M",
    ),
    "wordCount": _COUNT,
    "commentCount": _COUNT,
    "copyrightYear": (re.compile(r"\d{4}"), "a year"),
    "isAccessibleForFree": (re.compile(r"(https?://schema\.org/)?(true|false)", re.IGNORECASE), "true or false"),
}
"""What the values of a property look like, and what that is called."""


@rule(
    "Properties of an article hold what programs read there",
    impact="minor",
    source="https://schema.org/Article (read 2026-11)",
    preview=True,
)
def article_property_malformed(page: Page) -> Iterator[Verdict]:
    """Judge each value that is a text, a number or a yes and no; objects have forms of their own."""
    data = article_data(page)
    if data is None:
        return
    for name, (form, wanted) in FORMS.items():
        for value in data.values(name):
            if not isinstance(value, str | int | float):
                continue
            if form.fullmatch(str(value).strip()):
                yield passed(data.element)
                continue
            said = "empty" if value == "" else f"“{shorten(str(value), 60)}”"
            yield failed(data.element, f"{name} in {data.form} is {said}, where {wanted} belongs.", about=name)
