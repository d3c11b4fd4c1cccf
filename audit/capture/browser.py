"""
The browser: find one, get one, start it, say what it is.

A headless shell is preferred wherever one is found: with the same findings it audits a page in two thirds of the time a
full browser needs. What happens in the browser afterwards is left to the other modules of `audit.capture`.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import psutil

from audit.errors import BrowserMissing, ConfigError

if TYPE_CHECKING:
    from playwright.sync_api import Browser as RunningBrowser
    from playwright.sync_api import Playwright

Kind = Literal["shell", "full"]
Source = Literal["AUDIT_BROWSER", "playwright", "system"]
Echo = Callable[[str], None]


@dataclass(frozen=True)
class Browser:
    """A Chromium browser on this machine."""

    path: str
    """Its executable."""
    name: str
    """How people call it, e.g. “chromium-headless-shell”."""
    kind: Kind
    """“shell” is the small headless build, “full” one that can also show windows."""
    source: Source
    """Who says where it is: the user, Playwright's registry, or the places where systems keep browsers."""


# ---------------------------------------------------------------------------------------------------------------- find

ON_PATH: dict[str, Kind] = {
    "chromium-headless-shell": "shell",
    "chrome-headless-shell": "shell",
    "headless_shell": "shell",
    "chromium": "full",
    "google-chrome-stable": "full",
    "google-chrome": "full",
    "microsoft-edge-stable": "full",
    "microsoft-edge": "full",
    "chromium-browser": "full",
}
MAC_APPS = ("Google Chrome", "Chromium", "Microsoft Edge")
WINDOWS_FOLDERS = ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA")
WINDOWS_PROGRAMS = {
    "Google Chrome": "Google/Chrome/Application/chrome.exe",
    "Microsoft Edge": "Microsoft/Edge/Application/msedge.exe",
}

# The folder inside a build differs by platform and has changed with Playwright's versions; the program's name has not.
PLAYWRIGHT_BUILDS: tuple[tuple[str, Kind, tuple[str, ...]], ...] = (
    ("chromium-headless-shell", "shell", ("*/chrome-headless-shell", "*/headless_shell", "*/*headless*.exe")),
    ("chromium", "full", ("*/chrome", "*/chrome.exe", "*/*.app/Contents/MacOS/*")),
)


def find(explicit: str | None = None) -> Browser | None:
    """
    The browser to use, or None; nothing is started and Playwright is not imported to find out.

    What the user names is taken or refused, never replaced. Then a headless shell comes before a full browser, and
    Playwright's own before the system's, because Playwright is tested with it.
    """
    named = explicit or os.environ.get("AUDIT_BROWSER")
    if named:
        return _named(named, "the setting “browser”" if explicit else "AUDIT_BROWSER")
    found = [*_of_playwright(), *_of_system()]
    return next((browser for browser in found if browser.kind == "shell"), found[0] if found else None)


def require(explicit: str | None = None) -> Browser:
    """The browser to use; BrowserMissing when there is none."""
    found = find(explicit)
    if found is None:
        raise BrowserMissing(
            "No browser was found: run `audit browser --install`, or set AUDIT_BROWSER to the path of Chrome or Chromium."
        )
    return found


def _named(named: str, by: str) -> Browser:
    path = Path(named).expanduser().absolute() if {"/", os.sep} & set(named) else Path(shutil.which(named) or named)
    if path.is_absolute() and _is_program(path):
        kind: Kind = "shell" if "headless" in path.stem else "full"
        return Browser(path=str(path), name=path.stem, kind=kind, source="AUDIT_BROWSER")
    fault = "is not a program that can be run" if path.exists() else "does not exist"
    raise ConfigError(f"The browser “{named}” {fault}: correct {by}, or leave it out to have a browser found.")


def _of_playwright() -> Iterator[Browser]:
    package = find_spec("playwright")
    registry = Path(package.origin).parent / "driver/package/browsers.json" if package and package.origin else None
    if not registry or not registry.is_file():
        return
    builds = json.loads(registry.read_text(encoding="utf-8"))["browsers"]
    revisions = {build["name"]: build["revision"] for build in builds}
    for name, kind, places in PLAYWRIGHT_BUILDS:
        folder = _playwright_folder(registry.parent) / f"{name.replace('-', '_')}-{revisions.get(name)}"
        # The marker is written last: without it a download broke off half way.
        if not (folder / "INSTALLATION_COMPLETE").is_file():
            continue
        programs = [path for place in places for path in sorted(folder.glob(place)) if _is_program(path)]
        yield from (Browser(path=str(path), name=name, kind=kind, source="playwright") for path in programs[:1])


