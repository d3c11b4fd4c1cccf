"""What audit.page.forms knows of forms, and the two rules that judge the names a browser gives."""

from __future__ import annotations

from typing import Any

import pytest

from audit.check import check_page
from audit.model import Finding, Outcome, Snapshot
from audit.page import Page
from audit.page.forms import (
    Copy,
    copies,
    fields,
    form_of,
    is_honeypot,
    label_text,
    labels,
    labels_in_sight,
    noun,
    own_labels,
)
from audit.page.html import Element
from audit.page.required import footnotes, is_required_note, required_notes, says_required, shows_required_sign
from audit.page.status import statuses
from audit.rules import load_rules

RENDERED = '<html xmlns:r="urn:audit:rendered" r:box="0 0 1280 800"><body>{}</body></html>'


def page_of(html: str, **artifacts: Any) -> Page:
    return Page(Snapshot(url="/", served=f"<!doctype html><body>{html}", artifacts=artifacts))


def found(page: Page, path: str) -> list[Element]:
    return [element for element in page.tree.xpath(path) if isinstance(element, Element)]


def judge(rule: str, page: Page) -> list[Finding]:
    return check_page(page, [load_rules()[rule]]).findings


# --- controls and forms -------------------------------------------------------------------------------------------


def test_a_label_belongs_to_the_first_field_with_the_id() -> None:
    page = page_of(
        '<form><label for="e">One</label><input id="e"></form><form><label for="e">Two</label><input id="e"></form>'
    )
    first, second = found(page, "//input")
    assert [label_text(label) for label in labels(page, first)] == ["One", "Two"]
    assert labels(page, second) == []
    assert [label_text(label) for label in own_labels(page, second)] == ["Two"]
    assert [label_text(label) for label in labels_in_sight(page, second)] == ["Two"]


def test_a_label_without_for_belongs_to_the_first_control_inside_it() -> None:
    page = page_of('<label>Town <input type="hidden" name="t"><select><option>Cork</option></select></label>')
    (select,) = found(page, "//select")
    assert [label_text(label) for label in labels(page, select)] == ["Town"]


def test_ids_in_a_shadow_root_are_its_own() -> None:
    inner = '<shadow-root><label for="e">Inner</label><input id="e"/></shadow-root>'
    body = f'<label for="e">Outer</label><x-form>{inner}</x-form><input id="e"/>'
    page = Page(Snapshot(url="/", rendered=RENDERED.format(body)))
    inside, outside = found(page, "//input")
    assert [label_text(label) for label in labels(page, inside)] == ["Inner"]
    assert [label_text(label) for label in labels(page, outside)] == ["Outer"]


def test_a_field_may_stand_outside_the_form_it_belongs_to() -> None:
    page = page_of('<form id="f"><input name="a"></form><input name="b" form="f"><input name="c">')
    (form,) = found(page, "//form")
    assert [field.get("name") for field in fields(page, form)] == ["a", "b"]
    assert form_of(page, found(page, "//input[@name='c']")[0]) is None


def test_mailchimp_s_root_is_a_form_where_there_is_no_form_element() -> None:
    page = page_of('<div id="mc_embed_signup"><input name="EMAIL"></div>')
    assert found(page, "//div")[0] is form_of(page, found(page, "//input")[0])


def test_copies_of_a_form_are_counted_whatever_their_digits() -> None:
    search = '<form><input type="search" name="q"></form>'
    one, two = ('<form><input type="email" name="mail-1"></form>', '<form><input type="email" name="mail-22"></form>')
    page = page_of(one + search + two)
    first, _, last = found(page, "//form")
    assert copies(page) == {first: Copy(1, 2, "input/email/mail-"), last: Copy(2, 2, "input/email/mail-")}


def test_mailchimp_forms_are_copies_although_one_asks_for_a_name_too() -> None:
    action = "https://lantern.us4.list-manage.com/subscribe/post?u=1"
    page = page_of(
        f'<form action="{action}"><input name="EMAIL"></form><form action="{action}"><input name="EMAIL"><input name="FNAME"></form>'
    )
    assert [copy.count for copy in copies(page).values()] == [2, 2]


def test_forms_without_anything_to_type_are_no_copies() -> None:
    page = page_of('<form><input type="checkbox" name="a"></form><form><input type="checkbox" name="a"></form>')
    assert copies(page) == {}


@pytest.mark.parametrize(
    "html",
    [
        '<input name="b_5ddd0d1d6e807900a8212481a_287fa4253c">',
        '<input name="email-honeypot">',
        '<div class="gform_validation_container"><input name="input_7"></div>',
        '<div aria-hidden="true"><input name="website" tabindex="-1"></div>',
        '<div style="position: absolute; left: -9999px"><p><input name="url" tabindex="-1"></p></div>',
    ],
)
def test_bait_for_robots_is_known(html: str) -> None:
    page = page_of(html)
    assert is_honeypot(found(page, "//input")[0])
    assert fields(page) == []


