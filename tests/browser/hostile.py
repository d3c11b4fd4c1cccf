"""A small news site that does everything wrong that pages and servers do, on loopback; it ends with the test."""

from __future__ import annotations

import json
import socket
import struct
import threading
import time
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from queue import SimpleQueue
from typing import Any
from urllib.parse import urlsplit

from audit.config import Config
from audit.model import Outcome, PageSummary, Report
from audit.run import Progress, audit

FAULT = "axe-image-alt"
"""The rule that finds what every page here has wrong, unless it says otherwise."""

LOREM = "<p>The harbour wall is closed from Monday, the council said on Friday after the storm.</p>"
PICTURE = "<img src='/photo.png' width='40' height='30'>"


def article(body: str = "", *, head: str = "", title: str = "Harbour wall closed") -> str:
    """A page with a fault in it, which must be found whatever else happens there."""
    return (
        f"<!doctype html><html lang='en'><head><meta charset='utf-8'><title>{title}</title>{head}</head>"
        f"<body><main><h1>Harbour wall closed</h1>{LOREM}{PICTURE}{body}</main></body></html>"
    )


def script(source: str) -> str:
    """A page whose first act is this script."""
    return article(head=f"<script>{source}</script>")


def _png() -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    pixel = zlib.compress(b"\0\x80\x80\x80")
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", pixel) + chunk(b"IEND", b"")


PNG = _png()

# Pages that replace what scripts rely on. In the page's own world axe throws, never returns or finds nothing on them.
PATCHED = {
    "array-map": script("Array.prototype.map = null; Array.prototype.push = () => { throw Error('mine') }"),
    "planted-axe": script(
        "window.axe = Object.freeze({ run: async () => ({ violations: [], incomplete: [], passes: [] }) });"
        "Object.defineProperty(window, 'axe', { writable: false })"
    ),
    "query-selector": script(
        "Document.prototype.querySelector = Document.prototype.querySelectorAll = Element.prototype.matches = () => null"
    ),
    "promise": script("window.Promise = function () { return { then() { return this } } }; Promise.all = Promise"),
    "json": script("JSON.stringify = () => '{}'; JSON.parse = () => { throw Error('mine') }"),
    "set-and-map": script("window.Set = window.Map = window.WeakMap = function () { throw Error('mine') }"),
    "timers": script("window.setTimeout = window.requestAnimationFrame = () => 0"),
    "getters": script(
        "Object.defineProperty(Element.prototype, 'attributes', { get() { throw Error('mine') } });"
        "Object.defineProperty(Node.prototype, 'firstChild', { get() { return null } })"
    ),
    "observer": script(
        "const own = new Set(); addEventListener('load', () => new MutationObserver((found) => found.forEach("
        "(one) => one.addedNodes.forEach((node) => node.remove()))).observe(document, { childList: true, subtree: true }))"
    ),
    "audit-object": script(
        "window.audit = { elements: [], report: () => '{}', get numbers() { throw Error('mine') } }"
    ),
    "custom-element": article(
        "<x-teaser>more</x-teaser><script>customElements.define('x-teaser', class extends HTMLElement {"
        "get id() { throw Error('mine') } getAttribute() { throw Error('mine') } })</script>"
    ),
}

# Pages with content no parser loves; value: what is wrong there.
ODD = {
    "null-bytes": article("<p>wall\0wall <img src='/photo.png?\0'>\0</p>"),
    "lone-surrogates": article(
        "<p id=p></p><script>document.title = 'Wall \\ud800'; p.textContent = 'wall \\udfff';"
        "const i = new Image(); i.src = '/photo.png'; i.className = '\\ud800'; document.body.append(i);"
        "const a = document.createElement('a'); a.href = '/\\udc00'; p.append(a)</script>"
    ),
    "deep": article("<div>" * 600 + "deep" + "</div>" * 600),
    "attributes-of-1-mb": article(
        "<img src='/photo.png' class='{0}' alt='{0}'><a href='/article#{0}' title='{0}' id='{0}'>wall</a>".format(
            "a" * 1_000_000
        )
    ),
    "json-ld-of-5-mb": article(
        head="<script type='application/ld+json'>"
        + json.dumps({"@type": "NewsArticle", "articleBody": "wall " * 1_000_000})
        + "</script>"
    ),
}

