"""Files a crawl needs besides pages (robots.txt, sitemaps), and pages when no rule needs a browser: plain HTTP, bounded."""

from __future__ import annotations

import gzip
import time
import zlib
from dataclasses import dataclass
from functools import cache
from io import BytesIO

import urllib3

from audit import __version__
from audit.crawl.address import resolve
from audit.model import Fault

MOST_BYTES = 64 * 1024 * 1024
"""No file of a site is read beyond this, as sent and as unpacked."""
USER_AGENT = f"newsroom-audit/{__version__}"


class FetchFailed(Exception):
    """A file could not be fetched: `fault` says of which kind, the message what happened."""

    def __init__(self, fault: Fault, message: str):
        super().__init__(message)
        self.fault = fault


@dataclass(frozen=True)
class Fetched:
    """An answer: its last address, status, headers (names in lower case) and body, unpacked."""

    url: str
    status: int
    headers: dict[str, str]
    body: bytes


@cache
def _pool() -> urllib3.PoolManager:
    retries = urllib3.Retry(
        connect=1,
        read=1,
        redirect=5,
        raise_on_redirect=True,
        # A site may ask for an hour, and urllib3 would sleep it ten times over.
        respect_retry_after_header=False,
    )
    return urllib3.PoolManager(retries=retries, maxsize=4)


def fetch(url: str, *, timeout: float = 20.0, user_agent: str = "", most: int = MOST_BYTES) -> Fetched:
    """Get a file. Raises FetchFailed with what went wrong; an HTTP error status is an answer, not a failure."""
    headers = {"User-Agent": user_agent or USER_AGENT, "Accept-Encoding": "gzip, deflate"}
    end = time.monotonic() + timeout
    try:
        answer = _pool().request(
            "GET", url, headers=headers, timeout=urllib3.Timeout(total=timeout), preload_content=False
        )
        try:
            body = _read(answer, most, end)
        finally:
            answer.close()
    except urllib3.exceptions.HTTPError as error:
        raise FetchFailed(_fault(error), f"{url}: {_cause(error)}") from error
    if len(body) > most:
        raise FetchFailed(Fault.BLOCKED, f"{url} is larger than {most // 1024 // 1024} MB")
    named = {name.lower(): value for name, value in answer.headers.items()}
    return Fetched(url=_last_address(url, answer), status=answer.status, headers=named, body=body)


def _read(answer: urllib3.BaseHTTPResponse, most: int, end: float) -> bytes:
    """The body, up to one byte more than `most`. urllib3's own limit begins anew with every piece that arrives."""
    body = bytearray()
    while len(body) <= most and (piece := answer.read1(most + 1 - len(body), decode_content=True)):
        body += piece
        if time.monotonic() > end:
            raise urllib3.exceptions.TimeoutError("the answer was not complete in time")
    return bytes(body)


def _last_address(url: str, answer: urllib3.BaseHTTPResponse) -> str:
    """Where the redirects led: `geturl` gives only a path."""
    for step in answer.retries.history if answer.retries else ():
        url = resolve(step.redirect_location or "", url) or url
    return url


def unpack(body: bytes, *, most: int = MOST_BYTES) -> bytes:
    """The content of a gzip file, or the bytes as they are. Raises FetchFailed when it is damaged or unpacks to too much."""
    if not body.startswith(b"\x1f\x8b"):
        return body
    try:
        content = gzip.GzipFile(fileobj=BytesIO(body)).read(most + 1)
    except (gzip.BadGzipFile, zlib.error, EOFError) as error:
        raise FetchFailed(Fault.CONNECTION, f"damaged gzip: {error}") from error
    if len(content) > most:
        raise FetchFailed(Fault.BLOCKED, f"unpacks to more than {most // 1024 // 1024} MB")
    return content


def _fault(error: Exception) -> Fault:
    cause = getattr(error, "reason", None) or error
    kinds = (
        (urllib3.exceptions.NameResolutionError, Fault.DNS),
        (urllib3.exceptions.SSLError, Fault.TLS),
        (urllib3.exceptions.NewConnectionError, Fault.REFUSED),
        (urllib3.exceptions.TimeoutError, Fault.TIMEOUT),
    )
    if isinstance(error, urllib3.exceptions.MaxRetryError) and "redirect" in str(cause):
        return Fault.REDIRECTS
    return next((fault for kind, fault in kinds if isinstance(cause, kind)), Fault.CONNECTION)


def _cause(error: Exception) -> str:
    cause = getattr(error, "reason", None) or error
    said = str(cause.args[0] if cause.args else cause)
    return said.partition(": ")[2] or said
