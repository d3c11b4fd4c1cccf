"""Captured pages survive being written and read."""

from __future__ import annotations

from pathlib import Path

import pytest

from audit.capture.replay import keep, kept
from audit.errors import OutputError
from audit.model import Gap, Snapshot

PAGE = Snapshot(url="/a/", rendered="<html/>", artifacts={"axe": {"rules": {}}}, gaps=[Gap(what="axe", reason="slow")])


def test_what_is_kept_is_read_again(tmp_path: Path) -> None:
    other = Snapshot(url="/b/", served="<p>Гавань")
    for snapshot in (PAGE, other, PAGE):
        keep(snapshot, tmp_path / "snapshots")
    assert {"/a/": PAGE, "/b/": other} == {snapshot.url: snapshot for snapshot in kept(tmp_path / "snapshots")}


def test_equal_pages_give_equal_files(tmp_path: Path) -> None:
    keep(PAGE, tmp_path / "one")
    keep(PAGE, tmp_path / "two")
    [one], [two] = (list((tmp_path / name).iterdir()) for name in ("one", "two"))
    assert (one.name, one.read_bytes()) == (two.name, two.read_bytes())


@pytest.mark.parametrize("content", [b"", b"no gzip", b"\x1f\x8b\x08\x00"])
def test_a_damaged_file_is_named(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "x.json.gz").write_bytes(content)
    with pytest.raises(OutputError, match=r"x\.json\.gz cannot be read"):
        list(kept(tmp_path))


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputError, match="cannot be written"):
        keep(PAGE, tmp_path / "file")
