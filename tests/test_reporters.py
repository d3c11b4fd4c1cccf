"""What a run leaves behind: files that are whole, the same every time, and harmless whatever the pages said."""

from __future__ import annotations

import itertools
import os
import re
import subprocess
import sys
from base64 import b64encode
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import jsonschema
import msgspec
import pytest
from lxml import html
from msgspec.structs import replace

from audit.check import check_page
from audit.errors import ConfigError, OutputError
from audit.history import Run
from audit.model import (
    BaselineUse,
    Gap,
    GroupState,
    Impact,
    Origin,
    Outcome,
    PageSummary,
    Picture,
    Report,
    RuleInfo,
    SiteDocument,
    Snapshot,
    Spared,
    StaleEntry,
    State,
    SuppressionUse,
    Target,
)
from audit.page import Page
from audit.reporters import REPORTERS, write
from audit.reporters.html import TEMPLATES, files
from audit.reporters.html.addresses import PIECE
from audit.reporters.html.groups import PAGES_LISTED, PAGES_OPEN
from audit.reporters.html.index import ARTICLES_SHOWN, GROUPS_SHOWN
from audit.reporters.html.inert import LONGEST, address, brief, count, inert, linked, prose
from audit.reporters.html.pages import FINDINGS_SHOWN
from audit.reporters.json import SCHEMA_FILE, schema, schema_text
from audit.reporters.wcag import CRITERIA
from audit.rules import load_rules
from tests import samples

EXAMPLE = Path(__file__).parent.parent / "reports" / "example"
SAMPLES = ["sample", "large", "hostile", "empty", "clean"]


def sample(name: str) -> Report:
    if name == "large":
        return samples.large(pages=30, groups=80)  # the whole size has a test of its own
    made: Report = getattr(samples, name)()
    return made


def page(report: Report, path: str = "index.html") -> html.HtmlElement:
    return html.document_fromstring(REPORTERS["html"](report)[path])


def group_page(number: int, suffix: str = "") -> html.HtmlElement:
    return page(samples.sample(), f"groups/{number:016x}{suffix}.html")


