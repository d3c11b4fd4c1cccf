"""
Single pictures: where they are really loaded from, how large they are, and what they are for on the page.

An `img` may be a counter, an icon, an author's portrait, a teaser or a photograph, and says so only by its names, its size
and its place; its address hides behind placeholders that scripts replace. What is said of a photograph, its caption and
its credit, is asked in audit/page/photos.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum
from functools import lru_cache
from urllib.parse import unquote, urlsplit

from audit.page import Page, once
from audit.page.addresses import in_full
from audit.page.article import article
from audit.page.html import FACT, Element, attr, box, closest, tag, text
from audit.page.structured import first
from audit.page.text import words


class Kind(StrEnum):
    """What a picture is for on the page."""

    PIXEL = "pixel"
    """Counts readers; nothing to see."""
    ICON = "icon"
    """A logo, an icon, a button, a part of navigation."""
    PORTRAIT = "portrait"
    """An author's or a reader's picture."""
    ADVERT = "advert"
    VIDEO = "video"
    """Stands for a film until it plays."""
    TEASER = "teaser"
    """Leads to another page."""
    PHOTO = "photo"
    """Belongs to what the page tells: a photograph, but also a drawing, a chart, a map."""


# --- addresses ----------------------------------------------------------------------------------------------------

# Where scripts that load pictures late look for the address, the commonest first.
_LAZY = (
    *("data-src", "data-lazy-src", "data-original", "data-lazy", "data-lazyload", "data-full-src", "data-hi-res-src"),
    *("data-image", "data-url", "data-gt-lazy-src", "data-srcset", "data-lazy-srcset", "data-srcs"),
)
_PLACEHOLDER = re.compile(
    r"^(data:|about:|$)"
    r"|(^|/)[^/?]*(placeholder|1x1|1px)[^/?]*\.(gif|png|svg|jpe?g|webp)"
    r"|(^|[/_.-])(blank|spacer|space|transparent|trans|pixel|empty|clear|dot|b|gr[ea]y|lazy|lazy-?load|loading|loader)\d*"
    r"\.(gif|png|svg)(\?|$)",
    re.IGNORECASE,
)


def address(image: Element) -> str:
    """
    The picture's address behind lazy placeholders; empty when only scripts know it.

    What the browser loaded counts first, then what scripts will load, then `src`, `srcset` and the sources of `picture`.
    """
    return next((found for found in _addresses(image) if not _PLACEHOLDER.search(found)), "")


def _addresses(image: Element) -> Iterator[str]:
    yield attr(image, FACT + "src")
    for name in _LAZY:
        yield _first_candidate(image.get(name) or "")
    yield attr(image, "src")
    yield _first_candidate(image.get("srcset") or "")
    picture = closest(image, "picture")
    for source in () if picture is None else picture.iter("source"):
        yield _first_candidate(source.get("srcset") or source.get("data-srcset") or "")


def _first_candidate(srcset: str) -> str:
    """The first address of a srcset, which may itself hold commas."""
    return next(iter(srcset.split()), "").rstrip(",")


def file_name(image: Element) -> str:
    """The last part of the picture's address, decoded: “DSC_0123.jpg”."""
    try:
        path = urlsplit(address(image)).path
    except ValueError:
        return ""
    return unquote(path).rstrip("/").rpartition("/")[2]


def is_shared(page: Page, image: Element) -> bool:
    """Whether the picture is the one that stands for the page where it is shared, in whatever size."""
    return bool(shared_stem(page)) and stem(address(image)) == shared_stem(page)


@once
def shared_stem(page: Page) -> str:
    """The file name of the picture that stands for the page where it is shared; empty when it names none."""
    return stem(first(page, "og:image", "twitter:image"))


def stem(where: str) -> str:
    """A picture's file name without what sizes add to it: “fire” for “/media/fire-800x600.jpg”."""
    name = unquote(where.partition("?")[0]).rpartition("/")[2].lower()
    return re.sub(r"(\.(jpe?g|png|webp|avif))+$|[-_]\d+x\d+|-scaled|-e\d{10,}", "", name)


def file_key(page: Page, where: str) -> str:
    """What makes two addresses one photo in two sizes: host, folder and name; empty where an address has no file."""
    try:
        parts = urlsplit(in_full(page, where))
    except ValueError:
        return ""
    folder, _, name = parts.path.rpartition("/")
    return f"{parts.netloc}{folder}/{stem(name)}" if "." in name else ""


_BACKGROUND = re.compile(r"background(?:-image)?\s*:[^;]*?url\(\s*[\"']?([^\"')]+)", re.IGNORECASE)


@once
def with_background(page: Page) -> list[Element]:
    """The elements in whose background a picture is drawn: large ones where a browser tells, else those whose style says so."""
    # Few pages have any, and looking at the source is a hundred times faster than looking through the tree.
    if " r:background=" not in page.snapshot.rendered and (
        page.snapshot.rendered or "url(" not in page.snapshot.served
    ):
        return []
    found = page.tree.xpath("//*[@r:background or contains(@style, 'url(')]", namespaces={"r": FACT.strip("{}")})
    return [element for element in found if background(element)]


