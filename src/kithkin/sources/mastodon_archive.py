"""Mastodon's archive (ZIP or tar.gz) and the lists that Mastodon exports as CSV."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any, Final

import msgspec

from kithkin.model.source import (
    Archive,
    Batch,
    Member,
    NotUsed,
    Options,
    Problem,
    Record,
    Row,
    Seen,
    Yielded,
)
from kithkin.sources import _json
from kithkin.sources._activity import NOTES, Fediverse, UnreadableError, address, kind_of, objects, time_of
from kithkin.sources._activity_columns import DECODER, Together
from kithkin.sources._claims import Coverage, batch, ceiling, observed, written_at
from kithkin.sources._csv import DAMAGE, Shape, bare, look
from kithkin.sources._profiles import address_id, fediverse_id

NETWORK: Final = "mastodon"
OWNER_UNKNOWN: Final = f"{NETWORK}:owner#"
_TITLE: Final = re.compile(r"archive-(\d{14})-[0-9a-f]{8,}", re.IGNORECASE)
_STREAM: Final = re.compile(rb"activitystreams", re.IGNORECASE)
_FIRST_ADDRESS: Final = re.compile(rb'(?:\xef\xbb\xbf)?"?@?[\w.\-]+@[\w.\-]+\.[\w\-]+"?\s*(?:[,\r\n]|$)')
_LISTED: Final = re.compile(
    rb'(?:\xef\xbb\xbf)?(?:"[^"\r\n]*"|[^",\r\n]*),"?@?[\w.\-]+@[\w.\-]+\.[\w\-]+"?\s*(?:[\r\n]|$)'
)
_COPY: Final = re.compile(r"[ _-]*\(?\d*\)?$")


class _Table(msgspec.Struct, frozen=True):
    """One CSV of Mastodon: its columns where it has no header, and the mark or tie that a line is."""

    columns: tuple[str, ...]
    tells: str  # a column of its header that no other has; empty where it never has a header
    tie: tuple[str, str, str]  # table, kind, direction


_ADDRESS: Final = "accountaddress"
_TABLES: Final[Mapping[str, _Table]] = {
    "followingaccounts": _Table(
        (_ADDRESS, "showboosts", "notify", "languages"), "showboosts", ("follows", "follow", "out")
    ),
    "followers": _Table((_ADDRESS,), "", ("follows", "follow", "in")),
    "mutedaccounts": _Table((_ADDRESS, "hidenotifications"), "hidenotifications", ("marks", "mute", "out")),
    "blockedaccounts": _Table((_ADDRESS,), "", ("marks", "block", "out")),
    "lists": _Table(("listtitle", _ADDRESS), "", ("marks", "list_member", "out")),
}
_STEMS: Final = {
    "following": "followingaccounts", "followingaccounts": "followingaccounts", "follows": "followingaccounts",
    "followers": "followers", "followersaccounts": "followers", "followeraccounts": "followers",
    "mutes": "mutedaccounts", "mutedaccounts": "mutedaccounts",
    "blocks": "blockedaccounts", "blockedaccounts": "blockedaccounts", "lists": "lists",
}  # fmt: skip


class MastodonArchive:
    """Mastodon's archive and CSV exports; accounts are `mastodon:user@host`, posts go by their address."""

    name = "mastodon-archive"
    title = "Mastodon archive"
    how_to_get = (
        "Mastodon: Preferences, Import and export, Request your archive; the lists are CSV files on the same page."
    )
    holds = (
        "Your posts, boosts, replies, mentions and direct posts with their times, your likes; "
        "as CSV: whom you follow, lists, blocks, mutes."
    )
    lacks = "Who follows you, what others wrote to you, who liked or boosted you; likes and follows bear no time."

    def recognises(self, archive: Archive, options: Options) -> float:
        """Return how sure it is: an outbox and an actor leave no doubt; a CSV must hold addresses."""
        if options.form == self.name:
            return 1.0
        documents = [member for member in archive.members if _is_document(archive, member)]
        names = {member.base for member in documents}
        if {"outbox.json", "actor.json"} <= names:
            return 0.98
        shapes = [shape for member in archive.members if (shape := _csv_of(archive, member))]
        if any(shape.lines_before for _, shape in shapes):
            return 0.95
        # An archive's documents name each other as files; a server's own bear addresses.
        if any(re.search(rb'"(?:outbox|likes)\.json"', archive.head(member)) for member in documents):
            return 0.9
        return 0.8 if shapes else 0.5 if documents else 0.0

    def knows(self, member: Member) -> bool:
        """Return whether a file that is not read is one that the export is known to hold."""
        known = {"bookmarks.csv", "bookmarks.json", "blocked_domains.csv", "custom_filters.json", "avatar", "header"}
        return "media_attachments" in member.name or {member.base, member.base.split(".")[0]} & known != set()

    def belongs(self, archive: Archive) -> str | None:
        """Return None: an archive is never split."""
        del archive
        return None

    def read(self, archive: Archive, options: Options) -> Iterator[Yielded]:
        """Yield the archive's rows."""
        documents: dict[str, list[Member]] = {}
        for member in archive.members:
            if member.base in {"actor.json", "outbox.json", "likes.json", "bookmarks.json"}:
                documents.setdefault(member.base, []).append(member)
        tables = [(member, *found) for member in archive.members if (found := _csv_of(archive, member))]
        actors = [(member, _whole(archive, member)) for member in documents.get("actor.json", ())]
        until = ceiling(archive)
        stated = _stated(archive)
        newest = (
            None if stated or written_at(archive.members) else _newest(archive, documents.get("outbox.json", ()), until)
        )
        for said in observed(archive, newest, stated):
            until = said.observed_at if isinstance(said, Seen) else until
            yield said
        owner = _owner([actor for _, actor in actors], archive, documents.get("outbox.json", ()), options)
        if owner == OWNER_UNKNOWN:
            yield Problem("", "", "The files do not tell whose they are.", "Say `kithkin me mastodon:user@host`.", 0)
        yield from _Reading(archive, owner, until).read(actors, documents, tables)


