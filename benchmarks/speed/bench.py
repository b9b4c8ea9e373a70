"""One run of the speed benchmarks: where its made-up inputs lie, how large they are, and the tables it says."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path


@dataclass
class Bench:
    """What a task is given: a folder of its own to write in, sizes, and `say` and `table` to tell what it found."""

    folder: Path
    size: float
    rounds: int
    lines: list[str] = field(default_factory=list)

    def say(self, *lines: str) -> None:
        """Print lines, and keep them for the results."""
        self.lines += lines
        print(*lines, sep="\n", flush=True)

    def title(self, words: str) -> None:
        """Begin the part of a task."""
        self.say(f"\n## {words}\n")

    def table(self, *columns: str) -> None:
        """Begin a table; all columns but the first hold numbers."""
        self.row(*columns)
        self.row("---", *("---:" for _ in columns[1:]))

    def row(self, *cells: object) -> None:
        """Add a row to the table; a number gets two decimals."""
        self.say("| " + " | ".join(f"{cell:.2f}" if isinstance(cell, float) else str(cell) for cell in cells) + " |")

    def skip(self, what: str) -> None:
        """Tell that a part is left out, and why."""
        print(f"Skipped: {what}", file=sys.stderr)


#: A task measures something and says it as a table; a task file lists its own under `TASKS`.
Measured = Callable[[Bench], None]
