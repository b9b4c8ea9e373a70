"""Rows on their way into an import: texts that come with numbers are stored as the texts that they are."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from kithkin.model.source import Batch
from kithkin.sources._columns import constant, numbered
from kithkin.workspace.writing import Writer


def stored(folder: Path, *batches: dict[str, Any]) -> pa.Table:
    """Return the accounts that a new import of these columns holds."""
    writer = Writer(folder, "1-abc", "abc", datetime(2026, 1, 1, tzinfo=UTC))
    for columns in batches:
        writer.take(Batch("a.csv", 0, {"accounts": columns}))
    writer.finish()
    return pq.read_table(folder / "accounts.parquet")


NUMBERED = {
    "account_id": numbered(["x:name:bo#", "x:1"], [0, 1]),
    "network": constant("x", 2),
    "handle": numbered([None, "bo"], [0, 1]),
}
LISTED = {"account_id": ["x:2"], "network": ["x"], "handle": ["cy"]}


@pytest.mark.parametrize("batches", [(NUMBERED, LISTED), (LISTED, NUMBERED)])
def test_numbered_texts_are_stored_as_texts(tmp_path: Path, batches: tuple[dict[str, Any], ...]) -> None:
    found = stored(tmp_path / "rows", *batches)
    assert {found.schema.field(name).type for name in ("account_id", "network", "handle", "import_id")} == {pa.string()}
    rows = sorted((row["account_id"], row["network"], row["handle"]) for row in found.to_pylist())
    assert rows == [("x:1", "x", "bo"), ("x:2", "x", "cy"), ("x:name:bo#abc", "x", None)]


def test_a_later_group_may_come_in_another_form(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kithkin.workspace.writing.GROUP", 1)
    rows = stored(tmp_path / "rows", NUMBERED, LISTED).to_pylist()
    assert [row["handle"] for row in rows] == [None, "bo", "cy"]


def test_equal_rows_of_numbered_texts_become_one(tmp_path: Path) -> None:
    found = stored(tmp_path / "rows", NUMBERED, NUMBERED)
    assert found.num_rows == 2
    assert found.schema.field("network").type == pa.string()


def test_a_time_that_cannot_be_true_is_not_known_where_texts_are_numbered(tmp_path: Path) -> None:
    late = datetime(2027, 1, 1, tzinfo=UTC)
    stated = {name: [late] for name in ("created_at", "created_at_earliest", "created_at_latest")}
    columns = {"account_id": ["x:9"], "network": constant("x", 1), **stated, "created_at_basis": constant("read", 1)}
    (row,) = stored(tmp_path / "rows", columns, NUMBERED).slice(0, 1).to_pylist()
    assert (row["created_at"], row["created_at_basis"]) == (None, "inferred")
