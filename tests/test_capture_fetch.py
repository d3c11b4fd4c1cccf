"""A page without a browser: what is no page to audit says why, and text is read as a browser reads it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from audit.capture.failure import VisitFailed
from audit.capture.fetch import decode, visit
from audit.model import Fault, Skip
from tests.answers import Answer, Answers, answering

HTML = {"Content-Type": "text/html; charset=utf-8"}
SHELL = (
    b"<title>App</title><div id=app></div><noscript>Please enable scripts, they are needed here, as are %s</noscript>"
)


@pytest.fixture(scope="module")
def site() -> Iterator[Answers]:
    answers = {
        "/": Answer("<title>Café</title><p>Text".encode(), headers=HTML | {"X-Robots-Tag": "noarchive"}),
        "/untyped": Answer(b"<p>Text"),
        "/xhtml": Answer(b"<p>Text</p>", headers={"Content-Type": "Application/XHTML+XML"}),
        "/shell": Answer(SHELL + b"<script src=/app.js></script>", headers=HTML),
        "/static": Answer(b"<script src=/app.js></script><p>" + b"word " * 20, headers=HTML),
        "/gone": Answer(b"<h1>Gone</h1>", 410, HTML),
        "/broken": Answer(b"<h1>Oops</h1>", 500, HTML),
        "/old": Answer(status=301, headers={"Location": "/?from=old#top"}),
        "/?from=old": Answer(b"<p>Text", headers=HTML),
        "/same": Answer(status=302, headers={"Location": "/same?"}),
        "/report.pdf": Answer(b"%PDF-1.7", headers={"Content-Type": "application/pdf"}),
        "/cut": Answer(b"<title>Half", headers=HTML, cut=True),
    }
    with answering(answers) as running:
        yield running


def failure(url: str) -> VisitFailed:
    with pytest.raises(VisitFailed) as error:
        visit(url, timeout=5)
    return error.value


def test_a_page_is_taken_as_served(site: Answers) -> None:
    found = visit(f"{site.origin}/#top", timeout=5)
    assert (f"{site.origin}/#top", f"{site.origin}/", 200) == (found.url, found.final_url, found.status)
    assert ("<title>Café</title><p>Text", "") == (found.served, found.rendered)
    assert ("noarchive", []) == (found.headers["x-robots-tag"], found.gaps)


@pytest.mark.parametrize("path", ["/untyped", "/xhtml"])
def test_a_page_may_be_untyped_or_xhtml(site: Answers, path: str) -> None:
    assert "Text" in visit(site.origin + path, timeout=5).served


@pytest.mark.parametrize(
    ("path", "reason", "detail", "status"),
    [
        ("/gone", Fault.HTTP_STATUS, "410 Gone", 410),
        ("/broken", Fault.HTTP_STATUS, "500 Internal Server Error", 500),
        ("/report.pdf", Skip.NOT_HTML, "application/pdf", 200),
    ],
)
def test_what_is_no_page_says_why(site: Answers, path: str, reason: Fault | Skip, detail: str, status: int) -> None:
    found = failure(site.origin + path)
    assert (reason, detail, status, "") == (found.reason, found.detail, found.status, found.location)


def test_half_a_page_is_not_audited(site: Answers) -> None:
    found = failure(f"{site.origin}/cut")
    assert Fault.CONNECTION == found.reason
    assert f"{site.origin}/cut: IncompleteRead(11 bytes read, 100 more expected)" == found.detail


def test_a_redirect_is_another_page_which_it_names(site: Answers) -> None:
    found = failure(f"{site.origin}/old")
    assert (Skip.REDIRECT, f"{site.origin}/?from=old") == (found.reason, found.location)


def test_a_page_that_redirects_to_itself_for_ever_is_given_up(site: Answers) -> None:
    assert Fault.REDIRECTS == failure(f"{site.origin}/same").reason


def test_a_page_whose_content_comes_from_scripts_is_not_audited(site: Answers) -> None:
    refused = failure(f"{site.origin}/shell")
    assert Fault.EMPTY == refused.reason
    assert refused.detail.startswith("its content comes from scripts, which were not run")
    assert [] == visit(f"{site.origin}/static", timeout=5).gaps


@pytest.mark.parametrize(
    ("body", "content_type", "text"),
    [
        ("Café".encode(), "text/html; charset=UTF-8", "Café"),
        ("Café".encode(), 'text/html;charset="utf-8"', "Café"),
        ("Café".encode(), "text/html", "Café"),
        (b"\xef\xbb\xbfCaf\xc3\xa9", "text/html; charset=iso-8859-1", "Café"),
        ("“Café”".encode("cp1252"), "text/html; charset=ISO-8859-1", "“Café”"),
        (b"<meta charset=latin1>Caf\xe9", "text/html", "<meta charset=latin1>Café"),
        (
            b'<meta http-equiv="Content-Type" content="text/html; charset=windows-1251">\xc4\xe0',
            "",
            '<meta http-equiv="Content-Type" content="text/html; charset=windows-1251">Да',
        ),
        (b"<meta charset=latin1>Caf\xc3\xa9", "text/html; charset=utf-8", "<meta charset=latin1>Café"),
        ("日本".encode("shift_jis"), "text/html; charset=Shift_JIS", "日本"),
        (b"Caf\xe9", "text/html; charset=utf-8", "Caf\ufffd"),
        ("Café".encode(), "text/html; charset=no-such-thing", "Café"),
        (b"Caf&eacute;", "text/html; charset=hex", "Caf&eacute;"),
        (b"Caf\xc3\xa9", "text/html; charset=idna", "Café"),
        (b"", "", ""),
    ],
)
def test_bytes_are_read_by_their_mark_the_header_or_the_page_itself(body: bytes, content_type: str, text: str) -> None:
    assert text == decode(body, content_type)
