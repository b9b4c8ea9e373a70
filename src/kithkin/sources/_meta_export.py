"""One export of Facebook or Instagram while it is read: its files, owner, instant, tallies and coverage."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from itertools import compress, islice, repeat
from typing import Any, Final

import msgspec
import numpy as np

from kithkin.model.errors import Refused
from kithkin.model.source import Archive, Batch, Columns, Member, Problem, Row, when
from kithkin.sources._marks import Marks, marks_of
from kithkin.sources._meta import BIRTH, EPOCH, digest, folded, iso_moment, moment, stem_of

DAY: Final = timedelta(days=1)
LATE: Final = "A time lies after the export was made, so it is taken as not known."
EARLY: Final = "A time lies before there was such a network, so it is taken as not known."

#: The spans that the platforms offer beside "all time", in days, with a little room.
_OFFERED_DAYS: Final = (8, 32, 94, 186, 368)

#: Fewer follows than this cannot show that a list was cut to a span.
_FEW: Final = 5

#: So many of the greatest written times of a piece are looked at: some of them may be noise.
_LATEST: Final = 2000

#: Rows that become columns at once.
_PIECE: Final = 20_000
#: What is known of an account: nothing, one column and its value (of most there is one, and a mapping is large), or more.
Known = tuple[()] | tuple[str, Any] | dict[str, Any]

_TITLE_DATE: Final = re.compile(r"(?<!\d)(20\d\d)[-_]?([01]\d)[-_]?([0-3]\d)(?!\d)")
#: They begin with plain letters, which are found much faster than what may stand before them.
_ISO_STAMP: Final = re.compile(rb'T(?<="(20\d\d-[01]\d-[0-3]\dT))([0-2]\d:[0-5]\d:[0-5]\d[^"]{0,8})"')
_STAMP: Final = re.compile(rb'timestamp(?:(?<="timestamp)|(?<="creation_timestamp))(?:_ms)?"\s*:\s*(\d{9,16})\b')


class File(msgspec.Struct, frozen=True):
    """One member as a source looks at it: its folders and its stem in lower case, and its part number."""

    member: Member
    folders: tuple[str, ...]
    stem: str
    part: int | None
    ending: str

    @property
    def parent(self) -> str:
        """The folder that the file lies in; empty at the top."""
        return self.folders[-1] if self.folders else ""


def files_of(archive: Archive) -> list[File]:
    """Return the members of an archive but for what an operating system left there."""
    found = []
    above: dict[str, tuple[str, ...]] = {}  # very many files may lie in one folder, whose parts they share
    for member in archive.members:
        folder, _, base = member.name.rpartition("/")
        if folder not in above:
            above[folder] = folded(folder)
        parts, folders = folded(base), above[folder]
        if len(parts) != 1:
            parts, folders = (folders + parts)[-1:], (folders + parts)[:-1]
        if not parts or "__macosx" in folders or parts[0].startswith("._") or parts[0] in (".ds_store", "thumbs.db"):
            continue
        stem, part = stem_of(parts[0])
        ending = parts[0].rsplit(".", 1)[-1] if "." in parts[0] else ""
        found.append(File(member, folders, stem, part, ending))
    return found


def in_order(files: Iterable[File]) -> list[File]:
    """Return the parts of a list in the order in which they continue each other."""
    return sorted(files, key=lambda file: (file.part or 0, file.member.name))


def missing_parts(files: Iterable[File]) -> list[int]:
    """Return the numbers that are missing between the first and the last part of a list."""
    parts = {file.part for file in files if file.part is not None}
    return [number for number in range(1, max(parts, default=0)) if number not in parts][:1000]


def title_date(title: str) -> datetime | None:
    """Return the latest date that stands in an archive's file name, as the instant at which that day begins."""
    found = []
    for match in _TITLE_DATE.finditer(title):
        try:
            found.append(datetime(int(match[1]), int(match[2]), int(match[3]), tzinfo=UTC))
        except ValueError:
            continue
    return max(found, default=None)


