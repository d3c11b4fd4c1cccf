"""
axe-core over the document and all its frames.

Artifact: {"version", "untested": [axe rule id], "rules": {axe rule id: {"help", "passed": n, "failed": [node],
"cantTell": [node], "more": n}}} with node = {"n", "target", "html", "impact", "message"}; `n` is the element's number in the
top document or null, `target` axe's path of selectors through frames, `more` how many nodes a list too long left out.

The engine is the one axe-playwright-python brings (or `engine`, a newer axe.min.js). It is sent once for each document and
called through axe.runPartial/finishRun when there are frames, as axe-core's own documentation asks of drivers:
https://github.com/dequelabs/axe-core/blob/develop/doc/run-partial.md (read 2026-11).
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from audit.capture.job import Job
from audit.capture.world import FrameGone, ScriptFailed, World, script

OPTIONS: dict[str, Any] = {
    # Lists of elements only where somebody must act; of the rest the numbers are enough.
    "resultTypes": ["violations", "incomplete"],
    # Style sheets and media of other hosts are fetched anew by axe; ten seconds (its default) for a dead one are too long.
    "preload": {"assets": ["cssom", "media"], "timeout": 3000},
}
MOST_FRAMES = 50
CONTRAST = "axe-contrast"
"""What is given up first where axe does not end: the rules that compute backgrounds, 84 % of its time."""
CONTRAST_RULES = ("color-contrast", "color-contrast-enhanced", "link-in-text-block")


@cache
def engine_source(path: str = "") -> str:
    """The source of axe-core: of the file given, else of the one that is bundled."""
    if path:
        return Path(path).read_text(encoding="utf-8")
    import axe_playwright_python

    return Path(str(axe_playwright_python.__file__)).with_name("axe.min.js").read_text(encoding="utf-8")


def axe(world: World, job: Job) -> dict[str, Any]:
    """Run axe-core on the page and its frames."""
    engine = engine_source(job.engine)
    options = _options(job)
    untested = list(CONTRAST_RULES) if CONTRAST in job.given_up else []
    world.define(engine)
    world.run(script("axe_shared.js"))
    if not world.run("() => document.querySelector('iframe, frame, object, embed') !== null"):
        return {"untested": untested, **json.loads(world.run(script("axe.js"), options))}
    partials: list[str] = []
    _run_partial(world, world.top, None, partials, engine=engine, options=options)
    finish = "async (partials, options) => audit.report(await axe.finishRun(partials, options))"
    joined = json.loads(f"[{','.join(partials)}]")
    return {"untested": untested, **json.loads(world.run(finish, joined, options))}


def _options(job: Job) -> dict[str, Any]:
    off = CONTRAST_RULES if CONTRAST in job.given_up else ()
    if job.axe_rules:
        return OPTIONS | {"runOnly": {"type": "rule", "values": [name for name in job.axe_rules if name not in off]}}
    return OPTIONS | {"rules": {name: {"enabled": False} for name in off}}


def _run_partial(
    world: World, frame: str, context: Any, partials: list[str], *, engine: str, options: dict[str, Any]
) -> None:
    """Run axe in a frame and, depth first, in the frames within it: the order finishRun expects."""
    run = "async (context, options) => JSON.stringify(await axe.runPartial(context || document, options))"
    frames = "(context, options) => JSON.stringify(axe.utils.getFrameContexts(context || document, options))"
    partials.append(world.run(run, context, options, frame=frame))
    for child in json.loads(world.run(frames, context, options, frame=frame)):
        place = len(partials)
        try:
            if place >= MOST_FRAMES:
                raise FrameGone(f"only {MOST_FRAMES} frames are entered")
            inner = world.frame_id(f"axe.utils.shadowSelect({json.dumps(child['frameSelector'])})", frame)
            world.define(engine, inner)
            _run_partial(world, inner, child["frameContext"], partials, engine=engine, options=options)
        except (FrameGone, ScriptFailed):
            # null tells finishRun that the frame was not tested: axe's own rule frame-tested then says so.
            partials[place:] = ["null"]
