"""
The words rules look for, a file a language: `uk.toml` holds the Ukrainian ones, every list under the name it has in all files.

A new language is a new file. Lists are what people write on pages, in small letters; a user's configuration adds to them
rule by rule (audit/rules/settings.py).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import resources
from typing import Any

import msgspec

Words = dict[str, list[str]]
"""Language -> words or phrases, in small letters."""


def words(name: str) -> Words:
    """The lists of that name by language. Raises KeyError when no language has one."""
    found = {language: list(lists[name]) for language, lists in _all().items() if name in lists}
    if not found:
        raise KeyError(f"No language has a list called {name}.")
    return found


def word_list(name: str) -> Any:
    """The default of a rule's setting that holds the lists of that name: `openings: Words = word_list("image-of")`."""
    return msgspec.field(default_factory=lambda: words(name))


def names() -> set[str]:
    """The names of all lists."""
    return {name for lists in _all().values() for name in lists}


def flat(lists: Mapping[str, Sequence[str]]) -> list[str]:
    """The words of all languages, each once: what a page is written in is not always what it says."""
    return list(dict.fromkeys(word for words in lists.values() for word in words))


def one_of(lists: Mapping[str, Sequence[str]]) -> re.Pattern[str]:
    """A pattern that finds any of the words as whole words, whatever their case, with any white space between theirs."""
    longest_first = sorted(flat(lists), key=len, reverse=True)
    either = "|".join(r"\s+".join(re.escape(part) for part in word.split()) for word in longest_first)
    return re.compile(rf"(?<!\w)(?:{either or '(?!)'})(?!\w)", re.IGNORECASE)


@cache
def _all() -> dict[str, dict[str, list[str]]]:
    files = sorted(resources.files(__name__).iterdir(), key=lambda file: file.name)
    return {
        file.name.removesuffix(".toml"): tomllib.loads(file.read_text(encoding="utf-8"))
        for file in files
        if file.name.endswith(".toml")
    }
