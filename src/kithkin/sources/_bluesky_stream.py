"""Jetstream: the events of the whole Bluesky network as JSON lines, one commit, identity or account event each.

An event that takes a record back names only its key, so a first pass notes what is taken back and when;
the second gives each follow, post, block and list item with its end. A record whose beginning is not in the
file cannot be given back its end. Read are the first wire form (`/subscribe`) and the frames of the second.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, BinaryIO, Final

import msgspec

from kithkin.model.errors import Refused
from kithkin.model.source import Batch, NotUsed, Problem, Record, Row, Yielded, when
from kithkin.sources import _bluesky_records as records
from kithkin.sources._bluesky_columns import KINDS, TOGETHER, Gathered
from kithkin.sources._bluesky_times import (
    BIRTH,
    BIRTH_MICROS,
    LAST_MICROS,
    from_microseconds,
    moment,
    read_time,
    to_microseconds,
    witnessed,
    witnessed_all,
)
from kithkin.sources._json import uncollected

MAX_LINE: Final = 4 << 20
#: Lines that are read at once; more would not stay in the processor's own memory.
CHUNK: Final = 1 << 18
#: Records whose end matters: one that stands and one that was taken back differ.
ENDING: Final = frozenset({records.FOLLOW, records.POST, records.BLOCK, records.LIST_ITEM})
MAX_ENDS: Final = 500_000
#: A whole network is never silent for so long: the recording stopped.
GAP_SECONDS: Final = 3600

_TOO_LONG: Final = b"\x00"
_UNREADABLE: Final = (msgspec.DecodeError, UnicodeDecodeError, RecursionError)
_WAY_ON: Final = "Record the stream again, or leave it: the other lines were read."


class Commit(msgspec.Struct, gc=False):
    """What became of one record; the record itself is read later, by its kind."""

    operation: str
    collection: str
    rkey: str
    record: msgspec.Raw = msgspec.Raw(b"")


class Event(msgspec.Struct, gc=False):
    """An event of the first wire form, as nearly all are; any other is read by `event_of`."""

    did: str
    time_us: int
    kind: str
    commit: Commit | None = None
    payload: msgspec.Raw | None = None


_EVENTS: Final = msgspec.json.Decoder(Event)
_RECORDS: Final = {collection: msgspec.json.Decoder(kind) for collection, kind in KINDS.items()}


class Span(msgspec.Struct):
    """From when to when events came, how many, and whether the recording was silent in between."""

    first: int | None = None
    last: int | None = None
    count: int = 0
    has_gap: bool = False

    def meet(self, times: Any) -> None:
        """Take note of when events came, in microseconds since 1970 and in their order."""
        import numpy as np

        if not len(times):
            return
        times = np.array([*(() if self.last is None else (self.last,)), *times], np.int64)
        latest = np.maximum.accumulate(times)
        self.has_gap |= bool((times[1:] - latest[:-1] > GAP_SECONDS * 1_000_000).any())
        self.count += len(times) - (self.last is not None)
        self.first, self.last = (
            min(int(times.min()), int(times[0] if self.first is None else self.first)),
            int(latest[-1]),
        )


class Slice(msgspec.Struct):
    """What the first pass learnt of a file: its span, which collections it shows, and what is taken back when.

    No true event is later than `limit`, a day after the file was written, in microseconds since 1970. What is dated
    later does not move the end of what the file shows, unless most is: then it is the file's date that is wrong.
    """

    limit: int = LAST_MICROS
    believed: Span = msgspec.field(default_factory=Span)
    whole: Span = msgspec.field(default_factory=Span)
    collections: set[str] = msgspec.field(default_factory=set)
    ends: dict[str, datetime] = {}
    packs: dict[str, str | None] = {}
    is_damaged: bool = False

    def pass_over(self, micros: Sequence[int]) -> None:
        """Take note of when events came, in their order."""
        import numpy as np

        times = np.array(micros, np.int64)
        self.whole.meet(times)
        self.believed.meet(times[times <= self.limit])

    @property
    def span(self) -> Span:
        """The span of the events, without those that claim to be later than can be."""
        return self.believed if 2 * self.believed.count >= self.whole.count else self.whole

    @property
    def first(self) -> datetime | None:
        """When the first event came; None where there is none."""
        return None if self.span.first is None else from_microseconds(self.span.first)

    @property
    def last(self) -> datetime | None:
        """When the last event came that can be true; None where there is none."""
        return None if self.span.last is None else from_microseconds(self.span.last)

    def meet(self, did: str, commit: Commit, micros: int) -> None:
        """Take note of what happened to one record."""
        if commit.collection == records.PACK:
            self._pack(commit)
        elif commit.collection in records.READERS:
            self.collections.add(commit.collection)
        if commit.operation == "delete" and commit.collection in ENDING and len(self.ends) < MAX_ENDS:
            at = from_microseconds(micros)
            if at:
                self.ends[_place(did, commit)] = at

    def _pack(self, commit: Commit) -> None:
        """Remember the list of a starter pack, of which the records come before the pack's own."""
        if commit.operation != "delete" and len(self.packs) < MAX_ENDS:
            with contextlib.suppress(*_UNREADABLE, records.MalformedError):
                value = msgspec.json.decode(commit.record)
                uri, name = records.pack_of(value if isinstance(value, dict) else {})
                self.packs[uri] = name


