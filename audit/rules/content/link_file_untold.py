"""
A link leads to a file, and its words do not say so.

A reader who follows “report of the commission” expects a page. On a phone a PDF is downloaded, perhaps 20 MB of it, and
opens in another program, where “back” does not lead back; a spreadsheet may not open at all. Who listens to the page
finds the screen reader in a program with other keys.

Say the type behind the words, and the size where the file is large, inside of the link: “Report of the commission (PDF,
2.4 MB)”. WCAG does not demand it; readers do.

## Passed
```html
<body>
<p>The <a href="/files/harbour-report.pdf">report of the commission (PDF, 2.4 MB)</a> was kept back for a year.</p>
<p><a href="/files/harbour-report.pdf">Report of the commission</a> (pdf)</p>
<ul><li>PDF: <a href="/files/forest.pdf">The forest tracks</a> <a href="/files/forest.xlsx">The tracks as Excel table</a></li></ul>
</body>
```

The name of the file, or its size, is told:
```html
<body>
<a href="/files/harbour-report.pdf">harbour-report.pdf</a> <a href="/files/forest.zip">All pictures, 14 MB</a>
</body>
```

A page whose address only looks so, and a link that is not shown:
```html
<body>
<a href="/files/harbour-report.pdf.html">Report of the commission</a> <a href="https://wiki.example/wiki/File:Harbour.pdf">The plan</a>
<div hidden><a href="/files/harbour-report.pdf">Report of the commission</a></div>
<a href="/files/forest.pdf">Forest tracks (PDF)</a>
</body>
```

## Failed
```html
<body>
<p>The <a href="/files/harbour-report.pdf">report of the commission</a><!-- failed --> was kept back for a year.</p>
<footer><a href="/files/2026/rates.pdf?v=3">Advertise</a><!-- failed --></footer>
</body>
```

## Could not tell
A picture beside the words may tell it, an icon or one that style sheets bring:
```html
<body>
<a class="link-pdf" href="/files/harbour-report.pdf">Report of the commission</a><!-- cantTell -->
<a href="/files/forest.pdf"><i class="fa fa-file-pdf"></i> The forest tracks</a><!-- cantTell -->
<a href="/files/choir.pdf"><img src="/icons/pdf.svg" alt=""> The choirs</a><!-- cantTell -->
</body>
```

It is said that something will be downloaded, but not what:
```html
<body>
<a href="/files/harbour-report.pdf">Télécharger le rapport</a><!-- cantTell -->
<a href="/files/forest.docx" download>The forest tracks</a><!-- cantTell -->
</body>
```

Sound and film, which browsers play themselves:
```html
<body><a href="/media/harbour.mp3">The harbour master in conversation</a><!-- cantTell --></body>
```

## Inapplicable
No link to a file, and one without words, whose missing name is another fault:
```html
<body>
<a href="/reports/harbour/">Report of the commission</a>
<a href="/files/harbour-report.pdf"><img src="/media/cover.jpg" alt=""></a>
</body>
```
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from audit.page import Page
from audit.page.html import Element, attr, is_hidden_from_readers, text
from audit.page.links import links, spoken
from audit.page.text import shorten
from audit.rules import Verdict, cant_tell, failed, passed, rule

BESIDE = 40
"""Letters before and after a link in which its type may be told."""
_DOCUMENTS = {
    **dict.fromkeys(("pdf",), "a PDF"),
    **dict.fromkeys(("doc", "docx", "odt", "rtf"), "a text document"),
    **dict.fromkeys(("xls", "xlsx", "ods", "csv"), "a table"),
    **dict.fromkeys(("ppt", "pptx", "odp"), "a presentation"),
    **dict.fromkeys(("zip", "rar", "7z"), "an archive"),
    "epub": "an e-book",
}
_MEDIA = {
    **dict.fromkeys(("mp3", "wav", "ogg", "m4a"), "a sound file"),
    **dict.fromkeys(("mp4", "mov", "avi", "webm"), "a film"),
}
_ENDING = re.compile(rf"\.({'|'.join((*_DOCUMENTS, *_MEDIA))})$", re.IGNORECASE)
# The type, or a size with its unit: in Cyrillic, French and English letters.
_TOLD = re.compile(
    r"\b(pdf|docx?|odt|rtf|xlsx?|ods|csv|pptx?|odp|zip|rar|7z|epub|mp[34]|wav|ogg|m4a|word|excel|powerpoint|spreadsheet|"
    r"e-?book|podcast|audio|video)s?\b|пдф|\d\s?([kmg]i?b|[kmg]o|[кмг]б)\b",
    re.IGNORECASE,
)
_DOWNLOAD = re.compile(
    r"download|herunterlad|télécharg|descarg|scarica|baixar|transferir|pobierz|ladda ner|last ned|stáhn|скачать|завантаж|"
    r"ダウンロード|下载|下載|تحميل",
    re.IGNORECASE,
)
# Addresses that end in a file's name and lead to a page about it.
_PAGE_ABOUT = re.compile(
    r"/wiki/|/blob/|//([\w-]+\.)*(researchgate\.net|dropbox\.com|drive\.google\.com|sharepoint\.com)/"
)
_ICON = re.compile(rf"{'|'.join((*_DOCUMENTS, *_MEDIA))}|file|download|document|attachment", re.IGNORECASE)


@rule(
    "Links to files say what they lead to",
    impact="minor",
    source="https://www.w3.org/WAI/WCAG22/Techniques/html/H30 (read 2026-11)",
)
def link_file_untold(page: Page) -> Iterator[Verdict]:
    for link in links(page):
        ending = _ending(link)
        if not ending or is_hidden_from_readers(link):
            continue
        said = spoken(page, link)
        if said:
            yield _judge(link, ending, said)


def _judge(link: Element, ending: str, said: str) -> Verdict:
    if _TOLD.search(f"{said} {attr(link, 'title')} {_beside(link)}"):
        return passed(link)
    what = f"The link “{shorten(said, 80)}” leads to {_DOCUMENTS.get(ending) or _MEDIA[ending]} (.{ending})"
    if ending in _MEDIA:
        return cant_tell(link, f"{what}. Is that clear from what stands around it?", about="media")
    if link.get("download") is not None or _DOWNLOAD.search(said):
        return cant_tell(link, f"{what}; it says that something is downloaded, but not what.", about="download")
    if _has_icon(link):
        return cant_tell(link, f"{what}. Does an icon tell it, to a screen reader too?", about="icon")
    return failed(link, f"{what}, but tells neither the type nor the size.")


def _ending(link: Element) -> str:
    try:
        path = urlsplit(attr(link, "href")).path
    except ValueError:
        return ""
    found = _ENDING.search(path)
    return found[1].lower() if found and not _PAGE_ABOUT.search(attr(link, "href")) else ""


def _beside(link: Element) -> str:
    """What stands right before and right after the link."""
    parent, before = link.getparent(), link.getprevious()
    lead = (before.tail if before is not None else parent.text if parent is not None else "") or ""
    following = link.getnext()
    after = text(following) if following is not None and not (link.tail or "").strip() else ""
    return f"{lead[-BESIDE:]} {(link.tail or '')[:BESIDE]} {after[:BESIDE]}"


def _has_icon(link: Element) -> bool:
    """Whether the link, something in it or its parent is styled or drawn as a file."""
    parent = link.getparent()
    around = [*link.iter("*"), *([parent] if parent is not None else [])]
    return any(_ICON.search(f"{attr(node, 'class')} {attr(node, 'src')}") for node in around)
