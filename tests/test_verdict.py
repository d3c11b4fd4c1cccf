"""What counts at the gate once a team has decided about findings."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from msgspec.structs import replace

from audit.baseline import Entry, Stale
from audit.config import Config
from audit.decisions import Suppression, Threshold
from audit.model import Group, GroupState, Impact, Outcome, PageSummary, Skip, Spared, State, Target
from audit.verdict import gating, judge

PAGES = [PageSummary(url="/a/", state=State.AUDITED)]
TOPICS = {"image-alt-long": {"image-alt-long", "images"}, "form-email-type": {"form-email-type", "forms"}}


def group(name: str = "a", rule: str = "image-alt-long", **values: Any) -> Group:
    usual: dict[str, Any] = {
        "id": name, "fingerprint": name, "rule": rule, "outcome": Outcome.FAILED, "impact": Impact.MINOR, "message": "",
        "target": Target(selector=""), "url": "/a/", "pages": ["/a/"], "occurrences": 1,
    }  # fmt: skip
    return Group(**usual | values)


def said(*groups: Group, **more: Any) -> tuple[int, str]:
    counted = gating(groups, Config(), TOPICS)
    marked = [replace(each, gates=each in counted) for each in groups]
    return judge(PAGES, marked, [], {}, interrupted=False, **more)


KNOWN = group("k", state=GroupState.KNOWN)
BY_VERSION = group("v", state=GroupState.NEW_BY_VERSION)


def spared(by: str) -> Group:
    return group(by, spared=Spared(by=by, reason="known", number=0))


@pytest.mark.parametrize(
    ("groups", "answer"),
    [
        ([group()], (1, "Failed: 1 thing to fix on 1 audited page.")),
        ([group(), KNOWN], (1, "Failed: 1 new thing to fix on 1 audited page (not counted: 1 known).")),
        ([KNOWN], (0, "Passed: nothing failed on 1 audited page (not counted: 1 known).")),
        (
            [BY_VERSION],
            (0, "Passed: nothing failed on 1 audited page (not counted: 1 new by another version of the rules)."),
        ),
        (
            [spared("suppression"), spared("page"), spared("level"), spared("origin"), KNOWN],
            (
                0,
                "Passed: nothing failed on 1 audited page "
                "(not counted: 1 known, 2 suppressed, 1 only warned of and 1 not the site's own).",
            ),
        ),
        ([spared("expired")], (1, "Failed: 1 thing to fix on 1 audited page.")),
    ],
)
def test_only_what_is_new_and_not_spared_gates_and_the_rest_is_told(
    groups: list[Group], answer: tuple[int, str]
) -> None:
    assert answer == said(*groups)


STALE = Stale(Entry(rule="image-alt-long", fingerprint="a", pages=1, on=["/a/"]), ("/a/",))


def test_a_baseline_that_holds_too_much_fails_where_that_is_asked_for() -> None:
    assert (
        1,
        "Failed: 1 entry of the baseline that no longer occurs (`audit baseline --prune` takes them out) on 1 audited page.",
    ) == said(stale=[STALE])
    code, sentence = said(group(), stale=[STALE, STALE])
    assert (1, True) == (code, "1 thing to fix and 2 entries of the baseline that no longer occur" in sentence)


def test_an_expired_suppression_fails_with_its_owners_name() -> None:
    expired = Suppression(reason="credits", rule="images", owner="photo desk", expires=date(2026, 10, 1))
    code, sentence = said(spared("expired"), expired=[expired])
    assert code == 1
    assert "1 suppression that expired (images (photo desk), until 2026-10-01)" in sentence


@pytest.mark.parametrize(
    ("threshold", "left"),
    [
        ({"most": 2}, []),
        ({"most": 1}, ["a", "b"]),
        ({"most": 1, "rules": ["images"]}, ["b"]),
        ({"most": 1, "rules": ["form-email-type"]}, ["a"]),
        ({"most": 0, "rules": ["images"]}, ["a", "b"]),
        ({"most": 5, "impact": Impact.SERIOUS}, ["a"]),
        ({"most": 5, "url": "/live/*"}, ["a"]),
        ({"most": 5, "url": "/a*"}, ["b"]),
    ],
)
def test_a_threshold_lets_so_many_of_a_kind_pass(threshold: dict[str, Any], left: list[str]) -> None:
    groups = [group("a"), group("b", "form-email-type", impact=Impact.SERIOUS, pages=["/live/1/", "/live/2/"])]
    found = gating(groups, Config(thresholds=[Threshold(**threshold)]), TOPICS)
    assert left == [each.id for each in found]


def test_where_no_page_changed_there_was_nothing_to_audit_and_that_passes() -> None:
    same = PageSummary(url="/a/", state=State.SKIPPED, reason=Skip.UNCHANGED)
    draft = PageSummary(url="/drafts/", state=State.SKIPPED, reason=Skip.EXCLUDED)
    moved = PageSummary(url="/old/", state=State.SKIPPED, reason=Skip.REDIRECT)
    answers = [judge(pages, [], [], {}, interrupted=False) for pages in ([same], [same, draft], [same, moved], [draft])]
    nothing = (0, "Passed: there was nothing to audit, for 1 page did not change.")
    assert [nothing, nothing, 3, 3] == [*answers[:2], *(code for code, _ in answers[2:])]
