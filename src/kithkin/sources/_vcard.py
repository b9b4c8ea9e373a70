"""Reads vCard 2.1, 3.0 and 4.0: folding, groups, charsets, quoted-printable, UTF-16.

The file is cut after the lines that end a card. A card that is written by the rules, as nearly all are, is taken
whole: decoded once, unfolded, and cut at its line ends. Any other is read line by line, which takes every form
and says what is wrong. Both ways give the same properties.
"""

from __future__ import annotations

import codecs
import quopri
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import BinaryIO, Final, NamedTuple

import msgspec

from kithkin.sources._csv import DAMAGE, encoding_of

#: The longest line that is kept; a photograph is longer and not used.
LONGEST: Final = 1 << 20
_CHUNK: Final = 1 << 20
#: So many bytes tell the encoding.
_HEAD: Final = 4096
#: A card longer than this is read line by line.
_LONGEST_CARD: Final = 4 << 20
_CARD_LINES: Final = 5_000
_SKIPPED: Final = frozenset({"PHOTO", "LOGO", "SOUND", "KEY"})
_NAME: Final = re.compile(r"(?:([A-Za-z0-9-]+)\.)?([A-Za-z0-9-]+)((?:;(?:\"[^\"]*\"|[^:;\"])*)*):", re.DOTALL)
_UNESCAPED: Final = re.compile(r"\\(.)", re.DOTALL)
_FOLD: Final = re.compile(r"\n[ \t]")
_BEGIN: Final = "BEGIN:VCARD\n"
_END: Final = b"\nEND:VCARD"
#: When a card was last changed; that this begins a line is looked at afterwards, which is much faster.
_REVISED: Final = re.compile(rb"(?:REV|rev)(?:;[^:\r\n]{0,200})?:([^\r\n]{1,80})")


class Property(NamedTuple):
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
        if "\\" not in self.value:
            return [part.strip() for part in self.value.split(separator)]
        return [_plain(part).strip() for part in re.split(rf"(?<!\\){separator}", self.value)]


class Card(msgspec.Struct):
    """One card: the line it starts at, its properties, and what is wrong with it."""

    line: int
    properties: list[Property] = []
    fault: str = ""
    names: set[str] = msgspec.field(default_factory=set)

    def add(self, one: Property) -> None:
        """Add a property."""
        self.properties.append(one)
        self.names.add(one.name)

    def all(self, *names: str) -> list[Property]:
        """Return the properties of these names that are not empty."""
        if self.names.isdisjoint(names):
            return []
        return [p for p in self.properties if p.name in names and p.value.strip(" ;")]

    def first(self, *names: str) -> str:
        """Return the text of the first of these properties, or nothing."""
        return next((text for name in names for p in self.all(name) if (text := p.text())), "")


def cards(stream: BinaryIO) -> Iterator[Card]:
    """Yield every card; one that breaks off, or that cannot be read, bears its fault."""
    chunks = _chunks(stream)
    rest, line, error = b"", 1, None
    try:
        for chunk in chunks:
            rest += chunk if line > 1 or rest else chunk.removeprefix(b"\xef\xbb\xbf")
            start = 0
            for end in _ends(rest):
                piece = rest[start:end]
                card = _whole(piece, line)
                yield from (card,) if card else _by_lines([piece], line)
                start, line = end, line + piece.count(b"\n")
            rest = rest[start:]
            if len(rest) > _LONGEST_CARD:
                break
    except DAMAGE as found_damaged:
        error = found_damaged
    yield from _by_lines(_chained(rest, chunks, error), line)


def revisions(stream: BinaryIO) -> Iterator[str]:
    """Yield when cards were last changed, as it is written, without reading them otherwise."""
    rest = b"\n"
    try:
        for chunk in _chunks(stream):
            data = rest + chunk
            whole = data.rfind(b"\n") + 1
            for found in _REVISED.finditer(data, 0, whole):
                if data[found.start() - 1 : found.start()] in (b"\n", b"."):
                    yield found[1].replace(b"\\", b"").decode("ascii", "replace").strip()
            rest = data[max(whole - 1, len(data) - LONGEST) :]
    except DAMAGE:
        return


def _chunks(stream: BinaryIO) -> Iterator[bytes]:
    """Yield the bytes of a file; those of UTF-16, which old programs write, as UTF-8."""
    # A buffered read of many bytes loses those before a damage; a single one gives them.
    read = getattr(stream, "read1", stream.read)
    start = b""
    while len(start) < len(_BEGIN) * 2 and (chunk := read(_CHUNK)):
        start += chunk
    encoding = encoding_of(start[:_HEAD])
    if not encoding.startswith("utf-16"):
        yield start
        while chunk := read(_CHUNK):
            yield chunk
        return
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    yield decoder.decode(start).encode("utf-8", "replace")
    while chunk := read(_CHUNK):
        yield decoder.decode(chunk).encode("utf-8", "replace")
    yield decoder.decode(b"", True).encode()


