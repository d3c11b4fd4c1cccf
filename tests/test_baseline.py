"""What is new gates, what is known does not, and what was mended stays mended."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
import pytest

from audit.baseline import Baseline, Comparison, Entry, Head, Stale, compare, page_name, pruned, read, taken_in, write
from audit.errors import ConfigError, OutputError
from audit.model import Group, GroupState, Impact, Outcome, PageSummary, Report, State, Target

TOOL, ENGINE = "newsroom-audit 1.0", "4.12.1"
SITE = "https://herald.example"


def page(
    path: str, *, state: State = State.AUDITED, kind: str = "article", untested: tuple[str, ...] = ()
) -> PageSummary:
    return PageSummary(url=SITE + path, state=state, kind=kind, untested=list(untested))


def group(fingerprint: str, *paths: str, rule: str = "image-alt-filename", outcome: Outcome = Outcome.FAILED) -> Group:
    return Group(
        id=fingerprint if outcome == Outcome.FAILED else f"{fingerprint}-unsure",
        fingerprint=fingerprint,
        rule=rule,
        outcome=outcome,
        impact=Impact.SERIOUS,
        message="The alternative text is the name of a file.",
        target=Target(selector="img", html=f'<img src="/{fingerprint}.jpg" alt="IMG_1.jpg">'),
        url=SITE + paths[0],
        pages=[SITE + path for path in paths],
        occurrences=len(paths),
    )


def report(groups: list[Group], pages: list[PageSummary], **changes: Any) -> Report:
    values: dict[str, Any] = {
        "schema_version": "1.0", "tool": TOOL, "engine": ENGINE, "browser": "", "targets": [], "settings": {},
        "exit_code": 1, "verdict": "", "interrupted": False, "groups": groups, "pages": pages, "rules": [],
        "outcomes": {}, "broken_rules": [],
    }  # fmt: skip
    return Report(**values | changes)


PAGES = [page(f"/{number}/") for number in range(10)]


def baseline(*groups: Group, pages: list[PageSummary] = PAGES) -> Baseline:
    return taken_in(None, report(list(groups), pages))


def compared(
    old: Baseline, *groups: Group, pages: list[PageSummary] = PAGES, tool: str = TOOL, engine: str = ENGINE
) -> Comparison:
    return compare(old, groups, pages, tool=tool, engine=engine)


def test_what_the_baseline_holds_is_known_and_the_rest_is_new() -> None:
    found = compared(baseline(group("a", "/1/")), group("a", "/1/"), group("b", "/2/"))
    assert {"a": GroupState.KNOWN, "b": GroupState.NEW} == found.states
    assert [] == found.stale


def test_mending_one_fault_and_making_another_is_seen_from_both_sides() -> None:
    found = compared(baseline(group("a", "/1/")), group("b", "/1/"))
    assert {"b": GroupState.NEW} == found.states
    assert ["a"] == [stale.entry.fingerprint for stale in found.stale]


def test_a_known_fault_on_another_article_is_new_there() -> None:
    found = compared(baseline(group("a", "/1/", "/2/")), group("a", "/2/", "/3/"))
    assert {"a": GroupState.NEW} == found.states
    assert {"a": [f"{SITE}/3/"]} == found.new_pages
    assert [("/1/",)] == [stale.gone_from for stale in found.stale]


def test_a_fault_of_the_template_is_known_on_every_page() -> None:
    old = baseline(group("a", *(f"/{number}/" for number in range(5))))
    assert [] == old.entries["a"].on
    found = compared(old, group("a", "/new/"), pages=[*PAGES, page("/new/")])
    assert ({"a": GroupState.KNOWN}, []) == (found.states, found.stale)


def test_a_fault_of_all_articles_is_the_templates_among_many_other_pages() -> None:
    others = [page(f"/tag/{number}/", kind="other") for number in range(50)]
    assert [] == baseline(group("a", "/1/", "/2/", "/3/", "/4/", "/5/"), pages=[*PAGES, *others]).entries["a"].on


def test_what_could_not_be_told_is_in_no_baseline() -> None:
    unsure = group("a", "/1/", outcome=Outcome.CANT_TELL)
    assert {} == baseline(unsure).entries
    assert {} == compared(baseline(group("b", "/1/")), unsure).states


@pytest.mark.parametrize(
    "pages",
    [
        [],
        [page("/2/")],
        [page("/1/", state=State.ERROR)],
        [page("/1/", state=State.SKIPPED)],
        [page("/1/", untested=("image-alt-filename",))],
    ],
    ids=["no page", "another page", "an error", "skipped", "the rule could not run"],
)
def test_a_page_that_was_not_looked_at_mends_nothing(pages: list[PageSummary]) -> None:
    assert [] == compared(baseline(group("a", "/1/")), pages=pages).stale


def test_a_fault_of_the_template_is_gone_when_enough_pages_do_not_have_it() -> None:
    old = baseline(group("a", *(f"/{number}/" for number in range(5))))
    assert [] == compared(old, pages=PAGES[:4]).stale
    assert [Stale(old.entries["a"], ())] == compared(old, pages=PAGES[:5]).stale


@pytest.mark.parametrize(
    ("rule", "versions", "state"),
    [
        ("axe-label", {"engine": "4.14.0"}, GroupState.NEW_BY_VERSION),
        ("axe-label", {"tool": "newsroom-audit 1.1"}, GroupState.NEW),
        ("image-alt-filename", {"tool": "newsroom-audit 1.1"}, GroupState.NEW_BY_VERSION),
        ("image-alt-filename", {"engine": "4.14.0"}, GroupState.NEW),
    ],
)
def test_what_comes_with_a_new_version_is_told_apart(rule: str, versions: dict[str, str], state: GroupState) -> None:
    found = compared(baseline(group("a", "/1/")), group("a", "/1/"), group("b", "/2/", rule=rule), **versions)
    assert {"a": GroupState.KNOWN, "b": state} == found.states


def test_pruning_takes_out_what_is_gone_and_nothing_else() -> None:
    old = baseline(group("a", "/1/", "/2/"), group("b", "/3/"), group("c", "/4/"))
    found = compared(old, group("a", "/2/"), group("c", "/4/"))
    left = pruned(old, found.stale)
    assert {"a": ["/2/"], "c": ["/4/"]} == {name: entry.on for name, entry in left.entries.items()}
    assert [] == compared(left, group("a", "/2/"), group("c", "/4/")).stale


def test_taking_in_a_run_keeps_what_it_did_not_look_at() -> None:
    old = baseline(group("a", "/1/"), group("b", "/2/"))
    new = taken_in(old, report([group("a", "/7/"), group("c", "/7/")], [page("/7/")], engine="4.14.0"))
    assert {"a": ["/1/", "/7/"], "b": ["/2/"], "c": ["/7/"]} == {name: entry.on for name, entry in new.entries.items()}
    assert Head(baseline=1, tool=TOOL, engine="4.14.0", pages=10) == new.head


def test_a_baseline_is_read_as_it_was_written_sorted_and_a_line_an_entry(tmp_path: Path) -> None:
    old = baseline(group("b", "/2/"), group("a", "/1/"), group("z", "/1/", rule="axe-label"))
    write(tmp_path / "b.jsonl", old)
    lines = (tmp_path / "b.jsonl").read_text().splitlines()
    assert ["axe-label", "image-alt-filename", "image-alt-filename"] == [
        msgspec.json.decode(line)["rule"] for line in lines[1:]
    ]
    assert [1, 1, 1] == [line.count('"fingerprint"') for line in lines[1:]]
    assert old == read(tmp_path / "b.jsonl")
    write(tmp_path / "c.jsonl", read(tmp_path / "b.jsonl"))
    assert (tmp_path / "b.jsonl").read_bytes() == (tmp_path / "c.jsonl").read_bytes()


def test_an_entry_that_a_merge_left_twice_counts_once(tmp_path: Path) -> None:
    write(tmp_path / "b", baseline(group("a", "/1/")))
    write(tmp_path / "c", baseline(group("a", "/2/")))
    with (tmp_path / "b").open("a") as file:
        file.write((tmp_path / "c").read_text().splitlines()[1] + "\n")
    assert ["/1/", "/2/"] == read(tmp_path / "b").entries["a"].on


HEAD = '{"baseline":1,"tool":"t","engine":"e","pages":1}'


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "The baseline FILE is empty. Write it anew with `audit baseline RUN`."),
        ("[]\n", "FILE, line 1: this is no head of a baseline. Write it anew with `audit baseline RUN`."),
        ("{}\n", "FILE, line 1: this is no head of a baseline. Write it anew with `audit baseline RUN`."),
        (HEAD.replace("1", "2", 1), "The baseline FILE is of format 2, this version reads 1. Update newsroom-audit."),
        (
            f"{HEAD}\n<<<<<<< ours\n",
            "FILE, line 2: a merge conflict stands in the baseline. Keep the lines of both sides, each once.",
        ),
        (
            f'{HEAD}\n{{"rule":"a"}}\n',
            "FILE, line 2: this is no entry of a baseline: Object missing required field `fingerprint`. Mend or delete the line.",
        ),
    ],
    ids=["empty", "a list", "no head", "a newer format", "a merge conflict", "half an entry"],
)
def test_a_damaged_baseline_is_told_with_its_line_and_left_alone(tmp_path: Path, text: str, sentence: str) -> None:
    file = tmp_path / "b.jsonl"
    file.write_text(text)
    with pytest.raises(ConfigError) as error:
        read(file)
    assert sentence.replace("FILE", str(file)) == str(error.value)
    assert text == file.read_text()


def test_bytes_that_are_no_text_are_refused(tmp_path: Path) -> None:
    (tmp_path / "b").write_bytes(b"\xff\xfe")
    with pytest.raises(ConfigError, match="cannot be read"):
        read(tmp_path / "b")


def test_a_baseline_that_cannot_be_written_leaves_the_old_one(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="cannot be written"):
        write(tmp_path / "none" / "b", baseline(group("a", "/1/")))


@pytest.mark.parametrize(
    ("url", "name"),
    [("https://a.example/x/?p=1#top", "/x/?p=1"), ("https://a.example", "/"), ("/2026/a/", "/2026/a/")],
)
def test_a_page_is_known_by_its_path(url: str, name: str) -> None:
    assert name == page_name(url)


def test_an_entry_says_what_it_is_about() -> None:
    [entry] = baseline(group("a", "/1/")).entries.values()
    assert (
        Entry(
            rule="image-alt-filename",
            fingerprint="a",
            pages=1,
            on=["/1/"],
            snippet='<img src="/a.jpg" alt="IMG_1.jpg">',
        )
        == entry
    )
