"""Which browser is taken, and how one is fetched; every machine here is a few empty programs in a folder."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from importlib.util import find_spec
from pathlib import Path

import pytest

from audit.capture import browser
from audit.errors import BrowserMissing, ConfigError


class Machine:
    """A machine without browsers, to put some on."""

    def __init__(self, root: Path) -> None:
        self.bin = root / "bin"
        self.cache = root / "ms-playwright"
        self.system_file = root / "os-release"
        self.bin.mkdir()
        self.be("debian")

    def be(self, system: str) -> None:
        self.system_file.write_text(f'PRETTY_NAME="Some {system}"\nID={system}\n', encoding="utf-8")

    def program(self, path: Path | str, script: str = "exit 0") -> str:
        """A program on PATH, or at a path."""
        file = self.bin / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
        file.chmod(0o755)
        return str(file)

    def unpack(self, build: str, program: str, *, revision: str = "", complete: bool = True) -> str:
        """A build of Playwright's, in its cache."""
        folder = self.cache / f"{build.replace('-', '_')}-{revision or revision_of(build)}"
        path = self.program(folder / program)
        if complete:
            (folder / "INSTALLATION_COMPLETE").touch()
        return path


def revision_of(build: str) -> str:
    spec = find_spec("playwright")
    assert spec is not None
    assert spec.origin is not None
    registry = Path(spec.origin).parent / "driver/package/browsers.json"
    return next(each["revision"] for each in json.loads(registry.read_text())["browsers"] if each["name"] == build)


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Machine:
    machine = Machine(tmp_path)
    monkeypatch.setenv("PATH", str(machine.bin))
    monkeypatch.setenv("PLAYWRIGHT_BROWSERS_PATH", str(machine.cache))
    monkeypatch.delenv("AUDIT_BROWSER", raising=False)
    monkeypatch.setattr(browser, "MAC_APPS", ())
    monkeypatch.setattr(browser, "OS_RELEASE", machine.system_file)
    browser._as_root.cache_clear()
    return machine


def found() -> tuple[str, str]:
    taken = browser.find()
    assert taken is not None
    return taken.name, taken.source


# --- find


@pytest.mark.usefixtures("machine")
def test_where_no_browser_is_none_is_found_and_a_run_says_what_to_do() -> None:
    assert browser.find() is None
    with pytest.raises(BrowserMissing, match="audit browser --install"):
        browser.require()


