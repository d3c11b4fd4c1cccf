"""Frames and shadow roots are looked into, and what is found there says where it is."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from audit.capture import browser
from audit.capture.job import Job
from audit.capture.page import capture
from audit.capture.visitor import Visitor
from audit.capture.worker import judge
from audit.capture.world import World
from audit.model import PageResult
from audit.rules import load_rules
from tests.browser.hostile import FAULT, PICTURE, Server, article

RULES = [load_rules()[name] for name in (FAULT, "axe-frame-tested")]
Place = tuple[tuple[str, ...], str]
TOP: Place = ((), "html > body > main > img")


def inner(body: str) -> str:
    return f"<!doctype html><html lang='en'><head><title>Inner</title></head><body>{PICTURE}{body}</body></html>"


@pytest.fixture
def framed(server: Server) -> Server:
    """Pages with frames of the same site, of another one, written into the attribute, and one within the other."""
    server.pages |= {
        "/inner": inner("<iframe title='Map' srcdoc='<body><img src=/photo.png></body>'></iframe>"),
        "/outer": inner(f"<iframe title='Back' src='{server.site}/inner'></iframe>"),
        "/busy": inner("<script>addEventListener('load', () => setTimeout(() => { while (true) {} }, 50))</script>"),
        "/own": article("<iframe title='Own' src='/inner'></iframe>"),
        "/foreign": article(f"<iframe title='Ad' src='{server.elsewhere}/outer'></iframe>"),
        "/sandboxed": article("<iframe title='Widget' sandbox='allow-scripts' src='/inner'></iframe>"),
        "/shadow": article(
            "<x-card></x-card><script>document.querySelector('x-card').attachShadow({ mode: 'open' }).innerHTML = "
            "`<div><x-photo></x-photo></div>`; document.querySelector('x-card').shadowRoot.querySelector('x-photo')"
            ".attachShadow({ mode: 'open' }).innerHTML = `<p><img src='/photo.png'></p>`</script>"
        ),
        "/one-is-busy": article(
            f"<iframe title='Busy' src='{server.elsewhere}/busy'></iframe><iframe title='Own' src='/inner'></iframe>"
        ),
    }
    return server


def places(result: PageResult, rule: str = FAULT) -> list[Place]:
    found = [finding.target for finding in result.findings if finding.rule == rule]
    return sorted((tuple(target.frame), target.selector) for target in found)


@pytest.mark.parametrize(
    ("path", "inside"),
    [
        ("/own", [(("iframe",), "img"), (("iframe", "iframe"), "img")]),
        ("/sandboxed", [(("iframe",), "img"), (("iframe", "iframe"), "img")]),
        ("/foreign", [(("iframe",), "img"), (("iframe", "iframe"), "img"), (("iframe",) * 3, "img")]),
        ("/shadow", [((), "html > body > main > x-card >>> div > x-photo >>> p > img")]),
    ],
)
def test_a_fault_in_a_frame_or_a_shadow_root_is_found_with_its_place(
    visitor: Visitor, framed: Server, path: str, inside: list[Place]
) -> None:
    result = judge(visitor.visit(framed.site + path), RULES).result
    assert sorted([TOP, *inside]) == places(result)
    assert [] == places(result, "axe-frame-tested")


def in_own_processes(url: str) -> PageResult:
    """The page in a browser that gives every site a process of its own, as the full ones do."""
    with browser.driver() as playwright:
        running = browser.launch(playwright, browser.require(), offline=True, args=["--site-per-process"])
        page = running.new_page()
        page.goto(url)
        world = World(page)
        world.enter()
        result = judge(capture(world, Job(rules=[], needs=["axe"])), RULES).result
        running.close()
        return result


def test_frames_in_processes_of_their_own_are_looked_into(framed: Server) -> None:
    # In a thread of its own: Playwright takes a thread for itself, and the session's browser has the main one.
    with ThreadPoolExecutor(max_workers=1) as thread:
        foreign = thread.submit(in_own_processes, f"{framed.site}/foreign").result()
        one_is_busy = thread.submit(in_own_processes, f"{framed.site}/one-is-busy").result()
    assert [TOP, (("iframe",), "img"), (("iframe", "iframe"), "img"), (("iframe",) * 3, "img")] == places(foreign)
    # The frame that never answers costs itself only, and is named.
    own = 'iframe[title="Own"]'
    assert [TOP, ((own,), "img"), ((own, "iframe"), "img")] == places(one_is_busy)
    assert [((), "html > body > main > iframe:nth-of-type(1)")] == places(one_is_busy, "axe-frame-tested")
