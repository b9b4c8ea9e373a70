"""Reads a CSV in blocks of whole columns as long as it is written by the rules, and the rest line by line.

By the rules (RFC 4180) is a file in UTF-8 whose quotation marks stand at the ends of cells or are doubled, with as
many cells in every line as in the header. Of such a block the fast reader makes the same cells as `_csv` does. At
the first block that is not so, `_csv` goes on: it says what is wrong, where, and reads what it can.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO, Final

import msgspec
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pa_csv

from kithkin.model.source import Archive, Member, Problem
from kithkin.sources._columns import characters, first_of, is_blank, stripped
from kithkin.sources._csv import DAMAGE, LIMIT, Line, Reader, Shape, read_csv

#: Bytes read at once: much fewer take longer, much more hold memory; no record can be longer than `_csv` allows.
BLOCK: Final = LIMIT // 2

_NOT_DECODED: Final = "\ufffd".encode()
_QUOTE, _NEWLINE, _RETURN = 34, 10, 13


#: Records that were read line by line and are put together again.
_TOGETHER: Final = 5_000


class Block(msgspec.Struct, frozen=True):
    """Many records: the cells of all lines, the rows that are records (a line of blanks is none), the line before.

    `begins` holds the line at which each row begins, where it is not told by the line breaks in the cells. No cell holds
    a zero byte.
    """

    cells: pa.RecordBatch
    records: pa.Array | None
    line_before: int
    begins: Any = None

    def __len__(self) -> int:
        return self.cells.num_rows if self.records is None else len(self.records)

    def column(self, name: str) -> pa.Array:
        """Return the cells of a column without the blanks at their ends; empty ones where there is no such column."""
        place = self.cells.schema.get_field_index(name)
        if place < 0:
            return pa.repeat("", len(self))
        cells = self.cells.column(place)
        return stripped(cells if self.records is None else cells.take(self.records))

    def first(self, *names: str) -> pa.Array:
        """Return the first of these cells that is not empty, of each record, without the blanks at its ends."""
        there = [self.column(name) for name in names if self.has(name)]
        return first_of(there) if there else pa.repeat("", len(self))

    def has(self, name: str) -> bool:
        """Return whether there is such a column with any character in it: most columns of many tables have none."""
        place = self.cells.schema.get_field_index(name)
        return place >= 0 and len(characters(self.cells.column(place))[0]) > 0

    def lines(self, records: Iterable[int] | None = None) -> Iterator[Line]:
        """Yield records as lines, by default all."""
        wanted = range(len(self)) if records is None else list(records)
        if not wanted:
            return
        first = self.begins if self.begins is not None else self._begins()
        rows = pa.array(wanted, pa.int64())
        rows = rows if self.records is None else self.records.take(rows)
        for row, cells in zip(rows.to_pylist(), self.cells.take(rows).to_pylist(), strict=True):
            yield Line(f"line {first[row]}", cells)

    def _begins(self) -> Any:
        """Return the line at which each row begins."""
        breaks = np.ones(self.cells.num_rows, np.int64)
        for column in self.cells.columns:
            breaks += pc.count_substring(column, "\n").to_numpy(zero_copy_only=False)
        return self.line_before + 1 + np.cumsum(breaks) - breaks


class _Chained(io.RawIOBase):
    """Bytes that were read already, then the rest of their stream, or the error that ended it."""

    def __init__(self, data: bytes, stream: BinaryIO, error: Exception | None) -> None:
        self._data, self._stream, self._error = memoryview(data), stream, error

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        """Fill the buffer."""
        data: bytes | memoryview = self._data[: len(buffer)]
        if data:
            self._data = self._data[len(data) :]
        elif self._error:
            raise self._error
        else:
            data = self._stream.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)


def read_blocks(
    archive: Archive, member: Member, shape: Shape, *, must_end: bool = False, size: int | None = None
) -> Iterator[Block | Line | Problem]:
    """Yield the records of a CSV: in blocks of columns, then, from where that is not possible, as `read_csv` does.

    A block is of so many bytes; a source that makes many rows of each record reads fewer at once, to spare memory.
    """
    if shape.encoding not in ("utf-8", "utf-8-sig") or shape.escape or len(set(shape.columns)) < len(shape.columns):
        yield from read_csv(archive, member, shape, must_end=must_end)
        return
    try:
        stream = archive.open(member)
    except DAMAGE:
        yield from read_csv(archive, member, shape, must_end=must_end)
        return
    with stream:
        yield from _Blocks(stream, member.name, shape, must_end, size or BLOCK).read()


def read_columns(
    archive: Archive, member: Member, shape: Shape, *, must_end: bool = False, size: int | None = None
) -> Iterator[Block | Problem]:
    """Yield the records of a CSV in blocks to its end: those that must be read line by line are put together again."""
    lines, held = list[Line](), 0
    for found in read_blocks(archive, member, shape, must_end=must_end, size=size):
        if not isinstance(found, Line):
            yield found
            continue
        lines.append(found)
        held += sum(map(len, found.cells.values()))
        if len(lines) >= _TOGETHER or held >= (size or BLOCK):
            yield _together(lines)
            lines, held = [], 0
    if lines:
        yield _together(lines)


def _together(lines: list[Line]) -> Block:
    """Return lines as one block."""
    columns = {name: pa.array([line.cells[name] for line in lines], pa.string()) for name in reversed(lines[0].cells)}
    begins = np.array([int(line.place.removeprefix("line ")) for line in lines], np.int64)
    return Block(pa.RecordBatch.from_pydict(columns), None, 0, begins)


class _Blocks:
    """One pass over one CSV: the bytes that wait, and how many lines were read."""

    def __init__(self, stream: BinaryIO, member: str, shape: Shape, must_end: bool, size: int) -> None:
        self._stream, self._member, self._shape, self._must_end = stream, member, shape, must_end
        self._size = size
        self._read = getattr(stream, "read1", stream.read)
        self._waiting = b""
        self._error: Exception | None = None
        self._lines, self._is_garbled = 0, False

    def read(self) -> Iterator[Block | Line | Problem]:
        """Yield the blocks, then the rest line by line; at the end of a sound file there is none."""
        self._fill()
        if self._shape.encoding == "utf-8-sig":
            self._waiting = self._waiting.removeprefix(b"\xef\xbb\xbf")
        if self._skip_head():
            while (taken := self._block()) is not None:
                yield from taken
                self._fill()
        rest = io.TextIOWrapper(
            io.BufferedReader(_Chained(self._waiting, self._stream, self._error)), "utf-8", "replace", newline=""
        )
        reader = Reader(rest, self._member, self._shape, self._must_end, self._lines)
        yield from reader.read(is_garbled=self._is_garbled)

    def _fill(self) -> None:
        """Read on until a block is there or the file ends."""
        pieces, size = [self._waiting], len(self._waiting)
        try:
            while not self._error and size < self._size and (piece := self._read(self._size - size)):
                pieces.append(piece)
                size += len(piece)
        except DAMAGE as error:
            self._error = error
        self._waiting = b"".join(pieces)

    def _skip_head(self) -> bool:
        """Go past the lines before the data; return whether that was possible."""
        place = 0
        for _ in range(self._shape.lines_before):
            place = self._waiting.find(b"\n", place) + 1
            if not place:
                return False
        if _has_odd_breaks(self._waiting[:place]):
            return False
        self._waiting, self._lines = self._waiting[place:], self._shape.lines_before
        return True

    def _block(self) -> list[Block | Problem] | None:
        """Take the records that wait, with a doubt about them; None where they are not written by the rules, or none is whole."""
        end = _end(self._waiting)
        data = self._waiting[:end]
        if not end or b"\0" in data or _has_odd_breaks(data) or not _is_regular(data, self._shape.delimiter):
            return None
        try:
            cells = _parsed(data, self._shape)
        except pa.ArrowInvalid:
            return None
        block = Block(cells, _records(cells), self._lines)
        self._waiting = self._waiting[end:]
        self._lines += int(np.count_nonzero(np.frombuffer(data, np.uint8) == _NEWLINE))
        # One byte is found much faster than three.
        is_garbled = _NOT_DECODED[:1] in data and _NOT_DECODED in data
        return [*(self._garbled(block) if is_garbled else ()), block]

    def _garbled(self, block: Block) -> Iterator[Problem]:
        """Yield, once, the doubt that some characters were not decoded when the file was written."""
        if self._is_garbled:
            return
        marks = [pc.match_substring(column, "\ufffd") for column in block.cells.columns]
        rows = [row for mark in marks if (row := pc.index(mark, True).as_py()) >= 0]
        if rows:
            self._is_garbled = True
            line = next(Block(block.cells, None, block.line_before).lines([min(rows)]))
            yield Problem(self._member, line.place, "Some characters of this file could not be decoded.", records=0)


def _has_odd_breaks(data: bytes) -> bool:
    """Return whether a line ends with a carriage return alone."""
    if b"\r" not in data:
        return False
    characters = np.frombuffer(data, np.uint8)
    is_return = characters == _RETURN
    return bool(is_return[-1] or (is_return[:-1] & (characters[1:] != _NEWLINE)).any())


def _end(data: bytes) -> int:
    """Return where the last whole record ends, if quotation marks are where they should be; 0 where none does."""
    end = data.rfind(b"\n") + 1
    # Of what comes often, numbers are counted much faster than pieces of text.
    quotes = int(np.count_nonzero(np.frombuffer(data, np.uint8, end) == _QUOTE)) if end and b'"' in data else 0
    while end and quotes % 2:
        before = data.rfind(b"\n", 0, end - 1) + 1
        quotes -= data.count(b'"', before, end)
        end = before
    return end


def _is_regular(data: bytes, delimiter: str) -> bool:
    """Return whether each quotation mark begins a cell, ends one, or stands beside its double inside of one."""
    if b'"' not in data:
        return True
    characters = np.frombuffer(data, np.uint8)
    places = np.flatnonzero(characters == _QUOTE)
    opening, closing = places[0::2], places[1::2]
    before = characters[np.maximum(opening - 1, 0)]
    before[opening == 0] = _NEWLINE
    after = characters[closing + 1]  # the data ends with a line break
    is_end = np.zeros(256, bool)
    is_end[[ord(delimiter), _NEWLINE, _QUOTE]] = True
    is_before = bool(is_end[before].all())
    is_end[ord("\r")] = True
    return is_before and bool(is_end[after].all())


def _parsed(data: bytes, shape: Shape) -> pa.RecordBatch:
    """Return all lines as columns of texts."""
    # Whether all is UTF-8 is found much faster in one piece than cell by cell.
    whole = pa.py_buffer(np.array([0, len(data)], np.int32)), pa.py_buffer(data)
    pa.StringArray.from_buffers(1, *whole).validate(full=True)
    table = pa_csv.read_csv(
        pa.BufferReader(data),
        read_options=pa_csv.ReadOptions(use_threads=False, column_names=shape.columns, block_size=len(data) + 1),
        parse_options=pa_csv.ParseOptions(delimiter=shape.delimiter, newlines_in_values=True, ignore_empty_lines=False),
        convert_options=pa_csv.ConvertOptions(
            column_types=dict.fromkeys(shape.columns, pa.string()), strings_can_be_null=False, check_utf8=False
        ),
    )
    return table.combine_chunks().to_batches()[0]


def _records(cells: pa.RecordBatch) -> pa.Array | None:
    """Return the rows that are not of blanks alone; None where all are."""
    blank = np.ones(cells.num_rows, bool)
    for column in cells.columns:
        blank &= is_blank(stripped(column)).to_numpy(zero_copy_only=False)
        if not blank.any():
            return None
    return pa.array(np.flatnonzero(~blank))
