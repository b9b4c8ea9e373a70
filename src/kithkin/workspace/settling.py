"""Settling equal rows: rows of one table and one import that say the same thing become one.

While rows are written, each is given a mark of what tells it apart, which is all that is kept of it. Nearly always no
two marks are alike and nothing is left to do; only where some are, the file is read again.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from kithkin.engines.publishing import published
from kithkin.model.sql import text
from kithkin.model.tables import PROVENANCE, Table

if TYPE_CHECKING:
    from kithkin.sources._marks import Numbers

#: So many rows that are to become one each are looked at together.
TOGETHER: Final = 30_000


def identity_of(table: Table) -> list[str]:
    """Return the columns that tell the rows of one import apart."""
    stored = {column.name for column in (*table.columns, *PROVENANCE)}
    return [name for name in table.identity if name in stored]


def marks(group: pa.Table, table: Table) -> Numbers:
    """Return a mark for each of some rows: rows of equal identity have equal marks."""
    import pyarrow.compute as pc

    from kithkin.sources._columns import values
    from kithkin.sources._marks import marks_of  # here, for it brings all sources, of which a page has no need

    first, *others = [group[name].cast(pa.string()) for name in identity_of(table)]
    told = pc.binary_join_element_wise(first, *others, "\0", null_handling="replace") if others else first
    return marks_of(values(told))


def settle(path: Path, table: Table, found: Numbers, schema: pa.Schema) -> int:
    """Make rows of equal identity one row, with the last value known of each column; return how many went.

    Rows of a tie that lasts are one tie: it began with the earliest of them and ends with the last. Where it had ended
    before it began anew, the earlier time is left out.

    Parameters
    ----------
    path : the table's file.
    table : the table.
    found : the marks of the file's rows, in their order.
    schema : of the file.
    """
    rows, firsts = _repeated(found)
    if not len(rows):
        return 0
    import duckdb

    from kithkin.engines.duckdb import SETTINGS, name, names

    columns, identity = schema.names, identity_of(table)
    first, last = (_instant(end) for end in table.lasts or ("", ""))
    chosen = ", ".join(
        name(column)
        if column in identity
        else f"any_value({name(column)}) filter (where {'first' if column in first else 'last'} = 1) as {name(column)}"
        if column in (*first, *last)
        else f"arg_max({name(column)}, file_row_number) filter (where {name(column)} is not null) as {name(column)}"
        for column in columns
    )
    stored = f"read_parquet({text(str(path))}, file_row_number = true)"
    by = names(identity)
    limits: dict[str, str | bool | int | float | list[str]] = {"memory_limit": "1GB", "threads": 1}
    with (
        duckdb.connect(":memory:", config=SETTINGS | limits | {"temp_directory": str(path.parent)}) as db,
        published(path) as part,
        pq.ParquetWriter(part, schema, compression="zstd", compression_level=1) as file,
    ):
        db.execute("set enable_progress_bar = false")
        db.register("repeated", pa.table({"file_row_number": rows}))
        _append(file, db.sql(f"select {names(columns)} from {stored} anti join repeated using (file_row_number)"))
        order = np.unique(firsts)
        for start in range(0, len(order), TOGETHER):
            some = order[start : start + TOGETHER]
            inside = (firsts >= some[0]) & (firsts <= some[-1])
            db.register("repeated", pa.table({"file_row_number": rows[inside]}))
            same = f"select * from {stored} semi join repeated using (file_row_number)"
            same = _lasting(same, by, *table.lasts) if table.lasts else same
            _append(file, db.sql(f"select {chosen} from ({same}) group by {by} order by {by}"))
    return int(len(found) - pq.read_metadata(path).num_rows)


def _instant(column: str) -> tuple[str, ...]:
    """Return the four columns of an instant."""
    return tuple(f"{column}{end}" for end in ("", "_earliest", "_latest", "_basis"))


def _lasting(rows: str, by: str, began: str, ended: str) -> str:
    """Return the rows of the last time that each tie stood without a break, with which began first and ended last."""
    return f"""
    with told as (
        select *, coalesce({began}, {began}_earliest, {began}_latest) as begins,
            coalesce({ended}, {ended}_latest, {ended}_earliest, timestamp 'infinity') as ends
        from ({rows})
    ),
    following as (
        select *, max(ends) over (
            partition by {by} order by begins nulls first, file_row_number rows between unbounded preceding and 1 preceding
        ) as until
        from told
    ),
    parted as (
        select *, count(*) filter (where begins > until) over (
            partition by {by} order by begins nulls first, file_row_number
        ) as time
        from following
    ),
    latest as (select * from parted qualify time = max(time) over (partition by {by}))
    select *, row_number() over (
            partition by {by} order by {began} nulls last, begins nulls last, file_row_number
        ) as first,
        row_number() over (partition by {by} order by ends desc, file_row_number desc) as last
    from latest
    """


def _repeated(found: Numbers) -> tuple[Any, Any]:
    """Return the rows whose mark another row has too, and for each the first row that has it."""
    ordered = np.sort(found)
    again = ordered[1:][ordered[1:] == ordered[:-1]]
    rows = np.flatnonzero(np.isin(found, again)) if len(again) else again
    _, first, which = np.unique(found[rows], return_index=True, return_inverse=True)
    return rows, rows[first][which]


def _append(file: pq.ParquetWriter, found: Any) -> None:
    """Write the rows of a query, some at a time."""
    for batch in found.to_arrow_reader(TOGETHER):
        file.write_batch(batch.cast(file.schema))
