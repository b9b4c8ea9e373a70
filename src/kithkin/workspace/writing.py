"""Writing one import: what a source yields becomes Parquet files, counts and a manifest.

Rows are held in columns and written in groups, so memory stays bounded however long the export is.
A value of the wrong type becomes null and a problem; it never stops the import.
"""

from __future__ import annotations

import contextlib
import heapq
from array import array
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from kithkin.model.source import Batch, NotUsed, Problem, Record, Seen, Yielded
from kithkin.model.sql import zoneless
from kithkin.model.tables import PROBLEMS, PROVENANCE, TABLES, Column, Table
from kithkin.workspace.dating import Origin, Undated
from kithkin.workspace.listing import Tally, write_tallies
from kithkin.workspace.settling import marks, settle

#: Rows held in memory per table before they are written as one group.
GROUP: Final = 30_000

#: Bytes held in memory per table before they are written as one group, however few rows they are: texts may be long.
ROOM: Final = 16 << 20

#: Rows of single records that become columns at once: as mappings they take ten times the memory of columns.
TOGETHER: Final = 2_000

#: So many rows tell whether the values of a column come again, and so often each must on the average for a dictionary
#: of them to be worth its making.
SAMPLE: Final = 1_000
OFTEN: Final = 8

ARROW: Final[dict[str, pa.DataType]] = {
    "text": pa.string(),
    "integer": pa.int64(),
    "double": pa.float64(),
    "boolean": pa.bool_(),
    "instant": pa.timestamp("us"),
    "date": pa.date32(),
}

#: Texts that come again and again, each once with its number in every row: what a source may yield in place of texts.
NUMBERED: Final = pa.dictionary(pa.int32(), pa.string())


def schema_of(table: Table) -> pa.Schema:
    """Return the Arrow schema of a stored table: its own columns, then the provenance."""
    return pa.schema([(column.name, ARROW[column.type]) for column in (*table.columns, *PROVENANCE)])


