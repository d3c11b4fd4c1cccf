"""How a run is shown: progress while it lasts, what is wrong and the verdict when it is done."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

import click

from audit.config import Config, in_ci
from audit.errors import AuditError

if TYPE_CHECKING:
    from rich.console import Console

    from audit.model import Report
    from audit.run import Progress, Watcher


def tell_github(report: Report, config: Config) -> None:
    """What GitHub Actions shows of a run: annotations where they are asked for, the summary of the job."""
    from audit.reporters import append_summary, spoken

    click.echo(spoken(report, config.formats), nl=False)
    summary = os.environ.get("GITHUB_STEP_SUMMARY")
    if not summary or not config.step_summary:
        return
    try:
        append_summary(report, Path(summary))
    except AuditError as error:  # the gate's answer stands all the same
        click.echo(f"audit: {error}", err=True)


WIDE = 200
"""Columns where no terminal says how many it has: a log is read with long lines."""


def terminal(*, stderr: bool = False) -> Console:
    from rich.console import Console

    piped = not (sys.stderr if stderr else sys.stdout).isatty()
    return Console(stderr=stderr, width=WIDE if piped else None)


@contextmanager
def watcher(*, quiet: bool) -> Iterator[Watcher]:
    """How progress is shown: a bar on a terminal, a line now and then elsewhere, nothing when quiet."""
    console = terminal(stderr=True)
    if quiet:
        yield lambda _: None
    elif console.is_terminal and not in_ci():
        with _bar(console) as watch:
            yield watch
    else:
        yield _lines()


@contextmanager
def _bar(console: Console) -> Iterator[Watcher]:
    from rich.markup import escape
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as Bar

    columns = (MofNCompleteColumn(), BarColumn(), TimeElapsedColumn(), TextColumn("{task.description}"))
    with Bar(*columns, console=console, transient=True) as shown:
        task = shown.add_task("starting", total=None)

        def watch(progress: Progress) -> None:
            said = f"{progress.failed} failed · {progress.errors} errors · {escape(progress.url)}"
            shown.update(task, completed=progress.done, total=progress.accepted, description=said)

        yield watch


def _lines() -> Watcher:
    def watch(progress: Progress) -> None:
        if progress.done % 25 == 0 and progress.done:
            with suppress(BrokenPipeError):
                click.echo(f"audit: {progress.done} of {progress.accepted} pages, {progress.failed} failed", err=True)

    return watch


def first_file(config: Config) -> str:
    """The file of the report that a person opens; where there is none, the folder stands for all of them."""
    return next(
        (file for name, file in (("html", "index.html"), ("json", "report.json")) if name in config.formats), ""
    )


def print_report(report: Report, file: Path, *, quiet: bool) -> None:
    from rich.markup import escape

    console = terminal()
    if not quiet:
        _print_groups(report)
    colour = "green" if report.exit_code == 0 else "red"
    console.print(f"[bold {colour}]{escape(report.verdict)}[/]", highlight=False)
    if not quiet:
        console.print(f"Report: {escape(str(file))}", highlight=False)


MOST_SHOWN = 20


def _print_groups(report: Report) -> None:
    from audit.model import Outcome

    console = terminal()
    failed = [group for group in report.groups if group.gates]
    unsure = sum(group.outcome == Outcome.CANT_TELL for group in report.groups)
    shown = failed[:MOST_SHOWN]
    widest = max((len(group.rule) for group in shown), default=0)
    for group in shown:
        pages = f"{len(group.pages)} page{'' if len(group.pages) == 1 else 's'}"
        line = f"{group.impact:<9} {pages:>9}  {group.rule:<{widest}}  {' '.join(group.message.split())}"
        console.print(line, no_wrap=True, overflow="ellipsis", markup=False, highlight=False)
    if len(failed) > MOST_SHOWN:
        console.print(f"… and {len(failed) - MOST_SHOWN} more in the report.", highlight=False)
    if unsure:
        console.print(
            f"{unsure} could not be told and want a person's look: they stand in the report.", highlight=False
        )
    for line in _housekeeping(report):
        console.print(line, markup=False, highlight=False)
    console.print()


def _housekeeping(report: Report) -> Iterator[str]:
    """What of the baseline and the suppressions can go."""
    if report.baseline and report.baseline.stale:
        number = len(report.baseline.stale)
        yield f"{number} of the baseline no longer {'occurs' if number == 1 else 'occur'}: `audit baseline RUN --prune`."
    for suppression in report.suppressions:
        if suppression.is_expired and suppression.findings:
            yield f"Expired on {suppression.expires}: the suppression of {suppression.name}: {suppression.reason}"
        elif not suppression.findings:
            yield f"Nothing is suppressed any more by {suppression.name}: take it out."
