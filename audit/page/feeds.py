"""The feeds a page names in its head, for feed readers to find."""

from __future__ import annotations

from urllib.parse import urljoin, urlsplit

from audit.page import Page, once
from audit.page.addresses import host, in_full
from audit.page.html import Element, attr
from audit.page.structured import canonical, first

# https://www.rssboard.org/rss-autodiscovery (read 2026-11)
TYPES = frozenset({"application/rss+xml", "application/atom+xml", "application/rdf+xml"})


@once
def feed_links(page: Page) -> list[Element]:
    """The `link` elements that name feeds, in document order."""
    return [link for link in page.tree.iter("link") if _names_feed(link)]


def _names_feed(link: Element) -> bool:
    is_alternate = "alternate" in attr(link, "rel").lower().split()
    return is_alternate and attr(link, "type").lower().split(";")[0].strip() in TYPES and bool(attr(link, "href"))


def own_feeds(page: Page) -> list[str]:
    """Addresses of the feeds that lie on the page's own site, each once."""
    found = (at_hand(page, attr(link, "href")) for link in feed_links(page))
    return list(dict.fromkeys(address for address in found if address))


def at_hand(page: Page, link: str) -> str:
    """
    Where a file of the page's own site can be read: empty for a file of another site.

    A copy on a local server names its files by the address the site will have; they lie beside it all the same.
    """
    address = in_full(page, link)
    own = {host(said) for said in (page.url, canonical(page), first(page, "og:url")) if said}
    if host(address) not in own:
        return ""
    parts = urlsplit(address)
    if parts.scheme not in {"http", "https", ""}:
        return ""
    if parts.netloc == urlsplit(page.url).netloc:
        return address
    return urljoin(page.url, parts.path + (f"?{parts.query}" if parts.query else ""))
