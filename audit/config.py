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
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
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
    pictures: Annotated[
        Literal["none", "groups", "pages"],
        Meta(
            description="Pictures in the report: of an element for each thing to fix (groups), of every page with findings as well "
            "(pages), which takes a tenth more time, or none. What stands in form fields is blanked."
        ),
    ] = "groups"
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
    trend: Annotated[
        bool,
        Meta(
            description="Draw the runs of the history into the HTML report; it then differs from run to run, whatever they find."
        ),
    ] = False
    strict_baseline: Annotated[
        bool | None,
        Meta(
            description="Fail as well when the baseline holds what is not there any more. Default: yes in CI, no elsewhere."
        ),
    ] = None
    changed_since: Annotated[
        str,
        Meta(
            description="Audit only the pages of a folder that may be other than they were at this commit or branch of git, "
            "e.g. origin/main; where that is not sure, all of them."
        ),
    ] = ""
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
        return in_ci() if self.strict_baseline is None else self.strict_baseline

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
TABLES: dict[str, type[msgspec.Struct]] = {"suppress": Suppression, "levels": Level, "thresholds": Threshold}
"""Settings that are a list of tables -> what each table is."""
IN_FILES_ONLY = frozenset({"rule_settings", *TABLES})
"""Tables, which neither a flag nor a variable can hold."""
OTHER_VARIABLES = frozenset({"AUDIT_NO_SANDBOX"})
"""Variables that are read and are no setting (audit/capture/browser.py)."""
_ANNOTATIONS = get_type_hints(Config, include_extras=True)


def description(name: str) -> str:
    """The help line of a setting."""
    return next(
        meta.description for meta in get_args(_ANNOTATIONS[name])[1:] if isinstance(meta, Meta) and meta.description
    )


def in_ci(environment: Mapping[str, str] = os.environ) -> bool:
    """Whether this runs in continuous integration, whose services set CI; people set it to false to be rid of that."""
    return environment.get("CI", "").lower() not in {"", "0", "false", "no"}


@dataclass(frozen=True)
class Loaded:
    """The settings that hold, and where each comes from."""

    config: Config
    places: Mapping[str, str]
    """Key -> the file, variable or flag that says so; a key that is missing has its default."""
    unknown: tuple[str, ...] = ()
    """Sentences about variables AUDIT_… that are no setting."""


def load(
    overrides: Mapping[str, Any], *, folder: Path | None = None, environment: Mapping[str, str] = os.environ
) -> Config:
    """
    The settings that hold: those of the folder's files, the environment and the overrides (Python names), the last winning.

    Raises ConfigError that names the file or variable, the key and what is wrong with it.
    """
    return load_with_places(overrides, folder=folder, environment=environment).config


def load_with_places(
    overrides: Mapping[str, Any], *, folder: Path | None = None, environment: Mapping[str, str] = os.environ
) -> Loaded:
    """As `load`, telling as well where each value comes from."""
    values, where = _from_files(folder or Path.cwd())
    for name, key in FIELDS.items():
        variable = "AUDIT_" + name.upper()
        if environment.get(variable) and name not in IN_FILES_ONLY:
            values[key] = _from_text(name, environment[variable], variable)
            where[key] = variable
    for name, value in overrides.items():
        values[FIELDS[name]] = value
        where[FIELDS[name]] = {"targets": "command line", "formats": "--format"}.get(name, f"--{FIELDS[name]}")
    return Loaded(_convert(values, where), where, tuple(_unknown_variables(environment)))


def _unknown_variables(environment: Mapping[str, str]) -> Iterator[str]:
    known = {name.upper() for name in FIELDS if name not in IN_FILES_ONLY}
    for variable in sorted(environment):
        name = variable.removeprefix("AUDIT_")
        if name == variable or name in known or variable in OTHER_VARIABLES:
            continue
        near = difflib.get_close_matches(name, known, n=1)
        hint = f" Did you mean AUDIT_{near[0]}?" if near else ""
        yield f"The variable {variable} is no setting and has no effect.{hint}"


