"""
The settings of a run, told once: a field of Config is a key of [tool.audit], a flag, a help line and a row of the docs.

Where a value comes from, the later winning: the default, `audit.toml` or `[tool.audit]` of pyproject.toml in the working
directory, the environment (AUDIT_MAX_PAGES=…), the command line.
"""

from __future__ import annotations

import difflib
import os
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal, get_args, get_origin, get_type_hints
from urllib.parse import urlsplit

import msgspec
from msgspec import Meta

from audit.decisions import OWN, Level, Suppression, Threshold
from audit.errors import ConfigError
from audit.model import Impact, Origin

TRACKING = ("utm_*", "fbclid", "gclid", "gclsrc", "dclid", "msclkid", "mc_cid", "mc_eid", "igshid", "yclid", "_ga")
"""Query parameters that tell where a reader came from, not what is read."""
Format = Literal["html", "json", "sarif", "junit", "markdown", "github", "gitlab", "csv", "earl"]
"""What a report can be written as (audit/reporters)."""
AtLeastOne = Annotated[int, Meta(ge=1)]
Viewport = Annotated[str, Meta(pattern=r"^[1-9]\d{2,3}x[1-9]\d{2,3}$")]


class Config(msgspec.Struct, frozen=True, kw_only=True, rename="kebab", forbid_unknown_fields=True):
    """The settings of a run."""

    targets: Annotated[
        list[str],
        Meta(
            description="What to audit: a folder of built HTML, an HTML file, a URL, a sitemap, or a text file with a URL a line."
        ),
    ] = []
    out: Annotated[
        str, Meta(description="Folder the report is written to. Default: reports/ and the name of what is audited.")
    ] = ""
    formats: Annotated[list[Format], Meta(description="Report formats to write.")] = msgspec.field(
        default_factory=lambda: ["html", "json"]
    )
    single_file: Annotated[
        bool,
        Meta(description="Write the HTML report as one file that holds everything, for small runs and CI artifacts."),
    ] = False
    edit_link: Annotated[
        str,
        Meta(
            pattern=r"^(https?://\S*\{(url|path)\}\S*)?$",
            description="Where editors change a page, e.g. https://cms.example/edit?url={url}; "
            "{url} stands for the page's address, {path} for its path.",
        ),
    ] = ""
    step_summary: Annotated[
        bool,
        Meta(description="Append the summary to the file that GITHUB_STEP_SUMMARY names, where GitHub sets it."),
    ] = True
    follow: Annotated[
        bool | None,
        Meta(
            description="Audit the pages that audited pages link to as well. Default: yes for a URL; no for a folder, a list or a sitemap."
        ),
    ] = None
    scope: Annotated[
        Literal["page", "prefix", "host", "domain"],
        Meta(
            description="How far links are followed: not at all, below the seed's folder, on its host, or on its host and its subdomains."
        ),
    ] = "host"
    include: Annotated[
        list[str],
        Meta(
            description="Audit only addresses that match one of these patterns: * stands for anything; "
            "a pattern that begins with / is matched with the path."
        ),
    ] = []
    exclude: Annotated[list[str], Meta(description="Leave out addresses that match one of these patterns.")] = []
    max_pages: Annotated[
        AtLeastOne | None,
        Meta(description="Audit at most this many pages. Default: 500 where links are followed, else no limit."),
    ] = None
    robots: Annotated[
        Literal["honour", "ignore"],
        Meta(
            description="Whether robots.txt of the site is honoured; “ignore” is for your own site. It does not matter for a folder."
        ),
    ] = "honour"
    drop_parameters: Annotated[
        list[str],
        Meta(description="Query parameters that make no other page, as patterns; they are taken off every address."),
    ] = msgspec.field(default_factory=lambda: list(TRACKING))
    rules: Annotated[
        list[str],
        Meta(
            description="Run only these rules: ids, topics, WCAG criteria or a standing (default, preview). "
            "A rule in preview runs when its id or its standing stands here."
        ),
    ] = []
    skip_rules: Annotated[
        list[str], Meta(description="Do not run these rules: ids, topics, WCAG criteria or a standing.")
    ] = []
    preview: Annotated[
        bool, Meta(description="Run the rules in preview as well, whose false alarms have not been measured yet.")
    ] = False
    rule_modules: Annotated[
        list[str],
        Meta(
            description="Python modules with rules of your own, by dotted name, importable from the working directory."
        ),
    ] = []
    rule_settings: Annotated[
        dict[str, dict[str, Any]],
        Meta(
            description="Limits and word lists of single rules, a table a rule, in a file only; `audit explain RULE` lists what a rule has."
        ),
    ] = {}
    keep_snapshots: Annotated[
        bool,
        Meta(
            description="Keep every page as it was captured below the run's folder, so that rules can be tried on it without a browser."
        ),
    ] = False
    fail_on: Annotated[
        Impact, Meta(description="The weakest impact of a failed rule that makes the run fail (exit 1).")
    ] = Impact.MINOR
    suppress: Annotated[
        list[Suppression],
        Meta(
            description="Findings that do not gate, a table each, in a file only: rule, selector and/or url, reason, owner, expires."
        ),
    ] = []
    inline_suppressions: Annotated[
        bool, Meta(description="Let pages say themselves what is ignored on them, with data-audit-ignore.")
    ] = False
    levels: Annotated[
        list[Level],
        Meta(description="How much rules count on some addresses, a table each, in a file only: level, rules, url."),
    ] = []
    thresholds: Annotated[
        list[Threshold],
        Meta(
            description="How many things to fix of a kind still pass, a table each, in a file only: most, rules, impact, url."
        ),
    ] = []
    gate_origins: Annotated[
        list[Origin],
        Meta(description="Whose faults make the run fail; those of others are shown all the same."),
    ] = msgspec.field(default_factory=lambda: list(OWN))
    baseline: Annotated[
        str | None,
        Meta(
            description="File of what is known and does not gate. Default: audit-baseline.jsonl, if it is there; an empty one is none."
        ),
    ] = None
    history: Annotated[
        str,
        Meta(description="File that every run is entered in, for trends; an empty one keeps none."),
    ] = "reports/history.sqlite"
    strict_baseline: Annotated[
        bool | None,
        Meta(
            description="Fail as well when the baseline holds what is not there any more. Default: yes in CI, no elsewhere."
        ),
    ] = None
    shard: Annotated[
        str,
        Meta(
            pattern=r"^([1-9]\d*/[1-9]\d*)?$",
            description="Audit only this part of the addresses, e.g. 2/4; `audit merge` joins the parts into one report.",
        ),
    ] = ""
    workers: Annotated[
        Annotated[int, Meta(ge=1, le=64)] | None,
        Meta(description="Browsers that work side by side. Default: one for each processor core, at most 8."),
    ] = None
    page_timeout: Annotated[
        float,
        Meta(
            ge=1,
            le=3600,
            description="Seconds a page may take for everything; beyond them its worker is ended and replaced.",
        ),
    ] = 30.0
    viewport: Annotated[Viewport, Meta(description="Width and height of the window in CSS pixels, e.g. 1280x800.")] = (
        "1280x800"
    )
    offline: Annotated[bool, Meta(description="Let pages load nothing from other hosts than this machine.")] = False
    form_submit: Annotated[
        Literal["auto", "always", "never"],
        Meta(
            description="Whether sign-up, contact and comment forms are tried out on a copy of the page from which nothing leaves "
            "this machine; auto: only for a folder or a loopback address. Else the rules that need it do not run."
        ),
    ] = "auto"
    axe_script: Annotated[str, Meta(description="An axe.min.js to use in place of the bundled axe-core.")] = ""
    browser: Annotated[
        str, Meta(description="The browser's executable. Default: the first one `audit browser` finds.")
    ] = ""
    user_agent: Annotated[
        str, Meta(description="User-Agent to send. Default: the browser's, with the name of this tool behind it.")
    ] = ""

    @property
    def part(self) -> tuple[int, int]:
        """Which shard this run is, from 1, and of how many; (1, 1) for the whole."""
        number, _, parts = self.shard.partition("/")
        return (int(number), int(parts)) if self.shard else (1, 1)

    @property
    def is_strict(self) -> bool:
        """Whether a baseline that holds too much fails the run."""
        return bool(os.environ.get("CI")) if self.strict_baseline is None else self.strict_baseline

    @property
    def worker_count(self) -> int:
        """How many workers run."""
        return self.workers or min(os.cpu_count() or 1, 8)

    @property
    def tries_forms(self) -> bool:
        """Whether forms are filled in and sent, to nobody."""
        if self.form_submit == "auto":
            return bool(self.targets) and all(map(_is_local, self.targets))
        return self.form_submit == "always"

    @property
    def viewport_size(self) -> tuple[int, int]:
        """Width and height of the window in CSS pixels."""
        width, height = self.viewport.split("x")
        return int(width), int(height)


