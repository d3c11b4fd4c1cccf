"""
What the file of a photo says of itself: who made it, whom to credit, what is seen (XMP, written by cameras and agencies).

The properties are those of https://iptc.org/std/photometadata/specification/IPTC-PhotoMetadata (read 2026-11). How the file
was read is the business of audit/capture/probes/photo_files.py.
"""

from __future__ import annotations

import re

from audit.page.html import Element, parse_rendered
from audit.page.text import clean, collapse

LONGEST_PACKET = 500_000
"""Bytes of XMP above which it is not read; a credit needs a few hundred, previews of pictures fill the rest."""
LONGEST = 1_000
"""Letters that are kept of each property."""

_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_PHOTOSHOP = "{http://ns.adobe.com/photoshop/1.0/}"
_START = re.compile(r"<(?:\w+:)?(?:x[ma]pmeta|RDF)\b")
_PROPERTIES = {
    f"{_DC}creator": "by",
    f"{_PHOTOSHOP}Credit": "credit",
    f"{_DC}rights": "copyright",
    f"{_DC}description": "caption",
}


def read_xmp(packet: bytes) -> dict[str, str]:
    """“by”, “credit”, “copyright” and “caption” of an XMP packet, those it has; nothing where it cannot be read."""
    if len(packet) > LONGEST_PACKET:
        return {}
    source = packet.decode("utf-8", "replace")
    start = _START.search(source)
    if start is None:
        return {}
    found: dict[str, str] = {}
    # From its root on: what may stand before it, a document type with entities that blow up, is no part of XMP.
    root = parse_rendered(source[start.start() :])
    for described in root.iter(f"{_RDF}Description"):
        # A property is an attribute or an element, as the program that wrote the file liked.
        said = [(name, value) for name, value in described.attrib.items()]
        said += [(str(child.tag), _value(child)) for child in described]
        for name, value in said:
            if name in _PROPERTIES and plain(value):
                found.setdefault(_PROPERTIES[name], plain(value))
    return found


def plain(value: str) -> str:
    """The text of a property, clean and not too long."""
    return collapse(clean(value))[:LONGEST]


def _value(element: Element) -> str:
    """The text of a property, or the items of its list: of translations the first, of names all."""
    items = ["".join(item.itertext()) for item in element.iter(f"{_RDF}li")]
    if not items:
        return "".join(element.itertext())
    return items[0] if next(element.iter(f"{_RDF}Alt"), None) is not None else ", ".join(items)
