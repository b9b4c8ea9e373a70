"""The words of YouTube's comments, which since 2023 are written as pieces of JSON."""

from __future__ import annotations

import json
from typing import Any, Final

import msgspec


class _Piece(msgspec.Struct, gc=False):
    """A piece as nearly all are: words, and no pieces inside."""

    text: str = ""
    pieces: None = msgspec.field(name="takeoutSegments", default=None)


_PIECES: Final = msgspec.json.Decoder(list[_Piece])


def words(cell: str) -> str | None:
    """Return the words of a comment.

    Examples
    --------
    >>> words('{"text":"Blue, "},{"text":"and deep"}'), words('{"takeoutSegments":[{"text":"Red"}]}'), words("Plain")
    ('Blue, and deep', 'Red', 'Plain')
    """
    text = cell.strip()
    if not text.startswith("{"):
        return text or None
    try:
        pieces = _PIECES.decode(f"[{text}]")
        return (pieces[0].text if len(pieces) == 1 else "".join([piece.text for piece in pieces])) or None
    except (msgspec.DecodeError, RecursionError):
        return _unusual(text)


def _unusual(text: str) -> str | None:
    """Return the words of pieces of any form, or the text as it stands where they are none."""
    try:
        parts = json.loads(f"[{text}]")
        said = "".join(_words(part) for part in parts)
    except (ValueError, RecursionError):
        return text
    # Half of a pair of signs is no sign.
    return said.encode("utf-16", "surrogatepass").decode("utf-16", "replace") or None


def _words(part: Any) -> str:
    """Return the words of one piece, or of the pieces in it."""
    if not isinstance(part, dict):
        return ""
    inner = part.get("takeoutSegments")
    if isinstance(inner, list):
        return "".join(_words(one) for one in inner if isinstance(one, dict) and "takeoutSegments" not in one)
    text = part.get("text")
    return text if isinstance(text, str) else ""
