"""Reads a CSV line by line, each with only the cells that are not empty: most cells of many tables are."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any

from kithkin.model.source import Archive, Member, Problem
from kithkin.sources._csv import Line, Shape

if TYPE_CHECKING:
    from kithkin.sources._csv_blocks import Block


def read_filled(
    archive: Archive, member: Member, shape: Shape, wanted: Callable[[str], Any] = bool, *, must_end: bool = False
) -> Iterator[Line | Problem]:
    """Yield each record with its cells that are not empty, without the blanks at their ends, from the last to the first.

    Parameters
    ----------
    wanted : whether a column is looked at; by default each that has a name.
    must_end : the platform ends every line with a line break.
    """
    from kithkin.sources._csv_blocks import Block, read_blocks

    for found in read_blocks(archive, member, shape, must_end=must_end):
        if isinstance(found, Block):
            yield from _lines(found, wanted)
        elif isinstance(found, Line):
            cells = {name: cell.strip() for name, cell in found.cells.items() if wanted(name)}
            yield Line(found.place, {name: cell for name, cell in cells.items() if cell})
        else:
            yield found


def _lines(block: Block, wanted: Callable[[str], Any]) -> Iterator[Line]:
    columns = {name: block.column(name).to_pylist() for name in reversed(block.cells.schema.names) if wanted(name)}
    some = {name: cells for name, cells in columns.items() if any(cells)}
    rows: Iterable[tuple[str, ...]] = zip(*some.values(), strict=True) if some else [()] * len(block)
    for number, row in zip(_numbers(block), rows, strict=True):
        yield Line(f"line {number}", {name: cell for name, cell in zip(some, row, strict=True) if cell})


def _numbers(block: Block) -> list[int]:
    """Return the line at which each record begins."""
    import numpy as np
    import pyarrow.compute as pc

    breaks = np.ones(block.cells.num_rows, np.int64)
    for column in block.cells.columns:
        breaks += pc.count_substring(column, "\n").to_numpy(zero_copy_only=False)
    first = block.line_before + 1 + np.cumsum(breaks) - breaks
    numbers: list[int] = (first if block.records is None else first[block.records.to_numpy()]).tolist()
    return numbers
