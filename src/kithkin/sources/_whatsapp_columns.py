"""The messages of a WhatsApp chat as whole columns, a block of lines at a time.

The heads of nearly all lines are of one form once the first of them is known; their dates, clocks and names repeat, so
each is read once by the reader of single lines (`_whatsapp_lines`). A line of any other form is read by it alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, BinaryIO, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from kithkin.model.source import Columns
from kithkin.sources._columns import characters, holding, keys, link_counts, repeated
from kithkin.sources._whatsapp_lines import DELETED, MARKS, Date, Entry, Heads, Style, said, sender_in

#: A sender: the account, the name as it is compared, to whom they write, and to how many.
Person = tuple[str, str, list[str | None], int]

_CHUNK: Final = 1 << 20
_LONGEST_TEXT: Final = 1 << 18
_MOST_LINES: Final = 10_000
#: What may begin the head of a message, behind marks.
_MAY_BEGIN: Final = r"^\[?\pN"
_CLOCK: Final = r"^[0-9]{1,2}[:.][0-9]{2}(?:[:.][0-9]{2})?(?:[\s\x{a0}\x{202f}]?[AaPp]\.?[\s\x{a0}\x{202f}]?[Mm]\.?)?$"
_BLANK: Final = r"[\s\x{a0}\x{202f}]"
#: A text without any of these needs no closer look: marks, remarks, files.
_SIGNS: Final = (b"\xe2\x80", b"\xe2\x81", b"\xef\xbb\xbf", b"<", b" (")
_SHORT: Final = max(map(len, DELETED)) * 2
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(slots=True)
class Entries:
    """Messages and remarks one after the other.

    Date and sender are numbers into what differs of them; clocks are hour, minute and second, -1 where none is told.
    """

    style: Style
    lines: Any
    date_codes: Any
    sender_codes: Any
    clocks: Any
    dates: list[Date]
    senders: list[str]
    texts: pa.Array

    def __len__(self) -> int:
        return len(self.lines)

    def entry(self, place: int) -> Entry:
        """Return one of them by itself."""
        date, (hour, minute, second) = self.dates[self.date_codes[place]], self.clocks[:, place].tolist()
        sender, text = self.senders[self.sender_codes[place]], self.texts[place].as_py()
        clock = hour, minute, second if second >= 0 else None
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
        texts = self.texts.take(pa.array(np.flatnonzero(chosen)))
        lines, dates, senders = (each[chosen] for each in (self.lines, self.date_codes, self.sender_codes))
        return Entries(self.style, lines, dates, senders, self.clocks[:, chosen], self.dates, self.senders, texts)


@dataclass(slots=True)
class Made:
    """The messages among some entries: times, words, and what was not used or could not be read."""

    entries: Entries
    words: pa.Array
    times: dict[str, Any]
    shown: pa.Array
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
        names = pa.array([name for _, name, _, _ in people]).take(each)
        key = keys(same["thread_id"], self.shown, names, self.entries.texts)
        ends = repeats.ends(key)
        rows: dict[str, Any] = {
            "message_id": pc.binary_join_element_wise(f"{same['network']}:", key, pa.array(ends) if ends else "", ""),
            "sender_id": pa.array([one for one, _, _, _ in people]).take(each),
            "recipient_count": pa.array([count or None for _, _, _, count in people], pa.int64()).take(each),
            **self.times,
            "text": self.words,
            "link_count": link_counts(self.words),
            "folder": pa.array(folders).take(each),
            **{name: pa.repeat(value, self.used) for name, value in same.items()},
        }
        to = [one for _, _, others, _ in people for one in others]
        return repeated(rows, codes, [len(others) for _, _, others, _ in people], to)


def rows(found: Entries, order: str, until: datetime | None) -> Made:
    """Return the messages among these entries."""
    is_message, words = found.said()
    is_known, times, shown = moments(found, order, until)
    unread = found.lines[is_message & ~is_known].tolist()
    not_used, chosen = int((~is_message).sum()), is_message & is_known
    if not chosen.all():
        places = pa.array(np.flatnonzero(chosen))
        words, shown = words.take(places), shown.take(places)
        times = {name: column.take(places) for name, column in times.items()}
    return Made(found.only(chosen), words, times, shown, not_used, unread)


@dataclass(slots=True)
class _Codes:
    """Values with their numbers, in the order they came."""

    values: dict[Any, int] = field(default_factory=dict)

    def of(self, value: Any) -> int:
        """Return the number of a value."""
        return self.values.setdefault(value, len(self.values))


def blocks(stream: BinaryIO) -> Iterator[Entries | int]:
    """Yield the entries of a chat in blocks; the number of a line that stands before the first comes by itself."""
    yield from _Blocks(stream).read()


class _Blocks:
    """One pass over a chat: the style of its heads, the number of the next line, the lines of the entry that waits."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream, self._heads = stream, Heads()
        self._number = 1
        self._held: list[str] = []
        self._held_at = self._held_count = 0
        self._pattern = ""

    def read(self) -> Iterator[Entries | int]:
        """Yield the blocks."""
        for data in _chunks(self._stream):
            text = data.decode("utf-8", "replace")
            lines = pc.utf8_rtrim(pa.array(text.split("\n"), pa.string()), "\r")
            first = self._number
            self._number += len(lines)
            if self._heads.style is None:
                before = self._before(lines, first)
                yield from before[0]
                lines, first = lines.slice(before[1]), first + before[1]
            if len(lines):
                yield from self._block(lines, first)
        if self._held:
            yield from self._entries(
                pa.array(self._held, pa.string()), np.array([self._held_at]), np.zeros(1, np.int64)
            )

    def _before(self, lines: pa.Array, first: int) -> tuple[list[int], int]:
        """Return the numbers of the lines before the first head, and how many lines those are."""
        numbers = list[int]()
        for place, line in enumerate(lines.to_pylist()):
            found = self._heads.entry(line, first + place)
            if found is not None:
                self._pattern = _pattern_of(found.style)
                return numbers, place
            if line.strip(MARKS + " "):
                numbers.append(first + place)
        return numbers, len(lines)

    def _block(self, lines: pa.Array, first: int) -> Iterator[Entries]:
        """Yield the entries that end in these lines; the last one waits for what may follow."""
        bare = pc.utf8_ltrim(lines, MARKS)
        is_head = pc.match_substring_regex(bare, self._pattern).to_numpy(zero_copy_only=False).astype(bool)
        may_be = pc.match_substring_regex(bare, _MAY_BEGIN).to_numpy(zero_copy_only=False) & ~is_head
        for place in np.flatnonzero(may_be).tolist():
            is_head[place] = self._heads.entry(lines[place].as_py(), 0) is not None
        heads = np.flatnonzero(is_head)
        self._hold(lines.slice(0, int(heads[0]) if len(heads) else len(lines)))
        if not len(heads):
            return
        last = int(heads[-1])
        held, begin = self._held, int(heads[0])
        whole = pa.concat_arrays([pa.array(held, pa.string()), lines.slice(begin, last - begin)])
        places = [0] * bool(held) + (heads[:-1] - begin + len(held)).tolist()
        numbers = [self._held_at] * bool(held) + (heads[:-1] + first).tolist()
        self._held, self._held_at, self._held_count = [], first + last, 0
        self._hold(lines.slice(last))
        if places:
            yield from self._entries(whole, np.array(numbers), np.array(places))

    def _hold(self, lines: pa.Array) -> None:
        """Keep lines of the entry that waits, as many as are kept of one."""
        for line in lines.slice(0, max(_MOST_LINES + 1 - len(self._held), 0)).to_pylist():
            if self._held_count > 2 * _LONGEST_TEXT:
                break
            self._held.append(line)
            self._held_count += len(line) + 1

    def _entries(self, lines: pa.Array, numbers: Any, heads: Any) -> Iterator[Entries]:
        """Yield the entries of lines that begin at these places."""
        parts = _Heads(self._heads, pc.utf8_ltrim(lines.take(pa.array(heads)), MARKS))
        is_head = np.zeros(len(lines), bool)
        is_head[heads] = True
        pieces = pc.replace_with_mask(lines, pa.array(is_head), parts.texts)
        ends = np.append(heads, len(lines))
        if (np.diff(ends) > _MOST_LINES + 1).any():
            number = np.arange(len(lines)) - np.repeat(heads, np.diff(ends))
            pieces = pieces.filter(pa.array(number <= _MOST_LINES))
            ends = np.append(0, np.cumsum(np.minimum(np.diff(ends), _MOST_LINES + 1)))
        texts = pc.binary_join(pa.ListArray.from_arrays(pa.array(ends, pa.int32()), pieces), "\n")
        if pc.any(pc.greater(pc.binary_length(texts), _LONGEST_TEXT)).as_py():
            texts = pc.utf8_slice_codeunits(texts, 0, _LONGEST_TEXT)
        style = self._heads.style
        if style is not None:
            dates, senders = parts.codes
            yield Entries(style, numbers, dates, senders, parts.clocks, *parts.values(), texts)


