"""
Reporters: what a run leaves behind, each made from the Report alone.

A reporter is a function (Report) -> Mapping of path, relative to the report's folder, -> text. It reads no clock, no file
of the run and no network, so that the same Report gives the same bytes. Only this module touches the disk.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from audit.errors import ConfigError, OutputError
from audit.model import Report

if TYPE_CHECKING:
    from audit.reporters.html.charts import PastRun

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


def write(report: Report, folder: Path, formats: Iterable[str], runs: Sequence[PastRun] = ()) -> list[Path]:
    """
    Write the report into the folder in each of the formats; returns the files that people open, in order.

    `runs` are earlier runs over the same target, for the trend in the HTML report. All files are made under temporary names
    first and renamed only when all are complete: a full disk leaves an earlier report as it was. Raises ConfigError for an
    unknown format, OutputError when the folder cannot be written.
    """
    from audit.reporters.secrets import without_secrets

    chosen = {name: _known(name) for name in formats if name not in SPOKEN}
    shown = without_secrets(report)
    try:
        made = [_files(name, reporter, shown, folder, runs) for name, reporter in chosen.items()]
        written = _replace((folder / path, text) for files in made for path, text in files.items())
        if "html" in chosen:
            _remove_left_over(folder, set(written))
        return [path for path in written if path.parent == folder and not _is_part(path.name)]
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


def _files(name: str, reporter: Reporter, report: Report, folder: Path, runs: Sequence[PastRun]) -> Mapping[str, str]:
    """What a reporter makes; the HTML report is told of the runs before, and given the pictures it is to hold itself."""
    if name != "html":
        return reporter(report)
    from audit.reporters import html

    is_single = report.settings.get("single-file") is True
    return html.files(report, runs, html.embedded(report, folder) if is_single else {})


def _replace(files: Iterable[tuple[Path, str]]) -> list[Path]:
    parts: dict[Path, Path] = {}
    try:
        for path, text in files:
            path.parent.mkdir(parents=True, exist_ok=True)
            # The process id keeps two runs that write into one folder from renaming each other's halves.
            parts[path] = path.with_name(f".{path.name}.{os.getpid()}.part")
            parts[path].write_bytes(text.encode("utf-8", "replace"))
        # The first page last: until then an earlier one leads to pages that are whole.
        for path, part in reversed(parts.items()):
            part.replace(path)
    finally:
        for part in parts.values():
            with contextlib.suppress(OSError):
                part.unlink(missing_ok=True)
    return list(parts)


_LEFT_OVER = {"groups": "*.html", "pages": "*.html", "assets": "report.css", ".": "*.html"}
_PARTS = ("addresses", "groups-", "rules.html")


def _is_part(name: str) -> bool:
    """Whether a file beside index.html is a page of the same report."""
    return name.startswith(_PARTS) and name.endswith(".html")


def _remove_left_over(folder: Path, written: set[Path]) -> None:
    """Take away pages of an earlier report in the folder that this one does not have: nothing leads to them any more."""
    for place, pattern in _LEFT_OVER.items():
        for file in (folder / place).glob(pattern):
            if file not in written and (place != "." or _is_part(file.name)):
                file.unlink()