def chunks(stream: BinaryIO) -> Iterator[list[bytes]]:
    """Yield the lines of a file, many at once; one that is too long is given as a zero byte. Raises `Refused`, `OSError`."""
    rest, is_skipping = b"", False
    while chunk := stream.read(CHUNK):
        *whole, rest = (rest + chunk).split(b"\n")
        if whole and is_skipping:
            whole[0], is_skipping = _TOO_LONG, False
        yield whole
        if len(rest) > MAX_LINE:
            rest, is_skipping = b"", True
    if is_skipping:
        yield [_TOO_LONG]
    elif rest:
        yield [rest]


def event_of(line: bytes) -> dict[str, Any] | str:
    """Return one event in one form (`did`, `at`, `kind`, `commit`, `identity`), or what is wrong with the line."""
    if line == _TOO_LONG:
        return "The line is longer than any event."
    try:
        value = msgspec.json.decode(line)
    except RecursionError:
        return "The line is nested too deeply."
    except (msgspec.DecodeError, UnicodeDecodeError):
        return "The line is not JSON."
    return _event(value) if isinstance(value, dict) else "The line is not an event."


def _event(value: dict[str, Any]) -> dict[str, Any] | str:
    if isinstance(value.get("payload"), dict):
        value = _first_form(value["payload"])
    at = from_microseconds(value["time_us"]) if isinstance(value.get("time_us"), int) else read_time(value.get("time"))
    if not isinstance(value.get("did"), str) or at is None or at < BIRTH:
        return "The event has no account or no time."
    commit, identity = value.get("commit"), value.get("identity")
    event = {
        "did": value["did"],
        "at": at,
        "kind": value.get("kind"),
        "identity": identity if isinstance(identity, dict) else {},
        "commit": commit if isinstance(commit, dict) else {},
    }
    named = (event["commit"].get(key) for key in ("operation", "collection", "rkey"))
    if event["kind"] == "commit" and not all(isinstance(name, str) for name in named):
        return "The event does not say which record it is about."
    return event


def _first_form(payload: dict[str, Any]) -> dict[str, Any]:
    """Return a frame of the second wire form as the first one writes it."""
    kind = str(payload.get("$type", "")).rpartition("#")[2]
    return {
        "kind": kind,
        "did": payload.get("did"),
        "time": payload.get("time"),
        "commit": payload,
        "identity": payload,
    }


def _place(did: str, commit: Commit) -> str:
    return f"{did}/{commit.collection}/{commit.rkey}"


def _commit_of(event: Mapping[str, Any]) -> Commit:
    commit = event["commit"]
    record = msgspec.json.encode(commit.get("record")) if commit["collection"] == records.PACK else b""
    return Commit(commit["operation"], commit["collection"], commit["rkey"], msgspec.Raw(record))


def survey(stream: BinaryIO, limit: int = LAST_MICROS) -> Slice:
    """Return what a first pass over the file shows; no true event of it is later than `limit`."""
    found, times = Slice(limit), list[int]()
    try:
        for whole in chunks(stream):
            with uncollected():
                _survey(whole, found, times)
            if len(times) >= TOGETHER:
                found.pass_over(times)
                times.clear()
    except (Refused, OSError, EOFError):
        found.is_damaged = True
    found.pass_over(times)
    return found


def _plain_event(line: bytes) -> Event | None:
    """Return the event of a line, where it can be read the quick way."""
    try:
        event = _EVENTS.decode(line)
    except _UNREADABLE:
        return None
    is_whole = event.commit is not None or event.kind != "commit"
    is_plain = is_whole and event.payload is None and BIRTH_MICROS <= event.time_us <= LAST_MICROS
    return event if is_plain else None


def _survey(whole: Sequence[bytes], found: Slice, times: list[int]) -> None:
    """Take note of some lines, and add when their events came to `times`."""
    collections = found.collections
    for line in whole:
        event = _plain_event(line)
        if event is not None:
            times.append(event.time_us)
            commit = event.commit if event.kind == "commit" else None
            if commit is not None and (commit.operation == "delete" or commit.collection not in collections):
                found.meet(event.did, commit, event.time_us)
        elif line.strip():
            odd = event_of(line)
            if isinstance(odd, str):
                found.is_damaged = True
                continue
            times.append(to_microseconds(odd["at"]))
            if odd["kind"] == "commit":
                found.meet(odd["did"], _commit_of(odd), times[-1])


