"""Jetstream: the events of the whole Bluesky network as JSON lines, one commit, identity or account event each.

An event that takes a record back names only its key, so a first pass notes what is taken back and when;
the second gives each follow, post, block and list item with its end. A record whose beginning is not in the
file cannot be given back its end. Read are the first wire form (`/subscribe`) and the frames of the second.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, BinaryIO, Final

import msgspec

from kithkin.model.errors import Refused
from kithkin.model.source import NotUsed, Problem, Record, Row, Yielded
from kithkin.sources import _bluesky_records as records
from kithkin.sources._bluesky_times import BIRTH, from_microseconds, moment, read_time, witnessed

MAX_LINE: Final = 4 << 20
CHUNK: Final = 1 << 20
#: Records whose end matters: one that stands and one that was taken back differ.
ENDING: Final = frozenset({records.FOLLOW, records.POST, records.BLOCK, records.LIST_ITEM})
MAX_ENDS: Final = 500_000
#: A whole network is never silent for so long: the recording stopped.
GAP_SECONDS: Final = 3600

_TOO_LONG: Final = b"\x00"
_WAY_ON: Final = "Record the stream again, or leave it: the other lines were read."


@dataclass(slots=True)
class Slice:
    """What the first pass learnt of a file: its span, which collections it shows, and what is taken back when."""

    first: datetime | None = None
    last: datetime | None = None
    collections: set[str] = field(default_factory=set)
    ends: dict[str, datetime] = field(default_factory=dict)
    has_gap: bool = False
    is_damaged: bool = False

    def meet(self, event: Mapping[str, Any]) -> None:
        """Take note of one event."""
        at = event["at"]
        if self.last is not None and (at - self.last).total_seconds() > GAP_SECONDS:
            self.has_gap = True
        self.first, self.last = min(self.first or at, at), max(self.last or at, at)
        if event["kind"] != "commit":
            return
        commit = event["commit"]
        if commit["collection"] in records.READERS:
            self.collections.add(commit["collection"])
        if commit["operation"] == "delete" and commit["collection"] in ENDING and len(self.ends) < MAX_ENDS:
            self.ends[_place(event)] = at


def lines(stream: BinaryIO) -> Iterator[bytes]:
    """Yield the lines of a file; one that is too long is given as a single zero byte. Raises `Refused`, `OSError`."""
    rest, is_skipping = b"", False
    while chunk := stream.read(CHUNK):
        *whole, rest = (rest + chunk).split(b"\n")
        if whole and is_skipping:
            whole[0], is_skipping = _TOO_LONG, False
        yield from whole
        if len(rest) > MAX_LINE:
            rest, is_skipping = b"", True
    if is_skipping:
        yield _TOO_LONG
    elif rest:
        yield rest


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


def _place(event: Mapping[str, Any]) -> str:
    commit = event["commit"]
    return f"{event['did']}/{commit['collection']}/{commit['rkey']}"


def survey(stream: BinaryIO) -> Slice:
    """Return what a first pass over the file shows."""
    found = Slice()
    try:
        for line in lines(stream):
            event = event_of(line) if line.strip() else None
            if isinstance(event, dict):
                found.meet(event)
            elif event is not None:
                found.is_damaged = True
    except (Refused, OSError, EOFError):
        found.is_damaged = True
    return found


@dataclass(slots=True)
class Reader:
    """Reads one file for the second time; `unseen` counts what was taken back but began before the file."""

    member: str
    found: Slice
    unseen: int = 0
    met: set[str] = field(default_factory=set)
    ended: dict[tuple[str, str], Row] = field(default_factory=dict)

    def read(self, stream: BinaryIO) -> Iterator[Yielded]:
        """Yield one item for each line that is not empty."""
        number, line = 0, b""
        try:
            for number, line in enumerate(lines(stream), 1):
                if line.strip():
                    yield self._line(f"line {number}", line)
        except (Refused, OSError, EOFError) as error:
            yield Problem(self.member, f"after line {number}", f"The file cannot be read further: {error}", _WAY_ON)

    def _line(self, place: str, line: bytes) -> Record | NotUsed | Problem:
        event = event_of(line)
        if isinstance(event, str):
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
            return self._taken_back(event)
        if commit["collection"] not in records.READERS or commit["operation"] not in {"create", "update"}:
            return None
        if not isinstance(commit.get("record"), dict):
            raise records.MalformedError("is missing from its event")
        return self._made(event, commit["record"])

    def _taken_back(self, event: Mapping[str, Any]) -> tuple[Row, ...] | None:
        """Return no rows where the beginning was seen and carried the end, else None."""
        if event["commit"]["collection"] not in ENDING:
            return None
        if _place(event) in self.met:
            return ()
        self.unseen += 1
        return None

    def _made(self, event: Mapping[str, Any], value: Mapping[str, Any]) -> tuple[Row, ...]:
        commit = event["commit"]
        key, is_new = commit["rkey"], commit["operation"] == "create" and commit["collection"] != records.PROFILE
        made = witnessed(key, event["at"]) if is_new else moment(key, value.get("createdAt"), event["at"])
        act = records.Act(event["did"], commit["collection"], key, value, made)
        rows = records.rows_of(act) or ()
        end = self.found.ends.get(_place(event)) if act.collection in ENDING else None
        if end is not None and end >= event["at"]:
            self.met.add(_place(event))
            return self._with_end(act, rows, end)
        if act.collection == records.FOLLOW:
            # Followed again: the tie stands, and the earlier end must not stick to it.
            self.ended.pop((act.did, str(value["subject"])), None)
        return rows

    def _with_end(self, act: records.Act, rows: tuple[Row, ...], end: datetime) -> tuple[Row, ...]:
        """Return the rows of a record that is taken back within the file."""
        if act.collection == records.FOLLOW:
            ended = {"ended_at": end, "ended_at_earliest": end, "ended_at_latest": end, "ended_at_basis": "observed"}
            self.ended[act.did, str(act.value["subject"])] = Row("follows", {**rows[0].values, **ended})
            return ()
        if act.collection == records.POST:
            return tuple(
                Row(row.table, {**row.values, "is_deleted": True}) if row.table == "posts" else row for row in rows
            )
        return ()
