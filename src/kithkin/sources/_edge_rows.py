"""The rows of an edge list as columns, block by block, with every line accounted for.

A block of lines is read at once; only where something in it is irregular is it read again line by line,
which gives the same rows and the number of each line that is not one.
"""

from __future__ import annotations

import re
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from typing import Any, BinaryIO, Final, Protocol

import msgspec
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pa_csv
import pyarrow.parquet as pq

from kithkin.model.errors import KithkinError
from kithkin.sources._columns import characters
from kithkin.sources._edge_layout import Layout, by_name, fields
from kithkin.sources._edge_times import Times, times_of

BLOCK: Final = 4 << 20
ROWS: Final = 250_000
LONGEST_KEY: Final = 512
#: A packed file that grows by more than this, beyond the first 256 MB, is a bomb.
LARGEST_RATIO: Final = 300
SMALL: Final = 256 << 20
#: How a stream says that it cannot go on.
BROKEN: Final = (KithkinError, OSError, EOFError, zlib.error, zipfile.BadZipFile, pa.ArrowException)
QUOTED_LINES: Final = 50
_COMMENT: Final = re.compile(rb"(?m)^[#%][^\n]*$")
_CLOCK: Final = re.compile(rb"(\d{4}-\d\d-\d\d) +(?=\d\d:\d\d)")
_CONTROL: Final = r"[\x00-\x1f\x7f]"


class Readable(Protocol):
    """What can be read piece by piece."""

    def read(self, size: int, /) -> bytes:
        """Return up to `size` bytes, none at the end."""
        ...


class Bad(msgspec.Struct, frozen=True):
    """One line, or `records` of them, that is no row: where, and what is wrong; 0 records are a doubt."""

    place: str
    what: str
    records: int = 1


class Chunk(msgspec.Struct, frozen=True):
    """Some rows as columns, all of one length, and the lines between them that are no rows."""

    actors: pa.Array
    targets: pa.Array
    kinds: pa.Array | None
    times: Times | None
    bad: tuple[Bad, ...] = ()


def chunks(opened: Callable[[], BinaryIO], layout: Layout) -> Iterator[Chunk]:
    """Yield the rows of a member; what breaks off is said and ends it."""
    try:
        with opened() as stream:
            if layout.is_parquet:
                yield from _parquet_chunks(stream)
            else:
                yield from _text_chunks(Unpacked(stream) if layout.is_packed else stream, layout)
    except BROKEN as error:
        says = (str(error).splitlines() or ["no more data"])[0][:200]
        says = f"The file breaks off or is damaged here: {says}."
        yield _nothing_but(Bad("the end", says))


def _nothing_but(bad: Bad) -> Chunk:
    nothing = pa.array([], pa.string())
    return Chunk(nothing, nothing, None, None, (bad,))


def parquet_layout(opened: Callable[[], BinaryIO]) -> Layout | None:
    """Return how a Parquet file is laid out, or None where no two of its columns are ends."""
    try:
        with opened() as stream:
            names = tuple(name.casefold() for name in pq.ParquetFile(_seekable(stream)).schema_arrow.names)
    except BROKEN:
        return None
    columns = by_name(names)
    return (
        Layout("", len(names), columns, is_parquet=True, names=names) if {"actor", "target"} <= columns.keys() else None
    )


def _text_chunks(stream: Readable, layout: Layout) -> Iterator[Chunk]:
    header = layout.has_header
    for line, block, is_long in _blocks(stream, layout):
        if is_long:
            yield _nothing_but(Bad(f"line {line}", "The line is longer than 4 MB."))
            continue
        body = block
        if header:
            body, found = _without_header(block)
            header = not found
        yield _fast(body, layout) or _slow(body, layout, line)
        if not block.endswith(b"\n"):
            yield _nothing_but(
                Bad("the last line", "The last line has no end: the file may have been cut off.", records=0)
            )


def _blocks(stream: Readable, layout: Layout) -> Iterator[tuple[int, bytes, bool]]:
    """Yield (number of the first line, whole lines, False), or (number, nothing, True) for a line too long to hold."""
    line, rest, skipping = 1, b"", False
    end = b""
    while data := stream.read(BLOCK):
        if not end:
            data = data.removeprefix(b"\xef\xbb\xbf")
            end = b"\r" if b"\r" in data and b"\n" not in data else b"\n"
        if skipping:
            _, found, data = data.partition(end)
            skipping = not found
            line += len(found)
        buffer = rest + data
        cut = _cut(buffer, end, layout)
        if not cut and len(buffer) > BLOCK and not skipping:
            yield line, b"", True
            buffer, skipping = b"", True
        if cut:
            block = buffer[:cut] if end == b"\n" else buffer[:cut].replace(b"\r", b"\n")
            yield line, block, False
            line += block.count(b"\n")
        rest = buffer[cut:]
    if rest:
        yield line, rest if end == b"\n" else rest.replace(b"\r", b"\n"), False