def text(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def words(element: html.HtmlElement) -> str:
    """The text with a space between elements, as cells of a row have."""
    return " ".join(" ".join(element.itertext()).split())


def section(root: html.HtmlElement, name: str) -> html.HtmlElement:
    [found] = root.xpath("//section[@aria-labelledby=$name]", name=name)
    return found


# --------------------------------------------------------------------------------------------------------------- files


def test_write_returns_the_files_it_wrote(tmp_path: Path) -> None:
    folder = tmp_path / "reports" / "today"
    assert [folder / "index.html", folder / "report.json"] == write(samples.sample(), folder, ["html", "json"])
    assert {
        *("index.html", "addresses.html", "rules.html", "report.json"),
        *("assets", "groups", "pages"),
    } == {path.name for path in folder.iterdir()}


def test_pages_of_an_earlier_report_in_the_folder_go_and_nothing_else(tmp_path: Path) -> None:
    write(samples.sample(), tmp_path, ["html"])
    mine = [tmp_path / "groups/notes.txt", tmp_path / "pictures/page-1.webp", tmp_path / "notes.html"]
    for file in mine:
        file.parent.mkdir(exist_ok=True)
        file.write_text("mine")
    write(samples.clean(), tmp_path, ["html"])
    assert [] == list((tmp_path / "groups").glob("*.html"))
    assert [tmp_path / "pages/1.html"] == list((tmp_path / "pages").iterdir())
    assert all(file.exists() for file in mine)


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
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    in_the_way = tmp_path / f".report.json.{os.getpid()}.part"
    in_the_way.mkdir()
    with pytest.raises(OutputError):
        write(samples.sample(), tmp_path, ["html", "json"])
    in_the_way.rmdir()
    assert before == {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}


@pytest.mark.parametrize("name", SAMPLES)
@pytest.mark.parametrize("reporter", REPORTERS.values(), ids=REPORTERS)
def test_same_report_gives_same_bytes_whatever_the_order_of_keys(reporter, name: str) -> None:
    report = sample(name)
    turned = replace(
        report,
        settings=dict(reversed(report.settings.items())),
        outcomes={rule: dict(reversed(counts.items())) for rule, counts in reversed(report.outcomes.items())},
    )
    assert dict(reporter(report)) == dict(reporter(turned))


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
    assert "Exit code 1: something failed that counts" in text(verdict)


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


def numbers(report: Report) -> dict[str, str]:
    [shown] = page(report).find_class("numbers")
    return {text(entry.find("dt")): text(entry.find("dd")) for entry in shown}


def test_key_numbers_are_groups_and_pages() -> None:
    assert numbers(samples.sample()) == {
        "Things to fix": "9",
        "Could not tell": "3",
        "Pages audited": "32",
        "Errors": "2",
        "Skipped": "17",
    }


def test_with_a_baseline_new_known_fixed_spared_and_by_version_are_told_apart() -> None:
    report = samples.sample()
    first, second, third, fourth, *rest = report.groups
    changed = [
        replace(first, state=GroupState.KNOWN, gates=False),
        replace(second, state=GroupState.NEW_BY_VERSION, gates=False),
        replace(third, spared=Spared(by="suppression", reason="the vendor mends it"), gates=False),
        replace(fourth, gates=True),
    ]
    use = BaselineUse(
        file="audit-baseline.jsonl",
        tool="newsroom-audit 0.1.0",
        engine="4",
        entries=7,
        stale=[
            StaleEntry(rule="axe-label", fingerprint="a" * 16),
            StaleEntry(rule="axe-label", fingerprint="b" * 16, gone_from=["/a"]),
        ],
    )
    told = replace(report, groups=[*changed, *rest], baseline=use)
    assert list(numbers(told).items())[:6] == [
        ("New", "6"),
        ("Known", "1"),
        ("Fixed", "1"),
        ("New by version of the rules", "1"),
        ("Spared", "1"),
        ("Could not tell", "3"),
    ]
    root = page(told)
    assert rows(root)[0].xpath("string(.//a)") == fourth.message
    marks = [text(badge) for badge in section(root, "fix").find_class("badge")]
    assert ["known", "new by version", "suppressed"] == marks
    assert "the vendor mends it" in text(page(told, f"groups/{third.id}.html"))
    assert "2 entries no longer occur" in text(section(root, "coverage"))


def test_suppressions_say_who_answers_for_them_and_which_can_go() -> None:
    used = [
        SuppressionUse(name="axe-label", reason="new form in May", owner="web", expires="2026-05-01", is_expired=True),
        SuppressionUse(name="axe-list", reason="embed", findings=2),
    ]
    told = text(section(page(replace(samples.sample(), suppressions=used)), "coverage"))
    assert "axe-label: 0 findings. new form in May Answers for it: web. Ran out on 2026-05-01. It can go." in told
    assert "axe-list: 2 findings. embed" in told


def test_report_without_a_page_never_says_that_something_passed() -> None:
    root = page(samples.empty())
    said = text(root.find("body")).lower()
    assert "no page was audited" in said
    assert "nothing failed" not in said
    assert "no page was looked at, so nothing could fail or pass" in said


# -------------------------------------------------------------------------------------------------------- html: charts


def test_charts_stand_beside_the_numbers_they_draw() -> None:
    [chart] = page(samples.sample()).xpath("//table[@aria-labelledby='chart-topics']")
    assert words(chart.find("thead")) == "Topic Critical Serious Moderate Minor All"
    told = {text(row.find("th")): [text(cell) for cell in row.find_class("number")] for row in chart.iter("tr")}
    assert told["axe"] == ["1", "3", "0", "0", "4"]
    assert told["images"] == ["0", "1", "0", "1", "2"]
    [axe] = chart.xpath(".//tr[th='axe']//svg")
    assert [("critical", "0", "250"), ("serious", "250", "750")] == [
        (bar.get("class"), bar.get("x"), bar.get("width")) for bar in axe
    ]
    assert all(svg.get("aria-hidden") == "true" for svg in chart.iter("svg"))


def test_addresses_are_put_together_by_their_pattern() -> None:
    [chart] = page(samples.sample()).xpath("//table[@aria-labelledby='chart-patterns']")
    assert {"/local/#/#/*": "5", "/": "1"}.items() <= {
        text(row.find("th")): text(row.find("td")) for row in chart.iter("tr") if row.find("td") is not None
    }.items()


def runs(*failed: int) -> list[Run]:
    return [
        Run(datetime(2026, 11, day, 6, tzinfo=UTC), 30, 0, 1, {("axe", Impact.SERIOUS): number})
        for day, number in enumerate(failed, 1)
    ]


def test_trend_is_drawn_only_where_there_were_runs_and_says_what_it_shows() -> None:
    assert not page(samples.sample()).find_class("trend")
    root = html.document_fromstring(files(samples.sample(), runs(4, 12))["index.html"])
    [drawn] = root.find_class("trend")
    said = "Things to fix over the last 3 runs: 4 in the first, 9 in this one; never fewer than 4 nor more than 12."
    assert said == drawn.get("aria-label")
    assert drawn.xpath("./*[local-name()='polyline']/@points")[0] == "10,96.7 320,10 630,42.5"
    table = root.xpath("//figure//tbody/tr")
    assert [words(row) for row in table] == ["this run 9 7 32", "2026-11-02 06:00 12 12 30", "2026-11-01 06:00 4 4 30"]


def test_equal_runs_with_equal_histories_give_equal_bytes() -> None:
    assert dict(files(samples.sample(), runs(4, 12))) == dict(files(samples.sample(), runs(4, 12)))


def test_interrupted_run_is_no_point_of_a_trend() -> None:
    assert "polyline" not in files(replace(samples.sample(), interrupted=True), runs(4))["index.html"]


# ---------------------------------------------------------------------------------------------------- html: the groups


def rows(root: html.HtmlElement) -> list[html.HtmlElement]:
    found: list[html.HtmlElement] = root.xpath(".//li[@data-v]")
    return found


def test_list_of_groups_says_how_hard_what_and_where_and_leads_to_each() -> None:
    fix = section(page(samples.sample()), "fix")
    assert [row.xpath("string(a/@href)") for row in rows(fix)] == [
        f"groups/{number:016x}.html" for number in range(1, 10)
    ]
    assert text(rows(fix)[4]).endswith("serious axe-color-contrast 3, on 2 pages")
    assert rows(fix)[4].get("data-v") == "axe|serious|failed|new|template|article|0 6|2"


def test_group_says_what_where_and_how_often() -> None:
    root = group_page(5)
    assert "The text has a contrast of 1.6 to 1" in text(root.find(".//h1"))
    assert "failed serious new on 2 pages, from the site's own template axe-color-contrast" in words(
        root.find_class("facts")[0]
    )
    assert text(root.find(".//pre")) == '<small class="ad-label">Advertisement</small>'
    assert "CSS path body > small.ad-label" in text(root)
    assert 'In the frame iframe[title="Weather from the port authority"]' in text(root)
    assert ["../pages/3.html"] == root.xpath("//dl[@class='where']//a/@href")
    assert ["../pages/3.html", "../pages/4.html"] == root.xpath("//ul[@class='page-list']//a/@href")
    assert [f"../groups/{number:016x}" for number in (3, 4)] == [
        link.removesuffix(".html")
        for link in root.xpath("//h2[.='Other groups of this rule']/following-sibling::ul[1]//a/@href")
    ][:2]


def test_group_has_its_references() -> None:
    assert group_page(7).xpath("//dl[@class='references']//a/@href") == [
        "https://www.w3.org/WAI/WCAG22/Understanding/page-titled",
        "https://www.w3.org/WAI/standards-guidelines/act/rules/2779a5/",
        "https://www.w3.org/TR/WCAG22/#page-titled",
    ]
    assert "2.4.2 Page Titled (A)" in text(group_page(7))


def test_group_explains_its_rule_and_shows_it_before_and_after() -> None:
    report = samples.sample()
    shown = [replace(rule, before='<img alt="a.jpg">', after='<img alt="The quay">') for rule in report.rules]
    root = page(replace(report, rules=shown), f"groups/{6:016x}.html")
    assert "An alternative text that is a file name is read aloud letter by letter." in text(root)
    assert ['Not so <img alt="a.jpg">', 'But so <img alt="The quay">'] == [
        words(part) for part in root.find_class("before-after")[0]
    ]
    assert not group_page(6).find_class("before-after")


def test_rule_brings_its_first_examples() -> None:
    info = load_rules()["image-alt-filename"].info
    assert 'alt="1.JPG">\n' in info.before
    assert "<!--" not in info.before
    assert '<img src="/media/2026/snow-in-kyiv.jpg" alt="Snow in Kyiv">' == info.after


def test_page_as_a_whole_is_called_that() -> None:
    assert "CSS path the page as a whole" in text(group_page(7))


def test_rule_the_report_does_not_know_stands_under_its_id() -> None:
    root = page(replace(samples.sample(), rules=[]), f"groups/{1:016x}.html")
    assert "axe-label" in [text(heading) for heading in root.iter("h2")]


def test_criterion_and_act_rule_that_do_not_exist_are_no_links() -> None:
    [known] = [rule for rule in samples.RULES if rule.id == "axe-label"]
    report = replace(samples.sample(), rules=[replace(known, wcag=["4.1.1"], act=["../evil"])])
    [references] = page(report, f"groups/{1:016x}.html").find_class("references")
    assert "WCAG 2.2 4.1.1 ACT rule ../evil" in text(references)
    assert not references.xpath(".//a[contains(., '4.1.1') or contains(., 'evil')]")


def test_group_is_an_issue_in_markdown_whose_code_nothing_breaks_out_of() -> None:
    evil = replace(samples.sample().groups[0], target=Target(selector="a`b", html="<p>```\n# not a heading</p>"))
    root = page(replace(samples.sample(), groups=[evil]), f"groups/{evil.id}.html")
    issue = root.find_class("issue")[0].find("pre").text_content()
    assert issue.startswith("## Form fields have a label\n\nThe search field has no name")
    assert "````html\n<p>```\n# not a heading</p>\n````" in issue
    assert "`` a`b ``" in issue
    assert "[WCAG 4.1.2 Name, Role, Value](https://www.w3.org/WAI/WCAG22/Understanding/name-role-value)" in issue
    assert "- … and 21 more" in issue


def test_group_on_twenty_thousand_pages_lists_some_and_says_how_many_more() -> None:
    urls = [f"{samples.SITE}/{number}" for number in range(20_000)]
    one = replace(samples.sample().groups[0], pages=urls, occurrences=20_000)
    written = REPORTERS["html"](replace(samples.sample(), groups=[one], pages=[]))[f"groups/{one.id}.html"]
    root = html.document_fromstring(written)
    assert "on 20,000 pages" in text(root)
    assert len(root.xpath("//main/ul[@class='page-list']/li")) == PAGES_OPEN
    assert len(root.xpath("//ul[@class='page-list']/li")) == PAGES_LISTED
    assert f"{20_000 - PAGES_LISTED:,} more pages of this group" in text(root)
    assert len(written) < 100_000


def test_group_that_the_baseline_knows_elsewhere_names_the_pages_it_is_new_on() -> None:
    one = replace(samples.sample().groups[0], new_pages=[samples.story(2)])
    root = page(replace(samples.sample(), groups=[one]), f"groups/{one.id}.html")
    assert "It is new on 1 page:" in text(root)
    assert ["../pages/3.html"] == root.xpath("(//ul[@class='page-list'])[1]//a/@href")


def test_groups_beyond_the_first_page_have_pages_of_their_own() -> None:
    made = REPORTERS["html"](samples.large(pages=20, groups=1_200))
    first, second, third = (
        html.document_fromstring(made[name]) for name in ("index.html", "groups-2.html", "groups-3.html")
    )
    assert [GROUPS_SHOWN, GROUPS_SHOWN, 1_200 - 2 * GROUPS_SHOWN] == [
        len(rows(root)) for root in (first, second, third)
    ]
    assert ["groups-2.html", "groups-3.html"] == first.xpath("//p[@class='further']/a/@href")
    linked = [link for root in (first, second, third) for link in root.xpath("//li[@data-v]/a/@href")]
    assert 1_200 == len(set(linked)) == len([path for path in made if path.startswith("groups/")])


def test_picture_of_the_element_is_shown_with_its_outline() -> None:
    one = samples.sample().groups[0]
    picture = Picture(file=f"pictures/{one.id}.webp", width=640, height=420, boxes={one.id: [10, 20, 30, 0.5]})
    report = replace(samples.sample(), groups=[replace(one, picture=picture)])
    [shot] = page(report, f"groups/{one.id}.html").find_class("shot")
    assert shot.xpath("string(img/@src)") == f"../pictures/{one.id}.webp"
    assert shot.xpath("string(img/@alt)") == "The page around the element, which is outlined"
    [outline] = shot.find_class("outline")
    assert [("x", "10"), ("y", "20"), ("width", "30"), ("height", "4")] == [
        (name, outline.get(name)) for name in ("x", "y", "width", "height")
    ]


@pytest.mark.parametrize("file", ["../../secret.png", "https://evil.example/x.png", "javascript:1", "/etc/passwd"])
def test_picture_that_lies_elsewhere_is_not_shown(file: str) -> None:
    one = replace(samples.sample().groups[0], picture=Picture(file=file, width=1, height=1))
    assert not page(replace(samples.sample(), groups=[one]), f"groups/{one.id}.html").xpath("//img")


# ------------------------------------------------------------------------------------------------------ html: the pages


def test_page_tells_what_is_in_the_article_from_what_stands_around_it() -> None:
    report = samples.sample()
    groups = [
        replace(each, origin=Origin.ARTICLE) if each.rule == "image-alt-filename" else each for each in report.groups
    ]
    root = page(replace(report, groups=groups), "pages/1.html")
    assert ["In the article", "Around the article", "What is said of this article"] == [
        text(heading) for heading in root.iter("h2")
    ]
    first, *_ = root.find_class("found")
    assert text(first).startswith("The alternative text is the file name “DSC_0417.jpg”. serious image-alt-filename")
    assert "DSC_0417.jpg" in text(first.find(".//pre"))
    lists = root.find_class("found")
    begins = list(itertools.accumulate((len(each) for each in lists), initial=1))
    assert begins[:-1] == [int(each.get("start", "1")) for each in lists]


def test_page_links_to_where_it_is_edited_when_the_settings_say_where() -> None:
    assert not page(samples.sample(), "pages/1.html").find_class("edit")
    report = replace(samples.sample(), settings={"edit-link": "https://cms.example/edit?url={url}&path={path}"})
    [link] = page(report, "pages/33.html").find_class("edit")
    assert link.get("href").startswith("https://cms.example/edit?url=https%3A%2F%2Fwww.harbour-gazette.example%2Flive")
    assert link.get("href").endswith("&path=/live/storm-desk")


def test_page_shows_who_says_what_and_marks_the_odd_one_out() -> None:
    [matrix] = page(samples.sample(), "pages/3.html").find_class("matrix")
    headline, authors = matrix
    assert ["Page", "JSON-LD"] == [text(chip) for chip in headline.xpath(".//li[not(@class)]")]
    assert "X card: from og:title" in text(headline)
    assert ["Sitemap, feed: odd one out"] == [text(chip) for chip in authors.find_class("odd")]
    assert ["Ada Winter, the news desk page, JSON-LD", "Ben Moss feed odd one out"] == [
        text(said) for said in authors.findall("dd")[1:]
    ]


def test_page_picture_has_the_numbers_of_the_list() -> None:
    report = samples.sample()
    one, other = report.groups[:2]
    picture = Picture(
        file="pictures/page-1.webp", width=400, height=900, boxes={other.id: [1, 2, 30, 40], "x" * 16: [0, 0, 1, 1]}
    )
    root = page(replace(report, pages=[replace(report.pages[0], picture=picture)]), "pages/1.html")
    found = {text(item.find("a")): item for item in root.xpath("//ol[@class='found']/li")}
    [number] = [text(mark) for mark in root.xpath("//*[@class='shot']//*[local-name()='text']")]
    marked = [message for message, item in found.items() if "marked" in text(item)]
    assert [other.message] == marked
    assert f"marked {number} in the picture" in text(found[other.message])
    assert int(number) == list(found).index(other.message) + 1
    assert one.message in found


def test_page_that_was_not_looked_at_says_so_and_has_no_zeros() -> None:
    root = page(samples.sample(), "pages/33.html")
    assert "This page was not looked at: timeout." in text(root)
    assert "Nothing is known about it." in text(root)
    assert "Nothing failed" not in text(root)
    [row] = page(samples.sample(), "addresses.html").xpath("//li[a/@href='pages/33.html']")
    assert " 0 " not in text(row)


def test_page_with_twenty_thousand_findings_lists_some_and_says_how_many_more() -> None:
    report = samples.sample()
    url = report.pages[0].url
    many = [
        replace(report.groups[0], id=f"{number:016x}", fingerprint=f"{number:016x}", pages=[url], url=url)
        for number in range(20_000)
    ]
    crowded = replace(report.pages[0], groups=[each.id for each in many], failed=20_000)
    made = REPORTERS["html"](replace(report, groups=many, pages=[crowded]))
    written = made["pages/1.html"]
    assert f"{20_000 - FINDINGS_SHOWN:,} more groups on this page" in text(html.document_fromstring(written))
    assert len(written) < 600_000
    assert len(made["index.html"]) < 300_000
    assert "20,000 groups: 20,000 critical." in text(html.document_fromstring(made["index.html"]))


def test_page_that_names_a_group_the_report_lacks_is_still_shown() -> None:
    report = samples.clean()
    stray = replace(report, pages=[replace(report.pages[0], groups=["0" * 16])])
    assert "Nothing failed here" in text(page(stray, "pages/1.html"))


def test_articles_with_contradictions_are_named_first_and_counted() -> None:
    told = section(page(samples.sample()), "articles")
    assert "31 articles, 1 with contradictions." in text(told)
    assert ["pages/3.html"] == told.xpath(".//li/a/@href")
    assert "1 contradiction: Authors" in text(told.find(".//li"))
    wrong = samples.sample().pages[2]
    many = [replace(wrong, url=f"https://x.example/{number}") for number in range(ARTICLES_SHOWN + 3)]
    told = section(page(replace(samples.sample(), pages=many)), "articles")
    assert len(told.xpath(".//li")) == ARTICLES_SHOWN
    assert "those with most stand here" in text(told)


def test_report_without_articles_has_no_section_for_them() -> None:
    assert not page(replace(samples.clean(), pages=[])).xpath("//*[@id='articles' or @href='#articles']")


# ------------------------------------------------------------------------------------------------------ html: coverage


def test_every_address_stands_in_the_list_once() -> None:
    report = samples.sample()
    listed = page(report, "addresses.html")
    assert sorted(page.url for page in report.pages) == sorted(listed.xpath("//*[@class='where-to']//a/@href"))


def test_addresses_are_shown_without_the_origin_they_share_and_in_full_otherwise() -> None:
    root = page(samples.sample(), "addresses.html")
    assert "Addresses are shown without https://www.harbour-gazette.example." in text(root)
    shown = root.xpath("//*[@class='where-to']//bdi/text()")
    assert "/archive/1998/regatta" in shown
    assert "https://ads.tide-tables.example/click?id=88120" in shown


def test_ledger_says_how_many_and_why_with_trouble_first_and_leads_to_them() -> None:
    report = samples.sample()
    [ledger] = section(page(report), "coverage").find_class("ledger")
    assert [words(row).replace(" :", ":") for row in ledger.xpath(".//tbody/tr")] == [
        "Error: HTTP status 1",
        "Error: timeout 1",
        "Partly audited 2",
        "Audited 30",
        "Skipped: page limit 14",
        "Skipped: not HTML 1",
        "Skipped: out of scope 1",
        "Skipped: robots.txt 1",
    ]
    listed = page(report, "addresses.html")
    for link in ledger.xpath(".//a/@href"):
        assert listed.xpath("//h2[@id=$id]", id=link.removeprefix("addresses.html#"))
    said = text(section(page(report), "coverage"))
    assert "/archive/1998/regatta HTTP status: The server answered 500." in said
    assert "reflow on 2 pages" in said
    assert "reflow was not looked at: the page did not settle within 10 s at 320 px" in text(
        page(report, "pages/6.html")
    )


def test_more_addresses_than_a_file_holds_are_cut_into_files() -> None:
    skipped = [
        PageSummary(url=f"https://x.example/{number}", state=State.SKIPPED, reason="page limit")
        for number in range(PIECE)
    ]
    report = replace(samples.clean(), pages=[*samples.clean().pages, *skipped])
    made = REPORTERS["html"](report)
    roots = [html.document_fromstring(made[name]) for name in ("addresses.html", "addresses-2.html")]
    assert [PIECE, 1] == [len(rows(root)) for root in roots]
    assert ["addresses.html", "addresses-2.html"] == roots[1].xpath("//nav[@aria-label='Parts of the list']//a/@href")


def test_broken_rules_are_listed() -> None:
    report = replace(samples.clean(), broken_rules=[Gap(what="title-shared", reason="KeyError: 'og'")])
    [heading] = page(report).xpath("//h3[@id='broken-rules']")
    assert text(heading.getparent().find_class("notes")[-1]) == "title-shared KeyError: 'og'"


def test_sitemaps_and_feeds_are_listed_with_what_could_not_be_read() -> None:
    documents = [
        SiteDocument(url=f"{samples.SITE}/sitemap.xml", kind="sitemap", entries=1, named_by="robots.txt"),
        SiteDocument(url=f"{samples.SITE}/feed.xml", kind="feed", problem="it is <empty>"),
    ]
    told = text(section(page(replace(samples.clean(), documents=documents)), "coverage"))
    assert "/sitemap.xml sitemap, 1 entry, named by robots.txt" in told
    assert "/feed.xml feed, 0 entries; not read whole: it is <empty>" in told
    assert "Sitemaps and feeds" not in text(section(page(samples.clean()), "coverage"))


def test_table_of_rules_counts_pages_by_outcome_and_leads_to_the_groups() -> None:
    root = page(samples.sample(), "rules.html")
    [row] = root.xpath("//tr[@id='rule-image-alt-filename']")
    assert [text(cell) for cell in row.findall("td")] == ["images", "25", "2", "1", "2", "0"]
    assert row.xpath(".//a/@href") == [f"groups/{6:016x}.html", f"groups/{12:016x}-unsure.html"]
    assert len(samples.RULES) == len(root.xpath("//tbody/tr"))


# ------------------------------------------------------------------------------------------------------ html: its build


def everything(report: Report) -> dict[str, html.HtmlElement]:
    """Every page of a report by its path."""
    return {
        path: html.document_fromstring(written)
        for path, written in REPORTERS["html"](report).items()
        if path.endswith(".html")
    }


def single(report: Report) -> Report:
    return replace(report, settings={**report.settings, "single-file": True})


@pytest.mark.parametrize("form", [lambda report: report, single], ids=["pages", "single"])
@pytest.mark.parametrize("name", SAMPLES)
def test_every_link_inside_the_report_leads_somewhere_and_ids_are_unique(name: str, form) -> None:
    pages = everything(form(sample(name)))
    ids = {path: root.xpath("//@id") for path, root in pages.items()}
    for path, root in pages.items():
        assert len(ids[path]) == len(set(ids[path]))
        for link in root.xpath("//a/@href | //link[@rel='stylesheet']/@href"):
            if link.startswith(("http:", "https:", "HTTP")):
                continue
            file, _, anchor = link.partition("#")
            there = os.path.normpath(Path(path).parent / file) if file else path
            assert there in pages or there == "assets/report.css"
            assert not anchor or anchor in ids[there], f"{path}: {link}"


@pytest.mark.parametrize("form", [lambda report: report, single], ids=["pages", "single"])
@pytest.mark.parametrize("name", SAMPLES)
def test_headings_descend_one_step_at_a_time(name: str, form) -> None:
    for root in everything(form(sample(name))).values():
        levels = [int(heading.tag[1]) for heading in root.xpath("//h1 | //h2 | //h3 | //h4 | //h5")]
        assert levels[0] == 1
        assert levels.count(1) == 1
        assert all(after - before <= 1 for before, after in itertools.pairwise(levels))


def test_sections_stand_in_the_order_a_reader_needs_them() -> None:
    assert page(samples.sample()).xpath("//h2/@id") == [*("glance", "fix", "unsure", "articles", "coverage", "made")]


def test_single_file_holds_everything_and_asks_for_nothing(tmp_path: Path) -> None:
    report = samples.sample()
    one = replace(report.groups[0], picture=Picture(file="pictures/a.webp", width=64, height=42))
    (tmp_path / "pictures").mkdir()
    (tmp_path / "pictures/a.webp").write_bytes(b"RIFF\0\0\0\0WEBPVP8 ")
    written = write(single(replace(report, groups=[one, *report.groups[1:]])), tmp_path, ["html"])
    assert (
        [tmp_path / "index.html"]
        == written
        == [file for file in tmp_path.rglob("*") if file.suffix != ".webp" and file.is_file()]
    )
    root = html.document_fromstring(written[0].read_text(encoding="utf-8"))
    assert root.xpath("//img/@src") == ["data:image/webp;base64,UklGRgAAAABXRUJQVlA4IA=="]
    assert len(root.xpath("//article[starts-with(@id, 'group-')]")) == 12
    assert len(root.xpath("//article[starts-with(@id, 'page-')]")) == 34
    assert sorted(page.url for page in report.pages) == sorted(root.xpath("//*[@class='where-to']//a/@href"))
    assert "'self'" not in root.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]


