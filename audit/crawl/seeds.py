"""What is asked to be audited, turned into addresses: a folder (served on loopback), a file, a URL, a list, a sitemap."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree

from audit.config import Config
from audit.crawl import serve
from audit.crawl.address import resolve
from audit.crawl.fetch import FetchFailed, fetch, unpack
from audit.crawl.since import unchanged
from audit.errors import ConfigError, NothingAudited

MOST_SITEMAPS = 1_000
"""An index may name 50,000 sitemaps (sitemaps.org); a run reads so many."""


@dataclass(frozen=True)
class Seed:
    """An address to begin with, and where it was found."""

    url: str
    found_in: str


@dataclass
class Seeds:
    """All addresses a run begins with, and what is known of them together."""

    seeds: list[Seed] = field(default_factory=list)
    crawls: bool = False
    """Whether links are followed unless the settings say otherwise: so for a plain URL."""
    folders: dict[Path, str] = field(default_factory=dict)
    """Folder -> the loopback origin it is served under; robots.txt is not asked there."""
    changes: bool = False
    """Whether the folders change while they are served."""
    unchanged: set[str] = field(default_factory=set)
    """Pages of the folders that are as they were at the commit that the settings name."""

    @property
    def names(self) -> dict[str, str]:
        """Loopback origin -> the folder's name: reports show addresses as paths, not a port that changes."""
        named: dict[str, str] = {}
        seen: Counter[str] = Counter()
        for folder, site in self.folders.items():
            seen[folder.name] += 1
            named[site] = folder.name if seen[folder.name] == 1 else f"{folder.name}-{seen[folder.name]}"
        return named


@contextmanager
def open_seeds(config: Config, *, changes: bool = False) -> Iterator[Seeds]:
    """
    Read the targets; folders are served while the context lasts, and may change meanwhile if that is said.

    Raises ConfigError for a target that is not there or cannot be read, NothingAudited for one that holds no page.
    """
    if not config.targets:
        raise ConfigError(
            "Nothing to audit was named. Give a folder, a URL, a sitemap or a list, e.g. `audit run public/`."
        )
    with ExitStack() as servers:
        found = Seeds(changes=changes)
        _read_targets(config, found, servers)
        yield found


def read_again(config: Config, before: Seeds) -> Seeds:
    """The targets as they are now; their folders stay served where they were. Raises as `open_seeds` does."""
    with ExitStack() as servers:
        found = Seeds(folders=before.folders, changes=before.changes)
        _read_targets(config, found, servers)
        return found


def _read_targets(config: Config, found: Seeds, servers: ExitStack) -> None:
    for target in config.targets:
        _read_target(target, found, servers)
    if not config.changed_since:
        return
    if any(not seed.url.startswith(tuple(found.folders.values())) for seed in found.seeds) or not found.folders:
        raise ConfigError("changed-since is for folders of built HTML: of other sites git does not know what changed.")
    for folder, site in found.folders.items():
        found.unchanged.update(site + path for path in unchanged(folder, config.changed_since))


def _read_target(target: str, found: Seeds, servers: ExitStack) -> None:
    if "://" in target:
        return _read_url(target, found)
    path = Path(target)
    try:
        is_folder, is_file = path.is_dir(), path.is_file()
    except OSError as error:
        raise ConfigError(f"{target} cannot be read: {error.strerror}.") from error
    if is_folder:
        return _read_folder(path, found, servers)
    if is_file:
        return _read_file(path, found, servers)
    raise ConfigError(
        f"{target} is neither a folder nor a file here, and no URL. Give a path that exists, or an address with https://."
    )


def _read_url(target: str, found: Seeds) -> None:
    url = resolve(target)
    if not url:
        raise ConfigError(f"{target} is not an address of a web page. Give one that begins with http:// or https://.")
    if url.partition("?")[0].endswith((".xml", ".xml.gz")):
        found.seeds += [Seed(page, url) for page in _sitemap(_get_sitemap(url), url)]
    else:
        found.seeds.append(Seed(url, "command line"))
        found.crawls = True


