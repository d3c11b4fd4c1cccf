"""
Who made a picture, in the words newsrooms use for it: “Foto: …”, “© …”, “(Name / Agency)”, “via …”, in many languages.

Words only; where on a page a credit may stand is asked in audit/page/photos.py.
"""

from __future__ import annotations

import re

from audit.page.text import collapse, words

LONGEST = 140
"""Letters above which a text behind “Photo:” is no credit but prose."""
_PROSE = 3_000
"""Letters above which a text is no caption, and is not searched."""
_CAPITAL = "A-ZÀ-ÖØ-ÞĀ-ŽΑ-ΩА-ЯЁІЇЄҐ"

# What stands before a colon, a slash or a bar and makes what follows a credit.
_LABELS = "|".join(
    (
        # English
        r"photos?|photographs?|photographers?|photography|pictures?|pics?|images?|credits?|sources?|illustrations?|graphics?",
        r"artwork|videos?|screenshots?|screengrabs?|courtesy|copyright",
        # German; words that end in -foto and -bild (Symbolfoto, Archivbild) are known to the pattern below
        r"fotos?|bild(?:er)?|fotocredits?|(?:bild|foto)?quellen?|bild-?nachweise?|bildrechte|foto-?rechte|abbildung(?:en)?",
        r"grafik|zeichnung|urheber(?:in)?|fotograf(?:in|en)?|rechte",
        # French, Spanish, Portuguese, Italian, Romanian
        r"cr[ée]dits?(?:\sphotos?)?|photographies?|dessins?|cr[ée]ditos?|fotograf[íi]as?|im[áa]genes|imagens?|imagem|fuentes?",
        r"cortes[íi]a|ilustraci[óo]n|v[íi]deos?|fontes?|reprodu[çc][ãa]o|divulga[çc][ãa]o|ilustra[çc][ãa]o|arte|immagin[ei]",
        r"crediti|fotografie|surs[ăa]",
        # Dutch, Nordic, Baltic, Finnish, Hungarian, Polish, Czech, Turkish, Indonesian, Vietnamese
        r"beeld|bron|fotograaf|billeder?|bilder?|kilde|k[äa]lla|fotografi|lj[óo]smynd|mynd|skj[áa]skot|nuotr|kuvat?|l[äa]hde",
        r"fot[óo]k?|k[ée]p|forr[áa]s|fot|zdj[ęe]ci[ea]|[źz]r[óo]d[łl]o|zdroj|foto[ğg]raf(?:lar)?|kaynak|g[öo]rsel",
        r"dok|dokumentasi|ilustrasi|sumber|ảnh|nguồn",
        # Greek, Cyrillic
        r"φωτογραφία|φωτο|πηγή|фото|фотография|источник|снимок|снимки|снимка|джерело|світлина|ілюстрація|иллюстрация|скриншот",
        # Arabic, Persian, Hebrew, Hindi
        r"الصورة|صورة|تصوير|المصدر|عکس|منبع|צילום|תמונה|קרדיט|फोटो|फ़ोटो|तस्वीर|साभार|स्रोत",
        # Japanese, Chinese, Korean
        r"写真|撮影|提供|画像|出典|图片来源|圖片來源|图片|圖片|來源|来源|摄影|攝影|图源|사진|출처|제공",
    )
)
# Agencies and picture libraries as they sign pictures; capitals matter.
_AGENCIES = "|".join(
    (
        r"AFP|Reuters|REUTERS|AP|EPA|EFE|dpa|DPA|ANSA|PA|TASS|ТАСС|РИА|Sputnik|УНІАН|Укрінформ|Ukrinform|APA|Belga|BELGA|ANP|NTB",
        r"TT|Scanpix|Ritzau|Lehtikuva|PAP|ČTK|MTI|AAP|CP|Kyodo|Jiji|Yonhap|Anadolu|AA|IANS|PTI|ANI|Xinhua|Agerpres|Tanjug|Hina|SID",
        r"Associated\sPress|Canadian\sPress|Press\sAssociation|Cuartoscuro|Europapress|LaPresse|Fotogramma|時事|共同|新华社",
        r"Getty(?:\s?[Ii]mages)?|[Ss]hutter[Ss]tock|i[Ss]tock(?:[Pp]hoto)?|Thinkstock(?:Photos)?|Adobe\s?Stock|Adobe\sExpress|Alamy",
        r"imago|IMAGO|[Pp]icture[\s-][Aa]lliance|action\spress|Keystone|KEYSTONE|Bloomberg|ZUMA|Zuma|Sipa|SIPA|MaxPPP|MAXPPP|Abaca",
        r"Rex|REX|NurPhoto|Magnum|Hans\sLucas|Depositphotos|123RF|Fotolia|Dreamstime|[Uu]nsplash|Pexels|[Pp]ixabay|Flickr",
        r"Wikimedia|WikiCommons|NASA|POOL|Pool|USA\sTODAY",
    )
)

