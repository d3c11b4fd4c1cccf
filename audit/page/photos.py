"""
The photographs of a page: what is said of each in a caption, whose credit it carries, and which one opens the article.

A caption is a `figcaption`, or an element that only its class calls one; a credit stands in the caption, beside it, or in an
element of its own. The words of a credit are known to audit/page/credits.py, single pictures to audit/page/pictures.py.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from audit.page import Page, credits, once
from audit.page.article import article
from audit.page.html import Element, attr, classes, is_hidden, tag, text
from audit.page.pictures import Kind, address, figcaption, file_name, is_shared, kind, kind_around, size
from audit.page.text import collapse, words


@dataclass(frozen=True, eq=False)
class Photo:
    """A picture that belongs to what the page tells, with what is said of it."""

    image: Element
    frame: Element
    """The largest element that holds this picture with its caption and nothing else; often a `figure`."""
    caption_element: Element | None
    """The `figcaption`, or an element near the picture whose class calls it a caption."""
    caption: str
    """What the caption says, without credit and labels; empty when it is hidden or holds only the credit."""
    is_tied: bool
    """Whether the caption is a `figcaption` of the picture's figure, so that browsers know they belong together."""
    credit: str
    """Who made the picture, as said in the caption, beside it or in its data; empty when nothing was found."""
    beside: str
    """Other text in the frame."""


@once
def content_images(page: Page) -> list[Element]:
    """The shown pictures that belong to what the page tells: no pixels, icons, portraits, adverts, teasers."""
    images = [image for image in page.tree.iter("img") if kind(page, image) is Kind.PHOTO and address(image)]
    return [image for image in images if not is_hidden(image)]


@once
def photos(page: Page) -> list[Photo]:
    """The content images with caption and credit, in document order."""
    return [_photo(page, image) for image in content_images(page)]


def _photo(page: Page, image: Element) -> Photo:
    frame = _frame(page, image)
    tied = figcaption(page, image)
    caption = tied if tied is not None else _named_caption(frame, image)
    if caption is None:
        caption = _named_caption_after(page, frame)
    signed = _credit_elements(frame, caption)
    is_read = caption is not None and not is_hidden(caption)
    said, credit = credits.split(_LABEL.sub("", text(caption, skip=signed))) if is_read else ("", "")
    apart = [*signed, *frame.iter("button", "svg", "form"), *([] if caption is None else [caption])]
    beside = text(frame, skip=apart)
    if credits.is_credit(beside):
        credit, beside = f"{credit} {beside}", ""
    shown = collapse(" ".join([*(text(element) for element in signed), credit]))
    shown = shown if words(shown) else _credit_after(page, frame if caption is None or tied is not None else caption)
    return Photo(
        image=image,
        frame=frame,
        caption_element=caption,
        caption=said,
        is_tied=tied is not None,
        credit=shown if words(shown) else _credit_in_data(frame),
        beside=beside,
    )


# --- frame and caption --------------------------------------------------------------------------------------------

_FRAME_LETTERS, _FRAME_ELEMENTS = 700, 80
"""What a picture's frame holds at most."""
_NEXT = 6
"""Elements after a frame among which a caption still belongs to it."""
_FRAME_STOPS = frozenset(
    {"html", "body", "main", "article", "section", "aside", "header", "table", "tr", "td", "ul", "ol", "dl", "form"}
)
_CAPTION_CLASS = re.compile(
    r"caption|legend(?!ary)|l[eé]gende|bild-?(unter|text|zeile)|bildtekst|billedtekst|bijschrift|onderschrift|didascalia|"
    r"pie-?(de-?)?foto|(descripcion|descricao)[-_]*foto|(^|[-_])cap[-_]?(txt|text)|"
    r"(image|img|photo|foto|picture|media|figure)[-_]*(cap|text|desc|description|title|info|note)|"
    r"(image|img|photo|foto|picture|media|figure)[\w-]*[-_](desc|description|info)$",
    re.IGNORECASE,
)
# Classes of type sizes, of wrappers that hold a caption or none, of buttons that open one.
_NO_CAPTION_CLASS = re.compile(
    r"text-caption|(no|has|with|layout)-caption|captions?-(toggle|button|drawer-label)|subtitle", re.IGNORECASE
)
_LABEL = re.compile(
    r"^((image |photo )?caption|bildunterschrift|bildbeschreibung|l[ée]gende|pie de foto|leyenda|legenda|didascalia)\s?[:,]\s+",
    re.IGNORECASE,
)


