"""
What every rendered form control is for a screen reader: as Chromium's accessibility tree has it.

Artifact: {"controls": [{"n", "role", "name", "description", "required", "invalid", "placeholder", "title", "labels",
"labelled"}]} in document order, where `n` is the element's number, `labels` the texts of the labels the browser ties to it
and `labelled` the ARIA attribute that names it, if any. Names computed from HTML alone are wrong where ids repeat: the
browser's first match wins.

The tree is asked control by control: 2 ms each. `Element.computedName`, which Chromium has behind a switch, builds the
whole tree anew at every access and costs five times that on an article page.
"""

from __future__ import annotations

import json
from typing import Any

from audit.capture.job import Job
from audit.capture.world import World, script

MOST_CONTROLS = 1_000
"""More are not asked for their names; the ledger says so."""


def form_names(world: World, _job: Job) -> dict[str, Any]:
    """Names, roles, descriptions and states of the page's controls."""
    found = json.loads(world.run(script("form_names.js"), MOST_CONTROLS))
    controls: list[dict[str, Any]] = found["controls"]
    for control, node in zip(controls, world.accessibility_nodes("audit.controls"), strict=True):
        control["name"] = _value(node, "name")
        control["role"] = _value(node, "role")
        control["description"] = _value(node, "description")
        states = {state["name"]: state["value"].get("value") for state in node.get("properties", [])}
        control["required"] = bool(states.get("required"))
        control["invalid"] = states.get("invalid") not in {None, "false"}
    if found["left_out"]:
        return {
            "controls": controls,
            "gap": f"{found['left_out']:,} form controls beyond {MOST_CONTROLS:,} were not looked at",
        }
    return {"controls": controls}


def _value(node: dict[str, Any], name: str) -> str:
    """A property of an AXNode as collapsed text; empty where the node is ignored or has none."""
    return " ".join(str(node.get(name, {}).get("value", "")).split())[:500]
