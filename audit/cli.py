"""The command `audit`: the only module that prints, reads arguments and exits."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args, get_origin

import click

from audit import __version__
from audit.config import FIELDS, IN_FILES_ONLY, TYPES, Config, Format, description, load
from audit.errors import AuditError, ConfigError

if TYPE_CHECKING:
    from rich.console import Console

    from audit.model import Report
    from audit.rules import Rule
    from audit.run import Progress, Watcher

EXIT_CODES = """
\b
Exit codes: 0 nothing failed · 1 something failed · 2 the work could not be done (usage,
settings, no browser, a page or a rule broke) · 3 nothing was audited · 130 interrupted.
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command with the given arguments and return its exit code."""
    try:
        code = command.main(
            args=None if arguments is None else list(arguments), prog_name="audit", standalone_mode=False
        )
    except (click.exceptions.Abort, KeyboardInterrupt):
        return 130
    except click.ClickException as error:
        error.show()
        return 2
    except AuditError as error:
        click.echo(f"audit: {error}", err=True)
        return error.exit_code
    except SystemExit:
        # How click and rich end when whoever read our output has seen enough (audit rules | head).
        return 0
    return code if isinstance(code, int) else 0


def main_and_exit() -> None:
    """The console script."""
    sys.exit(main())


def _setting(name: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """The flag of a setting, made from the setting itself."""
    hint = TYPES[name]
    flag = f"--{FIELDS[name]}"
    if bool in (hint, *get_args(hint)):
        return click.option(f"{flag}/--no-{FIELDS[name]}", name, default=None, help=description(name))
    kind, many = _click_type(hint)
    return click.option(
        flag, name, type=kind, multiple=many, default=None, help=description(name), metavar=_metavar(kind)
    )


def _click_type(hint: Any) -> tuple[Any, bool]:
    if get_origin(hint) is list:
        return _click_type(get_args(hint)[0])[0], True
    options = [kind for kind in get_args(hint) if kind is not type(None)]
    if options and all(isinstance(option, str) for option in options):
        return click.Choice(options), False
    kind = options[0] if options else hint
    return (click.Choice([item.value for item in kind]) if hasattr(kind, "__members__") else kind), False


def _metavar(kind: Any) -> str | None:
    return {str: "TEXT", int: "N", float: "SECONDS"}.get(kind)


def _settings(function: Callable[..., Any]) -> Callable[..., Any]:
    for name in reversed([name for name in FIELDS if name not in {"targets", "formats", *IN_FILES_ONLY}]):
        function = _setting(name)(function)
    return click.option(
        "--format", "formats", type=click.Choice(get_args(Format)), multiple=True, help=description("formats")
    )(function)


def _given(values: dict[str, Any]) -> dict[str, Any]:
    """Only what was said on the command line, lists as lists."""
    return {
        name: list(value) if isinstance(value, tuple) else value
        for name, value in values.items()
        if value not in (None, ())
    }


@click.group(epilog=EXIT_CODES, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="newsroom-audit")
def command() -> None:
    """
    Test suite and accessibility auditor for news sites.

    \b
    audit demo                      audit the built-in newspaper and look at the report
    audit run public/               audit a folder of built HTML
    audit run https://example.org/  audit a site, following its links
    audit report reports/public/    write the report of a run again, in another format
    audit diff BEFORE AFTER         compare two runs
    audit rules                     list what is checked
    """


@command.command(epilog=EXIT_CODES)
@click.argument("targets", nargs=-1)
@click.option("--quiet", "-q", is_flag=True, help="Print nothing but the verdict.")
@_settings
def run(quiet: bool, **values: Any) -> int:
    """
    Audit a folder, an HTML file, a URL, a sitemap or a list of URLs, and write a report.

    Settings may stand in audit.toml or in [tool.audit] of pyproject.toml as well.
    """
    return _run(load(_given(values)), quiet=quiet)


@command.command()
@click.option("--quiet", "-q", is_flag=True, help="Print nothing but the verdict.")
@_settings
def demo(quiet: bool, **values: Any) -> int:
    """Audit the built-in newspaper, half of whose articles have planted faults; the report goes to reports/demo."""
    from audit.demo import SITE

    usual = {"out": "reports/demo", "offline": True, "baseline": "", "history": ""}
    return _run(load({**usual, **_given(values), "targets": [str(SITE)]}), quiet=quiet)


@command.command()
@click.option(
    "--install", is_flag=True, help="Get a browser if none is found: Playwright's own, else the system's package."
)
@click.option("--browser", "path", default="", metavar="PATH", help="Look at this executable only.")
def browser(install: bool, path: str) -> int:
    """Find the browser that audits run in, try it, and get one if asked to."""
    from audit.capture import browser as browsers

    found = browsers.install(click.echo) if install and not path else browsers.require(path or None)
    click.echo(browsers.describe(found))
    return 0


@command.command()
@click.argument("names", nargs=-1)
@click.option("--preview/--no-preview", default=True, help="Whether rules in preview are listed.")
def rules(names: tuple[str, ...], preview: bool) -> None:
    """List the rules: all, or those of the given ids, topics, WCAG criteria or standing (default, preview)."""
    from rich.table import Table

    from audit.select import select

    config = load({"rules": list(names), "preview": preview, "form_submit": "always"})
    chosen = select(_rules(config), config)
    table = Table(box=None, pad_edge=False, header_style="bold")
    for heading in ("rule", "topic", "impact", "WCAG", "standing", "what is right"):
        table.add_column(heading, no_wrap=heading != "what is right")
    for rule in chosen:
        info = rule.info
        table.add_row(info.id, info.topic, info.impact, " ".join(info.wcag), rule.standing, info.title)
    _console().print(table)
    _console().print(f"\n{len(chosen)} rules. `audit explain RULE` shows the manual page of one.", highlight=False)


@command.command()
@click.argument("name")
def explain(name: str) -> None:
    """Show a rule's manual page: why it matters, how to fix it, examples."""
    from rich.markdown import Markdown

    from audit.select import select

    config = load({"rules": [name], "skip_rules": [], "form_submit": "always"})
    rule, *others = select(_rules(config), config)
    if others:
        raise ConfigError(f"“{name}” is {len(others) + 1} rules, not one. `audit rules {name}` lists them.")
    _console().print(Markdown(_manual(rule)))


