"""
The rule interface: what a rule is, how it speaks, and where it is registered.

A rule is a generator in a file of its own below a topic folder; file, function and id are one name
(`images/image_alt_filename.py`, `image_alt_filename`, `image-alt-filename`). Putting the file there registers it. The
module's docstring is its manual page, its documentation and its test (audit/rules/manual.py).
"""

from __future__ import annotations

import importlib
import pkgutil
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import msgspec

from audit.errors import RuleError
from audit.model import Impact, Outcome, RuleInfo, State, Target
from audit.page.html import Element

if TYPE_CHECKING:
    from audit.page import Page
    from audit.page.documents import Document, Entry, Kind

Scope = Literal["page", "site"]


@dataclass(frozen=True)
class Verdict:
    """What a rule yields: an outcome for one target."""

    outcome: Outcome
    target: Element | Target
    message: str = ""
    about: str = ""
    """Tells apart several faults of one rule on one element (a missing property's name); part of the fingerprint."""
    impact: Impact | None = None
    """Where it differs from the rule's own."""
    url: str = ""
    """For site rules: the page the target is on."""


def passed(target: Element | Target) -> Verdict:
    """The target is as it should be."""
    return Verdict(Outcome.PASSED, target)


def failed(target: Element | Target, message: str, *, about: str = "", url: str = "") -> Verdict:
    """The target is at fault; the message says what is wrong here, with the facts seen."""
    return Verdict(Outcome.FAILED, target, message, about, url=url)


def cant_tell(target: Element | Target, message: str, *, about: str = "", url: str = "") -> Verdict:
    """The rule is not sure; the message says what a person should look at."""
    return Verdict(Outcome.CANT_TELL, target, message, about, url=url)


def untested(target: Element | Target) -> Verdict:
    """The rule could not look: what it needs to judge is not installed here. It counts as neither passed nor inapplicable."""
    return Verdict(Outcome.UNTESTED, target)


@dataclass(frozen=True)
class SitePage:
    """A page as a site rule sees it: its address and what the rule's `collect` brought from it."""

    url: str
    fact: Any


@dataclass(frozen=True)
class Ending:
    """What became of an address, as the ledger has it."""

    state: State
    reason: str = ""
    detail: str = ""


class Site:
    """What a site rule is given: all audited pages of the run, in the order of the ledger, and the site's documents."""

    def __init__(
        self, pages: Sequence[SitePage], documents: Sequence[Document] = (), ledger: Mapping[str, Ending] | None = None
    ):
        self.pages = pages
        self.documents = documents
        """Its sitemaps and feeds, those that could not be read included; empty where the run has no article."""
        self.ledger = ledger or {}
        """What became of the addresses that the documents name, where the run knows them."""

    @property
    def front(self) -> SitePage:
        """The page that what is said of the whole site is shown at: the one with the shortest address."""
        return min(self.pages, key=lambda page: len(page.url))

    def entries(self, kind: Kind) -> Iterator[tuple[Document, Entry]]:
        """All entries of the sitemaps or of the feeds, each with its document."""
        return ((document, entry) for document in self.documents if document.kind == kind for entry in document.entries)

    def told(self, kind: Kind) -> dict[str, tuple[Document, Entry]]:
        """Address of a page -> what the documents say of it; the entry that says most where there are several."""
        found: dict[str, tuple[Document, Entry]] = {}
        for document, entry in self.entries(kind):
            known = found.get(entry.page)
            if known is None or (entry.is_news and not known[1].is_news):
                found[entry.page] = (document, entry)
        return found


class RuleSettings(msgspec.Struct, frozen=True, kw_only=True, dict=True, rename="kebab", forbid_unknown_fields=True):
    """
    What a user may set of one rule, below [tool.audit.rule-settings.RULE]: its limits and its word lists.

    A rule subclasses it; every field has a default and a `Meta` with a description. What is made of the fields (a pattern
    of many words) is a `cached_property`, so that it is made once a run.
    """


@dataclass(frozen=True)
class Rule:
    """A registered rule: its metadata and its function."""

    info: RuleInfo
    function: Callable[..., Iterable[Verdict]]
    collect: Callable[[Page], Any] | None = None
    """For site rules: what to keep of each page, as JSON; None keeps nothing."""
    manual: str = ""
    """The module's docstring."""
    module: str = ""
    settings: RuleSettings | None = None
    """As they hold in this run; None for a rule that has none."""

    def judge(self, subject: Page | Site) -> Iterable[Verdict]:
        """What the rule says of a page, or of the site."""
        return self.function(subject) if self.settings is None else self.function(subject, self.settings)

    @property
    def id(self) -> str:
        """The rule's name, e.g. image-alt-filename."""
        return self.info.id

    @property
    def standing(self) -> str:
        """“default” for a rule that runs unless it is left out, “preview” for one that has to be asked for."""
        return "preview" if self.info.preview else "default"


