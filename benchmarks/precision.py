"""
How often each rule is right on real pages: what it found, what of that was read, what of that was a false alarm.

    python -m benchmarks.precision --pages FOLDER --index FOLDER/index.jsonl --site FOLDER --snapshots /tmp/snapshots
    python -m benchmarks.precision … --show image-alt-long --sample 30
    python -m benchmarks.precision … --mark image-alt-long right 3f2a91c04d 77b1…
    python -m benchmarks.precision … --mark image-alt-long wrong 90ce… --note "the text is the picture's"
    python -m benchmarks.precision … --write

Pages are captured in a browser once, into --snapshots, without anything of other hosts; all rules but axe's, those in
preview too, judge the snapshots. `--pages` is a folder of single pages of many sites, each judged as a site of its own,
`--index` lines of JSON with the `file` and the true `url` of each; `--site` is a folder that is one site. What was read is
kept in benchmarks/readings/, a table a rule; a reading holds as long as the rule finds that fault on that page. `--write`
puts the counts into audit/rules/measured.json, from which `make docs` and `audit explain` tell them.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import msgspec

from audit.capture.replay import kept
from audit.check import check_page, check_site
from audit.config import Config
from audit.model import Finding, Outcome, Snapshot
from audit.page import Page
from audit.rules import Rule, load_rules
from audit.rules.measured import Measured, measured, write
from audit.run import audit
from audit.select import select

Facts = list[tuple[str, dict[str, Any]]]
"""Page -> what site rules collected there."""
ALL = Config(preview=True, skip_rules=["axe"], form_submit="always")
"""The rules that are measured."""
READINGS = Path(__file__).parent / "readings"
FIELDS = ("finding", "page", "verdict", "note")
TOGETHER = frozenset({"image-credit-missing"})
"""Site rules whose false alarms lie in what they read off a page, so that single pages of many sites may stand for one."""


@dataclass(frozen=True)
class Found:
    """A finding on a page of a collection."""

    page: str
    """The page's name: its file, with its collection's name before it."""
    finding: Finding
    number: int = 0
    """Its place among what the rule says of one element."""

    @property
    def id(self) -> str:
        """The same as long as the rule finds a fault at that place, whatever it is called and however it is grouped."""
        parts = (self.finding.rule, self.finding.outcome, self.page, self.finding.target.selector, str(self.number))
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:10]


@dataclass(frozen=True)
class Collection:
    """A folder of pages: one site, or single pages of many."""

    folder: Path
    is_site: bool
    addresses: Mapping[str, str]
    """File -> the address it was published at, where that is known."""

    def snapshots(self, place: Path) -> Iterator[tuple[str, Snapshot]]:
        """The captured pages by name, as if they had been found at their own addresses."""
        for snapshot in kept(place / self.folder.name / "snapshots"):
            parts = urlsplit(snapshot.url)
            file = parts.path.lstrip("/")
            address = self.addresses.get(Path(file).name, "")
            yield f"{self.folder.name}/{file}", _moved(snapshot, f"{parts.scheme}://{parts.netloc}", address)


def capture(collection: Collection, place: Path) -> None:
    """Capture the pages of a collection, unless that has been done."""
    out = place / collection.folder.name
    if (out / "report.json").exists():
        return
    config = Config(
        targets=[str(collection.folder)],
        out=str(out),
        offline=True,
        preview=True,
        skip_rules=["axe"],
        keep_snapshots=True,
        formats=["json"],
        history="",
        baseline="",
        # Forms of pages whose scripts are not there have no answers to listen to.
        form_submit="always" if collection.is_site else "never",
    )
    print(f"Capturing {collection.folder} …", file=sys.stderr)
    print(audit(config).verdict, file=sys.stderr)


def judge(collections: Iterable[Collection], place: Path, rules: list[Rule]) -> tuple[list[Found], int]:
    """What the rules find on all pages, and how many pages there are."""
    found: list[Found] = []
    count = 0
    for collection in collections:
        facts: Facts = []
        for name, snapshot in collection.snapshots(place):
            count += 1
            checked = check_page(Page(snapshot), rules)
            found += [Found(name, finding) for finding in checked.findings]
            # A site's pages are known by their paths: its front page is “/”.
            facts.append((f"/{name.partition('/')[2]}" if collection.is_site else name, checked.facts))
        for site, site_rules in _sites(collection, facts, rules):
            said = check_site(site, site_rules)
            prefix = collection.folder.name if collection.is_site else ""
            found += [Found(prefix + finding.url, finding) for finding in said.findings]
    return _numbered(found), count


def _numbered(found: list[Found]) -> list[Found]:
    seen: Counter[tuple[str, str, str]] = Counter()
    numbered = []
    for each in found:
        key = (each.finding.rule, each.page, each.finding.target.selector)
        numbered.append(replace(each, number=seen[key]))
        seen[key] += 1
    return numbered


def _sites(collection: Collection, facts: Facts, rules: list[Rule]) -> Iterator[tuple[Facts, list[Rule]]]:
    """What to judge as one site, and by which rules."""
    site_rules = [rule for rule in rules if rule.collect]
    if collection.is_site:
        yield facts, site_rules
        return
    for fact in facts:
        yield [fact], [rule for rule in site_rules if rule.id not in TOGETHER]
    yield facts, [rule for rule in site_rules if rule.id in TOGETHER]


def _moved(snapshot: Snapshot, origin: str, address: str) -> Snapshot:
    if not address:
        return snapshot
    parts = urlsplit(address)
    rendered = snapshot.rendered.replace(origin, f"{parts.scheme}://{parts.netloc}")
    # Whether a picture can be had was asked at another address, and with no way out.
    artifacts = {name: value for name, value in snapshot.artifacts.items() if name != "declared_images"}
    return msgspec.structs.replace(snapshot, url=address, final_url=address, rendered=rendered, artifacts=artifacts)


# --- readings -----------------------------------------------------------------------------------------------------


def readings(rule: str) -> dict[str, dict[str, str]]:
    """What was read of a rule's findings, by id."""
    file = READINGS / f"{rule}.csv"
    if not file.exists():
        return {}
    with file.open(encoding="utf-8", newline="") as lines:
        return {row["finding"]: row for row in csv.DictReader(lines)}


