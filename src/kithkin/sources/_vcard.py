"""Reads vCard 2.1, 3.0 and 4.0 line by line: folding, groups, charsets, quoted-printable."""

from __future__ import annotations

import quopri
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO, Final

from kithkin.sources._csv import DAMAGE

#: The longest line that is kept; a photograph is longer and not used.
LONGEST: Final = 1 << 20
_CARD_LINES: Final = 5_000
_SKIPPED: Final = frozenset({"PHOTO", "LOGO", "SOUND", "KEY"})
_NAME: Final = re.compile(rb"(?:([A-Za-z0-9-]+)\.)?([A-Za-z0-9-]+)((?:;(?:\"[^\"]*\"|[^:;\"])*)*):", re.DOTALL)
_UNESCAPED: Final = re.compile(r"\\(.)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Property:
    """One property of a card: its name in capitals, its group, its parameters in lower case, its raw value."""

    name: str
    group: str
    parameters: dict[str, list[str]]
    value: str

    def text(self) -> str:
        """Return the value with its escapes resolved."""
        return _plain(self.value).strip()

    def parts(self, separator: str = ";") -> list[str]:
        """Return the parts of a structured value, each with its escapes resolved."""
        return [_plain(part).strip() for part in re.split(rf"(?<!\\){separator}", self.value)]


@dataclass(slots=True)
class Card:
    """One card: the line it starts at, its properties, and what is wrong with it."""

    line: int
    properties: list[Property] = field(default_factory=list)
    fault: str = ""

    def all(self, *names: str) -> list[Property]:
        """Return the properties of these names that are not empty."""
        return [p for p in self.properties if p.name in names and p.value.strip(" ;")]

    def first(self, *names: str) -> str:
        """Return the text of the first of these properties, or nothing."""
        return next((text for name in names for p in self.all(name) if (text := p.text())), "")


def cards(stream: BinaryIO) -> Iterator[Card]:
    """Yield every card; one that breaks off, or that cannot be read, bears its fault."""
    card: Card | None = None
    number = 0
    try:
        for number, line in _unfolded(stream):
            tag = line.strip().upper()
            if tag == b"BEGIN:VCARD":
                if card is not None:
                    card.fault = "The card has no end."
                    yield card
                card = Card(number)
            elif tag == b"END:VCARD":
                if card is not None:
                    yield card
                card = None
            elif card is not None and len(card.properties) < _CARD_LINES:
                _take(card, line)
    except DAMAGE as error:
        card = card or Card(number + 1)
        card.fault = f"The file cannot be read further: {error}."
    if card is not None:
        card.fault = card.fault or "The file ends in the middle of a card."
        yield card


def _take(card: Card, line: bytes) -> None:
    found = _NAME.match(line)
    if not found:
        return
    name = found[2].decode("ascii").upper()
    if name in _SKIPPED:
        return
    parameters = _parameters(found[3].decode("utf-8", "replace"))
    value = _decoded(line[found.end() :], parameters)
    card.properties.append(Property(name, (found[1] or b"").decode("ascii").lower(), parameters, value))


def _parameters(text: str) -> dict[str, list[str]]:
    """Return parameters by lower-case name; the bare ones of vCard 2.1 are types or encodings."""
    found: dict[str, list[str]] = {}
    for part in re.findall(r";((?:\"[^\"]*\"|[^;\"])*)", text):
        name, is_named, values = part.partition("=")
        if not is_named:
            name, values = ("encoding" if name.lower() in {"quoted-printable", "base64"} else "type"), name
        found.setdefault(name.strip().lower(), []).extend(v.strip(' "').lower() for v in values.split(","))
    return found


def _decoded(value: bytes, parameters: dict[str, list[str]]) -> str:
    """Return a value's characters: quoted-printable resolved, charset as stated, else UTF-8, else Windows Latin."""
    if "quoted-printable" in parameters.get("encoding", ()):
        value = quopri.decodestring(value)
    for charset in (*parameters.get("charset", ()), "utf-8", "cp1252"):
        try:
            return value.decode(charset).replace("\0", "")
        except (UnicodeDecodeError, LookupError):
            continue
    return value.decode("utf-8", "replace").replace("\0", "")


def _lines(stream: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """Yield physical lines with their numbers; what is beyond `LONGEST` of one is dropped."""
    number = 0
    while line := stream.readline(LONGEST):
        number += 1
        rest = line
        while len(rest) == LONGEST and not rest.endswith(b"\n"):
            rest = stream.readline(LONGEST)
        yield number, (line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line).rstrip(b"\r\n")


def _unfolded(stream: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """Yield logical lines: one that starts with a blank continues the last, and so does what follows a `=` of 2.1."""
    held: list[bytes] = []
    start, size, is_soft = 0, 0, False
    for number, line in _lines(stream):
        if is_soft or (held and line[:1] in (b" ", b"\t")):
            if size < LONGEST:
                held.append(line if is_soft else line[1:])
                size += len(line)
        else:
            if held:
                yield start, b"".join(held)
            start, held, size = number, [line], len(line)
        is_soft = line.endswith(b"=") and b"QUOTED-PRINTABLE" in held[0][:200].upper()
        if is_soft:
            held[-1] = held[-1].removesuffix(b"=")
    if held:
        yield start, b"".join(held)


def _plain(value: str) -> str:
    return _UNESCAPED.sub(lambda found: "\n" if found[1] in "nN" else found[1], value)
