"""
A browser with one page that goes from address to address and is cleaned in between.

A page that is used again costs 0.39 s where a new context costs 0.65 s. So that nothing leaks from one page to the next,
cookies, storage and the window's name are cleared, popups closed, service workers and downloads refused.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack, suppress
from typing import TYPE_CHECKING

import msgspec

from audit import __version__
from audit.capture import browser, page
from audit.capture.failure import VisitFailed
from audit.capture.job import Job
from audit.capture.world import FrameGone, ScriptFailed, World
from audit.model import Fault, Skip, Snapshot

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Dialog, Page

PAGES_A_CONTEXT = 100
"""A context is renewed after so many pages: it keeps every object the driver ever named."""

_FORGET = """
() => {
  window.name = "";
  // Emptied, a document has no listeners left that could write when it is left, and no frames with such.
  document.open();
  document.close();
}
"""
# “*” stands for all origins: frames, and pages that led on to others, leave something behind as well.
_EVERYTHING = {"origin": "*", "storageTypes": "all"}
_QUIET = frozenset({Fault.HTTP_STATUS, Fault.EMPTY, Skip.REDIRECT, Skip.NOT_HTML})
"""Failures after which a page can be used again; after others something may still be on its way."""


class Visitor:
    """Captures addresses, one after the other. Use as a context: it ends its browser."""

    def __init__(self, job: Job, tell: page.Tell = lambda _: None):
        self._job = job
        self._tell = tell
        self._choice = browser.require(job.browser)
        self._resources = ExitStack()
        self._playwright = self._resources.enter_context(browser.driver())
        self._browser = browser.launch(self._playwright, self._choice, offline=job.offline)
        self.name = f"{self._choice.name} {self._browser.version}"
        self._agent = job.user_agent or self._named_agent()
        self._world: World | None = None
        self._visits = 0

    def visit(self, url: str, given_up: Sequence[str] = ()) -> Snapshot:
        """
        Capture an address, without the probes that were given up on it.

        Raises VisitFailed; a page on which something may still be on its way is then not used again.
        """
        self._visits += 1
        world = self._fresh_world()
        try:
            job = msgspec.structs.replace(self._job, given_up=list(given_up))
            return page.visit(world, url, job, self._tell)
        except VisitFailed as error:
            if error.reason not in _QUIET:
                self._drop()
            raise

    @property
    def world(self) -> World | None:
        """The page that was visited last, as it stands; None when it was given up."""
        return self._world

    def _fresh_world(self) -> World:
        """The world of a page with nothing left of the address before."""
        if not self._browser.is_connected():
            self._world = None
            self._browser = browser.launch(self._playwright, self._choice, offline=self._job.offline)
        if self._visits % PAGES_A_CONTEXT == 0 or (self._world and not _clean(self._world)):
            self._drop()
        if self._world is None:
            self._world = self._new_world()
        return self._world

    def _new_world(self) -> World:
        width, height = self._job.viewport
        context = self._browser.new_context(
            viewport={"width": width, "height": height},
            # Our world obeys the page's policy otherwise: a sandboxed document would never answer.
            bypass_csp=True,
            service_workers="block",
            accept_downloads=False,
            user_agent=self._agent,
        )
        main = context.new_page()
        main.on("dialog", _answer)
        # A call that waits for a renderer that is gone would wait for ever: closing the context ends it with an error.
        main.on("crash", lambda _: _close(context))
        context.on("page", _close)
        return World(main)

    def _named_agent(self) -> str:
        session = self._browser.new_browser_cdp_session()
        agent = session.send("Browser.getVersion")["userAgent"]
        session.detach()
        return f"{agent} newsroom-audit/{__version__}"

    def _drop(self) -> None:
        """Give the context up. The page itself is never asked to close: that call can hang."""
        if self._world:
            _close(self._world.page.context)
        self._world = None

    def __enter__(self) -> Visitor:
        return self

    def __exit__(self, *_: object) -> None:
        self._browser.close()
        self._resources.close()


def _answer(dialog: Dialog) -> None:
    """Dialogs are dismissed; the question whether to leave a page is answered with yes."""
    from playwright.sync_api import Error

    with suppress(Error):  # its page may be gone
        if dialog.type == "beforeunload":
            dialog.accept()
        else:
            dialog.dismiss()


def _close(place: Page | BrowserContext) -> None:
    from playwright.sync_api import Error

    with suppress(Error):  # it may be gone already, with its browser
        place.close()


def _clean(world: World) -> bool:
    """Forget what the page before left behind; False when that could not be done."""
    from playwright.sync_api import Error

    if len(world.page.context.pages) > 1:
        return False
    try:
        if world.page.url.startswith("http"):
            world.enter()
            world.run(_FORGET)
        world.session.send("Storage.clearDataForOrigin", _EVERYTHING)
    except (Error, ScriptFailed, FrameGone):
        return False
    return True
