"""
The photo that opens an article has no caption, or one that nothing ties to it.

A photo alone does not tell who is in it, where and when it was taken, and whether it shows the event or only illustrates
it. Readers who do not know the faces cannot find out, and a screen reader passes from the headline to the text with the
alternative text at most. Where a caption stands near the photo but in no `figcaption`, sighted readers see that the two
belong together and a screen reader does not say so.

Write a sentence that says who, where and when, and mark both as one figure: `<figure><img …><figcaption>…</figcaption>
</figure>`. Say so when the photo is from the archive or only a symbol.

Only the lead photo is judged: the picture near the headline, not portraits of authors, teasers, logos, posters of films.

## Passed

```html
<head><meta property="og:type" content="article"></head>
<article>
  <h1>Grain store in Balta burned down</h1>
  <figure>
    <img src="/media/fire.jpg" alt="Two firefighters on a ladder" width="1200" height="675">
    <figcaption>The fire in Balta burned for six hours on Monday. Photo: Olena Marchuk</figcaption>
  </figure>
  <p>The fire broke out shortly after midnight, when nobody was in the building, the fire service said.</p>
</article>
```

A caption elsewhere that the picture refers to:

```html
<head><meta property="og:type" content="article"></head>
<article>
  <h1>Grain store in Balta burned down</h1>
  <div class="wp-caption">
    <img src="/media/fire.jpg" alt="Two firefighters on a ladder" width="1200" height="675" aria-describedby="caption-12">
    <p id="caption-12" class="wp-caption-text">The fire in Balta burned for six hours on Monday.</p>
  </div>
  <p>The fire broke out shortly after midnight, when nobody was in the building, the fire service said.</p>
</article>
```

## Failed

```html
<head><meta property="og:type" content="article"></head>
<article>
  <h1>Grain store in Balta burned down</h1>
  <img src="/media/fire.jpg" alt="Two firefighters on a ladder" width="1200" height="675"> <!-- failed -->
  <p>The fire broke out shortly after midnight, when nobody was in the building, the fire service said.</p>
  <img src="/media/ruin.jpg" alt="A roof that has fallen in" width="1200" height="675">
</article>
```

No size is written, but it is the picture that stands for the article elsewhere:

```html
<head>
  <meta property="og:type" content="article">
  <meta property="og:image" content="https://valleytimes.example/media/fire-1200x630.jpg">
</head>
<article>
  <h1>Grain store in Balta burned down</h1>
  <div class="hero"><img data-src="/media/fire-800x420.jpg" src="/blank.gif" alt=""></div> <!-- a picture loaded late -->
  <p>The fire broke out shortly after midnight, when nobody was in the building, the fire service said.</p>
</article>
```

## Could not tell

A caption that is not tied to the photo:

```html
<head><meta property="og:type" content="article"></head>
<article>
  <h1>Grain store in Balta burned down</h1>
  <div class="image">
    <img src="/media/fire.jpg" alt="Two firefighters on a ladder" width="1200" height="675"> <!-- cantTell -->
    <div class="image-caption">The fire in Balta burned for six hours on Monday.</div>
  </div>
  <p>The fire broke out shortly after midnight, when nobody was in the building, the fire service said.</p>
</article>
```

Only a credit:

```html
<head><meta property="og:type" content="article"></head>
<article>
  <h1>Grain store in Balta burned down</h1>
  <figure>
    <img src="/media/fire.jpg" alt="Two firefighters on a ladder" width="1200" height="675"> <!-- cantTell -->
    <figcaption>Foto: Olena Marchuk</figcaption>
  </figure>
  <p>The fire broke out shortly after midnight, when nobody was in the building, the fire service said.</p>
</article>
```

Text near it that may be the caption:

```html
<head><meta property="og:type" content="article"></head>
<article>
  <h1>Grain store in Balta burned down</h1>
  <div><img src="/media/fire.jpg" alt="Two firefighters on a ladder" width="1200" height="675"></div> <!-- may be described below -->
  <p><em>FILE PHOTO: Firefighters in Balta, REUTERS/O. Marchuk</em></p>
  <p>The fire broke out shortly after midnight, when nobody was in the building, the fire service said.</p>
</article>
```

```html
<head><meta property="og:type" content="article"></head>
<article>
  <h1>Singer leaves the band</h1>
  <img src="/media/singer.jpg" alt="Singer leaves the band" width="1200" height="675"> <!-- cantTell -->
  <h2>Stars</h2>
  <span>6 November 2026, by Olga</span> <span>Symbolbild imago</span>
  <p>The singer leaves the band after eleven years and four records, she told her fans on Monday in a long letter.</p>
</article>
```

A caption that is hidden until somebody asks for it:

```html
<head><meta property="og:type" content="article"></head>
<article>
  <h1>Grain store in Balta burned down</h1>
  <figure>
    <img src="/media/fire.jpg" alt="Two firefighters on a ladder" width="1200" height="675"> <!-- cantTell -->
    <button>Caption</button>
    <figcaption hidden>The fire in Balta burned for six hours on Monday.</figcaption>
  </figure>
  <p>The fire broke out shortly after midnight, when nobody was in the building, the fire service said.</p>
</article>
```

A drawing or a screenshot may do without:

```html
<head><meta property="og:type" content="article"></head>
<article>
  <h1>How to back up your mail</h1>
  <img src="/media/mail-settings.png" alt="The settings of the mail program" width="800" height="420"> <!-- cantTell -->
  <p>Open the settings, choose the account whose messages you want to keep, and press the button at the bottom.</p>
</article>
```

The picture of a post among others of a series:

```html
<head>
  <meta property="og:type" content="article">
  <meta property="og:image" content="https://valleytimes.example/media/roses.jpg">
</head>
<article>
  <h1>Fog over the valley</h1>
  <p>It has not lifted since Thursday.</p> <img src="/media/fog-1.jpg" alt="Fog" width="650" height="430">
  <p>On Sunday the church went.</p> <img src="/media/fog-2.jpg" alt="More fog" width="650" height="430">
  <p>And now something for the eye.</p> <img src="/media/roses.jpg" alt="Roses" width="650" height="430"> <!-- cantTell -->
</article>
```

## Inapplicable

A page that is no article; an article that opens with a film, the author's portrait or none:

```html
<h1>Valley Times</h1>
<a href="/2026/11/fire"><img src="/media/fire.jpg" alt="Grain store burned down" width="600" height="340"></a>
```

```html
<head><meta property="og:type" content="article"></head>
<article>
  <h1>Grain store in Balta burned down</h1>
  <div class="byline"><img src="/people/marchuk.jpg" alt="Olena Marchuk" width="400" height="400"> Olena Marchuk</div>
  <img src="/media/hotel.jpg" alt="Anzeige" width="1200" height="630">
  <div class="video-player"><img src="/media/poster.jpg" alt="" width="1200" height="675"></div>
  <p>The fire broke out shortly after midnight, when nobody was in the building, the fire service said.</p>
</article>
```
"""

