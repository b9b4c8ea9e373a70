"""The ego network: radius is the layer, angle is where people are known from, the innermost are numbered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import cos, pi, sin
from typing import Any, Final

from markupsafe import Markup

from kithkin.model.page import Chart
from kithkin.render import cells, scales, svg

#: How many people of the innermost ring are numbered, and how many are drawn in any ring.
NUMBERED: Final = 15
SPECKS: Final = 600


@dataclass(frozen=True, slots=True)
class Ring:
    """One layer: its name and its people, nearest first."""

    name: str
    rows: Sequence[Mapping[str, Any]]


def rings_of(chart: Chart) -> list[Ring]:
    """Return the layers in the order in which the rows name them, the innermost first."""
    layers: dict[str, list[Mapping[str, Any]]] = {}
    for row in cells.listed(chart.rows).items:
        layers.setdefault(scales.name(row.get(chart.x), chart.x), []).append(row)
    return [Ring(name, rows) for name, rows in layers.items()]


def draw(chart: Chart, size: int, label: str) -> Markup:
    """Return the picture; the list beside it is complete and says the same."""
    layers = rings_of(chart)
    centre, outer = size / 2, size / 2 - 8
    radii = [outer * (0.32 + 0.68 * (k + 1) / len(layers)) if len(layers) > 1 else outer for k in range(len(layers))]
    sectors = _sectors(chart)
    parts = [svg.circle(centre, centre, outer, "disc"), *_spokes(sectors, centre, outer)]
    parts += [svg.circle(centre, centre, radius, "ring") for radius in radii]
    inner = outer * 0.16
    for k, ring in enumerate(layers):
        parts += _people(chart, ring, sectors, centre, (inner if k == 0 else radii[k - 1], radii[k]), is_inner=k == 0)
    parts += [svg.circle(centre, centre, outer * 0.075, "you")]
    parts += [svg.text("you", centre, centre + 4, "middle", "num")] if size > 360 else []
    parts += _names(sectors, centre, outer)
    total = 0
    for ring, radius in zip(layers, radii, strict=True):
        total += len(ring.rows)
        parts.append(svg.text(f"{total:,}", centre, centre - radius + 5, "middle", "lab"))
    return svg.chart("ego", size, size, label, *parts)


def key(chart: Chart) -> str:
    """Return what the hollow dots mean, and what the figures on the rings count; empty where there is neither."""
    trends = {str(row.get("trend") or "") for row in cells.listed(chart.rows).items}
    said = ["Figures on the rings count everyone inside."] if len(rings_of(chart)) > 1 else []
    said += ["A brown ring marks a tie that fades."] if "fading" in trends else []
    said += ["A blue ring marks a new one."] if "new" in trends else []
    return " ".join(said)


def _sectors(chart: Chart) -> list[str]:
    """Return where people are known from, at most eight places; empty where no column says it."""
    if not chart.y:
        return []
    names = dict.fromkeys(scales.name(row.get(chart.y[0])) for row in cells.listed(chart.rows).items)
    return list(names) if len(names) <= 8 else []


def _spokes(sectors: Sequence[str], centre: float, outer: float) -> list[Markup]:
    """Return the lines between the directions."""
    angles = [2 * pi * k / len(sectors) - pi / 2 for k in range(len(sectors))] if len(sectors) > 1 else []
    return [svg.line(centre, centre, centre + outer * cos(a), centre + outer * sin(a), "spoke") for a in angles]


def _names(sectors: Sequence[str], centre: float, outer: float) -> list[Markup]:
    """Return the names of the directions near the rim."""
    angles = [2 * pi * (k + 0.5) / len(sectors) - pi / 2 for k in range(len(sectors))]
    places = [(centre + outer * 0.82 * cos(a), centre + outer * 0.88 * sin(a) + 5) for a in angles]
    room = outer * 0.8
    return [svg.text(svg.fit(name, room), x, y, "middle", "sec") for name, (x, y) in zip(sectors, places, strict=True)]


def _people(
    chart: Chart, ring: Ring, sectors: Sequence[str], centre: float, band: tuple[float, float], *, is_inner: bool
) -> list[Markup]:
    """Return the dots of one ring, spread evenly within each direction, on three tracks so that none hides."""
    rows = ring.rows[:SPECKS]
    is_numbered = is_inner and len(rows) <= NUMBERED
    if is_numbered:
        turns = [k / len(rows) + 0.5 / len(rows) for k in range(len(rows))]
    else:
        turns = _turns([scales.name(row.get(chart.y[0])) if sectors else "" for row in rows], sectors)
    parts = []
    for k, (row, turn) in enumerate(zip(rows, turns, strict=True)):
        track = 0.6 if is_numbered else (0.3, 0.56, 0.8)[k * 2 % 3]
        radius = band[0] + (band[1] - band[0]) * track
        angle = 2 * pi * turn - pi / 2
        x, y = centre + radius * cos(angle), centre + radius * sin(angle)
        if is_numbered:
            parts += [svg.circle(x, y, 10, "p"), svg.text(str(k + 1), x, y + 4.5, "middle", "num")]
        else:
            parts.append(svg.circle(x, y, 5 if len(rows) <= 150 else 2, _kind(row)))
    return parts


def _turns(names: Sequence[str], sectors: Sequence[str]) -> list[float]:
    """Return a place on the circle (0 to 1) for each person, within the direction that is theirs."""
    places = list(sectors) or [""]
    counts = {name: names.count(name) for name in places}
    seen = dict.fromkeys(places, 0)
    turns = []
    for name in names:
        seen[name] += 1
        within = (seen[name] - 0.5) / counts[name]
        turns.append((places.index(name) + 0.04 + 0.92 * within) / len(places))
    return turns


def _kind(row: Mapping[str, Any]) -> str:
    """Return the class of a dot: hollow for a tie that fades or is new."""
    return {"fading": "p-fade", "new": "p-new"}.get(str(row.get("trend") or ""), "p")
