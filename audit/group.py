"""
One fault, one group: the fingerprint that makes the same fault of the same component the same on any page and any day.

A fingerprint is built from the rule, from the element, and from where it stands: in which component (the way out to the
first element with a name), in which form, and in which parts of the page. It holds no address, no text, no position among
siblings, no part of a name that a build tool or a database made, and nothing of an element that only wraps, so that it
survives the daily news and small edits of a template. `python -m benchmarks.fingerprints` measures how well it does.

The fingerprint is the component's fault, however often and wherever it is met; the occurrence is one place of it, on one
page (`numbered`).
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from hashlib import blake2b

from msgspec.structs import replace

from audit.model import Finding, Group, Outcome, Target
from audit.page.html import Element, attr, classes, landmark, roles, tag

LONGEST_WAY = 4
"""How many elements are told on the way from the element out to its component."""
LONGEST_ID = 5
"""Words of an id; one with more is made of a headline."""

_DOCUMENT = frozenset({"html", "head", "body", "title", "base", "meta", "link", "script", "style"})
_FIELDS = frozenset({"input", "select", "textarea", "button", "fieldset", "output", "form"})
# They come and go around a component; `tbody` is there in a browser and often not in what was served.
_NAMELESS = frozenset("div span tbody thead tfoot font center b strong i em small picture".split())
# What makes a component even without a name; what is put around it does not matter.
_COMPONENTS = frozenset("article aside dialog figure footer form header main nav ol section table ul".split())
_PARTS = frozenset({"article", "aside", "dialog", "footer", "form", "header", "main", "nav"})
# Words that say how a box lies on the page or what state it is in, and not what it is.
_LAYOUT = frozenset(
    "area block body box boxed bottom cell center centered cf clear clearfix col cols column columns container content "
    "contents element fixed flex float fluid full grid group holder horizontal hstack inline inner item layout left lg "
    "main md middle narrow outer outside page pane panel region responsive right root row rows section site sm stack static "
    "top vertical vstack wide width wrap wrapped wrapper wrapping xl xs active closed collapse collapsed current disabled "
    "enabled even expanded first has hidden hide is js last lazy lazyload lazyloaded lazyloading loaded loading no odd open "
    "opened selected show shown sticky visible".split()
)


def fingerprint(rule: str, *, shape: str, about: str = "") -> str:
    """Sixteen hexadecimal digits for a rule, a shape and what exactly is wrong with it."""
    return _hash(rule, about, shape)


def numbered(findings: Sequence[Finding], places: Sequence[int | None] = ()) -> list[Finding]:
    """
    The same findings, each with its identity as an occurrence: its page, its fingerprint and its number there.

    They are numbered in the order of their `places` in the document, those without a place last, as they come. The page
    is known by path and query, so that an occurrence is the same in a preview and in production.
    """
    known = [sys.maxsize if place is None else place for place in places] or [0] * len(findings)
    count: Counter[tuple[str, str]] = Counter()
    names: dict[int, str] = {}
    for at in sorted(range(len(findings)), key=known.__getitem__):
        key = (_NOT_PATH.sub("", findings[at].url), findings[at].fingerprint)
        count[key] += 1
        names[at] = _hash(*key, str(count[key]))
    return [replace(finding, occurrence=names[at]) for at, finding in enumerate(findings)]


_NOT_PATH = re.compile(r"^[\w+.-]+://[^/?#]*|#.*$")


def _hash(*parts: str) -> str:
    return blake2b("\n".join(parts).encode("utf-8", "replace"), digest_size=8).hexdigest()


# --- shapes -------------------------------------------------------------------------------------------------------


def shape(target: Element | Target) -> str:
    """The element and what it stands in, without anything that changes from page to page or from day to day."""
    if isinstance(target, Target):
        return _shape_of_selector(" ".join((*target.frame, target.selector)))
    if _is_of_document(target):
        return _key(target)
    return " < ".join((_outline(target), *_way_out(target), *_parts_around(target)))


def _is_of_document(element: Element) -> bool:
    """Whether the element speaks for the whole page, wherever in the page a parser finds it."""
    if tag(element) not in _DOCUMENT or element.get("itemprop") is not None:
        return False
    return next(element.iterancestors("svg"), None) is None


def _key(element: Element) -> str:
    named = (attr(element, name).lower() for name in ("property", "name", "http-equiv", "rel", "type"))
    # A page's own classes on html and body tell which page it is and what its scripts have done.
    own = [] if tag(element) in {"html", "body"} else _names(element)
    return f"{tag(element)}[{next(filter(None, named), '')}]{'.'.join(own)}"


def _way_out(element: Element) -> Iterator[str]:
    """The elements around it up to its component: the first one with a name, or that is one by its nature."""
    if tag(element) in _COMPONENTS and _names(element):
        return
    told = 0
    for node in element.iterancestors():
        name, names = tag(node), _names(node)
        if told == LONGEST_WAY or name in _DOCUMENT:
            return
        if names or name not in _NAMELESS:
            yield _outline(node)
            told += 1
        if names or name in _COMPONENTS:
            return


def _parts_around(element: Element) -> Iterator[str]:
    """The parts of the page it stands in, innermost first: landmarks, articles, their headers and footers, forms."""
    last = ""
    for node in element.iterancestors():
        name = tag(node)
        part = _outline(node) if name == "form" else landmark(node) or (name if name in _PARTS else "")
        if part and part != last:
            last = part
            yield part


def _outline(element: Element) -> str:
    name = tag(element)
    kind = attr(element, "type").lower() if name in {"input", "button"} else ""
    asked = (attr(element, "itemprop"), _field_name(attr(element, "name")) if name in _FIELDS else "")
    return f"{name}[{kind}|{' '.join(roles(element))}|{' '.join(filter(None, asked))}]{'.'.join(_names(element))}"


def _field_name(name: str) -> str:
    """What a server calls a field: its short numbers tell fields apart, the long ones are somebody's keys."""
    return "" if re.search(r"[0-9a-f]{16}", name) else re.sub(r"\d{3,}", "", name)