def _read_folder(folder: Path, found: Seeds, servers: ExitStack) -> None:
    paths = serve.pages(folder)
    if not paths:
        raise NothingAudited(
            f"{folder} holds no HTML file. Build the site first, or name the folder the build writes to."
        )
    _serve(folder, paths, found, servers)


def _serve(folder: Path, paths: list[str], found: Seeds, servers: ExitStack) -> None:
    place = folder.resolve()
    if place not in found.folders:
        found.folders[place] = servers.enter_context(serve.serve(place, changes=found.changes))
    site = found.folders[place]
    found.seeds += [Seed(site + path, "folder") for path in paths]


def _read_file(path: Path, found: Seeds, servers: ExitStack) -> None:
    if path.suffix.lower() in serve.HTML:
        return _serve(path.parent, [serve.address(Path(path.name))], found, servers)
    try:
        content = unpack(path.read_bytes())
    except (OSError, FetchFailed) as error:
        raise ConfigError(f"{path} cannot be read: {error}.") from error
    if content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        found.seeds += [Seed(page, path.name) for page in _sitemap(content, path.name)]
    else:
        found.seeds += _list(content, path)
    return None


def _list(content: bytes, path: Path) -> list[Seed]:
    seeds = []
    for number, line in enumerate(content.decode("utf-8-sig", "replace").splitlines(), 1):
        entry = line.strip()
        if not entry or entry.startswith("#"):
            continue
        url = resolve(entry)
        if not url:
            raise ConfigError(
                f"{path}, line {number}: “{entry[:80]}” is not an address of a web page. Write one URL a line."
            )
        seeds.append(Seed(url, f"{path.name}, line {number}"))
    if not seeds:
        raise NothingAudited(f"{path} lists no address. Write one URL a line.")
    return seeds


def _sitemap(content: bytes, name: str) -> list[str]:
    """The pages of a sitemap, those of the sitemaps it names included."""
    pages: list[str] = []
    waiting, seen = [name], {name}
    while waiting:
        place = waiting.pop(0)
        is_index, locations = _parse_sitemap(content if place == name else _get_sitemap(place), place)
        if not is_index:
            pages += locations
            continue
        fresh = [location for location in locations if location not in seen]
        if len(seen) + len(fresh) > MOST_SITEMAPS:
            raise ConfigError(
                f"The sitemap {name} names more than {MOST_SITEMAPS:,} sitemaps. Name those to be audited."
            )
        waiting += fresh
        seen.update(fresh)
    if not pages:
        raise NothingAudited(f"The sitemap {name} lists no page, so nothing was audited.")
    return pages


def _get_sitemap(url: str) -> bytes:
    try:
        answer = fetch(url)
        if answer.status >= 400:
            raise NothingAudited(f"The sitemap {url} answers with HTTP status {answer.status}, so nothing was audited.")
        return unpack(answer.body)
    except FetchFailed as error:
        raise NothingAudited(f"The sitemap cannot be fetched, so nothing was audited: {error}.") from error


def _parse_sitemap(content: bytes, name: str) -> tuple[bool, list[str]]:
    """Whether it is an index, and the addresses it holds. Entities are not expanded, nothing is fetched."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise ConfigError(f"{name} is no readable sitemap: {error.msg}. Mend the XML.") from error
    if root is None or etree.QName(root).localname not in {"urlset", "sitemapindex"}:
        raise ConfigError(f"{name} is no sitemap: its root element is neither urlset nor sitemapindex.")
    found = [resolve((loc.text or "").strip()) for loc in root.iter("{*}loc") if _is_page_loc(loc)]
    return etree.QName(root).localname == "sitemapindex", [url for url in dict.fromkeys(found) if url]


def _is_page_loc(loc: etree._Element) -> bool:
    # image:loc and video:loc name files, not pages.
    parent = loc.getparent()
    return parent is not None and etree.QName(parent).localname in {"url", "sitemap"}
