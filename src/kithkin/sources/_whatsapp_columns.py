"""The messages of a WhatsApp chat as whole columns: which are a person's, their words, times and ids."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from datetime import UTC, datetime
from typing import Any, Final

import msgspec
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from kithkin.model.source import Columns
from kithkin.sources._columns import (
    EPOCH,
    constant,
    digests,
    hexadecimal,
    holding,
    link_counts,
    micros,
    numbered,
    repeated,
)
from kithkin.sources._marks import Marks
from kithkin.sources._whatsapp_lines import DELETED, Date, Entry, Style, said

#: A sender: the account, the name as it is compared, to whom they write, and to how many.
Person = tuple[str, str, list[str | None], int]

#: So many characters are kept of one text.
LONGEST_TEXT: Final = 1 << 18
#: A text without any of these needs no closer look: marks, remarks, files.
_SIGNS: Final = (b"\xe2\x80", b"\xe2\x81", b"\xef\xbb\xbf", b"<", b" (")
_SHORT: Final = max(map(len, DELETED)) * 2


def texts_between(data: bytes, places: Any) -> pa.Array:
    """Return the texts between each place and the next, without a copy."""
    offsets = np.ascontiguousarray(places, np.int32).reshape(-1)
    return pa.StringArray.from_buffers(len(offsets) - 1, pa.py_buffer(offsets), pa.py_buffer(data))


def cells(data: bytes, places: Any) -> list[pa.Array]:
    """Return columns of texts: in each row of places, the first two are a cell's beginning and end, and so on."""
    count, width = places.shape
    texts = texts_between(data, np.append(places, len(data)))
    return [texts.take(pa.array(np.arange(count) * width + column)) for column in range(0, width, 2)]


class Entries(msgspec.Struct):
    """Messages and remarks one after the other.

    Date and sender are numbers into what differs of them; clocks are hour, minute and second, -1 where none is told.
    Of a text it is known between which bytes it stands: most are asked for in the second pass only.
    """

    style: Style
    lines: Any
    date_codes: Any
    sender_codes: Any
    clocks: Any
    dates: list[Date]
    senders: list[str]
    data: bytes
    begins: Any
    ends: Any
    _texts: pa.Array | None = None

    @property
    def texts(self) -> pa.Array:
        """The text of each, its lines ending as in an export from Android, no longer than is kept of one."""
        if self._texts is None:
            found = cells(self.data, np.stack([self.begins, self.ends], axis=1))[0]
            broken = pa.array(holding(found, b"\r\n"))
            found = pc.replace_with_mask(found, broken, pc.replace_substring(found.filter(broken), "\r\n", "\n"))
            if pc.any(pc.greater(pc.binary_length(found), LONGEST_TEXT)).as_py():
                found = pc.utf8_slice_codeunits(found, 0, LONGEST_TEXT)
            self._texts = found
        return self._texts

    def __len__(self) -> int:
        return len(self.lines)

    def entry(self, place: int) -> Entry:
        """Return one of them by itself."""
        date, (hour, minute, second) = self.dates[self.date_codes[place]], self.clocks[:, place].tolist()
        sender = self.senders[self.sender_codes[place]]
        clock = hour, minute, second if second >= 0 else None
        text = self.data[self.begins[place] : self.ends[place]].decode().replace("\r\n", "\n")[:LONGEST_TEXT]
        return Entry(int(self.lines[place]), self.style, date, clock, sender, text)

    def said(self) -> tuple[Any, pa.Array]:
        """Return which of them a person sent, and the words of each."""
        texts = pc.utf8_trim_whitespace(self.texts)
        odd = holding(texts, *_SIGNS)
        short = pc.less_equal(pc.binary_length(texts), _SHORT)
        bare = pc.utf8_rtrim(pc.utf8_lower(pc.if_else(short, texts, "")), ".")
        odd |= pc.and_(short, pc.is_in(bare, pa.array([*DELETED, ""]))).to_numpy(zero_copy_only=False)
        is_message = np.array([bool(sender) for sender in self.senders])[self.sender_codes]
        places = np.flatnonzero(odd)
        if len(places):
            # The same few stand for all pictures and calls.
            encoded = self.texts.take(pa.array(places)).dictionary_encode()
            found = [said(text) for text in encoded.dictionary.to_pylist()]
            is_message[places] &= np.array([is_sent for is_sent, _ in found], bool)[encoded.indices.to_numpy()]
            words = pa.array([words for _, words in found], pa.string()).take(encoded.indices)
            texts = pc.replace_with_mask(texts, pa.array(odd), words)
        return is_message, texts

    def days(self) -> list[Date]:
        """Return the dates as they change from one entry to the next."""
        changes = np.flatnonzero(np.diff(self.date_codes, prepend=-1))
        return [self.dates[code] for code in self.date_codes[changes].tolist()]

    def of(self, senders: Set[str]) -> Entries:
        """Return the entries of these senders."""
        is_theirs = np.array([name in senders for name in self.senders], bool)
        return self.only(is_theirs[self.sender_codes])

    def writers(self) -> list[str]:
        """Return who sent a message among them, in the order in which they come."""
        is_message, _ = self.said()
        return [self.senders[code] for code in dict.fromkeys(self.sender_codes[is_message].tolist())]

    def only(self, chosen: Any) -> Entries:
        """Return the chosen entries."""
        if chosen.all():
            return self
        lines, dates, senders = (each[chosen] for each in (self.lines, self.date_codes, self.sender_codes))
        clocks, begins, ends = self.clocks[:, chosen], self.begins[chosen], self.ends[chosen]
        texts = None if self._texts is None else self._texts.take(pa.array(np.flatnonzero(chosen)))
        known = self.dates, self.senders, self.data
        return Entries(self.style, lines, dates, senders, clocks, *known, begins, ends, texts)