def _playwright_folder(package: Path) -> Path:
    """Where Playwright keeps browsers (https://playwright.dev/python/docs/browsers#managing-browser-binaries)."""
    chosen = os.environ.get("PLAYWRIGHT_BROWSERS_PATH")
    if chosen == "0":
        return package / ".local-browsers"
    if chosen:
        return Path(chosen).absolute()
    if sys.platform == "darwin":
        return Path.home() / "Library/Caches/ms-playwright"
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData/Local") / "ms-playwright"
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "ms-playwright"


def _of_system() -> Iterator[Browser]:
    for name, kind in ON_PATH.items():
        path = shutil.which(name)
        if path and not _is_snap(Path(path)):
            yield Browser(path=path, name=name, kind=kind, source="system")
    for name, program in _usual_places():
        if _is_program(program):
            yield Browser(path=str(program), name=name, kind="full", source="system")


def _usual_places() -> Iterator[tuple[str, Path]]:
    """Where macOS and Windows keep browsers, which are not on PATH there; elsewhere nothing is at these places."""
    for applications in (Path("/Applications"), Path.home() / "Applications"):
        yield from ((app, applications / f"{app}.app/Contents/MacOS/{app}") for app in MAC_APPS)
    for folder in filter(None, map(os.environ.get, WINDOWS_FOLDERS)):
        yield from ((name, Path(folder) / program) for name, program in WINDOWS_PROGRAMS.items())


def _is_program(path: Path) -> bool:
    return path.is_file() and os.access(path, os.X_OK)


def _is_snap(path: Path) -> bool:
    """Whether it is a snap, which cannot read the profile Playwright makes, or Ubuntu's script that asks for one."""
    real = path.resolve()
    if real.name == "snap" or real.is_relative_to("/snap"):
        return True
    return real.stat().st_size < 10_000 and b"/snap/bin/" in real.read_bytes()


# -------------------------------------------------------------------------------------------------------------- launch

LAUNCH_SECONDS = 60

# Playwright itself silences most of a browser's talk of its own; these it leaves.
QUIET = ("--disable-client-side-phishing-detection", "--disable-domain-reliability", "--disable-quic", "--no-pings")
# A proxy named in the environment would look up the hosts that the rules refuse; headless shells ignore --no-proxy-server.
OFFLINE = (
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
    "--proxy-server=direct://",
)

# Asks Linux for what Chromium's sandbox is made of: a user namespace (CLONE_NEWUSER), and inside it namespaces for
# processes and network. Containers refuse the first, Ubuntu's AppArmor the second.
TRY_NAMESPACES = """\
import ctypes
libc = ctypes.CDLL(None)
raise SystemExit(1 if libc.unshare(0x10000000) or libc.unshare(0x20000000 | 0x40000000) else 0)
"""


@contextmanager
def driver() -> Iterator[Playwright]:
    """Playwright, started, as a context; when its driver does not start, BrowserMissing says why."""
    from playwright.sync_api import sync_playwright

    with ExitStack() as stack:
        try:
            playwright = stack.enter_context(sync_playwright())
        except Exception as error:
            # A bare Exception that says “Connection closed”: Playwright keeps to itself what its Node said.
            raise BrowserMissing(_driver_fault() or f"Playwright does not start: {_line(str(error))}.") from error
        yield playwright


def launch(
    playwright: Playwright, browser: Browser, *, offline: bool = False, args: Sequence[str] = ()
) -> RunningBrowser:
    """Start the browser; with `offline` it reaches this machine only."""
    from playwright.sync_api import Error

    try:
        return playwright.chromium.launch(
            executable_path=browser.path,
            headless=True,
            chromium_sandbox=sandbox_off_reason() is None,
            args=[*QUIET, *(OFFLINE if offline else ()), *args],
            timeout=LAUNCH_SECONDS * 1000,
        )
    except Error as error:
        raise BrowserMissing(
            f"{browser.name} ({browser.path}) does not start: {_cause(browser, str(error))}"
        ) from error


@cache
def sandbox_off_reason() -> str | None:
    """Why Chromium must run without its sandbox here, in one line for the user; None where it runs with it."""
    if os.environ.get("AUDIT_NO_SANDBOX", "") not in ("", "0"):
        return "AUDIT_NO_SANDBOX is set"
    if sys.platform != "linux":
        return None
    if os.geteuid() == 0:
        return "Chromium's sandbox does not work for root"
    code, _ = _run([sys.executable, "-I", "-S", "-c", TRY_NAMESPACES], seconds=LAUNCH_SECONDS)
    return "this system refuses the namespaces Chromium's sandbox is made of" if code else None


