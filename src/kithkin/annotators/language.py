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
ENOUGH: Final = 80
#: Words so common that two of them tell a language, and that no other language of the set writes alike.
_TELLING: Final = {
    word: code
    for code, words in {
        "en": "the you your and with this that have what they would are was were will been from there their when how",
        "de": "und nicht ist ich sie auch das eine einen wir mich dich für sich wird sind oder aber noch wenn",
        "fr": "vous avec pour est une les dans c'est nous mais pas mon votre je cette être aussi très merci",
        "es": "el los una las pero muy gracias está usted qué también hola nuestro cómo cuando hacer tu estoy y",
        "pt": "não você uma obrigado obrigada muito também são está com meu minha seu nossa em ção isso mais",
        "it": "che il della gli sono non grazie questo per anche più nostro perché ciao è alla tutti molto",
        "nl": "het een niet ook voor je jij wij zijn naar heb bent jouw maar wel goed deze dank onze bedankt",
    }.items()
    for word in words.split()
    if word not in {"está", "mais", "pour", "non", "per", "das", "is", "are"}
}


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
    words = _WORD.findall(start)
    if len(words) < FEWEST_WORDS and len(_UNSPACED.findall(start)) < 2 * FEWEST_WORDS:
        return UNKNOWN
    told = [_TELLING[word] for word in map(str.lower, words) if word in _TELLING]
    if len(told) > 1 and len(set(told)) == 1:
        return told[0]
    return _detector().detect(start).language or UNKNOWN


class Language:
    """The language of each text, from a closed set: by two telling words, else by its letters (eld 1.0.6)."""

    name = "language"
    version = "1 eld-1.0.6"
    columns: tuple[Column, ...] = (Column("language", "text", "code of two letters; unknown under three words"),)

    def annotate(self, texts: Sequence[str]) -> Mapping[str, Sequence[Any]]:
        """Return one list, as long as `texts`."""
        return {"language": [language_of(text) for text in texts]}


language: Final = Language()
