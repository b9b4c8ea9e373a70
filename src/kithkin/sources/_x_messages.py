"""Direct messages of an X archive: conversations of events, with texts or as headers only."""

from __future__ import annotations

import html
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from functools import partial
from typing import Final

import msgspec

from kithkin.model.source import NotUsed, Problem, Record, Row, when
from kithkin.sources import _x_time as time
from kithkin.sources._json import decoded
from kithkin.sources._x_people import NETWORK, People
from kithkin.sources._x_posts import Id

_PAIR: Final = re.compile(r"(\d+)-(\d+)")
_FIRST: Final = datetime.min.replace(tzinfo=UTC)
_LAST: Final = datetime.max.replace(tzinfo=UTC)


_MISDATED: Final = "Its time cannot be true or cannot be read; that of its number was taken."


class Link(msgspec.Struct):
    """A link in a message, short and long."""

    url: str | None = None
    expanded: str | None = None


class Reaction(msgspec.Struct, rename="camel"):
    """One reaction to a message."""

    sender_id: Id | None = None
    reaction_key: str | None = None
    event_id: str | int | None = None
    created_at: str | None = None


class Message(msgspec.Struct, rename="camel"):
    """One message, or its header."""

    id: Id
    sender_id: Id
    recipient_id: Id | None = None
    created_at: str | None = None
    text: str | None = None
    urls: list[Link] | None = None
    reactions: list[Reaction] | None = None


class Membership(msgspec.Struct, rename="camel"):
    """Somebody joined a group or left it."""

    initiating_user_id: Id | None = None
    participants_snapshot: list[Id] | None = None
    user_ids: list[Id] | None = None
    created_at: str | None = None


class Event(msgspec.Struct, rename="camel"):
    """One event of a conversation; only one of these is there, or one that is not used."""

    message_create: Message | None = None
    welcome_message_create: Message | None = None
    join_conversation: Membership | None = None
    participants_join: Membership | None = None
    participants_leave: Membership | None = None


class Conversation(msgspec.Struct, rename="camel"):
    """One conversation; its events are decoded one by one, so that a bad one harms no other."""

    conversation_id: str | int
    messages: list[msgspec.Raw] = []


class Members:
    """Who was in a group when, as far as its events tell; an archive holds only groups that its owner was in."""

    def __init__(self, owner: int | None) -> None:
        #: Of each account when it came (True) and when it left (False); nothing where it was only met.
        self._changes: dict[int, set[tuple[datetime, bool]]] = {owner: set()} if owner else {}

    def take(self, event: Event) -> None:
        """Learn from one event."""
        if message := event.message_create or event.welcome_message_create:
            self._met(message.sender_id)
        if join := event.join_conversation:
            self._met(join.initiating_user_id, *(join.participants_snapshot or ()))
        if come := event.participants_join:
            self._met(come.initiating_user_id)
            self._changed(come, time.read(come.created_at or "") or _FIRST, has_come=True)
        if gone := event.participants_leave:
            self._changed(gone, time.read(gone.created_at or "") or _LAST, has_come=False)

    def _met(self, *users: int | None) -> None:
        for user in users:
            if user:
                self._changes.setdefault(user, set())

    def _changed(self, membership: Membership, at: datetime, *, has_come: bool) -> None:
        for user in membership.user_ids or ():
            self._changes.setdefault(user, set()).add((at, has_come))

    def at(self, instant: datetime) -> list[int]:
        """Return who was a member at an instant."""
        return sorted(user for user, changes in self._changes.items() if _is_in(changes, instant))


def _is_in(changes: set[tuple[datetime, bool]], instant: datetime) -> bool:
    """Return whether somebody was in: as the last change before says, else the opposite of the first after it."""
    if not changes:
        return True
    before = [change for change in changes if change[0] <= instant]
    return max(before)[1] if before else not min(changes)[1]


