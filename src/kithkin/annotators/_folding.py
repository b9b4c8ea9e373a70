"""Folding of characters: what looks alike is read alike, and what cannot be seen is not read.

Case, accents, full-width and mathematical letters, letters of another script that look Latin, zero-width and
bidirectional controls. The offsets of a folded text lead back to the characters as they were written.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

#: Letters of other scripts that are drawn like Latin ones (of Unicode TR 39, the letters that texts use).
LOOKALIKES: Final = str.maketrans(
    "АВЕЗКМНОРСТУХЅІЈѴԌԚԜаеорсухіјѕһԁɡԛԝΑΒΕΖΗΙΚΜΝΟΡΤΥΧοανικρτυχ",
    "ABE3KMHOPCTYXSIJVGQWaeopcyxijshdgqwABEZHIKMNOPTYXoavikptux",
)
_LOOKS_LATIN: Final = re.compile("[" + "".join(map(chr, LOOKALIKES)) + "]")
_WORD: Final = re.compile(r"\w+")


class _Folds(dict[int, str]):
    """What each character is folded to, filled as characters are met."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        is_unseen = unicodedata.category(character) in ("Cf", "Cc") and character not in "\n\r\t"
        # Variants and skin tones of emoji say nothing about the words.
        if is_unseen or 0xFE00 <= code <= 0xFE0F or 0x1F3FB <= code <= 0x1F3FF:
            folded = ""
        else:
            plain = unicodedata.normalize("NFKD", character).casefold()
            folded = "".join(c for c in plain if not 0x300 <= ord(c) <= 0x36F)
        self[code] = folded
        return folded


_FOLDS: Final = _Folds()


def folded(text: str) -> str:
    """Return a text in lower case, without accents, invisible characters and disguises."""
    if text.isascii():
        return text.lower()
    return (_undisguised(text) if _LOOKS_LATIN.search(text) else text).translate(_FOLDS)


def offsets(text: str) -> list[int]:
    """Return, for each character of the folded text, where it stands in the text; one more for the end."""
    if text.isascii():
        return list(range(len(text) + 1))
    plain = _undisguised(text)
    return [place for place, c in enumerate(plain) for _ in _FOLDS[ord(c)]] + [len(text)]


def _undisguised(text: str) -> str:
    """Return a text of the same length with letters that only look Latin replaced, where Latin is what is meant.

    Meant it is in a word that has Latin letters too, and in a Latin text in a word that looks Latin throughout.
    """
    start = text[:2000]
    is_latin = 2 * sum(c.isascii() for c in start if c.isalpha()) > sum(map(str.isalpha, start))

    def latin(word: re.Match[str]) -> str:
        there = word.group()
        here = there.translate(LOOKALIKES)
        is_disguised = here != there and (any("A" <= c <= "z" for c in there) or (is_latin and here.isascii()))
        return here if is_disguised else there

    return _WORD.sub(latin, text)