def describe(browser: Browser) -> str:
    """What `audit browser` says: the facts of a browser, which is started for it."""
    with driver() as playwright:
        running = launch(playwright, browser, offline=True)
        number = running.version
        running.close()
    kinds = {"shell": "headless shell", "full": "full browser"}
    sources = {"AUDIT_BROWSER": "named by you", "playwright": "Playwright's own", "system": "found on this system"}
    reason = sandbox_off_reason()
    facts = {
        "browser": f"{browser.name} {number}, a {kinds[browser.kind]}",
        "path": f"{browser.path}, {sources[browser.source]}",
        "sandbox": f"off: {reason}" if reason else "on",
        "driver": f"Playwright {version('playwright')}",
    }
    return "\n".join(f"{name:<9}{fact}" for name, fact in facts.items())


def _cause(browser: Browser, said: str) -> str:
    """Why a launch failed, out of Playwright's page of log, and what to do."""
    library = re.search(r"loading shared libraries: ([^:\s]+)", said)
    if library:
        # The linker names only the first one it misses.
        lacking = _missing_libraries(browser) or [library[1]]
        missing = ", ".join(lacking[:4]) + (f" and {len(lacking) - 4} more libraries" if len(lacking) > 4 else "")
        remedy = f"sudo {sys.executable} -m playwright install-deps chromium"
        return f"this system lacks {missing} (Debian, Ubuntu: `{remedy}`)."
    if "No usable sandbox" in said or "sandboxing failed" in said:
        return "this system gives it no sandbox; AUDIT_NO_SANDBOX=1 goes without, for sites you trust."
    if re.match(r"\S+ Timeout", said):
        return f"it gave no answer within {LAUNCH_SECONDS} seconds; try again, or set AUDIT_BROWSER to another one."
    return f"{_last_words(said)}; set AUDIT_BROWSER to another one, or run `audit browser --install`."


def _last_words(said: str) -> str:
    """What the browser itself wrote before it ended, else how it ended, else what Playwright says."""
    written: list[str] = re.findall(r"\[err\] (.+)", said)
    fatal = [line for line in written if "FATAL" in line] or written
    ended = re.search(r"exitCode=(\w+), signal=(\w+)", said)
    if fatal:
        return _line(fatal[-1])
    return f"it ended at once (exit code {ended[1]}, signal {ended[2]})" if ended else _line(said)


def _missing_libraries(browser: Browser) -> list[str]:
    if not shutil.which("ldd"):
        return []
    _, told = _run(["ldd", browser.path], seconds=LAUNCH_SECONDS)
    return re.findall(r"(\S+) => not found", told)


# ------------------------------------------------------------------------------------------------------------- install

PLAYWRIGHT = [sys.executable, "-m", "playwright"]
OS_RELEASE = Path("/etc/os-release")
DOWNLOAD_SECONDS = 900
PACKAGE_SECONDS = 1200


def install(echo: Echo) -> Browser:
    """The browser that is here, or one that is fetched now; what is done for it is told line by line."""
    _make_driver_start(echo)
    browser = find() or _download(echo) or _install_package(echo)
    if browser is None:
        raise BrowserMissing(
            "No browser could be fetched: install Google Chrome, Microsoft Edge or Chromium (not as a snap; on Debian "
            "`sudo apt-get install chromium-headless-shell`), or set AUDIT_BROWSER to the path of one."
        )
    _complete_libraries(browser, echo)
    return browser


def _make_driver_start(echo: Echo) -> None:
    fault = _driver_fault()
    if fault and "libatomic1" in fault and _as_root() is not None:
        echo("Playwright's Node needs a library that is missing here: installing libatomic1 with apt-get.")
        _apt_install("libatomic1", echo)
        fault = _driver_fault()
    if fault:
        raise BrowserMissing(fault)


def _driver_fault() -> str | None:
    """Why Playwright's Node does not run, and what to do; None when it does."""
    code, said = _run([*PLAYWRIGHT, "--version"], seconds=LAUNCH_SECONDS)
    if code == 0:
        return None
    if code is None:
        return f"Playwright's Node gave no answer within {LAUNCH_SECONDS} seconds: try again on a less busy machine."
    if "libatomic" in said:
        return "Playwright's Node needs the library libatomic (Debian, Ubuntu: `sudo apt-get install libatomic1`)."
    return f"Playwright's Node does not start: {_line(said)}."