def _cut(buffer: bytes, end: bytes, layout: Layout) -> int:
    """Return where the last whole line ends that is not inside quotes; 0 where there is none."""
    last = cut = buffer.rfind(end) + 1
    if not layout.is_quoted or buffer.count(b'"', 0, cut) % 2 == 0:
        return cut
    for _ in range(QUOTED_LINES):
        before = buffer.rfind(end, 0, cut - 1) + 1
        if not before:
            break
        if buffer.count(b'"', 0, before) % 2 == 0:
            return before
        cut = before
    return last


def _without_header(block: bytes) -> tuple[bytes, bool]:
    """Return the block with its line of names made empty, so that lines keep their numbers."""
    found = re.match(rb"(?:[#%][^\n]*\n|[ \t\r]*\n)*", block)
    start = found.end() if found else 0
    end = block.find(b"\n", start)
    end = len(block) if end < 0 else end
    return block[:start] + block[end:], start < len(block)


def _fast(block: bytes, layout: Layout) -> Chunk | None:
    """Return the rows of a block read at once, or None where a line of it needs a second look."""
    if b'"' in block and layout.is_quoted:
        return None
    if b"#" in block or b"%" in block:
        block = _COMMENT.sub(b"", block)
    if layout.delimiter == " ":
        block = _single_spaced(block)
    if not block.strip():
        return None
    wanted = list(layout.columns.items())
    try:
        table = pa_csv.read_csv(
            pa.BufferReader(block),
            read_options=pa_csv.ReadOptions(
                column_names=[str(n) for n in range(layout.width)], use_threads=False, block_size=len(block) + 1
            ),
            parse_options=pa_csv.ParseOptions(delimiter=layout.delimiter, quote_char=False),
            convert_options=pa_csv.ConvertOptions(
                column_types={str(n): pa.string() for n in range(layout.width)},
                include_columns=[str(place) for _, place in wanted],
                strings_can_be_null=False,
            ),
        )
    except pa.ArrowException:
        return None
    columns = {role: table[str(place)].combine_chunks() for role, place in wanted}
    return _converted(columns, None)


def _single_spaced(block: bytes) -> bytes:
    if b":" in block:
        block = _CLOCK.sub(rb"\1T", block)
    block = block.replace(b"\t", b" ").replace(b"\r", b"")
    while b"  " in block:
        block = block.replace(b"  ", b" ")
    return block.replace(b" \n", b"\n").replace(b"\n ", b"\n").strip(b" ")


def _slow(block: bytes, layout: Layout, first: int) -> Chunk:
    """Return the rows of a block read line by line, and each line that is no row with its number."""
    rows: list[list[str]] = []
    numbers: list[int] = []
    bad: list[Bad] = []
    for number, raw in _records(block.split(b"\n"), first, is_quoted=layout.is_quoted):
        try:
            row = fields(raw.decode(), layout.delimiter)
        except UnicodeDecodeError:
            bad.append(Bad(f"line {number}", "The line is not text in UTF-8."))
            continue
        if len(row) == layout.width:
            rows.append(row)
            numbers.append(number)
        else:
            bad.append(
                Bad(
                    f"line {number}",
                    f"The line has {len(row)} column{'s' * (len(row) != 1)} where {layout.width} are expected.",
                )
            )
    columns = {role: pa.array([row[place] for row in rows], pa.string()) for role, place in layout.columns.items()}
    chunk = _converted(columns, lambda at: f"line {numbers[at]}")
    assert chunk is not None  # with places, every row is either taken or named
    return Chunk(chunk.actors, chunk.targets, chunk.kinds, chunk.times, (*bad, *chunk.bad))


def _records(lines: Sequence[bytes], first: int, *, is_quoted: bool) -> Iterator[tuple[int, bytes]]:
    """Yield each record with its line number; a quoted field may run over several lines."""
    at = 0
    while at < len(lines):
        record, number, size = lines[at].removesuffix(b"\r"), first + at, 1
        if is_quoted and record.count(b'"') % 2:
            joined = _joined(lines, at)
            record, size = joined or (record, 1)
        at += size
        if record.strip() and record[:1] not in b"#%":
            yield number, record


def _joined(lines: Sequence[bytes], at: int) -> tuple[bytes, int] | None:
    """Return the record that begins in an open quote, and its number of lines; None where the quote is never closed."""
    quotes = 0
    for size, line in enumerate(lines[at : at + QUOTED_LINES], 1):
        quotes += line.count(b'"')
        if quotes % 2 == 0:
            return b"\n".join(lines[at : at + size]), size
    return None


