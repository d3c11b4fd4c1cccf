"""`audit run` and `audit demo`: a site audited."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

import click

from audit.commands.options import EXIT_CODES, examples, given, loaded, settings
from audit.commands.shown import first_file, print_report, tell_github, watcher
from audit.config import Config


@click.command(
    short_help="Audit a folder, a file, a URL, a sitemap or a list.",
    epilog=examples(
        "audit run public/                             a folder of built HTML, served on loopback",
        "audit run https://example.org/ --max-pages 50",
        "audit run sitemap.xml --rules images --fail-on serious --format sarif",
        "audit run public/ --changed-since origin/main",
        then=EXIT_CODES,
    ),
)
@click.argument("targets", nargs=-1)
@click.option("--quiet", "-q", is_flag=True, help="Print nothing but the verdict.")
@settings
def run(quiet: bool, **values: Any) -> int:
    """
    Audit a folder, an HTML file, a URL, a sitemap or a list of URLs, and write a report.

    Settings may stand in audit.toml or in [tool.audit] of pyproject.toml as well.
    """
    return _run(loaded(values), quiet=quiet)


@click.command(
    short_help="Audit the built-in newspaper with planted faults.",
    epilog=examples("audit demo", "audit demo --out /tmp/demo --single-file"),
)
@click.option("--quiet", "-q", is_flag=True, help="Print nothing but the verdict.")
@settings
def demo(quiet: bool, **values: Any) -> int:
    """Audit the built-in newspaper, half of whose articles have planted faults; the report goes to reports/demo."""
    from audit.demo import SITE

    usual = {"out": "reports/demo", "offline": True, "baseline": "", "history": "", "changed_since": ""}
    return _run(loaded({**usual, **given(values), "targets": [str(SITE)]}), quiet=quiet)


def _run(config: Config, *, quiet: bool) -> int:
    from audit.capture.browser import sandbox_off_reason
    from audit.run import audit, folder_of

    with watcher(quiet=quiet) as watch:
        report = audit(config, watch)
    if report.browser and not quiet and (reason := sandbox_off_reason()):
        click.echo(f"audit: the browser ran without its sandbox: {reason}.", err=True)
    with suppress(SystemExit):  # of rich, when nobody reads on: the gate's answer stands all the same
        print_report(report, folder_of(config) / first_file(config), quiet=quiet)
    tell_github(report, config)
    return report.exit_code
