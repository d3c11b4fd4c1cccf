"""`audit run` on the pages that changed: the verdict, and what is kept of such a run."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

from tests.commands.conftest import Said
from tests.conftest import write_site

PAGE = '<!doctype html><html lang=en><title>Flood</title><body><main><h1>Flood</h1><img src="/a.jpg" alt="DSC_1.JPG"></main>'


def test_only_what_changed_is_audited_and_the_ledger_tells_the_rest(here: Path, said: Said) -> None:
    write_site(here, {"/public/": PAGE, "/public/about/": PAGE})
    for arguments in (["init", "--quiet"], ["add", "."], ["commit", "--quiet", "--message", "as it was"]):
        who = ["-c", "user.name=desk", "-c", "user.email=desk@example.org", "-c", "commit.gpgsign=false"]
        subprocess.run(["git", *who, *arguments], check=True, capture_output=True)
    run = ("run", "public", "--quiet", "--workers", "1", "--format", "json", "--rules", "image-alt-filename")
    since = (*run, "--changed-since", "HEAD")
    assert (0, "Passed: there was nothing to audit, for 2 pages did not change.\n", "") == said(*since)
    write_site(here, {"/public/about/": PAGE.replace("Flood", "About")})
    assert (1, "Failed: 1 thing to fix on 1 audited page.\n", "") == said(*since)
    pages = json.loads((here / "reports/public/report.json").read_text())["pages"]
    assert [("/", "skipped", "unchanged"), ("/about/", "audited", "")] == [
        (page["url"], page["state"], page.get("reason", "")) for page in pages
    ]
    assert not (here / "reports/history.sqlite").exists()
