"""
A teaser whose picture has the headline as its alternative text is heard twice.

“Harbour opens again, graphic, link; Harbour opens again, link”: with forty teasers a front page has eighty links for those
who listen, each headline comes two times, and what the picture shows is not told. It happens when the template fills the
alternative text from the headline.

Put picture and headline into one link and leave the alternative text empty (`alt=""`), or take the picture's link away from
screen reader and keyboard (`aria-hidden="true" tabindex="-1"`). Where the picture adds something, say what is seen.

## Passed

```html
<article class="teaser">
  <a href="/2026/11/harbour"><img src="/media/harbour.jpg" alt="Ferries behind the ice barrier"><h3>Harbour opens again</h3></a>
</article>
```

Two links, of which only one speaks of the story:

```html
<article class="teaser">
  <a href="/2026/11/choir"><img src="/media/choir.jpg" alt="The singers hug on the stage"></a>
  <h3><a href="/2026/11/choir">Choir wins in Leipzig</a></h3>
</article>
```

## Failed

```html
<article class="teaser">
  <a href="/2026/11/harbour"><img src="/media/harbour.jpg" alt="Harbour opens again after two years"> <!-- failed --></a>
  <h3><a href="/2026/11/harbour#comments">Harbour opens again after two years</a></h3>
</article>
```

In one link, with more text:

```html
<article class="teaser">
  <a href="/2026/11/choir">
    <img src="/media/choir.jpg" alt="Choir of Balta wins in Leipzig"> <!-- failed -->
    <h3>Choir of Balta wins in Leipzig</h3> <p>The jury praised the altos.</p>
  </a>
</article>
```

## Could not tell

A name or a word, which may be all there is to see:

```html
<article class="teaser">
  <a href="/2026/11/roussel"><img src="/media/roussel.jpg" alt="Claire Roussel"> <!-- cantTell --></a>
  <h3><a href="/2026/11/roussel">Claire Roussel</a></h3>
</article>
<article class="teaser">
  <a href="/2026/11/newton-hale">
    <img src="/media/hale.jpg" alt="Mary Newton-Hale"> <!-- cantTell --> <h3>Mary Newton-Hale sings again</h3>
  </a>
</article>
```

## Inapplicable

Empty alternative text, a link that is hidden from screen readers or has a name of its own, and a picture beside no text:

```html
<article class="teaser"><a href="/2026/11/harbour"><img src="/media/a.jpg" alt=""><h3>Harbour opens again</h3></a></article>
<article class="teaser">
  <a href="/2026/11/choir" aria-hidden="true" tabindex="-1"><img src="/media/b.jpg" alt="Choir wins in Leipzig"></a>
  <h3><a href="/2026/11/choir">Choir wins in Leipzig</a></h3>
</article>
<article class="teaser"><a href="/2026/11/ice" aria-label="Ice on the pier"><img src="/media/c.jpg" alt="Ice"></a></article>
<div class="teaser"><a href="/2026/11/rain"><img src="/media/d.jpg" alt="Rain on the pier"></a></div>
```

The same words, which lead to another page:

```html
<div class="teaser">
  <a href="/2026/11/choir"><img src="/media/choir.jpg" alt="Choir wins in Leipzig"></a>
  <h3><a href="/topics/choir">Choir wins in Leipzig</a></h3>
</div>
```

All of a link's text, which axe's image-redundant-alt judges:

```html
<div class="teaser"><a href="/2026/11/rain"><img src="/media/d.jpg" alt="Rain on the pier"> Rain on the pier</a></div>
```
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from urllib.parse import urljoin

from audit.page import Page, once
from audit.page.alternatives import heard_pictures
from audit.page.html import Element, attr, closest, is_hidden_from_readers, text
from audit.page.pictures import Kind, kind
from audit.page.text import fold, same_words, shorten, terms, words
from audit.rules import Verdict, cant_tell, failed, passed, rule

NEAR = 2
"""Links before or after the picture's among which one to the same address belongs to the same teaser."""
TELLING = 5
"""Terms from which on a text is more than a name or a word."""


@rule(
    "A teaser's headline is heard once",
    impact="minor",
    wcag=["2.4.4"],
    source="https://www.w3.org/WAI/WCAG22/Techniques/html/H2 (read 2026-11)",
    extends="axe-image-redundant-alt",
)
def image_teaser_repeats_headline(page: Page) -> Iterator[Verdict]:
    for image in heard_pictures(page):
        link = closest(image, "a")
        if kind(page, image) is not Kind.TEASER or link is None or not attr(link, "href") or _has_own_name(link):
            continue
        alt, inside = attr(image, "alt"), text(link)
        if inside:
            if fold(inside) != fold(alt):
                is_twice = _is_run(words(alt), words(inside))
                yield _judge(image, alt, "in the text of the same link") if is_twice else passed(image)
            continue
        texts = _beside(page, link)
        if any(same_words(alt, said) for said in texts):
            yield _judge(image, alt, "as the text of the link beside it, to the same page")
        elif texts:
            yield passed(image)


def _judge(image: Element, alt: str, place: str) -> Verdict:
    if len(terms(alt)) < TELLING:
        return cant_tell(image, f"“{alt}” is the alternative text and stands {place}. Does the picture need it too?")
    return failed(image, f"“{shorten(alt)}” is heard twice: as the picture's alternative text and {place}.")


def _has_own_name(link: Element) -> bool:
    return bool(attr(link, "aria-label") or attr(link, "aria-labelledby"))


def _is_run(part: Sequence[str], whole: Sequence[str]) -> bool:
    """Whether the words of one stand in the other, one after another."""
    length = len(part)
    return length > 0 and any(whole[at : at + length] == part for at in range(len(whole) - length + 1))


# --- the links beside ---------------------------------------------------------------------------------------------


@once
def _links(page: Page) -> tuple[list[Element], dict[Element, int]]:
    """The links of the page in order, and the place of each."""
    found = [link for link in page.tree.iter("a") if attr(link, "href")]
    return found, {link: number for number, link in enumerate(found)}


def _beside(page: Page, link: Element) -> list[str]:
    """The texts of near links to the same address; the first ones before or after."""
    links, places = _links(page)
    here, where = places[link], _address(page, link)
    near = [*links[here + 1 : here + 1 + NEAR], *links[max(0, here - NEAR) : here][::-1]]
    same = (other for other in near if _address(page, other) == where and not is_hidden_from_readers(other))
    return [said for said in (text(other) for other in same) if words(said)]


def _address(page: Page, link: Element) -> str:
    try:
        return urljoin(page.url, attr(link, "href")).partition("#")[0]
    except ValueError:
        return attr(link, "href")