@pytest.mark.parametrize(
    "html",
    [
        '<div class="hp-newsletter"><input name="email"></div>',
        '<input name="email" tabindex="-1">',
        '<div aria-hidden="true"><input name="q"></div>',
    ],
)
def test_a_field_is_no_bait_for_a_little_oddness(html: str) -> None:
    assert not is_honeypot(found(page_of(html), "//input")[0])


def test_bait_below_a_rendered_box_off_the_screen_is_known() -> None:
    page = Page(
        Snapshot(url="/", rendered=RENDERED.format('<input name="url" tabindex="-1" r:box="-5000 10 200 20"/>'))
    )
    assert is_honeypot(found(page, "//input")[0])


def test_fields_are_called_what_readers_call_them() -> None:
    page = page_of(
        '<input type="email"><input><input type="nonsense"><select></select><textarea></textarea><input type="checkbox">'
    )
    said = [noun(field) for field in fields(page)]
    assert said == ["e-mail field", "text field", "text field", "list", "text field", "checkbox"]


# --- what is required ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("value", ["Email *", "* Name", "E-Mail*:", "Имя (*)", "*", "Name * :"])
def test_an_asterisk_at_either_end_is_a_sign(value: str) -> None:
    assert shows_required_sign(value)


@pytest.mark.parametrize("value", ["Email", "Email **", "** Name", "Type **** here", "A * B", ""])
def test_other_asterisks_are_no_sign(value: str) -> None:
    assert not shows_required_sign(value)


@pytest.mark.parametrize(
    "value",
    [
        "* indicates required",
        "* Required",
        "*Pflichtfelder",
        "(*) Champs obligatoires",
        "Required fields are marked *",
        "Fields marked with an asterisk (*) are required, the others optional.",
        "Your email address will not be published. Required fields are marked *",
        "* обов’язкові поля",
        "Обов'язкові поля позначені *",
        "Ваш адрес email не будет опубликован. Обязательные поля помечены *",
        "Erforderliche Felder sind mit * markiert",
        "Les champs obligatoires sont indiqués avec *",
        "LOS CAMPOS MARCADOS CON * SON OBLIGATORIOS",
        "Pola oznaczone gwiazdką (*) są wymagane.",
        "Wymagane pola są oznaczone *",
    ],
)
def test_a_note_is_known_in_many_languages(value: str) -> None:
    assert is_required_note(value)


@pytest.mark.parametrize(
    "value",
    [
        "Email * (required)",
        "* Please enter your name. It is required by law.",
        "* not required",
        "*Marketing consent is required",
        "* Required to sign up and get started",
        "*By subscribing you agree to our terms.",
        "Required fields are marked in red",
        "All fields are required",
        "Comment *",
    ],
)
def test_other_texts_with_an_asterisk_are_no_note(value: str) -> None:
    assert not is_required_note(value)


def test_words_that_take_it_back_do_not_say_required() -> None:
    assert says_required("E-Mail (erforderlich, wird nicht veröffentlicht)")
    assert not says_required("E-Mail (nicht erforderlich)")
    assert not says_required("Website (optional)")


def test_a_note_belongs_to_the_form_it_stands_in_or_before() -> None:
    page = page_of(
        '<div><p>* required fields</p><form><input name="a"></form></div><form><b>* indicates required</b><input name="b"></form>'
    )
    before, inside = required_notes(page)
    assert found(page, "//form") == [before.form, inside.form]
    assert (before.is_inside, inside.is_inside) == (False, True)


def test_a_note_is_the_smallest_element_that_says_all_of_it() -> None:
    page = page_of('<form><div><div class="n"><span>*</span> indicates required</div></div><input name="a"></form>')
    assert [note.element.get("class") for note in required_notes(page)] == ["n"]


def test_prose_with_an_asterisk_far_from_any_form_is_no_note() -> None:
    page = page_of(
        "<article><section><div><p>Courses marked * are required.</p></div></section></article><form><input></form>"
    )
    assert required_notes(page) == []


def test_an_asterisk_that_explains_something_else_is_a_footnote() -> None:
    page = page_of(
        '<form><input name="a"><p>* You can unsubscribe at any time.</p><p>* indicates required</p><p>*</p></form>'
    )
    assert [element.text for element in footnotes(page)] == ["* You can unsubscribe at any time."]


# --- status messages ----------------------------------------------------------------------------------------------


def held(html: str) -> list[str]:
    return [status.text for status in statuses(page_of(html))]


def test_nested_messages_are_told_once() -> None:
    inner = '<div class="error" hidden><p class="error-text">Try again.</p></div>'
    assert held(f'<form><input name="a"><div class="responses">{inner}</div></form>') == ["Try again."]


