"""`audit check`: HTML files judged without a browser."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from audit.commands.options import examples, loaded, some_settings

if TYPE_CHECKING:
    from audit.lint import Hit, Lint

SETTINGS = ("rules", "skip_rules", "preview", "rule_modules", "fail_on", "baseline", "inline_suppressions")


@click.command(
    short_help="Judge HTML files with the rules that need no browser.",
    epilog=examples(
        "audit check public/index.html public/about.html",
        "git diff --name-only --diff-filter=d main -- '*.html' | xargs audit check",
        "curl -s localhost:1313 | audit check - --stdin-name public/index.html",
        then="\nExit codes: 0 nothing failed · 1 something failed · 2 settings are wrong, or a file could not be judged.",
    ),
)
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option(
    "--format", "shown", type=click.Choice(["text", "json", "github"]), default="text", help="How findings are printed."
)
@click.option("--stdin-name", default="", metavar="FILE", help="The file that standard input stands for.")
@click.option("--unsure", is_flag=True, help="Print what could not be told as well; it never fails.")
@click.option("--quiet", "-q", is_flag=True, help="Print findings only, no verdict.")
@some_settings(*SETTINGS)
def check(files: tuple[str, ...], shown: str, stdin_name: str, unsure: bool, quiet: bool, **values: Any) -> int:
    """
    Judge HTML files with the rules that need no browser; “-” is standard input.

    Takes well under a second for ten files and writes nothing. Findings are printed as FILE:LINE: RULE (IMPACT): MESSAGE.
    A part of a page is judged by what stands in it; templates are left out.
    """
    from audit.lint import lint

    found = lint(files, loaded(values), sys.stdin.buffer.read, input_name=stdin_name)
    if shown == "json":
        _say(_json(found))
        return found.exit_code
    hits = [hit for hit in found.hits if _is_shown(hit) or (unsure and _is_unsure(hit))]
    _say(_github(hits) if shown == "github" else _text(hits))
    for file, reason in {**found.left_out, **found.problems}.items():
        _say(f"audit: {file}: {reason}.\n", err=True)
    if not quiet:
        _say(f"audit: {found.verdict}\n", err=True)
    return found.exit_code


def _say(text: str, *, err: bool = False) -> None:
    # The name of a file need not be UTF-8.
    click.echo(text.encode("utf-8", "replace"), nl=False, err=err)


def _is_shown(hit: Hit) -> bool:
    """Whether a person is to read it: not what is known or was decided to be let be."""
    from audit.model import Outcome

    return hit.gates or (hit.finding.outcome == Outcome.FAILED and not hit.is_known and not _is_suppressed(hit))


def _is_unsure(hit: Hit) -> bool:
    from audit.model import Outcome

    return hit.finding.outcome == Outcome.CANT_TELL


def _is_suppressed(hit: Hit) -> bool:
    spared = hit.finding.spared
    return spared is not None and spared.by in {"suppression", "page"}


def _weight(hit: Hit) -> str:
    """“serious”; “serious, does not fail”; “could not tell”."""
    if _is_unsure(hit):
        return "could not tell"
    return f"{hit.finding.impact}" if hit.gates else f"{hit.finding.impact}, does not fail"


def _text(hits: list[Hit]) -> str:
    from audit.reporters.plain import plain

    lines = (
        f"{plain(hit.file)}:{hit.finding.target.line or 1}: "
        f"{hit.finding.rule} ({_weight(hit)}): {plain(hit.finding.message)}\n"
        for hit in hits
    )
    return "".join(lines)


def _github(hits: list[Hit]) -> str:
    from audit.reporters.github import annotation
    from audit.rules import load_rules

    titles = {rule: known.info.title for rule, known in load_rules().items()}
    lines = (
        annotation(
            ("error" if hit.gates else "notice"),
            {
                "file": hit.file,
                "line": str(hit.finding.target.line or 1),
                "title": titles.get(hit.finding.rule, hit.finding.rule),
            },
            f"{hit.finding.message} ({hit.finding.rule}, {_weight(hit)})",
        )
        for hit in hits
    )
    return "".join(f"{line}\n" for line in lines)


def _json(found: Lint) -> str:
    """Everything: who reads JSON chooses for themselves."""
    import json

    answer = {
        "exit_code": found.exit_code,
        "verdict": found.verdict,
        "judged": found.judged,
        "left_out": found.left_out,
        "problems": found.problems,
        "findings": [_as_json(hit) for hit in found.hits],
    }
    return json.dumps(answer, indent=2, ensure_ascii=False) + "\n"


def _as_json(hit: Hit) -> dict[str, Any]:
    import msgspec

    # The address is made up for the rules; the file says where the page is.
    finding = {key: value for key, value in msgspec.to_builtins(hit.finding).items() if key != "url"}
    return {"file": hit.file, "gates": hit.gates, "known": hit.is_known, **finding}
