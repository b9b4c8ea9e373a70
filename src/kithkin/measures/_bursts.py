"""Arrays behind `follow_bursts`: an ego's own rhythm of followers, and stretches that it does not explain.

A series has one number per day; nan stands for a day that was not observed.
"""

from __future__ import annotations

from typing import Any, Final, NamedTuple

#: Lengths of the stretches that are looked at, in days.
WINDOWS: Final = (1, 2, 3, 7, 14, 30)
#: A burst's chance is below 10 to the minus this: half a false alarm a year with doubled noise, one at 3.5. Dates that
#: are inferred are themselves uneven.
THRESHOLDS: Final = {"read": 4.0, "inferred": 5.0}
#: Fewer people than this above the usual are no burst.
LEAST_EXCESS: Final = 10
LEAST_RATE: Final = 0.05
_HALF: Final = 90
_WEEK: Final = 7
#: The share of a burst's excess that has come by the end of the day on which it is said to start.
_BEGUN: Final = 0.05
_LN10: Final = 2.302585092994046


class Burst(NamedTuple):
    """One stretch: first and last day (places in the series), the day it started, who came, who usually would."""

    first: int
    last: int
    start: int
    arrived: float
    usual: float
    variance: float
    score: float


def usual_rate(series: Any) -> Any:
    """Return for each day how many usually come: the median, over 90 days around, of the mean of 7 days."""
    import numpy as np

    known = ~np.isnan(series)
    sums, counts = (_moving_sum(values, _WEEK) for values in (np.nan_to_num(series), known.astype(float)))
    week = np.where(counts > 0, sums / np.maximum(counts, 1), np.nan)
    padded = np.concatenate([np.full(_HALF, np.nan), week, np.full(_HALF, np.nan)])
    views = np.lib.stride_tricks.sliding_window_view(padded, 2 * _HALF + 1)
    medians = np.array([np.nanmedian(view) if not np.isnan(view).all() else np.nan for view in views])
    return np.maximum(np.nan_to_num(medians, nan=LEAST_RATE), LEAST_RATE)


def _moving_sum(values: Any, width: int) -> Any:
    """Return the sum over `width` days around each day, fewer at the ends."""
    import numpy as np

    total = np.concatenate([[0.0], np.cumsum(values)])
    n, half = len(values), width // 2
    low, high = np.maximum(np.arange(n) - half, 0), np.minimum(np.arange(n) + half + 1, n)
    return total[high] - total[low]


def dispersion(series: Any, usual: Any) -> float:
    """Return phi of variance = mean + phi mean^2 over the observed days, the wildest hundredth left out."""
    import numpy as np

    known = ~np.isnan(series)
    y, mu = series[known], usual[known]
    if not len(y):
        return 0.0
    wild = (y - mu) / np.sqrt(mu)
    kept = np.argsort(wild, kind="stable")[: len(y) - -(-len(y) // 100)]
    y, mu = y[kept], mu[kept]
    return max(0.0, float((((y - mu) ** 2 - mu).sum()) / (mu**2).sum())) if len(y) else 0.0


def scan(series: Any, threshold: float = THRESHOLDS["read"]) -> list[Burst]:
    """Return the bursts of a series, in order of time: no two overlap, the least likely are taken first.

    For every stretch of 1 to 30 days: S came, M usually come, score = -log10 P(N >= S) for a negative binomial
    of mean M and variance M + phi sum(mu^2). A burst has score >= threshold and S - M >= 10.
    """
    import numpy as np

    series = np.asarray(series, dtype=float)
    if len(series) < 2 * _WEEK or np.isnan(series).all():
        return []
    known = ~np.isnan(series)
    usual = usual_rate(series)
    phi = dispersion(series, usual)
    daily = np.nan_to_num(series)
    found: list[tuple[float, int, int, float, float, float]] = []
    for width in (w for w in WINDOWS if w <= len(series)):
        arrived, mean, square = (
            _window(values, width) for values in (daily, np.where(known, usual, 0), np.where(known, usual**2, 0))
        )
        places = np.flatnonzero((arrived - mean >= LEAST_EXCESS) & (mean > 0))
        if len(places):
            found += _scored(places, width, arrived[places], mean[places], mean[places] + phi * square[places])
    return _chosen([item for item in found if item[0] >= threshold], daily, np.where(known, usual, 0))


def _window(values: Any, width: int) -> Any:
    import numpy as np

    total = np.concatenate([[0.0], np.cumsum(values)])
    return total[width:] - total[:-width]


def _scored(
    places: Any, width: int, arrived: Any, mean: Any, variance: Any
) -> list[tuple[float, int, int, float, float, float]]:
    """Return score, first and last day, and the three sums of each stretch."""
    from kithkin.measures._tails import log_tail_of_variance

    scores = -log_tail_of_variance(arrived, mean, variance) / _LN10
    columns = (scores, places, places + width - 1, arrived, mean, variance)
    return list(zip(*(column.tolist() for column in columns), strict=True))


def _chosen(found: list[tuple[float, int, int, float, float, float]], daily: Any, usual: Any) -> list[Burst]:
    """Return stretches that do not overlap, the highest score first, then the shortest and earliest."""
    taken: list[Burst] = []
    for score, first, last, arrived, mean, variance in sorted(found, key=lambda f: (-f[0], f[2] - f[1], f[1])):
        if all(last < other.first or first > other.last for other in taken):
            excess = (daily - usual)[first : last + 1].cumsum()
            begun = next((k for k, so_far in enumerate(excess.tolist()) if so_far > _BEGUN * (arrived - mean)), 0)
            taken.append(Burst(first, last, first + begun, arrived, mean, variance, score))
    return sorted(taken)
