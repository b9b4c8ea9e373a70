"""How figures are written: counts, bounds, estimates, shares, spans of time, instants; the same at every door.

A figure that is not known is written `not shown`. A span from nought to everything says nothing and is
not shown either; NaN and infinity are not figures.
"""

from __future__ import annotations

import math
from datetime import UTC, datetime
from typing import Final

from kithkin.model.dates import day
from kithkin.model.page import Value

NOT_SHOWN: Final = "not shown"

#: Units whose figures are written in a form of their own, so that the unit's name is never put behind them.
SHARE_UNITS: Final = ("share", "fraction")
_IRREGULAR: Final = {"people": "person", "replies": "reply", "entries": "entry", "histories": "history"}
_BEYOND: Final = 1e100
_MINUTE, _HOUR, _DAY, _MONTH = 60, 3600, 86400, 2629746
#: Below how many of a unit a span is written in it, how many make the larger unit, and both units' names.
_SPANS: Final = (
    (60, 1, 60, "minutes", "seconds"),
    (60, _MINUTE, 60, "hours", "minutes"),
    (24 * 60, _MINUTE, 60, "hours", "minutes"),
    (7 * 24, _HOUR, 24, "days", "hours"),
    (60, _DAY, 60, "months", "days"),
    (24, _MONTH, 24, "years", "months"),
)


def known(number: float | None) -> float | None:
    """Return the number, or None where it is none: null, NaN, infinite, or beyond anything that can be counted.

    What is nearer to nought than anything that can be measured is nought.
    """
    if number is None or not math.isfinite(number) or abs(number) > _BEYOND:
        return None
    return number if abs(number) > 1 / _BEYOND else 0


def is_shown(value: Value) -> bool:
    """Return whether a value says anything: it is known, and more than "nought or more"."""
    if known(value.estimate) is not None or known(value.at_most) is not None:
        return True
    least = known(value.at_least)
    return least is not None and least > 0


def number(amount: float) -> str:
    """Return a number with thousands separated and no more digits than it can bear: 12,400, 3.5, 0.04."""
    size = abs(amount)
    if float(amount).is_integer() or size >= 100:
        return f"{round(amount):,}"
    digits = 1 if size >= 1 else 2
    text = f"{amount:.{digits}f}".rstrip("0").rstrip(".")
    return text if text not in ("0", "-0") else f"{amount:.1g}"


def share(amount: float) -> str:
    """Return a share (0 to 1) in per cent: 34 %; never 0 % or 100 % for what is only near it."""
    percent = amount * 100
    if 0 < percent < 0.1:
        return "under 0.1 %"
    if 99.9 < percent < 100:
        return "over 99.9 %"
    fine = 0 < percent < 1 or 99 < percent < 100
    return f"{percent:.1f} %" if fine else f"{round(percent)} %"


def span(seconds: float) -> str:
    """Return a span of time in its one or two largest units: 3 hours 20 minutes."""
    size = abs(seconds)
    if 0 < size < 0.5:
        return "under 1 second"
    for limit, unit, per, large, small in _SPANS:
        if round(size / unit) < limit:
            return _two(round(size / unit), per, large, small)
    return _two(round(size / _MONTH), 12, "years", "months")


def _two(amount: int, per: int, large: str, small: str) -> str:
    """Return an amount of a small unit as two units, without the second where it is nought."""
    first, second = divmod(amount, per)
    words = [counted(n, unit) for n, unit in ((first, large), (second, small)) if n]
    return " ".join(words) or counted(0, small)


def counted(amount: float, unit: str) -> str:
    """Return a number with its unit, singular for one: 1 person, 2 people."""
    return f"{number(amount)} {singular(unit) if amount == 1 else unit}" if unit else number(amount)


def singular(unit: str) -> str:
    """Return the singular of a unit that is given in the plural; only its first or only noun changes."""
    *before, last = unit.split(" ")
    if last in _IRREGULAR:
        last = _IRREGULAR[last]
    elif last.endswith("s") and not last.endswith("ss"):
        last = last[:-1]
    return " ".join((*before, last))


