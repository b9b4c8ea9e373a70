"""Equal rows of one import become one, wherever in the file they stand and however many they are."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from kithkin.model.source import when
from kithkin.model.tables import MARKS, TABLES
from kithkin.sources._marks import Numbers
from kithkin.workspace import settling
from kithkin.workspace.settling import identity_of, marks, settle
from kithkin.workspace.writing import schema_of

FOLLOWS = TABLES["follows"]


def written(path: Path, pairs: Sequence[tuple[str | None, str | None, str | None]]) -> tuple[pa.Table, Numbers]:
    """Write follows of these two ends and networks; return them and their marks."""
    schema = schema_of(FOLLOWS)
    rows = [dict.fromkeys(schema.names) | {"follower_id": a, "followed_id": b, "network": c} for a, b, c in pairs]
    table = pa.Table.from_pylist(rows, schema)
    pq.write_table(table, path)
    return table, marks(table, FOLLOWS)


def test_a_file_without_equal_rows_is_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "follows.parquet"
    table, found = written(path, [("x:1", "x:2", "a"), ("x:2", "x:1", None), (None, "x:1", None)])
    before = path.stat().st_mtime_ns
    assert settle(path, FOLLOWS, found, table.schema) == 0
    assert path.stat().st_mtime_ns == before


@pytest.mark.parametrize("together", [1, 2, 30_000])
def test_equal_rows_become_one_with_the_last_value_known(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, together: int
) -> None:
    monkeypatch.setattr(settling, "TOGETHER", together)
    path = tmp_path / "follows.parquet"
    pairs = [
        ("x:1", "x:2", "first"), ("x:3", "x:4", None), ("x:1", "x:2", "last"), ("x:5", "x:6", "alone"),
        ("x:3", "x:4", "known"), ("x:1", "x:2", None), (None, "x:7", "a"), (None, "x:7", "b"), ("", "x:7", "c"),
    ]  # fmt: skip
    table, found = written(path, pairs)
    assert settle(path, FOLLOWS, found, table.schema) == 4
    kept = pq.read_table(path)
    assert kept.schema == table.schema
    ends = zip(*(kept[name].to_pylist() for name in ("follower_id", "followed_id", "network")), strict=True)
    assert sorted(ends, key=str) == [
        ("", "x:7", "c"), ("x:1", "x:2", "last"), ("x:3", "x:4", "known"), ("x:5", "x:6", "alone"), (None, "x:7", "b"),
    ]  # fmt: skip


def test_rows_of_one_mark_by_chance_stay_two(tmp_path: Path) -> None:
    path = tmp_path / "follows.parquet"
    table, found = written(path, [("x:1", "x:2", "a"), ("x:3", "x:4", "b")])
    found[:] = 7
    assert settle(path, FOLLOWS, found, table.schema) == 0
    assert sorted(pq.read_table(path)["network"].to_pylist()) == ["a", "b"]


def test_what_tells_rows_apart_is_stored_of_every_table() -> None:
    for table in TABLES.values():
        assert identity_of(table)
    assert identity_of(MARKS) == ["marker_id", "marked_id", "kind", "list_id"]


DAYS = [datetime(2026, 1, day) for day in range(1, 10)]


def lasting(began: int | None, ended: int | None = None, latest: int | None = None) -> dict[str, Any]:
    """Return a follow that began and ended on these days; `latest` is when it had begun at the latest."""
    row: dict[str, Any] = {"follower_id": "x:1", "followed_id": "x:2", "network": "x", "kind": "follow"}
    begin, end = (None if day is None else DAYS[day] for day in (began, ended))
    row |= when("followed_at", begin, latest=None if latest is None else DAYS[latest])
    return row | (when("ended_at", end) if end else {})


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([lasting(3), lasting(1)], (1, 1, None)),
        ([lasting(1), lasting(3, 5)], (1, 1, None)),
        ([lasting(3, 5), lasting(1)], (1, 1, None)),
        ([lasting(6), lasting(1, 5)], (6, 6, None)),
        ([lasting(2, 4), lasting(1, 3)], (1, 1, 4)),
        ([lasting(None, latest=2), lasting(1)], (1, 1, None)),
        ([lasting(2), lasting(None, latest=8)], (2, 2, None)),
        ([lasting(None), lasting(None, 4)], (None, None, None)),
        ([lasting(None, 4), lasting(None, 4)], (None, None, 4)),
    ],
)
def test_rows_of_one_tie_are_one_that_stands_while_one_of_them_does(
    tmp_path: Path, rows: list[dict[str, Any]], expected: tuple[int | None, ...]
) -> None:
    path, schema = tmp_path / "follows.parquet", schema_of(FOLLOWS)
    table = pa.Table.from_pylist([dict.fromkeys(schema.names) | row for row in rows], schema)
    pq.write_table(table, path)
    settle(path, FOLLOWS, marks(table, FOLLOWS), schema)
    (row,) = pq.read_table(path).to_pylist()
    days = tuple(None if day is None else DAYS[day] for day in expected)
    assert (row["followed_at"], row["followed_at_latest"], row["ended_at"]) == days
