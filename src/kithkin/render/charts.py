"""The six charts, drawn from the rows of their block; the table beside each says the same."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from math import log10
from typing import Any, Final

from markupsafe import Markup

from kithkin.model.page import Chart, Person
from kithkin.render import cells, figures, rings, scales, svg, words

Row = Mapping[str, Any]

#: How many points of a scatter are named, and bars drawn, before the rest is left to the table.
NAMED: Final = 7
BARS: Final = 30


def draw(chart: Chart) -> Markup:
    """Return a chart at both widths, nothing where it has no rows."""
    if not cells.listed(chart.rows).items:
        return Markup()
    wide = 390 if chart.kind == "rings" else svg.WIDE
    return svg.both(lambda width: _CHARTS[chart.kind](chart, width), wide)


def _label(chart: Chart) -> str:
    """Return the text alternative: what it is and where the figures stand."""
    return f"{words.line(chart.title)}. The table below has the figures."


def _bars(chart: Chart, width: int) -> Markup:
    """Return horizontal bars, each under its name: solid at least, hatched at most, dashed when not shown."""
    items = cells.listed(chart.rows).items[:BARS]
    top = max((_most(row, y) or 0.0 for row in items for y in chart.y), default=0.0) or 1.0
    kinds = {show.column: show for show in cells.columns_of(chart)}
    parts: list[Markup] = []
    y = 0.0
    for row in items:
        parts.append(svg.text(svg.fit(scales.name(row.get(chart.x), chart.x), width * 0.62), 0, y + 15, class_="lab"))
        for k, column in enumerate(chart.y):
            said = cells.text(row, kinds[column]) or figures.NOT_SHOWN
            more = f"{cells.heading(column).lower()} " if len(chart.y) > 1 else ""
            parts.append(svg.text(f"{more}{said}", width, y + 15, "end"))
            parts += _bar(row, column, y + 22, width, top, "a" if k == 0 else "b")
            y += 44
    return svg.chart("bars", width, y, _label(chart), *parts)


def _bar(row: Row, column: str, y: float, width: int, top: float, kind: str) -> list[Markup]:
    """Return one bar on a scale from nought to `top`."""
    value = cells.bounds(row, column)
    if not figures.is_shown(value) and figures.known(value.at_least) is None:
        return [svg.rect(0.5, y + 0.5, width - 1, 13, "gap")]
    least, most = figures.known(value.at_least) or 0.0, _most(row, column) or 0.0
    scale = width / max(top, 1e-300)  # a number next to nothing has no inverse
    parts = [svg.rect(0, y, width, 14, "track"), svg.rect(0, y, least * scale, 14, kind)]
    return [*parts, svg.rect(least * scale, y, (most - least) * scale, 14, "maybe")] if most > least else parts


def _most(row: Row, column: str) -> float | None:
    """Return the largest number that a cell shows."""
    value = cells.bounds(row, column)
    most = figures.known(value.at_most)
    return most if most is not None else figures.known(value.at_least)


def _timeline(chart: Chart, width: int) -> Markup:
    """Return lines over time; spans without a record are hatched, marked rows numbered."""
    rows = [row for row in cells.listed(chart.rows).items if scales.quantity(row.get(chart.x)) is not None]
    times = [scales.quantity(row.get(chart.x)) or 0.0 for row in rows]
    height, left = 260, 40
    amounts = [scales.quantity(row.get(y)) for row in rows for y in chart.y]
    top = scales.largest(amounts) * 1.12 or 1.0
    first, last = min(times, default=0.0), max(times, default=1.0)

    def x(time: float) -> float:
        return left + (width - left - 8) * (time - first) / ((last - first) or 1.0)

    def y(amount: float) -> float:
        return height - 24 - (height - 50) * amount / top

    marks = scales.ticks(top, is_whole=scales.are_whole(amounts))
    parts = [part for tick in marks for part in _grid_line(tick, y(tick), left, width)]
    parts += [svg.text(name, x(at), height - 6, "middle" if x(at) > left + 20 else "start")
              for at, name in scales.years(first, last, width // 110)]  # fmt: skip
    for k, column in enumerate(chart.y):
        values = [scales.quantity(row.get(column)) for row in rows]
        parts += _line([(x(t), None if v is None else y(v)) for t, v in zip(times, values, strict=True)], k, height)
    number = 0
    for row, time in zip(rows, times, strict=True):
        if chart.label and row.get(chart.label) is not None:
            number += 1
            amount = scales.quantity(row.get(chart.y[0])) if chart.y else None
            parts += _mark(number, shape(row.get(chart.label)), x(time), y(amount or 0.0))
    return svg.chart("growth", width, height, _label(chart), *parts)


def _grid_line(amount: float, y: float, left: float, width: int) -> list[Markup]:
    """Return one level of the grid with its figure."""
    return [svg.line(left, y, width - 8, y, "grid"), svg.text(scales.short(amount), left - 6, y + 4, "end")]


def _line(points: Sequence[tuple[float, float | None]], series: int, height: int) -> list[Markup]:
    """Return a line through the points that are known, and hatched spans for the stretches between them."""
    parts: list[Markup] = []
    run: list[str] = []
    before: float | None = None
    since: float | None = None
    for x, y in points:
        if y is None:
            parts += [_polyline(run, series)] if run else []
            run, since = [], since if since is not None else before if before is not None else x
            continue
        if since is not None:
            parts.append(svg.rect(since, 26, x - since, height - 50, "unk"))
            since = None
        run.append(f"{x:.1f},{y:.1f}")
        before = x
    if since is not None:
        parts.append(svg.rect(since, 26, points[-1][0] - since, height - 50, "unk"))
    return [*parts, _polyline(run, series)] if run else parts


def _polyline(points: list[str], series: int) -> Markup:
    """Return one stretch of a line; a point that stands alone becomes a dot."""
    if len(points) == 1:
        x, y = points[0].split(",")
        return svg.circle(float(x), float(y), 3, "a")
    return svg.tag("polyline", class_="line" if series == 0 else "line line-2", points=" ".join(points))


def shape(verdict: Any) -> str:
    """Return the shape of a numbered mark: a triangle for bought, a square for unexplained, else a circle."""
    said = str(verdict).lower()
    return "ask" if "bought" in said else "odd" if "unexplained" in said else "known"


def _mark(number: int, kind: str, x: float, y: float) -> list[Markup]:
    """Return a numbered mark above a point."""
    forms = {
        "known": svg.circle(x, y - 24, 11, "a"),
        "odd": svg.rect(x - 11, y - 35, 22, 22, "odd"),
        "ask": svg.tag("path", class_="ask", d=f"M{x:.1f} {y - 39:.1f}l14 25h-28z"),
    }
    stem = svg.tag("path", class_="call", d=f"M{x:.1f} {y - 12:.1f}V{y - 3:.1f}")
    return [stem, forms[kind], svg.text(str(number), x, y - 19, "middle", f"mark-{kind}")]


def _mirrored(chart: Chart, width: int) -> Markup:
    """Return exchanges by time: the first column above the line with its marked part (the third), the second below."""
    rows = cells.listed(chart.rows).items
    middle, step = 112.0, width / len(rows)
    gap = 0.5 if step < 8 else 1.5
    columns = (*chart.y, "", "")[:3]
    top = scales.largest(scales.quantity(row.get(y)) for row in rows for y in columns[:2]) or 1.0
    unit = 92 / max(top, 1e-300)
    parts = [svg.line(0, middle + sign * 92, width, middle + sign * 92, "grid") for sign in (-1, 1)]
    for k, row in enumerate(rows):
        theirs, yours, marked = (scales.quantity(row.get(y)) or 0.0 for y in columns)
        x, thick = k * step + gap, step - 2 * gap
        parts += [svg.rect(x, middle - theirs * unit, thick, theirs * unit, "a")] if theirs else []
        parts += [svg.rect(x, middle - marked * unit, thick, min(marked, theirs) * unit, "ask")] if marked else []
        parts += [svg.rect(x, middle + 1, thick, yours * unit, "b")] if yours else []
    parts.append(svg.line(0, middle, width, middle, "axis"))
    parts += _year_marks(chart, rows, step, middle + 92, width)
    parts.append(svg.text(f"up to {figures.number(top)}", width, middle - 96, "end"))
    return svg.chart("exchanges", width, middle + 116, _label(chart), *parts)


def _year_marks(chart: Chart, rows: Sequence[Row], step: float, y: float, width: int) -> list[Markup]:
    """Return the years under a row of columns, at the first column of each; other categories at both ends."""
    years = [str(scales.name(row.get(chart.x), chart.x)).rsplit(" ", 1)[-1] for row in rows]
    if not all(year.isdigit() for year in years):
        ends = (scales.name(rows[0].get(chart.x), chart.x), scales.name(rows[-1].get(chart.x), chart.x))
        return [svg.text(ends[0], 0, y + 20), svg.text(ends[1], width, y + 20, "end")]
    starts = [k for k in range(len(years)) if k == 0 or years[k] != years[k - 1]]
    kept = [k for k in starts if k * step < width - 30]
    return [part for k in kept for part in (
        svg.line(k * step, y, k * step, y + 8, "axis"), svg.text(years[k], k * step + 2, y + 20),
    )]  # fmt: skip


def _scatter(chart: Chart, width: int) -> Markup:
    """Return points of two figures, an axis in tenfold steps where the figures span a hundredfold."""
    column = chart.y[0]
    rows = [row for row in cells.listed(chart.rows).items
            if None not in (scales.quantity(row.get(chart.x)), scales.quantity(row.get(column)))]  # fmt: skip
    height, left = 400, 64
    across = _Axis([scales.quantity(row.get(chart.x)) or 0.0 for row in rows], left, width - 16)
    up = _Axis([scales.quantity(row.get(column)) or 0.0 for row in rows], height - 40, 24)
    parts = []
    for tick, x in across.ticks(width // 110):
        parts += [svg.line(x, 24, x, height - 40, "grid"), svg.text(scales.short(tick), x, height - 20, "middle")]
    for tick, y in up.ticks(5):
        parts += [svg.line(left, y, width - 16, y, "grid"), svg.text(scales.short(tick), left - 8, y + 4, "end")]
    labels: list[tuple[Markup, _Box]] = []
    named = 0
    for row in rows:
        name = scales.name(row[chart.label]) if chart.label and row.get(chart.label) is not None else ""
        named += bool(name)
        is_named = bool(name) and named <= (NAMED if width > 500 else 3)
        x, y = (axis.at(scales.quantity(row.get(c)) or 0.0) for axis, c in ((across, chart.x), (up, column)))
        parts.append(svg.circle(x, y, 6 if is_named else 4, "pt"))
        if is_named:
            labels.append(_name(name, x, y, width, labels))
    parts += [label for label, _ in labels]
    parts += [svg.text(cells.heading(column), 0, 12), svg.text(cells.heading(chart.x), width - 16, height - 2, "end")]
    return svg.chart("influence", width, height, _label(chart), *parts)


#: Where a name stands: its left and right end, and its line.
_Box = tuple[float, float, float]


def _name(name: str, x: float, y: float, width: int, others: Sequence[tuple[Markup, _Box]]) -> tuple[Markup, _Box]:
    """Return a point's name on the side where there is room, off the names that stand there already, and its place."""
    short = svg.fit(name, 170)
    long = svg.length(short)
    sides = (-11, 11) if x > width - 150 else (11, -11)
    places = [
        ((x + side - long if side < 0 else x + side), y + 5 + off, side) for off in (0, -15, 15) for side in sides
    ]
    inside = [place for place in places if place[0] >= 0 and place[0] + long <= width] or places
    left, line, side = next((place for place in inside if not _is_taken(place, long, others)), inside[0])
    text = svg.text(short, x + side, line, "end" if side < 0 else "start", "lab halo")
    return text, (left, left + long, line)


