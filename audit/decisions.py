"""What a team can decide about findings, as its configuration says it; audit/policy.py acts on it."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from audit.model import Impact, Origin

OWN = (Origin.TEMPLATE, Origin.ARTICLE)


class Suppression(msgspec.Struct, frozen=True, kw_only=True, rename="kebab", forbid_unknown_fields=True, dict=True):
    """One decision of the configuration that a finding does not gate."""

    reason: Annotated[str, Meta(min_length=3)]
    rule: str = ""
    """Id, topic or WCAG criterion; empty for any."""
    selector: str = ""
    url: str = ""
    owner: str = ""
    expires: date | None = None
    """The first day on which it does not hold any more."""

    @property
    def name(self) -> str:
        """What it is about, for people."""
        said = " ".join(part for part in (self.rule, self.selector, self.url) if part)
        return f"{said} ({self.owner})" if self.owner else said

    def is_expired(self, today: date) -> bool:
        """Whether it has run out."""
        return self.expires is not None and today >= self.expires


class Level(msgspec.Struct, frozen=True, kw_only=True, rename="kebab", forbid_unknown_fields=True):
    """How much rules count on some addresses."""

    level: Literal["off", "warn", "error"]
    rules: list[str] = []
    """Ids, topics or WCAG criteria; none for all."""
    url: str = ""


class Threshold(msgspec.Struct, frozen=True, kw_only=True, rename="kebab", forbid_unknown_fields=True):
    """How many groups of a kind a run may have and still pass."""

    most: Annotated[int, Meta(ge=0)]
    rules: list[str] = []
    impact: Impact | None = None
    url: str = ""
    """Only groups all of whose pages match count."""
