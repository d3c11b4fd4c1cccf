"""What a team has decided is honoured to the letter, and told."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from audit.decisions import Level, Suppression
from audit.errors import ConfigError
from audit.model import Impact, Origin, RuleInfo, Snapshot, Spared
from audit.page import Page
from audit.page.html import Element
from audit.page.origin import origin, origin_in_frame
from audit.policy import Policy, refuse_wrong

RULE = RuleInfo(id="image-alt-long", topic="images", title="", impact=Impact.MINOR, wcag=["1.1.1"])
SOURCE = """
<body><main data-audit-ignore="forms" data-audit-ignore-reason="being rebuilt"><div class="embed-old">
<img here src="/a.jpg" alt="x"></div></main></body>
"""


def marked(source: str, url: str = "https://herald.example/2026/flood/") -> tuple[Page, Element]:
    page = Page(Snapshot(url=url, served=source))
    [element] = page.tree.xpath("//*[@here]")
    return page, element


def spared(policy: Policy, source: str = SOURCE, url: str = "https://herald.example/2026/flood/") -> Spared | None:
    page, element = marked(source, url)
    return policy.spared(RULE, element, url, origin(page, element))


@pytest.mark.parametrize(
    ("given", "fits"),
    [
        ({"rule": "image-alt-long"}, True),
        ({"rule": "images"}, True),
        ({"rule": "1.1.1"}, True),
        ({"rule": "forms"}, False),
        ({"url": "/2026/*"}, True),
        ({"url": "https://herald.example/*"}, True),
        ({"url": "/2025/*"}, False),
        ({"selector": "img"}, True),
        ({"selector": ".embed-old"}, True),
        ({"selector": "main > .embed-old img[alt]"}, True),
        ({"selector": "footer"}, False),
        ({"rule": "images", "url": "/2026/*", "selector": ".embed-old"}, True),
        ({"rule": "images", "url": "/2025/*", "selector": ".embed-old"}, False),
    ],
)
def test_a_suppression_fits_where_all_it_names_fits(given: dict[str, str], fits: bool) -> None:
    found = spared(Policy(suppressions=[Suppression(reason="known", **given)]))
    assert (Spared(by="suppression", reason="known", number=0) if fits else None) == found


def test_a_selector_is_looked_up_anew_on_every_page() -> None:
    policy = Policy(suppressions=[Suppression(reason="known", selector=".embed-old")])
    assert [True, False, True] == [
        spared(policy, source) is not None for source in (SOURCE, SOURCE.replace("embed-old", "photo"), SOURCE)
    ]


def test_the_page_itself_may_ask_only_where_that_is_allowed() -> None:
    source = SOURCE.replace('ignore="forms"', 'ignore="forms, images"')
    assert spared(Policy(), source) is None
    assert Spared(by="page", reason="being rebuilt") == spared(Policy(inline=True), source)
    assert spared(Policy(inline=True)) is None


def test_the_last_level_that_fits_wins() -> None:
    levels = [
        Level(level="warn", rules=["images"]),
        Level(level="error", rules=["image-alt-long"], url="/2026/*"),
        Level(level="off", url="/live/*"),
    ]
    policy = Policy(levels=levels)
    assert spared(policy) is None
    found = spared(policy, url="https://herald.example/2025/flood/")
    assert found
    assert ("level", -1) == (found.by, found.number)
    assert [False, True] == [policy.is_off(RULE, f"https://herald.example{path}") for path in ("/2026/a/", "/live/a/")]


@pytest.mark.parametrize(
    ("around", "whose"),
    [
        ('<div id="onetrust-banner-sdk">{}</div>', Origin.CONSENT),
        ('<div id="CybotCookiebotDialog">{}</div>', Origin.CONSENT),
        ('<div id="div-gpt-ad-1234"><p>{}</p></div>', Origin.AD),
        ('<ins class="adsbygoogle">{}</ins>', Origin.AD),
        ('<blockquote class="twitter-tweet">{}</blockquote>', Origin.EMBED),
        ('<header class="adventure">{}</header>', Origin.TEMPLATE),
        ('<div class="broadcast outbreak">{}</div>', Origin.TEMPLATE),
        ('<div class="consent-of-the-governed">{}</div>', Origin.TEMPLATE),
    ],
)
def test_whose_an_element_is_is_told_by_what_stands_around_it(around: str, whose: Origin) -> None:
    assert whose == origin(*marked(f"<body>{around}</body>".format("<img here>")))


def test_what_stands_in_the_text_is_the_articles() -> None:
    text = "<p>The harbour wall held through the night, and the ferries went out again at dawn.</p>" * 20
    source = f'<body><meta property="og:type" content="article"><article><h1>Wall holds</h1>{text}<img here>{text}</article></body>'
    assert Origin.ARTICLE == origin(*marked(source))


@pytest.mark.parametrize(
    ("frame", "whose"),
    [
        ('src="https://www.youtube.example/embed/1"', Origin.EMBED),
        ('src="https://ad.doubleclick.net/x"', Origin.AD),
        ('src="https://cdn.privacy-mgmt.com/index.html"', Origin.CONSENT),
        ('src="/widgets/weather/"', Origin.TEMPLATE),
        ('srcdoc="x"', Origin.TEMPLATE),
    ],
)
def test_what_a_frame_shows_is_its_hosts(frame: str, whose: Origin) -> None:
    page, _ = marked(f"<body><main here><iframe {frame}></iframe></main></body>")
    assert whose == origin_in_frame(page, "main > iframe")


@pytest.mark.parametrize("selector", ["#gone", "::shadow", "main >>> iframe"])
def test_a_frame_that_cannot_be_found_is_held_to_be_an_embed(selector: str) -> None:
    assert Origin.EMBED == origin_in_frame(marked("<body><main here></main></body>")[0], selector)


def test_what_others_put_in_does_not_gate_unless_asked_for() -> None:
    source = '<body><div id="onetrust-banner-sdk"><img here></div></body>'
    assert Spared(by="origin", reason="it comes from a consent tool") == spared(Policy(), source)
    assert spared(Policy(gate_origins=tuple(Origin)), source) is None


KNOWN = {"image-alt-long", "images", "1.1.1"}


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({}, "suppress, number 1: it would suppress everything. Give it a rule, a selector or a url."),
        (
            {"rule": "image-alt-lon"},
            "suppress, number 1: no rule, topic or WCAG criterion is called “image-alt-lon”. Did you mean “image-alt-long”?",
        ),
        (
            {"rule": "zebra"},
            "suppress, number 1: no rule, topic or WCAG criterion is called “zebra”. `audit rules` lists them all.",
        ),
        ({"selector": "div["}, "suppress, number 1: “div[” is no CSS selector that can be used here"),
        ({"selector": "::before"}, "suppress, number 1: “::before” is no CSS selector that can be used here"),
    ],
)
def test_a_suppression_that_makes_no_sense_is_refused(given: dict[str, Any], sentence: str) -> None:
    with pytest.raises(ConfigError) as error:
        refuse_wrong([Suppression(reason="known", **given)], [], KNOWN)
    assert str(error.value).startswith(sentence)


def test_a_level_for_a_rule_that_is_not_there_is_refused() -> None:
    with pytest.raises(ConfigError, match="levels, number 1: no rule"):
        refuse_wrong([], [Level(level="off", rules=["zebra"])], KNOWN)


@pytest.mark.parametrize(("today", "expired"), [(date(2026, 11, 21), False), (date(2026, 11, 22), True)])
def test_a_suppression_ends_on_its_day(today: date, expired: bool) -> None:
    suppression = Suppression(reason="known", rule="images", owner="photo desk", expires=date(2026, 11, 22))
    assert (expired, "images (photo desk)") == (suppression.is_expired(today), suppression.name)
    assert not Suppression(reason="known", rule="images").is_expired(today)
