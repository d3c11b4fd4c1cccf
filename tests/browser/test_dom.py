"""What only the browser knows of an element stands in the DOM that it writes."""

from __future__ import annotations

from audit.capture.visitor import Visitor
from audit.page import Page
from audit.page.html import attr
from audit.page.pictures import background, with_background
from tests.browser.hostile import Server, article

STYLE = """<style>
.hero { width: 800px; height: 400px; background: linear-gradient(#0004, #0004), url(/late.png) }
.dot { width: 20px; height: 20px; background: url(/late.png) }
.plain { width: 800px; height: 400px; background: linear-gradient(red, blue) }
.gone { display: none; background: url(/late.png) }
</style>"""


def test_the_background_of_large_boxes_is_told(visitor: Visitor, server: Server) -> None:
    boxes = "".join(f"<div class='{name}' id='{name}'></div>" for name in ("hero", "dot", "plain", "gone"))
    inline = "<div id='inline' style='width: 800px; height: 400px; background: url(/late.png)'></div>"
    server.pages["/backgrounds"] = article(f"{STYLE}{boxes}<section class='hero' id='section'>Text</section>{inline}")
    page = Page(visitor.visit(f"{server.site}/backgrounds"))
    assert ["hero", "section", "inline"] == [attr(element, "id") for element in with_background(page)]
    assert {f"{server.site}/late.png"} == {background(element) for element in with_background(page)}
