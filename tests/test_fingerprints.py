"""Fingerprints survive the daily news: on edited copies of pages every element keeps its shape, and no two components share one."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audit.check import check_page, check_site
from audit.group import fingerprint, shape
from audit.model import Finding, Impact, RuleInfo, Snapshot, Target
from audit.page import Page
from audit.page.html import Element, attr, parse
from audit.rules import Rule, Site, Verdict, failed, load_rules
from benchmarks.fingerprints import (
    EDITS,
    Edit,
    Key,
    Real,
    confused,
    demo,
    edited,
    judge,
    marked,
    things,
)

ARTICLE = """<!doctype html><html lang="en" class="no-js"><head><title>Flood</title><meta property="og:title" content="Flood">
<script type="application/ld+json">{"@type": "NewsArticle"}</script></head>
<body class="single postid-4711"><header class="masthead"><nav class="menu"><ul><li class="menu-item menu-item-17">
<a href="/local/">Local</a></li></ul></nav></header>
<main id="content"><article class="post-4711 post category-politics"><h1 id="flood-in-harbour">Flood in the harbour</h1>
<p>The water came at night and stayed until the morning bell.</p><figure><img src="/IMG_1.jpg" alt="IMG_1.jpg">
<figcaption>The wall on 4 March 2026</figcaption></figure><p>Nobody in the lower town was hurt by it, says the mayor.</p>
<div class="share-bar"><a href="#x"><svg></svg></a></div></article></main>
<footer class="site-footer"><div class="row"><form class="newsletter" id="newsletter-2"><label>E-mail
<input name="email" type="text"></label><button>Send</button></form></div></footer></body></html>"""

FRONT = """<!doctype html><html lang="de"><head><title>Heute</title></head><body><div class="sc-bdVaJa hGWjaj">
<section class="Teaser_list__x7Yz2"><h2>Stadt</h2><div class="css-1q2w3e"><article class="Teaser_card__k2-_9"><a href="/a/"><img
src="/a.jpg" alt="a.jpg"><h3>Rat stimmt zu</h3></a></article><article class="Teaser_card__k2-_9"><a href="/b/"><img src="/b.jpg"
alt="b.jpg"><h3>Kran steht still</h3></a></article></div></section></div>
<aside><div class="most-read"><ol><li><a href="/c/">Brücke gesperrt seit 3 Tagen</a></li></ol></div></aside></body></html>"""

TABLES = """<html><head><title>Old</title></head><body><table><tr><td><font><b>Weather</b></font><img src="x.gif"></td><td>
<table id="box_12"><tr><td><form name="search"><input name="q"><input name="field_3"></form></td></tr></table></td></tr></table></body>"""

WRITTEN = [
    marked(name, f"https://news.example/{name}/", source)
    for name, source in (("article", ARTICLE), ("front", FRONT), ("tables", TABLES))
]
NEWSPAPER = demo()
# What may look like a word by chance is counted over many elements (below); all other edits must cost nothing.
BY_CHANCE = {"a hash behind every class", "class names of another build", "a wrapper with a name"}
SURE = sorted(EDITS.keys() - BY_CHANCE)


@cache
def originals(name: str) -> dict[Key, str]:
    return things(edited(next(page for page in (*WRITTEN, *NEWSPAPER) if page.name == name), None))


def changed(page: Real, edit: Edit, seed: int) -> list[Key]:
    before, after = originals(page.name), things(edited(page, edit, seed))
    kept = before.keys() & after.keys()
    assert kept
    return [key for key in kept if before[key] != after[key]]


def joined(names: list[str]) -> Edit:
    def edit(root: Element, random: Random) -> None:
        for name in names:
            EDITS[name](root, random)

    return edit


# --- what stays ---------------------------------------------------------------------------------------------------


@settings(max_examples=120, deadline=None)
@given(
    page=st.sampled_from(WRITTEN),
    names=st.lists(st.sampled_from(SURE), min_size=1, max_size=4),
    seed=st.integers(0, 9999),
)
def test_no_element_changes_its_shape_however_the_page_is_edited(page: Real, names: list[str], seed: int) -> None:
    assert [] == changed(page, joined(names), seed)


@settings(max_examples=40, deadline=None)
@given(page=st.sampled_from(NEWSPAPER), name=st.sampled_from(SURE), seed=st.integers(0, 9999))
def test_no_element_of_the_demo_changes_its_shape(page: Real, name: str, seed: int) -> None:
    assert [] == changed(page, EDITS[name], seed)


@pytest.mark.parametrize("name", sorted(BY_CHANCE))
def test_nearly_all_survive_what_goes_by_chance(name: str) -> None:
    lost = sum(len(changed(page, EDITS[name], seed=7)) for page in (*WRITTEN, *NEWSPAPER))
    assert lost <= 0.05 * sum(len(originals(page.name)) for page in (*WRITTEN, *NEWSPAPER))


def test_findings_survive_as_elements_do() -> None:
    rules = [
        load_rules()[name] for name in ("image-alt-filename", "form-autocomplete-missing", "article-metadata-missing")
    ]
    page = WRITTEN[0]
    before = judge(edited(page, None), rules)
    assert {"image-alt-filename", "form-autocomplete-missing", "article-metadata-missing"} == {
        rule for rule, _, _ in before
    }
    news = joined(["numbers and dates", "addresses", "a card before", "a wrapper", "an ad in the text"])
    after = judge(edited(page, news), rules)
    kept = before.keys() & after.keys()
    assert {"image-alt-filename", "form-autocomplete-missing"} <= {rule for rule, _, _ in kept}
    assert [] == [key for key in kept if before[key] != after[key]]


MADE = st.from_regex(r"[A-Za-z0-9_-]{2}[0-9][A-Za-z0-9]{2}", fullmatch=True)
GIVEN = "teaser card headline byline search-field mainNav block__title c-btn wp-caption Kommentar newsletter artykul".split()


@settings(max_examples=30, deadline=None)
@given(name=st.sampled_from(GIVEN), made=MADE)
@pytest.mark.parametrize(
    "pattern", ["{0}__{1}", "{0} css-{1}", "css-{1} {0}", "sc-{1} {0}", "{0} {0}-4711", "is-open {0}"]
)
def test_what_a_tool_adds_to_a_name_is_nothing(pattern: str, name: str, made: str) -> None:
    hashed = pattern.format(name, made if "{0}__" in pattern else made.replace("-", "").replace("_", ""))
    assert element(f'<p class="{name}">') == element(f'<p class="{hashed}">')


def element(source: str) -> str:
    [found] = parse(f"<main>{source}</main>").xpath("//main/*")
    return shape(found)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ('<html class="no-js"><img>', '<html class="js wf-loaded"><img>'),
        ('<body class="single postid-1"><img>', '<body class="home tag-harbour"><img>'),
        ("<article><p>A reply</p><img></article>", "<article><article><img></article></article>"),
        ("<x-card><x-row><x-cell><x-box><img>", "<x-page><x-lane><x-card><x-row><x-cell><x-box><img>"),
        (
            '<form><input name="9f86d081884c7d659a2feaa0c55ad015">',
            '<form><input name="60303ae22b998861bce3b28f33eec1be">',
        ),
        ('<form><input name="answer-4711">', '<form><input name="answer-4712">'),
        ("<table><tr><td><img>", "<table><tbody><tr><td><img>"),
        ("<figure><img>", "<figure><picture><img>"),
    ],
    ids=[
        "the page's state",
        "the page",
        "depth of replies",
        "far out",
        "a key",
        "a long number",
        "a browser's tbody",
        "picture",
    ],
)
def test_what_differs_from_page_to_page_is_nothing(one: str, other: str) -> None:
    assert last(one) == last(other)
    tops = [parse(source) for source in (one, other)]
    assert shape(tops[0]) == shape(tops[1])


def last(source: str) -> str:
    """The shape of the innermost picture or field."""
    return [shape(each) for each in parse(source).iter("img", "input", "meta", "p")][-1]


# --- what differs -------------------------------------------------------------------------------------------------

PLACE = st.sampled_from(["header", "footer", "main", "nav", "aside", "article"])
COMPONENT = st.sampled_from(GIVEN)
FIELD = st.sampled_from(["name", "email", "address1", "address2", "user[email]", "input_7"])
WHERE = st.tuples(PLACE, COMPONENT, FIELD)


def field(place: str, component: str, name: str) -> str:
    [found] = parse(
        f'<body><{place}><form class="{component}"><div><input name="{name}"></div></form></{place}>'
    ).xpath("//input")
    return shape(found)


@settings(deadline=None)
@given(one=WHERE, other=WHERE)
def test_another_place_component_or_field_is_another_fault(
    one: tuple[str, str, str], other: tuple[str, str, str]
) -> None:
    assert (one == other) == (field(*one) == field(*other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ('<form class="login"><p class="field"><input>', '<form class="search"><p class="field"><input>'),
        ('<article><meta itemprop="name">', '<article><div class="author"><meta itemprop="name">'),
        ('<article class="card"><header><p>', '<article class="card"><footer><p>'),
        ('<p class="бічнапанель">', '<p class="підвалсторінки">'),
        ('<p class="finanzierungsprodukte">', '<p class="bildunterschrift">'),
        ('<p class="shareBtn">', '<p class="bannerAd">'),
        ('<p class="nav">', '<p class="btn">'),
        ('<p class="block__title">', '<p class="block__image">'),
    ],
    ids=["form", "microdata", "part of an article", "other letters", "long words", "short words", "letters", "BEM"],
)
def test_names_that_people_give_tell_components_apart(one: str, other: str) -> None:
    assert last(one) != last(other)


@given(one=st.tuples(*[st.sampled_from(["a", "b", ""])] * 3), other=st.tuples(*[st.sampled_from(["a", "b", ""])] * 3))
def test_rule_shape_and_what_is_wrong_are_never_mixed_up(
    one: tuple[str, str, str], other: tuple[str, str, str]
) -> None:
    prints = [fingerprint(rule, shape=form, about=about) for rule, form, about in (one, other)]
    assert (one == other) == (prints[0] == prints[1])


@pytest.mark.parametrize("page", [*WRITTEN, *NEWSPAPER], ids=lambda page: page.name)
def test_faults_planted_in_different_components_never_share_a_fingerprint(page: Real) -> None:
    rules = [load_rules()[name] for name in ("image-alt-filename", "form-autocomplete-missing")]
    found, shared = confused(page, rules)
    assert found > 30
    assert shared == 0


def test_metadata_is_told_apart_by_what_it_says() -> None:
    source = """<head><title>A</title><meta property="og:title"><meta property="og:image"><meta name="robots">
    <link rel="canonical"><link rel="alternate"><script type="application/ld+json"></script><script class="schema-graph"></script>
    <meta itemprop="author"></head><body><svg><title>B</title></svg>"""
    tree = parse(source)
    elements = [tree, *tree.iter("title", "meta", "link", "script")]
    assert len(elements) == len({shape(each) for each in elements}) == 11


# --- occurrences --------------------------------------------------------------------------------------------------


def images_from_the_end(page: Page) -> Iterator[Verdict]:
    for image in reversed(list(page.tree.iter("img"))):
        yield failed(image, attr(image, "src"))


def in_a_frame(_: Page) -> Iterator[Verdict]:
    yield failed(Target(selector="img", frame=["#ad"]), "one")
    yield failed(Target(selector="img", frame=["#ad"]), "two")


def found(
    source: str, url: str = "https://news.example/a/?p=1", *, function: object = images_from_the_end
) -> list[Finding]:
    rule = Rule(info=RuleInfo(id="image", topic="custom", title="", impact=Impact.MINOR), function=function)  # type: ignore[arg-type]
    return check_page(Page(Snapshot(url=url, served=source)), [rule]).findings


def occurrences(*args: str, **kwargs: object) -> dict[str, str]:
    return {each.message: each.occurrence for each in found(*args, **kwargs)}  # type: ignore[arg-type]


THREE = '<main><img src="1"><p><img src="2"></p><img src="3"></main>'


def test_each_place_of_a_fault_is_an_occurrence_of_its_own() -> None:
    findings = found(THREE)
    assert ["3", "2", "1"] == [each.message for each in findings], "the order of findings is the rule's"
    assert len({each.occurrence for each in findings}) == 3
    assert len({each.fingerprint for each in findings}) == 2, "two of them are one component's"
    assert all(len(each.occurrence) == 16 for each in findings)


def test_occurrences_are_numbered_in_document_order() -> None:
    before, after = occurrences(THREE), occurrences(THREE.replace("</main>", '<img src="4"></main>'))
    assert before.items() <= after.items()
    moved = occurrences(THREE.replace("<main>", '<main><img src="0">'))
    assert (before["1"], before["2"], before["3"]) == (moved["0"], moved["2"], moved["1"])


def test_an_occurrence_belongs_to_its_page_wherever_that_is_served() -> None:
    assert occurrences(THREE) == occurrences(THREE, "http://127.0.0.1:4000/a/?p=1#top")
    assert not set(occurrences(THREE).values()) & set(occurrences(THREE, "https://news.example/a/?p=2").values())


def test_what_has_no_place_in_the_document_is_numbered_as_it_comes() -> None:
    [one, two] = found("<iframe id=ad></iframe>", function=in_a_frame)
    assert one.fingerprint == two.fingerprint
    assert one.occurrence != two.occurrence


def every_page_twice(site: Site) -> Iterator[Verdict]:
    for page in site.pages:
        yield failed(Target(selector="title"), "Said once.", url=page.url)
        yield failed(Target(selector="title"), "Said twice.", url=page.url)


def test_what_is_said_of_a_site_has_occurrences_on_its_pages() -> None:
    info = RuleInfo(id="title", topic="custom", title="", impact=Impact.MINOR)
    rule = Rule(info=info, function=every_page_twice, collect=lambda page: page.url)
    pages = [(f"https://news.example/{name}/", {"title": name}) for name in "ab"]
    findings = check_site(pages, [rule]).findings
    assert 1 == len({each.fingerprint for each in findings})
    assert 4 == len({each.occurrence for each in findings})


def broken(_: Page) -> Iterator[Verdict]:
    raise ValueError("no such thing")
    yield


def test_a_rule_that_broke_is_an_occurrence_too() -> None:
    assert all(each.occurrence for each in found(THREE, function=broken))
