"""The words of a mail: its first plain text, else its HTML as text, without what it quotes.

Attachments are never decoded. A quotation is taken out where it cannot be anything else: lines that begin with
`>`, the line that announces them, and all below a mail program's "Original Message" line. A signature stays.
"""

from __future__ import annotations

import binascii
import quopri
import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Final

from kithkin.sources._mail_headers import Fields, fields, first, split
from kithkin.sources._plain import plain

MAX_TEXT: Final = 20_000
_MAX_PARTS: Final = 50
_MAX_DEPTH: Final = 8

_CHARSET: Final = re.compile(r"charset\s*=\s*\"?([^\s\";]{1,60})", re.IGNORECASE)
_BOUNDARY: Final = re.compile(r"boundary\s*=\s*(?:\"([^\"\r\n]{1,200})\"|([^\s;\"]{1,200}))", re.IGNORECASE)
_UNQUOTED: Final = re.compile(rb"^>(>*From )", re.MULTILINE)
_ANNOUNCES: Final = re.compile(
    r"(?:wrote|writes|schrieb\b.*|a écrit|escribió|ha scritto|schreef\b.*|escreveu|napisał\(?a?\)?|skrev\b.*)\s?:$",
    re.IGNORECASE,
)
_ORIGINAL: Final = re.compile(
    r"^[ \t]*-{2,}[ \t]?(?:original message|original appointment|ursprüngliche nachricht|message d'origine|mensaje original|"
    r"messaggio originale|oorspronkelijk bericht|mensagem original)[ \t]?-{2,}[ \t]*$",
    re.IGNORECASE | re.MULTILINE,
)
_RAW_CONTROL: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


def text_of(head: Fields, body: bytes) -> str:
    """Return the words that the mail's author wrote, of bounded length."""
    kind = first(head, "content-type").lower()
    if b">From " in body:
        body = _UNQUOTED.sub(rb"\1", body)
    if kind.startswith("multipart/") and "boundary" in kind:
        text = _text_of_parts(first(head, "content-type"), body)
    elif kind.startswith("text/html"):
        text = plain(_decoded(body, first(head, "content-transfer-encoding"), kind))
    elif kind.startswith(("text/", "multipart/")) or "/" not in kind:
        text = _decoded(body, first(head, "content-transfer-encoding"), kind)
    else:
        text = ""
    return own_words(text)[:MAX_TEXT]


def _decoded(body: bytes, encoding: str, kind: str) -> str:
    """Undo the transfer encoding and the charset; what is wrong with either is read as it stands."""
    encoding = encoding.strip().lower()
    if encoding == "quoted-printable":
        body = quopri.decodestring(body)
    elif encoding == "base64":
        body = _from_base64(body)
    named = _CHARSET.search(kind)
    return characters(body, named[1] if named else "utf-8")


def _from_base64(body: bytes) -> bytes:
    """Decode what is there: a mail may be cut off, and line ends and padding may be wrong."""
    packed = re.sub(rb"[^A-Za-z0-9+/]", b"", body)
    try:
        whole = packed[:-1] if len(packed) % 4 == 1 else packed
        return binascii.a2b_base64(whole + b"=" * (-len(whole) % 4))
    except binascii.Error:
        return b""


def characters(data: bytes, charset: str) -> str:
    """Return bytes as text: by the charset they claim, else as UTF-8, else byte by byte."""
    for name in (charset, "utf-8"):
        try:
            return data.decode(name)
        except (LookupError, UnicodeDecodeError, ValueError):
            continue
    return data.decode("cp1252", "replace")


def _text_of_parts(content_type: str, body: bytes) -> str:
    """Return the first plain text with words in it of a mail of several parts, else its first HTML."""
    parts = list(islice(_parts(content_type, body), _MAX_PARTS))
    for kind in ("text/plain", "text/html"):
        for head, part in parts:
            stated = first(head, "content-type").lower() or "text/plain"
            if stated.startswith(kind) and not first(head, "content-disposition").lower().startswith("attachment"):
                text = _decoded(part, first(head, "content-transfer-encoding"), stated)
                if text := (plain(text) if kind == "text/html" else text).strip():
                    return text
    return ""


def _parts(content_type: str, body: bytes, depth: int = 0) -> Iterator[tuple[Fields, bytes]]:
    """Yield the parts that hold something themselves, in their order, as (headers, body), parts within parts too."""
    named = _BOUNDARY.search(content_type)
    if named is None or depth > _MAX_DEPTH:
        return
    line = re.escape((named[1] or named[2]).encode("utf-8", "surrogateescape"))
    pieces = re.split(rb"(?:\A|\n)--" + line + rb"(--)?[ \t]*\r?(?=\n|\Z)", body)
    for is_end, piece in islice(zip(pieces[1::2], pieces[2::2], strict=True), _MAX_PARTS):
        if is_end:  # what stands after the last part belongs to none
            continue
        bare = re.match(rb"\n\r?\n", piece)
        _, block, rest = ("", b"", piece[bare.end() :]) if bare else split(piece[1:])
        head = fields(block)
        stated = first(head, "content-type")
        if rest is not None and stated.lower().startswith("multipart/"):
            yield from _parts(stated, rest, depth + 1)
        elif rest is not None:
            yield head, rest


def own_words(text: str) -> str:
    """Return a text without what it quotes."""
    text = _RAW_CONTROL.sub("", text[: 4 * MAX_TEXT].replace("\r\n", "\n").replace("\r", "\n"))
    if "--" in text and (found := _ORIGINAL.search(text)):
        text = text[: found.start()]
    lines = [line.rstrip() for line in text.split("\n")]
    kept = _unquoted(lines) if ">" in text else lines
    return re.sub(r"\n{3,}", "\n\n", "\n".join(kept)).strip()


def _unquoted(lines: Sequence[str]) -> list[str]:
    """Return the lines that quote nothing, without those that announce a quotation."""
    kept: list[str] = []
    for line in lines:
        if line.lstrip(" ").startswith(">"):
            _drop_announcement(kept)
        else:
            kept.append(line)
    return kept


def _drop_announcement(kept: list[str]) -> None:
    """Take away the one or two lines that announce the quotation which begins here."""
    place = len(kept) - 1
    while place >= 0 and not kept[place] and place > len(kept) - 3:
        place -= 1
    if place < 0 or not kept[place]:
        return
    one, two = kept[place], " ".join(kept[max(0, place - 1) : place + 1])
    if len(one) < 300 and _ANNOUNCES.search(one):
        begins_here = re.match(r"\s*(?:on|am|le|el|il|op|em|den|w dniu)\b|.{0,80}@", one, re.IGNORECASE)
        is_two = not begins_here and re.match(r"\s*(?:on|am|le|el|il|op|em)\b", two, re.IGNORECASE)
        del kept[place - 1 if is_two else place :]
