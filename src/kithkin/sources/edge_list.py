"""Edge lists: who follows whom, or who did what towards whom and when, of a whole network.

CSV, TSV, columns between semicolons, bars or spaces, the same packed by gzip, and Parquet.
All timed rows become `interactions` (also mail and private messages, of kind `message`), so that one
table serves; rows without time and kind become `follows`.

Notes
-----
Equal rows (same ends, kind and instant) are repeated events, not copies: they are told apart by a running
number, so that a newer file with some of the same rows merges with the older one. A row from an account to
itself is known and not used. A line that begins with `#` or `%` is a comment. Rows dated more than a day after the
file itself are kept, with a doubt, and do not move the instant the table speaks for; where most rows are, it is the
file's date that is wrong.
Memory grows by 8 bytes per interaction and by the number of accounts, not by the size of the file.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

import msgspec

from kithkin.model.source import Archive, Batch, Member, NotUsed, Options, Problem, Seen, Yielded
from kithkin.sources._claims import ceiling
from kithkin.sources._edge_layout import PARQUET, UTF_16, Form, Layout, is_numbered, layout_of, text_of

if TYPE_CHECKING:
    from kithkin.sources._edge_rows import Chunk

HEAD: Final = 4096
#: Problems told one by one in each file; the rest is one more.
DETAILED: Final = 1000
FORMS: Final[dict[str, Form]] = {"follows": "follows", "interactions": "interactions"}
MOST_TABLES: Final = 100
EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


class EdgeList:
    """Reads tables of follows or of timed interactions of a whole network, every account an ego."""

    name = "edge-list"
    title = "Edge list (CSV, TSV, Parquet)"
    how_to_get = "Write one row per follow (follower_id, followed_id, at) or per act (actor_id, target_id, kind, at)."
    holds = "Everything that the table lists, of every account in it."
    lacks = "Names, texts, and whatever its maker left out: the table is taken to be complete."

    def recognises(self, archive: Archive, options: Options) -> float:
        """Return .9 for a table that the user called by `--as`, .3 for one that only looks so."""
        if options.form in FORMS:
            is_one = len(archive.members) == 1 and _is_table(archive.head(archive.members[0], HEAD))
            return 0.9 if is_one or any(_layout(archive, member, options) for member in archive.members) else 0.0
        # A folder of downloads may hold a table too; it is ours only where all else in it is plain text.
        if len(archive.members) > MOST_TABLES or not all(_is_table(archive.head(m, HEAD)) for m in archive.members):
            return 0.0
        return 0.3 if any(_looks_like_edges(archive, member) for member in archive.members) else 0.0

    def knows(self, member: Member) -> bool:  # noqa: ARG002  the protocol's
        """Return False: an edge list comes with no other files."""
        return False

    def belongs(self, archive: Archive) -> str | None:  # noqa: ARG002  the protocol's
        """Return None: each table stands alone."""
        return None

    def read(self, archive: Archive, options: Options) -> Iterator[Yielded]:
        """Yield what the tables of the archive hold; two passes, the first only for the instant of the last row."""
        readings = [reading for member in archive.members if (reading := _reading(archive, member, options))]
        if not readings:
            for member in archive.members:
                yield from _unread(archive, member, options)
        for reading in readings:
            reading.look_ahead()
        last = max((reading.last for reading in readings if reading.last), default=None)
        if last is not None:
            yield Seen(last)
        for reading in readings:
            yield from reading.rows()


class _Reading(msgspec.Struct):
    """One member being read."""

    archive: Archive
    member: Member
    layout: Layout
    form: Form
    network: str
    me: tuple[str, ...]
    first: datetime | None = None
    last: datetime | None = None
    has_days: bool = False
    detailed: int = 0
    further: int = 0
    lost: int = 0
    stray: int = 0

    @property
    def is_timed(self) -> bool:
        return "at" in self.layout.columns

    def chunks(self) -> Iterator[Chunk]:
        from kithkin.sources._edge_rows import chunks

        yield from chunks(lambda: self.archive.open(self.member), self.layout)

    def look_ahead(self) -> None:
        """Find the span of the rows' times; without times the file's own date ends it."""
        if not self.is_timed:
            self.last = self.member.changed_at
            return
        limit, timed, end = (ceiling(self.archive) - EPOCH) // timedelta(microseconds=1), 0, None
        for chunk in self.chunks():
            if chunk.times is None or not len(chunk.times.micros):
                continue
            first, latest = _instant(chunk.times.micros.min()), chunk.times.latest
            end, self.first = max(end or first, _instant(latest.max())), min(self.first or first, first)
            self.has_days |= bool(chunk.times.is_day.any())
            true = latest[latest <= limit]
            timed, self.stray = timed + len(latest), self.stray + len(latest) - len(true)
            if len(true):
                self.last = max(self.last or first, _instant(true.max()))
        if 2 * self.stray > timed:
            self.last, self.stray = end, 0

    def rows(self) -> Iterator[Yielded]:
        """Yield the rows chunk by chunk, then what could not be read, then what the table covers."""
        from kithkin.sources._edge_columns import MOST_KINDS, Columns

        columns = Columns(self.member, self.form, self.network, self.me, self.last)
        used = 0
        for chunk in self.chunks():
            for bad in chunk.bad:
                yield from self.problem(bad.place, bad.what, bad.records)
            if not len(chunk.actors):
                continue
            batch, self_loops, unkind = columns.batch(chunk)
            yield batch
            used += batch.used
            if self_loops:
                yield NotUsed(self.member.name, self_loops)
            if unkind:
                what = f"{unkind} lines are of kinds beyond the first {MOST_KINDS}: the column holds something else."
                yield from self.problem("", what, unkind)
        if self.further:
            yield Problem(self.member.name, "", f"{self.further} more lines like these.", _WAY_ON, self.further)
        if self.stray:
            what = (
                f"{self.stray} {'row is' if self.stray == 1 else 'rows are'} dated later than {ceiling(self.archive):%Y-%m-%d}, "
                "when the file was there already. That cannot be true: what is dated so is kept, and counts from its date on."
            )
            yield Problem(self.member.name, "", what, "Mend the dates and import the file again.", records=0)
        if used and not self.is_timed and self.form == "interactions":
            what = "No column of times was found: that things happened is known, when is not."
            yield Problem(self.member.name, "", what, _TIMES, records=0)
        yield from self.coverage(used, columns.kinds)

    def problem(self, place: str, what: str, records: int) -> Iterator[Problem]:
        """Yield a problem in detail as long as there are not too many."""
        self.detailed += 1
        self.lost += records
        if self.detailed <= DETAILED:
            yield Problem(self.member.name, place, what, _WAY_ON, records)
        else:
            self.further += records

    def coverage(self, used: int, kinds: set[str]) -> Iterator[Yielded]:
        """Yield what the table covers: all that its network did, from its first row to its last."""
        if not used:
            yield Problem(self.member.name, "", "The table holds no rows that can be used.", records=0)
        if self.last is None:
            if used:
                what = "Neither the rows nor the file tell a date, so nobody can say until when the table is complete."
                yield Problem(self.member.name, "", what, "Import the file itself, with its date.", records=0)
            return
        timing = ("day" if self.has_days else "exact") if self.is_timed else "none"
        for kind in sorted(kinds):
            row = {
                "network": self.network,
                "ego_account_id": None,
                "table_name": self.form,
                "kind": kind,
                "direction": "among",
                "covered_from": self.first,
                "covered_until": self.last,
                "completeness": "some" if self.lost else "all",
                "identity": "id",
                "timing": timing,
            }
            yield Batch(self.member.name, 0, {"coverage": {name: [value] for name, value in row.items()}})


_TIMES: Final = (
    "Write them in a column called at, as 2026-06-11T14:10:00Z or in seconds since 1970, and import the file again."
)
_WAY_ON: Final = "Mend these lines in the file and import it again."


def _reading(archive: Archive, member: Member, options: Options) -> _Reading | None:
    layout = _layout(archive, member, options)
    if layout is None:
        return None
    form = FORMS.get(options.form or "", layout.form)
    return _Reading(archive, member, layout, form, (options.network or "local").lower(), options.me)


def _layout(archive: Archive, member: Member, options: Options) -> Layout | None:
    head = archive.head(member, HEAD)
    if head.startswith(PARQUET):
        from kithkin.sources._edge_rows import parquet_layout

        return parquet_layout(lambda: archive.open(member))
    return layout_of(head, is_whole=len(head) >= member.size, is_timed=options.form == "interactions")


def _is_table(head: bytes) -> bool:
    return head.startswith((PARQUET, *UTF_16)) or text_of(head) is not None


def _looks_like_edges(archive: Archive, member: Member) -> bool:
    layout = _layout(archive, member, Options())
    if layout is None:
        return False
    return layout.is_parquet or bool(layout.names) or is_numbered(layout, archive.head(member, HEAD))


def _unread(archive: Archive, member: Member, options: Options) -> Iterator[Problem]:
    """Yield why a table that the user called one cannot be read."""
    head = archive.head(member, HEAD)
    if not head.strip():
        yield Problem(member.name, "", "The file is empty.", "Choose another file.", records=0)
        return
    what = "No two columns of this table can be told to be the two ends of a tie."
    if head.startswith(UTF_16):
        what = "The file is written in UTF-16."
    names = "follower_id, followed_id and at" if options.form == "follows" else "actor_id, target_id, kind and at"
    way_on = f"Save it as CSV in UTF-8, with a first line that names {names}."
    yield Problem(member.name, "", what, way_on)


def _instant(micros: Any) -> datetime:
    return EPOCH + timedelta(microseconds=int(micros))
