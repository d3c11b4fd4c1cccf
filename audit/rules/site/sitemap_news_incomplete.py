"""
A news entry without name, language, date or title is passed over, and the article is not among the news.

Search engines take into their news what a news sitemap tells in full: who publishes (`news:name`), in which language, when,
and under which title. Where one is missing or the language is no code, the entry is not used, and readers who look for the
news of the day find other newspapers.

Fill all four from the fields of the article, in the template that writes the sitemap.

## Passed
```html
<!-- page: / -->
<head><title>The Herald</title></head><body><h1>The Herald</h1></body>
<!-- file: /news-sitemap.xml -->
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
<url><loc>https://herald.example/harbour/</loc><news:news><news:publication><news:name>The Herald</news:name>
<news:language>en</news:language></news:publication>
<news:publication_date>2026-10-02T08:00:00+02:00</news:publication_date><news:title>Harbour opens again</news:title></news:news></url>
</urlset>
```

## Failed
No title:
```html
<!-- page: / -->
<head><title>The Herald</title></head><body><h1>The Herald</h1></body>
<!-- file: /news-sitemap.xml -->
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
<url><loc>https://herald.example/harbour/</loc><news:news><news:publication><news:name>The Herald</news:name>
<news:language>en</news:language></news:publication>
<news:publication_date>2026-10-02T08:00:00+02:00</news:publication_date></news:news></url>
</urlset>
```

A date and a language that no program reads:
```html
<!-- page: / -->
<head><title>The Herald</title></head><body><h1>The Herald</h1></body>
<!-- file: /news-sitemap.xml -->
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
<url><loc>https://herald.example/harbour/</loc><news:news><news:publication><news:name>The Herald</news:name>
<news:language>English</news:language></news:publication>
<news:publication_date>2 October 2026</news:publication_date><news:title>Harbour opens again</news:title></news:news></url>
</urlset>
```

## Inapplicable
An ordinary sitemap:
```html
<!-- page: / -->
<head><title>The Herald</title></head><body><h1>The Herald</h1></body>
<!-- file: /sitemap.xml -->
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>https://herald.example/harbour/</loc></url></urlset>
```
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from audit.model import Target
from audit.page import Page
from audit.page.dates import parse
from audit.page.documents import Document, Entry
from audit.page.text import shorten
from audit.rules import Site, Verdict, failed, passed, rule

# Two or three letters, and for Chinese one of two longer codes.
_LANGUAGE = re.compile(r"[a-z]{2,3}|zh-(cn|tw)", re.IGNORECASE)


def _collect(_: Page) -> bool:
    """Nothing: the sitemap alone is judged."""
    return True


@rule(
    "A news sitemap tells of each article what it must",
    impact="moderate",
    source="https://developers.google.com/search/docs/crawling-indexing/sitemaps/news-sitemap (read 2026-11)",
    scope="site",
    collect=_collect,
    preview=True,
)
def sitemap_news_incomplete(site: Site) -> Iterator[Verdict]:
    """Ask each news entry for the four things; one fault of a template is told once, with the number of entries."""
    for document in site.documents:
        news = [entry for entry in document.entries if entry.is_news]
        if not news or not site.pages:
            continue
        faults: dict[str, list[tuple[Entry, str]]] = {}
        for entry in news:
            for name, said in _faults(entry):
                faults.setdefault(name, []).append((entry, said))
        if not faults:
            yield passed(Target(selector=""))
        for name, found in faults.items():
            yield failed(
                Target(selector="", html=f"<loc>{found[0][0].url}</loc>"),
                _message(document, name, found, len(news)),
                url=site.front.url,
                about=f"{document.url} {name}",
            )


def _message(document: Document, name: str, found: list[tuple[Entry, str]], number: int) -> str:
    said = found[0][1]
    wrong = f"“{shorten(said, 60)}” as {name}, which cannot be read" if said else f"no {name}"
    return f"{document.url} gives {wrong}, in {len(found):,} of {number:,} news entries, e.g. {found[0][0].url}."


def _faults(entry: Entry) -> Iterator[tuple[str, str]]:
    if not entry.publication:
        yield "news:name", ""
    if not _LANGUAGE.fullmatch(entry.language):
        yield "news:language", entry.language
    if parse(entry.published) is None:
        yield "news:publication_date", entry.published
    if not entry.title:
        yield "news:title", ""
