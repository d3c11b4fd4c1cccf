"""Lines of elements: right or not told."""

from __future__ import annotations

import pytest

from audit.model import Snapshot
from audit.page import Page
from audit.page.html import by_id, tag
from audit.page.lines import LAST_LINE, line_of

FOLDER = "http://127.0.0.1:8080/about/"
SERVED = """<!doctype html>
<html lang="en">
<head><title>Ferry</title></head>
<body>
<p id="one">One</p> <p id="two">Two</p>
<img id="photo"
     src="ferry.jpg"
     alt="The ferry &lt;img>"
>
<p class="tag">Harbour</p>
<p class="tag">Harbour</p>
</body>
</html>
"""
RENDERED = (
    '<html lang="en" xmlns:r="urn:audit:rendered"><head><title>Ferry</title></head><body>'
    '<p id="made">by a script</p><p id="one" r:box="0 0 9 9">One</p><p id="two" class="seen">Two</p>'
    '<img id="photo" src="ferry.jpg" alt="The ferry &lt;img&gt;" r:hidden="1"/>'
    '<p class="tag">Harbour</p><p class="tag">Harbour</p></body></html>'
)


def line(identifier: str, *, served: str = SERVED, rendered: str = "", url: str = FOLDER) -> int:
    page = Page(Snapshot(url=url, served=served, rendered=rendered))
    element = by_id(page.tree, identifier)
    assert element is not None
    return line_of(page, element)


@pytest.mark.parametrize("rendered", ["", RENDERED], ids=["served", "rendered"])
@pytest.mark.parametrize(("identifier", "expected"), [("one", 5), ("photo", 6)])
def test_line_is_the_one_the_opening_tag_begins_on(identifier: str, expected: int, rendered: str) -> None:
    assert expected == line(identifier, rendered=rendered)
    assert expected == line(identifier, rendered=rendered, served=SERVED.replace("\n", "\r\n"))


@pytest.mark.parametrize("identifier", ["made", "two"])
def test_what_a_script_made_or_changed_has_no_line(identifier: str) -> None:
    assert 0 == line(identifier, rendered=RENDERED)


def test_elements_that_look_the_same_have_no_line_in_the_rendered_page() -> None:
    page = Page(Snapshot(url=FOLDER, served=SERVED, rendered=RENDERED))
    assert [0, 0] == [line_of(page, element) for element in page.elements if element.get("class") == "tag"]
    served = Page(Snapshot(url=FOLDER, served=SERVED))
    assert [10, 11] == [line_of(served, element) for element in served.elements if element.get("class") == "tag"]


def test_element_of_which_a_script_made_a_copy_has_no_line() -> None:
    copied = RENDERED.replace('<p id="made">by a script</p>', '<p id="one">One</p>')
    assert 0 == line("one", rendered=copied)


@pytest.mark.parametrize("identifier", ["one", "two"])
def test_page_of_the_web_has_no_lines(identifier: str) -> None:
    assert 0 == line(identifier, url="https://paper.example/")


def test_element_that_the_parser_made_up_has_no_line() -> None:
    page = Page(Snapshot(url=FOLDER, served="<title>Ferry</title>\n<p>One"))
    assert {"html": 0, "head": 0, "title": 1, "body": 0, "p": 2} == {
        tag(element): line_of(page, element) for element in page.elements
    }


def test_lines_beyond_what_the_parser_counts_and_odd_line_ends_are_not_told() -> None:
    deep = "<!doctype html><body>" + "\n" * (LAST_LINE + 10) + '<p id="deep">One</p>'
    assert 0 == line("deep", served=deep)
    assert 0 == line("one", served=SERVED.replace("\n", "\r"))
