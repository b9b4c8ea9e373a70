"""Whether bursts are found and follows are dated: on growth that was simulated, with events planted at known times.

Nothing real has both lists in order and times of follow, so the positive case is simulated; the seed is fixed.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final, NamedTuple

if TYPE_CHECKING:
    from kithkin.validity import Question

DAY: Final = 86_400.0
YEAR: Final = 365
#: Followers a day, and the noise phi (variance = mean + phi mean^2) seen or assumed at that size.
SIZES: Final = ((0.5, 0.58), (3.0, 0.58), (20.0, 0.3), (100.0, 0.1))
YEARS: Final = 3
SERIES: Final = 20
BLOCK: Final = 200
#: Followers a day and the share of them whose accounts are new: the cells in which dating is measured.
DATED: Final = ((0.3, 0.1), (1.0, 0.02), (1.0, 0.1), (10.0, 0.1), (100.0, 0.05))
_ROWS: Final = (400, 4000)


class Season(NamedTuple):
    """How rough growth is: the noise, and how much it swings over the week and over the year."""

    phi: float
    week: float = 0.15
    year: float = 0.2


def daily_growth(rate: float, season: Season, days: int, seed: int) -> Any:
    """Return followers a day: gamma-Poisson noise around a rate that swings with week and year."""
    import numpy as np

    random = np.random.default_rng(seed)
    day = np.arange(days)
    swing = 1 + season.week * np.sin(2 * np.pi * day / 7) + season.year * np.sin(2 * np.pi * day / YEAR)
    mean = rate * np.maximum(swing, 0.05)
    noise = random.gamma(1 / season.phi, season.phi, days) if season.phi > 0 else 1.0
    return random.poisson(mean * noise).astype(float)


def bursts(question: Question) -> Mapping[str, Any]:
    """Return, for four sizes of growth, the false alarms a year and what is found of blocks of 200."""
    del question
    return {f"{rate:g}_a_day": _bursts_at(rate, phi) for rate, phi in SIZES}


def _bursts_at(rate: float, phi: float) -> dict[str, float]:
    """Return the figures for one size; `rough` has the noise and the seasons doubled."""
    plain, rough = Season(phi), Season(2 * phi, 0.3, 0.4)
    found, errors = [], []
    for seed in range(SERIES):
        error = planted_block(rate, plain, seed)
        found.append(error is not None)
        errors += [error] if error is not None else []
    errors.sort()
    return {
        "false_alarms_a_year": false_alarms(rate, plain),
        "false_alarms_a_year_rough": false_alarms(rate, rough),
        "blocks_found": sum(found) / len(found),
        "start_error_days_median": float(errors[len(errors) // 2]) if errors else float("nan"),
        "start_error_days_most": float(errors[-1]) if errors else float("nan"),
    }


def false_alarms(rate: float, season: Season, series: int = SERIES) -> float:
    """Return how many bursts a year are seen in growth into which nothing was planted."""
    from kithkin.measures._bursts import scan

    alarms = sum(len(scan(daily_growth(rate, season, YEARS * YEAR, 10_000 + seed))) for seed in range(series))
    return alarms / (series * YEARS)


def planted_block(rate: float, season: Season, seed: int, people: int = BLOCK) -> int | None:
    """Return by how many days the start of a planted block is missed; None where it is not found."""
    import numpy as np

    from kithkin.measures._bursts import scan

    series = daily_growth(rate, season, YEARS * YEAR, seed)
    random = np.random.default_rng(50_000 + seed)
    start, length = int(random.integers(100, YEARS * YEAR - 100)), int(random.integers(1, 4))
    days = np.concatenate([[start], start + random.integers(0, length, people - 1)])
    np.add.at(series, days, 1.0)
    near = [burst for burst in scan(series) if burst.first <= start + length and burst.last >= start]
    return min((abs(burst.start - start) for burst in near), default=None)


class Dated(NamedTuple):
    """Simulated follows, newest first: when each came, when the account was made; and when the list was made."""

    came: Any
    made: Any
    end: float


def arrivals(rate: float, new_share: float, seed: int) -> Dated:
    """Return follows at a rate, of accounts some of which are new: minutes to a month old, the others up to 8 years.

    Counts are kept between 400 and 4,000 follows, over three years at most.
    """
    import numpy as np

    random = np.random.default_rng(seed)
    rows = int(min(max(rate * 3 * YEAR, _ROWS[0]), _ROWS[1]))
    begin = 1.6e9
    came = begin + np.cumsum(random.exponential(DAY / rate, rows))
    old = DAY * (30 + 8 * YEAR * random.beta(1.2, 1.5, rows))
    new = 120 * np.exp(random.random(rows) * np.log(30 * DAY / 120))
    age = np.where(random.random(rows) < new_share, new, old)
    return Dated(came[::-1], (came - age)[::-1], float(came[-1] + DAY / rate))


def dating(question: Question) -> Mapping[str, Any]:
    """Return how far the lower bound lies from the truth, and how often the truth lies before U3, by rate."""
    del question
    return {f"{rate:g}_a_day_{share:.0%}_new": dated(rate, share) for rate, share in DATED}


def dated(rate: float, new_share: float, lists: int = 5) -> dict[str, float]:
    """Return the figures of dating simulated lists: errors in days, coverage, and how many pass the order test."""
    import numpy as np

    from kithkin.measures._follow_order import GATE, bounds, order_probability, record_count

    errors, middles, inside, widths, late, passed = [], [], [], [], 0, 0
    for seed in range(lists):
        one = arrivals(rate, new_share, seed)
        passed += order_probability(len(one.made), record_count(one.made)) < GATE
        found = bounds(one.made, one.end)
        errors.append((one.came - found.earliest) / DAY)
        middles.append(np.abs(one.came - found.middle) / DAY)
        inside.append((one.came >= found.earliest) & (one.came <= found.latest))
        widths.append((found.latest - found.earliest) / DAY)
        late += int((found.earliest > one.came + 1e-6).sum())
    error = np.concatenate(errors)
    return {
        "bound_error_days_median": float(np.median(error)),
        "bound_error_days_90": float(np.quantile(error, 0.9)),
        "middle_error_days_median": float(np.median(np.concatenate(middles))),
        "before_u3": float(np.concatenate(inside).mean()),
        "width_days_median": float(np.median(np.concatenate(widths))),
        "bounds_too_late": late,
        "passed_the_order_test": passed / lists,
    }
