"""The command `audit`: the only module that prints, reads arguments and exits."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args, get_origin

import click

from audit import __version__
from audit.config import FIELDS, TYPES, Config, description, load
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
    for name in reversed([name for name in FIELDS if name not in {"targets", "formats"}]):
        function = _setting(name)(function)
    return click.option(
        "--format", "formats", type=click.Choice(["html", "json"]), multiple=True, help=description("formats")
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

    return _run(load({"out": "reports/demo", "offline": True, **_given(values), "targets": [str(SITE)]}), quiet=quiet)


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
    """List the rules: all, or those of the given ids, topics or WCAG criteria."""
    from rich.table import Table

    from audit.select import select

    config = load({"rules": list(names), "preview": preview})
    chosen = select(_rules(config), config)
    table = Table(box=None, pad_edge=False, header_style="bold")
    for heading in ("rule", "topic", "impact", "WCAG", "standing", "what is right"):
        table.add_column(heading, no_wrap=heading != "what is right")
    for rule in chosen:
        info = rule.info
        standing = "preview" if info.preview else "default"
        table.add_row(info.id, info.topic, info.impact, " ".join(info.wcag), standing, info.title)
    _console().print(table)
    _console().print(f"\n{len(chosen)} rules. `audit explain RULE` shows the manual page of one.", highlight=False)


@command.command()
@click.argument("name")
def explain(name: str) -> None:
    """Show a rule's manual page: why it matters, how to fix it, examples."""
    from rich.markdown import Markdown

    from audit.select import select

    config = load({"rules": [name], "skip_rules": []})
    rule, *others = select(_rules(config), config)
    if others:
        raise ConfigError(f"“{name}” is {len(others) + 1} rules, not one. `audit rules {name}` lists them.")
    _console().print(Markdown(_manual(rule)))


def _manual(rule: Rule) -> str:
    from inspect import cleandoc

    info = rule.info
    facts = [
        f"**{info.title}**",
        "",
        f"topic {info.topic} · impact {info.impact} · {'preview' if info.preview else 'default'}",
    ]
    facts += [f"· WCAG {', '.join(info.wcag)}"] if info.wcag else []
    facts += [f"· goes on where {info.extends} stops"] if info.extends else []
    return "\n".join(
        [
            f"# {info.id}",
            "",
            *facts,
            "",
            cleandoc(rule.manual) if rule.manual else info.why,
            "",
            f"Source: {info.source}",
        ]
    )


def _rules(config: Config) -> dict[str, Rule]:
    from audit.rules import load_rules

    return load_rules(config.rule_modules)


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
    return report.exit_code


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
    """The file of the report that a person opens."""
    return "index.html" if "html" in config.formats else "report.json"


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
    failed = [group for group in report.groups if group.outcome == Outcome.FAILED]
    unsure = len(report.groups) - len(failed)
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
    console.print()
