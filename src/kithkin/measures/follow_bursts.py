"""The measure `follow_bursts`: times when followers came faster than an ego's own rhythm explains."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, Final

from kithkin.measures import _follow_lists
from kithkin.model.measure import measure
from kithkin.model.tables import Column

#: An audience smaller than this has no rhythm.
FEWEST: Final = 20


@measure(
    grain=("ego_id", "network", "basis", "burst_number"),
    columns=(
        Column("first_on", "date", "first day of the burst"),
        Column("last_on", "date", "last day of the burst"),
        Column("started_on", "date", "first day on which 5 % of its excess had come"),
        Column("arrived_count", "integer", "followers who came in it and are known", "people", bounds=(1, None)),
        Column("usual_count", "double", "how many would usually have come", "people", bounds=(0, None)),
        Column("excess", "double", "more than usual", "people", bounds=(0, None)),
        Column("excess_low", "double", "the same, at the high end of the usual", "people", bounds=(0, None)),
        Column("excess_high", "double", "the same, at the low end of the usual", "people", bounds=(0, None)),
        Column("score", "double", "-log10 of the chance of so many in the usual rhythm", bounds=(0, None)),
    ),
    source="ours, after Kulldorff (1997): a scan over windows, with negative-binomial counts",
    by=("ego_id",),
)
def follow_bursts(daily_followers: Any) -> Any:
    """Return the stretches of 1 to 30 days in which more followers came than an ego's rhythm explains.

    mu = median over 90 days around of the mean of 7 days, at least .05; phi = sum((y - mu)^2 - mu) / sum(mu^2). A
    stretch of 1, 2, 3, 7, 14 or 30 days with S arrivals and M = sum(mu) has score -log10 P(N >= S), N negative
    binomial of mean M and variance M + phi sum(mu^2). A burst: score >= 4 (5 where dates are inferred) and S - M >= 10.

    Parameters
    ----------
    daily_followers : ego_id, network, basis, arrived_on, arrived_count, observed_from, observed_until

    Returns
    -------
    One row per ego, network, basis and burst, numbered from the earliest.

    Notes
    -----
    Absent where nothing stands out, where fewer than 20 followers are dated, and where the record is shorter than two
    weeks. Days in a hole of the record are not counted, nor is the first day after it, on which its arrivals pile
    up. excess_low and excess_high leave room of 1.96 standard deviations of the usual. A burst by itself is no
    sign of anything. Exports list survivors, so that no burst is seen proves nothing; followers bought in drips below
    the usual rate stay unseen.

    References
    ----------
    Kulldorff, M. (1997). A spatial scan statistic. Communications in Statistics 26(6), 1481-1496.

    Examples
    --------
    One a day from January to March, and 60 on 10 February:

    >>> from datetime import date, timedelta
    >>> days = [date(2024, 1, 1) + timedelta(days=n) for n in range(90)]
    >>> people = [day for day in days for n in range(60 if day == date(2024, 2, 10) else 1)]
    >>> answer(follow_bursts, show="first_on last_on arrived_count usual_count", as_of="2024-03-31", identities='''
    ...     account_id person_id
    ...     x:me       self
    ... ''', follows=[{"follower_id": f"x:{n}", "followed_id": "self", "followed_at": day.isoformat()}
    ...               for n, day in enumerate(people)])
    [(datetime.date(2024, 2, 10), datetime.date(2024, 2, 10), 60, 1.0)]
    """
    import numpy as np
    import pyarrow as pa

    from kithkin.measures._bursts import THRESHOLDS, scan

    rows: list[dict[str, Any]] = []
    for key, days in sorted(_series(daily_followers).items()):
        start, series = _calendar(days)
        if np.nansum(series) < FEWEST:
            continue
        for number, burst in enumerate(scan(series, THRESHOLDS[key[2]]), 1):
            excess, spread = burst.arrived - burst.usual, 1.96 * burst.variance**0.5
            rows.append(
                {
                    **dict(zip(("ego_id", "network", "basis"), key, strict=True)),
                    "burst_number": number,
                    "first_on": start + timedelta(days=burst.first),
                    "last_on": start + timedelta(days=burst.last),
                    "started_on": start + timedelta(days=burst.start),
                    "arrived_count": round(burst.arrived),
                    "usual_count": burst.usual,
                    "excess": excess,
                    "excess_low": max(0.0, excess - spread),
                    "excess_high": min(burst.arrived, excess + spread),
                    "score": burst.score,
                }
            )
    return pa.Table.from_pylist(rows, schema=_follow_lists.schema(follow_bursts))


def _series(daily_followers: Any) -> dict[tuple[str, str, str], list[dict[str, Any]]]:
    """Return the days of each series, in order."""
    found: dict[tuple[str, str, str], list[dict[str, Any]]] = {}
    for row in sorted(daily_followers.to_pylist(), key=lambda row: row["arrived_on"]):
        found.setdefault((row["ego_id"], row["network"], row["basis"]), []).append(row)
    return found


def _calendar(days: list[dict[str, Any]]) -> tuple[Any, Any]:
    """Return the first day and, day by day, how many came; nan where the record has a hole.

    The first day after a hole is left out as well: what came in the hole may stand on it.
    """
    import numpy as np

    spans = sorted({(row["observed_from"], row["observed_until"]) for row in days})
    start = min(first for first, _ in spans)
    length = (max(last for _, last in spans) - start).days + 1
    series = np.full(max(length, 1), np.nan)
    reached: int | None = None
    for first, last in spans:
        begin, end = (first - start).days, (last - start).days
        after_hole = reached is not None and begin > reached + 1
        series[begin + after_hole : end + 1] = 0.0
        reached = end if reached is None else max(reached, end)
    for row in days:
        place = (row["arrived_on"] - start).days
        if place < len(series) and not np.isnan(series[place]):
            series[place] += row["arrived_count"]
    return start, series
