"""Intervals of counts: the negative binomial distribution, for many means at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

from kithkin.measures._arrays import Doubles

#: From this mean on the distribution is taken for normal: its skew no longer shows in whole numbers.
LARGE: Final = 300.0


def negative_binomial(mean: Doubles, variance: Doubles, levels: Sequence[float]) -> list[Doubles]:
    """Return the quantiles of counts with these means and variances: the least count whose chance reaches a level.

    A variance not above the mean is taken for just above it, which is a Poisson count.
    """
    variance = np.maximum(variance, mean * (1 + 1e-6))
    found = [_normal(mean, variance, level) for level in levels]
    small = np.flatnonzero((mean < LARGE) & (mean > 0))
    m, v = mean[small], variance[small]
    size = m**2 / (v - m)
    failure = (v - m) / v
    log_mass = size * np.log1p(-failure)
    below, reached = np.zeros(len(small)), [np.full(len(small), -1.0) for _ in levels]
    open_, count = np.ones(len(small), dtype=bool), 0
    while open_.any():
        below += np.exp(log_mass)
        for quantile, level in zip(reached, levels, strict=True):
            quantile[(quantile < 0) & (below >= level)] = count
        log_mass += np.log(failure * (count + size) / (count + 1))
        count += 1
        open_ = reached[int(np.argmax(levels))] < 0
        if count > 40 * LARGE:  # sums of chances may end a rounding below the level
            break
    for whole, quantile in zip(found, reached, strict=True):
        whole[small] = np.where(quantile < 0, count, quantile)
        whole[mean <= 0] = 0.0
    return found


def _normal(mean: Doubles, variance: Doubles, level: float) -> Doubles:
    """Return the quantile of a normal variable, rounded outwards and never below zero."""
    from statistics import NormalDist

    value = mean + NormalDist().inv_cdf(level) * np.sqrt(variance)
    return np.maximum(np.floor(value) if level < 0.5 else np.ceil(value), 0.0)
