"""Reads a rule's docstring: its manual page, and the examples in it, which tests run."""

from __future__ import annotations

import re
from dataclasses import dataclass

from audit.model import Outcome

SECTIONS = {
    "Passed": Outcome.PASSED,
    "Failed": Outcome.FAILED,
    "Could not tell": Outcome.CANT_TELL,
    "Inapplicable": Outcome.INAPPLICABLE,
}
_HEADING = re.compile(r"^## (.+)$", re.MULTILINE)
_FENCE = re.compile(r"^```html\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_PART = re.compile(r"^<!-- (page|file|gone|moved): (\S+) -->$", re.MULTILINE)
_MARK = re.compile(r"<!-- (passed|failed|cantTell) -->")


@dataclass(frozen=True)
class Example:
    """A fenced piece of HTML in a manual page and the outcome it must have."""

    outcome: Outcome
    html: str
    number: int
    """Its place among the examples of that outcome, from 1."""

    @property
    def pages(self) -> dict[str, str]:
        """Path -> HTML. One page unless `<!-- page: /path/ -->` lines divide it, as examples of site rules do."""
        parts = self._parts("page")
        return parts if parts or self.files else {"/": self.html}

    @property
    def files(self) -> dict[str, str]:
        """Path -> content of the sitemaps and feeds that stand with the pages, after a `<!-- file: /sitemap.xml -->` line."""
        return self._parts("file")

    @property
    def gone(self) -> list[str]:
        """Paths that answer with 404, after `<!-- gone: /path/ -->` lines."""
        return list(self._parts("gone"))

    @property
    def moved(self) -> list[str]:
        """Paths that lead to others, after `<!-- moved: /path -->` lines."""
        return list(self._parts("moved"))

    def _parts(self, kind: str) -> dict[str, str]:
        parts = _PART.split(self.html)
        return {
            path: part for sort, path, part in zip(parts[1::3], parts[2::3], parts[3::3], strict=True) if sort == kind
        }

    @property
    def is_marked(self) -> bool:
        """Whether it marks exact targets with `<!-- failed -->` and the like after an element."""
        return _MARK.search(self.html) is not None


def examples(manual: str) -> list[Example]:
    """The examples of a manual page, in order."""
    found: list[Example] = []
    for name, body in _sections(manual).items():
        if name not in SECTIONS:
            continue
        found += [Example(SECTIONS[name], code, place) for place, code in enumerate(_FENCE.findall(body), 1)]
    return found


def why(manual: str) -> str:
    """The manual page without its examples: the summary, then why a reader is hurt and how to fix it."""
    before = _HEADING.split(_dedent(manual), maxsplit=1)[0].strip()
    return "\n\n".join(" ".join(paragraph.split()) for paragraph in re.split(r"\n\s*\n", before))


def before_and_after(manual: str) -> tuple[str, str]:
    """The first example that has, or may have, the fault and the first that has not, unmarked; empty where there is none."""
    found = {example.outcome: _MARK.sub("", example.html) for example in reversed(examples(manual))}
    before = found.get(Outcome.FAILED) or found.get(Outcome.CANT_TELL, "")
    return _trimmed(before), _trimmed(found.get(Outcome.PASSED, ""))


def _trimmed(html: str) -> str:
    return "\n".join(line.rstrip() for line in html.strip().splitlines())


def _sections(manual: str) -> dict[str, str]:
    parts = _HEADING.split(_dedent(manual))
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def _dedent(manual: str) -> str:
    from inspect import cleandoc

    return cleandoc(manual)
