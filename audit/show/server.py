"""
Runs served on this machine only: the list of them, their reports, and what one that goes on has found so far.

Nothing but runs is served: no listing of folders, no store, no captured page, nothing outside a run's folder, nothing to
whoever calls this machine by another name (DNS rebinding), and no script but ours.
"""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from hashlib import blake2b
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import BoundedSemaphore, Event, Thread
from typing import Any
from urllib.parse import unquote, urlsplit

from audit.errors import ConfigError
from audit.show import pages, runs
from audit.show.follow import Follower, Standing
from audit.show.runs import Place, Run

POLL = 0.1
"""Seconds between two looks for what is new, while somebody is looking at a page."""
BREATH = 150
"""Looks after which something is said although nothing is new: only so a page that was closed is noticed."""
MOST_STREAMS = 32
IDLE = 30
"""Seconds a connection may say nothing."""

TYPES = {
    ".css": "text/css; charset=utf-8",
    ".csv": "text/plain; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".jpg": "image/jpeg",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".jsonld": "application/json",
    ".md": "text/plain; charset=utf-8",
    ".png": "image/png",
    ".sarif": "application/json",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".webp": "image/webp",
    ".xml": "text/plain; charset=utf-8",
}
"""What a report is made of; nothing else is served. XML as text: nothing in it is to be carried out."""
NEVER = "snapshots"
"""The folder with the pages as they were captured (audit/run.py)."""
OURS = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; frame-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
# A report says in itself, by hash, which style and script it has; here only that nothing comes from elsewhere.
REPORT = (
    "default-src 'none'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
)
INERT = "sandbox; default-src 'none'"


class _Desk:
    """What is served: the runs of a folder, as they are at the moment they are asked for."""

    def __init__(self, folder: Path):
        self.folder = folder
        self.ending = Event()
        self.streams = BoundedSemaphore(MOST_STREAMS)
        self._followers: dict[Path, Follower] = {}

    def place(self, name: str) -> Place | None:
        """The run of that name."""
        return next((place for place in runs.places(self.folder) if place.name == name), None)

    def found(self) -> list[tuple[Run, Standing | None]]:
        """All runs, and where those stand that go on."""
        return [(run, self.standing(run.place)) for run in runs.runs(self.folder)]

    def standing(self, place: Place) -> Standing | None:
        """Where the run stands; None when none goes on there."""
        runner = place.runner
        if not runner:
            return None
        return self._followers.setdefault(place.folder, Follower(place.folder)).look(runner)

    def version(self, place: Place) -> str:
        """Changes with whatever a page about that run shows beside its report."""
        standing = self.standing(place)
        return f"{standing.done} {standing.accepted} {len(standing.things)}" if standing else place.written

    def version_of_all(self) -> str:
        """Changes with whatever the list of runs shows."""
        all_of_it = [(place.name, self.version(place)) for place in runs.places(self.folder)]
        return blake2b(repr(all_of_it).encode(), digest_size=8).hexdigest()


