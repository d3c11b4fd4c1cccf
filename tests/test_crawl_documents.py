"""The sitemaps and feeds of a site are found, read within limits, and missed out loud."""

from __future__ import annotations

import gzip
from collections.abc import Mapping
from pathlib import Path

import pytest

from audit.config import Config
from audit.crawl import documents
from audit.crawl.documents import gather
from audit.crawl.robots import Robots
from audit.crawl.seeds import Seed, Seeds, open_seeds
from audit.crawl.store import Store
from audit.model import PageResult, Skip, State
from audit.page.documents import Document
from tests.answers import Answer, answering
from tests.conftest import write_site

URLSET = '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{}</urlset>'
INDEX = '<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{}</sitemapindex>'
RSS = "<rss><channel><item><title>Harbour opens</title><link>ORIGIN/harbour/</link></item></channel></rss>"


def sitemap(*places: str) -> bytes:
    return URLSET.format("".join(f"<url><loc>ORIGIN{place}</loc></url>" for place in places)).encode()


def index(*places: str) -> bytes:
    return INDEX.format("".join(f"<sitemap><loc>{place}</loc></sitemap>" for place in places)).encode()


def gathered(
    folder: Path, pages: list[PageResult], seeds: Seeds | None = None, config: Config | None = None
) -> list[Document]:
    with Store(folder) as store:
        for number, page in enumerate(pages):
            store.put(number, page)
        return gather(store, seeds or Seeds(), Robots(), config or Config())


def article(url: str, *feeds: str) -> PageResult:
    return PageResult(url=url, state=State.AUDITED, kind="article", feeds=list(feeds))


def on_the_net(
    folder: Path, answers: Mapping[str, Answer | bytes], *feeds: str, seeds: Seeds | None = None
) -> tuple[list[Document], list[str]]:
    """What is read of a site with one article, and what was asked for."""
    with answering(answers) as site:
        page = article(f"{site.origin}/harbour/", *(f"{site.origin}{feed}" for feed in feeds))
        found = gathered(folder, [page], seeds)
        shown = [
            Document(**{**vars(each), "url": each.url.removeprefix(site.origin), "named_by": each.named_by.removeprefix(site.origin)})
            for each in found
        ]  # fmt: skip
    return shown, site.asked


def test_robots_txt_an_index_and_a_page_lead_to_the_documents(tmp_path: Path) -> None:
    answers = {
        "/robots.txt": b"User-agent: *\nDisallow:\nSitemap: ORIGIN/all.xml\nSitemap: https://elsewhere.example/s.xml",
        "/all.xml": index("ORIGIN/2026.xml", "ORIGIN/all.xml", "https://elsewhere.example/s.xml"),
        "/2026.xml": sitemap("/harbour/"),
        "/feed.xml": RSS.encode(),
    }
    found, _ = on_the_net(tmp_path, answers, "/feed.xml", "/feed.xml")
    assert [("/all.xml", "robots.txt"), ("/2026.xml", "/all.xml"), ("/feed.xml", "/harbour/")] == [
        (each.url, each.named_by) for each in found
    ]
    assert ["", "", ""] == [each.problem for each in found]
    assert found[1].entries[0].page == found[1].entries[0].url == found[2].entries[0].page


def test_a_run_without_an_article_asks_for_nothing(tmp_path: Path) -> None:
    with answering({"/sitemap.xml": sitemap("/")}) as site:
        assert [] == gathered(tmp_path, [PageResult(url=f"{site.origin}/", state=State.AUDITED, kind="other")])
        assert [] == site.asked


def test_a_sitemap_at_the_usual_place_is_found_and_one_that_nobody_names_may_be_missing(tmp_path: Path) -> None:
    found, _ = on_the_net(tmp_path / "a", {"/sitemap.xml": sitemap("/harbour/")})
    assert ["/sitemap.xml"] == [each.url for each in found]
    assert [] == on_the_net(tmp_path / "b", {"/sitemap.xml": b"<html><body>Not found</body></html>"})[0]
    assert [] == on_the_net(tmp_path / "c", {})[0]


@pytest.mark.parametrize(
    ("answer", "said", "is_wrong"),
    [
        (Answer(status=404), "HTTP status 404", True),
        (Answer(status=503), "HTTP status 503", False),
        (Answer(b"<html/>"), "it is no sitemap: its root element is “html”", True),
        (Answer(b"\x1f\x8b\x08\x00damaged"), "damaged gzip", False),
        (Answer(b"<urlset>", cut=True), "", False),
        (Answer(status=302, headers={"Location": "http://127.0.0.1:9/s.xml"}), "", False),
    ],
)
def test_what_is_announced_and_cannot_be_read_is_kept_with_the_reason(
    tmp_path: Path, answer: Answer, said: str, is_wrong: bool
) -> None:
    answers = {"/robots.txt": b"User-agent: *\nDisallow:\nSitemap: ORIGIN/s.xml", "/s.xml": answer}
    [found] = on_the_net(tmp_path, answers)[0]
    assert (True, is_wrong, ()) == (bool(found.problem), found.is_wrong, found.entries)
    assert said in found.problem


def test_a_packed_sitemap_is_read_and_one_that_unpacks_without_end_is_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(documents.LARGEST, "sitemap", 1_000_000)
    robots = b"User-agent: *\nDisallow:\nSitemap: ORIGIN/good.xml.gz\nSitemap: ORIGIN/bomb.xml.gz"
    packed = gzip.compress(sitemap("/harbour/").replace(b"ORIGIN", b"https://paper.example"))
    bomb = gzip.compress(b"<urlset>" + b" " * 3_000_000)
    good, bad = on_the_net(tmp_path, {"/robots.txt": robots, "/good.xml.gz": packed, "/bomb.xml.gz": bomb})[0]
    assert (1, "") == (len(good.entries), good.problem)
    assert "unpacks to more than" in bad.problem