def _chained(rest: bytes, chunks: Iterator[bytes], error: Exception | None) -> Iterator[bytes]:
    """Yield what was read already, then the rest, or the error that ended it."""
    yield rest
    if error:
        raise error
    yield from chunks


def _ends(data: bytes) -> Iterator[int]:
    """Yield where the lines end that end a card; one behind a `=` may go on the line before it."""
    place = data.find(_END)
    while place >= 0 and (end := data.find(b"\n", place + 1) + 1):
        is_bare = not data[place + len(_END) : end].strip()
        if is_bare and not data[max(place - 2, 0) : place].rstrip(b"\r").endswith(b"="):
            yield end
        place = data.find(_END, end - 1)


def _whole(piece: bytes, line: int) -> Card | None:
    """Return the one card that a piece of the file is, or None where it is not written by the rules."""
    try:
        written = piece.decode().replace("\r\n", "\n")
    except UnicodeDecodeError:
        return None
    text = written.lstrip("\n")
    if not text.startswith(_BEGIN) or len(piece) > LONGEST or "\r" in text or "\0" in text:
        return None
    if "=\n" in text and "QUOTED-PRINTABLE" in text.upper():
        return None
    lines = (_FOLD.sub("", text) if "\n " in text or "\n\t" in text else text).split("\n")
    if len(lines) > _CARD_LINES:
        return None
    card = Card(line + len(written) - len(text))
    for one in lines[1:-2]:
        head, mark, value = one.partition(":")
        if not mark:
            continue
        known = _head(head) if len(head) < 300 else None
        if known is None:
            return None
        name, group, parameters = known
        if name not in _SKIPPED:
            card.add(Property(name, group, parameters, value))
    return card


@lru_cache(1 << 12)
def _head(head: str) -> tuple[str, str, dict[str, list[str]]] | None:
    """Return name, group and parameters that stand before a value, or None where they need a closer look."""
    found = _NAME.fullmatch(head + ":")
    if found is None or '"' in head or found[2].upper() in {"BEGIN", "END"}:
        return None
    parameters = _parameters(found[3])
    if "quoted-printable" in parameters.get("encoding", ()) or set(parameters.get("charset", ())) - {"utf-8"}:
        return None
    return found[2].upper(), (found[1] or "").lower(), parameters


def _by_lines(chunks: Iterable[bytes], line: int) -> Iterator[Card]:
    """Yield the cards of what may have any form; its first line has this number."""
    card: Card | None = None
    number = line - 1
    try:
        for number, content in _unfolded(chunks, line):
            tag = content.strip().upper()
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
                _take(card, content)
    except DAMAGE as error:
        card = card or Card(number + 1)
        card.fault = f"The file cannot be read further: {error}."
    if card is not None:
        card.fault = card.fault or "The file ends in the middle of a card."
        yield card


def _take(card: Card, line: bytes) -> None:
    # Each byte is a character here, so that places in the two are the same.
    found = _NAME.match(line.decode("latin-1"))
    if not found:
        return
    name = found[2].upper()
    if name in _SKIPPED:
        return
    parameters = _parameters(found[3].encode("latin-1").decode("utf-8", "replace"))
    value = _decoded(line[found.end() :], parameters)
    card.add(Property(name, (found[1] or "").lower(), parameters, value))


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


def _lines(chunks: Iterable[bytes], first: int) -> Iterator[tuple[int, bytes]]:
    """Yield physical lines with their numbers; what is beyond `LONGEST` of one is dropped."""
    rest = b""
    for chunk in chunks:
        *lines, rest = (rest + chunk).split(b"\n")
        for line in lines:
            yield first, line[:LONGEST].rstrip(b"\r\n")
            first += 1
        rest = rest[:LONGEST]
    if rest:
        yield first, rest.rstrip(b"\r\n")


def _unfolded(chunks: Iterable[bytes], first: int) -> Iterator[tuple[int, bytes]]:
    """Yield logical lines: one that starts with a blank continues the last, and so does what follows a `=` of 2.1."""
    held: list[bytes] = []
    start, size, is_soft = first, 0, False
    for number, line in _lines(chunks, first):
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
    if "\\" not in value:
        return value
    return _UNESCAPED.sub(lambda found: "\n" if found[1] in "nN" else found[1], value)