def _converted(columns: dict[str, pa.Array], place: Callable[[int], str] | None) -> Chunk | None:
    """Return the good rows; the others named by `place`, or None for all where they cannot be named."""
    ends = [_names(columns[role]) for role in ("actor", "target")]
    kinds = _names(columns["kind"]) if "kind" in columns else None
    times = times_of(columns["at"]) if "at" in columns else None
    wrong = [(_unfit(end), "The line names no account, or one that is no name.") for end in ends]
    if times is not None:
        wrong.append((~times.is_time, "The time is missing, unreadable or not between 1900 and 2200."))
    if kinds is not None:
        wrong.append((_unfit(kinds), "The line does not say of what kind it is."))
    is_bad = np.logical_or.reduce([mask for mask, _ in wrong])
    if not is_bad.any():
        return Chunk(ends[0], ends[1], kinds, times)
    if place is None:
        return None
    bad = tuple(Bad(place(int(at)), next(what for mask, what in wrong if mask[at])) for at in np.flatnonzero(is_bad))
    good = pa.array(~is_bad)
    kept = Times(times.micros[~is_bad], times.is_day[~is_bad], times.is_time[~is_bad]) if times is not None else None
    return Chunk(
        ends[0].filter(good), ends[1].filter(good), kinds.filter(good) if kinds is not None else None, kept, bad
    )


def _names(column: pa.Array) -> pa.Array:
    """Return a column as names, without the blanks at their ends."""
    if pa.types.is_floating(column.type):  # ids that a table kept as numbers with a point
        column = column.cast(pa.int64(), safe=False)
    column = pc.fill_null(column.cast(pa.string()), "")
    return column if _are_plain(column) else pc.utf8_trim_whitespace(column)


def _are_plain(names: pa.Array) -> bool:
    """Return whether all names are short and of letters, digits and signs of ASCII, as in nearly all tables."""
    data, places = characters(names)
    sizes = np.diff(places)
    return bool(len(data) and sizes.min() > 0 and sizes.max() <= LONGEST_KEY and data.min() > 32 and data.max() < 127)


def _unfit(names: pa.Array) -> Any:
    """Return which names are none: empty, too long, or with control characters."""
    if _are_plain(names):
        return np.zeros(len(names), bool)
    length = pc.utf8_length(names)
    unfit = pc.or_(
        pc.or_(pc.equal(length, 0), pc.greater(length, LONGEST_KEY)), pc.match_substring_regex(names, _CONTROL)
    )
    return unfit.to_numpy(zero_copy_only=False)


def _parquet_chunks(stream: BinaryIO) -> Iterator[Chunk]:
    file = pq.ParquetFile(_seekable(stream))
    names = file.schema_arrow.names
    wanted = by_name([name.casefold() for name in names])
    start = 1
    for batch in file.iter_batches(ROWS, columns=[names[place] for place in wanted.values()]):
        columns = {role: batch.column(batch.schema.get_field_index(names[place])) for role, place in wanted.items()}
        first = start
        chunk = _converted(columns, lambda at, first=first: f"row {first + at}")  # type: ignore[misc]
        if chunk is not None:
            yield chunk
        start += batch.num_rows


def _seekable(stream: BinaryIO) -> Any:
    """Return a stream that can be read from its end, which Parquet needs; a copy where the member's cannot."""
    if stream.seekable():
        return stream
    copy = tempfile.TemporaryFile()  # noqa: SIM115  closed with its last reader
    while data := stream.read(BLOCK):
        copy.write(data)
    copy.seek(0)
    return copy


class Unpacked:
    """The bytes of a gzip stream, piece by piece; one that grows without measure is broken off."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._unpacker = zlib.decompressobj(wbits=31)
        self._input = b""
        self._read = self._given = 0

    def read(self, size: int) -> bytes:
        """Return up to `size` bytes, none at the end; raise `EOFError` where the stream stops short."""
        while True:
            if self._unpacker.eof:
                self._input = self._unpacker.unused_data
                self._unpacker = zlib.decompressobj(wbits=31)
                if not self._more():
                    return b""
            data = self._unpacker.decompress(self._input, size)
            self._input = self._unpacker.unconsumed_tail
            self._given += len(data)
            if self._given > SMALL and self._given > LARGEST_RATIO * self._read:
                raise OSError("it unpacks to far more than it can hold")
            if data:
                return data
            if not self._unpacker.eof and not self._more():
                raise EOFError("the packed data stop short")

    def _more(self) -> bool:
        if not self._input:
            self._input = self._stream.read(1 << 16)
            self._read += len(self._input)
        return bool(self._input)
