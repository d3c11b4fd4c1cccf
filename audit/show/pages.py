"""The pages of the server: the list of runs, and a run with its report or, while it goes on, with what it has found."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from audit.reporters.html.inert import count, inert
from audit.show.follow import MOST_SHOWN, Standing
from audit.show.runs import Run

TEMPLATES = Path(__file__).parent / "templates"


def run_list(name: str, found: list[tuple[Run, Standing | None]], version: str) -> str:
    """The list of runs, each with where it stands if it goes on."""
    return _page("runs.html.jinja", name=name, found=found, version=version)


def one_run(run: Run, standing: Standing | None, version: str) -> str:
    """A run: what it has found so far if it goes on, and the report that is there."""
    return _page("run.html.jinja", run=run, standing=standing, version=version)


def not_found(run: str = "") -> str:
    """That there is no such page; in a report its fault may have been mended."""
    return _page("not_found.html.jinja", run=run)


def _page(template: str, **values: Any) -> str:
    return _environment().get_template(template).render(**values)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        finalize=inert,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals |= {"count": count, "most": MOST_SHOWN}
    environment.filters |= {"place": lambda name: quote(name, safe="")}
    return environment
