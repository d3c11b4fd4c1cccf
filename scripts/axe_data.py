"""Reads the rules off the bundled axe-core and writes audit/rules/axe/axe.json; `--check` only says whether it is stale."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from audit.capture import browser
from audit.capture.probes.axe import engine_source

PLACE = Path(__file__).parent.parent / "audit" / "rules" / "axe" / "axe.json"
READ = """
async () => {
  const results = await axe.run(document, {});
  const ran = new Set(["passes", "violations", "incomplete", "inapplicable"].flatMap((kind) => results[kind].map((r) => r.id)));
  const impact = Object.fromEntries(axe._audit.rules.map((rule) => [rule.id, rule.impact || ""]));
  const rules = axe.getRules().map((rule) => ({
    id: rule.ruleId, help: rule.help, description: rule.description, help_url: rule.helpUrl.split("?")[0],
    tags: rule.tags, impact: impact[rule.ruleId], act: rule.actIds || [], by_default: ran.has(rule.ruleId),
  }));
  return { version: axe.version, rules: rules.sort((a, b) => (a.id < b.id ? -1 : 1)) };
}
"""


def read() -> str:
    """The engine's rules as the file holds them."""
    with browser.driver() as playwright:
        opened = browser.launch(playwright, browser.require(""), offline=True)
        page = opened.new_page()
        page.set_content("<!doctype html><html lang=en><title>Rules</title><main><h1>Rules</h1></main>")
        page.evaluate(engine_source())
        data = page.evaluate(READ)
        opened.close()
    return json.dumps(data, indent=1, ensure_ascii=False) + "\n"


def main() -> int:
    """Write the file, or check it."""
    content = read()
    if "--check" in sys.argv:
        return 0 if PLACE.read_text(encoding="utf-8") == content else 1
    PLACE.write_text(content, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
