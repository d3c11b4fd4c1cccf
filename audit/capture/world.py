"""
The isolated world: where our scripts and axe run, in every frame, out of reach of the page's own scripts.

Pages that replace builtins or plant a `window.axe` make axe throw, hang or, worst, report nothing in the page's own
world. An isolated world (DevTools Protocol, Page.createIsolatedWorld) sees the same DOM with untouched builtins.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.sync_api import CDPSession, Page

NAME = "newsroom-audit"
FRAME_LIMIT = 1.0
"""Seconds a frame of another site has to show that it answers at all."""


class ScriptFailed(Exception):
    """A script of ours raised in the page; the message is the browser's."""


class FrameGone(Exception):
    """A frame cannot be entered: it was removed, or its browser process does not answer for it."""


@cache
def script(name: str) -> str:
    """The source of a probe's script."""
    return resources.files("audit.capture.probes").joinpath(name).read_text(encoding="utf-8")


class World:
    """The isolated worlds of one Playwright page: one for each frame of the document that is loaded now."""

    def __init__(self, page: Page):
        self.page = page
        self.session: CDPSession = page.context.new_cdp_session(page)
        self.top = ""
        self._document = ""
        self._worlds: dict[str, tuple[CDPSession, int]] = {}
        self._around: dict[str, CDPSession] = {}
        """The session of the frame around a frame, which is its own too where both live in one process."""
        self._foreign: dict[str, CDPSession] | None = None

    def enter(self) -> None:
        """Make a new world for the document now in the page; those of earlier documents are gone with them."""
        self._worlds = {}
        self._around = {}
        self._foreign = None
        self.top, self._document = self._main_frame()
        self._enter_frame(self.top)

    def leave(self) -> None:
        """Let go of the page; it stays as it is."""
        self.session.detach()

    def has_moved(self) -> bool:
        """Whether the page has gone on to another document since `enter`."""
        return self._main_frame() != (self.top, self._document)

    def _main_frame(self) -> tuple[str, str]:
        frame = self.session.send("Page.getFrameTree")["frameTree"]["frame"]
        return frame["id"], frame["loaderId"]

    def run(self, source: str, *arguments: Any, frame: str = "") -> Any:
        """
        Call a function expression with JSON arguments in a frame (the top one by default) and give back its value.

        Promises are awaited. Raises ScriptFailed when it throws and FrameGone when the frame cannot be entered.
        """
        passed = ", ".join(json.dumps(argument) for argument in arguments)
        return self._evaluate(f"({source})({passed})", frame).get("value")

    def define(self, source: str, frame: str = "") -> None:
        """Evaluate statements in a frame for what they leave there."""
        self._evaluate(f"{source}\n;0", frame)

    def frame_id(self, expression: str, frame: str) -> str:
        """The id of the frame whose element the expression finds; raises FrameGone when there is none."""
        found = self._evaluate(expression, frame, by_value=False)
        if "objectId" not in found:
            raise FrameGone("the frame's element is not in the document any more")
        session, _ = self._worlds[frame or self.top]
        node = self._ask(session, frame, "DOM.describeNode", {"objectId": found["objectId"]})["node"]
        if "frameId" not in node:
            raise FrameGone("the element holds no document")
        identifier: str = node["frameId"]
        self._around[identifier] = session
        return identifier

    def accessibility_nodes(self, expression: str) -> Iterator[dict[str, Any]]:
        """The accessibility tree's node (Accessibility.AXNode) of each element of a list in the top frame, in order."""
        found = self._evaluate(expression, self.top, by_value=False)["objectId"]
        listed = self.session.send("Runtime.getProperties", {"objectId": found, "ownProperties": True})["result"]
        for entry in listed:
            if entry["name"].isdigit():
                wanted = {"objectId": entry["value"]["objectId"], "fetchRelatives": False}
                yield self.session.send("Accessibility.getPartialAXTree", wanted)["nodes"][0]

    def _evaluate(self, expression: str, frame: str, *, by_value: bool = True) -> dict[str, Any]:
        session, context = self._enter_frame(frame or self.top)
        wanted = {"expression": expression, "contextId": context, "awaitPromise": True, "returnByValue": by_value}
        answer = self._ask(session, frame, "Runtime.evaluate", wanted)
        if "exceptionDetails" in answer:
            details = answer["exceptionDetails"]
            raise ScriptFailed(str(details.get("exception", {}).get("description") or details.get("text"))[:500])
        result: dict[str, Any] = answer["result"]
        return result

    def _ask(self, session: CDPSession, frame: str, method: str, wanted: dict[str, Any]) -> dict[str, Any]:
        """Ask the browser about a frame; one that goes away meanwhile costs itself, only the top one the page."""
        from playwright.sync_api import Error

        try:
            answer: dict[str, Any] = session.send(method, wanted)
        except Error as error:
            if frame in {"", self.top}:
                raise
            raise FrameGone(str(error).splitlines()[0]) from error
        return answer

    def _enter_frame(self, frame: str) -> tuple[CDPSession, int]:
        if frame not in self._worlds:
            session, answer = self._create_world(frame)
            self._worlds[frame] = (session, answer["executionContextId"])
        return self._worlds[frame]

    def _create_world(self, frame: str) -> tuple[CDPSession, dict[str, Any]]:
        wanted = {"frameId": frame, "worldName": NAME}
        around = self._around.get(frame, self.session)
        try:
            return around, self._ask(around, frame, "Page.createIsolatedWorld", wanted)
        except FrameGone:
            session = self._foreign_sessions().get(frame)
            if session is None:
                raise
            return session, self._ask(session, frame, "Page.createIsolatedWorld", wanted)

    def _foreign_sessions(self) -> dict[str, CDPSession]:
        """Sessions of the frames that live in a process of their own (another site's) and answer, by frame id."""
        from playwright.sync_api import Error

        if self._foreign is None:
            self._foreign = {}
            for frame in self.page.frames[1:]:
                try:
                    session = self.page.context.new_cdp_session(frame)
                    # A process that is busy for ever would hold up every call but one with a limit.
                    frame.locator("html").wait_for(state="attached", timeout=FRAME_LIMIT * 1000)
                    identifier = session.send("Page.getFrameTree")["frameTree"]["frame"]["id"]
                except Error:
                    continue  # a frame of the page's own process has no session of its own
                self._foreign[identifier] = session
        return self._foreign