class Made(msgspec.Struct):
    """The messages among some entries: times, words, and what was not used or could not be read."""

    entries: Entries
    words: pa.Array
    times: dict[str, Any]
    not_used: int
    unread: list[int]

    @property
    def used(self) -> int:
        """How many messages there are."""
        return len(self.entries)

    def columns(
        self, same: Mapping[str, str], people: Sequence[Person], folders: Sequence[str], repeats: Repeats
    ) -> Columns:
        """Return one row for each message and recipient; of each sender `people` says who it is and to whom they write."""
        codes = self.entries.sender_codes
        each = pa.array(codes)
        earliest = self.times["sent_at_earliest"].view(pa.int64()).to_numpy() // 1_000_000
        shown = pa.array(earliest, pa.timestamp("s")).cast(pa.string())
        names = pa.array([f"+00:00\x1f{name}\x1f" for _, name, _, _ in people]).take(each)
        key = digests(f"{same['thread_id']}\x1f", shown, names, self.entries.texts, between="")
        ends, ids = repeats.ends(key, earliest), hexadecimal(key, f"{same['network']}:")
        rows: dict[str, Any] = {
            "message_id": pc.binary_join_element_wise(ids, pa.array(ends), "") if ends else ids,
            "sender_id": numbered([one for one, _, _, _ in people], codes),
            "recipient_count": pa.array([count or None for _, _, _, count in people], pa.int64()).take(each),
            **self.times,
            "text": self.words,
            "link_count": link_counts(self.words),
            "folder": numbered(folders, codes),
            **{name: constant(value, self.used) for name, value in same.items()},
        }
        to = [one for _, _, others, _ in people for one in others]
        return repeated(rows, codes, [len(others) for _, _, others, _ in people], to)


def rows(found: Entries, order: str, until: datetime | None) -> Made:
    """Return the messages among these entries."""
    is_message, words = found.said()
    is_known, times = moments(found, order, until)
    unread = found.lines[is_message & ~is_known].tolist()
    not_used, chosen = int((~is_message).sum()), is_message & is_known
    if not chosen.all():
        places = pa.array(np.flatnonzero(chosen))
        words = words.take(places)
        times = {name: column.take(places) for name, column in times.items()}
    return Made(found.only(chosen), words, times, not_used, unread)


def moments(found: Entries, order: str, until: datetime | None) -> tuple[Any, dict[str, Any]]:
    """Return which dates can be read, and the four columns of all."""
    days = [[_day(*reading) for reading in date.readings(order)] for date in found.dates]
    known = [[day for day in each if day is not None] for each in days]
    low, high = (np.array([f(each, default=0) for each in known], np.int64)[found.date_codes] for f in (min, max))
    is_date = np.array([bool(each) for each in known], bool)[found.date_codes]
    hour, minute, second = found.clocks
    is_clock = (hour < 24) & (minute < 60) & (second < 60)
    seconds, width = hour * 3600 + minute * 60 + np.maximum(second, 0), np.where(second < 0, 59, 0)
    at, earliest = low + seconds, low + seconds - 14 * 3600
    latest = (high + seconds + 12 * 3600 + width) * 1_000_000
    is_known = low == high
    if until is not None:
        limit = micros(until)
        latest = np.where(limit >= np.where(is_known, at, earliest) * 1_000_000, np.minimum(latest, limit), latest)
    kind = pa.timestamp("us", "UTC")
    columns = {
        "sent_at": pa.array(at * 1_000_000, pa.int64(), mask=~is_known).view(kind),
        "sent_at_earliest": pa.array(earliest * 1_000_000, pa.int64()).view(kind),
        "sent_at_latest": pa.array(latest, pa.int64()).view(kind),
        "sent_at_basis": constant("inferred", len(at)),
    }
    return is_date & is_clock, columns


def _day(year: int, month: int, number: int) -> int | None:
    """Return the seconds from 1970 to a day; None where there is none such in the time of WhatsApp."""
    try:
        day = datetime(year, month, number, tzinfo=UTC)
    except ValueError:
        return None
    return round((day - EPOCH).total_seconds()) if 2009 <= year < 2100 else None


class Repeats:
    """Tells apart equal messages of one chat: the second of the same time, sender and words is number 2, and so on."""

    def __init__(self) -> None:
        self._met = Marks()
        self._counts: dict[int, int] = {}
        self._latest = -(1 << 63)

    def ends(self, digests: Any, times: Any) -> list[str] | None:
        """Return what is put behind each message; None where all are new."""
        marks = np.ascontiguousarray(digests[:, :8]).view(np.int64)[:, 0]
        ordered = np.sort(marks)
        again = ordered[1:][ordered[1:] == ordered[:-1]]
        # Equal messages are of one time: what is later than all before, as nearly all is, was not met.
        older = marks[times <= self._latest]
        met = older[self._met.met(older)] if len(older) else older
        self._met.add_all(marks)
        self._latest = max(self._latest, int(times.max()))
        repeated = np.concatenate([again, met])
        return self._numbered(marks, met, repeated) if len(repeated) else None

    def _numbered(self, marks: Any, met: Any, repeated: Any) -> list[str]:
        """Return the ends of a block in which some marks are repeated, or were met before."""
        before, ends = set(met.tolist()), [""] * len(marks)
        for row in np.flatnonzero(np.isin(marks, repeated)).tolist():
            mark = int(marks[row])
            count = self._counts.get(mark, int(mark in before)) + 1
            self._counts[mark] = count
            if count > 1:
                ends[row] = f":{count}"
        return ends
