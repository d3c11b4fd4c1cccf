"""Reports to try reporters on: an ordinary one, a huge one, one whose pages mean harm, and some with little in them."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from audit.model import (
    SCHEMA_VERSION,
    Gap,
    Group,
    Impact,
    Matter,
    Outcome,
    PageSummary,
    Report,
    RuleInfo,
    Stance,
    State,
    Statement,
    Target,
    Witness,
)

SITE = "https://www.harbour-gazette.example"

RULES = [
    RuleInfo(
        id="axe-color-contrast",
        topic="axe",
        title="Text has enough contrast with what is behind it",
        impact=Impact.SERIOUS,
        wcag=["1.4.3"],
        act=["afw4f7", "09o5cg"],
        why="Readers with low vision, and anyone who reads on a phone in the sun, lose text that is too pale.\n\n"
        "Darken the text or lighten the background until they differ by 4.5 to 1, or 3 to 1 for large text.",
        needs=["axe"],
    ),
    RuleInfo(
        id="axe-label",
        topic="axe",
        title="Form fields have a label",
        impact=Impact.CRITICAL,
        wcag=["4.1.2"],
        act=["e086e5"],
        why="A screen reader says “edit, blank” and nothing else. The reader cannot know what to type.\n\n"
        "Give the field a `label` whose `for` names the field's `id`.",
        needs=["axe"],
    ),
    RuleInfo(
        id="form-label-repeated",
        topic="forms",
        title="Fields of one page have names that tell them apart",
        impact=Impact.SERIOUS,
        wcag=["2.4.6", "3.3.2"],
        source="https://www.w3.org/TR/WCAG22/#headings-and-labels (read 2026-11)",
        why="Fields of one page that share a name cannot be told apart by ear.\n\n"
        "Someone who moves from field to field hears “Email” four times and does not know which newsletter each belongs to.\n\n"
        "Name the form with `aria-labelledby`, or put the newsletter's name into each label.",
        extends="axe-label",
    ),
    RuleInfo(
        id="image-alt-filename",
        topic="images",
        title="Alternative text is not a file name",
        impact=Impact.SERIOUS,
        wcag=["1.1.1"],
        source="https://www.w3.org/WAI/WCAG22/Techniques/failures/F30 (read 2026-11)",
        why="An alternative text that is a file name is read aloud letter by letter.\n\n"
        "The reader hears “D S C underscore zero four one seven” where the picture of the harbour fire should be.\n\n"
        "Write what the picture shows; most content systems have a field for it that was left to its default.",
    ),
    RuleInfo(
        id="image-caption-repeats-alt",
        topic="images",
        title="A caption adds to the alternative text",
        impact=Impact.MINOR,
        wcag=["1.1.1"],
        source="https://html.spec.whatwg.org/multipage/images.html#alt (read 2026-11)",
        why="A caption that repeats the alternative text makes a screen reader say the same words twice.\n\n"
        "The alternative text tells what is seen; the caption tells who, where, when, and whose picture it is.",
    ),
    RuleInfo(
        id="image-credit-missing",
        topic="images",
        title="A photograph says whose it is",
        impact=Impact.MODERATE,
        source="https://iptc.org/standards/photo-metadata/ (read 2026-11)",
        why="Readers judge a picture by who took it.\n\nAdd the credit the agency's contract asks for to the caption.",
        preview=True,
    ),
    RuleInfo(
        id="published-date-contradicts",
        topic="metadata",
        title="All places that give the date of publication agree",
        impact=Impact.MODERATE,
        source="https://developers.google.com/search/docs/appearance/publication-dates (read 2026-11)",
        why="Search results, feeds and the page itself then show different dates for one story.\n\n"
        "Write the date once in the content system and print it everywhere from there.",
    ),
    RuleInfo(
        id="title-shared",
        topic="site",
        title="Every page has a title of its own",
        impact=Impact.SERIOUS,
        wcag=["2.4.2"],
        act=["2779a5"],
        source="https://www.w3.org/TR/WCAG22/#page-titled (read 2026-11)",
        why="Tabs, bookmarks and search results that all say the same leave the reader to open each.\n\n"
        "Put the headline first, the paper's name last.",
        scope="site",
    ),
]

HEADLINES = [
    "Fire at the old cannery: two injured, quay closed until Friday",
    "Council votes to keep the night ferry, for now",
    "What the new fishing quotas mean for the inner harbour",
    "Swimmers' club wants the lido open all winter",
    "Letters: the bridge that nobody asked for",
    "Hafenchor singt wieder: erstes Konzert nach sechs Jahren",
    "Harbour school reopens after the storm",
]
SECTIONS = ["local", "politics", "harbour", "sport", "opinion", "kultur", "schools"]


def story(number: int) -> str:
    """The address of a made-up story."""
    place = number % len(SECTIONS)
    words = "-".join("".join(c for c in word if c.isalnum()) for word in HEADLINES[place].lower().split()[:5])
    return f"{SITE}/{SECTIONS[place]}/2026/11/{words}-{4100 + number}"


def group(
    number: int, rule: str, message: str, html: str, selector: str, pages: Sequence[str] = (), **more: object
) -> Group:
    """A group with a made-up fingerprint; on the first three stories unless told otherwise."""
    pages = list(pages) or [story(place) for place in range(3)]
    known = {info.id: info.impact for info in RULES}
    unsure = more.get("outcome") == Outcome.CANT_TELL
    fields = {
        "id": f"{number:016x}{'-unsure' if unsure else ''}",
        "fingerprint": f"{number:016x}",
        "rule": rule,
        "outcome": Outcome.FAILED,
        "impact": known.get(rule, Impact.MODERATE),
        "message": message,
        "target": Target(selector=selector, html=html),
        "url": pages[0],
        "pages": pages,
        "occurrences": len(pages),
    }
    fields |= more
    fields.setdefault("gates", fields["outcome"] == Outcome.FAILED)
    return Group(**fields)  # type: ignore[arg-type]


def sample() -> Report:
    """What an ordinary run on an ordinary paper leaves: 34 pages, 12 groups, some trouble on the way."""
    stories = [story(number) for number in range(31)]
    groups = [
        group(
            1,
            "axe-label",
            "The search field has no name: a screen reader says “edit, blank”.",
            '<input type="search" name="q" class="site-search__field" autocomplete="off">',
            "header.site-header > form.site-search > input",
            pages=stories,
            occurrences=31,
        ),
        group(
            2,
            "form-label-repeated",
            "4 fields on this page are named “Email”; nothing tells them apart.",
            '<label for="nl-2">Email</label>\n<input id="nl-2" type="email" name="email" required>',
            "main > article > aside.newsletter:nth-of-type(2) > form > input",
            pages=stories[:24],
            occurrences=71,
        ),
        group(
            3,
            "axe-color-contrast",
            "The text has a contrast of 2.94 to 1 with its background (#9aa1a8 on #ffffff, 13 px); 4.5 to 1 is needed.",
            '<span class="byline__role">Harbour correspondent</span>',
            "main > article > header > p.byline > span.byline__role",
            pages=stories[:28],
            occurrences=28,
        ),
        group(
            4,
            "axe-color-contrast",
            "The text has a contrast of 3.8 to 1 with its background (#c0392b on #f2e8d5, 12 px); 4.5 to 1 is needed.",
            '<a class="tag" href="/tag/harbour">Harbour</a>',
            "main > article > footer > ul.tags > li > a",
            pages=stories[:9],
            occurrences=41,
        ),
        group(
            5,
            "axe-color-contrast",
            "The text has a contrast of 1.6 to 1 with its background (#bbbbbb on #eeeeee, 11 px); 4.5 to 1 is needed.",
            '<small class="ad-label">Advertisement</small>',
            "small.ad-label",
            target=Target(
                selector="body > small.ad-label",
                html='<small class="ad-label">Advertisement</small>',
                frame=['iframe[title="Weather from the port authority"]'],
            ),
            pages=stories[2:4],
            occurrences=2,
        ),
        group(
            6,
            "image-alt-filename",
            "The alternative text is the file name “DSC_0417.jpg”.",
            '<img src="/media/2026/11/DSC_0417.jpg" alt="DSC_0417.jpg" width="1280" height="853">',
            "main > article > figure.lead > picture > img",
            pages=[stories[0], stories[7]],
            occurrences=2,
        ),
        group(
            7,
            "title-shared",
            "31 stories have the title “The Harbour Gazette”.",
            "<title>The Harbour Gazette</title>",
            "",
            target=Target(selector="", html="<title>The Harbour Gazette</title>"),
            pages=stories,
            occurrences=31,
        ),
        group(
            8,
            "published-date-contradicts",
            "The page says 12 November 2026, its JSON-LD says 2026-11-21.",
            '<time datetime="2026-11-12T06:30:00+01:00">12 November 2026</time>',
            "main > article > header > p.dateline > time",
            pages=[stories[4]],
            occurrences=1,
        ),
        group(
            9,
            "image-caption-repeats-alt",
            "Caption and alternative text both say “Two fire engines on the quay at dawn”.",
            '<figure><img src="/media/quay.jpg" alt="Two fire engines on the quay at dawn">'
            "<figcaption>Two fire engines on the quay at dawn</figcaption></figure>",
            "main > article > figure:nth-of-type(3) > img",
            pages=[stories[0]],
            occurrences=1,
        ),
        group(
            10,
            "image-credit-missing",
            "The caption names no photographer or agency. Look whether the picture is the paper's own.",
            "<figcaption>The lido in January</figcaption>",
            "main > article > figure > figcaption",
            outcome=Outcome.CANT_TELL,
            pages=stories[3:16],
            occurrences=15,
        ),
        group(
            11,
            "axe-color-contrast",
            "The background is a photograph: look whether the headline can be read on its brightest part.",
            '<h2 class="teaser__headline">Letters: the bridge that nobody asked for</h2>',
            "section.most-read > article:nth-of-type(4) > h2",
            outcome=Outcome.CANT_TELL,
            pages=[stories[4], stories[11], stories[18]],
            occurrences=3,
        ),
        group(
            12,
            "image-alt-filename",
            "The alternative text is “harbour-school”: look whether that is the name of a place or of a file.",
            '<img src="/media/harbour-school.jpg" alt="harbour-school">',
            "main > article > figure > img",
            outcome=Outcome.CANT_TELL,
            pages=[stories[6]],
            occurrences=1,
        ),
    ]
    return Report(
        schema_version=SCHEMA_VERSION,
        tool="newsroom-audit 0.1.0",
        engine="4.12.1",
        browser="Chromium 143.0.7499.4, headless shell",
        targets=[f"{SITE}/"],
        settings={"pages": 40, "fail-on": "serious", "exclude": ["/tag/*", "/author/*"]},
        exit_code=1,
        verdict="9 groups failed, 6 of them serious or critical; the gate lets none of those through.",
        interrupted=False,
        groups=groups,
        pages=[_looked_at(number, groups) for number in range(31)] + _other_pages(),
        rules=RULES,
        outcomes=_outcomes(groups),
        broken_rules=[],
    )


def matrix(headline: str, *, wrong: bool) -> list[Matter]:
    """What the witnesses of a story say; with `wrong`, the feed knows another author."""
    stands = {True: Stance.ODD, False: Stance.AGREES}
    return [
        Matter(
            name="headline",
            statements=[
                Statement(witness=Witness.PAGE, said=[headline], stance=Stance.AGREES),
                Statement(witness=Witness.JSON_LD, said=[headline], stance=Stance.AGREES),
                Statement(witness=Witness.X_CARD, said=[headline], inherited="og:title"),
            ],
        ),
        Matter(
            name="authors",
            statements=[
                Statement(witness=Witness.PAGE, said=["Ada Winter", "the news desk"], stance=Stance.AGREES),
                Statement(witness=Witness.JSON_LD, said=["Ada Winter", "the news desk"], stance=Stance.AGREES),
                Statement(witness=Witness.FEED, said=["Ben Moss" if wrong else "Ada Winter"], stance=stands[wrong]),
            ],
        ),
    ]


def _looked_at(number: int, groups: list[Group]) -> PageSummary:
    url = story(number)
    here = [group for group in groups if url in group.pages]
    failed = sum(group.outcome == Outcome.FAILED for group in here)
    gaps = [Gap(what="reflow", reason="the page did not settle within 10 s at 320 px")] if number in {5, 19} else []
    return PageSummary(
        url=url,
        state=State.PARTLY_AUDITED if gaps else State.AUDITED,
        status=200,
        title=f"{HEADLINES[number % 7]} – The Harbour Gazette",
        kind="article",
        kind_reason="og:type is “article”, JSON-LD has a NewsArticle",
        matrix=matrix(HEADLINES[number % 7], wrong=number == 2),
        failed=failed,
        cant_tell=len(here) - failed,
        gaps=gaps,
        groups=[group.id for group in here],
        referrer=f"{SITE}/" if number < 12 else f"{SITE}/sitemap-news.xml",
    )


def _other_pages() -> list[PageSummary]:
    return [
        PageSummary(
            url=f"{SITE}/",
            state=State.AUDITED,
            status=200,
            title="The Harbour Gazette",
            kind="other",
            kind_reason="many headlines, no body text",
        ),
        PageSummary(
            url=f"{SITE}/live/storm-desk",
            state=State.ERROR,
            reason="timeout",
            detail="The page did not answer within 30 s, twice.",
            referrer=f"{SITE}/",
        ),
        PageSummary(
            url=f"{SITE}/archive/1998/regatta",
            state=State.ERROR,
            reason="HTTP status",
            detail="The server answered 500.",
            status=500,
            referrer=story(3),
        ),
        PageSummary(
            url=f"{SITE}/account/login?next=%2Fharbour",
            state=State.SKIPPED,
            reason="robots.txt",
            detail="Disallow: /account/",
            referrer=f"{SITE}/",
        ),
        PageSummary(
            url="https://ads.tide-tables.example/click?id=88120",
            state=State.SKIPPED,
            reason="out of scope",
            referrer=story(2),
        ),
        PageSummary(
            url=f"{SITE}/media/quotas-2027.pdf",
            state=State.SKIPPED,
            reason="not HTML",
            detail="application/pdf",
            referrer=story(2),
        ),
        *(
            PageSummary(
                url=story(number), state=State.SKIPPED, reason="page limit", referrer=f"{SITE}/sitemap-news.xml"
            )
            for number in range(31, 45)
        ),
    ]


def _outcomes(groups: list[Group]) -> dict[str, dict[str, int]]:
    outcomes = {}
    for rule in RULES:
        failed = {url for group in groups if (group.rule, group.outcome) == (rule.id, "failed") for url in group.pages}
        unsure = {
            url for group in groups if (group.rule, group.outcome) == (rule.id, "cantTell") for url in group.pages
        }
        outcomes[rule.id] = {
            "failed": len(failed),
            "cantTell": len(unsure - failed),
            "passed": max(0, 28 - len(failed | unsure)),
            "inapplicable": 2,
            "untested": 2 if rule.needs else 0,
        }
    return outcomes


def large(pages: int = 260, groups: int = 3_000) -> Report:
    """A big site in bad shape: every page has faults of its own, some faults are on every page."""
    urls = [story(number) for number in range(pages)]
    found = []
    for number in range(groups):
        rule = RULES[number % len(RULES)]
        on = urls if number % 100 == 0 else [urls[(number * 7 + step) % pages] for step in range(1 + number % 5)]
        found.append(
            group(
                number,
                rule.id,
                f"{number} things here are not as they should be: “{HEADLINES[number % 7]}”.",
                f'<div class="teaser teaser--{number}">{HEADLINES[number % 7]}</div>',
                f"main > section:nth-of-type({number}) > div.teaser",
                outcome=Outcome.CANT_TELL if number % 6 == 5 else Outcome.FAILED,
                pages=sorted(set(on)),
                occurrences=len(on),
            )
        )
    found.sort(key=lambda item: (item.outcome != Outcome.FAILED, -item.impact.rank, -len(item.pages), item.fingerprint))
    on_page: dict[str, list[Group]] = {url: [] for url in urls}
    for item in found:
        for url in item.pages:
            on_page[url].append(item)
    base = sample()
    return replace(
        base,
        groups=found,
        verdict=f"{groups} groups, and the gate lets none of those through.",
        pages=[
            replace(
                _looked_at(number, []),
                groups=[item.id for item in on_page[url]],
                failed=sum(item.outcome == Outcome.FAILED for item in on_page[url]),
                cant_tell=sum(item.outcome == Outcome.CANT_TELL for item in on_page[url]),
            )
            for number, url in enumerate(urls)
        ],
        outcomes=_outcomes(found),
    )


SCRIPT = "</title></style></script><script>alert('pwned')</script><img src=//evil.example/x.png onerror=alert(1)>"
TURNED = "abc \u202egnp.exe\u202c \u2067nested\u2069 שלום עולם"
CONTROLS = "bell\x07 null\x00 escape\x1b[31m next\x85line half\ud800"
LONG = "W" * 1_000_000


def hostile() -> Report:
    """Pages that put into every text of theirs what could break out of it, turn it round or drown the rest."""
    texts = [
        SCRIPT,
        TURNED,
        LONG,
        CONTROLS.replace("\ud800", "\ufffd"),
        '" onmouseover="alert(1)',
        "{{ 7 * 7 }}{% raw %}",
        "",
    ]
    urls = [
        "javascript:alert(document.domain)",
        "data:text/html,<script>alert(1)</script>",
        "https://evil.example/\u202egnp.exe",
        'https://evil.example/"onmouseover="alert(1)',
        f"https://evil.example/{'w' * 1_000_000}",
        "https://xn--hnig-5qa.example/%E2%80%AE",
        "",
    ]
    groups = [
        Group(
            id=f"{number:016x}",
            fingerprint=f"{number:016x}",
            rule=RULES[number].id,
            outcome=[Outcome.FAILED, Outcome.CANT_TELL][number % 2],
            impact=list(Impact)[number % 4],
            message=text,
            target=Target(selector=text, html=text, frame=[text]),
            url=url,
            pages=[url, *urls],
            occurrences=2 + number,
            gates=number % 2 == 0,
        )
        for number, (text, url) in enumerate(zip(texts, urls, strict=True))
    ]
    pages = [
        PageSummary(
            url=url,
            state=list(State)[number % 4],
            reason=text[:60],
            detail=text,
            title=text,
            kind=text,
            kind_reason=text,
            matrix=[Matter(name=text, statements=[Statement(witness=Witness.PAGE, said=[text], inherited=text)])],
            failed=1,
            cant_tell=1,
            gaps=[Gap(what=text, reason=text)],
            groups=[group.id for group in groups],
            referrer=url,
        )
        for number, (text, url) in enumerate(zip(texts, urls, strict=True))
    ]
    return replace(
        sample(),
        tool=SCRIPT,
        engine=TURNED,
        browser=SCRIPT,
        targets=texts,
        settings={SCRIPT: SCRIPT, "long": LONG, "turned": TURNED},
        verdict=f"{SCRIPT} {TURNED}",
        interrupted=True,
        exit_code=130,
        groups=groups,
        pages=pages,
        rules=[replace(rule, why=SCRIPT, title=SCRIPT, source=f"{urls[0]} {urls[3]} {SCRIPT}") for rule in RULES[:4]],
        outcomes={},
        broken_rules=[Gap(what=text, reason=text) for text in texts],
    )


def empty() -> Report:
    """Nothing was found, nothing asked, nothing said."""
    return Report(
        schema_version=SCHEMA_VERSION,
        tool="",
        engine="",
        browser="",
        targets=[],
        settings={},
        exit_code=3,
        verdict="",
        interrupted=False,
        groups=[],
        pages=[],
        rules=[],
        outcomes={},
        broken_rules=[],
    )


def clean() -> Report:
    """All was looked at and nothing was wrong."""
    page = replace(_looked_at(0, []), gaps=[])
    return replace(sample(), exit_code=0, verdict="Nothing failed.", groups=[], pages=[page], outcomes={}, settings={})
