"""Instants as people write them: the same at every door."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Final

from kithkin.model.errors import Misuse

#: The years that can be asked for: no network is older, and every measure may look some years back and ahead.
YEARS: Final = range(1970, 2201)
#: An instant in seconds since 1970; shorter numbers may be dates without their dashes.
SECONDS: Final = re.compile(r"[0-9]{9,10}")


def instant_of(text: str) -> datetime:
    """Return the instant in UTC that a date, a time, seconds since 1970 or `now` mean; a date is its first instant.

    >>> instant_of("2026-06-11T14:00+02:00").isoformat()
    '2026-06-11T12:00:00+00:00'
    """
    if text == "now":
        return datetime.now(UTC)
    try:
        at = datetime.fromtimestamp(int(text), UTC) if SECONDS.fullmatch(text) else datetime.fromisoformat(text)
        at = at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        raise Misuse(
            f"{text} is not a date.", "Write a date such as 2026-06-11, a time such as 2026-06-11T12:00Z, or: now."
        ) from None
    if at.year not in YEARS:
        raise Misuse(f"{text} lies outside what can be asked.", f"Use a date between {YEARS[0]} and {YEARS[-1]}.")
    return at
