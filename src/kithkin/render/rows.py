"""Rows as files to take away: CSV whose cells no spreadsheet runs, JSON, Parquet."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any, Final

#: A cell that begins so could be run as a formula by a spreadsheet.
FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
#: Rows that are turned into text at a time.
AT_ONCE: Final = 10_000


def csv_lines(table: Any) -> Iterator[str]:
    """Yield an Arrow table as CSV with a header; cells that a spreadsheet would run begin with an apostrophe."""
    yield _written([table.column_names])
    for batch in table.to_batches(max_chunksize=AT_ONCE):
        yield _written([[defused(plain(value)) for value in row.values()] for row in batch.to_pylist()])


def _written(lines: list[list[Any]]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(lines)
    return out.getvalue()


def json_lines(table: Any) -> Iterator[str]:
    """Yield an Arrow table as a JSON list of objects; instants are ISO 8601 in UTC with a Z."""
    before = "[\n"
    for batch in table.to_batches(max_chunksize=AT_ONCE):
        lines = [json.dumps({k: plain(v) for k, v in row.items()}, ensure_ascii=False) for row in batch.to_pylist()]
        if lines:
            yield before + ",\n".join(lines)
            before = ",\n"
    yield "[]\n" if before == "[\n" else "\n]\n"


def as_parquet(table: Any) -> bytes:
    """Return an Arrow table as a Parquet file."""
    import pyarrow.parquet as pq

    out = io.BytesIO()
    pq.write_table(table, out)
    return out.getvalue()


def defused(value: Any) -> Any:
    """Return a cell that no spreadsheet runs."""
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value


def plain(value: Any) -> Any:
    """Return a value as JSON knows it; an instant of the store is UTC."""
    if isinstance(value, datetime):
        return value.replace(tzinfo=None).isoformat(timespec="microseconds" if value.microsecond else "seconds") + "Z"
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    return value.isoformat() if isinstance(value, date) else value
