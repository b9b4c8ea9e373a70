"""The embedded engine: DuckDB in memory over Parquet files."""

from __future__ import annotations

import atexit
import contextlib
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from itertools import count
from pathlib import Path
from threading import Lock
from typing import Any, Final

import duckdb

from kithkin.engines.publishing import published
from kithkin.model.measure import Measure
from kithkin.model.sql import in_utc, text, zoneless
from kithkin.model.tables import Column

TYPES: Final = {
    "text": "varchar",
    "integer": "bigint",
    "double": "double",
    "boolean": "boolean",
    "instant": "timestamp",
    "date": "date",
}

#: No extension is fetched or loaded behind the user's back; nothing leaves the machine.
SETTINGS: Final[dict[str, str | bool | int | float | list[str]]] = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
}


#: How answers are packed: they are made anew at any time, so that it is better to be quick than small.
PACKED: Final = "snappy"

#: Databases are numbered so that no two of a process are called alike.
_NUMBERS: Final = count(1)
_OPENING: Final = Lock()


class DuckEngine:
    """An in-memory DuckDB; results are Parquet files, so that nothing is lost when it closes.

    Each engine has a database of its own in the one DuckDB of the process, which takes far longer to start than the
    queries of most pages take to run.
    """

    name = "duckdb"
    version = duckdb.__version__

    def __init__(self) -> None:
        with _OPENING:
            self._database = f"engine_{next(_NUMBERS)}"
            try:
                self._connection = _opened(self._database)
            except duckdb.Error:  # a fault inside DuckDB ends it for good: this engine and the next ones get another
                _started.cache_clear()
                self._connection = _opened(self._database)
        self._connection.execute("set enable_progress_bar = false")  # it would stand in the middle of what is printed

    def scan(self, relation: str, columns: Sequence[Column], paths: Sequence[Path]) -> None:
        """Make `relation` stand for the rows of these Parquet files."""
        if not paths:
            self.load(relation, columns, [])
            return
        files = ", ".join(text(str(path)) for path in paths)
        chosen = ", ".join(name(column.name) for column in columns) or "*"
        by_name = ", union_by_name = true" if len(paths) > 1 else ""
        self.define(relation, f"select {chosen} from read_parquet([{files}]{by_name})")

    def load(self, relation: str, columns: Sequence[Column], rows: Sequence[Mapping[str, Any]]) -> None:
        """Make `relation` stand for a few rows given in memory."""
        typed = ", ".join(f"{name(column.name)} {TYPES[column.type]}" for column in columns)
        self._connection.execute(f"create or replace table {name(relation)} ({typed})")
        if rows:
            slots = ", ".join("?" for _ in columns)
            values = [[zoneless(row.get(column.name)) for column in columns] for row in rows]
            self._connection.executemany(f"insert into {name(relation)} values ({slots})", values)

    def define(self, relation: str, sql: str) -> None:
        """Make `relation` stand for a query."""
        self._connection.execute(f"create or replace view {name(relation)} as {sql}")

    def write(self, sql: str, path: Path) -> None:
        """Run a query and write its rows to one Parquet file, whole or not at all."""
        with published(path) as part:
            self._connection.execute(f"copy ({sql}) to {text(str(part))} (format parquet, compression {PACKED})")

    def apply(self, kernel: Measure, relations: Mapping[str, str], settings: Mapping[str, Any], path: Path) -> None:
        """Run a kernel once on all rows of its inputs and write what it returns."""
        import pyarrow.parquet as pq

        tables = [self.arrow(f"select * from {name(relations[i.parameter])}") for i in kernel.inputs]
        with published(path) as part:
            pq.write_table(kernel.function(*tables, **settings), part, compression=PACKED)

    def rows(self, sql: str) -> list[dict[str, Any]]:
        """Run a query and return its rows as plain Python values."""
        cursor = self._connection.execute(sql)
        columns = cursor.description or []
        found = [dict(zip([column[0] for column in columns], row, strict=True)) for row in cursor.fetchall()]
        for at in (column[0] for column in columns if str(column[1]).startswith("TIMESTAMP")):
            for row in found:
                row[at] = in_utc(row[at])
        return found

    def arrow(self, sql: str) -> Any:
        """Run a query and return a `pyarrow.Table`."""
        return self._connection.sql(sql).to_arrow_table()

    def close(self) -> None:
        """Forget the database and free its memory."""
        with contextlib.suppress(duckdb.Error):  # a DuckDB that has failed holds nothing any more
            self._connection.execute("use memory")
            self._connection.execute(f"detach database if exists {self._database}")
        self._connection.close()


def _opened(database: str) -> duckdb.DuckDBPyConnection:
    """Return a connection to a new database in the DuckDB of this process."""
    connection = _started().cursor()
    connection.execute(f"attach ':memory:' as {database}")
    connection.execute(f"use {database}")
    return connection


@cache
def _started() -> duckdb.DuckDBPyConnection:
    """Return the DuckDB of this process."""
    # What does not fit into memory goes to a folder of its own that nobody else may read, not to where one stands.
    spill = tempfile.TemporaryDirectory(prefix="kithkin-", ignore_cleanup_errors=True)
    atexit.register(spill.cleanup)
    # Files are replaced by others of the same name, and what engines have read would stay in memory after them.
    kept_out = {"temp_directory": spill.name, "enable_external_file_cache": "false"}
    return duckdb.connect(":memory:", config=SETTINGS | kept_out)


def name(identifier: str) -> str:
    """Return an identifier quoted for SQL."""
    return '"' + identifier.replace('"', '""') + '"'


def names(identifiers: Iterable[str]) -> str:
    """Return identifiers quoted and separated by commas."""
    return ", ".join(name(identifier) for identifier in identifiers)
