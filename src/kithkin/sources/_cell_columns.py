"""Turns whole columns of a table that bears our column names into typed values, equal to what `_cells` gives.

Cells are plain where they have the one form that nearly all programs write: ids, whole numbers, instants to the
second with their zone, days, yes and no. Where one cell of some rows is not, the caller reads these rows one by
one (`_cells.Typed`), which takes every form and says what is wrong.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final

import pyarrow as pa
import pyarrow.compute as pc

from kithkin.model.tables import Table
from kithkin.sources._cells import NO, YES, empty_means, id_network, ids_of
from kithkin.sources._columns import stripped

UTC_INSTANT: Final = pa.timestamp("us", "UTC")
#: More networks than this in one piece of a file are read row by row.
_MANY: Final = 50
_WHOLE: Final = r"^-?[0-9]{1,18}$"
_INSTANT: Final = r"^[12][0-9]{3}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,6})?Z$"
_DAY: Final = r"^[12][0-9]{3}-[0-9]{2}-[0-9]{2}$"
_ACCOUNT: Final = r"(?s)^[a-z0-9_.-]+:."


class _OtherError(Exception):
    """Some cells are not plain."""


def typed(table: Table, network: str | None, cells: Mapping[str, pa.Array]) -> dict[str, pa.Array] | None:
    """Return the columns of rows of a table, or None where not all of them are plain.

    Parameters
    ----------
    network : what the user said, for rows that name none.
    cells : columns by our names, as texts or as another program typed them.
    """
    try:
        return _Reading(table, network, cells).columns()
    except (_OtherError, pa.ArrowException):
        return None


def newest_instant(columns: Sequence[pa.Array], horizon: datetime) -> list[datetime] | None:
    """Return the newest instant of rows, a row's being that of the first column that has one.

    An empty list says that there is none before the horizon; None that not all cells are plain.
    """
    try:
        read = [_instant(_listed(cells)) for cells in columns]
    except (_OtherError, pa.ArrowException):
        return None
    known = pc.coalesce(*read)
    found = pc.max(known.filter(pc.less_equal(known, pa.scalar(horizon, UTC_INSTANT)))).as_py()
    return [found] if found else []


class _Reading:
    """One reading of some rows of one table."""

    def __init__(self, table: Table, network: str | None, cells: Mapping[str, pa.Array]) -> None:
        self.table, self.said = table, network
        self.length = len(next(iter(cells.values())))
        self.values = {name: _READERS[table.column(name).type](_listed(column)) for name, column in cells.items()}

    def columns(self) -> dict[str, pa.Array]:
        """Return the typed columns, completed."""
        for name in self.table.instants:
            self._complete(name)
        accounts, keys = ids_of(self.table)
        network = self._network(sorted(accounts & self.values.keys()))
        if "network" in {column.name for column in self.table.columns}:
            _demand(network is not None and not network.null_count and not pc.any(pc.equal(network, "")).as_py())
            self.values["network"] = network
        for name in accounts & self.values.keys():
            self.values[name] = self._account(self.values[name], network)
        for name in keys & self.values.keys():
            self.values[name] = self._key(self.values[name], network)
        for name in self.table.identity:
            self._fill(name)
        return self.values

    def _complete(self, name: str) -> None:
        """Complete the four columns of an instant from those that are there."""
        at = self.values.get(name)
        if at is None:
            return
        for end in (f"{name}_earliest", f"{name}_latest"):
            self.values[end] = pc.coalesce(self.values[end], at) if end in self.values else at
        read = pc.if_else(at.is_valid(), "read", pa.scalar(None, pa.string()))
        basis = self.values.get(f"{name}_basis")
        self.values[f"{name}_basis"] = read if basis is None else pc.coalesce(basis, read)

    def _network(self, accounts: list[str]) -> pa.Array | None:
        """Return the network of each row: its own, what the user said, or what its accounts name; None for none."""
        found: list[Any] = [self.values["network"]] if "network" in self.values else []
        if self.said:
            found.append(pa.scalar(self.said))
        elif not found or found[0].null_count:
            for name in accounts:
                fronts = pc.struct_field(pc.extract_regex(self.values[name], r"(?s)^(?P<front>[^:]*):"), "front")
                has_front = pc.match_substring(self.values[name], ":")
                found.append(pc.if_else(has_front, pc.utf8_lower(fronts), pa.scalar(None, pa.string())))
        if not found:
            return None
        first = pc.coalesce(*found)
        return first if isinstance(first, pa.Array) else pa.repeat(first, self.length)

    def _account(self, ids: pa.Array, network: pa.Array | None) -> pa.Array:
        """Return account ids with their network in front."""
        is_whole = pc.fill_null(pc.match_substring_regex(ids, _ACCOUNT), True)
        if pc.all(is_whole).as_py():
            return ids
        is_bare = pc.invert(pc.match_substring(ids, ":"))
        _demand(network is not None and pc.all(pc.or_(is_whole, pc.fill_null(is_bare, False))).as_py())
        joined = pc.binary_join_element_wise(network, ids, ":")
        _demand(not pc.any(pc.and_(joined.is_null(), ids.is_valid())).as_py())
        return pc.if_else(is_whole, ids, joined)

    def _key(self, ids: pa.Array, network: pa.Array | None) -> pa.Array:
        """Return ids of other things with their network in front, where it is not there yet."""
        own = id_network(self.table)
        networks = [own] if own else [] if network is None else pc.unique(network).to_pylist()
        _demand(len(networks) <= _MANY and None not in networks)
        for one in networks:
            lacks = pc.invert(pc.starts_with(ids, f"{one}:"))
            if not own and len(networks) > 1:
                lacks = pc.and_(lacks, pc.equal(network, one))
            if one and pc.any(lacks).as_py():
                ids = pc.if_else(lacks, pc.binary_join_element_wise(f"{one}:", ids, ""), ids)
        return ids

    def _fill(self, name: str) -> None:
        """Put in what an empty cell of the identity means."""
        ids = self.values.get(name, pa.nulls(self.length, pa.string()))
        if ids.null_count:
            meant = empty_means(self.table, name)
            _demand(meant is not None)
            self.values[name] = pc.fill_null(ids, "") if meant == "" else ids


def _demand(is_plain: Any) -> None:
    if not is_plain:
        raise _OtherError


def _listed(cells: pa.Array) -> pa.Array:
    """Return a column whose cells stand one by one."""
    return cells.dictionary_decode() if pa.types.is_dictionary(cells.type) else cells


def _is_text(cells: pa.Array) -> bool:
    return bool(pa.types.is_string(cells.type) or pa.types.is_large_string(cells.type))


def _text(cells: pa.Array) -> pa.Array:
    """Return texts without blanks at their ends; an empty one is unknown."""
    if pa.types.is_null(cells.type):
        return cells.cast(pa.string())
    _demand(_is_text(cells))
    texts = stripped(cells.cast(pa.string()))
    _demand(not pc.any(pc.match_substring(texts, "\0")).as_py())
    return pc.if_else(pc.equal(pc.binary_length(texts), 0), pa.scalar(None, pa.string()), texts)


def _matching(cells: pa.Array, form: str) -> pa.Array:
    """Return texts that are all of one form, or unknown."""
    texts = _text(cells)
    _demand(pc.all(pc.fill_null(pc.match_substring_regex(texts, form), True)).as_py())
    return texts


def _integer(cells: pa.Array) -> pa.Array:
    if _is_text(cells) or pa.types.is_null(cells.type):
        return _matching(cells, _WHOLE).cast(pa.int64())
    _demand(pa.types.is_integer(cells.type))
    return cells.cast(pa.int64())


def _double(cells: pa.Array) -> pa.Array:
    _demand(pa.types.is_floating(cells.type) and pc.all(pc.fill_null(pc.is_finite(cells), True)).as_py())
    return cells.cast(pa.float64())


def _boolean(cells: pa.Array) -> pa.Array:
    if pa.types.is_boolean(cells.type):
        return cells
    words = pc.utf8_lower(_text(cells))
    is_yes = pc.is_in(words, pa.array(sorted(YES)))
    _demand(pc.all(pc.or_(is_yes, pc.is_in(words, pa.array([*sorted(NO), None])))).as_py())
    return pc.if_else(words.is_valid(), is_yes, pa.scalar(None, pa.bool_()))


def _instant(cells: pa.Array) -> pa.Array:
    if pa.types.is_timestamp(cells.type):
        # Without a zone it is UTC; a zone is only the way in which the instant is shown.
        return cells.cast(pa.timestamp("us", cells.type.tz)).cast(pa.int64()).view(UTC_INSTANT)
    return _matching(cells, _INSTANT).cast(UTC_INSTANT)


def _date(cells: pa.Array) -> pa.Array:
    return cells if pa.types.is_date32(cells.type) else _matching(cells, _DAY).cast(pa.date32())


_READERS: Final = {
    "text": _text, "integer": _integer, "double": _double, "boolean": _boolean, "instant": _instant, "date": _date,
}  # fmt: skip
