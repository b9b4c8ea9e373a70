"""Which of very many things were met before, at eight bytes each: where the things themselves would fill the memory."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Hashable, Iterable
from typing import Any, Final

import numpy as np

Numbers = np.ndarray[Any, np.dtype[np.int64]]

#: So many single marks are held as a set, which takes ten times their room, before they become a column.
SINGLE: Final = 1 << 15


def marks_of(things: Iterable[Hashable]) -> Numbers:
    """Return the mark of each of these texts or tuples of texts: 64 bits, the same only in this process."""
    return np.fromiter(map(hash, things), np.int64)


class Marks:
    """The marks of what was met: of the latest single things as a set, of columns as sorted runs that double in length.

    Columns are put in order only when something is asked for.

    Of a million things two have one mark about once in thirty million times. Nobody can choose them so, since the
    marks of texts are others in each process.
    """

    def __init__(self) -> None:
        self._single: set[int] = set()
        self._runs: list[Numbers] = []
        self._fresh = array("q")  # one piece that grows: many small ones would lie scattered between what is freed

    def __contains__(self, thing: Hashable) -> bool:
        """Return whether a text or a tuple of texts was met."""
        mark = hash(thing)
        return mark in self._single or any(_holds(run, mark) for run in self._ordered())

    def add(self, thing: Hashable) -> None:
        """Take in a text or a tuple of texts."""
        self._single.add(hash(thing))
        if len(self._single) >= SINGLE:
            self.add_all(np.fromiter(self._single, np.int64))
            self._single.clear()

    def add_all(self, marks: Numbers) -> None:
        """Take in a column of marks."""
        self._fresh.frombytes(marks.tobytes())

    def _ordered(self) -> list[Numbers]:
        """Return the runs, after taking in what is not in order yet."""
        if not self._fresh:
            return self._runs
        run = np.sort(np.frombuffer(self._fresh, np.int64))
        self._fresh = array("q")
        while self._runs and len(self._runs[-1]) < 2 * len(run):
            run = np.concatenate([self._runs.pop(), run])
            run.sort(kind="stable")  # two sorted halves are merged in one pass
        self._runs.append(run)
        return self._runs

    def met(self, marks: Numbers) -> Any:
        """Return which of a column of marks were met."""
        found = np.zeros(len(marks), bool)
        for run in self._ordered():
            places = np.searchsorted(run, marks)
            found |= run[np.minimum(places, len(run) - 1)] == marks
        if self._single:
            found |= np.fromiter(map(self._single.__contains__, marks.tolist()), bool)
        return found

    def unmet(self, marks: Numbers) -> Any:
        """Return which of a column of marks were not met; of equal ones the first."""
        distinct, first = np.unique(marks, return_index=True)  # what is in order is found several times as fast
        new = np.zeros(len(marks), bool)
        new[first] = ~self.met(distinct)
        return new


def _holds(run: Numbers, mark: int) -> bool:
    numbers = run.data  # asked one by one it answers several times as fast as the array
    place = bisect_left(numbers, mark)
    return place < len(numbers) and numbers[place] == mark
