"""Whole columns of the times in the exports of Facebook and Instagram."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Final

import numpy as np

from kithkin.sources._columns import micros, places_of
from kithkin.sources._meta import BIRTH, EPOCH, FIRST_COUNT, LAST_COUNT, moment

#: No time begins further than this before the end of what is written of it.
TAIL: Final = 64
#: What stands in front of the times of nearly all files, their digits, and the bytes that follow one.
_WRITTEN: Final = ((b'"timestamp_ms": ', 13), (b'"timestamp": ', 10))
_BEHIND: Final = np.frombuffer(b",} \r\n", np.uint8)
_BIRTH: Final = micros(BIRTH)


def moments(values: Sequence[Any]) -> tuple[Any, Any]:
    """Return what `moment` makes of each value, in microseconds since 1970, and which of them are instants."""
    counts = _whole(values)
    if counts is not None:
        return counted(counts)
    found = [moment(value) for value in values]
    known = np.array([at is not None for at in found], bool)
    return np.array([0 if at is None else micros(at) for at in found], np.int64), known


def counted(counts: Any) -> tuple[Any, Any]:
    """Return whole counts of seconds, milliseconds or microseconds as `moments` does."""
    counts = np.clip(counts, FIRST_COUNT, LAST_COUNT)
    size = np.abs(counts)
    unit = np.where(size > 10**15, 1, np.where(size > 10**12, 1000, 1_000_000))
    return np.clip(counts * unit, FIRST_COUNT, LAST_COUNT), counts != 0


def are_true(at: Any, known: Any, seen: datetime) -> bool:
    """Return whether all of these are instants that an export of this date can hold."""
    return bool(known.all() and at.min() >= _BIRTH and at.max() <= micros(seen + timedelta(days=1)))


def newest(digits: Sequence[bytes], latest: datetime) -> datetime | None:
    """Return the newest instant that any of these counts names, leaving out what lies after `latest`."""
    if not digits:
        return None
    if len(set(map(len, digits))) == 1:  # of counts of one length the greatest text is the greatest count
        at, known = counted(np.array([int(max(digits))]))
        if known.all() and _BIRTH <= at[0] <= micros(latest):
            return EPOCH + timedelta(microseconds=int(at[0]))
    at, known = counted(np.array(digits, "S16").astype(np.int64))
    at = at[known & (at >= _BIRTH) & (at <= micros(latest))]
    return EPOCH + timedelta(microseconds=int(at.max())) if len(at) else None


def greatest(data: bytes) -> list[bytes]:
    """Return the greatest time in a piece of a file; nothing where one of them is not written as in nearly all files.

    What begins in the last bytes may go on behind the piece, and is not looked at.
    """
    codes = np.frombuffer(data, np.uint8)
    at = places_of(codes, b"timestamp")
    at = at[(at > 0) & (at < len(data) - TAIL)]
    for front, digits in _WRITTEN if len(at) else ():
        if data.startswith(front, int(at[0]) - 1):
            cells = np.lib.stride_tricks.sliding_window_view(codes, len(front) + digits + 1)[at - 1]
            counts = cells[:, len(front) : -1] - np.uint8(48)
            is_front = (cells[:, : len(front)] == np.frombuffer(front, np.uint8)).all()
            if is_front and (counts <= 9).all() and np.isin(cells[:, -1], _BEHIND).all():
                return [b"%d" % (counts @ 10 ** np.arange(digits - 1, -1, -1)).max()]
    return []


def _whole(values: Sequence[Any]) -> Any:
    """Return whole numbers as a column; None where one of the values is something else."""
    if set(map(type, values)) - {int}:
        return None
    try:
        return np.array(values, np.int64)
    except OverflowError:
        return None
