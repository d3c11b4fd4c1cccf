"""A whole run without a browser: every address ends in the ledger, the report is written, the same again is the same."""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from audit.config import Config
from audit.errors import ConfigError, NothingAudited, OutputError, RuleError
from audit.model import Outcome, PageSummary, Report, Skip, State
from audit.rules import Registry, load_rules
from audit.run import Progress, audit, folder_of
from tests.answers import Answer, answering
from tests.conftest import write_site

STATIC = [rule.id for rule in load_rules().values() if not rule.info.needs]
PAGE = "<!doctype html><html lang=en><title>{0}</title><body><main><h1>{0}</h1>{1}</main>"
LINKS = """
<p><a href="flood.html#pictures">Flood</a> <a href="/about">About us</a> <a href="/gone.html?utm_source=front">Gone</a>
<a href="photo.jpg">A photo</a> <a href="/print/flood.html">Print</a> <a href="https://elsewhere.example/">Elsewhere</a>
<a href="mailto:desk@paper.example">Write to us</a> <a href="/late.html">Late</a>
<a href="/beyond.html">Beyond the limit</a>
"""
SITE = {
    "/": PAGE.format("Front page", LINKS),
    "/about/": PAGE.format("About us", '<p>Back to the <a href="/">front page</a>.'),
    "/flood.html": PAGE.format("Flood", '<img src="/photo.jpg" alt="DSC_0123.JPG"><p>The harbour wall holds.'),
    "/empty.html": "<!doctype html><title>Empty</title>",
    "/late.html": PAGE.format("Late", "<p>Found already."),
    "/moved.html": '<meta http-equiv="refresh" content="0; url=/about/">',
    "/print/flood.html": PAGE.format("Flood", ""),
    "/photo.jpg": "no picture",
    "/robots.txt": "User-agent: *\nDisallow: /\n",
}


@pytest.fixture(autouse=True)
def rules_as_they_are(monkeypatch: pytest.MonkeyPatch) -> None:
    """Rules that a test brings along are not there for the next."""
    monkeypatch.setattr("audit.rules.registry", Registry(load_rules()))
    monkeypatch.setattr("sys.path", [*sys.path])


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("run")
    write_site(place / "public", SITE)
    return place


def settings(place: Path, out: str, *, workers: int = 1) -> Config:
    return Config(
        targets=[str(place / "public")],
        out=str(place / out),
        rules=STATIC,
        follow=True,
        exclude=["/print/*"],
        max_pages=9,
        workers=workers,
    )


@pytest.fixture(scope="module")
def steps() -> list[Progress]:
    return []


@pytest.fixture(scope="module")
def report(place: Path, steps: list[Progress]) -> Iterator[Report]:
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(place)
        yield audit(settings(place, "one"), lambda progress: steps.append(Progress(**vars(progress))))


def by_url(report: Report) -> dict[str, PageSummary]:
    return {page.url: page for page in report.pages}


def test_every_address_that_was_found_is_in_the_ledger_once_with_what_became_of_it(report: Report) -> None:
    assert [
        ("/", State.AUDITED, ""),
        ("/about/", State.AUDITED, ""),
        ("/empty.html", State.ERROR, "empty page"),
        ("/flood.html", State.AUDITED, ""),
        ("/late.html", State.AUDITED, ""),
        ("/moved.html", State.SKIPPED, Skip.REDIRECT),
        ("/print/flood.html", State.SKIPPED, Skip.EXCLUDED),
        ("/about", State.SKIPPED, Skip.REDIRECT),
        ("/gone.html", State.ERROR, "HTTP status"),
        ("/photo.jpg", State.SKIPPED, Skip.NOT_HTML),
        ("https://elsewhere.example/", State.SKIPPED, Skip.OUT_OF_SCOPE),
        ("/beyond.html", State.SKIPPED, Skip.PAGE_LIMIT),
    ] == [(page.url, page.state, page.reason) for page in report.pages]


def test_an_address_tells_where_it_was_found_and_what_exactly_happened(report: Report) -> None:
    pages = by_url(report)
    assert ("folder", "/", 404) == (pages["/"].referrer, pages["/gone.html"].referrer, pages["/gone.html"].status)
    assert "404 Not Found" == pages["/gone.html"].detail
    assert "/about/ (meta refresh)" == pages["/moved.html"].detail
    assert "/about/" == pages["/about"].detail
    assert "the document shows nothing" == pages["/empty.html"].detail


def test_what_is_wrong_is_found_on_its_page(report: Report) -> None:
    [found] = [group for group in report.groups if group.rule == "image-alt-filename"]
    assert (Outcome.FAILED, ["/flood.html"]) == (found.outcome, found.pages)
    assert found.id in by_url(report)["/flood.html"].groups


