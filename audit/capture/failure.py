"""Why a page could not be audited, in the words of the ledger."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus

from audit.crawl.address import identity
from audit.model import Fault, Skip


class VisitFailed(Exception):
    """A page cannot be audited; `reason` is a Fault (an error) or a Skip (not wanted)."""

    def __init__(self, reason: Fault | Skip, detail: str, *, status: int = 0, location: str = ""):
        super().__init__(detail)
        self.reason = reason
        self.detail = detail
        self.status = status
        self.location = location
        """Where a redirect led."""


@dataclass
class Arrival:
    """What is learned on the way to a document."""

    status: int = 0
    headers: dict[str, str] = field(default_factory=dict)
    broken: str = ""
    """The browser's error when the document's own request failed."""
    aborted: str = ""
    """What the page itself led to without leaving (a download, mailto:): that ends its reading if it was not yet read."""
    lost: list[str] = field(default_factory=list)
    """Style sheets that did not load."""


HTML_TYPES = ("text/html", "application/xhtml+xml")


def refuse_no_page(asked: str, answered: str, status: int, headers: Mapping[str, str]) -> None:
    """Raise VisitFailed unless the answer is an HTML page under the address that was asked for."""
    if status >= 400:
        raise VisitFailed(Fault.HTTP_STATUS, _phrase(status), status=status)
    kind = headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind and kind not in HTML_TYPES:
        raise VisitFailed(Skip.NOT_HTML, kind, status=status)
    final = identity(answered)
    if final != identity(asked):
        raise VisitFailed(Skip.REDIRECT, final, status=status, location=final)


def _phrase(status: int) -> str:
    """The status with the words the standard has for it, e.g. “404 Not Found” (RFC 9110, section 15)."""
    known = {member.value: member.phrase for member in HTTPStatus}
    return f"{status} {known.get(status, '')}".strip()


# https://source.chromium.org/chromium/chromium/src/+/main:net/base/net_error_list.h
_ERRORS = (
    (re.compile(r"NAME_NOT_RESOLVED|NAME_RESOLUTION"), Fault.DNS),
    (
        re.compile(r"CONNECTION_REFUSED|ADDRESS_UNREACHABLE|INTERNET_DISCONNECTED|PROXY_CONNECTION|TUNNEL_CONNECTION"),
        Fault.REFUSED,
    ),
    (re.compile(r"_CERT_|SSL|BAD_SSL|CERTIFICATE"), Fault.TLS),
    (re.compile(r"TIMED_OUT|TIMEOUT"), Fault.TIMEOUT),
    (re.compile(r"TOO_MANY_REDIRECTS"), Fault.REDIRECTS),
    (re.compile(r"BLOCKED|UNSAFE_|DISALLOWED|ACCESS_DENIED"), Fault.BLOCKED),
    (re.compile(r"crashed|Target closed|has been closed|Target page", re.IGNORECASE), Fault.CRASHED),
    (re.compile(r"net::ERR_"), Fault.CONNECTION),
)
_LED = re.compile(r"\(the page itself leads to [^)]*\)")
_NET = re.compile(r"net::ERR_\w+")


def fault_of(message: str, broken: str = "") -> VisitFailed:
    """The failure that a message of the browser stands for; `broken` is what the document's own request said."""
    if "Download is starting" in message:
        return VisitFailed(Skip.NOT_HTML, "a download")
    for said in (broken, message):
        for pattern, fault in _ERRORS:
            if said and pattern.search(said):
                named = _NET.search(said)
                led = _LED.search(said)
                detail = named.group() if named else said.splitlines()[0][:200]
                return VisitFailed(fault, f"{detail} {led.group()[:200]}" if led else detail)
    return VisitFailed(Fault.INTERNAL, (broken or message).splitlines()[0][:200])
