"""What is done with runs that are stored: `audit report`, `diff`, `baseline`, `merge`, `history`."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import click

from audit.commands.options import EXIT_CODES, examples
from audit.commands.shown import first_file, print_report, tell_github, terminal
from audit.config import Format, description
from audit.errors import ConfigError


@click.command(
    short_help="Write the report of a run again, in another format.",
    epilog=examples(
        "audit report reports/public --format sarif", "audit report reports/public --format html --out /tmp/it"
    ),
)
@click.argument("run", type=click.Path(path_type=Path))
@click.option(
    "--format",
    "formats",
    type=click.Choice(get_args(Format)),
    multiple=True,
    default=["html"],
    help=description("formats"),
)
@click.option("--out", type=click.Path(path_type=Path), help="Folder to write to. Default: the run's own.")
@click.option("--single-file", is_flag=True, help=description("single_file"))
def report(run: Path, formats: tuple[str, ...], out: Path | None, single_file: bool) -> None:
    """Write the report of a stored run again; RUN is its folder, or the report.json in it."""
    from audit.reporters import spoken, write
    from audit.reporters.json import read

    stored = read(run)
    if single_file:
        stored.settings["single-file"] = True
    for file in write(stored, out or (run if run.is_dir() else run.parent), formats):
        click.echo(file)
    click.echo(spoken(stored, formats), nl=False)


@click.command(
    short_help="Compare two runs: what is new, what is gone.",
    epilog=examples(
        "audit diff reports/main reports/branch",
        "audit diff reports/main reports/branch --format markdown",
        then="\nExit codes: 0 the same groups · 1 something is new or gone · 2 a run cannot be read.",
    ),
)
@click.argument("before", type=click.Path(path_type=Path))
@click.argument("after", type=click.Path(path_type=Path))
@click.option(
    "--format", "shown", type=click.Choice(["text", "json", "markdown"]), default="text", help="How it is printed."
)
def diff(before: Path, after: Path, shown: str) -> int:
    """Compare two stored runs: which groups are new, which are gone, how many stayed."""
    from audit.diff import as_json, as_markdown, as_text, compare
    from audit.reporters import markdown
    from audit.reporters.json import read
    from audit.reporters.plain import plain
    from audit.reporters.secrets import without_secrets

    difference = compare(without_secrets(read(before)), without_secrets(read(after)))
    if shown == "json":
        click.echo(as_json(difference), nl=False)
    elif shown == "markdown":
        click.echo(as_markdown(difference, markdown.inert), nl=False)
    else:
        click.echo(as_text(difference, plain), nl=False)
    return int(difference.differs)


@click.command(
    short_help="Take in what failed in a run as known.",
    epilog=examples("audit baseline reports/public", "audit baseline reports/public --prune"),
)
@click.argument("run", type=click.Path(path_type=Path))
@click.option("--prune", is_flag=True, help="Only take out what no longer occurs; nothing new is taken in.")
@click.option("--file", type=click.Path(path_type=Path), help="The baseline. Default: audit-baseline.jsonl.")
def baseline(run: Path, prune: bool, file: Path | None) -> None:
    """
    Take in what failed in a stored run as known, so that only what is new makes later runs fail.

    RUN is the run's folder. The file is made for review: commit it with the site.
    """
    from audit import baseline as baselines
    from audit.reporters.json import read

    stored, place = read(run), file or Path(baselines.FILE)
    old = baselines.read(place) if prune or place.exists() else None
    if old and prune:
        stale = baselines.compare(old, stored.groups, stored.pages, tool=stored.tool, engine=stored.engine).stale
        new = baselines.pruned(old, stale)
    else:
        new = baselines.taken_in(old, stored)
    baselines.write(place, new)
    before, after = set(old.entries) if old else set(), set(new.entries)
    click.echo(f"{place}: {len(after)} known ({len(after - before)} new, {len(before - after)} taken out).")


@click.command(
    short_help="Join the shards of a run into one report.",
    epilog=examples("audit merge part-1 part-2 part-3 --out reports/site", then=EXIT_CODES),
)
@click.argument("parts", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--out", type=click.Path(path_type=Path), required=True, help="Folder the joint report is written to.")
@click.option("--quiet", "-q", is_flag=True, help="Print nothing but the verdict.")
def merge(parts: tuple[Path, ...], out: Path, quiet: bool) -> int:
    """Join the folders of all shards of a run (`audit run --shard 1/4` …) into one report and one gate."""
    from audit.bundle import merge
    from audit.run import publish

    report, config = merge(parts, out)
    publish(report, out, config)
    print_report(report, out / first_file(config), quiet=quiet)
    tell_github(report, config)
    return report.exit_code


@click.command(short_help="Show what earlier runs found.", epilog=examples("audit history", "audit history public"))
@click.argument("target", required=False)
@click.option("--file", type=click.Path(path_type=Path), help="The history. Default: reports/history.sqlite.")
def history(target: str | None, file: Path | None) -> None:
    """Show what the runs over a target found, and how long faults lived; without one, of the target audited last."""
    from rich.table import Table

    from audit import history as histories

    kept = histories.History(file or Path(histories.FILE))
    if not kept.file.exists() or not (known := kept.targets()):
        raise ConfigError(f"There is no history in {kept.file} yet. `audit run` writes it.")
    if target is not None and target not in known:
        raise ConfigError(f"“{target}” is not in the history. There are: {', '.join(known[:10])}.")
    name = target or known[0]
    table = Table(box=None, pad_edge=False, header_style="bold", title=name, title_justify="left")
    for heading in ("run", "pages", "errors", "failed", "exit"):
        table.add_column(heading, justify="right")
    for each in kept.runs(name):
        cells = (each.pages, each.errors, each.failed, each.exit_code)
        table.add_row(each.at.strftime("%Y-%m-%d %H:%M"), *map(str, cells))
    terminal().print(table)
    terminal().print(histories.lifetime(kept.lives(name)), highlight=False)
