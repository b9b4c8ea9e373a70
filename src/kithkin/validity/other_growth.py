"""Bursts on growth of another making than the one on which the threshold was set: nothing here was tuned on.

The rate wanders (a random walk of its logarithm that is drawn back), weekdays differ, followers bring followers,
a post goes round now and then, and the record has holes. Blocks of 200 are planted at known days.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final, NamedTuple

if TYPE_CHECKING:
    from kithkin.validity import Question

YEARS: Final = 3
DAYS: Final = YEARS * 365
SERIES: Final = 30
BLOCK: Final = 200
#: Followers a day, on average.
RATES: Final = (0.5, 3.0, 20.0, 100.0)
#: How far the rate's logarithm wanders a day, and which share of the way it is drawn back.
WANDERS: Final = 0.05
DRAWN_BACK: Final = 0.01
#: How many followers a follower brings, and after how many days on average.
BROUGHT: Final = 0.3
AFTER_DAYS: Final = 2.0


class Grown(NamedTuple):
    """Followers a day (nan in a hole), the days on which a post went round, and the first day of a planted block."""

    series: Any
    cascades: tuple[int, ...]
    block: int


def grown(rate: float, seed: int) -> Grown:
    """Return growth of three years with holes, cascades and one planted block of one to three days."""
    import numpy as np

    random = np.random.default_rng(900_000 + seed)
    wandering = np.zeros(DAYS)
    for day in range(1, DAYS):
        wandering[day] = (1 - DRAWN_BACK) * wandering[day - 1] + random.normal(0, WANDERS)
    weekdays = random.lognormal(0, 0.2, 7)
    mean = (1 - BROUGHT) * rate * np.exp(wandering - wandering.mean()) * weekdays[np.arange(DAYS) % 7] / weekdays.mean()
    cascades = tuple(sorted(random.integers(60, DAYS - 60, random.poisson(YEARS)).tolist()))
    for start in cascades:
        size = rate * random.lognormal(np.log(8), 0.8) + 8
        mean[start:] += size * np.exp(-np.arange(DAYS - start) / random.uniform(1, 5))
    series = np.zeros(DAYS)
    brought = np.zeros(DAYS + 60)
    for day in range(DAYS):
        series[day] = random.poisson(mean[day] + brought[day])
        delays = np.minimum(random.geometric(1 / AFTER_DAYS, random.poisson(BROUGHT * series[day])), 59)
        np.add.at(brought, day + delays, 1.0)
    block, length = int(random.integers(100, DAYS - 100)), int(random.integers(1, 4))
    np.add.at(series, np.concatenate([[block], block + random.integers(0, length, BLOCK - 1)]), 1.0)
    for start in random.integers(0, DAYS - 60, 2).tolist():
        end = start + int(random.integers(5, 60))
        if not start - 5 <= block <= end + 5:
            series[start:end] = np.nan
    return Grown(series, cascades, block)


def other_bursts(question: Question) -> Mapping[str, Any]:
    """Return, for four sizes of growth, the false alarms a year and what was found of cascades and planted blocks."""
    del question
    return {f"{rate:g}_a_day": found_at(rate) for rate in RATES}


def found_at(rate: float, series: int = SERIES) -> dict[str, float]:
    """Return the figures for one size; an alarm during a cascade is none that is false."""
    import numpy as np

    from kithkin.measures._bursts import scan

    false, errors, went_round, seen = 0, [], 0, 0
    for seed in range(series):
        one = grown(rate, seed)
        bursts = scan(one.series)
        hits = [b for b in bursts if b.first <= one.block + 3 and b.last >= one.block]
        errors += [min(abs(b.start - one.block) for b in hits)] if hits else []
        known = [day for day in one.cascades if not np.isnan(one.series[day])]
        went_round += len(known)
        seen += sum(any(b.first <= day + 7 and b.last >= day for b in bursts) for day in known)
        false += sum(b not in hits and not any(b.first <= d + 14 and b.last >= d for d in one.cascades) for b in bursts)
    return {
        "false_alarms_a_year": false / (series * YEARS),
        "blocks_found": len(errors) / series,
        "start_error_days_median": float(np.median(errors)) if errors else float("nan"),
        "start_error_days_90": float(np.quantile(errors, 0.9)) if errors else float("nan"),
        "posts_that_went_round_found": seen / max(1, went_round),
    }
