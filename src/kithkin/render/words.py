"""Words of others, made safe to show, and the answer's sentence with its figures put in."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

from kithkin.model.page import Answer, Part, Person, Value
from kithkin.model.tables import NETWORK_TITLES
from kithkin.render import figures

#: Characters that steer the direction of text beyond their own word, or that nobody can see.
_STEERING: Final = frozenset(
    "\u061c\u200b\u200e\u200f\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff"
)
# A whole escape sequence goes, not only its first character: "[31m" would be left of it.
_ESCAPE: Final = re.compile(r"\x1b\[[0-?]*[ -/]*[@-~]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)?|\x1b.?|\x9b[0-?]*[ -/]*[@-~]")
#: Characters of a name that are shown: nobody is called so, and a longer one would fill the page.
LONGEST_NAME: Final = 200
_PLACE: Final = re.compile(r"\{(\w+)(:unit)?\}(?:( )([A-Za-z]+))?")


def clean(text: str) -> str:
    """Return text without escape sequences, control characters and marks that turn the direction of what follows.

    Line breaks stay; joiners inside emoji and scripts stay.
    """
    kept = (c for c in _ESCAPE.sub("", text) if c == "\n" or (c not in _STEERING and not _is_control(c)))
    return "".join(kept)


def _is_control(char: str) -> bool:
    """Return whether a character is a control character or half of a broken pair."""
    return unicodedata.category(char) in ("Cc", "Cs")


def line(text: str) -> str:
    """Return clean text on one line."""
    return " ".join(clean(re.sub(r"[\t\r\n\v\f]", " ", text)).split())


def cut(text: str, most: int) -> str:
    """Return the first `most` characters of a text, an ellipsis in the place of what is behind them."""
    return text if len(text) <= most else f"{text[:most]}…"


def network_name(network: str) -> str:
    """Return a network as it writes itself, or several of them: X, Bluesky, LinkedIn."""
    return ", ".join(NETWORK_TITLES.get(one, line(one).capitalize()) for one in network.split(", "))


def where_of(person: Person) -> str:
    """Return the networks on which a person is known; nothing for the user, whom nobody has to look up."""
    network, _, rest = person.id.partition(":")
    return "" if person.id == "self" else network_name(person.network or (network if rest else ""))


def name_of(person: Person) -> str:
    """Return how a person is called: by name, else by handle, else by the part of the id behind the network."""
    handle, key = line(person.handle).strip("@"), person.id.partition(":")[2]
    return next((name for words in (person.name, handle, key, person.id) if (name := _label(words))), "")


def _label(text: str) -> str:
    """Return a name on one line, the end of one beyond all measure replaced by an ellipsis."""
    return cut(line(text), LONGEST_NAME)


def handle_of(person: Person) -> str:
    """Return a person's handle where it says more than the name."""
    handle = _label(person.handle)
    return handle if handle.strip("@") not in ("", name_of(person)) else ""


def initials(person: Person) -> str:
    """Return one or two letters for a person's round mark; a full stop where the name has no letter."""
    words = ["".join(c for c in word if c.isalpha()) for word in name_of(person).split()]
    letters = [word[0] for word in words if word]
    return ("".join(letters[:1] + letters[1:][-1:]) or "·").upper()


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a sentence: plain words, or a figure or person that is set off."""

    text: str
    kind: Literal["words", "figure", "person"] = "words"
    person: Person | None = None


def pieces(answer: Answer) -> Iterator[Piece]:
    """Yield an answer's sentence with its parts put in.

    `{name}` becomes the figure, `{name:unit}` the figure with its unit. A noun right behind a figure of one
    is put in the singular where it is the figure's unit. A name without a part stays as it is written.
    """
    end = 0
    for found in _PLACE.finditer(answer.text):
        part = answer.parts.get(found[1])
        if part is None:
            continue
        before = line_keeping_ends(answer.text[end : found.start()])
        yield Piece(before)
        piece = _piece(part, with_unit=bool(found[2]))
        yield _capital(piece) if found.start() == 0 or before.endswith((". ", "? ", "! ")) else piece
        end = found.end(2) if found[2] else found.end(1)
        end += 1
        if found[4] and isinstance(part, Value) and found[4] == part.unit and figures.is_one(part):
            yield Piece(" " + figures.singular(found[4]))
            end = found.end()
    yield Piece(line_keeping_ends(answer.text[end:]))


def _capital(piece: Piece) -> Piece:
    """Return a figure that begins a sentence with a capital; a name is left as its owner writes it."""
    return Piece(piece.text[:1].upper() + piece.text[1:], piece.kind) if piece.kind == "figure" else piece


def line_keeping_ends(text: str) -> str:
    """Return clean text with its outer spaces, for stretches that stand beside others."""
    return clean(text).replace("\n", " ")


def _piece(part: Part, *, with_unit: bool) -> Piece:
    """Return one part of an answer as a piece."""
    if isinstance(part, Value):
        return Piece(figures.with_unit(part) if with_unit else figures.figure(part), "figure")
    if isinstance(part, Person):
        return Piece(name_of(part), "person", part)
    return Piece(line(part))


def sentence(answer: Answer) -> str:
    """Return an answer as plain text."""
    return "".join(piece.text for piece in pieces(answer))