_LABEL = re.compile(
    rf"(?:(?<![^\W_])(?:(?:photo|image|picture|foto|bild|ap|afp|epa|reuters)\s)?"
    rf"(?:(?-i:[{_CAPITAL}]?[a-zäöüæøå]{{2,20}}(?:foto|bild))s?|{_LABELS})"
    # Also glued to the caption by a template that sets no space: “…des TurniersBild: AFP”.
    r"|(?-i:(?<=[a-zäöüßé])(?:Foto|Bild|Photo|Quelle|Credit|Source)s?))"
    r"(?:\s(?:und|and|e|y|et|&)\s\w+)?\s?\.?\s*[:：/|｜]\s*(?=\S)"
    r"|(?<!\w)(?:dok|fot|nuotr)\.\s*(?=\S)",
    re.IGNORECASE,
)
# Chinese, Japanese and Korean put the word behind the name: （代表撮影）.
_SIGNED_BEHIND = re.compile(r"\S(?:撮影|提供|写真|摄影?|攝影?|제공)\W*$|[=＝](?:共同|時事|ロイター)\W*$")
_BY = re.compile(
    r"\b(?:photos?|photographs?|photography|pictures?|pics?|images?|illustrations?|fotos?|fotograf[íi]as?)"
    r" (?:by|par|por|av)[:\s]\s*(?=\S)"
    r"|\bim[áa]gen(?:es)? (?:capturadas?|tomadas?) de\b"
    r"|\b(?:courtesy|handout|supplied by|provided by|cc[ -]by\b|^cc\b|creative commons|public domain|all rights reserved)",
    re.IGNORECASE,
)
_SIGN = re.compile(
    # Not the © in the middle of a word, which is an é that was decoded wrongly.
    r"(?:(?<![^\W_])|(?=.[^a-z]))[©℗🄯]|\(c\)|(?<!\w)copyright\b|(?<!\w)cr[ée]dits? photos?\b|(?<!\w)photo cr[ée]dits?\b",
    re.IGNORECASE,
)
_VIA = re.compile(r"(?<![\w/])via @?[A-Z]")
_AGENCY = re.compile(rf"(?<!\w)(?:{_AGENCIES})(?!\w)")
_SIGNATURE = re.compile(
    rf"(?:{_AGENCY.pattern}(?:[-.]\w+)*(?:\s(?:Images?|Stock|Photos?|Europe|AFP|Wire|Sports|Commons|News|pic|photo|file))*"
    rf"|(?<!\w)[Ss]creenshot)\W*$"
    rf"|^(?:FOTO|Foto|PHOTO|Photo|Bild)\s[{_CAPITAL}]"
)
_SLASH = re.compile(
    rf"(?<!\S)(?:[{_CAPITAL}][\w.'’-]*\s){{0,3}}[^\W\d_][\w.'’&@-]*\s?[/|]\s?(?:via\s)?"
    r"@?[^\W\d_][^/|]{1,40}(?:\s?[/|]\s?[^/|]{2,40})*$"
)
_PARENTHESES = re.compile(r"[(\[（【]([^()\[\]（）【】]*(?:\([^()]*\)[^()\[\]（）【】]*)?)[)\]）】]")
_PERSON = re.compile(rf"[{_CAPITAL}][\w.'’-]*(?:\s[{_CAPITAL}][\w.'’-]*){{1,3}}")
# The full stop of an initial ends nothing.
_SENTENCE_END = re.compile(rf"(?:(?<!\b[{_CAPITAL}])\.|[!?…。])(?=\s|[{_CAPITAL}]|$)|\s[—–|-]\s|\s?[|｜]\s?")


