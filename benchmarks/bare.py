"""
The yardstick: bare Playwright, `goto` and `axe.run`, one page used again and again, and nothing else.

    python -m benchmarks.bare URL-LIST

It asks for what an audit needs (violations and incomplete) and takes it as a string, the cheapest way there is.
"""

from __future__ import annotations

import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

from audit.capture import browser
from audit.capture.probes.axe import engine_source

RUN = """
async () => {
  const r = await axe.run(document, { resultTypes: ["violations", "incomplete"] });
  return JSON.stringify([r.violations, r.incomplete]);
}
"""


def main() -> None:
    """Visit every address of the list."""
    source = engine_source()
    with sync_playwright() as playwright:
        opened = browser.launch(playwright, browser.require(), offline=True)
        page = opened.new_context(viewport={"width": 1280, "height": 800}).new_page()
        for url in Path(sys.argv[1]).read_text(encoding="utf-8").split():
            page.goto(url)
            page.evaluate(source)
            page.evaluate(RUN)
        opened.close()


if __name__ == "__main__":
    main()
