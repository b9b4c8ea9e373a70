"""Times that cannot be true: after the export was made, or before there were networks.

A row that is dated so is kept, its time is taken as not known, and it is said where: for every source, in one place.
A table of one's own, of a network that nobody knows, is believed: its file may be older than what it tells of.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any, Final, NamedTuple

import msgspec
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from kithkin.model.source import Batch, Problem, Record
from kithkin.model.sql import zoneless
from kithkin.model.tables import FIRST_MAIL, NETWORK_TITLES, Table

#: What a row is from: the first two tell the place in the file, a batch only the file.
Origin = Record | Problem | Batch

_INSTANT: Final = pa.timestamp("us")
_LATE: Final = "after the export was made"
_EARLY: Final = "before there were networks"

#: An export may name only the day it was made, and clocks run ahead.
_SLACK: Final = timedelta(days=1)
_NETWORKS: Final = pa.array(NETWORK_TITLES)


class _Doubt(NamedTuple):
    """Times of one kind that cannot be true: which rows have them, as a column of yes and no, and what of them."""

    is_doubted: pa.Array
    what: str
    times: pa.Array


class _Said(msgspec.Struct):
    """What is said of the rows of one file: how many, where the first is, and when it claims to be from."""

    place: str
    time: str
    count: int = 0


class Undated:
    """Takes times that cannot be true as not known, and remembers in which files they are."""

    def __init__(self) -> None:
        self._said: dict[tuple[str, str], _Said] = {}

    def take(
        self, table: Table, columns: dict[str, pa.Array], seen: datetime, origins: Origin | Sequence[Origin]
    ) -> None:
        """Mend the columns of some rows; `origins` is what all of them are from, or what each is from."""
        doubted: dict[int, tuple[str, str]] = {}
        for doubt in _doubts(table, columns, seen):
            for row in np.flatnonzero(doubt.is_doubted.to_numpy(zero_copy_only=False)).tolist():
                doubted.setdefault(row, (doubt.what, _written(doubt.times[row])))
        for row, (what, time) in doubted.items():
            origin = origins[row] if isinstance(origins, Sequence) else origins
            place = "" if isinstance(origin, Batch) else origin.place
            self._said.setdefault((origin.member, what), _Said(place, time)).count += 1

    def problems(self) -> Iterator[Problem]:
        """Yield of each file that such times are in it."""
        for (member, what), said in self._said.items():
            rows = "1 row is dated" if said.count == 1 else f"{said.count} rows are dated"
            first = said.time if said.count == 1 else f"the first {said.time}"
            text = f"{rows} {what} ({first}). That cannot be true, so the time is taken as not known."
            yield Problem(member, said.place, text, "Nothing else of these records is lost.", records=0)


def _doubts(table: Table, columns: dict[str, pa.Array], seen: datetime) -> Iterator[_Doubt]:
    """Take the times that cannot be true as not known, within the columns; yield what they were."""
    for name in table.instants:
        at, earliest, latest = (columns[f"{name}{end}"] for end in ("", "_earliest", "_latest"))
        begins, ends = pc.coalesce(at, earliest), pc.coalesce(at, latest)
        is_late, is_early = pc.greater(begins, _scalar(seen + _SLACK)), pc.less(ends, _scalar(FIRST_MAIL))
        for rows, what, times in ((is_late, _LATE, begins), (is_early, _EARLY, ends)):
            if rows.true_count and (rows := _of_networks(rows, columns["network"])).true_count:
                _forget(columns, name, rows, seen)
                yield _Doubt(rows, what, times)


def _scalar(at: datetime) -> pa.Scalar:
    return pa.scalar(zoneless(at), _INSTANT)


def _of_networks(rows: pa.Array, networks: pa.Array) -> pa.Array:
    """Return which of these rows are of a network that is known, where a table of one's own is believed."""
    return pc.and_(pc.fill_null(rows, False), pc.is_in(networks.cast(pa.string()), _NETWORKS))


def _forget(columns: dict[str, pa.Array], name: str, rows: pa.Array, seen: datetime) -> None:
    """Write that these rows' times lie somewhere before the export was made."""
    nothing = pa.scalar(None, _INSTANT)
    unknown: dict[str, Any] = {
        name: nothing, f"{name}_earliest": nothing,
        f"{name}_latest": _scalar(seen), f"{name}_basis": pa.scalar("inferred"),
    }  # fmt: skip
    for column, value in unknown.items():
        columns[column] = pc.if_else(rows, value, columns[column].cast(value.type))


def _written(time: pa.Scalar) -> str:
    """Return a time as text; some lie beyond what Python counts."""
    return str(np.datetime_as_string(np.datetime64(time.value, "us"), "m")).replace("T", " ")
