"""Forms are tried on a copy of the page, and nothing that happens there leaves it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib import import_module
from typing import Any

import pytest

from audit.capture.job import Job
from audit.capture.probes.form_submit import ACCEPTED, MOST_FORMS, REFUSED
from audit.capture.visitor import Visitor

# Every way out that a page has.
SENDS = """
const say = (path) => location.origin.replace("localhost", "127.0.0.1") + path;
fetch("/fetch", { method: "POST", body: "x" }).catch(() => 0);
fetch(say("/kept"), { method: "POST", mode: "no-cors", keepalive: true, body: "x" }).catch(() => 0);
navigator.sendBeacon("/beacon", "x");
new Image().src = "/ping";
const request = new XMLHttpRequest(); request.open("PUT", "/xhr"); request.send("x");
try { new WebSocket(say("/socket").replace("http", "ws")); } catch { }
try { new EventSource("/events"); } catch { }
const worker = `fetch("${say("/worker")}", { method: "POST", mode: "no-cors" });
  new WebSocket("${say("/worker-socket").replace("http", "ws")}")`;
try { new Worker(URL.createObjectURL(new Blob([worker]))); } catch { }
const late = document.createElement("script"); late.src = "/late.js?x=1"; document.body.append(late);
const jsonp = document.createElement("script"); jsonp.src = "/post-json?c=done&EMAIL=x"; document.body.append(jsonp);
const frame = document.createElement("iframe"); frame.src = "/frame"; document.body.append(frame);
const link = document.createElement("link"); link.rel = "prefetch"; link.href = "/prefetch"; document.head.append(link);
open("/popup");
"""
WAYS = {
    *("/fetch", "/kept", "/beacon", "/ping", "/xhr", "/socket", "/events", "/worker", "/worker-socket"),
    *("/late.js", "/post-json", "/frame", "/prefetch", "/popup"),
}
FIELD = "<label for=mail>E-mail</label> <input type=email id=mail name=mail>"


def page(body: str) -> str:
    return f"<!doctype html><html lang=en><head><meta charset=utf-8><title>Letter</title></head><body><main>{body}</main></body></html>"


class Recorder(ThreadingHTTPServer):
    """Serves pages and writes down everything that it is asked."""

    daemon_threads = True

    def __init__(self, pages: dict[str, str]) -> None:
        super().__init__(("127.0.0.1", 0), Writer)
        self.site = f"http://127.0.0.1:{self.server_port}"
        self.pages = pages
        self.asked: list[tuple[str, str]] = []

    def handle_error(self, *_: object) -> None:
        """A browser that hangs up is no news."""


class Writer(BaseHTTPRequestHandler):
    server: Recorder

    def _answer(self) -> None:
        path = self.path.partition("?")[0]
        if path != "/favicon.ico":
            self.server.asked.append((self.command, path))
        body = self.server.pages.get(path, "").encode()
        self.send_response(200 if path in self.server.pages else 404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def __getattr__(self, name: str) -> Any:
        """Every method of HTTP is answered alike."""
        if name.startswith("do_"):
            return self._answer
        raise AttributeError(name)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def recorder(pages: dict[str, str]) -> Iterator[Recorder]:
    with Recorder(pages) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()


@pytest.fixture(scope="module")
def trying(visitor: Visitor) -> Iterator[Visitor]:
    """The session's browser, which only tries forms now, and waits less long for them than for those of a real site."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(import_module("audit.capture.probes.form_submit"), "WATCHED", 0.6)
        # A process can drive one browser at a time.
        patch.setattr(visitor, "_job", Job(rules=[], needs=["form_submit"], offline=True))
        yield visitor


def tried(trying: Visitor, body: str) -> dict[str, Any]:
    with recorder({"/letter": page(body)}) as server:
        shot = trying.visit(f"{server.site}/letter")
        assert [("GET", "/letter")] * 2 == server.asked
    assert [] == shot.gaps
    [form] = shot.artifacts["form_submit"]["forms"]
    attempts: dict[str, Any] = form["attempts"]
    return attempts


def listening(source: str) -> str:
    return f"<script>document.querySelector('form').addEventListener('submit', (event) => {{ {source} }})</script>"


def test_what_a_page_sends_when_a_form_is_sent_never_arrives(trying: Visitor) -> None:
    form = f"<form action=/subscribe method=post novalidate>{FIELD}<button>Subscribe</button></form>"
    pages = {"/letter": page(form + listening(SENDS)), "/control": page(f"<script>{SENDS}</script>")}
    with recorder(pages) as server:
        shot = trying.visit(f"{server.site}/letter")
        assert [("GET", "/letter")] * 2 == server.asked
        assert "page" in shot.artifacts["form_submit"]["forms"][0]["attempts"]["valid"]["sent"]
        # The same script in a page that may: everything arrives, so the test would have seen it.
        trying.visit(f"{server.site}/control")
        assert {path for _, path in server.asked} - {"/letter", "/control"} >= WAYS - {"/prefetch"}


@pytest.mark.parametrize(
    ("attributes", "method"),
    [("action=/subscribe", "post"), ("action=/subscribe", "get"), ("action=/subscribe target=_blank", "post")],
)
def test_a_form_that_leads_to_another_page_stays_where_it_is(trying: Visitor, attributes: str, method: str) -> None:
    found = tried(trying, f"<form {attributes} method={method} novalidate>{FIELD}<button>Subscribe</button></form>")
    assert [["page"]] * 3 == [attempt["sent"] for attempt in found.values()]


