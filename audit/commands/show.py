"""`audit open`, `audit serve`, `audit watch`: reports in the browser, of runs that have ended and of those that go on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import click

from audit.commands.options import examples, loaded, settings
from audit.errors import AuditError, ConfigError

if TYPE_CHECKING:
    from audit.model import Report
    from audit.watch import Round

MOST_CHANGES = 8
"""New and mended things a round of `audit watch` names."""


def _served(function: Callable[..., Any]) -> Callable[..., Any]:
    """A command with the flags of those that serve."""
    port = click.option("--port", type=click.IntRange(0, 65535), default=0, help="Port. Default: one that is free.")
    shown = click.option("--open", "is_opened", is_flag=True, help="Open it in the browser as well.")
    return port(shown(function))


@click.command("open", short_help="Open a report in the browser.", epilog=examples("audit open", "audit open public"))
@click.argument("run", default="")
def open_report(run: str) -> None:
    """Open a report in the browser: of RUN (its folder, or its name below reports/), else the one written last."""
    from audit.show.runs import page_of

    file = page_of(run)
    click.echo(file)
    _show(file.resolve().as_uri())


@click.command(
    short_help="List runs in the browser, and follow one that goes on.",
    epilog=examples("audit serve", "audit serve reports/public --open", then="\nCtrl-C ends it."),
)
@click.argument("folder", type=click.Path(path_type=Path), default="reports")
@_served
def serve(folder: Path, port: int, is_opened: bool) -> None:
    """
    List the runs below a folder in the browser, show their reports, and follow a run while it goes on.

    FOLDER is reports/ unless another is named, or the folder of one run. It is served to this machine only.
    """
    from audit.show.runs import REPORTS

    if folder != REPORTS and not folder.is_dir():
        raise ConfigError(f"{folder} is no folder here. Name the one with the runs, or the folder of one run.")
    with _serving(folder, port) as address:
        click.echo(f"Audits in {folder}: {address}\nCtrl-C ends it.")
        if is_opened:
            _show(address)
        while not Event().wait(1):  # without a limit, Windows would not notice Ctrl-C
            pass


@click.command(
    short_help="Audit a folder again and again while it changes.",
    epilog=examples("audit watch public/ --open", "audit watch public/ --rules images", then="\nCtrl-C ends it."),
)
@click.argument("targets", nargs=-1)
@click.option("--quiet", "-q", is_flag=True, help="Print nothing but the verdicts.")
@_served
@settings
def watch(quiet: bool, port: int, is_opened: bool, **values: Any) -> int:
    """
    Audit a folder of built HTML, and again what changes in it; the report in the browser follows by itself.

    Only pages that changed are visited again, and no pictures are taken. Settings are those of `audit run`.
    """
    from audit.run import folder_of
    from audit.watch import rounds, watchable

    config = watchable(loaded(values))
    folder, latest = folder_of(config), None
    with _serving(folder, port) as address:
        place = f"{address}run/{quote(folder.resolve().name, safe='')}/"
        click.echo(f"The report, as it changes: {place}\nCtrl-C ends it.")
        if is_opened:
            _show(place)
        with closing(rounds(config, Event())) as each_round:
            for each in each_round:
                _print_round(each, latest, quiet=quiet)
                latest = each.report or latest
    return 130 if latest is None or latest.interrupted else 0


@contextmanager
def _serving(folder: Path, port: int) -> Iterator[str]:
    """Serve the folder until Ctrl-C or SIGTERM, which end the context without an error."""
    from audit.run import stoppable
    from audit.show.server import serve

    with suppress(KeyboardInterrupt), stoppable(), serve(folder, port) as address:
        yield address


def _show(address: str) -> None:
    import webbrowser

    if not webbrowser.open(address):
        raise AuditError(f"No browser could be started. Open {address} in one yourself.")


def _print_round(each: Round, before: Report | None, *, quiet: bool) -> None:
    """What changed, what is new and what is mended, and the verdict."""
    from audit.reporters.plain import plain

    if each.changed and not quiet:
        more = f" and {len(each.changed) - 1:,} more" if len(each.changed) > 1 else ""
        pages = f"{each.visited:,} page{'' if each.visited == 1 else 's'} audited in {each.seconds:.1f} s"
        click.echo(f"\n{plain(each.changed[0])}{more} changed: {pages}.")
    if each.report is None:
        click.echo(f"audit: {each.problem}", err=True)
        return
    if before and not quiet:
        _print_changes(before, each.report)
    click.echo(plain(each.report.verdict))


def _print_changes(before: Report, after: Report) -> None:
    from audit.diff import compare
    from audit.reporters.plain import plain
    from audit.reporters.secrets import without_secrets

    found = compare(without_secrets(before), without_secrets(after))
    changes = [("mended", change) for change in found.gone] + [("new", change) for change in found.new]
    for word, change in changes[:MOST_CHANGES]:
        click.echo(f"  {word:<6}  {change.impact:<8}  {change.rule}: {plain(change.message)}")
    if len(changes) > MOST_CHANGES:
        click.echo(f"  … and {len(changes) - MOST_CHANGES:,} more in the report.")
