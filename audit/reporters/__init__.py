"""
Reporters: the files a run leaves behind, each made from the Report alone.

A reporter is a function (Report) -> Mapping of path, relative to the report's folder, -> text. It reads no clock, no file
of the run and no network, so that the same Report gives the same bytes. Only `write` touches the disk.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from audit.errors import ConfigError, OutputError
from audit.model import Report

Reporter = Callable[[Report], Mapping[str, str]]


def _html(report: Report) -> Mapping[str, str]:
    from audit.reporters.html import files

    return files(report)


def _json(report: Report) -> Mapping[str, str]:
    from audit.reporters.json import files

    return files(report)


# Each imports its module when it is called: jinja2 must not cost `audit --help` its start.
REPORTERS: Mapping[str, Reporter] = {"html": _html, "json": _json}
"""Name of a format -> its reporter."""


def write(report: Report, folder: Path, formats: Iterable[str]) -> list[Path]:
    """
    Write the report into the folder in each of the formats; returns the files, in order.

    All files are made under temporary names first and renamed only when all are complete: a full disk leaves an
    earlier report as it was. Raises ConfigError for an unknown format, OutputError when the folder cannot be written.
    """
    files = {path: text for name in formats for path, text in _reporter(name)(report).items()}
    try:
        return _replace({folder / path: text for path, text in files.items()})
    except OSError as error:
        raise OutputError(
            f"The report cannot be written to {folder}: {error.strerror or error}. Free space there or choose another folder."
        ) from error


def _reporter(name: str) -> Reporter:
    if name not in REPORTERS:
        raise ConfigError(f"There is no report format “{name}”. Choose from {', '.join(REPORTERS)}.")
    return REPORTERS[name]


def _replace(files: Mapping[Path, str]) -> list[Path]:
    # The process id keeps two runs that write into one folder from renaming each other's halves.
    parts = {path: path.with_name(f".{path.name}.{os.getpid()}.part") for path in files}
    try:
        for path, text in files.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            parts[path].write_bytes(text.encode("utf-8", "replace"))
        for path, part in parts.items():
            part.replace(path)
    finally:
        for part in parts.values():
            with contextlib.suppress(OSError):
                part.unlink(missing_ok=True)
    return list(files)
