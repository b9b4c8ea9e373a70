"""The annotator `template`: what is left of a text when all that varies between copies of it is taken out."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from kithkin.annotators._folding import folded
from kithkin.model.tables import Column

_GREETINGS: Final = (
    "hi|hiya|hey|heya|hello|yo|dear|welcome|greetings|good (?:morning|day|afternoon|evening)|"
    "hallo|moin|servus|liebe[rs]?|guten (?:morgen|tag|abend)|willkommen|"
    "salut|bonjour|bonsoir|coucou|cher|chere|bienvenue|"
    "hola|buenas(?: tardes| noches)?|buenos dias|estimad[oa]|querid[oa]|bienvenid[oa]|"
    "oi|ola|bom dia|boa tarde|boa noite|car[oa]|bem.vind[oa]|"
    "ciao|salve|buongiorno|buonasera|benvenut[oa]|hoi|beste|goedemorgen|goedendag|goedenavond|welkom|"
    "czesc|hej|witaj|dzien dobry|привет|здравствуйте|добрый день|merhaba|selam"
)
#: A greeting at the start, with at most two words of a name where something other than a space ends it.
_OPENING: Final = re.compile(
    rf"\W{{0,20}}(?:{_GREETINGS})\b(?:[^\w\n]{{0,3}}(?:there|all|everyone|zusammen|a todos)\b)?"
    r"(?:[^\S\n]{0,9},?[^\S\n]{0,9}@?[^\W\d_][\w'’.-]{0,24}(?:[^\S\n][^\W\d_][\w'’-]{0,24})?[^\S\n]{0,9}"
    r"(?=[^\w\s'’-]|-\s|\n))?"
)
#: What greetings begin with: most texts are told apart from them by this alone.
_BEGINNINGS: Final = frozenset(word[:2] for word in re.split(r"[|(?:)]+", _GREETINGS) if len(word) > 1)
_LINK: Final = re.compile(
    r"(?:https?://|www\.)\S+"
    r"|(?<![\w.@-])(?:[a-z0-9-]{1,40}\.){1,4}(?:(?:com|net|org|io|co|ly|me|link|shop|app|info|biz|example)\b(?:/\S*)?|[a-z]{2}/\S*)"
)
_MAIL: Final = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,64}\.[\w.-]+")
_NAME: Final = re.compile(r"(?<!\w)@[\w.]+")
_WORDS: Final = re.compile(r"[^\W\d_]+|\d+")
_NUMBER: Final = re.compile(r"\b\d+(?: \d+)*\b")
#: Bytes of ASCII text with a space for each that is no letter or digit: far faster than translating letters.
_PLAIN: Final = bytes(code if chr(code).isalnum() else 32 for code in range(128)) + bytes(128)
#: A text is known by its beginning; what comes after so many characters is not looked at.
MOST: Final = 20_000


def skeleton(text: str) -> str:
    """Return the skeleton: words in lower case, `LINK`, `MAIL`, `NAME` and `0` where those stood, nothing else.

    Case, accents, disguised letters, invisible characters, emoji, punctuation, and a greeting with a name at
    the start are gone. Copies of one template have equal skeletons, unless a slot lies in their midst.
    """
    plain = folded(text[:MOST]).lstrip(" \n\t!.,¡¿@")
    if plain[:2] in _BEGINNINGS or not plain[:1].isalnum():
        opening = _OPENING.match(plain)
        plain = plain[opening.end() :] if opening else plain
    if "." in plain and _LINK.search(plain):
        plain = _LINK.sub(" LINK ", plain)
    if "@" in plain:
        plain = _NAME.sub(" NAME ", _MAIL.sub(" MAIL ", plain))
    if not plain.isascii():
        return _NUMBER.sub("0", " ".join(_WORDS.findall(plain)))
    found = " ".join(plain.encode("ascii").translate(_PLAIN).decode("ascii").split())
    return found if found.replace(" ", "").isalpha() else _NUMBER.sub("0", " ".join(_WORDS.findall(found)))


class Template:
    """Skeletons of texts.

    Null for a text without letters: emoji and numbers alone are no template.
    """

    name = "template"
    version = "1"
    columns: tuple[Column, ...] = (
        Column("skeleton", "text", "the words without all that varies between copies; null without letters"),
        Column("skeleton_id", "text", "hash of the skeleton: copies of a template have equal ids"),
        Column("word_count", "integer", "words of the skeleton, places for links and names included", "words"),
        Column("has_link", "boolean", "whether the text holds a link"),
    )

    def annotate(self, texts: Sequence[str]) -> Mapping[str, Sequence[Any]]:
        """Return one list per column, each as long as `texts`."""
        bones = map(skeleton, texts)
        skeletons = [found if found[:1].isalpha() or any(map(str.isalpha, found)) else None for found in bones]
        return {
            "skeleton": skeletons,
            "skeleton_id": [None if found is None else identity(found) for found in skeletons],
            "word_count": [None if found is None else found.count(" ") + 1 for found in skeletons],
            "has_link": [None if found is None else "LINK" in found for found in skeletons],
        }


def identity(found: str) -> str:
    """Return the id of a skeleton."""
    return hashlib.blake2b(found.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


template: Final = Template()
