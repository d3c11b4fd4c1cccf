"""`make rule NAME=images/image-alt-shouting`: writes the file of a new rule; the tests then say what is missing."""

from __future__ import annotations

import re
import sys
from pathlib import Path

RULES = Path(__file__).parent.parent / "audit" / "rules"
TEMPLATE = '''"""
One sentence: what is wrong, as a reader meets it.

Why a reader is hurt. How to fix it.

## Passed
```html
<p>Something that is right</p>
```

## Failed
```html
<p>Something that is wrong</p><!-- failed -->
```

## Inapplicable
```html
<div>Nothing the rule looks at</div>
```
"""

from __future__ import annotations

from collections.abc import Iterator

from audit.page import Page, html
from audit.rules import Verdict, failed, passed, rule


@rule(
    "What is right, in a sentence that reads well with “passed” and “failed” after it",
    impact="minor",
    source="https://… (read YYYY-MM)",
    preview=True,
)
def {function}(page: Page) -> Iterator[Verdict]:
    """Judge every paragraph."""
    for element in page.tree.iter("p"):
        if "wrong" in html.text(element):
            yield failed(element, f"The paragraph says “{{html.text(element)}}”.")
        else:
            yield passed(element)
'''


def main() -> int:
    """Write the file, unless the name is wrong or taken."""
    name = sys.argv[1] if len(sys.argv) > 1 else ""
    if not re.fullmatch(r"[a-z]+/[a-z][a-z0-9]*(-[a-z0-9]+)+", name):
        print("Give a topic and a name: make rule NAME=images/image-alt-shouting", file=sys.stderr)
        return 2
    topic, _, rule = name.partition("/")
    place = RULES / topic / f"{rule.replace('-', '_')}.py"
    if not place.parent.is_dir():
        known = ", ".join(sorted(folder.parent.name for folder in RULES.glob("*/__init__.py")))
        print(f"There is no topic “{topic}”. There are: {known}.", file=sys.stderr)
        return 2
    if place.exists():
        print(f"{place} is there already.", file=sys.stderr)
        return 2
    place.write_text(TEMPLATE.format(function=place.stem), encoding="utf-8")
    print(place)
    return 0


if __name__ == "__main__":
    sys.exit(main())
