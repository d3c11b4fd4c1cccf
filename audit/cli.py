"""The command `audit`: its commands (audit/commands) joined, and how it ends."""

from __future__ import annotations

import sys
from collections.abc import Sequence

import click

from audit import __version__
from audit.commands import browser, check, completion, config, doctor, init, rules, run, show, stored
from audit.commands.options import EXIT_CODES
from audit.errors import AuditError


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


@click.group(epilog=EXIT_CODES, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="newsroom-audit")
def command() -> None:
    """
    Test suite and accessibility auditor for news sites.

    \b
    audit demo                      look at the report of the built-in newspaper
    audit init                      begin: settings, and a workflow for CI
    audit run public/               audit a folder of built HTML
    audit run https://example.org/  audit a site, following its links
    audit check page.html           judge a file in a second, without a browser
    audit watch public/ --open      audit while you write
    """


for _command in (
    *(run.run, run.demo, check.check),
    *(init.init, doctor.doctor, config.config, browser.browser, completion.completion),
    *(rules.rules, rules.explain),
    *(show.watch, show.open_report, show.serve),
    *(stored.report, stored.diff, stored.baseline, stored.merge, stored.history),
):
    command.add_command(_command)