def mark(found: list[Found], rule: str, verdict: str, ids: list[str], note: str) -> None:
    """Keep what was read. Raises SystemExit for an id the rule has not found."""
    known = {each.id: each for each in found if each.finding.rule == rule}
    if ids == ["all"]:
        ids = [each.id for each in known.values() if each.finding.outcome == Outcome.FAILED]
    unknown = [name for name in ids if name not in known]
    if unknown:
        raise SystemExit(f"{rule} has not found {', '.join(unknown)}.")
    rows = readings(rule)
    rows |= {name: {"finding": name, "page": known[name].page, "verdict": verdict, "note": note} for name in ids}
    READINGS.mkdir(exist_ok=True)
    with (READINGS / f"{rule}.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, FIELDS, lineterminator="\n")
        writer.writeheader()
        # Readings of what is not found any more have had their day.
        writer.writerows(sorted((row for name, row in rows.items() if name in known), key=lambda row: row["finding"]))
    print(f"{len(ids)} marked {verdict}.")


def measure(found: list[Found], rules: list[Rule], pages: int) -> dict[str, Measured]:
    """Rule -> what was measured."""
    by_rule: dict[str, list[Found]] = defaultdict(list)
    for each in found:
        by_rule[each.finding.rule].append(each)
    return {rule.id: _measured(rule.id, by_rule[rule.id], pages) for rule in rules}


def _measured(rule: str, found: list[Found], pages: int) -> Measured:
    failed = [each for each in found if each.finding.outcome == Outcome.FAILED]
    read = readings(rule)
    verdicts = [read[each.id]["verdict"] for each in failed if each.id in read]
    # What benchmarks/planted.py counted stays.
    return msgspec.structs.replace(
        measured().get(rule, Measured()),
        pages=pages,
        failed=len(failed),
        failed_pages=len({each.page for each in failed}),
        cant_tell=len(found) - len(failed),
        read=len(verdicts),
        false_alarms=verdicts.count("wrong"),
    )


# --- showing ------------------------------------------------------------------------------------------------------


def show(found: list[Found], rule: str, outcome: str, sample: int) -> None:
    """Print findings of a rule, a random but always the same choice of them."""
    read = readings(rule)
    chosen = sorted(
        (each for each in found if each.finding.rule == rule and each.finding.outcome == outcome),
        key=lambda each: each.id,
    )
    print(f"{rule}: {len(chosen)} {outcome}, {sum(each.id in read for each in chosen)} of them read\n")
    for each in chosen[:sample]:
        row = read.get(each.id, {})
        print(f"{each.id}  {row.get('verdict', '-')} {row.get('note', '')}  {each.page}  {each.finding.url}")
        print(
            f"    {each.finding.message}\n    {each.finding.target.selector}\n    {each.finding.target.html[:400]!r}\n"
        )


def table(counts: Mapping[str, Measured]) -> str:
    """All rules with their counts, for a terminal."""
    lines = [f"{'rule':<46}{'failed':>7}{'pages':>7}{'unsure':>8}{'read':>6}{'false':>7}  precision"]
    lines += [
        f"{rule:<46}{m.failed:>7}{m.failed_pages:>7}{m.cant_tell:>8}{m.read:>6}{m.false_alarms:>7}  {m.precision_text}"
        for rule, m in counts.items()
    ]
    return "\n".join(lines)


def main() -> int:
    """Measure, show or mark."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=Path, action="append", default=[])
    parser.add_argument("--index", type=Path)
    parser.add_argument("--site", type=Path, action="append", default=[])
    parser.add_argument("--snapshots", type=Path, required=True)
    parser.add_argument("--show", metavar="RULE")
    parser.add_argument("--outcome", default="failed", choices=["failed", "cantTell"])
    parser.add_argument("--sample", type=int, default=30)
    parser.add_argument("--mark", nargs="+", metavar=("RULE", "right|wrong"), help="RULE right|wrong ID… (or all)")
    parser.add_argument("--note", default="")
    parser.add_argument("--write", action="store_true")
    asked = parser.parse_args()
    collections = _collections(asked.pages, asked.index, asked.site)
    for collection in collections:
        capture(collection, asked.snapshots)
    one = asked.show or (asked.mark[0] if asked.mark else "")
    rules = select(load_rules(), ALL if not one else msgspec.structs.replace(ALL, rules=[one]))
    found, pages = judge(collections, asked.snapshots, rules)
    if asked.mark:
        mark(found, one, asked.mark[1], asked.mark[2:], asked.note)
    elif asked.show:
        show(found, one, asked.outcome, asked.sample)
    else:
        counts = measure(found, rules, pages)
        print(table(counts))
        if asked.write:
            write(counts)
    return 0


def _collections(pages: list[Path], index: Path | None, sites: list[Path]) -> list[Collection]:
    addresses = {}
    if index:
        rows = map(msgspec.json.decode, index.read_bytes().splitlines())
        addresses = {Path(row["file"]).name: row["url"] for row in rows if row.get("url")}
    return [Collection(folder, False, addresses) for folder in pages] + [
        Collection(folder, True, {}) for folder in sites
    ]


if __name__ == "__main__":
    sys.exit(main())
