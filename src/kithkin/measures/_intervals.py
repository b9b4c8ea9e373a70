"""Intervals of counts: the negative binomial distribution, for many means at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

from kithkin.measures._arrays import Doubles

#: Below this mean the chances of the counts are summed one by one; from it on that takes longer than halving a range.
LARGE: Final = 300.0


def negative_binomial(mean: Doubles, variance: Doubles, levels: Sequence[float]) -> list[Doubles]:
    """Return the quantiles of counts with these means and variances: the least count whose chance reaches a level.

    A variance not above the mean is taken for just above it, which is a Poisson count.
    """
    variance = np.maximum(variance, mean * (1 + 1e-6))
    found = [np.zeros(len(mean)) for _ in levels]
    large = np.flatnonzero(mean >= LARGE)
    for whole, level in zip(found, levels, strict=True):
        whole[large] = _halved(mean[large], variance[large], level)
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
    return found


def _halved(mean: Doubles, variance: Doubles, level: float) -> Doubles:
    """Return the same of large means: the range that must hold the quantile is halved until one count is left.

    The chance of at most k is the regularised incomplete beta function I_p(size, k + 1) with p = mean / variance. A normal
    variable would do for none of them: with variance = mean^2 its interval of 80 % holds 90 %.
    """
    if not len(mean):
        return mean
    from scipy.special import betainc

    size, p = mean**2 / (variance - mean), mean / variance
    # Cantelli's inequality: the chance to lie further above the mean is below 1 - level.
    below, reached = np.full(len(mean), -1.0), np.ceil(mean + np.sqrt(variance * level / (1 - level)))
    while (open_ := reached - below > 1).any():
        middle = np.floor((below + reached) / 2)
        is_reached = betainc(size, middle + 1, p) >= level
        reached = np.where(open_ & is_reached, middle, reached)
        below = np.where(open_ & ~is_reached, middle, below)
    return reached
