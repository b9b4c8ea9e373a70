"""How an edge list is laid out: which sign divides its columns, and which column says what.

Columns are found by name where the first line names them, else by shape: the forms of SNAP
(`A B`, `A B time`, `A B weight`, `A B time TYPE`), of KONECT (`A B weight time`) and, where the user called the table
interactions, of logs (`time A B`).
"""

from __future__ import annotations

import csv
import re
import zlib
from collections.abc import Mapping, Sequence
from itertools import takewhile
from typing import Final, Literal

import msgspec

Form = Literal["follows", "interactions"]

#: Names under which tables in the wild hold each column; ours come first.
NAMES: Final[dict[str, tuple[str, ...]]] = {
    "actor": (
        "actor_id", "follower_id", "actor", "follower", "src", "source", "source_id", "from", "from_id",
        "user", "user_id", "u", "sender", "sender_id", "author", "author_id", "caller",
    ),
    "target": (
        "target_id", "followed_id", "target", "followed", "followee", "dst", "dest", "destination", "to", "to_id",
        "v", "recipient", "recipient_id", "receiver", "receiver_id", "callee", "object",
    ),
    "at": (
        "at", "happened_at", "followed_at", "sent_at", "time", "timestamp", "ts", "created_at", "date",
        "datetime", "unix", "unixts", "unixtime", "epoch", "when", "t",
    ),
    "kind": ("kind", "type", "action", "interaction"),
}  # fmt: skip
FOLLOW_NAMES: Final = ("follower_id", "followed_id", "follower", "followed", "followee", "followed_at")

DELIMITERS: Final = (",", "\t", ";", "|", " ")
WIDEST_SPACED: Final = 6
#: The share of a column's first cells from which on the others are taken for faults of their lines.
MOST: Final = 0.9
#: The same where the user says what the table is.
HALF: Final = 0.5
GZIP: Final = b"\x1f\x8b"
PARQUET: Final = b"PAR1"
UTF_16: Final = (b"\xff\xfe", b"\xfe\xff")
_WHOLE: Final = re.compile(r"-?\d{1,19}")
#: Seconds with a fraction; a number that is small enough for a weight is none.
_STAMP: Final = re.compile(r"-?\d{1,19}|\d{9,19}\.\d+|\d(\.\d+)?[eE]\+?(0?9|1\d)")
_DATED: Final = re.compile(r"\d{4}-\d\d-\d\d([T ]\d\d:\d\d.*)?")
_KEY: Final = re.compile(r"[\w@.+:/=-]{1,128}")
_NAME: Final = re.compile(r"\S(.{0,126}\S)?")
#: From this number on, whole numbers that rise are an epoch's seconds: from March 1973.
EPOCH_SECONDS: Final = 100_000_000
#: The blank between a date and its time, where blanks divide the columns too.
_CLOCK: Final = re.compile(r"(\d{4}-\d\d-\d\d) +(?=\d\d:\d\d)")
_NEITHER: Final = re.compile(rb"\s*(?:[\[{<]|window\.|From |BEGIN:|%PDF|PK\x03\x04|\x89PNG)")


class Layout(msgspec.Struct, frozen=True):
    """How to read one member: packing, delimiter, number of columns, and which of them says what."""

    delimiter: str
    width: int
    columns: dict[str, int]
    has_header: bool = False
    is_packed: bool = False
    is_parquet: bool = False
    names: tuple[str, ...] = ()

    @property
    def is_quoted(self) -> bool:
        """Whether a field may stand in quotes; between spaces none does."""
        return self.delimiter != " "

    @property
    def form(self) -> Form:
        """What the rows are, as far as the columns tell: timed or of a kind, they are interactions."""
        if any(name in FOLLOW_NAMES for name in self.names):
            return "follows"
        return "interactions" if "at" in self.columns or "kind" in self.columns else "follows"


def text_of(head: bytes) -> str | None:
    """Return the first bytes of a member as text, unpacked; None where they are not the text of a table."""
    if head.startswith(GZIP):
        try:
            head = zlib.decompressobj(wbits=31).decompress(head, 16_384)
        except zlib.error:
            return None
    head = head.removeprefix(b"\xef\xbb\xbf")
    if head.startswith(UTF_16) or _NEITHER.match(head):
        return None
    return head.decode("utf-8", "replace")


