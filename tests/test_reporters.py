"""What a run leaves behind: files that are whole, the same every time, and harmless whatever the pages said."""

from __future__ import annotations

import itertools
import os
import re
import subprocess
import sys
from pathlib import Path

import jsonschema
import msgspec
import pytest
from lxml import html
from msgspec.structs import replace

from audit.check import check_page
from audit.errors import ConfigError, OutputError
from audit.model import Gap, Outcome, PageSummary, Report, RuleInfo, SiteDocument, Snapshot, State
from audit.page import Page
from audit.reporters import REPORTERS, write
from audit.reporters.html.inert import LONGEST, address, count, inert, linked, prose
from audit.reporters.html.matrix import ARTICLES_LISTED
from audit.reporters.html.view import GROUPS_SHOWN, PAGES_LISTED, PAGES_SHOWN
from audit.reporters.json import SCHEMA_FILE, schema, schema_text
from audit.reporters.wcag import CRITERIA
from audit.rules import load_rules
from tests import samples

SAMPLES = ["sample", "large", "hostile", "empty", "clean"]


def sample(name: str) -> Report:
    if name == "large":
        return samples.large(
            pages=60, groups=600
        )  # enough for everything to be folded; the whole size has a test of its own
    made: Report = getattr(samples, name)()
    return made


def page(report: Report) -> html.HtmlElement:
    return html.document_fromstring(REPORTERS["html"](report)["index.html"])


