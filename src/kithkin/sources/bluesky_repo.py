"""Bluesky: an account's repository (CAR), and slices of the whole network (Jetstream JSON lines).

A repository holds the records of one account that stand on the day of the download: posts, likes, reposts,
follows, blocks, lists. Nothing that others did is in it, and nothing that was deleted. So everything *out*
is covered from the account's birth, everything *in* is not, and a like that was taken back is no like.

A slice of the network holds what everybody did from its first event to its last, so it is covered `among`
all, for each kind of record that occurs in it: a recording can be limited to some kinds, and the file does
not say so. It can also be limited to some accounts, which no file shows: such a recording must not be taken
for the network. Ties that stand are covered in part, since those that began before the file are not in it.

Times come from the records' keys (`_bluesky_times`).
"""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Final

import msgspec

from kithkin.model.errors import Refused
from kithkin.model.ids import account_id
from kithkin.model.source import (
    Archive,
    Batch,
    Member,
    NotUsed,
    Options,
    Problem,
    Record,
    Seen,
    Yielded,
)
from kithkin.sources import _bluesky_car as car
from kithkin.sources import _bluesky_records as records
from kithkin.sources import _bluesky_stream as jetstream
from kithkin.sources._bluesky_columns import KINDS, TOGETHER, Gathered
from kithkin.sources._bluesky_times import BIRTH, decoded_all, moment, tid_time, to_microseconds
from kithkin.sources._claims import ceiling
from kithkin.sources._json import uncollected

_ACTS: Final = ("like", "repost", "quote", "reply", "mention")
_POSTS: Final = ("post", "reply", "quote", "repost")
_REMEDY: Final = "a recording of the network (Jetstream)"
_AGAIN: Final = "Download the repository again, then import the new file."
_SUFFIXES: Final = (".car", ".json", ".jsonl", ".ndjson", ".txt")
#: Which kinds of which table a collection shows, for slices of the network.
_SHOWN: Final = {
    records.LIKE: (("interactions", "like", "all"),),
    records.REPOST: (("interactions", "repost", "all"), ("posts", "repost", "all")),
    records.POST: tuple(
        (table, kind, "all")
        for table, kinds in (("interactions", ("quote", "reply", "mention")), ("posts", ("post", "quote", "reply")))
        for kind in kinds
    ),
    records.FOLLOW: (("follows", "follow", "some"),),
    records.BLOCK: (("marks", "block", "some"),),
    records.LIST_ITEM: (("marks", "list_member", "some"), ("marks", "recommended", "some")),
}


class BlueskyRepo:
    """Reads `repo.car` files and Jetstream recordings, one or many at once."""

    name = "bluesky-repo"
    title = "Bluesky repository"
    how_to_get = "In the Bluesky app: Settings, Account, Export my data, Download CAR file."
    holds = "Your own posts, replies, likes, reposts, follows, blocks and lists, with their times."
    lacks = "What others did (followers, likes received, replies), mutes, direct messages, and all that was deleted."

    def recognises(self, archive: Archive, options: Options) -> float:
        """Return 1 where a file begins like a CAR file, 0.95 where it begins with an event of Jetstream."""
        if options.form == self.name:
            return 1.0
        kinds = {_kind(archive, member) for member in archive.members if _may_be(member)}
        return 1.0 if "car" in kinds else 0.95 if "events" in kinds else 0.0

    def knows(self, member: Member) -> bool:
        """Return whether a member is one that a download of Bluesky holds beside the records: media, preferences."""
        return member.base.endswith((".jpg", ".jpeg", ".png", ".webp", ".mp4")) or member.base == "preferences.json"

    def belongs(self, archive: Archive) -> str | None:  # noqa: ARG002  the protocol's
        """Return None: each file stands alone."""
        return None

    def read(self, archive: Archive, options: Options) -> Iterator[Yielded]:
        """Yield the rows of every repository, then those of every recording."""
        kinds = {member: _kind(archive, member) for member in archive.members if _may_be(member)}
        repositories = [(member, _index(archive, member)) for member, kind in kinds.items() if kind == "car"]
        slices = [(member, _survey(archive, member)) for member, kind in kinds.items() if kind == "events"]
        ends = [_end(member, found) for member, found in repositories]
        ends += [found.last for _, found in slices if found.last]
        if not ends:
            ends = [member.changed_at for member in archive.members if member.changed_at]
        yield Seen(max(ends, default=BIRTH))
        for (member, repository), until in zip(repositories, ends, strict=False):
            yield from _Repository(archive, member, repository, until, options).read()
        for member, found in slices:
            yield from _recording(archive, member, found)
        if slices:
            yield from _selves(options)


