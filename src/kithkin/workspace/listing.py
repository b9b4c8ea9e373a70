"""The lists of an import's files, which may be very many: written and read some at a time, as Parquet.

How the records of each file ended stands beside the rows (`rows/tallies.parquet`), since both are made anew together;
what was kept of which file, and where, stands beside what was kept (`used/members.parquet`).
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any, Final

import msgspec

from kithkin.model.sql import in_utc, zoneless

TALLIES: Final = "tallies.parquet"
MEMBERS: Final = "members.parquet"

#: So many files of an import are held in memory while a list is written or read.
_TOGETHER: Final = 8_192

#: The columns of both lists, each with the name of its Arrow type.
_TALLIES: Final = {"file": "string", "records": "int64", "used": "int64", "not_used": "int64", "problems": "int64"}
_MEMBERS: Final = {
    "name": "string", "size": "int64", "changed_at": "timestamp[us]", "file": "string", "packing": "string",
    "sha256": "binary", "start": "int64", "length": "int64",
}  # fmt: skip


class Tally(msgspec.Struct, frozen=True, gc=False):
    """How the records of one member ended; `records` is the sum of the other three."""

    file: str
    records: int
    used: int
    not_used: int
    problems: int


class Kept(msgspec.Struct, frozen=True, gc=False):
    """One member that was used and is kept: its name, size in bytes, file in `used/`, packing and hash of the packed bytes.

    Those begin at byte `start` of the file and are `length` many, or all that follow where that is not said.
    """

    name: str
    size: int
    file: str
    packing: str
    sha256: str
    changed_at: datetime | None = None
    start: int = 0
    length: int | None = None


class Listed(msgspec.Struct, frozen=True, gc=False):
    """One member that was not opened: its name and size in bytes."""

    name: str
    size: int
    changed_at: datetime | None = None


def write_tallies(folder: Path, tallies: Iterable[Tally]) -> None:
    """Write how the records of each member ended."""
    _write(folder / TALLIES, _TALLIES, map(msgspec.structs.astuple, tallies))


def read_tallies(folder: Path) -> Iterator[Tally]:
    """Yield how the records of each member ended."""
    for row in _read(folder / TALLIES):
        yield Tally(*row)


def write_members(folder: Path, members: Iterable[Kept | Listed]) -> None:
    """Write what is known of each member, kept or not; each may be kept when it is asked for."""
    _write(folder / MEMBERS, _MEMBERS, map(_as_row, members))


def _as_row(one: Kept | Listed) -> tuple[Any, ...]:
    known = (one.name, one.size, zoneless(one.changed_at))
    if isinstance(one, Listed):
        return (*known, None, None, None, None, None)
    return (*known, one.file, one.packing, bytes.fromhex(one.sha256), one.start, one.length)


def read_members(folder: Path) -> Iterator[Kept | Listed]:
    """Yield what is known of each member, in the archive's order."""
    for name, size, changed_at, file, packing, sha256, start, length in _read(folder / MEMBERS):
        at = in_utc(changed_at)
        yield Kept(name, size, file, packing, sha256.hex(), at, start, length) if file else Listed(name, size, at)


def _write(path: Path, columns: dict[str, str], rows: Iterator[tuple[Any, ...]]) -> None:
    """Write rows some at a time; where that fails the library is not to say so a second time."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    schema = pa.schema([(name, pa.type_for_alias(kind)) for name, kind in columns.items()])
    file = pq.ParquetWriter(path, schema, compression="zstd", compression_level=1)
    try:
        while some := list(islice(rows, _TOGETHER)):
            cells = [
                pa.array(column, field.type) for column, field in zip(zip(*some, strict=True), schema, strict=True)
            ]
            file.write_batch(pa.RecordBatch.from_arrays(cells, schema=schema))
        file.close()
    finally:
        if file.is_open:
            with contextlib.suppress(OSError):
                file.close()
            file.is_open = False


def _read(path: Path) -> Iterator[tuple[Any, ...]]:
    import pyarrow.parquet as pq

    with pq.ParquetFile(path) as file:
        for batch in file.iter_batches(_TOGETHER):
            yield from zip(*(column.to_pylist() for column in batch.columns), strict=True)
