"""The parts of a run, put together, are the run that nobody divided."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from audit import reporters
from audit.album import Album, incoming
from audit.bundle import merge
from audit.cli import main
from audit.config import Config
from audit.crawl.store import FILE
from audit.errors import ConfigError
from audit.group import group_id
from audit.history import History
from audit.model import PageResult, Picture, Skip, State
from audit.run import audit

PAGE = """<!doctype html><html lang="en"><head><title>{title}</title><link rel="alternate" type="application/rss+xml" href="/feed.xml">
<meta property="og:type" content="article"><meta property="og:title" content="{title}"></head><body><article><h1>{title}</h1>
<time datetime="2026-03-0{day}">{day} March</time><img src="/{name}.jpg" alt="IMG_000{day}.jpg"><p>Night {day}: nobody in {name} slept.</p>
{text}</article></body></html>"""
TEXT = "<p>The harbour wall held through the night, and the ferries went out again at dawn.</p>" * 8
FEED = """<rss version="2.0"><channel><title>Herald</title><item><title>Wall holds</title>
<link>https://herald.example/a.html</link></item></channel></rss>"""


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Nine pages, two with one title, one that leads to another, and one that is empty."""
    folder = tmp_path / "public"
    folder.mkdir()
    for day, name in enumerate("abcdefg", 1):
        title = "Wall holds" if name in "ad" else f"Story {name} of the harbour"
        (folder / f"{name}.html").write_text(PAGE.format(title=title, day=day, name=name, text=TEXT))
    (folder / "moved.html").write_text('<meta http-equiv="refresh" content="0; url=/a.html?again=1">')
    (folder / "void.html").write_text("")
    (folder / "feed.xml").write_text(FEED)
    monkeypatch.chdir(tmp_path)
    return folder


def run(out: str, **settings: Any) -> bytes:
    usual = {
        "targets": ["public"],
        "rules": ["images", "metadata", "site"],
        "preview": True,
        "formats": ["json"],
        "history": "",
    }
    rules = [
        "image-alt-filename",
        "article-metadata-missing",
        "document-title-duplicate",
        "form-required-note-repeated",
    ]
    audit(Config(**{**usual, "rules": rules, "out": out, **settings}))
    return (Path(out) / "report.json").read_bytes()


def merged(*parts: str) -> bytes:
    report, config = merge([Path(part) for part in parts], Path("merged"))
    reporters.write(report, Path("merged"), config.formats)
    return Path("merged", "report.json").read_bytes()


def test_the_parts_together_are_the_whole_byte_for_byte(site: Path) -> None:
    whole = run("whole")
    for number in (1, 2, 3):
        run(f"part-{number}", shard=f"{number}/3")
    assert whole == merged("part-3", "part-1", "part-2")
    assert b"document-title-duplicate" in whole
    assert b'"url": "/a.html?again=1"' in whole


def test_an_address_is_audited_in_one_part_and_named_in_the_others(site: Path) -> None:
    reports = [
        audit(Config(targets=["public"], out=f"p{n}", shard=f"{n}/2", rules=["images"], formats=["json"], history=""))
        for n in (1, 2)
    ]
    states = [{page.url: (page.state, page.reason) for page in report.pages} for report in reports]
    for name in "abcdefg":
        ends = [state[f"/{name}.html"] for state in states]
        assert {State.SKIPPED, State.PARTLY_AUDITED, State.AUDITED} >= {end[0] for end in ends}
        assert 1 == [end[1] for end in ends].count(Skip.OTHER_SHARD)


def test_pictures_of_the_parts_are_those_of_the_whole(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The folders in which no browser was are given pictures as a browser takes them."""

    def with_pictures(album: Album, number: int, result: PageResult) -> PageResult:
        taken = {group_id(finding): photo for finding in result.findings if (photo := shot(album, result, "groups"))}
        return adopt(album, number, replace(result, pictures=taken, picture=shot(album, result, "pages")))

    def shot(album: Album, result: PageResult, kind: str) -> Picture:
        name = f"{kind}/{result.url.rpartition('/')[2]}.webp"
        (incoming(album.folder) / name).write_text(name)
        return Picture(file=name, width=640, height=420)

    adopt = Album.adopt
    monkeypatch.setattr(Album, "adopt", with_pictures)
    whole = run("whole", pictures="pages")
    for number in (1, 2):
        run(f"p{number}", shard=f"{number}/2", pictures="pages")
    assert whole == merged("p2", "p1")
    whole_files, merged_files = (
        {file.name: file.read_text() for file in Path(out, "pictures").iterdir()} for out in ("whole", "merged")
    )
    assert whole_files == merged_files
    shown = {page["url"]: page["picture"]["file"] for page in json.loads(whole)["pages"] if "picture" in page}
    assert len(set(shown.values())) == len(shown) > 6
    assert "pages/a.html.webp" == whole_files[Path(shown["/a.html"]).name]
    assert "groups/a.html.webp" in whole_files.values()


def test_the_parts_are_no_runs_of_the_history_and_the_whole_is_one(site: Path) -> None:
    for number in (1, 2):
        run(f"p{number}", shard=f"{number}/2", history="h.sqlite")
    assert not Path("h.sqlite").exists()
    code = main(["merge", "p1", "p2", "--out", "joint", "--quiet"])
    assert [code] == [run.exit_code for run in History(Path("h.sqlite")).runs("public")]


def test_what_is_said_of_the_whole_site_is_said_at_the_merge(site: Path) -> None:
    parts = [run(f"p{number}", shard=f"{number}/2") for number in (1, 2)]
    assert all(b"is also the title of" not in part for part in parts)
    assert b"is also the title of" in merged("p1", "p2")


@pytest.mark.parametrize(
    ("parts", "sentence"),
    [
        (["one"], "These are not the parts of one run, each once: 1/2. Give all shards."),
        (["one", "one"], "These are not the parts of one run, each once: 1/2, 1/2. Give all shards."),
        (["one", "other"], "one and other are of different runs: rules is not the same."),
        (["whole", "one"], "These are not the parts of one run, each once: a whole run, 1/2. Give all shards."),
        (["one", "none"], f"none holds no run: there is no {FILE} in it. Give the folder a shard wrote to."),
    ],
)
def test_what_does_not_belong_together_is_not_merged(site: Path, parts: list[str], sentence: str) -> None:
    run("one", shard="1/2")
    if "other" in parts:
        run("other", shard="2/2", rules=["image-alt-filename"])
    if "whole" in parts:
        run("whole")
    with pytest.raises(ConfigError) as error:
        merged(*parts)
    assert sentence == str(error.value)


def test_a_damaged_bundle_is_told(site: Path) -> None:
    run("one", shard="1/2")
    (Path("one") / FILE).write_bytes(b"no database at all, but long enough to be one" * 50)
    with pytest.raises(ConfigError, match=r"cannot be read: file is not a database\. Run that shard again"):
        merged("one")


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        ({"shard": "3/2"}, "shard = '3/2': there is no part 3 of 2."),
        ({"shard": "1/2", "follow": True}, "shard = '1/2': a crawl that follows links cannot be divided"),
    ],
)
def test_a_part_that_cannot_be_is_refused(site: Path, settings: dict[str, Any], sentence: str) -> None:
    with pytest.raises(ConfigError) as error:
        run("x", **settings)
    assert str(error.value).startswith(sentence)
