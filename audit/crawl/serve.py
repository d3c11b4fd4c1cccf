"""A folder of built HTML as a site on loopback, the way static hosts serve it."""

from __future__ import annotations

import os
import posixpath
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from io import BufferedReader, BytesIO
from pathlib import Path
from threading import Thread
from urllib.parse import quote, unquote, urlsplit

REPORT = "run.sqlite"
"""What tells the folder of a report from one of pages (audit/crawl/store.py)."""
HTML = (".html", ".htm", ".xhtml")


class _Handler(SimpleHTTPRequestHandler):
    """index.html for folders, page.html for /page, 404.html for what is not there; no listing, nothing outside the folder."""

    protocol_version = "HTTP/1.1"
    keeping = "max-age=60"
    """How long what pages share may be kept."""
    timeout = 60
    # Head and body leave in two writes, and the second would wait 40 ms for the first to be acknowledged.
    disable_nagle_algorithm = True
    # What the system's own table may lack or get wrong; the rest comes from mimetypes.
    extensions_map = SimpleHTTPRequestHandler.extensions_map | {
        ".avif": "image/avif",
        ".htm": "text/html",
        ".html": "text/html",
        ".js": "text/javascript",
        ".json": "application/json",
        ".mjs": "text/javascript",
        ".svg": "image/svg+xml",
        ".vtt": "text/vtt",
        ".webmanifest": "application/manifest+json",
        ".webp": "image/webp",
        ".woff2": "font/woff2",
        ".xml": "application/xml",
    }

    def send_head(self) -> BytesIO | BufferedReader | None:
        """Answer with the file the path stands for."""
        found = self._find()
        if found is None:
            return self._not_found()
        if found.is_dir():
            # A folder is addressed with a slash, or its relative links go astray.
            self.send_response(HTTPStatus.MOVED_PERMANENTLY)
            self.send_header("Location", urlsplit(self.path).path + "/")
            self.send_header("Content-Length", "0")
            self.end_headers()
            return None
        return self._send(found, HTTPStatus.OK)

    def _find(self) -> Path | None:
        asked = posixpath.normpath(unquote(urlsplit(self.path).path, errors="surrogateescape"))
        root = Path(self.directory).resolve()
        try:
            found = self._file_of(root / asked.lstrip("/"))
            # resolve follows links too: nothing outside the folder is served, whichever way it is asked for.
            return found if found and found.resolve().is_relative_to(root) else None
        except (OSError, ValueError):
            return None

    def _file_of(self, place: Path) -> Path | None:
        if place.is_file():
            return None if self.path.partition("?")[0].endswith("/") else place
        index = place / "index.html"
        if index.is_file():
            return index if urlsplit(self.path).path.endswith("/") else place
        page = place.with_name(place.name + ".html")
        return page if place.name and page.is_file() else None

    def _not_found(self) -> BytesIO | BufferedReader:
        page = Path(self.directory) / "404.html"
        if page.is_file():
            return self._send(page, HTTPStatus.NOT_FOUND)
        body = b"<!doctype html><html lang=en><title>Not found</title><h1>Not found</h1>"
        self.send_response(HTTPStatus.NOT_FOUND)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        return BytesIO(body)

    def _send(self, path: Path, status: HTTPStatus) -> BufferedReader:
        file = path.open("rb")
        size = os.fstat(file.fileno()).st_size
        self.send_response(status)
        # No charset: the page's own declaration decides, as on a host that sends none.
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Length", str(size))
        # A port may be another folder's a moment later: pages are asked for anew, what they share is not.
        self.send_header("Cache-Control", "no-cache" if path.suffix in HTML else self.keeping)
        self.end_headers()
        return file

    def log_message(self, *_: object) -> None:
        """Say nothing: the ledger tells what happened."""


class _FreshHandler(_Handler):
    """Of a folder that changes while it is served."""

    keeping = "no-cache"


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_: object) -> None:
        """A browser that hangs up is no news."""


@contextmanager
def serve(folder: Path, *, changes: bool = False) -> Iterator[str]:
    """
    Serve a folder on a free loopback port while the context lasts; gives the site's origin, http://127.0.0.1:port.

    Of a folder that `changes` meanwhile browsers keep nothing.
    """
    handler = _FreshHandler if changes else _Handler
    server = _Server(("127.0.0.1", 0), partial(handler, directory=str(folder)))
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


def pages(folder: Path) -> list[str]:
    """
    The paths of the folder's HTML files as a site has them, sorted: /, /about/, /2026/03/flood.html.

    Hidden folders, node_modules and the reports of earlier runs are no pages of a site.
    """
    return sorted(address(file.relative_to(folder)) for file in files(folder) if file.suffix.lower() in HTML)


def files(folder: Path) -> Iterator[Path]:
    """The files of a site in a folder, in no order; what is hidden, installed or a report is none."""
    for place, inner, names in os.walk(folder):
        inner[:] = [name for name in inner if not name.startswith(".") and name != "node_modules"]
        if REPORT in names and Path(place) != folder:
            inner.clear()
            continue
        yield from (Path(place) / name for name in names)


def address(file: Path) -> str:
    """The path a site has a file under, from the file's place in the folder."""
    name = file.as_posix()
    shown = name.removesuffix("index.html") if file.name == "index.html" else name
    # As bytes: a file's name need not be UTF-8.
    return "/" + quote(os.fsencode(shown))
