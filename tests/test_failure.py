"""What the browser says of a failure, in the words of the ledger."""

from __future__ import annotations

import pytest

from audit.capture.failure import fault_of
from audit.model import Fault, Skip

AT = " at http://127.0.0.1/\nCall log:\n  - navigating"


@pytest.mark.parametrize(
    ("message", "reason"),
    [
        ("Page.goto: net::ERR_NAME_NOT_RESOLVED", Fault.DNS),
        ("Page.goto: net::ERR_CONNECTION_REFUSED", Fault.REFUSED),
        ("Page.goto: net::ERR_CONNECTION_RESET", Fault.CONNECTION),
        ("Page.goto: net::ERR_EMPTY_RESPONSE", Fault.CONNECTION),
        ("Page.goto: net::ERR_INCOMPLETE_CHUNKED_ENCODING", Fault.CONNECTION),
        ("Page.goto: net::ERR_CERT_DATE_INVALID", Fault.TLS),
        ("Page.goto: net::ERR_SSL_PROTOCOL_ERROR", Fault.TLS),
        ("Page.goto: net::ERR_TIMED_OUT", Fault.TIMEOUT),
        ("Page.goto: net::ERR_CONNECTION_TIMED_OUT", Fault.TIMEOUT),
        ("Page.goto: net::ERR_TOO_MANY_REDIRECTS", Fault.REDIRECTS),
        ("Page.goto: net::ERR_BLOCKED_BY_CLIENT", Fault.BLOCKED),
        ("Page.goto: net::ERR_UNSAFE_PORT", Fault.BLOCKED),
        ("Page.goto: Page crashed", Fault.CRASHED),
        ("Page.goto: Target page, context or browser has been closed", Fault.CRASHED),
        ("Page.goto: Download is starting", Skip.NOT_HTML),
        ("Page.goto: something new", Fault.INTERNAL),
    ],
)
def test_a_message_of_the_browser_is_of_a_kind(message: str, reason: Fault | Skip) -> None:
    assert reason == fault_of(message + AT).reason


def test_the_detail_is_the_browsers_own_name_of_the_error_without_the_log() -> None:
    assert "net::ERR_CERT_DATE_INVALID" == fault_of("Page.goto: net::ERR_CERT_DATE_INVALID" + AT).detail
    assert "Page.goto: something new at http://127.0.0.1/" == fault_of("Page.goto: something new" + AT).detail


def test_what_the_documents_own_request_said_comes_first() -> None:
    found = fault_of("Page.goto: net::ERR_ABORTED" + AT, "net::ERR_CONTENT_DECODING_FAILED")
    assert (Fault.CONNECTION, "net::ERR_CONTENT_DECODING_FAILED") == (found.reason, found.detail)
