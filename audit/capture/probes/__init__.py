"""
What only a live page can tell, one file a probe: `(world, job) -> JSON`, an artifact of the snapshot.

A probe reads, or puts the page back; the least disturbing runs first. A probe that raises leaves a gap with its name in
the ledger, and the rules that need it are untested on that page; one that saw only a part says so under the key “gap”.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from audit.capture.job import Job
from audit.capture.probes.axe import axe
from audit.capture.probes.declared_images import declared_images
from audit.capture.probes.form_names import form_names
from audit.capture.probes.form_submit import form_submit
from audit.capture.probes.photo_files import photo_files
from audit.capture.probes.text_styles import text_styles
from audit.capture.world import World

PROBES: dict[str, Callable[[World, Job], Any]] = {
    "form_names": form_names,
    "photo_files": photo_files,
    "declared_images": declared_images,
    "text_styles": text_styles,
    "axe": axe,
    "form_submit": form_submit,
}
"""Name -> probe, in the order they run. The DOM (dom.py) is always written first: it numbers the elements."""
