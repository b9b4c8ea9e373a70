"""A row of numbers as one small picture in a table's cell: blocks in a terminal, SVG in HTML.

Each has a scale of its own, from nought to its largest number; the figures stand beside it in words.
"""

from __future__ import annotations

from math import ceil
from typing import Any, Final

from markupsafe import Markup

from kithkin.render import figures, svg

#: The picture in HTML: its height, and the width of one bar with the gap behind it, in pixels.
HEIGHT: Final = 18
STEP: Final = 7


def numbers(value: Any) -> list[float]:
    """Return the numbers of a cell, which is a text of numbers between spaces; none where it is anything else."""
    try:
        found = [float(part) for part in str(value).split()]
    except ValueError:
        return []
    return found if all(figures.known(number) is not None and number >= 0 for number in found) else []


def blocks(value: Any, levels: str) -> str:
    """Return one character for each number: the lowest level for nought, a higher one for whatever is more."""
    found = numbers(value)
    steps, top = len(levels) - 1, max(found, default=0.0)
    return "".join(levels[ceil(number / top * steps) if top else 0] for number in found)


def picture(value: Any) -> Markup:
    """Return a bar for each number, and a short line for nought; its text alternative is the numbers."""
    found = numbers(value)
    top = max(found, default=0.0) or 1.0
    parts = []
    for place, number in enumerate(found):
        tall = max(2.0, (HEIGHT - 1) * number / top)
        bar = svg.rect(place * STEP, HEIGHT - tall, STEP - 2, tall, "a")
        parts.append(
            bar if number else svg.line(place * STEP, HEIGHT - 0.5, place * STEP + STEP - 2, HEIGHT - 0.5, "z")
        )
    width = max(1, STEP * len(found) - 2)
    said = ", ".join(figures.number(number) for number in found)
    return svg.tag(
        "svg", *parts, class_="spark", viewBox=f"0 0 {width} {HEIGHT}", width=width, height=HEIGHT, role="img",
        aria_label=said,
    )  # fmt: skip
