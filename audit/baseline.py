"""
What is known and not mended yet: the file a team commits so that only what is new stops a publish.

A ratchet with two sides: a group that is not in the baseline is new and gates; an entry that no longer occurs where it was
seen is stale and, when that is asked for, gates too, so that what was mended stays mended. A page that was not audited
this time neither mends nor breaks anything.

The file is JSON Lines made for review in a diff: a head, then an entry a line, sorted.

    {"baseline":1,"tool":"newsroom-audit 0.2.0","engine":"4.12.1","pages":120}
    {"rule":"image-alt-filename","fingerprint":"3f…","pages":2,"on":["/2026/03/flood/","/about/"],"snippet":"<img …"}

An entry holds on the pages it names. One that was on most pages names none: it is the template's, and holds on every page.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import msgspec

from audit.errors import ConfigError, OutputError
from audit.model import Frozen, Group, GroupState, Outcome, PageSummary, Report, State
from audit.page.text import shorten

FILE = "audit-baseline.jsonl"
VERSION = 1
TEMPLATE_SHARE = 0.5
"""Share of the audited pages of one kind (articles, others) from which on a fault is the template's."""
TEMPLATE_PAGES = 3
MOST_NAMED = 200
"""Pages an entry names; a fault on more of them is known everywhere."""
ENOUGH = 0.5
"""Share of the baseline's pages that must have been audited before a template's fault counts as gone."""
SNIPPET = 160
_CONFLICT = ("<<<<<<<", "=======", ">>>>>>>", "|||||||")


class Head(Frozen, frozen=True, kw_only=True, omit_defaults=False):
    """The first line: what the entries were found with."""

    baseline: int
    """Version of the format."""
    tool: str
    engine: str
    pages: int
    """How many pages were audited."""


class Entry(Frozen, frozen=True, kw_only=True):
    """One group that is known."""

    rule: str
    fingerprint: str
    pages: int
    """On how many pages it was seen."""
    on: list[str] = []
    """Paths of the pages it is known on; none when it is known everywhere."""
    snippet: str = ""
    """The element of its example, for whoever reviews the file."""


@dataclass(frozen=True)
class Baseline:
    """A baseline as read."""

    head: Head
    entries: Mapping[str, Entry] = field(default_factory=dict)
    """Fingerprint -> entry."""


@dataclass(frozen=True)
class Stale:
    """An entry, or some of its pages, where the fault was not found any more."""

    entry: Entry
    gone_from: tuple[str, ...]
    """Paths of pages that were audited and do not have it; none when it is gone everywhere."""

    @property
    def is_whole(self) -> bool:
        """Whether nothing of the entry is left."""
        return not self.gone_from or set(self.gone_from) == set(self.entry.on)


@dataclass(frozen=True)
class Comparison:
    """A run against a baseline."""

    states: Mapping[str, GroupState]
    """Group id -> state, for groups with the outcome failed."""
    new_pages: Mapping[str, list[str]]
    """Group id -> the pages (URLs) on which a known fault is new."""
    stale: Sequence[Stale]


def page_name(url: str) -> str:
    """What a baseline knows a page by: path and query, so that preview and production share one baseline."""
    parts = urlsplit(url)
    return f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"


# --- comparing ----------------------------------------------------------------------------------------------------


def compare(
    baseline: Baseline, groups: Iterable[Group], pages: Iterable[PageSummary], *, tool: str, engine: str
) -> Comparison:
    """What of these groups is new, what is known, and what of the baseline is gone."""
    failed = [group for group in groups if group.outcome == Outcome.FAILED]
    states: dict[str, GroupState] = {}
    new_pages: dict[str, list[str]] = {}
    for group in failed:
        entry = baseline.entries.get(group.fingerprint)
        strange = _strange_pages(entry, group) if entry else []
        if entry and not strange:
            states[group.id] = GroupState.KNOWN
        elif entry is None and _is_by_version(baseline.head, group, tool=tool, engine=engine):
            states[group.id] = GroupState.NEW_BY_VERSION
        else:
            states[group.id] = GroupState.NEW
            new_pages[group.id] = strange or group.pages
    return Comparison(states, new_pages, _stale(baseline, failed, list(pages)))


def _strange_pages(entry: Entry, group: Group) -> list[str]:
    known = set(entry.on)
    return [url for url in group.pages if page_name(url) not in known] if known else []


def _is_by_version(head: Head, group: Group, *, tool: str, engine: str) -> bool:
    """Whether the rules have changed since, so that it may not be the site that has."""
    if group.rule.startswith("axe-"):
        return head.engine != engine
    return head.tool != tool


def _stale(baseline: Baseline, failed: Sequence[Group], pages: Sequence[PageSummary]) -> list[Stale]:
    audited = {page_name(page.url): frozenset(page.untested) for page in pages if _was_audited(page)}
    seen: dict[str, set[str]] = defaultdict(set)
    for group in failed:
        seen[group.fingerprint].update(map(page_name, group.pages))
    found = (
        _judge(entry, audited, seen.get(entry.fingerprint, set()), baseline.head) for entry in baseline.entries.values()
    )
    return [stale for stale in found if stale]


def _judge(entry: Entry, audited: Mapping[str, AbstractSet[str]], seen: AbstractSet[str], head: Head) -> Stale | None:
    looked_at = {page for page, untested in audited.items() if entry.rule not in untested}
    if entry.on:
        gone = tuple(page for page in entry.on if page in looked_at and page not in seen)
        return Stale(entry, gone) if gone else None
    return Stale(entry, ()) if not seen and len(looked_at) >= max(1, ENOUGH * head.pages) else None


