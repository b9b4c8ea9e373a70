"""Bars and charts in characters, for a terminal."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from rich.cells import cell_len, set_cell_size

from kithkin.model.page import Chart, Value
from kithkin.render import cells, figures, scales


@dataclass(frozen=True, slots=True)
class Ink:
    """The characters that a terminal can show."""

    solid: str
    hatched: str
    dashed: str
    rest: str
    none: str
    levels: str
    marks: dict[str, str]
    boxes: dict[str, str]


_FULL: Final = Ink(
    "█", "▒", "╌", "░", "–", "▁▂▃▄▅▆▇█", {"full": "●", "half": "◐", "none": "⊘"},
    {"likely": "■■", "possible": "■□", "none": "□□", "cannot_tell": "··"},
)  # fmt: skip
_ASCII: Final = Ink(
    "#", "/", "-", ".", "-", "_.:-=+*#", {"full": "*", "half": "+", "none": "o"},
    {"likely": "##", "possible": "#.", "none": "..", "cannot_tell": "??"},
)  # fmt: skip

#: The kinds of chart that draw a line for each row, and so stop where tables stop.
BY_ROW: Final = frozenset({"bars", "mirrored"})


def ink(ascii_only: bool) -> Ink:
    """Return the characters for a terminal."""
    return _ASCII if ascii_only else _FULL


def bar(solid: float, hatched: float, width: int, ink: Ink, *, is_open: bool = False) -> str:
    """Return a bar of `width` characters; whatever is more than nought gets one of them."""
    first = _length(solid, width)
    second = min(_length(hatched, width), width - first)
    return ink.solid * first + ink.hatched * second + (ink.dashed if is_open else ink.rest) * (width - first - second)


def _length(share: float, width: int) -> int:
    """Return how many characters a share takes."""
    return min(width, max(round(share * width), 1 if share > 0 else 0))


def picture(chart: Chart, width: int, rows: int, ink: Ink) -> Iterator[str]:
    """Yield the lines of a chart."""
    if cells.listed(chart.rows).items:
        yield from _PICTURES[chart.kind](chart, width, rows, ink)


def _bars(chart: Chart, width: int, rows: int, ink: Ink) -> Iterator[str]:
    """Yield a bar for each row and column of figures."""
    items = cells.listed(chart.rows).items[:rows]
    names = [scales.name(row.get(chart.x), chart.x) for row in items]
    left = min(max(map(cell_len, names)), width // 3)
    top = scales.largest(_most(cells.bounds(row, y)) for row in items for y in chart.y)
    kinds = {show.column: show.kind for show in cells.columns_of(chart)}
    for row, name in zip(items, names, strict=True):
        for k, y in enumerate(chart.y):
            value = cells.bounds(row, y)
            label = set_cell_size("" if k else name, left)
            text = cells.written(value.at_least, kinds[y]) if value.is_exact else figures.figure(value)
            series = f" {cells.heading(y).lower()}" if len(chart.y) > 1 else ""
            yield f"{label} {_track(value, top, max(8, width - left - 26), ink)} {text or figures.NOT_SHOWN}{series}"


def _track(value: Value, top: float, width: int, ink: Ink) -> str:
    """Return the bar of one value on a scale from nought to `top`."""
    if not figures.is_shown(value) or top <= 0:
        return ink.dashed * 3
    least = figures.known(value.at_least) or 0.0
    first = _length(least / top, width)
    return ink.solid * first + ink.hatched * (_length((_most(value) or least) / top, width) - first)


def _most(value: Value) -> float | None:
    """Return the largest number that a value shows."""
    most = figures.known(value.at_most)
    return most if most is not None else figures.known(value.at_least)


def _timeline(chart: Chart, width: int, rows: int, ink: Ink) -> Iterator[str]:
    """Yield a line of levels for each column, its first and last date, and the marked rows."""
    items = cells.listed(chart.rows).items
    for y in chart.y:
        values = [scales.quantity(row.get(y)) for row in items]
        top = scales.largest(values)
        heading = f"{cells.heading(y)}, up to {figures.number(top)}"
        yield heading
        yield "".join(_level(value, top, ink) for value in _thin(values, width))
    yield f"{scales.name(items[0].get(chart.x), chart.x)} to {scales.name(items[-1].get(chart.x), chart.x)}"
    marked = [row for row in items if chart.label and row.get(chart.label) is not None]
    for k, row in enumerate(marked[:rows], 1):
        yield f"{k}. {scales.name(row.get(chart.x), chart.x)}: {scales.name(row.get(chart.label))}"


def _level(value: float | None, top: float, ink: Ink) -> str:
    """Return the character for one value; dashed where there is none."""
    if value is None:
        return ink.dashed
    return ink.levels[min(len(ink.levels) - 1, int(value / top * len(ink.levels)))] if top > 0 else ink.levels[0]


def _thin(values: list[float | None], width: int) -> list[float | None]:
    """Return at most `width` of the values, evenly chosen."""
    if len(values) <= width:
        return values
    return [values[k * len(values) // width] for k in range(width)]


def _mirrored(chart: Chart, width: int, rows: int, ink: Ink) -> Iterator[str]:
    """Yield theirs to the left of a line and yours to the right, newest rows last."""
    items = cells.listed(chart.rows).items
    shown = items[-rows:]
    theirs, yours = chart.y[0], chart.y[1] if len(chart.y) > 1 else chart.y[0]
    label = max(cell_len(scales.name(row.get(chart.x), chart.x)) for row in shown)
    half = max(4, (width - label - 18) // 2)
    top = scales.largest(scales.quantity(row.get(y)) for row in shown for y in (theirs, yours))
    yield f"{'':{label}} {cells.heading(theirs):>{half + 6}} | {cells.heading(yours)}"
    for row in shown:
        a, b = (scales.quantity(row.get(y)) or 0.0 for y in (theirs, yours))
        left, right = (ink.solid * _length(n / top if top else 0, half) for n in (a, b))
        name = set_cell_size(scales.name(row.get(chart.x), chart.x), label)
        yield f"{name} {f'{figures.number(a)} {left}':>{half + 6}} | {right} {figures.number(b)}".rstrip()


def _scatter(chart: Chart, rows: int) -> Iterator[str]:
    """Yield the points that have a name as pairs of figures: a terminal's grid is too coarse for a cloud."""
    x, y = chart.x, chart.y[0]
    items = cells.listed(chart.rows).items
    named = [row for row in items if chart.label and row.get(chart.label) is not None]
    shown = (named or items)[:rows]
    for row in shown:
        pair = f"{cells.heading(x)} {_plain(row.get(x))}, {cells.heading(y).lower()} {_plain(row.get(y))}"
        yield f"{scales.name(row.get(chart.label))}: {pair}" if named else pair
    if rest := cells.listed(chart.rows).total - len(shown):
        yield f"and {rest:,} more"


