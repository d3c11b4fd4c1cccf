"""The files of a page's photos are read from what the browser has loaded, without a request of our own."""

from __future__ import annotations

import sys

import pytest

from audit.capture.visitor import Visitor
from audit.check import Checked, check_page
from audit.page import Page
from audit.page.html import attr
from audit.rules import load_rules
from tests.browser.hostile import Server, article
from tests.photo_file import CAPTION, CREDIT, MAKER, RIGHTS, photo

RULE = load_rules()["image-embedded-credit"]
PHOTO = "<figure><img src='/signed.webp' alt='Fire'><figcaption>The fire. Photo: Piet de Haan</figcaption></figure>"
SMALL = "<img src='/small.png' alt='Ornament'>"


@pytest.fixture
def site(server: Server) -> Server:
    server.pages["/fire"] = article(PHOTO + SMALL)
    server.files |= {"/signed.webp": ("image/webp", photo("WEBP")), "/small.png": server.files["/late.png"]}
    return server


def checked(visitor: Visitor, site: Server) -> tuple[Page, Checked]:
    page = Page(visitor.visit(f"{site.site}/fire"))
    return page, check_page(page, [RULE])


def test_a_photo_is_read_from_what_is_loaded(visitor: Visitor, site: Server) -> None:
    page, result = checked(visitor, site)
    image = next(image for image in page.tree.iter("img") if attr(image, "alt") == "Fire")
    said = {"by": MAKER, "credit": CREDIT, "copyright": RIGHTS, "caption": CAPTION}
    assert {"reader": True, "photos": [{"n": page.number(image), **said}]} == page.artifact("photo_files")
    assert {"image-embedded-credit": {"cantTell": 1}} == result.counts
    assert 1 == site.times["/signed.webp"]


def test_without_a_reader_the_rule_is_untested(visitor: Visitor, site: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    # What is None there cannot be imported.
    monkeypatch.setitem(sys.modules, "PIL", None)
    page, result = checked(visitor, site)
    assert {"reader": False, "photos": []} == page.artifact("photo_files")
    assert {"image-embedded-credit": {"untested": 1}} == result.counts
    assert [] == page.snapshot.gaps