@pytest.mark.parametrize("form", [lambda report: report, single], ids=["pages", "single"])
@pytest.mark.parametrize("name", SAMPLES)
def test_nothing_of_a_page_in_the_report_can_run_or_load(name: str, form) -> None:
    own = [(TEMPLATES / name).read_text(encoding="utf-8") for name in ("report.js", "copy.js")]
    for root in everything(form(sample(name))).values():
        assert not root.xpath("//img | //iframe | //object | //embed | //base | //*[@style]")
        assert set(root.xpath("//script/text()")) <= {*own, "".join(own)}
        assert not [attribute for attribute in root.xpath("//@*") if attribute.attrname.startswith("on")]
        for link in root.xpath("//a[not(starts-with(@href, '#'))]"):
            assert re.match(
                r"https?://|(\.\./)?(groups/|pages/|index|addresses|rules|groups-)", link.get("href"), re.IGNORECASE
            )
            assert not re.match("https?:", link.get("href"), re.IGNORECASE) or link.get("rel") == "noreferrer"


@pytest.mark.parametrize("path", ["index.html", "pages/1.html", f"groups/{1:016x}.html"])
def test_policy_allows_the_one_script_by_its_hash_and_what_lies_beside_the_report(path: str) -> None:
    root = page(samples.sample(), path)
    [policy] = root.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    scripts = root.xpath("//script/text()")
    hashes = [b64encode(sha256(script.encode()).digest()).decode() for script in scripts]
    allowed = "".join(f"script-src 'sha256-{each}'; " for each in hashes)
    assert policy == (
        f"default-src 'none'; {allowed}style-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'"
    )
    assert len(scripts) == (0 if path.startswith("pages/") else 1)


