"""Reads any CSV by column name: preambles, byte-order marks, UTF-16, any delimiter, damaged lines.

A file is first looked at (`shape_of`: encoding, delimiter, where the header is) and then read line by line
(`read_csv`), each line as a mapping from `key(column)` to its text. What cannot be read is a Problem with
its line; the lines after it are still read.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
import tarfile
import zipfile
import zlib
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import Final

import msgspec

from kithkin.model.errors import KithkinError
from kithkin.model.source import Archive, Member, Problem

#: What a damaged stream raises while it is read.
DAMAGE: Final = (OSError, EOFError, zlib.error, zipfile.BadZipFile, tarfile.TarError, KithkinError, ValueError)

#: The longest record, in characters: message bodies pass 128 KiB, an unclosed quotation mark must not eat all memory.
LIMIT: Final = 1 << 22

_HEAD: Final = 1 << 16
_PREAMBLE_ROWS: Final = 30
_MAX_RESUMES: Final = 20
_DELIMITERS: Final = ",;\t|"
_BACKSLASHED: Final = re.compile(r'\\"(?=[^\s,;"])')

Wanted = Callable[[frozenset[str]], bool]


def key(column: str) -> str:
    """Return a column's name with only its letters and digits, lower case: `E-mail 1 - Value` is `email1value`."""
    return "".join(filter(str.isalnum, column.casefold()))


def needs(*columns: str) -> Wanted:
    """Return the test for a header that has all of these columns (as `key` writes them)."""
    wanted = frozenset(columns)
    return lambda names: wanted <= names


class Shape(msgspec.Struct, frozen=True):
    """How one CSV is written: encoding, delimiter, columns (as `key` writes them) and the lines before the data.

    `is_cut` says that the file ends within the names of its columns, or just behind them without a line break.
    """

    encoding: str
    delimiter: str
    columns: tuple[str, ...]
    lines_before: int
    escape: str | None = None
    is_cut: bool = False


class Line(msgspec.Struct, frozen=True):
    """One record: where it stands, and its cells by column."""

    place: str
    cells: dict[str, str]

    def first(self, *columns: str) -> str:
        """Return the first of these cells that is not empty, stripped."""
        for column in columns:
            if text := self.cells.get(column, "").strip():
                return text
        return ""


def encoding_of(head: bytes) -> str:
    """Return the encoding that the first bytes of a file speak for."""
    if head.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    pairs = max(len(head) // 2, 1)
    if head[1::2].count(0) > pairs * 0.4:
        return "utf-16-le"
    if head[0::2].count(0) > pairs * 0.4:
        return "utf-16-be"
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head)
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"


def _first_lines(head: bytes, encoding: str) -> list[str]:
    """Return the first lines; a last line that the end of `head` cuts off is left out unless it is the only one."""
    text = head.decode(encoding, "replace").replace("\0", "")
    lines = text.splitlines(keepends=True)
    if len(lines) > 1 and not lines[-1].endswith(("\n", "\r")) and len(head) >= _HEAD:
        lines.pop()
    return lines


def shape_of(head: bytes, wanted: Wanted) -> Shape | None:
    """Return the shape of a CSV that starts with these bytes, or None where no header passes `wanted`."""
    csv.field_size_limit(max(csv.field_size_limit(), LIMIT))
    encoding = encoding_of(head)
    lines = _first_lines(head, encoding)
    escape = "\\" if any(_BACKSLASHED.search(line) for line in lines) else None
    for delimiter in _DELIMITERS:
        reader = csv.reader(iter(lines), delimiter=delimiter)
        try:
            for row in islice(reader, _PREAMBLE_ROWS):
                columns = tuple(key(cell) for cell in row)
                if wanted(frozenset(columns)):
                    is_cut = len(head) < _HEAD and not lines[reader.line_num - 1].endswith(("\n", "\r"))
                    return Shape(encoding, delimiter, columns, reader.line_num, escape, is_cut)
        except csv.Error:
            continue
    return None


def bare(head: bytes, columns: Sequence[str]) -> Shape:
    """Return the shape of a CSV without a header, whose columns are known by their order."""
    return Shape(encoding_of(head), ",", tuple(columns), 0)


class _TooLongError(Exception):
    """A record is longer than `LIMIT`."""


class _Lines:
    """Physical lines as the csv reader asks for them; keeps those of the record at hand so that they can be given back.

    A class, not a generator, since a generator that has raised once is over.
    """

    def __init__(self, text: io.TextIOWrapper) -> None:
        self.text = text
        self.number = self.skipped = 0
        self.given_back: deque[str] = deque()
        self.begin()

    def begin(self) -> None:
        """Start a new record."""
        self.taken: list[str] = []
        self.size = 0
        self.is_cut = False
        self.dropped = 0

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        if self.given_back:
            line = self.given_back.popleft()
        else:
            line = self.text.readline(LIMIT).replace("\0", "")
            self.number, self.skipped = self.number + self.skipped, 0
        if not line:
            # The reader asks for another line only inside a record.
            self.is_cut = bool(self.taken)
            raise StopIteration
        self.number += 1
        self.size += len(line)
        if len(line) >= LIMIT - 1:
            self.dropped = self.number
            while line and not line.endswith(("\n", "\r")):
                line = self.text.readline(LIMIT)
            raise _TooLongError
        self.taken.append(line)
        if self.size >= LIMIT:
            raise _TooLongError
        return line

    def give_back(self, start: int) -> None:
        """Hand the lines taken from `start` on out again."""
        back = self.taken[start:]
        self.given_back.extendleft(reversed(back))
        # A line that was dropped stands after those that are given back.
        self.skipped = 1 if self.dropped else 0
        self.number -= len(back) + self.skipped
        self.taken = self.taken[:start]


