"""Finding cues in texts: patterns in seven languages, and what of a text is the author's own words.

Offsets count characters of the text as it was written, so that a quote can show what counted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from kithkin.annotators._patterns import Pattern
from kithkin.model.mails import EARLIER_HEAD

#: More of a text than this is not read: a cue stands near the beginning, and a hostile text may be long.
MOST_CHARACTERS: Final = 20_000
#: A sentence is quoted up to this length.
MOST_OF_A_SENTENCE: Final = 300

_QUOTED: Final = re.compile(r"^[ \t]*(?:\w{0,12}>|\|)[^\n]*|^[^\n]{0,200}\b(?:wrote|writes|schrieb|a écrit|escribió|escreveu|ha scritto|schreef):[ \t]*$", re.MULTILINE)  # fmt: skip # noqa: E501
#: The user's own, or a line that a provider puts above its advertisement.
_SIGNATURE: Final = re.compile(r"^(?:--[ \t]?|_{8,}[ \t]*)$", re.MULTILINE)
#: From here on a mail holds the mails before it: a line that says so, or the first lines of their heads.
_HISTORY: Final = re.compile(
    r"^[ \t]*(?:-{2,}[ \t]*(?:original|forwarded|ursprüngliche|weitergeleitete|message d'origine|mensaje original)[^\n]{0,60}-"
    rf"|{EARLIER_HEAD})",
    re.MULTILINE | re.IGNORECASE,
)
#: A line of a program that failed: its "in ?" asks nothing.
_TRACE: Final = re.compile(r'^[^\w"\n]{0,20}File "[^"\n]{0,200}", line \d+[^\n]*', re.MULTILINE)
_LINK: Final = re.compile(r"(?:https?://|www\.)[^\s<>\"]+")
_ENDS: Final = ".!?…？؟\n"
_MARKS: Final = re.compile(r"[?？؟]+")
_BEHIND: Final = frozenset(" \t\n\r\"'”’»)]*_:;,.!-–—")


@dataclass(frozen=True, slots=True)
class Cue:
    """Words that counted, and where they stand."""

    words: str
    start: int
    end: int


def own_words(text: str) -> str:
    """Return a text in which quoted lines, links and the signature are blanked out; every offset stays.

    Earlier mails below an answer, with their heads, are cut off.
    """
    plain = text[:MOST_CHARACTERS]
    if ("\n" in plain or plain[:2] == "--") and (history := _HISTORY.search(plain)):
        plain = plain[: history.start()]
    if 'File "' in plain:
        plain = _TRACE.sub(_blank, plain)
    if _SIGNATURE.search(plain):
        plain = plain[: next(_SIGNATURE.finditer(plain)).start()]
    if ">" in plain or "|" in plain or ":" in plain:
        plain = _QUOTED.sub(_blank, plain)
    return _LINK.sub(_blank, plain)


def _blank(found: re.Match[str]) -> str:
    return " " * len(found.group())


def questions(plain: str) -> Iterator[Cue]:
    """Yield each sentence that ends in a question mark."""
    for mark in _MARKS.finditer(plain):
        behind = plain[mark.end() : mark.end() + 1]
        if behind and behind not in _BEHIND and behind.isascii():
            continue  # a part of an address or of code
        cue = sentence(plain, mark.start(), mark.end())
        if any(letter.isalpha() for letter in cue.words):
            yield cue


def whole(plain: str, start: int, end: int) -> Cue:
    """Return the whole sentence that holds the characters from `start` to `end`."""
    last = min(len(plain), start + MOST_OF_A_SENTENCE)
    while end < last and not _is_end(plain, end):
        end += 1
    cue = sentence(plain, start, end)
    words = cue.words.rstrip()
    return Cue(words, cue.start, cue.start + len(words))


def sentence(plain: str, start: int, end: int) -> Cue:
    """Return the sentence before `end` that holds `start`, without the blanks before it.

    A single line break goes on: mails are broken at any word. Two of them end a sentence.
    """
    first = max(0, start - MOST_OF_A_SENTENCE)
    place = start
    while place > first and not _is_end(plain, place - 1):
        place -= 1
    while place < start and plain[place].isspace():
        place += 1
    return Cue(plain[place:end], place, end)


def _is_end(plain: str, place: int) -> bool:
    character = plain[place]
    if character == "\n":
        return plain[place - 1 : place] == "\n" or not plain[place - 1 : place].strip()
    return character in _ENDS and (place + 1 == len(plain) or plain[place + 1].isspace())


def compiled(*phrases: str) -> Pattern:
    """Return one pattern for phrases of all languages; a space stands for any blanks."""
    return Pattern(lambda: _compiled(phrases))


def _compiled(phrases: Sequence[str]) -> re.Pattern[str]:
    """Return the pattern.

    Phrases are grouped by the letter that they begin with, so that at most places of a text only the letter is compared.
    """
    by_letter: dict[str, list[str]] = {}
    for phrase in phrases:
        for letter, words in _beginnings(f"(?:{phrase})"):
            by_letter.setdefault(letter, []).append(words)
    joined = "|".join(
        f"{f'(?={letter})' if letter else ''}(?:{'|'.join(words)})" for letter, words in sorted(by_letter.items())
    )
    # So many blanks at most: a text of nothing else would be gone through again from each of them.
    return re.compile(rf"(?<!\w)(?:{joined})(?!\w)".replace(" ", r"\s{1,9}"), re.IGNORECASE)


def _beginnings(phrase: str) -> Iterator[tuple[str, str]]:
    """Yield the ways in which a phrase may begin: the letter ("" = any), and the phrase that begins so."""
    if not phrase.startswith("(?:"):
        yield (phrase[:1].casefold() if phrase[:1].isalnum() and phrase[1:2] not in "?*{" else ""), phrase
        return
    depth, last, choices, place = 0, 3, [], 0
    for place, character in enumerate(phrase):
        depth += (character == "(") - (character == ")")
        if (character == "|" and depth == 1) or depth == 0:
            choices.append(phrase[last:place])
            last = place + 1
        if depth == 0:
            break
    rest = phrase[place + 1 :]
    if rest[:1] in ("*", "+", "{"):
        yield "", phrase
        return
    if rest[:1] == "?":
        rest = rest[1:]
        yield from _beginnings(rest)
    for choice in choices:
        yield from _beginnings(f"{choice}{rest}")


def first(plain: str, patterns: Sequence[tuple[str, Pattern]]) -> tuple[str, Cue] | None:
    """Return the name and place of the first pattern, in the order given, that is found."""
    for name, pattern in patterns:
        found = pattern.search(plain)
        if found:
            return name, Cue(found.group(), found.start(), found.end())
    return None