def text(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def section(root: html.HtmlElement, name: str) -> html.HtmlElement:
    [found] = root.xpath("//section[@aria-labelledby=$name]", name=name)
    return found


# --------------------------------------------------------------------------------------------------------------- files


def test_write_returns_the_files_it_wrote(tmp_path: Path) -> None:
    folder = tmp_path / "reports" / "today"
    assert [folder / "index.html", folder / "report.json"] == write(samples.sample(), folder, ["html", "json"])
    assert {"index.html", "report.json"} == {path.name for path in folder.iterdir()}


def test_unknown_format_is_the_users_mistake(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"no report format “pdf”. Choose from html, json"):
        write(samples.sample(), tmp_path / "new", ["json", "pdf"])
    assert not (tmp_path / "new").exists()


def test_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file")
    with pytest.raises(OutputError, match=r"cannot be written to .*taken.*: (File exists|Not a directory)"):
        write(samples.sample(), tmp_path / "taken", ["json"])


def test_write_that_breaks_off_leaves_the_earlier_report_whole(tmp_path: Path) -> None:
    """A full disk in the middle of the second file must not leave a new first file beside an old second one."""
    write(samples.clean(), tmp_path, ["html", "json"])
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    in_the_way = tmp_path / f".report.json.{os.getpid()}.part"
    in_the_way.mkdir()
    with pytest.raises(OutputError):
        write(samples.sample(), tmp_path, ["html", "json"])
    in_the_way.rmdir()
    assert before == {path.name: path.read_bytes() for path in tmp_path.iterdir()}


@pytest.mark.parametrize("name", SAMPLES)
@pytest.mark.parametrize("reporter", REPORTERS.values(), ids=REPORTERS)
def test_same_report_gives_same_bytes_whatever_the_order_of_keys(reporter, name: str) -> None:
    report = sample(name)
    turned = replace(
        report,
        settings=dict(reversed(report.settings.items())),
        outcomes={rule: dict(reversed(counts.items())) for rule, counts in reversed(report.outcomes.items())},
    )
    assert reporter(report) == reporter(turned)


def test_help_does_not_pay_for_jinja() -> None:
    code = "import sys, audit.reporters; sys.exit('jinja2' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


# ---------------------------------------------------------------------------------------------------------------- json


@pytest.mark.parametrize("name", SAMPLES)
def test_json_comes_back_as_the_same_report_and_keeps_to_its_schema(name: str) -> None:
    report = sample(name)
    written = REPORTERS["json"](report)["report.json"]
    assert report == msgspec.json.decode(written, type=Report)
    jsonschema.validate(msgspec.json.decode(written), schema())


def test_json_survives_half_a_surrogate_pair() -> None:
    """As from a folder whose name is no UTF-8; a report with U+FFFD is worth more than none."""
    report = replace(samples.clean(), targets=["caf\udce9/"], settings={"a": ["\udce9", {"\udce9": 1}]})
    written = REPORTERS["json"](report)["report.json"]
    back = msgspec.json.decode(written, type=Report)
    assert back.targets == ["caf\ufffd/"]
    assert back.settings == {"a": ["\ufffd", {"\ufffd": 1}]}


def test_published_schema_is_up_to_date() -> None:
    published = Path(sys.modules["audit.reporters.json"].__file__ or "").with_name(SCHEMA_FILE)
    assert schema_text() == published.read_text(encoding="utf-8"), (
        f"write audit.reporters.json.schema_text() to {published}"
    )


def test_schema_documents_nouns_and_fields() -> None:
    nouns = schema()["$defs"]
    assert nouns["Report"]["properties"]["schema_version"]["const"] == "1.0"
    assert nouns["Report"]["properties"]["verdict"]["description"] == "The gate's answer in a sentence."
    assert all(noun.get("description") for noun in nouns.values())


# ---------------------------------------------------------------------------------------------- html: what it says first


@pytest.mark.parametrize(
    ("changes", "word", "tone"),
    [
        ({"exit_code": 0}, "Passed", "good"),
        ({"exit_code": 1}, "Failed", "bad"),
        ({"exit_code": 2}, "Not done", "bad"),
        ({"exit_code": 3}, "Nothing audited", "bad"),
        ({"exit_code": 0, "pages": []}, "Nothing audited", "bad"),
        ({"exit_code": 0, "interrupted": True}, "Interrupted", "bad"),
        ({"exit_code": 130, "interrupted": True}, "Interrupted", "bad"),
        (
            {"broken_rules": [Gap(what="a-rule", reason="KeyError")]},
            "Passed, but not everything was looked at",
            "mixed",
        ),
        ({"pages": [*samples.clean().pages, PageSummary(url="https://x.example/", state=State.ERROR)]}, None, "mixed"),
        (
            {"pages": [PageSummary(url="https://x.example/", state=State.PARTLY_AUDITED)]},
            "Passed, but not everything was looked at",
            "mixed",
        ),
    ],
)
def test_only_a_complete_run_without_failures_looks_good(changes, word: str | None, tone: str) -> None:
    root = page(replace(samples.clean(), **changes))
    [verdict] = root.find_class("verdict")
    assert f"verdict {tone}" == verdict.get("class")
    if word:
        assert word == text(verdict.find_class("standing")[0])
        assert root.findtext(".//title").endswith(f": {word}")


def test_verdict_and_exit_code_stand_at_the_top() -> None:
    [verdict] = page(samples.sample()).find_class("verdict")
    assert "Failed 9 groups failed, 6 of them serious or critical; the gate lets none of those through." in text(
        verdict
    )
    assert "Exit code 1: new failures" in text(verdict)


def test_trouble_is_said_before_the_numbers() -> None:
    report = replace(
        samples.sample(), interrupted=True, broken_rules=[Gap(what="title-shared", reason="KeyError: 'og'")]
    )
    [notices] = page(report).find_class("notices")
    said = [text(item) for item in notices]
    assert len(said) == 4
    assert said[0].startswith("The run was interrupted before it was done.")
    assert said[1].startswith("2 pages could not be audited. Nothing is known about them.")
    assert said[2].startswith("1 rule broke and did not judge every page.")
    assert said[3].startswith("2 pages could only be looked at in part.")
    assert notices.getnext().get("class") == "numbers"


def test_key_numbers_are_groups_and_pages() -> None:
    [numbers] = page(samples.sample()).find_class("numbers")
    shown = {text(entry.find("dt")): text(entry.find("dd")) for entry in numbers}
    assert shown == {
        "Things to fix": "9",
        "Could not tell": "3",
        "Audited": "30",
        "Partly audited": "2",
        "Errors": "2",
        "Skipped": "17",
    }


def test_report_without_a_page_never_says_that_something_passed() -> None:
    root = page(samples.empty())
    said = text(root.find("body")).lower()
    assert "no page was audited" in said
    assert "nothing failed" not in said
    assert "no page was looked at, so nothing could fail or pass" in said


# ------------------------------------------------------------------------------------------------ html: groups and pages


def test_groups_stand_below_their_rule_in_the_order_of_the_report() -> None:
    fix = section(page(samples.sample()), "fix")
    assert fix.xpath(".//h3/@id") == [
        "rule-axe-label",
        "rule-form-label-repeated",
        "rule-axe-color-contrast",
        "rule-image-alt-filename",
        "rule-title-shared",
        "rule-published-date-contradicts",
        "rule-image-caption-repeats-alt",
    ]
    [contrast] = fix.xpath(".//section[h3/@id='rule-axe-color-contrast']")
    assert [f"group-{number:016x}" for number in (3, 4, 5)] == contrast.xpath(".//article/@id")


def test_group_says_what_where_and_how_often() -> None:
    [card] = page(samples.sample()).xpath(f"//article[@id='group-{5:016x}']")
    said = text(card)
    assert "failed serious on 2 pages, 2 places axe-color-contrast 3" in said
    assert "The text has a contrast of 1.6 to 1" in text(card.find("h4"))
    assert text(card.find("pre")) == '<small class="ad-label">Advertisement</small>'
    assert "Element body > small.ad-label" in said
    assert 'In the frame iframe[title="Weather from the port authority"]' in said
    assert [samples.story(2)] == card.xpath(".//dl[@class='where']//a/@href")
    assert [samples.story(2), samples.story(3)] == card.xpath(".//*[@class='pages-of']//a/@href")


def test_rule_has_its_references() -> None:
    fix = section(page(samples.sample()), "fix")
    [rule] = fix.xpath(".//section[h3/@id='rule-title-shared']")
    assert rule.xpath(".//dl[@class='references']//a/@href") == [
        "https://www.w3.org/WAI/WCAG22/Understanding/page-titled",
        "https://www.w3.org/WAI/standards-guidelines/act/rules/2779a5/",
        "https://www.w3.org/TR/WCAG22/#page-titled",
    ]


def test_page_as_a_whole_is_called_that() -> None:
    [card] = page(samples.sample()).xpath(f"//article[@id='group-{7:016x}']")
    assert "Element the page as a whole" in text(card)


def test_explanation_of_a_rule_stands_once_and_is_linked_from_its_second_place() -> None:
    root = page(samples.sample())
    assert text(root).count("An alternative text that is a file name is read aloud letter by letter.") == 1
    [again] = section(root, "unsure").xpath(".//section[h3/@id='rule-image-alt-filename-unsure']")
    assert again.xpath("./p/a[.='Why this matters and how to fix it']/@href") == ["#rule-image-alt-filename"]


def test_explanation_stands_with_could_not_tell_where_nothing_failed() -> None:
    [credit] = section(page(samples.sample()), "unsure").xpath(".//section[h3/@id='rule-image-credit-missing-unsure']")
    assert "Readers judge a picture by who took it." in text(credit)


def test_rule_the_report_does_not_know_stands_under_its_id() -> None:
    root = page(replace(samples.sample(), rules=[]))
    assert text(root.xpath("//h3[@id='rule-axe-label']")[0]) == "axe-label failed"


def test_criterion_and_act_rule_that_do_not_exist_are_no_links() -> None:
    [known] = [rule for rule in samples.RULES if rule.id == "axe-label"]
    report = replace(samples.sample(), rules=[replace(known, wcag=["4.1.1"], act=["../evil"])])
    [references] = section(page(report), "fix").xpath(".//section[h3/@id='rule-axe-label']/dl")
    assert "WCAG 2.2 4.1.1 ACT rule ../evil" in text(references)
    assert not references.xpath(".//a[contains(., '4.1.1') or contains(., 'evil')]")


def test_many_groups_of_a_rule_are_folded_away() -> None:
    root = page(samples.large(pages=20, groups=200))
    [rule] = root.xpath("//section[h3/@id='rule-axe-label']")
    groups = len(rule.xpath(".//article"))
    assert len(rule.xpath("./article")) == GROUPS_SHOWN
    assert f"{groups - GROUPS_SHOWN} more groups of this rule" == text(rule.xpath("./details/summary")[0])


def test_group_on_twenty_thousand_pages_shows_ten_and_says_how_many_more() -> None:
    urls = [f"{samples.SITE}/{number}" for number in range(20_000)]
    one = replace(samples.sample().groups[0], pages=urls, occurrences=20_000)
    written = REPORTERS["html"](replace(samples.sample(), groups=[one], pages=[]))["index.html"]
    [card] = html.document_fromstring(written).xpath("//article")
    assert "on 20,000 pages, 20,000 places" in text(card)
    assert len(card.xpath("./div[@class='pages-of']/ul/li")) == PAGES_SHOWN
    assert f"{20_000 - PAGES_SHOWN:,} more pages" == text(card.xpath(".//summary")[0])
    assert len(card.xpath("./div[@class='pages-of']//li")) == PAGES_LISTED
    assert f"{20_000 - PAGES_LISTED:,} more pages of this group: see Pages." in text(card)
    assert len(written) < 200_000


def test_page_links_to_its_groups_and_tells_failed_from_could_not_tell() -> None:
    table = section(page(samples.sample()), "pages")
    [row] = table.xpath(".//tr[th//a[@href=$url]]", url=samples.story(6))
    assert "Harbour school reopens after the storm – The Harbour Gazette" in text(row.find("th"))
    cells = {cell.get("data-label"): text(cell) for cell in row.findall("td")}
    assert cells["Kind"] == "article og:type is “article”, JSON-LD has a NewsArticle"
    assert (cells["State"], cells["Failed"], cells["Could not tell"]) == ("Audited", "5", "2")
    assert "image-alt-filename could not tell" in cells["Groups"]
    assert f"#group-{12:016x}-unsure" in row.xpath(".//a/@href")


def test_page_that_was_not_looked_at_has_no_zeros() -> None:
    [row] = section(page(samples.sample()), "pages").xpath(".//tr[th//a[contains(@href, 'storm-desk')]]")
    assert [text(cell) for cell in row.find_class("number")] == ["not known", "not known"]
    assert text(row.find_class("found")[0]) == "not known"


def test_addresses_are_shown_without_the_origin_they_share_and_in_full_otherwise() -> None:
    root = page(samples.sample())
    assert "Addresses are shown without https://www.harbour-gazette.example." in text(section(root, "pages"))
    assert section(root, "pages").xpath(".//a[contains(@href, 'regatta')]/bdi/text()") == ["/archive/1998/regatta"]
    outside = "https://ads.tide-tables.example/click?id=88120"
    assert [outside] == section(root, "coverage").xpath(".//a[contains(@href, 'tide-tables')]/bdi/text()")


def test_article_shows_who_says_what_and_marks_the_odd_one_out() -> None:
    told = section(page(samples.sample()), "articles")
    first = told.xpath(".//details")[0]
    assert "1 contradiction: Authors" in text(first.find("summary"))
    assert ["Ada Winter, the news desk page, JSON-LD", "Ben Moss feed odd one out"] == [
        text(saying) for saying in first.xpath(".//tr")[2].iter("li")
    ]
    assert "X card (from og:title)" in text(first)
    assert "no contradiction" in text(told.xpath(".//details")[1].find("summary"))


def test_articles_that_are_not_listed_are_counted() -> None:
    report = samples.sample()
    many = [replace(report.pages[0], url=f"https://x.example/{number}") for number in range(ARTICLES_LISTED + 3)]
    told = section(page(replace(report, pages=many)), "articles")
    assert len(told.xpath(".//details")) == ARTICLES_LISTED
    assert "In report.json only: 3 further articles." in text(told)


def test_report_without_articles_has_no_section_for_them() -> None:
    assert not page(replace(samples.clean(), pages=[])).xpath("//*[@id='articles' or @href='#articles']")


def test_every_address_stands_in_the_ledger_once() -> None:
    report = samples.sample()
    ledger = section(page(report), "coverage")
    assert sorted(page.url for page in report.pages) == sorted(ledger.xpath(".//tbody//th//a/@href"))


def test_ledger_says_how_many_why_and_where_found_with_trouble_first() -> None:
    ledger = section(page(samples.sample()), "coverage")
    assert [text(summary) for summary in ledger.iter("summary")] == [
        "Error HTTP status 1",
        "Error timeout 1",
        "Partly audited 2",
        "Skipped page limit 14",
        "Skipped not HTML 1",
        "Skipped out of scope 1",
        "Skipped robots.txt 1",
        "Audited 30",
    ]
    [first, *_] = ledger.iter("details")
    assert "/archive/1998/regatta HTTP 500 The server answered 500. /sport/2026/11/" in text(first.find(".//tbody"))
    assert len(ledger.xpath("./details[@open]")) == 3
    assert "reflow was not looked at: the page did not settle within 10 s at 320 px" in text(ledger)


def test_broken_rules_are_listed() -> None:
    report = replace(samples.clean(), broken_rules=[Gap(what="title-shared", reason="KeyError: 'og'")])
    [heading] = page(report).xpath("//h3[@id='broken-rules']")
    assert text(heading.getparent().find_class("gaps")[-1]) == "title-shared KeyError: 'og'"


def test_sitemaps_and_feeds_are_listed_with_what_could_not_be_read() -> None:
    files = [
        SiteDocument(url=f"{samples.SITE}/sitemap.xml", kind="sitemap", entries=1, named_by="robots.txt"),
        SiteDocument(url=f"{samples.SITE}/feed.xml", kind="feed", problem="it is <empty>"),
    ]
    told = text(section(page(replace(samples.clean(), documents=files)), "coverage"))
    assert "/sitemap.xml sitemap, 1 entry, named by robots.txt" in told
    assert "/feed.xml feed, 0 entries; not read whole: it is <empty>" in told
    assert "Sitemaps and feeds" not in text(section(page(samples.clean()), "coverage"))


def test_table_of_rules_counts_pages_by_outcome() -> None:
    rules = section(page(samples.sample()), "rules")
    rows = {row.xpath("string(.//th/*[last()])"): row for row in rules.xpath(".//tbody/tr")}
    row = rows["image-alt-filename"]
    assert [text(cell) for cell in row.findall("td")] == ["images", "25", "2", "1", "2", "0"]
    assert row.xpath(".//a/@href") == ["#rule-image-alt-filename"]
    assert len(samples.RULES) == len(rules.xpath(".//tbody/tr"))


# ------------------------------------------------------------------------------------------------------ html: its build


@pytest.mark.parametrize("name", SAMPLES)
def test_every_link_inside_the_report_leads_somewhere_and_ids_are_unique(name: str) -> None:
    root = page(sample(name))
    ids = root.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {link[1:] for link in root.xpath("//a/@href") if link.startswith("#")} <= set(ids)


@pytest.mark.parametrize("name", SAMPLES)
def test_headings_descend_one_step_at_a_time(name: str) -> None:
    levels = [int(heading.tag[1]) for heading in page(sample(name)).xpath("//h1 | //h2 | //h3 | //h4")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))


