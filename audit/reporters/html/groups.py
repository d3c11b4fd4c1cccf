"""A group as the report shows it: a row of the list, and a page of its own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from audit.model import Group, GroupState, Outcome, RuleInfo
from audit.reporters.html.addresses import value
from audit.reporters.html.facts import Facts
from audit.reporters.html.issue import issue
from audit.reporters.html.pictures import Shot, shot
from audit.reporters.wcag import CRITERIA, Criterion

PAGES_LISTED = 200
"""Pages of one group that are listed; each page's own page lists its groups."""
PAGES_OPEN = 20
"""Pages of one group that stand open; the others are folded away."""
SIBLINGS_SHOWN = 10

STANDINGS = {GroupState.NEW: "new", GroupState.KNOWN: "known", GroupState.NEW_BY_VERSION: "new by version"}
SPARED = {
    "suppression": "suppressed",
    "page": "suppressed in the page",
    "level": "only warned of",
    "origin": "not the site’s own",
}
_ACT_ID = re.compile(r"[a-z0-9]{6}")


@dataclass(frozen=True)
class GroupView:
    """A group with what is known of it elsewhere in the report."""

    group: Group
    facts: Facts

    @property
    def file(self) -> str:
        """The name of its page."""
        return self.facts.files[self.group.id]

    @property
    def label(self) -> str:
        """What tells it from all others."""
        return self.facts.labels[self.group.id]

    @property
    def rule(self) -> RuleInfo:
        """Its rule."""
        return self.facts.rule(self.group)

    @property
    def is_unsure(self) -> bool:
        """Whether a person has to look."""
        return self.group.outcome == Outcome.CANT_TELL

    @property
    def standing(self) -> str:
        """Why it does not make the run fail, or “new”; in a word or two."""
        spared = self.group.spared
        if spared and spared.by in SPARED:
            return SPARED[spared.by]
        return STANDINGS[self.group.state]

    @property
    def mark(self) -> str:
        """The standing where it says more than that the group counts."""
        return "" if self.group.gates or self.is_unsure or self.standing == "new" else self.standing

    @property
    def values(self) -> str:
        """What the list can be filtered and sorted by, in the order of filters.GROUPS_BY, then the number of pages."""
        group, facts = self.group, self.facts
        listed = group.pages[:PAGES_LISTED]
        kinds = sorted({facts.kinds.get(url, "") for url in listed} - {""})
        patterns = sorted({facts.pattern(url) for url in listed if url in facts.kinds})
        return "|".join(
            (
                value(self.rule.topic) or "other",
                group.impact,
                group.outcome,
                value(self.standing),
                group.origin,
                " ".join(map(value, kinds)),
                " ".join(map(str, patterns)),
                str(len(group.pages)),
            )
        )

    # --- its own page

    @property
    def pages(self) -> list[str]:
        """The pages to list."""
        return self.group.pages[:PAGES_LISTED]

    @property
    def unlisted(self) -> int:
        """How many pages are not listed."""
        return len(self.group.pages) - len(self.pages)

    @property
    def criteria(self) -> list[Criterion | str]:
        """The success criteria, by number alone where WCAG 2.2 has none of that number."""
        return [CRITERIA.get(number, number) for number in self.rule.wcag]

    @property
    def act(self) -> list[tuple[str, str]]:
        """ACT rule ids with the address of each, empty for what is no id."""
        at = "https://www.w3.org/WAI/standards-guidelines/act/rules/{}/"
        return [(name, at.format(name) if _ACT_ID.fullmatch(name) else "") for name in self.rule.act]

    @cached_property
    def picture(self) -> Shot | None:
        """The element in its place."""
        return shot(self.group.picture, {self.group.id: 1}, self.facts)

    @property
    def issue(self) -> str:
        """The group as an issue in Markdown."""
        return issue(self.group, self.rule)


def siblings(view: GroupView, by_rule: dict[str, list[GroupView]]) -> Sequence[GroupView]:
    """Other groups of its rule."""
    others = [other for other in by_rule[view.group.rule][: SIBLINGS_SHOWN + 1] if other.group.id != view.group.id]
    return others[:SIBLINGS_SHOWN]
