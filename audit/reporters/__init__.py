"""
Reporters: what a run leaves behind, each made from the Report alone.

A reporter is a function (Report) -> Mapping of path, relative to the report's folder, -> text. It reads no clock, no file
of the run and no network, so that the same Report gives the same bytes. Only this module touches the disk.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterable, Mapping
from importlib import import_module
from pathlib import Path

from audit.errors import ConfigError, OutputError
from audit.model import Report

Reporter = Callable[[Report], Mapping[str, str]]
LARGEST_SUMMARY = 1024 * 1024
"""Bytes of a step's summary that GitHub takes; of a larger one it shows nothing."""


def _reporter(name: str) -> Reporter:
    """The reporter in the module of that name, imported when it is called: jinja2 must not cost `audit --help` its start."""

    def files(report: Report) -> Mapping[str, str]:
        made: Mapping[str, str] = import_module(f"audit.reporters.{name}").files(report)
        return made

    return files


REPORTERS: Mapping[str, Reporter] = {
    name: _reporter(name) for name in ("html", "json", "sarif", "junit", "markdown", "gitlab", "csv", "earl")
}
"""Name of a format -> its reporter."""
SPOKEN = frozenset({"github"})
"""Formats that are no files: they are for standard output."""


def write(report: Report, folder: Path, formats: Iterable[str]) -> list[Path]:
    """
    Write the report into the folder in each of the formats; returns the files, in order.

    All files are made under temporary names first and renamed only when all are complete: a full disk leaves an
    earlier report as it was. Raises ConfigError for an unknown format, OutputError when the folder cannot be written.
    """
    from audit.reporters.secrets import without_secrets

    chosen = [_known(name) for name in formats if name not in SPOKEN]
    shown = without_secrets(report)
    files = {path: text for reporter in chosen for path, text in reporter(shown).items()}
    try:
        return _replace({folder / path: text for path, text in files.items()})
    except OSError as error:
        raise OutputError(
            f"The report cannot be written to {folder}: {error.strerror or error}. Free space there or choose another folder."
        ) from error


def spoken(report: Report, formats: Iterable[str]) -> str:
    """What those of the formats that are no files have to say."""
    if not SPOKEN & set(formats):
        return ""
    from audit.reporters import github
    from audit.reporters.secrets import without_secrets

    return github.text(without_secrets(report))


def append_summary(report: Report, file: Path) -> None:
    """
    Add the summary in Markdown to the file GitHub shows on a job's page.

    Raises OutputError when it cannot be written, or when GitHub would not take what is there by now.
    """
    from audit.reporters import markdown
    from audit.reporters.secrets import without_secrets

    text = markdown.text(without_secrets(report)).encode("utf-8", "replace")
    try:
        there = file.stat().st_size if file.exists() else 0
        if there + len(text) > LARGEST_SUMMARY:
            raise OutputError(
                "The step's summary was not added to: GitHub takes 1 MiB of it, and most of that is taken."
            )
        with file.open("ab") as opened:
            opened.write(text)
    except OSError as error:
        raise OutputError(
            f"The step's summary {file} cannot be written: {error.strerror or error}. Switch it off with --no-step-summary."
        ) from error


def _known(name: str) -> Reporter:
    if name not in REPORTERS:
        raise ConfigError(f"There is no report format “{name}”. Choose from {', '.join([*REPORTERS, *SPOKEN])}.")
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
