"""Figures of merit against their definitions, written out pair by pair."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

from kithkin.validity import merit


def world(seed: int) -> tuple[Any, Any, Any]:
    random = np.random.default_rng(seed)
    score = random.integers(0, 9, 80).astype(float)
    happened = (random.random(80) < score / 12).astype(float)
    return random.integers(0, 4, 80), happened, score


@pytest.mark.parametrize("seed", range(4))
def test_auc_is_the_share_of_pairs_in_order(seed: int) -> None:
    _, happened, score = world(seed)
    pairs = [(a, b) for a in score[happened > 0] for b in score[happened == 0]]
    wanted = sum(1.0 if a > b else 0.5 if a == b else 0.0 for a, b in pairs) / len(pairs)
    assert merit.auc(happened, score) == pytest.approx(wanted)


@pytest.mark.parametrize("seed", range(4))
def test_average_precision_sums_precision_over_recall(seed: int) -> None:
    _, happened, score = world(seed)
    wanted = last = 0.0
    for threshold in sorted(set(score), reverse=True):
        taken = score >= threshold
        recall = happened[taken].sum() / happened.sum()
        wanted += (recall - last) * happened[taken].mean()
        last = recall
    assert merit.average_precision(happened, score) == pytest.approx(wanted)


@pytest.mark.parametrize("seed", range(4))
def test_gain_is_the_mean_over_orders_of_equal_scores(seed: int) -> None:
    groups, happened, score = world(seed)
    noise = np.random.default_rng(seed)
    found = []
    for _ in range(4000):
        own = np.lexsort((noise.random(len(score)), -score))
        gains = []
        for group in np.unique(groups):
            row = happened[own][groups[own] == group]
            ideal = sum(1 / math.log2(n + 2) for n in range(min(int(row.sum()), 10)))
            gains.append(sum(g / math.log2(n + 2) for n, g in enumerate(row[:10])) / ideal)
        found.append(np.mean(gains))
    assert merit.ndcg(groups, happened, score) == pytest.approx(np.mean(found), abs=0.005)


def test_perfect_and_reversed_scores() -> None:
    happened, score = np.array([1.0, 1, 0, 0, 0]), np.array([5.0, 4, 3, 2, 1])
    assert merit.auc(happened, score) == 1.0
    assert merit.average_precision(happened, score) == 1.0
    assert merit.auc(happened, -score) == 0.0
    assert merit.ndcg(np.zeros(5, dtype=int), happened, score, k=2) == 1.0


def test_what_cannot_be_judged_has_no_figure() -> None:
    nothing, score = np.zeros(4), np.arange(4.0)
    assert merit.auc(nothing, score) is None
    assert merit.average_precision(nothing, score) is None
    assert merit.over_actual(nothing, score) is None
    assert merit.log_loss_r2(nothing, score / 4) is None
    assert merit.ndcg(np.zeros(4, dtype=int), nothing, score) is None
    assert merit.explained(score, nothing) is None


def test_probabilities_are_held_to_what_happened() -> None:
    happened = np.array([1.0, 0, 0, 0] * 50)
    assert merit.log_loss_r2(happened, np.full(200, 0.25)) == pytest.approx(0)
    assert merit.log_loss_r2(happened, np.where(happened > 0, 0.999, 0.001)) == pytest.approx(1, abs=0.01)
    assert merit.over_actual(happened, np.full(200, 0.5)) == 2.0
    assert merit.calibration_error(happened, np.full(200, 0.5)) == pytest.approx(0.25)
    assert merit.reliability(happened, np.full(200, 0.25)) == [{"pairs": 200, "mean_p": 0.25, "happened": 0.25}]


def test_ranks_share_ties() -> None:
    assert merit.ranks(np.array([3.0, 1, 3, 2])).tolist() == [3.5, 1, 3.5, 2]
    assert merit.rank_correlation(np.arange(9.0), np.arange(9.0) ** 3) == pytest.approx(1)