# --- names --------------------------------------------------------------------------------------------------------


def _names(element: Element) -> list[str]:
    """What people call the element: its first class that says something, and its id."""
    called = next(filter(None, map(_name, classes(element))), "")
    # The id of a heading is made of its text.
    identifier = "" if re.fullmatch("h[1-6]", tag(element)) else _name(attr(element, "id"))
    if identifier.count("-") >= LONGEST_ID:
        identifier = ""
    return sorted({called, identifier} - {""})


# css-1q2w3e-Card, sc-bdVaJa: what stands behind these prefixes is made, whatever it looks like.
_TOOL = re.compile(r"^(css|emotion|svelte|astro|jsx|jss|tss|sc|data-v)-[A-Za-z0-9]+")
# Card_root__x7Yz2: CSS modules end names in five letters of base64, which may be hyphens.
_MODULE = re.compile(r"^(.+?)__([\w-]{5})$")
_BETWEEN = re.compile(r"[-_:]+")
_HUMP = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_VOWEL = re.compile(r"[aeiouy]", re.IGNORECASE)
# A short word begins as words of European languages do, has a vowel, and no pile of consonants.
_SAYABLE = re.compile(
    r"(?=.*[aeiouy])(?!.*(q[^u]|[jz][bcdfgjkmpqrvwx]|[bcdfghjklmnpqrstvwxz]{5}))"
    r"([aeiouy]|[bcdfghjklmnpqrstvwxz][aeiouy]|([bcfgkps]l|[bcdfgkptvw]r|[cgkpstw]h|s[ckmnpqtvw]|[dstz]w|[gk]n|p[fs]|ts|j[sw]))",
    re.IGNORECASE,
)
SHORT, LONG = 4, 8
"""Letters up to which small letters are kept as they are (nav, btn, md), and from which on tools would use digits too."""


@lru_cache(maxsize=8192)
def _name(value: str) -> str:
    """A class or an id without what a tool or a database made of it; empty where it says nothing of what the element is."""
    value = _TOOL.sub("", value)
    module = _MODULE.match(value)
    if module and not _is_word(module[2]):
        value = module[1]
    parts = [part for part in _BETWEEN.split(value) if _is_word(part)]
    return "" if _LAYOUT.issuperset(part.lower() for part in parts) else "-".join(parts)


def _is_word(part: str) -> bool:
    """Whether people gave that name: searchField and teaser are words, hGWjaj and x7Yz2 are not."""
    if not part.isalpha():
        return False
    if not part.isascii():
        return True
    if part.islower() and len(part) <= SHORT:
        return True
    humps = _HUMP.findall(part)
    if len(part) >= LONG:
        return 3 * len(humps) <= len(part) and _VOWEL.search(part) is not None
    return all(len(hump) > 2 and _SAYABLE.match(hump) for hump in humps)


# Attributes in a selector hold addresses and texts.
_NO_NAME = re.compile(r"\[[^\]]*\]|:[\w-]+(\([^)]*\))?")
_STEP = re.compile(r"[\s>+~]+")
_CALLED = re.compile(r"[#.]((?:[\w-]|\\.)+)")


def _shape_of_selector(selector: str) -> str:
    """The shape of an element known only by a CSS path, through frames and shadow roots: its tags and names."""
    told: list[str] = []
    for step in _STEP.split(_NO_NAME.sub("", selector)):
        name = re.split("[#.]", step, maxsplit=1)[0]
        names = sorted({_name(value) for value in _CALLED.findall(step)} - {""})
        if names or name not in {*_NAMELESS, "", "html", "body"}:
            told.append(f"{name}{''.join(f'.{each}' for each in names)}")
    return " > ".join(told)


# --- groups -------------------------------------------------------------------------------------------------------


def group(findings: Iterable[Finding]) -> list[Group]:
    """
    Findings joined by fingerprint and outcome: failed first, the hardest impact first, then the most pages.

    The first finding of a group, in the order given, stands as its example.
    """
    first: dict[str, Finding] = {}
    pages: dict[str, dict[str, int]] = {}
    for finding in findings:
        key = group_id(finding)
        first.setdefault(key, finding)
        seen = pages.setdefault(key, {})
        seen[finding.url] = seen.get(finding.url, 0) + 1
    groups = [_join(first[key], pages[key]) for key in first]
    return sorted(groups, key=_order)


def group_id(finding: Finding) -> str:
    """The id of the group that a finding belongs to: what does not gate, for whatever reason, is a group of its own."""
    if finding.outcome != Outcome.FAILED:
        return f"{finding.fingerprint}-unsure"
    if finding.spared:
        number = finding.spared.number + 1
        return f"{finding.fingerprint}-{finding.spared.by}{number or ''}"
    return finding.fingerprint


def _join(example: Finding, pages: dict[str, int]) -> Group:
    return Group(
        id=group_id(example),
        fingerprint=example.fingerprint,
        rule=example.rule,
        outcome=example.outcome,
        impact=example.impact,
        message=example.message,
        target=example.target,
        url=example.url,
        pages=list(pages),
        occurrences=sum(pages.values()),
        origin=example.origin,
        spared=example.spared,
    )


def _order(group: Group) -> tuple[bool, int, int, str, str]:
    return (group.outcome != Outcome.FAILED, -group.impact.rank, -len(group.pages), group.rule, group.fingerprint)