def test_what_robots_txt_forbids_is_not_asked_for(tmp_path: Path) -> None:
    answers = {"/robots.txt": b"User-agent: *\nDisallow: /feed.xml", "/feed.xml": RSS.encode()}
    [found], asked = on_the_net(tmp_path, answers, "/feed.xml")
    assert "robots.txt forbids to read it" == found.problem
    assert "/feed.xml" not in asked


def test_no_more_than_a_few_are_read_and_the_rest_is_told(tmp_path: Path) -> None:
    names = [f"/s{number}.xml" for number in range(30)]
    answers: dict[str, Answer | bytes] = {name: sitemap("/harbour/") for name in names}
    feeds = {f"/f{number}.xml": RSS.encode() for number in range(30)}
    answers |= feeds | {"/sitemap.xml": index(*(f"ORIGIN{name}" for name in names))}
    found, _ = on_the_net(tmp_path, answers, *feeds)
    assert (11, 5) == (sum(each.kind == "sitemap" for each in found), sum(each.kind == "feed" for each in found))
    assert "only 10 sitemaps of a site are read, and 21 more are named" == found[10].problem


def test_when_the_time_is_over_nothing_more_is_asked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(documents, "TIME", 0.0)
    [found], asked = on_the_net(tmp_path, {"/feed.xml": RSS.encode()}, "/feed.xml")
    assert "seconds for a site’s documents were over" in found.problem
    assert "/feed.xml" not in asked


def test_the_sitemap_a_run_began_with_is_read(tmp_path: Path) -> None:
    with answering({"/mine.xml": sitemap("/harbour/")}) as site:
        seeds = Seeds([Seed(f"{site.origin}/harbour/", f"{site.origin}/mine.xml")])
        [found] = gathered(tmp_path, [article(f"{site.origin}/harbour/")], seeds)
    assert ("command line", 1) == (found.named_by, len(found.entries))


def test_an_offline_run_asks_no_other_machine(tmp_path: Path) -> None:
    page = article("https://paper.example/harbour/", "https://paper.example/feed.xml")
    [found] = gathered(tmp_path, [page], config=Config(offline=True))
    assert ("https://paper.example/feed.xml", False) == (found.url, found.is_wrong)
    assert "offline" in found.problem


def test_a_folder_holds_its_documents_and_they_name_pages_by_the_address_they_will_have(tmp_path: Path) -> None:
    """The pages are known by their paths, in whatever way the future host writes them."""
    content = URLSET.format(
        "".join(f"<url><loc>https://paper.example{place}</loc></url>" for place in ("/harbour", "/choir/", "/gone/"))
    )
    site = {
        "/harbour.html": "<h1>Harbour",
        "/choir/": "<h1>Choir",
        "/robots.txt": "Sitemap: https://paper.example/s.xml",
    }
    write_site(
        tmp_path / "public", site | {"/s.xml": content, "/feed.xml": RSS.replace("ORIGIN", "https://paper.example")}
    )
    config = Config(targets=[str(tmp_path / "public")])
    pages = [article("/harbour.html", "/feed.xml"), article("/choir/")]
    with open_seeds(config) as seeds:
        found = gathered(tmp_path, pages, seeds, config)
    assert [("/s.xml", "sitemap"), ("/feed.xml", "feed")] == [(each.url, each.kind) for each in found]
    assert ["/harbour.html", "/choir/", "/gone/"] == [entry.page for entry in found[0].entries]
    assert ["/harbour.html"] == [entry.page.removesuffix("/") for entry in found[1].entries]


def test_of_two_folders_each_has_its_own_documents(tmp_path: Path) -> None:
    for name in ("one", "two"):
        content = URLSET.format(f"<url><loc>https://{name}.example/a/</loc></url>")
        write_site(tmp_path / name, {"/a/": "<h1>A", "/sitemap.xml": content, "/feed.xml": RSS})
    config = Config(targets=[str(tmp_path / "one"), str(tmp_path / "two")])
    pages = [article("/one/a/", "/one/feed.xml"), article("/two/a/", "/two/feed.xml")]
    with open_seeds(config) as seeds:
        found = gathered(tmp_path, pages, seeds, config)
    assert ["/one/sitemap.xml", "/one/feed.xml", "/two/sitemap.xml", "/two/feed.xml"] == [each.url for each in found]
    assert ["/one/a/", "/two/a/"] == [found[0].entries[0].page, found[2].entries[0].page]


def test_a_feed_that_a_folder_lacks_is_no_fault_of_the_site(tmp_path: Path) -> None:
    """The server that the folder will stand on may write it."""
    write_site(tmp_path / "public", {"/": "<h1>Front"})
    config = Config(targets=[str(tmp_path / "public")])
    with open_seeds(config) as seeds:
        [found] = gathered(tmp_path, [article("/", "/feed.xml")], seeds, config)
    assert ("HTTP status 404", False) == (found.problem, found.is_wrong)


def test_pages_that_were_not_audited_do_no_harm(tmp_path: Path) -> None:
    elsewhere = PageResult(url="https://elsewhere.example/", state=State.SKIPPED, reason=Skip.OUT_OF_SCOPE)
    with answering({}) as site:
        assert [] == gathered(tmp_path, [elsewhere, article(f"{site.origin}/a/")])
