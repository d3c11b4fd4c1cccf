"""`audit init`: settings and a workflow to begin with."""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Iterator
from importlib import resources
from pathlib import Path

import click

from audit import __version__
from audit.commands.config import toml
from audit.commands.options import examples
from audit.errors import OutputError

FOLDERS = ("public", "dist", "_site", "build", "out", "site", "output")
"""Where builders of static sites write, in the order they are looked for."""
GITHUB, GITLAB, GITLAB_BESIDE = Path(".github/workflows/audit.yml"), Path(".gitlab-ci.yml"), Path(".gitlab/audit.yml")


@click.command(
    short_help="Write settings and a workflow to begin with.",
    epilog=examples(
        "audit init                                asks, on a terminal",
        "audit init --target public --ci github    asks nothing",
    ),
)
@click.option("--target", metavar="TEXT", help="What is audited: a folder of built HTML, a URL, a sitemap.")
@click.option("--ci", type=click.Choice(["github", "gitlab", "none"]), help="Whose workflow is written.")
def init(target: str | None, ci: str | None) -> None:
    """
    Write settings to begin with, and a workflow for continuous integration; what is there already is left alone.

    The settings go into pyproject.toml if there is one, else into audit.toml.
    """
    asks = sys.stdin.isatty() and sys.stdout.isatty()
    likely = next((name for name in FOLDERS if Path(name).is_dir()), "public")
    if target is None:
        target = click.prompt("What is audited (a folder of built HTML, a URL, a sitemap)", likely) if asks else likely
    if ci is None:
        kinds = click.Choice(["github", "gitlab", "none"])
        ci = click.prompt("A workflow for", _likely_ci(), type=kinds) if asks else "none"
    for said in (*_settings(target), *_workflow(ci)):
        click.echo(said)
    click.echo("Next: `audit doctor` looks whether all is there, `audit run` audits.")


def _likely_ci() -> str:
    if Path(".github").is_dir():
        return "github"
    return "gitlab" if GITLAB.is_file() else "none"


def _settings(target: str) -> Iterator[str]:
    own, project = Path("audit.toml"), Path("pyproject.toml")
    text = _starter("settings.toml").replace('"@TARGET@"', toml(target))
    if own.exists():
        yield f"{own} is there already and was left alone."
        return
    known = _text(project)
    if known is None:
        yield _write(own, text.replace("[tool.audit]\n", "").replace("tool.audit.", ""))
    elif _has_settings(known):
        yield f"{project} has [tool.audit] already and was left alone."
    elif _joins(f"{known}\n{text}"):
        _append(project, f"\n{text}" if known.endswith("\n") else f"\n\n{text}")
        yield f"{project}: [tool.audit] was added at its end."
    else:
        yield f"{project} cannot be added to and was left alone: it is no TOML, or “tool” is written in one line there."
        yield _write(own, text.replace("[tool.audit]\n", "").replace("tool.audit.", ""))


def _has_settings(text: str) -> bool:
    try:
        tool = tomllib.loads(text).get("tool", {})
    except tomllib.TOMLDecodeError:
        return False
    return isinstance(tool, dict) and "audit" in tool


def _joins(text: str) -> bool:
    try:
        return bool(tomllib.loads(text))
    except tomllib.TOMLDecodeError:
        return False


def _workflow(ci: str) -> Iterator[str]:
    if ci == "none":
        return
    text = _starter(f"{ci}.yml").replace("@VERSION@", __version__)
    if ci == "github":
        yield _write(GITHUB, text)
    elif GITLAB.exists():
        yield f"{GITLAB} is there already and was left alone."
        yield _write(GITLAB_BESIDE, text)
        yield f"Add to {GITLAB}:  include: [{{local: {GITLAB_BESIDE.as_posix()}}}]"
    else:
        yield _write(GITLAB, text)


def _starter(name: str) -> str:
    return resources.files("audit.commands").joinpath("starters", name).read_text(encoding="utf-8")


def _text(file: Path) -> str | None:
    try:
        return file.read_text(encoding="utf-8") if file.exists() else None
    except (OSError, UnicodeDecodeError) as error:
        raise OutputError(f"{file} cannot be read: {error}.") from error


def _write(file: Path, text: str) -> str:
    """Write a file that is not there yet, and say so."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("x", encoding="utf-8") as opened:
            opened.write(text)
    except FileExistsError:
        return f"{file} is there already and was left alone."
    except OSError as error:
        raise OutputError(f"{file} cannot be written: {error.strerror}.") from error
    return f"{file} was written."


def _append(file: Path, text: str) -> None:
    try:
        with file.open("a", encoding="utf-8") as opened:
            opened.write(text)
    except OSError as error:
        raise OutputError(f"{file} cannot be written: {error.strerror}.") from error
