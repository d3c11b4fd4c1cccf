"""
One fault, one group: the fingerprint that makes the same fault of the same component the same on any page and any day.

A fingerprint is built from the rule and from the element's shape and place in its component. It holds no address, no
text, no digits and no position among siblings, so that it survives the daily news and small edits of a template.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from hashlib import blake2b

from audit.model import Finding, Group, Outcome, Target
from audit.page.html import Element, attr, classes, landmark, roles, tag

ANCESTORS = 4
"""How many elements around the target are part of its shape; beyond them only landmarks count."""

# A part of a class or id that a build tool or a database made: digits, or a hash of mixed letters.
_MADE = re.compile(r"\d|^(?=.*[a-z])(?=.*[A-Z])\w{5,}$|^[bcdfghjklmnpqrstvwxz]{5,}$")
_PART = re.compile(r"[-_:]+")


def fingerprint(rule: str, *, shape: str, about: str = "") -> str:
    """Sixteen hexadecimal digits for a rule, a shape and what exactly is wrong with it."""
    return blake2b("\n".join((rule, about, shape)).encode(), digest_size=8).hexdigest()


def shape(target: Element | Target) -> str:
    """The element and what stands around it, without anything that changes from page to page."""
    if isinstance(target, Target):
        return shape_of_selector(" ".join((*target.frame, target.selector)))
    return _shape(target)


def _shape(element: Element) -> str:
    steps = [_outline(element)]
    for depth, node in enumerate(element.iterancestors()):
        role = landmark(node)
        if depth < ANCESTORS:
            steps.append(_outline(node))
        elif role:
            steps.append(role)
    return " < ".join(steps)


def shape_of_selector(selector: str) -> str:
    """The shape of an element known only by a CSS path: its names without positions and digits."""
    return re.sub(r":nth-[\w-]+\([^)]*\)|\d+", "", selector)


def _outline(element: Element) -> str:
    name = tag(element)
    kind = attr(element, "type").lower() if name in {"input", "button"} else ""
    words = sorted({stable for value in (*classes(element), attr(element, "id")) if (stable := _stable(value))})
    role = " ".join(roles(element))
    return f"{name}[{kind}|{role}|{attr(element, 'name') if not _MADE.search(attr(element, 'name')) else ''}]{'.'.join(words)}"


def _stable(value: str) -> str:
    return "-".join(part for part in _PART.split(value) if part and not _MADE.search(part))


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