def background(element: Element) -> str:
    """The address of the picture in an element's background: as the browser drew it, else as its style says."""
    drawn = attr(element, FACT + "background")
    if drawn or box(element) is not None:
        return drawn
    found = _BACKGROUND.search(element.get("style") or "")
    return found[1].strip() if found and not _PLACEHOLDER.search(found[1]) else ""


# --- size ---------------------------------------------------------------------------------------------------------


def size(image: Element) -> tuple[float | None, float | None]:
    """Width and height as shown, else as the HTML says; None when not known."""
    shown = box(image)
    # The box of a broken picture or of a placeholder says nothing of the picture.
    is_loaded = image.get(FACT + "natural") not in {None, "0 0"} and not _PLACEHOLDER.search(attr(image, FACT + "src"))
    if is_loaded and shown is not None and shown[2] and shown[3]:
        return shown[2], shown[3]
    return _pixels(image, "width"), _pixels(image, "height")


def _pixels(image: Element, name: str) -> float | None:
    written = re.fullmatch(r"(\d+(?:\.\d+)?)(px)?", attr(image, name))
    styled = re.search(rf"(?<![\w-]){name}\s*:\s*(\d+(?:\.\d+)?)px", image.get("style") or "")
    found = written or styled
    # Image servers write height="0" for “as it comes”.
    return float(found[1]) or None if found else None


# --- kinds --------------------------------------------------------------------------------------------------------

_TINY, _SMALL, _LARGE = 3, 100, 300
"""Pixels of a side: up to which a picture only counts, up to which it is an icon, and from which on it is none."""
_BESIDE = 3
"""Elements up to the one that holds a byline and the picture that belongs to it."""
_COUNTER = re.compile(r"(^|[ _-])(tracking-?)?pixel($|[ _-])|counter", re.IGNORECASE)
_KIND_OF_TAG = {"nav": Kind.ICON, "footer": Kind.ICON, "form": Kind.ICON, "aside": Kind.TEASER, "dialog": Kind.TEASER}
_WORDS = {
    Kind.ICON: "logo logos logotype icon icons ico favicon emoji emoticon smiley sprite badge flag rating star stars "
    "social share sharing payment spinner loader arrow button btn nav navbar navigation menu breadcrumb toolbar cookie "
    "consent qr qrcode appstore",
    Kind.PORTRAIT: "avatar avatars gravatar author authors autor autoren autorenbild auteur byline bio userpic "
    "contributor columnist writer comment comments commentlist vcard profile",
    Kind.ADVERT: "ad ads adslot adbox advert advertisement advertising anzeige anzeigen werbung sponsor sponsored "
    "sponsors publicidad pub affiliate affiliation donate donation spenden shop product products produkt",
    Kind.VIDEO: "video videos player jwplayer videoplayer youtube vimeo brightcove",
    Kind.TEASER: "teaser teasers related recommended recommendations sidebar sidebars latest popular trending mostread "
    "outbrain taboola newsletter subscribe subscription pagination pager promo upsell relacionadas relacionados similar "
    "readmore recirculation suggested",
}
_KIND_OF_WORD = {word: kind for kind, words in _WORDS.items() for word in words.split()}
# Classes that name other things: WordPress's categories, tags and picture sizes, Tailwind's ratios, and “not-video”.
_OTHER_NAME = re.compile(
    r"^(tag|category|post|type|attachment|size|wp|aspect)-|(^|[-_])(no|not|non|without)[-_]", re.IGNORECASE
)
# What adverts must be called, said in the alternative text.
_ADVERT_ALT = re.compile(r"anzeige|werbung|advertisement|advert|publicité|publicidad|reklama|реклама", re.IGNORECASE)
_PART = re.compile(r"[A-Za-z]+")
_HUMP = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_ICON_ADDRESS = re.compile(
    r"\.(svg|gif|ico)\b|(^|[^a-z])(icon|favicon|sprite|emoji|button|btn|share|sns|arrow)s?([^a-z]|$)"
)
_LOGO_ADDRESS = re.compile(r"(^|[^a-z])(logo|avatar|warning)s?([^a-z]|$)")
# Where a link from a photo leads to the same photo: a file, a gallery, a page for one picture.
_LARGER_SELF = re.compile(
    r"\.(jpe?g|png|gif|webp|avif|bmp|tiff?)\b"
    r"|(^|[/?&=_-])(photos?|fotos?|bilder?|images?|galler(y|ies)|galerien?|galerias?|lightbox|attachment(_id)?)([/?&=_.-]|$)",
    re.IGNORECASE,
)


def kind(page: Page, image: Element) -> Kind:
    """What a picture is for, from its size, its names and what it stands in."""
    known = _kinds(page)
    if image not in known:
        known[image] = _kind(page, image)
    return known[image]


@once
def _kinds(_: Page) -> dict[Element, Kind]:
    return {}


