"""
Parts of a run: what a shard leaves behind in its store, and how parts become one run again.

A shard is a run over a part of the addresses; its folder is its bundle. Every shard knows all addresses and their order, so
that the merged run is, byte for byte, the one that nobody divided. Site rules run when the parts are merged.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from audit.album import Album
from audit.baseline import find
from audit.conclude import conclude
from audit.config import Config
from audit.crawl.documents import MOST_FEEDS
from audit.crawl.store import FILE, Store, StoreDamaged
from audit.errors import ConfigError
from audit.model import Frozen, Gap, PageResult, Report, Skip
from audit.page.documents import Document
from audit.rules import load_rules
from audit.select import select

_OWN_TO_A_PART = {"shard": "", "out": "", "workers": None, "browser": ""}
"""Settings of a part that say nothing of the whole."""
_MAY_DIFFER = {*_OWN_TO_A_PART, "history"}


class Bundle(Frozen, frozen=True, kw_only=True):
    """What is kept of a run besides its pages, so that it can be concluded anew."""

    config: Config
    broken: list[Gap] = []
    documents: list[Document] = []
    browser: str = ""
    interrupted: bool = False


@dataclass(frozen=True)
class Part:
    """An opened bundle."""

    folder: Path
    bundle: Bundle
    store: Store


def keep(
    store: Store,
    config: Config,
    broken: Sequence[Gap],
    documents: Sequence[Document],
    *,
    browser: str,
    interrupted: bool,
) -> None:
    """Put into the store what the run's conclusion needs besides its pages."""
    bundle = Bundle(
        config=config, broken=list(broken), documents=list(documents), browser=browser, interrupted=interrupted
    )
    store.put_fact("bundle", msgspec.json.encode(bundle).decode())


def merge(folders: Sequence[Path], out: Path) -> tuple[Report, Config]:
    """
    The report of all parts together, and the settings it was made with; its store is written into `out`.

    Raises ConfigError when a bundle cannot be read, or the bundles are not the parts of one run.
    """
    with ExitStack() as stack:
        parts = [_open(folder, stack) for folder in folders]
        config = _joint_config(parts)
        rules = select(load_rules(config.rule_modules), config)
        baseline = find(config.baseline)
        store = stack.enter_context(Store(out))
        album = stack.enter_context(Album(out, config.pictures))
        order: dict[str, int] = {}
        for number, (part, result) in enumerate(_joined(parts)):
            order[result.url] = number
            store.put(number, album.copy(number, result, part.folder))
        report = conclude(
            store,
            rules,
            config,
            list(dict.fromkeys(gap for part in parts for gap in part.bundle.broken)),
            _documents(parts, order),
            baseline,
            browser=next((part.bundle.browser for part in parts if part.bundle.browser), ""),
            interrupted=any(part.bundle.interrupted for part in parts),
        )
        return report, config


def _open(folder: Path, stack: ExitStack) -> Part:
    file = folder / FILE
    if not file.is_file():
        raise ConfigError(f"{folder} holds no run: there is no {FILE} in it. Give the folder a shard wrote to.")
    try:
        store = stack.enter_context(Store(folder, read=True))
        written = store.fact("bundle")
        bundle = msgspec.json.decode(written or "{}", type=Bundle)
    except (StoreDamaged, msgspec.MsgspecError) as error:
        raise ConfigError(f"{file} cannot be read: {error}. Run that shard again.") from error
    return Part(folder, bundle, store)


def _joint_config(parts: Sequence[Part]) -> Config:
    """The settings without what is a part's own; the parts must be those of one run, each there once."""
    first = parts[0].bundle.config
    numbers = sorted(part.bundle.config.part[0] for part in parts)
    shards = {part.bundle.config.part[1] for part in parts}
    for part in parts[1:]:
        differing = _differing(first, part.bundle.config)
        if differing:
            raise ConfigError(
                f"{parts[0].folder} and {part.folder} are of different runs: {', '.join(differing)} is not the same."
            )
    if shards != {len(parts)} or numbers != list(range(1, len(parts) + 1)):
        given = ", ".join(part.bundle.config.shard or "a whole run" for part in parts)
        raise ConfigError(f"These are not the parts of one run, each once: {given}. Give all shards.")
    return msgspec.structs.replace(first, **_OWN_TO_A_PART)


def _differing(one: Config, other: Config) -> list[str]:
    return [
        field.encode_name
        for field in msgspec.structs.fields(Config)
        if field.name not in _MAY_DIFFER and getattr(one, field.name) != getattr(other, field.name)
    ]


# --- the ledger of all parts --------------------------------------------------------------------------------------


def _joined(parts: Sequence[Part]) -> Iterator[tuple[Part, PageResult]]:
    """
    Every address once with the part it is of, in the order the undivided run has: what all parts know, then where pages led, page by page.
    """
    results: dict[str, tuple[Part, PageResult]] = {}
    led: dict[str, list[str]] = {}
    common: list[str] = []
    known = _known_to_all(parts)
    for part in parts:
        for _, result in part.store.entries():
            if result.url not in known and result.url not in results:
                led.setdefault(result.referrer, []).append(result.url)
            elif part is parts[0]:
                common.append(result.url)
            if result.url not in results or results[result.url][1].reason == Skip.OTHER_SHARD:
                results[result.url] = (part, result)
    waiting = deque(common)
    while waiting:
        url = waiting.popleft()
        yield results[url]
        waiting.extend(led.pop(url, []))


def _known_to_all(parts: Sequence[Part]) -> set[str]:
    addresses: list[set[Any]] = [{result.url for _, result in part.store.entries()} for part in parts]
    return set.intersection(*addresses)


def _documents(parts: Sequence[Part], order: dict[str, int]) -> list[Document]:
    """Each document once; of feeds those the first pages name, as many as the undivided run reads."""
    found: dict[str, Document] = {}
    for document in sorted(
        (document for part in parts for document in part.bundle.documents),
        key=lambda document: order.get(document.named_by, -1),
    ):
        found.setdefault(document.url, document)
    feeds = [document for document in found.values() if document.kind == "feed"]
    return [document for document in found.values() if document.kind != "feed"] + feeds[:MOST_FEEDS]
