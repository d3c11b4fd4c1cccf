"""An entry contradicts a page only where nobody on the page backs it."""

from __future__ import annotations

import pytest

from audit.model import Snapshot
from audit.page import Page
from audit.page.documents import Document, Entry
from audit.page.testimony import contradictions, told_of

ARTICLE = """<head><meta property="og:type" content="article"><meta property="og:title" content="Harbour opens again">
<meta property="article:published_time" content="2026-10-02T08:00:00Z">
<meta property="article:modified_time" content="2026-10-09T08:00:00Z"></head>
<body><article><h1>First freighter since the storm moors in Haldermouth</h1></article></body>"""


@pytest.mark.parametrize(
    ("entry", "contradicted"),
    [
        (Entry("/a/", title="First freighter moors in Haldermouth since storm"), []),
        (Entry("/a/", title="Harbour opens again"), []),
        (Entry("/a/", title="Children's choir wins prize"), ["headline"]),
        (Entry("/a/", published="2026-10-02"), []),
        (Entry("/a/", published="2026-10-09T08:00:00Z"), []),
        (Entry("/a/", published="2026-03-02"), ["published"]),
        (Entry("/a/", published="last week"), []),
        (Entry("/a/", title="Children's choir wins prize", published="2026-03-02"), ["headline", "published"]),
        (Entry("/a/"), []),
    ],
)
def test_an_entry_is_compared_with_all_that_speak_on_the_page(entry: Entry, contradicted: list[str]) -> None:
    fact = told_of(Page(Snapshot(url="/a/", served=ARTICLE)))
    assert fact is not None
    assert contradicted == [name for name, _ in contradictions(fact, Document("/feed.xml", "feed"), entry)]


def test_of_a_page_that_is_no_article_nothing_is_kept() -> None:
    assert told_of(Page(Snapshot(url="/", served="<h1>The Paper</h1>"))) is None
