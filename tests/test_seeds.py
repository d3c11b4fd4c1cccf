"""What can be named on the command line, and what is said of what cannot."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from audit.config import Config
from audit.crawl.fetch import fetch
from audit.crawl.seeds import Seeds, open_seeds
from audit.errors import AuditError, ConfigError, NothingAudited
from tests.answers import Answer, answering
from tests.conftest import write_site

URLSET = '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{}</urlset>'
INDEX = '<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{}</sitemapindex>'


def sitemap(*pages: str) -> bytes:
    return URLSET.format("".join(f"<url><loc>{page}</loc></url>" for page in pages)).encode()


def index(*sitemaps: str) -> bytes:
    return INDEX.format("".join(f"<sitemap><loc>{each}</loc></sitemap>" for each in sitemaps)).encode()


def read(*targets: str | Path) -> Seeds:
    with open_seeds(Config(targets=list(map(str, targets)))) as seeds:
        return seeds


def urls(*targets: str | Path) -> list[str]:
    return [seed.url for seed in read(*targets).seeds]


def refused(*targets: str | Path, kind: type[AuditError] = ConfigError) -> str:
    with pytest.raises(AuditError) as error:
        read(*targets)
    assert kind is type(error.value)
    return str(error.value)


# --- folders and files --------------------------------------------------------------------------------------------


def test_a_folder_is_served_and_each_of_its_pages_is_a_seed(tmp_path: Path) -> None:
    write_site(tmp_path, {"/": "Front", "/2026/flood.html": "Flood", "/photo.jpg": ""})
    with open_seeds(Config(targets=[str(tmp_path)])) as seeds:
        [origin] = seeds.names
        assert [f"{origin}/", f"{origin}/2026/flood.html"] == [seed.url for seed in seeds.seeds]
        assert {"folder"} == {seed.found_in for seed in seeds.seeds}
        assert b"Flood" == fetch(seeds.seeds[1].url).body
        assert seeds.crawls is False


@pytest.mark.parametrize("name", ["flood.html", "index.html", "Résumé 2026.HTML"])
def test_a_single_file_is_served_from_its_folder(tmp_path: Path, name: str) -> None:
    write_site(tmp_path, {f"/{name}": "This one", "/other.html": "Not this one"})
    with open_seeds(Config(targets=[str(tmp_path / name)])) as seeds:
        assert [b"This one"] == [fetch(seed.url).body for seed in seeds.seeds]


def test_folders_of_one_name_are_told_apart(tmp_path: Path) -> None:
    for place in ("en/public", "de/public"):
        write_site(tmp_path / place, {"/": place})
    seeds = read(tmp_path / "en/public", tmp_path / "de/public", tmp_path / "en/public/index.html")
    assert ["public", "public-2"] == list(seeds.names.values())
    assert seeds.seeds[0].url == seeds.seeds[2].url


def test_an_empty_folder_is_nothing_to_audit(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").touch()
    said = refused(tmp_path, kind=NothingAudited)
    assert f"{tmp_path} holds no HTML file. Build the site first, or name the folder the build writes to." == said


def test_a_path_that_is_not_there_is_named(tmp_path: Path) -> None:
    assert refused(tmp_path / "pubilc").startswith(f"{tmp_path / 'pubilc'} is neither a folder nor a file here")


def test_a_path_no_system_can_have_is_named() -> None:
    assert refused("a" * 5000).endswith("cannot be read: File name too long.")


def test_no_target_at_all_is_refused_with_an_example() -> None:
    assert refused().startswith("Nothing to audit was named.")


# --- addresses ----------------------------------------------------------------------------------------------------


def test_a_url_is_where_a_crawl_begins() -> None:
    seeds = read("HTTPS://Paper.Example")
    assert (["https://paper.example/"], True) == ([seed.url for seed in seeds.seeds], seeds.crawls)


@pytest.mark.parametrize("target", ["ftp://paper.example/", "file:///etc/passwd", "https://", "http://[half/"])
def test_what_is_no_address_of_a_web_page_is_refused(target: str) -> None:
    assert f"{target} is not an address of a web page. Give one that begins with http:// or https://." == refused(
        target
    )


# --- lists --------------------------------------------------------------------------------------------------------


def test_a_list_has_an_address_a_line_and_remarks(tmp_path: Path) -> None:
    (tmp_path / "pages.txt").write_bytes(
        b"\xef\xbb\xbfhttps://paper.example/a\r\n\r\n# old ones\n  https://paper.example/b \n"
    )
    seeds = read(tmp_path / "pages.txt")
    assert [("https://paper.example/a", "pages.txt, line 1"), ("https://paper.example/b", "pages.txt, line 4")] == [
        (seed.url, seed.found_in) for seed in seeds.seeds
    ]
    assert seeds.crawls is False


@pytest.mark.parametrize("line", ["/2026/flood.html", "paper.example/a", "mailto:desk@paper.example", "\ud83d\ude00"])
def test_a_bad_line_of_a_list_is_named(tmp_path: Path, line: str) -> None:
    (tmp_path / "pages.txt").write_bytes(f"https://paper.example/a\n{line}\n".encode("utf-8", "replace"))
    said = refused(tmp_path / "pages.txt")
    assert said.startswith(f"{tmp_path / 'pages.txt'}, line 2: “")
    assert said.endswith("” is not an address of a web page. Write one URL a line.")


def test_a_list_of_nothing_is_nothing_to_audit(tmp_path: Path) -> None:
    (tmp_path / "pages.txt").write_text("# none yet\n")
    said = refused(tmp_path / "pages.txt", kind=NothingAudited)
    assert f"{tmp_path / 'pages.txt'} lists no address. Write one URL a line." == said


# --- sitemaps -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("sitemap.xml", sitemap("https://paper.example/a", "https://paper.example/b")),
        ("sitemap.xml", b"\xef\xbb\xbf\n" + sitemap("https://paper.example/a", "https://paper.example/b")),
        ("sitemap.xml", sitemap("\n  https://paper.example/a\n", "https://paper.example/b", "https://paper.example/a")),
        ("sitemap.xml.gz", gzip.compress(sitemap("https://paper.example/a", "https://paper.example/b"))),
        (
            "map",
            b"<urlset><url><loc>https://paper.example/a</loc></url><url><loc>https://paper.example/b</loc></url></urlset>",
        ),
    ],
    ids=["plain", "with a byte-order mark", "with spaces and a page twice", "packed", "without namespace or suffix"],
)
def test_a_sitemap_file_names_its_pages(tmp_path: Path, name: str, content: bytes) -> None:
    (tmp_path / name).write_bytes(content)
    assert ["https://paper.example/a", "https://paper.example/b"] == urls(tmp_path / name)


def test_pictures_and_videos_of_a_sitemap_are_no_pages(tmp_path: Path) -> None:
    entry = """<url xmlns:i="http://www.google.com/schemas/sitemap-image/1.1"><loc>https://paper.example/a</loc>
        <i:image><i:loc>https://paper.example/a.jpg</i:loc></i:image></url>"""
    (tmp_path / "sitemap.xml").write_text(URLSET.format(entry))
    assert ["https://paper.example/a"] == urls(tmp_path / "sitemap.xml")


