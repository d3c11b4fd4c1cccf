"""Who an article says it is by: the byline as readers see it, and the names in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from audit.page import Page
from audit.page.html import Element, attr, is_hidden, tag, text
from audit.page.prose import Top, prose
from audit.page.text import collapse, fold

LONGEST = 300
"""Letters a byline has at most; a longer one is a biography."""

_CLASS = re.compile(
    r"by-?line|(^|-|text|post|entry|article|story)(authors?|autor(en|es|a|as|in|innen)?|autore|auteurs?|writers?|redakteur|"
    r"verfasser|journalists?|contributors?)(-?names?|bold)?($|-)|posted-by|written-by|(^|-)username$"
)
_NO_NAME = re.compile(
    r"bio|avatar|image|img|photo|pic|icon|follow|social|more|related|archive|about|copyright|date|time|teaser|card|list|"
    r"caption|comment|reply|search|twitter|email|link-|desc|sidebar|note|affiliation|address"
)
_ELSEWHERE = re.compile(r"comment|related|teaser|disqus|sidebar|menu|(^|[-_])nav", re.IGNORECASE)
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])|[_-]+")
_BLOCKS = frozenset(["p", "div", "span", "address", "li", "h4", "h5", "b", "strong", "em", "i", "small", "td"])

# How a byline begins, in the languages of the news sites it was read on.
_GENRE = (
    r"(?:(?:eine?|an?|une?)\s+)?(?:written|posted|published|reported|created|story|words|text|review|analysis|opinion|report|article|"
    r"artikel|beitrag|gastbeitrag|kolumne|kommentar|bericht|interview|analyse|reportage|veröffentlicht|geschrieben|propos recueillis|"
    r"publié|escrito|publicado|skrevet|a cura)"
)
_BY = re.compile(
    rf"(?:(?:{_GENRE}\s+)?(?:by|von|par|por|di|da|af|av|door)|text|text & fotos?|tekst|autor(?:in|a|es|en)?|authors?|auteurs?|автор\w*|"
    r"текст|yazan|oleh|penulis|kirjoittanut|autore|著者|作者|文|كتب|بقلم)(?:\s*[:：]\s*|\s+|$)",
    re.IGNORECASE,
)
# “… by Jane Doe” at the end of a line that begins with a date.
_BY_AT_END = re.compile(
    r"(?:[\d,|·•–)-]|uhr|\bam)\s*\b(?:by|von|par|por)\s+((?:[^\W\d_][\w.'’-]*\s?){1,4})$", re.IGNORECASE
)
_AUTHOR_PLACE = re.compile(
    r"/(autor(en|es|a|i)?|authors?|auteurs?|profile?s?|people|person|staff|redaktion|by|journalists?)/[^/]+/?$"
)


def byline_element(page: Page, root: Element, top: Top) -> Element | None:
    """The element that tells who wrote the article, of which `root` is the element and `top` the part at its headline."""
    ranked = [(_rank(page, element, top), element) for element in _candidates(page, root, top)]
    return _whole(min(ranked, key=lambda entry: entry[0])[1]) if ranked else None


def _candidates(page: Page, root: Element, top: Top) -> Iterator[Element]:
    held = prose(page).element
    own = frozenset(node for start in (root, held) if start is not None for node in (start, *start.iterancestors()))
    for element in root.iter("*"):
        if _is_marked(element) and _is_byline(element, own):
            yield element
    for element in page.elements[top.first : top.last]:
        if _reads_like_one(element) and _is_byline(element, own):
            yield element


def _is_marked(element: Element) -> bool:
    return _is_declared(element) or _names_a_byline(element.get("class") or "")


def _is_declared(element: Element) -> bool:
    """Whether HTML itself says “author”: rel or itemprop."""
    return "author" in (element.get("rel") or "").split() or "author" in (element.get("itemprop") or "").split()


@lru_cache(maxsize=4096)
def _names_a_byline(names: str) -> bool:
    parted = [_CAMEL.sub("-", name).lower() for name in names.split()]
    return any(_CLASS.search(name) and not _NO_NAME.search(name) for name in parted)


@lru_cache(maxsize=4096)
def _names_an_image(names: str) -> bool:
    return re.search(r"image|img|photo|bild|caption|avatar", names, re.IGNORECASE) is not None


def _reads_like_one(element: Element) -> bool:
    name = tag(element)
    if name == "a":
        return _AUTHOR_PLACE.search(attr(element, "href").lower()) is not None
    return name in _BLOCKS and (_begins_like_one(element) or _ends_like_one(element))


def _begins_like_one(element: Element) -> bool:
    return bool(element.text) and _BY.match(collapse(element.text or "") + " ") is not None


def _ends_like_one(element: Element) -> bool:
    own = collapse(" ".join([element.text or "", *(child.tail or "" for child in element)]))
    return 8 < len(own) < 120 and _BY_AT_END.search(own) is not None


def _is_byline(element: Element, own: frozenset[Element]) -> bool:
    """Whether an element may be the byline of the article; `own` are the elements around its text."""
    if tag(element) in {"meta", "link", "script", "img", "svg", "input", "article", "body"} or is_hidden(element):
        return False
    if _names_an_image(element.get("class") or ""):
        return False
    for node in element.iterancestors():
        if node in own:
            break
        if tag(node) in {"nav", "article", "form"} or (
            tag(node) in {"figure", "figcaption"} and not _is_declared(element)
        ):
            return False
        if _ELSEWHERE.search(f"{node.get('class') or ''} {node.get('id') or ''}"):
            return False
    return not _is_long(element) and len(text(element)) > 1 and bool(names_in(_whole(element)))


def _is_long(element: Element) -> bool:
    """Whether an element holds too much text for a byline; stops reading as soon as it does."""
    length = 0
    for node in element.iter("*"):
        own = node.text if tag(node) not in {"script", "style"} else ""
        after = node.tail if node is not element else ""
        length += len((own or "").strip()) + len((after or "").strip())
        if length > LONGEST:
            return True
    return False


def _rank(page: Page, element: Element, top: Top) -> tuple[bool, bool, bool, int]:
    """Bylines at the headline first; there the marked ones, those below the headline, and then the nearest."""
    number = page.number(element) or 0
    return number not in top, not _is_marked(element), number < top.headline, abs(number - top.headline)


def _whole(element: Element) -> Element:
    """The element with the words around a linked name: “By …”, and the names beside it."""
    whole = element
    for node in element.iterancestors():
        if tag(node) in {"body", "article", "main", "header", "section"} or _is_long(node):
            break
        if _is_marked(node) or _begins_like_one(node):
            whole = node
    parent = whole.getparent()
    # “By” in an element of its own.
    if parent is not None and _BY.fullmatch(text(whole)) and not _is_long(parent):
        return parent
    return whole


# --- names --------------------------------------------------------------------------------------------------------

_AND = re.compile(
    r"\s*[,;/|•·&\n]\s*|(?:^|\s+)(?:and|und|y|e|et|en|og|och|ja|ve|i|и|та|dan|con|with|mit|avec)\s+|\s+[–—-]\s+",
    re.IGNORECASE,
)
_ASIDE = re.compile(r"\([^()]*\)?")
_JOINS = re.compile(r"(?:[,;&]|\b(?:and|und|y|e|et|en|og|och|ja|ve|i|и|та|dan))$", re.IGNORECASE)
# After these a byline goes on about something else than people.
_ENDS = re.compile(
    r"(?:^|\s)(?:in|for|on|at|am|für|unter|published|posted|updated?|topic|filed|is|ist|stand|vom|um|last|(?-i:le|el|du))(?:\s|:|$)",
    re.IGNORECASE,
)
_NO_PERSON = re.compile(
    r"\d|[@:?!]|https?|\b(min|read|uhr|abonn\w+|follow|share|date|home|news|more|comments?|about|twitter|facebook|email|tweet|"
    r"correspondents?|reporter|editor|writer|columnist|contributor|author|autorin|autor|attorney|director|manager|chief|head|"
    r"redakteur(in)?|gründer(in)?|korrespondent(in)?|chefredakteur(in)?|journalist(in)?|enviad[oa]|corresponsal|fotos?|photos?|veröffentlicht|published|aktualisiert|publié)\b",
    re.IGNORECASE,
)


def marked_names_in(element: Element | None) -> list[str]:
    """Only the names that the page marks as an author's: by rel, itemprop, class or a link to an author's page."""
    if element is None:
        return []
    return [name for chunk in _chunks(element) if chunk.is_name for name in _marked_names(chunk.said)]


@dataclass(frozen=True)
class _Chunk:
    """A piece of text between tags."""

    said: str
    is_name: bool
    """Whether it stands in an element that holds just a name."""


def names_in(element: Element | None) -> list[str]:
    """The names in a byline, each once, in order."""
    if element is None:
        return []
    chunks = _chunks(element)
    # What stands before “By” is a kicker or a date.
    begin = next((place for place, chunk in enumerate(chunks) if _BY.match(chunk.said)), 0)
    has_names = any(chunk.is_name for chunk in chunks)
    found: list[str] = []
    is_joined = False
    for chunk in chunks[begin:]:
        if chunk.is_name:
            found += _marked_names(chunk.said)
        # Beside marked names, plain ones are only those that are joined to them: “<a>Jane Doe</a> and John Roe”.
        elif not has_names or is_joined or _AND.match(f"{chunk.said} "):
            found += split_names(chunk.said)
        is_joined = _JOINS.search(chunk.said) is not None
        if found and not chunk.is_name and _ENDS.search(chunk.said):
            break
    if len(found) > 1 and all(" " not in name for name in found):
        # First and last name in elements of their own.
        found = split_names(text(element)) or found
    return list({fold(name): name for name in found}.values())


def _chunks(element: Element) -> list[_Chunk]:
    chunks: list[_Chunk] = []
    named: dict[Element, bool] = {}
    stack: list[tuple[Element, str]] = [(element, "open")]
    while stack:
        node, event = stack.pop()
        if event == "tail":
            around = node.getparent()
            _add(chunks, node.tail, around is not None and named.get(around, False))
            continue
        if node is not element:
            stack.append((node, "tail"))
        if not tag(node) or tag(node) in {"script", "style", "svg"} or (node is not element and is_hidden(node)):
            continue
        around = node.getparent()
        named[node] = _holds_name(node) or (node is not element and around is not None and named.get(around, False))
        _add(chunks, node.text, named[node])
        stack.extend((child, "open") for child in reversed(node))
    return chunks


def _add(chunks: list[_Chunk], said: str | None, is_name: bool) -> None:
    if said and (said := collapse(said)):
        chunks.append(_Chunk(said, is_name))


def _holds_name(element: Element) -> bool:
    if "name" in (element.get("itemprop") or "").split() or "author" in (element.get("rel") or "").split():
        return True
    if tag(element) == "a" and _AUTHOR_PLACE.search((element.get("href") or "").lower()):
        return True
    return any(
        re.search(r"(^|[-_])(author|byline|autor)[-_]*name$|^fn$", name, re.IGNORECASE)
        for name in (element.get("class") or "").split()
    )


def _marked_names(said: str) -> list[str]:
    """Names that are marked as such: also “rasos”, which nothing else tells from any word."""
    found = split_names(said)
    if found or not 1 < len(said) <= 40 or _NO_PERSON.search(said) or _BY.fullmatch(said):
        return found
    return [said]


def split_names(said: str) -> list[str]:
    """The names in a piece of text such as “By Jane Doe and John Roe”."""
    line = collapse(said)
    begins, ending = _BY.match(line), _BY_AT_END.search(line)
    line = line[begins.end() :] if begins else ending[1] if ending else line
    line = _ENDS.split(collapse(_ASIDE.sub("", line)), maxsplit=1)[0]
    return [piece for part in _AND.split(line) if (piece := part.strip(" .,:|-–—()")) and _looks_like_name(piece)]


def _looks_like_name(piece: str) -> bool:
    """Few words, no figures, capital letters where the script has them."""
    words = piece.split()
    if not 1 <= len(words) <= 6 or len(piece) > 60 or _NO_PERSON.search(piece):
        return False
    return words[0][0].isalpha() and not words[0][0].islower() and not words[-1][0].islower()
