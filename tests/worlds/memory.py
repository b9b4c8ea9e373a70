"""An archive made of bytes in memory, for tests of sources."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from typing import BinaryIO

from kithkin.model.source import Archive, Member, Problem


class MemoryArchive:
    """An `Archive` over a mapping of member names to bytes; nothing is refused."""

    def __init__(self, files: Mapping[str, bytes | str], title: str = "memory") -> None:
        self.title = title
        self.files = {name: data.encode() if isinstance(data, str) else data for name, data in files.items()}
        self.members: Sequence[Member] = [Member(name, len(data)) for name, data in self.files.items()]
        self.refused: Sequence[Problem] = []

    def open(self, member: Member) -> BinaryIO:
        """Return the member's bytes as a stream."""
        return io.BytesIO(self.files[member.name])

    def head(self, member: Member, size: int = 4096) -> bytes:
        """Return the first bytes of a member."""
        return self.files[member.name][:size]


_: type[Archive] = MemoryArchive
