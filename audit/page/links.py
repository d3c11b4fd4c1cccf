"""Links: what a screen reader says of them, and whether that says anything by itself."""

from __future__ import annotations

import re
from functools import lru_cache

from audit.page import Page, once
from audit.page.forms import by_id
from audit.page.html import Element, attr, body, tag, text
from audit.page.text import collapse, fold

# What stands around the words of a link and is no word: arrows, dots, brackets.
_AROUND = re.compile(r"^[\W_]+|[\W_]+$")
# Words that ask to follow a link without saying where it leads. Words that also name a section or a product of news sites
# (“Info”, “Plus”, “Go”) and those of pagers (“Continue”, “Weiter”) are left out.
_GENERIC_BY_LANGUAGE = {
    "en": "more|read more|read on|read this|read full story|full story|read the full story|read article|read the article|"
    "read the full article|continue reading|learn more|find out more|discover more|see more|view more|more info|"
    "more information|more details|details|here|click here|this link|this page|click",
    "de": "mehr|mehr lesen|weiterlesen|weiter lesen|lesen|lesen sie mehr|hier lesen|jetzt lesen|mehr erfahren|mehr dazu|"
    "mehr infos|mehr informationen|weitere informationen|zum artikel|zum beitrag|hier|hier klicken|klicken sie hier",
    "fr": "lire|lire la suite|la suite|lire plus|lire l'article|en savoir plus|voir plus|plus d'infos|ici|cliquez ici",
    "es": "más|mas|leer|leer más|leer mas|seguir leyendo|ver más|ver mas|saber más|conoce más|más información|aquí|clic aquí|"
    "haz clic aquí|haga clic aquí|pincha aquí",
    "it": "leggi|leggi tutto|leggi di più|continua a leggere|scopri di più|qui|clicca qui",
    "pt": "leia mais|ler mais|continue lendo|continuar a ler|saiba mais|veja mais|ver mais|aqui|clique aqui",
    "nl": "meer|lees meer|lees verder|verder lezen|meer informatie|hier|klik hier",
    "pl": "więcej|czytaj|czytaj więcej|czytaj dalej|zobacz więcej|dowiedz się więcej|tu|tutaj|kliknij tutaj",
    "ru": "далее|читать|читать далее|читать дальше|читать полностью|подробнее|больше|ещё|еще|тут|здесь|ссылка",
    "uk": "далі|читати|читати далі|читати більше|читати повністю|детальніше|докладніше|більше|тут|посилання",
    "nordic": "läs mer|läs vidare|här|klicka här|les mer|les videre|her|klikk her|læs mere|læs videre|klik her|lue lisää|tästä",
    "cs": "více|číst více|číst dál|číst dále|zde|viac|čítať ďalej|tu",
    "others": "tovább|bővebben|itt|mai mult|citește mai mult|aici|devamı|devamını oku|buraya tıklayın|περισσότερα|"
    "διαβάστε περισσότερα|εδώ|المزيد|اقرأ المزيد|עוד|קרא עוד|לחצו כאן|כאן|続きを読む|もっと見る|こちら|詳細|"
    "더보기|자세히 보기|阅读更多|更多|閱讀更多|点击这里|और पढ़ें|selengkapnya|baca selengkapnya|di sini|xem thêm|tại đây",
}


@once
def links(page: Page) -> list[Element]:
    """The links of the page with an address, in document order, whether or not they are shown."""
    return [link for link in body(page.tree).iter("a") if link.get("href") is not None]


def spoken(page: Page, link: Element) -> str:
    """
    What a screen reader says of a link.

    In short what https://www.w3.org/TR/accname-1.2/ computes: the elements it refers to, its aria-label, its own text
    with the alternatives of its pictures, its title.
    """
    referred = [by_id(page, name, near=link) for name in attr(link, "aria-labelledby").split()]
    said = collapse(" ".join(text(element, hidden=True) for element in referred if element is not None))
    return said or attr(link, "aria-label") or _content(link) or attr(link, "title")


def _content(link: Element) -> str:
    """The link's own text with the alternatives of its pictures."""
    pieces = [text(link)]
    for node in link.iter("img", "svg"):
        if attr(node, "aria-hidden").lower() == "true":
            continue
        drawn = next((child.text or "" for child in node if tag(child) == "title"), "")
        pieces.append(attr(node, "aria-label") or attr(node, "alt") or drawn)
    return collapse(" ".join(pieces))


@lru_cache(maxsize=4096)
def is_generic(said: str) -> bool:
    """Whether the words of a link do not say where it leads: “Read more”, “hier”, “Детальніше”."""
    return bare(said) in _GENERIC


def bare(said: str) -> str:
    """A text folded, without the arrows, dots and brackets around it."""
    return _AROUND.sub("", fold(said))


_GENERIC = frozenset(bare(phrase) for phrases in _GENERIC_BY_LANGUAGE.values() for phrase in phrases.split("|"))
