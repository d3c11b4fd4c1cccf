"""
The sitemaps and feeds of the audited site, read once its pages are done: two more witnesses of every article.

Only what lies on a site whose articles were audited is read, as robots.txt allows, and within limits of number, size and
time. What was announced and could not be read is kept with the reason.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from audit.config import Config
from audit.crawl.address import host, identity, origin, path, resolve
from audit.crawl.fetch import FetchFailed, fetch, unpack
from audit.crawl.robots import Robots
from audit.crawl.seeds import Seeds
from audit.crawl.store import Store
from audit.page.documents import Document, Kind, read

MOST_SITES = 3
"""Sites whose documents are read; a list of addresses may name hundreds."""
MOST_SITEMAPS = 10
MOST_FEEDS = 5
LARGEST: dict[Kind, int] = {"sitemap": 50 * 1024 * 1024, "feed": 10 * 1024 * 1024}
"""Bytes, unpacked. For sitemaps as in https://www.sitemaps.org/protocol.html (read 2026-11)."""
PATIENCE = 10.0
"""Seconds for one document."""
TIME = 30.0
"""Seconds for all documents of a site together."""
GONE = (404, 410)
HERE = frozenset({"127.0.0.1", "localhost"})

Namer = Callable[[str], str]


@dataclass(frozen=True)
class _Wanted:
    """A document to be read, and who names it; without a name it is only looked for."""

    url: str
    kind: Kind
    named_by: str = ""


def gather(store: Store, seeds: Seeds, robots: Robots, config: Config) -> list[Document]:
    """The documents of the sites that articles of the run stand on; none where the run has no article."""
    folders = {f"/{name}" if len(seeds.names) > 1 else "": site for site, name in seeds.names.items()}
    pages: dict[str, list[str]] = {}
    feeds: dict[str, dict[str, str]] = {}
    with_articles: dict[str, None] = {}
    for result in store.results():
        site = _site(result.url, folders)
        pages.setdefault(site, []).append(result.url)
        for feed in result.feeds:
            feeds.setdefault(site, {}).setdefault(feed, result.url)
        if result.kind == "article":
            with_articles[site] = None
    found: list[Document] = []
    for site in list(with_articles)[:MOST_SITES]:
        prefix = next((prefix for prefix, origin_of in folders.items() if origin_of == site), None)
        reader = _Reader(site, robots, config, prefix, _namer(pages[site], prefix, config))
        found += reader.sitemaps([seed.found_in for seed in seeds.seeds])
        found += reader.feeds(feeds.get(site, {}))
    return found


def _site(url: str, folders: dict[str, str]) -> str:
    """The origin an address of the ledger can be asked at."""
    if not url.startswith("/"):
        return origin(url)
    named = next((prefix for prefix in folders if prefix and url.startswith(f"{prefix}/")), "")
    return folders.get(named, "")


def _namer(pages: Sequence[str], prefix: str | None, config: Config) -> Namer:
    """Turns an address of a document into the one the ledger has the page under, if it has it."""
    if prefix is None:
        return lambda url: identity(full, config.drop_parameters) if (full := resolve(url)) else url
    # A folder's documents name pages by the address they will have, and hosts differ in how they write it.
    known = {_loosely(page): page for page in pages}

    def name(url: str) -> str:
        place = prefix + path(full) if (full := resolve(url)) else url
        return known.get(_loosely(place), place)

    return name


def _loosely(place: str) -> str:
    return place.removesuffix("index.html").removesuffix(".html").rstrip("/")


class _Reader:
    """Reads the documents of one site, within its limits."""

    def __init__(self, site: str, robots: Robots, config: Config, prefix: str | None, name: Namer):
        self._site = site
        self._robots = robots
        self._config = config
        self._prefix = prefix
        self._name = name
        self._end = time.monotonic() + TIME

    def sitemaps(self, seeds: Iterable[str]) -> list[Document]:
        """Those that robots.txt and the command line name, the one at the usual place, and those they name in turn."""
        if self._is_out_of_reach():
            return []
        said = [_Wanted(url, "sitemap", "robots.txt") for url in self._robots.sitemaps(self._site)]
        said += [_Wanted(url, "sitemap", "command line") for url in dict.fromkeys(seeds) if "://" in url]
        said.append(_Wanted(f"{self._site}/sitemap.xml", "sitemap"))
        waiting = list(self._own(said))
        seen = {wanted.url for wanted in waiting}
        found: list[Document] = []
        while waiting:
            wanted = waiting.pop(0)
            if len(found) >= MOST_SITEMAPS:
                left = f"only {MOST_SITEMAPS} sitemaps of a site are read, and {len(waiting) + 1:,} more are named"
                return [*found, Document(self._shown(wanted.url), "sitemap", named_by=wanted.named_by, problem=left)]
            document = self._read(wanted)
            if not wanted.named_by and document.problem:
                continue
            found.append(document)
            inner = [_Wanted(url, "sitemap", document.url) for url in document.sitemaps]
            fresh = [each for each in self._own(inner) if each.url not in seen]
            waiting += fresh
            seen.update(each.url for each in fresh)
        return found

    def feeds(self, named: Mapping[str, str]) -> list[Document]:
        """Those that audited pages name; the first pages, which are the lists, name the feeds of the whole site."""
        wanted = [_Wanted(feed, "feed", page) for feed, page in named.items()]
        return [self._read(each) for each in list(self._own(wanted))[:MOST_FEEDS]]

    def _own(self, wanted: Iterable[_Wanted]) -> Iterator[_Wanted]:
        """Those of this site, each once, at the address they can be asked at."""
        seen: set[str] = set()
        for each in wanted:
            url = resolve(each.url, self._site + "/")
            if url and self._prefix is not None:
                url = self._site + path(url).removeprefix(self._prefix)
            if url and origin(url) == self._site and url not in seen:
                seen.add(url)
                yield replace(each, url=url)

    def _is_out_of_reach(self) -> bool:
        return self._config.offline and host(self._site) not in HERE

    def _why_not(self, url: str) -> str:
        if self._is_out_of_reach():
            return "the run is offline"
        is_allowed = self._prefix is not None or self._robots.allows(url)
        return "" if is_allowed else "robots.txt forbids to read it"

    def _shown(self, url: str) -> str:
        return url if self._prefix is None else self._prefix + path(url)

    def _read(self, wanted: _Wanted) -> Document:
        document = self._fetched(wanted)
        return replace(document, named_by=wanted.named_by)

    def _fetched(self, wanted: _Wanted) -> Document:
        missing = Document(self._shown(wanted.url), wanted.kind)
        left = self._end - time.monotonic()
        if left <= 0:
            return replace(missing, problem=f"the {TIME:.0f} seconds for a site’s documents were over")
        if reason := self._why_not(wanted.url):
            return replace(missing, problem=reason)
        most = LARGEST[wanted.kind]
        try:
            answer = fetch(
                wanted.url, timeout=min(PATIENCE, left), user_agent=self._config.user_agent, most=most
            )  # fmt: skip
            if answer.status >= 400:
                # For a folder the file may be made by the server it will stand on; other errors may be over in an hour.
                is_gone = answer.status in GONE and self._prefix is None
                return replace(missing, problem=f"HTTP status {answer.status}", is_wrong=is_gone)
            if origin(answer.url) != self._site:
                return replace(missing, problem=f"it leads to another site, {answer.url}")
            content = unpack(answer.body, most=most)
        except FetchFailed as error:
            return replace(missing, problem=str(error).replace(self._site, ""))
        return read(missing.url, content, wanted.kind, self._name)
