"""A declared picture is known with what the page says of it and what was found at its address."""

from __future__ import annotations

from typing import Any

from audit.model import Snapshot
from audit.page import Page
from audit.page.declared import Declared, declared_images


def image(address: str, ended: str = "loaded", width: int = 1200, height: int = 630) -> dict[str, Any]:
    return {"address": address, "ended": ended, "width": width, "height": height}


def declared(head: str, *images: dict[str, Any]) -> list[Declared]:
    snapshot = Snapshot(
        url="/a/", served=f"<head>{head}</head>", artifacts={"declared_images": {"images": list(images)}}
    )
    return declared_images(Page(snapshot))


def test_a_size_belongs_to_the_picture_before_it() -> None:
    head = """<meta property="og:image" content="/a.jpg"><meta property="og:image:secure_url" content="/a.jpg">
    <meta property="og:image:width" content="1200"><meta property="og:image:height" content="630px">
    <meta property="og:image" content="/b.jpg"><meta property="og:image:width" content="wide">
    <meta name="twitter:image:src" content="/a.jpg">"""
    found = declared(head, image("/a.jpg"), image("/b.jpg"))
    assert [
        ("og:image", 1200, 630),
        ("og:image:secure_url", 1200, 630),
        ("og:image", None, None),
        ("twitter:image", None, None),
    ] == [(each.name, each.width, each.height) for each in found]


def test_pictures_of_json_ld_are_told_with_their_size() -> None:
    head = """<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Harbour", "image":
    [{"url": "/a.jpg", "width": 800, "height": "450"}, "/b.jpg", {"width": 7}, 3]}</script>"""
    found = declared(head, image("/a.jpg"), image("/b.jpg"))
    assert [("/a.jpg", 800, 450), ("/b.jpg", None, None)] == [(each.address, each.width, each.height) for each in found]
    assert {"image in JSON-LD"} == {each.name for each in found}


def test_what_was_not_looked_at_is_not_told_and_what_did_not_load_has_no_size() -> None:
    head = '<meta property="og:image" content="/a.jpg"><meta property="og:image" content="/b.jpg">'
    [found] = declared(head, image("/a.jpg", ended=""), image("/b.jpg", ended="failed", width=0, height=0))
    assert ("/b.jpg", None) == (found.address, found.real)
    [drawing] = declared(head, image("/a.jpg", width=0))
    assert drawing.real is None