def layout_of(head: bytes, *, is_whole: bool, is_timed: bool = False) -> Layout | None:
    """Return how a text is laid out, or None where it is not an edge list.

    `is_whole` says that the head is the whole file, `is_timed` that the user called it interactions:
    then a third column of whole numbers is a time, whatever it looks like.
    """
    text = text_of(head)
    if text is None:
        return None
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    lines = [line for line in (lines if is_whole else lines[:-1]) if line.strip() and line[0] not in "#%"][:200]
    delimiter = delimiter_of(lines)
    if delimiter is None:
        return None
    rows = [fields(line, delimiter) for line in lines]
    names = _names(lines[0], delimiter)
    columns = by_name(names)
    is_named = {"actor", "target"} <= columns.keys()
    has_header = is_named or (len(rows) > 1 and not _like(rows[0], rows[1:]))
    whole = [row for row in rows[has_header:] if len(row) == len(names)]
    if not is_named:
        named = columns if has_header else _commented(text, delimiter, len(names))
        columns = by_shape(whole, named if is_timed else {}, is_timed=is_timed)
    elif is_timed and "at" not in columns:
        columns |= _dated(whole, columns)
    if not columns:
        return None
    packed = head.startswith(GZIP)
    return Layout(delimiter, len(names), columns, has_header, packed, names=names if has_header else ())


def delimiter_of(lines: Sequence[str]) -> str | None:
    """Return the sign that shows names we know in the first line, else divides most lines into equally many columns."""
    for delimiter in DELIMITERS if lines else ():
        if {"actor", "target"} <= by_name(_names(lines[0], delimiter)).keys():
            return delimiter
    best, best_share = None, 0.5
    for delimiter in DELIMITERS:
        widths = [len(fields(line, delimiter)) for line in lines]
        usual = max(set(widths), key=widths.count, default=0)
        share = widths.count(usual) / len(lines) if usual > 1 and widths[0] == usual else 0.0
        if share > best_share:
            best, best_share = delimiter, share
    return " " if best == "\t" and _has_both_blanks(lines) else best


def _has_both_blanks(lines: Sequence[str]) -> bool:
    """Return whether tabs divide some columns and blanks the others, as in tables of KONECT."""
    spaced, tabbed = ([fields(line, sign) for line in lines] for sign in " \t")
    is_even = len({len(row) for row in spaced}) == 1 and len(spaced[0]) > len(tabbed[0])
    return is_even and all(_WHOLE.fullmatch(cell) for row in spaced for cell in row[:2])


def fields(line: str, delimiter: str) -> list[str]:
    """Return the fields of one line; a field too long for the reader of the library is no field of ours."""
    if delimiter == " ":
        return closed(line).split()
    if '"' not in line:
        return line.split(delimiter)
    try:
        return next(csv.reader([line], delimiter=delimiter), [])
    except csv.Error:
        return []


def closed(text: str) -> str:
    """Return text in which no blank stands between a date and its time."""
    return _CLOCK.sub(r"\1T", text) if ":" in text else text


def _names(line: str, delimiter: str) -> tuple[str, ...]:
    names = tuple(cell.strip().casefold() for cell in fields(line, delimiter))
    # A sentence may hold the words too, between its spaces.
    return names if delimiter != " " or len(names) <= WIDEST_SPACED else ("",) * len(names)


def by_name(names: Sequence[str]) -> dict[str, int]:
    """Return which column says what, by the names of the first line; our own names before the aliases."""
    return {
        role: names.index(found)
        for role, known in NAMES.items()
        if (found := next((name for name in known if name in names), None)) is not None
    }


