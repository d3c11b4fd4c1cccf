"""
Which pages are audited, in which order, and why every other address is not.

An address enters once. It is either given out, in the order it came, or refused with a reason; nothing is forgotten.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256

from audit.config import Config
from audit.crawl.address import host, identity, matches, origin, path, resolve
from audit.crawl.robots import Robots
from audit.crawl.seeds import Seeds
from audit.errors import ConfigError
from audit.model import Skip

CRAWL_LIMIT = 500
"""Pages a crawl audits when nothing was said: links can go on for ever."""


@dataclass(frozen=True)
class Visit:
    """An address with its place in the ledger. `skip` is empty when it is to be audited."""

    number: int
    url: str
    referrer: str
    skip: str = ""
    detail: str = ""


class Frontier:
    """The addresses of a run: known, waiting, refused."""

    def __init__(self, config: Config, seeds: Seeds, robots: Robots):
        """Raises ConfigError for a shard of a crawl, or one that there is not."""
        self._config = config
        self._robots = robots
        self._own = set(seeds.folders.values())
        self._unchanged = seeds.unchanged
        self.follows = seeds.crawls if config.follow is None else config.follow
        self._shard, self._shards = config.part
        self._refuse_shard(config.shard)
        self._limit = config.max_pages or (CRAWL_LIMIT if self.follows else None)
        self._known: set[str] = set()
        self._waiting: deque[Visit] = deque()
        self._refused: deque[Visit] = deque()
        self._accepted = 0
        self._elsewhere = 0
        self._redirects = 0
        self._starts = [identity(seed.url, config.drop_parameters) for seed in seeds.seeds]
        self._hosts = {host(start) for start in self._starts}
        for start, seed in zip(self._starts, seeds.seeds, strict=True):
            self._add(start, seed.found_in, is_seed=True)

    def next(self) -> Visit | None:
        """The next address to audit, or None when none waits now."""
        return self._waiting.popleft() if self._waiting else None

    def refused(self) -> Iterator[Visit]:
        """The addresses refused since the last call, each once."""
        while self._refused:
            yield self._refused.popleft()

    def drop(self, reason: Skip) -> None:
        """Refuse everything that still waits."""
        while self._waiting:
            visit = self._waiting.popleft()
            self._refused.append(Visit(visit.number, visit.url, visit.referrer, reason))

    def add_links(self, links: Iterable[str], referrer: str) -> None:
        """Take in the links of an audited page, if links are followed."""
        if self.follows and self._config.scope != "page":
            for link in links:
                self.add(link, referrer)

    def redirected(self, visit: Visit, location: str) -> None:
        """Take in where an address led, in its place; where a seed leads is the site, on whatever host."""
        self._redirects += 1
        url = resolve(location)
        if not url:
            return
        target = identity(url, self._config.drop_parameters)
        is_seed = visit.url in self._starts
        if is_seed:
            self._starts.append(target)
            self._hosts.add(host(target))
        self._add(target, visit.url, is_seed=is_seed, is_target=True)

    def add(self, link: str, referrer: str) -> None:
        """Take in one address."""
        url = resolve(link)
        if url:
            self._add(identity(url, self._config.drop_parameters), referrer, is_seed=False)

    @property
    def known(self) -> int:
        """How many addresses were discovered."""
        return len(self._known)

    @property
    def accepted(self) -> int:
        """How many of them are to be audited."""
        return self._accepted

    def _add(self, url: str, referrer: str, *, is_seed: bool, is_target: bool = False) -> None:
        if url in self._known:
            return
        number = len(self._known)
        self._known.add(url)
        skip, detail = self._reason_against(url, is_seed=is_seed)
        counted = self._accepted + self._elsewhere - self._redirects
        if skip is None and self._limit is not None and counted >= self._limit:
            skip, detail = Skip.PAGE_LIMIT, f"the limit is {self._limit} pages"
        # Where a page of this shard leads only this shard knows: it goes there itself.
        if skip is None and not is_target and self._is_elsewhere(url):
            self._elsewhere += 1
            skip = Skip.OTHER_SHARD
        if skip is not None:
            self._refused.append(Visit(number, url, referrer, skip, detail))
            return
        self._accepted += 1
        self._waiting.append(Visit(number, url, referrer))

    def _is_elsewhere(self, url: str) -> bool:
        if self._shards == 1:
            return False
        # A folder's port is another one every time.
        name = path(url) if origin(url) in self._own else url
        return int.from_bytes(sha256(name.encode()).digest()[:8]) % self._shards != self._shard - 1

    def _refuse_shard(self, shard: str) -> None:
        if self._shard > self._shards:
            raise ConfigError(f"shard = {shard!r}: there is no part {self._shard} of {self._shards}.")
        if shard and self.follows:
            raise ConfigError(
                f"shard = {shard!r}: a crawl that follows links cannot be divided, for no part knows all addresses. "
                "Give a sitemap, a list or a folder, or --no-follow."
            )

    def _reason_against(self, url: str, *, is_seed: bool) -> tuple[Skip | None, str]:
        if not is_seed and not self._in_scope(url):
            return Skip.OUT_OF_SCOPE, ""
        if self._config.include and not matches(url, self._config.include):
            return Skip.NOT_INCLUDED, ""
        if matches(url, self._config.exclude):
            return Skip.EXCLUDED, ""
        if url in self._unchanged:
            return Skip.UNCHANGED, f"as it was at {self._config.changed_since}"
        if origin(url) not in self._own and not self._robots.allows(url):
            return Skip.ROBOTS, self._robots.why_closed(url)
        return None, ""

    def _in_scope(self, url: str) -> bool:
        name = host(url)
        if self._config.scope == "domain":
            return any(f".{name}".endswith(f".{known.removeprefix('www.')}") for known in self._hosts)
        if self._config.scope == "prefix":
            return any(host(start) == name and path(url).startswith(_folder(path(start))) for start in self._starts)
        return name in self._hosts


def _folder(place: str) -> str:
    return place.partition("?")[0].rpartition("/")[0] + "/"
