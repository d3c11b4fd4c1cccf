"""What a page says of itself to machines, and how dates are read."""

from __future__ import annotations

import json

import pytest

from audit.model import Snapshot
from audit.page import Page
from audit.page.dates import is_html_time, parse
from audit.page.structured import (
    Author,
    article_data,
    authors,
    canonical_address,
    document_title,
    first,
    json_ld,
    metas,
    metas_without_content,
    place,
    readable,
)


def page_of(source: str, *, url: str = "http://127.0.0.1:8000/news/harbour/") -> Page:
    return Page(Snapshot(url=url, served=f"<html><head>{source}</head><body></body></html>"))


def with_json_ld(*values: object, head: str = "", url: str = "http://127.0.0.1:8000/news/harbour/") -> Page:
    scripts = (f'<script type="application/ld+json">{json.dumps(value)}</script>' for value in values)
    return page_of(head + "".join(scripts), url=url)


def block_of(text: str) -> tuple[object, str, str]:
    (block,) = json_ld(page_of(f'<script type="application/ld+json">{text}</script>'))
    return block.value, block.error, block.forgiven


# --- JSON-LD ------------------------------------------------------------------------------------------------------


def test_json_ld_is_read_as_strictly_as_the_standard_asks() -> None:
    assert ({"a": 1}, "", "") == block_of('{"a": 1}')
    value, error, _ = block_of('{"a": 1,\n"b": 2,}')
    assert value is None
    assert "(line 2)" in error
    assert "NaN" in block_of('{"a": NaN}')[1]


@pytest.mark.parametrize(
    "wrapped",
    [
        '<!-- {"a": 1} -->',
        '<!--\n{"a": 1}\n//-->',
        '//<![CDATA[\n{"a": 1}\n//]]>',
        '/*<![CDATA[*/{"a": 1}/*]]>*/',
        '<![CDATA[{"a": 1}]]>',
        '\ufeff{"a": 1};',
    ],
)
def test_what_search_engines_look_past_does_not_break_json_ld(wrapped: str) -> None:
    (block,) = json_ld(page_of(f'<script type="application/ld+json">{wrapped}</script>'))
    assert {"a": 1} == block.value
    assert block.wrapped


def test_the_line_of_an_error_counts_from_the_start_of_the_script() -> None:
    assert "(line 4)" in block_of('\n//<![CDATA[\n{"a": 1,\n}\n//]]>')[1]


def test_a_line_break_in_a_text_is_forgiven_but_told() -> None:
    value, error, forgiven = block_of('{"a": "one\ntwo"}')
    assert {"a": "one\ntwo"} == value
    assert "" == error
    assert "line break" in forgiven


@pytest.mark.parametrize("depth", [5_000, 200_000])
@pytest.mark.parametrize("pair", ["[]", ('{"a":', "}")])
def test_json_ld_that_is_nested_too_deep_is_said_to_be_unread_and_not_wrong(depth: int, pair: tuple[str, str]) -> None:
    source = pair[0] * depth + "1" + pair[1] * depth
    (block,) = json_ld(page_of(f'<script type="application/ld+json">{source}</script>'))
    assert not block.is_wrong
    assert block.error or block.value is not None
    assert article_data(page_of(f'<script type="application/ld+json">{source}</script>')) is None


def test_five_megabytes_of_json_ld_are_walked() -> None:
    items = [{"@type": "ListItem", "name": "x" * 100, "position": place} for place in range(40_000)]
    page = with_json_ld(
        {"@type": "ItemList", "itemListElement": items}, {"@type": "NewsArticle", "headline": "Harbour"}
    )
    data = article_data(page)
    assert data is not None
    assert "Harbour" == data.text("headline")


def test_an_empty_block_is_not_wrong() -> None:
    (block,) = json_ld(page_of('<script type="application/ld+json"> </script>'))
    assert block.error
    assert not block.is_wrong


