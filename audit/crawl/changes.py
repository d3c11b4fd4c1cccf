"""
What changed in a folder since it was looked at last, and which pages may be other than they were.

By polling: it works on every file system, in containers and over a network, costs 5 ms for 1,000 files, and needs no library.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterable
from hashlib import blake2b
from pathlib import Path
from threading import Event
from urllib.parse import quote

from audit.crawl import serve

PAUSE = 0.1
"""Seconds between two looks; a folder that was still for so long is done being written."""
SHARE = 10
"""A look at a huge folder takes time: the pause is so many times as long, and the processor stays free."""
LARGEST = 4 * 1024 * 1024
"""Bytes up to which a file's content is compared; of a larger one size and time have to do."""
PICTURES = frozenset({".avif", ".gif", ".ico", ".jpeg", ".jpg", ".png", ".svg", ".webp"})
NO_PART_OF_PAGES = frozenset({".atom", ".gz", ".map", ".md", ".rss", ".txt", ".xml"})
"""Sitemaps, feeds, robots.txt: what stands beside pages and not in them."""

Stamp = tuple[int, int]
"""Time of the last change in nanoseconds, and size."""


class Watched:
    """A folder whose changes are looked for."""

    def __init__(self, folder: Path):
        self.folder = folder
        self._stamps: dict[Path, Stamp] = {}
        self._digests: dict[Path, bytes] = {}
        self.look()

    def look(self) -> set[Path]:
        """The files that came, went or have another content since the last look."""
        stamps = {file: stamp for file in serve.files(self.folder) if (stamp := _stamp(file))}
        before, self._stamps = self._stamps, stamps
        gone = before.keys() - stamps.keys()
        for file in gone:
            self._digests.pop(file, None)
        touched = {file for file, stamp in stamps.items() if before.get(file) != stamp}
        # A build writes all of its files anew; few of them are other than they were.
        return gone | {file for file in touched if self._is_other(file)}

    def _is_other(self, file: Path) -> bool:
        before = self._digests.get(file)
        self._digests[file] = now = _digest(file, self._stamps[file])
        return before != now


def wait(watched: Iterable[Watched], ending: Event) -> set[Path]:
    """The files that changed, once nothing changes any more; none when `ending` is set."""
    found: set[Path] = set()
    pause = PAUSE
    while not ending.wait(pause):
        began = time.monotonic()
        fresh = {file for each in watched for file in each.look()}
        pause = max(PAUSE, SHARE * (time.monotonic() - began))
        found |= fresh
        if found and not fresh:
            return found
    return set()


def touched(changed: Iterable[Path], folder: Path) -> set[str] | None:
    """
    The paths of the folder's pages that may be other than they were; None when it may be any.

    A style sheet or a script may matter to any page, a picture to those that name it. A page that shows another in a frame
    is not held to have changed with it.
    """
    paths: set[str] = set()
    pictures: list[Path] = []
    for file in changed:
        if file.suffix.lower() in NO_PART_OF_PAGES:
            continue
        if file.suffix.lower() in PICTURES:
            pictures.append(file)
        elif file.suffix.lower() in serve.HTML and file != folder / "404.html":
            paths |= _paths(serve.address(file.relative_to(folder)))
        else:
            return None
    named = _pages_with(pictures, folder)
    return None if named is None else paths | named


def _paths(address: str) -> set[str]:
    """All paths a page is answered under, or redirected to it."""
    if address.endswith("/"):
        return {address, address.rstrip("/") or "/", f"{address}index.html"}
    return {address, address.removesuffix(".html")}


def _pages_with(pictures: list[Path], folder: Path) -> set[str] | None:
    """The pages that name one of the pictures; None when there is one that no page names: a style sheet may."""
    if not pictures:
        return set()
    names = {name for file in pictures for name in _spellings(file.name)}
    seen: set[bytes] = set()
    paths: set[str] = set()
    for page in serve.files(folder):
        if page.suffix.lower() not in serve.HTML:
            continue
        source = _content(page)
        if here := {name for name in names if name in source}:
            seen |= here
            paths |= _paths(serve.address(page.relative_to(folder)))
    is_unnamed = any(seen.isdisjoint(_spellings(file.name)) for file in pictures)
    return None if is_unnamed else paths


def _spellings(name: str) -> set[bytes]:
    raw = os.fsencode(name)
    return {raw, quote(raw).encode()}


def _stamp(file: Path) -> Stamp | None:
    try:
        found = file.stat()
    except OSError:  # it went while it was looked at
        return None
    return found.st_mtime_ns, found.st_size


def _digest(file: Path, stamp: Stamp) -> bytes:
    if stamp[1] > LARGEST:
        return repr(stamp).encode()
    return blake2b(_content(file), digest_size=16).digest()


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError:
        return b""