def _manual(rule: Rule) -> str:
    from inspect import cleandoc

    from audit.rules.measured import measured

    info = rule.info
    facts = [f"**{info.title}**", "", f"topic {info.topic} · impact {info.impact} · {rule.standing}"]
    facts += [f"· WCAG {', '.join(info.wcag)}"] if info.wcag else []
    facts += [f"· goes on where {info.extends} stops"] if info.extends else []
    text = cleandoc(rule.manual) if rule.manual else info.why
    known = [measured()[rule.id].sentence, ""] if rule.id in measured() else []
    return "\n".join(
        [f"# {info.id}", "", *facts, "", text, "", *_settings_text(rule), *known, f"Source: {info.source}"]
    )


def _settings_text(rule: Rule) -> list[str]:
    """The settings of a rule as its manual page lists them, with the table they stand in."""
    from audit.rules.settings import settings_of

    found = settings_of(rule)
    if not found:
        return []
    lines = [f"- `{each.name}`: {each.description} Here: {_value(each.default)}" for each in found]
    return ["## Settings", "", f"In `[tool.audit.rule-settings.{rule.id}]`:", "", *lines, ""]


def _value(value: Any) -> str:
    if isinstance(value, dict):
        return "; ".join(f"{language}: {', '.join(words)}" for language, words in value.items())
    return f"{value}"


def _rules(config: Config) -> dict[str, Rule]:
    from audit.rules import load_rules

    return load_rules(config.rule_modules)


@command.command()
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
def report(run: Path, formats: tuple[str, ...], out: Path | None) -> None:
    """Write the report of a stored run again; RUN is its folder, or the report.json in it."""
    from audit.reporters import spoken, write
    from audit.reporters.json import read

    stored = read(run)
    for file in write(stored, out or (run if run.is_dir() else run.parent), formats):
        click.echo(file)
    click.echo(spoken(stored, formats), nl=False)