class Messages:
    """Turns conversations into rows; knows which messages were seen before, and who is in which group."""

    def __init__(self, people: People, owner: int | None) -> None:
        self._people = people
        self._seen: set[int] = set()
        self._members: dict[str, Members] = defaultdict(partial(Members, owner))
        self._events = msgspec.json.Decoder(list[Event], strict=False)
        self._event = msgspec.json.Decoder(Event, strict=False)

    def read(self, conversation: Conversation, member: str, place: str) -> Iterator[Record | NotUsed | Problem]:
        """Yield for each event its rows, that it is not used, or what is wrong with it."""
        key = str(conversation.conversation_id)
        events = list(self._decoded(conversation.messages, member, place))
        for event in events:
            if isinstance(event, Event):
                self._members[key].take(event)
        for number, event in enumerate(events, 1):
            if isinstance(event, Problem):
                yield event
                continue
            message = event.message_create or event.welcome_message_create
            rows = self._rows(message, key) if message else None
            is_used = rows or event.join_conversation or event.participants_join or event.participants_leave
            yield Record(member, f"{place}, message {number}", rows or ()) if is_used else NotUsed(member)
            if rows and message and message.created_at and time.read(message.created_at) is None:
                yield Problem(member, f"{place}, message {number}", _MISDATED, records=0)

    def _decoded(self, raws: Sequence[msgspec.Raw], member: str, place: str) -> Iterator[Event | Problem]:
        try:
            yield from self._events.decode(b"[" + b",".join(raws) + b"]")
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            for number, raw in enumerate(raws, 1):
                event, fault = decoded(self._event, bytes(raw))
                yield Problem(member, f"{place}, message {number}", fault) if fault else event

    def _rows(self, message: Message, key: str) -> tuple[Row, ...] | None:
        if message.id in self._seen:
            return None
        self._seen.add(message.id)
        read_at = time.read(message.created_at or "")
        sent_at = read_at or time.decoded(message.id)
        recipients = self._recipients(message, key, sent_at or _LAST)
        text, count = _text(message)
        self._people.meet_number(message.sender_id)
        shared = {
            "message_id": f"x:{message.id}", "network": NETWORK, "thread_id": f"x:{key}",
            "sender_id": f"x:{message.sender_id}", "recipient_count": len(recipients) or None,
            **when("sent_at", sent_at, basis="read" if read_at else "decoded"),
            "text": text, "link_count": count,
        }  # fmt: skip
        for recipient in recipients:
            self._people.meet_number(recipient)
        rows = [Row("messages", {**shared, "recipient_id": f"x:{whom}"}) for whom in recipients]
        rows = rows or [Row("messages", {**shared, "recipient_id": None})]
        return (*rows, *self._reactions(message, key))

    def _recipients(self, message: Message, key: str, at: datetime) -> list[int]:
        """Return to whom a message went: one, or the members of the group at that time."""
        pair = _PAIR.fullmatch(key)
        if pair is None:
            return [user for user in self._members[key].at(at) if user != message.sender_id]
        if message.recipient_id:
            return [message.recipient_id]
        ends = int(pair[1]), int(pair[2])
        other = ends[1] if ends[0] == message.sender_id else ends[0]
        return [other] if other < 1 << 63 else []

    def _reactions(self, message: Message, key: str) -> Iterator[Row]:
        for reaction in message.reactions or ():
            if reaction.sender_id is None or reaction.sender_id == message.sender_id:
                continue
            self._people.meet_number(reaction.sender_id)
            at = time.read(reaction.created_at or "")
            what = reaction.event_id or f"{message.id}:{reaction.sender_id}:{reaction.reaction_key}"
            values = {
                "interaction_id": f"x:reaction:{what}", "network": NETWORK, "actor_id": f"x:{reaction.sender_id}",
                "target_id": f"x:{message.sender_id}", "kind": "reaction", "thread_id": f"x:{key}",
                **when("happened_at", at, earliest=at or time.decoded(message.id)), "is_inferred": False,
            }  # fmt: skip
            yield Row("interactions", values)


def _text(message: Message) -> tuple[str | None, int | None]:
    """Return the words of a message and how many links are in them; None where only the header is there."""
    if message.text is None:
        return None, None
    text = html.unescape(message.text)
    for link in message.urls or ():
        if link.url and link.expanded:
            text = text.replace(link.url, link.expanded)
    return text, len(message.urls or ())
