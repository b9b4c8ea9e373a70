"""What a source is: the only code that knows a platform.

A source looks into an archive and says how sure it is that it can read it (`recognises`); the surest
one reads it (`read`) and yields canonical rows, problems, and counts of what it knows but does not use.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, BinaryIO, Protocol, runtime_checkable

import msgspec

Columns = Mapping[str, Any]


class Member(msgspec.Struct, frozen=True):
    """One file inside an archive: its cleaned name, its declared size in bytes, its own date where it has one."""

    name: str
    size: int
    changed_at: datetime | None = None

    @property
    def base(self) -> str:
        """The last part of the name, in lower case."""
        return self.name.rsplit("/", 1)[-1].lower()


@runtime_checkable
class Archive(Protocol):
    """A ZIP, TAR, folder or single file, seen as members that can be read as streams and never by path.

    `refused` holds the members that the hardened reader will not open (links, traversal, encrypted,
    nested, bombs), each as a Problem.
    """

    title: str
    members: Sequence[Member]
    refused: Sequence[Problem]

    def open(self, member: Member) -> BinaryIO:
        """Return the member's bytes as a stream; the caps of the reader raise `Refused` while it is read."""
        ...

    def head(self, member: Member, size: int = 4096) -> bytes:
        """Return the first bytes of a member, for recognition; empty where it cannot be read."""
        ...


class Options(msgspec.Struct, frozen=True):
    """What the user said beside the path: `--as`, `--network`, `--me`."""

    form: str | None = None
    network: str | None = None
    me: tuple[str, ...] = ()


class Row(msgspec.Struct, frozen=True):
    """One canonical row: a table's name and the columns that are known; the others are null."""

    table: str
    values: Mapping[str, Any]


class Record(msgspec.Struct, frozen=True):
    """One input record that was read, with the rows it became."""

    member: str
    place: str
    rows: tuple[Row, ...] = ()


class Batch(msgspec.Struct, frozen=True):
    """Many input records of one member at once, as columns: what a fast source yields instead of Records.

    Under one table every column (a list, a numpy or an Arrow array) has the same length; columns left out are null.
    An instant is a datetime or, in a numpy array, whole microseconds since 1970 (UTC).
    Rows that no single record stands for (accounts met on the way, coverage) come with `used=0`.
    """

    member: str
    used: int
    tables: Mapping[str, Columns] = {}


class NotUsed(msgspec.Struct, frozen=True):
    """Input records that the source knows and does not use."""

    member: str
    count: int = 1


class Problem(msgspec.Struct, frozen=True):
    """An input record that could not be read (`records` = how many), or, with `records=0`, a doubt about one that was."""

    member: str
    place: str
    what: str
    way_on: str = ""
    records: int = 1


class Seen(msgspec.Struct, frozen=True):
    """The instant for which an export speaks; yielded once, before any row."""

    observed_at: datetime


Yielded = Record | Batch | NotUsed | Problem | Seen


@runtime_checkable
class Source(Protocol):
    """One kind of export.

    `name` is how the user calls it, `title` how we call it, `how_to_get` how a person obtains one,
    `holds` and `lacks` what it can and cannot show, each in one sentence.
    """

    name: str
    title: str
    how_to_get: str
    holds: str
    lacks: str

    def recognises(self, archive: Archive, options: Options) -> float:
        """Return 0 (not mine) to 1 (certainly mine); reads heads of members at most."""
        ...

    def knows(self, member: Member) -> bool:
        """Return whether a member that `read` did not open is one that this export is known to hold."""
        ...

    def belongs(self, archive: Archive) -> str | None:
        """Return a key that the parts of one export share, or None where an archive always stands alone."""
        ...

    def read(self, archive: Archive, options: Options) -> Iterator[Yielded]:
        """Yield what the archive holds. Never raises on damaged input: what cannot be read is a Problem."""
        ...


def when(
    name: str,
    at: datetime | None,
    *,
    earliest: datetime | None = None,
    latest: datetime | None = None,
    basis: str = "read",
) -> dict[str, Any]:
    """Return the four columns of an instant.

    `at` alone is exact; without it, `earliest` and `latest` say between which instants it lies.
    """
    return {
        name: at,
        f"{name}_earliest": earliest if earliest is not None else at,
        f"{name}_latest": latest if latest is not None else at,
        f"{name}_basis": basis,
    }
