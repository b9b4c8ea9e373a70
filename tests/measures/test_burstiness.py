"""The kernel `burstiness`, by hand and against its papers' limits."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pyarrow as pa
import pytest

from kithkin.measures.burstiness import burstiness


def rhythm(gaps: list[float], ego: str = "self", alter: str = "x:ann") -> list[dict[str, Any]]:
    at = [datetime(2024, 1, 1) + timedelta(hours=sum(gaps[:n])) for n in range(len(gaps) + 1)]
    return [{"ego_id": ego, "alter_id": alter, "happened_at": instant} for instant in at]


def judged(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    names = (("ego_id", pa.string()), ("alter_id", pa.string()), ("happened_at", pa.timestamp("us")))
    rows = burstiness.function(pa.Table.from_pylist(rows, schema=pa.schema(names))).to_pylist()
    return sorted(rows, key=lambda row: (row["ego_id"], row["alter_id"]))


def test_clock_is_minus_one() -> None:
    (row,) = judged(rhythm([5, 5, 5, 5]))
    assert (row["event_count"], row["burstiness"], row["burstiness_corrected"]) == (5, -1, -1)


def test_one_long_silence_approaches_the_corrected_maximum() -> None:
    (row,) = judged(rhythm([0.001] * 9 + [10000]))
    assert row["burstiness"] == pytest.approx((9**0.5 - 1) / (9**0.5 + 1), abs=1e-3)
    assert row["burstiness_corrected"] == pytest.approx(1, abs=1e-3)


def test_equation_by_hand() -> None:
    (row,) = judged(rhythm([1, 2, 6]))  # mean 3, variance 14/3, n = 3
    r = (14 / 3) ** 0.5 / 3
    assert row["burstiness"] == pytest.approx((r - 1) / (r + 1))
    assert row["burstiness_corrected"] == pytest.approx((2 * r - 2**0.5) / (2**0.5))


def test_pairs_are_kept_apart_whatever_the_order() -> None:
    rows = rhythm([1, 2, 6]) + rhythm([4, 4], alter="x:bob") + rhythm([1, 9], ego="x:bob")
    mixed = rows[::2] + rows[1::2]
    assert judged(mixed) == judged(rows)
    assert [row["event_count"] for row in judged(mixed)] == [4, 3, 3]
    assert judged(mixed)[0] == judged(rhythm([1, 2, 6]))[0]


def test_fewer_than_three_events_have_no_rhythm() -> None:
    assert judged(rhythm([5])) == []
    assert judged([]) == []


def test_split_by_ego_gives_the_same() -> None:
    parts = [rhythm([1, 2, 6]), rhythm([1, 9, 1], ego="x:bob")]
    assert judged(parts[0] + parts[1]) == judged(parts[0]) + judged(parts[1])
