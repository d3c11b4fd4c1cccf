"""What the lists can be filtered by: the values there are, what people call them, and how many rows have each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from audit.model import Outcome
from audit.reporters.html.addresses import STATES, value
from audit.reporters.html.charts import IMPACTS
from audit.reporters.html.facts import Facts
from audit.reporters.html.groups import GroupView

OUTCOMES = {
    Outcome.PASSED: "passed",
    Outcome.FAILED: "failed",
    Outcome.CANT_TELL: "could not tell",
    Outcome.INAPPLICABLE: "inapplicable",
    Outcome.UNTESTED: "untested",
}
GROUPS_BY = {
    "topic": "Topic",
    "impact": "Impact",
    "outcome": "Outcome",
    "state": "State",
    "origin": "From",
    "kind": "Kind of page",
    "template": "Address pattern",
}
"""In the order of GroupView.values."""


@dataclass(frozen=True)
class Choice:
    """Something a list can be filtered by."""

    name: str
    label: str
    values: list[tuple[str, str, int]]
    """Value, what people call it, number of rows."""


def group_choices(views: Iterable[GroupView], facts: Facts) -> list[Choice]:
    """What the groups can be filtered by; what is the same for all of them is left out."""
    rows = [view.values.split("|") for view in views]
    words = {
        **{outcome.value: name for outcome, name in OUTCOMES.items()},
        **{group.origin.value: group.origin.words for group in facts.groups.values()},
    }
    tallies = {
        name: Counter(each for row in rows for each in row[place].split()) for place, name in enumerate(GROUPS_BY)
    }
    return list(_choices(tallies, GROUPS_BY, words, facts))


def address_choices(facts: Facts) -> list[Choice]:
    """What the addresses can be filtered by."""
    pages = facts.report.pages
    tallies = {
        "status": Counter(page.state.value for page in pages),
        "reason": Counter(value(page.reason) for page in pages if page.reason),
        "page": Counter(value(page.kind) for page in pages if page.kind),
        "template": Counter(str(facts.pattern(page.url)) for page in pages),
    }
    labels = {"status": "State", "reason": "Why not audited", "page": "Kind of page", "template": "Address pattern"}
    return list(_choices(tallies, labels, {state.value: name for state, name in STATES.items()}, facts))


def _choices(
    tallies: Mapping[str, Counter[str]], labels: Mapping[str, str], words: Mapping[str, str], facts: Facts
) -> Iterator[Choice]:
    patterns: Sequence[str] = [name for name, _ in facts.patterns]
    for name, tally in tallies.items():
        ordered = (
            [each for each in IMPACTS if each in tally]
            if name == "impact"
            else [each for each, _ in tally.most_common()]
        )
        if name == "template":
            shown = [(each, patterns[int(each)]) for each in ordered if int(each) < len(patterns)]
        else:
            shown = [(each, words.get(each, each.replace("-", " "))) for each in ordered]
        if len(shown) > 1:
            yield Choice(name, labels[name], [(each, said, tally[each]) for each, said in shown])
