"""A folder of an archive that is open, seen as an archive of its own: it may hold very many files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import BinaryIO, overload

import msgspec

from kithkin.model.source import Archive, Member, Problem
from kithkin.sources._archive import HEAD


class _Inside(Sequence[Member]):
    """The members whose names begin so, without that beginning: made when they are asked for, since they may be very many."""

    def __init__(self, members: Sequence[Member], start: str) -> None:
        self._members = [member for member in members if member.name.startswith(start)]
        self._depth = len(start)

    def __len__(self) -> int:
        return len(self._members)

    @overload
    def __getitem__(self, place: int) -> Member: ...
    @overload
    def __getitem__(self, place: slice) -> list[Member]: ...
    def __getitem__(self, place: int | slice) -> Member | list[Member]:
        if isinstance(place, slice):
            return [self._inside(member) for member in self._members[place]]
        return self._inside(self._members[place])

    def __iter__(self) -> Iterator[Member]:
        return map(self._inside, self._members)

    def _inside(self, member: Member) -> Member:
        return Member(member.name[self._depth :], member.size, member.changed_at)


class Below:
    """What lies in a folder of an archive, as if that folder were an archive by itself; nothing is opened anew."""

    def __init__(self, archive: Archive, folder: str) -> None:
        self._archive, self._start = archive, f"{folder}/"
        self.title = folder
        self.members: Sequence[Member] = _Inside(archive.members, self._start)
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
