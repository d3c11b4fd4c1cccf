"""What a test of one's own is told of a page: everything wrong with it in a readable block, or nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
import pytest

from audit.config import Config
from audit.errors import AuditError
from audit.live import MOST_ALIKE, MOST_KINDS, Auditor, PageAudit, block, link_to, told, why, within
from audit.model import Finding, Gap, Impact, Outcome, PageResult, RuleInfo, Snapshot, State, Target
from tests.conftest import write_site


def finding(outcome: Outcome, html: str = "<img>", frame: tuple[str, ...] = ()) -> Finding:
    return Finding(
        rule="image-alt-filename",
        outcome=outcome,
        impact=Impact.SERIOUS,
        url="/",
        target=Target(selector="main > img", html=html, frame=list(frame)),
        message="It names a file.",
        fingerprint="0",
    )


FAULT = finding(Outcome.FAILED)
UNSURE = finding(Outcome.CANT_TELL)
OTHER = msgspec.structs.replace(FAULT, rule="image-alt-long", fingerprint="1")


def audited(*, broken: tuple[Gap, ...] = (), **rest: Any) -> PageAudit:
    return PageAudit(PageResult(url="/flood/", state=State.AUDITED, **rest), broken)


def test_a_page_without_faults_is_clean_although_something_could_not_be_told() -> None:
    page = audited(findings=[UNSURE])
    page.assert_clean()
    assert ([UNSURE], []) == (page.findings, page.failed)


def test_faults_are_told_with_their_place() -> None:
    page = audited(findings=[UNSURE, FAULT])
    with pytest.raises(AssertionError) as error:
        page.assert_clean()
    wanted = [
        "/flood/",
        "image-alt-filename (serious): It names a file.",
        "    where    main > img",
        "    element  <img>",
    ]
    assert wanted == str(error.value).splitlines()
    assert [FAULT] == page.failed


@pytest.mark.parametrize(
    ("page", "said"),
    [
        (audited(gaps=[Gap(what="axe", reason="it did not end")]), "not looked at: axe: it did not end"),
        (
            audited(broken=(Gap(what="page-calm", reason="ValueError: odd"),)),
            "the rule page-calm broke: ValueError: odd",
        ),
    ],
    ids=["a gap", "a broken rule"],
)
def test_a_page_that_was_not_wholly_looked_at_is_not_clean(page: PageAudit, said: str) -> None:
    with pytest.raises(AssertionError) as error:
        page.assert_clean()
    assert f"/flood/\n{said}" == str(error.value)


def test_an_element_in_a_frame_is_told_from_the_inside_out() -> None:
    framed = finding(Outcome.FAILED, html="", frame=("#outer", "#inner"))
    assert "    where    main > img in frame #inner in frame #outer" == told(framed).splitlines()[-1]


# --- blocks -------------------------------------------------------------------------------------------------------


def test_findings_of_one_kind_are_told_together_and_counted() -> None:
    said = "\n".join(block([FAULT, OTHER, *[FAULT] * MOST_ALIKE], {FAULT.rule: "It is read aloud."}, pages=True))
    assert 1 == said.count("    why      It is read aloud.")
    assert MOST_ALIKE + 1 == said.count("    page     /\n")
    first, _, rest = said.partition("    … and 1 more of this kind.\n")
    assert (MOST_ALIKE, 1) == (first.count(FAULT.rule), rest.count(OTHER.rule))


def test_a_block_does_not_grow_without_end() -> None:
    many = [msgspec.structs.replace(FAULT, fingerprint=f"{number}") for number in range(MOST_KINDS + 2)]
    assert "… and 2 more kinds." == block(many, {})[-1]


def test_why_is_what_the_manual_says_after_its_summary() -> None:
    rule = RuleInfo(
        id="x", topic="images", title="", impact=Impact.MINOR, why="A summary.\n\nThe reason.\n\nThe remedy."
    )
    assert ("The reason.", "A summary.") == (why(rule), why(msgspec.structs.replace(rule, why="A summary.")))


def test_a_finding_is_linked_to_its_page_in_the_report(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    write_site(tmp_path, {"/run/index.html": "", "/run/groups/0.html": ""})
    assert str(Path("run/groups/0.html")) == link_to(tmp_path / "run", FAULT)
    assert str(Path("run/index.html")) == link_to(tmp_path / "run", UNSURE)


# --- parts of a page ----------------------------------------------------------------------------------------------

PARTS = Snapshot(url="/", served="<main><img><p class=ad><img></p></main><footer><img></footer>")


def at(selector: str, *frame: str) -> Finding:
    return msgspec.structs.replace(FAULT, target=Target(selector=selector, frame=list(frame)))


HERE, AD, FOOT, PAGE = at("main > img"), at("p > img"), at("footer > img"), at("")
FRAMED, SHADOW = at("img", "footer"), at("main >>> img")


@pytest.mark.parametrize(
    ("include", "exclude", "left"),
    [
        ("", "", [HERE, AD, FOOT, PAGE, FRAMED, SHADOW]),
        ("main", "", [HERE, AD, SHADOW]),
        ("", ".ad", [HERE, FOOT, PAGE, FRAMED, SHADOW]),
        ("main", ".ad, aside", [HERE, SHADOW]),
    ],
)
def test_findings_are_those_of_the_chosen_parts(include: str, exclude: str, left: list[Finding]) -> None:
    assert left == within(PARTS, [HERE, AD, FOOT, PAGE, FRAMED, SHADOW], include=include, exclude=exclude)


@pytest.mark.parametrize(
    ("selector", "said"),
    [("article", "Nothing on / is selected by include='article'"), ("p[", "“p\\[” is no CSS selector")],
)
def test_a_part_that_is_not_there_is_an_error_and_not_clean(selector: str, said: str) -> None:
    with pytest.raises(AuditError, match=said):
        within(PARTS, [HERE], include=selector)


def test_what_is_too_slight_for_the_project_is_no_fault() -> None:
    result = PageResult(url="/", state=State.AUDITED, findings=[FAULT])
    assert [] == PageAudit(result, config=Config(fail_on=Impact.CRITICAL)).failed


# --- baselines ----------------------------------------------------------------------------------------------------

STRICT, LAX = Config(strict_baseline=True), Config(strict_baseline=False)


def of(*findings: Finding, config: Config = LAX) -> PageAudit:
    return PageAudit(PageResult(url="/", state=State.AUDITED, findings=list(findings)), config=config)


def test_a_baseline_knows_what_was_there_when_it_was_written(tmp_path: Path) -> None:
    file = tmp_path / "new" / "flood.jsonl"
    with pytest.raises(AssertionError, match=r"flood\.jsonl is not there yet: `pytest --audit-update` writes it"):
        of(FAULT).assert_matches(file)
    of(FAULT).assert_matches(file, update=True)
    of(FAULT, UNSURE).assert_matches(file)
    with pytest.raises(AssertionError) as error:
        of(FAULT, OTHER).assert_matches(file)
    assert ["/", "image-alt-long (serious): It names a file."] == str(error.value).splitlines()[:2]


def test_what_is_gone_from_a_page_fails_where_baselines_are_strict(tmp_path: Path) -> None:
    file = tmp_path / "flood.jsonl"
    of(FAULT).assert_matches(file, update=True)
    of().assert_matches(file)
    with pytest.raises(AssertionError, match=r"image-alt-filename is in flood\.jsonl and not on the page any more"):
        of(config=STRICT).assert_matches(file)


def test_a_page_that_was_not_wholly_looked_at_matches_nothing(tmp_path: Path) -> None:
    page = audited(gaps=[Gap(what="axe", reason="it did not end")])
    with pytest.raises(AssertionError, match="not looked at: axe"):
        page.assert_matches(tmp_path / "flood.jsonl", update=True)


def test_every_comparison_of_a_test_has_its_own_file(tmp_path: Path) -> None:
    auditor = Auditor(tmp_path, tmp_path / "test_pages.py", "test_flood[de/at]", lambda: tmp_path, update=True)
    auditor.assert_matches_baseline(of(FAULT))
    auditor.assert_matches_baseline(of(OTHER))
    written = {file.relative_to(tmp_path).as_posix() for file in tmp_path.rglob("*.jsonl")}
    folder = "audit_baselines/test_pages"
    assert {f"{folder}/test_flood-de-at.jsonl", f"{folder}/test_flood-de-at-2.jsonl"} == written
