"""What a test of one's own is told of a page: everything wrong with it in a readable block, or nothing."""

from __future__ import annotations

from typing import Any

import pytest

from audit.live import PageAudit, told
from audit.model import Finding, Gap, Impact, Outcome, PageResult, State, Target


def finding(outcome: Outcome, html: str = "<img>", frame: tuple[str, ...] = ()) -> Finding:
    return Finding(
        rule="image-alt-filename",
        outcome=outcome,
        impact=Impact.SERIOUS,
        url="/",
        target=Target(selector="main > img", html=html, frame=list(frame)),
        message="It names a file.",
        fingerprint="0",
    )


FAULT = finding(Outcome.FAILED)
UNSURE = finding(Outcome.CANT_TELL)


def audited(*, broken: tuple[Gap, ...] = (), **rest: Any) -> PageAudit:
    return PageAudit(PageResult(url="/flood/", state=State.AUDITED, **rest), broken)


def test_a_page_without_faults_is_clean_although_something_could_not_be_told() -> None:
    page = audited(findings=[UNSURE])
    page.assert_clean()
    assert ([UNSURE], []) == (page.findings, page.failed)


def test_faults_are_told_with_their_place() -> None:
    page = audited(findings=[UNSURE, FAULT])
    with pytest.raises(AssertionError) as error:
        page.assert_clean()
    wanted = ["/flood/", "image-alt-filename (serious): It names a file.", "    main > img", "    <img>"]
    assert wanted == str(error.value).splitlines()
    assert [FAULT] == page.failed


@pytest.mark.parametrize(
    ("page", "said"),
    [
        (audited(gaps=[Gap(what="axe", reason="it did not end")]), "not looked at: axe: it did not end"),
        (
            audited(broken=(Gap(what="page-calm", reason="ValueError: odd"),)),
            "the rule page-calm broke: ValueError: odd",
        ),
    ],
    ids=["a gap", "a broken rule"],
)
def test_a_page_that_was_not_wholly_looked_at_is_not_clean(page: PageAudit, said: str) -> None:
    with pytest.raises(AssertionError) as error:
        page.assert_clean()
    assert f"/flood/\n{said}" == str(error.value)


def test_an_element_in_a_frame_is_told_from_the_inside_out() -> None:
    framed = finding(Outcome.FAILED, html="", frame=("#outer", "#inner"))
    assert "    main > img in frame #inner in frame #outer" == told(framed).splitlines()[-1]
