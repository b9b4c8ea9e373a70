"""Rows as doors show them: headings, the kind of a column, one cell's value and its words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from typing import Any, Final

from kithkin.model import dates
from kithkin.model.page import Chart, Kind, Listed, Person, Rows, Show, Value
from kithkin.render import figures, words

Row = Mapping[str, Any]

BANDS: Final = {"likely": "likely", "possible": "possible", "none": "no sign", "cannot_tell": "cannot tell"}
NUMBERS: Final = frozenset({"count", "number", "share", "seconds", "days", "bounds"})
#: Characters of a text that a cell shows: what is longer, such as a whole book in a message, would bury the page.
LONGEST: Final = 4000
_SUFFIXES: Final[tuple[tuple[str, Kind], ...]] = (
    ("_share", "share"), ("_seconds", "seconds"), ("_days", "days"), ("_at", "instant"), ("_on", "date"),
    ("_count", "count"), ("_id", "person"), ("is_", "yes_no"), ("has_", "yes_no"),
)  # fmt: skip
#: The suffixes that say a unit, which a heading says in words or leaves to the cells.
_UNSAID: Final = ("_count", "_share", "_seconds", "_days", "_at", "_on", "_id")


def listed(rows: Rows) -> Listed:
    """Return rows that have been read; a drawn page holds no others."""
    if not isinstance(rows, Listed):
        raise TypeError(f"the rows of {rows.name} have not been read")
    return rows


def heading(column: str) -> str:
    """Return a heading for a column: `follower_count` is "Followers", `sent_count` is "Sent"."""
    stem = next((column.removesuffix(suffix) for suffix in _UNSAID if column.endswith(suffix)), column)
    words_of = stem.replace("_", " ").strip()
    if column.endswith("_count") and not words_of.endswith(("ed", "sent", "wrote", "lost", "s")):
        words_of = words_of.removesuffix("y") + "ies" if words_of.endswith("ry") else f"{words_of}s"
        words_of = re.sub(r"(ch|sh)s$", r"\1es", words_of)
    return words_of[:1].upper() + words_of[1:]


def kind_of(column: str, values: Iterable[Any]) -> Kind:
    """Return the kind of a column from its values, and where these leave it open from its name."""
    known = [value for value in values if value is not None]
    if known and isinstance(known[0], Person):
        return "person"
    if known and isinstance(known[0], Value):
        return "bounds"
    named = next((kind for mark, kind in _SUFFIXES if column.endswith(mark) or column.startswith(mark)), None)
    if named and named != "person":
        return named
    if known and isinstance(known[0], bool):
        return "yes_no"
    if known and isinstance(known[0], date):
        return "instant" if isinstance(known[0], datetime) else "date"
    return "number" if known and all(isinstance(value, int | float) for value in known) else "text"


def columns_of(chart: Chart) -> tuple[Show, ...]:
    """Return the columns of the table that says the same as a chart, each once."""
    items = listed(chart.rows).items
    names = dict.fromkeys(name for name in (chart.label, chart.x, *chart.y) if name)
    return tuple(Show(name, heading(name), kind_of(name, (row.get(name) for row in items))) for name in names)


def bounds(row: Row, column: str) -> Value:
    """Return a bounded figure from a row: a `Value`, or the columns `…_at_least` and `…_at_most`."""
    value = row.get(column)
    if isinstance(value, Value):
        return value
    if f"{column}_at_least" in row or f"{column}_at_most" in row:
        return Value("", row.get(f"{column}_at_least"), row.get(f"{column}_at_most"))
    return Value("", value, value)


def text(row: Row, show: Show) -> str:
    """Return one cell in words; empty where the row has nothing, which is not nought."""
    value = row.get(show.column)
    if show.kind == "bounds":
        return figures.figure(bounds(row, show.column))
    return "" if value is None else named(value, show.column, show.kind)


def named(value: Any, column: str, kind: Kind = "date") -> str:
    """Return a value in words; a date in a column of months is its month."""
    if isinstance(value, date) and column.startswith("month"):
        return dates.month(value)
    return written(value, kind)


def written(value: Any, kind: Kind) -> str:
    """Return a value that is there in words and figures."""
    if isinstance(value, str):
        return _words(value, kind)
    for form, write in _FORMS:
        if isinstance(value, form):
            return write(value, kind)
    return words.line(str(value))


def _words(value: str, kind: Kind) -> str:
    """Return words; a band by its name, line breaks kept where they belong to a quote, the end of endless ones left out."""
    if kind == "band" and value in BANDS:
        return BANDS[value]
    if kind == "sparkline":
        return words.line(", ".join(value.split()))
    shown = value if kind == "code" else words.cut(value, LONGEST)
    return words.clean(shown) if kind in ("quote", "code") else words.line(shown)


def _instant(value: datetime, kind: Kind) -> str:
    """Return an instant, or only its day where the column asks for dates."""
    return dates.day(value) if kind == "date" else figures.instant(value)


def _number(value: float, kind: Kind) -> str:
    """Return a number in the form of its column's kind; nothing for what is no number."""
    if figures.known(value) is None:
        return ""
    unit = kind if kind in ("share", "seconds", "days") else ""
    return figures.amount(value, unit)


#: How each form of value is written; the first that fits, so `bool` stands before the numbers it counts among.
_FORMS: Final[tuple[tuple[Any, Callable[[Any, Kind], str]], ...]] = (
    (Value, lambda value, _: figures.figure(value)),
    (Person, lambda value, _: words.name_of(value)),
    (bool, lambda value, _: "yes" if value else "no"),
    (datetime, _instant),
    (date, lambda value, _: dates.day(value)),
    ((int, float), _number),
    ((list, tuple, set, frozenset), lambda value, kind: ", ".join(written(item, kind) for item in value)),
)


def is_number(show: Show) -> bool:
    """Return whether a column's cells stand to the right."""
    return show.kind in NUMBERS


def stops(rows: Listed, limit: int | None = None) -> str:
    """Return the sentence that says a table is cut short, empty where it is not."""
    shown = len(rows.items) if limit is None else min(limit, len(rows.items))
    return f"The first {shown:,} of {rows.total:,}." if shown < rows.total else ""
