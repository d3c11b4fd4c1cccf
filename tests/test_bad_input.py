"""Whatever a page holds, all rules judge it without breaking, in a time that grows with the page and not with its square."""

from __future__ import annotations

import json
import time
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from audit.capture.fetch import decode
from audit.check import Checked, check_page
from audit.model import Outcome, Snapshot
from audit.page import Page, html
from audit.rules import load_rules

RULES = [rule for rule in load_rules().values() if not rule.info.needs]
URL = "https://post.example/2026/03/harbour-wall-closed"
SECONDS = 8.0
"""CPU time no page of these may take; most take less than one. What is quadratic takes minutes."""
MANY = 2_000
TEXT = "<p>The harbour wall is closed from Monday, the council said on Friday after the storm, until the end of the month.</p>"


def article(body: str = "", head: str = "", *, doctype: str = "<!doctype html>") -> str:
    return (
        f"{doctype}<html lang=en><head><title>Harbour wall closed</title><meta property=og:type content=article>{head}</head>"
        "<body><main><article><h1>Harbour wall closed</h1><p class=byline>By Mara Ellin <time datetime=2026-03-01>1 March"
        f" 2026</time></p>{TEXT * 4}{body}</article></main></body></html>"
    )


def json_ld(source: str) -> str:
    return article(head=f"<script type='application/ld+json'>{source}</script>")


def many(line: str, count: int = MANY) -> str:
    return article("".join(line.replace("%", str(number)) for number in range(count)))


def judged(snapshot: Snapshot) -> Checked:
    start = time.process_time()
    found = check_page(Page(snapshot), RULES)
    took = time.process_time() - start
    assert [] == found.broken
    assert took < SECONDS
    return found


def rendered(source: str) -> str:
    """A page as the browser would hand it over, with every tenth box empty and every hundredth element hidden."""
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, remove_pis=True, remove_comments=True)
    root = etree.fromstring(html.clean(source).encode() or b"<html/>", parser)
    if root is None:
        return f'<html xmlns:r="{html.FACT[1:-1]}" r:box="0 0 1280 0"/>'
    copied = etree.Element("html", nsmap={"r": html.FACT[1:-1]})
    pairs = {root: copied}
    for number, element in enumerate(root.iter("*")):
        copy = copied if element is root else etree.SubElement(pairs[element.getparent()], _name(element.tag))
        pairs[element] = copy
        for name, value in element.attrib.items():
            if _name(name) == name:
                copy.set(name, value[:20_000])
        copy.set(html.FACT + "box", f"{number % 900} {number} {0 if number % 10 == 9 else 300} {number % 200}")
        if number % 100 == 99:
            copy.set(html.FACT + "hidden", "1")
        copy.text, copy.tail = element.text, element.tail
    copied.tail = None
    return etree.tostring(copied, encoding="unicode")


def _name(name: str) -> str:
    return (
        name if name.replace("-", "").isascii() and name.replace("-", "").isalnum() and name[0].isalpha() else "x-odd"
    )


# --- what is odd --------------------------------------------------------------------------------------------------

