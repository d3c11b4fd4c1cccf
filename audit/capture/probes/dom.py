"""The document as the browser holds it, written as XML, with its elements numbered for the other probes."""

from __future__ import annotations

import json

from audit.capture.world import World, script
from audit.model import Gap

MOST_ELEMENTS = 60_000
"""Beyond this a page is read in part, and the ledger says so."""


def dom(world: World) -> tuple[str, list[Gap]]:
    """The XML (audit/page/html.py says how it reads), and what of the document is not in it."""
    written = json.loads(world.run(script("dom.js"), MOST_ELEMENTS))
    gaps = []
    if written["written"] < written["total"]:
        gaps.append(
            Gap(
                what="document",
                reason=f"only the first {written['written']:,} of {written['total']:,} elements were read",
            )
        )
    if written["cut"]:
        gaps.append(Gap(what="document", reason="a text longer than 500,000 characters was cut"))
    return written["xml"], gaps
