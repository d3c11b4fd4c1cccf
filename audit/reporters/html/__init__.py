"""
The report for people: one index.html that opens from disk, needs no script and runs none.

`view` says what is shown, the templates lay it out, `inert` makes harmless what comes from a page. Every value a template
prints goes through `inert` and is then escaped, whether or not the template thinks of it.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from audit.model import Report
from audit.reporters.html import view
from audit.reporters.html.inert import address, count, inert, linked, prose

TEMPLATES = Path(__file__).parent / "templates"


def files(report: Report) -> Mapping[str, str]:
    """The report as index.html."""
    shown = view.view(report)
    style = (TEMPLATES / "style.css").read_text(encoding="utf-8")
    page = _environment(shown.origin).get_template("index.html.jinja")
    return {"index.html": page.render(v=shown, report=report, style=Markup(style), csp=_policy(style))}


def _policy(style: str) -> str:
    """Nothing may load or run but this very style sheet, and pictures that are part of the file."""
    digest = b64encode(sha256(style.encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; base-uri 'none'; form-action 'none'"


def _environment(origin: str) -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        finalize=inert,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals |= {"show": view, "count": count}
    environment.filters |= {
        "address": lambda url: address(url, origin),
        "linked": linked,
        "prose": prose,
        "cut": inert,
        "number": "{:,}".format,
    }
    return environment
