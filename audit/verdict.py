"""The gate's answer: which groups count, the exit code, and the sentence that says why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from audit.baseline import Stale
from audit.config import Config
from audit.crawl.address import matches
from audit.decisions import Suppression, Threshold
from audit.model import Gap, Group, GroupState, Outcome, PageSummary, Skip, State
from audit.page.text import listed

AUDITED = frozenset({State.AUDITED, State.PARTLY_AUDITED})
CHOSEN = frozenset({Skip.EXCLUDED, Skip.NOT_INCLUDED, Skip.OTHER_SHARD})
"""Why pages are not audited that nobody wanted to be audited here."""


def judge(
    pages: Sequence[PageSummary],
    groups: Sequence[Group],
    broken: Sequence[Gap],
    outcomes: dict[str, dict[str, int]],
    *,
    interrupted: bool,
    stale: Sequence[Stale] = (),
    expired: Sequence[Suppression] = (),
) -> tuple[int, str]:
    """
    The exit code (0, 1, 2, 3 or 130) and the sentence that says why.

    The groups know whether they gate (`gating`); `stale` is what a baseline holds and is not there any more, empty where
    that does not matter; `expired` are suppressions that would still be needed.
    """
    states = Counter(page.state for page in pages)
    audited = sum(states[state] for state in AUDITED)
    failing = [group for group in groups if group.gates]
    wrong = _could_not(states, broken, outcomes)
    if interrupted:
        return 130, f"Interrupted: {_count(audited, 'page')} of {len(pages)} audited, this report is partial."
    if not audited and {page.reason for page in pages} - CHOSEN == {Skip.UNCHANGED}:
        same = sum(page.reason == Skip.UNCHANGED for page in pages)
        return 0, f"Passed: there was nothing to audit, for {_count(same, 'page')} did not change."
    if not audited:
        return 3, f"Nothing was audited: {_why_nothing(pages)}"
    besides = _besides(groups)
    reasons = _reasons(failing, stale, expired, is_new=GroupState.KNOWN in {group.state for group in groups})
    if reasons:
        and_wrong = f" Also, {wrong}." if wrong else ""
        return 1, f"Failed: {listed(reasons)} on {_looked_at(states)}{besides}.{and_wrong}"
    if wrong:
        return 2, f"Not passed: nothing failed on {_looked_at(states)}{besides}, but {wrong}."
    return 0, f"Passed: nothing failed on {_looked_at(states)}{besides}."


def gating(groups: Sequence[Group], config: Config, topics: dict[str, set[str]]) -> list[Group]:
    """
    The groups that make a run fail: failed, heavy enough, new, not spared, and more than a threshold allows.

    `topics` are the names each rule can be chosen by.
    """
    found = [
        group
        for group in groups
        if group.outcome == Outcome.FAILED
        and group.impact.rank >= config.fail_on.rank
        and (group.spared is None or group.spared.by == "expired")
        and group.state == GroupState.NEW
    ]
    for threshold in config.thresholds:
        meant = [group for group in found if _is_meant(threshold, group, topics)]
        if len(meant) <= threshold.most:
            found = [group for group in found if group not in meant]
    return found


def _is_meant(threshold: Threshold, group: Group, topics: dict[str, set[str]]) -> bool:
    if threshold.impact and group.impact != threshold.impact:
        return False
    if threshold.rules and not topics.get(group.rule, {group.rule}) & set(threshold.rules):
        return False
    return not threshold.url or all(matches(url, [threshold.url]) for url in group.pages)


def _reasons(
    failing: Sequence[Group], stale: Sequence[Stale], expired: Sequence[Suppression], *, is_new: bool
) -> list[str]:
    reasons = [f"{_count(len(failing), 'new thing' if is_new else 'thing')} to fix"] if failing else []
    if stale:
        reasons.append(
            f"{_count(len(stale), 'entry', 'entries')} of the baseline that no longer {'occurs' if len(stale) == 1 else 'occur'} "
            "(`audit baseline --prune` takes them out)"
        )
    if expired:
        named = [f"{suppression.name}, until {suppression.expires}" for suppression in expired]
        reasons.append(f"{_count(len(expired), 'suppression')} that expired ({'; '.join(named)})")
    return reasons


def _besides(groups: Sequence[Group]) -> str:
    """What failed and does not gate, in words."""
    failed = [group for group in groups if group.outcome == Outcome.FAILED]
    known = sum(group.state == GroupState.KNOWN and group.spared is None for group in failed)
    by_version = sum(group.state == GroupState.NEW_BY_VERSION and group.spared is None for group in failed)
    spared = Counter(group.spared.by for group in failed if group.spared)
    parts = [
        (known, "known"),
        (by_version, "new by another version of the rules"),
        (spared["suppression"] + spared["page"], "suppressed"),
        (spared["level"], "only warned of"),
        (spared["origin"], "not the site's own"),
    ]
    said = [f"{number:,} {words}" for number, words in parts if number]
    return f" (not counted: {listed(said)})" if said else ""


def _looked_at(states: Counter[State]) -> str:
    """How many pages were audited, and how many of them only in part."""
    partly = states[State.PARTLY_AUDITED]
    whole = _count(states[State.AUDITED] + partly, "audited page")
    return f"{whole} ({partly:,} only in part)" if partly else whole


def _could_not(states: Counter[State], broken: Sequence[Gap], outcomes: dict[str, dict[str, int]]) -> str:
    """What of the work could not be done, in words; empty when all was."""
    untested = max((counts.get(Outcome.UNTESTED, 0) for counts in outcomes.values()), default=0)
    parts = []
    if states[State.ERROR]:
        parts.append(f"{_count(states[State.ERROR], 'page')} could not be audited")
    if untested:
        parts.append(f"not every rule could run on {_count(untested, 'page')}")
    if broken:
        parts.append(
            f"{_count(len({gap.what for gap in broken}), 'rule')} broke ({listed(sorted({gap.what for gap in broken}))})"
        )
    return listed(parts)


def _why_nothing(pages: Sequence[PageSummary]) -> str:
    if not pages:
        return "no page was found."
    reasons = Counter(page.reason for page in pages)
    first = next(page for page in pages if page.reason == reasons.most_common(1)[0][0])
    said = f": {first.detail}" if first.detail else ""
    if len(pages) == 1:
        return f"{first.url} – {first.reason}{said}."
    told = listed([f"{number} × {reason}" for reason, number in reasons.most_common()])
    return f"{len(pages)} addresses ended as {told}; the first is {first.url}{said}."


def _count(number: int, noun: str, plural: str = "") -> str:
    return f"{number:,} {noun if number == 1 else plural or f'{noun}s'}"
