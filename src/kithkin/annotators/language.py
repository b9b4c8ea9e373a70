"""The annotator `language`: which of a closed set of languages a text is written in."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, Final

from kithkin.model.tables import Column

#: The set to choose from: the languages in which texts are judged, and those they are most often mistaken for.
JUDGED: Final = ("en", "de", "fr", "es", "pt", "it", "nl")
OTHERS: Final = (
    "ar", "bg", "bn", "ca", "cs", "da", "el", "et", "eu", "fa", "fi", "gl", "he", "hi", "hr", "hu", "ja", "ko", "lt",
    "lv", "ms", "no", "pl", "ro", "ru", "sk", "sl", "sq", "sr", "sv", "ta", "te", "th", "tl", "tr", "uk", "ur", "vi", "zh",
)  # fmt: skip
UNKNOWN: Final = "unknown"

_NOT_WORDS: Final = re.compile(r"(?:https?://|www\.)\S+|[@#][\w.]+|[\w.+-]{1,64}@[\w.-]+")
_WORD: Final = re.compile(r"[^\W\d_]{1,40}")
#: Scripts that are written without spaces: their words are counted by characters.
_UNSPACED: Final = re.compile(r"[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
FEWEST_WORDS: Final = 3
#: Beyond so many characters more text does not change the answer.
ENOUGH: Final = 120


@cache
def _detector() -> Any:
    """Return the detector; it is loaded when the first text is read."""
    from eld import LanguageDetector

    detector = LanguageDetector()
    detector.dynamic_lang_subset([*JUDGED, *OTHERS])
    return detector


def language_of(text: str) -> str:
    """Return the code of a text's language; `unknown` under three words, and where no language is near."""
    start = text[: 3 * ENOUGH]
    if "@" in start or "#" in start or "/" in start:
        start = _NOT_WORDS.sub(" ", start)
    start = start[:ENOUGH]
    if len(_WORD.findall(start)) < FEWEST_WORDS and len(_UNSPACED.findall(start)) < 2 * FEWEST_WORDS:
        return UNKNOWN
    return _detector().detect(start).language or UNKNOWN


class Language:
    """The language of each text, by its letters in ones to fours (eld 1.0.6), from a closed set."""

    name = "language"
    version = "1 eld-1.0.6"
    columns = (Column("language", "text", "code of two letters; unknown under three words"),)

    def annotate(self, texts: Sequence[str]) -> Mapping[str, Sequence[Any]]:
        """Return one list, as long as `texts`."""
        return {"language": [language_of(text) for text in texts]}


language: Final = Language()
