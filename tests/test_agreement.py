"""Who agrees, who is the odd one out, and what is no contradiction at all."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from audit.model import Matter, Stance, Statement, Witness
from audit.page.agreement import COMPARE, LONGEST, MOST, add, mark, statement

PAGE, JSON_LD, GRAPH, CARD, META = (
    Witness.PAGE,
    Witness.JSON_LD,
    Witness.OPEN_GRAPH,
    Witness.X_CARD,
    Witness.META,
)


def stances(name: str, *said: tuple[Witness, str | Sequence[str]], backed: Sequence[Witness] = ()) -> list[str]:
    """The stance of each saying, once the row is marked."""
    statements = [
        statement(witness, [entry] if isinstance(entry, str) else entry, is_backed=witness in backed)
        for witness, entry in said
    ]
    (row,) = mark([Matter(name=name, statements=statements)])
    return [str(told.stance) for told in row.statements]


@pytest.mark.parametrize(
    ("name", "one", "other", "expected"),
    [
        ("headline", "Harbour opens for good", "Harbour of Odesa opens for good | The Herald", True),
        ("headline", "Harbour of Odesa opens for good", "Choir from Lviv wins the festival", False),
        ("headline", "Harbour", "Choir", None),
        ("description", "The first freighter came in.", "Three tugs went beside it.", None),
        ("published", "2026-11-22T23:30:00Z", "2026-11-23T01:30:00+02:00", True),
        ("published", "2026-11-22", "2026-10-02", False),
        ("published", "22 November", "2026-10-02", None),
        ("modified", "1970-01-01", "2026-10-02", None),
        ("image", "https://a.example/fire-800x600.jpg", "https://cdn.example/fire.webp?w=3", True),
        ("image", "https://a.example/fire.jpg", "https://a.example/fire-square.jpg", None),
        ("image", "https://a.example/fire.jpg", "https://a.example/static/herald-logo.png", False),
        ("image", "https://a.example/58_default_x1.jpg", "https://a.example/fire.jpg", None),
        ("address", "https://www.a.example/news/1/", "http://a.example/news/1", True),
        ("address", "http://127.0.0.1:8000/news/1/", "https://a.example/news/1/", True),
        ("address", "https://a.example/news/harbour", "https://a.example/", False),
        ("address", "https://a.example/news/harbour", "https://a.example/harbour/", None),
        ("address", "https://a.example/news/harbour-123456.html", "https://a.example/short/123456", None),
        ("address", "https://a.example/news/harbour", "https://b.example/", None),
        ("language", "no-NO", "nb_NO", True),
        ("language", "uk", "en_US", False),
        ("language", "English", "en", None),
        ("access", "paid", "free", False),
        ("access", "paid", "metered", None),
        ("section", "Harbour", "Local", None),
    ],
)
def test_two_sayings(name: str, one: str, other: str, expected: bool | None) -> None:
    assert expected is COMPARE[name]([one], [other])
    assert expected is COMPARE[name]([other], [one])


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (["Ada Winter"], ["A. Winter"], True),
        (["Ada Winter", "Ben Moss"], ["Ben Moss", "Ada Winter"], True),
        (["Ada Winter"], ["Ben Moss"], False),
        (["Ada Winter", "Ben Moss"], ["Ada Winter"], None),
        (["Ada Winter"], ["The Herald news desk"], None),
        (["Олена Зимова"], ["Olena Zymova"], None),
    ],
)
def test_authors_are_compared_as_sets_of_people(one: list[str], other: list[str], expected: bool | None) -> None:
    assert expected is COMPARE["authors"](one, other)


def test_the_odd_one_out_is_the_one_against_a_majority() -> None:
    said = [(PAGE, "en"), (JSON_LD, "en-GB"), (GRAPH, "de_DE")]
    assert ["agrees", "agrees", "odd one out"] == stances("language", *said)


def test_two_that_contradict_each_other_are_both_marked_and_none_is_odd() -> None:
    assert ["disagrees", "disagrees"] == stances("language", (PAGE, "en"), (GRAPH, "de_DE"))


def test_two_against_two_have_no_majority() -> None:
    said = [(PAGE, "en"), (JSON_LD, "en"), (GRAPH, "de_DE"), (META, "de")]
    assert ["disagrees"] * 4 == stances("language", *said)


def test_one_alone_agrees_with_nobody() -> None:
    assert ["alone"] == stances("language", (PAGE, "en"))


def test_wordings_that_the_text_knows_do_not_contradict_each_other() -> None:
    said = [(PAGE, "Broken pledge of the mayor"), (GRAPH, "Promises to villagers came to nothing")]
    assert ["disagrees", "disagrees"] == stances("headline", *said)
    assert ["alone", "alone"] == stances("headline", *said, backed=[PAGE, GRAPH])


def test_weak_witnesses_confirm_but_contradict_nobody() -> None:
    assert ["alone", "alone"] == stances("authors", (PAGE, "Ada Winter"), (META, "Ben Moss"))
    assert ["agrees", "agrees"] == stances("authors", (PAGE, "Ada Winter"), (META, "Ada Winter"))


def test_what_is_inherited_is_no_voice() -> None:
    card = Statement(witness=CARD, said=["Choir from Lviv wins the festival"], inherited="og:title")
    graph = Statement(witness=GRAPH, said=["Choir from Lviv wins the festival"])
    shown = Statement(witness=PAGE, said=["Harbour of Odesa opens for good"])
    (row,) = mark([Matter(name="headline", statements=[shown, graph, card])])
    assert [Stance.DISAGREES, Stance.DISAGREES, Stance.ALONE] == [told.stance for told in row.statements]


def test_a_witness_that_comes_later_changes_who_is_odd() -> None:
    before = mark(
        [Matter(name="language", statements=[statement(PAGE, ["en"]), statement(GRAPH, ["de_DE"])])],
    )
    after = add(before, Witness.SITEMAP, {"language": ["en"], "modified": ["2026-11-22"], "access": [""]})
    assert ["language", "modified"] == sorted(row.name for row in after)
    (language,) = (row for row in after if row.name == "language")
    assert [Stance.AGREES, Stance.ODD, Stance.AGREES] == [told.stance for told in language.statements]
    assert after == add(after, Witness.SITEMAP, {"language": ["en"], "modified": ["2026-11-22"]})


def test_no_article_has_no_witnesses() -> None:
    assert [] == add([], Witness.FEED, {"headline": ["Harbour"]})


def test_sayings_are_cut() -> None:
    told = statement(META, ["x" * 10_000] * 1_000)
    assert (MOST, LONGEST) == (len(told.said), len(told.said[0]))
