"""
How large the HTML report of a big site is, how long it takes to write, and how quickly its lists filter in a browser.

    python -m benchmarks.report_size [--pages 10000] [--groups 500]

Made-up results, real reporter. Bounds: first view below 300 kB, all below 100 MB without pictures, written within 60 s, a
filter's answer within 100 ms.
"""

from __future__ import annotations

import argparse
import resource
import tempfile
import time
from pathlib import Path

from audit.capture import browser
from audit.model import (
    SCHEMA_VERSION,
    Group,
    Impact,
    Matter,
    Origin,
    Outcome,
    PageSummary,
    Report,
    Stance,
    State,
    Statement,
    Target,
    Witness,
)
from audit.reporters import write
from audit.rules import load_rules

SITE = "https://www.harbour-gazette.example"
SECTIONS = ["local", "politics", "harbour", "sport", "opinion", "culture", "schools"]
WORDS = "council votes to keep the night ferry while the quay is mended until the storms come back".split()
EVERYWHERE = 10
"""Groups of the template, which stand on every page."""
FILTERS = {
    "index.html": [("select[name=topic]", "images"), ("input[type=search]", "headline")],
    "addresses.html": [("select[name=atemplate]", "0"), ("input[type=search]", "ferry 77")],
}
MEASURE = """async ([selector, value]) => {
  const field = document.querySelector(selector);
  const begin = performance.now();
  field.value = value;
  field.dispatchEvent(new Event("input", { bubbles: true }));
  document.body.getBoundingClientRect();
  const answered = performance.now() - begin;
  await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  const painted = performance.now() - begin;
  const shown = document.querySelector("output").textContent;
  field.value = "";
  field.dispatchEvent(new Event("input", { bubbles: true }));
  return [answered, painted, shown];
}"""


def main() -> int:
    """Write such a report, and print what it takes."""
    asked = _arguments()
    report = made_up(asked.pages, asked.groups)
    with tempfile.TemporaryDirectory() as work:
        folder = Path(work)
        begin = time.perf_counter()
        write(report, folder, ["html"])
        seconds = time.perf_counter() - begin
        sizes = {file.relative_to(folder): file.stat().st_size for file in folder.rglob("*") if file.is_file()}
        first = sizes[Path("index.html")] + sizes[Path("assets/report.css")]
        print(f"{asked.pages:,} pages, {asked.groups:,} groups: {len(sizes):,} files in {seconds:.1f} s")
        print(f"first view {first / 1e3:,.0f} kB, all {sum(sizes.values()) / 1e6:,.1f} MB")
        for name in ("groups", "pages"):
            of = [size for file, size in sizes.items() if file.parts[0] == name]
            print(f"a page of {name}: {sum(of) / len(of) / 1e3:.1f} kB, the largest {max(of) / 1e3:.1f} kB")
        print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MB")
        _filter(folder)
    return 0


def _filter(folder: Path) -> None:
    with browser.driver() as driver, browser.launch(driver, browser.require(), offline=True) as running:
        for name, filters in FILTERS.items():
            page = running.new_page()
            begin = time.perf_counter()
            page.goto((folder / name).as_uri())
            print(f"{name}: opened in {(time.perf_counter() - begin) * 1e3:,.0f} ms")
            for selector, value in filters:
                took = [page.evaluate(MEASURE, [selector, value]) for _ in range(5)]
                answered, painted, shown = sorted(took)[2]
                print(f"  {selector} = {value}: {answered:.0f} ms, painted {painted:.0f} ms ({shown})")
            page.close()


def made_up(pages: int, groups: int) -> Report:
    """A large newspaper: some faults on every page, most on a few."""
    rules = [rule.info for rule in load_rules().values()]
    urls = [_url(number) for number in range(pages)]
    found: list[Group] = []
    on_page: list[list[str]] = [[] for _ in urls]
    for number in range(groups):
        rule = rules[number % len(rules)]
        places = range(pages) if number < EVERYWHERE else range(number % 89, pages, max(pages // (5 + number % 60), 1))
        name = f"{number:016x}"
        for place in places:
            on_page[place].append(name)
        found.append(
            Group(
                id=name,
                fingerprint=name,
                rule=rule.id,
                outcome=Outcome.CANT_TELL if number % 7 == 6 else Outcome.FAILED,
                impact=list(Impact)[number % 4],
                message=f"The headline of the teaser says “{' '.join(WORDS[: 5 + number % 9])}”, and that {number} times.",
                target=Target(
                    selector=f"main > section:nth-of-type({number}) > article > h2 > a",
                    html=f'<a class="teaser__link teaser--{number}" href="/story">{" ".join(WORDS)}</a>',
                ),
                url=urls[places[0]],
                pages=[urls[place] for place in places],
                occurrences=len(places) * 2,
                origin=list(Origin)[number % 2],
                gates=True,
            )
        )
    return Report(
        schema_version=SCHEMA_VERSION,
        tool="newsroom-audit",
        engine="4",
        browser="Chromium",
        targets=[f"{SITE}/"],
        settings={"edit-link": "https://cms.example/edit?url={url}"},
        exit_code=1,
        verdict=f"Failed: {groups:,} things to fix on {pages:,} audited pages.",
        interrupted=False,
        groups=found,
        pages=[_page(url, number, on_page[number], [rule.id for rule in rules]) for number, url in enumerate(urls)],
        rules=rules,
        outcomes={},
        broken_rules=[],
    )


def _url(number: int) -> str:
    return f"{SITE}/{SECTIONS[number % 7]}/2026/{number % 12 + 1:02}/{'-'.join(WORDS[number % 5 :][:6])}-{number}"


def _page(url: str, number: int, found: list[str], rules: list[str]) -> PageSummary:
    title = f"{' '.join(WORDS[number % 5 :][:8]).capitalize()} ({number})"
    witnesses = [Witness.PAGE, Witness.JSON_LD, Witness.OPEN_GRAPH, Witness.X_CARD, Witness.META]
    return PageSummary(
        url=url,
        state=State.AUDITED,
        status=200,
        title=title,
        kind="article",
        kind_reason="JSON-LD has a NewsArticle",
        matrix=[
            Matter(
                name=name,
                statements=[Statement(witness=each, said=[title], stance=Stance.AGREES) for each in witnesses],
            )
            for name in ("headline", "description", "published", "modified", "authors", "image", "address", "language")
        ],
        failed=len(found),
        groups=found,
        passed=rules[number % 40 :][:60],
        referrer=f"{SITE}/",
    )


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=10_000)
    parser.add_argument("--groups", type=int, default=500)
    return parser.parse_args()


if __name__ == "__main__":
    raise SystemExit(main())
