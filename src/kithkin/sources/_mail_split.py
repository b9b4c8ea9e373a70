"""Cuts an mbox into its mails, as a stream: never more than one mail's kept part is in memory.

A mail begins at a line `From sender date` after an empty line and before a header line, so that a body's own
"From " does not cut it. The body's quoting (`>From `, as mboxrd and mboxo write it) is undone where it is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain
from typing import BinaryIO, Final, NamedTuple

CHUNK: Final = 1 << 20
#: Of each mail so much is kept: headers and text come first, attachments after them.
KEPT: Final = 256 << 10

# A patch mailed as text begins "From <commit> Mon Sep 17 00:00:00 2001" and begins no mail.
_ENVELOPE: Final = rb"From (?![0-9a-f]{40} )[^\r\n]{0,300}\d\d?:\d\d[^\r\n]{0,60}\r?\n"
_BEGINS: Final = rb"(?=" + _ENVELOPE + rb"(?:>?From |[!-9;-~]{1,80}[ \t]*:))"
_SEPARATOR: Final = re.compile(rb"\n\r?\n" + _BEGINS)
_FIRST: Final = re.compile(rb"(?:\xef\xbb\xbf)?\s*" + _BEGINS)
# No separator is longer than this, so so much of a window is looked at again with the next one.
_OVERLAP: Final = 1024


class Piece(NamedTuple):
    """One mail: where it begins, its first bytes, how long it is, and whether it ends with a line's end."""

    offset: int
    data: bytes
    size: int
    is_ended: bool


def is_mbox(head: bytes | bytearray) -> bool:
    """Return whether a file that begins so is an mbox."""
    return _FIRST.match(head) is not None


def pieces(stream: BinaryIO, begun: bytes = b"") -> Iterator[Piece]:
    """Yield the mails of an mbox in its order; what stands before the first is a piece of its own.

    `begun` is what was read of the stream before.
    """
    kept, size, offset, buffer = bytearray(), 0, 0, b""
    for chunk in chain([begun], iter(lambda: stream.read(CHUNK), b"")):
        buffer += chunk
        start = 0
        while found := _SEPARATOR.search(buffer, start):
            piece = _piece(offset, kept, size, buffer[start : found.end()])
            yield piece
            offset, start, size = offset + piece.size, found.end(), 0
            kept.clear()
        keep_from = max(start, len(buffer) - _OVERLAP)
        kept += buffer[start : min(keep_from, start + KEPT - len(kept))]
        size += keep_from - start
        buffer = buffer[keep_from:]
    if size or buffer:
        yield _piece(offset, kept, size, buffer)


def _piece(offset: int, kept: bytearray, size: int, rest: bytes) -> Piece:
    data = bytes(kept) + rest[: KEPT - len(kept)]
    return Piece(offset, data, size + len(rest), rest.endswith(b"\n"))
