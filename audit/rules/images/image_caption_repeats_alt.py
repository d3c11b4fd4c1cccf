"""
A caption that says the same as the alternative text makes a screen reader say it twice.

The two have different work. The alternative text tells what is seen; the caption tells who, where and when, and is there
for everybody. Filled from the same field, the sentence is heard twice in a row, and what the picture shows is not told at
all.

Write an alternative text that describes what is seen (“Two firefighters on a ladder, smoke above the roof”). If the caption
already tells all that the picture shows, a few words are enough, such as who or what is in it. In the publishing system,
give the two a field each and do not fill one from the other.

A credit at the end of either does not make them different; a short name does not make them a fault.

## Passed

```html
<figure>
  <img src="/media/fire.jpg" alt="Two firefighters on a ladder, smoke above the roof">
  <figcaption>The fire at the old grain store in Balta burned for six hours on Monday. Photo: Olena Marchuk / Valley Times</figcaption>
</figure>
```

A figure's caption that holds only the credit:

```html
<figure>
  <img src="/media/fire.jpg" alt="Two firefighters on a ladder, smoke above the roof">
  <figcaption>Foto: O. Marchuk / dpa</figcaption>
</figure>
```

## Failed

```html
<figure>
  <img src="/media/binet.jpg" alt="The chairwoman of the miners' union, Claire Roussel, leaves the talks in Lyon on 3 May."> <!-- failed -->
  <figcaption>The chairwoman of the miners’ union, Claire Roussel, leaves the talks in Lyon on 3 May.
    <span class="credit">M. ROCHE / AFP</span></figcaption>
</figure>
```

A photographer's name may stand before the agency, and the template may have forgotten the space:

```html
<figure>
  <img src="/media/mud.jpg" alt="Una vecina barre el barro de su casa en Utiel, el martes.">
  <figcaption>Una vecina barre el barro de su casa en Utiel, el martes.Marta Soler (dpa/picture alliance via Getty)</figcaption>
</figure>
```

Both are the credit, and the picture is not described at all:

```html
<figure>
  <img src="/media/estate.jpg" alt="© Nora Brandt, Berlin">
  <figcaption>© Nora Brandt, Berlin</figcaption>
</figure>
```

The caption need not be a figcaption, nor the credit stand in only one of them:

```html
<div class="image">
  <img src="/media/tractor.jpg" alt="Un tractor bloquea la entrada del puerto de Vigo, esta mañana. | EFE">
  <p class="image-caption">Un tractor bloquea la entrada del puerto de Vigo, esta mañana.</p>
</div>
```

## Could not tell

A name; in a portrait it may be all there is to say:

```html
<figure>
  <img src="/media/jonas.jpg" alt="Jonas Petraitis">
  <figcaption>Jonas Petraitis. Photo: V. Kalnas / BNS</figcaption>
</figure>
```

The caption says the same and more, or the alternative text does:

```html
<figure>
  <img src="/media/base.jpg" alt="Soldiers of the brigade load a truck at the base"> <!-- cantTell -->
  <figcaption>Soldiers of the brigade load a truck at the base. They leave for the coast in March.</figcaption>
</figure>
```

## Inapplicable

No caption, no alternative text, a caption that is not shown, or the picture of a teaser:

```html
<figure><img src="/media/fire.jpg" alt="Firefighters on a ladder"></figure>
<figure><img src="/media/fire.jpg" alt=""><figcaption>Firefighters on a ladder</figcaption></figure>
<figure><img src="/media/fire.jpg" alt="Firefighters on a ladder"><figcaption hidden>Firefighters on a ladder</figcaption></figure>
<figure>
  <a href="/2026/11/harbour-reopens"><img src="/media/harbour.jpg" alt="The harbour of Balta reopens"></a>
  <figcaption><a href="/2026/11/harbour-reopens">The harbour of Balta reopens</a></figcaption>
</figure>
```
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

from audit.page import Page, credits
from audit.page.html import attr, is_hidden, is_hidden_from_readers, text
from audit.page.photos import Photo, photos
from audit.page.text import same_words, shorten, terms, words
from audit.rules import Verdict, cant_tell, failed, passed, rule

SHORT = 4
"""Words up to which a text may be no more than a name."""
NAME = 3
"""Words that a photographer's name has at most."""
TELLING = 5
"""Words from which on it is worth saying that one text holds the other."""


@rule(
    "A caption adds to the alternative text",
    impact="minor",
    source="https://html.spec.whatwg.org/multipage/images.html#alt (read 2026-11)",
)
def image_caption_repeats_alt(page: Page) -> Iterator[Verdict]:
    for photo in photos(page):
        image, alt, caption = photo.image, attr(photo.image, "alt"), photo.caption_element
        if caption is None or not alt or is_hidden(caption) or is_hidden_from_readers(image):
            continue
        said = credits.split(alt)[0]
        if not _is_repeated(alt, photo):
            doubt = _holding(alt, photo)
            yield cant_tell(image, doubt) if doubt else passed(image)
        elif not words(said):
            yield failed(
                image,
                f"Alternative text and caption are both the credit, “{shorten(alt)}”; nothing tells what is seen.",
            )
        elif len(terms(said)) <= SHORT:
            yield cant_tell(image, f"Alternative text and caption are both “{said}”. Is that all there is to see?")
        else:
            yield failed(
                image, f"Alternative text and caption both say “{shorten(said)}”; a screen reader says it twice."
            )


def _is_repeated(alt: str, photo: Photo) -> bool:
    """Whether both say the same words, credits apart."""
    bare, _ = credits.split(alt)
    whole = text(photo.caption_element)
    if any(same_words(one, other) for one in (alt, bare) for other in (photo.caption, whole)):
        return True
    return bool(photo.credit) and any(same_words(one, _without_name(photo.caption)) for one in (alt, bare))


def _without_name(caption: str) -> str:
    """The caption without the capitalised words at its end: the photographer's name, left over from the credit."""
    pieces = re.split(r"\s+|(?<=[.!?])(?=\w)", caption)
    names = list(takewhile(lambda piece: piece[:1].isupper() or piece[:1] == "@", reversed(pieces[-NAME:])))
    return " ".join(pieces[: len(pieces) - len(names)])


def _holding(alt: str, photo: Photo) -> str:
    """Says which of the two texts holds the other; empty when neither does."""
    bare, _ = credits.split(alt.rstrip("… ."))
    short, long = words(bare), words(photo.caption)
    if len(terms(bare)) >= TELLING and _is_run(short, long):
        return f"The caption repeats the whole alternative text, “{shorten(bare)}”. Does it tell what is seen?"
    if len(terms(photo.caption)) >= TELLING and _is_run(long, short):
        return f"The alternative text repeats the whole caption, “{shorten(photo.caption)}”. Does the rest tell what is seen?"
    return ""


def _is_run(part: Sequence[str], whole: Sequence[str]) -> bool:
    """Whether the words of one stand in the other, one after another."""
    length = len(part)
    return any(whole[start : start + length] == part for start in range(len(whole) - length + 1))