class _Handler(BaseHTTPRequestHandler):
    server_version = "audit"
    sys_version = ""
    timeout = IDLE
    disable_nagle_algorithm = True

    def __init__(self, desk: _Desk, *arguments: Any):
        self._desk = desk
        super().__init__(*arguments)

    def do_GET(self) -> None:
        """Answer with what the path stands for."""
        if not self._is_for_us():
            # What this machine is called elsewhere is another site's name, whose pages would then read our answers.
            self._send(HTTPStatus.MISDIRECTED_REQUEST, b"This server answers only to 127.0.0.1.", "text/plain", INERT)
            return
        match self._parts():
            case [""]:
                self._send_list()
            case ["live.js" | "live.css" as name]:
                self._send_file(pages.TEMPLATES / name, OURS)
            case ["events"]:
                self._stream(self._news)
            case ["events", name] if place := self._desk.place(name):
                self._stream(partial(self._news, place))
            case ["run", name, ""] if place := self._desk.place(name):
                self._send_run(place)
            case ["report", name, *rest] if place := self._desk.place(name):
                self._send_part(place, rest)
            case _:
                self._send_page(pages.not_found(), HTTPStatus.NOT_FOUND)

    def do_HEAD(self) -> None:
        """As GET, without the body."""
        self.do_GET()

    def _is_for_us(self) -> bool:
        assert isinstance(self.server, _Server)
        name, _, port = self.headers.get("Host", "").lower().partition(":")
        return name in {"127.0.0.1", "localhost"} and (port or "80") == str(self.server.server_port)

    def _parts(self) -> list[str]:
        return [unquote(part) for part in urlsplit(self.path).path.removeprefix("/").split("/")]

    # --- pages ----------------------------------------------------------------------------------------------------

    def _send_list(self) -> None:
        # The version first: what changes in between is then told at once.
        version = self._desk.version_of_all()
        self._send_page(pages.run_list(self._desk.folder.resolve().name, self._desk.found(), version))

    def _send_run(self, place: Place) -> None:
        version = self._desk.version(place)
        self._send_page(pages.one_run(runs.run(place), self._desk.standing(place), version))

    def _send_part(self, place: Place, parts: list[str]) -> None:
        file = _part(place.folder, parts)
        if file is None:
            self._send_page(pages.not_found(place.name), HTTPStatus.NOT_FOUND, frame="'self'")
            return
        self._send_file(file, REPORT if file.suffix == ".html" else INERT)

    # --- events ---------------------------------------------------------------------------------------------------

    def _news(self, place: Place | None = None) -> dict[str, str]:
        if place is None:
            return {"version": self._desk.version_of_all()}
        return {"version": self._desk.version(place), "stamp": place.stamp}

    def _stream(self, news: Any) -> None:
        """Say what is new as long as somebody listens (https://html.spec.whatwg.org/multipage/server-sent-events.html)."""
        if not self._desk.streams.acquire(blocking=False):
            self._send(HTTPStatus.SERVICE_UNAVAILABLE, b"Too many pages are open.", "text/plain", INERT)
            return
        try:
            self._head(HTTPStatus.OK, "text/event-stream", INERT)
            if self.command == "HEAD":
                return
            told, silent = None, 0
            while not self._desk.ending.is_set():
                now, silent = news(), silent + 1
                if now != told or silent > BREATH:
                    self.wfile.write(f"data: {json.dumps(now)}\n\n".encode())
                    told, silent = now, 0
                self._desk.ending.wait(POLL)
        finally:
            self._desk.streams.release()

    # --- answers --------------------------------------------------------------------------------------------------

    def _send_page(self, page: str, status: HTTPStatus = HTTPStatus.OK, *, frame: str = "'none'") -> None:
        policy = OURS.replace("frame-ancestors 'none'", f"frame-ancestors {frame}")
        self._send(status, page.encode("utf-8", "replace"), TYPES[".html"], policy)

    def _send_file(self, file: Path, policy: str) -> None:
        try:
            body = file.read_bytes()
        except OSError:
            self._send_page(pages.not_found(), HTTPStatus.NOT_FOUND)
            return
        self._send(HTTPStatus.OK, body, TYPES[file.suffix], policy)

    def _send(self, status: HTTPStatus, body: bytes, kind: str, policy: str) -> None:
        self._head(status, kind, policy, len(body))
        if self.command != "HEAD":
            self.wfile.write(body)

    def _head(self, status: HTTPStatus, kind: str, policy: str, length: int | None = None) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        if length is not None:
            self.send_header("Content-Length", str(length))
        self.send_header("Content-Security-Policy", policy)
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Referrer-Policy", "no-referrer")
        self.send_header("Cross-Origin-Resource-Policy", "same-origin")
        self.send_header("Cross-Origin-Opener-Policy", "same-origin")
        self.send_header("Cache-Control", "no-store")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing: the terminal is for the audit."""


def _part(folder: Path, parts: list[str]) -> Path | None:
    """The file of a report that a path stands for; None for what is no part of one."""
    if not parts or any(_is_odd(part) for part in parts):
        return None
    file = folder.joinpath(*parts)
    if file.suffix not in TYPES or parts[0] == NEVER:
        return None
    try:
        # resolve follows links too: nothing outside the folder is served, whichever way it is asked for.
        return file if file.is_file() and file.resolve().is_relative_to(folder.resolve()) else None
    except (OSError, ValueError):
        return None


def _is_odd(part: str) -> bool:
    """Whether a part of a path is empty, hidden, or leads elsewhere (`..`, and on Windows `C:` and backslashes)."""
    return not part or part.startswith(".") or any(sign in part for sign in "/\\:\0")


class _Server(ThreadingHTTPServer):
    """A server that ends with all its threads, also those that wait for a browser to say something."""

    daemon_threads = False

    def __init__(self, *arguments: Any):
        self._open: set[socket.socket] = set()
        super().__init__(*arguments)

    def process_request(self, request: Any, client_address: Any) -> None:
        """Remember the connection."""
        self._open.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        """Forget the connection."""
        self._open.discard(request)
        super().shutdown_request(request)

    def server_close(self) -> None:
        """End what is open, then wait for the threads."""
        for connection in list(self._open):
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)
        super().server_close()

    def handle_error(self, *_: object) -> None:
        """A browser that hangs up is no news."""


@contextmanager
def serve(folder: Path, port: int = 0) -> Iterator[str]:
    """
    Serve the runs of a folder on loopback while the context lasts; gives the address, http://127.0.0.1:port/.

    Port 0 is any that is free. Raises ConfigError for one that cannot be had.
    """
    desk = _Desk(folder)
    try:
        server = _Server(("127.0.0.1", port), partial(_Handler, desk))
    except OSError as error:
        raise ConfigError(f"Port {port} cannot be had: {error.strerror}. Choose another one with --port.") from error
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        desk.ending.set()
        server.shutdown()
        server.server_close()
        thread.join()
