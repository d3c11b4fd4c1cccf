"""
HTML files judged as they stand, by the page rules that need no browser: for editors, commit hooks and pipes.

A file is what a folder's page is before a browser has it. What only a whole site can tell (site rules) is not asked, and of
a part of a page only what stands in it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from audit import __version__
from audit.baseline import compare, find
from audit.capture.fetch import decode, is_shell
from audit.check import check_page
from audit.config import Config
from audit.crawl.address import matches
from audit.crawl.serve import address
from audit.errors import ConfigError
from audit.group import group, group_id
from audit.model import Finding, Gap, Outcome, Snapshot
from audit.page import Page
from audit.policy import Policy, names, policy_of, refuse_wrong
from audit.rules import Rule, load_rules
from audit.select import select
from audit.verdict import gating

INPUT = "-"
"""The name under which standard input is asked for."""
SITE = "http://127.0.0.1"
"""Where a folder's pages are when they are audited; patterns of addresses are matched with the path behind it."""

_WHOLE = re.compile(r"<(!doctype|html|head|body)\b", re.IGNORECASE)
# Jinja, Liquid, Twig, Nunjucks, Go; ERB, EJS; PHP. A page that shows such code writes its “<” as “&lt;”.
_TEMPLATE = re.compile(
    r"\{%-?\s*\w+.*?%\}|\{\{-?\s*(template|partial|block|define|range|if|end)\b|<%|<\?(php|=)", re.DOTALL
)
_CODE = re.compile(r"<(script|style|pre|code|textarea)\b.*?</\1\s*>", re.DOTALL | re.IGNORECASE)


@dataclass(frozen=True)
class Hit:
    """A finding in a file."""

    file: str
    finding: Finding
    gates: bool
    """Whether it makes the check fail."""
    is_known: bool = False
    """Whether the baseline has it."""


@dataclass
class Lint:
    """What was found in some files, in their order."""

    hits: list[Hit] = field(default_factory=list)
    judged: list[str] = field(default_factory=list)
    left_out: dict[str, str] = field(default_factory=dict)
    """File -> why the settings, or what it is, keep it from being judged."""
    problems: dict[str, str] = field(default_factory=dict)
    """File -> why it could not be judged, or not by every rule."""

    @property
    def exit_code(self) -> int:
        """As of a run: 1 something failed, 2 the work could not be done, 0 neither."""
        if any(hit.gates for hit in self.hits):
            return 1
        return 2 if self.problems else 0

    @property
    def verdict(self) -> str:
        """The exit code's reason in a sentence."""
        failing = [hit for hit in self.hits if hit.gates]
        of = _count(len(self.judged), "file")
        if failing:
            return f"Failed: {_count(len(failing), 'fault')} in {len({hit.file for hit in failing})} of {of}."
        if self.problems:
            return f"Not passed: nothing failed in {of}, but {_count(len(self.problems), 'file')} could not be judged in full."
        if not self.judged:
            return f"Nothing was judged: {_count(len(self.left_out), 'file')} left out."
        return f"Passed: nothing failed in {of}."


def lint(files: Sequence[str], config: Config, read_input: Callable[[], bytes], *, input_name: str = "") -> Lint:
    """
    Judge HTML files; “-” is what `read_input` gives, called `input_name` as if it were that file.

    Raises AuditError for settings that are wrong. A file that cannot be judged is told in the result.
    """
    known = load_rules(config.rule_modules)
    refuse_wrong(config.suppress, config.levels, set().union(*(names(rule.info) for rule in known.values())))
    rules, policy = without_browser(known, config), policy_of(config)
    found = Lint()
    findings: list[tuple[str, Finding]] = []
    for file in dict.fromkeys(files):
        name = (input_name or "<stdin>") if file == INPUT else file
        url = _url(name, config.targets)
        if reason := _left_out(url, config):
            found.left_out[name] = reason
            continue
        content = _content(file, read_input, name, found)
        if content is None:
            continue
        said = _judged(content, url, name, rules, policy, found)
        findings += [(name, finding) for finding in sorted(said, key=lambda each: each.target.line)]
    found.hits = list(_hits(findings, rules, config))
    return found