@once
def _held(page: Page) -> Counter[Element]:
    """How many pictures that may have a caption each element holds."""
    held: Counter[Element] = Counter()
    for image in page.tree.iter("img"):
        if kind(page, image) not in {Kind.PIXEL, Kind.ICON} and address(image):
            held.update(image.iterancestors())
    return held


def _frame(page: Page, image: Element) -> Element:
    frame = image
    for node in image.iterancestors():
        if tag(node) in _FRAME_STOPS or _held(page)[node] > 1 or not _is_small(node):
            break
        frame = node
    return frame


def _is_small(element: Element) -> bool:
    """Whether an element holds no more than a picture and what is said of it."""
    letters = 0
    for number, node in enumerate(element.iter("*")):
        if tag(node) in {"h1", "h2", "h3", "time"} or number > _FRAME_ELEMENTS:
            return False
        if tag(node) not in {"script", "style", "svg", "noscript"}:
            letters += len((node.text or "").strip())
        letters += len((node.tail or "").strip()) if node is not element else 0
        if letters > _FRAME_LETTERS:
            return False
    return True


def _named_caption(frame: Element, image: Element) -> Element | None:
    """The outermost element in the frame whose class calls it a caption and that does not hold the picture itself."""
    around = {image, *image.iterancestors()}
    inside = (node for node in frame.iter("*") if node not in around and tag(node) not in {"img", "button", "source"})
    return next((node for node in inside if _is_called_caption(node) and text(node, hidden=True)), None)


def _named_caption_after(page: Page, frame: Element) -> Element | None:
    """An element right after the frame whose class calls it a caption."""
    for node in following(page, frame, _NEXT):
        if _held(page)[node] or tag(node) == "img":
            return None
        if _is_called_caption(node) and 0 < len(text(node, hidden=True)) <= _FRAME_LETTERS:
            return node if kind_around(page, node) is None else None
        if (node.text or "").strip():
            return None
    return None


def following(page: Page, element: Element, count: int) -> Sequence[Element]:
    """The next elements after one and all that it holds."""
    last = element
    while len(last):
        last = last[-1]
    number = page.number(last)
    return () if number is None else page.elements[number + 1 : number + 1 + count]


def _is_called_caption(element: Element) -> bool:
    return any(_CAPTION_CLASS.search(name) and not _NO_CAPTION_CLASS.search(name) for name in classes(element))


# --- credit -------------------------------------------------------------------------------------------------------

_CREDIT_CLASS = re.compile(
    # Not “accredit”, not “resource”.
    r"(?<!ac)credit|kredit|cr[ée]dit|copyright|photographer|fotograf|photo-?by|urheber|quelle|bildnachweis|rights|"
    r"agency|agentur|licen[sc]e|lizenz|(?<!re)source|author|autor|auteur|byline|provider|owner|fuente|fonte|kilde|bron$",
    re.IGNORECASE,
)
_CREDIT_PROPERTIES = frozenset({"author", "creator", "copyrightHolder", "creditText", "copyrightNotice", "contributor"})
_CREDIT_ATTRIBUTE = re.compile(r"^data-.*(credit|copyright|photographer|author|source)", re.IGNORECASE)


def _credit_elements(frame: Element, caption: Element | None) -> list[Element]:
    """Elements of the frame and the caption that hold a credit and nothing else; outermost ones only."""
    places = [frame] if caption is None or frame in (caption, *caption.iterancestors()) else [frame, caption]
    found: list[Element] = []
    inside: set[Element] = set()
    for node in (node for place in places for node in place.iter("*")):
        if node.getparent() in inside:
            inside.add(node)
        elif node not in (frame, caption) and _is_credit_element(node):
            inside.add(node)
            found.append(node)
    return found


