"""`make site`: writes the documentation as a folder of plain HTML, from docs/, the rules and what was measured of them."""

from __future__ import annotations

import argparse
import posixpath
import re
import shutil
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from html.parser import HTMLParser
from inspect import cleandoc
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

from audit import __version__
from audit.reporters.wcag import CRITERIA
from audit.rules import Rule, load_rules
from audit.rules.measured import measured
from audit.rules.settings import settings_of

ROOT = Path(__file__).parent.parent
OUT = ROOT / "dist" / "docs"
THEME = ROOT / "docs" / "site"
GUIDES = (
    "first-run",
    "read-the-report",
    "gate-a-pull-request",
    "known-faults",
    "pytest",
    "ci",
    "consent-and-login",
    "write-a-rule",
)
"""In the order they are listed."""
REFERENCE = {
    "docs/rules.md": "rules/index.html",
    "docs/settings.md": "settings.html",
    "docs/rule-settings.md": "rule-settings.html",
    "docs/precision.md": "precision.html",
    "docs/measurements.md": "measurements.html",
    "CONTRIBUTING.md": "contributing.html",
    "CHANGELOG.md": "changelog.html",
}
SOURCES = {
    "docs/guide/index.md": "index.html",
    **{f"docs/guide/{name}.md": f"guide/{name}.html" for name in GUIDES},
    **REFERENCE,
}
"""A text in Markdown -> its place on the site."""
MOST_SUMMARY = 155


class LinkBroken(Exception):
    """A link of the documentation leads nowhere."""


@dataclass(frozen=True)
class Entry:
    """A line of the menu."""

    place: str
    title: str


def website() -> dict[str, str]:
    """Path -> text of every file of the site. Raises LinkBroken."""
    texts = {place: (source, (ROOT / source).read_text(encoding="utf-8")) for source, place in SOURCES.items()}
    menu = [Entry(place, _title(text)) for place, (_, text) in texts.items() if place != "index.html"]
    made = {place: _page(place, html(text, source, place), menu) for place, (source, text) in texts.items()}
    for rule in rules().values():
        place = _place(rule.id)
        made[place] = _page(place, _rule(rule, place), menu, f"{rule.id}: {rule.info.title}")
    if broken := list(broken_links(made)):
        raise LinkBroken("\n".join(broken))
    return {**made, "style.css": (THEME / "style.css").read_text(encoding="utf-8")}


@cache
def rules() -> dict[str, Rule]:
    """The rules, by id."""
    return load_rules()


def _title(text: str) -> str:
    return next(line.removeprefix("# ") for line in text.splitlines() if line.startswith("# "))


def _place(rule: str) -> str:
    return f"rules/{rule}.html"


# --- pages --------------------------------------------------------------------------------------------------------


def _page(place: str, body: str, menu: Sequence[Entry], title: str = "") -> str:
    """A whole page around its text; its title is that of the text, unless another is given."""
    return (
        _environment()
        .get_template("page.html")
        .render(
            title=title or _plain(re.search("<h1.*?>(.*?)</h1>", body, re.DOTALL)),
            summary=_summary(body),
            body=Markup(body),
            place=place,
            menu=menu,
            up=_up(place),
            version=__version__,
        )
    )


def _rule(rule: Rule, place: str) -> str:
    source, _, read = rule.info.source.partition(" ")
    return (
        _environment()
        .get_template("rule.html")
        .render(
            info=rule.info,
            manual=Markup(html(cleandoc(rule.manual) if rule.manual else rule.info.why, "docs/rules.md", place)),
            criteria=[CRITERIA[number] for number in rule.info.wcag if number in CRITERIA],
            source=source,
            source_read=f" {read}" if read else "",
            settings=settings_of(rule),
            measured=measured()[rule.id].sentence if rule.id in measured() else "",
            default=_default,
            linked=lambda name: Markup(html(f"`{name}`", "docs/rules.md", place, inline=True)),
            up=_up(place),
        )
    )


def _default(value: Any) -> str:
    if isinstance(value, dict):
        return f"Here: words in {', '.join(value)}."
    return f"Here: {value}."


def _up(place: str) -> str:
    return "../" * place.count("/")


def _summary(body: str) -> str:
    """The first paragraph, cut at a word."""
    text = _plain(re.search("<p>(.*?)</p>", body, re.DOTALL))
    return text if len(text) <= MOST_SUMMARY else text[:MOST_SUMMARY].rpartition(" ")[0] + " …"


def _plain(found: re.Match[str] | None) -> str:
    text = re.sub("<[^>]+>", "", found[1]) if found else ""
    return " ".join(Markup(text).unescape().split())


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(THEME), autoescape=True, undefined=StrictUndefined, keep_trailing_newline=True
    )


# --- Markdown -----------------------------------------------------------------------------------------------------