def newest_record(archive: Archive, files: Iterable[File], latest: datetime) -> datetime | None:
    """Return the latest timestamp that the files hold, leaving out what lies after `latest`."""
    times = (at for file in files for at in _times(archive, file.member, latest))
    return max((at for at in times if BIRTH <= at <= latest), default=None)


def _times(archive: Archive, member: Member, latest: datetime) -> Iterator[datetime]:
    """Yield the newest times in each piece of a file, without decoding it."""
    from kithkin.sources._meta_times import TAIL, greatest, newest

    try:
        with archive.open(member) as stream:
            read, rest = getattr(stream, "read1", stream.read), b""
            while block := read(1 << 20):
                piece = rest + block
                at = newest(greatest(piece), latest)
                # Where the greatest is not known or too late, any other may be the newest.
                found = at, newest(_STAMP.findall(piece, 0 if at is None else len(piece) - 2 * TAIL), latest)
                yield from filter(None, found)
                texts = sorted(set(map(b"".join, _ISO_STAMP.findall(piece))), reverse=True)
                yield from filter(None, (iso_moment(text.decode("ascii", "replace")) for text in texts[:_LATEST]))
                rest = piece[-TAIL:]
    except (Refused, OSError):
        return


class Instant(msgspec.Struct, frozen=True):
    """The instant for which an export speaks, and in words how it is known."""

    at: datetime
    basis: str


def instant_of(archive: Archive, files: list[File]) -> Instant:
    """Return the instant for which an export speaks.

    The date in the file name; else the newest file's date, if a record lies within the month before it (the
    files of an unpacked folder bear the date of the copying); else the newest record. To take too early an
    instant loses some coverage; too late a one would claim what was not seen.
    """
    named = title_date(archive.title)
    dates = [file.member.changed_at for file in files if file.member.changed_at is not None]
    changed = max((at for at in dates if at >= BIRTH), default=None)
    limit = named + 2 * DAY if named else changed + DAY if changed else datetime(2100, 1, 1, tzinfo=UTC)
    newest = newest_record(archive, files, limit)
    if named is not None:
        return Instant(max(named, newest) if newest else named, "the date in its file name")
    if changed is not None and newest is not None and changed - newest <= 31 * DAY:
        return Instant(max(changed, newest), "the date of its newest file")
    if newest is not None:
        return Instant(newest, "its newest record")
    return Instant(changed, "the date of its newest file") if changed else Instant(BIRTH, "nothing in it")


class Span(msgspec.Struct):
    """The follow times of one list: how many rows, the first and the last instant."""

    count: int = 0
    first: datetime | None = None
    last: datetime | None = None

    def add(self, at: datetime | None) -> int:
        """Count one row; return its place in the list, 0 first."""
        self.count += 1
        if at is not None:
            self.first = at if self.first is None or at < self.first else self.first
            self.last = at if self.last is None or at > self.last else self.last
        return self.count - 1

    def add_all(self, micros: Any) -> Any:
        """Count rows whose instants are known, in microseconds since 1970; return their places in the list."""
        first = self.count
        for at in (micros.min(), micros.max()) if len(micros) else ():
            self.add(EPOCH + timedelta(microseconds=int(at)))
        self.count = first + len(micros)
        return np.arange(first, self.count)