@dataclass
class Registry:
    """The rules that are known, by id."""

    rules: dict[str, Rule] = field(default_factory=dict)

    def add(self, rule: Rule) -> None:
        """Register a rule. Raises RuleError when its name is taken by another module."""
        known = self.rules.get(rule.id)
        if known and known.module != rule.module:
            raise RuleError(
                f"Two rules are called {rule.id}: in {known.module} and in {rule.module}. Rename one of them."
            )
        self.rules[rule.id] = rule


registry = Registry()


def rule(
    title: str,
    *,
    impact: Literal["minor", "moderate", "serious", "critical"],
    source: str,
    wcag: Sequence[str] = (),
    act: Sequence[str] = (),
    needs: Sequence[str] = (),
    scope: Scope = "page",
    collect: Callable[[Page], Any] | None = None,
    extends: str = "",
    preview: bool = False,
    settings: type[RuleSettings] | None = None,
) -> Callable[[Callable[..., Iterator[Verdict]]], Callable[..., Iterator[Verdict]]]:
    """
    Register the decorated generator as a rule.

    `title` states what is right; `source` is the requirement's address with the date it was read, e.g.
    "https://ogp.me/ (read 2026-11)"; `wcag` success criteria by number; `needs` names of artifacts (probes), empty for a
    rule that reads HTML only; `scope="site"` gives it a Site, with `collect(page)` saying what to keep of each page;
    `extends` names the axe rule it goes on from; `preview` keeps it out of the default set; `settings` is a
    RuleSettings, which the function is then given as its second argument. Raises RuleError when names do not agree.
    """

    def register(function: Callable[..., Iterator[Verdict]]) -> Callable[..., Iterator[Verdict]]:
        from audit.rules.manual import before_and_after, why

        module = sys.modules[function.__module__]
        stem = function.__module__.rpartition(".")[2]
        if stem != function.__name__:
            raise RuleError(
                f"{function.__module__}: the file is called {stem}, its rule {function.__name__}. Give both one name."
            )
        if scope == "site" and collect is None:
            raise RuleError(
                f"{function.__module__}: a site rule needs collect=, a function that says what to keep of a page."
            )
        manual = module.__doc__ or ""
        before, after = before_and_after(manual)
        info = RuleInfo(
            id=function.__name__.replace("_", "-"),
            topic=function.__module__.split(".")[-2] if "." in function.__module__ else "custom",
            title=title,
            impact=Impact(impact),
            wcag=list(wcag),
            act=list(act),
            source=source,
            why=why(manual),
            scope=scope,
            needs=list(needs),
            extends=extends,
            preview=preview,
            before=before,
            after=after,
        )
        registry.add(
            Rule(
                info=info,
                function=function,
                collect=collect,
                manual=manual,
                module=function.__module__,
                settings=settings() if settings else None,
            )
        )
        return function

    return register


def load_rules(modules: Sequence[str] = ()) -> dict[str, Rule]:
    """
    All rules by id, sorted: ours, and those of the user's `modules` (dotted names, looked for in the working directory too).

    Raises RuleError when a module cannot be imported.
    """
    for found in pkgutil.walk_packages(__path__, prefix=f"{__name__}."):
        importlib.import_module(found.name)
    if modules and (here := str(Path.cwd())) not in sys.path:
        # Last, so that no file of the user's takes the place of a module of ours or of Python's.
        sys.path.append(here)
    for name in modules:
        _import_custom(name)
    return dict(sorted(registry.rules.items()))


def _import_custom(name: str) -> None:
    if not re.fullmatch(r"[A-Za-z_]\w*(\.[A-Za-z_]\w*)*", name):
        raise RuleError(f"“{name}” is not the name of a Python module. Write it dotted, e.g. rules.house_style.")
    try:
        module = importlib.import_module(name)
        for found in pkgutil.walk_packages(getattr(module, "__path__", []), prefix=f"{name}."):
            importlib.import_module(found.name)
    except RuleError:
        raise
    except Exception as error:
        raise RuleError(
            f"The rule module {name} cannot be imported: {type(error).__name__}: {error}. "
            "Mend it, or take it out of rule-modules."
        ) from error
