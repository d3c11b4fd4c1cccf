"""
What a form answers when it is sent empty, with a malformed address, and filled in; nothing ever leaves the machine.

Artifact: {"forms": [{"n", "copies", "fields", "attempts": {"empty" | "malformed" | "valid": attempt}}]}, where `n` and
`fields` are numbers of elements and an attempt is {"sent", "focus", "native", "invalid", "messages"}: `sent` what the form
sent ("page" for a navigation, "data", "script", "frame"), `focus` where the focus is afterwards (the place of a field,
"button", "elsewhere", "nowhere"), `native` whether the browser's own bubble told of the fault, `invalid` the places of
fields with aria-invalid, and each message a text that was not there before: "announced" ("region" for a live region that
was one before, "alert", or ""), "focused", "beside" (the only field near it), "tied" (fields that refer to it), "ours"
(whether it holds the words of the stand-in for the server, which say nothing of the site).

The page is opened a second time, in a context of its own that is thrown away. That context has a proxy that does not
exist: whatever a script tries there (a beacon, a socket, a worker), it cannot reach a network. What the document needs
to load (GET, of documents, scripts, style sheets and data) is fetched for it through the audited page's context. From the
first form on nothing is fetched any more: every request is answered by a stand-in, or refused.

Forms for signing up, contact and comments only: an e-mail field or room for a text; no search, log-in, payment, deletion.
"""

from __future__ import annotations

import json
import re
import time
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlsplit

from audit.capture.job import Job
from audit.capture.world import FrameGone, ScriptFailed, World, script
from audit.page.text import clean

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page, Request, Route

MOST_FORMS = 6
SECONDS = 10.0
"""What all forms of a page may take together."""
LOADING = 5.0
"""Of them, for the page to load once more."""
WATCHED = 1.2
"""Seconds a form has to show an answer."""

REFUSED = "The audit’s stand-in for the server refuses this."
ACCEPTED = "The audit’s stand-in for the server takes this."
NOWHERE = "http://127.0.0.1:1"
_LOADED = frozenset({"document", "script", "stylesheet", "xhr", "fetch"})
_LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
_CALLBACKS = ("callback", "jsonp", "cb", "c")
_FUNCTION = re.compile(r"[\w$.\[\]]+")
# What could reach a network beside the proxy.
_NO_PEERS = (
    "for (const name of ['RTCPeerConnection', 'webkitRTCPeerConnection', 'WebTransport']) delete globalThis[name];"
)


def form_submit(world: World, job: Job) -> dict[str, Any]:
    """Try the page's forms on a copy of the page that nothing leaves."""
    from playwright.sync_api import Error

    world.define(script("form_submit.js"))
    listed = _listed(world)
    forms: list[dict[str, Any]] = [{**form, "attempts": {}} for form in listed["forms"]]
    gaps = [f"{listed['left_out']} more forms were not tried"] if listed["left_out"] else []
    if forms:
        try:
            gaps += _try_all(world, job, forms)
        except (Error, ScriptFailed, FrameGone) as error:
            gaps.append(clean(str(error).splitlines()[0])[:200])
    told = [{name: form[name] for name in ("n", "copies", "fields", "attempts")} for form in forms]
    return {"forms": told, "gap": "; ".join(gaps)} if gaps else {"forms": told}


def _listed(world: World) -> dict[str, Any]:
    found: dict[str, Any] = world.run("(most) => submits.list(most)", MOST_FORMS)
    return found


def _try_all(world: World, job: Job, forms: list[dict[str, Any]]) -> list[str]:
    """Fill in the attempts of each form; what could not be done comes back in words."""
    end = time.monotonic() + SECONDS
    browser = world.page.context.browser
    if browser is None:
        return ["forms are not tried in a browser that has one context only"]
    context = browser.new_context(
        viewport={"width": job.viewport[0], "height": job.viewport[1]},
        user_agent=world.run("() => navigator.userAgent"),
        bypass_csp=True,
        service_workers="block",
        accept_downloads=False,
        proxy={"server": NOWHERE, "bypass": "<-loopback>"},
    )
    try:
        return _try_in(context, world, job, forms, end)
    finally:
        _close(context)


def _try_in(context: BrowserContext, world: World, job: Job, forms: list[dict[str, Any]], end: float) -> list[str]:
    from playwright.sync_api import TimeoutError

    context.add_init_script(_NO_PEERS)
    copy = context.new_page()
    stub = _StandIn(world.page.context, offline=job.offline)
    context.route("**/*", stub.answer)
    context.on("page", _close)
    copy.on("dialog", lambda dialog: dialog.dismiss())
    copy.on("crash", lambda _: _close(context))
    copy.goto(world.page.url, wait_until="domcontentloaded", timeout=LOADING * 1000)
    with suppress(TimeoutError):
        copy.wait_for_load_state("load", timeout=LOADING * 1000 / 2)
    stub.is_loading = False
    other = World(copy)
    other.enter()
    other.define(script("form_submit.js"))
    places = {form["key"]: place for place, form in enumerate(_listed(other)["forms"])}
    gaps = []
    for form in forms:
        if form["key"] not in places:
            gaps.append("a form was not there when the page was opened once more")
        elif not _try_form(other, stub, form, places[form["key"]], end):
            gaps.append(f"not every form could be tried in {SECONDS:.0f} seconds")
            break
    return gaps