class Export(msgspec.Struct):
    """What is known of an export while it is read; shared by all readers of its files."""

    network: str
    owner: str
    seen: datetime
    owner_names: frozenset[str] = frozenset()
    accounts: dict[str, Known] = {}
    spans: dict[tuple[str, str, str], Span] = msgspec.field(default_factory=lambda: defaultdict(Span))
    standing: Marks = msgspec.field(default_factory=Marks)
    counted: Counter[str] = msgspec.field(default_factory=Counter)
    damaged: set[str] = msgspec.field(default_factory=set)
    doubts: Counter[str] = msgspec.field(default_factory=Counter)
    started_at: datetime | None = None
    _read: Marks = msgspec.field(default_factory=Marks)
    _contents: Marks = msgspec.field(default_factory=Marks)
    _told: Marks = msgspec.field(default_factory=Marks)

    @property
    def me(self) -> str:
        """A short key of the owner, for ids that are to be unique among owners."""
        return digest(self.owner)

    def meet(self, account_id: str, **columns: Any) -> str:
        """Note an account with what is known of it; return its id."""
        known = self.accounts.get(account_id, ())
        for name, value in columns.items():
            if value is None or value == "":
                continue
            if not known:
                known = (name, value)
            elif isinstance(known, dict):
                known.setdefault(name, value)
            elif known[0] != name:
                known = {known[0]: known[1], name: value}
        self.accounts[account_id] = known
        return account_id

    def met(self) -> Iterator[tuple[str, dict[str, Any]]]:
        """Yield every account met by itself with what is known of it."""
        for account_id, known in self.accounts.items():
            yield account_id, known if isinstance(known, dict) else dict([known] if known else [])

    def meet_all(self, network: str, account_ids: Sequence[str], name: str, values: Any) -> Columns:
        """Note accounts of which one thing is known (a column); return the rows of those of which it was not before."""
        marks = marks_of(zip(account_ids, repeat(name), strict=False))
        new = self._told.unmet(marks)
        if not self.accounts.keys().isdisjoint(account_ids):
            new &= [not self._knows(account_id, name) for account_id in account_ids]
        self._told.add_all(marks[new])
        ids = list(compress(account_ids, new))
        return {"account_id": ids, "network": [network] * len(ids), name: values.filter(new)}

    def _knows(self, account_id: str, name: str) -> bool:
        """Return whether something is known of an account that was met by itself."""
        known = self.accounts.get(account_id, ())
        return name in known if isinstance(known, dict) else known[:1] == (name,)

    def is_known(self, account_id: str, name: str) -> bool:
        """Return whether something is known of an account, however it was met."""
        return self._knows(account_id, name) or (account_id, name) in self._told

    def once(self, key: str, content: str = "") -> str | None:
        """Return an id that no other record of this export has, or None where the record was read before.

        Two records of one key and different content are two: the second gets a number.
        """
        name, number = key, 1
        while name in self._read:
            if (name, content) in self._contents:
                return None
            number += 1
            name = f"{key}:{number}"
        self._read.add(name)
        self._contents.add((name, content))
        return name

    def was_read(self, key: str) -> bool:
        """Return whether there was a record of this key."""
        return key in self._read

    def each_once(self, keys: Sequence[str], contents: Sequence[str]) -> dict[int, str | None]:
        """Note records at once; return what `once` says of those, by place, whose key was there before."""
        marks = marks_of(keys)
        new = self._read.unmet(marks)
        self._read.add_all(marks[new])
        self._contents.add_all(marks_of(zip(keys, contents, strict=True))[new])
        return {place: self.once(keys[place], contents[place]) for place in (~new).nonzero()[0].tolist()}

    def time(self, value: Any, at: datetime | None = None) -> datetime | None:
        """Return the instant of a timestamp; None, with a doubt, where it cannot be true."""
        at = moment(value) if at is None else at
        if at is None or BIRTH <= at <= self.seen + DAY:
            return at
        self.doubts[EARLY if at < BIRTH else LATE] += 1
        return None

    def when(self, name: str, at: datetime | None, earliest: datetime | None = None) -> dict[str, Any]:
        """Return the four columns of an instant; one that is not known lies before the export."""
        if at is not None:
            return when(name, at)
        return when(name, None, earliest=earliest, latest=self.seen, basis="observed")

    def doubts_of(self, member: str) -> Iterator[Problem]:
        """Yield the doubts met since the last call, as problems of no record."""
        for what, count in self.doubts.items():
            yield Problem(member, f"{count} items" if count > 1 else "one item", what, records=0)
        self.doubts.clear()

    def people(self) -> Iterator[Batch]:
        """Yield every account met by itself, with what was not told of it before."""
        rows = (
            {"account_id": key, "network": key.split(":", 1)[0], **untold}
            for key, columns in self.met()
            if (untold := {name: columns[name] for name in columns if (key, name) not in self._told}) or not columns
        )
        while piece := list(islice(rows, _PIECE)):
            yield from batches("", "accounts", piece)