def _is_taken(place: tuple[float, float, int], long: float, others: Sequence[tuple[Markup, _Box]]) -> bool:
    """Return whether a name there would lie over another."""
    left, line, _ = place
    return any(left < right and begin < left + long and abs(line - at) < 14 for _, (begin, right, at) in others)


class _Axis:
    """A scale from values to pixels: tenfold steps where the values ask for it, else from nought."""

    def __init__(self, values: Sequence[float], start: float, end: float) -> None:
        self.is_log = scales.is_wide(values)
        self.is_whole = scales.are_whole(values)
        self.start, self.end = start, end
        if self.is_log:
            self.low, self.high = float(int(log10(min(values)) // 1)), float(-(-log10(max(values)) // 1))
        else:
            self.low, self.high = 0.0, (max(values, default=1.0) or 1.0) * 1.05

    def at(self, value: float) -> float:
        """Return the place of a value."""
        place = log10(value) if self.is_log else value
        return self.start + (self.end - self.start) * (place - self.low) / ((self.high - self.low) or 1.0)

    def ticks(self, about: int) -> list[tuple[float, float]]:
        """Return round values with their places."""
        tenfold = [10.0**k for k in range(int(self.low), int(self.high) + 1)] if self.is_log else None
        return [(mark, self.at(mark)) for mark in tenfold or scales.ticks(self.high, about, is_whole=self.is_whole)]


def _spans(chart: Chart, width: int) -> Markup:
    """Return one strip per name: solid is read, hatched is partly there, dashed is missing."""
    rows = cells.listed(chart.rows).items
    start, end = (*chart.y, chart.y[0])[:2]
    known = [t for row in rows for y in (start, end) if (t := scales.quantity(row.get(y))) is not None]
    first, last = min(known, default=0.0), max(known, default=1.0)
    left, height = 100, 26
    names = list(dict.fromkeys(scales.name(row.get(chart.x), chart.x) for row in rows))

    def x(time: float | None, otherwise: float) -> float:
        return left + (width - left - 20) * ((otherwise if time is None else time) - first) / ((last - first) or 1.0)

    parts = [svg.text(svg.fit(name, left - 8), 0, k * height + 17) for k, name in enumerate(names)]
    for row in rows:
        y = names.index(scales.name(row.get(chart.x), chart.x)) * height + 5
        from_x, to_x = x(scales.quantity(row.get(start)), first), x(scales.quantity(row.get(end)), last)
        state = _STATES.get(str(row.get(chart.label) if chart.label else "all"), "part")
        parts.append(svg.rect(from_x, y, max(2.0, to_x - from_x), 15, state))
    base = len(names) * height + 6
    parts.append(svg.line(left, base, width - 20, base, "axis"))
    parts += [svg.text(name, x(at, first), base + 17, "middle") for at, name in scales.years(first, last, width // 90)]
    return svg.chart("cov-strip", width, base + 22, _label(chart), *parts)


_STATES: Final = {"all": "has", "full": "has", "some": "part", "half": "part", "none": "gap"}

_CHARTS: Final[dict[str, Callable[[Chart, int], Markup]]] = {
    "bars": _bars,
    "timeline": _timeline,
    "mirrored": _mirrored,
    "scatter": _scatter,
    "rings": lambda chart, width: rings.draw(chart, width, _label(chart)),
    "spans": _spans,
}


def marks(chart: Chart) -> list[tuple[int, str, str, str]]:
    """Return the numbered marks of a timeline in words: number, when, verdict, what the row says."""
    if chart.kind != "timeline" or not chart.label:
        return []
    rows = [row for row in cells.listed(chart.rows).items if row.get(chart.label) is not None]
    return [
        (
            k,
            scales.name(row.get(chart.x), chart.x),
            scales.name(row[chart.label]),
            words.line(str(row.get("says") or "")),
        )
        for k, row in enumerate(rows, 1)
    ]


def key(chart: Chart) -> list[tuple[str, str]]:
    """Return the swatches that a chart of several series needs: class and words."""
    if chart.kind == "mirrored":
        names = [cells.heading(column) for column in chart.y]
        said = (("sure", f"{names[0]} (above the line)"), ("rest", f"{(*names, '')[1]} (below the line)"))
        return [*said, ("ask", f"of the first, {names[2].lower()}")] if len(names) > 2 else list(said)
    if chart.kind == "spans" and chart.label:
        return [("sure", "all of it"), ("maybe", "some of it"), ("gap", "nothing")]
    if chart.kind == "bars" and any(cells.bounds(row, y).at_least != cells.bounds(row, y).at_most
                                    for row in cells.listed(chart.rows).items for y in chart.y):  # fmt: skip
        return [("sure", "at least"), ("maybe", "at most"), ("gap", "not shown")]
    return []


def people(rows: Sequence[Row], column: str = "") -> list[Person]:
    """Return the people that rows name in a column, else the first of each row."""
    return [person for row in rows if (person := _person(row, column)) is not None]


def _person(row: Row, column: str) -> Person | None:
    """Return the person in a column of a row, else the first person in it."""
    values = (row.get(column), *row.values())
    return next((value for value in values if isinstance(value, Person)), None)
