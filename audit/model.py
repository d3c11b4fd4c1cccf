"""The nouns of an audit: plain frozen data that goes into JSON and comes back unchanged; no behaviour, no I/O."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

import msgspec

SCHEMA_VERSION = "1.0"
"""Of the Report as JSON; a new field raises the second number, anything that breaks a reader the first."""


class Outcome(StrEnum):
    """What a rule says of a target, in the words of EARL 1.0 (https://www.w3.org/TR/EARL10-Schema/#OutcomeValue)."""

    PASSED = "passed"
    FAILED = "failed"
    CANT_TELL = "cantTell"
    INAPPLICABLE = "inapplicable"
    UNTESTED = "untested"


class Impact(StrEnum):
    """How hard a fault hits a reader, in axe-core's four steps, weakest first."""

    MINOR = "minor"
    MODERATE = "moderate"
    SERIOUS = "serious"
    CRITICAL = "critical"

    @property
    def rank(self) -> int:
        """0 for minor … 3 for critical."""
        return list(Impact).index(self)


class State(StrEnum):
    """Where a URL ended: every URL that was discovered has exactly one."""

    AUDITED = "audited"
    PARTLY_AUDITED = "partlyAudited"
    SKIPPED = "skipped"
    ERROR = "error"


class Skip(StrEnum):
    """Why a URL was not audited although nothing went wrong."""

    OUT_OF_SCOPE = "out of scope"
    NOT_INCLUDED = "not included"
    EXCLUDED = "excluded"
    ROBOTS = "robots.txt"
    PAGE_LIMIT = "page limit"
    REDIRECT = "redirect"
    NOT_HTML = "not HTML"
    INTERRUPTED = "interrupted"
    OTHER_SHARD = "other shard"
    UNCHANGED = "unchanged"


class Fault(StrEnum):
    """What went wrong with a page that should have been audited."""

    HTTP_STATUS = "HTTP status"
    TIMEOUT = "timeout"
    DNS = "host not found"
    REFUSED = "connection refused"
    CONNECTION = "connection broken"
    TLS = "TLS"
    BLOCKED = "blocked"
    REDIRECTS = "too many redirects"
    EMPTY = "empty page"
    CRASHED = "crashed"
    HUNG = "hung"
    BROWSER = "browser"
    INTERNAL = "internal"


class Frozen(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Base of all nouns: immutable, keyword-only, small in JSON."""


class Gap(Frozen, frozen=True, kw_only=True):
    """Something on a page that could not be looked at; it makes the page partly audited."""

    what: str
    """A probe, a rule or a part of the page, in the words of the report."""
    reason: str


class Snapshot(Frozen, frozen=True, kw_only=True):
    """One page as captured: everything a rule may know of it."""

    url: str
    """The address that was asked for."""
    final_url: str = ""
    """The address that answered, after redirects."""
    status: int = 0
    """HTTP status; 0 when there was no HTTP."""
    headers: dict[str, str] = {}
    """Response headers, names in lower case."""
    served: str = ""
    """HTML as served, decoded."""
    rendered: str = ""
    """The DOM after scripts, as XML with the browser's facts (audit/page/html.py); empty without a browser."""
    artifacts: dict[str, Any] = {}
    """JSON of the probes, by name."""
    gaps: list[Gap] = []
    """What could not be looked at."""


class Target(Frozen, frozen=True, kw_only=True):
    """The element (or the whole page) that an outcome is about."""

    selector: str
    """CSS path in its document; empty for the page as a whole."""
    html: str = ""
    """The element's opening and a little of its content, at most 1,000 characters."""
    frame: list[str] = []
    """CSS paths of the frames around it, outermost first."""
    line: int = 0
    """Line on which it begins in the page's file, for a page of a folder; 0 where that is not known for sure."""


class Origin(StrEnum):
    """Who an element is from."""

    TEMPLATE = "template"
    ARTICLE = "article"
    EMBED = "embed"
    AD = "ad"
    CONSENT = "consent"

    @property
    def words(self) -> str:
        """As a sentence names it."""
        return {
            Origin.TEMPLATE: "the site's own template",
            Origin.ARTICLE: "the article",
            Origin.EMBED: "an embed",
            Origin.AD: "an ad",
            Origin.CONSENT: "a consent tool",
        }[self]


class Spared(Frozen, frozen=True, kw_only=True):
    """Why a finding does not gate although it failed (audit/policy.py)."""

    by: str
    """“suppression”, “page”, “level” or “origin”; “expired” for a suppression that has run out, which spares nothing."""
    reason: str
    number: int = -1
    """Place of the suppression in the configuration, from 0."""


class Finding(Frozen, frozen=True, kw_only=True):
    """A rule's outcome, failed or cantTell, on one target of one page."""

    rule: str
    outcome: Outcome
    impact: Impact
    url: str
    target: Target
    message: str
    fingerprint: str
    """Same for the same fault of the same component on any page and any day (audit/group.py)."""
    occurrence: str = ""
    """Which of the places it is where that fault occurs: of its page, the fingerprint and its number there."""
    origin: Origin = Origin.TEMPLATE
    spared: Spared | None = None


class Witness(StrEnum):
    """A place that tells of an article, in the order reports show them."""

    PAGE = "page"
    """What readers see."""
    JSON_LD = "JSON-LD"
    ATTRIBUTES = "microdata or RDFa"
    OPEN_GRAPH = "Open Graph"
    X_CARD = "X card"
    META = "meta"
    """Plain `meta`, `title` and `link` elements."""
    SITEMAP = "sitemap"
    FEED = "feed"


class Stance(StrEnum):
    """How what a witness says stands to what the others say of the same thing."""

    ALONE = "alone"
    """No other speaks of it, or what they say cannot be compared."""
    AGREES = "agrees"
    ODD = "odd one out"
    """It contradicts what most others agree on."""
    DISAGREES = "disagrees"
    """It contradicts another, and there is no majority that tells which of them is wrong."""


class Statement(Frozen, frozen=True, kw_only=True):
    """What one witness says of one thing about an article."""

    witness: Witness
    said: list[str]
    """As written, cut to a sane length; several entries only where there are several authors."""
    inherited: str = ""
    """Where it is read instead, for a witness that says nothing itself: “og:title” for an X card. No voice of its own."""
    is_backed: bool = False
    """Of headlines that differ: whether the article's text knows its words, so that it is only another wording."""
    stance: Stance = Stance.ALONE


class Matter(Frozen, frozen=True, kw_only=True):
    """A thing that witnesses tell of an article, with what each of them says: a row of the article's matrix."""

    name: str
    """headline, description, published, modified, authors, image, address, language, access or section."""
    statements: list[Statement]
    """One for each witness that speaks of it, in the order of Witness."""


class Picture(Frozen, frozen=True, kw_only=True):
    """A picture taken while the page was open."""

    file: str
    """Place in the run's folder, named after what it shows and not after its bytes: equal runs name it alike."""
    width: int
    height: int
    """In CSS pixels of the page."""
    boxes: dict[str, list[float]] = {}
    """Group id -> left, top, width and height of an element of it, in CSS pixels of the picture."""


class PageResult(Frozen, frozen=True, kw_only=True):
    """What is kept of a URL: its state and, if it was audited, what the rules said."""

    url: str
    state: State
    reason: str = ""
    """A Skip or a Fault for pages that were not audited."""
    detail: str = ""
    """What exactly happened, for people."""
    status: int = 0
    title: str = ""
    kind: str = ""
    """“article” or “other”."""
    kind_reason: str = ""
    """Why it is held to be that."""
    matrix: list[Matter] = []
    """What the witnesses of an article say of it; empty on other pages (audit/page/witnesses.py)."""
    counts: dict[str, dict[str, int]] = {}
    """rule -> outcome -> number of targets; a rule that is missing was inapplicable."""
    findings: list[Finding] = []
    links: list[str] = []
    """Addresses the page links to, absolute, in document order."""
    feeds: list[str] = []
    """Feeds of its own site that the page names in its head."""
    facts: dict[str, Any] = {}
    """What site rules collected from this page, by rule."""
    gaps: list[Gap] = []
    engine: str = ""
    """Version of axe-core that judged the page."""
    referrer: str = ""
    """Where the URL was found: the linking page, the sitemap, the list."""
    picture: Picture | None = None
    """The whole page, small, with the places of its findings."""
    pictures: dict[str, Picture] = {}
    """Group id -> an element of it in its place, for groups of which this page is the first."""


class GroupState(StrEnum):
    """Where a group stands to the baseline; without one every group is new."""

    NEW = "new"
    KNOWN = "known"
    NEW_BY_VERSION = "newByVersion"
    """Not in the baseline, which was made by other versions of the rules: shown apart, and not gating."""


class Group(Frozen, frozen=True, kw_only=True):
    """One thing to fix: all findings with one fingerprint and one outcome."""

    id: str
    """The fingerprint; with “-unsure” behind it where the outcome is cantTell."""
    fingerprint: str
    rule: str
    outcome: Outcome
    impact: Impact
    message: str
    """Of the first occurrence, which stands as the example."""
    target: Target
    url: str
    pages: list[str]
    occurrences: int
    origin: Origin = Origin.TEMPLATE
    spared: Spared | None = None
    """Why it does not gate; None where it does."""
    gates: bool = False
    """Whether it makes the run fail."""
    state: GroupState = GroupState.NEW
    new_pages: list[str] = []
    """Where a baseline knows the fault on other pages: the pages it is new on."""
    picture: Picture | None = None
    """The example's element in its place."""


class StaleEntry(Frozen, frozen=True, kw_only=True):
    """An entry of the baseline that no longer occurs."""

    rule: str
    fingerprint: str
    snippet: str = ""
    gone_from: list[str] = []
    """Paths of pages that do not have it any more; none when it is gone everywhere."""


class BaselineUse(Frozen, frozen=True, kw_only=True):
    """What a baseline said of a run."""

    file: str
    tool: str
    engine: str
    entries: int
    stale: list[StaleEntry] = []


class SuppressionUse(Frozen, frozen=True, kw_only=True):
    """A suppression of the configuration, and what became of it."""

    name: str
    reason: str
    owner: str = ""
    expires: str = ""
    is_expired: bool = False
    findings: int = 0
    """How many it fitted; 0 when it can go."""


class RuleInfo(Frozen, frozen=True, kw_only=True):
    """A rule's metadata as reports carry it."""

    id: str
    topic: str
    title: str
    impact: Impact
    wcag: list[str] = []
    """Success criteria by number, e.g. 1.1.1."""
    act: list[str] = []
    """ACT rule ids (https://www.w3.org/WAI/standards-guidelines/act/rules/)."""
    tags: list[str] = []
    source: str = ""
    why: str = ""
    """Why a reader is hurt and how to fix it: the manual page without its examples, as plain paragraphs."""
    scope: str = "page"
    needs: list[str] = []
    extends: str = ""
    preview: bool = False
    before: str = ""
    """HTML that has the fault, from the manual page; empty where that shows none."""
    after: str = ""
    """HTML that is as it should be, from the manual page."""


class PageSummary(Frozen, frozen=True, kw_only=True):
    """A row of the coverage ledger, with the page's counts."""

    url: str
    state: State
    reason: str = ""
    detail: str = ""
    status: int = 0
    title: str = ""
    kind: str = ""
    kind_reason: str = ""
    matrix: list[Matter] = []
    """Of an article: what each witness says of it, with the odd one out marked; sitemap and feed included."""
    failed: int = 0
    cant_tell: int = 0
    gaps: list[Gap] = []
    referrer: str = ""
    groups: list[str] = []
    """Ids of the groups that occur on the page."""
    passed: list[str] = []
    """Rules that found something to judge here and nothing wrong with it."""
    untested: list[str] = []
    """Rules that could not run on the page."""
    picture: Picture | None = None
    """The whole page, small, with the places of its findings."""


class SiteDocument(Frozen, frozen=True, kw_only=True):
    """A sitemap or a feed of the site that tells of its articles, read or not."""

    url: str
    kind: str
    """“sitemap” or “feed”."""
    entries: int = 0
    """How many pages it tells of; none for an index of sitemaps."""
    named_by: str = ""
    """Who says that it is there: robots.txt, a page, a sitemap; empty where it was found at the usual place."""
    problem: str = ""
    """Why it could not be read, or not to its end."""


class Report(Frozen, frozen=True, kw_only=True):
    """All that reporters may know: the whole outcome of a run."""

    schema_version: str
    tool: str
    """Name and version of this tool."""
    engine: str
    """Version of axe-core, empty when it did not run."""
    browser: str
    """Name and version of the browser, empty when none ran."""
    targets: list[str]
    """What was asked to be audited, as given (no secrets, no local paths above the working directory)."""
    settings: dict[str, Any]
    """The settings that differ from their defaults."""
    exit_code: int
    verdict: str
    """The gate's answer in a sentence."""
    interrupted: bool
    groups: list[Group]
    pages: list[PageSummary]
    rules: list[RuleInfo]
    """The rules that ran."""
    outcomes: dict[str, dict[str, int]]
    """rule -> outcome -> number of pages whose worst outcome it was (inapplicable and untested included)."""
    broken_rules: list[Gap]
    """Rules that raised, with what they raised."""
    baseline: BaselineUse | None = None
    suppressions: list[SuppressionUse] = []
    documents: list[SiteDocument] = []
    """The site's sitemaps and feeds: of a run that has articles, on at most three sites."""
