"""
An alternative text that begins with “image of” says what the screen reader has just said.

Screen readers announce each picture as a graphic before they read its alternative text. “Photo of”, “Das Bild zeigt” and
“На фото” before each description make the reader wait, hundreds of times on a front page, for the words that tell something.
Where a template puts them before a headline, they are wrong as well.

Begin with what is seen. Name the medium only where it matters: a painting, a satellite image, a screenshot, a map.

## Passed

```html
<img src="/media/harbour.jpg" alt="Ferries wait in the harbour at dawn">
<img src="/media/fire.jpg" alt="Satellite image of the fires north of Balta">
```

Words that only look so:

```html
<img src="/media/award.jpg" alt="Photo of the year award, held up by Ada Winter">
<img src="/media/ceo.jpg" alt="Picture of health: the chairman at the marathon">
<img src="/media/family.jpg" alt="Photo de famille des ministres à Lyon"> <img src="/media/e.jpg" alt="Bild des Tages">
```

A credit is another fault:

```html
<img src="/media/night.jpg" alt="Photo: O. Marchuk / Valley Times">
```

## Failed

```html
<img src="/media/harbour.jpg" width="800" alt="Photo of ferries in the harbour at dawn"> <!-- failed -->
<img src="/media/phone.jpg" width="800" alt="Das Bild zeigt eine Demonstration bei Nacht"> <!-- failed -->
<img src="/media/rally.jpg" width="800" alt="На фото: рятувальники гасять пожежу"> <!-- failed -->
```

A template that puts the words before each headline:

```html
<a href="/2026/06/rallies"><img src="/media/442.jpg" width="320" alt="Photo of Mayor ready to resume election rallies"></a>
```

## Could not tell

It may be the name of who took it:

```html
<img src="/media/rada.jpg" width="800" alt="Фото Олени Марчук"> <!-- cantTell -->
<img src="/media/day.jpg" width="800" alt="Foto von Ada Winter"> <!-- cantTell -->
```

## Inapplicable

Empty alternative text, icons, and pictures that nobody meets:

```html
<img src="/media/harbour.jpg" alt="">
<img class="icon" src="/i/phone.svg" alt="Image of a telephone">
<div hidden><img src="/media/harbour.jpg" alt="Photo of ferries"></div>
```
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from audit.page import Page
from audit.page.alternatives import heard_pictures
from audit.page.html import attr
from audit.page.text import shorten
from audit.rules import Verdict, cant_tell, failed, passed, rule

# “of the year” and the like make a name of it: an award, a series, a kind of picture, a set phrase.
_SET_PHRASE = re.compile(
    r"(?:\w+ )?\w+ (?:of|des?|der|du|del) ?(?:the |this |our |la |l['’])?"
    r"(?:day|week|month|year|moment|health|all|tages|woche|monats|jahres|jour|semaine|mois|année|d[ií]a|semana|mes|año"
    r"|famille|groupe|profil|couverture|archives?|presse|marque|familia|perfil|archivo|portada|prensa|marca|stock|mode|moda)\b",
    re.IGNORECASE,
)
_MEDIUM = re.compile(
    r"[\"'“«(\[]?(?:"
    # English
    r"(?:an? |the |this )?(?:image|photo|photograph|picture|pic) (?:of|showing|shows|depicting|depicts) \w"
    # German: “Foto von Ada Winter” may name who took it, “Foto von einer Demonstration” cannot
    r"|(?:das |dieses |ein )?(?:bild|foto|fotografie) (?:zeigt|von (?:eine[mr]|zwei|drei|vielen|mehreren)) \w"
    r"|(?:das |ein )?(?:bild|foto|fotografie) (?:eine[sr]|der|des) \w"
    r"|auf dem (?:bild|foto) (?:ist|sind|sieht|zu sehen)\b"
    # French, Spanish
    r"|(?:une |la |cette )?(?:photo|photographie|image) (?:(?:d['’]une?|de la|des|du|montrant|qui montre) |de l['’])\w"
    r"|(?:una |la )?(?:foto|fotograf[íi]a|imagen) (?:de una?|de la|de los|de las|del|que muestra) \w"
    # Polish
    r"|(?:zdjęcie|fotografia|obraz) (?:przedstawia|przedstawiające|przedstawiająca|pokazuje|ukazuje)\b|na zdjęciu\b"
    # Ukrainian, Russian
    r"|на (?:цьому |этом )?(?:фото|фотографії|світлині|зображенні|знімку|фотографии|изображении|снимке)\b"
    r"|(?:фото|зображення|изображение|фотографія|фотография),? (?:на яком|на котор|де |где )"
    r")",
    re.IGNORECASE,
)
_CAPITAL = "A-ZÀ-ÞА-ЯІЇЄҐŁŚŻ"
_NAME_FOLLOWS = re.compile(
    rf"(?i:фото|фотографія|фотография|foto von|foto de|zdjęcie) [{_CAPITAL}][\w’'-]+( [{_CAPITAL}][\w’'.-]+){{0,2}}$"
)


@rule(
    "An alternative text begins with what is seen",
    impact="minor",
    source="https://www.w3.org/WAI/tutorials/images/tips/ (read 2026-11)",
)
def image_alt_image_of(page: Page) -> Iterator[Verdict]:
    for image in heard_pictures(page):
        alt = attr(image, "alt")
        if (found := _MEDIUM.match(alt)) and not _SET_PHRASE.match(alt):
            opening = " ".join(alt[: found.end() + 12].split()[:3])
            yield failed(
                image,
                f"The alternative text begins “{opening}…”; a screen reader has already said that it is a picture.",
            )
        elif _NAME_FOLLOWS.match(alt):
            yield cant_tell(image, f"“{shorten(alt)}”: is that who is seen, or who took the picture?")
        else:
            yield passed(image)
