"""Whole columns of cells at once: texts, counts of links, instants and keys, equal to what one cell at a time gives.

What is rare in a column (markup, a link, a date of another form) is found in one pass over all cells; only the
cells that have it are read one by one, by the very functions that read single cells.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from itertools import chain
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from kithkin.sources._plain import link_count, plain

#: Where the digits and what is between them stand in `2026-08-01 10:00:00 UTC`.
_DIGITS: Final = np.array([0, 1, 2, 3, 5, 6, 8, 9, 11, 12, 14, 15, 17, 18])
_CLOCK: Final = 19
#: So many values are made at once where each is looked at but once: what was freed is taken again, in the fastest memory.
_AT_ONCE: Final = 500
#: So many texts are looked through at once for what few of them hold.
_TOGETHER: Final = 64
EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


def texts(values: Sequence[str]) -> pa.Array:
    """Return a column of texts; a half of a character that stands alone, which some ways of writing allow, is a `?`."""
    try:
        return pa.array(values, pa.string())
    except UnicodeEncodeError:
        return pa.array([value.encode("utf-8", "replace") for value in values], pa.binary()).cast(pa.string())


def constant(text: str | None, count: int) -> pa.Array:
    """Return a column that holds one text, or none, in all of so many rows."""
    return numbered([text], np.zeros(count, np.int32))


def numbered(texts: Sequence[str | None], numbers: Any) -> pa.Array:
    """Return the texts of these numbers; a column that keeps each but once is written several times as fast."""
    return pa.array(texts, pa.string()).dictionary_encode().take(pa.array(numbers))


def stripped(texts: pa.Array) -> pa.Array:
    """Return texts without the blanks at their ends; the same column where no end can be a blank, as in most."""
    data, places = characters(texts)
    if not len(data):
        return texts
    ends = data[np.stack([np.minimum(places[:-1], len(data) - 1), places[1:] - 1])]
    is_visible = ends - np.uint8(33) < 94  # beyond ASCII there are blanks too
    return texts if is_visible.all() else pc.utf8_trim_whitespace(texts)


def is_blank(texts: pa.Array) -> pa.Array:
    """Return which texts are empty."""
    return pc.equal(pc.binary_length(texts), 0)


def unless_blank(texts: pa.Array) -> pa.Array:
    """Return texts, null in place of those that are empty."""
    return pc.if_else(is_blank(texts), pa.scalar(None, pa.string()), texts)


def first_of(columns: Sequence[pa.Array]) -> pa.Array:
    """Return the first text of each row that is not empty."""
    *others, found = columns
    for texts in reversed(others):
        found = pc.if_else(is_blank(texts), found, texts)
    return found


def joined(columns: Sequence[pa.Array], between: str) -> pa.Array:
    """Return the texts of each row that are not empty, as one."""
    found, *others = columns
    for texts in others:
        if not len(characters(texts)[0]):
            continue
        is_both = pc.invert(pc.or_(is_blank(found), is_blank(texts)))
        found = pc.binary_join_element_wise(found, texts, pc.if_else(is_both, between, ""))
    return found


def each(texts: pa.Array, read: Callable[[str], Any], kind: pa.DataType) -> pa.Array:
    """Return what `read` makes of each text; it is asked once for each distinct one."""
    encoded = texts.dictionary_encode()
    return pa.array([read(text) for text in encoded.dictionary.to_pylist()], kind).take(encoded.indices)


def replaced(texts: pa.Array, where: pa.Array, read: Callable[[str], Any], kind: pa.DataType | None = None) -> pa.Array:
    """Return a column in which the cells `where` is true are what `read` makes of the texts; the others are kept."""
    if not pc.any(where).as_py():
        return texts
    found = [read(text) for text in texts.filter(where).to_pylist()]
    return pc.replace_with_mask(texts, where, pa.array(found, kind or texts.type))


def holding(texts: pa.Array, *signs: bytes) -> Any:
    """Return which texts hold one of these signs; a sign is looked for in the bytes of all texts at once."""
    data, places = characters(texts)
    found = np.zeros(len(texts), bool)
    for sign in signs:
        at = places_of(data, sign)
        rows = np.searchsorted(places, at, side="right") - 1
        found[rows[at + len(sign) <= places[rows + 1]]] = True
    return found & texts.is_valid().to_numpy(zero_copy_only=False) if texts.null_count else found


def matching(texts: pa.Array, pattern: str) -> Any:
    """Return the rows of the texts in which a pattern is found, whatever the case.

    Texts are looked through many at a time, since most hold nothing of it: where one does, each by itself.
    """
    data, places = characters(texts)
    bounds = np.append(places[:-1:_TOGETHER], places[-1])
    many = pa.StringArray.from_buffers(len(bounds) - 1, pa.py_buffer(bounds), pa.py_buffer(data))
    found = pc.match_substring_regex(many, pattern, ignore_case=True).to_numpy(zero_copy_only=False)
    rows = np.flatnonzero(np.repeat(found, _TOGETHER)[: len(texts)])
    single = pc.match_substring_regex(texts.take(pa.array(rows)), pattern, ignore_case=True)
    return rows[pc.fill_null(single, False).to_numpy(zero_copy_only=False)]


def places_of(data: Any, sign: bytes) -> Any:
    """Return where a sign begins in bytes; its last one, seldom as no blank is, is looked for first."""
    at = np.flatnonzero(data[len(sign) - 1 :] == sign[-1])
    for place, byte in enumerate(sign[:-1]):
        at = at[data[at + place] == byte]
    return at


def plain_texts(texts: pa.Array) -> pa.Array:
    """Return what `plain` makes of each text."""
    texts = stripped(texts)
    return replaced(texts, pa.array(holding(texts, b"<", b"&")), plain)


def link_counts(texts: pa.Array) -> pa.Array:
    """Return the number of links in each text, null where there is no text."""
    counts = np.zeros(len(texts), np.int64)
    rows = np.flatnonzero(holding(pc.ascii_lower(texts), b"://", b"www."))
    if len(rows):
        counts[rows] = [link_count(text) or 0 for text in texts.take(pa.array(rows)).to_pylist()]
    return pa.array(counts, mask=texts.is_null().to_numpy(zero_copy_only=False) if texts.null_count else None)


def utc_times(texts: pa.Array, tail: bytes = b" UTC") -> tuple[Any, Any]:
    """Return microseconds since 1970 for texts such as `2026-08-01 10:00:00 UTC`, and which texts are such.

    `tail` is what follows the seconds; the date may be written with slashes.
    """
    size = _CLOCK + len(tail)
    fits = pc.equal(pc.binary_length(texts), size).to_numpy(zero_copy_only=False).astype(bool)
    chosen = texts if fits.all() else texts.filter(pa.array(fits))
    cells = np.ascontiguousarray(characters(chosen)[0].reshape(len(chosen), size).T)
    digits = cells[_DIGITS] - np.uint8(48)
    is_date = ((cells[[4, 7]] == 45) | (cells[[4, 7]] == 47)).all(axis=0) & (cells[10] == 32)
    is_clock = (cells[[13, 16]] == 58).all(axis=0) & (np.frombuffer(tail, "u1")[:, None] == cells[_CLOCK:]).all(axis=0)
    at, is_real = _instants(digits.astype(np.int32))
    times = np.zeros(len(texts), np.int64)
    times[fits] = at
    fits[fits] = is_date & is_clock & (digits <= 9).all(axis=0) & is_real
    return times, fits


def characters(texts: pa.Array) -> tuple[Any, Any]:
    """Return the bytes of all texts in a row, without a copy, and where each text begins, and the last one ends."""
    _, offsets, data = texts.buffers()
    if data is None or not len(texts):
        return np.zeros(0, np.uint8), np.zeros(len(texts) + 1, np.int32)
    places = np.frombuffer(offsets, np.int32)[texts.offset : texts.offset + len(texts) + 1]
    return np.frombuffer(data, np.uint8)[places[0] : places[-1]], places - places[0]


def _instants(digits: Any) -> tuple[Any, Any]:
    """Return microseconds since 1970 from fourteen digits, and which of them are a date and a time of day."""
    tens = digits[0::2] * 10 + digits[1::2]
    year, (month, day, hour, minute, second) = tens[0] * 100 + tens[1], tens[2:]
    months = ((np.clip(year, 1, 9999) - 1970) * 12 + np.clip(month, 1, 12) - 1).astype("M8[M]")
    dates = months.astype("M8[D]") + (day - 1)
    is_real = (year >= 1) & (month >= 1) & (month <= 12) & (day >= 1) & (dates.astype("M8[M]") == months)
    is_real &= (hour < 24) & (minute < 60) & (second < 60)
    seconds = dates.astype("M8[s]").astype(np.int64) + hour * 3600 + minute * 60 + second
    return seconds * 1_000_000, is_real


def values(column: pa.Array) -> Iterator[Any]:
    """Yield the values of a column one after the other, made a few at once."""
    return chain.from_iterable(column.slice(at, _AT_ONCE).to_pylist() for at in range(0, len(column), _AT_ONCE))


def digests(*parts: pa.Array | str, between: str = "\x1f") -> Any:
    """Return for each row twelve bytes that the same parts give in every export."""
    sha256, bodies = hashlib.sha256, pc.binary_join_element_wise(*parts, between).cast(pa.binary())
    whole = b"".join([sha256(body).digest() for body in values(bodies)])
    return np.ascontiguousarray(np.frombuffer(whole, np.uint8).reshape(len(bodies), 32)[:, :12])


def hexadecimal(digests: Any, start: str = "") -> pa.Array:
    """Return each digest as hexadecimal digits, behind what all texts start with."""
    digits = np.frombuffer(digests.tobytes().hex().encode(), np.uint8).reshape(len(digests), 2 * digests.shape[1])
    same = np.frombuffer(start.encode(), np.uint8)
    cells = np.hstack([np.broadcast_to(same, (len(digests), len(same))), digits])
    places = np.arange(len(cells) + 1, dtype=np.int32) * np.int32(cells.shape[1])
    return pa.StringArray.from_buffers(len(cells), pa.py_buffer(places), pa.py_buffer(cells))


def keys(*parts: pa.Array | str) -> pa.Array:
    """Return for each row 24 hexadecimal digits that the same parts give in every export."""
    return hexadecimal(digests(*parts))


def combinations(columns: Sequence[pa.Array]) -> tuple[Any, Any]:
    """Return the first row of each combination of cells, in the order they come, and each row's combination."""
    codes, size = np.zeros(len(columns[0]), np.int64), 1
    for column in columns:
        encoded = column.dictionary_encode()
        width = max(len(encoded.dictionary), 1)
        if size * width >= 1 << 62:
            codes = np.unique(codes, return_inverse=True)[1]
            size = len(codes)
        codes, size = codes * width + encoded.indices.to_numpy(), size * width
    ranks = pa.array(codes).dictionary_encode().indices.to_numpy()
    # Numbers are given in the order in which combinations come, so each comes first where the highest number rises.
    first = np.flatnonzero(np.diff(np.maximum.accumulate(ranks), prepend=-1)) if len(ranks) else ranks
    return first, ranks


