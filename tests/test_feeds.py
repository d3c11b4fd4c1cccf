"""The feeds of a page's own site are found, wherever its copy stands."""

from __future__ import annotations

import pytest

from audit.model import Snapshot
from audit.page import Page
from audit.page.feeds import own_feeds

PLACE = "http://127.0.0.1:8123/news/harbour/"
CANONICAL = '<link rel="canonical" href="https://www.paper.example/news/harbour/">'


def feeds(links: str, url: str = PLACE) -> list[str]:
    return own_feeds(Page(Snapshot(url=url, served=f"<head>{links}</head>")))


@pytest.mark.parametrize(
    ("link", "found"),
    [
        ('<link rel="alternate" type="application/rss+xml" href="/feed.xml">', "http://127.0.0.1:8123/feed.xml"),
        ('<link rel="Alternate" type="application/atom+xml; charset=utf-8" href="feed">', PLACE + "feed"),
        (
            CANONICAL + '<link rel="alternate" type="application/rss+xml" href="https://paper.example/feed/?a=1">',
            "http://127.0.0.1:8123/feed/?a=1",
        ),
    ],
)
def test_a_feed_of_the_own_site_is_found_beside_the_page(link: str, found: str) -> None:
    assert [found] == feeds(link)


@pytest.mark.parametrize(
    "link",
    [
        '<link rel="alternate" type="application/rss+xml" href="https://feeds.elsewhere.example/paper">',
        '<link rel="alternate" type="application/json+oembed" href="/oembed">',
        '<link rel="alternate" type="application/rss+xml" href="">',
        '<link rel="alternate" hreflang="de" href="/de/">',
        '<link rel="stylesheet" type="application/rss+xml" href="/feed.xml">',
        '<link rel="alternate" type="application/rss+xml" href="feed://127.0.0.1:8123/feed.xml">',
        '<link rel="alternate" type="application/rss+xml" href="http://[">',
    ],
)
def test_what_is_no_feed_or_lies_elsewhere_is_none(link: str) -> None:
    assert [] == feeds(CANONICAL + link)


def test_a_feed_that_is_named_twice_counts_once() -> None:
    link = '<link rel="alternate" type="application/rss+xml" href="/feed.xml">'
    assert ["http://127.0.0.1:8123/feed.xml"] == feeds(link + link)
