"""
Whether this machine can audit: what a run needs, each looked at before it is missed, with what to do about it.

A trouble keeps a run from working or makes its answers wrong; a hint may.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Literal

import psutil

from audit.capture import browser as browsers
from audit.config import Config
from audit.crawl import serve
from audit.crawl.address import origin, without_secrets
from audit.crawl.fetch import Fetched, FetchFailed, fetch
from audit.crawl.robots import Robots
from audit.errors import AuditError
from audit.run import folder_of, plan_of

Standing = Literal["ok", "hint", "trouble"]

MB = 1024 * 1024
LEAST_DISK = 500 * MB
"""For a report with pictures of a few hundred pages, and the browser's profile."""
WORKER_MEMORY = 400 * MB
"""What a browser with a heavy article takes."""
SKEW = 300
"""Seconds a clock may be wrong before certificates and dates of publication are."""
BORN = 2026
"""No clock that is right says an earlier year."""
SCRIPTS = {"en": "Latin", "uk": "Cyrillic"}
"""Languages whose letters every system that shows news must have."""


@dataclass(frozen=True)
class Finding:
    """What was found of one thing that a run needs."""

    about: str
    standing: Standing
    said: str
    remedy: str = ""


def examine(read: Callable[[], Config]) -> Iterator[Finding]:
    """Look at everything a run with the settings that `read` gives would need, one after the other; raises nothing."""
    try:
        config = read()
    except AuditError as error:
        config = Config()
        yield Finding("settings", "trouble", *_divided(error))
    else:
        yield from _settings(config)
    for look in (_targets, _browser, _sandbox, _fonts, _disk, _memory, _loopback, _network, _clock):
        yield from look(config)


def _settings(config: Config) -> Iterator[Finding]:
    try:
        plan = plan_of(config)
    except AuditError as error:
        yield Finding("settings", "trouble", *_divided(error))
        return
    known = f", a baseline of {len(plan.baseline.entries):,}" if plan.baseline else ""
    yield Finding("settings", "ok", f"{len(plan.rules)} rules run{known}")


def _targets(config: Config) -> Iterator[Finding]:
    if not config.targets:
        said = "no target is named"
        yield Finding("targets", "hint", said, "Name one: `audit run public/`, or targets in audit.toml.")
    for target in config.targets:
        place = Path(target)
        if "://" in target:
            continue
        if place.is_dir():
            pages = len(serve.pages(place))
            remedy = "" if pages else "Build the site first, or name the folder the build writes to."
            yield Finding("targets", "ok" if pages else "trouble", f"{target} holds {pages:,} pages", remedy)
        elif place.is_file():
            yield Finding("targets", "ok", f"{target} is a file")
        else:
            yield Finding("targets", "trouble", f"{target} is not here", "Build the site first, or mend the path.")


def _browser(config: Config) -> Iterator[Finding]:
    try:
        found = browsers.require(config.browser or None)
        facts = browsers.describe(found).splitlines()
    except AuditError as error:
        yield Finding("browser", "trouble", *_divided(error))
        return
    yield Finding("browser", "ok", f"{facts[0].removeprefix('browser').strip()} ({found.path})")


def _sandbox(_config: Config) -> Iterator[Finding]:
    reason = browsers.sandbox_off_reason()
    if reason is None:
        yield Finding("sandbox", "ok", "on")
        return
    remedy = (
        "Run as another user than root, or audit only sites you trust; in Docker, --security-opt seccomp=unconfined."
    )
    yield Finding("sandbox", "hint", f"off: {reason}", remedy)


def _fonts(_config: Config) -> Iterator[Finding]:
    # Windows and macOS come with fonts for all of them.
    if not sys.platform.startswith("linux"):
        return
    if not shutil.which("fc-list"):
        said = "fontconfig is not installed, so fonts cannot be counted"
        yield Finding("fonts", "hint", said, "Debian, Ubuntu: apt-get install fontconfig fonts-dejavu-core.")
        return
    missing = [script for language, script in SCRIPTS.items() if not _families(language)]
    if missing:
        said = f"no font has {' and '.join(missing)} letters: pages are laid out in empty boxes"
        yield Finding("fonts", "trouble", said, "Debian, Ubuntu: apt-get install fonts-dejavu-core fonts-noto-core.")
    else:
        yield Finding("fonts", "ok", f"{len(_families(''))} families, {' and '.join(SCRIPTS.values())} among them")


def _families(language: str) -> set[str]:
    command = ["fc-list", f":lang={language}" if language else ":", "family"]
    try:
        told = subprocess.run(command, capture_output=True, timeout=20, check=False).stdout
    except (OSError, subprocess.TimeoutExpired):
        return set()
    return {line for line in told.decode(errors="replace").splitlines() if line.strip()}