ENTITIES = "".join(f'<!ENTITY {chr(98 + place)} "{f"&{chr(97 + place)};" * 10}">' for place in range(9))
SURROGATE = "\ud800"
ODD = {
    "empty": "",
    "blank": " \n",
    "null": "\0",
    "only a bracket": "<",
    "only a doctype": "<!doctype html>",
    "comment without end": "<!-- wall",
    "no markup": "wall",
    "no head": f"<body><h1>Wall</h1>{TEXT * 4}",
    "two heads": f"<html><head><title>A</title></head><head><title>B</title></head><body>{TEXT}",
    "two bodies": f"<body><h1>A</h1>{TEXT}</body><body class=single-post><h1>B</h1>{TEXT}</body>",
    "quirks mode": article(doctype=""),
    "frameset": f"<html><frameset cols=*><frame src=a.html><noframes><body>{TEXT}</body></noframes></frameset></html>",
    "null bytes": article("<p>wall\0wall <img src='/a\0.png' alt='\0'><a href='\0'>\0</a><input name='\0' id='\0'>"),
    "lone surrogates": article(
        f"<p>{SURROGATE}<img src='/{SURROGATE}.png' alt='{SURROGATE}'><label for='{SURROGATE}'>{SURROGATE}</label>"
        f"<input id='{SURROGATE}'><a href='/{SURROGATE}'>{SURROGATE}</a>"
    ),
    "control characters": article(
        f"<p>{''.join(map(chr, (*range(32), *range(127, 160))))}<img alt='\x1b[31m\x07' src='\x01.jpg'>"
    ),
    "entities of entities": article("<p>&j;&j;", doctype=f'<!DOCTYPE html [<!ENTITY a "aaaaaaaaaa">{ENTITIES}]>'),
    "XHTML": '<?xml version="1.0" encoding="utf-16"?><html xmlns="http://www.w3.org/1999/xhtml"><body><p>wall</p></body></html>',
    "SVG": '<svg xmlns="http://www.w3.org/2000/svg"><title>Wall</title><image href="a.png"/><a href="b"><text>wall</text></a></svg>',
    "feed": '<?xml version="1.0"?><rss version="2.0"><channel><title>A</title><item><title>B</title></item></channel></rss>',
    "wrong encodings declared": article(
        head="<meta charset=utf-16><meta http-equiv=content-type content='text/html; charset=none'>"
    ),
    "every byte": article(f"<p>{bytes(range(256)).decode('latin-1')}"),
    "addresses that cannot be read": article(
        "<a href='http://[::1'>x</a><img src='http://[' alt='wall'><a href='http://a:99999999/'>z</a>"
        "<form action='http://['><input name=email></form>",
        head="<base href='http://['><link rel=canonical href='http://['><meta property=og:url content='http://[bad'>"
        "<meta property=og:image content='http://a:port/'><link rel=alternate hreflang=x href='http://['>",
    ),
    "figures that are none": article(
        "<img src=a.jpg width=1e999 height=-5 alt=x><img src=b.jpg width=99999999999999999999 height='٣' alt=x>"
        "<img srcset=', ,,  ,' sizes='((((' alt=y><table><td colspan=99999999 rowspan=-1>x</table><input maxlength=x>"
        "<time datetime=99999-99-99T99:99:99Z>x</time><time datetime='²⁰²⁰-01-01'>y</time>",
        head="<meta property=article:published_time content='0000-00-00T00:00:00+99:99'>"
        "<meta property=article:modified_time content='²⁰²⁴-01-01'><meta property=og:image:width content='²'>",
    ),
    "closed crosswise": article(
        "<a><a href=b><form><form><button><label><select><option><table><tr><td><table></a></form>"
    ),
    "naming itself": article(
        "<input id=a aria-labelledby=a aria-describedby=a><label id=b for=b>x<input id=b></label><form id=f><input form=f>"
    ),
}
JSON = [
    *("", "{", "[]", "null", "42", '"x"', "NaN", "[[[", '{"@type": "NewsArticle", "headline": NaN}'),
    '{"@type":["NewsArticle",1,null,{}],"headline":["a",{},null,1],"author":[[{"name":[1,{}]}],null,1],"datePublished":{"@value":7},'
    '"image":[null,{"url":[{}]}],"url":{"@id":{}},"mainEntityOfPage":[[]],"isAccessibleForFree":{},"publisher":{"name":{}},'
    '"hasPart":[{"cssSelector":["((((",1,"#[",">>"]}]}',
    '{"@type":"NewsArticle","headline":true,"datePublished":20260101,"inLanguage":["en",{"alternateName":1}],"wordCount":1e999}',
    '{"@type":"NewsArticle","wordCount":' + "9" * 5_000 + "}",
    '{"@id":"#a","@type":"NewsArticle","author":{"@id":"#b"},"@graph":{"@id":"#b","author":{"@id":"#b"}}}',
    '{"@context":1,"@id":1,"@type":1,"@graph":{"@graph":{"@type":"NewsArticle"}}}',
    '{"@type":"NewsArticle","headline":"\\ud800","author":"\\udfff"}',
]


@pytest.mark.parametrize("source", ODD.values(), ids=ODD)
def test_an_odd_page_breaks_no_rule(source: str) -> None:
    judged(Snapshot(url=URL, served=source))
    judged(Snapshot(url=URL, rendered=rendered(source)))


@pytest.mark.parametrize("source", JSON, ids=range(len(JSON)))
def test_odd_json_breaks_no_rule(source: str) -> None:
    judged(Snapshot(url=URL, served=json_ld(source)))
    judged(Snapshot(url=URL, rendered=rendered(json_ld(source))))


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig", "koi8-r", "big5", "cp500"])
def test_a_page_in_another_encoding_than_it_says_breaks_no_rule(encoding: str) -> None:
    body = article("<p>Deich Wall").encode(encoding)
    for said in ("", "text/html; charset=utf-8", "text/html; charset=utf-16", "text/html; charset=shift_jis"):
        judged(Snapshot(url=URL, served=decode(body, said)))


