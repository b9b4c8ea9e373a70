"""One `result.json` of Telegram Desktop: the document without its messages, and the messages chat by chat.

A whole export holds its chats in a list within a list, the export of one chat is that chat alone; in both
the messages stand in lists of the key `messages`, and the few values before such a list say which chat it is.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any, Final

import msgspec

from kithkin.model.errors import Refused
from kithkin.model.source import Archive, Member
from kithkin.sources._json import MAX_WHOLE, UNREADABLE, Bad, decoded, lists
from kithkin.sources._moments import Moment

NETWORK: Final = "telegram"
#: Telegram began in August 2013. What is dated otherwise is read too, as far as a date can name it: it is told.
_BIRTH, _HORIZON = datetime(2013, 8, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC)
_FIRST, _LAST = datetime(2, 1, 1, tzinfo=UTC), datetime(9999, 1, 1, tzinfo=UTC)
EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)

#: Chats of two, groups whose members alone can read, and what is open to many.
PERSONAL: Final = frozenset({"personal_chat", "bot_chat"})
GROUPS: Final = frozenset({"private_group", "private_supergroup"})
COMMUNITIES: Final = frozenset({"public_supergroup", "private_channel", "public_channel"})

_LIST: Final = "messages"
#: So many opening brackets are tried before a list is held to belong to no chat.
_TRIES: Final = 50
#: So many writers of a group are told apart; the others write to nobody we can name.
_MOST_WRITERS: Final = 500
_PEER: Final = re.compile(r"(user|chat|channel)?(\d{1,19})")
_LONGEST_PEER: Final = len("channel") + 19
#: Where the kinds of ids began when they were numbers, until 2021.
_OLD_USER, _OLD_CHAT = 1 << 32, 2 << 32


class Message(msgspec.Struct, gc=False):
    """The parts of a message that are used."""

    id: Any = None
    type: Any = None
    date: Any = None
    unixtime: Any = msgspec.field(name="date_unixtime", default=None)
    name: Any = msgspec.field(name="from", default=None)
    sender: Any = msgspec.field(name="from_id", default=None)
    text: Any = None
    answers: Any = msgspec.field(name="reply_to_message_id", default=None)
    answers_in: Any = msgspec.field(name="reply_to_peer_id", default=None)
    reactions: Any = None


class Chat(msgspec.Struct):
    """One chat: its kind, its number, how it is called, and who was seen writing in it."""

    kind: str
    number: int
    name: str
    writers: set[str] = msgspec.field(default_factory=set)
    has_old_ids: bool = False

    @property
    def key(self) -> str:
        """The account of the other side of a chat of two, else of the group or channel."""
        number = self.number
        if self.has_old_ids and number >= _OLD_USER:
            number &= _OLD_USER - 1
        prefix = "" if self.kind in PERSONAL else "chat" if self.kind == "private_group" else "channel"
        return f"{NETWORK}:{prefix}{number}"


class Document(msgspec.Struct):
    """What stands beside the messages: the values of the document, its chats in order, whether all of it is whole."""

    values: dict[str, Any] = {}
    chats: list[Chat | None] = []
    is_whole: bool = True

    def list_at(self, key: str) -> list[Any]:
        """Return the list that a section holds; empty where there is none."""
        section = self.values.get(key)
        found = section.get("list") if isinstance(section, dict) else section
        return found if isinstance(found, list) else []

    @property
    def is_one_chat(self) -> bool:
        """Whether this is the export of one chat."""
        return "type" in self.values or not self.values


def account_of(peer: Any) -> str | None:
    """Return the account of `user123`, `channel5` or of a number as it was written until 2021.

    Examples
    --------
    >>> account_of("user123"), account_of(4294967419), account_of("channel5"), account_of(None)
    ('telegram:123', 'telegram:123', 'telegram:channel5', None)
    """
    if isinstance(peer, int) and not isinstance(peer, bool) and peer > 0:
        if peer >= _OLD_CHAT:
            return f"{NETWORK}:chat{peer & (_OLD_USER - 1)}"
        return f"{NETWORK}:{peer & (_OLD_USER - 1)}"
    return _named(peer) if isinstance(peer, str) and len(peer) <= _LONGEST_PEER else None


@lru_cache(maxsize=4096)
def _named(peer: str) -> str | None:
    """Return the account of `user123`; the same few write nearly all messages."""
    found = _PEER.fullmatch(peer)
    if found is None:
        return None
    return f"{NETWORK}:{'' if found[1] in (None, 'user') else found[1]}{found[2]}"


def sender_of(chat: Chat, message: Message) -> str | None:
    """Return who wrote a message; a channel's own posts are the channel's."""
    return account_of(message.sender) or (chat.key if chat.kind.endswith("_channel") else None)


def words(value: Any) -> str:
    """Return a name or a text that may not be one."""
    return value.strip() if isinstance(value, str) else ""


def local(date: Any) -> datetime | None:
    """Return a date as the clock of the exporting machine showed it."""
    try:
        at = datetime.fromisoformat(date[:19]).replace(tzinfo=UTC) if isinstance(date, str) else None
    except ValueError:
        return None
    return min(max(at, _FIRST), _LAST) if at else None


def _counted(unixtime: Any) -> datetime | None:
    """Return the instant of a count of seconds."""
    text = str(unixtime) if isinstance(unixtime, str | int) else ""
    if not (text.isascii() and text.removeprefix("-").isdigit()):
        return None
    # No more digits than a date can name, so that the greatest counts are the last instant.
    return EPOCH + timedelta(
        seconds=min(max(int(text[:12]), (_FIRST - EPOCH).total_seconds()), (_LAST - EPOCH).total_seconds())
    )


def can_be(at: datetime) -> bool:
    """Return whether an instant can be one of Telegram's, whenever it was exported."""
    return _BIRTH <= at < _HORIZON


