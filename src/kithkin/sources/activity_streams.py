"""ActivityStreams 2.0: collections of activities, posts or accounts, as any server of the fediverse gives them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any, Final

import msgspec

from kithkin.model.source import Archive, Member, NotUsed, Options, Problem, Record, Row, Seen, Yielded
from kithkin.sources import _json
from kithkin.sources._activity import (
    ACTORS,
    NOTES,
    Fediverse,
    Object,
    UnreadableError,
    address,
    kind_of,
    objects,
    time_of,
)
from kithkin.sources._activity_columns import DECODER, Together
from kithkin.sources._beginning import beginning
from kithkin.sources._claims import Coverage, batch, ceiling, observed
from kithkin.sources._csv import DAMAGE
from kithkin.sources._moments import Moment, instant_of
from kithkin.sources._profiles import address_id, fediverse_id

_CONTEXT: Final = re.compile(rb"www\.w3\.org/ns/activitystreams")
_LIST: Final = re.compile(rb'"(orderedItems|items)"\s*:\s*\[')
_ID: Final = re.compile(rb'"id"\s*:\s*"([^"\\]{1,2000})"')
_TOTAL: Final = re.compile(rb'"totalItems"\s*:\s*(\d{1,15})\b')
_HEAD: Final = 1 << 16
#: Activities that say nothing of people that a table holds.
_UNUSED: Final = frozenset({
    "Add", "Remove", "Flag", "Update", "Delete", "View", "Read", "Listen", "Join", "Leave", "Offer", "Invite",
    "Arrive", "Travel", "Ignore", "Dislike", "TentativeAccept", "TentativeReject", "Tombstone",
})  # fmt: skip
_ANSWERS: Final = frozenset({"Accept", "Reject", "Undo"})
_ROLES: Final = frozenset({"followers", "following", "liked", "likes", "blocked", "blocks"})

Key = tuple[str, str, str]


class _Told(msgspec.Struct, gc=False):
    """What must be known of an activity before any row."""

    type: str
    published: str


_TOLD: Final = msgspec.json.Decoder(_Told)


class _Heard(msgspec.Struct):
    """What later activities say about earlier ones, gathered before any row."""

    undone: dict[str | Key, Moment | None] = {}
    accepted: dict[str | Key, Moment | None] = {}
    rejected: set[str | Key] = msgspec.field(default_factory=set)
    follows: set[str | Key] = msgspec.field(default_factory=set)
    newest: datetime | None = None

    def overhear(self, item: msgspec.Raw, horizon: datetime) -> None:
        """Take in one activity as it stands; most need no more than a look at their time."""
        try:
            told = _TOLD.decode(item)
            at = instant_of(told.published)
            if at is not None and told.type not in _ANSWERS and told.type != "Follow":
                if at <= horizon and (self.newest is None or at > self.newest):
                    self.newest = at
                return
        except _json.UNREADABLE:
            pass
        whole = _json.value_of(item)
        if isinstance(whole, dict):
            self.hear(whole, horizon)

    def hear(self, item: Object, horizon: datetime) -> None:
        """Take in one activity."""
        at, kind = time_of(item), kind_of(item)
        if at and at.at and at.at <= horizon and (self.newest is None or at.at > self.newest):
            self.newest = at.at
        if kind == "Follow":
            self.follows.update(_keys(item))
        if kind not in _ANSWERS:
            return
        for about in objects(item.get("object")):
            for key in _keys(about):
                if kind == "Undo":
                    self.undone[key] = at
                elif kind == "Accept":
                    self.accepted[key] = at
                else:
                    self.rejected.add(key)


def _keys(item: Object) -> list[str | Key]:
    """Return what an activity is known by: its id, and who did what to whom."""
    triple = kind_of(item), address(item.get("actor")), address(item.get("object"))
    return [key for key in (address(item), triple if all(triple) else "") if key]


class ActivityStreams:
    """ActivityStreams 2.0; a follow counts once it is accepted, an act that is undone does not."""

    name = "activity-streams"
    title = "ActivityStreams 2.0"
    how_to_get = "Save a collection (an outbox, followers, following) of a fediverse server as JSON."
    holds = "What the collection lists: posts, replies, boosts, likes, follows, blocks, accounts."
    lacks = "What the collection leaves out: most servers show others only a part."

    def recognises(self, archive: Archive, options: Options) -> float:
        """Return how sure it is: the context of ActivityStreams at the start of a JSON file."""
        if options.form == self.name:
            return 1.0
        return 0.7 if any(_is_stream(archive, member) for member in archive.members) else 0.0

    def knows(self, member: Member) -> bool:
        """Return whether a file is known to lie beside: none is."""
        del member
        return False

    def belongs(self, archive: Archive) -> str | None:
        """Return None: each archive stands alone."""
        del archive
        return None

    def read(self, archive: Archive, options: Options) -> Iterator[Yielded]:
        """Yield every item; the collections are gone through twice, first for what was undone or accepted."""
        members = [member for member in archive.members if _is_stream(archive, member)]
        heard, until = _Heard(), ceiling(archive)
        for member in members:
            for item in _items(archive, member):
                if isinstance(item, msgspec.Raw):
                    heard.overhear(item, until)
                elif isinstance(item, dict):
                    heard.hear(item, until)
        for said in observed(archive, heard.newest):
            until = said.observed_at if isinstance(said, Seen) else until
            yield said
        yield from _Reading(archive, options, heard, until).read(members)


def _is_stream(archive: Archive, member: Member) -> bool:
    return beginning(archive, member)[:1] in (b"{", b"[") and bool(_CONTEXT.search(archive.head(member)))


def _items(archive: Archive, member: Member) -> Iterator[Any]:
    """Yield each item of a collection as it stands, or the one object that a file holds; `Bad` for what cannot be read."""
    head = archive.head(member, _HEAD)
    found = _LIST.search(head)
    try:
        with archive.open(member) as stream:
            if found or head.lstrip()[:1] == b"[":
                for part in _json.items(stream, msgspec.Raw, under=found[1].decode() if found else ""):
                    yield from [part] if isinstance(part, _json.Bad) else part
                return
            whole = _json.whole(stream)
    except DAMAGE as error:
        yield _json.Bad("", f"The file cannot be read further: {error}.")
        return
    if isinstance(whole, dict) and kind_of(whole).endswith(("Collection", "CollectionPage")):
        # A collection without items of its own may still hold its first page.
        page = whole.get("first")
        listed = (page.get("orderedItems") or page.get("items")) if isinstance(page, dict) else None
        if any(not isinstance(whole.get(name, []), list) for name in ("orderedItems", "items")):
            yield _json.Bad("", "What the collection lists cannot be read: it is no list.", records=1)
        yield from listed if isinstance(listed, list) else []
        return
    yield whole


class _Reading:
    """One reading of one archive."""

    def __init__(self, archive: Archive, options: Options, heard: _Heard, until: datetime) -> None:
        self.archive, self.heard, self.until = archive, heard, until
        self.network = options.network or "mastodon"
        self.fediverse = Fediverse(self.network, until)
        self.selves = [self._said(me) for me in options.me]
        self.kinds: set[tuple[str, str]] = set()
        self.complete: set[str] = set()

    def _said(self, me: str) -> str:
        """Return the account that the user's word names."""
        found = fediverse_id(me) or address_id(me.partition(":")[2] or me)
        return f"{self.network}:{found.partition(':')[2]}" if found else me

    def read(self, members: list[Member]) -> Iterator[Yielded]:
        """Yield the items of all collections, then the coverage."""
        selves = ({"account_id": me, "network": self.network, "is_self": True} for me in self.selves)
        yield from batch([Row("accounts", values) for values in selves])
        if not self.selves:
            yield Problem("", "", "A collection does not say who you are.", "Say `kithkin me mastodon:user@host`.", 0)
        for member in members:
            yield from self._member(member)
        yield from batch(self._coverage())

    def _member(self, member: Member) -> Iterator[Yielded]:
        head = self.archive.head(member, _HEAD)
        found = _ID.search(head)
        iri = found[1].decode("utf-8", "replace") if found else ""
        role = _role(iri, member)
        owner = self.fediverse.actor(iri.rsplit("/", 1)[0]) if iri.startswith("http") else next(iter(self.selves), None)
        number, is_damaged, together = 0, False, Together(self.fediverse, member.name)
        for raw in _items(self.archive, member):
            number, item = number + 1, raw
            if isinstance(raw, msgspec.Raw):
                if self._is_gathered(raw, together):
                    yield from together.batches() if together.is_full else ()
                    continue
                item = _json.value_of(raw, f"item {number}")
            if isinstance(item, _json.Bad):
                is_damaged |= item.records > 0
                yield Problem(member.name, item.place, item.what, item.way_on, item.records)
                continue
            try:
                rows = self._rows(item, role, owner)
            except UnreadableError as error:
                is_damaged = True
                yield Problem(member.name, f"item {number}", str(error))
                continue
            yield NotUsed(member.name) if rows is None else Record(member.name, f"item {number}", tuple(rows))
            self.kinds.update((row.table, row.values.get("kind") or "") for row in rows or ())
        yield from together.batches()
        self.kinds |= together.kinds
        total = _TOTAL.search(head)
        if total and int(total[1]) == number and not is_damaged and owner in self.selves:
            self.complete.add(role)

    def _is_gathered(self, item: msgspec.Raw, together: Together) -> bool:
        """Take in a plain activity that nobody undid; return whether it is one."""
        try:
            activity = DECODER.decode(item)
        except _json.UNREADABLE:
            return False
        undone, what = self.heard.undone, activity.object
        if undone:
            triple = activity.type, activity.actor, what if isinstance(what, str) else what.id
            if activity.id in undone or triple in undone:
                return False
        actor = self.fediverse.actor(activity.actor)
        return actor is not None and together.take(activity, actor)

    def _rows(self, item: Any, role: str, owner: str | None) -> list[Row] | None:
        """Return the rows of one item, or None where no table holds what it says."""
        if not isinstance(item, (dict, str)):
            raise UnreadableError("The item is neither an object nor an address.")
        if role and (isinstance(item, str) or kind_of(item) in ACTORS):
            return self._listed(item, role, owner)
        if isinstance(item, str):
            return None
        kind, actor = (
            kind_of(item),
            self.fediverse.actor(address(item.get("actor")) or address(item.get("attributedTo"))),
        )
        if kind in ACTORS:
            one = self.fediverse.actor(address(item))
            if one is None:
                raise UnreadableError("The account has no id.")
            return self.fediverse.person(item, one, is_self=one in self.selves or None)
        if kind in _UNUSED:
            return None
        if actor is None:
            raise UnreadableError("The item does not say whose it is.")
        if kind in NOTES:
            return self.fediverse.note(item, actor)
        return self._activity(item, kind, actor)

    def _listed(self, item: Object | str, role: str, owner: str | None) -> list[Row]:
        """Return what being on a list of an account says."""
        iri = item if isinstance(item, str) else address(item)
        if owner is None or not iri:
            raise UnreadableError("The list does not say whose it is.")
        if role in {"liked", "likes"}:
            return self.fediverse.like(iri, owner)
        other = self.fediverse.actor(iri)
        profile = self.fediverse.person(item, other or "") if isinstance(item, dict) else []
        span = {"latest": self.until, "basis": "observed"}
        if role in {"blocked", "blocks"}:
            at = {f"marked_at_{name}": value for name, value in span.items()}
            ends = {"marker_id": owner, "marked_id": other, "network": self.network, "kind": "block", "list_id": ""}
            return [Row("marks", {**ends, **at}), *profile]
        at = {f"followed_at_{name}": value for name, value in span.items()}
        follower, followed = (other, owner) if role == "followers" else (owner, other)
        return [self._follow(follower, followed, at), *profile]

    def _follow(self, follower: str | None, followed: str | None, at: dict[str, Any]) -> Row:
        ends = {"follower_id": follower, "followed_id": followed, "network": self.network, "kind": "follow"}
        return Row("follows", {**ends, **at})

    def _activity(self, item: Object, kind: str, actor: str) -> list[Row] | None:
        """Return the rows of an activity; one that was undone leaves none."""
        undone = any(key in self.heard.undone for key in _keys(item))
        about = next(objects(item.get("object")), {})
        rows: list[Row] = []
        if kind == "Create" and kind_of(about) in NOTES:
            rows = self.fediverse.note({"published": item.get("published"), **about}, actor)
        elif kind == "Create":
            return None
        elif kind == "Announce":
            rows = self.fediverse.boost(item, actor)
        elif kind in {"Like", "EmojiReact"}:
            if not address(about):
                raise UnreadableError("The like does not say of which post.")
            rows = self.fediverse.like(address(about), actor, "like" if kind == "Like" else "reaction", item)
        elif kind == "Follow":
            return self._asked(item, actor, about)
        elif kind == "Accept" and kind_of(about) == "Follow" and not self.heard.follows & set(_keys(about)):
            # The follow itself is not in the collection; its answer tells of it.
            return self._asked(
                about, self.fediverse.actor(address(about.get("actor"))) or "", next(objects(about.get("object")), {})
            )
        elif kind == "Block":
            rows = [self._blocked(item, actor, self.fediverse.actor(address(about)))]
        elif kind == "Move":
            target = self.fediverse.actor(address(item.get("target")))
            values = {
                "from_id": self.fediverse.actor(address(about)) or actor,
                "to_id": target,
                "evidence": "handle-change",
            }
            # Nobody but the account itself can say that it moved.
            is_own = values["from_id"] == actor
            rows = [Row("account_links", {**values, "says": "the account moved"})] if target and is_own else []
        elif kind not in _ANSWERS:
            raise UnreadableError(f"The item is of a kind that is not read: {kind[:40] or 'none'}.")
        return [] if undone else rows

    def _blocked(self, item: Object, actor: str, other: str | None) -> Row:
        if other is None:
            raise UnreadableError("The block does not say of whom.")
        found = time_of(item)
        ends = {"marker_id": actor, "marked_id": other, "network": self.network, "kind": "block", "list_id": ""}
        return Row("marks", {**ends, **(found.columns("marked_at", self.until) if found else {})})

    def _asked(self, item: Object, actor: str, about: Object) -> list[Row]:
        """Return a request to follow, and the follow once it was accepted."""
        other, heard, keys = self.fediverse.actor(address(about)), self.heard, _keys(item)
        if other is None or not actor:
            raise UnreadableError("The follow does not say of whom.")
        accepted = next((heard.accepted[key] for key in keys if key in heard.accepted), None)
        is_accepted = any(key in heard.accepted for key in keys)
        ended = next((heard.undone[key] for key in keys if key in heard.undone), None)
        is_undone = any(key in heard.undone for key in keys)
        state = (
            "accepted"
            if is_accepted
            else "rejected"
            if heard.rejected & set(keys)
            else "withdrawn"
            if is_undone
            else ""
        )
        asked = time_of(item)
        request = {
            "request_id": self.fediverse.post(address(item) or f"{actor}#follow:{other}"),
            "network": self.network,
            "from_id": actor,
            "to_id": other,
            "kind": "follow",
            **(asked.columns("requested_at", self.until) if asked else {}),
            "state": state or ("pending" if heard.accepted else "unknown"),
        }
        rows = [Row("requests", request)]
        if is_accepted:
            began = accepted or asked
            at = began.columns("followed_at", self.until) if began else {"followed_at_latest": self.until}
            end = {"ended_at_latest": self.until, "ended_at_basis": "inferred"} if is_undone else {}
            rows.append(self._follow(actor, other, {**at, **(ended.columns("ended_at", self.until) if ended else end)}))
        return rows

    def _coverage(self) -> list[Row]:
        """Return that what is there is a part, save a whole list of the user's own followers or following."""
        ego = next(iter(self.selves), None)
        claims = Coverage(self.network, ego, self.until)
        defaults = {"messages": "message", "posts": "post"}
        for table, kind in sorted(self.kinds - {("accounts", ""), ("account_links", "")}):
            for direction in ("in", "out") if ego else ("among",):
                name = defaults.get(table, kind)
                claims.say(
                    table, name, direction, "some", identity="id", timing="exact", remedy="the server's own archive"
                )
        for role, direction in (("followers", "in"), ("following", "out")):
            if role in self.complete:
                claims.say("follows", "follow", direction, "all", identity="id")
        return claims.rows() if ego else claims.stated()


def _role(iri: str, member: Member) -> str:
    """Return which list of an account a collection is, by its id, else by the file's name."""
    for name in (re.split(r"[?#]", iri)[0].rstrip("/").rsplit("/", 1)[-1].lower(), member.base.split(".")[0]):
        if name.removesuffix(".json") in _ROLES:
            return name.removesuffix(".json")
    return ""
