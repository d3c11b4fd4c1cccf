"""
Links with the same words lead to different pages.

In a list of links, and to who speaks to the browser (“click report”), two links called “the report” are one. The reader
opens one of them, comes back for the other, and finds the same words again without knowing which was which.

Give each link the words that tell it from the other: “the report of 2024”, “the report of the ministry”. Where both mean
the same thing, let them lead to the same address.

Looked at are links in the running text: menus, cards and buttons to share repeat words for reasons of their own. “Here” and
“read more” are another rule's matter.

## Passed
```html
<body><article>
<h1>Harbour opens again</h1>
<p>The first freighter came in at dawn, as the <a href="/2026/letter/">letter of the port authority</a> had promised. The
<a href="/reports/2024/">report of 2024</a> had warned of the sand, and the <a href="/reports/2025/">report of 2025</a> again.</p>
</article></body>
```

One target under several addresses, a second link to the same place, and links that a name tells apart:
```html
<body><article>
<h1>Harbour opens again</h1>
<p>The <a href="https://port.example/">port authority</a> had promised it in a letter. The
<a href="http://www.port.example?utm_source=herald">port authority</a> is glad. So is the
<a href="https://port.example/#news">port authority</a>'s tug boat, of which the <a href="/2026/tug/">Herald</a> has told before, and
the <a href="/2026/crew/" aria-label="Herald of 12 November">Herald</a> again.</p>
</article></body>
```

## Could not tell
```html
<body><article>
<h1>Harbour opens again</h1>
<p>The first freighter came in at dawn. A <a href="https://port.example/reports/2024.html">report</a><!-- cantTell --> had warned of
the sand, and the ministry's <a href="https://ministry.example/harbours/">report</a> had said that there is none.</p>
</article></body>
```

## Inapplicable
One link, links outside of the text, and words that say nothing anywhere:
```html
<body><nav><a href="/a/">Report</a> <a href="/b/">Report</a></nav><article>
<h1>Harbour opens again</h1>
<p>The first freighter came in at dawn, as the <a href="/2026/letter/">letter of the port authority</a> had promised.</p>
</article></body>
```

```html
<body><article>
<h1>Harbour opens again</h1>
<p>The first freighter came in at dawn, as you can read <a href="/2026/letter/">here</a> and <a href="/2026/list/">here</a>,
and the crew of the tug boat had coffee ready for everybody on the pier.</p>
</article></body>
```
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from audit.page import Page
from audit.page.html import Element, attr, closest, is_hidden_from_readers
from audit.page.links import bare, is_generic, leads_to, spoken
from audit.page.prose import prose
from audit.page.text import listed, shorten
from audit.rules import Verdict, cant_tell, passed, rule

SHORTEST = 3
"""Letters below which the words of a link are a footnote's number or a sign."""


@rule(
    "Links with the same words lead to the same place",
    impact="minor",
    wcag=["2.4.4", "2.4.9"],
    source="https://www.w3.org/WAI/WCAG22/Understanding/link-purpose-link-only.html (read 2026-11)",
    extends="axe-identical-links-same-purpose",
    preview=True,
)
def link_text_alike(page: Page) -> Iterator[Verdict]:
    named: defaultdict[str, list[Element]] = defaultdict(list)
    for link in _links_in_text(page):
        said = bare(spoken(page, link))
        if len(said) >= SHORTEST and not said.isdecimal() and not is_generic(said):
            named[said].append(link)
    if sum(map(len, named.values())) < 2:
        return
    alike = [group for group in named.values() if len({leads_to(page, link) for link in group}) > 1]
    for group in alike:
        targets = list({leads_to(page, link): shorten(attr(link, "href"), 80) for link in group}.values())
        yield cant_tell(
            group[0],
            f"{len(targets)} links in the text are called “{shorten(spoken(page, group[0]), 60)}” and lead to different "
            f"pages: {listed(targets[:3])}. Does the sentence tell them apart?",
        )
    if not alike:
        yield passed(next(iter(named.values()))[0])


def _links_in_text(page: Page) -> Iterator[Element]:
    for paragraph in prose(page).paragraphs:
        # Posts of other sites that are shown in the article are theirs.
        if closest(paragraph, "blockquote") is not None:
            continue
        for link in paragraph.iter("a"):
            if re.match(r"(https?:|//|[^#:?]+(\?|#|$))", attr(link, "href")) and not is_hidden_from_readers(link):
                yield link
