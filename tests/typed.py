"""What a text tells people to type, and whether it can be typed: subcommands, flags and values are known."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from functools import cache

import click

from audit.cli import command

_BEGIN = re.compile(r"(?:^(?:- )?(?:run: |entry: )?|[|&;] *|xargs )((?:audit|pytest) .*)$")


def told(text: str) -> Iterator[str]:
    """The commands `audit …` and `pytest …` in the code of a text, each in a line of its own, without what follows them."""
    for line in text.replace("\\\n", " ").splitlines():
        found = _BEGIN.search(line.strip())
        if found:
            yield re.split(r" (?:\|\||&&|>+|\|) | +#", found[1])[0].strip()


def refused(line: str) -> str:
    """Why the command cannot be typed like that; empty when it can."""
    name, *arguments = shlex.split(line)
    return _refused_by_audit(arguments) if name == "audit" else _refused_by_pytest(arguments)


def _refused_by_audit(arguments: list[str]) -> str:
    name, *rest = arguments
    found = command.commands.get(name)
    if found is None:
        return f"there is no command {name}"
    try:
        found.make_context(name, rest)
    except click.UsageError as error:
        return error.format_message()
    return ""


def _refused_by_pytest(arguments: list[str]) -> str:
    flags = {each.partition("=")[0] for each in arguments if each.startswith("-")}
    return ", ".join(f"there is no option {flag}" for flag in sorted(flags - _known_to_pytest()))


@cache
def _known_to_pytest() -> set[str]:
    said = subprocess.run([sys.executable, "-m", "pytest", "--help"], capture_output=True, text=True, check=True).stdout
    return set(re.findall(r"(?<![\w-])--?[a-zA-Z][\w-]*", said))