# --- what is too much ---------------------------------------------------------------------------------------------

LONG = "a" * 1_000_000
HEAVY: dict[str, Callable[[], str]] = {
    "JSON-LD of 5 MB": lambda: json_ld(json.dumps({"@type": "NewsArticle", "articleBody": "wall " * 1_000_000})),
    "JSON-LD 1,000 deep": lambda: json_ld('{"@type":"NewsArticle","author":' * 1_000 + "1" + "}" * 1_000),
    "JSON-LD 100,000 deep": lambda: json_ld("[" * 100_000 + "]" * 100_000),
    "JSON-LD of many articles": lambda: json_ld(
        json.dumps([{"@type": "NewsArticle", "@id": f"/{n}", "headline": f"Wall {n}", "author": {"@id": f"/{n + 1}"}} for n in range(MANY)])
    ),
    "attributes of 1 MB": lambda: article(
        f"<img src='{LONG}.jpg' alt='{LONG}' class='{LONG}' id='{LONG}' srcset='{LONG}'><div class='{'a ' * 500_000}' lang='{LONG}'>x</div>"
        f"<a href='/{LONG}' title='{LONG}' aria-label='{LONG}'>x</a><time datetime='{LONG}'>x</time><form action='{LONG}'>"
        f"<label for='{LONG}'>x</label><input id='{LONG}' name='{LONG}' placeholder='{LONG}'></form>",
        head=f"<meta property=og:title content='{LONG}'><link rel=canonical href='https://x/{LONG}'>",
    ),
    "60,000 elements": lambda: many("<p>Wall % <b>is closed</b></p><div></div>", 20_000),
    "elements nested without end": lambda: article("<div class=caption><span><b><i>" * 15_000 + "<img src=a.jpg><a href=b>more</a>"),
    "a page nested in itself": lambda: many(
        "<div class='card c%'><p>Wall %</p><a href=/%>more</a><img src=%.jpg><label>*<input></label><h3><a href=/%>Wall %</a></h3>", 300
    ),
    "a paragraph of 5 MB": lambda: article(f"<p>{'The wall is closed. ' * 250_000}</p>"),
    "images": lambda: many("<img src='/%.jpg' alt='IMG_%.jpg'>"),
    "figures": lambda: many("<figure><img src=/%.jpg alt='Wall %'><figcaption>Wall %. Photo: Jan Orlo</figcaption></figure>"),
    "links": lambda: many("<a href='/story/%' target=_blank>Read more</a> "),
    "fields": lambda: many("<label for=i%>E-mail % *</label><input id=i% name=email required>"),
    "fields of one id": lambda: many("<input id=a name=a placeholder=E-mail aria-describedby=b>"),
    "forms": lambda: many("<form><label for=m>E-mail *</label><input id=m name=EMAIL><div class=response></div><button>Go</button></form>"),
    "metas": lambda: article(
        head="".join(f"<meta property=og:title content='Wall {n}'><link rel=alternate hreflang=x-{n} href=/{n}>" for n in range(MANY))
    ),
    "headings": lambda: many("<h2>Wall %</h2>"),
    "teasers": lambda: many("<div><h3><a href=/%>Harbour wall %</a></h3><img src=/%.jpg alt='Harbour wall %'></div>"),
    "dates": lambda: many("<time>% March 2026</time>"),
    "bylines": lambda: many("<p class=byline>By Mara Ellin and Jan Orlo</p>"),
    "empty elements after a heading": lambda: many("<div></div><!-- -->", 20_000).replace("<div>", "<h2>Wall</h2><div>", 1),
    "list lines": lambda: many("- wall %<br>"),
}  # fmt: skip


@pytest.mark.parametrize("build", HEAVY.values(), ids=HEAVY)
def test_a_heavy_page_is_judged_in_time(build: Callable[[], str]) -> None:
    found = judged(Snapshot(url=URL, served=build()))
    assert "document-title-duplicate" in found.facts


def test_a_page_that_the_browser_hands_over_is_judged_in_time_too() -> None:
    found = judged(Snapshot(url=URL, rendered=rendered(HEAVY["a page nested in itself"]())))
    assert "document-title-duplicate" in found.facts


