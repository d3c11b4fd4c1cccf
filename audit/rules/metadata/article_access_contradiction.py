"""
One place says that the article is free, another that it has to be paid for: readers are sent to a closed door, or kept from an open one.

Search engines read `isAccessibleForFree`, aggregators and reading apps also `article:content_tier`: they mark paid
articles, or leave them out of what readers without a subscription are offered. When the two disagree, one of these
services is wrong for every reader.

Fill both from the setting that closes the text: `false` and “locked” for paid articles, `true` and “free” for open ones.

## Passed
```html
<head><meta property="article:content_tier" content="locked"><script type="application/ld+json">
{"@type": "NewsArticle", "headline": "Harbour opens again", "isAccessibleForFree": "False"}
</script></head><body><h1>Harbour opens again</h1></body>
```

A number of articles is free each month:
```html
<head><meta property="article:content_tier" content="metered"><script type="application/ld+json">
{"@type": "NewsArticle", "headline": "Harbour opens again", "isAccessibleForFree": false}
</script></head><body><h1>Harbour opens again</h1></body>
```

## Failed
```html
<head><meta property="article:content_tier" content="free"><!-- failed --><script type="application/ld+json">
{"@type": "NewsArticle", "headline": "Harbour opens again", "isAccessibleForFree": false}
</script></head><body><h1>Harbour opens again</h1></body>
```

## Inapplicable
Only one of them says anything that is known:
```html
<head><meta property="article:content_tier" content="plus"><script type="application/ld+json">
{"@type": "NewsArticle", "headline": "Harbour opens again", "isAccessibleForFree": false}
</script></head><body><h1>Harbour opens again</h1></body>
```
"""

from __future__ import annotations

from collections.abc import Iterator

from audit.page import Page
from audit.page.agreement import same_access
from audit.page.article import article
from audit.page.structured import article_data, metas
from audit.page.witnesses import access, declared_tier
from audit.rules import Verdict, failed, passed, rule


@rule(
    "All places say alike whether an article is free",
    impact="moderate",
    source="https://developers.google.com/search/docs/appearance/structured-data/paywalled-content (read 2026-11)",
    preview=True,
)
def article_access_contradiction(page: Page) -> Iterator[Verdict]:
    """Compare article:content_tier with what the structured data says."""
    data, tier = article_data(page), declared_tier(page)
    said = access(data) if data else ""
    if not data or not said or not tier or not article(page).is_article:
        return
    meta = metas(page)["article:content_tier"][0]
    if same_access(tier, said) is not False:
        yield passed(meta.element)
        return
    message = f"article:content_tier is “{meta.value}”, while {data.form} says that the article is {said}."
    yield failed(meta.element, message)
