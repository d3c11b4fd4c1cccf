"""
What the files of the page's photos say of themselves: IPTC and XMP, which agencies and cameras write into them.

Artifact: {"reader": bool, "photos": [{"n", "by", "credit", "copyright", "caption"}]}, where `n` is the element's number and a
property is missing where the file does not have it. `reader` is false where Pillow, the extra `image`, is not installed:
then no file was looked at.

The browser is asked for the bytes it has loaded already; nothing is requested anew.
"""

from __future__ import annotations

import json
from base64 import b64decode
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from io import BytesIO
from typing import TYPE_CHECKING, Any

from audit.capture.job import Job
from audit.capture.world import World, script
from audit.page.embedded import plain, read_xmp

if TYPE_CHECKING:
    from playwright.sync_api import CDPSession

MOST_PHOTOS = 8
SMALLEST = (300, 200)
"""Pixels of the file from which on a picture is a photo that may be signed."""
MOST_BYTES = 8_000_000
"""A larger file is not looked into."""
_FORMATS = ("JPEG", "PNG", "WEBP")
# https://iptc.org/std/photometadata/specification/IPTC-PhotoMetadata#iptc-core-schema-1-5-specifications: IIM datasets
_DATASETS = {(2, 80): "by", (2, 110): "credit", (2, 116): "copyright", (2, 120): "caption"}
_UTF8 = b"\x1b%G"


def photo_files(world: World, _job: Job) -> dict[str, Any]:
    """What the files of the first photos say."""
    if find_spec("PIL") is None:
        return {"reader": False, "photos": []}
    found = json.loads(world.run(script("photo_files.js"), SMALLEST, MOST_PHOTOS))
    with _loaded(world) as session:
        said = [{"n": photo["n"], **embedded(_bytes(session, world.top, photo["url"]))} for photo in found]
    return {"reader": True, "photos": [photo for photo in said if len(photo) > 1]}


@contextmanager
def _loaded(world: World) -> Iterator[CDPSession]:
    """A session that may ask for what the page has loaded; one of its own, so that its events end with it."""
    session = world.page.context.new_cdp_session(world.page)
    try:
        session.send("Page.enable")
        yield session
    finally:
        session.detach()


def _bytes(session: CDPSession, frame: str, url: str) -> bytes:
    """A loaded file; empty where the browser has let go of it or it is too large."""
    from playwright.sync_api import Error

    try:
        answer = session.send("Page.getResourceContent", {"frameId": frame, "url": url})
    except Error:
        return b""
    content: str = answer["content"]
    is_small = answer["base64Encoded"] and len(content) <= MOST_BYTES * 4 / 3
    return b64decode(content) if is_small else b""


def embedded(file: bytes) -> dict[str, str]:
    """What a picture's file says of itself, XMP before IPTC; nothing where it cannot be read."""
    import warnings

    from PIL import Image, IptcImagePlugin

    if not file:
        return {}
    try:
        # A picture of too many pixels is no danger here: only its head is read, nothing is decoded.
        with warnings.catch_warnings(), Image.open(BytesIO(file), formats=_FORMATS) as image:
            warnings.simplefilter("ignore")
            iptc = IptcImagePlugin.getiptcinfo(image) or {}
            packet = image.info.get("xmp", b"")
    except Exception:  # noqa: BLE001 - Pillow raises anything on a broken file, which costs only itself
        return {}
    return {**_iptc(iptc), **read_xmp(packet if isinstance(packet, bytes) else str(packet).encode())}


def _iptc(datasets: dict[tuple[int, int], Any]) -> dict[str, str]:
    encoding = "utf-8" if datasets.get((1, 90)) == _UTF8 else "latin-1"
    found = {}
    for dataset, name in _DATASETS.items():
        values = datasets.get(dataset, [])
        said = ", ".join(_decoded(value, encoding) for value in (values if isinstance(values, list) else [values]))
        if plain(said):
            found[name] = plain(said)
    return found


def _decoded(value: bytes, encoding: str) -> str:
    """Many programs write UTF-8 without saying so."""
    try:
        return value.decode("utf-8")
    except UnicodeDecodeError:
        return value.decode(encoding, "replace")