def _was_audited(page: PageSummary) -> bool:
    return page.state in {State.AUDITED, State.PARTLY_AUDITED}


# --- making -------------------------------------------------------------------------------------------------------


def taken_in(old: Baseline | None, report: Report) -> Baseline:
    """The baseline with everything that failed in a run; what the run did not look at stays as it was."""
    kinds = Counter(page.kind for page in report.pages if _was_audited(page))
    kind_of = {page.url: page.kind for page in report.pages}
    entries = dict(old.entries) if old else {}
    for group in report.groups:
        if group.outcome != Outcome.FAILED or (group.spared and group.spared.by != "expired"):
            continue
        entry = _entry(group, kinds, kind_of)
        entries[group.fingerprint] = _joined(entries.get(group.fingerprint), entry)
    return Baseline(_head(report, old), entries)


def pruned(old: Baseline, stale: Iterable[Stale]) -> Baseline:
    """The baseline without what is gone."""
    entries = dict(old.entries)
    for each in stale:
        if each.is_whole:
            del entries[each.entry.fingerprint]
            continue
        left = [page for page in each.entry.on if page not in set(each.gone_from)]
        entries[each.entry.fingerprint] = msgspec.structs.replace(each.entry, on=left, pages=len(left))
    return Baseline(old.head, entries)


def _head(report: Report, old: Baseline | None) -> Head:
    audited = sum(_was_audited(page) for page in report.pages)
    return Head(
        baseline=VERSION,
        tool=report.tool,
        engine=report.engine or (old.head.engine if old else ""),
        pages=max(audited, old.head.pages if old else 0),
    )


def _entry(group: Group, kinds: Mapping[str, int], kind_of: Mapping[str, str]) -> Entry:
    on = Counter(kind_of.get(url, "") for url in group.pages)
    is_template = any(count >= max(TEMPLATE_PAGES, TEMPLATE_SHARE * kinds.get(kind, 0)) for kind, count in on.items())
    names = sorted({page_name(url) for url in group.pages})
    return Entry(
        rule=group.rule,
        fingerprint=group.fingerprint,
        pages=len(names),
        on=[] if is_template or len(names) > MOST_NAMED else names,
        snippet=shorten(group.target.html, SNIPPET),
    )


def _joined(old: Entry | None, new: Entry) -> Entry:
    if old is None:
        return new
    if not old.on or not new.on:
        return msgspec.structs.replace(new, on=[], pages=max(old.pages, new.pages))
    names = sorted({*old.on, *new.on})
    return msgspec.structs.replace(new, on=names if len(names) <= MOST_NAMED else [], pages=len(names))


# --- on disk ------------------------------------------------------------------------------------------------------


def read(file: Path) -> Baseline:
    """A baseline from its file. Raises ConfigError that names the line and what is wrong with it."""
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"The baseline {file} cannot be read: {error}.") from error
    if not lines:
        raise ConfigError(f"The baseline {file} is empty. Write it anew with `audit baseline RUN`.")
    for number, line in enumerate(lines, 1):
        if line.startswith(_CONFLICT):
            raise ConfigError(
                f"{file}, line {number}: a merge conflict stands in the baseline. Keep the lines of both sides, each once."
            )
    head = _read_head(file, lines[0])
    entries: dict[str, Entry] = {}
    for number, line in enumerate(lines[1:], 2):
        entry = _read_entry(file, number, line)
        # Both sides of a merge may have taken in one fault.
        entries[entry.fingerprint] = _joined(entries.get(entry.fingerprint), entry)
    return Baseline(head, entries)


def _read_head(file: Path, line: str) -> Head:
    try:
        version = msgspec.json.decode(line).get("baseline")
        if isinstance(version, int) and version > VERSION:
            raise ConfigError(
                f"The baseline {file} is of format {version}, this version reads {VERSION}. Update newsroom-audit."
            )
        return msgspec.json.decode(line, type=Head)
    except (msgspec.MsgspecError, AttributeError) as error:
        raise ConfigError(
            f"{file}, line 1: this is no head of a baseline. Write it anew with `audit baseline RUN`."
        ) from error


def _read_entry(file: Path, number: int, line: str) -> Entry:
    try:
        return msgspec.json.decode(line, type=Entry)
    except msgspec.MsgspecError as error:
        raise ConfigError(
            f"{file}, line {number}: this is no entry of a baseline: {error}. Mend or delete the line."
        ) from error


def find(name: str | None) -> Baseline | None:
    """
    The baseline the settings name, or the usual file if it is there; None without one.

    Raises ConfigError for one that is named and not there, or cannot be read.
    """
    if name == "" or (name is None and not Path(FILE).exists()):
        return None
    return read(Path(name or FILE))


def write(file: Path, baseline: Baseline) -> None:
    """Write a baseline, whole or not at all. Raises OutputError."""
    entries = sorted(baseline.entries.values(), key=lambda entry: (entry.rule, entry.fingerprint))
    lines = [msgspec.json.encode(line) for line in (baseline.head, *entries)]
    half = file.with_name(f"{file.name}.part")
    try:
        half.write_bytes(b"\n".join(lines) + b"\n")
        half.replace(file)
    except OSError as error:
        raise OutputError(f"The baseline {file} cannot be written: {error.strerror}.") from error