def test_sections_stand_in_the_order_a_reader_needs_them() -> None:
    assert page(samples.sample()).xpath("//h2/@id") == [
        *("fix", "unsure", "pages", "articles", "coverage", "rules", "made")
    ]


@pytest.mark.parametrize("name", SAMPLES)
def test_nothing_in_the_report_can_run_or_load(name: str) -> None:
    root = page(sample(name))
    assert not root.xpath("//script | //img | //iframe | //object | //embed | //form | //base | //*[@style]")
    assert not [attribute for attribute in root.xpath("//@*") if attribute.attrname.startswith("on")]
    assert root.xpath("//link/@rel") == ["icon"]
    for link in root.xpath("//a"):
        assert re.match(r"#|https?://", link.get("href"))
        assert link.get("href").startswith("#") or link.get("rel") == "noreferrer"


def test_policy_allows_the_one_style_sheet_and_nothing_else() -> None:
    root = page(samples.sample())
    [policy] = root.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert policy.endswith("'; img-src data:; base-uri 'none'; form-action 'none'")
    assert len(root.xpath("//style")) == 1


def test_million_characters_are_cut_with_a_word_on_how_many_are_missing() -> None:
    written = REPORTERS["html"](samples.hostile())["index.html"]
    assert len(written) < 150_000
    assert "… [999,000 more characters]" in written


