"""
An alternative text such as “image” or “photo” says only that something is there.

A screen reader already says “graphic” before each picture. Where the alternative text is the word “image”, a dash, or what
a program put in while nobody had written anything, its reader hears “graphic, image” and nothing of what the others see.
In a link that holds nothing else it is the link's name, and ten such links in a row are all called “photo”.

Say in a few words what the picture shows and why it stands here. Where it only decorates, or the text beside it says all of
it, leave the alternative text empty (`alt=""`, without a space). In the publishing system, let the field start empty.

## Passed

```html
<img src="/media/harbour.jpg" alt="Ferries wait in the harbour at dawn">
<img src="/media/foto-ag.jpg" alt="Foto-AG der Gesamtschule Balta">
```

A file's name is another fault:

```html
<img src="/media/image-2.jpg" alt="image-2"> <img src="/media/foto003.jpg" alt="foto003">
```

Signs that a button or a face may be called by:

```html
<button><img src="/i/help.png" alt="?"></button> <a href="/2"><img src="/i/next.png" alt="»"></a>
<p>See you soon <img class="emoji" src="/e/1f600.png" alt="😀"></p>
```

## Failed

```html
<figure>
  <img src="/media/203344.jpg" width="800" height="500" alt="image"> <!-- failed -->
  <figcaption>Ferries wait in the harbour on Sunday</figcaption>
</figure>
```

In other languages, with a number, or with what a form says of the field:

```html
<img src="/media/203345.jpg" width="800" alt="Bild 2"> <!-- failed -->
<img src="/media/203346.jpg" width="800" alt="Фото"> <!-- failed -->
<img src="/media/203347.jpg" width="800" alt="Alt text"> <!-- failed -->
<a href="/2026/11/harbour"><img src="/media/203348.jpg" width="320" alt="Imagen"> <!-- failed --></a>
```

Nothing but a sign, or the picture's size:

```html
<img src="/media/ice.jpg" width="800" alt="1200 x 800"> <!-- failed -->
<a href="/2026/11/choir"><img src="/media/choir.jpg" width="320" height="200" alt="#"> <!-- failed --></a>
```

## Could not tell

Works of art are called so; an icon may lead to the photos:

```html
<img src="/media/moss-1962.jpg" width="800" alt="Untitled"> <!-- cantTell -->
<a href="/photos"><img class="icon" src="/i/camera.svg" alt="Photo"> <!-- cantTell --></a>
```

## Inapplicable

Empty alternative text, pictures that nobody meets, and places that a script fills later:

```html
<img src="/media/203344.jpg" alt="">
<li><img alt="Recommendation image"></li>
<img src="/count/pixel.gif" width="1" height="1" alt="image">
<img src="/count.php" width="0" height="0" alt=".">
<div hidden><img src="/media/203345.jpg" alt="image"></div>
```
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from typing import Annotated

from msgspec import Meta

from audit.page import Page
from audit.page.alternatives import PICTURED, heard
from audit.page.html import Element, attr, closest
from audit.page.pictures import address, kind
from audit.page.text import fold
from audit.rules import RuleSettings, Verdict, cant_tell, failed, passed, rule
from audit.words import Words, flat, word_list

# Other signs may be meant: “?” for help, “+” for more, “×” for close, arrows, stars, currencies.
_SIGNS = re.compile(r"[\s.,:;…·•‧#_~|/\\\"'`´“”„()\[\]{}‐-―-]+")
_SIZE = re.compile(r"\d{2,4}\s?[x×]\s?\d{2,4}(\s?px)?", re.IGNORECASE)
_AROUND = " .:;,\"'()[]{}<>*"
LONGEST = 60
"""Letters above which a text is more than such a word."""
# Behind a space: “image-2” and “image003” are names of files, which image-alt-filename judges.
_NUMBER = re.compile(r"[\s(#]+(?:(?:no|nr)\.?\s?)?\d{1,3}\)?$")


class Settings(RuleSettings, frozen=True):
    """What stands in the place of a description."""

    words: Annotated[
        Words, Meta(description="What a picture is called while nobody has described it, by language.")
    ] = word_list("alt-placeholder")
    untitled: Annotated[
        Words,
        Meta(description="What says that a picture has no title, which a work of art may be called, by language."),
    ] = word_list("alt-untitled")

    @cached_property
    def placeholders(self) -> frozenset[str]:
        """The words as they are compared."""
        return frozenset(map(_bare, flat(self.words)))

    @cached_property
    def unnamed(self) -> frozenset[str]:
        """The words for no title as they are compared."""
        return frozenset(map(_bare, flat(self.untitled)))


@rule(
    "An alternative text says more than that there is a picture",
    impact="serious",
    wcag=["1.1.1"],
    act=["qt1vmo"],
    source="https://www.w3.org/WAI/WCAG22/Techniques/failures/F30 (read 2026-11)",
    settings=Settings,
)
def image_alt_placeholder(page: Page, settings: Settings) -> Iterator[Verdict]:
    for image in heard(page):
        if not address(image):
            continue
        alt = attr(image, "alt")
        fault = _fault(alt, settings)
        if not fault:
            yield passed(image)
        elif _may_be_meant(page, image, alt, settings):
            yield cant_tell(image, f"The alternative text is only “{alt}”. Does it tell what the picture is for?")
        else:
            yield failed(image, f"The alternative text “{alt}” is {fault}; it tells nothing of what is seen.")


def _fault(alt: str, settings: Settings) -> str:
    if len(alt) > LONGEST:
        return ""
    if _SIGNS.fullmatch(alt):
        return "a sign, not words"
    if _SIZE.fullmatch(alt):
        return "only a size"
    said = _bare(alt)
    if said in settings.placeholders:
        return "a word for any picture"
    return "no description" if said in settings.unnamed else ""


def _may_be_meant(page: Page, image: Element, alt: str, settings: Settings) -> bool:
    """Whether the word may be the name of an icon, of a button or of a work of art."""
    return kind(page, image) not in PICTURED or closest(image, "button") is not None or _bare(alt) in settings.unnamed


def _bare(alt: str) -> str:
    """The text as it sounds, without the number and the signs around it: “bild” for “[Bild 2]”."""
    said = _NUMBER.sub("", fold(alt).strip(_AROUND))
    return said.replace("-", " ").replace("_", " ").strip(_AROUND)