class Writer:
    """Takes what a source yields, one import at a time, into a staged folder."""

    def __init__(self, folder: Path, import_id: str, hash12: str, observed_at: datetime) -> None:
        self.folder = folder
        self.import_id = import_id
        self.observed_at = observed_at
        self.rows: Counter[str] = Counter()
        self._suffix = hash12
        # One counter per outcome, since an export may be very many files with one record each.
        self._used: Counter[str] = Counter()
        self._not_used: Counter[str] = Counter()
        self._problems: Counter[str] = Counter()
        self._pending: dict[str, list[tuple[Mapping[str, Any], Origin]]] = {}
        self._undated = Undated()
        self._waiting: dict[str, list[pa.RecordBatch]] = {}
        self._waiting_rows: Counter[str] = Counter()
        self._waiting_bytes: Counter[str] = Counter()
        self._files: dict[str, pq.ParquetWriter] = {}
        self._marks: dict[str, array[int]] = {}  # each one piece that grows: small ones would lie scattered in memory
        folder.mkdir(exist_ok=True)
        # Arrow's own pool keeps what was freed; the system's gives it back, which is a fifth of the memory of an import.
        pa.set_memory_pool(pa.system_memory_pool())

    def take(self, item: Yielded) -> None:
        """Count what was yielded and keep its rows."""
        match item:
            case Record():
                self._used[item.member] += 1
                for row in item.rows:
                    self._keep(row.table, row.values, item)
            case Batch():
                self._used[item.member] += item.used
                for name, columns in item.tables.items():
                    self._write(TABLES[name], columns, len(next(iter(columns.values()))), item)
            case NotUsed():
                self._not_used[item.member] += item.count
            case Problem():
                self._problems[item.member] += item.records
                self._problem(item)
            case Seen():
                self.observed_at = item.observed_at

    def finish(self, before: Iterable[Tally] = ()) -> dict[str, int]:
        """Write what is pending, close the files, settle equal rows, write the counts by member; return their sums.

        `before` are the counts of an earlier reading: those of members that are no longer there stay.
        """
        self._flush_all()
        for problem in self._undated.problems():
            self._problem(problem)
        self._flush_all()
        for name in list(self._waiting):
            self._store(name)
        for file in self._files.values():
            file.close()
        pa.default_memory_pool().release_unused()  # what reading held is not needed to look for equal rows
        for name in self._files:
            found = np.frombuffer(self._marks.pop(name), np.int64)
            self.rows[name] -= settle(self.folder / f"{name}.parquet", TABLES[name], found, schema_of(TABLES[name]))
        gone = [tally for tally in before if not self._tally(tally.file).records]
        own = filter(
            lambda tally: tally.records, map(self._tally, sorted({*self._used, *self._not_used, *self._problems}))
        )
        write_tallies(self.folder, heapq.merge(own, gone, key=lambda tally: tally.file))
        counts = {"used": self._used.total(), "not_used": self._not_used.total(), "problems": self._problems.total()}
        totals = {outcome: count + sum(getattr(tally, outcome) for tally in gone) for outcome, count in counts.items()}
        return {"records": sum(totals.values()), **totals}

    def _tally(self, member: str) -> Tally:
        counts = self._used[member], self._not_used[member], self._problems[member]
        return Tally(member, sum(counts), *counts)

    def abandon(self) -> None:
        """Let go of files that cannot be finished, without another word from the library about them."""
        for file in self._files.values():
            with contextlib.suppress(OSError):
                file.close()
            file.is_open = False

    def _problem(self, problem: Problem) -> None:
        number = self.rows["problems"] + len(self._pending.get("problems", ()))
        row = {"problem_id": f"{self.import_id}/{number + 1}", "member": problem.member, "place": problem.place}
        self._keep("problems", row | {"what": problem.what, "way_on": problem.way_on}, problem)

    def _keep(self, name: str, values: Mapping[str, Any], origin: Origin) -> None:
        pending = self._pending.setdefault(name, [])
        pending.append((values, origin))
        if len(pending) >= TOGETHER:
            self._flush(name)

    def _flush(self, name: str) -> None:
        rows, origins = zip(*self._pending.pop(name), strict=True)
        known = set[str]().union(*rows)
        columns = {column: [row.get(column) for row in rows] for column in known}
        self._write(TABLES[name], columns, len(rows), origins)

    def _flush_all(self) -> None:
        while self._pending:  # a value that does not fit adds a problem while its rows are written
            self._flush(next(iter(self._pending)))

    def _write(self, table: Table, columns: Mapping[str, Any], length: int, origins: Batch | Sequence[Origin]) -> None:
        """Keep rows that are columns; `origins` is what they are all from, or what each is from."""
        if not length:
            return
        typed = {column.name: self._array(table, column, columns.get(column.name), length) for column in table.columns}
        self._undated.take(table, typed, self.observed_at, origins)
        arrays = [
            *typed.values(),
            pa.DictionaryArray.from_arrays(pa.repeat(pa.scalar(0, pa.int32()), length), [self.import_id]),
            pa.repeat(pa.scalar(zoneless(self.observed_at), pa.timestamp("us")), length),
        ]
        batch = pa.RecordBatch.from_arrays(arrays, names=schema_of(table).names)
        self._waiting.setdefault(table.name, []).append(batch)
        self.rows[table.name] += length
        self._waiting_rows[table.name] += length
        self._waiting_bytes[table.name] += batch.nbytes
        if self._waiting_rows[table.name] >= GROUP or self._waiting_bytes[table.name] >= ROOM:
            self._store(table.name)

    def _store(self, name: str) -> None:
        """Write the rows that wait as one group of the table's file."""
        group = _together(self._waiting.pop(name))
        self._waiting_rows[name] = self._waiting_bytes[name] = 0
        if name not in self._files:
            # Without Arrow's own schema, whether texts were written from numbers is not told: they are texts.
            self._files[name] = pq.ParquetWriter(
                self.folder / f"{name}.parquet", group.schema, compression="zstd", compression_level=1,
                use_dictionary=_repeating(group), store_schema=False,
            )  # fmt: skip
        self._files[name].write_table(group.cast(self._files[name].schema))
        self._marks.setdefault(name, array("q")).frombytes(marks(group, TABLES[name]).tobytes())

    def _array(self, table: Table, column: Column, cells: Any, length: int) -> pa.Array:
        kind = ARROW[column.type]
        if cells is None:
            return pa.nulls(length, kind)
        try:
            array = _typed(cells, kind)
        except (pa.ArrowException, UnicodeError, TypeError, ValueError, OverflowError):
            array, bad = _mended(list(cells), column)
            if bad and table is not PROBLEMS:
                what = f"{bad} values of {table.name}.{column.name} are not of type {column.type}: kept as unknown."
                self._problem(Problem("", "", what, "Nothing else of these records is lost.", records=0))
        if column.person or column.name in ("from_id", "to_id", "author_id", "ego_account_id"):
            array = _completed(array, self._suffix)
        return array


