"""What a form's answers tell, read from the artifact."""

from __future__ import annotations

from typing import Any

from audit.model import Snapshot
from audit.page import Page
from audit.page.attempts import acceptances, refusals
from audit.page.html import attr

HTML = "<!doctype html><body><form id=letter><input id=name><input id=mail></form></body>"
MESSAGE = {"text": "Write an address.", "announced": "", "focused": False, "beside": None, "tied": [], "ours": False}
SEEN: dict[str, Any] = {"sent": [], "focus": "button", "native": False, "invalid": [], "messages": []}


def page_with(**attempts: Any) -> Page:
    page = Page(Snapshot(url="/", served=HTML))
    numbers = {attr(element, "id"): number for number, element in enumerate(page.elements)}
    told = {how: {**SEEN, **seen} for how, seen in attempts.items()}
    form = {"n": numbers["letter"], "copies": 1, "fields": [numbers["name"], numbers["mail"]], "attempts": told}
    page.snapshot.artifacts["form_submit"] = {"forms": [form]}
    return page


def test_refusals_are_the_attempts_without_a_right_answer_that_stay_on_the_page() -> None:
    page = page_with(empty={}, malformed={"sent": ["page"]}, valid={})
    [(form, attempts)] = refusals(page).items()
    assert "letter" == form.get("id")
    assert ["empty"] == [attempt.how for attempt in attempts]


def test_fields_are_told_by_their_place() -> None:
    page = page_with(empty={"focus": 0, "messages": [{**MESSAGE, "beside": 1, "tied": [1]}]})
    [[attempt]] = refusals(page).values()
    assert attempt.focus is not None
    assert "name" == attempt.focus.get("id")
    [message] = attempt.messages
    assert message.beside is not None
    assert ("mail", True) == (message.beside.get("id"), message.is_tied)


def test_a_live_region_an_alert_and_the_focus_are_heard() -> None:
    ways: list[dict[str, Any]] = [{"announced": "region"}, {"announced": "alert"}, {"focused": True}, {}]
    [[attempt]] = refusals(page_with(empty={"messages": [{**MESSAGE, **way} for way in ways]})).values()
    assert [True, True, True, False] == [message.is_announced for message in attempt.messages]


def test_signs_without_a_letter_are_no_message() -> None:
    [[attempt]] = refusals(page_with(empty={"messages": [{**MESSAGE, "text": "0 / 200"}]})).values()
    assert [] == attempt.messages


def test_an_acceptance_says_something_on_the_page() -> None:
    thanks = [{**MESSAGE, "text": "Thank you."}]
    assert [] == acceptances(page_with(valid={"sent": ["data"]}))
    assert [] == acceptances(page_with(valid={"sent": ["page"], "messages": thanks}))
    assert [] == acceptances(page_with(valid={"native": True, "messages": thanks}))
    assert ["valid"] == [each.how for each in acceptances(page_with(valid={"sent": ["data"], "messages": thanks}))]


def test_a_form_that_is_not_in_the_tree_is_left_out() -> None:
    page = page_with(empty={})
    page.snapshot.artifacts["form_submit"]["forms"][0]["fields"].append(999)
    assert {} == refusals(page)