def _disk(config: Config) -> Iterator[Finding]:
    out = folder_of(config).absolute()
    places = {
        "the report": next(place for place in (out, *out.parents) if place.exists()),
        "the browser": Path(tempfile.gettempdir()),
    }
    for purpose, place in places.items():
        free = shutil.disk_usage(place).free
        said = f"{free / MB:,.0f} MB free in {place}, for {purpose}"
        if not _is_writable(place):
            yield Finding(
                "disk", "trouble", f"{place}, for {purpose}, cannot be written", "Choose another with --out, or TMPDIR."
            )
        elif free < LEAST_DISK:
            yield Finding(
                "disk", "trouble", said, f"Free {LEAST_DISK // MB} MB there, or choose another with --out, or TMPDIR."
            )
        else:
            yield Finding("disk", "ok", said)


def _is_writable(place: Path) -> bool:
    try:
        with tempfile.TemporaryFile(dir=place):
            return True
    except OSError:
        return False


def _memory(config: Config) -> Iterator[Finding]:
    free = min(psutil.virtual_memory().available, _container_memory())
    needed = config.worker_count * WORKER_MEMORY
    said = f"{free / MB:,.0f} MB free for {config.worker_count} workers"
    if free >= needed:
        yield Finding("memory", "ok", said)
        return
    fitting = max(1, int(free // WORKER_MEMORY))
    standing: Standing = "hint" if free >= WORKER_MEMORY else "trouble"
    yield Finding("memory", standing, said, f"Set workers = {fitting}, or give it {needed / MB:,.0f} MB.")


def _container_memory() -> float:
    """What the container's limit leaves; without end where there is none."""
    limits = (
        ("/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory.current"),
        ("/sys/fs/cgroup/memory/memory.limit_in_bytes", "/sys/fs/cgroup/memory/memory.usage_in_bytes"),
    )
    for most, used in limits:
        try:
            return int(Path(most).read_text()) - int(Path(used).read_text())
        except (OSError, ValueError):  # no such limit, or “max”
            continue
    return float("inf")


def _loopback(_config: Config) -> Iterator[Finding]:
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "index.html").write_text("<!doctype html><title>Here</title>", encoding="utf-8")
        try:
            with serve.serve(Path(folder)) as site:
                answer = fetch(f"{site}/", timeout=5)
        except (OSError, FetchFailed) as error:
            yield Finding(
                "loopback",
                "trouble",
                f"127.0.0.1 does not answer: {error}",
                "Let programs listen on and reach 127.0.0.1.",
            )
            return
    yield Finding("loopback", "ok" if answer.status == 200 else "trouble", f"127.0.0.1 answers with {answer.status}")


def _network(config: Config) -> Iterator[Finding]:
    addresses = [target for target in config.targets if "://" in target]
    if not addresses:
        yield Finding("network", "ok", "not needed: no target is an address")
    robots = Robots(ignore=config.robots == "ignore")
    for target in addresses:
        shown = without_secrets(target)
        try:
            answer = fetch(target, timeout=10, user_agent=config.user_agent)
        except (FetchFailed, ValueError) as error:
            yield Finding(
                "network",
                "trouble",
                f"{shown} cannot be reached: {str(error).removeprefix(f'{target}: ')}",
                "Mend the address, the network, or the firewall.",
            )
            continue
        standing: Standing = "ok" if answer.status < 400 else "trouble"
        remedy = "" if standing == "ok" else "Mend the address, or let the tool in: see user-agent."
        yield Finding("network", standing, f"{shown} answers with {answer.status}", remedy)
        yield _robots(robots, target, shown)
        yield from _skew(answer)


def _robots(robots: Robots, target: str, shown: str) -> Finding:
    if robots.allows(target):
        return Finding("robots", "ok", f"{origin(target)}/robots.txt lets {shown} be audited")
    why = robots.why_closed(target) or f"{origin(target)}/robots.txt forbids {shown}"
    return Finding("robots", "trouble", why, 'Allow newsroom-audit there; on your own site, robots = "ignore".')


def _skew(answer: Fetched) -> Iterator[Finding]:
    """How far the clock is from the server's."""
    try:
        there = parsedate_to_datetime(answer.headers.get("date", "")).timestamp()
    except ValueError:
        return
    apart = abs(time.time() - there)
    if apart > SKEW:
        said = f"{apart / 60:,.0f} minutes from the clock of {origin(answer.url)}"
        yield Finding("clock", "trouble", said, "Set the clock (NTP): certificates and dates are judged by it.")


def _clock(_config: Config) -> Iterator[Finding]:
    now = time.gmtime()
    said = time.strftime("%Y-%m-%d %H:%M UTC", now)
    if now.tm_year < BORN:
        yield Finding(
            "clock", "trouble", said, "Set the clock (NTP): suppressions expire by it, certificates are judged by it."
        )
    else:
        yield Finding("clock", "ok", said)


def _divided(error: AuditError) -> tuple[str, str]:
    """What is wrong, and what to do: errors are written as the one and then the other."""
    said, stop, remedy = str(error).partition(". ")
    return (said, remedy) if stop else (said.removesuffix("."), "Mend what it names.")