# --- the article --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "value",
    [
        {"@type": "NewsArticle", "headline": "Harbour"},
        {"@type": ["WebPage", "https://schema.org/NewsArticle"], "headline": "Harbour"},
        [{"@type": "WebSite"}, {"@type": "NewsArticle", "headline": "Harbour"}],
        {"@graph": [{"@type": "Organization"}, {"@type": "NewsArticle", "headline": "Harbour"}]},
        {"@type": "WebPage", "mainEntity": {"@type": "NewsArticle", "headline": "Harbour"}},
    ],
)
def test_the_article_is_found_wherever_it_stands(value: object) -> None:
    data = article_data(with_json_ld(value))
    assert data is not None
    assert ("JSON-LD", "NewsArticle", "Harbour") == (data.form, data.type, data.text("headline"))


def test_of_several_articles_it_is_the_one_with_the_pages_address_or_headline() -> None:
    other, own = (
        {"@type": "NewsArticle", "headline": "Choir wins"},
        {"@type": "Article", "headline": "Harbour opens again"},
    )
    by_headline = article_data(with_json_ld(other, own, head="<title>Harbour opens again – The Herald</title>"))
    assert by_headline is not None
    assert "Harbour opens again" == by_headline.text("headline")
    # The local copy of a page has another host than the address in its data.
    by_address = article_data(
        with_json_ld(other, {**own, "mainEntityOfPage": {"@id": "https://herald.example/news/harbour"}})
    )
    assert by_address is not None
    assert "Article" == by_address.type


def test_a_list_of_articles_is_no_article() -> None:
    teasers = [{"@type": "NewsArticle", "headline": f"Story {number}"} for number in range(3)]
    assert article_data(with_json_ld({"@type": "ItemList", "itemListElement": teasers})) is None
    assert article_data(with_json_ld(teasers, head="<title>The Herald</title>")) is None


def test_references_lead_to_other_nodes_of_any_block() -> None:
    article = {
        "@type": "NewsArticle",
        "headline": "Harbour",
        "author": [{"@id": "#ada"}, "Ben &amp; Cy", {"@type": "Person"}],
    }
    data = article_data(with_json_ld(article, {"@id": "#ada", "@type": "Person", "name": "Ada O&#8217;Winter"}))
    assert data is not None
    assert [Author("Ada O’Winter", "Person"), Author("Ben & Cy", "")] == authors(data)


def test_an_author_may_have_only_a_given_name_and_a_family_name() -> None:
    data = article_data(
        with_json_ld({"@type": "Article", "author": {"@type": "Person", "givenName": "Ada", "familyName": "Winter"}})
    )
    assert data is not None
    assert [Author("Ada Winter", "Person")] == authors(data)


def test_values_that_are_no_text_do_no_harm() -> None:
    data = article_data(
        with_json_ld({"@type": ["Article", 7], "headline": 12, "author": [None, 5, {"name": 3}], "@id": ["x"]})
    )
    assert data is not None
    assert "" == data.text("headline")
    assert [] == authors(data)


def test_microdata_is_read_like_json_ld() -> None:
    page = Page(
        Snapshot(
            url="/",
            served='<body><article itemscope itemtype="http://schema.org/NewsArticle"><h1 itemprop="headline">Harbour</h1>'
            '<div itemprop="author" itemscope itemtype="http://schema.org/Person"><b itemprop="name">Ada Winter</b></div>'
            '<time itemprop="datePublished" datetime="2026-11-22">Sunday</time>'
            '<div itemscope itemtype="http://schema.org/Comment"><b itemprop="headline">Not this</b></div></article></body>',
        )
    )
    data = article_data(page)
    assert data is not None
    assert ("microdata", "NewsArticle", ["Harbour"], "2026-11-22") == (
        data.form,
        data.type,
        data.values("headline"),
        data.text("datePublished"),
    )
    assert [Author("Ada Winter", "Person")] == authors(data)


# --- meta, link, title --------------------------------------------------------------------------------------------


