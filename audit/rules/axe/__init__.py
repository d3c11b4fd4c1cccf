"""
Every rule of axe-core as a rule of ours, from data that was read off the engine (axe.json, made by `make docs`).

The engine judges in the browser (audit/capture/probes/axe.py); here its answers become outcomes. Names are axe's with
`axe-` in front.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from importlib import resources
from typing import Any

import msgspec

from audit.model import Frozen, Impact, Outcome, RuleInfo, Target
from audit.page import Page
from audit.rules import Rule, Verdict, registry

FILE = "axe.json"
UNLISTED = "axe-unlisted"


class AxeRule(Frozen, frozen=True, kw_only=True):
    """What axe-core says of one of its rules."""

    id: str
    help: str
    description: str
    help_url: str
    tags: list[str]
    impact: str = ""
    act: list[str] = []
    by_default: bool = True
    """Whether the engine runs it when nothing is asked for; the others are experimental, superseded or AAA."""


class AxeData(Frozen, frozen=True, kw_only=True):
    """The rules of one version of the engine."""

    version: str
    rules: list[AxeRule]


@cache
def data() -> AxeData:
    """The engine's rules as committed."""
    content = resources.files(__name__).joinpath(FILE).read_bytes()
    return msgspec.json.decode(content, type=AxeData)


def criteria(tags: list[str]) -> list[str]:
    """The WCAG success criteria that axe's tags name: wcag143 is 1.4.3, wcag1410 is 1.4.10."""
    numbers = [tag[4:] for tag in tags if tag.startswith("wcag") and tag[4:].isdigit() and len(tag) > 6]
    return [f"{number[0]}.{number[1]}.{number[2:]}" for number in numbers]


def _verdicts(name: str) -> Callable[[Page], Iterator[Verdict]]:
    def judge(page: Page) -> Iterator[Verdict]:
        found = page.artifact("axe")
        if name in found["untested"]:
            return iter([Verdict(Outcome.UNTESTED, page.tree)])
        result = found["rules"].get(name)
        return _outcomes(page, result) if result else iter(())

    return judge


def _outcomes(page: Page, result: dict[str, Any]) -> Iterator[Verdict]:
    for _ in range(result["passed"]):
        yield Verdict(Outcome.PASSED, page.tree)
    for outcome in (Outcome.FAILED, Outcome.CANT_TELL):
        for node in result[outcome]:
            yield _verdict(page, node, outcome)
    if result.get("more"):
        yield Verdict(
            Outcome.CANT_TELL, page.tree, f"{result['more']:,} more elements were found and not listed.", "more"
        )


def _verdict(page: Page, node: dict[str, Any], outcome: Outcome) -> Verdict:
    element = page.element(node["n"])
    path = [" >>> ".join(step) if isinstance(step, list) else step for step in node["target"]]
    target = element if element is not None else Target(selector=path[-1], html=node["html"], frame=path[:-1])
    return Verdict(outcome, target, node["message"], impact=Impact(node["impact"]) if node["impact"] else None)


def _unlisted(page: Page) -> Iterator[Verdict]:
    known = {rule.id for rule in data().rules}
    for name, result in page.artifact("axe")["rules"].items():
        if name in known:
            continue
        for verdict in _outcomes(page, result):
            said = f"{name}: {result['help']}. {verdict.message}" if verdict.message else ""
            yield Verdict(verdict.outcome, verdict.target, said, name, verdict.impact)


def _register() -> None:
    for rule in data().rules:
        registry.add(Rule(info=_info(rule), function=_verdicts(rule.id), module=__name__))
    info = RuleInfo(
        id=UNLISTED,
        topic="axe",
        title="Rules of a newer axe-core than this version describes pass",
        impact=Impact.MODERATE,
        source="https://github.com/dequelabs/axe-core/blob/develop/doc/rule-descriptions.md (read 2026-11)",
        why="The configured axe-script has rules that this version does not know by name; their findings stand here.",
        needs=["axe"],
    )
    registry.add(Rule(info=info, function=_unlisted, module=__name__))


def _info(rule: AxeRule) -> RuleInfo:
    return RuleInfo(
        id=f"axe-{rule.id}",
        topic="axe",
        title=rule.help,
        impact=Impact(rule.impact or "moderate"),
        wcag=criteria(rule.tags),
        act=rule.act,
        tags=rule.tags,
        source=f"{rule.help_url} (axe-core {data().version})",
        why=rule.description,
        needs=["axe"],
        preview=not rule.by_default,
    )


_register()
