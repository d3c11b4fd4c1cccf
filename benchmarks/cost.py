"""
Our audit against bare `goto` + `axe.run` with the same number of browsers, side by side in one run.

    python -m benchmarks.cost [--pages 100] [--workers 1] [--rounds 3] [--site FOLDER]

Prints CPU seconds a page over the whole process tree, pages a second, peak memory, and their ratios. Only the ratios say
something: the machine is another one every day. The pages are served by a process of its own, which counts for neither.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median

from audit.crawl import serve
from benchmarks.newspaper import build
from benchmarks.tree import Cost, measure

SERVER = """
import sys, time
from pathlib import Path
from audit.crawl.serve import serve
with serve(Path(sys.argv[1])) as site:
    print(site, flush=True)
    sys.stdin.read()
"""


def main() -> int:
    """Measure and print."""
    asked = _arguments()
    with tempfile.TemporaryDirectory() as work:
        folder = Path(asked.site) if asked.site else Path(work) / "site"
        paths = build(folder, asked.pages) if not asked.site else serve.pages(folder)[: asked.pages]
        server = subprocess.Popen(
            [sys.executable, "-c", SERVER, str(folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        assert server.stdout is not None
        site = server.stdout.readline().strip()
        try:
            rounds = [_round(Path(work), [site + path for path in paths], asked.workers) for _ in range(asked.rounds)]
        finally:
            server.communicate("")
    _print(rounds, len(paths), asked.workers)
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=100)
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--site", default="", help="a folder to take the pages from, in place of a generated one")
    return parser.parse_args()


def _round(work: Path, urls: list[str], workers: int) -> tuple[Cost, Cost]:
    whole = work / "urls.txt"
    whole.write_text("\n".join(urls), encoding="utf-8")
    shares = []
    for place in range(workers):
        share = work / f"urls-{place}.txt"
        share.write_text("\n".join(urls[place::workers]), encoding="utf-8")
        shares.append([sys.executable, "-m", "benchmarks.bare", str(share)])
    bare = measure(*shares)
    audit = [sys.executable, "-m", "audit", "run", str(whole), "--out", str(work / "out"), "--workers", str(workers)]
    ours = measure([*audit, "--offline", "--quiet", "--robots", "ignore"])
    if bare.code != 0 or ours.code not in {0, 1}:
        raise SystemExit(f"A run failed: bare {bare.code}, ours {ours.code}.")
    return bare, ours


def _print(rounds: list[tuple[Cost, Cost]], pages: int, workers: int) -> None:
    print(f"{pages} pages, {workers} browser(s), {len(rounds)} rounds; medians\n")
    print(f"{'':24}{'CPU s/page':>12}{'pages/s':>10}{'peak MB':>10}")
    for name, costs in (
        ("bare goto + axe.run", [bare for bare, _ in rounds]),
        ("audit run", [ours for _, ours in rounds]),
    ):
        cpu, rate = median(c.cpu / pages for c in costs), median(pages / c.wall for c in costs)
        print(f"{name:24}{cpu:12.3f}{rate:10.2f}{median(c.peak for c in costs):10.0f}")
    ratios = sorted(ours.cpu / bare.cpu for bare, ours in rounds)
    print(f"\nCPU, ours to bare: {median(ratios):.2f} (from {ratios[0]:.2f} to {ratios[-1]:.2f})")


if __name__ == "__main__":
    sys.exit(main())
