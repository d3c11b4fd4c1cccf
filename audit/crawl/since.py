"""
Which pages of a folder are as they were at a commit, told from the files that git names as changed.

A page changed when its file did, or a file that it names: a style sheet, a script, a picture, and what those name in turn.
Names are looked for as they are written, wherever in a file, so that a page is rather audited for nothing than left out.
Whenever that does not tell, every page may have changed: a changed file that no page names, as a template; a folder that is
built anew each time and that git ignores.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable
from pathlib import Path

from lxml import html

from audit.crawl import serve
from audit.crawl.address import path, resolve
from audit.crawl.changes import NO_PART_OF_PAGES
from audit.errors import ConfigError

NAMING = (".css", ".js", ".json", ".mjs", ".svg", ".webmanifest")
"""Files that name others: a page that names one of them has to do with those as well."""
MOST_FILES = 300
"""Changed files, besides pages, up to which it is looked for who names them."""
_FRAMES = (b"<iframe", b"<frame", b"<object", b"<embed")


def unchanged(folder: Path, commit: str) -> set[str]:
    """
    The paths of the folder's pages that are as they were at a commit, a branch or a tag.

    Raises ConfigError when there is no git, the folder is in no repository, or that has no such commit.
    """
    changed = changed_files(folder, commit)
    if not _is_kept(folder):
        return set()
    pages = {serve.address(file.relative_to(folder)): file for file in _pages(folder)}
    touched = _touched(changed, folder, pages)
    return set() if touched is None else pages.keys() - touched


def changed_files(folder: Path, commit: str) -> set[Path]:
    """The files of the folder's repository that are other than at a commit, that are new to it, or gone."""
    root = Path(_git(folder, "rev-parse", "--show-toplevel").rstrip("\n"))
    is_option = commit.startswith("-")
    found = "" if is_option else _git(folder, "rev-parse", "--verify", "--quiet", f"{commit}^{{commit}}", fails=True)
    if not found:
        raise ConfigError(
            f"changed-since: git knows no commit “{commit}” in {root.name}. "
            "Fetch it first (in CI, check out the whole history), or name another."
        )
    changed = _git(root, "diff", "--name-only", "--no-renames", "--no-ext-diff", "-z", found.strip(), "--")
    new = _git(root, "ls-files", "--others", "--exclude-standard", "-z")
    return {root / name for name in (changed + new).split("\0") if name}


def _git(folder: Path, *arguments: str, fails: bool = False) -> str:
    """What git answers about a folder; with `fails` nothing where it says no."""
    command = ["git", "-C", str(folder), *arguments]
    try:
        done = subprocess.run(command, capture_output=True, stdin=subprocess.DEVNULL, check=False)
    except OSError as error:
        raise ConfigError(
            "changed-since needs git, which is not installed here. Install it, or leave it out."
        ) from error
    if done.returncode and not fails:
        said = done.stderr.decode(errors="replace").strip().partition("\n")[0].removeprefix("fatal: ")
        raise ConfigError(f"changed-since: git cannot tell what changed in {folder.name}: {said}.")
    return os.fsdecode(done.stdout)


def _touched(changed: Iterable[Path], folder: Path, pages: dict[str, Path]) -> set[str] | None:
    """The paths of the pages that may be other than they were; None when it may be any."""
    inside = (file for file in changed if file.is_relative_to(folder))
    files = {file for file in inside if not _is_apart(file.relative_to(folder))}
    own = {serve.address(file.relative_to(folder)) for file in files if file.suffix.lower() in serve.HTML}
    others = {file for file in files if file.suffix.lower() not in serve.HTML}
    if len(others) > MOST_FILES:
        return None
    named = _naming(others, folder, pages)
    return None if named is None else (own | named | _framing(own, pages)) & pages.keys()


def _is_kept(folder: Path) -> bool:
    """Whether git sees all of the folder's files: then what they are made from does not matter, they tell what changed."""
    names = _git(folder, "ls-files", "--cached", "--others", "--exclude-standard", "-z", "--", ".")
    known = {folder / name for name in names.split("\0")}
    return all(file in known or _is_apart(file.relative_to(folder)) for file in serve.files(folder))


def _is_apart(place: Path) -> bool:
    """Whether a file is no part of a page: what is hidden or installed, sitemaps, feeds."""
    hidden = any(part.startswith(".") or part == "node_modules" for part in place.parts)
    return hidden or place.suffix.lower() in NO_PART_OF_PAGES


def _pages(folder: Path) -> list[Path]:
    return [file for file in serve.files(folder) if file.suffix.lower() in serve.HTML]


def _naming(changed: set[Path], folder: Path, pages: dict[str, Path]) -> set[str] | None:
    """The pages that name one of the files, or a file that names it; None when there is one that no page leads to."""
    between = {file: _content(file) for file in serve.files(folder) if file.suffix.lower() in NAMING} if changed else {}
    ways = [_leading_to(file, between) for file in changed]
    unseen = set(range(len(ways)))
    found = set()
    for address, page in pages.items() if ways else ():
        content = _content(page)
        seen = {number for number, names in enumerate(ways) if any(name in content for name in names)}
        unseen -= seen
        if seen:
            found.add(address)
    return None if unseen else found


def _leading_to(file: Path, between: dict[Path, bytes]) -> set[bytes]:
    """The names under which a page can lead to a file: its own, and those of what names it, and so on."""
    files, waiting = {file}, [file]
    while waiting:
        names = _spellings(waiting.pop().name)
        fresh = {
            each for each, content in between.items() if each not in files and any(name in content for name in names)
        }
        files |= fresh
        waiting += fresh
    return {name for each in files for name in _spellings(each.name)}


def _spellings(name: str) -> set[bytes]:
    """A file's name as HTML, style sheets and scripts may write it."""
    raw = os.fsencode(name)
    return {raw, serve.address(Path(name)).removeprefix("/").encode(), raw.replace(b"&", b"&amp;")}


def _framing(changed: set[str], pages: dict[str, Path]) -> set[str]:
    """The pages that show one of the changed ones in a frame."""
    found = set()
    for address, page in pages.items() if changed else ():
        content = _content(page)
        if any(mark in content.lower() for mark in _FRAMES) and not changed.isdisjoint(_framed(content, address)):
            found.add(address)
    return found


def _framed(content: bytes, address: str) -> set[str]:
    here = f"http://127.0.0.1{address}"
    tree = html.document_fromstring(content)
    shown = [element.get("src") or element.get("data") for element in tree.iter("iframe", "frame", "object", "embed")]
    return {path(url).partition("?")[0] for link in shown if link and (url := resolve(link, here))}


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError:  # it went while it was looked at
        return b""