# Pages that do not sit still or ask for attention.
RESTLESS = {
    "alert": script("alert('Subscribe!'); confirm('Really?'); prompt('Your e-mail?')"),
    "before-unload": script("addEventListener('beforeunload', (event) => { event.preventDefault(); return 'Stay!' })"),
    "popups": script(
        "for (let n = 0; n < 5; n++) open('/article?popup=' + n); window.open('about:blank').document.write('<p>hi')"
    ),
    "never-loaded": article(
        "<img src='/never' alt='The wall'><iframe src='/never' title='Map'></iframe>",
        head="<link rel='stylesheet' href='/never' media='print'>",
    ),
    "frame-that-reloads": article("<iframe src='/reloading-frame' title='Ticker'></iframe>"),
    "frame-that-goes": article(
        "<iframe src='/plain-frame' title='Ad'></iframe><script>setInterval(() => {"
        "const f = document.querySelector('iframe'); f.replaceWith(f.cloneNode()) }, 40)</script>"
    ),
    "popups-without-end": script("setInterval(() => open('/article?popup'), 50)"),
    "sandboxed": article(),
    "trusted-types": article(),
    "loads-itself-again-once": script(
        "if (!sessionStorage.again) { sessionStorage.again = 1; addEventListener('load', () => location.reload()) }"
    ),
    "starts-a-download": script("addEventListener('load', () => { location = '/download' })"),
    "writes-a-mail": script("addEventListener('load', () => { location = 'mailto:desk@paper.example' })"),
    "has-its-own-address": script("history.replaceState(null, '', '/some/where/else')"),
}

PAGES: dict[str, str] = {
    "/article": article(),
    **{f"/patched/{name}": source for name, source in PATCHED.items()},
    **{f"/odd/{name}": source for name, source in ODD.items()},
    **{f"/restless/{name}": source for name, source in RESTLESS.items()},
    "/plain-frame": "<!doctype html><html lang=en><title>Frame</title><p>Advertisement</p></html>",
    "/reloading-frame": "<!doctype html><html lang=en><title>Ticker</title><script>setTimeout(() => location.reload(), 30)</script></html>",
    "/meta-refresh": "<!doctype html><title>Moved</title><meta http-equiv='refresh' content='0; url=/article?refreshed'>",
    "/script-redirect": script("location.replace('/article?scripted')"),
    "/late-redirect": script("addEventListener('load', () => setTimeout(() => { location = '/article?late' }))"),
    "/loads-itself-again-and-again": script("addEventListener('load', () => location.reload())"),
    "/loop": script("while (true) {}"),
    "/late-loop": script("addEventListener('load', () => setTimeout(() => { while (true) {} }))"),
    "/alerts-without-end": script("while (true) alert('Subscribe!')"),
    "/goes-blank": script("location = 'about:blank'"),
    "/huge": article("<p>The wall <b>is</b> closed.</p>" * 15_000),
    "/blank": "<!doctype html><html lang='en'><title>Blank</title><body></body></html>",
    "/style-sheet-missing": article(head="<link rel='stylesheet' href='/missing.css'>"),
    "/style-sheet-that-never-comes": article(head="<link rel='stylesheet' href='/never'>"),
    "/clobbered-form": article(
        "<form><input name='nodeName'><input name='attributes'><input name='parentNode'></form>"
    ),
    "/frames-only": "<!doctype html><html lang='en'><head><title>Frames</title></head>"
    "<frameset cols='50%,50%'><frame src='/article' title='Left'><frame src='/article' title='Right'></frameset></html>",
    "/breaks-itself-off": script("location = '/download'"),
    "/leads-to-nowhere": script("location = 'http://nowhere.example/'"),
}

STATUSES = {"/missing": 404, "/gone": 410, "/broken": 500, "/unavailable": 503, "/teapot": 418, "/forbidden": 403}
FILES = {
    "/report.pdf": ("application/pdf", b"%PDF-1.4\n%%EOF"),
    "/data.json": ("application/json", b'{"wall": "closed"}'),
    "/photo.png": ("image/png", PNG),
    "/worker.js": ("text/javascript", b"addEventListener('fetch', () => 0)"),
    "/notes.txt": ("text/plain", b"wall"),
    "/download": ("application/octet-stream", b"\0" * 100),
    "/nothing": ("text/html", b""),
}
REDIRECTS = {
    "/moved": "/moved-again",
    "/moved-again": "/moved-for-good",
    "/moved-for-good": "/article?moved",
    "/round": "/and-round",
    "/and-round": "/round",
}
HEADERS = {
    "/restless/sandboxed": {"Content-Security-Policy": "default-src 'none'; sandbox"},
    "/restless/trusted-types": {
        "Content-Security-Policy": "require-trusted-types-for 'script'; trusted-types 'none'; script-src 'none'"
    },
    "/download": {"Content-Disposition": "attachment; filename=wall.bin"},
}


