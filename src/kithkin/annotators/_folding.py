"""Folding of characters: what looks alike is read alike, and what cannot be seen is not read.

Case, accents, full-width and mathematical letters, small capitals, letters of another script that look Latin,
zero-width and bidirectional controls, words written backwards and shown forwards. The offsets of a folded text lead
back to the characters as they were written.
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
#: Small capitals, which are letters of their own: always Latin.
_SMALL: Final = {
    ord(small): letter for small, letter in zip("ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘꞯʀꜱᴛᴜᴠᴡʏᴢ", "abcdefghijklmnopqrstuvwyz", strict=True)
}
#: What is written backwards: from the control that turns the direction of all that follows to its end.
_TURNED: Final = re.compile("\u202e[^\u202c\u202e\n]*")
_UNSEEN: Final = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_MARKS: Final = re.compile("[\u0300-\u036f]")


class _Folds(dict[int, str]):
    """What each character is folded to, filled as characters are met."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        is_unseen = unicodedata.category(character) in ("Cf", "Cc") and character not in "\n\r\t"
        # Variants and skin tones of emoji say nothing about the words.
        if is_unseen or 0xFE00 <= code <= 0xFE0F or 0x1F3FB <= code <= 0x1F3FF:
            folded = ""
        elif code in _SMALL:
            folded = _SMALL[code]
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
    text = _turned(text)
    return (_undisguised(text) if _LOOKS_LATIN.search(text) else text).translate(_FOLDS)


def offsets(text: str) -> list[int]:
    """Return, for each character of the folded text, where it stands in the text; one more for the end."""
    if text.isascii():
        return list(range(len(text) + 1))
    plain, order = _undisguised(_turned(text)), list(range(len(text)))
    for part in _TURNED.finditer(text):
        order[part.start() : part.end()] = order[part.start() : part.end()][::-1]
    return [place for place, c in zip(order, plain, strict=True) for _ in _FOLDS[ord(c)]] + [len(text)]


def span(text: str, start: int, end: int) -> tuple[int, int]:
    """Return where in a text the characters stand that some of its folded text came from: the first, and behind the last."""
    places = offsets(text)[start:end]
    return min(places), max(places) + 1


def legible(text: str) -> str:
    """Return a text as a reader sees it: disguises undone, accents kept, for they tell the language."""
    if text.isascii():
        return text
    shown = unicodedata.normalize("NFKC", _UNSEEN.sub("", _turned(text)).translate(_SMALL))
    if _MARKS.search(shown):  # marks that belong to no letter of any language: then none of them means anything
        shown = _MARKS.sub("", unicodedata.normalize("NFD", shown))
    return _undisguised(shown)


def _turned(text: str) -> str:
    """Return a text of the same length with what is written backwards, and shown forwards, as it is shown."""
    return _TURNED.sub(lambda part: part.group()[::-1], text) if "\u202e" in text else text


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