def _together(batches: list[pa.RecordBatch]) -> pa.Table:
    """Return rows as one table, in which texts are numbered where they are in all of the batches."""
    columns = {}
    for place, name in enumerate(batches[0].schema.names):
        pieces = [batch.column(place) for batch in batches]
        kinds = {piece.type for piece in pieces}
        columns[name] = pa.chunked_array(pieces if len(kinds) == 1 else [piece.cast(pa.string()) for piece in pieces])
    return pa.table(columns).unify_dictionaries()


def _repeating(group: pa.Table) -> list[str]:
    """Return the columns whose values come again and again; a dictionary of the others would only cost time and room."""
    import pyarrow.compute as pc

    found = []
    for field in group.schema:
        known = group[field.name].slice(0, SAMPLE).drop_null()
        if field.type == NUMBERED or (
            field.type != ARROW["instant"] and OFTEN * pc.count_distinct(known).as_py() <= len(known)
        ):
            found.append(field.name)
    return found


def _typed(cells: Any, kind: pa.DataType) -> pa.Array:
    """Return a column as an Arrow array of its type; whole numbers are taken as microseconds since 1970."""
    if isinstance(cells, pa.ChunkedArray):
        cells = cells.combine_chunks()
    if isinstance(cells, pa.Array):
        is_numbered = cells.type == NUMBERED and kind == pa.string() and not cells.dictionary.null_count
        return cells if cells.type == kind or is_numbered else cells.cast(kind)
    if pa.types.is_timestamp(kind) and isinstance(cells, list):
        return pa.array(cells, kind)  # an instant with a zone becomes that of UTC
    array = pa.array(cells)
    return (
        pa.array(cells, kind) if pa.types.is_null(array.type) else array if array.type == kind else _cast(array, kind)
    )


def _cast(array: pa.Array, kind: pa.DataType) -> pa.Array:
    """Cast only where nothing is made up: a number does not become a text, nor a text a number."""
    fits = {
        "string": pa.types.is_string(array.type)
        or pa.types.is_large_string(array.type)
        or pa.types.is_dictionary(array.type),
        "int64": pa.types.is_integer(array.type),
        "double": pa.types.is_integer(array.type) or pa.types.is_floating(array.type),
        "timestamp[us]": pa.types.is_integer(array.type) or pa.types.is_timestamp(array.type),
        "date32[day]": pa.types.is_date(array.type),
    }
    if not fits.get(str(kind), False):
        raise TypeError(f"{array.type} is not {kind}")
    return array.cast(kind)


def _mended(cells: list[Any], column: Column) -> tuple[pa.Array, int]:
    """Return a column with each value that does not fit made null, and how many those were."""
    fits: dict[str, tuple[type, ...]] = {
        "text": (str,), "integer": (int,), "double": (int, float), "boolean": (bool,),
        "instant": (datetime, int), "date": (object,),
    }  # fmt: skip
    kind, mended, bad = ARROW[column.type], [], 0
    for cell in cells:
        value = cell.encode("utf-8", "replace").decode() if isinstance(cell, str) else zoneless(cell)
        wrong = value is not None and (
            not isinstance(value, fits[column.type]) or (isinstance(value, bool) and column.type != "boolean")
        )
        try:
            one = pa.array([None if wrong else value], kind)[0].as_py()
        except (pa.ArrowException, TypeError, ValueError, OverflowError):
            one, wrong = None, True
        mended.append(one)
        bad += wrong
    return pa.array(mended, kind), bad


def _completed(array: pa.Array, suffix: str) -> pa.Array:
    """Return account ids with the import's hash added to those that are only names (they end in `#`)."""
    import pyarrow.compute as pc

    if array.type == NUMBERED:
        return pa.DictionaryArray.from_arrays(array.indices, _completed(array.dictionary, suffix))
    ends = pc.ends_with(array, "#")
    if not pc.any(ends).as_py():
        return array
    return pc.if_else(ends, pc.binary_join_element_wise(array, suffix, ""), array)


def last_covered(folder: Path) -> datetime | None:
    """Return the last instant that an import covers, None where it states no coverage."""
    import pyarrow.compute as pc

    path = folder / "coverage.parquet"
    if not path.exists():
        return None
    with pq.ParquetFile(path) as file:
        latest = pc.max(file.read(columns=["covered_until"])["covered_until"]).as_py()
    return latest.replace(tzinfo=UTC) if latest else None
