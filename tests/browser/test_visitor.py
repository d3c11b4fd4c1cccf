"""A browser goes from page to page, and nothing of one is left for the next."""

from __future__ import annotations

import json
from contextlib import suppress
from queue import SimpleQueue
from urllib.parse import unquote

import pytest

from audit.capture.failure import VisitFailed
from audit.capture.visitor import Visitor
from tests.browser.hostile import Server, article

STORES = """
const store = (place) => { try { localStorage[place] = sessionStorage[place] = 1 } catch { /* a frame may not */ } };
store("at once");
document.cookie = "cookie=1; path=/; max-age=9999";
for (const late of ["pagehide", "unload", "beforeunload", "visibilitychange"]) {
  addEventListener(late, () => { store(late); window.name = late; document.cookie = `${late}=1; path=/` });
}
"""
LEAVES = """
window.name = "left";
indexedDB.open("left");
caches.open("left");
navigator.serviceWorker?.register("/worker.js").catch(() => 0);
"""
TELLS = """
addEventListener("load", async () => {
  const seen = [document.cookie, { ...localStorage }, { ...sessionStorage }, window.name];
  if (top === window) {
    seen.push(await indexedDB.databases(), await caches.keys(), await navigator.serviceWorker.getRegistrations());
  }
  fetch(`/tell?${encodeURIComponent(JSON.stringify(seen))}`);
});
"""
NOTHING = ["", {}, {}, ""]


@pytest.fixture
def told(server: Server) -> SimpleQueue[str]:
    """What pages say they see."""
    server.pages["/frame-that-stores"] = f"<script>{STORES}</script>"
    server.pages["/frame-that-tells"] = f"<script>{TELLS}</script>"
    for name, source in (("stores", STORES + LEAVES), ("tells", TELLS)):
        frame = f"<iframe src='{server.elsewhere}/frame-that-{name}' title='Ad'></iframe>"
        server.pages[f"/{name}"] = article(f"{frame}<script>{source}</script>")
    return server.told


@pytest.mark.parametrize(
    "between", ["", "/missing", "/no-content", "/reset", "/moved", "/late-redirect", "/restless/popups"]
)
def test_nothing_leaks_from_one_page_to_the_next(
    visitor: Visitor, server: Server, told: SimpleQueue[str], between: str
) -> None:
    """Nor when the browser was at another page in between, or failed to get there."""
    visitor.visit(f"{server.site}/stores")
    if between:
        with suppress(VisitFailed):
            visitor.visit(server.site + between)
    visitor.visit(f"{server.site}/tells")
    seen = [json.loads(unquote(told.get(timeout=20))) for _ in range(2)]
    assert [NOTHING, [*NOTHING, [], [], []]] == sorted(seen, key=len)
