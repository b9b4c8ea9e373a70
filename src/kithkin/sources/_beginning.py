"""How a file begins, as its words do: without the mark of its encoding and without the space before them."""

from __future__ import annotations

from typing import Final

from kithkin.model.source import Archive, Member
from kithkin.sources._archive import START

#: No word by which a file is told is longer.
_WORD: Final = 16


def beginning(archive: Archive, member: Member) -> bytes:
    """Return how a member begins, at least its first sixteen bytes where its head has so many.

    Asked of very many files this is much faster than their heads, since an archive keeps few of those.
    """
    start = _words(archive.head(member, START))
    return start if len(start) >= _WORD else _words(archive.head(member))


def _words(head: bytes) -> bytes:
    return head.removeprefix(b"\xef\xbb\xbf").lstrip()
