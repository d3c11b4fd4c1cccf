"""
An alternative text that is a file name tells nothing of the picture.

Where a sighted reader sees a photo, a screen reader says “D S C underscore zero one two three dot J P G”; where the picture
is the only content of a link, that is the link's name. It happens when the publishing system fills the field from the
uploaded file and nobody writes over it.

Say in a few words what the picture shows and why it stands here. Where the text beside it says all of it, leave the
alternative text empty (`alt=""`). In the publishing system, let the field start empty instead of with the file's name.

A file that was named after an honest description (`snow-in-kyiv.jpg`, “Snow in Kyiv”) is no fault.

## Passed

```html
<img src="/media/2026/snow-in-kyiv.jpg" alt="Snow in Kyiv">
```

```html
<img src="/media/npr-logo.png" alt="NPR logo">
```

A name with hyphens or digits is a word of its own:

```html
<img src="/i/radio.png" alt="Radio-Info"> <img src="/i/studio29.svg" alt="Studio29">
<img src="/i/a-1.jpg" alt="Rhein-Hochwasser"> <img src="/i/hall.jpg" alt="Saint-Germain-en-Laye">
```

An address of a site, or a name with a slash, is what the picture shows:

```html
<img src="/ads/epaper.jpg" alt="www.valleytimes.example"> <img src="/i/x.svg" alt="X/Twitter">
```

A sentence may speak of a file:

```html
<img src="/howto/4.png" alt="In the dialog “Save as”, type the name of the drawing, here bridge.png">
```

## Failed

```html
<figure>
  <img src="/img/800/203344.jpg" alt="1.JPG"> <!-- failed -->
  <figcaption>Ferries wait in the harbour on Sunday</figcaption>
</figure>
```

```html
<img src="/media/IMG_8299.jpeg" alt="IMG_8299"> <!-- failed -->
<img src="/media/shutterstock_1098765432.jpg" alt="shutterstock_1098765432"> <!-- failed -->
```

```html
<a href="/sport/"><img src="/media/press_freedom_2020_245x370.jpg" alt="press_freedom_2020_245x370"></a>
```

```html
<img src="/wp/3310447-620x411.png" alt="3310447">
```

```html
<img src="/t/77aa01c3.jpg" alt="Uploads%252fstory%252f2201%252f77aa01c3 4d1e.png%252f90x90.png?signature=kqzt">
```

## Could not tell

A slug, in words that may be meant:

```html
<img src="/media/garden-2.jpg" alt="what-my-neighbour-taught-me"> <!-- cantTell -->
```

The picture may show the address:

```html
<img src="/media/qr.png" alt="https://members.valleytimes.example/join"> <!-- cantTell -->
```

A number that is not the file's:

```html
<img src="/media/garden.jpg" alt="20461133"> <!-- cantTell -->
```

A user's name may have underscores:

```html
<img src="/avatars/77.jpg" alt="maria_koval"> <!-- cantTell -->
```

## Inapplicable

Empty alternative text, and pictures that nobody meets:

```html
<img src="/media/IMG_8299.jpeg" alt="">
<img src="/count/pixel.gif" width="1" height="1" alt="pixel_7.gif">
<div hidden><img src="/media/IMG_8300.jpeg" alt="IMG_8300.jpeg"></div>
<div aria-hidden="true"><img src="/media/IMG_8301.jpeg" alt="IMG_8301.jpeg"></div>
```
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from audit.page import Page
from audit.page.html import Element, attr, is_hidden_from_readers, roles
from audit.page.pictures import Kind, file_name, kind
from audit.page.text import fold, shorten
from audit.rules import Verdict, cant_tell, failed, passed, rule

_EXTENSION = re.compile(r"\.(jpe?g|jfif|png|gif|webp|avif|svg|bmp|tiff?|heic|heif)$", re.IGNORECASE)
_PATH = re.compile(
    r"%2f|/(uploads?|images?|img|media|fileadmin|files)/\S|\.(jpe?g|png|gif|webp|avif)\?\S", re.IGNORECASE
)
_SENTENCE = 7
"""Words from which on a text that ends in a file name may be a sentence about it."""
_NUMBER = 5
"""Digits from which on a number is no year and no page."""
# Names that cameras, telephones, screens and picture libraries give, with their numbers and nothing else.
_MADE = re.compile(
    r"(dsc[nf]?|img|mvimg|pxl|gopr|dji|cimg|hpim)[-_ ]?\d{4,}\S*|p\d{7}"
    r"|[-\w]*(shutterstock|getty[-_ ]?images|istock(photo)?|adobe[-_ ]?stock|depositphotos|dreamstime|fotolia|alamy)"
    r"[-_ ]?\d{4,}\S*|imago\d{6,}\S*( \S+)?"
    r"|(screen ?shot|bildschirmfoto|bildschirmaufnahme|schermafbeelding|capture d.[ée]cran|captura de (pantalla|ecr[ãa])"
    r"|whatsapp image|unnamed|untitled)[-_ ]?\(?\d[\d\W]*(\b(at|um|om|a|às|le|pm|am)\b[\d\W]*)*\)?"
    r"|(image|imagen|photo|foto|bild|picture|pic|download)([-_]|(?=\d{3}))\(?\d+\)?",
    re.IGNORECASE,
)
_HASH = re.compile(
    r"(?=.*\d)(?=.*[a-f])[0-9a-f]{12,}|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", re.IGNORECASE
)


@rule(
    "An alternative text describes the picture instead of naming its file",
    impact="serious",
    wcag=["1.1.1"],
    act=["qt1vmo"],
    source="https://www.w3.org/WAI/WCAG22/Techniques/failures/F30 (read 2026-11)",
)
def image_alt_filename(page: Page) -> Iterator[Verdict]:
    for image in page.tree.iter("img"):
        alt = attr(image, "alt")
        if not alt or not _is_met(page, image):
            continue
        if fault := _fault(alt, file_name(image)):
            yield failed(image, f"The alternative text “{shorten(alt, 80)}” is {fault}; a screen reader spells it out.")
        elif doubt := _doubt(alt):
            yield cant_tell(
                image, f"The alternative text “{shorten(alt, 80)}” looks like {doubt}. Does it describe the picture?"
            )
        else:
            yield passed(image)


def _is_met(page: Page, image: Element) -> bool:
    """Whether a screen reader meets the picture with its alternative text."""
    return (
        kind(page, image) is not Kind.PIXEL
        and not {"presentation", "none"}.intersection(roles(image))
        and not is_hidden_from_readers(image)
    )


def _fault(alt: str, name: str) -> str:
    """What makes the text a file name for certain; empty when nothing does."""
    if _EXTENSION.search(alt) and len(alt.split()) < _SENTENCE:
        return "a file name"
    if _PATH.search(alt) and len(alt.split()) < _SENTENCE:
        return "the address of a file"
    if _MADE.fullmatch(alt):
        return "the name that a camera, a screen or a picture library gave the file"
    if " " in alt:
        return ""
    if _HASH.fullmatch(alt):
        return "a code, not words"
    if alt.isdigit():
        return "the file's number" if len(alt) > 4 and alt in name else ""
    has_digit = any(character.isdigit() for character in alt)
    if "_" in alt and "@" not in alt and (has_digit or alt.count("_") > 1 or _is_stem(alt, name)):
        return "a file name"
    return ""


def _is_stem(alt: str, name: str) -> bool:
    return "_" in name and fold(name).startswith(fold(alt))


def _doubt(alt: str) -> str:
    """What the text looks like when it may still be meant; empty when it looks like words."""
    if " " in alt:
        return ""
    if alt.isdigit() and len(alt) >= _NUMBER:
        return "a number from a database"
    if re.match(r"https?://", alt):
        return "an address"
    if "_" in alt and "@" not in alt:
        return "a file name or a user's name"
    if alt.count("-") > 2 and (alt == alt.lower() or alt == alt.upper()) and alt.isascii():
        return "the name of a file or of an agency's story"
    return ""
