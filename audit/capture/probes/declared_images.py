"""
Whether the pictures a page declares for other services (og:image, twitter:image, JSON-LD) are there, and their real size.

Artifact: {"images": [{"address", "asked", "own", "beside", "ended", "width", "height", "status", "type", "failure"}]}, at
most six addresses. `address` is as written, `asked` in full; `own` says that it lies on the page's server, `beside` that
it was asked for there though it is named by the address the site will have; `ended` is “loaded”, “failed” or “late”, and
empty where it was not looked at: no web address, or another host in an offline run. `status` and `type` are the server's
answer, `failure` why none came.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from audit.capture.job import Job
from audit.capture.world import World, script

if TYPE_CHECKING:
    from playwright.sync_api import Page, Request, Response

MOST_IMAGES = 6
PATIENCE = 5000
"""Milliseconds for all of them together: they load side by side."""


def declared_images(world: World, job: Job) -> dict[str, Any]:
    """Load the declared pictures beside the page."""
    with _heard(world.page) as answers:
        images = json.loads(world.run(script("declared_images.js"), MOST_IMAGES, PATIENCE, job.offline))
    nothing = {"status": 0, "type": "", "failure": ""}
    return {"images": [image | nothing | answers.get(image["asked"].partition("#")[0], {}) for image in images]}


@contextmanager
def _heard(page: Page) -> Iterator[dict[str, dict[str, Any]]]:
    """What servers answer to the pictures asked for while the context lasts, by the address that was asked for."""
    answers: dict[str, dict[str, Any]] = {}

    def on_response(response: Response) -> None:
        kind = response.headers.get("content-type", "").partition(";")[0]
        answers[_asked(response.request)] = {"status": response.status, "type": kind}

    def on_failed(request: Request) -> None:
        answers.setdefault(_asked(request), {"failure": (request.failure or "broken off")[:200]})

    page.on("response", on_response)
    page.on("requestfailed", on_failed)
    try:
        yield answers
    finally:
        page.remove_listener("response", on_response)
        page.remove_listener("requestfailed", on_failed)


def _asked(request: Request) -> str:
    while request.redirected_from:
        request = request.redirected_from
    return request.url.partition("#")[0]
