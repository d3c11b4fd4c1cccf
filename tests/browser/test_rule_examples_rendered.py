"""Every example has, in a browser, the outcome it stands under: the same as on the served HTML, or the only one there is."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from audit.capture.visitor import Visitor
from audit.crawl.serve import serve
from audit.rules import Rule
from audit.rules.manual import Example, examples
from tests.conftest import write_site
from tests.test_rule_examples import RULES, expect, judged, name

ALL = [(rule, example) for rule in RULES for example in examples(rule.manual)]


@pytest.mark.parametrize(("rule", "example"), ALL, ids=name)
def test_example_has_the_outcome_it_stands_under(
    rule: Rule, example: Example, visitor: Visitor, tmp_path: Path
) -> None:
    # An address without an ending is a file with one; a byte-order mark says the charset that examples leave out.
    files = {path if path.endswith(("/", ".html")) else f"{path}.html": html for path, html in example.pages.items()}
    with serve(write_site(tmp_path, files, encoding="utf-8-sig")) as site:
        snapshots = {path: visitor.visit(site + path) for path in example.pages}
    # A page's own address is its path, as on served HTML: examples know no port.
    named = {path: msgspec.structs.replace(shot, url=path, final_url=path) for path, shot in snapshots.items()}
    expect(example, *judged(rule, named))
