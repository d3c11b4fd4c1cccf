"""What is shown in a picture of a page, and of which groups a worker takes one."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from audit.capture.pictures import (
    MOST_WINDOWS,
    Box,
    Camera,
    Pictured,
    Window,
    first_findings,
    picture,
    small_page,
    windows,
)
from audit.model import Finding, Impact, Outcome, Picture, Spared, Target

PAGE = (1280, 5000)


def area(box: Box, page: tuple[int, int] = PAGE) -> Box:
    [window] = windows({"a": box}, page)
    return window.area


@pytest.mark.parametrize(
    ("box", "shown"),
    [
        ((600, 2000, 40, 20), (300, 1800, 640, 420)),
        ((0, 0, 40, 20), (0, 0, 640, 420)),
        ((1270, 4990, 10, 10), (640, 4580, 640, 420)),
        ((100, 2000, 800, 600), (52, 1952, 896, 696)),
        ((0, 2000, 1280, 3000), (0, 1952, 1280, 1000)),
    ],
)
def test_an_element_is_shown_with_what_is_around_it(box: Box, shown: Box) -> None:
    """In the middle, but within the page; larger elements with a margin, and tall ones from their beginning."""
    assert shown == area(box)


def test_nothing_beside_a_small_page_is_shown() -> None:
    assert (0, 0, 360, 300) == area((10, 10, 50, 50), (360, 300))


def test_neighbours_share_a_picture_and_what_is_far_has_its_own() -> None:
    boxes = {"a": (600, 2000, 40, 20), "b": (500, 1900, 40, 20), "far": (600, 2600, 40, 20), "cut": (295, 1805, 9, 9)}
    assert [["a", "b"], ["far"], ["cut"]] == [list(window.boxes) for window in windows(boxes, PAGE)]


def test_what_would_be_tiny_in_a_large_picture_has_its_own() -> None:
    boxes = {"a": (0, 1000, 1280, 900), "b": (600, 1500, 20, 20), "c": (400, 1300, 400, 300)}
    assert [["a", "c"], ["b"]] == [list(window.boxes) for window in windows(boxes, PAGE)]


def test_a_page_has_so_many_pictures_at_most() -> None:
    boxes = {str(place): (0, place * 500, 40, 20) for place in range(MOST_WINDOWS + 5)} | {"near": (0, 30, 40, 20)}
    found = windows(boxes, (1280, 20_000))
    assert MOST_WINDOWS == len(found)
    assert "near" in found[0].boxes


def test_large_parts_are_drawn_smaller() -> None:
    assert 1.0 == Window((0, 0, 640, 420), {}).scale
    assert 800 / 1280 == Window((0, 0, 1280, 420), {}).scale
    large = Window((0, 0, 1280, 1000), {}).scale
    assert 300_000 == round(large * 1280 * large * 1000)


@pytest.mark.parametrize(
    ("size", "shown"),
    [
        ((1280, 2000), (320, 500)),
        ((1280, 12_000), (219, 2054)),
        ((1280, 90_000), (219, 2054)),
        ((300, 600), (300, 600)),
    ],
)
def test_a_page_is_shown_small_and_not_without_end(size: tuple[int, int], shown: tuple[int, int]) -> None:
    (_, _, width, height), scale = small_page(*size)
    assert shown == (round(width * scale), round(height * scale))


def test_places_are_told_in_the_picture_and_cut_at_its_edge() -> None:
    boxes = {"in": (150, 250, 30, 40), "over": (90, 590, 50, 50), "out": (0, 0, 50, 50)}
    assert Picture(
        file="x", width=500, height=400, boxes={"in": [50, 50, 30, 40], "over": [0, 390, 40, 10]}
    ) == picture("x", (100, 200, 500, 400), boxes)


# --- of which groups ----------------------------------------------------------------------------------------------


def finding(
    fingerprint: str, selector: str = "img", *, outcome: Outcome = Outcome.FAILED, impact: Impact = Impact.MINOR
) -> Finding:
    return Finding(
        rule="image-alt-missing",
        outcome=outcome,
        impact=impact,
        url="/a",
        target=Target(selector=selector),
        message="",
        fingerprint=fingerprint,
    )


def test_the_first_of_each_group_is_shown_hard_ones_first() -> None:
    found = first_findings(
        [
            finding("u", "#unsure", outcome=Outcome.CANT_TELL, impact=Impact.CRITICAL),
            finding("a", "#first"),
            finding("a", "#second"),
            finding("page", ""),
            finding("b", "#hard", impact=Impact.CRITICAL),
        ]
    )
    assert [("b", "#hard"), ("a", "#first"), ("u-unsure", "#unsure")] == [
        (name, each.target.selector) for name, each in found.items()
    ]


def test_where_the_example_is_the_whole_page_no_other_stands_for_it() -> None:
    assert {} == first_findings([finding("a", ""), finding("a", "#second")])


class FakeSession:
    """Answers every screenshot with so many bytes, less where less is asked for."""

    def __init__(self, size: int):
        self.size = size
        self.asked: list[dict[str, Any]] = []

    def send(self, _: str, wanted: dict[str, Any]) -> dict[str, str]:
        self.asked.append(wanted)
        return {"data": "AAAA" * int(self.size * wanted["clip"]["scale"] * wanted["quality"] / 50 / 3)}


class FakeWorld:
    """A page with an element wherever it is asked for one."""

    def __init__(self, size: int = 3_000, *, moves: bool = False, blanks: bool = True):
        self.session = FakeSession(size)
        self.moves = moves
        self.blanks = blanks
        self.ran: list[str] = []

    def has_moved(self) -> bool:
        return self.moves and bool(self.ran)

    def define(self, _: str) -> None:
        return

    def run(self, source: str, *arguments: Any) -> Any:
        self.ran.append(source.partition("pictures.")[2].partition("(")[0])
        if self.ran[-1] == "blank":
            return self.blanks
        if self.ran[-1] in {"load", "restore"}:
            return None
        shown = {"box": [600, 2000, 40, 20], "covered": False}
        places = [None if path[-1] == "#hidden" else shown for path in arguments[0]]
        return json.dumps({"width": 1280, "height": 5000, "window": [0, 0, 1280, 800], "places": places})


def camera(folder: Path, world: Any, *kinds: str) -> Camera:
    for kind in kinds or ("groups", "pages"):
        (folder / kind).mkdir(exist_ok=True)
    return Camera(folder, lambda: world)


def test_a_group_is_pictured_once_unless_it_turns_up_on_an_earlier_page(tmp_path: Path) -> None:
    """A page that is tried again comes after later ones."""
    taking = camera(tmp_path, FakeWorld(), "groups")
    visits = [("a", 3), ("b", 5), ("ab", 6), ("ab", 4), ("b", 5)]
    assert [{"a"}, {"b"}, set(), {"b"}, set()] == [
        set(taking.take([finding(name) for name in names], number=number).groups) for names, number in visits
    ]


def test_the_whole_page_is_pictured_each_time(tmp_path: Path) -> None:
    taking = camera(tmp_path, FakeWorld(), "pages")
    for number in range(2):
        taken = taking.take([finding("a")], number=number)
        assert taken.page
        assert (1280, 5000, {"a": [600, 2000, 40, 20]}) == (taken.page.width, taken.page.height, taken.page.boxes)
        assert (tmp_path / taken.page.file).stat().st_size
        assert {} == taken.groups


def test_neighbours_are_in_one_file_with_a_place_each(tmp_path: Path) -> None:
    taken = camera(tmp_path, FakeWorld()).take([finding("a"), finding("b"), finding("h", "#hidden")], number=0)
    assert ["a", "b"] == list(taken.groups)
    assert taken.groups["a"].file == taken.groups["b"].file
    assert {"b": [300, 200, 40, 20]} == taken.groups["b"].boxes


def test_a_picture_that_is_too_large_is_taken_again_and_then_given_up(tmp_path: Path) -> None:
    world = FakeWorld(60_000)
    assert camera(tmp_path, world, "groups").take([finding("a")], number=0).groups
    assert [50, 30] == [asked["quality"] for asked in world.session.asked]
    world = FakeWorld(900_000)
    assert Pictured() == camera(tmp_path, world, "groups").take([finding("a")], number=0)
    assert 3 == len(world.session.asked)


@pytest.mark.parametrize(
    "world",
    [None, FakeWorld(moves=True), FakeWorld(blanks=False), object()],
    ids=["gone", "has moved", "cannot be blanked", "broken"],
)
def test_what_goes_wrong_costs_only_the_picture(tmp_path: Path, world: Any) -> None:
    assert Pictured() == camera(tmp_path, world).take([finding("a")], number=0)


def test_what_was_blanked_is_shown_again_even_when_it_goes_wrong(tmp_path: Path) -> None:
    world = FakeWorld()
    taking = camera(tmp_path, world)
    world.session.size = "broken"  # type: ignore[assignment]
    assert Pictured() == taking.take([finding("a")], number=0)
    assert "restore" == world.ran[-1]


def test_nothing_is_wanted_once_the_folder_is_gone(tmp_path: Path) -> None:
    world = FakeWorld()
    taking = camera(tmp_path, world)
    assert taking.wants([finding("a")])
    assert not taking.wants([])
    for kind in ("groups", "pages"):
        (tmp_path / kind).rmdir()
    assert Pictured() == taking.take([finding("a")], number=0)
    assert [] == world.ran
    tmp_path.rmdir()
    assert not taking.wants([finding("a")])


def test_spared_findings_are_groups_of_their_own() -> None:
    spared = Finding(
        rule="r",
        outcome=Outcome.FAILED,
        impact=Impact.MINOR,
        url="/a",
        target=Target(selector="img"),
        message="",
        fingerprint="a",
        spared=Spared(by="suppression", reason="known", number=0),
    )
    assert ["a-suppression1"] == list(first_findings([spared]))
