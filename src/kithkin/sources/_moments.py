"""Reads the ways in which people's tables write a date or a time, each with its precision."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any, Final, NamedTuple

from kithkin.model.source import when

_MONTHS: Final = {
    name: number
    for number, name in enumerate(
        ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), start=1
    )
}
_CLOCK: Final = r"(?:[,T ]+(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,6})\d*)?)?\s*([AaPp][Mm])?)?"
_ZONE: Final = r"\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2})?"
_ISO: Final = re.compile(r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})" + _CLOCK + _ZONE)
_SLASHED: Final = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{2}|\d{4})" + _CLOCK + _ZONE)
_DAY_MONTH: Final = re.compile(r"(\d{1,2})[ -]([A-Za-z]{3})[A-Za-z]*\.?[ ,-]+(\d{4})" + _CLOCK + _ZONE)
_MONTH_DAY: Final = re.compile(
    r"(?:[A-Za-z]{3,9},?\s+)?([A-Za-z]{3})[A-Za-z]*\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})" + _CLOCK + _ZONE
)
_UNIX: Final = re.compile(
    r"[A-Za-z]{3} ([A-Za-z]{3}) +(\d{1,2}) (\d{2}):(\d{2}):(\d{2}) (UTC|GMT|[+-]\d{4})?\s*(\d{4})"
)
#: No date is longer.
_LONGEST: Final = 80
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_DAY: Final = timedelta(days=1) - timedelta(microseconds=1)


class Moment(NamedTuple):
    """An instant and its two ends; `at` is None where only the day is known."""

    at: datetime | None
    earliest: datetime
    latest: datetime
    basis: str = "read"

    def columns(self, name: str, until: datetime | None = None) -> dict[str, Any]:
        """Return the four columns of the instant; `until` is the export's own date, which nothing in it can pass."""
        latest = min(self.latest, until) if until and until >= (self.at or self.earliest) else self.latest
        return when(name, self.at, earliest=self.earliest, latest=latest, basis=self.basis)


def day(year: int, month: int, number: int) -> Moment:
    """Return the two ends of a day."""
    start = datetime(year, month, number, tzinfo=UTC)
    return Moment(None, start, start + _DAY)


def exactly(at: datetime) -> Moment:
    """Return an instant that is known exactly."""
    return Moment(at, at, at)


def moment(text: str, *, day_first: bool = False, assume_utc: bool = False) -> Moment | None:
    """Return the moment that a text states, or None where it states none.

    Parameters
    ----------
    text : ISO 8601, `2026/08/01 10:00:00 UTC`, `24 May 2023`, `Tue, Aug 25, 2026`, `9/1/26, 10:00 AM`,
        `Mon Sep 15 17:23:45 UTC 2026`, or seconds, milliseconds or microseconds since 1970.
    day_first : read `1/2/26` as 1 February; where the first number passes 12 it is the day anyway.
    assume_utc : a clock time with slashes and without a zone is UTC; else it may be of any zone on earth.
    """
    if (at := instant_of(text)) is not None:
        return Moment(at, at, at)
    return _read(text.strip(), day_first, assume_utc) if len(text) <= _LONGEST else None


def instant_of(text: str) -> datetime | None:
    """Return the instant of a text of the form `2026-08-01T10:00:00Z`, None for any other form."""
    if len(text) != 20 or text[19] != "Z" or text[10] != "T" or text[5] == "W":
        return None
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


@lru_cache(1 << 12)
def _read(text: str, day_first: bool, assume_utc: bool) -> Moment | None:
    try:
        return _parsed(text, day_first, assume_utc)
    except (ValueError, OverflowError):
        return None


def _parsed(text: str, day_first: bool, assume_utc: bool) -> Moment | None:
    if found := _ISO.fullmatch(text):
        year, month, number, *clock = found.groups()
        return _moment(int(year), int(month), int(number), clock, assume_utc=True)
    if found := _SLASHED.fullmatch(text):
        one, two, year, *clock = found.groups()
        month, number = (two, one) if (day_first and int(two) <= 12) or int(one) > 12 else (one, two)
        return _moment(_full(year), int(month), int(number), clock, assume_utc)
    if found := _DAY_MONTH.fullmatch(text):
        number, month, year, *clock = found.groups()
        return _moment(int(year), _month(month), int(number), clock, assume_utc=True)
    if found := _UNIX.fullmatch(text):
        month, number, hour, minute, second, zone, year = found.groups()
        return _moment(int(year), _month(month), int(number), [hour, minute, second, None, None, zone], assume_utc=True)
    if found := _MONTH_DAY.fullmatch(text):
        month, number, year, *clock = found.groups()
        return _moment(int(year), _month(month), int(number), clock, assume_utc)
    return _counted(text)


def _month(name: str) -> int:
    """Return the number of an English month; 0, which no date takes, for anything else."""
    return _MONTHS.get(name.lower(), 0)


def _full(year: str) -> int:
    return int(year) + 2000 if len(year) == 2 else int(year)


def _moment(year: int, month: int, number: int, clock: list[Any], assume_utc: bool) -> Moment:
    """Put a date and a clock time (hour, minute, second, fraction, AM or PM, zone) together."""
    hour, minute, second, fraction, half, zone = clock
    if hour is None:
        return day(year, month, number)
    hours = int(hour) % 12 + (12 if half.lower() == "pm" else 0) if half else int(hour)
    micros = int((fraction or "0").ljust(6, "0"))
    at = datetime(year, month, number, hours, int(minute), int(second or 0), micros, tzinfo=UTC)
    if zone and zone[0] in "+-":
        offset = timedelta(hours=int(zone[1:3]), minutes=int(zone[-2:]))
        at -= offset if zone[0] == "+" else -offset
    width = timedelta(0) if second else timedelta(seconds=59)
    if zone or assume_utc:
        return Moment(at, at, at + width)
    # The clocks of the earth run from twelve hours behind to fourteen ahead of UTC.
    return Moment(at, at - timedelta(hours=14), at + timedelta(hours=12) + width, "inferred")


def _counted(text: str) -> Moment | None:
    """Return the moment that so many seconds, milliseconds or microseconds since 1970 name."""
    if not (text.isascii() and text.isdigit() and 9 <= len(text) <= 16):
        return None
    count = int(text)
    scale = 1_000_000 if count < 10**11 else 1_000 if count < 10**14 else 1
    return exactly(_EPOCH + timedelta(microseconds=count * scale))