def html(text: str, source: str, place: str, *, inline: bool = False) -> str:
    """
    A text in Markdown as HTML: headings with anchors, links to other texts led to their pages, rules linked to theirs.

    Raw HTML is shown as text: examples of faults must not become faults of this site.
    """
    markdown = MarkdownIt("commonmark", {"html": False}).enable("table")
    tokens = markdown.parseInline(text) if inline else markdown.parse(text)
    seen: set[str] = set()
    heading = ""
    for number, token in enumerate(tokens):
        if token.type == "heading_open":
            heading = tokens[number + 1].content
            token.attrSet("id", _anchor(heading, seen))
        if token.type == "table_open":
            # A wide one is scrolled, by keyboard too; so it needs a name, and another one than the next.
            token.meta["name"] = f"Table {sum(each.type == 'table_open' for each in tokens[: number + 1])}: {heading}"
        if token.type in {"th_open", "th_close"} and not tokens[number + token.nesting].content:
            token.tag = "td"  # a header that says nothing is none
        if token.children:
            token.children = list(_linked(token.children, source, place))
    markdown.add_render_rule("table_open", _table_open)
    markdown.add_render_rule("table_close", _table_close)
    markdown.add_render_rule("fence", _code)
    markdown.add_render_rule("code_block", _code)
    made: str = markdown.renderer.render(tokens, markdown.options, {})
    return made


def _table_open(_: Any, tokens: Sequence[Token], number: int, *__: Any) -> str:
    name = Markup.escape(tokens[number].meta["name"].replace("`", ""))
    return f'<section class="scroll" aria-label="{name}" tabindex="0"><table>\n'


def _table_close(*_: Any) -> str:
    return "</table></section>\n"


def _code(_: Any, tokens: Sequence[Token], number: int, *__: Any) -> str:
    return f'<pre tabindex="0"><code>{Markup.escape(tokens[number].content)}</code></pre>\n'


def _anchor(heading: str, seen: set[str]) -> str:
    """The anchor of a heading, as code hosts make it."""
    words = re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-")
    name = next(name for name in (words, *(f"{words}-{number}" for number in range(1, 100))) if name not in seen)
    seen.add(name)
    return name


def _linked(tokens: Sequence[Token], source: str, place: str) -> Iterator[Token]:
    """The tokens of a line with links led to pages of the site, and with links around the names of rules."""
    in_link = False
    for token in tokens:
        if token.type == "link_open":
            in_link = True
            token.attrSet("href", _target(str(token.attrGet("href")), source, place))
        in_link = in_link and token.type != "link_close"
        if token.type == "code_inline" and not in_link and token.content in rules() and place != _place(token.content):
            yield Token("link_open", "a", 1, attrs={"href": _relative(_place(token.content), place)})
            yield token
            yield Token("link_close", "a", -1)
        else:
            yield token


def _target(href: str, source: str, place: str) -> str:
    """Where a link of a text leads on the site. Raises LinkBroken for a file that is not part of it."""
    if "://" in href or href.startswith(("#", "mailto:")):
        return href
    path, mark, fragment = href.partition("#")
    named = posixpath.normpath(posixpath.join(posixpath.dirname(source), path))
    if named not in SOURCES:
        raise LinkBroken(f"{source}: {href} is not part of the site")
    return _relative(SOURCES[named], place) + mark + fragment


def _relative(to: str, place: str) -> str:
    return posixpath.relpath(to, posixpath.dirname(place) or ".")


# --- links --------------------------------------------------------------------------------------------------------


class _Links(HTMLParser):
    """The links and the anchors of a page."""

    def __init__(self, page: str):
        super().__init__()
        self.links: list[str] = []
        self.anchors: list[str] = []
        self.feed(page)

    def handle_starttag(self, _: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what leads somewhere and what can be led to."""
        for name, value in attrs:
            if name in {"href", "src"}:
                self.links.append(value or "")
            if name == "id":
                self.anchors.append(value or "")


def broken_links(pages: Mapping[str, str]) -> Iterator[str]:
    """Every link within the site that leads to no page of it or to no place on that page, and every anchor given twice."""
    read = {place: _Links(page) for place, page in pages.items()}
    for place, page in read.items():
        yield from (
            f"{place}: two places are called #{name}" for name in set(page.anchors) if page.anchors.count(name) > 1
        )
        for link in page.links:
            parts = urlsplit(link)
            if parts.scheme:
                continue
            to = posixpath.normpath(posixpath.join(posixpath.dirname(place), parts.path)) if parts.path else place
            if to == "style.css":
                continue
            if to not in read:
                yield f"{place}: {link} leads to no page"
            elif parts.fragment and unquote(parts.fragment) not in read[to].anchors:
                yield f"{place}: {link} leads to no place on that page"


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the site into a folder."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", nargs="?", type=Path, default=OUT, help="the folder; default dist/docs")
    out = parser.parse_args(arguments).out
    try:
        files = website()
    except LinkBroken as error:
        print(f"Broken links:\n{error}", file=sys.stderr)
        return 1
    if out == OUT:  # pages of rules that are no more
        shutil.rmtree(out, ignore_errors=True)
    for place, text in files.items():
        file = out / place
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    print(f"{len(files)} files: {out / 'index.html'}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
