"""The first look at a LinkedIn export: whose it is, who bears which name, and the newest date in it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Final

import msgspec

from kithkin.model.ids import account_id, name_id
from kithkin.model.source import Options, Row
from kithkin.sources._csv import Line
from kithkin.sources._linkedin_rows import (
    NAMELESS,
    NETWORK,
    FollowHistory,
    Owner,
    clean,
    ends_of,
    folded,
    full_name,
    link,
    profile,
    split_names,
    spoken_of,
    target,
)
from kithkin.sources._moments import moment
from kithkin.sources._profiles import linkedin_slug

#: The columns that hold a record's date, whatever the file.
_DATES: Final = (
    "date", "connectedon", "sentat", "endorsementdate", "creationdate", "followedon", "createdat",
)  # fmt: skip
#: Conversations that the owner must be in, and more than anybody else, to be told from the messages alone.
_LEAST_CONVERSATIONS: Final = 3


class People(msgspec.Struct):
    """What the lines of all files say together; filled by `look`, line by line."""

    slugs: defaultdict[str, Counter[str]] = msgspec.field(default_factory=lambda: defaultdict(Counter))
    spelled: dict[str, str] = {}
    connections: Counter[str] = msgspec.field(default_factory=Counter)
    connected_slugs: set[str] = msgspec.field(default_factory=set)
    nameless_rows: set[str] = msgspec.field(default_factory=set)
    #: By name within a conversation: the only address that bears it there, or nothing where several may.
    bearers: dict[int, str] = {}
    unaddressed: dict[int, str] = {}
    profile: str = ""
    asked: Counter[tuple[str, str]] = msgspec.field(default_factory=Counter)
    sent: Counter[tuple[str, str]] = msgspec.field(default_factory=Counter)
    conversations: defaultdict[str, set[int]] = msgspec.field(default_factory=lambda: defaultdict(set))
    follows: dict[str, FollowHistory] = {}
    own_posts: set[int] = msgspec.field(default_factory=set)
    newest: datetime | None = None

    def look(self, stem: str, line: Line, horizon: datetime) -> None:
        """Take in one line of the file of this kind."""
        self.dated(line, horizon)
        match stem:
            case "profile":
                self.profile = self.profile or full_name(line)
            case "connections":
                self._connection(line)
            case "invitations":
                self._invitation(line)
            case "messages":
                self.message(line)
            case "memberfollows":
                self._follow(line)
            case "recommendationsreceived" | "recommendationsgiven":
                self._name(full_name(line), line.first("url", "publicurl"))
            case "endorsementreceivedinfo":
                self._name(full_name(line, "endorserfirstname", "endorserlastname"), line.first("endorserpublicurl"))
            case "endorsementgiveninfo":
                self._name(full_name(line, "endorseefirstname", "endorseelastname"), line.first("endorseepublicurl"))
            case "shares":
                number = target(line.first("sharelink"))[1]
                if number is not None:
                    self.own_posts.add((number >> 22) // 5000)

    def dated(self, line: Line, horizon: datetime) -> None:
        """Take in the date of a line, if it states one."""
        found = moment(text) if (text := line.first(*_DATES)) else None
        if found is not None:
            self.date(found.at or found.earliest, horizon)

    def date(self, at: datetime, horizon: datetime) -> None:
        """Take in an instant; what lies after the horizon is noise."""
        if at <= horizon and (self.newest is None or at > self.newest):
            self.newest = at

    def _name(
        self, name: str, url: str = "", count: int = 1, thread: str = "", *, is_owner: bool = False
    ) -> tuple[str, str]:
        """Note a name that came so often, with the slug it stands beside; return both.

        A recipient's `thread` may tell the address that does not stand beside the name; the owner's is known anyway.
        """
        name, slug = clean(name), linkedin_slug(clean(url)) or ""
        if name and folded(name) not in NAMELESS:
            self.spelled.setdefault(folded(name), name)
            if slug:
                self.slugs[folded(name)][slug] += count
            elif thread:
                self.unaddressed[spoken_of(thread, name)] = folded(name)
            elif not is_owner:
                self.nameless_rows.add(folded(name))
        return folded(name), slug

    def _connection(self, line: Line) -> None:
        name, slug = self._name(full_name(line), line.first("url"))
        self.connections[name] += 1
        if slug:
            self.connected_slugs.add(slug)

    def _invitation(self, line: Line) -> None:
        direction = line.first("direction").upper()
        asker = self._name(line.first("from"), line.first("inviterprofileurl"), is_owner=direction == "OUTGOING")
        asked = self._name(line.first("to"), line.first("inviteeprofileurl"), is_owner=direction == "INCOMING")
        if direction in {"OUTGOING", "INCOMING"}:
            self.asked[asker if direction == "OUTGOING" else asked] += 1

    def message(self, line: Line, count: int = 1) -> None:
        """Take in so many messages with the same ends."""
        sender = self._name(line.first("from"), line.first("senderprofileurl"), count)
        if line.first("folder").upper() == "SENT":
            self.sent[sender] += count
        # Hashed, so that a million conversations do not fill the memory with their names.
        conversation = line.first("conversationid")
        thread = hash(conversation)
        ends = ends_of(split_names(line.first("to"), frozenset()), line.first("recipientprofileurls"))
        named = [self._name(name, url, count, conversation) for name, url in ends]
        others = {slug or name for name, slug in named}
        for person in {sender[1] or sender[0], *others} - {""} - NAMELESS:
            self.conversations[person].add(thread)
        if conversation:
            self._bear(conversation, [sender, *named])

    def _bear(self, thread: str, ends: list[tuple[str, str]]) -> None:
        """Note which address bears a name in a conversation; nothing where two do, or two people there share it."""
        shared = Counter(name for name, _ in ends)
        for name, slug in ends:
            if not name or name in NAMELESS:
                continue
            key = spoken_of(thread, name)
            if shared[name] > 1 or (slug and self.bearers.setdefault(key, slug) != slug):
                self.bearers[key] = ""

    def _follow(self, line: Line) -> None:
        name, at = self._name(line.first("fullname", "name"))[0], moment(line.first("date"))
        if not name or at is None:
            return
        is_end = line.first("status").lower().startswith("unfollow")
        before = self.follows.get(name)
        if before is None or at.earliest >= before.at:
            followed = before.followed if is_end and before else None if is_end else at
            self.follows[name] = FollowHistory(followed, at if is_end else None, line.place, at.earliest)

    def owner(self, options: Options) -> Owner | None:
        """Return whose export it is, or None where nothing tells it."""
        said = [me for me in map(_said, options.me) if me]
        if said:
            slug = said[0].partition(":")[2]
            name = next((n for n, slugs in self.slugs.items() if slug in slugs), "")
            return Owner(said[0], set(said[1:]), self.spelled.get(name, "") or self.profile)
        for name, slug in self._candidates():
            one = slug or (max(self.slugs[name], key=self.slugs[name].__getitem__) if self.slugs.get(name) else "")
            spelled = self.spelled.get(name, self.profile if name == folded(self.profile) else name)
            if one or name:
                return Owner(account_id(NETWORK, one) if one else name_id(NETWORK, spelled), set(), spelled)
        return None

    def _candidates(self) -> Iterable[tuple[str, str]]:
        """Yield who may be the owner, the best evidence first."""
        if self.profile:
            yield folded(self.profile), ""
        for counted in (self.asked, self.sent):
            if counted:
                yield max(counted, key=lambda who: (counted[who], who))
        ranked = sorted(((len(threads), who) for who, threads in self.conversations.items()), reverse=True)[:2]
        others = ranked[1][0] if len(ranked) > 1 else 0
        if ranked and ranked[0][0] >= _LEAST_CONVERSATIONS and ranked[0][0] > others:
            who = ranked[0][1]
            name = next((name for name, slugs in self.slugs.items() if who in slugs), "")
            yield (name, who) if name else (who, "")

    def namesakes(self, owner: Owner) -> dict[str, dict[tuple[str, ...], int]]:
        """Return the names by which a connection cannot be told; the owner, who is no connection, is the first of the name."""
        several = {name: dict[tuple[str, ...], int]() for name, count in self.connections.items() if name and count > 1}
        return several | ({folded(owner.name): {(): 1}} if owner.name else {})

    def connected(self) -> frozenset[str]:
        """Return the ids of all connections."""
        named = (name_id(NETWORK, name) for name in self.connections if name)
        return frozenset({*named, *(account_id(NETWORK, slug) for slug in self.connected_slugs)})

    def _without_address(self) -> set[str]:
        """Return the names that somewhere stand for a person without an address."""
        return self.nameless_rows | {name for key, name in self.unaddressed.items() if not self.bearers.get(key)}

    def named(self, owner: Owner) -> list[Row]:
        """Return the name of everybody who is named, since messages and invitations bear addresses alone."""
        most: dict[str, tuple[int, str]] = {}
        for name, slugs in self.slugs.items():
            for slug, count in slugs.items():
                most[slug] = max(most.get(slug, (0, "")), (count, self.spelled[name]))
        others = self._without_address() - {folded(owner.name)}
        found = {account_id(NETWORK, slug): name for slug, (_, name) in most.items()}
        found |= {name_id(NETWORK, self.spelled[name]): self.spelled[name] for name in sorted(others)}
        return [profile(account, name=name) for account, name in found.items() if account != owner.account_id]

    def links(self, owner: Owner) -> list[Row]:
        """Return which names may be which account: where the export has one bearer of the name only."""
        rows = [
            link(owner.account_id, other, "same-account", "the user says both are theirs") for other in owner.others
        ]
        for name in sorted(self._without_address()):
            slugs = self.slugs.get(name, ())
            if len(slugs) == 1 and self.connections[name] <= 1 and name != folded(owner.name):
                slug = account_id(NETWORK, next(iter(slugs)))
                says = "the only account of this name in the export"
                rows.append(link(name_id(NETWORK, self.spelled[name]), slug, "name-alike", says))
        return rows


def _said(me: str) -> str:
    """Return the LinkedIn account that the user's word names, or nothing."""
    if slug := linkedin_slug(me):
        return account_id(NETWORK, slug)
    return me.strip() if me.strip().startswith(f"{NETWORK}:") else ""
