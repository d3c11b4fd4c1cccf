"""Plain HTTP, bounded in size and time, and every failure of a kind."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from socket import create_server, gaierror
from threading import Event, Thread

import pytest

from audit import __version__
from audit.crawl.fetch import FetchFailed, fetch, unpack
from audit.model import Fault
from tests.answers import Answer, Answers, answering

MOVED = {"Location": "/new/"}


@pytest.fixture(scope="module")
def site() -> Iterator[Answers]:
    answers = {
        "/": Answer(b"<h1>Hello</h1>", headers={"Content-Type": "text/html", "X-Odd": "1"}),
        "/gone": Answer(b"gone", 410),
        "/old": Answer(status=301, headers=MOVED),
        "/older": Answer(status=302, headers={"Location": "ORIGIN/old"}),
        "/new/": b"new",
        "/loop": Answer(status=302, headers={"Location": "/loop"}),
        "/away": Answer(status=302, headers={"Location": "file:///etc/passwd"}),
        "/busy": Answer(b"later", 503, {"Retry-After": "1"}),
        "/gzip": Answer(gzip.compress(b"x" * 3_000_000), headers={"Content-Encoding": "gzip"}),
        "/damaged": Answer(b"no gzip", headers={"Content-Encoding": "gzip"}),
        "/cut": Answer(b"half a pa", cut=True),
    }
    with answering(answers) as running:
        yield running


def fault_of(url: str, *, timeout: float = 5, most: int = 10_000_000) -> tuple[Fault, str]:
    with pytest.raises(FetchFailed) as failure:
        fetch(url, timeout=timeout, most=most)
    return failure.value.fault, str(failure.value)


def test_an_answer_has_its_address_status_headers_and_body(site: Answers) -> None:
    found = fetch(f"{site.origin}/")
    assert (f"{site.origin}/", 200, b"<h1>Hello</h1>") == (found.url, found.status, found.body)
    assert ("text/html", "1") == (found.headers["content-type"], found.headers["x-odd"])


def test_the_tool_says_its_name_unless_told_another(site: Answers) -> None:
    fetch(f"{site.origin}/")
    fetch(f"{site.origin}/", user_agent="Desk/2")
    assert {f"newsroom-audit/{__version__}", "Desk/2"} <= site.agents


def test_an_error_status_is_an_answer(site: Answers) -> None:
    assert 410 == fetch(f"{site.origin}/gone").status


def test_redirects_are_followed_and_the_last_address_is_told(site: Answers) -> None:
    found = fetch(f"{site.origin}/older")
    assert (f"{site.origin}/new/", b"new") == (found.url, found.body)


def test_a_loop_of_redirects_ends(site: Answers) -> None:
    assert (Fault.REDIRECTS, f"{site.origin}/loop: too many redirects") == fault_of(f"{site.origin}/loop")
    assert 6 == site.asked.count("/loop")


def test_a_redirect_to_a_file_is_not_followed(site: Answers) -> None:
    assert Fault.CONNECTION == fault_of(f"{site.origin}/away")[0]


def test_a_site_that_wants_to_be_asked_in_an_hour_does_not_stop_the_run(site: Answers) -> None:
    assert 503 == fetch(f"{site.origin}/busy", timeout=5).status
    assert 1 == site.asked.count("/busy")


def test_compression_is_undone(site: Answers) -> None:
    assert b"x" * 3_000_000 == fetch(f"{site.origin}/gzip").body


def test_what_is_too_large_once_unpacked_is_refused(site: Answers) -> None:
    assert (Fault.BLOCKED, f"{site.origin}/gzip is larger than 2 MB") == fault_of(
        f"{site.origin}/gzip", most=2 * 1024**2
    )


@pytest.mark.parametrize("path", ["/cut", "/damaged"])
def test_half_an_answer_is_a_broken_connection(site: Answers, path: str) -> None:
    fault, said = fault_of(site.origin + path)
    assert Fault.CONNECTION == fault
    assert said.startswith(f"{site.origin}{path}: ")
    assert "(" != said.removeprefix(f"{site.origin}{path}: ")[0]


def test_after_a_failure_the_next_answer_is_whole(site: Answers) -> None:
    fault_of(f"{site.origin}/gzip", most=1000)
    assert b"new" == fetch(f"{site.origin}/new/").body


def test_an_answer_that_trickles_in_for_ever_is_given_up() -> None:
    """urllib3's own limit begins anew with every byte."""
    over = Event()

    def trickle() -> None:
        client, _ = listener.accept()
        with client:
            client.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")
            try:
                while not over.wait(0.01):
                    client.sendall(b"x")
            except OSError:
                return  # it was given up

    with create_server(("127.0.0.1", 0)) as listener:
        server = Thread(target=trickle)
        server.start()
        try:
            fault, _ = fault_of(f"http://127.0.0.1:{listener.getsockname()[1]}/", timeout=0.1)
        finally:
            over.set()
            server.join()
    assert Fault.TIMEOUT == fault


def test_a_server_that_does_not_answer_is_a_timeout() -> None:
    with create_server(("127.0.0.1", 0)) as silent:
        assert Fault.TIMEOUT == fault_of(f"http://127.0.0.1:{silent.getsockname()[1]}/", timeout=0.05)[0]


def test_a_port_nobody_listens_on_refuses() -> None:
    with create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    assert Fault.REFUSED == fault_of(f"http://127.0.0.1:{port}/")[0]


def test_a_host_that_does_not_exist_is_not_found(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_: object) -> None:
        raise gaierror("Name or service not known")

    monkeypatch.setattr("socket.getaddrinfo", unknown)
    assert Fault.DNS == fault_of("http://nowhere.invalid/")[0]


def test_plain_bytes_stay_as_they_are_and_gzip_is_unpacked_with_all_its_parts() -> None:
    assert b"<urlset/>" == unpack(b"<urlset/>")
    assert b"onetwo" == unpack(gzip.compress(b"one") + gzip.compress(b"two"))


@pytest.mark.parametrize(
    "damaged",
    [gzip.compress(b"x" * 1000)[:-9], b"\x1f\x8b", gzip.compress(b"one") + b"\x1f\x8bx"],
    ids=["cut", "only its mark", "with something behind it"],
)
def test_damaged_gzip_is_refused(damaged: bytes) -> None:
    with pytest.raises(FetchFailed, match="damaged gzip: "):
        unpack(damaged)


def test_a_gzip_bomb_is_refused_before_it_is_unpacked() -> None:
    with pytest.raises(FetchFailed, match="unpacks to more than 1 MB"):
        unpack(gzip.compress(b"0" * 20_000_000), most=1024**2)