def _plain(value: object) -> str:
    """Return a number, or that there is none."""
    number = scales.quantity(value)
    return figures.NOT_SHOWN if number is None else figures.number(number)


def _rings(chart: Chart, rows: int) -> Iterator[str]:
    """Yield each ring with its people."""
    rings: dict[str, list[str]] = {}
    for row in cells.listed(chart.rows).items:
        rings.setdefault(scales.name(row.get(chart.x), chart.x), []).append(scales.name(row.get(chart.label)))
    for ring, people in rings.items():
        more = f" and {len(people) - rows:,} more" if len(people) > rows else ""
        yield f"{ring} ({len(people):,}): {', '.join(people[:rows])}{more}"


def _spans(chart: Chart) -> Iterator[str]:
    """Yield each span with its two ends and its state."""
    for row in cells.listed(chart.rows).items:
        start, end = (row.get(y) for y in (*chart.y, chart.y[0])[:2])
        state = f", {scales.name(row.get(chart.label))}" if chart.label and row.get(chart.label) is not None else ""
        since = scales.name(start) if start is not None else "the beginning"
        yield f"{scales.name(row.get(chart.x), chart.x)}: {since} to {scales.name(end)}{state}"


_PICTURES: Final[dict[str, Callable[[Chart, int, int, Ink], Iterator[str]]]] = {
    "bars": _bars,
    "timeline": _timeline,
    "mirrored": _mirrored,
    "scatter": lambda chart, _width, rows, _ink: _scatter(chart, rows),
    "rings": lambda chart, _width, rows, _ink: _rings(chart, rows),
    "spans": lambda chart, *_: _spans(chart),
}  # fmt: skip
