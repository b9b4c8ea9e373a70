"""The entries of a WhatsApp chat, a block of lines at a time: where each begins, and its head taken apart.

The heads of nearly all lines are of one form once the first of them is known; their dates, clocks and names repeat, so
each is read once by the reader of single lines (`_whatsapp_lines`). A line of any other form is read by it alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, BinaryIO, Final

import msgspec
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from kithkin.sources._columns import characters
from kithkin.sources._whatsapp_columns import LONGEST_TEXT, Entries, cells, texts_between
from kithkin.sources._whatsapp_lines import MARKS, Date, Entry, Heads, Style, sender_in

_CHUNK: Final = 1 << 20
_MOST_LINES: Final = 10_000
#: No more than these bytes of an entry, and the rest of a line, can be of its head and the longest text.
_MOST_BYTES: Final = 5 * LONGEST_TEXT
_BLANK: Final = r"[\s\x{a0}\x{202f}]"
#: What may begin the head of a message, behind marks.
_MARKS: Final = "[" + "".join(rf"\x{{{ord(mark):x}}}" for mark in MARKS) + "]"
_MAY_BEGIN: Final = rf"^{_MARKS}*\[?\pN"


class _Codes(msgspec.Struct):
    """Values with their numbers, in the order they came."""

    values: dict[Any, int] = {}

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
        self._held: bytes | None = None
        self._held_at = 0
        self._pattern = ""

    def read(self) -> Iterator[Entries | int]:
        """Yield the blocks."""
        for chunk in _chunks(self._stream):
            data: bytes | None = _readable(chunk)
            if data is not None and self._heads.style is None:
                numbers, data = self._before(data)
                yield from numbers
            if data is not None:
                yield from self._block(data)
        if self._held is not None:
            yield from self._block(None)

    def _before(self, data: bytes) -> tuple[list[int], bytes | None]:
        """Return the numbers of the lines before the first head, and what begins with it."""
        numbers, lines, first = list[int](), data.decode().split("\n"), self._number
        for place, line in enumerate(lines):
            self._number = first + place
            found = self._heads.entry(line.removesuffix("\r"), self._number)
            if found is not None:
                self._pattern = _pattern_of(found.style)
                return numbers, "\n".join(lines[place:]).encode()
            if line.removesuffix("\r").strip(MARKS + " "):
                numbers.append(self._number)
        self._number += 1
        return numbers, None

    def _block(self, data: bytes | None) -> Iterator[Entries]:
        """Yield the entries that end in these bytes; the last one waits for what may follow, if anything does."""
        parts = [part for part in (self._held, data) if part is not None]
        lines = _Lines(b"\n".join(parts))
        heads = _Heads(self._heads, lines, self._pattern)
        first = self._number - (0 if self._held is None else self._held.count(b"\n") + 1)
        numbers = heads.places + first
        if self._held is not None:
            numbers[0] = self._held_at
        self._number = first + len(lines.begins)
        self._held_at, self._held = int(numbers[-1]), lines.held(int(heads.places[-1]))
        style, count = self._heads.style, len(numbers) - (data is not None)
        if style is not None and count:
            dates, senders = heads.codes[:, :count]
            begins, ends = heads.texts[:, :count]
            clocks, known = heads.clocks[:, :count], heads.values()
            yield Entries(style, numbers[:count], dates, senders, clocks, *known, lines.data, begins, ends)


class _Lines:
    """Bytes with the places at which their lines begin and end; a carriage return is of the end."""

    def __init__(self, data: bytes) -> None:
        self.data, self.codes = data, np.frombuffer(data, np.uint8)
        breaks = np.flatnonzero(self.codes == ord("\n"))
        self.begins, self.ends = np.append(0, breaks + 1), np.append(breaks, len(data))
        self.ends -= (self.ends > self.begins) & (self.codes[self.ends - 1] == ord("\r"))

    def all(self) -> pa.Array:
        """Return the lines with their ends, without a copy."""
        return texts_between(self.data, np.append(self.begins, len(self.data)))

    def line(self, place: int) -> str:
        """Return one line."""
        return self.data[self.begins[place] : self.ends[place]].decode()

    def held(self, head: int) -> bytes:
        """Return the lines from this one on, as many as are kept of one entry."""
        begin = self.begins[head]
        some = self.begins[head : head + _MOST_LINES + 1]
        count = int(np.searchsorted(some, begin + _MOST_BYTES, side="right"))
        return self.data[begin : self.ends[head + count - 1]]


class _Heads:
    """The heads among lines, taken apart; those that are not of the usual form are read one by one."""

    def __init__(self, heads: Heads, lines: _Lines, pattern: str) -> None:
        self._reader, self._lines = heads, lines
        self._dates, self._senders = _Codes(), _Codes()
        whole = lines.all()
        is_usual = _matches(whole, pattern)
        found = self._unusual(whole, is_usual)
        is_head = is_usual.copy()
        is_head[[*found]] = True
        #: Which lines are heads.
        self.places = np.flatnonzero(is_head)
        self.codes = np.zeros((2, len(self.places)), np.int64)
        self.clocks = np.zeros((3, len(self.places)), np.int64)
        ends = np.append(self.places[1:], len(lines.begins))
        #: Where the text of each begins and ends.
        self.texts = np.stack([self.places, lines.ends[np.minimum(ends, self.places + _MOST_LINES + 1) - 1]])
        usual = is_usual[self.places]
        usual[usual] = self._usual(whole, slice(None) if usual.all() else np.flatnonzero(usual))
        for place in np.flatnonzero(~usual).tolist():
            line = int(self.places[place])
            self._alone(place, line, found.get(line) or heads.entry(lines.line(line), 0))

    def values(self) -> tuple[list[Date], list[str]]:
        """Return the dates and the senders that differ."""
        return list(self._dates.values), list(self._senders.values)

    def _unusual(self, whole: pa.Array, is_usual: Any) -> dict[int, Entry]:
        """Return the heads of other forms, by their lines."""
        codes = self._lines.codes
        leads = codes[np.minimum(self._lines.begins, len(codes) - 1)]
        # A digit of another script, or a mark, begins with a byte beyond ASCII.
        may_be = ~is_usual & ((leads >= 128) | (leads == ord("[")) | ((leads >= ord("0")) & (leads <= ord("9"))))
        places = np.flatnonzero(may_be)
        places = places[_matches(whole.take(pa.array(places)), _MAY_BEGIN)]
        entries = {place: self._reader.entry(self._lines.line(place), 0) for place in places.tolist()}
        return {place: entry for place, entry in entries.items() if entry is not None}

    def _usual(self, whole: pa.Array, chosen: Any) -> Any:
        """Cut the heads of the usual form at their marks; return which of them could be read so."""
        lines, kind = self._lines, self._reader.style.kind if self._reader.style else ""
        mark = {"]": "] ", ":": ": "}.get(kind, " - ")
        rows = self.places[chosen]
        bare, line_ends = self._behind_marks(whole, rows), lines.ends[rows]
        date_ends = lines.begins[rows] + _place_of(whole, " ")[rows]
        clock_ends = lines.begins[rows] + _place_of(whole, mark)[rows]
        senders = clock_ends + len(mark)
        # Each is looked for up to the next head; one behind the end of its line is none.
        colons = _place_of(texts_between(lines.data, np.append(senders, len(lines.data))), ":")
        behind = np.minimum(senders + colons + 1, len(lines.data) - 1)
        usual = (colons > 0) & (colons <= 100) & (behind < line_ends) & (lines.codes[behind] == ord(" "))
        sender_ends = senders + np.where(usual, colons, 0)
        places = np.stack([bare + (kind == "]"), date_ends, date_ends + 1, clock_ends, senders, sender_ends], axis=1)
        date, clock, sender = cells(lines.data, places)
        self.clocks[:, chosen] = clocks_of(clock)
        self.texts[0, chosen] = sender_ends + 2
        for column, table, read, codes in zip(
            (date, sender), (self._dates, self._senders), (self._date, sender_in), self.codes, strict=True
        ):
            encoded = column.dictionary_encode()
            values = [read(text) if text else None for text in encoded.dictionary.to_pylist()]
            indices = encoded.indices.to_numpy()
            usual &= np.array([bool(value) for value in values], bool)[indices]
            codes[chosen] = np.array([table.of(value) if value else 0 for value in values], np.int64)[indices]
        return usual

    def _behind_marks(self, whole: pa.Array, rows: Any) -> Any:
        """Return where these lines begin, behind the marks that stand before some."""
        begins = self._lines.begins[rows]
        marked = np.flatnonzero(self._lines.codes[begins] >= 128)
        texts = whole.take(pa.array(rows[marked]))
        begins[marked] += pc.binary_length(texts).to_numpy() - pc.binary_length(pc.utf8_ltrim(texts, MARKS)).to_numpy()
        return begins

    def _date(self, text: str) -> Date | None:
        """Return what the reader of single lines makes of a date in this style."""
        style = self._reader.style
        begin, end = {"]": ("[", "]"), ":": ("", ":")}.get(style.kind if style else "", ("", " -"))
        entry = self._reader.entry(f"{begin}{text} 10:00{end} a: b", 0)
        return entry.date if entry else None

    def _alone(self, place: int, line: int, entry: Entry | None) -> None:
        """Take a head as the reader of single lines has it."""
        self.texts[0, place] = self._lines.ends[line]
        if entry is not None:
            self.texts[0, place] -= len(entry.text.encode())
            self.codes[:, place] = self._dates.of(entry.date), self._senders.of(entry.sender)
            hour, minute, second = entry.clock
            self.clocks[:, place] = hour, minute, -1 if second is None else second


def _place_of(texts: pa.Array, mark: str) -> Any:
    """Return at which byte of each text a mark stands first, -1 for none."""
    return pc.find_substring(texts, mark).to_numpy()


def _matches(texts: pa.Array, pattern: str) -> Any:
    """Return which texts a pattern fits."""
    return pc.match_substring_regex(texts, pattern).to_numpy(zero_copy_only=False).astype(bool)


def _readable(data: bytes) -> bytes:
    """Return lines as UTF-8, a sign in place of what is none; no line ends in more than one carriage return."""
    try:
        texts_between(data, [0, len(data)]).validate(full=True)
    except pa.ArrowInvalid:
        data = data.decode("utf-8", "replace").encode()
    returns = np.flatnonzero(np.frombuffer(data, np.uint8) == ord("\r"))
    if (np.diff(returns) == 1).any():
        # Looked for from the first of them, so that many cost no more than few.
        data = re.sub(rb"(?<!\r)\r+(?=\n|\Z)", b"\r", data)
    return data


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
    """Return the form of nearly all heads of a style: one blank before the clock, one behind the head."""
    mark = re.escape(style.separator)
    date = rf"(?:[0-9]{{4}}{mark}[0-9]{{1,2}}{mark}[0-9]{{1,2}}|[0-9]{{1,2}}{mark}[0-9]{{1,2}}{mark}(?:[0-9]{{4}}|[0-9]{{2}}))"
    half = rf"(?:{_BLANK}?[AaPp]\.?{_BLANK}?[Mm]\.?)?"
    clock = rf"[0-9]{{1,2}}[:.][0-9]{{2}}(?:[:.][0-9]{{2}})?{half}"
    begin, end = {"]": (r"\[", r"\]"), ":": ("", ":")}.get(style.kind, ("", " -"))
    return rf"^{_MARKS}*{begin}{date}\.?[,\x{{60c}}]? {clock}{end} "


def _chunks(stream: BinaryIO) -> Iterator[bytes]:
    """Yield whole lines, a million bytes at once; a line without end is cut."""
    rest = b""
    while chunk := stream.read(_CHUNK):
        end = chunk.rfind(b"\n")
        if end >= 0:
            yield rest + chunk[:end]
            rest = chunk[end + 1 :]
        elif len(rest) + len(chunk) <= _CHUNK:
            rest += chunk
        else:
            yield rest + chunk
            rest = b""
    if rest:
        yield rest