def test_the_gate_says_what_failed_and_what_could_not_be_looked_at(report: Report) -> None:
    assert 1 == report.exit_code
    assert report.verdict.startswith("Failed: ")
    assert report.verdict.endswith(" on 4 audited pages. Also, 2 pages could not be audited.")


def test_every_rule_has_an_outcome_for_every_audited_page(report: Report) -> None:
    of_pages = [info.id for info in report.rules if info.scope == "page"]
    assert STATIC == [info.id for info in report.rules]
    assert {4} == {sum(report.outcomes[name].values()) for name in of_pages}


def test_no_browser_ran(report: Report) -> None:
    assert ("", "") == (report.browser, report.engine)


def test_the_report_is_written_and_nothing_else_is_left_behind(report: Report, place: Path) -> None:
    written = sorted(path.name for path in (place / "one").iterdir())
    parts = ["addresses.html", "assets", "groups", "pages", "rules.html"]
    assert sorted(["index.html", "report.json", "run.sqlite", *parts]) == written
    assert report.verdict == json.loads((place / "one/report.json").read_text())["verdict"]


def test_reports_hold_no_port_and_no_path_of_this_machine(report: Report, place: Path) -> None:
    for file in [*(place / "one").rglob("*.html"), place / "one" / "report.json"]:
        content = file.read_text()
        assert "127.0.0.1" not in content
        assert str(place) not in content


def test_whoever_watches_is_told_of_every_page(report: Report, steps: list[Progress]) -> None:
    assert list(range(1, 10)) == [step.done for step in steps]
    assert (9, 12, 2) == (steps[-1].accepted, steps[-1].known, steps[-1].errors)


def test_a_second_run_gives_the_same_bytes_however_many_work_and_lets_no_other_in(report: Report, place: Path) -> None:
    refused = []

    def watch(_: Progress) -> None:
        if not refused:
            with pytest.raises(OutputError) as error:
                audit(settings(place, "two"))
            refused.append(str(error.value))

    audit(settings(place, "two", workers=2), watch)
    for file in [*(place / "one").rglob("*.html"), place / "one" / "report.json"]:
        assert file.read_bytes() == (place / "two" / file.relative_to(place / "one")).read_bytes()
    said = f"Another run is writing to {place / 'two'}. Wait for it, or choose another folder with --out."
    assert [said] == refused


def test_an_interrupted_run_names_what_was_not_looked_at(place: Path) -> None:
    before = signal.getsignal(signal.SIGTERM)
    report = audit(settings(place, "three"), lambda _: os.kill(os.getpid(), signal.SIGTERM))
    states = [page.state for page in report.pages]
    assert (130, True, State.AUDITED) == (report.exit_code, report.interrupted, states[0])
    assert {Skip.INTERRUPTED} < {page.reason for page in report.pages}
    assert len(states) == len({page.url for page in report.pages})
    assert report.verdict.startswith("Interrupted: 1 page of ")
    assert (place / "three/report.json").is_file()
    assert before is signal.getsignal(signal.SIGTERM)