def _download(echo: Echo) -> Browser | None:
    echo("No browser is here: downloading Playwright's headless Chromium.")
    done = _succeeds([*PLAYWRIGHT, "install", "--only-shell", "chromium"], echo, seconds=DOWNLOAD_SECONDS)
    return find() if done else None


def _install_package(echo: Echo) -> Browser | None:
    """Debian's headless shell, else its full browser; Ubuntu has no shell, and its chromium only asks for the snap."""
    if _as_root() is None:
        return None
    ubuntu = OS_RELEASE.is_file() and re.search(r"(?m)^ID=\"?ubuntu", OS_RELEASE.read_text(encoding="utf-8"))
    for package in ["chromium-headless-shell"] if ubuntu else ["chromium-headless-shell", "chromium"]:
        echo(f"Installing the package {package} with apt-get.")
        if _apt_install(package, echo):
            return find()
    return None


def _complete_libraries(browser: Browser, echo: Echo) -> None:
    """A browser that was downloaded brings no libraries; a container often lacks some."""
    root = _as_root()
    if root is None or browser.source != "playwright" or not _missing_libraries(browser):
        return
    echo(f"{browser.name} needs libraries that are missing here: installing them with apt-get.")
    _succeeds([*root, *PLAYWRIGHT, "install-deps", "chromium-headless-shell"], echo, seconds=PACKAGE_SECONDS)


def _apt_install(package: str, echo: Echo) -> bool:
    # sudo drops the environment: what keeps apt-get from asking questions goes through env.
    root = [*(_as_root() or []), "env", "DEBIAN_FRONTEND=noninteractive"]
    apt_get = [*root, "apt-get", "-q", "-y", "-o", "DPkg::Lock::Timeout=120"]
    # A failed update is told but not final: the lists that are there may do.
    _succeeds([*apt_get, "update"], echo, seconds=PACKAGE_SECONDS)
    return _succeeds([*apt_get, "install", "--no-install-recommends", package], echo, seconds=PACKAGE_SECONDS)


@cache
def _as_root() -> list[str] | None:
    """What goes before an apt-get command: nothing for root, sudo if it asks no password; None where neither does."""
    if not shutil.which("apt-get"):
        return None
    if os.geteuid() == 0:
        return []
    if shutil.which("sudo") and _run(["sudo", "-n", "true"], seconds=LAUNCH_SECONDS)[0] == 0:
        return ["sudo", "-n"]
    return None


def _succeeds(command: Sequence[str], echo: Echo, *, seconds: int) -> bool:
    """Run a command to its end; when it fails, echo what it complained of."""
    code, said = _run(command, seconds=seconds)
    if code == 0:
        return True
    echo(f"  `{' '.join(command)}` " + ("took too long and was stopped" if code is None else f"failed ({code})") + ":")
    for complaint in _complaints(said):
        echo(f"    {complaint}")
    return False


def _run(command: Sequence[str], *, seconds: int) -> tuple[int | None, str]:
    """A command's exit code, None when its time was up, and all it wrote."""
    # Into a file, not a pipe: a grandchild that lives on would hold the pipe open and keep us waiting.
    with tempfile.TemporaryFile() as written:
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=written, stderr=subprocess.STDOUT)
        try:
            code = process.wait(seconds)
        except subprocess.TimeoutExpired:
            _stop(process)
            code = None
        written.seek(0)
        return code, written.read().decode(errors="replace")


def _stop(process: subprocess.Popen[bytes]) -> None:
    # What runs under sudo is not ours to end: it goes on, and is not waited for.
    with suppress(psutil.Error, subprocess.TimeoutExpired):
        first = psutil.Process(process.pid)
        for each in [*first.children(recursive=True), first]:
            each.terminate()
        process.wait(5)


def _complaints(said: str) -> list[str]:
    """The lines of a failed command's output that say why: the first that look like errors, else the last ones."""
    lines = list(dict.fromkeys(_line(line) for line in said.splitlines() if line.strip()))
    errors = [line for line in lines if re.match(r"(?i)E:|\w*error\b|failed\b", line)]
    return errors[:3] or lines[-3:]


def _line(said: str) -> str:
    """The first line, without its full stop and not without end."""
    return said.strip().partition("\n")[0].strip().removesuffix(".")[:300]