def test_unseen_characters_are_made_visible() -> None:
    written = REPORTERS["html"](samples.hostile())["index.html"]
    assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", written)
    assert "abc [U+202E]gnp.exe[U+202C]" in written
    assert "bell[U+0007] null[U+0000]" in written


def test_text_of_pages_keeps_its_direction_to_itself() -> None:
    """Hebrew in a reason once moved the number behind it to its front."""
    root = page(samples.hostile())
    loose = [
        element.getparent().tag
        for element in root.xpath("//body//*[contains(text(), 'שלום')]")
        if element.tag != "bdi" and not element.get("dir")
    ]
    assert not loose


def test_text_of_pages_is_never_a_template() -> None:
    assert "{{ 7 * 7 }}{% raw %}" in REPORTERS["html"](samples.hostile())["index.html"]


def test_empty_texts_leave_no_empty_places() -> None:
    report = samples.sample()
    bare = replace(
        report,
        groups=[
            replace(report.groups[0], message="", url="", target=replace(report.groups[0].target, html="", selector=""))
        ],
        pages=[PageSummary(url="", state=State.AUDITED, groups=[report.groups[0].id])],
        rules=[RuleInfo(id="axe-label", topic="", title="", impact=report.groups[0].impact)],
    )
    root = page(bare)
    assert text(root.find(".//h4")) == "The rule gave no message."
    assert text(root.find(".//h3")) == "axe-label failed"
    assert text(section(root, "pages").find(".//tbody/tr/th")) == "no title no address"
    assert not [link for link in root.iter("a") if not text(link)]


