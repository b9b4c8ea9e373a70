"""What a check yields: a number with its floor or ceiling, a table to look at, or why something was left out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Line:
    """One number that must hold: not below `at_least`, not above `at_most`; with neither it is only shown."""

    data: str
    what: str
    value: float | None
    at_least: float | None = None
    at_most: float | None = None

    @property
    def holds(self) -> bool:
        """Whether the number is there and within its limits."""
        if self.value is None:
            return self.at_least is None and self.at_most is None
        return (self.at_least is None or self.value >= self.at_least) and (
            self.at_most is None or self.value <= self.at_most
        )


@dataclass(frozen=True, slots=True)
class Grid:
    """A table to look at."""

    title: str
    heads: Sequence[str]
    rows: Sequence[Sequence[object]]


@dataclass(frozen=True, slots=True)
class Skip:
    """A check that could not be made, and why."""

    what: str
    why: str


Said = Line | Grid | Skip
Check = Callable[[], Iterator[Said]]


def drawn(grid: Grid) -> str:
    """Return a table as text, numbers to three digits."""
    rows = [list(map(str, grid.heads)), *([_cell(value) for value in row] for row in grid.rows)]
    widths = [max(len(row[at]) for row in rows) for at in range(len(grid.heads))]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
    return "\n".join([grid.title, lines[0], "-" * len(lines[0]), *lines[1:], ""])


def limits(line: Line) -> str:
    """Return the limits of a number in words."""
    parts = [f"at least {line.at_least:.3f}"] if line.at_least is not None else []
    parts += [f"at most {line.at_most:.3f}"] if line.at_most is not None else []
    return " and ".join(parts)


def _cell(value: object) -> str:
    if value is None:
        return "-"
    return f"{value:.3f}" if isinstance(value, float) else f"{value:,}" if isinstance(value, int) else str(value)
