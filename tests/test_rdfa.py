"""RDFa Lite as pages write it, read as JSON-LD would write it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from audit.page.html import parse
from audit.page.rdfa import items


def items_of(source: str) -> list[Mapping[str, Any]]:
    return [item for _, item in items(list(parse(f"<body>{source}</body>").iter("*")), {"NewsArticle"})]


@pytest.mark.parametrize(
    "source",
    [
        '<div vocab="https://schema.org/" typeof="NewsArticle"><h1 property="headline">Harbour</h1></div>',
        '<div vocab="http://schema.org/"><div typeof="NewsArticle"><h1 property="headline">Harbour</h1></div></div>',
        '<div typeof="schema:NewsArticle"><h1 property="schema:headline">Harbour</h1></div>',
        '<div typeof="https://schema.org/NewsArticle"><h1 property="https://schema.org/headline">Harbour</h1></div>',
    ],
)
def test_the_vocabulary_is_schema_org_however_it_is_named(source: str) -> None:
    assert [{"@type": ["NewsArticle"], "headline": ["Harbour"]}] == items_of(source)


def test_another_vocabulary_tells_of_no_article() -> None:
    assert [] == items_of('<div vocab="http://xmlns.com/foaf/0.1/" typeof="NewsArticle"></div>')
    assert [] == items_of('<div typeof="NewsArticle"><h1 property="headline">Harbour</h1></div>')


@pytest.mark.parametrize(
    ("element", "value"),
    [
        ('<span property="x" content="in content">shown</span>', "in content"),
        ('<span property="x" resource="/fire/">shown</span>', "/fire/"),
        ('<time property="x" datetime="2026-11-22">Sunday</time>', "2026-11-22"),
        ('<img property="x" src="/fire.jpg">', "/fire.jpg"),
        ('<a property="x" href="/news/">News</a>', "/news/"),
        ('<p property="x"> two  words </p>', "two words"),
    ],
)
def test_each_element_has_its_value_where_rdfa_says(element: str, value: str) -> None:
    (item,) = items_of(f'<div vocab="https://schema.org/" typeof="NewsArticle">{element}</div>')
    assert [value] == item["x"]


def test_an_item_within_keeps_its_properties_to_itself() -> None:
    (item,) = items_of(
        '<div vocab="https://schema.org/" typeof="NewsArticle"><div property="author" typeof="Person">'
        '<b property="name">Ada Winter</b></div><meta property="og:title" content="Harbour"></div>'
    )
    assert {"@type": ["NewsArticle"], "author": [{"@type": ["Person"], "name": ["Ada Winter"]}]} == item


def test_resource_names_an_item_that_stands_elsewhere() -> None:
    (item,) = items_of(
        '<div vocab="https://schema.org/"><div typeof="NewsArticle"><a property="author" href="#ada">Ada</a></div>'
        '<div resource="#ada" typeof="Person"><b property="name">Ada Winter</b><a property="knows" href="#ada">me</a></div></div>'
    )
    assert [{"@type": ["Person"], "name": ["Ada Winter"]}] == item["author"]
