"""A folder is served as static hosts do, and nothing outside it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path

import pytest

from audit.crawl import serve
from tests.conftest import write_site

SITE = {
    "/": "<h1>Front page</h1>",
    "/about/": "<h1>About us</h1>",
    "/2026/flood.html": "<h1>Flood</h1>",
    "/2026/café noir.html": "<h1>Café</h1>",
    "/empty/notes.txt": "nothing",
}
TYPES = {
    "page.HTML": "text/html",
    "feed.xml": "application/xml",
    "site.js": "text/javascript",
    "module.mjs": "text/javascript",
    "style.css": "text/css",
    "logo.svg": "image/svg+xml",
    "photo.jpg": "image/jpeg",
    "photo.webp": "image/webp",
    "photo.avif": "image/avif",
    "font.woff2": "font/woff2",
    "captions.vtt": "text/vtt",
    "site.webmanifest": "application/manifest+json",
    "data.json": "application/json",
    "LICENSE": "application/octet-stream",
}


@dataclass(frozen=True)
class Reply:
    status: int
    body: bytes
    headers: dict[str, str]


Ask = Callable[..., Reply]


@contextmanager
def asking(folder: Path) -> Iterator[Ask]:
    """A plain client, which sends a path as it is."""
    with serve.serve(folder) as origin, closing(HTTPConnection(origin.removeprefix("http://"), timeout=5)) as client:

        def ask(path: str, method: str = "GET") -> Reply:
            client.putrequest(method, path)
            client.endheaders()
            answer = client.getresponse()
            return Reply(answer.status, answer.read(), {name.lower(): value for name, value in answer.getheaders()})

        yield ask


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ask]:
    """A client of a site with links that lead out of its folder."""
    around = tmp_path_factory.mktemp("served")
    folder = write_site(around / "public", SITE | {f"/{name}": "content" for name in TYPES})
    write_site(around, {"/secret.html": "secret", "/outside/secret.html": "secret", "/outside/": "secret"})
    (folder / "linked.html").symlink_to(around / "secret.html")
    (folder / "elsewhere").symlink_to(around / "outside")
    (folder / "indexed").mkdir()
    (folder / "indexed/index.html").symlink_to(around / "secret.html")
    (folder / "latest.html").symlink_to(folder / "2026/flood.html")
    with asking(folder) as client:
        yield client


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/", b"<h1>Front page</h1>"),
        ("/index.html", b"<h1>Front page</h1>"),
        ("/about/", b"<h1>About us</h1>"),
        ("/about/?from=mail", b"<h1>About us</h1>"),
        ("/2026/flood.html", b"<h1>Flood</h1>"),
        ("/2026/flood", b"<h1>Flood</h1>"),
        ("/2026/caf%C3%A9%20noir.html", "<h1>Café</h1>".encode()),
        ("/2026/caf%c3%a9%20noir", "<h1>Café</h1>".encode()),
        ("/about/../2026/./flood.html", b"<h1>Flood</h1>"),
        ("/latest.html", b"<h1>Flood</h1>"),
    ],
)
def test_a_path_stands_for_its_file(ask: Ask, path: str, body: bytes) -> None:
    found = ask(path)
    assert (200, body) == (found.status, found.body)


def test_a_folder_is_addressed_with_a_slash(ask: Ask) -> None:
    found = ask("/about")
    assert (301, "/about/", b"") == (found.status, found.headers["location"], found.body)


@pytest.mark.parametrize(
    "path", ["/gone.html", "/empty/", "/empty", "/about/gone/", "/2026/flood.html/", "/%00", "/" + "a" * 5000]
)
def test_what_is_not_there_and_a_folder_without_a_page_is_404(ask: Ask, path: str) -> None:
    found = ask(path)
    assert (404, "text/html; charset=utf-8") == (found.status, found.headers["content-type"])
    assert b"notes.txt" not in found.body


def test_the_sites_own_404_page_is_shown_with_status_404(tmp_path: Path) -> None:
    with asking(write_site(tmp_path, {"/404.html": "<h1>Lost?</h1>"})) as ask:
        found = [ask("/gone.html"), ask("/404.html")]
    assert [(404, b"<h1>Lost?</h1>"), (200, b"<h1>Lost?</h1>")] == [(each.status, each.body) for each in found]


@pytest.mark.parametrize(
    "path",
    [
        "/../secret.html",
        "/../secret",
        "/..%2fsecret.html",
        "/%2e%2e/secret.html",
        "/%2e%2e%2fsecret.html",
        "/about/../../secret.html",
        "/about/%2e%2e/%2e%2e/secret.html",
        "//secret.html",
        "/linked.html",
        "/linked",
        "/elsewhere/secret.html",
        "/elsewhere/",
        "/elsewhere",
        "/indexed/",
    ],
)
def test_nothing_outside_the_folder_is_served(ask: Ask, path: str) -> None:
    found = ask(path)
    assert 404 == found.status
    assert b"secret" not in found.body


def test_the_page_named_like_the_folder_beside_it_is_outside(tmp_path: Path) -> None:
    """Clean URLs look for NAME.html beside NAME, and the folder itself has a name."""
    write_site(tmp_path, {"/public/about/": "About", "/public.html": "secret"})
    with asking(tmp_path / "public") as ask:
        assert 404 == ask("/").status


@pytest.mark.parametrize(("name", "kind"), TYPES.items())
def test_a_file_has_its_type_whatever_this_machine_knows(ask: Ask, name: str, kind: str) -> None:
    assert kind == ask(f"/{name}").headers["content-type"]


def test_head_tells_what_get_would_without_the_body(ask: Ask) -> None:
    for path in ("/", "/gone.html", "/about"):
        head, full = ask(path, "HEAD"), ask(path)
        assert (full.status, full.headers["content-length"], b"") == (
            head.status,
            head.headers["content-length"],
            head.body,
        )


def test_nothing_else_is_answered(ask: Ask) -> None:
    assert 501 == ask("/", "DELETE").status


def test_the_server_listens_on_this_machine_only_and_ends_with_its_context(tmp_path: Path) -> None:
    with serve.serve(tmp_path) as origin:
        assert origin.startswith("http://127.0.0.1:")
    with pytest.raises(ConnectionRefusedError), closing(HTTPConnection(origin.removeprefix("http://"))) as client:
        client.connect()


def test_the_pages_of_a_folder_are_its_html_files_sorted(tmp_path: Path) -> None:
    write_site(tmp_path, SITE | {"/old.HTM": "", "/feed.xml": "", "/x.xhtml": "", "/my.index.html": ""})
    assert [
        "/",
        "/2026/caf%C3%A9%20noir.html",
        "/2026/flood.html",
        "/about/",
        "/my.index.html",
        "/old.HTM",
        "/x.xhtml",
    ] == serve.pages(tmp_path)


def test_a_file_whose_name_is_no_utf_8_is_a_page_too(tmp_path: Path) -> None:
    name = os.fsdecode(b"caf\xe9.html")
    (tmp_path / name).write_text("Latin", encoding="utf-8")
    assert ["/caf%E9.html"] == serve.pages(tmp_path)
    with asking(tmp_path) as ask:
        assert b"Latin" == ask("/caf%E9.html").body


def test_reports_and_packages_are_no_pages_of_a_site(tmp_path: Path) -> None:
    names = ("/", "/node_modules/lib/doc.html", "/.git/page.html", "/reports/public/index.html")
    write_site(tmp_path, dict.fromkeys(names, "<h1>Page</h1>") | {"/reports/public/run.sqlite": ""})
    assert ["/"] == serve.pages(tmp_path)
    assert ["/"] == serve.pages(tmp_path / "reports/public")