class _Heads:
    """The heads of entries, taken apart."""

    def __init__(self, heads: Heads, lines: pa.Array) -> None:
        self._reader = heads
        kind = heads.style.kind if heads.style else ""
        head, rest, usual = _cut(lines, {"]": "] ", ":": ": "}.get(kind, " - "))
        date, clock, is_whole = _cut(head, " ")
        sender, self.texts, is_said = _cut(rest, ": ")
        usual &= is_whole & is_said & pc.match_substring_regex(clock, _CLOCK).to_numpy(zero_copy_only=False)
        clock = pc.if_else(pa.array(usual), clock, "00:00")
        size = pc.binary_length(sender).to_numpy()
        usual &= ~holding(sender, b":") & (size > 0) & (size <= 100)
        self._dates, self._senders = _Codes(), _Codes()
        self.codes = [np.zeros(len(lines), np.int64), np.zeros(len(lines), np.int64)]
        self.clocks = clocks_of(clock)
        for column, table, read, codes in zip(
            (date, sender), (self._dates, self._senders), (self._date, sender_in), self.codes, strict=True
        ):
            encoded = column.dictionary_encode()
            values = [read(text) if text else None for text in encoded.dictionary.to_pylist()]
            usual &= np.array([bool(value) for value in values], bool)[encoded.indices.to_numpy()]
            numbers = np.array([table.of(value) if value else 0 for value in values], np.int64)
            codes[:] = numbers[encoded.indices.to_numpy()]
        self._alone(lines, usual)

    def values(self) -> tuple[list[Date], list[str]]:
        """Return the dates and the senders that differ."""
        return list(self._dates.values), list(self._senders.values)

    def _date(self, text: str) -> Date | None:
        """Return what the reader of single lines makes of a date in this style."""
        style = self._reader.style
        end = {"]": "]", ":": ":"}.get(style.kind if style else "", " -")
        entry = self._reader.entry(f"{text} 10:00{end} a: b", 0)
        return entry.date if entry else None

    def _alone(self, lines: pa.Array, usual: Any) -> None:
        """Read the heads that are not of the usual form one by one."""
        places = np.flatnonzero(~usual).tolist()
        found = [self._reader.entry(lines[place].as_py(), 0) for place in places]
        for place, entry in zip(places, found, strict=True):
            if entry is not None:
                self.codes[0][place], self.codes[1][place] = self._dates.of(entry.date), self._senders.of(entry.sender)
                hour, minute, second = entry.clock
                self.clocks[:, place] = hour, minute, -1 if second is None else second
        texts = [entry.text if entry else "" for entry in found]
        if places:
            mask = pa.array(~usual)
            self.texts = pc.replace_with_mask(self.texts, mask, pa.array(texts, pa.string()))


