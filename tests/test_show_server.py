"""Runs are served to this machine and to nobody else; what is new is told while it happens; everything ends with the server."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path

import pytest
from msgspec.structs import replace

from audit.crawl.store import Store
from audit.errors import ConfigError
from audit.model import Finding, Impact, Outcome, PageResult, State, Target
from audit.reporters import write
from audit.run import locked
from audit.show.server import MOST_STREAMS, serve
from tests import samples
from tests.conftest import write_site

HARM = "<script>alert(1)</script>"
NAME = "caf\u00e9 & 100%"


@dataclass(frozen=True)
class Reply:
    status: int
    body: str
    headers: dict[str, str]


Ask = Callable[..., Reply]


def reply(address: str, path: str, *, method: str = "GET", host: str = "") -> Reply:
    """What a plain client gets, which sends a path as it is."""
    place = address.removeprefix("http://").rstrip("/")
    with closing(HTTPConnection(place, timeout=10)) as client:
        client.putrequest(method, path, skip_host=True)
        client.putheader("Host", host or place)
        client.endheaders()
        answer = client.getresponse()
        body = answer.read().decode("utf-8", "replace")
        return Reply(answer.status, body, {name.lower(): value for name, value in answer.getheaders()})


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ask]:
    """A client of a folder with two runs, one of which has a name that is odd in addresses."""
    around = tmp_path_factory.mktemp("served")
    reports = around / "reports"
    write_site(around, {"/secret.html": "secret", "/outside/report.json": "{}", "/outside/index.html": "secret"})
    write_site(reports, {"/site/index.html": "secret", "/history.sqlite": "secret"})
    for name, report in (("paper", samples.sample()), (NAME, replace(samples.clean(), verdict=HARM))):
        folder = reports / name
        folder.mkdir()
        write(report, folder, ["html", "json"])
    paper = reports / "paper"
    names = ("/.lock", "/run.sqlite", "/snapshots/page.html", "/.hidden/page.html", "/tool.exe", "/snapshots/a.json.gz")
    write_site(paper, dict.fromkeys(names, "secret") | {"/pictures/a.svg": "<svg/>", "/junit.xml": "<x/>"})
    (paper / "linked.html").symlink_to(around / "secret.html")
    (reports / "elsewhere").symlink_to(around / "outside")
    with serve(reports) as address:
        yield lambda path, **more: reply(address, path, **more)


def test_the_list_names_the_runs_and_nothing_else(ask: Ask) -> None:
    page = ask("/").body
    assert samples.sample().verdict in page
    assert 'href="/run/paper/"' in page
    assert 'href="/run/caf%C3%A9%20%26%20100%25/"' in page
    assert HARM not in page
    assert "&lt;script&gt;" in page
    assert not [name for name in ("site", "history", "elsewhere", "secret") if f"/{name}" in page]


def test_a_run_is_shown_in_a_frame_and_its_report_as_it_is(ask: Ask) -> None:
    page = ask("/run/caf%C3%A9%20%26%20100%25/").body
    assert 'src="/report/caf%C3%A9%20%26%20100%25/index.html"' in page
    assert "<title>" in ask("/report/caf%C3%A9%20%26%20100%25/index.html").body


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/report/paper/index.html", "text/html; charset=utf-8"),
        ("/report/paper/report.json", "application/json"),
        ("/report/paper/pictures/a.svg", "image/svg+xml"),
        ("/report/paper/junit.xml", "text/plain; charset=utf-8"),
        ("/live.js", "text/javascript; charset=utf-8"),
        ("/live.css", "text/css; charset=utf-8"),
    ],
)
def test_the_parts_of_a_report_are_served_as_what_they_are(ask: Ask, path: str, kind: str) -> None:
    found = ask(path)
    assert (200, kind, "nosniff") == (
        found.status,
        found.headers["content-type"],
        found.headers["x-content-type-options"],
    )


@pytest.mark.parametrize(
    "path",
    [
        "/report/paper/",
        "/report/paper",
        "/report/paper/run.sqlite",
        "/report/paper/.lock",
        "/report/paper/.hidden/page.html",
        "/report/paper/snapshots/page.html",
        "/report/paper/snapshots/a.json.gz",
        "/report/paper/tool.exe",
        "/report/paper/pictures/",
        "/report/paper/linked.html",
        "/report/paper/../../secret.html",
        "/report/paper/..%2f..%2fsecret.html",
        "/report/paper/%2e%2e/%2e%2e/secret.html",
        "/report/paper/pictures/..%5c..%5csecret.html",
        "/report/paper//index.html",
        "/report/paper/%00.html",
        "/report/../secret.html",
        "/report/%2e%2e/secret.html",
        "/report/elsewhere/index.html",
        "/report/site/index.html",
        "/report/history.sqlite",
        "/run/elsewhere/",
        "/run/../",
        "/run/%2e%2e/",
        "/run/paper",
        "/events/elsewhere",
        "//evil.example/",
        "/pages.py",
        "/base.html.jinja",
    ],
)
def test_nothing_but_runs_is_served(ask: Ask, path: str) -> None:
    found = ask(path)
    assert 404 == found.status
    assert "secret" not in found.body


def test_every_answer_forbids_what_it_does_not_need(ask: Ask) -> None:
    policies = {path: ask(path).headers["content-security-policy"] for path in ("/", "/run/paper/", "/missing")}
    assert {"default-src 'none'; script-src 'self'; style-src 'self'"} == {
        policy.partition("; connect-src")[0] for policy in policies.values()
    }
    assert all("frame-ancestors 'none'" in policy for policy in policies.values())
    report = ask("/report/paper/index.html").headers["content-security-policy"]
    assert "default-src 'none'" in report
    assert "frame-ancestors 'self'" in report
    assert "connect-src" not in report
    assert "sandbox; default-src 'none'" == ask("/report/paper/pictures/a.svg").headers["content-security-policy"]
    assert {"same-origin"} == {
        ask(path).headers["cross-origin-resource-policy"] for path in ("/", "/live.js", "/report/paper/report.json")
    }


def test_who_calls_this_machine_by_another_name_gets_nothing(ask: Ask) -> None:
    """A page of a site whose name leads to 127.0.0.1 could read the answers otherwise."""
    found = [ask("/", host=host) for host in ("evil.example", "evil.example:80", "127.0.0.1:1", "127.0.0.1", "[::1]")]
    assert [421] * 5 == [each.status for each in found]
    assert not [each for each in found if "paper" in each.body]


def test_head_tells_what_get_would_and_nothing_else_is_answered(ask: Ask) -> None:
    for path in ("/", "/report/paper/index.html", "/missing"):
        head, full = ask(path, method="HEAD"), ask(path)
        assert (full.status, full.headers["content-length"], "") == (
            head.status,
            head.headers["content-length"],
            head.body,
        )
    assert 501 == ask("/", method="POST").status


def test_a_port_that_is_taken_is_one_sentence(tmp_path: Path) -> None:
    with serve(tmp_path) as address:
        port = int(address.rstrip("/").rpartition(":")[2])
        with pytest.raises(ConfigError, match=rf"^Port {port} cannot be had: .+ Choose another one with --port\.$"):
            serve(tmp_path, port).__enter__()


# --- while a run goes on ------------------------------------------------------------------------------------------


@contextmanager
def listening(address: str, path: str) -> Iterator[Callable[[], dict[str, str]]]:
    """What a page is told, one word after the other."""
    with closing(HTTPConnection(address.removeprefix("http://").rstrip("/"), timeout=10)) as client:
        client.request("GET", path)
        answer: HTTPResponse = client.getresponse()

        def heard() -> dict[str, str]:
            line = b""
            while not line.startswith(b"data: "):
                line = answer.readline()
                assert line, "the server has nothing more to say"
            told: dict[str, str] = json.loads(line.removeprefix(b"data: "))
            return told

        yield heard


def page(url: str, message: str) -> PageResult:
    finding = Finding(
        rule="image-alt-filename",
        outcome=Outcome.FAILED,
        impact=Impact.SERIOUS,
        url=url,
        target=Target(selector="img"),
        message=message,
        fingerprint=message,
    )
    return PageResult(url=url, state=State.AUDITED, findings=[finding])


def test_what_a_run_finds_is_told_while_it_goes_on_and_its_report_when_it_has_ended(tmp_path: Path) -> None:
    folder = tmp_path / "paper"
    with serve(tmp_path) as address, locked(folder):
        with (
            Store(folder) as store,
            listening(address, "/events/paper") as heard,
            listening(address, "/events") as all_of_it,
        ):
            store.put_fact("accepted", "2")
            begun, listed = heard(), all_of_it()
            store.put(0, page("/flood.html", f"The picture is called {HARM}"))
            found = heard()
            while "1 2 1" != found["version"]:
                found = heard()
            shown = reply(address, "/run/paper/").body
            assert listed != all_of_it()
            write(samples.clean(), folder, ["html", "json"])
            written = heard()
        assert begun["version"] != found["version"]
        assert begun["stamp"] == found["stamp"] != written["stamp"]
    assert "1 of 2 pages" in shown
    assert "The picture is called &lt;script&gt;" in shown
    assert "<iframe" not in shown


def test_a_run_that_did_not_end_says_so(tmp_path: Path) -> None:
    with Store(tmp_path / "paper") as store:
        store.put(0, page("/", "fault"))
    with serve(tmp_path) as address:
        assert "did not come to its end" in reply(address, "/").body
        assert "did not come to its end" in reply(address, "/run/paper/").body


def test_an_empty_folder_says_what_to_do(tmp_path: Path) -> None:
    with serve(tmp_path / "reports") as address:
        assert "There is no audit here yet." in reply(address, "/").body


def test_the_server_ends_with_all_its_threads_whoever_still_listens(tmp_path: Path) -> None:
    before = set(threading.enumerate())
    with serve(tmp_path) as address, listening(address, "/events") as heard:
        # Browsers open connections ahead of time, and say nothing on them.
        silent = HTTPConnection(address.removeprefix("http://").rstrip("/"))
        silent.connect()
        heard()
        assert address.startswith("http://127.0.0.1:")
    silent.close()
    assert before == set(threading.enumerate())


def test_more_pages_than_anybody_looks_at_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert MOST_STREAMS > 6, "a browser opens six connections to a server"
    monkeypatch.setattr("audit.show.server.MOST_STREAMS", 1)
    with serve(tmp_path) as address, listening(address, "/events") as heard:
        heard()
        assert 503 == reply(address, "/events").status