class Reader:
    """One pass over one CSV, or over the rest of one, line by line; `before` lines were read already."""

    def __init__(self, text: io.TextIOWrapper, member: str, shape: Shape, must_end: bool, before: int = 0) -> None:
        self.member, self.shape, self.must_end = member, shape, must_end
        self.lines = _Lines(text)
        self.lines.number = before
        self.rows = csv.reader(self.lines, delimiter=shape.delimiter, escapechar=shape.escape)
        self.resumes = 0

    def read(self, *, is_garbled: bool = False) -> Iterator[Line | Problem]:
        """Yield every record; `is_garbled` says that lost characters were spoken of already."""
        try:
            for _ in islice(self.lines, max(self.shape.lines_before - self.lines.number, 0)):
                pass
        except (*DAMAGE, _TooLongError) as error:
            what = f"The file cannot be read further: {error or 'a line is too long'}."
            yield self._problem(self.lines.number + 1, what, "Fetch the export again.")
            return
        if self.shape.is_cut:
            what = "The file ends within the names of its columns; it may have been cut off."
            yield self._problem(self.shape.lines_before, what, "Fetch the export again.")
            return
        while True:
            self.lines.begin()
            start = self.lines.number + 1
            try:
                row = next(self.rows)
            except StopIteration:
                return
            except _TooLongError:
                too_long = f"A record is longer than {LIMIT:,} characters."
                dropped = self.lines.dropped
                if dropped not in (0, start) and self._resume():
                    yield self._problem(start, "A quotation mark in this line is never closed.")
                    start = dropped
                elif not dropped:
                    self._resume()
                yield self._problem(start, too_long)
                continue
            except csv.Error as error:
                yield self._problem(start, f"Not a line of a table: {error}.")
                continue
            except DAMAGE as error:
                yield self._problem(start, f"The file cannot be read further: {error}.", "Fetch the export again.")
                return
            if not is_garbled and any("\ufffd" in line for line in self.lines.taken):
                is_garbled = True
                yield self._problem(start, "Some characters of this file could not be decoded.", records=0)
            if any(cell.strip() for cell in row):
                yield self._line(start, row)

    def _line(self, start: int, row: list[str]) -> Line | Problem:
        """Return the record, or what is wrong with it."""
        columns = self.shape.columns
        while len(row) > len(columns) and not row[-1].strip():
            row.pop()
        if self.lines.is_cut:
            if self._resume():
                return self._problem(start, "A quotation mark in this line is never closed.")
            return self._problem(start, "The file ends in the middle of a record.", "Fetch the export again.")
        if self.must_end and not self.lines.taken[-1].endswith(("\n", "\r")):
            return self._problem(start, "The file ends in the middle of a line.", "Fetch the export again.")
        if len(row) != len(columns):
            self._resume()
            return self._problem(start, f"The line has {len(row)} fields where the header has {len(columns)}.")
        return Line(f"line {start}", dict(zip(reversed(columns), reversed(row), strict=True)))

    def _resume(self) -> bool:
        """Give back the lines from the first that looks like a record of its own; return whether there was one."""
        self.resumes += 1
        if self.resumes > _MAX_RESUMES:
            return False
        for index, line in enumerate(self.lines.taken[1:], 1):
            if len(next(csv.reader([line], delimiter=self.shape.delimiter), ())) == len(self.shape.columns) > 1:
                self.lines.give_back(index)
                return True
        return False

    def _problem(self, line: int, what: str, way_on: str = "", records: int = 1) -> Problem:
        return Problem(self.member, f"line {line}", what, way_on, records)


def read_csv(archive: Archive, member: Member, shape: Shape, *, must_end: bool = False) -> Iterator[Line | Problem]:
    """Yield each record of a CSV as a Line or a Problem.

    Parameters
    ----------
    shape : what `shape_of` found in its head.
    must_end : the platform ends every line with a line break, so a last line without one is cut off.
    """
    try:
        stream = archive.open(member)
    except DAMAGE as error:
        yield Problem(member.name, "line 1", f"The file cannot be opened: {error}.", "Fetch the export again.")
        return
    with stream, io.TextIOWrapper(stream, shape.encoding, "replace", newline="") as text:
        yield from Reader(text, member.name, shape, must_end).read()


def look(archive: Archive, member: Member, wanted: Wanted) -> Shape | None:
    """Return the shape of a member, or None where it is not such a CSV."""
    return shape_of(archive.head(member, _HEAD), wanted)
