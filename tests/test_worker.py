"""What becomes of a captured page: a result with its links, or the reason why there is nothing to judge."""

from __future__ import annotations

import pytest

from audit.capture.failure import VisitFailed
from audit.capture.worker import Done, judge
from audit.model import Fault, Gap, Skip, Snapshot, State
from audit.rules import load_rules

URL = "https://paper.example/2026/flood.html"
ALT = [load_rules()["image-alt-filename"]]


def judged(html: str, *, gaps: list[Gap] | None = None) -> Done:
    return judge(Snapshot(url=URL, final_url=URL, status=200, served=html, gaps=gaps or []), ALT)


def refused(html: str) -> VisitFailed:
    with pytest.raises(VisitFailed) as error:
        judged(html)
    return error.value


def test_a_result_has_what_the_ledger_needs() -> None:
    result = judged(
        "<title> The\n flood </title><svg><title>Logo</title></svg><img alt=DSC_0123.JPG src=/a.jpg>"
    ).result
    assert (URL, State.AUDITED, 200, "The flood", "other") == (
        result.url,
        result.state,
        result.status,
        result.title,
        result.kind,
    )
    assert {"image-alt-filename": {"failed": 1}} == result.counts
    assert [URL] == [finding.url for finding in result.findings]


def test_an_article_brings_what_its_witnesses_say_and_another_page_does_not() -> None:
    article = judged('<meta property="og:type" content="article"><h1>Flood in the old town</h1>').result
    assert "headline" in [matter.name for matter in article.matrix]
    other = judged("<h1>Politics</h1>").result
    assert ([], "other", "no headline with running text") == (other.matrix, other.kind, other.kind_reason)


def test_a_page_with_a_gap_is_partly_audited() -> None:
    gap = Gap(what="axe", reason="it did not end")
    result = judged("<p>Text", gaps=[gap]).result
    assert (State.PARTLY_AUDITED, [gap]) == (result.state, result.gaps)


def test_links_are_absolute_in_order_and_each_once() -> None:
    html = """<a href="storm.html#x">1</a><map><area href="/about/"></map><a href="mailto:a@b.example">2</a><a>3</a>
        <a href="">4</a><a href="/about/">5</a><template><a href="/never">6</a></template><link href="/style.css">"""
    assert ["https://paper.example/2026/storm.html#x", "https://paper.example/about/"] == judged(html).result.links


@pytest.mark.parametrize(
    ("base", "start"),
    [
        ("<base href=/news/>", "https://paper.example/news/"),
        ("<base target=_top><base href=https://cdn.example/x/><base href=/late/>", "https://cdn.example/x/"),
        ("<base href='data:,'>", "https://paper.example/2026/"),
    ],
)
def test_links_begin_at_the_pages_base(base: str, start: str) -> None:
    assert [f"{start}storm.html"] == judged(f"{base}<a href=storm.html>Storm</a>").result.links


@pytest.mark.parametrize(
    "html", ["", "<title>Empty</title>", "<body><div> \n</div><script>x</script>", "<p hidden>Text"]
)
def test_a_page_that_shows_nothing_is_an_error(html: str) -> None:
    found = refused(html)
    assert (Fault.EMPTY, "the document shows nothing", 200) == (found.reason, found.detail, found.status)


@pytest.mark.parametrize(
    "html", ["Text", "<img>", "<video></video>", "<iframe></iframe>", "<canvas></canvas>", "<input>"]
)
def test_a_page_that_shows_something_is_judged(html: str) -> None:
    assert State.AUDITED == judged(html).result.state


@pytest.mark.parametrize(
    ("content", "location"),
    [
        ("0; url=/new/", "https://paper.example/new/"),
        ("0;URL='storm.html'", "https://paper.example/2026/storm.html"),
        ("3 /new/", "https://paper.example/new/"),
        (".5,url = https://other.example/", "https://other.example/"),
    ],
)
def test_an_empty_page_that_leads_elsewhere_is_a_redirect(content: str, location: str) -> None:
    found = refused(f'<meta http-equiv="Refresh" content="{content}">')
    assert (Skip.REDIRECT, location) == (found.reason, found.location)


@pytest.mark.parametrize("content", ["300", "300;", "5; ", "", "0; url=", "0; url=javascript:void(0)"])
def test_an_empty_page_that_only_reloads_is_empty(content: str) -> None:
    assert Fault.EMPTY == refused(f'<meta http-equiv="refresh" content="{content}">').reason


def test_a_page_with_text_that_leads_elsewhere_later_is_judged() -> None:
    assert State.AUDITED == judged('<meta http-equiv="refresh" content="600; url=/"><p>Text').result.state
