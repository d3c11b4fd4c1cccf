"""Sitemaps and feeds become entries, whatever they are made of; what cannot be read says why."""

from __future__ import annotations

import time

import pytest

from audit.page.documents import MOST_ENTRIES, Document, Kind, iso, read, sayings

NEWS = b"""<?xml version="1.0"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:n="http://www.google.com/schemas/sitemap-news/0.9"
  xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
<url><loc> https://paper.example/harbour/ </loc><lastmod>2026-10-03</lastmod>
<image:image><image:loc>https://paper.example/h.jpg</image:loc></image:image>
<n:news><n:publication><n:name>The Paper</n:name><n:language>en</n:language></n:publication>
<n:publication_date>2026-10-02</n:publication_date><n:title>Harbour &amp; bridge open</n:title></n:news></url>
<url><loc>/choir/</loc></url><url><lastmod>2026-10-03</lastmod></url></urlset>"""
RSS = b"""<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/"
  xmlns:atom="http://www.w3.org/2005/Atom">
<channel><title>The Paper</title><link>https://paper.example/</link><language>en-GB</language>
<item><title>Harbour opens</title><atom:link href="https://other.example/"/><link>https://paper.example/harbour/</link>
<pubDate>Fri, 02 Oct 2026 08:00:00 +0200</pubDate><dc:creator>Ada Winter</dc:creator><dc:creator>Ben Moss</dc:creator>
<category>Local</category><media:content url="/h.jpg" medium="image"/><description>&lt;p&gt;At dawn.&lt;/p&gt;</description></item>
<item><title>Choir wins</title><guid>https://paper.example/choir/</guid></item>
<item><title>No address</title><guid isPermaLink="false">https://paper.example/?p=7</guid></item></channel></rss>"""
ATOM = b"""<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de"><title>Das Blatt</title>
<entry><title type="html">Hafen &lt;b&gt;offen&lt;/b&gt;</title><link rel="self" href="/self"/><link href="/hafen/"/>
<published>2026-10-02T08:00:00Z</published><updated>2026-10-03T08:00:00Z</updated>
<author><name>Ada Winter</name></author><category term="Lokales"/><summary>Am Morgen.</summary></entry></feed>"""
RDF = b"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
  xmlns:dc="http://purl.org/dc/elements/1.1/"><item rdf:about="x"><title>Harbour opens</title>
<link>https://paper.example/harbour/</link><dc:date>2026-10-02</dc:date></item></rdf:RDF>"""
INDEX = b"""<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<sitemap><loc>https://paper.example/2024.xml</loc><lastmod>2024-12-31</lastmod></sitemap>
<sitemap><loc>https://paper.example/2026.xml</loc><lastmod>2026-10-02</lastmod></sitemap>
<sitemap><loc>https://paper.example/news.xml</loc></sitemap></sitemapindex>"""


def document(content: bytes, kind: Kind = "sitemap") -> Document:
    return read("https://paper.example/file.xml", content, kind)


def test_a_sitemap_tells_of_address_change_news_and_picture() -> None:
    harbour, choir = document(NEWS).entries
    assert ("https://paper.example/harbour/", "2026-10-03") == (harbour.url, harbour.modified)
    assert ("Harbour & bridge open", "2026-10-02", "en", "The Paper") == (
        harbour.title,
        harbour.published,
        harbour.language,
        harbour.publication,
    )
    assert ("https://paper.example/h.jpg", True) == (harbour.image, harbour.is_news)
    assert ("https://paper.example/choir/", False) == (choir.url, choir.is_news)


def test_an_rss_item_tells_of_authors_and_a_date_that_is_no_iso_date() -> None:
    harbour, choir = document(RSS, "feed").entries
    assert ("https://paper.example/harbour/", "2026-10-02T08:00:00+02:00") == (harbour.url, harbour.published)
    assert (("Ada Winter", "Ben Moss"), "Local", "At dawn.") == (harbour.authors, harbour.section, harbour.description)
    assert ("https://paper.example/h.jpg", "en-GB") == (harbour.image, harbour.language)
    assert "https://paper.example/choir/" == choir.url


def test_an_atom_entry_is_read_by_its_alternate_link() -> None:
    [entry] = document(ATOM, "feed").entries
    assert ("https://paper.example/hafen/", "Hafen offen", "de") == (entry.url, entry.title, entry.language)
    assert ("2026-10-02T08:00:00Z", "2026-10-03T08:00:00Z") == (entry.published, entry.modified)
    assert (("Ada Winter",), "Lokales", "Am Morgen.") == (entry.authors, entry.section, entry.description)


def test_old_rdf_feeds_are_read_too() -> None:
    [entry] = document(RDF, "feed").entries
    assert ("https://paper.example/harbour/", "2026-10-02") == (entry.url, entry.published)


