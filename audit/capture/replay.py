"""Captured pages on disk, so that rules can judge them again without a browser: a compressed JSON file a page."""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Iterator
from pathlib import Path

import msgspec

from audit.errors import OutputError
from audit.model import Snapshot

SUFFIX = ".json.gz"


def keep(snapshot: Snapshot, folder: Path) -> None:
    """Write a snapshot into the folder; one of the same address is replaced. Raises OutputError."""
    name = hashlib.sha256(snapshot.url.encode()).hexdigest()[:20] + SUFFIX
    # Without the time of writing, so that equal pages give equal files.
    packed = gzip.compress(msgspec.json.encode(snapshot), compresslevel=1, mtime=0)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        half = folder / f"{name}.part"
        half.write_bytes(packed)
        half.replace(folder / name)
    except OSError as error:
        raise OutputError(
            f"The snapshot {folder / name} cannot be written: {error.strerror}. Make room for it."
        ) from error


def kept(folder: Path) -> Iterator[Snapshot]:
    """The snapshots of a folder, by name of file. Raises OutputError for a file that cannot be read."""
    for file in sorted(folder.glob(f"*{SUFFIX}")):
        try:
            yield msgspec.json.decode(gzip.decompress(file.read_bytes()), type=Snapshot)
        except (OSError, EOFError, msgspec.MsgspecError) as error:
            raise OutputError(f"The snapshot {file} cannot be read: {error}. Delete it and audit anew.") from error