def _may_be(member: Member) -> bool:
    return member.base.endswith(_SUFFIXES) or "." not in member.base


def _kind(archive: Archive, member: Member) -> str:
    """Return `car`, `events` or nothing, by the first bytes of a member."""
    try:
        head = archive.head(member)
    except (Refused, OSError):
        return ""
    if head[:1] not in {b"{", b"\xef"} and car.header(io.BytesIO(head)) is not None:
        return "car"
    return "events" if _is_event(head) else ""


def _is_event(head: bytes) -> bool:
    """Return whether a file begins with an event; one longer than the head is told by its first keys."""
    line = head.removeprefix(b"\xef\xbb\xbf").split(b"\n", 1)[0]
    if isinstance(jetstream.event_of(line), dict) and (b'"kind"' in line or b"jetstream" in line):
        return True
    return line.startswith(b"{") and all(word in line for word in (b'"did"', b'"time_us"', b'"kind"'))


def _index(archive: Archive, member: Member) -> car.Repository:
    try:
        with archive.open(member) as stream:
            return car.index(stream)
    except (Refused, OSError) as error:
        return car.Repository(cut=str(error))


def _survey(archive: Archive, member: Member) -> jetstream.Slice:
    try:
        with archive.open(member) as stream:
            return jetstream.survey(stream, to_microseconds(ceiling(archive)))
    except (Refused, OSError):
        return jetstream.Slice(is_damaged=True)


def _end(member: Member, repository: car.Repository) -> datetime:
    """Return the instant a repository speaks for: its last change, by the commit's revision where that can be true."""
    newest = member.changed_at
    revised = tid_time(repository.rev)
    if revised and revised >= BIRTH and (newest is None or revised <= newest + timedelta(days=1)):
        return revised
    if newest is not None and newest >= BIRTH:
        return newest
    times = (tid_time(key.rpartition("/")[2]) for key in repository.keys)
    return max((at for at in times if at and at >= BIRTH), default=BIRTH)


