"""What an engine is: it runs the queries and kernels of measures over Parquet files.

Both engines take the same SQL, written in DuckDB's dialect within the subset of `docs/reference/sql.md`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

from kithkin.model.measure import Measure
from kithkin.model.tables import Column


class Engine(Protocol):
    """One open engine; relations live as long as it does, results are written as Parquet.

    `name` and `version` are part of every cache key.
    """

    name: str
    version: str

    def scan(self, relation: str, columns: Sequence[Column], paths: Sequence[Path]) -> None:
        """Make `relation` stand for the rows of these Parquet files, by column name; missing columns are null.

        Without paths it is an empty relation with these columns.
        """
        ...

    def load(self, relation: str, columns: Sequence[Column], rows: Sequence[Mapping[str, Any]]) -> None:
        """Make `relation` stand for a few rows given in memory."""
        ...

    def define(self, relation: str, sql: str) -> None:
        """Make `relation` stand for a query."""
        ...

    def write(self, sql: str, path: Path) -> None:
        """Run a query and write its rows to one Parquet file at `path`, whole or not at all."""
        ...

    def apply(self, kernel: Measure, relations: Mapping[str, str], settings: Mapping[str, Any], path: Path) -> None:
        """Run a kernel on these relations (by parameter), once per `kernel.by` group or once on all; write Parquet."""
        ...

    def rows(self, sql: str) -> list[dict[str, Any]]:
        """Run a query and return its rows as plain Python values; instants are UTC-aware datetimes."""
        ...

    def arrow(self, sql: str) -> Any:
        """Run a query and return a `pyarrow.Table`."""
        ...

    def close(self) -> None:
        """Release the engine."""
        ...
