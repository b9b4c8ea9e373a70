"""Fragments of SQL that more than one measure needs: instants, windows, three-valued conditions.

Only what both engines answer alike (`docs/reference/sql.md`). A condition is a nullable boolean:
true = a row shows it, false = it did not happen, null = the data cannot tell.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any


def instant(at: datetime) -> str:
    """Return an instant as an SQL literal, in UTC, without zone."""
    return f"timestamp '{zoneless(at).isoformat(sep=' ', timespec='microseconds')}'"


def zoneless(value: Any) -> Any:
    """Return an instant without its zone, which is UTC, as engines and files hold it; any other value as it is."""
    return value.astimezone(UTC).replace(tzinfo=None) if isinstance(value, datetime) and value.tzinfo else value


def in_utc(value: Any) -> Any:
    """Return an instant that came without a zone as one of UTC; any other value as it is."""
    return value.replace(tzinfo=UTC) if isinstance(value, datetime) else value


def days_before(at: datetime, days: int) -> str:
    """Return the instant `days` days of 24 hours before `at`, as an SQL literal."""
    return instant(at - timedelta(days=days))


def text(value: str) -> str:
    """Return a string as an SQL literal."""
    return "'" + value.replace("'", "''") + "'"


def one_of(values: Iterable[str]) -> str:
    """Return a parenthesised list of string literals, for `in`."""
    return "(" + ", ".join(text(value) for value in values) + ")"


def in_window(name: str, start: str, end: str) -> str:
    """Return the condition that instant `name` lies in [start, end).

    True if its whole span does, false if the span and the window are disjoint, null otherwise.
    """
    return (
        f"(case when {name}_earliest >= {start} and {name}_latest < {end} then true "
        f"when {name}_latest < {start} or {name}_earliest >= {end} then false end)"
    )


def in_last_days(name: str, as_of: datetime, days: int) -> str:
    """Return the condition of a `where` that the whole span of instant `name` lies in the `days` days up to `as_of`, it included.

    `in_window` for rows that are kept where it is true: plain comparisons, by which an engine passes over parts of a file.
    """
    until = instant(as_of + timedelta(microseconds=1))
    return f"({name}_earliest >= {days_before(as_of, days)} and {name}_latest < {until})"


def some(condition: str) -> str:
    """Return the aggregate "in some row": true if any is true, null if any is null, else false.

    Without rows it is null in SQL; wrap it in `coalesce(…, false)` where no row means false.
    """
    found = f"max(case when {condition} then 2 when ({condition}) is null then 1 else 0 end)"
    return f"(case when {found} = 2 then true when {found} = 0 then false end)"


def shown(condition: str, covered: str) -> str:
    """Return a person's condition: what rows show, held false only where the data would have shown it.

    True where a row shows it; false where no row does and everything it needs is covered; else null.
    """
    return f"(case when {condition} then true when ({condition}) is null then null when {covered} then false end)"
