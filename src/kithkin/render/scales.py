"""Scales and marks that charts share, whether they are drawn in characters or in SVG."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from typing import Any

from kithkin.model import dates
from kithkin.render import cells, figures


def quantity(value: Any) -> float | None:
    """Return a value as a place on an axis: a number, seconds since 1970 for an instant, None for neither."""
    if isinstance(value, datetime):
        return (value if value.tzinfo else value.replace(tzinfo=UTC)).timestamp()
    if isinstance(value, date):
        return datetime(value.year, value.month, value.day, tzinfo=UTC).timestamp()
    if isinstance(value, int | float) and not isinstance(value, bool):
        return figures.known(value)
    return None


def name(value: Any, column: str = "") -> str:
    """Return the label of a category: a person's name, a date, a month, words."""
    if value is None:
        return "not known"
    return cells.named(value, column, "date" if isinstance(value, date) else "text")


def ticks(top: float, about: int = 4, *, is_whole: bool = False) -> list[float]:
    """Return round steps from nought to `top` or just below it, about as many as asked for; of counts, whole ones."""
    if top < 1e-9:
        return [0.0]
    raw = max(top / about, 1.0) if is_whole else top / about
    size = 10.0 ** math.floor(math.log10(raw))
    step = next(size * n for n in (1, 2, 2.5, 5, 10) if size * n >= raw and (not is_whole or size * n == int(size * n)))
    return [step * k for k in range(int(top / step + 1e-9) + 1)]


def years(first: float, last: float, most: int) -> list[tuple[float, str]]:
    """Return the starts of years in a span of seconds, thinned to `most`; for a span within one year its months."""
    start, end = (datetime.fromtimestamp(seconds, UTC) for seconds in (first, last))
    whole = [datetime(year, 1, 1, tzinfo=UTC) for year in range(start.year, end.year + 1)]
    marks = [(at.timestamp(), str(at.year)) for at in whole if first <= at.timestamp() <= last]
    if len(marks) < 2:
        months = [datetime(y, m, 1, tzinfo=UTC) for y in range(start.year, end.year + 1) for m in range(1, 13)]
        named = [(at.timestamp(), dates.month(at).replace(f" {at.year}", "")[:3] + f" {at.year}") for at in months]
        marks = [mark for mark in named if first <= mark[0] <= last]
    every = max(1, math.ceil(len(marks) / most))
    return marks[::every]


def largest(values: Iterable[float | None]) -> float:
    """Return the largest of the values that are known, nought where none is."""
    return max((value for value in values if value is not None), default=0.0)


def is_wide(values: Sequence[float]) -> bool:
    """Return whether positive values span so much that only a scale of tenfold steps shows them all."""
    return bool(values) and min(values) > 0 and max(values) / min(values) >= 100


def are_whole(values: Iterable[float | None]) -> bool:
    """Return whether all values that are known are whole numbers, as counts are."""
    return all(value == int(value) for value in values if value is not None)


def short(value: float) -> str:
    """Return a figure for an axis: 900, 12k, 1.5m."""
    for size, sign in ((1e6, "m"), (1e3, "k")):
        if value >= size:
            return figures.number(round(value / size, 1)) + sign
    return figures.number(value)
