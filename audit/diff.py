"""Two runs compared: what is new, what is gone, what stayed. Pure; `audit diff` prints it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import msgspec

from audit.model import Frozen, Group, Outcome, Report, State

AUDITED = frozenset({State.AUDITED, State.PARTLY_AUDITED})


class Change(Frozen, frozen=True, kw_only=True):
    """A group as one of two runs has it, with its number of pages in both."""

    id: str
    rule: str
    outcome: Outcome
    impact: str
    message: str
    url: str
    pages_before: int
    pages_after: int


class Difference(Frozen, frozen=True, kw_only=True, omit_defaults=False):
    """The groups of two runs."""

    new: list[Change]
    gone: list[Change]
    """Not found any more on pages that were audited again."""
    not_looked_at: list[Change]
    """Only in the first run, on pages that the second one did not audit: nothing is known of them."""
    same: list[Change]

    @property
    def differs(self) -> bool:
        """Whether anything came or went."""
        return bool(self.new or self.gone)


def compare(before: Report, after: Report) -> Difference:
    """What became of the groups of one run in another, later one."""
    old = {group.id: group for group in before.groups}
    new = {group.id: group for group in after.groups}
    audited = {page.url for page in after.pages if page.state in AUDITED}
    missing = [group for group in before.groups if group.id not in new]
    return Difference(
        new=[_change(group, old, new) for group in after.groups if group.id not in old],
        gone=[_change(group, old, new) for group in missing if not audited.isdisjoint(group.pages)],
        not_looked_at=[_change(group, old, new) for group in missing if audited.isdisjoint(group.pages)],
        same=[_change(group, old, new) for group in after.groups if group.id in old],
    )


def _change(group: Group, old: Mapping[str, Group], new: Mapping[str, Group]) -> Change:
    return Change(
        id=group.id,
        rule=group.rule,
        outcome=group.outcome,
        impact=group.impact,
        message=group.message,
        url=group.url,
        pages_before=len(old[group.id].pages) if group.id in old else 0,
        pages_after=len(new[group.id].pages) if group.id in new else 0,
    )


def as_json(difference: Difference) -> str:
    """The difference for machines."""
    return msgspec.json.format(msgspec.json.encode(difference), indent=1).decode() + "\n"


def as_text(difference: Difference, inert: Callable[[str], str]) -> str:
    """The difference for a terminal; `inert` makes harmless what comes from a page."""
    lines = [_line(sign, change, inert) for sign, changes in _signed(difference) for change in changes]
    return "\n".join([*lines, _summary(difference), ""])


def as_markdown(difference: Difference, inert: Callable[[str], str]) -> str:
    """The difference for a pull request; `inert` keeps the text of pages from being markup."""
    parts = [f"**{_summary(difference)}**"]
    for heading, changes in (
        ("New", difference.new),
        ("Gone", difference.gone),
        ("Not looked at", difference.not_looked_at),
    ):
        if changes:
            rows = [
                f"- {change.impact} {inert(change.rule)}: {inert(change.message)} ({inert(change.url)})"
                for change in changes
            ]
            parts += [f"### {heading}", "\n".join(rows)]
    return "\n\n".join(parts) + "\n"


def _signed(difference: Difference) -> Sequence[tuple[str, Sequence[Change]]]:
    return (("+", difference.new), ("-", difference.gone), ("?", difference.not_looked_at))


def _line(sign: str, change: Change, inert: Callable[[str], str]) -> str:
    unsure = "could not tell: " if change.outcome == Outcome.CANT_TELL else ""
    return f"{sign} {change.impact} {inert(change.rule)}: {unsure}{inert(change.message)} ({inert(change.url)})"


def _summary(difference: Difference) -> str:
    counts = f"{len(difference.new):,} new, {len(difference.gone):,} gone, {len(difference.same):,} the same"
    unknown = f", {len(difference.not_looked_at):,} not looked at again" if difference.not_looked_at else ""
    return f"{counts}{unknown}."
