"""
Links in the text open a new window, and nothing says so.

Who follows such a link finds that “back” does nothing. A reader who sees the whole screen notices the new tab; a reader
with a screen magnifier or a screen reader often does not, and on a phone the tabs pile up. People who find it hard to
keep two things in mind lose the article they came from.

Let links open in the same window: readers who want another know how to get it. Where a new one is needed, say so in
the link, in words (“opens in a new tab”) that may be hidden from eyes when an icon tells it to them. One finding a page
tells how many links there are.

## Passed
```html
<body><article>
<h1>Harbour opens again</h1>
<p>The first freighter came in at dawn, as the <a href="https://port.example/">port authority</a> had promised in its letter.</p>
<p>The <a href="https://ships.example/" target="_blank">list of ships <span class="visually-hidden">(opens in a new tab)</span></a>
is long, and the <a href="https://cranes.example/" target="_blank" aria-label="cranes, neues Fenster">cranes</a> are old.</p>
</article></body>
```

An icon with an alternative, and a description that links share:
```html
<body><article>
<h1>Harbour opens again</h1>
<p>The <a href="https://ships.example/" target="_blank">list of ships <img src="/icons/out.svg" alt="External link"></a> is long,
and the <a href="https://cranes.example/" target="_blank" aria-describedby="new-tab">cranes</a> of the harbour are old, we heard.</p>
<p id="new-tab" hidden>Opens in a new tab</p>
</article></body>
```

## Could not tell
```html
<body><article>
<h1>Harbour opens again</h1>
<p>The <a href="https://ships.example/" target="_blank" rel="noopener">list of ships</a><!-- cantTell --> is long,
and the <a href="https://cranes.example/" target="_blank" rel="noopener">cranes</a> of the harbour are old, we heard on Monday.</p>
</article></body>
```

## Inapplicable
No link in the running text but a post from elsewhere; those beside it lead to services that readers expect in a window of their own:
```html
<body><article>
<h1>Harbour opens again</h1>
<p>The first freighter came in at dawn, and the crew of the tug boat had coffee ready for everybody on the pier.</p>
<blockquote class="social-post"><p>What a morning at the harbour!
<a href="https://social.example/p/1" target="_blank">Ada Winter</a></p></blockquote>
</article>
<aside><a href="https://social.example/share" target="_blank">Share</a></aside></body>
```
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from audit.page import Page
from audit.page.forms import by_id
from audit.page.html import Element, attr, closest, is_hidden, text
from audit.page.links import spoken
from audit.page.prose import prose
from audit.page.text import shorten
from audit.rules import Verdict, cant_tell, passed, rule

# Words for a window, a tab or another site, as they stand in such notices.
_NOTICE = re.compile(
    r"\b(window|tab|extern\w*|fenster|fenêtre|onglet|externe|ventana|pestaña|externo|finestra|scheda|esterno|janela|guia|"
    r"venster|tabblad|okno|okna|okně|karta|karcie|fönster|flik|vindue|vindu|fane|ikkuna|välilehti)\b|"
    r"окн[оеі]|вікн[оіа]|вкладк|внешн|зовнішн|ウィンドウ|タブ|窗口|视窗|視窗|새 창|نافذة|חלון|παράθυρο|pencere|sekme",
    re.IGNORECASE,
)


@rule(
    "Links that open a new window say so",
    impact="minor",
    source="https://www.w3.org/WAI/WCAG22/Techniques/general/G201 (read 2026-11)",
    preview=True,
)
def link_new_window_untold(page: Page) -> Iterator[Verdict]:
    links = [
        link
        for paragraph in prose(page).paragraphs
        # Posts of other sites that are shown in the article are theirs.
        if closest(paragraph, "blockquote") is None
        for link in paragraph.iter("a")
        if attr(link, "href") and not attr(link, "href").startswith("#")
    ]
    shown = [link for link in links if not is_hidden(link)]
    if not shown:
        return
    untold = [link for link in shown if attr(link, "target").lower() == "_blank" and not _is_told(page, link)]
    if not untold:
        yield passed(shown[0])
        return
    name = f"“{shorten(spoken(page, untold[0]), 60)}”"
    count = f"{len(untold)} links in the text open" if len(untold) > 1 else "A link in the text opens"
    yield cant_tell(untold[0], f"{count} a new window without saying so, first {name}. Does something else tell it?")


def _is_told(page: Page, link: Element) -> bool:
    described = [by_id(page, name, near=link) for name in attr(link, "aria-describedby").split()]
    notes = [text(element, hidden=True) for element in described if element is not None]
    return _NOTICE.search(" ".join([spoken(page, link), attr(link, "title"), *notes])) is not None