def test_a_message_may_stand_beside_the_form_in_its_box() -> None:
    assert held('<div><form><input name="a"></form><div class="form-done" hidden>Thank you!</div></div>') == [
        "Thank you!"
    ]


def test_a_wrapper_around_the_form_alone_is_no_box() -> None:
    wrapped = '<div><form><input name="a"></form></div>'
    assert held(f'<section>{wrapped}<p class="form-success" hidden>Thank you!</p></section>') == ["Thank you!"]


def test_what_two_forms_have_beside_them_belongs_to_neither() -> None:
    form = '<form><input name="a"></form>'
    assert held(f'<div>{form}{form}<div class="form-done" hidden>Thank you!</div></div>') == []


def test_a_form_around_the_whole_page_says_nothing_of_its_messages() -> None:
    assert held('<form><main><div class="error" hidden>Try again.</div></main><input name="q"></form>') == []


def test_a_box_that_holds_fields_is_no_message() -> None:
    assert held('<form><div class="field error" hidden><input name="a"></div></form>') == []


# --- names as the browser computes them ---------------------------------------------------------------------------


def control(page: Page, element: Element, name: str = "", **more: Any) -> dict[str, Any]:
    plain = {
        "role": "textbox",
        "placeholder": element.get("placeholder", ""),
        "title": "",
        "labels": [],
        "labelled": "",
    }
    return {"n": page.number(element), "name": name, **plain, **more}


EMBED = '<form action="https://lantern.us4.list-manage.com/p"><label for="m">Email</label><input type="email" id="m"></form>'


def judge_embeds(count: int, *entries: dict[str, Any]) -> list[Finding]:
    """Findings for a page of `count` embeds whose fields have these names and labels in the browser."""
    page = page_of(EMBED * count)
    inputs = found(page, "//input")
    controls = [control(page, element, **entry) for element, entry in zip(inputs, entries, strict=True)]
    page.snapshot.artifacts["form_names"] = {"controls": controls}
    return judge("form-control-unnamed-in-repeated-embed", page)


def test_fields_of_copies_are_one_fault_of_one_component() -> None:
    doubled = {"name": "Email Email Email", "labels": ["Email"] * 3}
    findings = judge_embeds(3, doubled, {"name": ""}, {"name": ""})
    assert [finding.outcome for finding in findings] == [Outcome.FAILED] * 3
    assert "Copy 3 of 3 of this form" in findings[2].message
    assert "copy 1" in findings[2].message
    assert findings[1].fingerprint == findings[2].fingerprint
    assert findings[0].fingerprint != findings[1].fingerprint


def test_a_field_that_aria_names_is_not_robbed_by_its_label() -> None:
    named = {"name": "Email", "labelled": "aria-label"}
    assert judge_embeds(2, {**named, "labels": ["Email", "Email"]}, named) == []


def test_a_label_the_browser_leaves_out_does_not_double_the_name() -> None:
    findings = judge_embeds(2, {"name": "Email", "labels": ["Email", "Email"]}, {"name": ""})
    assert [finding.message[:11] for finding in findings] == ["Copy 2 of 2"]


def judge_placeholders(html: str) -> list[Finding]:
    """Findings for fields that have no name in the browser but their placeholder."""
    page = page_of(f"<form>{html}</form>")
    entries = [control(page, element, element.get("placeholder") or "") for element in found(page, "//input")]
    page.snapshot.artifacts["form_names"] = {"controls": entries}
    return judge("form-label-placeholder-only", page)


def test_a_field_robbed_of_its_label_is_told_by_one_rule_only() -> None:
    page = page_of(EMBED + EMBED.replace('id="m"', 'id="m" placeholder="Email"'))
    first, second = found(page, "//input")
    entries = [control(page, first, "Email", labels=["Email"]), control(page, second, "Email")]
    page.snapshot.artifacts["form_names"] = {"controls": entries}
    (finding,) = judge("form-control-unnamed-in-repeated-embed", page)
    assert "no name but its placeholder “Email”" in finding.message
    assert judge("form-label-placeholder-only", page) == []


def test_a_field_that_cannot_be_filled_in_needs_no_lasting_label() -> None:
    (finding,) = judge_placeholders(
        '<input placeholder="A" readonly><input placeholder="B" disabled><input placeholder="C">'
    )
    assert "“C”" in finding.message


def test_text_before_a_row_of_fields_may_be_the_label_of_each() -> None:
    row = '<div><input placeholder="First name"><input placeholder="Last name"></div>'
    outcomes = [finding.outcome for finding in judge_placeholders(f"<div><b>First and last name</b></div>{row}")]
    assert outcomes == [Outcome.CANT_TELL] * 2


def test_a_heading_that_does_not_name_the_field_is_no_label() -> None:
    (finding,) = judge_placeholders(
        '<h2>The Lantern every morning</h2><input type="email" placeholder="E-mail address">'
    )
    assert finding.outcome == Outcome.FAILED
