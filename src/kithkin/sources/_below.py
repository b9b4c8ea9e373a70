"""A folder of an archive that is open, seen as an archive of its own: it may hold very many files."""

from __future__ import annotations

from collections.abc import Sequence
from typing import BinaryIO

import msgspec

from kithkin.model.source import Archive, Member, Problem
from kithkin.sources._archive import HEAD


class Below:
    """What lies in a folder of an archive, as if that folder were an archive by itself; nothing is opened anew."""

    def __init__(self, archive: Archive, folder: str) -> None:
        self._archive, self._start = archive, f"{folder}/"
        self.title = folder
        self.members: Sequence[Member] = [
            Member(member.name.removeprefix(self._start), member.size, member.changed_at)
            for member in archive.members
            if member.name.startswith(self._start)
        ]
        self.refused: Sequence[Problem] = [
            msgspec.structs.replace(problem, member=problem.member.removeprefix(self._start))
            for problem in archive.refused
            if problem.member.startswith(self._start)
        ]

    def open(self, member: Member) -> BinaryIO:
        """Return the member's bytes as a stream."""
        return self._archive.open(self._whole(member))

    def head(self, member: Member, size: int = HEAD) -> bytes:
        """Return the first bytes of a member."""
        return self._archive.head(self._whole(member), size)

    def _whole(self, member: Member) -> Member:
        return Member(self._start + member.name, member.size, member.changed_at)
