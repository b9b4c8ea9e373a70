"""Commands in the words of a page, found so that each door can show them in its own way.

A page speaks to every door, and says what a terminal would take: "kithkin import FILE". The terminal prints that as it
stands; a document shows it as a command; a door that can do the same puts its own way there instead.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

#: What stands between backticks, else a command with its options, words in capitals or quotation marks, and what is said of them.
_COMMAND: Final = re.compile(
    r"`(?P<marked>[^`\n]+)`"
    r"|\b(?P<bare>kithkin [a-z]+(?: (?:--[a-z-]+(?: [^\s.,;:]+)?|-[a-z] [A-Z]+\b|[A-Z]+\b|(?<=PERSON )[a-z]+"
    r"|(?<=kithkin rows )[a-z]+(?:_[a-z]+)*"
    r"|\"[^\"\n]*\"(?: [a-z]+(?:-[a-z]+)+)?))*)"
)


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of a sentence: plain words, or what would be typed."""

    text: str
    is_typed: bool = False


def stretches(text: str) -> Iterator[Stretch]:
    """Yield a sentence in stretches, what would be typed apart from the words around it."""
    end = 0
    for found in _COMMAND.finditer(text):
        if found.start() > end:
            yield Stretch(text[end : found.start()])
        yield Stretch(found["marked"] or found["bare"], is_typed=True)
        end = found.end()
    if end < len(text):
        yield Stretch(text[end:])


def parts(command: str) -> list[str]:
    """Return the verb of a `kithkin` command and what stands behind it; nothing for what is no such command."""
    try:
        program, *rest = shlex.split(command)
    except ValueError:
        return []
    return rest if program == "kithkin" else []
