"""Whether a reader sees that a field is required."""

from __future__ import annotations

import pytest

from audit.model import Snapshot
from audit.page import Page
from audit.page.forms import forms
from audit.page.html import attr
from audit.page.marks import may_be_drawn, says_optional, shown_fields, shows_mark

FIELD = '<input id="a" required>'


def page_of(html: str) -> Page:
    return Page(Snapshot(url="/", served=f"<!doctype html><body><form>{html}</form>"))


@pytest.mark.parametrize(
    "html",
    [
        f'<label for="a">Name *</label>{FIELD}',
        f'<label for="a">Name (required)</label>{FIELD}',
        f'<p><label for="a">Name</label> <span>*</span> {FIELD}</p>',
        '<input placeholder="Name*" required>',
        f'<div>*<label for="a">E-mail</label>{FIELD}<input disabled></div>',
    ],
)
def test_a_sign_or_words_beside_the_field_are_a_mark(html: str) -> None:
    page = page_of(html)
    assert shows_mark(page, page.tree.xpath("//input")[0])


@pytest.mark.parametrize(
    "html",
    [
        f'<label for="a">Name</label>{FIELD}',
        f'<label for="a" hidden>Name *</label>{FIELD}',
        f'<p><label for="a">Name</label> {FIELD} E-mail * <input></p>',
        f'<label for="a">Name (not required)</label>{FIELD}',
    ],
)
def test_what_belongs_to_another_field_or_is_not_shown_is_no_mark(html: str) -> None:
    page = page_of(html)
    assert not shows_mark(page, page.tree.xpath("//input")[0])


def test_words_for_optional_are_understood() -> None:
    page = page_of(f'<label for="a">Website (freiwillig)</label>{FIELD}')
    assert says_optional(page, page.tree.xpath("//input")[0])


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        (f'<p class="field--required"><label for="a">Name</label>{FIELD}</p>', True),
        (f'<p><i class="campo_obligatorio"></i><label for="a">Nombre</label>{FIELD}</p>', True),
        (f'<p><label for="a" class="label">Name</label>{FIELD}</p>', False),
        ('<p><input class="required" required></p>', False),
    ],
)
def test_a_class_around_the_field_may_draw_the_sign(html: str, expected: bool) -> None:
    """The field's own class does not count: a style sheet draws nothing into a field."""
    page = page_of(html)
    assert expected is may_be_drawn(page, page.tree.xpath("//input")[0])


def test_only_what_can_be_filled_in_is_a_shown_field() -> None:
    page = page_of('<input id="a"><input id="b" disabled><input id="c" readonly><div hidden><input id="d"></div>')
    assert ["a"] == [attr(field, "id") for field in shown_fields(page, forms(page)[0])]