def test_rules_of_your_own_are_found_in_the_working_directory_and_may_break(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Files there that are called like a module of ours or of Python's do no harm."""
    write_site(tmp_path, {"/public/": PAGE.format("Front page", ""), "/audit.py": "raise SystemExit", "/queue.py": "!"})
    rule = '''
"""A front page has a motto."""
from audit.rules import failed, rule

@rule("A front page has a motto", impact="minor", source="house style")
def page_motto(page):
    print("what a rule prints is no answer")
    yield failed(page.tree.find("{}"), "No motto.")
'''
    write_site(tmp_path, {"/house/__init__.py": "", "/house/page_motto.py": rule.format("nothing")})
    monkeypatch.chdir(tmp_path)
    report = audit(Config(targets=["public"], rule_modules=["house"], rules=["page-motto"], workers=1))
    assert (2, ["page-motto"]) == (report.exit_code, [gap.what for gap in report.broken_rules])
    assert "Not passed: nothing failed on 1 audited page, but 1 rule broke (page-motto)." == report.verdict
    assert [Outcome.CANT_TELL] == [group.outcome for group in report.groups]
    assert (tmp_path / "reports/public/index.html").is_file()


def test_a_site_on_the_net_is_crawled_as_its_robots_txt_allows(tmp_path: Path) -> None:
    html = {"Content-Type": "text/html; charset=iso-8859-1"}
    answers = {
        "/": Answer(
            PAGE.format("Caf\xe9", '<a href="/private/">P</a> <a href="/old">O</a>').encode("latin-1"), headers=html
        ),
        "/old": Answer(status=302, headers={"Location": "/new"}),
        "/new": Answer(PAGE.format("New", "<p>text").encode(), headers=html),
        "/robots.txt": b"User-agent: newsroom-audit\nDisallow: /private/\n",
    }
    with answering(answers) as site:
        report = audit(Config(targets=[site.origin], out=str(tmp_path), rules=["images"], workers=1))
        assert "/private/" not in site.asked
    assert [
        ("/", State.AUDITED, ""),
        ("/private/", State.SKIPPED, Skip.ROBOTS),
        ("/old", State.SKIPPED, Skip.REDIRECT),
        ("/new", State.AUDITED, ""),
    ] == [(page.url.removeprefix(site.origin), page.state, page.reason) for page in report.pages]
    assert "Caf\xe9" == report.pages[0].title


# --- what ends before it begins -----------------------------------------------------------------------------------


def test_a_folder_that_cannot_be_written_is_refused_before_anything_is_asked(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with answering({}) as site:
        with pytest.raises(OutputError, match=r"cannot be written: Not a directory\. Choose another one with --out"):
            audit(Config(targets=[site.origin], out=str(tmp_path / "file/run"), rules=["images"]))
        assert [] == site.asked


def test_an_earlier_report_stays_when_a_run_cannot_begin(report: Report, place: Path, tmp_path: Path) -> None:
    before = (place / "one/report.json").read_bytes()
    with pytest.raises(NothingAudited):
        audit(Config(targets=[str(tmp_path)], out=str(place / "one"), rules=["images"]))
    assert before == (place / "one/report.json").read_bytes()
    assert not (place / "one/.lock").exists()


def test_a_module_of_rules_that_breaks_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_site(tmp_path, {"/house_broken.py": "import nothing_of_that_name"})
    monkeypatch.chdir(tmp_path)
    with pytest.raises(RuleError, match=r"house_broken cannot be imported: ModuleNotFoundError: .*Mend it"):
        audit(Config(targets=["."], rule_modules=["house_broken"]))


def test_an_unknown_rule_is_refused_before_a_folder_is_made(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="Did you mean “images”"):
        audit(Config(targets=["."], out=str(tmp_path / "out"), rules=["imagse"]))
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("target", "folder"),
    [
        ("public", "reports/public"),
        ("build/../public/", "reports/public"),
        ("https://paper.example/", "reports/paper.example"),
        ("https://paper.example:8080/news/?a=b", "reports/paper.example-8080-news--a-b"),
        ("https://desk:secret@paper.example/", "reports/paper.example"),
        ("https://paper.example/" + "x" * 300, "reports/paper.example-" + "x" * 66),
        ("/", "reports/run"),
        ("pages.txt", "reports/pages.txt"),
    ],
)
def test_a_report_is_put_where_its_target_is_named(target: str, folder: str) -> None:
    assert Path(folder) == folder_of(Config(targets=[target]))
    assert Path("here") == folder_of(Config(targets=[target], out="here"))


def test_an_axe_script_that_is_not_there_is_refused_before_anything_runs(tmp_path: Path) -> None:
    write_site(tmp_path / "site", {"/": "<h1>Home</h1>"})
    config = Config(targets=[str(tmp_path / "site")], out=str(tmp_path / "out"), axe_script="missing.js")
    with pytest.raises(ConfigError, match=r"axe-script missing\.js is no file here"):
        audit(config)


def test_the_sitemap_and_the_feed_of_a_folder_are_read_once_its_pages_are_done(tmp_path: Path) -> None:
    link = '<link rel="alternate" type="application/rss+xml" href="https://paper.example/feed.xml">'
    head = f'<meta property="og:type" content="article"><link rel="canonical" href="https://paper.example/a/">{link}'
    pages = {
        "/a/": f"<!doctype html><html lang=en><title>Harbour opens again</title>{head}<h1>Harbour opens again</h1>",
        "/sitemap.xml": "<urlset><url><loc>https://paper.example/a/</loc><lastmod>2026-10-02</lastmod></url></urlset>",
        "/feed.xml": "<rss><channel><title>A & B</title></channel></rss>",
    }
    write_site(tmp_path / "public", pages)
    config = Config(targets=[str(tmp_path / "public")], out=str(tmp_path / "out"), rules=["feed-unreadable"], workers=1)
    report = audit(config)
    assert [("/feed.xml", 0, "its XML is damaged"), ("/sitemap.xml", 1, "")] == [
        (each.url, each.entries, each.problem.partition(":")[0]) for each in report.documents
    ]
    assert [("feed-unreadable", ["/a/"])] == [(group.rule, group.pages) for group in report.groups]
    [modified] = [matter for matter in report.pages[0].matrix if matter.name == "modified"]
    assert [["2026-10-02"]] == [told.said for told in modified.statements]
    assert "127.0.0.1" not in (tmp_path / "out/report.json").read_text()