def whole(report: Report) -> str:
    return "".join(REPORTERS["html"](report).values())


def test_million_characters_are_cut_with_a_word_on_how_many_are_missing() -> None:
    written = whole(samples.hostile())
    assert len(written) < 300_000
    assert "… [999,000 more characters]" in written


def test_unseen_characters_are_made_visible() -> None:
    written = whole(samples.hostile())
    assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", written)
    assert "abc [U+202E]gnp.exe[U+202C]" in written
    assert "bell[U+0007] null[U+0000]" in written


@pytest.mark.parametrize("form", [lambda report: report, single], ids=["pages", "single"])
def test_text_of_pages_keeps_its_direction_to_itself(form) -> None:
    """Hebrew in a reason once moved the number behind it to its front."""
    loose = [
        (path, element.getparent().tag, text(element)[:80])
        for path, root in everything(form(samples.hostile())).items()
        for element in root.xpath("//body//*[contains(text(), 'שלום')]")
        if element.tag not in {"bdi", "option"} and not element.get("dir")
    ]
    assert not loose


def test_text_of_pages_is_never_a_template() -> None:
    assert "{{ 7 * 7 }}{% raw %}" in whole(samples.hostile())


def test_id_that_is_no_file_name_never_becomes_one() -> None:
    one = replace(samples.sample().groups[0], id="../../evil")
    made = REPORTERS["html"](replace(samples.sample(), groups=[one]))
    assert "groups/group-1.html" in made
    assert not [path for path in made if ".." in path]


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
    roots = everything(bare)
    assert text(roots[f"groups/{1:016x}.html"].find(".//h1")) == "The rule gave no message."
    assert text(roots["pages/1.html"].find(".//h1")) == "Page without an address"
    assert not [link for root in roots.values() for link in root.iter("a") if not text(link)]
    assert not [heading for root in roots.values() for heading in root.iter("h1", "h2", "h3") if not text(heading)]