def _cut(texts: pa.Array, mark: str) -> tuple[pa.Array, pa.Array, Any]:
    """Return what stands before and behind the first mark in each text, and which texts have it."""
    pairs = pc.split_pattern(texts, mark, max_splits=1)
    has_mark = pc.equal(pc.list_value_length(pairs), 2)
    if not pc.all(has_mark).as_py():
        pairs = pc.if_else(has_mark, pairs, pa.scalar(["", ""], pairs.type))
    parts = pairs.flatten()
    before = np.arange(0, len(parts), 2)
    return (
        parts.take(pa.array(before)),
        parts.take(pa.array(before + 1)),
        has_mark.to_numpy(zero_copy_only=False).astype(bool),
    )


def clocks_of(texts: pa.Array) -> Any:
    """Return hour, minute and second of clocks as heads have them, such as `9:30:05 PM`; -1 for no second."""
    data, places = characters(texts)
    data = np.append(data, np.zeros(8, np.uint8)).astype(np.int64)
    begin, end = places[:-1], places[1:]

    def two(at: Any) -> Any:
        return (data[at] - 48) * 10 + data[at + 1] - 48

    is_long = (data[begin + 1] >= 48) & (data[begin + 1] <= 57)
    hour, mark = np.where(is_long, two(begin), data[begin] - 48), begin + 1 + is_long
    after = mark + 3
    has_second = (
        (after < end) & ((data[after] == 58) | (data[after] == 46)) & (data[after + 1] >= 48) & (data[after + 1] <= 57)
    )
    if (after + 3 * has_second < end).any():  # a half of the day follows
        is_half, is_late = (
            pc.match_substring_regex(texts, sign).to_numpy(zero_copy_only=False) for sign in ("[AaPp]", "[Pp]")
        )
        hour = np.where(is_half, hour % 12 + 12 * is_late, hour)
    return np.stack([hour, two(mark + 1), np.where(has_second, two(after + 1), -1)])


