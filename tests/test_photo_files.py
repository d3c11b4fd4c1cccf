"""What a photo's file says of itself is read from XMP and IPTC, and a broken file costs only itself."""

from __future__ import annotations

import pytest

from audit.capture.probes.photo_files import embedded
from audit.page.embedded import LONGEST, LONGEST_PACKET, read_xmp
from tests.photo_file import CAPTION, CREDIT, MAKER, RIGHTS, XMP, photo

ALL = {"by": MAKER, "credit": CREDIT, "copyright": RIGHTS, "caption": CAPTION}


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_xmp_is_read_from_every_format(form: str) -> None:
    assert ALL == embedded(photo(form))


def test_iptc_is_read_with_several_names_and_without_a_word_on_its_encoding() -> None:
    iptc = {(2, 80): MAKER.encode(), (2, 110): "Agence Félix".encode("latin-1"), (2, 120): "Пожежа в Балті".encode()}
    assert {"by": MAKER, "credit": "Agence Félix", "caption": "Пожежа в Балті"} == embedded(photo(xmp=b"", iptc=iptc))


def test_xmp_counts_before_iptc() -> None:
    assert MAKER == embedded(photo(iptc={(2, 80): b"Somebody Else"}))["by"]


@pytest.mark.parametrize("file", [b"", b"GIF89a", photo()[:200], b"\xff\xd8\xff\xed\xff\xff", b"<svg/>"])
def test_a_file_that_cannot_be_read_says_nothing(file: bytes) -> None:
    assert {} == embedded(file)


def test_all_names_of_a_list_and_the_first_of_translations_are_taken() -> None:
    names = XMP.replace(b"</rdf:li></rdf:Seq>", b"</rdf:li><rdf:li>Piet de Haan</rdf:li></rdf:Seq>")
    assert f"{MAKER}, Piet de Haan" == read_xmp(names)["by"]
    assert RIGHTS == read_xmp(names)["copyright"]


def test_a_packet_cannot_bring_entities_or_length() -> None:
    bomb = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>' + XMP.replace(CREDIT.encode(), b"&b;")
    assert "ha" not in read_xmp(bomb).get("credit", "")
    assert LONGEST == len(read_xmp(XMP.replace(CAPTION.encode(), b"x" * 5_000))["caption"])
    assert {} == read_xmp(XMP + b" " * LONGEST_PACKET)
    assert {} == read_xmp(b"no xml at all")