def without_browser(known: Mapping[str, Rule], config: Config) -> list[Rule]:
    """The page rules that the settings choose and that read HTML only. Raises ConfigError when there is none."""
    # Forms are tried in a browser: a rule for that is one of those that are left out.
    chosen = select(known, msgspec.structs.replace(config, form_submit="always"))
    rules = [rule for rule in chosen if not rule.info.needs and not rule.collect]
    if not rules:
        raise ConfigError(
            "None of the chosen rules judges a file alone: they need a browser or a whole site. Use `audit run`."
        )
    return rules


def _url(name: str, targets: Iterable[str]) -> str:
    """The address of a file in the site it belongs to: below a folder that is audited, else below the working directory."""
    place = Path(name).resolve()
    places = [Path(target).resolve() for target in targets if "://" not in target]
    for folder in (*(each if each.is_dir() else each.parent for each in places), Path.cwd()):
        if place.is_relative_to(folder) and place != folder:
            return SITE + address(place.relative_to(folder))
    return SITE + address(Path(place.name))


def _left_out(url: str, config: Config) -> str:
    if config.include and not matches(url, config.include):
        return "“include” does not name it"
    return "“exclude” names it" if matches(url, config.exclude) else ""


def _content(file: str, read_input: Callable[[], bytes], name: str, found: Lint) -> str | None:
    """A file's HTML; None, with the reason told, when there is nothing in it to judge."""
    try:
        content = decode(read_input() if file == INPUT else Path(file).read_bytes())
    except IsADirectoryError:
        found.problems[name] = f"it is a folder; `audit run {name}` audits one"
        return None
    except (OSError, ValueError) as error:
        found.problems[name] = f"it cannot be read: {getattr(error, 'strerror', None) or error}"
        return None
    # One kind of line ends, as HTML has it: only then are lines counted as editors do.
    served = content.replace("\r\n", "\n").replace("\r", "\n")
    if "\0" in served or "<" not in served:
        found.problems[name] = "it holds no HTML"
    elif _TEMPLATE.search(served) and _TEMPLATE.search(_CODE.sub("", served)):
        found.left_out[name] = "it is a template; check the pages that are made of it"
    elif _WHOLE.search(served) and is_shell(served):
        found.problems[name] = "its content comes from scripts, which need a browser; `audit run` has one"
    else:
        return served
    return None


def _judged(
    served: str, url: str, name: str, rules: Sequence[Rule], policy: Policy, found: Lint
) -> list[Finding]:  # fmt: skip
    headers = {"content-type": "text/html"}
    checked = check_page(
        Page(Snapshot(url=url, final_url=url, status=200, headers=headers, served=served)), rules, policy
    )
    found.judged.append(name)
    if checked.broken:
        found.problems[name] = _broken(checked.broken)
    if _WHOLE.search(served):
        return checked.findings
    # A part of a page has no title and no main heading, and need not: what it says is where it stands.
    return [finding for finding in checked.findings if finding.target.line]


def _broken(gaps: Sequence[Gap]) -> str:
    return "; ".join(f"the rule {gap.what} broke: {gap.reason}" for gap in gaps)


def _hits(findings: Sequence[tuple[str, Finding]], rules: Sequence[Rule], config: Config) -> Iterable[Hit]:
    """The findings of files with what the baseline and the gate say of them."""
    groups = group(finding for _, finding in findings)
    new_pages: Mapping[str, list[str]] = {}
    if baseline := find(config.baseline):
        # What is gone is not asked, so that no ledger of pages is needed.
        compared = compare(baseline, groups, [], tool=f"newsroom-audit {__version__}", engine="")
        groups = [msgspec.structs.replace(each, state=compared.states.get(each.id, each.state)) for each in groups]
        new_pages = compared.new_pages
    counted = {each.id for each in gating(groups, config, {rule.id: names(rule.info) for rule in rules})}
    for file, finding in findings:
        key = group_id(finding)
        is_known = bool(baseline) and finding.outcome == Outcome.FAILED and finding.url not in new_pages.get(key, [])
        yield Hit(file, finding, key in counted and not is_known, is_known)


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun if number == 1 else f'{noun}s'}"
