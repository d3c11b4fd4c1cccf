"""Photos whose files say who made them, as agencies send them."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from PIL import Image
from PIL.PngImagePlugin import PngInfo

MAKER, CREDIT, RIGHTS = "Olena Marchuk", "Valley Times", "© Valley Times"
CAPTION = "Firefighters climb a ladder at the burning grain store in Balta"
XMP = f"""<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
  xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/" photoshop:Credit="{CREDIT}">
<dc:creator><rdf:Seq><rdf:li>{MAKER}</rdf:li></rdf:Seq></dc:creator>
<dc:rights><rdf:Alt><rdf:li xml:lang="x-default">{RIGHTS}</rdf:li><rdf:li xml:lang="de">Alle</rdf:li></rdf:Alt></dc:rights>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{CAPTION}</rdf:li></rdf:Alt></dc:description>
</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>""".encode()


def photo(form: str = "JPEG", *, xmp: bytes = XMP, iptc: dict[tuple[int, int], bytes] | None = None) -> bytes:
    """A picture of 600 x 400 pixels with what its file is to say."""
    file = BytesIO()
    options: dict[str, Any] = {"xmp": xmp} if xmp else {}
    if form == "PNG":
        info = PngInfo()
        info.add_itxt("XML:com.adobe.xmp", xmp.decode())
        options = {"pnginfo": info}
    Image.new("RGB", (600, 400), "teal").save(file, form, **options)
    # APP13 stands right behind the start of a JPEG.
    return file.getvalue() if iptc is None else file.getvalue()[:2] + _app13(iptc) + file.getvalue()[2:]


def _app13(iptc: dict[tuple[int, int], bytes]) -> bytes:
    """The segment of a JPEG that holds IPTC datasets, within Photoshop's resource 0x0404."""
    datasets = b"".join(
        bytes((0x1C, record, dataset)) + len(value).to_bytes(2, "big") + value
        for (record, dataset), value in iptc.items()
    )
    padding = b"\0" * (len(datasets) % 2)
    block = b"Photoshop 3.0\0" + b"8BIM\x04\x04\0\0" + len(datasets).to_bytes(4, "big") + datasets + padding
    return b"\xff\xed" + (len(block) + 2).to_bytes(2, "big") + block
