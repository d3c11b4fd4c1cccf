"""
One page, captured: gone to, settled, read by the probes. The only place that navigates.

Whether a page may be audited at all is decided from the response and the final address, never from the fact that a
probe returned something: Chromium's own error pages and a server's 404 page can be audited like any other.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import msgspec

from audit.capture.failure import Arrival, VisitFailed, fault_of
from audit.capture.job import Job
from audit.capture.probes import PROBES
from audit.capture.probes.dom import dom
from audit.capture.world import FrameGone, ScriptFailed, World
from audit.crawl.address import identity
from audit.model import Fault, Gap, Skip, Snapshot
from audit.page.text import clean

if TYPE_CHECKING:
    from playwright.sync_api import Page, Request, Response

Tell = Callable[[str], None]

SETTLE = 3.0
"""Seconds at most for late scripts, style sheets and fonts once the document is read."""
SLICE = 0.25
"""Seconds between two looks at whether the document broke off."""
HTML_TYPES = ("text/html", "application/xhtml+xml")

# Once everything that is coming has come: style sheets and pictures (load), fonts, and one frame of layout.
_SETTLED = """
() => new Promise((done) => {
  const still = () => document.fonts.ready.then(() => requestAnimationFrame(() => setTimeout(done, 0)));
  if (document.readyState === "complete") still(); else addEventListener("load", still, { once: true });
  setTimeout(done, %d);
})
"""


def visit(world: World, url: str, job: Job, tell: Tell = lambda _: None) -> Snapshot:
    """
    Go to an address and capture what answers; `tell` hears which probe begins.

    Raises VisitFailed when the page cannot be audited, with the reason for the ledger.
    """
    from playwright.sync_api import Error

    arrival = Arrival()
    with _watched(world.page, url, arrival):
        _navigate(world.page, url, job.timeout, arrival)
        try:
            world.enter()
            world.run(_SETTLED % int(SETTLE * 1000))
            snapshot = capture(world, job, tell)
            moved = world.has_moved()
        except Error as error:
            if world.page.is_closed() or not _has_left(world, url):
                raise fault_of(str(error)) from error
            moved = True
    if moved:
        raise VisitFailed(Skip.REDIRECT, f"{world.page.url} (the page itself leads there)", location=world.page.url)
    return msgspec.structs.replace(
        snapshot,
        url=url,
        final_url=identity(url),
        status=arrival.status,
        headers=arrival.headers,
        gaps=[*snapshot.gaps, *_lost_gap(arrival.lost)],
    )


def _has_left(world: World, url: str) -> bool:
    return identity(world.page.url) != identity(url)


def capture(world: World, job: Job, tell: Tell = lambda _: None) -> Snapshot:
    """Read the document that is in the page now: its DOM, then the probes asked for."""
    rendered, gaps = dom(world)
    gaps += [Gap(what=name, reason="it did not end in the time a page may take") for name in job.given_up]
    artifacts: dict[str, Any] = {}
    for name, probe in PROBES.items():
        if name not in job.needs or name in job.given_up:
            continue
        tell(name)
        try:
            artifacts[name] = probe(world, job)
        except (ScriptFailed, FrameGone) as error:
            gaps.append(Gap(what=name, reason=clean(str(error).splitlines()[0])[:300]))
    address = world.page.url
    return Snapshot(url=address, final_url=address, rendered=rendered, artifacts=artifacts, gaps=gaps)


@contextmanager
def _watched(page: Page, url: str, arrival: Arrival) -> Iterator[None]:
    """Note what fails to load while the context lasts."""

    def on_failed(request: Request) -> None:
        if request.is_navigation_request() and request.frame == page.main_frame:
            led = "" if identity(request.url) == identity(url) else f" (the page itself leads to {request.url})"
            arrival.broken = f"{request.failure or 'broken off'}{led}"
        elif request.resource_type == "stylesheet":
            arrival.lost.append(request.url)

    def on_response(response: Response) -> None:
        if response.request.resource_type == "stylesheet" and response.status >= 400:
            arrival.lost.append(response.url)

    page.on("requestfailed", on_failed)
    page.on("response", on_response)
    try:
        yield
    finally:
        page.remove_listener("requestfailed", on_failed)
        page.remove_listener("response", on_response)


def _navigate(page: Page, url: str, timeout: float, arrival: Arrival) -> None:
    """Go there and wait until the document is read, or until it is known that it will not be."""
    from playwright.sync_api import Error, TimeoutError

    end = time.monotonic() + timeout
    try:
        response = page.goto(url, wait_until="commit", timeout=timeout * 1000)
    except TimeoutError as error:
        raise VisitFailed(Fault.TIMEOUT, f"no answer within {timeout:g} seconds") from error
    except Error as error:
        raise fault_of(str(error), arrival.broken) from error
    _judge_response(url, response, arrival)
    while True:
        # `goto` would wait its whole time for a body that broke off; requestfailed tells at once.
        left = end - time.monotonic()
        try:
            page.wait_for_load_state("domcontentloaded", timeout=max(1.0, min(SLICE, left) * 1000))
            break
        except TimeoutError as error:
            if arrival.broken:
                raise fault_of(arrival.broken) from error
            if left <= 0:
                raise VisitFailed(Fault.TIMEOUT, f"the document was not read within {timeout:g} seconds") from error
        except Error as error:
            raise fault_of(str(error), arrival.broken) from error
    if arrival.broken:
        raise fault_of(arrival.broken)


def _judge_response(url: str, response: Response | None, arrival: Arrival) -> None:
    if response is None:
        raise VisitFailed(Fault.INTERNAL, "the browser gave no response for the document")
    arrival.status = response.status
    arrival.headers = response.headers
    final = identity(response.url)
    if response.status >= 400:
        raise VisitFailed(Fault.HTTP_STATUS, f"HTTP status {response.status}", status=response.status)
    if response.status in {204, 205}:
        raise VisitFailed(Fault.EMPTY, f"HTTP status {response.status}", status=response.status)
    kind = arrival.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind and kind not in HTML_TYPES:
        raise VisitFailed(Skip.NOT_HTML, kind, status=response.status)
    if final != identity(url):
        raise VisitFailed(Skip.REDIRECT, final, status=response.status, location=final)


def _lost_gap(lost: list[str]) -> list[Gap]:
    if not lost:
        return []
    some = ", ".join(sorted(set(lost))[:3])
    return [
        Gap(
            what="style sheets",
            reason=f"{len(set(lost))} did not load, so layout and colours are not as readers see them: {some}",
        )
    ]
