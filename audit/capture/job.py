"""What a worker is told once, at its start."""

from __future__ import annotations

from typing import Any

from audit.model import Frozen
from audit.policy import Policy


class Job(Frozen, frozen=True, kw_only=True):
    """The part of the settings that capturing and judging a page depends on."""

    rules: list[str]
    """Ids of the rules to run."""
    needs: list[str] = []
    """Artifacts they need together; none means that no browser is started."""
    rule_modules: list[str] = []
    rule_settings: dict[str, dict[str, Any]] = {}
    browser: str = ""
    offline: bool = False
    viewport: tuple[int, int] = (1280, 800)
    user_agent: str = ""
    engine: str = ""
    """Path of an axe.min.js in place of the bundled one."""
    axe_rules: list[str] = []
    """axe's ids of the rules it is to run; none means those it runs by itself."""
    given_up: list[str] = []
    """What did not end on this page before and is left out now: names of probes, or “axe-contrast”."""
    policy: Policy = Policy()
    snapshots: str = ""
    """Folder that captured pages are kept in; none keeps none."""
    pictures: str = ""
    """Folder of incoming pictures (audit/album.py); none takes none."""
    timeout: float = 20.0
    """Seconds for the way to a page."""