def split(caption: str) -> tuple[str, str]:
    """The caption without its credit, and the credit; either may be empty."""
    if len(caption) > _PROSE:
        return collapse(caption), ""
    rest, found = _without_parentheses(collapse(caption))
    start = _start(rest)
    if start is not None:
        found.append(rest[start:])
        rest = rest[:start]
    credit = " ".join(piece.strip(" -–—|/,;.•·") for piece in found)
    return rest.lstrip(" -–—|/,;•·").rstrip(" -–—|/,;•·(["), credit


def is_credit(value: str) -> bool:
    """Whether a short text is nothing but a credit."""
    value = collapse(value).strip("()[] ")
    if not value or len(value) > LONGEST:
        return False
    return _start(value) == 0 or _signs(value) or _SIGNED_BEHIND.search(value) is not None


_NO_NAME = frozenset(
    "by for from via and the of with images image photo photos photograph picture credit credits courtesy source copyright "
    "foto fotos bild bilder quelle von und für crédit photographie fuente cortesía fotografía źródło zdjęcie "
    "фото джерело источник надано для".split()
)


def named(credit: str) -> frozenset[str]:
    """The words of a credit that name somebody: “olena”, “marchuk”, “reuters” for “Photo: Olena Marchuk / Reuters”."""
    return frozenset(word for word in words(credit) if len(word) > 1 and word not in _NO_NAME)


def may_name_someone(caption: str) -> bool:
    """
    Whether a caption may hold a credit in a form that cannot be told from its other words.

    A person's name in brackets, or alone at the end. Good for not missing a credit, not for taking it away.
    """
    if len(caption) > _PROSE:
        return False
    brackets = _PARENTHESES.findall(caption)
    last = caption[_last_segment(caption) :].strip(" .")
    is_named = any(_PERSON.fullmatch(piece.strip()) for piece in (*brackets, last))
    return is_named or split(caption)[1] != "" or _SLASH.search(caption) is not None


def _without_parentheses(caption: str) -> tuple[str, list[str]]:
    found: list[str] = []

    def take(match: re.Match[str]) -> str:
        if not is_credit(match[1]):
            return match[0]
        found.append(match[1])
        return " "

    return collapse(_PARENTHESES.sub(take, caption)), found


def _start(text: str) -> int | None:
    """Where the credit begins that runs to the end of the text."""
    said = [match.start() for pattern in (_LABEL, _BY, _SIGN, _VIA) for match in pattern.finditer(text)]
    starts = [start for start in said if len(text) - start <= LONGEST]
    if starts:
        return min(starts)
    last = _last_segment(text)
    if _signs(text[last:]):
        return last
    slash = _SLASH.search(text)
    if slash and (slash.start() == last or _AGENCY.search(text, slash.start())):
        return slash.start()
    return None


def _last_segment(text: str) -> int:
    ends = [match.end() for match in _SENTENCE_END.finditer(text.rstrip(" ."))]
    return ends[-1] if ends else 0


def _signs(segment: str) -> bool:
    """Whether a short text ends in an agency's name: “EFE”, “LUCAS JACKSON/REUTERS”, “Getty Images”."""
    return len(segment) <= 60 and len(segment.split()) <= 7 and _SIGNATURE.search(segment) is not None