def _pattern_of(style: Style) -> str:
    """Return the form of nearly all heads of a style."""
    mark = rf"{re.escape(style.separator)}{_BLANK}?"
    year_first, year_last = (
        rf"[0-9]{{4}}{mark}[0-9]{{1,2}}{mark}[0-9]{{1,2}}",
        rf"[0-9]{{1,2}}{mark}[0-9]{{1,2}}{mark}(?:[0-9]{{4}}|[0-9]{{2}})",
    )
    half = rf"(?:{_BLANK}?[AaPp]\.?{_BLANK}?[Mm]\.?)?"
    clock = rf"[0-9]{{1,2}}[:.][0-9]{{2}}(?:[:.][0-9]{{2}})?{half}"
    begin = r"\[" if style.kind == "]" else ""
    end = {"]": r"\]", ":": ":"}.get(style.kind, rf"{_BLANK}[-\x{{2013}}]")
    date = rf"(?:{year_first}|{year_last})\.?[,\x{{60c}}]?"
    return rf"^{begin}{date}{_BLANK}{clock}{end}{_BLANK}"


def _chunks(stream: BinaryIO) -> Iterator[bytes]:
    """Yield whole lines, a million bytes at once; a line without end is cut."""
    rest = b""
    while chunk := stream.read(_CHUNK):
        rest += chunk
        end = rest.rfind(b"\n")
        if end < 0 and len(rest) > _CHUNK:
            end = len(rest)
        if end >= 0:
            yield rest[:end]
            rest = rest[end + 1 :]
    if rest:
        yield rest


def moments(found: Entries, order: str, until: datetime | None) -> tuple[Any, dict[str, Any], pa.Array]:
    """Return which dates can be read, the four columns of all, and the earliest instants as texts."""
    micro = timedelta(microseconds=1)
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
        limit = (until - _EPOCH) // micro
        latest = np.where(limit >= np.where(is_known, at, earliest) * 1_000_000, np.minimum(latest, limit), latest)
    kind = pa.timestamp("us", "UTC")
    columns = {
        "sent_at": pa.array(at * 1_000_000, pa.int64(), mask=~is_known).view(kind),
        "sent_at_earliest": pa.array(earliest * 1_000_000, pa.int64()).view(kind),
        "sent_at_latest": pa.array(latest, pa.int64()).view(kind),
        "sent_at_basis": pa.repeat("inferred", len(at)),
    }
    shown = pa.array(earliest, pa.timestamp("s")).cast(pa.string())
    return is_date & is_clock, columns, pc.binary_join_element_wise(shown, "+00:00", "")


def _day(year: int, month: int, number: int) -> int | None:
    """Return the seconds from 1970 to a day; None where there is none such in the time of WhatsApp."""
    try:
        day = datetime(year, month, number, tzinfo=UTC)
    except ValueError:
        return None
    return round((day - _EPOCH).total_seconds()) if 2009 <= year < 2100 else None


class Repeats:
    """Tells apart equal messages of one chat: the second of the same time, sender and words is number 2, and so on."""

    def __init__(self) -> None:
        # Sorted runs, each more than twice the one behind it: there are few, and each mark moves a few times.
        self._met: list[Any] = []
        self._counts: dict[int, int] = {}

    def ends(self, keys: pa.Array) -> list[str] | None:
        """Return what is put behind each key; None where all are new."""
        digits = characters(keys)[0].tobytes()
        marks = (
            np.frombuffer(bytes.fromhex(digits.decode()), np.uint8)
            .reshape(len(keys), 12)[:, :8]
            .copy()
            .view(np.uint64)[:, 0]
        )
        ordered = np.sort(marks)
        is_again = np.append(False, ordered[1:] == ordered[:-1])
        is_met = np.zeros(len(marks), bool)
        for run in self._met:
            is_met |= run[np.minimum(np.searchsorted(run, ordered), len(run) - 1)] == ordered
        met, repeated = ordered[is_met], ordered[is_met | is_again]
        self._keep(ordered)
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

    def _keep(self, ordered: Any) -> None:
        """Remember sorted marks, as one run with those before that are not more than twice as many."""
        while self._met and len(self._met[-1]) <= 2 * len(ordered):
            ordered = np.sort(np.concatenate([self._met.pop(), ordered]), kind="stable")
        self._met.append(ordered)
