"""
Whether two places say the same of an article: the one knowledge that contradiction rules and the matrix of witnesses share.

Each comparison answers True (they agree), False (they contradict each other) or None (neither can be said): another
crop of a photo, another wording of a description and a name in another script are no contradictions.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from functools import lru_cache
from itertools import combinations

from msgspec.structs import replace

from audit.model import Matter, Stance, Statement, Witness
from audit.page.addresses import host, is_nearly_same
from audit.page.dates import UNSET, Moment, parse
from audit.page.language_tags import complaint, language
from audit.page.pictures import stem
from audit.page.structured import place
from audit.page.text import fold, overlap, terms, words

# --- headlines ----------------------------------------------------------------------------------------------------

UNRELATED = 0.2
"""Part of the shorter headline's word stems in the other one up to which two headlines have nothing in common."""
AGREE = 0.5
"""Part from which on they name the same article."""


@lru_cache(maxsize=64)
def stems(said: str) -> frozenset[str]:
    """The words that carry meaning, cut to five letters, so that other endings are the same word."""
    # Short words are articles and prepositions; in scripts without spaces, terms are pairs of letters.
    return frozenset(term[:5] for term in terms(said) if (len(term) > 3 and not term.isdigit()) or term > "\u0e00")


def same_story(one: str, other: str) -> bool | None:
    """Whether two headlines speak of one article; None for those of a single word, and for the doubtful."""
    if one == other or fold(one) == fold(other):
        return True
    left, right = stems(one), stems(other)
    if len(left) < 2 or len(right) < 2:
        return None
    shared = len(left & right) / min(len(left), len(right))
    return True if shared >= AGREE else False if shared <= UNRELATED else None


def same_description(one: str, other: str) -> bool | None:
    """Whether two descriptions say the same; a page may describe an article in several ways."""
    return True if overlap(one, other) >= AGREE else None


# --- dates --------------------------------------------------------------------------------------------------------

TOLERANCE = timedelta(days=2)
"""A day for dates without a time, and one for zones that were left out."""


def same_time(one: Moment, other: Moment) -> bool:
    """Whether two moments may be one, days and missing zones allowed for."""
    return abs(one.at - other.at) < TOLERANCE


def same_date(one: str, other: str) -> bool | None:
    """Whether two written dates are one; None where one cannot be read, or was never set."""
    left, right = parse(one), parse(other)
    if left is None or right is None or not UNSET.isdisjoint({left.at.year, right.at.year}):
        return None
    return same_time(left, right)


# --- authors ------------------------------------------------------------------------------------------------------

# Words of which at least one stands in the name of a desk, an agency or a house, and none in a person's.
_HOUSE = re.compile(
    r"\b(desk|staff|team|news|newsroom|editors?|editorial|redaktion\w*|redakcja|redakce|redacción|redaccion|redazione|rédaction|redacteur|"
    r"redaktsiya|редакци\w*|agency|agencia|agence|agentur|agenzia|press\w*|reuters|afp|apa?|dpa|epa|efe|ansa|tass|anadolu|ajansı|upi|sda|kna|"
    r"epd|ritzau|ntb|xinhua|kyodo|bbc|cnn|associated|media|medien|magazin\w*|zeitung|herald|times|post|journal|tribune|gazette|blog|"
    r"online|digital|company|group|gmbh|inc|ltd|verlag|university|universität|institut\w*|ministry|ministerium|department|verein|"
    r"foundation|stiftung|association|correspondents?|writers?|reporters?|contributors?|admin\w*|web|tv|radio|portal|www|com|de|the|der|die|das)\b",
    re.IGNORECASE,
)


def is_person(name: str) -> bool:
    """Whether a name is surely a person's: two to four words, of which none belongs to a house or an agency."""
    return 2 <= len(name.split()) <= 4 and not _HOUSE.search(name) and not any(map(str.isdigit, name))


def may_be_same_person(one: str, other: str) -> bool:
    """Whether two names have a word in common, which is mostly the surname."""
    return not _bare_words(one).isdisjoint(_bare_words(other))