def amount(n: float, unit: str = "") -> str:
    """Return one number in the form its unit asks for: a share in per cent, seconds and days as a span."""
    if unit.startswith(SHARE_UNITS):
        return share(n)
    if unit == "seconds":
        return span(n)
    if unit == "days":
        return span(n * _DAY) if n != round(n) or n >= 60 else counted(round(n), "days")
    return number(n)


def has_own_form(unit: str) -> bool:
    """Return whether figures of this unit already say it (34 %, 3 hours)."""
    return unit.startswith(SHARE_UNITS) or unit in ("seconds", "days")


def figure(value: Value) -> str:
    """Return a value in words and figures, without its unit: 111; at least 9; between 10 and 110; not shown."""
    if not is_shown(value):
        return NOT_SHOWN
    if (estimate := known(value.estimate)) is not None:
        return _interval(known(value.low), estimate, known(value.high), value.unit)
    least, most = known(value.at_least), known(value.at_most)
    if least is not None and least == most:
        return amount(least, value.unit)
    if most is None:
        return f"at least {amount(least or 0, value.unit)}"
    if not least:
        return f"at most {amount(most, value.unit)}"
    return _between(amount(least, value.unit), amount(most, value.unit))


def _interval(low: float | None, estimate: float, high: float | None, unit: str) -> str:
    """Return an estimate as the span it lies in, whole numbers rounded outwards."""
    if low is None or high is None:
        return f"an estimated {amount(estimate, unit)}"
    if not has_own_form(unit) and high >= 10:
        low, high = math.floor(low), math.ceil(high)
    return _between(amount(low, unit), amount(high, unit))


def _between(low: str, high: str) -> str:
    """Return two written figures as a span; a sign or unit that both bear is written once."""
    if low == high:
        return low
    if low.endswith(" %") and high.endswith(" %"):
        low = low.removesuffix(" %")
    return f"between {low} and {high}"


def with_unit(value: Value) -> str:
    """Return a value with its unit behind it: at least 9 people; 34 %; 1 reply."""
    words = figure(value)
    if not value.unit or words == NOT_SHOWN or has_own_form(value.unit):
        return words
    return f"{words} {singular(value.unit) if is_one(value) else value.unit}"


def is_one(value: Value) -> bool:
    """Return whether the last figure written for a value is one, so that its noun is singular."""
    if value.estimate is not None:
        return value.high == 1
    return (value.at_most if value.at_most is not None else value.at_least) == 1


def main(value: Value) -> str:
    """Return the one figure that is shown large: the estimate, else what the data shows at least."""
    if not is_shown(value):
        return NOT_SHOWN
    estimate = known(value.estimate)
    if estimate is not None:
        return amount(round(estimate) if estimate >= 10 and not has_own_form(value.unit) else estimate, value.unit)
    return amount(known(value.at_least) or 0, value.unit)


def beside(value: Value) -> str:
    """Return what stands beside the large figure: its bounds or interval, empty where it is exact."""
    if not is_shown(value) or value.is_exact:
        return ""
    if known(value.estimate) is not None:
        return figure(value)
    least, most = known(value.at_least), known(value.at_most)
    words = [f"at least {amount(least or 0, value.unit)}"]
    words += [f"at most {amount(most, value.unit)}"] if most is not None else []
    return ", ".join(words)


def as_of(when: datetime) -> str:
    """Return for when an answer is; one asked for as of a date knows nothing of that day, and says so."""
    is_first_instant = (when.hour, when.minute, when.second, when.microsecond) == (0, 0, 0, 0)
    return f"As of {'the beginning of ' if is_first_instant else ''}{day(when)}."


def instant(when: datetime) -> str:
    """Return an instant in the zone it comes in: 11 June 2026, 14:10."""
    return f"{day(when)}, {when:%H:%M}"


def iso(when: datetime) -> str:
    """Return an instant for machines: 2026-06-11T14:10:00Z; without a zone it is taken as UTC."""
    aware = when if when.tzinfo else when.replace(tzinfo=UTC)
    return aware.astimezone(UTC).isoformat().replace("+00:00", "Z")
