"""What the article of a page is: whether there is one, its headline, byline, dates and place."""

from __future__ import annotations

import pytest

from audit.model import Snapshot
from audit.page import Page
from audit.page.article import Article, article
from audit.page.html import attr, tag

TEXT = (
    "<p>The first freighter came in at dawn, with three tugs beside it and a crowd on the pier, as the port says.</p>"
)
TEASERS = "".join(
    f'<article class="card"><h2><a href="/news/{number}/">Story number {number}</a></h2><p>By Ada Winter, '
    f'<time datetime="2026-11-0{number}">{number} November 2026</time></p><p>What happened then is told in this story.</p></article>'
    for number in range(1, 8)
)


def article_of(
    body: str, *, head: str = "", url: str = "https://herald.example/news/harbour/", attributes: str = ""
) -> Article:
    served = f"<html><head>{head}</head><body {attributes}>{body}</body></html>"
    return article(Page(Snapshot(url=url, served=served)))


OG_ARTICLE = '<meta property="og:type" content="article">'
JSON_LD = '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Harbour opens again"}</script>'


@pytest.mark.parametrize(
    ("head", "body", "reason"),
    [
        (OG_ARTICLE, "<h1>Harbour</h1>", "og:type is article"),
        ('<meta name="og:type" content="Article">', "<h1>Harbour</h1>", "og:type is article"),
        (JSON_LD, "<h1>Harbour opens again</h1>", "JSON-LD NewsArticle"),
        (
            "",
            '<div itemscope itemtype="http://schema.org/BlogPosting"><h1 itemprop="headline">Harbour</h1></div>',
            "microdata BlogPosting",
        ),
        (
            "",
            f"<h1>Harbour opens</h1><p>22 November 2026</p>{TEXT * 3}",
            "text under a headline, with a date or an author",
        ),
        (
            "",
            f"<h1>Harbour opens</h1><p class=byline>By Ada Winter</p>{TEXT * 3}",
            "text under a headline, with a date or an author",
        ),
        (
            "",
            f"<h1>Harbour opens</h1><p>2026年11月22日</p>{TEXT * 3}",
            "text under a headline, with a date or an author",
        ),
    ],
)
def test_an_article_is_known_by_its_markup_or_by_its_look(head: str, body: str, reason: str) -> None:
    found = article_of(body, head=head)
    assert found.is_article
    assert reason == found.reason
    assert found.is_declared == ("text under" not in reason)


@pytest.mark.parametrize(
    ("page", "reason"),
    [
        ({"body": f"<h1>Politics</h1>{TEASERS}"}, "a list of 7 teasers"),
        # Templates put the metadata of articles on lists too.
        ({"body": f"<h1>Politics</h1>{TEASERS}", "head": OG_ARTICLE + JSON_LD}, "a list of 7 teasers"),
        ({"body": TEASERS, "url": "https://herald.example/"}, "a list of 7 teasers"),
        (
            {"body": "<h1>Ada Winter</h1><p>Reporter</p>", "head": '<meta property="og:type" content="profile">'},
            "og:type is profile",
        ),
        (
            {
                "body": "<h1>Ada Winter</h1>",
                "head": '<script type="application/ld+json">{"@graph": [{"@type": "ProfilePage"}]}</script>',
            },
            "JSON-LD ProfilePage",
        ),
        (
            {"body": f"<h1>Politics</h1>{TEXT * 3}", "attributes": 'class="archive category"'},
            "body has the class “archive”",
        ),
        (
            {
                "body": f"<h1>Politics</h1><p>22 November 2026</p>{TEXT * 3}",
                "url": "https://herald.example/tag/politics/",
            },
            "an address of a section and no article markup",
        ),
        (
            {"body": "<h1>By Ada Winter</h1>", "head": OG_ARTICLE, "url": "https://herald.example/author/ada/"},
            "og:type is article, but the address is a section's and there is no text",
        ),
        (
            {"body": f"<h1>About us</h1>{TEXT * 3}", "url": "https://herald.example/about/"},
            "text without a date, an author or article markup",
        ),
        ({"body": "<p>Not found</p>"}, "no headline with running text"),
        ({"body": ""}, "no headline with running text"),
    ],
)
def test_lists_and_other_pages_are_no_articles(page: dict[str, str], reason: str) -> None:
    found = article_of(**page)
    assert not found.is_article
    assert reason == found.reason


def test_an_article_with_many_related_stories_stays_one() -> None:
    found = article_of(
        f"<article><h1>Harbour</h1><p class=byline>By Ada Winter</p>{TEXT}</article>{TEASERS}", head=OG_ARTICLE
    )
    assert found.is_article
    assert ("Ada Winter",) == found.authors


def test_the_headline_is_the_heading_that_says_what_the_title_says() -> None:
    head = "<title>Harbour opens again – The Herald</title>"
    found = article_of(
        f'<h1 class="logo">The Herald</h1><h1>Most read</h1><h2>Harbour opens again</h2>{TEXT * 3}', head=head
    )
    assert "Harbour opens again" == found.headline


