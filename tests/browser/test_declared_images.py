"""Declared pictures are loaded beside the page, and what came back is told as it was."""

from __future__ import annotations

import json
import socket
import sys
from typing import Any

import pytest

from audit.capture.visitor import Visitor
from tests.answers import Answer, answering

SVG = Answer(
    b'<svg xmlns="http://www.w3.org/2000/svg" width="640" height="360"/>', headers={"Content-Type": "image/svg+xml"}
)
HTML = {"Content-Type": "text/html; charset=utf-8"}
OTHERS = {"form_submit", "axe", "text_styles", "photo_files", "form_names"}


def page(*metas: str, data: object = None) -> Answer:
    head = "".join(f'<meta property="{meta.partition("=")[0]}" content="{meta.partition("=")[2]}">' for meta in metas)
    script = f'<script type="application/ld+json">{json.dumps(data)}</script>' if data else ""
    body = f"<!doctype html><title>Harbour</title>{head}{script}<h1>Harbour opens again</h1>"
    return Answer(body.encode(), headers=HTML)


def found(visitor: Visitor, answers: dict[str, Answer]) -> tuple[list[dict[str, Any]], list[str]]:
    with answering(answers) as site:
        shot = visitor.visit(f"{site.origin}/", sorted(OTHERS))
        return shot.artifacts["declared_images"]["images"], site.asked


def test_size_status_and_type_are_those_the_server_gives(visitor: Visitor) -> None:
    start = page("og:image=/a.svg", "og:image=/gone.jpg", "twitter:image=/page", "og:image:url=/moved.svg")
    moved = Answer(status=302, headers={"Location": "/a.svg"})
    images, _ = found(
        visitor, {"/": start, "/a.svg": SVG, "/page": Answer(b"<p>no", headers=HTML), "/moved.svg": moved}
    )
    assert [
        ("/a.svg", "loaded", 640, 360, 200, "image/svg+xml"),
        ("/gone.jpg", "failed", 0, 0, 404, ""),
        ("/page", "failed", 0, 0, 200, "text/html"),
        ("/moved.svg", "loaded", 640, 360, 200, "image/svg+xml"),
    ] == [
        (each["address"], each["ended"], each["width"], each["height"], each["status"], each["type"]) for each in images
    ]
    assert [True] * 4 == [each["own"] for each in images]


def test_pictures_of_json_ld_are_found_wherever_the_article_stands_in_it(visitor: Visitor) -> None:
    data = {
        "@graph": [
            {"@type": "WebSite", "image": "/none.svg"},
            {
                "headline": "Harbour",
                "image": ["/a.svg", {"url": "/b.svg"}, {"contentUrl": "/c.svg"}, 7, None],
                "publisher": {"logo": {"url": "/logo.svg"}},
            },
        ]
    }
    images, _ = found(visitor, {"/": page(data=data)})
    assert ["/a.svg", "/b.svg", "/c.svg", "/logo.svg"] == [each["address"] for each in images]


def test_a_copy_finds_its_pictures_beside_it_though_they_are_named_by_the_future_address(visitor: Visitor) -> None:
    start = page("og:url=https://paper.example/harbour/", "og:image=https://paper.example/a.svg")
    [image], _ = found(visitor, {"/": start, "/a.svg": SVG})
    assert (True, False, "loaded", 640) == (image["beside"], image["own"], image["ended"], image["width"])


def test_offline_no_other_host_is_asked_and_nothing_is_said_of_it(visitor: Visitor) -> None:
    start = page(
        "og:image=https://img.example/a.jpg", "og:image=data:image/png;base64,AAAA", "og:image=http://[", "og:image="
    )
    images, _ = found(visitor, {"/": start})
    assert [("", 0), ("", 0), ("", 0)] == [(each["ended"], each["status"]) for each in images]


def test_no_more_than_six_are_asked_for_and_each_once(visitor: Visitor) -> None:
    start = page(*(f"og:image=/{number % 9}.svg" for number in range(40)))
    images, asked = found(visitor, {"/": start})
    assert 6 == len(images) == len([path for path in asked if path.endswith(".svg")])


@pytest.mark.parametrize("data", ["{", "[" * 3000, '{"headline": 1, "image": {"url": {"url": 1}}}', '[null, 7, "x"]'])
def test_json_ld_of_any_kind_does_no_harm(visitor: Visitor, data: str) -> None:
    body = f'<!doctype html><title>H</title><script type="application/ld+json">{data}</script><h1>Harbour'
    images, _ = found(visitor, {"/": Answer(body.encode(), headers=HTML)})
    assert [] == images


def test_a_picture_that_does_not_come_in_time_is_late(visitor: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    # By its name in sys.modules: in the package the function has the module's name.
    monkeypatch.setattr(sys.modules["audit.capture.probes.declared_images"], "PATIENCE", 300)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        start = page(f"og:image=http://127.0.0.1:{silent.getsockname()[1]}/a.jpg")
        [image], _ = found(visitor, {"/": start})
    assert ("late", 0, 0, False) == (image["ended"], image["width"], image["status"], image["own"])