def test_an_index_leads_to_its_sitemaps_each_once() -> None:
    answers = {
        "/sitemap.xml": index("ORIGIN/news.xml", "ORIGIN/old.xml.gz", "ORIGIN/sitemap.xml", "ORIGIN/more.xml"),
        "/news.xml": sitemap("https://paper.example/news"),
        "/old.xml.gz": gzip.compress(sitemap("https://paper.example/old")),
        "/more.xml": index("ORIGIN/news.xml", "ORIGIN/last.xml"),
        "/last.xml": sitemap("https://paper.example/last"),
    }
    with answering(answers) as site:
        seeds = read(f"{site.origin}/sitemap.xml")
        assert ["news", "old", "last"] == [seed.url.rpartition("/")[2] for seed in seeds.seeds]
        assert {f"{site.origin}/sitemap.xml"} == {seed.found_in for seed in seeds.seeds}
        assert seeds.crawls is False
        assert sorted(answers) == sorted(site.asked)


def test_an_index_in_a_file_may_name_a_sitemap_without_pages(tmp_path: Path) -> None:
    with answering({"/empty.xml": sitemap(), "/news.xml": sitemap("https://paper.example/a")}) as site:
        (tmp_path / "sitemap.xml").write_bytes(index(f"{site.origin}/empty.xml", f"{site.origin}/news.xml"))
        assert ["https://paper.example/a"] == urls(tmp_path / "sitemap.xml")