def micros(at: datetime) -> int:
    """Return whole microseconds since 1970."""
    return (at - EPOCH) // timedelta(microseconds=1)


def instants(micros: Any) -> pa.Array:
    """Return whole microseconds since 1970 as instants."""
    return pa.array(micros, pa.int64()).view(pa.timestamp("us", "UTC"))


def exactly(name: str, at: Any) -> dict[str, Any]:
    """Return the four columns of instants that were read and are known exactly."""
    return {name: at, f"{name}_earliest": at, f"{name}_latest": at, f"{name}_basis": constant("read", len(at))}


def exact_seconds(name: str, seconds: Sequence[int]) -> dict[str, Any]:
    """Return the four columns of instants that were read as whole seconds since 1970."""
    return exactly(name, instants(np.array(seconds, np.int64) * 1_000_000))


def each_once(columns: dict[str, Any], change: Callable[[Any], Any]) -> dict[str, Any]:
    """Return columns changed, one that stands under several names, as an exact instant and its two ends do, but once."""
    changed: dict[int, Any] = {}
    for column in columns.values():
        if id(column) not in changed:
            changed[id(column)] = change(column)
    return {name: changed[id(column)] for name, column in columns.items()}


def repeated(rows: dict[str, Any], codes: Any, counts: list[int], to: list[str | None]) -> dict[str, Any]:
    """Return each row once for every recipient of its kind; `counts` are their numbers, `to` are all of them."""
    sizes = np.array(counts, np.int64)
    starts, each = (np.cumsum(sizes) - sizes)[codes], sizes[codes]
    if (sizes != 1).any():
        again = pa.array(np.repeat(np.arange(len(codes)), each))
        rows = each_once(rows, lambda column: column.take(again))
    place = np.arange(each.sum()) - np.repeat(np.cumsum(each) - each, each)
    return {**rows, "recipient_id": numbered(to, np.repeat(starts, each) + place)}
