"""HTML files judged alone: what is judged of them, what is not, and who is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from audit import baseline
from audit.config import Config
from audit.errors import ConfigError
from audit.lint import Lint, lint, without_browser
from audit.model import Outcome
from audit.rules import load_rules, registry
from tests.conftest import write_site

PAGE = "<!doctype html>\n<html lang=en><title>Flood</title>\n<body><main><h1>Flood</h1>\n{}\n</main>\n"
IMAGE = '<img src="/photo.jpg" alt="DSC_0123.JPG">'
RULE = "image-alt-filename"


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def linted(here: Path, source: str, config: Config | None = None, file: str = "page.html") -> Lint:
    write_site(here, {f"/{file}": source})
    return lint([file], config or Config(rules=[RULE]), lambda: b"")


def test_a_fault_is_found_on_its_line(here: Path) -> None:
    found = linted(here, PAGE.format(IMAGE))
    assert [("page.html", RULE, 4, True)] == [
        (hit.file, hit.finding.rule, hit.finding.target.line, hit.gates) for hit in found.hits
    ]
    assert (1, "Failed: 1 fault in 1 of 1 file.") == (found.exit_code, found.verdict)


def test_findings_come_in_the_order_of_files_and_lines(here: Path) -> None:
    write_site(here, {"/b.html": PAGE.format(f"{IMAGE}\n{IMAGE}"), "/a.html": PAGE.format(IMAGE)})
    found = lint(["b.html", "a.html", "b.html"], Config(rules=[RULE]), lambda: b"")
    assert [("b.html", 4), ("b.html", 5), ("a.html", 4)] == [(hit.file, hit.finding.target.line) for hit in found.hits]
    assert ["b.html", "a.html"] == found.judged


@pytest.mark.parametrize("opening", ["<main>", "<article>", "<p>One</p>"])
def test_a_page_that_leaves_out_its_body_tag_is_judged_too(here: Path, opening: str) -> None:
    found = linted(here, f"<!doctype html><html lang=en><title>Flood</title>{opening}{IMAGE}")
    assert [RULE] == [hit.finding.rule for hit in found.hits]


def test_a_part_of_a_page_is_judged_by_what_stands_in_it(here: Path) -> None:
    byline = (
        "<p class=byline>By <a rel=author href=/a/>Ines Calloway</a></p><time datetime=2026-03-01>1 March 2026</time>"
    )
    text = "<p>The water rose in the night and the harbour was closed to all ships until noon, said the pilot.</p>" * 12
    part = f"<article><h1>Flood closes harbour</h1>{byline}{IMAGE}{text}</article>"
    config = Config(rules=[RULE, "article-metadata-missing"])
    of_whole = {hit.finding.rule for hit in linted(here, f"<!doctype html><body>{part}", config).hits}
    of_part = {hit.finding.rule for hit in linted(here, part, config).hits}
    assert ({RULE, "article-metadata-missing"}, {RULE}) == (of_whole, of_part)


@pytest.mark.parametrize(
    "source",
    [
        "{% extends 'base.html' %}" + IMAGE,
        "<!doctype html><title>{% block title %}Flood{% endblock %}</title>" + IMAGE,
        '{{ define "main" }}' + IMAGE,
        "{{- partial `header` . -}}" + IMAGE,
        "<?php get_header(); ?>" + IMAGE,
        "<% title %>" + IMAGE,
    ],
)
def test_a_template_is_left_out_and_that_is_said(here: Path, source: str) -> None:
    found = linted(here, source)
    assert ([], 0, "Nothing was judged: 1 file left out.") == (found.hits, found.exit_code, found.verdict)
    assert {"page.html": "it is a template; check the pages that are made of it"} == found.left_out


@pytest.mark.parametrize(
    "source",
    [
        PAGE.format(f"<pre>{{% if x %}}</pre>{IMAGE}"),
        PAGE.format(f"<script>let a = '<% x %>'</script><p>{{{{ price }}}}{' euro' * 20}</p>{IMAGE}"),
        PAGE.format(f"<p>At 5% of {{a}}, 3 &lt;% 4</p>{IMAGE}"),
    ],
)
def test_a_page_that_shows_code_is_no_template(here: Path, source: str) -> None:
    assert [RULE] == [hit.finding.rule for hit in linted(here, source).hits]


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("", "it holds no HTML"),
        ("body { margin: 0 }", "it holds no HTML"),
        ("PNG\0<", "it holds no HTML"),
        (
            "<!doctype html><body><div id=app></div><script src=app.js></script>",
            "its content comes from scripts, which need a browser; `audit run` has one",
        ),
    ],
)
def test_what_cannot_be_judged_never_passes(here: Path, source: str, reason: str) -> None:
    found = linted(here, source)
    assert ({"page.html": reason}, 2) == (found.problems, found.exit_code)
    assert "Not passed: nothing failed in 0 files, but 1 file could not be judged in full." == found.verdict


def test_a_folder_is_refused_with_what_to_do(here: Path) -> None:
    (here / "public").mkdir()
    found = lint(["public"], Config(rules=[RULE]), lambda: b"")
    assert {"public": "it is a folder; `audit run public` audits one"} == found.problems


def with_rule(here: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> Lint:
    """What a rule of the user's own says, which no other test hears of."""
    monkeypatch.setattr(registry, "rules", {**registry.rules})
    monkeypatch.syspath_prepend(str(here))
    return linted(here, PAGE.format(""), Config(rules=[name.replace("_", "-")], rule_modules=[name]))


