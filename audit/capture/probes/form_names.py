"""
The name and role of every rendered form control as Chromium's accessibility tree has them.

Artifact: {"controls": [{"n", "role", "name", "placeholder", "title", "labels", "labelled"}]} in document order, where `n`
is the element's number, `labels` the texts of the labels the browser ties to it and `labelled` the ARIA attribute that
names it, if any. Names computed from HTML alone are wrong where ids repeat: the browser's first match wins.
"""

from __future__ import annotations

import json
from typing import Any

from audit.capture.job import Job
from audit.capture.world import World, script


def form_names(world: World, _job: Job) -> dict[str, Any]:
    """Names and roles of the page's controls."""
    controls: list[dict[str, Any]] = json.loads(world.run(script("form_names.js")))
    for place, control in enumerate(controls):
        if control["name"] is None:
            control["name"], control["role"] = _ask_tree(world, place)
    return {"controls": controls}


def _ask_tree(world: World, place: int) -> tuple[str, str]:
    """
    Name and role from the accessibility tree, one control a call.

    Our own browsers are started so that `Element.computedName` answers in the page; a browser somebody else started
    (pytest-playwright's) is asked over the protocol.
    """
    node = world.accessibility_node(f"audit.controls[{place}]")
    return (
        " ".join(str(node.get("name", {}).get("value", "")).split())[:500],
        str(node.get("role", {}).get("value", "")),
    )