def batches(member: str, table: str, rows: list[dict[str, Any]], used: int = 0) -> Iterator[Batch]:
    """Yield rows that no single record stands for, in batches of columns."""
    names = sorted({name for row in rows for name in row})
    for start in range(0, len(rows), _PIECE):
        piece = rows[start : start + _PIECE]
        yield Batch(member, used, {table: {name: [row.get(name) for row in piece] for name in names}})


def range_start(spans: Iterable[Span], seen: datetime, signed_up: datetime | None) -> datetime | None:
    """Return since when an export speaks if its follow lists look cut to a span of time, else None.

    An export may be limited to the last week, month, three or six months or year, and its follow lists then
    hold the follows of that span only. That is taken to be so where all times of a list lie inside such a
    span although the account is older, by its sign-up or by another list. Where its age is not known, a
    list of more than a few is taken to be cut: to be wrong in this costs coverage, and never a false "gone".
    """
    found = [span for span in spans if span.first is not None]
    ages = [at for at in (signed_up, *(span.first for span in found)) if at is not None]
    starts = []
    for span in (span for span in found if span.count >= _FEW):
        days = next((days for days in _OFFERED_DAYS if _lies_within(span, seen - timedelta(days=days))), None)
        if days is None:
            continue
        start = seen - timedelta(days=days)
        is_older = any(at < start - 30 * DAY for at in ages)
        if is_older or signed_up is None:
            starts.append(start)
    return min(starts, default=None)


def _lies_within(span: Span, start: datetime) -> bool:
    """Return whether all times of a list lie after `start`."""
    return span.first is not None and span.first >= start


class Statement(msgspec.Struct, frozen=True):
    """One statement of what an export shows; becomes a row of `coverage`."""

    table: str
    kind: str
    direction: str
    completeness: str
    identity: str = "none"
    timing: str = "none"
    remedy: str | None = None
    covered_from: datetime | None = None
    covered_until: datetime | None = None
    network: str = ""
    ego: str = ""


def nothing(table: str, kinds: Iterable[str], directions: Iterable[str], remedy: str | None = None) -> list[Statement]:
    """Return the statements that an export shows nothing of these kinds."""
    return [Statement(table, kind, direction, "none", remedy=remedy) for kind in kinds for direction in directions]


def coverage(export: Export, statements: Iterable[Statement]) -> Batch:
    """Return the statements as rows; what lies in a damaged file is never complete."""
    rows: dict[str, list[Any]] = defaultdict(list)
    for said in statements:
        is_damaged = f"{said.table}/{said.kind}" in export.damaged and said.completeness == "all"
        values: Mapping[str, Any] = {
            "network": said.network or export.network,
            "ego_account_id": said.ego or export.owner,
            "table_name": said.table,
            "kind": said.kind,
            "direction": said.direction,
            "covered_from": said.covered_from,
            "covered_until": said.covered_until or export.seen,
            "completeness": "some" if is_damaged else said.completeness,
            "identity": said.identity,
            "timing": said.timing,
            "remedy": "the archive again: a file of it is damaged" if is_damaged else said.remedy,
        }
        for name, value in values.items():
            rows[name].append(value)
    return Batch("", 0, {"coverage": rows})


def row(table: str, **values: Any) -> Row:
    """Return one row."""
    return Row(table, values)