def _is_local(target: str) -> bool:
    """Whether a target is a folder, a page in a file, or served by this machine."""
    if "://" in target:
        return urlsplit(target).hostname in {"127.0.0.1", "localhost", "::1"}
    return Path(target).is_dir() or target.lower().endswith((".html", ".htm", ".xhtml"))


FIELDS: dict[str, str] = {field.name: field.encode_name for field in msgspec.structs.fields(Config)}
"""Name in Python -> name in files and flags."""
TYPES: dict[str, Any] = get_type_hints(Config)
"""Name in Python -> type of the value."""
IN_FILES_ONLY = frozenset({"rule_settings", "suppress", "levels", "thresholds"})
"""Tables, which neither a flag nor a variable can hold."""
_ANNOTATIONS = get_type_hints(Config, include_extras=True)


def description(name: str) -> str:
    """The help line of a setting."""
    return next(
        meta.description for meta in get_args(_ANNOTATIONS[name])[1:] if isinstance(meta, Meta) and meta.description
    )


def load(
    overrides: Mapping[str, Any], *, folder: Path | None = None, environment: Mapping[str, str] = os.environ
) -> Config:
    """
    The settings that hold: those of the folder's files, the environment and the overrides (Python names), the last winning.

    Raises ConfigError that names the file or variable, the key and what is wrong with it.
    """
    values, where = _from_files(folder or Path.cwd())
    for name, key in FIELDS.items():
        variable = "AUDIT_" + name.upper()
        if environment.get(variable) and name not in IN_FILES_ONLY:
            values[key] = _from_text(name, environment[variable], variable)
            where[key] = variable
    for name, value in overrides.items():
        values[FIELDS[name]] = value
        where[FIELDS[name]] = f"--{FIELDS[name]}"
    return _convert(values, where)