def _convert(values: Mapping[str, Any], where: Mapping[str, str]) -> Config:
    # One key at a time, so that the message can name where the wrong one stands.
    for name, key in FIELDS.items():
        if name in TABLES and key in values:
            _refuse_wrong_tables(name, values[key], where[key])
        try:
            msgspec.convert({key: values[key]} if key in values else {}, Config)
        except msgspec.ValidationError as error:
            reason = f"{where[key]}: {key} = {values[key]!r} does not fit: {_plain(str(error), name)}."
            raise ConfigError(f"{reason} {description(name)}") from error
    return msgspec.convert(values, Config)


def _refuse_wrong_tables(name: str, tables: Any, place: str) -> None:
    """Name the table and the key of it that is wrong; what is no list of tables is left to the conversion."""
    kind = TABLES[name]
    if not isinstance(tables, list):
        return
    known = [field.encode_name for field in msgspec.structs.fields(kind)]
    for number, table in enumerate(tables, 1):
        here = f"{place}: {FIELDS[name]}, number {number}"
        keys = list(table) if isinstance(table, dict) else []
        for key in keys:
            if key not in known:
                raise ConfigError(f"{here}: there is no key “{key}”. {_hint(key, known)}")
        try:
            msgspec.convert(table, kind)
        except msgspec.ValidationError as error:
            reason, _, key = str(error).replace("`", "").partition(" - at $.")
            about = f"{key} = {table[key]!r} does not fit: " if key in keys else ""
            raise ConfigError(f"{here}: {about}{_lower(_named(reason))}. {description(name)}") from error


def _named(reason: str) -> str:
    """msgspec's words for a key that is not there, in ours."""
    missing = re.fullmatch(r"Object missing required field (\S+)", reason)
    return f"it has no “{missing[1]}”" if missing else reason


def _hint(key: str, known: Sequence[str]) -> str:
    near = difflib.get_close_matches(key.replace("_", "-"), known, n=1)
    return f"Did you mean “{near[0]}”?" if near else f"Known are: {', '.join(known)}."


def _plain(reason: str, name: str) -> str:
    if "enum" in reason:
        return f"it is none of {', '.join(_choices(name))}"
    if "regex" in reason:
        return "it is written in another way"
    return _lower(re.sub(r"`([^`]*)`", r"“\1”", reason.partition(" - at ")[0]))


def _lower(said: str) -> str:
    return said[:1].lower() + said[1:]


def _choices(name: str) -> list[str]:
    """The words a setting chooses from; none where it takes anything else."""
    hint = TYPES[name]
    kind = get_args(hint)[0] if get_origin(hint) is list else hint
    return [str(word) for word in (Impact if kind is Impact else get_args(kind)) if isinstance(word, str)]


def settings_file(folder: Path) -> Path | None:
    """The file of the folder that the settings stand in: audit.toml, else a pyproject.toml that has [tool.audit]."""
    own = folder / "audit.toml"
    if own.is_file():
        return own
    project = folder / "pyproject.toml"
    return project if project.is_file() and _tool_table(project) else None


def _from_files(folder: Path) -> tuple[dict[str, Any], dict[str, str]]:
    path = settings_file(folder)
    if path is None:
        return {}, {}
    table = _tool_table(path) if path.name == "pyproject.toml" else _read(path)
    known = list(FIELDS.values())
    for key in table:
        if key not in known:
            raise ConfigError(f"{path.name}: there is no setting “{key}”. {_hint(key, known)}")
    return dict(table), dict.fromkeys(table, path.name)


def _tool_table(path: Path) -> dict[str, Any]:
    """What a pyproject.toml has below [tool.audit]."""
    table = _read(path)
    for key in ("tool", "audit"):
        table = table.get(key, {})
        if not isinstance(table, dict):
            raise ConfigError(f"{path.name}: {key} is no table. Write the settings below [tool.audit].")
    return table


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ConfigError(f"{path} cannot be read: {error.strerror}.") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path} cannot be read as TOML: {error}. Mend that line.") from error


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