def script(name: str) -> str:
    """The script of a name's first letter, e.g. CYRILLIC."""
    letter = next((letter for letter in name if letter.isalpha()), "")
    return unicodedata.name(letter, "").split(" ")[0]


def _bare_words(name: str) -> set[str]:
    """The words of a name without accents; initials left out."""
    bare = "".join(letter for letter in unicodedata.normalize("NFKD", fold(name)) if not unicodedata.combining(letter))
    return {word for word in words(bare) if len(word) > 2}


def same_authors(one: Sequence[str], other: Sequence[str]) -> bool | None:
    """Whether two lists name the same people; None where a desk may stand for a person, or a name in another script."""
    missing = [name for name in one if not any(may_be_same_person(name, known) for known in other)]
    added = [name for name in other if not any(may_be_same_person(name, known) for known in one)]
    if not missing and not added:
        return True
    everybody = [*one, *other]
    if not all(map(is_person, everybody)) or len({script(name) for name in everybody}) > 1:
        return None
    # One list may be cut to the first author; whether that is a fault, the rule knows better.
    return False if len(missing) == len(one) and len(added) == len(other) else None


# --- pictures, addresses, languages, access -----------------------------------------------------------------------

_STOCK = re.compile(
    r"([\w.-]*[-_.])?(logos?|placeholder|default|fallback|no-?(image|photo|pic)|dummy)"
    r"([-_]?(og|fb|facebook|twitter|social|share|sharing|image|img|large|big|square|white|black|colou?r|\d+(x\d+)?))*(\.\w{3})?"
)


def is_stock(address: str) -> bool:
    """Whether a picture's file is called like one that stands in for any article: a logo, a default, a placeholder."""
    return _STOCK.fullmatch(stem(address)) is not None


def same_picture(one: str, other: str) -> bool | None:
    """Whether two addresses are one picture in some size; two photos are none that contradict, a logo and a photo are."""
    if stem(one) == stem(other):
        return True
    return False if is_stock(one) != is_stock(other) else None


_LOCAL = re.compile(r"localhost|127(\.\d+){3}|::1|")


def same_address(one: str, other: str) -> bool | None:
    """
    Whether two addresses are one.

    None where they may lead to one page: another host or query, the same name or number in another section.
    """
    left, right = place(one).casefold(), place(other).casefold()
    if is_nearly_same(one, other):
        return True
    if left == right:
        return True if any(_LOCAL.fullmatch(host(address)) for address in (one, other)) else None
    if host(one) != host(other) or _LOCAL.fullmatch(host(one)) or _identity(left) & _identity(right):
        return None
    return False


def _identity(path: str) -> set[str]:
    """What tells an article in an address whatever section it stands in: its name, its number."""
    return {path.rpartition("/")[2], *re.findall(r"\d{5,}", path)} - {""}


def same_language(one: str, other: str) -> bool | None:
    """Whether two tags name one language, whatever country they add; None where one of them is no tag."""
    if any(complaint(tag.replace("_", "-")) for tag in (one, other)):
        return None
    return language(one) == language(other)


def same_access(one: str, other: str) -> bool | None:
    """Whether both say free, or both say paid; “metered” is a little of both."""
    return None if "metered" in {one, other} and one != other else one == other


def same_section(one: str, other: str) -> bool | None:
    """Whether two sections have one name; an article may stand in several."""
    return True if fold(one) == fold(other) else None


# --- the matrix ---------------------------------------------------------------------------------------------------


def _first(compare: Callable[[str, str], bool | None]) -> Callable[[Sequence[str], Sequence[str]], bool | None]:
    return lambda one, other: compare(one[0], other[0])


