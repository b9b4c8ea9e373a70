"""When a record of Bluesky was made: its key says so, its author only claims it.

A key is mostly a timestamp identifier (TID): thirteen characters that hold the microsecond of creation.
`createdAt` is what the author's program wrote: posts brought over from elsewhere claim years before the
network began. The claim is read only where the key is no TID (a profile is named `self`).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, Final, NamedTuple

from kithkin.model.source import when

#: Nobody but its makers wrote to the network before.
BIRTH: Final = datetime(2022, 11, 1, tzinfo=UTC)
#: Clocks of phones run ahead; what is a little early is taken for now.
SKEW: Final = timedelta(minutes=10)

TID_LENGTH: Final = 13
_ALPHABET: Final = "234567abcdefghijklmnopqrstuvwxyz"
_DIGITS: Final = {character: number for number, character in enumerate(_ALPHABET)}
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


class Times(NamedTuple):
    """When records were made: microseconds since 1970, how that is known, and whether it goes without a doubt."""

    micros: Any
    basis: Any
    is_plain: Any


class Moment(NamedTuple):
    """An instant with its two ends, how it is known, and what makes it doubtful (empty = nothing)."""

    at: datetime | None
    earliest: datetime | None
    latest: datetime | None
    basis: str
    doubt: str = ""

    def columns(self, name: str) -> dict[str, Any]:
        """Return the four columns of the instant `name`."""
        return when(name, self.at, earliest=self.earliest, latest=self.latest, basis=self.basis)


#: The first instant that is believed, and the last that a datetime can hold, in microseconds since 1970.
BIRTH_MICROS: Final = (BIRTH - _EPOCH) // timedelta(microseconds=1)
LAST_MICROS: Final = (datetime.max.replace(tzinfo=UTC) - _EPOCH) // timedelta(microseconds=1)


def tid_time(key: str) -> datetime | None:
    """Return the instant that a TID holds, or None where the key is no TID.

    >>> tid_time("3l3qo2vuowo2b").isoformat(timespec="milliseconds")
    '2024-09-09T19:46:02.246+00:00'
    """
    if len(key) != TID_LENGTH or key[0] not in _ALPHABET[:16]:
        return None
    value = 0
    for character in key:
        digit = _DIGITS.get(character)
        if digit is None:
            return None
        value = value << 5 | digit
    return from_microseconds(value >> 10)


def to_microseconds(at: datetime) -> int:
    """Return how many microseconds after 1970 an instant is."""
    return (at - _EPOCH) // timedelta(microseconds=1)


def from_microseconds(count: int) -> datetime | None:
    """Return the instant so many microseconds after 1970, or None beyond the year 9999."""
    try:
        return _EPOCH + timedelta(microseconds=count)
    except OverflowError:
        return None


def read_time(text: Any) -> datetime | None:
    """Return the instant of an ISO 8601 text with a zone, or None."""
    if not isinstance(text, str) or len(text) > 40:
        return None
    try:
        at = datetime.fromisoformat(text)
        return None if at.tzinfo is None else at.astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def moment(key: str, claimed: Any, until: datetime) -> Moment:
    """Return when the record `key` was made, which cannot be after `until`, the end of what the file shows."""
    at, basis = tid_time(key), "decoded"
    if at is None:
        at, basis = read_time(claimed), "read"
    if at is None:
        return Moment(None, BIRTH, max(until, BIRTH), "inferred", "has no time that can be read")
    if at > until + SKEW:
        return Moment(None, BIRTH, max(until, BIRTH), "inferred", "is dated after the file was made")
    if at < BIRTH:
        return Moment(None, BIRTH, max(until, BIRTH), "inferred", "is dated before the network began")
    at = min(at, until)
    return Moment(at, at, at, basis)


def witnessed(key: str, seen_at: datetime) -> Moment:
    """Return when a record was made that was seen to arrive at `seen_at`: its key's time if it is of that day."""
    at = tid_time(key)
    if at is None or not seen_at - timedelta(days=1) <= at <= seen_at + SKEW:
        return Moment(seen_at, seen_at, seen_at, "observed")
    at = min(at, seen_at)
    return Moment(at, at, at, "decoded")


def witnessed_all(keys: Any, seen: Sequence[int]) -> Times:
    """Return when records were made that were seen to arrive at `seen`, as `witnessed` does one by one."""
    import numpy as np
    import pyarrow as pa

    at, arrived = tid_micros(keys), np.array(seen, np.int64)
    is_said = (at >= arrived - 24 * 3600 * 10**6) & (at <= arrived + SKEW // timedelta(microseconds=1))
    basis = pa.array(np.where(is_said, 0, 1)).cast(pa.int8())
    words = pa.DictionaryArray.from_arrays(basis, ["decoded", "observed"]).cast(pa.string())
    return Times(np.where(is_said, np.minimum(at, arrived), arrived), words, np.ones(len(at), bool))


def decoded_all(keys: Any, until: datetime) -> Times:
    """Return when records were made, as `moment` does one by one; plain where the key tells a time that can be true."""
    import numpy as np
    import pyarrow as pa

    at, end = tid_micros(keys), to_microseconds(until)
    is_plain = (at >= BIRTH_MICROS) & (at <= end + SKEW // timedelta(microseconds=1))
    return Times(np.minimum(at, end), pa.repeat("decoded", len(at)), is_plain)


def tid_micros(keys: Any) -> Any:
    """Return the microseconds since 1970 that a column of TIDs holds; -1 where a key is none."""
    import numpy as np

    numbers, is_tid = tid_numbers(keys)
    return np.where(is_tid, (numbers >> np.uint64(10)).astype(np.int64), -1)


def tid_numbers(keys: Any) -> tuple[Any, Any]:
    """Return the numbers of 64 bits that a column of TIDs holds, and which of its keys are such."""
    import numpy as np
    import pyarrow.compute as pc

    from kithkin.sources._columns import characters

    fits = pc.equal(pc.binary_length(keys), TID_LENGTH).fill_null(False)
    is_tid = fits.to_numpy(zero_copy_only=False).copy()
    octets = characters(keys.filter(fits))[0].reshape(-1, TID_LENGTH)
    digit = np.full(256, 255, np.uint8)
    digit[np.frombuffer(_ALPHABET.encode(), np.uint8)] = np.arange(32, dtype=np.uint8)
    digits = digit[octets]
    found = np.zeros(len(octets), np.uint64)
    for place in range(TID_LENGTH):
        found = found << np.uint64(5) | digits[:, place]
    numbers = np.zeros(len(keys), np.uint64)
    numbers[is_tid] = found
    is_tid[is_tid] = (digits[:, 0] < 16) & (digits.max(axis=1, initial=0) < 32)
    return numbers, is_tid


def tid_texts(numbers: Any) -> list[str]:
    """Return the TIDs that these numbers of 64 bits are."""
    import numpy as np

    letters = np.frombuffer(_ALPHABET.encode(), np.uint8)
    shifts = np.arange(5 * (TID_LENGTH - 1), -1, -5, dtype=np.uint64)
    text = letters[(numbers[:, None] >> shifts) & np.uint64(31)].tobytes().decode()
    return [text[at : at + TID_LENGTH] for at in range(0, len(text), TID_LENGTH)]