def _kind(page: Page, image: Element) -> Kind:
    sides = [side for side in size(image) if side is not None]
    is_nothing = attr(image, "width") == attr(image, "height") == "0"
    if is_nothing or (len(sides) == 2 and max(sides) <= _TINY) or _COUNTER.search(image.get("class") or ""):
        return Kind.PIXEL
    is_large = bool(sides) and max(sides) >= _LARGE
    for found in (_kind_of_image(image), _kind_of_address(image), kind_around(page, image.getparent())):
        if found is not None and not (found is Kind.ICON and is_large):
            return found
    if sides and min(sides) <= _SMALL:
        return Kind.ICON
    if _shows_author(page, image):
        return Kind.PORTRAIT
    return Kind.TEASER if _leads_elsewhere(page, image) else Kind.PHOTO


def _kind_of_image(image: Element) -> Kind | None:
    if _ADVERT_ALT.fullmatch(attr(image, "alt")):
        return Kind.ADVERT
    found = _kind_of_names(image.get("class") or "", image.get("id") or "")
    # A teaser is more than its picture.
    return None if found is Kind.TEASER else found


def _kind_of_address(image: Element) -> Kind | None:
    where = address(image).lower()
    if "gravatar.com" in where:
        return Kind.PORTRAIT
    is_drawn = _ICON_ADDRESS.search(where) or (_LOGO_ADDRESS.search(where) and not re.search(r"\.jpe?g\b", where))
    return Kind.ICON if is_drawn else None


def kind_around(page: Page, element: Element | None) -> Kind | None:
    """What an element and those around it make of a picture in it; those that hold the headline too say nothing."""
    known = _surroundings(page)
    chain: list[Element] = []
    while element is not None and element not in known:
        chain.append(element)
        element = element.getparent()
    found = known[element] if element is not None else None
    for node in reversed(chain):
        found = known[node] = _kind_of_element(node) or found
    return found


@once
def _surroundings(page: Page) -> dict[Element, Kind | None]:
    found = article(page)
    own = [element for element in (found.headline_element, found.text_element, found.root) if element is not None]
    return dict.fromkeys([page.tree, *own, *(node for element in own for node in element.iterancestors())], None)


def _kind_of_element(element: Element) -> Kind | None:
    name = tag(element)
    if name in _KIND_OF_TAG:
        return _KIND_OF_TAG[name]
    if name == "article":
        # An article inside the article, or beside it, is the teaser of another.
        return Kind.TEASER
    found = _kind_of_names(element.get("class") or "", element.get("id") or "")
    if found is not Kind.TEASER:
        return found
    # “teaser” and “promo” also name the opening of the article itself; a real teaser leads somewhere.
    leads = next(element.iter("a"), None) is not None or closest(element, "a") is not None
    return Kind.TEASER if leads else None


@lru_cache(maxsize=4096)
def _kind_of_names(names: str, identifier: str) -> Kind | None:
    for name in (*names.split(), identifier):
        if _OTHER_NAME.search(name):
            continue
        for word in _words_of_name(name):
            if word in _KIND_OF_WORD:
                return _KIND_OF_WORD[word]
    return None


def _words_of_name(name: str) -> Iterator[str]:
    """The words of a class: “post-authorBox” says post, author and box; “hgAdPf”, made by a build tool, says nothing."""
    for part in _PART.findall(name):
        yield part.lower()
        humps = _HUMP.findall(part)
        if 1 < len(humps) <= 3 and min(map(len, humps)) > 2:
            yield from (hump.lower() for hump in humps)


def _leads_elsewhere(page: Page, image: Element) -> bool:
    """Whether the picture is a link to a page of its own, not to its larger self."""
    link = closest(image, "a")
    target = attr(link, "href").partition("#")[0] if link is not None else ""
    if target in {"", page.url} or target.startswith("javascript:") or _LARGER_SELF.search(target):
        return False
    caption = figcaption(page, image)
    # Only a teaser's caption is a link too; a picture with a caption of its own is a photo, wherever it leads.
    return caption is None or closest(caption, "a") is not None or next(caption.iter("a"), None) is not None


def _shows_author(page: Page, image: Element) -> bool:
    """Whether the picture stands with the byline and its alternative text is an author's name."""
    byline = article(page).byline_element
    said = set(words(attr(image, "alt")))
    if byline is None or not 0 < len(said) <= 6:
        return False
    beside = list(byline.iterancestors())[:_BESIDE]
    names = [set(words(name)) for name in article(page).authors]
    return any(name and name <= said for name in names) and any(node in beside for node in image.iterancestors())


# --- figures ------------------------------------------------------------------------------------------------------

_LONGEST_CAPTION = 3_000
"""Letters above which a figcaption is a text of its own."""


def figcaption(page: Page, image: Element) -> Element | None:
    """The caption of the nearest figure around that has one: a gallery's stands for each of its pictures."""
    for figure in image.iterancestors("figure"):
        known = _figcaptions(page)
        if figure not in known:
            known[figure] = next((caption for caption in figure.iter("figcaption") if _captions(caption, figure)), None)
        if known[figure] is not None:
            return known[figure]
    return None


@once
def _figcaptions(_: Page) -> dict[Element, Element | None]:
    return {}


def _captions(caption: Element, figure: Element) -> bool:
    return closest(caption, "figure") is figure and 0 < len(text(caption, hidden=True)) <= _LONGEST_CAPTION
