"""Figures of merit: how well a score ranks what happened, and how well a probability foretells how often.

Plain numpy, so that a number can be checked in any installation. Equal scores are never put in an order of
their own: they share what they earn.
"""

from __future__ import annotations

from typing import Any

import numpy as np

Doubles = np.ndarray[Any, np.dtype[np.float64]]
Numbers = np.ndarray[Any, np.dtype[np.int64]]


def auc(happened: Doubles, score: Doubles) -> float | None:
    """Return the chance that a positive scores above a negative, ties counting half; None without either.

    Hanley, J. A. & McNeil, B. J. (1982). Radiology 143(1): the Mann-Whitney statistic over both counts.
    """
    positives = happened.sum()
    negatives = len(happened) - positives
    if not positives or not negatives:
        return None
    _, level, size = np.unique(score, return_inverse=True, return_counts=True)
    rank = (np.cumsum(size) - (size - 1) / 2)[level]
    return float((rank[happened > 0].sum() - positives * (positives + 1) / 2) / (positives * negatives))


def average_precision(happened: Doubles, score: Doubles) -> float | None:
    """Return the mean precision over the recall gained at each score, from the highest; None without positives.

    Manning, Raghavan & Schuetze (2008), section 8.4, without interpolation; equal scores enter together.
    """
    positives = happened.sum()
    if not positives:
        return None
    levels, level = np.unique(-score, return_inverse=True)
    gained = np.bincount(level, happened, len(levels))
    taken = np.cumsum(np.bincount(level, minlength=len(levels)))
    return float((gained * np.cumsum(gained) / taken).sum() / positives)


def ndcg(groups: Numbers, happened: Doubles, score: Doubles, k: int = 10) -> float | None:
    """Return the mean normalised discounted gain of the first `k` within each group; None where no group can tell.

    Over groups with more than `k` rows and a positive. Järvelin & Kekäläinen (2002), with binary gains and
    log2(1 + rank); equal scores share the mean gain of their places (McSherry & Najork 2008).
    """
    if not len(groups):
        return None
    order = np.lexsort((-score, groups))
    group, gain, value = groups[order], happened[order], score[order]
    is_first = np.append(True, group[1:] != group[:-1])
    starts = np.flatnonzero(is_first)
    sizes = np.diff(np.append(starts, len(group)))
    place = np.arange(len(group)) - np.repeat(starts, sizes)
    discount = np.where(place < k, 1 / np.log2(place + 2), 0.0)
    tie = np.cumsum(is_first | np.append(True, value[1:] != value[:-1])) - 1
    mean_gain = np.bincount(tie, gain) / np.bincount(tie)
    number = np.repeat(np.arange(len(starts)), sizes)
    earned = np.bincount(number, discount * mean_gain[tie])
    positives = np.bincount(number, gain)
    ideal = np.append(0, np.cumsum(1 / np.log2(np.arange(k) + 2)))[np.minimum(positives, k).astype(int)]
    counted = (sizes > k) & (positives > 0)
    return float((earned[counted] / ideal[counted]).mean()) if counted.any() else None


def log_loss_r2(happened: Doubles, p: Doubles) -> float | None:
    """Return 1 - log loss / log loss of the base rate alone (McFadden 1974); None where all happened or nothing."""
    base = happened.mean() if len(happened) else 0.0
    if base in (0.0, 1.0):
        return None
    q = np.clip(p, 1e-12, 1 - 1e-12)
    loss = -(happened * np.log(q) + (1 - happened) * np.log(1 - q)).mean()
    return float(1 + loss / (base * np.log(base) + (1 - base) * np.log(1 - base)))


def over_actual(happened: Doubles, p: Doubles) -> float | None:
    """Return the sum of probabilities over what happened; None where nothing did."""
    return float(p.sum() / happened.sum()) if happened.sum() else None


def reliability(happened: Doubles, p: Doubles, bins: int = 10) -> list[dict[str, float]]:
    """Return for each tenth of probability how many rows lie in it, their mean probability and how often it happened.

    The reliability diagram of Murphy & Winkler (1977) as rows.
    """
    place = np.minimum((p * bins).astype(int), bins - 1)
    count = np.bincount(place, minlength=bins)
    filled = np.flatnonzero(count)
    means = [np.bincount(place, values, bins)[filled] / count[filled] for values in (p, happened)]
    return [
        {"pairs": int(n), "mean_p": float(said), "happened": float(was)}
        for n, said, was in zip(count[filled], *means, strict=True)
    ]


def calibration_error(happened: Doubles, p: Doubles) -> float:
    """Return the expected calibration error: the mean distance of the reliability diagram from its diagonal."""
    rows = reliability(happened, p)
    return sum(row["pairs"] * abs(row["mean_p"] - row["happened"]) for row in rows) / max(len(p), 1)


def explained(x: Doubles, y: Doubles) -> float | None:
    """Return the share of the variance of `y` that a straight line in `x` explains; None where either is constant."""
    if len(x) < 2 or not x.std() or not y.std():
        return None
    return float(np.corrcoef(x, y)[0, 1] ** 2)


def rank_correlation(x: Doubles, y: Doubles) -> float | None:
    """Return Spearman's rank correlation, equal values sharing a rank; None where either is constant."""
    if len(x) < 2 or not x.std() or not y.std():
        return None
    return float(np.corrcoef(ranks(x), ranks(y))[0, 1])


def ranks(x: Doubles) -> Doubles:
    """Return the rank of each value from 1, equal values sharing their mean rank."""
    _, level, size = np.unique(x, return_inverse=True, return_counts=True)
    shared: Doubles = (np.cumsum(size) - (size - 1) / 2)[level]
    return shared