def test_an_index_names_news_first_and_then_the_newest() -> None:
    places = ["news.xml", "2026.xml", "2024.xml"]
    assert tuple(f"https://paper.example/{place}" for place in places) == document(INDEX).sitemaps


def test_an_entry_is_named_as_the_run_knows_its_page() -> None:
    [first, _] = read("/s.xml", NEWS, "sitemap", lambda url: url.removeprefix("https://paper.example")).entries
    assert ("/harbour/", "https://paper.example/harbour/") == (first.page, first.url)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "it is empty"),
        (b" \n", "it is empty"),
        (b"<html><body><p>Not found</body></html>", "its XML is damaged"),
        (b"<html><body><p>Not found</p></body></html>", "it is no sitemap: its root element is “html”"),
        (
            "<?xml version='1.0' encoding='utf-8'?><urlset><url><loc>/é</loc></url></urlset>".encode("latin-1"),
            "damaged",
        ),
        (b"<urlset><url><loc>https://paper.example/?a=1&b=2</loc></url></urlset>", "its XML is damaged"),
        (b"<urlset><url><loc>https://paper.example/", "its XML is damaged"),
        (b"\x1f\x8b\x08", "its XML is damaged"),
        (b"<a>" * 5_000, "its XML is damaged"),
    ],
)
def test_what_cannot_be_read_says_why(content: bytes, said: str) -> None:
    found = document(content)
    assert (True, ()) == (found.is_wrong, found.entries)
    assert said in found.problem


def test_a_news_sitemap_without_entries_is_right() -> None:
    assert ("", False) == (document(b"<urlset/>").problem, document(b"<urlset/>").is_wrong)


def test_entities_that_multiply_are_not_expanded() -> None:
    lines = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    bomb = f'<!DOCTYPE x [<!ENTITY l0 "ha">{lines}]><urlset><url><loc>https://paper.example/&l9;</loc></url></urlset>'
    start = time.monotonic()
    found = document(bomb.encode())
    assert 1 > time.monotonic() - start
    assert 200 > sum(len(entry.url) for entry in found.entries)


def test_no_file_of_the_machine_comes_in_through_an_entity() -> None:
    content = b'<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/hosts">]><urlset><url><loc>/a</loc><lastmod>&f;</lastmod></url></urlset>'
    assert ["&f;"] == [entry.modified for entry in document(content).entries]


def test_of_a_huge_sitemap_the_first_entries_are_read_and_it_says_so() -> None:
    found = document(b"<urlset>" + b"<url><loc>/a</loc></url>" * (MOST_ENTRIES + 10_000) + b"</urlset>")
    assert (MOST_ENTRIES, "only its first 50,000 entries were read") == (len(found.entries), found.problem)
    assert not found.is_wrong


def test_a_value_without_end_is_cut() -> None:
    found = document(b"<urlset><url><loc>/a</loc><lastmod>" + b"9" * 1_000_000 + b"</lastmod></url></urlset>")
    assert [2_000] == [len(entry.modified) for entry in found.entries]


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("Fri, 02 Oct 2026 08:00:00 GMT", "2026-10-02T08:00:00+00:00"),
        ("2026-10-02T08:00:00Z", "2026-10-02T08:00:00Z"),
        ("yesterday", "yesterday"),
        ("Fri, 99 Oct 2026 08:00:00 GMT", "Fri, 99 Oct 2026 08:00:00 GMT"),
        ("", ""),
    ],
)
def test_dates_come_out_as_iso_8601_where_they_can_be_read(written: str, told: str) -> None:
    assert told == iso(written)


def test_what_documents_say_of_a_page_is_told_by_the_rows_of_its_matrix() -> None:
    told = sayings([document(NEWS), document(RSS, "feed")], "sitemap")
    assert {"address": ["https://paper.example/choir/"]} == told["https://paper.example/choir/"]
    assert ["Harbour & bridge open"] == told["https://paper.example/harbour/"]["headline"]
    by_feed = sayings([document(NEWS), document(RSS, "feed")], "feed")["https://paper.example/harbour/"]
    assert (["Ada Winter", "Ben Moss"], ["Local"]) == (by_feed["authors"], by_feed["section"])


def test_a_name_with_an_undeclared_prefix_is_a_fault_of_the_file() -> None:
    """lxml hands such an element out before it complains of it."""
    found = document(b"<rss><channel><item><a:b/><link>/a</link></item></channel></rss>", "feed")
    assert (True, "its XML is damaged: Namespace prefix a on b is not defined") == (
        found.is_wrong,
        found.problem.partition(", line")[0],
    )


def test_comments_are_no_articles() -> None:
    comments = b"<rss><channel><item><title>By: Ada</title><link>/harbour/#comment-12</link></item></channel></rss>"
    assert () == document(comments, "feed").entries
