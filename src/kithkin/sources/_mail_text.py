"""The words of a mail: its first plain text, else its HTML as text, without what it quotes.

Attachments are never decoded. A quotation is taken out where it cannot be anything else: lines that begin with
`>`, the line that announces them, and all below a mail program's "Original Message" line. A signature stays.
"""

from __future__ import annotations

import binascii
import quopri
import re
from email import message_from_bytes
from email.message import Message
from typing import Any, Final

from kithkin.sources._mail_headers import Fields, first
from kithkin.sources._plain import plain

MAX_TEXT: Final = 20_000
_MAX_PARTS: Final = 50

_CHARSET: Final = re.compile(r"charset\s*=\s*\"?([^\s\";]{1,60})", re.IGNORECASE)
_UNQUOTED: Final = re.compile(rb"^>(>*From )", re.MULTILINE)
_ANNOUNCES: Final = re.compile(
    r"(?:wrote|writes|schrieb\b.*|a écrit|escribió|ha scritto|schreef\b.*|escreveu|napisał\(?a?\)?|skrev\b.*)\s?:$",
    re.IGNORECASE,
)
_ORIGINAL: Final = re.compile(
    r"^\s*-{2,}\s?(?:original message|original appointment|ursprüngliche nachricht|message d'origine|mensaje original|"
    r"messaggio originale|oorspronkelijk bericht|mensagem original)\s?-{2,}\s*$",
    re.IGNORECASE | re.MULTILINE,
)
_RAW_CONTROL: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


def text_of(head: Fields, body: bytes) -> str:
    """Return the words that the mail's author wrote, of bounded length."""
    kind = first(head, "content-type").lower()
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
    """Return the first plain text of a mail of several parts, else its first HTML."""
    header = f"Content-Type: {content_type}\n\n".encode("utf-8", "replace")
    try:
        parts = list(_parts(message_from_bytes(header + body)))
    except (RecursionError, ValueError, LookupError, TypeError, AttributeError):
        return ""
    for kind in ("text/plain", "text/html"):
        for part in parts:
            if part.get_content_type() == kind and "attachment" not in str(part.get("content-disposition", "")).lower():
                found = _part_text(part)
                return plain(found) if kind == "text/html" else found
    return ""


def _parts(message: Message[Any, Any]) -> list[Message[Any, Any]]:
    """Return the parts that hold something themselves, in their order; a bounded number."""
    found: list[Message[Any, Any]] = []
    waiting = [message]
    while waiting and len(found) < _MAX_PARTS:
        part = waiting.pop(0)
        payload = part.get_payload()
        if isinstance(payload, list):
            waiting = [one for one in payload if isinstance(one, Message)] + waiting
        else:
            found.append(part)
    return found


def _part_text(part: Message[Any, Any]) -> str:
    payload = part.get_payload(decode=False)
    raw = payload.encode("utf-8", "surrogateescape") if isinstance(payload, str) else b""
    return _decoded(raw, str(part.get("content-transfer-encoding", "")), str(part.get("content-type", "")))


def own_words(text: str) -> str:
    """Return a text without what it quotes."""
    text = _RAW_CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    if found := _ORIGINAL.search(text):
        text = text[: found.start()]
    kept: list[str] = []
    for line in text.split("\n"):
        if not line.lstrip(" ").startswith(">"):
            kept.append(line.rstrip())
            continue
        _drop_announcement(kept)
    return re.sub(r"\n{3,}", "\n\n", "\n".join(kept)).strip()


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
