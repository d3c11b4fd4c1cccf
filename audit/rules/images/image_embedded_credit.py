"""
The file of a photo names another maker than the page, or one where the page names nobody.

Agencies and photographers write their name into the file itself (IPTC, XMP). Where the page credits somebody else, one of
the two is wrong, and the photo often is another one than was meant; where it credits nobody, the name was at hand. The
caption that came with the file is lost likewise on those who cannot see the picture.

Let the publishing system take creator, credit line and caption from the file when it is uploaded, and show them.

The rule reads the files the browser has loaded (JPEG, PNG, WebP) and needs the extra `image` (Pillow); without it, it is
untested. Names in another alphabet than the page's are not compared. Many sites strip their files; then there is nothing to
compare with.

In these examples `/media/signed.jpg` is a photo whose file says: by Olena Marchuk, credit Valley Times, “Firefighters climb a
ladder at the burning grain store in Balta”.

## Passed

```html
<article><h1>Grain store burns</h1>
<figure><img src="/media/signed.jpg" width="600" height="400" alt="Two firefighters on a ladder">
<figcaption>The fire in Balta on Sunday. Photo: O. Marchuk / Valley Times</figcaption></figure></article>
```

## Could not tell

Somebody else, nobody, and no caption:

```html
<article><h1>Grain store burns</h1>
<figure><img src="/media/signed.jpg" width="600" height="400" alt="Two firefighters on a ladder"> <!-- cantTell -->
<figcaption>The fire in Balta on Sunday. Photo: Piet de Haan / Reuters</figcaption></figure></article>
```

```html
<article><h1>Grain store burns</h1>
<figure><img src="/media/signed.jpg" width="600" height="400" alt="Two firefighters on a ladder"> <!-- cantTell -->
<figcaption>The fire in Balta on Sunday</figcaption></figure></article>
```

```html
<article><h1>Grain store burns</h1>
<figure><img src="/media/signed.jpg" width="600" height="400" alt=""> <!-- cantTell -->
<figcaption>Photo: Olena Marchuk</figcaption></figure></article>
```

## Inapplicable

A file that says nothing or was not loaded, a name in another alphabet, and a small picture:

```html
<article><h1>Пожежа в Балті</h1>
<figure><img src="/media/signed.jpg" width="600" height="400" alt="Двоє пожежників">
<figcaption>Пожежа в Балті в неділю. Фото: Олена Марчук</figcaption></figure>
<figure><img src="/media/lost.jpg" width="600" height="400" alt="Ruin">
<figcaption>The ruin. Photo: Piet de Haan / Reuters</figcaption></figure>
<img src="/media/signed.jpg" width="60" height="40" alt="Fire"></article>
```
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from audit.page import Page
from audit.page.credits import named
from audit.page.html import attr, text
from audit.page.photos import Photo, photos
from audit.page.text import listed, shorten, terms
from audit.rules import Verdict, cant_tell, passed, rule, untested

TELLING = 4
"""Terms from which on a file's caption describes something; software fills in less: “OLYMPUS DIGITAL CAMERA”."""
_LATIN = re.compile("[a-zà-ž]")


@rule(
    "A photo is credited as its file says",
    impact="moderate",
    source="https://iptc.org/std/photometadata/specification/IPTC-PhotoMetadata#credit-line (read 2026-11)",
    needs=["photo_files"],
    preview=True,
)
def image_embedded_credit(page: Page) -> Iterator[Verdict]:
    artifact = page.artifact("photo_files")
    if not artifact["reader"]:
        yield untested(page.tree)
        return
    said = {file["n"]: file for file in artifact["photos"]}
    for photo in photos(page):
        number = page.number(photo.image)
        if number in said:
            yield from _compare(photo, said[number])


def _compare(photo: Photo, file: dict[str, str]) -> Iterator[Verdict]:
    makers = list(dict.fromkeys(file[name] for name in ("by", "credit", "copyright") if name in file))
    names = named(" ".join(makers))
    shown = f"{text(photo.frame)} {text(photo.caption_element)} {photo.credit}"
    told = listed([f"“{shorten(maker, 60)}”" for maker in makers])
    if names & named(shown):
        yield passed(photo.image)
    elif names and photo.credit and _in_one_alphabet(names, named(photo.credit)):
        yield cant_tell(
            photo.image,
            f"The photo is credited to “{shorten(photo.credit, 60)}”; its file names {told}. Who made it?",
            about="credit",
        )
    elif names and not photo.credit:
        yield cant_tell(
            photo.image, f"Nobody is credited for the photo here; its file names {told}.", about="credit missing"
        )
    if len(terms(file.get("caption", ""))) >= TELLING and not photo.caption and not attr(photo.image, "alt"):
        yield cant_tell(
            photo.image,
            f"The photo has neither caption nor alternative text; its file says “{shorten(file['caption'], 120)}”.",
            about="caption",
        )


def _in_one_alphabet(one: frozenset[str], other: frozenset[str]) -> bool:
    return any(map(_LATIN.search, one)) == any(map(_LATIN.search, other))
