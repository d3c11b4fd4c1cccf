"""Lines of a folder's files, as a browser rendered them."""

from __future__ import annotations

from pathlib import Path

from audit.config import Config
from audit.run import audit
from tests.conftest import write_site

PAGE = """<!doctype html>
<html lang="en">
<head><title>Ferry</title></head>
<body><main>
<h1>The ferry</h1>
<p>
<button class="open"
  type="button"></button>
</p>
<script>document.querySelector("h1").insertAdjacentHTML("beforebegin", "\\n<button class='made'></button>\\n")</script>
</main></body>
</html>
"""


def test_line_is_that_of_the_file_and_what_a_script_made_has_none(tmp_path: Path) -> None:
    site = write_site(tmp_path / "public", {"/": PAGE})
    config = Config(
        targets=[str(site)],
        rules=["axe-button-name"],
        out=str(tmp_path / "out"),
        workers=1,
        formats=["json"],
        offline=True,
    )
    report = audit(config)
    found = {group.target.html.partition(">")[0]: group.target.line for group in report.groups}
    assert {'<button class="open" type="button"': 7, '<button class="made"': 0} == found
