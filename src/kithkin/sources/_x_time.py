"""Instants of an X archive: read from its texts, decoded from its ids.

An X id made since November 2010 (posts, messages) or February 2016 (accounts) holds its own time, to the
millisecond; within columns an instant is a numpy `datetime64[us]`, not-a-time where it is not known.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, Final

EPOCH_MS: Final = 1_288_834_974_657
FIRST_TIMED_POST: Final = 29_700_859_247
FIRST_TIMED_ACCOUNT: Final = 690_000_000_000_000_000
#: The first tweet ever was posted on 21 March 2006; what claims to be older is an error of the exporter.
FIRST_DAY: Final = datetime(2006, 3, 21, tzinfo=UTC)

_MONTHS: Final = {"JanFebMarAprMayJunJulAugSepOctNovDec"[3 * n : 3 * n + 3]: n + 1 for n in range(12)}
_UNIX: Final = datetime(1970, 1, 1, tzinfo=UTC)


def decoded(id_: int | None, first: int = FIRST_TIMED_POST) -> datetime | None:
    """Return the instant that an id holds, or None where it holds none."""
    if id_ is None or not first <= id_ < 1 << 63:
        return None
    return _UNIX + timedelta(milliseconds=(id_ >> 22) + EPOCH_MS)


def decoded_column(ids: Any, first: int = FIRST_TIMED_POST) -> Any:
    """Return the instants that ids hold as a column; not-a-time where an id holds none, as 0 does."""
    import numpy as np

    numbers = np.asarray(ids, np.int64)
    micros = ((numbers >> 22) + EPOCH_MS) * 1000
    return np.where(numbers >= first, micros, np.iinfo(np.int64).min).view("datetime64[us]")


def read(text: str) -> datetime | None:
    """Return the instant that a text of the archive says, in any of its three forms; None where it cannot be."""
    try:
        at = _twitter_form(text) if text[:1].isalpha() else datetime.fromisoformat(text.replace(" +", "+"))
    except (ValueError, KeyError, IndexError, OverflowError):
        return None
    at = at.replace(tzinfo=UTC) if at.tzinfo is None else at
    try:
        at = at.astimezone(UTC)
    except OverflowError:
        return None
    return at if at >= FIRST_DAY else None


def _twitter_form(text: str) -> datetime:
    """Read `Sat Aug 12 16:10:37 +0000 2023` whatever the language of this computer."""
    _, month, day, clock, _, year = text.split()
    hour, minute, second = clock.split(":")
    return datetime(int(year), _MONTHS[month], int(day), int(hour), int(minute), int(second), tzinfo=UTC)


def column(instants: Sequence[datetime | None]) -> Any:
    """Return instants as a column."""
    import numpy as np

    return np.array([None if at is None else at.replace(tzinfo=None) for at in instants], "datetime64[us]")


def constant(at: datetime, length: int) -> Any:
    """Return a column of one instant."""
    import numpy as np

    return np.full(length, np.datetime64(at.replace(tzinfo=None), "us"))
