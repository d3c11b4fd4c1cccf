"""A group as an issue in Markdown, to be copied into a tracker."""

from __future__ import annotations

import re

from audit.model import Group, RuleInfo
from audit.reporters.html.inert import count
from audit.reporters.markdown import inert
from audit.reporters.plain import plain
from audit.reporters.wcag import CRITERIA

PAGES_SHOWN = 10
SNIPPET = 600


def issue(group: Group, rule: RuleInfo) -> str:
    """Title, what is wrong and where, why it matters, how many pages; what comes from pages is text and nothing else."""
    criteria = [_criterion(number) for number in rule.wcag]
    parts = [
        f"## {inert(rule.title or rule.id)}",
        inert(group.message or "The rule gave no message."),
        f"{group.impact.capitalize()} · rule {code(group.rule)} · {count(len(group.pages), 'page')}, "
        f"{count(group.occurrences, 'place')}" + "".join(f" · {each}" for each in criteria),
        _fenced(group.target.html) if group.target.html else "",
        f"CSS path: {code(group.target.selector)}" if group.target.selector else "",
        "".join(f"In the frame: {code(frame)}\n" for frame in group.target.frame).rstrip(),
        f"### Why it matters and how to fix it\n\n{rule.why}" if rule.why else "",
        _fixed(rule),
        _pages(group),
        f"Fingerprint: {code(group.id)}",
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def code(text: str) -> str:
    """A text as code within a line, whatever backticks it has."""
    text = plain(text, SNIPPET)
    fence = "`" * (max((len(run) for run in re.findall("`+", text)), default=0) + 1)
    return f"{fence} {text} {fence}" if len(fence) > 1 else f"`{text}`"


def _fenced(html: str) -> str:
    text = html[:SNIPPET] + ("…" if len(html) > SNIPPET else "")
    fence = "`" * max(3, max((len(run) for run in re.findall("`+", text)), default=0) + 1)
    return f"{fence}html\n{text}\n{fence}"


def _criterion(number: str) -> str:
    known = CRITERIA.get(number)
    return f"[WCAG {known.number} {known.name}]({known.url})" if known else f"WCAG {inert(number)}"


def _fixed(rule: RuleInfo) -> str:
    if not (rule.before and rule.after):
        return ""
    return f"Not so:\n\n{_fenced(rule.before)}\n\nBut so:\n\n{_fenced(rule.after)}"


def _pages(group: Group) -> str:
    shown = [f"- {inert(url, 300)}" for url in group.pages[:PAGES_SHOWN]]
    if len(group.pages) > PAGES_SHOWN:
        shown.append(f"- … and {len(group.pages) - PAGES_SHOWN:,} more")
    return "\n".join(["### Pages", "", *shown]) if shown else ""
