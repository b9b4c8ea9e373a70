"""The messages of a LinkedIn export as whole columns; what is unusual in one is left to `_linkedin_rows.message`.

A conversation repeats its ends in every message: who they are is told once for each combination of cells.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Final, NamedTuple

import msgspec
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from kithkin.model.ids import account_id
from kithkin.model.source import Columns
from kithkin.sources._columns import (
    EPOCH,
    instants,
    keys,
    link_counts,
    micros,
    plain_texts,
    repeated,
    utc_times,
)
from kithkin.sources._csv import Line
from kithkin.sources._csv_blocks import Block
from kithkin.sources._linkedin_people import People
from kithkin.sources._linkedin_rows import NETWORK, Context, folder_of, recipients

#: The cells that tell a message's conversation and its ends.
_ENDS: Final = ("conversationid", "from", "senderprofileurl", "to", "recipientprofileurls")
#: All cells that are read.
_USED: Final = (*_ENDS, "date", "subject", "content", "folder", "ismessagedraft")
#: So many combinations of cells are remembered, so that memory stays bounded.
_REMEMBERED: Final = 1 << 15

#: Between cells that are told as one text; a block holds no such character (see `_csv_blocks`).
_BETWEEN: Final = "\0"


def _told(columns: Sequence[pa.Array]) -> tuple[list[str], Any]:
    """Return each combination of cells that rows hold, as one text, and which of them each row has."""
    encoded = pc.binary_join_element_wise(*columns, _BETWEEN).dictionary_encode()
    return encoded.dictionary.to_pylist(), encoded.indices.to_numpy()


class Look(msgspec.Struct):
    """The first look at the messages: how often each combination of ends came, and the newest time."""

    people: People
    horizon: datetime
    _seen: dict[str, int] = msgspec.field(default_factory=dict)

    def take(self, block: Block) -> None:
        """Take in a block of messages."""
        told, codes = _told([block.column(name) for name in (*_ENDS, "folder")])
        for cells, count in zip(told, np.bincount(codes).tolist(), strict=True):
            self._seen[cells] = self._seen.get(cells, 0) + count
        if len(self._seen) > _REMEMBERED:
            self.finish()
        times, is_time = utc_times(block.column("date"))
        until = micros(self.horizon)
        times = times[is_time & (times <= until)]
        if len(times):
            self.people.date(EPOCH + timedelta(microseconds=int(times.max())), self.horizon)
        for line in block.lines(np.flatnonzero(~is_time).tolist()):
            self.people.dated(line, self.horizon)

    def finish(self) -> None:
        """Tell what was gathered."""
        for cells, count in self._seen.items():
            self.people.message(Line("", dict(zip((*_ENDS, "folder"), cells.split(_BETWEEN), strict=True))), count)
        self._seen.clear()


class _Ends(NamedTuple):
    """Who a message is from and to, and in which thread."""

    sender: str | None
    to: list[str | None]
    thread: str | None


class Messages:
    """Turns blocks of messages into columns."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._known: dict[str, _Ends] = {}

    def read(self, block: Block) -> tuple[int, dict[str, Columns], list[int]]:
        """Return how many messages were read, their rows, and which records are unusual and were not read."""
        columns = {name: block.column(name) for name in _USED}
        times, is_usual = utc_times(columns["date"])
        told, codes = _told([columns[name] for name in _ENDS])
        ends = [self._ends(cells) for cells in told]
        is_usual &= np.array([end.sender is not None or end.thread is not None for end in ends], bool)[codes]
        unusual = np.flatnonzero(~is_usual).tolist()
        if unusual:
            chosen = pa.array(np.flatnonzero(is_usual))
            columns = {name: column.take(chosen) for name, column in columns.items()}
            codes, times = codes[is_usual], times[is_usual]
        rows = {"messages": self._rows(columns, ends, codes, times)} if len(codes) else {}
        return len(codes), rows, unusual

    def _ends(self, told: str) -> _Ends:
        """Return who a message with these cells is from and to."""
        found = self._known.get(told)
        if found is None:
            cells = told.split(_BETWEEN)
            line = Line("", dict(zip(_ENDS, cells, strict=True)))
            thread = cells[0]
            sender = self._context.person(cells[1], cells[2], thread)
            to: list[str | None] = [*recipients(self._context, line, sender)]
            found = _Ends(sender, to or [None], account_id(NETWORK, thread) if thread else None)
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            self._known[told] = found
        return found

    def _rows(self, columns: dict[str, pa.Array], ends: list[_Ends], codes: Any, times: Any) -> Columns:
        """Return one row per message and recipient."""
        at, each = instants(times), pa.array(codes)
        sender = pa.array([end.sender for end in ends], pa.string()).take(each)
        raw = columns["content"]
        text, subject = plain_texts(raw), plain_texts(columns["subject"])
        cells = [columns[name] for name in ("conversationid", "date")]
        rows: dict[str, Any] = {
            "message_id": pc.binary_join_element_wise(
                f"{NETWORK}:", keys("message", *cells, pc.fill_null(sender, ""), raw), ""
            ),
            "thread_id": pa.array([end.thread for end in ends], pa.string()).take(each),
            "sender_id": sender,
            "recipient_count": pa.array([len(end.to) for end in ends]).take(each),
            **dict.fromkeys(("sent_at", "sent_at_earliest", "sent_at_latest"), at),
            "text": text,
            "subject": pc.if_else(pc.equal(subject, ""), pa.scalar(None, pa.string()), subject),
            "link_count": link_counts(text),
            "folder": self._folders(columns),
        }
        to = [person for end in ends for person in end.to]
        rows = repeated(rows, codes, [len(end.to) for end in ends], to)
        length = len(rows["recipient_id"])
        return {**rows, "network": pa.repeat(NETWORK, length), "sent_at_basis": pa.repeat("read", length)}

    @staticmethod
    def _folders(columns: dict[str, pa.Array]) -> pa.Array:
        """Return the folder of each message in our words."""
        told, codes = _told([columns[name] for name in ("folder", "ismessagedraft")])
        return pa.array([folder_of(*cells.split(_BETWEEN)) for cells in told], pa.string()).take(pa.array(codes))