@command.command(epilog="Exit codes: 0 the same groups · 1 something is new or gone · 2 a run cannot be read.")
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


@command.command()
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


@command.command(epilog=EXIT_CODES)
@click.argument("parts", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--out", type=click.Path(path_type=Path), required=True, help="Folder the joint report is written to.")
@click.option("--quiet", "-q", is_flag=True, help="Print nothing but the verdict.")
def merge(parts: tuple[Path, ...], out: Path, quiet: bool) -> int:
    """Join the folders of all shards of a run (`audit run --shard 1/4` …) into one report and one gate."""
    from audit import reporters
    from audit.bundle import merge

    report, config = merge(parts, out)
    reporters.write(report, out, config.formats)
    _print_report(report, out / _first_file(config), quiet=quiet)
    _tell_github(report, config)
    return report.exit_code


@command.command()
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
    _console().print(table)
    _console().print(histories.lifetime(kept.lives(name)), highlight=False)


# --- showing a run ------------------------------------------------------------------------------------------------


def _run(config: Config, *, quiet: bool) -> int:
    from audit.capture.browser import sandbox_off_reason
    from audit.run import audit, folder_of

    with _watcher(quiet=quiet) as watch:
        report = audit(config, watch)
    if report.browser and not quiet and (reason := sandbox_off_reason()):
        click.echo(f"audit: the browser ran without its sandbox: {reason}.", err=True)
    with suppress(SystemExit):  # of rich, when nobody reads on: the gate's answer stands all the same
        _print_report(report, folder_of(config) / _first_file(config), quiet=quiet)
    _tell_github(report, config)
    return report.exit_code


def _tell_github(report: Report, config: Config) -> None:
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


def _console(*, stderr: bool = False) -> Console:
    from rich.console import Console

    piped = not (sys.stderr if stderr else sys.stdout).isatty()
    return Console(stderr=stderr, width=WIDE if piped else None)


@contextmanager
def _watcher(*, quiet: bool) -> Iterator[Watcher]:
    """How progress is shown: a bar on a terminal, a line now and then elsewhere, nothing when quiet."""
    console = _console(stderr=True)
    if quiet:
        yield lambda _: None
    elif console.is_terminal:
        with _bar(console) as watch:
            yield watch
    else:
        yield _lines()


@contextmanager
def _bar(console: Console) -> Iterator[Watcher]:
    from rich.markup import escape
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (MofNCompleteColumn(), BarColumn(), TimeElapsedColumn(), TextColumn("{task.description}"))
    with Progress(*columns, console=console, transient=True) as shown:
        task = shown.add_task("starting", total=None)

        def watch(progress: Progress_) -> None:
            said = f"{progress.failed} failed · {progress.errors} errors · {escape(progress.url)}"
            shown.update(task, completed=progress.done, total=progress.accepted, description=said)

        yield watch


if TYPE_CHECKING:
    Progress_ = Progress


def _lines() -> Watcher:
    def watch(progress: Progress_) -> None:
        if progress.done % 25 == 0 and progress.done:
            with suppress(BrokenPipeError):
                click.echo(f"audit: {progress.done} of {progress.accepted} pages, {progress.failed} failed", err=True)

    return watch


def _first_file(config: Config) -> str:
    """The file of the report that a person opens; where there is none, the folder stands for all of them."""
    return next(
        (file for name, file in (("html", "index.html"), ("json", "report.json")) if name in config.formats), ""
    )


def _print_report(report: Report, file: Path, *, quiet: bool) -> None:
    from rich.markup import escape

    console = _console()
    if not quiet:
        _print_groups(report)
    colour = "green" if report.exit_code == 0 else "red"
    console.print(f"[bold {colour}]{escape(report.verdict)}[/]", highlight=False)
    if not quiet:
        console.print(f"Report: {escape(str(file))}", highlight=False)


MOST_SHOWN = 20


def _print_groups(report: Report) -> None:
    from audit.model import Outcome

    console = _console()
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
