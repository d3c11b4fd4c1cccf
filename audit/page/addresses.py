"""Questions to the addresses a page gives for itself and its pictures: in full or not, the same or not."""

from __future__ import annotations

from urllib.parse import unquote, urljoin, urlsplit

from audit.page import Page, once
from audit.page.html import attr


@once
def base(page: Page) -> str:
    """The address that relative ones start from: the page's own, or what its `base` element says."""
    hrefs = (attr(element, "href") for element in page.tree.iter("base"))
    return _joined(page.url, next((href for href in hrefs if href), ""))


def in_full(page: Page, address: str) -> str:
    """An address as a browser reads it on this page, without its fragment; as written where it cannot be read."""
    return _joined(base(page), address).partition("#")[0]


def _joined(start: str, address: str) -> str:
    try:
        return urljoin(start, address.strip())
    except ValueError:
        return address.strip()


def is_absolute(address: str) -> bool:
    """Whether an address names scheme and host, so that it can be read away from its page."""
    try:
        parts = urlsplit(address.strip())
        return parts.scheme.lower() in {"http", "https"} and bool(parts.hostname)
    except ValueError:
        return False


def is_without_scheme(address: str) -> bool:
    """Whether an address names the host but no scheme: //img.example/1.jpg."""
    return address.strip().startswith("//")


def is_nearly_same(one: str, other: str) -> bool:
    """Whether two addresses differ only in what servers mostly overlook: scheme, www, a slash at the end, letter case."""
    return _loosely(one) == _loosely(other)


def _loosely(address: str) -> tuple[str, str, str]:
    try:
        parts = urlsplit(address.strip())
    except ValueError:
        return "", address, ""
    return host(address), unquote(parts.path).rstrip("/").casefold(), parts.query


def host(address: str) -> str:
    """The host of an address without “www.”; empty where it has none."""
    try:
        return (urlsplit(address.strip()).hostname or "").removeprefix("www.")
    except ValueError:
        return ""
