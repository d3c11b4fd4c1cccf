"""The documentation as a site: a page for everything, no link that leads nowhere, what pages show is text."""

from __future__ import annotations

import importlib.util
import sys
from functools import cache
from pathlib import Path
from types import ModuleType

import pytest

from audit.rules import load_rules

ROOT = Path(__file__).parent.parent


def load() -> ModuleType:
    place = importlib.util.spec_from_file_location("website", ROOT / "scripts" / "website.py")
    assert place is not None
    assert place.loader is not None
    module = importlib.util.module_from_spec(place)
    sys.modules["website"] = module
    place.loader.exec_module(module)
    return module


website = load()


@cache
def site() -> dict[str, str]:
    return dict(website.website())


def test_every_rule_and_every_guide_has_a_page() -> None:
    guides = {f"guide/{guide.stem}.html" for guide in (ROOT / "docs" / "guide").glob("*.md")} - {"guide/index.html"}
    own = {f"rules/{rule}.html" for rule in load_rules()}
    assert set() == (guides | own | {"index.html"}) - set(site())


def test_no_link_is_broken() -> None:
    assert [] == list(website.broken_links({place: text for place, text in site().items() if place.endswith(".html")}))


@pytest.mark.parametrize(
    ("page", "said"),
    [
        ("<a href=b.html>", "a.html: b.html leads to no page"),
        ("<a href='#x'>", "a.html: #x leads to no place on that page"),
        ("<p id=x><p id=x>", "a.html: two places are called #x"),
        ("<a href=https://example.org/#x><a href=#x id=x><a href=a.html>", ""),
    ],
)
def test_broken_links_are_noticed(page: str, said: str) -> None:
    assert [said] * bool(said) == list(website.broken_links({"a.html": page}))


def test_a_link_out_of_the_documentation_stops_the_build() -> None:
    with pytest.raises(website.LinkBroken, match=r"setup\.py is not part of the site"):
        website.html("[x](setup.py)", "docs/guide/ci.md", "guide/ci.html")


def test_a_rule_is_told_from_its_docstring_and_its_measurements() -> None:
    page = site()["rules/image-alt-filename.html"]
    for said in (
        "<h1>An alternative text describes the picture",
        "screen reader says “D S C underscore",
        '<h2 id="failed">Failed</h2>',
        "&lt;figure&gt;",
        "Measured on ",
        "https://www.w3.org/WAI/WCAG22/Understanding/non-text-content",
    ):
        assert said in page
    assert "<figure>" not in page
    assert "<code>longest</code>" in site()["rules/image-alt-long.html"]


def test_names_of_rules_lead_to_their_pages() -> None:
    made = website.html(
        "See `image-alt-long` and [`image-alt-long`](../settings.md).", "docs/guide/ci.md", "guide/ci.html"
    )
    link = '<a href="../rules/image-alt-long.html"><code>image-alt-long</code></a>'
    assert f'<p>See {link} and <a href="../settings.html"><code>image-alt-long</code></a>.</p>\n' == made


def test_headings_of_one_name_have_two_anchors() -> None:
    made = website.html("## `a` & b\n\n## `a` & b\n", "docs/settings.md", "settings.html")
    assert ['id="a--b"', 'id="a--b-1"'] == [part.partition(">")[0] for part in made.split("<h2 ")[1:]]


def test_the_site_is_written_into_a_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert 0 == website.main([str(tmp_path)])
    assert {"index.html", "style.css"} <= {file.name for file in tmp_path.iterdir()}
    assert str(tmp_path / "index.html") in capsys.readouterr().out
