"""One fault is one group, on any page and any day, and two faults are two."""

from __future__ import annotations

from collections import Counter

import pytest

from audit.group import fingerprint, group, group_id, shape, shape_of_selector
from audit.model import Finding, Impact, Outcome, Target
from audit.page.html import parse

FOOTER = """
<body class="page"><header><h1>Gazette</h1></header>
<main><article><p>The harbour wall holds.</p></article></main>
<footer class="site-footer"><div class="inner"><div class="row css-1q2w3e sc-bdVaJa">
  <form class="newsletter" id="newsletter"><p>News by mail</p><input HERE type="email" name="email" class="field"></form>
</div></div></footer>
"""


def seen(source: str) -> str:
    """The fingerprint of the element marked HERE."""
    [element] = parse(source).xpath("//*[@here]")
    return fingerprint("form-label-missing", shape=shape(element))


def changed(*pairs: tuple[str, str]) -> str:
    source = FOOTER
    for old, new in pairs:
        assert old in source
        source = source.replace(old, new)
    return source


@pytest.mark.parametrize(
    "source",
    [
        changed(("News by mail", "Tomorrow's paper tonight"), ("The harbour wall holds.", "It broke.")),
        changed(("<p>News", "<p>New!</p><p>News")),
        changed(("<input HERE", '<input type="email" name="email" class="field"><input HERE')),
        changed(("<input HERE", "<label>Name <input></label><input HERE")),
        changed(("<footer", '<div class="ad"></div><footer')),
        changed(('id="newsletter"', 'id="newsletter-4711"')),
        changed(('class="field"', 'class="field field-2"')),
        changed(("css-1q2w3e", "css-9o8i7u")),
        changed(("sc-bdVaJa", "sc-kDTinf")),
        changed(('class="field"', 'class="field_x7f3a9 field"')),
        changed(('class="inner"', 'class="inner inner--17"')),
        changed(("HERE", 'HERE value="jane@example.org" placeholder="Your e-mail" data-n="3"')),
        changed(('<body class="page">', '<body class="page"><div><div>'), ("</footer>", "</footer></div></div>")),
        changed(('class="newsletter" id="newsletter"', 'id="newsletter" class="newsletter"')),
    ],
    ids=[
        "another text",
        "a paragraph before it",
        "the same field before it",
        "another field before it",
        "an ad before the component",
        "a number in an id",
        "a number in a class",
        "another hash of a class",
        "another name made by a tool",
        "a class with a hash behind it",
        "a number around it",
        "other attributes",
        "a wrapper far out",
        "attributes in another order",
    ],
)
def test_the_same_fault_of_a_component_keeps_its_fingerprint(source: str) -> None:
    assert seen(FOOTER) == seen(source)


@pytest.mark.parametrize(
    "source",
    [
        changed(('type="email"', 'type="text"')),
        changed(('name="email"', 'name="city"')),
        changed(("<input HERE", "<select HERE")),
        changed(('class="field"', 'class="search-field"')),
        changed(('class="newsletter" id="newsletter"', 'class="login" id="login"')),
        changed(("HERE", 'HERE role="combobox"')),
        changed(("<footer", "<header"), ("</footer", "</header")),
    ],
    ids=["type", "name", "element", "class", "component", "role", "place on the page"],
)
def test_another_fault_has_another_fingerprint(source: str) -> None:
    assert seen(FOOTER) != seen(source)


def test_the_landmark_counts_however_far_out_it_is() -> None:
    deep = "<{0}>" + "<div>" * 9 + "<img HERE>" + "</div>" * 9 + "</{0}>"
    assert seen(deep.format("main")) != seen(deep.format("nav"))


def test_a_rule_and_what_exactly_is_wrong_are_part_of_it() -> None:
    prints = {
        fingerprint("article-metadata-missing", shape="head"),
        fingerprint("article-metadata-missing", shape="head", about="og:image"),
        fingerprint("article-metadata-missing", shape="head", about="og:title"),
        fingerprint("article-date-invalid", shape="head"),
    }
    assert 4 == len(prints)
    assert all(len(each) == 16 and int(each, 16) for each in prints)


def test_a_selector_has_a_shape_without_positions_and_numbers() -> None:
    assert shape_of_selector("#ad-1 li:nth-child(2) > a") == shape_of_selector("#ad-22 li:nth-child(31) > a")
    assert shape_of_selector("#ad li > a") != shape_of_selector("#ad li > b")


# --- groups -------------------------------------------------------------------------------------------------------


def finding(
    url: str, print_: str = "a", *, outcome: Outcome = Outcome.FAILED, impact: Impact = Impact.MINOR, message: str = "x"
) -> Finding:
    return Finding(
        rule="rule",
        outcome=outcome,
        impact=impact,
        url=url,
        target=Target(selector="p"),
        message=message,
        fingerprint=print_,
    )


def test_findings_of_one_fingerprint_are_one_group_with_its_pages_and_the_first_as_example() -> None:
    [found] = group([finding("/b", message="first"), finding("/a"), finding("/b")])
    assert (["/b", "/a"], 3, "first", "/b") == (found.pages, found.occurrences, found.message, found.url)


def test_what_is_sure_and_what_is_not_are_two_groups() -> None:
    found = group([finding("/a", outcome=Outcome.CANT_TELL), finding("/a")])
    assert [("a", Outcome.FAILED), ("a-unsure", Outcome.CANT_TELL)] == [(each.id, each.outcome) for each in found]
    assert {"a"} == {each.fingerprint for each in found}


def test_faults_come_first_then_the_hardest_then_the_most_pages() -> None:
    found = group(
        [
            finding("/a", "unsure", outcome=Outcome.CANT_TELL, impact=Impact.CRITICAL),
            finding("/a", "minor on one page"),
            finding("/a", "minor on two pages"),
            finding("/b", "minor on two pages"),
            finding("/a", "serious", impact=Impact.SERIOUS),
        ]
    )
    assert ["serious", "minor on two pages", "minor on one page", "unsure"] == [each.fingerprint for each in found]


def test_every_finding_is_in_exactly_one_group() -> None:
    findings = [finding(f"/{n % 3}", f"{n % 4}", outcome=list(Outcome)[n % 2 + 1]) for n in range(40)]
    counted = {each.id: each.occurrences for each in group(findings)}
    assert Counter(map(group_id, findings)) == counted


def test_no_finding_is_no_group() -> None:
    assert [] == group([])
