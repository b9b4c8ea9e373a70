"""What is dated after its export was made, or before there were networks, is kept without its time, and it is said."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from kithkin.model.source import Batch, Problem, Record, Row, Seen, when
from kithkin.workspace.writing import Writer

SEEN = datetime(2026, 6, 2, 10, tzinfo=UTC)
UNKNOWN = {"at": None, "at_earliest": None, "at_latest": SEEN.replace(tzinfo=None), "at_basis": "inferred"}


def post(key: str, network: str = "mastodon", **columns: Any) -> dict[str, Any]:
    return {"post_id": f"{network}:{key}", "network": network, "author_id": f"{network}:a", "kind": "post", **columns}


def written(folder: Path, *items: Record | Batch) -> tuple[list[dict[str, Any]], list[tuple[str, str, str]]]:
    """Return the posts as they are stored, and the place, file and words of each problem."""
    writer = Writer(folder, "i", "0" * 12, SEEN)
    for item in (Seen(SEEN), *items):
        writer.take(item)
    writer.finish()
    problems = folder / "problems.parquet"
    told = pq.read_table(problems).to_pylist() if problems.exists() else []
    rows = pq.read_table(folder / "posts.parquet").to_pylist()
    return rows, [(row["member"], row["place"], row["what"]) for row in told]


def times(row: dict[str, Any]) -> dict[str, Any]:
    return {name.removeprefix("posted_"): row[name] for name in row if name.startswith("posted_at")}


@pytest.mark.parametrize(
    ("network", "at", "word"),
    [
        ("mastodon", datetime(2100, 1, 1, tzinfo=UTC), "after the export"),
        ("mastodon", datetime(1969, 1, 1, tzinfo=UTC), "before there were networks"),
        ("bluesky", datetime(1970, 1, 1, tzinfo=UTC), "before there were networks"),
        ("mail", datetime(2026, 6, 4, tzinfo=UTC), "after the export"),
    ],
)
def test_a_time_that_cannot_be_true_is_not_known_and_it_is_said_where(
    tmp_path: Path, network: str, at: datetime, word: str
) -> None:
    row = Row("posts", post("1", network, **when("posted_at", at)))
    (stored,), ((member, place, what),) = written(tmp_path / "r", Record("outbox.json", "item 5", (row,)))
    assert times(stored) == UNKNOWN
    assert (member, place) == ("outbox.json", "item 5")
    assert what.startswith("1 row is dated")
    assert word in what
    assert f"{at:%Y-%m-%d %H:%M}" in what


@pytest.mark.parametrize(
    ("network", "at"),
    [
        ("mastodon", datetime(2026, 6, 3, 9, tzinfo=UTC)),
        ("mastodon", datetime(1995, 1, 1, tzinfo=UTC)),
        ("bluesky", datetime(2012, 1, 1, tzinfo=UTC)),
        ("letters", datetime(1820, 1, 1, tzinfo=UTC)),
        ("letters", datetime(2028, 1, 1, tzinfo=UTC)),
    ],
)
def test_a_time_that_can_be_true_is_kept_without_a_word(tmp_path: Path, network: str, at: datetime) -> None:
    row = Row("posts", post("1", network, **when("posted_at", at)))
    (stored,), problems = written(tmp_path / "r", Record("outbox.json", "item 5", (row,)))
    assert stored["posted_at"] == at.replace(tzinfo=None)
    assert problems == []


def test_a_span_is_not_true_where_it_begins_after_the_export_or_ends_before_all_networks(tmp_path: Path) -> None:
    late, old = datetime(2100, 1, 1, tzinfo=UTC), datetime(1969, 1, 1, tzinfo=UTC)
    spans = [(late, None), (None, old), (old, late), (None, None)]
    rows = [
        Row("posts", post(str(n), **when("posted_at", None, earliest=first, latest=last)))
        for n, (first, last) in enumerate(spans)
    ]
    stored, problems = written(tmp_path / "r", Record("f", "item 1", tuple(rows)))
    by_id = {row["post_id"]: times(row) for row in stored}
    assert by_id["mastodon:0"] == by_id["mastodon:1"] == UNKNOWN
    assert by_id["mastodon:2"]["at_latest"] == late.replace(tzinfo=None)
    assert by_id["mastodon:3"]["at_latest"] is None
    assert len(problems) == 2


def test_columns_say_how_many_and_the_first_and_each_file_speaks_for_itself(tmp_path: Path) -> None:
    late = [datetime(2100, 1, 1, tzinfo=UTC), datetime(2026, 1, 1, tzinfo=UTC), datetime(2200, 1, 1, tzinfo=UTC)]
    rows = [post(str(n), **when("posted_at", at)) for n, at in enumerate(late)]
    columns = {name: [row[name] for row in rows] for name in rows[0]}
    others = [Record("b", f"item {n}", (Row("posts", post(f"b{n}", **when("posted_at", late[0]))),)) for n in (3, 4)]
    stored, problems = written(tmp_path / "r", Batch("a", 3, {"posts": columns}), *others)
    assert sorted(row["posted_at"] is None for row in stored) == [False, True, True, True, True]
    assert [(member, place) for member, place, _ in problems] == [("a", ""), ("b", "item 3")]
    assert all("2 rows are dated after the export was made (the first 2100-01-01 00:00)" in w for _, _, w in problems)


def test_a_row_counts_once_whichever_of_its_times_is_wrong(tmp_path: Path) -> None:
    late = datetime(2100, 1, 1, tzinfo=UTC)
    ends = {"follower_id": "x:1", "followed_id": "x:2", "network": "x", "kind": "follow"}
    follow = Row("follows", {**ends, **when("followed_at", late), **when("ended_at", late)})
    posts = Row("posts", post("1", **when("posted_at", SEEN)))
    _, problems = written(tmp_path / "r", Record("f", "line 2", (follow, posts)))
    assert [what.split(" dated")[0] for _, _, what in problems] == ["1 row is"]


def test_doubts_are_told_with_the_other_problems(tmp_path: Path) -> None:
    writer = Writer(tmp_path / "r", "i", "0" * 12, SEEN)
    late = when("posted_at", datetime(2100, 1, 1, tzinfo=UTC))
    writer.take(Record("f", "item 1", (Row("posts", post("1", **late)),)))
    writer.take(Problem("f", "item 2", "It is damaged."))
    assert writer.finish() == {"records": 2, "used": 1, "not_used": 0, "problems": 1}
    assert writer.rows["problems"] == 2
