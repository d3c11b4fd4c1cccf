"""`audit browser`: the browser that audits run in."""

from __future__ import annotations

import click

from audit.commands.options import examples


@click.command(
    short_help="Find the browser that audits run in, or get one.",
    epilog=examples("audit browser", "audit browser --install", "audit browser --browser /usr/bin/chromium"),
)
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
