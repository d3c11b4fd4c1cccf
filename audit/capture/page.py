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
from urllib.parse import urlsplit

import msgspec

from audit.capture.failure import Arrival, VisitFailed, fault_of, refuse_no_page
from audit.capture.fetch import decode
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
NO_CONTENT = (204, 205)
"""For these a browser stays where it is."""

MOST_LOADS = 3
"""A page that loads itself anew is captured when it has done so; one that does not stop is an error."""

# Once everything that is coming has come: style sheets and pictures (load), fonts, and one frame of layout. Its answer is
# where the document came from, whatever the page has since made of its address, its HTTP status, and the style sheets
# that are still to come.
_SETTLED = """
() => new Promise((done) => {
  const [loaded] = performance.getEntriesByType("navigation");
  const isLate = (link) => !link.sheet && !link.disabled && matchMedia(link.media).matches;
  const late = () => [...document.querySelectorAll("link[rel~=stylesheet i]")].filter(isLate).map((link) => link.href);
  const end = () => done([
    loaded?.name || location.href, loaded?.responseStatus || 0, document.readyState === "complete" ? [] : late(),
  ]);
  const still = () => document.fonts.ready.then(() => requestAnimationFrame(() => setTimeout(end, 0)));
  if (document.readyState === "complete") still(); else addEventListener("load", still, { once: true });
  setTimeout(end, %d);
})
"""


def visit(world: World, url: str, job: Job, tell: Tell = lambda _: None) -> Snapshot:
    """
    Go to an address and capture what answers; `tell` hears which probe begins, and an empty name after the last.

    Raises VisitFailed when the page cannot be audited, with the reason for the ledger.
    """
    arrival = Arrival()
    with _watched(world.page, url, arrival):
        end = time.monotonic() + job.timeout
        response = _go(world.page, url, job.timeout, arrival)
        snapshot = _capture_settled(world, url, job, end, arrival, tell)
    return msgspec.structs.replace(
        snapshot,
        url=url,
        final_url=identity(url),
        status=arrival.status,
        headers=arrival.headers,
        served=_served(response),
        gaps=[*snapshot.gaps, *_lost_gap(arrival.lost)],
    )


def _capture_settled(world: World, url: str, job: Job, end: float, arrival: Arrival, tell: Tell) -> Snapshot:
    """Capture the document once nothing moves any more; anew when it was replaced in the meantime."""
    from playwright.sync_api import Error

    for _ in range(MOST_LOADS):
        _wait_for_document(world.page, end, arrival)
        try:
            world.enter()
            address, status, late = world.run(_SETTLED % int(SETTLE * 1000))
            _judge_document(url, address, status)
            arrival.lost += late
            snapshot = capture(world, job, tell)
            if not world.has_moved():
                return snapshot
        except Error as error:
            if not _has_moved(world):
                raise fault_of(str(error), arrival.broken) from error
    raise VisitFailed(Fault.REDIRECTS, "the page loads itself again and again", status=arrival.status)


def _has_moved(world: World) -> bool:
    """Whether another document came, which is why a call failed; not so when the page has crashed."""
    from playwright.sync_api import Error

    try:
        return world.has_moved()
    except Error:
        return False


def _judge_document(url: str, address: str, status: int) -> None:
    """Refuse a document that scripts or a meta refresh put in the place of the one that was asked for."""
    if not address.startswith("http"):
        raise VisitFailed(Fault.EMPTY, f"{address[:80]} took its place")
    if identity(address) != identity(url):
        raise VisitFailed(Skip.REDIRECT, f"{address} (the page itself leads there)", location=address)
    if status >= 400:
        raise VisitFailed(Fault.HTTP_STATUS, f"HTTP status {status} when it loaded itself again", status=status)


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
            if "gap" in artifacts[name]:
                gaps.append(Gap(what=name, reason=artifacts[name]["gap"]))
        except (ScriptFailed, FrameGone) as error:
            gaps.append(Gap(what=name, reason=clean(str(error).splitlines()[0])[:300]))
    tell("")
    address = world.page.url
    return Snapshot(url=address, final_url=address, rendered=rendered, artifacts=artifacts, gaps=gaps)