class Server(ThreadingHTTPServer):
    """The site; `site` is its origin, `elsewhere` the same server under another name."""

    daemon_threads = True
    request_queue_size = 64

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.site = f"http://127.0.0.1:{self.server_port}"
        self.elsewhere = f"http://localhost:{self.server_port}"
        self.pages = dict(PAGES)
        """Path -> HTML; a test may put in its own."""
        self.files = {"/late.png": ("image/png", PNG), **FILES}
        """Path -> type and content of what is no page."""
        self.fails = False
        """Whether everything is answered with HTTP status 500."""
        self.over = threading.Event()
        self.asked: dict[str, float] = {}
        """Path -> when it was first asked for."""
        self.times: Counter[str] = Counter()
        """Path -> how often it was asked for."""
        self.told: SimpleQueue[str] = SimpleQueue()
        """What pages said to /tell."""
        self.before: dict[str, Callable[[], None]] = {}
        """Path -> what happens before it is answered."""

    def handle_error(self, *_: object) -> None:
        """A browser that hangs up is no news."""


class Handler(BaseHTTPRequestHandler):
    """Answers, or does not."""

    server: Server
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        path = urlsplit(self.path).path
        self.server.asked.setdefault(path, time.monotonic())
        self.server.times[path] += 1
        if path in self.server.before:
            self.server.before[path]()
        trick = getattr(self, "trick_" + path.strip("/").replace("-", "_"), None)
        if self.server.fails:
            self.answer(b"<!doctype html><title>Sorry</title><p>Sorry</p>", status=500)
        elif trick:
            trick()
        elif path in REDIRECTS:
            self.answer(b"", status=302, headers={"Location": REDIRECTS[path]})
        elif path in self.server.files:
            kind, body = self.server.files[path]
            self.answer(body, kind=kind, headers=HEADERS.get(path))
        elif path in self.server.pages:
            self.answer(self.server.pages[path].encode(), headers=HEADERS.get(path))
        else:
            self.answer(article().encode(), status=STATUSES.get(path, 404))

    def answer(
        self,
        body: bytes,
        *,
        status: int = 200,
        kind: str = "text/html; charset=utf-8",
        headers: Mapping[str, str] | None = None,
    ) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def trick_no_content(self) -> None:
        self.send_response(204)
        self.end_headers()

    def trick_tell(self) -> None:
        self.server.told.put(urlsplit(self.path).query)
        self.answer(b"")

    def trick_moved_elsewhere(self) -> None:
        self.answer(b"", status=301, headers={"Location": f"{self.server.elsewhere}/article"})

    def trick_cut(self) -> None:
        self._begin("Content-Length", "100000")
        self.wfile.write(article().encode()[:300])
        self._hang_up()

    def trick_bad_chunk(self) -> None:
        self._begin("Transfer-Encoding", "chunked")
        self.wfile.write(b"40\r\n" + article().encode()[:0x40] + b"\r\nnonsense\r\n")
        self._hang_up()

    def trick_no_answer(self) -> None:
        self.server.over.wait()

    trick_never = trick_no_answer

    def trick_dribble(self) -> None:
        self._begin("Content-Length", "100000")
        for letter in article(LOREM * 100):
            self.wfile.write(letter.encode())
            self.wfile.flush()
            if self.server.over.wait(0.1):
                return

    def trick_reset(self) -> None:
        # A linger of no time makes the system send RST in place of FIN.
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self._hang_up()

    def trick_early_end(self) -> None:
        self._hang_up()

    def _begin(self, name: str, value: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header(name, value)
        self.end_headers()

    def _hang_up(self) -> None:
        self.wfile.flush()
        self.close_connection = True
        self.connection.close()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def hostile() -> Iterator[Server]:
    """Serve the site while the context lasts."""
    with Server() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.over.set()
            server.shutdown()
            thread.join()


@dataclass(frozen=True)
class Run:
    """An audit of the site: what became of each path, and how long it took from its first request on."""

    report: Report
    pages: dict[str, PageSummary]
    took: dict[str, float]

    def rules(self, path: str) -> set[str]:
        """The rules that failed on a page."""
        groups = [group for group in self.report.groups if group.id in self.pages[path].groups]
        return {group.rule for group in groups if group.outcome == Outcome.FAILED}


def audited(server: Server, paths: Iterable[str], folder: Path, **settings: Any) -> Run:
    """Audit these paths of the site, in this order, in two browsers."""
    urls = folder / "urls.txt"
    urls.write_text("\n".join(server.site + path for path in paths), encoding="utf-8")
    took: dict[str, float] = {}

    def watch(progress: Progress) -> None:
        path = urlsplit(progress.url).path
        took.setdefault(path, time.monotonic() - server.asked[path])

    config = Config(targets=[str(urls)], out=str(folder / "out"), offline=True, workers=2, **settings)
    report = audit(config, watch)
    return Run(report, {page.url.removeprefix(server.site): page for page in report.pages}, took)
