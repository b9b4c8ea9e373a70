"""Entries of address books as whole columns: the ways to reach each person, and the rows they become."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any, Final, NamedTuple

import msgspec
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from kithkin.model.source import Columns
from kithkin.sources._columns import combinations, first_of, is_blank, joined, keys, unless_blank
from kithkin.sources._contact_ways import ways
from kithkin.sources._csv_blocks import Block

#: Cells that hold one way and nothing else, as nearly all do; any other is read by itself.
_PLAIN: Final = {
    "email": r"^[!-+\-./0-9=?A-Z\[-~]+@[!-+\-./0-9=?A-Z\[-~]+$",
    "phone": r"^[+0-9][0-9 ().\-/]{2,30}$",
}
#: The parts of a name in the order in which they are spoken, as Google's and Outlook's files have called them.
_NAMES: Final = (
    ("nameprefix", "title"), ("firstname", "givenname"), ("middlename", "additionalname"),
    ("lastname", "familyname"), ("namesuffix", "suffix"),
)  # fmt: skip
_TOWNS: Final = ("homecity", "businesscity", "othercity", "homecountryregion", "businesscountryregion")
_VALUE: Final = re.compile(r"(email|phone|website|im)(\d+)value")
#: No part of a mail address that is not longer can be too long.
_LONGEST_PLAIN: Final = 66


class Ways(NamedTuple):
    """Ways to reach people: the entry each belongs to, and the accounts or telephone numbers."""

    entries: Any
    values: pa.Array
    are_phones: bool


class Entries(msgspec.Struct, frozen=True):
    """Many entries: what they say of a person, empty where nothing, the key of its own if it has one, and the ways."""

    name: pa.Array
    place: pa.Array
    organisation: pa.Array
    note: pa.Array
    key: pa.Array
    ways: Sequence[Ways]


def entries_of(block: Block) -> Entries:
    """Return the entries of a table of Google's or Outlook's, whatever its generation."""
    spoken = joined([block.first(*names) for names in _NAMES], " ")
    called = [block.first("name"), spoken, block.first("fileas", "nickname")]
    towns = joined([block.first(town) for town in _TOWNS], ", ")
    # The last column comes first, so that its account is the one that the others are linked with.
    kinds = [(name, kind) for name in reversed(block.cells.schema.names) if block.has(name) and (kind := kind_of(name))]
    return Entries(
        name=first_of(called),
        place=first_of([block.first("address1formatted", "location"), towns]),
        organisation=block.first("organizationname", "organization1name", "company"),
        note=block.first("notes"),
        key=pa.repeat("", len(block)),
        ways=[_ways_in(block.column(name), kind) for name, kind in kinds],
    )


def kind_of(column: str) -> str:
    """Return what a column holds, as Google and Outlook name it."""
    if found := _VALUE.fullmatch(column):
        return found[1]
    if re.fullmatch(r"email\d?address", column):
        return "email"
    if column.endswith(("phone", "phone2")) or column in {"pager", "telex", "mobile"}:
        return "phone"
    return "website" if column in {"webpage", "personalwebpage", "website"} else ""


def _ways_in(cells: pa.Array, kind: str) -> Ways:
    """Return the ways that the cells of one column hold."""
    is_plain = np.zeros(len(cells), bool)
    values = pa.array([], pa.string())
    if pattern := _PLAIN.get(kind):
        fits = pc.and_(pc.match_substring_regex(cells, pattern), pc.less_equal(pc.binary_length(cells), _LONGEST_PLAIN))
        is_plain, values = fits.to_numpy(zero_copy_only=False), cells.filter(fits)
    if kind == "email":
        values = pc.binary_join_element_wise("mail:", pc.ascii_lower(values), "")
    others = np.flatnonzero(~is_plain & ~is_blank(cells).to_numpy(zero_copy_only=False))
    found = [ways(kind, cell) for cell in cells.take(pa.array(others)).to_pylist()]
    entries = np.concatenate([np.flatnonzero(is_plain), np.repeat(others, [len(several) for several in found])])
    rest = pa.array([way for several in found for way in several], pa.string())
    return Ways(entries, pa.concat_arrays([values, rest]), kind == "phone")


def rows_of(entries: Entries) -> tuple[int, dict[str, Columns], Any]:
    """Return how many entries became rows, the rows, and which entries hold nothing to know a person by.

    Each account and number of an entry is a row, its accounts before its numbers; an entry without any is one row.
    The accounts of one entry are linked with the first of them.
    """
    size = len(entries.name)
    slots, values = _ordered(entries.ways)
    owners = slots // 2
    counts = np.bincount(owners, minlength=size)
    is_empty = is_blank(entries.name).to_numpy(zero_copy_only=False) & (counts == 0)
    is_alone = (counts == 0) & ~is_empty
    # An entry without a way is a row of its own: the row behind the last way, which holds none.
    of_entry = np.concatenate([owners, np.flatnonzero(is_alone)])
    way = np.concatenate([np.arange(len(slots)), np.full(np.count_nonzero(is_alone), len(slots))])
    order = np.argsort(of_entry, kind="stable")
    of_entry, way = pa.array(of_entry[order]), pa.array(way[order])
    is_phone = pa.array(slots % 2 == 1)
    said = {name: getattr(entries, name) for name in ("name", "place", "organisation", "note")}
    contacts = {
        "contact_id": _ids(entries, slots, values, counts).take(of_entry),
        **{name: unless_blank(texts).take(of_entry) for name, texts in said.items()},
        "account_id": _with_none(pc.if_else(is_phone, "", values)).take(way),
        "phone": _with_none(pc.if_else(is_phone, values, "")).take(way),
    }
    tables: dict[str, Columns] = {"contacts": contacts, "account_links": _links(entries.name, slots, values)}
    some = {table: rows for table, rows in tables.items() if len(next(iter(rows.values())))}
    return size - int(np.count_nonzero(is_empty)), some, is_empty


def _with_none(values: pa.Array) -> pa.Array:
    return pa.concat_arrays([values, pa.array([""])])


def _ordered(found: Iterable[Ways]) -> tuple[Any, pa.Array]:
    """Return the ways entry by entry, each once: twice the number of its entry, one more for a telephone number."""
    some = [way for way in found if len(way.entries)]
    if not some:
        return np.zeros(0, np.int64), pa.array([], pa.string())
    slots = np.concatenate([way.entries * 2 + way.are_phones for way in some])
    order = np.argsort(slots, kind="stable")
    slots, values = slots[order], pa.concat_arrays([way.values for way in some]).take(pa.array(order))
    several = _several(slots)
    is_kept = np.ones(len(slots), bool)
    is_kept[several] = False
    is_kept[several[combinations([pa.array(slots[several]), values.take(pa.array(several))])[0]]] = True
    return slots[is_kept], values.filter(pa.array(is_kept))


def _several(slots: Any) -> Any:
    """Return which rows share their slot with another."""
    is_same = np.zeros(len(slots) + 1, bool)
    is_same[1:-1] = slots[1:] == slots[:-1]
    return np.flatnonzero(is_same[1:] | is_same[:-1])


def _ids(entries: Entries, slots: Any, values: pa.Array, counts: Any) -> pa.Array:
    """Return the id of each entry: its own key, or one that the same name and ways give in every file."""
    several = _several(slots)
    chosen = pa.table({"slot": slots[several], "way": values.take(pa.array(several))})
    order = np.arange(len(slots))
    order[several] = several[pc.sort_indices(chosen, [("slot", "ascending"), ("way", "ascending")]).to_numpy()]
    ends = pa.array(np.concatenate([[0], np.cumsum(counts)]), pa.int32())
    told = pc.binary_join(pa.ListArray.from_arrays(ends, values.take(pa.array(order))), "\x1f")
    told = pc.binary_join_element_wise(entries.name, told, pc.if_else(pa.array(counts > 0), "\x1f", ""))
    is_unnamed = is_blank(entries.key)
    own = pc.utf8_trim_whitespace(entries.key)
    return pc.binary_join_element_wise(
        "contacts:", pc.replace_with_mask(own, is_unnamed, keys(told.filter(is_unnamed))), ""
    )


def _links(names: pa.Array, slots: Any, values: pa.Array) -> dict[str, pa.Array]:
    """Return that the accounts of an entry are one person's."""
    places = np.arange(len(slots))
    begins = np.diff(slots, prepend=-1) > 0
    first = np.maximum.accumulate(np.where(begins, places, 0))
    others = np.flatnonzero(~begins & (slots % 2 == 0))
    called = pc.utf8_slice_codeunits(names.take(pa.array(slots[others] // 2)), 0, 100)
    return {
        "from_id": values.take(pa.array(others)),
        "to_id": values.take(pa.array(first[others])),
        "evidence": pa.repeat("contacts-book", len(others)),
        "says": pc.binary_join_element_wise("one entry of the address book: ", called, ""),
    }
