"""Where a form says what is wrong with a field."""

from __future__ import annotations

import pytest

from audit.page.html import parse
from audit.page.status import is_field_error


@pytest.mark.parametrize(
    ("html", "is_error"),
    [
        ('<span class="field-error">Write an address.</span>', True),
        ('<p id="mailError">Write an address.</p>', True),
        ('<div class="invalid-feedback">Write an address.</div>', True),
        ('<div class="form-field terror-watch">News of the day.</div>', False),
        ('<label class="error">Name</label>', False),
        ('<div class="error"><input name="mail"></div>', False),
        ('<p class="hint">Write an address.</p>', False),
    ],
)
def test_an_error_of_a_field_is_known_by_its_name(html: str, is_error: bool) -> None:
    element = next(parse(f"<!doctype html><body>{html}</body>").iterfind("body/*"))
    assert is_error == is_field_error(element)