def test_open_graph_counts_under_property_and_under_name() -> None:
    page = page_of('<meta property="OG:title" content="A &amp;amp; B"><meta name="og:title" content="C">')
    assert ["A & B", "C"] == [meta.value for meta in metas(page)["og:title"]]
    assert "A & B" == first(page, "og:missing", "og:title")


def test_a_meta_element_without_content_says_nothing() -> None:
    page = page_of('<meta name="og:title" value="Harbour">')
    assert "" == first(page, "og:title")
    assert "og:title" in metas_without_content(page)


def test_text_comes_out_as_people_read_it() -> None:
    assert "“Tom” & Ada" == readable(" &amp;#8220;Tom&amp;#8221;\n<em>&amp;</em>  Ada ")
    assert "3 < 4" == readable("3 < 4")
    assert "Title" == document_title(page_of("<title> Title\n</title>"))


def test_addresses_are_compared_without_what_a_local_copy_changes() -> None:
    assert "/news/harbour" == place("https://herald.example/news/harbour/?from=feed#top")
    assert "/news/harbour" == place("/news/harbour/index.html")
    assert "/" == place("https://herald.example")
    assert "" == place("http://[broken")
    assert "http://127.0.0.1:8000/a/" == canonical_address(page_of('<link rel="canonical" href="/a/">'))
    assert "http://127.0.0.1:8000/news/harbour/" == canonical_address(
        page_of('<link rel="canonical" href="http://[x">')
    )


# --- dates --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "written",
    [
        "2026-11-22",
        "2026-11",
        "2026",
        "20261122",
        "2026-11-22T08:30Z",
        "2026-11-22 08:30:00",
        "2026-11-22T08:30:00.123456+0200",
        "2026-11-22t08:30:00z",
        "20261122T083000Z",
        "2026-11-22T08:30:00-03",
        " 2026-11-22 ",
    ],
)
def test_iso_8601_is_read(written: str) -> None:
    assert parse(written) is not None


@pytest.mark.parametrize(
    "written",
    [
        "",
        "22.11.2026",
        "2026-5-3",
        "2026-13-01",
        "2026-02-30",
        "0000-00-00 00:00:00",
        "-0001-11-30T00:00:00+00:00",
        "2026-11-22T08:30:00PDT",
        "2026-11-22T08:30:00ZZ",
        "Sun, 22 Nov 2026 08:30:00 GMT",
        "1732264200",
        "0001-01-01T00:00:00+05:00",
        "2026-11-22T08:30:00+99:00",
    ],
)
def test_other_writing_is_no_iso_8601(written: str) -> None:
    assert parse(written) is None


def test_html_allows_more_in_a_time_element() -> None:
    assert all(
        map(
            is_html_time,
            ["11-22", "--11-22", "14:54", "14:54:39.929", "2026-W47", "PT4H18M3S", "4h 18m 3s", "+02:00", "Z"],
        )
    )
    assert not any(map(is_html_time, ["", "yesterday", "22 November 2026", "P", "11.11.2026 18:00"]))


@pytest.mark.parametrize(
    ("one", "other", "is_before"),
    [
        ("2026-11-22T08:00:00Z", "2026-11-22T10:00:00+01:00", True),
        ("2026-11-22T08:00:00Z", "2026-11-22T10:00:00+02:00", False),
        ("2026-11-22", "2026-11-23", True),
        ("2026-11-22", "2026-11-22T23:00:00Z", False),
        # A day for the zone that one of them leaves out.
        ("2026-11-22T08:00:00", "2026-11-22T10:00:00Z", False),
        ("2026-11-20T08:00:00", "2026-11-22T10:00:00Z", True),
    ],
)
def test_a_moment_is_before_another_only_when_that_is_sure(one: str, other: str, is_before: bool) -> None:
    left, right = parse(one), parse(other)
    assert left is not None
    assert right is not None
    assert is_before == left.is_before(right)
    assert not right.is_before(left)
