"""What a run knows is on disk as soon as it is known, in the order of the ledger."""

from __future__ import annotations

from pathlib import Path

import pytest

from audit.crawl.store import FILE, Store
from audit.errors import OutputError
from audit.model import Finding, Gap, Impact, Outcome, PageResult, State, Target


def page(url: str) -> PageResult:
    return PageResult(url=url, state=State.AUDITED)


def test_a_result_comes_back_as_it_was(tmp_path: Path) -> None:
    finding = Finding(
        rule="image-alt-filename",
        outcome=Outcome.FAILED,
        impact=Impact.SERIOUS,
        url="/é",
        target=Target(selector="img", html="<img alt=“x”>", frame=["#ad"]),
        message="…",
        fingerprint="0123",
    )
    result = PageResult(
        url="/é",
        state=State.PARTLY_AUDITED,
        counts={"image-alt-filename": {"failed": 1}},
        findings=[finding],
        facts={"headline-repeated": ["A", 1, None]},
        gaps=[Gap(what="axe", reason="it did not end")],
    )
    with Store(tmp_path) as store:
        store.put(0, result)
        assert [result] == list(store.results())


def test_results_arrive_in_any_order_and_are_read_in_that_of_the_ledger(tmp_path: Path) -> None:
    with Store(tmp_path) as store:
        for number in (2, 0, 1):
            store.put(number, page(f"/{number}"))
        assert ["/0", "/1", "/2"] == [result.url for result in store.results()]
        assert [(0, "/0"), (2, "/2")] == [(number, found.url) for number, found in store.numbered({"/2", "/0", "/9"})]


def test_a_later_result_of_an_address_replaces_the_earlier(tmp_path: Path) -> None:
    with Store(tmp_path) as store:
        store.put(0, page("/a"))
        store.put(0, PageResult(url="/a", state=State.ERROR))
        assert [State.ERROR] == [result.state for result in store.results()]


def test_what_was_put_can_be_read_while_the_run_goes_on_and_after_it_was_killed(tmp_path: Path) -> None:
    with Store(tmp_path) as store:
        store.put(0, page("/a"))
        with Store(tmp_path, read=True) as reader:
            assert ["/a"] == [result.url for result in reader.results()]


def test_reading_an_ended_run_leaves_its_folder_as_it_is(tmp_path: Path) -> None:
    with Store(tmp_path) as store:
        store.put(0, page("/a"))
    with Store(tmp_path, read=True) as reader:
        assert ["/a"] == [result.url for result in reader.results()]
        assert [FILE] == [path.name for path in tmp_path.iterdir()]


def test_a_new_run_begins_with_nothing_of_the_last(tmp_path: Path) -> None:
    with Store(tmp_path) as store:
        store.put(0, page("/a"))
    (tmp_path / f"{FILE}-wal").write_bytes(b"left behind")
    with Store(tmp_path) as store:
        assert [] == list(store.results())


def test_a_file_left_by_something_else_is_no_hindrance(tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(b"this is no database" * 100)
    with Store(tmp_path) as store:
        store.put(0, page("/a"))
        assert 1 == len(list(store.results()))


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(OutputError, match=r"The folder .*/file/run cannot be written: .*--out"):
        Store(tmp_path / "file/run")


def test_a_store_that_can_be_written_no_more_says_what_to_do(tmp_path: Path) -> None:
    with Store(tmp_path) as store:
        store.put(0, page("/a"))
    with (
        Store(tmp_path, read=True) as store,
        pytest.raises(OutputError, match=r"run\.sqlite cannot be written: .* Free some space"),
    ):
        store.put(1, page("/b"))
