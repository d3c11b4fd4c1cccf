"""The default set holds only rules that were measured, and what was measured is told."""

from __future__ import annotations

from audit.model import Outcome
from audit.rules import Rule, load_rules
from audit.rules.manual import examples
from audit.rules.measured import DEFAULT, Measured, measured

OWN = [rule for rule in load_rules().values() if rule.info.topic != "axe"]


def test_every_rule_of_our_own_was_measured() -> None:
    assert {rule.id for rule in OWN} == set(measured())


def test_rules_that_run_by_default_are_right_nineteen_times_of_twenty() -> None:
    precise = {rule: m.precision for rule, m in measured().items()}
    default = [rule for rule in OWN if rule.standing == "default" and can_fail(rule)]
    assert {} == {rule.id: precise[rule.id] for rule in default if not is_precise(precise[rule.id])}


def can_fail(rule: Rule) -> bool:
    # Of a rule that only says that it could not tell there is nothing to be wrong about.
    return any(example.outcome == Outcome.FAILED for example in examples(rule.manual))


def is_precise(precision: float | None) -> bool:
    return precision is not None and precision >= DEFAULT


def test_thirty_findings_of_a_rule_were_read_or_all() -> None:
    assert {} == {rule: (m.read, m.failed) for rule, m in measured().items() if m.read < min(30, m.failed)}


def test_a_rule_that_is_wrong_once_in_ten_times_does_not_fail_pages() -> None:
    assert {} == {rule: m.precision for rule, m in measured().items() if m.precision is not None and m.precision < 0.9}


def test_what_was_measured_is_told_in_a_sentence() -> None:
    read = Measured(pages=1200, failed=40, failed_pages=20, cant_tell=3, read=30, false_alarms=3)
    assert read.sentence == (
        "Measured on 1,200 real pages: 40 failed on 20 pages, 3 could not be told; 30 of the failed were read, 3 of them "
        "false alarms (precision 0.90)."
    )
    planted = Measured(pages=5, cant_tell=1, planted=9, planted_found=8, planted_false=2)
    assert (0.8, "0.80") == (planted.precision, planted.precision_text)
    assert planted.sentence == (
        "Measured on 5 real pages: nothing failed, 1 could not be told. Of 9 faults planted in real pages 8 were found, with "
        "2 false alarms beside them."
    )
    assert (None, "–") == (Measured(pages=5).precision, Measured(pages=5).precision_text)