class _Reading:
    """One reading of one archive."""

    def __init__(self, archive: Archive, owner: str, until: datetime) -> None:
        self.archive, self.owner = archive, owner
        self.fediverse = Fediverse(NETWORK, until)
        self.claims = Coverage(NETWORK, owner, until)
        self.is_damaged = False

    def read(
        self,
        actors: list[tuple[Member, Any]],
        documents: Mapping[str, list[Member]],
        tables: list[tuple[Member, str, Shape]],
    ) -> Iterator[Yielded]:
        """Yield every record, then the coverage."""
        if not any(isinstance(actor, dict) for _, actor in actors):
            yield from batch([Row("accounts", {"account_id": self.owner, "network": NETWORK, "is_self": True})])
        for member, actor in actors:
            yield self._actor(member, actor)
        for name, read in (("outbox.json", self._activity), ("likes.json", self._like), ("bookmarks.json", None)):
            for member in documents.get(name, ()):
                self.is_damaged, self.fediverse.lost = False, 0
                yield from self._items(member, read)
                self._claim(name)
        for member, stem, shape in tables:
            yield from self._table(member, stem, shape)
        yield from batch(self.claims.rows())

    def _actor(self, member: Member, actor: Any) -> Record | Problem:
        if not isinstance(actor, dict):
            what = actor.what if isinstance(actor, _json.Bad) else "It does not describe an account."
            return Problem(member.name, "", what, "Fetch the export again.")
        return Record(member.name, "", tuple(self.fediverse.person(actor, self.owner, is_self=True)))

    def _items(self, member: Member, read: Callable[[Any], list[Row]] | None) -> Iterator[Yielded]:
        """Yield each item of a collection."""
        from kithkin.sources._mastodon_likes import Likes

        number, together = 0, Together(self.fediverse, member.name)
        likes = Likes(self.fediverse, member.name, self.owner)
        gathered = likes if read == self._like else together
        for found in items_of(self.archive, member, "orderedItems", msgspec.Raw):
            if isinstance(found, _json.Bad):
                self.is_damaged |= found.records > 0
                number += found.records
                yield Problem(member.name, found.place, found.what, found.way_on, found.records)
                continue
            if read is None:
                yield NotUsed(member.name, len(found))
                continue
            plain = likes.take(found) if gathered is likes else (self._is_gathered(item, together) for item in found)
            for place, is_plain in enumerate(plain, number + 1):
                if not is_plain:
                    yield self._item(member, f"item {place}", found[place - number - 1], read)
            number += len(found)
            if gathered.is_full:
                yield from gathered.batches()
        yield from gathered.batches()

    def _is_gathered(self, item: msgspec.Raw, together: Together) -> bool:
        """Take in a plain activity; return whether it is one."""
        try:
            activity = DECODER.decode(item)
        except _json.UNREADABLE:
            return False
        return activity.type in {"Create", "Announce"} and together.take(activity, self.owner)

    def _item(
        self, member: Member, place: str, item: msgspec.Raw, read: Callable[[Any], list[Row]]
    ) -> Record | Problem:
        """Return what one item says."""
        value = _json.value_of(item, place)
        try:
            if not isinstance(value, _json.Bad):
                return Record(member.name, place, tuple(read(value)))
            what = value.what
        except UnreadableError as error:
            what = str(error)
        self.is_damaged = True
        return Problem(member.name, place, what)

    def _activity(self, item: Any) -> list[Row]:
        if not isinstance(item, dict):
            raise UnreadableError("The item is not an activity.")
        kind = kind_of(item)
        if kind == "Announce":
            return self.fediverse.boost(item, self.owner)
        note = next(objects(item.get("object")), {}) if kind == "Create" else item
        if kind_of(note) not in NOTES:
            raise UnreadableError(f"The item is of a kind that is not read: {kind[:40] or 'none'}.")
        return self.fediverse.note({"published": item.get("published"), **note}, self.owner)

    def _like(self, item: Any) -> list[Row]:
        post = address(item)
        if not post:
            raise UnreadableError("The item names no post.")
        return self.fediverse.like(post, self.owner)

    def _claim(self, name: str) -> None:
        """State what a collection that was read shows."""
        remedy = "your Mastodon archive, fetched again" if self.is_damaged else None
        partly = "some" if self.is_damaged else "all"
        # An act on a post whose author the address does not show may have been towards anybody.
        acts = "some" if self.is_damaged or self.fediverse.lost else "all"
        say = self.claims.say
        if name == "likes.json":
            say("interactions", "like", "out", acts, identity="id", timing="span", remedy=remedy)
        if name == "outbox.json":
            say("posts", "post", "out", partly, identity="none", timing="exact", remedy=remedy)
            say("messages", "message", "out", partly, identity="id", timing="exact", remedy=remedy)
            say("messages", "message", "in", "none")
            say("interactions", "mention", "out", partly, identity="id", timing="exact", remedy=remedy)
            for kind in ("repost", "reply", "quote"):
                say("interactions", kind, "out", acts, identity="id", timing="exact", remedy=remedy)
            for kind in ("like", "repost", "reply", "mention", "quote"):
                say("interactions", kind, "in", "none")
            self._gap("follow", "out", "your Mastodon following_accounts.csv")
            self._gap("follow", "in", "your followers as CSV, where your server offers it")

    def _gap(self, kind: str, direction: str, remedy: str) -> None:
        if ("follows", kind, direction) not in self.claims.said:
            self.claims.say("follows", kind, direction, "none", remedy=remedy)

    def _table(self, member: Member, stem: str, shape: Shape) -> Iterator[Yielded]:
        """Yield each line of a CSV and state what it covers."""
        import numpy as np

        from kithkin.sources._csv_blocks import read_columns
        from kithkin.sources._mastodon_lists import Listing, address_ids, columns_of

        table, kind, direction = _TABLES[stem].tie
        listing = Listing(table, kind, direction, self.owner, self.fediverse.until)
        is_damaged, position = False, 0
        for found in read_columns(self.archive, member, shape, must_end=True):
            if isinstance(found, Problem):
                is_damaged |= found.records > 0
                yield found
                continue
            others, titles = address_ids(found.column(_ADDRESS)), found.column("listtitle")
            is_named = others.is_valid()
            if count := is_named.true_count:
                columns = columns_of(listing, others.filter(is_named), titles.filter(is_named), position)
                yield Batch(member.name, count, {table: columns})
                position += count
            for line in found.lines(np.flatnonzero(~is_named.to_numpy(zero_copy_only=False)).tolist()):
                is_damaged = True
                yield Problem(member.name, line.place, "The line holds no address of the form user@host.")
        remedy = "the file, fetched again" if is_damaged else None
        self.claims.say(table, kind, direction, "some" if is_damaged else "all", identity="id", remedy=remedy)


