"""
The report as CSV: a row for each group on each of its pages.

RFC 4180 (commas, CRLF, quotes doubled), with a byte-order mark: without it Excel reads UTF-8 as something else. A cell that
a spreadsheet would take for a formula gets an apostrophe (https://owasp.org/www-community/attacks/CSV_Injection).
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from io import StringIO

from audit.model import Group, Report, RuleInfo
from audit.reporters.plain import plain

HEADINGS = (
    "outcome impact state rule topic WCAG page message selector HTML example fingerprint pages occurrences".split()
)
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", "|", "%")
MARK = "\ufeff"
LONGEST_CELL = 600


def files(report: Report) -> Mapping[str, str]:
    """The report as findings.csv; message, selector and HTML are those of the group's example, named in its row."""
    rules = {rule.id: rule for rule in report.rules}
    file = StringIO()
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow(HEADINGS)
    for group in report.groups:
        writer.writerows(_rows(group, rules.get(group.rule)))
    return {"findings.csv": MARK + file.getvalue()}


def _rows(group: Group, rule: RuleInfo | None) -> Iterable[list[str | int]]:
    state = "does not gate" if group.spared else group.state
    about = [rule.topic, " ".join(rule.wcag)] if rule else ["", ""]
    head = [_cell(text) for text in (group.outcome, group.impact, state, group.rule, *about)]
    texts = (group.message, group.target.selector, group.target.html, group.url)
    example = [*(_cell(plain(text, LONGEST_CELL)) for text in texts), group.fingerprint]
    numbers = (len(group.pages), group.occurrences)
    for url in dict.fromkeys(group.pages):
        yield [*head, _cell(plain(url)), *example, *numbers]


def _cell(text: str) -> str:
    return f"'{text}" if text.startswith(FORMULA) else text