@contextmanager
def _watched(page: Page, url: str, arrival: Arrival) -> Iterator[None]:
    """Note what fails to load while the context lasts."""

    def on_failed(request: Request) -> None:
        failure = request.failure or "broken off"
        if not _is_document(request):
            # Aborted is what the page before, or this one itself, has no use for any more.
            if request.resource_type == "stylesheet" and "ERR_ABORTED" not in failure:
                arrival.lost.append(request.url)
        elif identity(_first(request).url) == identity(url):
            # Aborted when scripts went elsewhere before all was read: what comes then is judged.
            arrival.broken = arrival.broken if "ERR_ABORTED" in failure else failure
        elif "ERR_ABORTED" in failure:
            arrival.aborted = f"{failure} (the page itself leads to {request.url})"
        else:
            arrival.broken = f"{failure} (the page itself leads to {request.url})"

    def on_response(response: Response) -> None:
        if _is_document(response.request):
            # Not once the document has come: it can lead to downloads and the like without being left.
            arrival.status = arrival.status if arrival.headers else response.status
        elif response.request.resource_type == "stylesheet" and response.status >= 400:
            arrival.lost.append(response.url)

    def _is_document(request: Request) -> bool:
        return request.is_navigation_request() and request.frame == page.main_frame

    page.on("requestfailed", on_failed)
    page.on("response", on_response)
    try:
        yield
    finally:
        page.remove_listener("requestfailed", on_failed)
        page.remove_listener("response", on_response)


def _first(request: Request) -> Request:
    """The request whose redirects led to this one."""
    while request.redirected_from:
        request = request.redirected_from
    return request


def _go(page: Page, url: str, timeout: float, arrival: Arrival) -> Response:
    """Navigate, and judge the response as soon as it begins."""
    from playwright.sync_api import Error, TimeoutError

    try:
        response = page.goto(url, wait_until="commit", timeout=timeout * 1000)
    except TimeoutError as error:
        raise VisitFailed(Fault.TIMEOUT, f"no answer within {timeout:.3g} seconds") from error
    except Error as error:
        if arrival.status in NO_CONTENT:
            raise VisitFailed(Fault.EMPTY, f"HTTP status {arrival.status}", status=arrival.status) from error
        raise fault_of(str(error), arrival.broken) from error
    return _judge_response(url, response, arrival)


def _wait_for_document(page: Page, end: float, arrival: Arrival) -> None:
    """Wait until the document is read, or until it is known that it will not be."""
    from playwright.sync_api import Error, TimeoutError

    while True:
        # `goto` would wait its whole time for a body that broke off; requestfailed tells at once.
        left = end - time.monotonic()
        try:
            page.wait_for_load_state("domcontentloaded", timeout=max(1.0, min(SLICE, left) * 1000))
            break
        except TimeoutError as error:
            if arrival.broken or arrival.aborted:
                raise fault_of(arrival.broken or arrival.aborted) from error
            if left <= 0:
                raise VisitFailed(Fault.TIMEOUT, "the document was not read in time") from error
        except Error as error:
            raise fault_of(str(error), arrival.broken) from error
    if arrival.broken:
        raise fault_of(arrival.broken)


def _judge_response(url: str, response: Response | None, arrival: Arrival) -> Response:
    if response is None:
        raise VisitFailed(Fault.INTERNAL, "the browser gave no response for the document")
    arrival.status = response.status
    arrival.headers = response.headers
    refuse_no_page(url, response.url, response.status, response.headers)
    return response


def _served(response: Response) -> str:
    """The HTML as it came, of a page of this machine, whose file somebody can open; reports name lines of it."""
    from playwright.sync_api import Error

    if urlsplit(response.url).hostname != "127.0.0.1":
        return ""
    try:
        return decode(response.body(), response.headers.get("content-type", ""))
    except Error:  # the page has loaded itself again since, and the browser holds this one no more
        return ""


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
