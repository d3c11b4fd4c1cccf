"""An audited page as the report shows it: for the person who edits that article."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from audit.model import Origin, Outcome, PageSummary
from audit.reporters.html.facts import Facts, looked_at
from audit.reporters.html.groups import GroupView
from audit.reporters.html.matrix import Article, article
from audit.reporters.html.pictures import Shot, shot

FINDINGS_SHOWN = 500
"""Groups that the page of a page lists; the list of groups has all."""


@dataclass(frozen=True)
class Found:
    """A group on a page, with its number there."""

    number: int
    view: GroupView
    is_example: bool
    """Whether the group's example is on this very page, so that its HTML is this page's."""


@dataclass(frozen=True)
class TopicPart:
    """What was found of one topic."""

    topic: str
    found: list[Found]


@dataclass(frozen=True)
class PageView:
    """A page that was to be audited."""

    page: PageSummary
    number: int
    facts: Facts

    @property
    def name(self) -> str:
        """Its title, else its address."""
        return self.page.title or self.page.url or "Page without an address"

    @property
    def looked_at(self) -> bool:
        """Whether it was audited, wholly or in part."""
        return looked_at(self.page)

    @property
    def edit_link(self) -> str:
        """Where an editor changes it."""
        return self.facts.edit_link(self.page.url)

    @cached_property
    def _found(self) -> list[Found]:
        """In the article first, numbered in the order they are shown."""
        rank, groups = self.facts.rank, self.facts.groups
        named = sorted((name for name in self.page.groups if name in rank), key=rank.__getitem__)[:FINDINGS_SHOWN]
        views = [GroupView(groups[name], self.facts) for name in named]
        views.sort(key=lambda view: (view.is_unsure, view.group.origin != Origin.ARTICLE, view.rule.topic))
        return [Found(number, view, view.group.url == self.page.url) for number, view in enumerate(views, 1)]

    @property
    def unlisted(self) -> int:
        """How many of its groups are not shown."""
        return sum(name in self.facts.groups for name in self.page.groups) - len(self._found)

    @property
    def sections(self) -> list[tuple[str, str, list[TopicPart]]]:
        """Heading, what stands below it, and the findings by topic; empty sections left out."""
        failed = [found for found in self._found if found.view.group.outcome == Outcome.FAILED]
        own = [found for found in failed if found.view.group.origin == Origin.ARTICLE]
        around = [found for found in failed if found.view.group.origin != Origin.ARTICLE]
        unsure = [found for found in self._found if found.view.is_unsure]
        told = [
            ("In the article", "Whoever edits the article can change these.", own),
            ("Around the article", "From the site’s template, what is in the page’s head, embeds and ads.", around),
            ("Could not tell", "A person has to look: these may be faults or not.", unsure),
        ]
        return [(heading, said, _by_topic(found)) for heading, said, found in told if found]

    @cached_property
    def article(self) -> Article | None:
        """What is said of the article, for pages that are one."""
        return article(self.page.matrix)

    @cached_property
    def picture(self) -> Shot | None:
        """The page as it looked, with the numbers of the findings."""
        return shot(self.page.picture, {found.view.group.id: found.number for found in self._found}, self.facts)

    @property
    def marked(self) -> frozenset[int]:
        """Numbers of the findings that are marked in the picture."""
        return self.picture.numbers if self.picture else frozenset()


def _by_topic(found: Iterable[Found]) -> list[TopicPart]:
    parts: dict[str, list[Found]] = defaultdict(list)
    for each in found:
        parts[each.view.rule.topic or "other"].append(each)
    return [TopicPart(topic, part) for topic, part in parts.items()]


def pages(facts: Facts) -> Sequence[PageView]:
    """The pages that were to be audited, in the order of the report."""
    known = facts.numbers
    return [
        PageView(page, number, facts)
        for number, page in enumerate(facts.report.pages, 1)
        if known.get(page.url) == number
    ]
