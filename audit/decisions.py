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

    reason: Annotated[str, Meta(min_length=3, description="Why the findings are let be.")]
    rule: Annotated[str, Meta(description="Id, topic or WCAG criterion; empty for any.")] = ""
    selector: Annotated[str, Meta(description="CSS selector of the element, or of one around it.")] = ""
    url: Annotated[str, Meta(description="Pattern of addresses, as in “exclude”.")] = ""
    owner: Annotated[str, Meta(description="Who will deal with it.")] = ""
    expires: Annotated[date | None, Meta(description="The first day on which it does not hold any more.")] = None

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

    level: Annotated[
        Literal["off", "warn", "error"], Meta(description="Whether the rules run, and whether they make the run fail.")
    ]
    rules: Annotated[list[str], Meta(description="Ids, topics or WCAG criteria; none for all.")] = []
    url: Annotated[str, Meta(description="Pattern of addresses, as in “exclude”.")] = ""


class Threshold(msgspec.Struct, frozen=True, kw_only=True, rename="kebab", forbid_unknown_fields=True):
    """How many groups of a kind a run may have and still pass."""

    most: Annotated[int, Meta(ge=0, description="So many things to fix still pass.")]
    rules: Annotated[list[str], Meta(description="Ids, topics or WCAG criteria; none for all.")] = []
    impact: Annotated[Impact | None, Meta(description="Only those of this impact count.")] = None
    url: Annotated[str, Meta(description="Only those count all of whose pages have such an address.")] = ""