class Reader(msgspec.Struct):
    """Reads one file for the second time; `unseen` counts what was taken back but began before the file.

    Plain records are gathered and become columns together; whatever is not plain is read line by line.
    """

    member: str
    found: Slice
    unseen: int = 0
    met: set[str] = msgspec.field(default_factory=set)
    gathered: dict[str, Gathered] = {}
    _count: int = 0

    def read(self, stream: BinaryIO) -> Iterator[Yielded]:
        """Yield what the lines say; each line that is not empty counts once."""
        number = 0
        try:
            for whole in chunks(stream):
                with uncollected():
                    odd = list(self._odd(whole, number + 1))
                yield from odd
                number += len(whole)
                if self._count >= TOGETHER:
                    yield from self._together()
            yield from self._together()
        except (Refused, OSError, EOFError) as error:
            yield from self._together()
            yield Problem(self.member, f"after line {number}", f"The file cannot be read further: {error}", _WAY_ON)

    def _odd(self, whole: Sequence[bytes], first: int) -> Iterator[Yielded]:
        """Gather the plain records of some lines; yield what the other lines say."""
        used = unused = 0
        for number, line in enumerate(whole, first):
            event = _plain_event(line)
            commit = event.commit if event is not None and event.kind == "commit" else None
            if event is None or commit is None:
                if line.strip():
                    yield self._line(number, line)
            elif commit.operation == "create" and self._gather(event, commit, number, line):
                continue
            elif commit.operation == "delete" or commit.collection not in records.READERS:
                if self._is_end(event.did, commit):
                    used += 1
                else:
                    unused += 1
            else:
                yield self._line(number, line)
        if used:
            yield Batch(self.member, used)
        if unused:
            yield NotUsed(self.member, unused)

    def _gather(self, event: Event, commit: Commit, number: int, line: bytes) -> bool:
        """Take in a record that began; return whether it could be, and does not end within the file."""
        decoder = _RECORDS.get(commit.collection)
        if decoder is None:
            return False
        try:
            value: Any = decoder.decode(commit.record)
        except _UNREADABLE:
            return False
        if self.found.ends and commit.collection in ENDING and _place(event.did, commit) in self.found.ends:
            return False
        gathered = self.gathered.get(commit.collection)
        if gathered is None:
            gathered = self.gathered.setdefault(commit.collection, Gathered(commit.collection))
        gathered.rows.append((event.did, commit.rkey, event.time_us, value, (number, line)))
        self._count += 1
        return True

    def _together(self) -> Iterator[Yielded]:
        """Yield the records gathered so far as columns, and those that turn out not to be plain one by one."""
        for gathered in self.gathered.values():
            used, tables, others = gathered.columns(witnessed_all)
            yield Batch(self.member, used, tables)
            yield from (self._line(number, line) for number, line in others)
        self.gathered.clear()
        self._count = 0

    def _line(self, number: int, line: bytes) -> Record | NotUsed | Problem:
        place, event = f"line {number}", event_of(line)
        if isinstance(event, str):
            self.found.is_damaged = True
            return Problem(self.member, place, event, _WAY_ON)
        try:
            rows = self._rows(event)
        except records.MalformedError as fault:
            return Problem(self.member, place, f"A record {fault}.", _WAY_ON)
        return NotUsed(self.member) if rows is None else Record(self.member, place, rows)

    def _rows(self, event: Mapping[str, Any]) -> tuple[Row, ...] | None:
        if event["kind"] == "identity":
            handle = event["identity"].get("handle")
            return records.handle_rows(event["did"], handle) if records.is_handle(handle) else None
        if event["kind"] != "commit":
            return None
        commit = event["commit"]
        if commit["operation"] == "delete":
            return () if self._is_end(event["did"], _commit_of(event)) else None
        if commit["collection"] not in records.READERS or commit["operation"] not in {"create", "update"}:
            return None
        if not isinstance(commit.get("record"), dict):
            raise records.MalformedError("is missing from its event")
        return self._made(event, commit["record"])

    def _is_end(self, did: str, commit: Commit) -> bool:
        """Return whether a record is taken back whose beginning was seen, and carried the end."""
        if commit.operation != "delete" or commit.collection not in ENDING:
            return False
        is_end = _place(did, commit) in self.met
        self.unseen += not is_end
        return is_end

    def _made(self, event: Mapping[str, Any], value: Mapping[str, Any]) -> tuple[Row, ...]:
        commit = event["commit"]
        key, is_new = commit["rkey"], commit["operation"] == "create" and commit["collection"] != records.PROFILE
        made = witnessed(key, event["at"]) if is_new else moment(key, value.get("createdAt"), event["at"])
        act = records.Act(event["did"], commit["collection"], key, value, made)
        rows = records.rows_of(act) or ()
        place = _place(event["did"], _commit_of(event))
        end = self.found.ends.get(place) if act.collection in ENDING else None
        if end is not None and end >= event["at"]:
            self.met.add(place)
            return _with_end(act, rows, end)
        if act.collection == records.LIST_ITEM and (uri := records.post_id(records.list_of(act))) in self.found.packs:
            return (*rows, records.mark_row(act, "recommended", uri, self.found.packs[uri]))
        return rows


def _with_end(act: records.Act, rows: tuple[Row, ...], end: datetime) -> tuple[Row, ...]:
    """Return the rows of a record that is taken back within the file."""
    if act.collection == records.FOLLOW:
        return (Row("follows", {**rows[0].values, **when("ended_at", end, basis="observed")}),)
    if act.collection == records.POST:
        return tuple(
            Row(row.table, {**row.values, "is_deleted": True}) if row.table == "posts" else row for row in rows
        )
    return ()
