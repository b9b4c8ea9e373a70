"""Each promise can fail: a fault is planted in one query, and the test of the promise finds it."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Any, Final

import pytest
from msgspec.structs import replace

from tests.measures import test_promises as promises
from tests.measures.by_hand import NAMED

#: A promise, the query in which a fault is planted, what it says and what it is made to say, and the first seed whose
#: world shows it: that one is tried before the others.
FAULTS: Final[tuple[tuple[Any, str, str, str, int], ...]] = (
    (
        promises.test_whole_world_leaves_nothing_open,
        "standing",
        "whole where is_covered",
        "whole where not is_covered",
        8,
    ),
    (
        promises.test_hiding_data_with_its_coverage_only_opens_answers,
        "standing",
        "when in_365 then",
        "when true then",
        2,
    ),
    (
        promises.test_hiding_data_with_its_coverage_only_opens_answers,
        "standing",
        "from whole where is_covered",
        "from located",
        2,
    ),
    (
        promises.test_hiding_data_with_its_coverage_only_opens_answers,
        "covered_spans",
        "completeness = 'all'",
        "true",
        2,
    ),
    (promises.test_truth_lies_within_the_bounds, "following_breakdown", "is not false) as", ") as", 2),
    (promises.test_truth_lies_within_the_bounds, "outside_audience", "when c.is_closed then", "when true then", 10),
    (promises.test_layers_nest_on_both_sides, "standing", "and went_30 as lately", "or is_standing as lately", 0),
    (promises.test_rows_are_as_declared, "turns", "1 + coalesce(e.most_turns, 0)", "coalesce(e.most_turns, 0) - 1", 0),
    (
        promises.test_order_of_rows_does_not_matter,
        "turns",
        "order by happened_at, direction",
        "order by direction",
        7,
    ),
    (
        promises.test_renaming_accounts_renames_the_answer,
        "audience",
        "on e.ego_id = p.ego_id",
        "on e.ego_id = p.ego_id and p.alter_id not like '%~'",
        0,
    ),
)


@pytest.mark.parametrize(
    ("promise", "name", "right", "wrong", "seed"), FAULTS, ids=lambda value: getattr(value, "__name__", "")
)
def test_fault_is_found(
    promise: Any, name: str, right: str, wrong: str, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    sound = NAMED[name]

    def faulty(*relations: str, **settings: Any) -> str:
        query: str = sound.function(*relations, **settings)
        if right not in query:
            raise LookupError(f"{name} holds no {right!r} any more")
        return query.replace(right, wrong)

    monkeypatch.setitem(NAMED, name, replace(sound, function=faulty))
    if promise is promises.test_rows_are_as_declared:
        monkeypatch.setattr(promises, "MEASURES", (NAMED[name],))
    monkeypatch.setattr(promises, "ALL", (name,))
    assert any(fails(promise.hypothesis.inner_test, tried) for tried in (seed, *range(40)))


def fails(promise: Callable[[Random], None], seed: int) -> bool:
    try:
        promise(Random(seed))
    except AssertionError:
        return True
    return False
