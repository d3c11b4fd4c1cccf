"""
A caption without words promises something about the picture and says nothing.

The caption names the figure: screen readers announce “figure” with the caption as its name, and a reader who jumps from
figure to figure meets one without a name, where the template has room for who is seen, where, when and whose picture it is.
It happens when the template writes the caption's element also where nobody filled the field; it often leaves a gap as well.

Fill the caption, or let the template leave `figcaption` out where there is nothing to put into it.

## Passed

```html
<figure>
  <img src="/media/fire.jpg" width="800" alt="Two firefighters on a ladder">
  <figcaption>The old grain store burned for six hours. Photo: Olena Marchuk</figcaption>
</figure>
```

Words that stand in something other than text, or are shown at a click:

```html
<figure>
  <img src="/media/fire.jpg" width="800" alt="Two firefighters on a ladder">
  <figcaption><button aria-label="Show caption"></button></figcaption>
</figure>
<figure>
  <img src="/media/rain.jpg" width="800" alt="Umbrellas on the bridge">
  <figcaption><span hidden>Photo: Olena Marchuk</span></figcaption>
</figure>
```

A figure around the figure that has the caption:

```html
<figure class="slot">
  <figure><img src="/media/pier.jpg" width="800" alt="The pier"><figcaption>Photo: Stefan Marchuk</figcaption></figure>
  <figcaption class="content"></figcaption>
</figure>
```

## Could not tell

The field was left empty, or a script fills it:

```html
<figure class="article-image">
  <img src="/media/sunset.jpg" width="800" alt="The pier at sunset"> <figcaption></figcaption> <!-- cantTell -->
</figure>
<figure class="article-image">
  <img src="/media/sunrise.jpg" width="800" alt="The pier at sunrise">
  <figcaption><span class="caption"></span> <span class="credit"></span></figcaption> <!-- cantTell -->
</figure>
```

## Inapplicable

A caption that is not shown, a figure without a picture, and a picture that has no address yet:

```html
<figure><img src="/media/sunrise.jpg" width="800" alt="The pier"><figcaption hidden></figcaption></figure>
<figure><pre>print("sunrise")</pre><figcaption></figcaption></figure>
<figure class="lightbox"><img alt=""><figcaption></figcaption></figure>
```
"""

from __future__ import annotations

from collections.abc import Iterator

from audit.page import Page
from audit.page.html import Element, attr, closest, is_hidden, tag, text
from audit.page.pictures import Kind, address, kind
from audit.rules import Verdict, cant_tell, passed, rule


@rule(
    "A caption has words",
    impact="minor",
    source="https://html.spec.whatwg.org/multipage/grouping-content.html#the-figcaption-element (read 2026-11)",
    preview=True,
)
def image_caption_empty(page: Page) -> Iterator[Verdict]:
    for caption in page.tree.iter("figcaption"):
        figure = closest(caption, "figure")
        if figure is None or is_hidden(caption) or not _shows_picture(page, figure):
            continue
        if text(caption, hidden=True) or _says_otherwise(caption):
            yield passed(caption)
        else:
            yield cant_tell(
                caption,
                "The picture's caption has no words, and its figure is announced without a name. Does a script fill it?",
            )


def _shows_picture(page: Page, figure: Element) -> bool:
    own = (image for image in figure.iter("img") if closest(image, "figure") is figure)
    images = (image for image in own if kind(page, image) is not Kind.PIXEL and address(image))
    return any(not is_hidden(image) for image in images)


def _says_otherwise(caption: Element) -> bool:
    """Whether something other than text speaks in the caption: a control, a picture, a name for screen readers."""
    return any(
        tag(node) in {"img", "svg", "button", "input", "iframe", "video", "audio"}
        or "-" in tag(node)
        or attr(node, "aria-label")
        for node in caption.iter("*")
    )
