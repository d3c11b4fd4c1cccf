"""The alternative texts of a page: which pictures a screen reader meets with words of their own."""

from __future__ import annotations

from audit.page import Page, once
from audit.page.html import Element, attr, is_hidden_from_readers, roles
from audit.page.pictures import Kind, kind

PICTURED = frozenset({Kind.PHOTO, Kind.TEASER, Kind.PORTRAIT, Kind.VIDEO})
"""Kinds that show something; icons, adverts and counters have rules of their own."""


@once
def heard(page: Page) -> list[Element]:
    """The pictures whose alternative text a screen reader says, in document order."""
    return [image for image in page.tree.iter("img") if attr(image, "alt") and _is_met(page, image)]


@once
def heard_pictures(page: Page) -> list[Element]:
    """Those of them that show something: no icons, no adverts."""
    return [image for image in heard(page) if kind(page, image) in PICTURED]


def _is_met(page: Page, image: Element) -> bool:
    return (
        kind(page, image) is not Kind.PIXEL
        and not {"presentation", "none"}.intersection(roles(image))
        and not is_hidden_from_readers(image)
    )
