"""What robots.txt allows (RFC 9309), one file a host, read once."""

from __future__ import annotations

from protego import Protego

from audit.crawl.address import origin
from audit.crawl.fetch import FetchFailed, fetch

AGENT = "newsroom-audit"
MOST_BYTES = 500 * 1024


class Robots:
    """Remembers the rules of every host that was asked for."""

    def __init__(self, *, ignore: bool = False):
        self._ignore = ignore
        self._rules: dict[str, Protego | None] = {}
        self._closed: dict[str, str] = {}

    def allows(self, url: str) -> bool:
        """Whether this tool may fetch the address."""
        if self._ignore:
            return True
        rules = self._of(url)
        return rules is None or bool(rules.can_fetch(url, AGENT))

    def sitemaps(self, url: str) -> list[str]:
        """The sitemaps that the robots.txt of the address's site names, as written there."""
        rules = self._of(url)
        return list(rules.sitemaps) if rules else []

    def _of(self, url: str) -> Protego | None:
        site = origin(url)
        if site not in self._rules:
            self._rules[site] = self._read(site)
        return self._rules[site]

    def why_closed(self, url: str) -> str:
        """Why nothing of the address's site may be fetched; empty where its rules are what forbids the address."""
        return self._closed.get(origin(url), "")

    def _read(self, site: str) -> Protego | None:
        try:
            answer = fetch(f"{site}/robots.txt", timeout=10)
        except FetchFailed:
            # Unreachable: the pages will say so themselves, each with its error in the ledger.
            return None
        if answer.status >= 500:
            # https://www.rfc-editor.org/rfc/rfc9309#section-2.3.1.4
            self._closed[site] = f"robots.txt answers with HTTP status {answer.status}, which closes the whole site"
            return Protego.parse("User-agent: *\nDisallow: /")
        if answer.status >= 400:
            return None
        # utf-8-sig: with a byte-order mark in front protego overlooks the first group.
        return Protego.parse(answer.body[:MOST_BYTES].decode("utf-8-sig", "replace"))