def test_page_that_names_a_group_the_report_lacks_is_still_shown() -> None:
    report = samples.clean()
    stray = replace(report, pages=[replace(report.pages[0], groups=["0" * 16])])
    assert text(section(page(stray), "pages").find_class("found")[0]) == "none"


def test_large_report_stays_within_reason() -> None:
    report = samples.large()
    written = REPORTERS["html"](report)["index.html"]
    assert written.count("<article") == 3_000
    assert len(written) < 3_000 * 3_000
    root = html.document_fromstring(written)
    rules = len({(group.rule, group.outcome) for group in report.groups})
    assert GROUPS_SHOWN * rules == len(root.xpath("//article[not(ancestor::details)]"))
    assert text(root).count("Readers with low vision, and anyone who reads on a phone in the sun") == 1


# --------------------------------------------------------------------------------------------------------------- words


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        " https://x.example/",
        "data:text/html,x",
        "file:///etc/passwd",
        "//x.example/",
        "/local/",
        "https://",
        "https://x.example/\u202egnp",
        'https://x.example/"onclick=',
        f"https://x.example/{'a' * 5_000}",
    ],
)
def test_address_is_a_link_only_when_it_leads_to_the_web(url: str) -> None:
    assert "<a " not in address(url)


def test_address_of_the_web_is_a_link_that_tells_nobody_where_it_came_from() -> None:
    assert (
        address("HTTPS://x.example/?a=1&b=2")
        == '<a href="HTTPS://x.example/?a=1&amp;b=2" rel="noreferrer"><bdi dir="ltr" lang="">HTTPS://x.example/?a=1&amp;b=2</bdi></a>'
    )