def test_what_the_user_names_comes_before_everything(machine: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    machine.unpack("chromium-headless-shell", "any/chrome-headless-shell")
    monkeypatch.setenv("AUDIT_BROWSER", machine.program("own/brave"))
    assert found() == ("brave", "AUDIT_BROWSER")


def test_a_setting_comes_before_the_environment(machine: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AUDIT_BROWSER", machine.program("own/brave"))
    setting = machine.program("own/my_headless_build")
    taken = browser.find(setting)
    assert browser.Browser(path=setting, name="my_headless_build", kind="shell", source="AUDIT_BROWSER") == taken


def test_a_browser_can_be_named_by_its_command_or_by_a_relative_path(
    machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = machine.program("brave")
    monkeypatch.chdir(machine.bin)
    assert [path, path] == [browser.require(named).path for named in ("brave", "./brave")]


@pytest.mark.parametrize(
    ("named", "fault"), [("/none/here", "does not exist"), ("notes.txt", "is not a program that can be run")]
)
def test_a_named_browser_that_cannot_run_is_refused_not_replaced(
    named: str, fault: str, machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    machine.program("chromium")
    (machine.bin / "notes.txt").write_text("no program")
    monkeypatch.setenv("AUDIT_BROWSER", str(machine.bin / named))
    with pytest.raises(ConfigError, match=f"{fault}: correct AUDIT_BROWSER"):
        browser.find()


def test_a_headless_shell_of_the_system_comes_before_a_full_browser_of_playwright(machine: Machine) -> None:
    machine.unpack("chromium", "chrome-linux64/chrome")
    assert found() == ("chromium", "playwright")
    machine.program("chromium-headless-shell")
    assert found() == ("chromium-headless-shell", "system")


@pytest.mark.parametrize(
    "program", ["chrome-headless-shell-linux64/chrome-headless-shell", "chrome-mac/headless_shell"]
)
def test_of_two_headless_shells_playwrights_own_is_taken(program: str, machine: Machine) -> None:
    machine.program("chromium-headless-shell")
    path = machine.unpack("chromium-headless-shell", program)
    assert path == browser.require().path


def test_a_build_that_broke_off_or_belongs_to_another_playwright_is_no_browser(machine: Machine) -> None:
    machine.unpack("chromium-headless-shell", "any/chrome-headless-shell", complete=False)
    machine.unpack("chromium", "any/chrome", revision="1")
    assert browser.find() is None


def test_the_snap_and_the_script_that_asks_for_it_are_no_browsers(machine: Machine) -> None:
    (machine.bin / "chromium").symlink_to(machine.program("snap"))
    machine.program("chromium-browser", 'echo "install it with snap"; exec /snap/bin/chromium "$@"')
    assert browser.find() is None
    machine.program("google-chrome")
    assert found() == ("google-chrome", "system")


def test_browsers_are_found_where_windows_keeps_them(machine: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PROGRAMFILES(X86)", str(machine.bin))
    machine.program("Microsoft/Edge/Application/msedge.exe")
    assert found() == ("Microsoft Edge", "system")


def test_to_find_a_browser_playwright_is_not_imported() -> None:
    """Playwright costs 400 ms, and `audit browser` must answer where Playwright itself is broken."""
    script = "import sys; from audit.capture.browser import find; find(); raise SystemExit('playwright' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0


@pytest.mark.parametrize("value", ["1", "yes"])
def test_the_sandbox_can_be_turned_off_by_hand(value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AUDIT_NO_SANDBOX", value)
    browser.sandbox_off_reason.cache_clear()
    assert browser.sandbox_off_reason() == "AUDIT_NO_SANDBOX is set"
    browser.sandbox_off_reason.cache_clear()


# --- install

APT_GET = """\
for word in "$@"; do package=$word; done
case "$package" in update|{there}) ;; *) echo "E: Unable to locate package $package"; exit 100 ;; esac
test "$package" = update || { printf '#!/bin/sh\\n' > {bin}/$package; /bin/chmod +x {bin}/$package; }
"""
DOWNLOAD_FAILS = """\
test "$1" = --version && exit 0
echo "Downloading …"; echo "Error: getaddrinfo ENOTFOUND"; echo "    at some line of Node"; exit 1
"""


def give(machine: Machine, monkeypatch: pytest.MonkeyPatch, *, packages: str, playwright: str) -> list[str]:
    """Let the machine have apt-get with these packages and this Playwright; the list takes what install says."""
    machine.program("apt-get", APT_GET.replace("{there}", packages).replace("{bin}", str(machine.bin)))
    machine.program("env", 'shift; exec "$@"')
    machine.program("sudo", 'shift; exec "$@"')
    monkeypatch.setattr(browser, "PLAYWRIGHT", [machine.program("own/playwright", playwright)])
    return []


def test_a_browser_that_is_here_is_taken_without_a_word(machine: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    said = give(machine, monkeypatch, packages="none", playwright=DOWNLOAD_FAILS)
    path = machine.program("chromium")
    assert path == browser.install(said.append).path
    assert said == []


def test_playwrights_headless_shell_is_downloaded_first(machine: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    downloaded = machine.unpack("chromium-headless-shell", "any/chrome-headless-shell", complete=False)
    marker = Path(downloaded).parents[1] / "INSTALLATION_COMPLETE"
    playwright = f'test "$*" = "install --only-shell chromium" && echo > {marker}; exit 0'
    said = give(machine, monkeypatch, packages="chromium-headless-shell", playwright=playwright)
    assert browser.install(said.append).source == "playwright"
    assert said == ["No browser is here: downloading Playwright's headless Chromium."]


@pytest.mark.parametrize("package", ["chromium-headless-shell", "chromium"])
def test_where_the_download_fails_debian_gives_its_package(
    package: str, machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = give(machine, monkeypatch, packages=package, playwright=DOWNLOAD_FAILS)
    assert package == browser.install(said.append).name
    assert "    Error: getaddrinfo ENOTFOUND" in said
    assert f"Installing the package {package} with apt-get." in said


def test_ubuntus_chromium_is_not_asked_for(machine: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is an empty package that installs the snap."""
    machine.be("ubuntu")
    said = give(machine, monkeypatch, packages="chromium", playwright=DOWNLOAD_FAILS)
    with pytest.raises(BrowserMissing, match="not as a snap"):
        browser.install(said.append)
    assert "    E: Unable to locate package chromium-headless-shell" in said


def test_a_download_that_hangs_is_stopped(machine: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(browser, "DOWNLOAD_SECONDS", 0.5)
    hangs = 'test "$1" = --version && exit 0; /bin/sleep 60'
    said = give(machine, monkeypatch, packages="chromium-headless-shell", playwright=hangs)
    started = time.monotonic()
    assert browser.install(said.append).name == "chromium-headless-shell"
    assert time.monotonic() - started < 30
    assert "was stopped" in said[1]


def test_the_library_that_playwrights_node_lacks_on_debian_is_installed(
    machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    lacks = (
        f"test -e {machine.bin}/libatomic1 || {{ echo 'node: loading shared libraries: libatomic.so.1'; exit 127; }}"
    )
    said = give(machine, monkeypatch, packages="libatomic1", playwright=lacks)
    machine.program("chromium")
    assert browser.install(said.append).name == "chromium"
    assert len(said) == 1


def test_a_node_that_does_not_run_is_named_as_the_cause(machine: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    said = give(machine, monkeypatch, packages="none", playwright="echo node: wrong ELF class; exit 1")
    with pytest.raises(BrowserMissing, match="Playwright's Node does not start: node: wrong ELF class"):
        browser.install(said.append)
