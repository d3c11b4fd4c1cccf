"""What fields ask of the person who fills them in, and when that is not plain."""

from __future__ import annotations

import pytest

from audit.model import Snapshot
from audit.page import Page
from audit.page.html import attr
from audit.page.purposes import EMAIL, FAMILY, GIVEN, NAME, POSTAL, TEL, is_for_account, purposes, says, token


def asked(html: str) -> dict[str, str]:
    """id -> purpose of the fields that have one."""
    page = Page(Snapshot(url="/", served=f"<!doctype html><body>{html}"))
    return {attr(field, "id"): purpose for field, purpose in purposes(page).items()}


@pytest.mark.parametrize(
    ("label", "purpose"),
    [
        ("Your e-mail address *", EMAIL),
        ("E-Mail (wird nicht veröffentlicht)", EMAIL),
        ("Votre adresse email :", EMAIL),
        ("anna@example.org", EMAIL),
        ("Електронна пошта", EMAIL),
        ("Last name", FAMILY),
        ("Vorname (freiwillig)", GIVEN),
        ("Ваше ім'я", NAME),
        ("PLZ*", POSTAL),
        ("Numéro de téléphone", TEL),
        ("User name or e-mail", ""),
        ("Leave this field blank", ""),
        ("Name of your organization", ""),
        ("", ""),
    ],
)
def test_a_label_has_a_purpose_when_no_other_word_is_left(label: str, purpose: str) -> None:
    assert purpose == says(label)


def test_the_type_tells_an_email_field_whatever_the_label_is_about() -> None:
    assert {"e": EMAIL} == asked('<label for="e">Sign up for the daily letter</label><input type="email" id="e">')


def test_a_type_that_the_label_contradicts_tells_nothing() -> None:
    """Fields are copied together with their types; either may be the wrong one."""
    assert {} == asked('<label for="n">Name</label><input type="email" id="n">')
    assert {} == asked('<label for="p">Phone</label><input type="tel" id="p" placeholder="E-mail">')


def test_a_field_called_email_without_words_tells_nothing() -> None:
    """Baits for robots carry the best of names."""
    assert {} == asked('<input id="bait" name="user[abs][email]">')


def test_somebody_elses_address_is_not_the_readers() -> None:
    assert {} == asked('<form id="tip-a-friend"><input type="email" id="e"></form>')
    assert {} == asked('<label for="e">Send to e-mail address</label><input type="email" id="e">')


def test_a_name_is_the_readers_where_the_form_asks_for_an_address_or_a_message() -> None:
    name, zip_code = '<label for="n">Name</label><input id="n">', '<label for="z">ZIP code</label><input id="z">'
    assert {} == asked(f"<form>{name}{zip_code}</form>")
    assert {"n": NAME, "z": POSTAL} == asked(f"<form>{name}{zip_code}<textarea></textarea></form>")


def test_name_beside_first_name_is_the_last_name() -> None:
    form = '<label for="f">Vorname</label><input id="f"><label for="n">Name</label><input id="n"><input type="email" id="e">'
    assert {"f": GIVEN, "n": FAMILY, "e": EMAIL} == asked(f"<form>{form}</form>")


def test_hidden_fields_ask_nothing() -> None:
    assert {} == asked('<div hidden><input type="email" id="e"></div>')


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("email", "email"),
        ("section-a shipping work EMAIL", "email"),
        ("username webauthn", "username"),
        ("off", ""),
        ("nope", ""),
        ("", ""),
    ],
)
def test_the_token_is_the_last_word_that_names_a_purpose(value: str, expected: str) -> None:
    page = Page(Snapshot(url="/", served=f'<input autocomplete="{value}">'))
    assert expected == token(page.tree.xpath("//input")[0])


@pytest.mark.parametrize(
    ("name", "expected"), [("login", True), ("username", True), ("user_email", False), ("em", False)]
)
def test_a_field_named_after_a_login_may_be_an_account(name: str, expected: bool) -> None:
    page = Page(Snapshot(url="/", served=f'<input name="{name}">'))
    assert expected is is_for_account(page.tree.xpath("//input")[0])
