"""Language tags as BCP 47 writes them (https://www.rfc-editor.org/rfc/rfc5646#section-2.1): de, pt-BR, zh-Hant-TW."""

from __future__ import annotations

import re

# Language, script, region, variants, extensions, private use. Languages of four and more letters, which the grammar has
# room for, do not exist in the registry: “english” is no tag.
_TAG = re.compile(
    r"(?P<language>[a-z]{2,3})(-[a-z]{3}){0,3}(-[a-z]{4})?(-(?P<region>[a-z]{2}|\d{3}))?(-([a-z\d]{5,8}|\d[a-z\d]{3}))*"
    r"(-[a-wy-z\d](-[a-z\d]{2,8})+)*(-x(-[a-z\d]{1,8})+)?",
    re.IGNORECASE,
)
# https://www.loc.gov/standards/iso639-2/php/code_list.php (read 2026-11), with the older codes that the registry keeps.
TWO_LETTERS = frozenset(
    (
        "aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el en eo es et "
        "eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik in io is it iu iw ja ji jv jw ka kg "
        "ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mo mr ms mt my na nb nd ne ng nl nn no "
        "nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg sh si sk sl sm sn so sq sr ss st su sv sw ta te tg "
        "th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu"
    ).split()
)
# Codes of countries that are often taken for their language's.
COUNTRY_FOR_LANGUAGE = {
    "al": "sq", "at": "de", "by": "be", "cn": "zh", "cz": "cs", "dk": "da", "ge": "ka", "gr": "el", "jp": "ja",
    "mx": "es", "rs": "sr", "ua": "uk", "us": "en", "vn": "vi",
}  # fmt: skip


def complaint(tag: str) -> str:
    """What is wrong with a language tag, in words that fit after “which”; empty when it is right."""
    said = tag.strip()
    if not said:
        return "names no language"
    if "_" in said and _TAG.fullmatch(said.replace("_", "-")):
        return f"has an underscore where a hyphen belongs (“{said.replace('_', '-')}”)"
    found = _TAG.fullmatch(said)
    if not found:
        return "is no language tag"
    language, region = found["language"].lower(), (found["region"] or "").upper()
    if len(language) == 2 and language not in TWO_LETTERS:
        meant = COUNTRY_FOR_LANGUAGE.get(language)
        return f"is a country’s code, not a language’s (“{meant}”)" if meant else "begins with no language’s code"
    # Not in the registry, though reserved in ISO 3166: https://www.iana.org/assignments/language-subtag-registry
    return f"has no country’s code (“{said[:-2]}GB”)" if region == "UK" and said[-2:].upper() == "UK" else ""


SAME = {
    "nb": "no",
    "nn": "no",
    "in": "id",
    "iw": "he",
    "ji": "yi",
    "jw": "jv",
    "tl": "fil",
    "mo": "ro",
    "yue": "zh",
    "cmn": "zh",
}
"""Older codes, and written forms that pages name now one way, now the other."""


def language(tag: str) -> str:
    """The language of a tag, one code for those that have several: “nb” and “no”, “id” and “in”."""
    code = tag.strip().lower().replace("_", "-").split("-")[0]
    return SAME.get(code, code)