def _try_form(copy: World, stub: _StandIn, form: dict[str, Any], place: int, end: float) -> bool:
    """Send the form in every way; False when the time was over before that."""
    for how in ("empty", "malformed", "valid") if form["asks_for_mail"] else ("empty", "valid"):
        if time.monotonic() + WATCHED > end:
            return False
        stub.begin(accepts=how == "valid")
        if not copy.run("(place, how) => submits.begin(place, how)", place, how):
            continue
        copy.page.keyboard.press("Enter")
        seen = json.loads(copy.run("(most) => submits.watch(most)", WATCHED * 1000))
        for message in seen["messages"]:
            message["ours"] = REFUSED in message["text"] or ACCEPTED in message["text"]
        form["attempts"][how] = {"sent": stub.sent, **seen}
    return True


@dataclass
class _StandIn:
    """Answers every request of the copy: the network's part while it loads, the server's once forms are sent."""

    source: BrowserContext
    """Whose connections fetch what the copy needs to load."""
    offline: bool
    is_loading: bool = True
    accepts: bool = False
    sent: list[str] = field(default_factory=list)

    def begin(self, *, accepts: bool) -> None:
        """From now on answers are meant for another attempt."""
        self.accepts, self.sent = accepts, []

    def answer(self, route: Route) -> None:
        """Answer one request, or refuse it."""
        from playwright.sync_api import Error

        with suppress(Error):  # the page may be gone, or the address unreachable
            if self.is_loading:
                self._load(route)
            else:
                self._stand_in(route)
            return
        with suppress(Error):
            route.abort()

    def _load(self, route: Route) -> None:
        request = route.request
        is_inner = request.resource_type == "document" and not _is_of_whole_page(request)
        if request.method != "GET" or request.resource_type not in _LOADED or is_inner or self._is_far(request.url):
            route.abort()
            return
        kept = {name: value for name, value in request.headers.items() if name in {"accept", "referer", "origin"}}
        # A redirect could lead to another host, so that an audit of this machine only follows none.
        hops = 0 if self.offline else 10
        response = self.source.request.get(request.url, headers=kept, timeout=LOADING * 1000, max_redirects=hops)
        route.fulfill(response=response)

    def _is_far(self, url: str) -> bool:
        parts = urlsplit(url)
        return parts.scheme not in {"http", "https"} or (self.offline and parts.hostname not in _LOOPBACK)

    def _stand_in(self, route: Route) -> None:
        request, kind = route.request, route.request.resource_type
        if kind == "document" and _is_of_whole_page(request):
            # For this answer a browser stays where it is.
            self.sent.append("page")
            route.fulfill(status=204)
        elif kind == "document":
            self.sent.append("frame")
            route.fulfill(status=200, content_type="text/html", body="<!doctype html><title>Answer</title>")
        elif kind == "script" and (function := _callback(request.url)):
            self.sent.append("script")
            route.fulfill(status=200, content_type="text/javascript", body=f"{function}({self._said()})")
        elif kind in {"xhr", "fetch"}:
            self.sent.append("data")
            route.fulfill(
                status=200 if self.accepts or request.method in {"GET", "OPTIONS"} else 422,
                content_type="application/json",
                headers=_allowing(request.headers.get("origin", "")),
                body=self._said(),
            )
        else:
            route.abort()

    def _said(self) -> str:
        """The answer in the words of the usual interfaces: Mailchimp's `result` and `msg`, `success`, `ok`, `status`."""
        said = ACCEPTED if self.accepts else REFUSED
        word = "success" if self.accepts else "error"
        outcome = {"result": word, "status": word, "success": self.accepts, "ok": self.accepts}
        return json.dumps({**outcome, "msg": said, "message": said, **({} if self.accepts else {"error": said})})


def _is_of_whole_page(request: Request) -> bool:
    from playwright.sync_api import Error

    try:
        return request.frame.parent_frame is None
    except Error:  # a window that was opened for it has no frame yet
        return True


def _callback(url: str) -> str:
    """The function that a JSONP request asks to be called; empty for any other script."""
    asked = dict(parse_qsl(urlsplit(url).query))
    named = next((asked[name] for name in _CALLBACKS if name in asked), "")
    return named if _FUNCTION.fullmatch(named) else ""


def _allowing(origin: str) -> dict[str, str]:
    if not origin:
        return {}
    return {"access-control-allow-origin": origin, "access-control-allow-credentials": "true"}


def _close(place: Page | BrowserContext) -> None:
    from playwright.sync_api import Error

    with suppress(Error):  # it may be gone already
        place.close()