from __future__ import annotations

from collections.abc import Iterator

from audit.page import Page, credits
from audit.page.article import article
from audit.page.html import attr, is_hidden, tag, text
from audit.page.photos import Photo, content_images, following, lead_photo
from audit.page.pictures import file_name, is_shared, size
from audit.page.text import likeness, shorten, terms
from audit.rules import Verdict, cant_tell, failed, passed, rule

PHOTO_WIDTH = 300
"""Pixels from which on a picture near the headline is surely meant to be looked at."""
NEXT, SENTENCE, WORDS = 12, 250, 3
"""Elements behind the photo in which its caption may stand unmarked; the letters it has at most, the words at least."""
REFERRING = ("aria-describedby", "aria-labelledby")
SMALL = frozenset({"em", "i", "small", "center", "figcaption"})
HEADINGS = frozenset({"h1", "h2", "h3", "time", "a", "button"})


@rule(
    "The lead photo of an article has a caption",
    impact="minor",
    source="https://html.spec.whatwg.org/multipage/grouping-content.html#the-figcaption-element (read 2026-11)",
)
def image_caption_missing(page: Page) -> Iterator[Verdict]:
    photo = lead_photo(page)
    if photo is None:
        return
    if photo.caption and (photo.is_tied or _is_described(photo)):
        yield passed(photo.image)
    elif photo.caption:
        yield cant_tell(
            photo.image,
            f"“{shorten(photo.caption, 90)}” looks like the caption, but nothing ties it to the photo: no figcaption.",
        )
    elif photo.caption_element is not None and is_hidden(photo.caption_element):
        yield cant_tell(photo.image, "The lead photo's caption is not shown. Can readers open it, with a keyboard too?")
    elif only := photo.credit or (photo.beside if len(terms(photo.beside)) < WORDS else ""):
        yield cant_tell(
            photo.image, f"Only “{shorten(only, 60)}” stands with the lead photo. Is it clear who and what it shows?"
        )
    elif near := photo.beside or _text_after(page, photo):
        yield cant_tell(photo.image, f"The lead photo has no figcaption. Is “{shorten(near, 90)}” its caption?")
    elif _is_surely_photo(page, photo):
        yield failed(photo.image, "The lead photo has no caption: nothing says who, where and when.")
    else:
        yield cant_tell(photo.image, "The picture near the headline has no caption. If it is a photo, it needs one.")


def _is_described(photo: Photo) -> bool:
    """Whether the picture, or the figure around it, refers to the caption by id."""
    referring = [photo.image, *photo.image.iterancestors("figure")]
    wanted = {name for element in referring for key in REFERRING for name in attr(element, key).split()}
    caption = photo.caption_element
    return caption is not None and any(attr(node, "id") in wanted for node in caption.iter("*"))


def _text_after(page: Page, photo: Photo) -> str:
    """A short text behind the photo that looks or reads like a caption; empty when there is none."""
    for element in following(page, photo.frame, NEXT):
        if tag(element) in HEADINGS or not (element.text or "").strip() or is_hidden(element):
            continue
        said = text(element)
        if len(said) > SENTENCE:
            return ""
        if tag(element) in SMALL or credits.split(said)[1] or _repeats(said, attr(photo.image, "alt")):
            return said
    return ""


def _repeats(said: str, alt: str) -> bool:
    return len(terms(said)) >= WORDS and likeness(said, alt) > 0.6


def _is_surely_photo(page: Page, photo: Photo) -> bool:
    width, _ = size(photo.image)
    is_drawn = file_name(photo.image).lower().endswith((".png", ".gif", ".svg"))
    inside = (image for image in content_images(page) if article(page).root in image.iterancestors())
    # A page may be shared with a picture that stands further down in its text.
    is_first = article(page).root not in photo.image.iterancestors() or next(inside) is photo.image
    return is_first and not is_drawn and (is_shared(page, photo.image) if width is None else width >= PHOTO_WIDTH)
