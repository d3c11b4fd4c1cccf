"""Microdata as HTML defines it, read as JSON-LD would write it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from audit.page.html import parse
from audit.page.microdata import MOST_ITEMS, items

ARTICLE = 'itemscope itemtype="https://schema.org/NewsArticle"'


def item_of(source: str) -> Mapping[str, Any]:
    ((_, item),) = items(list(parse(f"<body>{source}</body>").iter("*")), {"NewsArticle"})
    return item


@pytest.mark.parametrize(
    ("element", "value"),
    [
        ('<meta itemprop="x" content="in content">', "in content"),
        ('<span itemprop="x" content="in content">shown</span>', "in content"),
        ('<time itemprop="x" datetime="2026-11-22">Sunday</time>', "2026-11-22"),
        ('<time itemprop="x">2026-11-22</time>', "2026-11-22"),
        ('<img itemprop="x" src="/fire.jpg" alt="Fire">', "/fire.jpg"),
        ('<a itemprop="x" href="/news/">News</a>', "/news/"),
        ('<link itemprop="x" href="/news/">', "/news/"),
        ('<object itemprop="x" data="/film.mp4"></object>', "/film.mp4"),
        ('<data itemprop="x" value="7">seven</data>', "7"),
        ('<meter itemprop="x" value="0.5">half</meter>', "0.5"),
        ('<p itemprop="x"> two  words </p>', "two words"),
    ],
)
def test_each_element_has_its_value_where_html_says(element: str, value: str) -> None:
    assert [value] == item_of(f"<div {ARTICLE}>{element}</div>")["x"]


def test_the_name_in_an_authors_link_is_meant() -> None:
    assert ["Ada Winter"] == item_of(f'<div {ARTICLE}><a itemprop="author" href="/ada/">Ada Winter</a></div>')["author"]


def test_an_item_within_keeps_its_properties_to_itself() -> None:
    item = item_of(
        f'<div {ARTICLE}><h1 itemprop="headline">Harbour</h1>'
        '<div itemprop="author" itemscope itemtype="https://schema.org/Person"><b itemprop="name">Ada Winter</b></div>'
        '<div itemscope itemtype="https://schema.org/Person"><b itemprop="name">Nobody</b></div></div>'
    )
    assert {
        "@type": ["NewsArticle"],
        "headline": ["Harbour"],
        "author": [{"@type": ["Person"], "name": ["Ada Winter"]}],
    } == item


def test_itemref_brings_what_stands_elsewhere() -> None:
    item = item_of(
        f'<h1 id="title"><span itemprop="headline">Harbour</span></h1><div {ARTICLE} itemref="title missing">'
        '<p itemprop="description">Again</p></div>'
    )
    assert ["Harbour"] == item["headline"]
    assert ["Again"] == item["description"]


def test_references_in_a_circle_end() -> None:
    item = item_of(
        f'<div id="a" {ARTICLE} itemref="b"></div><div id="b" itemprop="about" itemscope itemref="a b">'
        '<b itemprop="name">Harbour</b></div>'
    )
    assert [{"@type": [], "name": ["Harbour"]}] == item["about"]


def test_a_list_is_not_read_to_its_end() -> None:
    source = f"<p {ARTICLE}></p>" * (MOST_ITEMS + 9)
    assert MOST_ITEMS == len(items(list(parse(f"<body>{source}</body>").iter("*")), {"NewsArticle"}))


def test_items_deep_in_each_other_are_read() -> None:
    deep = '<div itemprop="about" itemscope>' * 3_000
    item: Any = item_of(f"<div {ARTICLE}>{deep}{'</div>' * 3_000}</div>")
    depth = 0
    while "about" in item:
        (item,) = item["about"]
        depth += 1
    # libxml2 itself stops at a depth of its own.
    assert 200 < depth <= 3_000