COMPARE: Mapping[str, Callable[[Sequence[str], Sequence[str]], bool | None]] = {
    "headline": _first(same_story),
    "description": _first(same_description),
    "published": _first(same_date),
    "modified": _first(same_date),
    "authors": same_authors,
    "image": _first(same_picture),
    "address": _first(same_address),
    "language": _first(same_language),
    "access": _first(same_access),
    "section": _first(same_section),
}
"""How the sayings of two witnesses are compared, by the name of the matter; the order is that of the matrix."""
LONGEST = 300
"""Letters of a saying that are kept."""
MOST = 20
"""Authors of one witness that are kept."""


def statement(witness: Witness, said: Sequence[str], *, inherited: str = "", is_backed: bool = False) -> Statement:
    """What a witness says, cut to a sane length."""
    kept = [entry[:LONGEST] for entry in said if entry.strip()][:MOST]
    return Statement(witness=witness, said=kept, inherited=inherited, is_backed=is_backed)


def add(matrix: Sequence[Matter], witness: Witness, said: Mapping[str, Sequence[str]]) -> list[Matter]:
    """The matrix of an article with one more witness, marked anew; an empty one, of no article, stays empty."""
    if not matrix:
        return []
    known = {matter.name: [told for told in matter.statements if told.witness != witness] for matter in matrix}
    for name, entries in said.items():
        if (told := statement(witness, entries)).said:
            known.setdefault(name, []).append(told)
    order = list(Witness)
    rows = [
        Matter(name=name, statements=sorted(known[name], key=lambda told: order.index(told.witness)))
        for name in COMPARE
        if known.get(name)
    ]
    return mark(rows)


_WEAK = frozenset(
    {
        # What was asked for may be the address of a copy; which one counts is for the others to say.
        ("address", Witness.PAGE),
        # Often the account that saved the entry, or the site's name.
        ("authors", Witness.META),
        ("authors", Witness.OPEN_GRAPH),
        # The title may be the site's motto.
        ("headline", Witness.META),
    }
)
"""Witnesses that may confirm another, but contradict nobody."""


def mark(matrix: Sequence[Matter]) -> list[Matter]:
    """The matrix with every stance set: who agrees, who is the odd one out, who only contradicts."""
    return [replace(matter, statements=_marked(matter)) for matter in matrix]


def _marked(matter: Matter) -> list[Statement]:
    said = matter.statements
    # Who only passes on what another says is no voice of its own, and stands as that other does.
    voices = [told for told in said if not told.inherited]
    verdicts = {
        (one.witness, other.witness): _compare(matter.name, one, other) for one, other in combinations(voices, 2)
    }
    verdicts |= {(other, one): verdict for (one, other), verdict in verdicts.items()}
    against = {
        one.witness: [other for other in voices if verdicts.get((one.witness, other.witness)) is False]
        for one in voices
    }
    allies = {
        one.witness: [other for other in voices if other is one or verdicts[one.witness, other.witness]]
        for one in voices
    }
    strongest = max((len(allies[one.witness]) for one in voices), default=0)
    stances = {one.witness: _stance(one, against, allies, strongest) for one in voices}
    return [replace(told, stance=stances.get(told.witness, Stance.ALONE)) for told in said]


def _stance(
    one: Statement,
    against: Mapping[Witness, Sequence[Statement]],
    allies: Mapping[Witness, Sequence[Statement]],
    strongest: int,
) -> Stance:
    """`allies` hold the witness itself: a majority are two or more, and more than any other side has."""
    mine, theirs = (
        len(allies[one.witness]),
        max((len(allies[other.witness]) for other in against[one.witness]), default=0),
    )
    if not against[one.witness] or (mine > theirs and mine == strongest):
        return Stance.AGREES if mine > 1 else Stance.ALONE
    return Stance.ODD if theirs > max(mine, 1) else Stance.DISAGREES


def _compare(name: str, one: Statement, other: Statement) -> bool | None:
    verdict = COMPARE[name](one.said, other.said) if name in COMPARE else None
    # Two wordings that the article's text both knows name no two articles.
    may_differ = (one.is_backed and other.is_backed) or not _WEAK.isdisjoint(
        {(name, one.witness), (name, other.witness)}
    )
    return None if verdict is False and may_differ else verdict
