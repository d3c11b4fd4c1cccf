"""One fault is one group, on any page and any day, and two faults are two."""

from __future__ import annotations

from collections import Counter

import pytest

from audit.group import fingerprint, group, group_id, shape
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
        changed(("<form", "<div><form"), ("</form>", "</form></div>")),
        changed(("<form", '<section class="promo"><form'), ("</form>", "</form></section>")),
        changed(("<input HERE", "<div><span><input HERE"), ("</form>", "</span></div></form>")),
        changed(("field", "field__a-B_c"), ('"newsletter" ', '"newsletter__wTrOq" '), ("inner", "inner__x7Yz2")),
        changed(('class="field"', 'class="is-open field lazyloaded"')),
        changed(('class="field"', 'class="field" id="what-the-mayor-said-of-the-wall"')),
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
        "a wrapper around the component",
        "a wrapper with a name around the component",
        "wrappers around the element",
        "a hash behind every class",
        "classes that say what state it is in",
        "an id made of a headline",
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
        changed(('class="newsletter" id="newsletter"', 'class="newsletter" id="archive"')),
        changed(('class="field"', 'class="field" id="edit-newsletter-signup-email"')),
        changed(('name="email"', 'name="email2"')),
        changed(("<input HERE", "<fieldset><input HERE"), ("</form>", "</fieldset></form>")),
    ],
    ids=[
        "type",
        "name",
        "element",
        "class",
        "component",
        "role",
        "place on the page",
        "id of the component",
        "id",
        "number of a field",
        "set",
    ],
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


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("#ad-1 li:nth-child(2) > a", "#ad-22 li:nth-child(31) > a"),
        ("main > figure > img", "html > body > main > div:nth-of-type(2) > figure > img"),
        ('nav > a[href$="flood/"]', 'nav > a[href="/2026/07/storm/"]'),
        (".Card_root__x7Yz2 > img", ".Card_root__k2-_9 > img"),
    ],
    ids=["positions and numbers", "wrappers", "addresses", "hashes"],
)
def test_a_selector_has_a_shape_without_what_changes(one: str, other: str) -> None:
    assert shape(Target(selector=one)) == shape(Target(selector=other))


@pytest.mark.parametrize("other", ["#ad li > b", "#promo li > a", "#ad > a"])
def test_another_selector_has_another_shape(other: str) -> None:
    assert shape(Target(selector="#ad li > a")) != shape(Target(selector=other))


def test_the_frame_around_a_target_is_part_of_its_shape() -> None:
    assert shape(Target(selector="a", frame=["#left-rail"])) != shape(Target(selector="a", frame=["#comments"]))


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