def test_an_index_of_too_many_sitemaps_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("audit.crawl.seeds.MOST_SITEMAPS", 5)
    answers = {"/0.xml": index(*(f"ORIGIN/{number}.xml" for number in range(9)))}
    answers |= {f"/{number}.xml": index(*(f"ORIGIN/{number}{end}.xml" for end in range(9))) for number in range(1, 9)}
    with answering(answers) as site:
        refused(f"{site.origin}/0.xml", kind=ConfigError)
        assert 1 == len(site.asked)


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (Answer(status=404), "The sitemap {url} answers with HTTP status 404, so nothing was audited."),
        (Answer(b"<urlset", cut=True), "The sitemap cannot be fetched, so nothing was audited: {url}: "),
        (sitemap(), "The sitemap {url} lists no page, so nothing was audited."),
        (sitemap("mailto:desk@paper.example"), "The sitemap {url} lists no page, so nothing was audited."),
        (gzip.compress(b"x" * 999)[:-9], "The sitemap cannot be fetched, so nothing was audited: damaged gzip: "),
    ],
    ids=["404", "cut", "empty", "no web pages", "damaged"],
)
def test_a_sitemap_that_gives_no_page_is_nothing_to_audit(answer: Answer | bytes, said: str) -> None:
    with answering({"/sitemap.xml": answer}) as site:
        url = f"{site.origin}/sitemap.xml"
        assert refused(url, kind=NothingAudited).startswith(said.format(url=url))


@pytest.mark.parametrize(
    "content",
    [b"<urlset><url></urlset>", b"<urlset>&undefined;</urlset>", b"<", b"<!-- nothing -->"],
    ids=["not closed", "undefined entity", "cut", "comment only"],
)
def test_broken_xml_is_refused_with_its_place(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "sitemap.xml").write_bytes(content)
    said = refused(tmp_path / "sitemap.xml")
    assert said.startswith("sitemap.xml is no readable sitemap: ")
    assert "line 1" in said


def test_another_kind_of_xml_is_refused(tmp_path: Path) -> None:
    (tmp_path / "feed.xml").write_text("<rss><channel/></rss>")
    said = "feed.xml is no sitemap: its root element is neither urlset nor sitemapindex."
    assert said == refused(tmp_path / "feed.xml")


def test_a_file_named_by_an_entity_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("https://paper.example/secret")
    declared = f'<!DOCTYPE urlset [<!ENTITY file SYSTEM "{(tmp_path / "secret.txt").as_uri()}">]>'
    pages = "<url><loc>https://paper.example/a?x=1&amp;y=2</loc></url><url><loc>&file;</loc></url>"
    (tmp_path / "sitemap.xml").write_text(declared + URLSET.format(pages))
    assert ["https://paper.example/a?x=1&y=2"] == urls(tmp_path / "sitemap.xml")


def test_an_xml_bomb_is_refused_before_it_goes_off(tmp_path: Path) -> None:
    laughs = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    bomb = URLSET.format("<url><loc>&a9;</loc></url>")
    (tmp_path / "sitemap.xml").write_text(f'<!DOCTYPE urlset [<!ENTITY a0 "ha">{laughs}]>{bomb}')
    assert refused(tmp_path / "sitemap.xml").startswith("sitemap.xml is no readable sitemap: ")


def test_a_document_type_of_elsewhere_is_not_fetched(tmp_path: Path) -> None:
    with answering({"/sitemap.dtd": b""}) as site:
        page = URLSET.format("<url><loc>https://paper.example/a</loc></url>")
        (tmp_path / "sitemap.xml").write_text(f'<!DOCTYPE urlset SYSTEM "{site.origin}/sitemap.dtd">{page}')
        assert ["https://paper.example/a"] == urls(tmp_path / "sitemap.xml")
        assert [] == site.asked
