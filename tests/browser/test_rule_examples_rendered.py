"""Every example has, in a browser, the outcome it stands under: the same as on the served HTML, or the only one there is."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

import msgspec
import pytest

from audit.capture.visitor import Visitor
from audit.crawl.serve import serve
from audit.rules import Rule
from audit.rules.manual import Example, examples
from tests.conftest import write_site
from tests.photo_file import photo
from tests.test_rule_examples import RULES, expect, judged, name


def draw(file: Path, size: str) -> None:
    """Write a grey picture; an example gives its size as “1200 x 630”."""
    width, height = (int(side) for side in size.split(" x "))
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    parts = [(b"IHDR", head), (b"IDAT", zlib.compress(bytes((width + 1) * height))), (b"IEND", b"")]
    chunks = [
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data)) for name, data in parts
    ]
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(b"\x89PNG\r\n\x1a\n" + b"".join(chunks))


ALL = [(rule, example) for rule in RULES for example in examples(rule.manual)]


@pytest.mark.parametrize(("rule", "example"), ALL, ids=name)
def test_example_has_the_outcome_it_stands_under(
    rule: Rule, example: Example, visitor: Visitor, tmp_path: Path
) -> None:
    # An address without an ending is a file with one; a byte-order mark says the charset that examples leave out.
    files = {path if path.endswith(("/", ".html")) else f"{path}.html": html for path, html in example.pages.items()}
    # The photo that image-embedded-credit speaks of; examples can hold no files.
    (tmp_path / "media").mkdir()
    (tmp_path / "media/signed.jpg").write_bytes(photo())
    write_site(tmp_path, files, encoding="utf-8-sig")
    for path, size in example.files.items():
        if path.endswith(".png"):
            draw(tmp_path / path.lstrip("/"), size)
    with serve(tmp_path) as site:
        # Sending forms takes seconds: only where a rule is about it.
        left_out = [] if "form_submit" in rule.info.needs else ["form_submit"]
        snapshots = {path: visitor.visit(site + path, left_out) for path in example.pages}
    # A page's own address is its path, as on served HTML: examples know no port.
    named = {path: msgspec.structs.replace(shot, url=path, final_url=path) for path, shot in snapshots.items()}
    expect(example, *judged(rule, named, example))
