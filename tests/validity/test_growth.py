"""Bursts and dates of follows on simulated growth: the floors that the figures must not fall below."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from kithkin.measures import _follow_order
from kithkin.validity import TASKS, Question, growth, other_growth
from kithkin.workspace import Workspace


@pytest.mark.parametrize(("rate", "phi"), growth.SIZES[:3])
def test_at_most_one_false_alarm_a_year_with_doubled_noise(rate: float, phi: float) -> None:
    assert growth.false_alarms(rate, growth.Season(2 * phi, 0.3, 0.4), series=12) <= 1.0


@pytest.mark.parametrize(("rate", "phi"), growth.SIZES[:3])
def test_blocks_of_two_hundred_are_found_within_a_day(rate: float, phi: float) -> None:
    errors = [growth.planted_block(rate, growth.Season(phi), seed) for seed in range(20)]
    found = [error for error in errors if error is not None]
    assert len(found) >= 0.95 * len(errors)
    assert sorted(found)[int(0.9 * len(found))] <= 1


def test_nothing_is_found_where_the_block_is_lost_in_the_noise() -> None:
    assert growth.planted_block(100, growth.Season(0.1), 1, people=12) is None


@pytest.mark.parametrize(("rate", "share"), growth.DATED)
def test_dates_hold_what_they_promise(rate: float, share: float) -> None:
    found = growth.dated(rate, share, lists=3)
    assert found["bounds_too_late"] == 0
    assert found["before_u3"] >= 0.95
    assert found["passed_the_order_test"] == 1.0


def test_the_error_falls_with_the_rate_of_followers() -> None:
    errors = [growth.dated(rate, 0.1, lists=2)["bound_error_days_median"] for rate in (0.3, 1, 10)]
    assert errors == sorted(errors, reverse=True)
    assert errors[1] == pytest.approx(8, abs=3)


def test_a_shuffled_list_is_refused() -> None:
    made = np.random.default_rng(7).permutation(growth.arrivals(1, 0.1, 1).made)
    chance = _follow_order.order_probability(len(made), _follow_order.record_count(made))
    assert chance >= _follow_order.GATE


def test_the_tasks_are_listed_and_answer() -> None:
    def unasked() -> Workspace:
        raise AssertionError("no workspace is needed")

    figures = TASKS["follow-dating"].run(Question(unasked))
    assert all(cell["before_u3"] >= 0.95 for cell in figures.values())
    assert "bursts" in TASKS


@pytest.mark.parametrize("folder", ["organisation", "game-company"])
def test_the_real_archives_are_refused(folder: str, data: Path, tmp_path: Path) -> None:
    space = Workspace.open(tmp_path / folder)
    space.take_in(data / "x" / folder)
    orders = space.rows("follow_order").to_pylist()
    assert orders
    assert not any(row["is_ordered"] for row in orders)
    assert space.rows("follow_dating").num_rows == 0
    assert space.rows("follow_bursts").num_rows == 0


def test_real_follow_times_show_bursts_that_are_not_accused(data: Path, tmp_path: Path) -> None:
    space = Workspace.open(tmp_path / "instagram")
    space.take_in(data / "instagram" / "2024")
    bursts = space.rows("burst_explanations").to_pylist()
    assert 5 <= len(bursts) <= 25
    assert "looks bought" not in {burst["verdict"] for burst in bursts}
    assert {row["direction"] for row in space.rows("churn").to_pylist()} == {"out"}


@pytest.mark.parametrize("rate", other_growth.RATES[:3])
def test_growth_of_another_making_has_few_false_alarms_and_hides_no_block(rate: float) -> None:
    found = other_growth.found_at(rate, series=8)
    assert found["false_alarms_a_year"] <= 1.0
    assert found["blocks_found"] == 1.0
    assert found["start_error_days_median"] <= 1.0
