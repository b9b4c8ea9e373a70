"""Rows as CSV, JSON or a terminal table."""

from __future__ import annotations

import csv
import io
import json
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pyarrow as pa

#: A cell that begins so could be run as a formula by a spreadsheet.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def as_json(table: pa.Table) -> str:
    """Return a list of objects; instants are ISO 8601 in UTC with a Z."""
    lines = [json.dumps({k: plain(v) for k, v in row.items()}, ensure_ascii=False) for row in table.to_pylist()]
    return "[\n" + ",\n".join(lines) + "\n]\n" if lines else "[]\n"


def as_csv(table: pa.Table) -> str:
    """Return CSV with a header; cells that a spreadsheet would run are quoted with an apostrophe."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(table.column_names)
    for row in table.to_pylist():
        writer.writerow([defused(plain(value)) for value in row.values()])
    return out.getvalue()


def defused(value: Any) -> Any:
    """Return a cell that no spreadsheet runs."""
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value


def plain(value: Any) -> Any:
    """Return a value as JSON knows it; an instant of the store is UTC."""
    if isinstance(value, datetime):
        return value.replace(tzinfo=None).isoformat(timespec="microseconds" if value.microsecond else "seconds") + "Z"
    return value.isoformat() if isinstance(value, date) else value


def as_text(table: pa.Table) -> str:
    """Return a table for a terminal; columns without any value are left out."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from kithkin.cli.options import console

    shown = [name for name in table.column_names if table[name].null_count < len(table)] or table.column_names
    grid = Table(box=None, pad_edge=False, header_style="bold")
    for name in shown:
        grid.add_column(name, overflow="ellipsis", no_wrap=True, max_width=44)
    for row in table.select(shown).to_pylist():
        grid.add_row(*(Text(_cell(value)) for value in row.values()))
    width = max(console().width, 20 * len(shown))
    out = io.StringIO()
    Console(file=out, width=width, highlight=False, markup=False).print(grid)
    return "\n".join(line.rstrip() for line in out.getvalue().splitlines()) + "\n"


def _cell(value: Any) -> str:
    from kithkin.cli import printable

    return "" if value is None else printable(str(plain(value)).replace("\n", " "))