def test_an_attribute_is_read_as_far_as_the_browser_hands_it_over() -> None:
    tree = html.parse(f"<svg><use xlink:href='{LONG}' @click='{LONG}'/></svg><p class='{'é' * 20_001}' id=short>")
    assert {html.LONGEST_ATTRIBUTE, 5} == {len(value) for node in tree.iter() for value in node.attrib.values()}


# Pieces that make regular expressions try again and again: what repeats in names, dates, addresses, marks, brackets.
PIECES = [
    " ",
    "0",
    "9.",
    "a",
    "aA",
    "A ",
    "(",
    "<",
    "[",
    "{{a",
    "-",
    "@",
    "a.",
    "a-",
    "1 ",
    "(AP) ",
    "by ",
    "ı",
    "漢",
    "* ",
    "\u200b",
    "Photo: ",
    "http://",
]


@pytest.mark.parametrize("piece", PIECES)
def test_no_text_makes_an_expression_slow(piece: str) -> None:
    long = piece * (html.LONGEST_ATTRIBUTE // len(piece))
    said = long.replace("<", "&lt;")
    names = (
        "og:title",
        "og:image",
        "og:url",
        "og:image:alt",
        "article:published_time",
        "author",
        "description",
        "robots",
    )
    head = (
        "".join(f"<meta property='{name}' content='{said}'>" for name in names) + f"<link rel=canonical href='{said}'>"
    )
    data = {"@type": "NewsArticle", "headline": long, "author": long, "datePublished": long, "image": long, "url": long}
    body = (
        f"<p class=byline>By {said}!</p><p>{said}</p><h2>{said}</h2><img src='{said}' alt='{said}' class='{said}'>"
        f"<figure><img src=/x.jpg srcset='{said}' alt='{said}!' style='{said}'><figcaption>{said}</figcaption></figure>"
        f"<a href='{said}' title='{said}'>{said}</a><a href='https://post.example/{said}'>x</a><time datetime='{said}'>{said}</time>"
        f"<form action='{said}'><label for=k>{said}*</label><input id=k name='{said}' placeholder='{said}' autocomplete='{said}'>"
        f"<div class='error {said}'>{said}</div><p>* {said}</p></form><table><caption>{said}</caption><tr><td>{said}</table>"
        f"<div lang='{said}' role='{said}' style='{said}'>{said}</div>"
    )
    judged(
        Snapshot(url=URL, served=article(body, f"{head}<script type='application/ld+json'>{json.dumps(data)}</script>"))
    )


# --- any page -----------------------------------------------------------------------------------------------------

WORDS = st.sampled_from(
    [
        "",
        "wall",
        "*",
        "E-mail *",
        "By Mara Ellin",
        "1 March 2026",
        "Photo: Jan Orlo",
        "a.jpg",
        "/x",
        "#",
        "1",
        "é",
        "\0",
        "&amp;",
    ]
)
TAGS = st.sampled_from(
    "html head body title base meta link script h1 h2 h3 p a img picture source figure figcaption form label input select option "
    "textarea button fieldset legend time ul li table tr td th div span article main nav aside iframe svg br template".split()
)  # fmt: skip
NAMES = st.sampled_from(
    "id class href src srcset alt title for name type content property itemprop itemscope itemtype rel lang dir datetime role hidden "
    "style aria-label aria-labelledby aria-describedby aria-hidden required placeholder autocomplete value form".split()
)  # fmt: skip


def _opened(name: str, attributes: list[tuple[str, str]]) -> str:
    written = "".join(f' {attribute}="{value}"' for attribute, value in attributes)
    return f"<{name}{written}>"


OPENED = st.builds(
    _opened,
    TAGS,
    st.lists(st.tuples(NAMES, WORDS), max_size=4),
)
PIECE = st.one_of(OPENED, TAGS.map(lambda tag: f"</{tag}>"), WORDS, st.text(max_size=8))


@given(st.lists(PIECE, max_size=60).map("".join))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_no_page_breaks_a_rule(source: str) -> None:
    judged(Snapshot(url=URL, served=article(source)))
    judged(Snapshot(url=URL, served=source))
    found = judged(Snapshot(url=URL, rendered=rendered(source)))
    assert all(finding.outcome in {Outcome.FAILED, Outcome.CANT_TELL} for finding in found.findings)