def _is_credit_element(element: Element) -> bool:
    name = tag(element)
    properties = attr(element, "itemprop").split()
    says = name == "cite" or not _CREDIT_PROPERTIES.isdisjoint(properties)
    says = says or any(_CREDIT_CLASS.search(given) for given in classes(element))
    if not (says or name == "small") or name in {"img", "svg"} or next(element.iter("img"), None) is not None:
        return False
    said = text(element, hidden=True)
    return 0 < len(said) <= credits.LONGEST and (says or credits.is_credit(said))


def _credit_after(page: Page, element: Element) -> str:
    """The credit that stands right after a picture or its caption, where nothing holds the three together."""
    for node in following(page, element, _NEXT):
        if tag(node) == "img" or _held(page)[node]:
            return ""
        if _is_credit_element(node) and credits.is_credit(text(node)):
            return text(node)
        if (node.text or "").strip():
            return ""
    return ""


def _credit_in_data(frame: Element) -> str:
    """A credit that the page holds for the picture without showing it: microdata and data attributes."""
    for node in frame.iter("img", "meta", "figure", "a"):
        if tag(node) == "meta" and not _CREDIT_PROPERTIES.isdisjoint(attr(node, "itemprop").split()):
            return attr(node, "content")
        found = [collapse(value) for name, value in node.attrib.items() if _CREDIT_ATTRIBUTE.match(name)]
        if any(found):
            return next(filter(None, found))
    return ""


# --- the lead photo -----------------------------------------------------------------------------------------------

_LEAD_WIDTH, _LEAD_HEIGHT = 200, 100
"""Pixels that a lead photo has at least."""
_LETTERS_BELOW, _LETTERS_ABOVE, _ELEMENTS_ABOVE = 1_500, 200, 200
"""How much may stand between the headline and the lead photo below it, or above it."""
_PARAGRAPHS, _PARAGRAPH = 2, 120
"""Paragraphs of how many letters may stand between: the standfirst, and one that opens the text."""


@once
def lead_photo(page: Page) -> Photo | None:
    """
    The photo that opens the article; None when the page is no article or has none.

    Among those near the headline the one that the page shows when it is shared, else the first below the headline,
    else the last above it. An article that opens with a film has none.
    """
    found = article(page)
    if not found.is_article or found.headline_element is None:
        return None
    start = page.number(found.headline_element) or 0
    below = _openers(page, page.elements[start:], _LETTERS_BELOW)
    below = [opener for opener in below if found.root in opener.iterancestors()]
    above = _openers(page, page.elements[max(0, start - _ELEMENTS_ABOVE) : start][::-1], _LETTERS_ABOVE)
    known = {photo.image: photo for photo in photos(page)}
    shared = [opener for opener in (*below, *above) if opener in known and is_shared(page, opener)]
    return known.get(next(iter(shared or below or above), found.headline_element))


def _openers(page: Page, elements: Sequence[Element], letters: int) -> list[Element]:
    """The pictures and films among the elements before so much text has been read: what may open an article."""
    found: list[Element] = []
    read = paragraphs = 0
    for element in elements:
        name = tag(element)
        if name == "video" or (name == "img" and _may_open(page, element)):
            found.append(element)
        paragraphs += name == "p" and len(text(element)) >= _PARAGRAPH
        if name not in {"script", "style", "svg"}:
            read += len((element.text or "").strip())
        read += len((element.tail or "").strip())
        if read > letters or paragraphs > _PARAGRAPHS:
            break
    return found


def _may_open(page: Page, image: Element) -> bool:
    if kind(page, image) is Kind.VIDEO:
        return True
    width, height = size(image)
    is_drawn = file_name(image).lower().endswith((".gif", ".svg"))
    is_large = (width is None or width >= _LEAD_WIDTH) and (height is None or height >= _LEAD_HEIGHT)
    return (
        kind(page, image) is Kind.PHOTO and address(image) != "" and is_large and not is_drawn and not is_hidden(image)
    )