def by_shape(rows: Sequence[Sequence[str]], known: Mapping[str, int], *, is_timed: bool) -> dict[str, int]:
    """Return which column says what, by what two to four columns hold; those `known` by their names are so."""
    width = len(rows[0]) if rows else 0
    if not 2 <= width <= 4:
        return {}
    columns = dict(known)
    if is_timed and "at" not in columns and width > 2 and _leads_with_times(rows):
        columns["at"] = 0
    free = [place for place in range(width) if place not in columns.values()]
    for role in ("actor", "target"):
        if role not in columns and free:
            columns[role] = free.pop(0)
    for place in reversed(free):
        cells = [row[place].strip() for row in rows]
        if "at" not in columns and _are_times(cells, is_timed=is_timed and (width == 3 or place == width - 1)):
            columns["at"] = place
        elif "kind" not in columns and all(cell.isalpha() for cell in cells):
            columns["kind"] = place
    # A table that the user calls one, and that has times, may name people as they are called: with blanks.
    fits, least = (_NAME, MOST) if is_timed and "at" in columns else (_KEY, 1)
    ends = [row[columns[role]].strip() for row in rows for role in ("actor", "target") if role in columns]
    are_keys = sum(fits.fullmatch(end) is not None for end in ends) >= least * len(ends)
    return columns if are_keys and {"actor", "target"} <= columns.keys() else {}


def _leads_with_times(rows: Sequence[Sequence[str]]) -> bool:
    """Return whether the first column is one of times, and no other is: where all are large, they are ids."""
    first, *others = ([cell.strip() for cell in column] for column in zip(*rows, strict=True))
    if not _are_times(first, is_timed=False) or any(_are_times(column, is_timed=False) for column in others):
        return False
    numbers = [int(cell) for cell in first if _WHOLE.fullmatch(cell)]
    return not numbers or (min(numbers) >= EPOCH_SECONDS and numbers == sorted(numbers))


def _commented(text: str, delimiter: str, width: int) -> dict[str, int]:
    """Return which column says what by the last comment before the first row, where it names as many columns."""
    comments = list(takewhile(lambda line: not line.strip() or line[0] in "#%", text.splitlines()))
    names = _names(comments[-1].lstrip("#% "), delimiter) if comments else ()
    return by_name(names) if len(names) == width else {}


def _dated(rows: Sequence[Sequence[str]], known: Mapping[str, int]) -> dict[str, int]:
    """Return which column under a name that says nothing holds written times; of numbers nobody knows what they are."""
    for place in range(len(rows[0]) if rows else 0):
        if place not in known.values() and all(_DATED.fullmatch(row[place].strip()) for row in rows):
            return {"at": place}
    return {}


def is_numbered(layout: Layout, head: bytes) -> bool:
    """Return whether a table without names looks like an edge list beyond doubt: both ends are whole numbers."""
    lines = (text_of(head) or "").splitlines()[:-1]
    rows = [fields(line, layout.delimiter) for line in lines if line.strip() and line[0] not in "#%"][
        layout.has_header :
    ]
    return bool(rows) and all(_WHOLE.fullmatch(cell.strip()) for row in rows for cell in row[:2])


def _are_times(cells: Sequence[str], *, is_timed: bool) -> bool:
    """Return whether a column holds times; where the user says that it does, a few that are none are their lines' fault."""
    good = [cell for cell in cells if _DATED.fullmatch(cell) or _STAMP.fullmatch(cell)]
    if len(good) < (HALF if is_timed else 1) * len(cells) or not good:
        return False
    if all(_DATED.fullmatch(cell) for cell in good):
        return True
    if not all(_WHOLE.fullmatch(cell) for cell in good):
        return is_timed
    values = [int(cell) for cell in good]
    # Weights and ratings are small and in no order; seconds since an unknown start only ever rise.
    return is_timed or min(values) >= EPOCH_SECONDS or (values == sorted(values) and values[-1] > 1000)


def _like(first: Sequence[str], rest: Sequence[Sequence[str]]) -> bool:
    """Return whether the first row holds numbers or dates wherever nearly all others do, and so is no line of names."""
    for place, cell in enumerate(first):
        below = [row[place].strip() for row in rest if len(row) > place]
        for shape in (_WHOLE, _DATED):
            alike = sum(shape.fullmatch(other) is not None for other in below)
            if alike and alike >= MOST * len(below) and not shape.fullmatch(cell.strip()):
                return False
    return True