def is_misdated(unixtime: Any) -> bool:
    """Return whether a count of seconds is given that cannot be true."""
    at = _counted(unixtime)
    return at is not None and not can_be(at)


def moment_of(unixtime: Any, date: Any) -> Moment | None:
    """Return when something happened: exactly by the count of seconds, which exports before 2022 lack.

    Where the count cannot be true, the clock's date is taken instead, if there is one that can be.
    """
    at = _counted(unixtime)
    if at is not None and can_be(at):
        return Moment(at, at, at)
    at_clock = local(date)
    if at is not None and (at_clock is None or not can_be(at_clock)):
        return Moment(at, at, at)
    if at_clock is None:
        return None
    # The clocks of the earth run from twelve hours behind to fourteen ahead of UTC.
    return Moment(at_clock, at_clock - timedelta(hours=14), at_clock + timedelta(hours=12), "inferred")


def chats_of(archive: Archive, member: Member, document: Document) -> Iterator[tuple[int, list[Message] | Bad]]:
    """Yield the messages of a file in batches, each with the number of its chat; fills in the document on the way.

    A file that is gone through again fills in the same once more.
    """
    pieces: list[bytes] = []
    document.chats, number = [], -1
    try:
        with archive.open(member) as stream:
            for number, (before, batches) in enumerate(lists(stream, Message, under=_LIST)):
                pieces.append(before)
                if batches is None:
                    break
                document.chats.append(_chat(before))
                for batch in batches:
                    yield number, batch
    except (Refused, OSError) as error:
        said = error.what if isinstance(error, Refused) else f"It cannot be read: {error}."
        yield max(number, 0), Bad("", said)
    _complete(document, b'"messages": []'.join(pieces).removeprefix(b"\xef\xbb\xbf"))


def _chat(before: bytes) -> Chat | None:
    """Return the chat whose values end what stands before its messages; None where there is none."""
    place, before = len(before), before[-(1 << 16) :]
    for _ in range(_TRIES):
        place = before.rfind(b"{", 0, place)
        if place < 0:
            return None
        try:
            head = msgspec.json.decode(before[place:] + b'"messages": []}')
        except UNREADABLE:
            continue
        number = head.get("id")
        is_chat = isinstance(head.get("type"), str) and isinstance(number, int)
        return Chat(head["type"], abs(number), words(head.get("name"))) if is_chat else None
    return None


def _complete(document: Document, skeleton: bytes) -> None:
    """Fill in the values beside the chats, as many as can be read where the document is not whole."""
    values, fault = (
        decoded(msgspec.json.Decoder(), skeleton) if len(skeleton) <= MAX_WHOLE else (None, "It is too long.")
    )
    if not fault and isinstance(values, dict):
        document.is_whole, document.values = True, values
    else:
        document.is_whole, document.values = False, dict(_readable(skeleton[:MAX_WHOLE]))


def misread(values: Mapping[str, Any]) -> Iterator[str]:
    """Yield the places beside the messages that were read where a list should be, or a chat with one, and is not."""
    if not isinstance(values.get("messages", []), list):
        yield "messages"
    for name in values.keys() & {"contacts", "chats", "left_chats"}:
        section = values[name]
        listed = section.get("list") if isinstance(section, dict) else None
        if not isinstance(listed, list):
            yield name
            continue
        for number, chat in enumerate(listed if name != "contacts" else (), 1):
            if not isinstance(chat, dict) or not isinstance(chat.get("messages"), list):
                yield f"{name}, item {number}"


def _readable(skeleton: bytes) -> Iterator[tuple[str, Any]]:
    """Yield the sections of a broken document that can be read."""
    text = skeleton.decode("utf-8", "replace")
    for key in ("personal_information", "contacts", "type"):
        if found := re.search(rf'"{key}"\s*:\s*', text):
            try:
                yield key, json.JSONDecoder().raw_decode(text, found.end())[0]
            except (ValueError, RecursionError):
                continue


def learn(chat: Chat, messages: list[Message]) -> None:
    """Note who writes in a chat, and whether its ids are of the old kind."""
    for message in messages:
        if message.type != "message":
            continue
        chat.has_old_ids |= isinstance(message.sender, int)
        if len(chat.writers) < _MOST_WRITERS and (sender := sender_of(chat, message)):
            chat.writers.add(sender)
