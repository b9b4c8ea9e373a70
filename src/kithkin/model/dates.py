"""Dates in words, as every page writes them."""

from __future__ import annotations

from datetime import date
from typing import Final

#: The months as a date in words names them.
MONTHS: Final = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def day(when: date) -> str:
    """Return a date: 11 June 2026."""
    return f"{when.day} {MONTHS[when.month - 1]} {when.year}"


def month(when: date) -> str:
    """Return a month: June 2026."""
    return f"{MONTHS[when.month - 1]} {when.year}"
