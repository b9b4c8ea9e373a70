"""What a source yields, sorted by table and counted, for the tests of the Facebook and Instagram exports."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from kithkin.model.source import Batch, NotUsed, Options, Problem, Record, Seen, Source
from kithkin.model.tables import TABLES
from tests.worlds.memory import MemoryArchive


@dataclass
class Reading:
    """The rows by table, the problems, and how each member's records were used."""

    rows: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    seen: list[Seen] = field(default_factory=list)
    used: Counter[str] = field(default_factory=Counter)
    not_used: Counter[str] = field(default_factory=Counter)

    def of(self, table: str) -> list[dict[str, Any]]:
        """Return the rows of a table."""
        return self.rows.get(table, [])

    def accounts(self) -> list[dict[str, Any]]:
        """Return the accounts, one row each: what is known of one may be told in several, each thing once."""
        found: dict[str, dict[str, Any]] = {}
        for row in self.of("accounts"):
            account = found.setdefault(row["account_id"], {"network": row["network"]})
            told = {name: value for name, value in row.items() if value is not None and name != "network"}
            assert not told.keys() & account.keys() - {"account_id"}, (account, told)
            account.update(told)
        return list(found.values())

    @property
    def failed(self) -> int:
        """How many records could not be read."""
        return sum(problem.records for problem in self.problems)

    def coverage(self, table: str, kind: str, direction: str, network: str) -> str:
        """Return the least completeness stated, `absent` where nothing is said."""
        said = {
            row["completeness"]
            for row in self.of("coverage")
            if (row["table_name"], row["kind"], row["direction"], row["network"]) == (table, kind, direction, network)
        }
        return next((word for word in ("none", "some", "all") if word in said), "absent")


def read(source: Source, files: Mapping[str, bytes | str], title: str = "memory", me: tuple[str, ...] = ()) -> Reading:
    """Read an export of these files; every row must fit its table and no row may come before the instant."""
    reading = Reading()
    for each in source.read(MemoryArchive(files, title), Options(me=me)):
        if isinstance(each, Seen):
            assert not reading.rows
            reading.seen.append(each)
        elif isinstance(each, Problem):
            reading.problems.append(each)
        elif isinstance(each, NotUsed):
            reading.not_used[each.member] += each.count
        elif isinstance(each, Record):
            reading.used[each.member] += 1
            for row in each.rows:
                _add(reading, row.table, dict(row.values))
        elif isinstance(each, Batch):
            reading.used[each.member] += each.used
            for table, columns in each.tables.items():
                for values in zip(*map(_listed, columns.values()), strict=True):
                    _add(reading, table, dict(zip(columns, values, strict=True)))
    return reading


def _add(reading: Reading, table: str, values: dict[str, Any]) -> None:
    assert set(values) <= {column.name for column in TABLES[table].columns}, (table, values)
    reading.rows.setdefault(table, []).append(values)


def _listed(column: Any) -> Any:
    """Return the values of an Arrow array as plain values; any other column as it is."""
    if not hasattr(column, "to_pylist"):
        return column
    return [each.astimezone(UTC) if isinstance(each, datetime) else each for each in column.to_pylist()]
