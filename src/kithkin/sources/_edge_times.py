"""Instants of an edge list as whole microseconds, whole columns at a time."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, Final

import msgspec
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from kithkin.sources._columns import characters

SECOND: Final = 1_000_000
DAY: Final = 86_400 * SECOND
#: A time outside these years (1900 to 2200) is not one of a network, but a wrong unit or a wrong column.
FIRST: Final = -2_208_988_800 * SECOND
LAST: Final = 7_258_118_400 * SECOND
_DATE: Final = r"^\d{4}-\d\d-\d\d$"
_ZONED: Final = r"(Z|[+-]\d\d:?\d\d)$"


class Times(msgspec.Struct, frozen=True):
    """A column of times: microseconds since 1970 (UTC), whether each is a whole day, whether it is a time at all."""

    micros: np.ndarray[Any, np.dtype[np.int64]]
    is_day: np.ndarray[Any, np.dtype[np.bool_]]
    is_time: np.ndarray[Any, np.dtype[np.bool_]]

    @property
    def latest(self) -> np.ndarray[Any, np.dtype[np.int64]]:
        """The last microsecond each may be: of a day, its end."""
        return self.micros + np.where(self.is_day, DAY - 1, 0)


def times_of(column: pa.Array) -> Times:
    """Return a column of whole numbers, texts, dates or timestamps as times; what has no zone is UTC."""
    size, kind = len(column), column.type
    day = np.zeros(size, dtype=bool)
    known = column.is_valid().to_numpy(zero_copy_only=False)
    if pa.types.is_date(kind):
        column, day = column.cast(pa.timestamp("us")), known.copy()
    if pa.types.is_timestamp(column.type):
        micros = _plain(pc.cast(column, pa.timestamp("us"), safe=False).cast(pa.int64()))
    elif pa.types.is_integer(kind):
        micros = by_magnitude(_plain(column.cast(pa.int64(), safe=False)))
    elif pa.types.is_floating(kind):
        known &= np.isfinite(_plain(column, 0.0))
        known &= np.abs(_plain(column, 0.0)) < 2.0**63
        micros = by_magnitude(np.where(known, _plain(column, 0.0), 0.0).astype(np.int64))
    else:
        micros, day, known = _from_text(pc.utf8_trim_whitespace(column.cast(pa.string())))
    return Times(micros, day, known & (micros >= FIRST) & (micros <= LAST))


def by_magnitude(numbers: np.ndarray[Any, np.dtype[np.int64]]) -> np.ndarray[Any, np.dtype[np.int64]]:
    """Return whole numbers as microseconds: seconds below 1e11, then milli-, micro- and nanoseconds."""
    size = np.abs(np.maximum(numbers, -(2**63) + 1))  # the least of all has no absolute value
    return np.select(
        [size < 10**11, size < 10**14, size < 10**17],
        [numbers * SECOND, numbers * 1000, numbers],
        numbers // 1000,
    )


def _plain(column: pa.Array, nothing: float = 0) -> Any:
    return pc.fill_null(column, nothing).to_numpy(zero_copy_only=False)


def _from_text(column: pa.Array) -> tuple[Any, Any, Any]:
    column = pc.fill_null(column, "")
    if _are_counts(column):
        return by_magnitude(_plain(column.cast(pa.int64()))), np.zeros(len(column), bool), np.ones(len(column), bool)
    micros, known = np.zeros(len(column), dtype=np.int64), np.zeros(len(column), dtype=bool)
    is_number = _matches(column, r"^[+-]?(\d{1,18}|[1-8]\d{18})$")
    day = _matches(column, _DATE)
    if is_number.any():
        numbers = pc.replace_substring_regex(column.filter(pa.array(is_number)), r"^\+", "").cast(pa.int64())
        micros[is_number], known[is_number] = by_magnitude(_plain(numbers)), True
    zoned = ~is_number & ~day & _matches(column, _ZONED)
    for chosen, zone in ((zoned, "UTC"), (~is_number & ~zoned, None)):
        if chosen.any():
            micros[chosen], known[chosen] = _parsed(column.filter(pa.array(chosen)), zone)
    return micros, day & known, known


def _are_counts(column: pa.Array) -> bool:
    """Return whether all texts are whole numbers without a sign, as nearly all tables have them."""
    digits, places = characters(column)
    sizes = np.diff(places)
    return bool(len(digits) and sizes.min() > 0 and sizes.max() <= 18 and ((digits >= 48) & (digits <= 57)).all())


def _matches(column: pa.Array, pattern: str) -> Any:
    return pc.match_substring_regex(column, pattern).to_numpy(zero_copy_only=False)


def _parsed(column: pa.Array, zone: str | None) -> tuple[Any, Any]:
    """Return written times as microseconds; one by one only where the column as a whole will not do."""
    try:
        return _plain(column.cast(pa.timestamp("us", zone)).cast(pa.int64())), np.ones(len(column), dtype=bool)
    except pa.ArrowInvalid:
        found = [_one(text) for text in column.to_pylist()]
        return np.array([value or 0 for value in found], dtype=np.int64), np.array([v is not None for v in found])


def _one(text: str) -> int | None:
    try:
        at = datetime.fromisoformat(text.removesuffix(" UTC"))
    except ValueError:
        try:
            return int(by_magnitude(np.array([int(float(text))], dtype=np.int64))[0])
        except (ValueError, OverflowError):
            return None
    since = (at if at.tzinfo else at.replace(tzinfo=UTC)) - datetime(1970, 1, 1, tzinfo=UTC)
    return (since.days * 86_400 + since.seconds) * SECOND + since.microseconds