def test_address_loses_only_the_very_origin() -> None:
    assert ">/a</bdi>" in address("https://x.example/a", "https://x.example")
    assert ">https://x.example.evil/a</bdi>" in address("https://x.example.evil/a", "https://x.example")


def test_addresses_within_a_line_become_links_without_the_full_stop() -> None:
    assert re.findall(r'href="([^"]+)"', linked("See https://a.example/x, <b> and https://b.example/.")) == [
        "https://a.example/x",
        "https://b.example/",
    ]
    assert "&lt;b&gt;" in linked("<b>")


def test_prose_sets_names_as_code_and_nothing_else() -> None:
    assert prose("Use `<label>`.\n\n<b>no</b>\n\n") == ["Use <code>&lt;label&gt;</code>.", "&lt;b&gt;no&lt;/b&gt;"]


def test_inert_leaves_what_is_no_text_alone() -> None:
    assert inert(7) == 7
    assert f"{'a' * LONGEST}… [1 more character]" == inert("a" * (LONGEST + 1))
    assert inert("שלום\u200f\n\t🏳️‍🌈") == "שלום\u200f\n\t🏳️‍🌈"
    assert inert("\udce9") == "\ufffd"


def test_count_says_one_and_many() -> None:
    assert [
        count(1, "page"),
        count(0, "page"),
        count(20_000, "address", "addresses"),
    ] == ["1 page", "0 pages", "20,000 addresses"]


def test_criteria_know_their_pages() -> None:
    assert len(CRITERIA) == 86
    assert CRITERIA["2.2.2"].url == "https://www.w3.org/WAI/WCAG22/Understanding/pause-stop-hide"
    assert CRITERIA["1.4.3"].url == "https://www.w3.org/WAI/WCAG22/Understanding/contrast-minimum"
    assert (
        CRITERIA["2.5.8"].number,
        CRITERIA["2.5.8"].level,
        CRITERIA["2.5.8"].name,
    ) == ("2.5.8", "AA", "Target Size (Minimum)")


def test_could_not_tell_is_not_called_failed() -> None:
    report = samples.sample()
    only_unsure = replace(report, groups=[group for group in report.groups if group.outcome == Outcome.CANT_TELL])
    root = page(only_unsure)
    assert "Nothing failed on the pages that were looked at." in text(section(root, "fix"))
    assert {"could not tell"} == {text(badge) for badge in section(root, "unsure").find_class("outcome")}


@pytest.mark.parametrize("name", SAMPLES)
def test_report_passes_our_own_rules(name: str) -> None:
    source = REPORTERS["html"](sample(name))["index.html"]
    rules = [rule for rule in load_rules().values() if not rule.info.needs]
    checked = check_page(Page(Snapshot(url="https://reports.example/", served=source, status=200)), rules)
    assert checked.findings == []
    assert checked.broken == []