def test_a_headline_that_is_no_heading_is_found_by_its_markup() -> None:
    head = "<title>Harbour opens again – The Herald</title>"
    found = article_of(f'<div class="entry-title">Harbour opens again</div>{TEXT * 3}', head=head)
    assert "Harbour opens again" == found.headline
    assert found.headline_element is not None
    assert "div" == tag(found.headline_element)


def test_a_headline_that_fits_no_title_is_the_last_h1_before_the_text() -> None:
    found = article_of(
        f"<h1>The Herald online</h1><h1>港が再開</h1>{TEXT * 3}", head="<title>Quite another thing</title>"
    )
    assert "港が再開" == found.headline


def test_the_root_holds_headline_and_text_but_not_the_teasers() -> None:
    found = article_of(
        f'<main><article id="own"><h1>Harbour</h1><div>{TEXT * 3}</div></article>{TEASERS}</main>', head=OG_ARTICLE
    )
    assert "own" == attr(found.root, "id")
    assert found.text_element is not None
    assert "div" == tag(found.text_element)


def test_without_an_article_element_the_root_is_what_headline_and_text_share() -> None:
    found = article_of(
        f'<div id="page"><div id="story"><h1>Harbour</h1><div>{TEXT * 3}</div></div><div>More</div></div>'
    )
    assert "story" == attr(found.root, "id")


def test_comments_are_no_text_of_the_article() -> None:
    comments = f'<ol class="comment-list"><li>{TEXT * 20}</li></ol>'
    found = article_of(f'<div><h1>Harbour</h1><div id="own">{TEXT * 2}</div></div>{comments}')
    assert found.text_element is not None
    assert "own" == attr(found.text_element, "id")


def test_a_sidebar_in_the_name_of_a_layout_does_not_hide_the_article() -> None:
    found = article_of(f'<div class="sidebar-right"><h1>Harbour</h1>{TEXT * 3}</div>', head=OG_ARTICLE)
    assert found.text_element is not None


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        ('<p class="byline">By Ada Winter and Ben Moss</p>', ("Ada Winter", "Ben Moss")),
        (
            '<p>Von <a rel="author" href="/ada/">Ada Winter</a>, Ben Moss und Cy Lund</p>',
            ("Ada Winter", "Ben Moss", "Cy Lund"),
        ),
        (
            '<div class="post-author"><span>By</span> <a href="/author/ada/">Ada Winter</a>, <time>2 May</time></div>',
            ("Ada Winter",),
        ),
        ('<div class="c-byline">Ada Winter, political correspondent<span>3 min read</span></div>', ("Ada Winter",)),
        ('<p class="author">by <a rel="author" href="/u/9">rasos</a> in <a href="/news/">News</a></p>', ("rasos",)),
        ("<p>06.11.2026 13:30 von Alexa von Heyden</p>", ("Alexa von Heyden",)),
        ('<div class="AuthorName">Автор: Олена Зимова</div>', ("Олена Зимова",)),
        ('<p class="byline">By <b>Ada</b> <b>Winter</b></p>', ("Ada Winter",)),
        ('<p class="byline">By Ada Winter and The Herald news desk</p>', ("Ada Winter",)),
        ('<figure><figcaption>Photo by <span class="author">Ben Moss</span></figcaption></figure>', ()),
        ("<p>By the river the crowd waited, and nobody said a word.</p>", ()),
    ],
)
def test_the_names_in_a_byline(byline: str, names: tuple[str, ...]) -> None:
    found = article_of(f"<article><h1>Harbour opens again</h1>{byline}{TEXT * 3}</article>", head=OG_ARTICLE)
    assert names == found.authors


def test_the_byline_of_a_teaser_or_a_comment_is_not_the_articles() -> None:
    comment = '<div class="comment"><p class="author">By Eve Stone</p></div>'
    related = '<article><h3><a href="/a/">Other</a></h3><p class="byline">By Ben Moss</p></article>'
    found = article_of(f"<article><h1>Harbour</h1>{TEXT * 3}{related}{comment}</article>", head=OG_ARTICLE)
    assert () == found.authors


def test_dates_are_those_at_the_headline_or_marked_as_the_articles() -> None:
    body = (
        f'<article><h1>Harbour</h1><time datetime="2026-11-22">Sunday</time>{TEXT * 3}<p>On <time datetime="1999">1999</time></p>'
        f'{"<p></p>" * 20}<time itemprop="dateModified" datetime="2026-11-23">Monday</time>'
        f'<a href="/b/"><time datetime="2026-10-01">October</time></a></article>{TEASERS}'
    )
    found = article_of(body, head=OG_ARTICLE)
    assert ["2026-11-22", "1999", "2026-11-23"] == [time.get("datetime") for time in found.dates]


def test_a_page_without_anything_has_no_article() -> None:
    found = article(Page(Snapshot(url="https://herald.example/", served="")))
    assert not found.is_article
    assert found.headline_element is None
    assert found.byline_element is None
