"""
What a team has decided about findings: which do not gate, why, who said so, and until when.

Nothing is lost by a decision: what is spared stays in the report with the reason. Three kinds, the first that fits wins:

    [[tool.audit.suppress]]        this fault is known and will be dealt with: reason, owner, day it expires
    rule = "image-credit-missing"  a rule's id, a topic or a WCAG criterion
    url = "/archive/*"             an address pattern, as in `exclude`
    selector = ".embed-old"        a CSS selector: the element, or one around it
    reason = "the archive's photos are being credited"
    owner = "photo desk"
    expires = 2027-03-01

    [[tool.audit.levels]]          these rules only warn, or are off, on these addresses
    rules = ["content"]
    url = "/live/*"
    level = "warn"

    data-audit-ignore="image-alt-long images"   in the page itself, where `inline-suppressions` allows it

and what comes from others (an ad, an embed, a consent tool) does not gate unless `gate-origins` says so.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from datetime import date
from functools import cached_property

from audit.config import Config
from audit.crawl.address import matches
from audit.decisions import OWN, Level, Suppression
from audit.errors import ConfigError
from audit.model import Frozen, Origin, RuleInfo, Spared
from audit.page.html import Element, attr

IGNORE = "data-audit-ignore"
IGNORE_REASON = "data-audit-ignore-reason"


class Policy(Frozen, frozen=True, kw_only=True, dict=True):
    """The decisions of a run, as workers are told them."""

    suppressions: list[Suppression] = []
    levels: list[Level] = []
    inline: bool = False
    gate_origins: tuple[Origin, ...] = OWN
    expired: tuple[int, ...] = ()
    """Places of the suppressions that have run out: they spare nothing, but it is told what they would have."""

    def is_off(self, rule: RuleInfo, url: str) -> bool:
        """Whether a rule does not run on an address."""
        return self._level(rule, url) == "off"

    def spared(self, rule: RuleInfo, target: Element | None, url: str, origin: Origin) -> Spared | None:
        """Why a finding does not gate; None when it does."""
        for number, suppression in enumerate(self.suppressions):
            if self._fits(number, suppression, rule, target, url):
                by = "expired" if number in self.expired else "suppression"
                return Spared(by=by, reason=suppression.reason, number=number)
        ignoring = _ignoring(rule, target) if self.inline and target is not None else None
        if ignoring is not None:
            return Spared(by="page", reason=attr(ignoring, IGNORE_REASON) or f"the page says {IGNORE}")
        if self._level(rule, url) == "warn":
            return Spared(by="level", reason="these rules only warn here")
        if origin not in self.gate_origins:
            return Spared(by="origin", reason=f"it comes from {origin.words}")
        return None

    def _level(self, rule: RuleInfo, url: str) -> str:
        """The last level that fits, as in a list of exceptions."""
        fitting = [
            level.level
            for level in self.levels
            if (not level.rules or names(rule) & set(level.rules)) and (not level.url or matches(url, [level.url]))
        ]
        return fitting[-1] if fitting else "error"

    def _fits(self, number: int, suppression: Suppression, rule: RuleInfo, target: Element | None, url: str) -> bool:
        if suppression.rule and suppression.rule not in names(rule):
            return False
        if suppression.url and not matches(url, [suppression.url]):
            return False
        if not suppression.selector:
            return True
        return target is not None and self._selects(number, target)

    def _selects(self, number: int, target: Element) -> bool:
        """Whether a suppression's selector fits the element or one around it."""
        root = target.getroottree().getroot()
        known = self._selected.get(number)
        if known is None or known[0] is not root:
            # Of one page at a time: a worker judges them one after the other.
            known = self._selected[number] = (root, set(root.xpath(self._paths[number])))
        return not known[1].isdisjoint((target, *target.iterancestors()))

    @cached_property
    def _selected(self) -> dict[int, tuple[Element, set[Element]]]:
        return {}

    @cached_property
    def _paths(self) -> list[str]:
        return [_path(suppression.selector) if suppression.selector else "" for suppression in self.suppressions]


def policy_of(config: Config, today: date | None = None) -> Policy:
    """What the settings decide about findings on a day."""
    day = today or date.today()
    return Policy(
        suppressions=config.suppress,
        levels=config.levels,
        inline=config.inline_suppressions,
        gate_origins=tuple(config.gate_origins),
        expired=tuple(number for number, each in enumerate(config.suppress) if each.is_expired(day)),
    )


def names(rule: RuleInfo) -> set[str]:
    """What a rule is called by in settings: its id, its topic, its WCAG criteria."""
    return {rule.id, rule.topic, *rule.wcag}


def refuse_wrong(suppressions: Sequence[Suppression], levels: Iterable[Level], known: set[str]) -> None:
    """Raise ConfigError for a suppression or level that can never fit, or that would fit everything."""
    for number, suppression in enumerate(suppressions, 1):
        place = f"suppress, number {number}"
        if not (suppression.rule or suppression.selector or suppression.url):
            raise ConfigError(f"{place}: it would suppress everything. Give it a rule, a selector or a url.")
        _refuse_unknown([suppression.rule] if suppression.rule else [], known, place)
        if suppression.selector:
            _path(suppression.selector, place)
    for number, level in enumerate(levels, 1):
        _refuse_unknown(level.rules, known, f"levels, number {number}")


def _refuse_unknown(rules: Iterable[str], known: set[str], place: str) -> None:
    for name in rules:
        if name not in known:
            near = difflib.get_close_matches(name, known, n=1)
            hint = f"Did you mean “{near[0]}”?" if near else "`audit rules` lists them all."
            raise ConfigError(f"{place}: no rule, topic or WCAG criterion is called “{name}”. {hint}")


def _path(selector: str, place: str = "suppress") -> str:
    """A CSS selector as XPath. Raises ConfigError."""
    from cssselect import HTMLTranslator, SelectorError

    try:
        return str(HTMLTranslator().css_to_xpath(selector))
    except SelectorError as error:
        raise ConfigError(f"{place}: “{selector}” is no CSS selector that can be used here: {error}.") from error


def _ignoring(rule: RuleInfo, target: Element) -> Element | None:
    """The element around the target, or itself, that asks for this rule to be ignored."""
    asked = (node for node in (target, *target.iterancestors()) if attr(node, IGNORE))
    return next((node for node in asked if names(rule) & set(attr(node, IGNORE).replace(",", " ").split())), None)
