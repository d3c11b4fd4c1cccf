"""What a form's fields are for a screen reader comes from the browser's accessibility tree."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from audit.capture.visitor import Visitor
from audit.crawl.serve import serve
from tests.conftest import write_site


@pytest.mark.parametrize(
    ("field", "facts"),
    [
        ("<label>Name <input></label>", {"name": "Name", "role": "textbox", "required": False, "invalid": False}),
        ("<input aria-label=Name required>", {"name": "Name", "labelled": "aria-label", "required": True}),
        ("<input aria-label=Name aria-required=true>", {"required": True}),
        ("<input aria-label=Name aria-invalid=true>", {"invalid": True}),
        ("<input aria-label=Name aria-invalid=false>", {"invalid": False}),
        (
            "<input aria-label=Name aria-describedby=d><p id=d>As in your  passport</p>",
            {"description": "As in your passport"},
        ),
        ("<input aria-label=Name title='As in your passport'>", {"description": "As in your passport"}),
        ("<input placeholder=Name>", {"name": "Name", "placeholder": "Name", "labels": [], "description": ""}),
    ],
)
def test_a_field_has_its_name_its_description_and_its_states(
    field: str, facts: dict[str, Any], visitor: Visitor, tmp_path: Path
) -> None:
    html = f"<!doctype html><html lang=en><title>Letter</title><body><main>{field}</main></body></html>"
    with serve(write_site(tmp_path, {"/": html})) as site:
        shot = visitor.visit(site, ["form_submit"])
    [found] = shot.artifacts["form_names"]["controls"]
    assert facts == {name: found[name] for name in facts}
