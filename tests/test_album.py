"""Which pictures of a run are kept: those of the first page in the ledger with a group, as long as there is room."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from audit import album
from audit.album import Album, incoming
from audit.model import Finding, Impact, Outcome, PageResult, Picture, State, Target

WALL, QUAY, PIER = "0123456789abcdef", "fedcba9876543210", "aaaaaaaaaaaaaaaa"


@pytest.fixture
def run(tmp_path: Path) -> Path:
    return tmp_path / "run"


@pytest.fixture
def kept(run: Path) -> Iterator[Album]:
    with Album(run, "pages") as opened:
        yield opened


def finding(group: str, *, outcome: Outcome = Outcome.FAILED) -> Finding:
    return Finding(
        rule="image-alt-missing",
        outcome=outcome,
        impact=Impact.SERIOUS,
        url="/a",
        target=Target(selector="img"),
        message="",
        fingerprint=group,
    )


def page(run: Path, *groups: str, shown: dict[str, str] | None = None, whole: str = "", size: int = 9) -> PageResult:
    """A result as a worker sends it: its groups, which of them are shown in which incoming file, and the whole page."""
    shown = shown or {}
    for file in {*shown.values(), whole} - {""}:
        (incoming(run) / file).write_bytes(file.encode().ljust(size))
    return PageResult(
        url="/a",
        state=State.AUDITED,
        findings=[finding(group) for group in groups],
        picture=picture(whole) if whole else None,
        pictures={group: picture(file, group) for group, file in shown.items()},
    )


def picture(file: str, group: str = "") -> Picture:
    return Picture(file=file, width=640, height=420, boxes={group: [1, 2, 3, 4]} if group else {})


def files(run: Path) -> dict[str, str]:
    """What is kept -> as which file it came."""
    return {file.name: file.read_text().strip() for file in (run / "pictures").glob("*") if file.is_file()}


def test_a_group_is_shown_on_the_first_page_that_has_it_and_on_no_other(run: Path, kept: Album) -> None:
    first = kept.adopt(0, page(run, WALL, QUAY, shown={WALL: "groups/1.webp"}))
    second = kept.adopt(1, page(run, WALL, QUAY, PIER, shown=dict.fromkeys((WALL, QUAY, PIER), "groups/2.webp")))
    assert {WALL: picture(f"pictures/{WALL}.webp", WALL)} == first.pictures
    assert {PIER: picture(f"pictures/{PIER}.webp", PIER)} == second.pictures
    assert {f"{WALL}.webp": "groups/1.webp", f"{PIER}.webp": "groups/2.webp"} == files(run)


def test_a_picture_of_several_groups_is_kept_once(run: Path, kept: Album) -> None:
    both = kept.adopt(0, page(run, WALL, QUAY, shown={QUAY: "groups/1.webp", WALL: "groups/1.webp"}))
    assert {f"pictures/{QUAY}.webp"} == {each.file for each in both.pictures.values()}
    assert {QUAY, WALL} == set(both.pictures)


def test_pages_are_named_by_their_places_in_the_ledger(run: Path, kept: Album) -> None:
    result = kept.adopt(17, page(run, WALL, whole="pages/1.jpg"))
    assert picture("pictures/page-17.jpg") == result.picture
    assert {"page-17.jpg": "pages/1.jpg"} == files(run)


def test_a_file_that_is_not_there_is_no_picture(run: Path, kept: Album) -> None:
    result = page(run, WALL, shown={WALL: "groups/1.webp"}, whole="pages/1.jpg")
    for file in ("groups/1.webp", "pages/1.jpg"):
        (incoming(run) / file).unlink()
    adopted = kept.adopt(0, result)
    assert ({}, None) == (adopted.pictures, adopted.picture)


@pytest.mark.parametrize("file", ["../../secret.webp", "/etc/hostname.webp", "groups/../../../secret.webp"])
def test_nothing_is_fetched_from_elsewhere(run: Path, kept: Album, file: str) -> None:
    (run.parent / "secret.webp").write_text("secret")
    result = PageResult(url="/a", state=State.AUDITED, findings=[finding(WALL)], pictures={WALL: picture(file, WALL)})
    assert {} == kept.adopt(0, result).pictures
    assert {} == files(run)


def test_nothing_is_written_elsewhere(run: Path, kept: Album) -> None:
    name = "../../elsewhere"
    assert {} == kept.adopt(0, page(run, name, shown={name: "groups/1.webp"})).pictures
    assert not (run.parent / "elsewhere.webp").exists()


def test_when_there_is_no_more_room_no_more_are_wanted(run: Path, kept: Album, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(album, "MOST_BYTES", {"groups": 250, "pages": 1_000})
    for number, group in enumerate((WALL, QUAY)):
        assert kept.adopt(number, page(run, group, shown={group: "groups/1.webp"}, size=100)).pictures
    assert (incoming(run) / "groups").is_dir()
    assert {} == kept.adopt(2, page(run, PIER, shown={PIER: "groups/1.webp"}, size=100)).pictures
    assert not (incoming(run) / "groups").exists()
    assert (incoming(run) / "pages").is_dir()


@pytest.mark.parametrize(
    ("setting", "wanted"), [("none", set()), ("groups", {"groups"}), ("pages", {"groups", "pages"})]
)
def test_what_is_wanted_has_a_folder_as_long_as_the_run_lasts(run: Path, setting: str, wanted: set[str]) -> None:
    with Album(run, setting):
        assert wanted == {folder.name for folder in incoming(run).glob("*")}
    assert not (run / "pictures").exists()


def test_pictures_of_an_earlier_run_go_and_others_stay(run: Path) -> None:
    (run / "pictures").mkdir(parents=True)
    old = [f"{WALL}.webp", f"{WALL}-unsure.webp", f"{WALL}-suppression2.webp", "page-3.jpg"]
    own = ["holiday.jpg", "page-one.webp", "0123.webp", f"{WALL}.png"]
    for name in (*old, *own):
        (run / "pictures" / name).write_text(name)
    with Album(run, "none"):
        pass
    assert set(own) == set(files(run))


def test_a_run_whose_pictures_have_no_place_has_none(run: Path) -> None:
    run.mkdir()
    (run / "pictures").write_text("somebody's own")
    with Album(run, "pages") as opened:
        result = PageResult(
            url="/a", state=State.AUDITED, findings=[finding(WALL)], pictures={WALL: picture("groups/1.webp", WALL)}
        )
        assert {} == opened.adopt(0, result).pictures
    assert "somebody's own" == (run / "pictures").read_text()


def test_pages_of_a_part_are_copied_and_named_anew(run: Path, tmp_path: Path) -> None:
    part = tmp_path / "part"
    with Album(part, "pages") as of_part:
        result = of_part.adopt(3, page(part, WALL, shown={WALL: "groups/1.webp"}, whole="pages/1.jpg"))
    with Album(run, "pages") as merged:
        copied = merged.copy(5, result, part)
    assert {f"{WALL}.webp": "groups/1.webp", "page-5.jpg": "pages/1.jpg"} == files(run)
    assert {f"{WALL}.webp": "groups/1.webp", "page-3.jpg": "pages/1.jpg"} == files(part)
    assert (result.pictures, picture("pictures/page-5.jpg")) == (copied.pictures, copied.picture)
