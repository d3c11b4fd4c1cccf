"""
How the running text of the page is set: size, lines, alignment, italics, capitals and direction of each block of text.

Artifact: {"sheets", "blocks"}: how many style sheets the document has, and a row of numbers for each block that holds
text (audit/page/styles.py names the columns). Navigation, footers, buttons and fields are left out. One pass over the
text: 3 ms on the pages of 500 to 1,500 elements, 13 ms on those of 1,500 to 2,500 (medians).
"""

from __future__ import annotations

import json
from typing import Any

from audit.capture.job import Job
from audit.capture.world import World, script

MOST_BLOCKS = 2_000
"""More are not looked at; the ledger says so."""


def text_styles(world: World, _job: Job) -> dict[str, Any]:
    """The computed and measured style of each block of text."""
    found: dict[str, Any] = json.loads(world.run(script("text_styles.js"), MOST_BLOCKS))
    if found.pop("left_out"):
        found["gap"] = f"text beyond its first {MOST_BLOCKS:,} blocks was not looked at"
    return found