def _convert(values: Mapping[str, Any], where: Mapping[str, str]) -> Config:
    # One key at a time, so that the message can name where the wrong one stands.
    for name, key in FIELDS.items():
        try:
            msgspec.convert({key: values[key]} if key in values else {}, Config)
        except msgspec.ValidationError as error:
            reason = f"{where[key]}: {key} = {values[key]!r} does not fit: {_plain(str(error), name)}."
            raise ConfigError(f"{reason} {description(name)}") from error
    return msgspec.convert(values, Config)


def _plain(reason: str, name: str) -> str:
    if "enum" in reason:
        return f"it is none of {', '.join(_choices(name))}"
    if "regex" in reason:
        return "it is written in another way"
    said = re.sub(r"`([^`]*)`", r"“\1”", reason.partition(" - at ")[0])
    return said[:1].lower() + said[1:]


def _choices(name: str) -> list[str]:
    """The words a setting chooses from; none where it takes anything else."""
    hint = TYPES[name]
    kind = get_args(hint)[0] if get_origin(hint) is list else hint
    return [str(word) for word in (Impact if kind is Impact else get_args(kind)) if isinstance(word, str)]


def _from_files(folder: Path) -> tuple[dict[str, Any], dict[str, str]]:
    own, project = folder / "audit.toml", folder / "pyproject.toml"
    for path, keys in ((own, ()), (project, ("tool", "audit"))):
        if not path.is_file():
            continue
        table = _read(path)
        for key in keys:
            table = table.get(key, {})
            if not isinstance(table, dict):
                raise ConfigError(f"{path.name}: {key} is no table. Write the settings below [tool.audit].")
        if table or path == own:
            _refuse_unknown(table, path)
            return dict(table), dict.fromkeys(table, path.name)
    return {}, {}


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ConfigError(f"{path} cannot be read: {error.strerror}.") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path} cannot be read as TOML: {error}. Mend that line.") from error


def _refuse_unknown(table: Mapping[str, Any], path: Path) -> None:
    known = list(FIELDS.values())
    for key in table:
        if key in known:
            continue
        near = difflib.get_close_matches(key.replace("_", "-"), known, n=1)
        hint = f"Did you mean “{near[0]}”?" if near else f"Known are: {', '.join(known)}."
        raise ConfigError(f"{path.name}: there is no setting “{key}”. {hint}")


def _from_text(name: str, value: str, variable: str) -> Any:
    """A value of the environment as the setting's type: lists are divided by commas."""
    hint = TYPES[name]
    if get_origin(hint) is list:
        return [part.strip() for part in value.split(",") if part.strip()]
    kinds = get_args(hint) or (hint,)
    if bool in kinds:
        if value.lower() not in {"1", "0", "true", "false", "yes", "no"}:
            raise ConfigError(f"{variable} = {value!r} is neither yes nor no. Write 1 or 0.")
        return value.lower() in {"1", "true", "yes"}
    for kind in (int, float):
        if kind in kinds:
            try:
                return kind(value)
            except ValueError as error:
                raise ConfigError(f"{variable} = {value!r} is not a number.") from error
    return value


def changed(config: Config) -> dict[str, Any]:
    """The settings that differ from their defaults, by their names in files; what is audited and where it goes left out."""
    default = msgspec.to_builtins(Config())
    return {
        key: value
        for key, value in msgspec.to_builtins(config).items()
        if value != default[key] and key not in {"targets", "out", "workers", "browser", "history"}
    }
