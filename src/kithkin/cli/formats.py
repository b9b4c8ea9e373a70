"""Rows as CSV, JSON or a terminal table."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from kithkin.render.rows import csv_lines, json_lines, plain

if TYPE_CHECKING:
    import pyarrow as pa


def as_json(table: pa.Table) -> str:
    """Return a list of objects; instants are ISO 8601 in UTC with a Z."""
    return "".join(json_lines(table))


def as_csv(table: pa.Table) -> str:
    """Return CSV with a header; cells that a spreadsheet would run begin with an apostrophe."""
    return "".join(csv_lines(table))


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
