"""What a source says about itself: the instant its export speaks for, and what the export covers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from kithkin.model.source import Archive, Batch, Member, Problem, Row, Seen
from kithkin.model.tables import NETWORK_KINDS

#: No export is from before there were such exports; what is later than this is noise, not time.
UNKNOWN: Final = datetime(1970, 1, 1, tzinfo=UTC)
HORIZON: Final = datetime(2100, 1, 1, tzinfo=UTC)
_FIRST_EXPORT: Final = datetime(2000, 1, 1, tzinfo=UTC)


def written_at(members: Iterable[Member]) -> datetime | None:
    """Return the newest date of these files that was written with the export, not by a later copy.

    A ZIP, and what unpacks it, keeps whole seconds; a copy made on a disk has a fraction of one.
    """
    dates = [m.changed_at for m in members if m.changed_at and m.changed_at.microsecond == 0]
    return max(dates, default=None)


def ceiling(archive: Archive) -> datetime:
    """Return an instant after which no true record of the archive can lie: the newest date of any file, and a day."""
    dates = [member.changed_at for member in archive.members if member.changed_at]
    return min(max(dates) + timedelta(days=1), HORIZON) if dates else HORIZON


def observed(archive: Archive, newest: datetime | None, stated: datetime | None = None) -> Iterator[Seen | Problem]:
    """Yield the instant that an archive speaks for; where it is inferred, also a doubt that says from what.

    The order is: what the export states if that can be (a clock set wrong dates files, no platform's statement), the
    date its files were written with, its newest record (never later than its files), the date of a copy.
    """
    false = stated if stated is not None and not _FIRST_EXPORT <= stated < HORIZON else None
    stated = None if false else stated
    written = written_at(archive.members)
    copied = max((m.changed_at for m in archive.members if m.changed_at), default=None)
    if newest is not None:
        newest = min(newest, ceiling(archive))
    if (known := stated or (written if newest is None or written is None or written >= newest else None)) is not None:
        yield Seen(known)
        yield from _disbelieved(false)
        return
    at, what = copied or UNKNOWN, "the date of the file" if copied else "nothing"
    if newest is not None:
        at, what = newest, "its newest record"
    yield Seen(at)
    yield from _disbelieved(false)
    says = f"The export does not say when it was made; {what} was taken: {at:%Y-%m-%d}."
    yield Problem("", "", says, "Where it came as a ZIP, import that as it came.", 0)


def _disbelieved(stated: datetime | None) -> Iterator[Problem]:
    """Yield that the export states an instant that cannot be true, if it does."""
    if stated is not None:
        what = f"The export says that it was made on {stated:%Y-%m-%d}, which cannot be true. That was not believed."
        yield Problem("", "", what, "Where it came as a ZIP, import that as it came.", 0)


def batch(rows: Sequence[Row], member: str = "") -> Iterator[Batch]:
    """Yield rows that no single record stands for, as one Batch."""
    tables: dict[str, list[Mapping[str, Any]]] = {}
    for row in rows:
        tables.setdefault(row.table, []).append(row.values)
    columns = {
        table: {name: [row.get(name) for row in found] for name in dict.fromkeys(n for row in found for n in row)}
        for table, found in tables.items()
    }
    if columns:
        yield Batch(member, 0, columns)


class Coverage:
    """Collects what a source shows of one network, as seen by one ego; whatever is not said is `none`."""

    def __init__(self, network: str, ego: str | None, until: datetime, *, ties: Sequence[str] = ("follow",)) -> None:
        self.network, self.ego, self.until, self.ties = network, ego, until, ties
        self.said: dict[tuple[str, str, str], dict[str, Any]] = {}

    def say(
        self,
        table: str,
        kind: str,
        direction: str,
        completeness: str,
        *,
        identity: str = "none",
        timing: str = "none",
        remedy: str | None = None,
        since: datetime | None = None,
        until: datetime | None = None,
    ) -> None:
        """State what is shown of one kind in one direction; said twice, the last holds."""
        self.said[table, kind, direction] = {
            "network": self.network,
            "ego_account_id": self.ego,
            "table_name": table,
            "kind": kind,
            "direction": direction,
            "covered_from": since,
            "covered_until": until or self.until,
            "completeness": completeness,
            "identity": identity,
            "timing": timing,
            "remedy": remedy,
        }

    def stated(self) -> list[Row]:
        """Return one row per statement, without the gaps nothing was said about."""
        return [Row("coverage", values) for values in self.said.values()]

    def rows(self, remedy: str | None = None) -> list[Row]:
        """Return one row per kind and direction; `remedy` is what would close the gaps nothing was said about."""
        kinds = [("messages" if k == "message" else "interactions", k) for k in NETWORK_KINDS.get(self.network, ())]
        kinds += [("follows", tie) for tie in self.ties] + [("requests", self.ties[0])]
        kinds += [("posts", "post"), ("marks", "block"), ("marks", "mute")]
        for table, kind in kinds:
            for direction in ("in", "out"):
                if (table, kind, direction) not in self.said:
                    self.say(table, kind, direction, "none", remedy=remedy)
        return self.stated()