def items_of(archive: Archive, member: Member, under: str, kind: Any = Any) -> Iterator[list[Any] | _json.Bad]:
    """Yield the items of a collection in batches; a stream that breaks is one more `Bad`."""
    try:
        with archive.open(member) as stream:
            yield from _json.items(stream, kind, under=under)
    except DAMAGE as error:
        yield _json.Bad("", f"The file cannot be read further: {error}.", "Fetch the export again.")


def _whole(archive: Archive, member: Member) -> Any:
    try:
        with archive.open(member) as stream:
            return _json.whole(stream, limit=1 << 22)
    except DAMAGE as error:
        return _json.Bad("", f"The file cannot be read: {error}.")


def _is_document(archive: Archive, member: Member) -> bool:
    """Return whether a file of an archive's name starts as ActivityStreams do."""
    if member.base not in {"actor.json", "outbox.json", "likes.json"}:
        return False
    head = archive.head(member)
    return bool(_STREAM.search(head)) or b'"orderedItems"' in head or b'"preferredUsername"' in head


def _csv_of(archive: Archive, member: Member) -> tuple[str, Shape] | None:
    """Return which of Mastodon's CSV files this is, by its header, or by its name and an address in its first line."""
    if not member.base.endswith(".csv"):
        return None
    for stem, table in _TABLES.items():
        if table.tells and (shape := look(archive, member, lambda n, t=table.tells: {_ADDRESS, t} <= n)):  # type: ignore[misc]
            return stem, shape
    named = _STEMS.get(re.sub(r"[ _-]", "", _COPY.sub("", member.base.removesuffix(".csv"))))
    if named is None:
        return None
    if shape := look(archive, member, lambda n: _ADDRESS in n):
        return named, shape
    head = archive.head(member)
    first = head.lstrip(b"\r\n").split(b"\n", 1)[0]
    if not (_LISTED if named == "lists" else _FIRST_ADDRESS).match(first + b"\n"):
        return None
    count = 2 if named == "lists" else max(1, first.count(b",") + 1) if b'"' not in first else 4
    columns = _TABLES[named].columns
    return named, bare(head, (*columns, *(f"column{n}" for n in range(len(columns), count)))[:count])