def test_mailchimps_script_gets_an_answer(trying: Visitor) -> None:
    asks = (
        "event.preventDefault(); const s = document.createElement('script'); window.heard = (answer) => "
        "{ document.querySelector('.response').textContent = answer.msg }; "
        "s.src = '/subscribe/post-json?u=1&c=heard'; document.head.append(s)"
    )
    form = f"<form action=/subscribe/post novalidate>{FIELD}<button>Subscribe</button><p class=response></p></form>"
    found = tried(trying, form + listening(asks))
    assert REFUSED == found["empty"]["messages"][0]["text"]
    assert ACCEPTED == found["valid"]["messages"][0]["text"]
    assert found["valid"]["messages"][0]["ours"]


def test_the_browsers_own_bubble_is_told_from_a_script(trying: Visitor) -> None:
    field = FIELD.replace("name=mail", "name=mail required")
    found = tried(trying, f"<form action=/subscribe method=post>{field}<button>Subscribe</button></form>")
    assert [True, True, False] == [attempt["native"] for attempt in found.values()]
    assert 0 == found["empty"]["focus"]


@pytest.mark.parametrize(
    "form",
    [
        "<form action=/search><input type=search name=q aria-label=Search><button>Search</button></form>",
        "<form action=/in><input type=email name=mail><input type=password name=word><button>Go</button></form>",
        "<form action=/shop class=checkout><input type=email name=mail><button>Buy</button></form>",
        "<form action=/account><input type=email name=mail><button>Delete my account</button></form>",
        "<form action=/hidden hidden><input type=email name=mail><button>Subscribe</button></form>",
    ],
)
def test_other_forms_are_left_alone(trying: Visitor, form: str) -> None:
    with recorder({"/letter": page(form)}) as server:
        shot = trying.visit(f"{server.site}/letter")
        assert [("GET", "/letter")] == server.asked
    assert {"forms": []} == shot.artifacts["form_submit"]


def test_copies_of_a_form_are_tried_once_and_too_many_forms_are_told(trying: Visitor) -> None:
    same = f"<form action=/subscribe method=post>{FIELD}<button>Subscribe</button></form>" * 3
    other = "".join(
        f"<form action=/n novalidate><textarea name=n{'x' * n}></textarea><button>Send</button></form>"
        for n in range(MOST_FORMS)
    )
    with recorder({"/letter": page(same + other)}) as server:
        shot = trying.visit(f"{server.site}/letter")
    forms = shot.artifacts["form_submit"]["forms"]
    assert MOST_FORMS == len(forms)
    assert 3 == forms[0]["copies"]
    assert "1 more forms were not tried" in shot.gaps[0].reason


def test_a_page_that_is_another_when_it_comes_again_is_told(trying: Visitor) -> None:
    form = f"<form action=/subscribe method=post>{FIELD}<button>Subscribe</button></form>"
    with recorder({"/letter": page(form)}) as server:
        pages = iter([page(form), page("<p>Nothing here any more.</p>")])
        server.pages = _Changing(pages)
        shot = trying.visit(f"{server.site}/letter")
    assert ["form_submit"] == [gap.what for gap in shot.gaps]
    assert "was not there" in shot.gaps[0].reason


class _Changing(dict[str, str]):
    """A page that is another one each time."""

    def __init__(self, versions: Iterator[str]) -> None:
        super().__init__({"/letter": ""})
        self._versions = versions

    def get(self, key: str, default: Any = None) -> Any:
        return next(self._versions) if key == "/letter" else default


@pytest.mark.parametrize(
    "source",
    [
        "event.preventDefault(); alert('No!'); confirm('Really?')",
        "event.preventDefault(); location = '/elsewhere'",
        "event.preventDefault(); location.reload()",
        "document.open(); document.write('<p>Thank you, reader.'); document.close()",
        "document.body.remove()",
        "event.preventDefault(); event.target.remove()",
        "throw Error('mine')",
        "event.preventDefault(); setInterval(() => document.body.append('Look here. '), 5)",
        "event.preventDefault(); for (let n = 0; n < 20; n++) open('/popup')",
        "event.preventDefault(); window.close()",
    ],
)
def test_a_form_that_turns_the_page_over_costs_at_most_itself(trying: Visitor, source: str) -> None:
    form = f"<form action=/subscribe method=post novalidate>{FIELD}<button>Subscribe</button></form>"
    with recorder({"/letter": page(form + listening(source)), "/after": page(form)}) as server:
        shot = trying.visit(f"{server.site}/letter")
        assert [("GET", "/letter")] * 2 == server.asked
        assert {"form_submit"} >= {gap.what for gap in shot.gaps}
        after = trying.visit(f"{server.site}/after")
    assert 3 == len(after.artifacts["form_submit"]["forms"][0]["attempts"])
    assert [] == after.gaps


def test_fields_that_hide_a_forms_own_properties_do_not_stop_the_others(trying: Visitor) -> None:
    names = "elements submit contains isConnected addEventListener querySelectorAll getAttribute parentElement"
    clobbering = "".join(f"<input name={name}>" for name in names.split())
    form = f"<form action=/a novalidate>{FIELD}<button>Subscribe</button></form>"
    with recorder({"/letter": page(form + form.replace("</form>", f"{clobbering}</form>"))}) as server:
        shot = trying.visit(f"{server.site}/letter")
    assert [3, 3] == [len(each["attempts"]) for each in shot.artifacts["form_submit"]["forms"]]
    assert [] == shot.gaps
