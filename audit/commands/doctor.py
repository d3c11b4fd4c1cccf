"""`audit doctor`: whether this machine can audit."""

from __future__ import annotations

import json
from typing import Any

import click

from audit.commands.options import examples, loaded, some_settings


@click.command(
    short_help="Look whether a run has what it needs here.",
    epilog=examples(
        "audit doctor                          the targets of the settings",
        "audit doctor https://example.org/     is it reached, and let in?",
        then="\nExit codes: 0 all is well, hints aside · 2 something keeps runs from working.",
    ),
)
@click.argument("targets", nargs=-1)
@click.option("--format", "shown", type=click.Choice(["text", "json"]), default="text", help="How it is printed.")
@some_settings("out", "workers", "browser", "robots", "baseline")
def doctor(shown: str, **values: Any) -> int:
    """Look whether a run has what it needs: browser, fonts, sandbox, disk, memory, network, robots.txt, clock."""
    from dataclasses import asdict

    from audit.doctor import examine

    troubles, told = 0, []
    for finding in examine(lambda: loaded(values)):
        troubles += finding.standing == "trouble"
        told.append(asdict(finding))
        if shown == "text":
            click.echo(f"{finding.standing:<8} {finding.about:<9} {finding.said}")
            if finding.remedy:
                click.echo(f"{'':<18} → {finding.remedy}")
    if shown == "json":
        click.echo(json.dumps(told, indent=2, ensure_ascii=False))
    else:
        click.echo(f"{troubles} to mend." if troubles else "Ready to audit.")
    return 2 if troubles else 0
