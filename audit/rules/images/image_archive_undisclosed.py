"""
A lead photo that is older than its story, and is not called an archive photo, is taken for a photo of the news.

Who sees a burning house under a headline about a fire takes it for that fire. Where the caption gives only a date, it is
easily missed, by those who skim as by those who hear the caption once.

Say it in words: “File photo”, “Archive photo”, “For illustration”. Put it at the beginning of the caption, so that it is
heard first.

The rule looks for a date in the lead photo's caption that lies longer before the publication than `days`, and for words that
tell of an archive. Whether the date is that of the photo, a person must say.

## Passed

```html
<head><meta property="og:type" content="article"><meta property="article:published_time" content="2026-11-22T08:00:00Z"></head>
<article>
  <h1>Grain store in Balta to be torn down</h1>
  <figure>
    <img src="/media/fire.jpg" alt="Two firefighters on a ladder" width="1200" height="675">
    <figcaption>FILE - Firefighters at the grain store in Balta, March 1, 2024. Photo: Olena Marchuk</figcaption>
  </figure>
  <p>The ruin of the grain store that burned two years ago will be torn down, the town council of Balta said on Sunday.</p>
</article>
```

```html
<head><meta property="og:type" content="article"><meta property="article:published_time" content="2026-11-22T08:00:00Z"></head>
<article>
  <h1>Фабрику в Балті відкрили знову</h1>
  <figure>
    <img src="/media/mill.jpg" alt="Люди біля воріт" width="1200" height="675">
    <figcaption>Відкриття фабрики в Балті, 20 листопада 2026 року. Фото: Олена Марчук</figcaption>
  </figure>
  <p>Фабрику, що згоріла два роки тому, у неділю відкрили знову, на роботу повернулися перші двадцять людей з міста.</p>
</article>
```

## Could not tell

```html
<head><meta property="og:type" content="article"><meta property="article:published_time" content="2026-11-22T08:00:00Z"></head>
<article>
  <h1>Grain store in Balta to be torn down</h1>
  <figure>
    <img src="/media/fire.jpg" alt="Two firefighters on a ladder" width="1200" height="675"> <!-- cantTell -->
    <figcaption>Firefighters at the grain store in Balta, March 1, 2024. Photo: Olena Marchuk</figcaption>
  </figure>
  <p>The ruin of the grain store that burned two years ago will be torn down, the town council of Balta said on Sunday.</p>
</article>
```

```html
<head><meta property="og:type" content="article"><meta property="article:published_time" content="2026-11-22T08:00:00Z"></head>
<article>
  <h1>La ministre quitte le gouvernement</h1>
  <figure>
    <img src="/media/ministre.jpg" alt="Une femme devant une porte" width="1200" height="675"> <!-- cantTell -->
    <figcaption>La ministre à Lyon, le 1er août 2026. © Claire Roussel</figcaption>
  </figure>
  <p>La ministre a quitté le gouvernement dimanche, après onze mois à son poste et trois semaines de grève à Lyon.</p>
</article>
```

## Inapplicable

A caption without a date, or with a year only, and an article without a date of publication:

```html
<head><meta property="og:type" content="article"><meta property="article:published_time" content="2026-11-22T08:00:00Z"></head>
<article>
  <h1>Grain store in Balta to be torn down</h1>
  <figure>
    <img src="/media/fire.jpg" alt="A brick building" width="1200" height="675">
    <figcaption>The grain store in Balta, built in 1912. Photo: Olena Marchuk</figcaption>
  </figure>
  <p>The ruin of the grain store that burned two years ago will be torn down, the town council of Balta said on Sunday.</p>
</article>
```

```html
<head><meta property="og:type" content="article"></head>
<article>
  <h1>Grain store in Balta to be torn down</h1>
  <figure>
    <img src="/media/fire.jpg" alt="Two firefighters on a ladder" width="1200" height="675">
    <figcaption>Firefighters at the grain store in Balta, March 1, 2024. Photo: Olena Marchuk</figcaption>
  </figure>
  <p>The ruin of the grain store that burned two years ago will be torn down, the town council of Balta said on Sunday.</p>
</article>
```
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cached_property
from typing import Annotated

from msgspec import Meta

from audit.page import Page
from audit.page.dates import parse
from audit.page.html import attr, text
from audit.page.photos import Photo, lead_photo
from audit.page.spoken_dates import latest_date
from audit.page.structured import article_data, first
from audit.rules import RuleSettings, Verdict, cant_tell, passed, rule
from audit.words import Words, one_of, word_list


class Settings(RuleSettings, frozen=True):
    """How old a photo may be, and the words that tell of an archive."""

    days: Annotated[
        int, Meta(ge=1, description="Days before the publication up to which a photo's date needs no word about it.")
    ] = 30
    words: Annotated[
        Words, Meta(description="Words that say that a photo is from the archive or only illustrates, by language.")
    ] = word_list("archive-photo")

    @cached_property
    def told(self) -> re.Pattern[str]:
        """Finds such a word."""
        return one_of(self.words)


@rule(
    "A lead photo from the archive is called one",
    impact="minor",
    source="http://the.honoluluadvertiser.com/article/2001/Jul/29/op/op05a.html (read 2026-11)",
    preview=True,
    settings=Settings,
)
def image_archive_undisclosed(page: Page, settings: Settings) -> Iterator[Verdict]:
    photo, published = lead_photo(page), _published(page)
    taken = latest_date(photo.caption) if photo is not None else None
    if photo is None or taken is None or published is None:
        return
    age = (published - taken).days
    if age <= settings.days or settings.told.search(_said(photo)):
        yield passed(photo.image)
    else:
        yield cant_tell(
            photo.image,
            f"The caption's date, {taken.isoformat()}, lies {age} days before the publication, and no word says that the "
            "photo is from the archive. Will readers take it for a photo of the news?",
        )


def _published(page: Page) -> date | None:
    data = article_data(page)
    said = (data.text("datePublished") if data else "") or first(page, "article:published_time", "datePublished")
    moment = parse(said)
    return moment.at.date() if moment else None


def _said(photo: Photo) -> str:
    return " ".join((text(photo.frame), text(photo.caption_element), attr(photo.image, "alt")))
