"""
The report for people: an index.html that opens from disk, with small pages beside it, or all of it in one file.

`facts` indexes the Report once; `index`, `groups`, `pages` and `addresses` say what each page shows, the templates lay it
out, `inert` makes harmless what comes from a page. Every value a template prints goes through `inert` and is then escaped,
whether or not the template thinks of it. Everything can be read without scripts; the one script, which each page allows by
its hash, filters lists that are there already.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, partial
from hashlib import sha256
from pathlib import Path
from types import CodeType
from typing import Any

from jinja2 import BytecodeCache, Environment, FileSystemLoader, StrictUndefined
from jinja2.bccache import Bucket
from markupsafe import Markup

from audit.model import Report
from audit.reporters.html import addresses, charts, filters, groups, index, inert, pages
from audit.reporters.html.charts import PastRun
from audit.reporters.html.facts import Facts
from audit.reporters.html.groups import GroupView
from audit.reporters.html.pictures import is_inside
from audit.reporters.html.places import STYLE, Places, addresses_file, groups_file

TEMPLATES = Path(__file__).parent / "templates"
MOST_EMBEDDED = 20 * 1024 * 1024
"""Bytes of pictures that one file holds; an artifact that cannot be opened helps nobody."""
SCRIPTS = {
    **dict.fromkeys(("index", "groups", "addresses"), ("report.js",)),
    "group": ("copy.js",),
    "single": ("report.js", "copy.js"),
}
"""Template -> the scripts of a page made from it, for what it has to filter or to copy."""


class Rendered(Mapping[str, str]):
    """Path -> text, made when it is asked for: ten thousand pages need not be in memory at once."""

    def __init__(self, makers: Mapping[str, Callable[[], str]]):
        self._makers = makers

    def __getitem__(self, path: str) -> str:
        return self._makers[path]()

    def __iter__(self) -> Iterator[str]:
        return iter(self._makers)

    def __len__(self) -> int:
        return len(self._makers)


def files(report: Report, runs: Sequence[PastRun] = (), pictures: Mapping[str, str] | None = None) -> Mapping[str, str]:
    """
    The report as index.html and what stands beside it; as index.html alone where the setting `single-file` says so.

    `runs` are earlier runs over the same target, for the trend; `pictures` are data: addresses of the pictures' files, for
    a report that is to hold them itself.
    """
    single = report.settings.get("single-file") is True
    facts = Facts(report, Places(single=single), runs, pictures or {})
    return Rendered(_single(facts) if single else _many(facts))


def embedded(report: Report, folder: Path) -> dict[str, str]:
    """The pictures of a run as data: addresses, by their files; those that are missing or make too much left out."""
    found: dict[str, str] = {}
    left = MOST_EMBEDDED
    for picture in (*(group.picture for group in report.groups), *(page.picture for page in report.pages)):
        file = folder / picture.file if picture else None
        if picture is None or file is None or not is_inside(picture) or picture.file in found or not file.is_file():
            continue
        data = file.read_bytes()
        left -= len(data)
        if left < 0:
            break
        kind = "webp" if data[8:12] == b"WEBP" else "jpeg" if data[:2] == b"\xff\xd8" else "png"
        found[picture.file] = f"data:image/{kind};base64,{b64encode(data).decode()}"
    return found


def _single(facts: Facts) -> dict[str, Callable[[], str]]:
    layout = _Layout(facts, facts.places)
    return {
        "index.html": lambda: layout.page(
            "single",
            v=index.IndexView(facts),
            pages=pages.pages(facts),
            pieces=addresses.pieces(facts),
        )
    }


def _many(facts: Facts) -> dict[str, Callable[[], str]]:
    top, below = _Layout(facts, facts.places), _Layout(facts, facts.places.below())
    first = index.IndexView(facts)
    by_rule: dict[str, list[GroupView]] = {}
    for view in first.views:
        by_rule.setdefault(view.group.rule, []).append(view)
    made: dict[str, Callable[[], str]] = {"index.html": partial(top.page, "index", v=first), STYLE: _style}
    for number, views in enumerate(first.further, 2):
        made[groups_file(number)] = partial(top.page, "groups", v=first, views=views, number=number)
    for piece in addresses.pieces(facts):
        made[addresses_file(piece.number)] = partial(top.page, "addresses", v=first, piece=piece)
    made["rules.html"] = partial(top.page, "rules", v=first)
    for view in first.views:
        made[f"groups/{view.file}.html"] = partial(
            below.page, "group", v=first, g=view, siblings=groups.siblings(view, by_rule)
        )
    for shown in pages.pages(facts):
        made[f"pages/{shown.number}.html"] = partial(below.page, "page", v=first, p=shown)
    return made


class _Layout:
    """Templates with all they may use, as seen from one folder of the report."""

    def __init__(self, facts: Facts, places: Places):
        self._facts = facts
        self._places = places
        self._style = _style()
        self._environment = _environment(facts, places)

    def page(self, template: str, **values: Any) -> str:
        """A page by the name of its template."""
        single = self._places.single
        script = "".join(map(_read, SCRIPTS.get(template, ())))
        return self._environment.get_template(f"{template}.html.jinja").render(
            csp=_policy(self._style if single else "", script),
            style=Markup(self._style) if single else "",
            script=Markup(script),
            **values,
        )


@cache
def _read(name: str) -> str:
    return (TEMPLATES / name).read_text(encoding="utf-8")


def _style() -> str:
    return _read("report.css")


def _policy(style: str, script: str) -> str:
    """Nothing may load or run but this very script, the style sheet, and pictures beside the report or part of it."""
    scripts = f"script-src {_digest(script)}; " if script else ""
    styles = _digest(style) if style else "'self'"
    pictures = "data:" if style else "'self' data:"
    return f"default-src 'none'; {scripts}style-src {styles}; img-src {pictures}; base-uri 'none'; form-action 'none'"


def _digest(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


class _Compiled(BytecodeCache):
    """Templates as they were compiled, for the next report in the same process."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str], CodeType] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give a template its code, if it was compiled before."""
        bucket.code = self._known.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a template's code."""
        if bucket.code:
            self._known[bucket.key, bucket.checksum] = bucket.code


_COMPILED = _Compiled()


def _environment(facts: Facts, places: Places) -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        finalize=inert.inert,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        bytecode_cache=_COMPILED,
    )
    environment.globals |= {
        "at": places,
        "facts": facts,
        "report": facts.report,
        "count": inert.count,
        "charts": charts,
        "groups": groups,
        "index": index,
        "OUTCOMES": filters.OUTCOMES,
        "STATES": addresses.STATES,
        "address_choices": partial(filters.address_choices, facts),
        "style_file": places.file(STYLE),
    }
    environment.filters |= {
        "address": lambda url: inert.address(url, facts.origin),
        "whole_address": inert.address,
        "linked": inert.linked,
        "prose": inert.prose,
        "cut": inert.inert,
        "brief": inert.brief,
        "number": "{:,}".format,
    }
    return environment