class _Repository(msgspec.Struct):
    """The second pass over one repository."""

    archive: Archive
    member: Member
    found: car.Repository
    until: datetime
    options: Options
    doubts: Counter[str] = msgspec.field(default_factory=Counter)
    places: dict[str, str] = {}
    handles: dict[str, str] = {}
    lists: dict[str, str] = {}
    packs: dict[str, str | None] = {}
    items: list[tuple[records.Act, str]] = []
    gathered: dict[str, Gathered] = {}

    def read(self) -> Iterator[Yielded]:
        """Yield the owner, each record, what is missing, and what the file covers."""
        name = self.member.name
        if not self.found.did:
            yield Problem(name, "", f"The repository cannot be read. {self.found.cut}".strip(), _AGAIN)
            return
        faults = 0
        for item in self._records():
            faults += isinstance(item, Problem)
            yield item
        missing = self.found.keys.left() + self.found.lost
        if missing or self.found.cut:
            what = f"{missing} records or branches of records are missing. {self.found.cut}".strip()
            yield Problem(name, "", what, _AGAIN, records=missing)
        for doubt, count in self.doubts.items():
            yield Problem(name, f"from {self.places[doubt]}", f"{count} records: each {doubt}.", records=0)
        yield Batch(name, 0, self._tables(is_damaged=bool(missing or faults or self.found.cut)))

    def _records(self) -> Iterator[Yielded]:
        """Yield what the records say that are there, and take their keys away."""
        count = 0
        try:
            with self.archive.open(self.member) as stream:
                for blocks in car.blocks(stream):
                    with uncollected():
                        odd = list(self._odd(blocks))
                    yield from odd
                    count += len(blocks)
                    if count >= TOGETHER:
                        count = 0
                        yield from self._together()
        except (car.CutError, Refused, OSError):
            pass
        yield from self._together()

    def _odd(self, blocks: Sequence[car.Block]) -> Iterator[Yielded]:
        """Gather the plain records in some blocks; yield what the others say."""
        intact = [block for block in blocks if car.is_intact(block)]
        for place, collection, rkey in self.found.keys.take([cid for cid, _ in intact]):
            data = intact[place][1] or b""
            value = car.decoded(data)
            if not self._gather(collection, rkey, value, data):
                yield self._record(f"{collection}/{rkey}", value)

    def _gather(self, collection: str, rkey: str, value: Any, data: bytes) -> bool:
        """Take in a record of a form that nearly all have; return whether it is one."""
        if (kind := KINDS.get(collection)) is None:
            return False
        try:
            read = msgspec.convert(value, kind)
        except (msgspec.ValidationError, RecursionError):
            return False
        if (gathered := self.gathered.get(collection)) is None:
            gathered = self.gathered[collection] = Gathered(collection)
        # What it says as Python's own objects takes several times the memory of its bytes.
        gathered.rows.append((self.found.did, rkey, 0, read, (rkey, data)))
        if collection == records.POST and value.get("facets"):
            self.handles.update(records.mentioned_handles(value))
        return True

    def _together(self) -> Iterator[Yielded]:
        """Yield the records gathered so far as columns, and those that turn out not to be plain one by one."""
        for collection, gathered in self.gathered.items():
            used, tables, others = gathered.columns(lambda keys, _: decoded_all(keys, self.until))
            yield Batch(self.member.name, used, tables)
            yield from (self._record(f"{collection}/{rkey}", car.decoded(data)) for rkey, data in others)
        self.gathered.clear()

    def _record(self, key: str, value: object) -> Yielded:
        collection, _, rkey = key.partition("/")
        if collection not in records.READERS:
            return NotUsed(self.member.name)
        if not isinstance(value, Mapping):
            return Problem(self.member.name, key, "The record is damaged.", _AGAIN)
        made = moment(rkey, value.get("createdAt"), self.until)
        act = records.Act(self.found.did, collection, rkey, value, made)
        try:
            rows = records.rows_of(act) or ()
        except records.MalformedError as fault:
            return Problem(self.member.name, key, f"The record {fault}.", _AGAIN)
        if made.doubt and collection not in {records.PROFILE, records.LIST, records.PACK}:
            self.doubts[made.doubt] += 1
            self.places.setdefault(made.doubt, key)
        self._remember(act)
        return Record(self.member.name, key, rows)

    def _remember(self, act: records.Act) -> None:
        """Keep what rows at the end need: names of lists and starter packs, and the handles in the owner's mentions."""
        if act.collection == records.LIST:
            self.lists[records.post_id(act.uri)] = str(act.value["name"])
        elif act.collection == records.PACK:
            uri, name = records.pack_of(act.value)
            self.packs[uri] = name
        elif act.collection == records.LIST_ITEM:
            self.items.append((act, records.post_id(records.list_of(act))))
        elif act.collection == records.POST and act.value.get("facets"):
            self.handles.update(records.mentioned_handles(act.value))

    def _tables(self, *, is_damaged: bool) -> dict[str, dict[str, list[object]]]:
        own = account_id(records.NETWORK, self.found.did)
        is_self = not self.options.me or own in self.options.me or self.found.did in self.options.me
        accounts = [
            {"account_id": own, "network": records.NETWORK, "handle": None, "is_self": True if is_self else None}
        ]
        for did, handle in self.handles.items():
            met = records.person(did)
            accounts.append({"account_id": met, "network": records.NETWORK, "handle": handle, "is_self": None})
        marks = [
            records.mark_row(act, "list_member", uri, self.lists[uri]).values
            for act, uri in self.items
            if uri in self.lists
        ] + [
            records.mark_row(act, "recommended", uri, self.packs[uri]).values
            for act, uri in self.items
            if uri in self.packs
        ]
        coverage = list(_coverage(own, self.until, "some" if is_damaged else "all"))
        return {"accounts": _columns(accounts), "coverage": _columns(coverage)} | (
            {"marks": _columns(marks)} if marks else {}
        )


