"""A run is followed while it writes: what it has found, once each, and nothing of the run before."""

from __future__ import annotations

import os
from pathlib import Path

from audit.crawl.store import FILE, Store
from audit.model import Finding, Impact, Outcome, PageResult, Skip, State, Target
from audit.show.follow import Follower

US = os.getpid()


def page(url: str, *faults: str, outcome: Outcome = Outcome.FAILED) -> PageResult:
    findings = [
        Finding(
            rule="image-alt-filename",
            outcome=outcome,
            impact=Impact.SERIOUS,
            url=url,
            target=Target(selector="img"),
            message=f"{fault} on {url}",
            fingerprint=fault,
        )
        for fault in faults
    ]
    return PageResult(url=url, state=State.AUDITED, findings=findings)


def test_pages_and_things_are_counted_as_they_come(tmp_path: Path) -> None:
    follower = Follower(tmp_path)
    with Store(tmp_path) as store:
        assert (0, 0) == (follower.look(US).done, follower.look(US).accepted)
        store.put_fact("accepted", "3")
        store.put(0, page("/a", "one", "one", "two"))
        store.put(1, PageResult(url="/b", state=State.ERROR))
        first = follower.look(US)
        store.put(2, page("/c", "one"))
        store.put(3, page("/d", "three", outcome=Outcome.CANT_TELL))
        store.put(4, PageResult(url="/moved", state=State.SKIPPED, reason=Skip.REDIRECT))
        store.put(5, PageResult(url="/shop", state=State.SKIPPED, reason=Skip.EXCLUDED))
        second = follower.look(US)
    assert (2, 3, 1, 2) == (first.done, first.accepted, first.errors, first.failed)
    assert (5, 3, 1, 2) == (second.done, second.accepted, second.errors, second.failed)
    assert [("one on /a", 2), ("two on /a", 1), ("three on /d", 1)] == [
        (thing.message, thing.pages) for thing in second.things.values()
    ]


def test_the_store_of_the_run_before_does_not_count(tmp_path: Path) -> None:
    """A run that reads a sitemap first has not made its store yet."""
    with Store(tmp_path) as store:
        store.put(0, page("/a", "one"))
    assert 0 == Follower(tmp_path).look(US + 1).done
    assert 1 == Follower(tmp_path).look(US).done


def test_a_new_run_of_the_same_process_begins_anew(tmp_path: Path) -> None:
    follower = Follower(tmp_path)
    for name in ("one", "two"):
        with Store(tmp_path) as store:
            store.put(0, page("/a", name))
            standing = follower.look(US)
    assert (1, ["two"]) == (standing.done, list(standing.things))


def test_a_store_that_is_not_there_or_damaged_tells_nothing(tmp_path: Path) -> None:
    follower = Follower(tmp_path)
    assert 0 == follower.look(US).done
    (tmp_path / FILE).write_bytes(b"no database at all, but long enough to be looked at by anyone who reads it")
    assert 0 == follower.look(US).done
