"""What comes from a page, made fit for any format: text in one line, without anything unseen, of sane length."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from hashlib import blake2b
from urllib.parse import quote, unquote, urlsplit

from audit.model import Group, Report

LONGEST = 2_000
"""No text in a report is longer, wherever it comes from."""
LONGEST_PATH = 200
HTML = (".html", ".htm", ".xhtml")

# Controls, halves of surrogate pairs, non-characters, and the marks that turn the direction of what follows them.
_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff\u202a-\u202e\u2066-\u2069]")


def plain(text: str, limit: int = LONGEST) -> str:
    """A text in one line, with what cannot be seen made visible, cut to the limit."""
    cut = text[: limit * 2] if len(text) > limit * 2 else text
    words = _UNSEEN.sub(_seen, " ".join(cut.split()))
    return f"{words[: limit - 1]}…" if len(words) > limit or len(cut) < len(text) else words


def _seen(match: re.Match[str]) -> str:
    code = ord(match[0])
    return "\ufffd" if 0xD800 <= code <= 0xDFFF or code >= 0xFFFE else f"[U+{code:04X}]"


def count(number: int, noun: str) -> str:
    """“1 page”, “12,000 pages”."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def link(source: str) -> str:
    """The address in a rule's source, which says after it when it was read; empty where there is none."""
    found = re.match(r"https?://[^\s\"<>\\`{}|^]+", source)
    return found[0] if found and len(found[0]) <= LONGEST else ""


def file_of(url: str) -> str:
    """
    The file a page stands for, for tools that think in files.

    Of an audited folder the file itself, named from that folder. Of the web a made-up one that is the same every time:
    host/path/index.html; a query is a folder of its own.
    """
    try:
        parts = urlsplit(url)
        host, path, query = parts.netloc.rpartition("@")[2], parts.path, parts.query
    except ValueError:
        host, path, query = "", url, ""
    names = [part for part in unquote(path).split("/") if part not in {"", ".", ".."}]
    if query:
        names += [query.replace("/", "%2F"), "index.html"]
    elif not names or path.endswith("/"):
        names.append("index.html")
    elif not names[-1].lower().endswith(HTML):
        # A host of static files answers /about with about.html; of the web nobody knows.
        names = [*names, "index.html"] if host else [*names[:-1], f"{names[-1]}.html"]
    made = plain("/".join([host.replace(":", "-"), *names] if host else names), LONGEST_PATH * 10)
    if len(made) <= LONGEST_PATH:
        return made
    return f"{made[:LONGEST_PATH]}-{blake2b(url.encode('utf-8', 'replace'), digest_size=4).hexdigest()}.html"


def uri_of(url: str) -> str:
    """The same file as a relative URI."""
    return quote(file_of(url), safe="/")


def groups_by_page(report: Report) -> Mapping[str, list[Group]]:
    """Address of a page -> the groups that occur on it, in the order of the report."""
    found: dict[str, list[Group]] = defaultdict(list)
    for group in report.groups:
        for url in dict.fromkeys(group.pages):
            found[url].append(group)
    return found