def _columns(rows: Sequence[Mapping[str, object]]) -> dict[str, list[object]]:
    """Return rows of equal keys as columns."""
    return {name: [row[name] for row in rows] for name in rows[0]}


def _statement(table: str, kind: str, direction: str, until: datetime, completeness: str) -> dict[str, object]:
    none = completeness == "none"
    return {
        "network": records.NETWORK,
        "table_name": table,
        "kind": kind,
        "direction": direction,
        "covered_from": None,
        "covered_until": until,
        "completeness": completeness,
        "identity": "none" if none else "id",
        "timing": "none" if none else "exact",
        "remedy": _REMEDY if none else None,
    }


def _coverage(own: str, until: datetime, completeness: str) -> Iterator[dict[str, object]]:
    """Say that all the owner did is there, and nothing that others did."""
    out = [("interactions", kind) for kind in _ACTS] + [("posts", kind) for kind in _POSTS]
    out += [("follows", "follow"), ("marks", "block"), ("marks", "list_member"), ("marks", "recommended")]
    for table, kind in out:
        yield {"ego_account_id": own, **_statement(table, kind, "out", until, completeness)}
    for table, kind in [("interactions", kind) for kind in _ACTS] + [("follows", "follow"), ("messages", "message")]:
        yield {"ego_account_id": own, **_statement(table, kind, "in", until, "none")}
    for table, kind in (("messages", "message"), ("marks", "mute")):
        yield {"ego_account_id": own, **_statement(table, kind, "out", until, "none")}


def _recording(archive: Archive, member: Member, found: jetstream.Slice) -> Iterator[Yielded]:
    """Yield the events of one recording, then what it covers."""
    reader = jetstream.Reader(member.name, found)
    try:
        with archive.open(member) as stream:
            yield from reader.read(stream)
    except (Refused, OSError) as error:
        yield Problem(member.name, "", f"The file cannot be opened: {error}")
    if reader.unseen:
        what = f"{reader.unseen} records were taken back that began before this file: what they were is not known."
        yield Problem(
            member.name, "", what, "A recording that begins earlier, or the repository, knows them.", records=0
        )
    if found.last is None:
        return
    is_whole = not (found.is_damaged or found.span.has_gap)
    coverage = []
    for collection, statements in _SHOWN.items():
        for table, kind, completeness in statements:
            stated = "none" if collection not in found.collections else completeness if is_whole else "some"
            statement = _statement(table, kind, "among", found.last, stated)
            coverage.append({"ego_account_id": None, **statement, "covered_from": found.first})
    yield Batch(member.name, 0, {"coverage": _columns(coverage)})


def _selves(options: Options) -> Iterator[Yielded]:
    """Yield the accounts that the user named as own: a recording cannot know them."""
    own = [me for me in options.me if me.startswith(f"{records.NETWORK}:")]
    if own:
        accounts = {"account_id": own, "network": [records.NETWORK] * len(own), "is_self": [True] * len(own)}
        yield Batch("", 0, {"accounts": accounts})
