"""Which pictures a screen reader meets with words of their own."""

from __future__ import annotations

from audit.model import Snapshot
from audit.page import Page
from audit.page.alternatives import heard, heard_pictures
from audit.page.html import Element


def page(html: str) -> Page:
    return Page(Snapshot(url="/", served=html))


def alts(images: list[Element]) -> list[str | None]:
    return [image.get("alt") for image in images]


def test_pictures_are_heard_unless_nobody_meets_them() -> None:
    given = page(
        '<img src="/a.jpg" alt="Ferries"><img src="/b.jpg" alt=""><img src="/c.jpg">'
        '<div hidden><img src="/d.jpg" alt="Hidden"></div>'
        '<div aria-hidden="true"><img src="/e.jpg" alt="Silent"></div>'
        '<img src="/f.jpg" role="presentation" alt="Ornament">'
        '<img src="/g.gif" width="1" height="1" alt="Counter">'
    )
    assert ["Ferries"] == alts(heard(given))


def test_icons_are_heard_but_are_no_pictures() -> None:
    given = page('<img src="/a.jpg" alt="Ferries"><img class="icon" src="/i/phone.svg" alt="Telephone">')
    assert ["Ferries", "Telephone"] == alts(heard(given))
    assert ["Ferries"] == alts(heard_pictures(given))