def test_a_rule_that_breaks_is_no_pass(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (here / "rule_that_breaks.py").write_text(
        '"""Breaks."""\nfrom audit.rules import rule\n'
        '@rule("It holds", impact="minor", source="https://example.org/ (read 2026-11)")\n'
        "def rule_that_breaks(page):\n    raise ValueError('on purpose')\n    yield\n"
    )
    found = with_rule(here, "rule_that_breaks", monkeypatch)
    assert (2, {"page.html": "the rule rule-that-breaks broke: ValueError: on purpose"}) == (
        found.exit_code,
        found.problems,
    )


def test_patterns_of_addresses_begin_at_the_folder_that_is_audited(here: Path) -> None:
    config = Config(rules=[RULE], targets=["https://example.org/", "public"], exclude=["/drafts/*"])
    found = linted(here, PAGE.format(IMAGE), config, "public/drafts/flood.html")
    assert {"public/drafts/flood.html": "“exclude” names it"} == found.left_out
    config = Config(rules=[RULE], targets=["public"], include=["/2026/*"])
    assert [True] == [hit.gates for hit in linted(here, PAGE.format(IMAGE), config, "public/2026/flood.html").hits]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_are_counted_whatever_ends_them(here: Path, end: str) -> None:
    (here / "part.html").write_bytes(f"<figure>{end}<p>{end}{IMAGE}</figure>".encode())
    found = lint(["part.html"], Config(rules=[RULE]), lambda: b"")
    assert [3] == [hit.finding.target.line for hit in found.hits]


def test_files_with_one_address_are_told_apart(here: Path) -> None:
    write_site(here, {"/a/x.html": PAGE.format(IMAGE), "/b/x.html": PAGE.format("<p>\n" + IMAGE)})
    found = lint(["a/x.html", "b/x.html"], Config(rules=[RULE], targets=["a", "b"]), lambda: b"")
    assert [("a/x.html", 4), ("b/x.html", 5)] == [(hit.file, hit.finding.target.line) for hit in found.hits]


def test_what_the_baseline_knows_does_not_gate_and_what_is_new_does(here: Path) -> None:
    known = linted(here, PAGE.format(IMAGE)).hits[0].finding
    head = baseline.Head(baseline=1, tool="newsroom-audit 0.1.0", engine="", pages=1)
    entry = baseline.Entry(rule=RULE, fingerprint=known.fingerprint, pages=1, on=["/page.html"])
    baseline.write(here / "audit-baseline.jsonl", baseline.Baseline(head, {entry.fingerprint: entry}))
    write_site(here, {"/new.html": PAGE.format(IMAGE)})
    found = lint(["page.html", "new.html"], Config(rules=[RULE]), lambda: b"")
    assert [("page.html", True, False), ("new.html", False, True)] == [
        (hit.file, hit.is_known, hit.gates) for hit in found.hits
    ]
    assert [True, True] == [
        hit.gates for hit in lint(["page.html", "new.html"], Config(rules=[RULE], baseline=""), lambda: b"").hits
    ]


def test_what_could_not_be_told_never_gates(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = linted(
        here, (Path(__file__).parent.parent / "audit/demo/site/index.html").read_text(), Config(preview=True)
    )
    unsure = [hit for hit in found.hits if hit.finding.outcome == Outcome.CANT_TELL]
    assert not any(hit.gates for hit in unsure)


def test_only_page_rules_that_need_no_browser_run() -> None:
    rules = without_browser(load_rules(), Config(preview=True))
    assert {RULE} < {rule.id for rule in rules}
    assert not any(rule.info.needs or rule.info.scope == "site" for rule in rules)


def test_settings_that_leave_no_rule_are_refused() -> None:
    with pytest.raises(ConfigError, match="None of the chosen rules judges a file alone"):
        without_browser(load_rules(), Config(rules=["axe"]))


def test_a_suppression_that_can_never_fit_is_refused(here: Path) -> None:
    (here / "page.html").write_text(PAGE)
    from audit.decisions import Suppression

    with pytest.raises(ConfigError, match="suppress, number 1"):
        lint(["page.html"], Config(suppress=[Suppression(reason="known", rule="imagse")]), lambda: b"")
