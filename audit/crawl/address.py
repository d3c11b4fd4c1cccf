"""
The identity of a page's address: parsed as a browser does it (WHATWG URL), without what makes no other page.

ada-url is the parser of Node.js; the standard library resolves 4 of 16 odd links as a browser does, ada 16.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fnmatch import fnmatchcase

import ada_url


def resolve(link: str, base: str = "") -> str:
    """The absolute address of a link, or an empty string when it is none of a web page (mailto:, javascript:, broken)."""
    try:
        url = ada_url.URL(link.strip(), base or None)
    except ValueError:
        return ""
    return str(url.href) if url.protocol in {"http:", "https:"} else ""


def identity(address: str, drop: Sequence[str] = ()) -> str:
    """The address without fragment, credentials and the query parameters that match a pattern of `drop`."""
    url = ada_url.URL(address)
    url.hash = ""
    if url.username or url.password:  # an address without a host (mailto:, about:blank) cannot have them taken off
        url.username = ""
        url.password = ""
    kept = [pair for pair in url.search[1:].split("&") if not _matches(pair.partition("=")[0], drop)]
    url.search = "&".join(kept)
    return str(url.href)


def _matches(name: str, patterns: Iterable[str]) -> bool:
    return any(fnmatchcase(name, pattern) for pattern in patterns)


def origin(address: str) -> str:
    """Scheme, host and port."""
    return str(ada_url.URL(address).origin)


def host(address: str) -> str:
    """The host's name, without a port, as a browser writes it."""
    return str(ada_url.URL(address).hostname)


def path(address: str) -> str:
    """Path and query; a folder's pages are known by nothing else."""
    if address.startswith("/"):
        return address
    url = ada_url.URL(address)
    return str(url.pathname) + str(url.search)


def matches(address: str, patterns: Iterable[str]) -> bool:
    """Whether the address (or its path, for patterns that begin with /) matches one of the patterns."""
    return any(fnmatchcase(path(address) if pattern.startswith("/") else address, pattern) for pattern in patterns)


def without_secrets(address: str) -> str:
    """The address as it may be shown: user names and passwords taken out."""
    try:
        return identity(address)
    except ValueError:
        return address
