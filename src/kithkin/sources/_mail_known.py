"""Who wrote which mail, when, and which one it answers: of very many mails, so without an object for each.

Of each mail a mark of its id and the place of its facts are held in arrays, the facts themselves in one run of bytes.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from datetime import UTC, datetime, timedelta
from typing import Final, NamedTuple

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND: Final = timedelta(microseconds=1)


class Known(NamedTuple):
    """Who wrote a mail, when, and the id of the mail it answers (empty = none)."""

    author: str
    at: datetime | None
    parent: str


class KnownMails:
    """The mails of a mailbox by their ids, the first of each id, at most so many; to be asked once all were added."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._marks = array("q")
        self._ends = array("Q", [0])
        self._facts = bytearray()
        self._sorted = self._order = array("q")

    def add(self, mail_id: str, author: str, at: datetime | None, parent: str) -> None:
        """Take note of a mail, unless they are too many."""
        if len(self._marks) < self._most:
            self._marks.append(hash(mail_id))
            micros = "" if at is None else (at - _EPOCH) // _MICROSECOND
            self._facts += f"{mail_id}\n{author}\n{micros}\n{parent}".encode("utf-8", "surrogatepass")
            self._ends.append(len(self._facts))

    def get(self, mail_id: str) -> Known | None:
        """Return what is known of the first mail of an id, None where there is none."""
        if len(self._sorted) < len(self._marks):
            self._sort()
        mark = hash(mail_id)
        place = bisect_left(self._sorted, mark)
        while place < len(self._sorted) and self._sorted[place] == mark:
            start, end = self._ends[self._order[place] : self._order[place] + 2]
            own, author, micros, parent = self._facts[start:end].decode("utf-8", "surrogatepass").split("\n")
            if own == mail_id:  # two ids may have one mark
                return Known(author, _EPOCH + int(micros) * _MICROSECOND if micros else None, parent)
            place += 1
        return None

    def _sort(self) -> None:
        """Bring the marks into their order, equal ones as they were added."""
        import numpy as np

        marks = np.frombuffer(self._marks, np.int64)
        order = np.argsort(marks, kind="stable")
        self._order, self._sorted = array("q", order.tobytes()), array("q", marks[order].tobytes())
