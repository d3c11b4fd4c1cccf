"""Questions to words: cleaned, folded, compared. Knows nothing of HTML."""

from __future__ import annotations

import re
import unicodedata

# Controls that no report, terminal or XML writer takes; tab, newline and carriage return stay.
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_INVISIBLE = re.compile("[\u00ad\u034f\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_WORD = re.compile(r"\w+(?:['’]\w+)*")


def clean(value: str) -> str:
    """Text without control characters and lone surrogates, which come out of browsers and break writers."""
    return _CONTROLS.sub("\ufffd", value) if _CONTROLS.search(value) else value


def collapse(value: str) -> str:
    """Text with every run of white space made one space, and none at the ends."""
    return " ".join(value.split())


def fold(value: str) -> str:
    """Text as it sounds: Unicode-normalised, case-folded, without soft hyphens, marks of direction and typography."""
    if value.isascii():
        return collapse(value.lower().replace("`", "'"))
    folded = unicodedata.normalize("NFKC", _INVISIBLE.sub("", value)).casefold()
    return collapse(folded.translate(_TYPOGRAPHY))


_TYPOGRAPHY = str.maketrans(
    {**dict.fromkeys("‘’‚‛′`´ʼ", "'"), **dict.fromkeys("“”„‟«»″", '"'), **dict.fromkeys("‐‑‒–—―−", "-"), "…": "..."}
)


def words(value: str) -> list[str]:
    """The folded words of a text, in order, without punctuation."""
    return _WORD.findall(fold(value))


def is_unspaced(value: str) -> bool:
    """Whether a text has letters of a script that writes no spaces between words."""
    return _UNSPACED.search(value) is not None


def word_count(value: str) -> int:
    """About how many words a text has; two letters count as one where a script writes no spaces."""
    if not is_unspaced(value):
        return len(value.split())
    unspaced = sum(len(run) for run in _UNSPACED.findall(value))
    return len(_UNSPACED.sub(" ", value).split()) + unspaced // 2


def same_words(one: str, other: str) -> bool:
    """Whether two texts say the same words; two texts without words are not the same."""
    left = words(one)
    return bool(left) and left == words(other)


def overlap(one: str, other: str) -> float:
    """How much of the shorter text's words stand in the longer one, 0 to 1; 0 when either has none."""
    left, right = set(words(one)), set(words(other))
    if not left or not right:
        return 0.0
    return len(left & right) / min(len(left), len(right))


def terms(value: str) -> frozenset[str]:
    """What a text is made of, for comparing: its words; pairs of letters where a script writes no spaces."""
    if value.isascii():
        return frozenset(words(value))
    found: set[str] = set()
    for word in words(value):
        runs = _UNSPACED.findall(word)
        found.update(run[at : at + 2] for run in runs for at in range(max(1, len(run) - 1)))
        found.update(_UNSPACED.sub(" ", word).split())
    return frozenset(found)


# Thai, Lao, Myanmar, Khmer, Japanese, Chinese; Korean too, whose words grow endings.
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]+")


def likeness(one: str, other: str) -> float:
    """How much two texts have in common, 0 to 1 (Dice's coefficient of their terms); 0 when either has none."""
    left, right = terms(one), terms(other)
    if not left or not right:
        return 0.0
    return 2 * len(left & right) / (len(left) + len(right))


def listed(items: list[str], conjunction: str = "and") -> str:
    """“a”, “a and b”, “a, b and c”."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {conjunction} {items[-1]}"


def shorten(value: str, length: int = 120) -> str:
    """Text cut to a length for a message, on a word where possible."""
    if len(value) <= length:
        return value
    head = value[: length - 1]
    cut = head.rsplit(" ", 1)[0] if " " in head[length // 2 :] else head
    return cut + "…"