def _stated(archive: Archive) -> datetime | None:
    """Return the time in the archive's file name."""
    found = _TITLE.search(archive.title)
    try:
        return datetime.strptime(found[1], "%Y%m%d%H%M%S").replace(tzinfo=UTC) if found else None
    except ValueError:
        return None


def _newest(archive: Archive, outboxes: list[Member] | tuple[()], horizon: datetime) -> datetime | None:
    """Return the time of the newest activity, for archives that bear no date."""
    newest: datetime | None = None
    for member in outboxes:
        for found in items_of(archive, member, "orderedItems"):
            for item in found if isinstance(found, list) else ():
                at = time_of(item) if isinstance(item, dict) else None
                if at and at.at and at.at <= horizon and (newest is None or at.at > newest):
                    newest = at.at
    return newest


def _owner(actors: list[Any], archive: Archive, outboxes: list[Member] | tuple[()], options: Options) -> str:
    """Return whose archive it is: as its profile, the user or its first activity says."""
    for actor in actors:
        found = (
            fediverse_id(address(actor)) or fediverse_id(address(actor.get("url"))) if isinstance(actor, dict) else None
        )
        if found:
            return found
    for me in options.me:
        if found := fediverse_id(me) or address_id(me.removeprefix(f"{NETWORK}:")):
            return found
    for member in outboxes:
        first = next(items_of(archive, member, "orderedItems"), None)
        for item in first if isinstance(first, list) else ():
            if isinstance(item, dict) and (found := fediverse_id(address(item.get("actor")))):
                return found
    return OWNER_UNKNOWN
