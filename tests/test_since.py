"""Which pages of a folder in git may have changed: rather one too many than one too few."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from audit.config import Config
from audit.crawl.frontier import Frontier
from audit.crawl.robots import Robots
from audit.crawl.seeds import open_seeds
from audit.crawl.since import changed_files, unchanged
from audit.errors import ConfigError
from audit.model import Skip

PAGES = {
    "/public/": '<link rel=stylesheet href="/css/main.css?v=3"><img src="/photo%20one.jpg">',
    "/public/about/": '<link rel=stylesheet href="../css/about.css"><script src="/app.js"></script>',
    "/public/2026/flood.html": "<p>Water</p>",
    "/public/live/": '<iframe src="../2026/flood.html"></iframe>',
}
OTHERS = {
    "public/css/main.css": "p { margin: 0 }",
    "public/css/about.css": '@import "shared.css";',
    "public/css/shared.css": "a { color: red }",
    "public/app.js": 'import "./part.js"',
    "public/part.js": "1",
    "public/photo one.jpg": "a picture",
    "public/odd.bin": "named nowhere",
    "public/sitemap.xml": "<urlset/>",
    "templates/article.jinja": "<article>",
}
ALL = {"/", "/about/", "/2026/flood.html", "/live/"}


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with a site in public/, committed."""
    for name in ("GIT_DIR", "GIT_INDEX_FILE", "GIT_WORK_TREE"):
        monkeypatch.delenv(name, raising=False)
    for path, source in PAGES.items():
        write(tmp_path / f"{path.lstrip('/')}{'index.html' if path.endswith('/') else ''}", source)
    for name, source in OTHERS.items():
        write(tmp_path / name, source)
    git(tmp_path, "init", "--quiet")
    commit(tmp_path)
    return tmp_path.resolve()


def write(file: Path, source: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(source)


def git(folder: Path, *arguments: str) -> None:
    who = ["-c", "user.name=desk", "-c", "user.email=desk@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", "-C", str(folder), *who, *arguments], check=True, capture_output=True)


def commit(folder: Path) -> None:
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", "as it was")


def touched(site: Path) -> set[str]:
    return ALL - unchanged(site / "public", "HEAD")


def test_without_a_change_no_page_changed(site: Path) -> None:
    assert set() == touched(site)


@pytest.mark.parametrize(
    ("file", "pages"),
    [
        ("public/about/index.html", {"/about/"}),
        ("public/2026/flood.html", {"/2026/flood.html", "/live/"}),
        ("public/css/main.css", {"/"}),
        ("public/css/shared.css", {"/about/"}),
        ("public/part.js", {"/about/"}),
        ("public/photo one.jpg", {"/"}),
        ("public/odd.bin", ALL),
        ("public/sitemap.xml", set()),
        ("public/.well-known/x", set()),
        ("templates/article.jinja", set()),
    ],
)
def test_a_change_reaches_the_pages_that_name_the_file(site: Path, file: str, pages: set[str]) -> None:
    write(site / file, "other than it was")
    assert pages == touched(site)


def test_what_went_and_what_came_are_changes(site: Path) -> None:
    (site / "public/css/shared.css").unlink()
    write(site / "public/2026/fire.html", "new")
    git(site, "add", "--all")
    assert {"/about/"} == touched(site)
    assert "/2026/fire.html" not in unchanged(site / "public", "HEAD")


def test_a_file_that_was_renamed_changed_under_both_names(site: Path) -> None:
    git(site, "mv", "public/css/main.css", "public/css/base.css")
    assert {"public/css/main.css", "public/css/base.css"} == {
        file.relative_to(site).as_posix() for file in changed_files(site / "public", "HEAD")
    }
    assert touched(site) == ALL  # base.css is named nowhere


def test_a_file_that_git_does_not_know_yet_is_a_change(site: Path) -> None:
    write(site / "public/css/main.css~.css", "new")
    assert touched(site) == ALL


def test_of_a_folder_that_git_ignores_every_page_may_have_changed(site: Path) -> None:
    write(site / ".gitignore", "public/2026/\n")
    git(site, "rm", "-r", "--quiet", "--cached", "public/2026")
    commit(site)
    assert touched(site) == ALL


def test_very_many_changed_files_may_have_changed_every_page(site: Path) -> None:
    for number in range(301):
        write(site / f"public/{number}.jpg", "new")
    assert touched(site) == ALL


def test_an_older_commit_is_compared_with(site: Path) -> None:
    write(site / "public/css/main.css", "new")
    commit(site)
    assert (set(), {"/"}) == (touched(site), ALL - unchanged(site / "public", "HEAD~1"))


@pytest.mark.parametrize("name", ["nowhere", "--help", "HEAD~9", "HEAD:public", ""])
def test_a_commit_that_is_none_is_refused(site: Path, name: str) -> None:
    with pytest.raises(ConfigError, match=f"changed-since: git knows no commit “{name}”"):
        unchanged(site / "public", name)


def test_outside_of_a_repository_it_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.resolve()))
    (tmp_path / "public").mkdir()
    with pytest.raises(
        ConfigError, match="changed-since: git cannot tell what changed in public: not a git repository"
    ):
        unchanged(tmp_path / "public", "HEAD")


def test_without_git_it_is_refused(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(ConfigError, match="changed-since needs git"):
        unchanged(site / "public", "HEAD")


def test_pages_that_did_not_change_are_refused_with_the_reason(site: Path) -> None:
    write(site / "public/css/main.css", "new")
    config = Config(targets=[str(site / "public")], changed_since="HEAD")
    with open_seeds(config) as seeds:
        frontier = Frontier(config, seeds, Robots())
        wanted = frontier.next()
        refused = list(frontier.refused())
        assert wanted is not None
        assert wanted.url.endswith("/")
        assert frontier.next() is None
    assert {(Skip.UNCHANGED, "as it was at HEAD")} == {(visit.skip, visit.detail) for visit in refused}
    assert 3 == len(refused)


def test_an_address_has_no_history() -> None:
    with (
        pytest.raises(ConfigError, match="changed-since is for folders"),
        open_seeds(Config(targets=["https://example.org/"], changed_since="HEAD")),
    ):
        pass
