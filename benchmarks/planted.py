"""
What rules find of faults that were planted in real pages, for rules whose fault is rare out there.

    python -m benchmarks.planted --pages FOLDER --index FOLDER/index.jsonl [--write]

Each page is judged as it was served, then once more with a fault of one kind in it. What a rule says then and did not say
before is found if it fails at all, and each finding beyond the planted ones is a false alarm. `--write` puts the counts
into audit/rules/measured.json.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from html import escape
from pathlib import Path

import msgspec

from audit.capture.fetch import decode
from audit.check import check_page, check_site
from audit.model import Outcome, Snapshot
from audit.page import Page
from audit.page.structured import document_title
from audit.rules import Rule, load_rules
from audit.rules.measured import measured, write

SITE = 10
"""Pages that are put together to a site, for site rules."""


@dataclass(frozen=True)
class Real:
    """A real page."""

    url: str
    html: str
    title: str
    """The headline as its source has it; empty where it has none."""
    language: str


@dataclass
class Tally:
    """How the plantings of one rule went."""

    planted: int = 0
    found: int = 0
    false_alarms: int = 0


def read(folder: Path, index: Path) -> list[Real]:
    """The article pages of the index."""
    rows = [msgspec.json.decode(line) for line in index.read_bytes().splitlines()]
    return [
        Real(
            row["url"],
            decode((folder / Path(row["file"]).name).read_bytes()),
            row.get("title") or "",
            (row.get("lang") or "")[:2],
        )
        for row in rows
        if row["is_article"] and row.get("url")
    ]


# --- faults of a page ---------------------------------------------------------------------------------------------

_HEADLINE_END = re.compile(r"</h1\s*>", re.IGNORECASE)
_BODY_END = re.compile(r"</body\s*>", re.IGNORECASE)
_EDITOR_LINKS = (
    '<a class="post-edit-link" href="/wp-admin/post.php?post=4711&amp;action=edit">Edit post</a>',
    '<a href="/ghost/#/editor/post/65a1f0c2/">Edit post</a>',
    '<li class="tabs__tab"><a href="/node/4711/edit">Edit</a></li>',
    '<a href="/?p=4711&amp;preview=true">View draft</a>',
)
_FORM = (
    '<form action="/subscribe{n}" method="post"><h3>Letter number {n}</h3><p>{note}</p>'
    '<label for="planted-{n}">Email address{sign}</label><input id="planted-{n}" type="email" name="email"{required}>'
    "<button>Subscribe</button></form>"
)
_NOTE = "* indicates required"


def editor_link(page: Real, number: int, _others: list[Real]) -> str | None:
    """A link for editors below the headline."""
    link = _EDITOR_LINKS[number % len(_EDITOR_LINKS)]
    return _inserted(page.html, _HEADLINE_END, link, after=True)


def headline_of_another(page: Real, number: int, others: list[Real]) -> str | None:
    """The og:title of another article of the same language."""
    candidates = [
        other.title for other in others if other.language == page.language and other is not page and other.title
    ]
    meta = re.search(r"<meta[^>]+property=[\"']og:title[\"'][^>]*>", page.html, re.IGNORECASE)
    if not candidates or not meta or not page.title:
        return None
    other = candidates[number % len(candidates)]
    return page.html.replace(meta[0], f'<meta property="og:title" content="{escape(other)}">', 1)


def date_of_another_month(page: Real, _number: int, _others: list[Real]) -> str | None:
    """An article:published_time some weeks away from the datePublished in JSON-LD."""
    meta = re.search(r"(article:published_time[\"'][^>]*content=[\"'])(\d{4}-)(\d\d)(-)", page.html)
    if not meta or not re.search(r"ld\+json.*?\"datePublished\"", page.html, re.DOTALL):
        return None
    other = f"{(int(meta[3]) + 5) % 12 + 1:02}"
    return f"{page.html[: meta.start()]}{meta[1]}{meta[2]}{other}{meta[4]}{page.html[meta.end() :]}"


def note_in_every_form(page: Real, _number: int, _others: list[Real]) -> str | None:
    """Three copies of a form, each with the note what the asterisk means."""
    forms = [_FORM.format(n=n, note=_NOTE, sign=" *", required=" required") for n in range(3)]
    return _inserted(page.html, _BODY_END, "".join(forms), after=False)


def note_without_sign(page: Real, _number: int, _others: list[Real]) -> str | None:
    """A form with the note what the asterisk means, and no asterisk."""
    form = _FORM.format(n=1, note=_NOTE, sign="", required="")
    return _inserted(page.html, _BODY_END, form, after=False)


Plant = Callable[[Real, int, list[Real]], str | None]
PLANTS: Mapping[str, Plant] = {
    "link-admin-exposed": editor_link,
    "article-headline-contradiction": headline_of_another,
    "article-date-contradiction": date_of_another_month,
    "form-required-note-repeated": note_in_every_form,
    "form-required-note-unfulfilled": note_without_sign,
}


def _inserted(html: str, place: re.Pattern[str], text: str, *, after: bool) -> str | None:
    found = place.search(html)
    if not found:
        return None
    at = found.end() if after else found.start()
    return html[:at] + text + html[at:]


def plant_in_pages(rule: Rule, plant: Plant, pages: list[Real]) -> Tally:
    """Plant a fault in every page that can have it, and count what the rule says of it."""
    tally = Tally()
    for number, page in enumerate(pages):
        changed = plant(page, number, pages)
        if changed is None:
            continue
        before = _failures(rule, page.url, page.html)
        new = _failures(rule, page.url, changed) - before
        tally.planted += 1
        tally.found += new > 0
        tally.false_alarms += before + max(0, new - 1)
    return tally


def _failures(rule: Rule, url: str, html: str) -> int:
    counts = check_page(Page(Snapshot(url=url, served=html)), [rule]).counts
    return counts.get(rule.id, {}).get(Outcome.FAILED, 0)


# --- faults of a site ---------------------------------------------------------------------------------------------


def plant_titles(rule: Rule, pages: list[Real]) -> Tally:
    """Put pages together to sites, and give the second page of each the title of the first."""
    tally = Tally()
    for site in _sites(pages):
        facts = [(page.url, check_page(Page(Snapshot(url=page.url, served=page.html)), [rule]).facts) for page in site]
        before = check_site(facts, [rule]).findings
        title = document_title(Page(Snapshot(url=site[0].url, served=site[0].html)))
        start, end = re.split(r"<title[^>]*>.*?</title>", site[1].html, maxsplit=1, flags=re.DOTALL)
        changed = f"{start}<title>{escape(title)}</title>{end}"
        facts[1] = (site[1].url, check_page(Page(Snapshot(url=site[1].url, served=changed)), [rule]).facts)
        failed = [finding.url for finding in check_site(facts, [rule]).findings if finding.outcome == Outcome.FAILED]
        tally.planted += 1
        tally.found += {site[0].url, site[1].url} == set(failed)
        tally.false_alarms += len(before) + len(set(failed) - {site[0].url, site[1].url})
    return tally


def _sites(pages: list[Real]) -> Iterator[list[Real]]:
    titled = [page for page in pages if re.search(r"<title[^>]*>.*?</title>", page.html, re.DOTALL)]
    for start in range(0, len(titled) - SITE, SITE):
        yield titled[start : start + SITE]


def main() -> int:
    """Plant, judge, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=Path, required=True)
    parser.add_argument("--index", type=Path, required=True)
    parser.add_argument("--write", action="store_true")
    asked = parser.parse_args()
    pages = read(asked.pages, asked.index)
    rules = load_rules()
    tallies = {name: plant_in_pages(rules[name], plant, pages) for name, plant in PLANTS.items()}
    tallies["document-title-duplicate"] = plant_titles(rules["document-title-duplicate"], pages)
    print(f"{'rule':<40}{'planted':>9}{'found':>7}{'false alarms':>14}")
    for name, tally in tallies.items():
        print(f"{name:<40}{tally.planted:>9}{tally.found:>7}{tally.false_alarms:>14}")
    if asked.write:
        known = dict(measured())
        for name, tally in tallies.items():
            known[name] = msgspec.structs.replace(
                known[name], planted=tally.planted, planted_found=tally.found, planted_false=tally.false_alarms
            )
        write(known)
    return 0


if __name__ == "__main__":
    sys.exit(main())
