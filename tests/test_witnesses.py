"""One article, and what each place says of it."""

from __future__ import annotations

import json

import pytest

from audit.model import Matter, Snapshot, Stance, Statement, Witness
from audit.page import Page
from audit.page.agreement import COMPARE
from audit.page.witnesses import matrix, shown_dates

TEXT = (
    "<p>The first freighter came into the harbour at dawn, with three tugs beside it and a crowd on the pier.</p>" * 5
)
ARTICLE = {
    "@type": "NewsArticle",
    "headline": "Harbour opens again",
    "description": "A freighter came in.",
    "datePublished": "2026-11-22T08:30:00+02:00",
    "author": [{"@type": "Person", "name": "Ada Winter"}, {"@type": "Organization", "name": "news desk"}],
    "image": {"@type": "ImageObject", "url": "/media/tug.jpg"},
    "mainEntityOfPage": {"@id": "https://herald.example/news/harbour/"},
    "inLanguage": "en",
    "isAccessibleForFree": "False",
    "articleSection": "Harbour",
}
HEAD = """<title>Harbour opens again | The Herald</title><meta property="og:site_name" content="The Herald">
<meta property="og:title" content="Harbour opens again"><meta property="og:image" content="https://cdn.example/tug-800x600.jpg">
<meta property="og:locale" content="de_DE"><meta property="article:content_tier" content="locked">
<meta name="author" content="By Ada Winter and Ben Moss"><link rel="canonical" href="/news/harbour/">"""
BODY = f"""<article><h1>Harbour opens again</h1><p class="byline">By Ada Winter</p>
<p><time datetime="2026-11-22">22 November</time></p>{TEXT}</article>"""


def page_of(head: str = HEAD, body: str = BODY, data: dict[str, object] | None = ARTICLE) -> Page:
    script = f'<script type="application/ld+json">{json.dumps(data)}</script>' if data else ""
    served = f'<html lang="en"><head>{head}{script}</head><body>{body}</body></html>'
    return Page(Snapshot(url="https://herald.example/news/harbour/", served=served))


def said(page: Page) -> dict[str, dict[Witness, list[str]]]:
    return {row.name: {told.witness: told.said for told in row.statements} for row in matrix(page)}


def row(page: Page, name: str) -> Matter:
    return next(row for row in matrix(page) if row.name == name)


def test_each_witness_is_heard() -> None:
    found = said(page_of())
    own = "https://herald.example/news/harbour/"
    assert {
        Witness.PAGE: ["Harbour opens again"],
        Witness.JSON_LD: ["Harbour opens again"],
        Witness.OPEN_GRAPH: ["Harbour opens again"],
        Witness.X_CARD: ["Harbour opens again"],
        Witness.META: ["Harbour opens again"],
    } == found["headline"]
    assert {
        Witness.PAGE: ["Ada Winter"],
        Witness.JSON_LD: ["Ada Winter", "news desk"],
        Witness.META: ["Ada Winter", "Ben Moss"],
    } == found["authors"]
    assert {Witness.PAGE: [own], Witness.JSON_LD: [own], Witness.META: [own]} == found["address"]
    assert {Witness.JSON_LD: ["paid"], Witness.OPEN_GRAPH: ["paid"]} == found["access"]
    assert ["https://herald.example/media/tug.jpg"] == found["image"][Witness.JSON_LD]
    assert {Witness.JSON_LD: ["Harbour"]} == found["section"]
    assert [name for name in COMPARE if name in found] == list(found)


def test_the_odd_one_out_is_marked() -> None:
    told = row(page_of(), "language").statements
    assert [(Witness.PAGE, Stance.AGREES), (Witness.JSON_LD, Stance.AGREES), (Witness.OPEN_GRAPH, Stance.ODD)] == [
        (statement.witness, statement.stance) for statement in told
    ]


def test_a_card_without_words_of_its_own_takes_open_graphs() -> None:
    cards = [told for told in row(page_of(), "headline").statements if told.witness == Witness.X_CARD]
    assert [Statement(witness=Witness.X_CARD, said=["Harbour opens again"], inherited="og:title")] == cards
    own = page_of(HEAD + '<meta name="twitter:title" content="Ships!">')
    assert "" == next(told for told in row(own, "headline").statements if told.witness == Witness.X_CARD).inherited


def test_microdata_and_rdfa_are_heard_beside_json_ld() -> None:
    body = BODY.replace("<article>", '<article vocab="https://schema.org/" typeof="NewsArticle">')
    body = body.replace("<h1>", '<h1 property="headline">')
    assert ["Harbour opens again"] == said(page_of(body=body))["headline"][Witness.ATTRIBUTES]


def test_a_page_that_is_no_article_has_no_matrix() -> None:
    assert [] == matrix(page_of("<title>The Herald</title>", "<h1>Politics</h1>", None))


def test_the_shown_date_is_the_one_it_agrees_with() -> None:
    data = {**ARTICLE, "datePublished": "2026-10-02T08:00:00Z", "dateModified": "2026-11-22T08:00:00Z"}
    assert ([], ["2026-11-22"]) == shown_dates(page_of(data=data))
    assert (["2026-11-22"], []) == shown_dates(page_of())
    assert (["2026-11-22"], []) == shown_dates(page_of(data=None))


def test_an_identifier_is_no_address() -> None:
    data = {**ARTICLE, "mainEntityOfPage": {"@id": "https://herald.example/#webpage"}}
    assert Witness.JSON_LD not in said(page_of(data=data))["address"]


@pytest.mark.parametrize(
    "value", [None, 7, True, "", [], {}, [[]], [None, {"url": []}], {"@id": 7}, {"name": [{}]}, "//[x"]
)
def test_values_that_make_no_sense_cost_nothing_but_themselves(value: object) -> None:
    data = {"@type": "NewsArticle", "headline": "Harbour opens again"}
    names = (
        "author",
        "image",
        "url",
        "mainEntityOfPage",
        "inLanguage",
        "datePublished",
        "isAccessibleForFree",
        "description",
    )
    found = said(page_of(data={**data, **dict.fromkeys(names, value)}))
    assert ["Harbour opens again"] == found["headline"][Witness.JSON_LD]
    assert Witness.JSON_LD not in found["published"] or found["published"][Witness.JSON_LD] == [value]
