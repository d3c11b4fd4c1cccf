"""
A credit in the alternative text is read out as if it were to be seen in the picture.

The alternative text stands for what is seen. An agency's name, a © or a photographer's name is not seen there; a screen
reader says it in the middle of the article, for each picture, and everybody else does not learn who made the photo if it
stands nowhere but there. It happens when the publishing system copies the caption that came with the file (IPTC) whole.

Put the credit into the caption, or into an element of its own beside it, where all readers find it, and take it out of the
alternative text.

## Passed

```html
<figure>
  <img src="/media/fire.jpg" alt="Two firefighters on a ladder, smoke above the roof">
  <figcaption>The old grain store burned for six hours. Photo: Olena Marchuk / Valley Times</figcaption>
</figure>
```

Agencies and pictures that are themselves the subject; a licence; a date:

```html
<img src="/media/desk.jpg" width="800" alt="The news desk of Reuters in London">
<img src="/media/by.png" width="88" alt="Creative Commons Lizenzvertrag">
<img src="/media/talks.jpg" width="800" alt="The envoys before the talks. Photo: 12 April 2026">
<img src="/media/road.jpg" width="800" alt="Symbolbild: Füße auf einer Straße mit einem Pfeil">
```

## Failed

```html
<img src="/media/grab.jpg" width="800" alt="Riders wait for orders in Balta. — Picture by Mukhriz Latif"> <!-- failed -->
<img src="/media/mill.jpg" width="800" alt="© Mila Brandt_Berlin"> <!-- failed -->
<img src="/media/vote.jpg" width="800" alt="Voters queue in Lyon (Marie Roche/AFP)"> <!-- failed -->
<img src="/media/cup.jpg" width="800" alt="Balta's keeper saves REUTERS/Mike Winter TPX IMAGES OF THE DAY"> <!-- failed -->
```

The line with place and date that an agency begins with, and a credit that comes first:

```html
<img src="/media/match.jpg" width="320" alt="LONDON, ENGLAND - AUGUST 29: The keeper looks dejected"> <!-- failed -->
<img src="/media/nato.jpg" width="800" alt="Getty Images Heads of state gathered in the hall for the founding"> <!-- failed -->
```

## Could not tell

What follows may be seen in the picture, or may have made it:

```html
<img src="/media/owl.jpg" width="800" alt="Bild: Martin Becker"> <!-- cantTell -->
<img src="/media/heath.jpg" width="800" alt="FILE - Wild horses graze near Balta, Oct. 21, 2023"> <!-- cantTell -->
```

## Inapplicable

Empty alternative text, icons, and pictures that nobody meets:

```html
<img src="/media/fire.jpg" alt="">
<img class="logo" src="/i/afp.svg" alt="© AFP">
<div hidden><img src="/media/fire.jpg" alt="Firefighters. Photo: O. Marchuk/AFP"></div>
```
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from audit.page import Page, credits
from audit.page.alternatives import heard_pictures
from audit.page.html import attr
from audit.page.text import collapse, shorten, words
from audit.rules import Verdict, cant_tell, failed, passed, rule

_NAME = r"(?-i:[A-ZÀ-ÖØ-ÞĀ-ŽА-ЯЁІЇЄҐ])[\w.’'-]*"
_AGENCY = (
    r"(?-i:AFP|REUTERS|Reuters|AP|EPA|EFE|dpa|ANSA|ČTK|PAP|APA|UNIAN|Bernama|Getty Images|Getty|Shutterstock|SHUTTERSTOCK|iStock"
    r"|Alamy|IMAGO|imago|Picture Alliance|picture alliance|Pixabay|Unsplash|Pexels|УНІАН|Укрінформ|Ukrinform|ТАСС)"
)
_SAYS_WHO = re.compile(
    rf"(?<!\w)(?:©|\(c\) |copyright ©?) ?{_NAME}"
    rf"|\b(?:photos?|pictures?|images?|fotos?) (?:by|courtesy of) {_NAME}"
    rf"|\bcredits?\s?: ?{_NAME}"
    rf"|\b{_AGENCY}(?:/| ?/ ?{_NAME})"
    rf"|/ ?{_AGENCY}(?!\w)"
    rf"|\bvia {_AGENCY}(?!\w)"
    rf"|\({_AGENCY}(?: photo| images)?\)"
    rf"|\b{_AGENCY} (?:file )?(?:pic|photo)\b",
    re.IGNORECASE,
)
_LABEL = re.compile(
    rf"\b(?:photos?|pictures?|images?|fotos?|bild(?:er)?|quelle|source|crédits?|crédito|fuente|zdjęcie|źródło|фото|джерело|источник)"
    rf"(?:\.|\s?:) ?{_NAME}|(?<!\w)fot\. {_NAME}",
    re.IGNORECASE,
)
_WEB = re.compile(r"(^|[\s/])(www\.)?[\w-]+\.(com|de|org|net|eu|at|ch|ua|pl|fr|es)\b", re.IGNORECASE)
# “LONDON, ENGLAND - AUGUST 29:” and “Getty Images ” where more follows.
_DATE_LINE = re.compile(r"(?:^|: )[A-ZÀ-Þ][A-ZÀ-Þ .,'’-]{3,50} [-–—] [A-Z]{3,9}\.? \d{1,2}(, \d{4})? ?: ?\S")
_CREDIT_FIRST = re.compile(r"^(?:Getty Images|AFP via Getty Images|(?:TOPSHOT|AFPTV) [-–—]) (?=[A-Z])")
_FILE_FIRST = re.compile(r"^\(?FILES?(?: PHOTO| PIC)?\)?(?: ?[-–—:] |\) )")
_LICENCE = re.compile(r"creative commons|\bCC[ -]BY|lizenz|licen[cs]e", re.IGNORECASE)
MOST = 12
"""Words that a credit has at most."""


@rule(
    "An alternative text holds no credit",
    impact="minor",
    source="https://html.spec.whatwg.org/multipage/images.html#alt (read 2026-11)",
)
def image_credit_in_alt(page: Page) -> Iterator[Verdict]:
    for image in heard_pictures(page):
        alt = collapse(attr(image, "alt"))
        said, credit = credits.split(alt)
        if certain := _certain(alt, said, credit):
            yield failed(
                image, f"The alternative text says “{shorten(certain, 80)}”, which is not to be seen in the picture."
            )
        elif doubt := _doubt(alt, said, credit):
            yield cant_tell(
                image, f"The alternative text says “{shorten(doubt, 80)}”. Is that seen, or who made the picture?"
            )
        else:
            yield passed(image)


def _certain(alt: str, said: str, credit: str) -> str:
    """The credit or date line that the text holds for certain; empty when it holds none."""
    if line := _DATE_LINE.search(alt) or _CREDIT_FIRST.search(alt):
        return line[0][:-1].strip(" :")
    if not credit or _LICENCE.search(alt):
        return ""
    if _SAYS_WHO.search(credit):
        return credit
    labelled = _LABEL.match(credit)
    # “Foto: Frau am Fenster” tells what is seen; behind a description, or with an address, the same words name a source.
    if labelled and (words(said) or _WEB.search(credit)) and len(words(credit)) <= MOST:
        return credit
    return ""


def _doubt(alt: str, said: str, credit: str) -> str:
    if line := _FILE_FIRST.search(alt):
        return line[0].strip()
    if _LICENCE.search(alt) or not _LABEL.match(credit):
        return ""
    return "" if words(said) else credit
