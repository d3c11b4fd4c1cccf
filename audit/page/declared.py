"""The pictures a page declares for other services, and what a browser found at their addresses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from audit.page import Page, once
from audit.page.html import Element, attr
from audit.page.structured import article_data

NAMES = frozenset({"og:image", "og:image:url", "og:image:secure_url", "twitter:image", "twitter:image:src"})


@dataclass(frozen=True)
class Declared:
    """A picture that the page declares and that was looked at."""

    name: str
    """“og:image”, “twitter:image” or “image in JSON-LD”."""
    element: Element
    address: str
    """As written."""
    found: dict[str, Any]
    """What the probe declared_images says of the address."""
    width: int | None = None
    height: int | None = None
    """As declared beside it."""

    @property
    def real(self) -> tuple[int, int] | None:
        """Width and height in its own pixels; None where it did not load or has none (SVG without a size)."""
        width, height = self.found["width"], self.found["height"]
        return (width, height) if self.found["ended"] == "loaded" and width and height else None


@once
def declared_images(page: Page) -> list[Declared]:
    """The declared pictures that were looked at, in the order of the page; needs the artifact of that name."""
    seen = {image["address"]: image for image in page.artifact("declared_images")["images"] if image["ended"]}
    said = [*_metas(page), *_json_ld(page)]
    return [
        Declared(name, element, address, seen[address], width, height)
        for name, element, address, width, height in said
        if address in seen
    ]


_Said = tuple[str, Element, str, int | None, int | None]


def _metas(page: Page) -> Iterator[_Said]:
    """A picture's size follows it: https://ogp.me/#array."""
    metas = [(_name(meta), meta) for meta in page.tree.iter("meta")]
    for place, (name, meta) in enumerate(metas):
        if name not in NAMES:
            continue
        sizes: dict[str, int | None] = {}
        for after, other in metas[place + 1 :]:
            if after in {"og:image", "og:image:url"}:
                break
            sizes.setdefault(after, _pixels(attr(other, "content")))
        is_og = name.startswith("og:")
        width, height = (sizes.get("og:image:width"), sizes.get("og:image:height")) if is_og else (None, None)
        yield name.removesuffix(":src"), meta, attr(meta, "content"), width, height


def _name(meta: Element) -> str:
    return (attr(meta, "property") or attr(meta, "name")).lower()


def _json_ld(page: Page) -> Iterator[_Said]:
    data = article_data(page)
    if not data or data.form != "JSON-LD":
        return
    for value in data.values("image"):
        if isinstance(value, str):
            yield "image in JSON-LD", data.element, value, None, None
        elif isinstance(value, dict):
            address = next((value[key] for key in ("url", "contentUrl") if isinstance(value.get(key), str)), "")
            yield "image in JSON-LD", data.element, address, _pixels(value.get("width")), _pixels(value.get("height"))


def _pixels(said: Any) -> int | None:
    written = re.fullmatch(r"\s*(\d{1,5})(\.0+)?\s*(px)?\s*", str(said))
    return int(written[1]) if written else None