def test_large_report_stays_within_reason() -> None:
    made = REPORTERS["html"](samples.large())
    assert len(made["index.html"]) < 300_000
    assert max(len(made[f"groups/{number:016x}.html"]) for number in range(0, 3_000, 100)) < 60_000
    assert max(len(made[f"pages/{number}.html"]) for number in range(1, 260, 20)) < 60_000


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


def test_brief_ends_between_words() -> None:
    assert [brief("one two three", 9), brief("W" * 30, 5), brief("short", 9)] == ["one two…", "WWWWW…", "short"]


def test_could_not_tell_is_not_called_failed() -> None:
    report = samples.sample()
    only_unsure = replace(report, groups=[group for group in report.groups if group.outcome == Outcome.CANT_TELL])
    root = page(only_unsure)
    assert "Nothing failed on the pages that were looked at." in text(section(root, "fix"))
    assert "failed" not in text(page(only_unsure, f"groups/{12:016x}-unsure.html").find_class("outcome")[0])


@pytest.mark.parametrize("name", SAMPLES)
def test_report_passes_our_own_rules(name: str) -> None:
    rules = [rule for rule in load_rules().values() if not rule.info.needs]
    made = REPORTERS["html"](sample(name))
    shown = [
        *(path for path in made if "/" not in path),
        *[path for path in made if path.endswith(".html") and "/" in path][:12],
    ]
    for path in shown:
        checked = check_page(Page(Snapshot(url="https://reports.example/", served=made[path], status=200)), rules)
        assert [] == [finding for finding in checked.findings if finding.outcome == Outcome.FAILED]
        assert checked.broken == []


# -------------------------------------------------------------------------------------------------- the example report


def test_committed_example_is_what_would_be_written_now() -> None:
    """Pictures and results are the example's own; `make example` makes all of it anew."""
    report = msgspec.json.decode((EXAMPLE / "report.json").read_bytes(), type=Report)
    made = REPORTERS["html"](report)
    for path, written in made.items():
        assert written == (EXAMPLE / path).read_text(encoding="utf-8"), f"{path} is stale: run `make example`"
    there = {str(file.relative_to(EXAMPLE)) for file in EXAMPLE.rglob("*.html")}
    assert there == {path for path in made if path.endswith(".html")}


def test_committed_example_has_its_pictures() -> None:
    report = msgspec.json.decode((EXAMPLE / "report.json").read_bytes(), type=Report)
    pictures = [picture.file for each in (*report.groups, *report.pages) if (picture := each.picture)]
    assert pictures
    assert [] == [file for file in pictures if not (EXAMPLE / file).is_file()]
