"""A page without a browser, for runs whose rules read HTML only."""

from __future__ import annotations

import re

from audit.capture.failure import VisitFailed, refuse_no_page
from audit.crawl.address import identity
from audit.crawl.fetch import FetchFailed, fetch
from audit.model import Fault, Snapshot
from audit.page import html

SHELL_WORDS = 20
"""A page with scripts and fewer words than this gets its content from the scripts."""

_CHARSET = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_HEADER_CHARSET = re.compile(r"charset\s*=\s*\"?([\w-]+)", re.IGNORECASE)


def visit(url: str, *, timeout: float, user_agent: str = "") -> Snapshot:
    """Fetch an address. Raises VisitFailed when what answers is no page to audit."""
    try:
        answer = fetch(url, timeout=timeout, user_agent=user_agent)
    except FetchFailed as error:
        raise VisitFailed(error.fault, str(error)) from error
    refuse_no_page(url, answer.url, answer.status, answer.headers)
    served = decode(answer.body, answer.headers.get("content-type", ""))
    _refuse_shell(served, answer.status)
    return Snapshot(
        url=url,
        final_url=identity(url),
        status=answer.status,
        headers=answer.headers,
        served=served,
    )


def decode(body: bytes, content_type: str = "") -> str:
    """HTML as text, by the byte-order mark, the header, the page's own declaration, else UTF-8 (WHATWG encoding sniffing)."""
    if body.startswith(b"\xef\xbb\xbf"):
        return body.decode("utf-8-sig", "replace")
    named = _HEADER_CHARSET.search(content_type)
    declared = _CHARSET.search(body[:4096])
    label = named.group(1) if named else declared.group(1).decode("ascii") if declared else "utf-8"
    # In HTML these labels mean the Windows code page (https://encoding.spec.whatwg.org/#names-and-labels).
    label = {
        "iso-8859-1": "windows-1252",
        "latin1": "windows-1252",
        "ascii": "windows-1252",
        "us-ascii": "windows-1252",
    }.get(label.lower(), label)
    try:
        return body.decode(label, "replace")
    except (LookupError, UnicodeError):  # no codec of that name, or one that is none of text (idna, undefined)
        return body.decode("utf-8", "replace")


def _refuse_shell(served: str, status: int) -> None:
    """A page that only scripts fill must not pass for one on which nothing is wrong."""
    if is_shell(served):
        detail = "its content comes from scripts, which were not run: no rule of this run needs a browser"
        raise VisitFailed(Fault.EMPTY, detail, status=status)


def is_shell(served: str) -> bool:
    """Whether a page has next to no words before its scripts run."""
    tree = html.parse(served)
    has_scripts = next(tree.iter("script"), None) is not None
    return has_scripts and len(html.text(html.body(tree)).split()) < SHELL_WORDS
