"""The message threads of Facebook and Instagram: one folder each, in numbered files, newest message first."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final

import msgspec

from kithkin.model.source import Archive, Batch, NotUsed, Problem, Yielded
from kithkin.sources._json import Bad
from kithkin.sources._meta import EPOCH, digest, list_at, moment, plain, repaired, seconds_of, text_at
from kithkin.sources._meta_export import Export, File, batches, in_order
from kithkin.sources._meta_items import streamed, whole_of
from kithkin.sources._plain import link_count

#: What the platforms' boxes are in our words.
FOLDERS: Final = {
    "inbox": "inbox",
    "archived_threads": "archive",
    "message_requests": "requests",
    "filtered_threads": "filtered",
    "e2ee_cutover": "inbox",
    "e2ee": "inbox",
}

#: Rows are given out when there are so many, so that memory stays bounded in a group of hundreds.
_ENOUGH: Final = 20_000

_HEAD_BYTES: Final = 1 << 16

#: What the platform writes into a thread in a person's name, which stands in front, as far as it is known.
_SYSTEM: Final = re.compile(
    r"(?:reacted .{1,16} to your message|liked a message|(?:you )?are now connected on messenger"
    r"|say hi to your new facebook friend|(?:you )?can now message and call each other"
    r"|(?:named the group|set (?:the|your|his|her|their) nickname|changed the (?:theme|group photo|chat theme)"
    r"|created the group|left the group|pinned a message|added .{1,100} to the group"
    r"|removed .{1,100} from the group)\b.{0,200}"
    r"|hat mit .{1,16} auf deine nachricht reagiert|gefällt eine nachricht|ihr seid jetzt auf messenger verbunden"
    r"|a réagi avec .{1,16} à votre message|a aimé un message|vous êtes maintenant connectés sur messenger"
    r"|reaccionó con .{1,16} a tu mensaje|le gusta un mensaje|indicó que le gusta un mensaje"
    r"|reagiu com .{1,16} à sua mensagem|curtiu uma mensagem|ha messo mi piace a un messaggio"
    r"|heeft met .{1,16} gereageerd op je bericht|vindt een bericht leuk)[.!]?",
    re.IGNORECASE,
)

#: The names that stand for people whose accounts are gone; two of them are not one person.
_NOBODY: Final = frozenset({
    "", "facebook user", "facebook-nutzer", "facebook-nutzer/in", "utilisateur facebook", "utilisateur de facebook",
    "usuario de facebook", "usuário do facebook", "utilizador do facebook", "utente di facebook", "facebook-gebruiker",
    "instagram user", "instagram-nutzer", "instagrammer", "utilisateur instagram", "usuario de instagram",
    "usuário do instagram", "utente di instagram", "instagram-gebruiker",
})  # fmt: skip


class Message(msgspec.Struct):
    """The parts of a message that are used; anything else it holds is left."""

    sender_name: str | None = None
    timestamp_ms: int | float | str | None = None
    content: str | None = None
    type: str | None = None
    share: Any = None
    reactions: Any = None
    users: Any = None
    call_duration: Any = None
    is_unsent: Any = None


class SealedMessage(msgspec.Struct):
    """A message of the end-to-end-encrypted export, which writes other names and sound letters."""

    sender_name: str | None = msgspec.field(name="senderName", default=None)
    timestamp_ms: int | float | str | None = msgspec.field(name="timestamp", default=None)
    content: str | None = msgspec.field(name="text", default=None)
    type: str | None = None
    share: Any = None
    reactions: Any = None
    users: Any = None
    call_duration: Any = None
    is_unsent: Any = msgspec.field(name="isUnsent", default=None)


@dataclass(slots=True)
class Thread:
    """One conversation: its stable key, our folder, its files and the names of those who take part."""

    key: str
    folder: str
    files: list[File]
    is_sealed: bool = False
    names: list[str] = field(default_factory=list)
    first_incoming: tuple[datetime, str] | None = None

    def spelled(self, text: str) -> str:
        """Return a text of this thread with its letters repaired, where they need it."""
        return text if self.is_sealed else repaired(text)


#: Gives the account of a person named in a thread.
Naming = Callable[[str, Thread], str]


def is_nobody(name: str) -> bool:
    """Return whether a name stands for a person whose account is gone."""
    return plain(name) in _NOBODY


def threads_of(archive: Archive, files: Iterable[File]) -> list[Thread]:
    """Return the threads of an export: the files of one conversation together, whatever ZIP or box they lie in."""
    found: dict[str, Thread] = {}
    for file in in_order(files):
        if "messages" not in file.folders or file.stem not in ("message", "messages") or file.ending != "json":
            continue
        below = file.folders[len(file.folders) - file.folders[::-1].index("messages") :]
        if not below:
            continue
        box = next((part for part in below[:-1] if part in FOLDERS), "inbox")
        key = thread_key(below[-1])
        thread = found.setdefault(key, Thread(key, FOLDERS[box], []))
        thread.files.append(file)
        thread.names = thread.names or participants(archive, file)
    return list(found.values())


def thread_key(folder: str) -> str:
    """Return the part of a thread's folder that stays when the thread is renamed: `janeroe_12345` is `12345`."""
    tail = folder.rsplit("_", 1)[-1]
    return tail if len(tail) >= 6 and tail.isalnum() else folder


def participants(archive: Archive, file: File) -> list[str]:
    """Return the names of those who take part, as the file spells them."""
    head = archive.head(file.member, _HEAD_BYTES)
    place = head.find(b'"participants"')
    start = head.find(b"[", place) if place >= 0 else -1
    stop = head.find(b"]", start) if start >= 0 else -1
    if stop >= 0:
        try:
            return _names(msgspec.json.decode(head[start : stop + 1]))
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            pass
    if place < 0 and file.member.size > _HEAD_BYTES:
        document = whole_of(archive, file.member)
        return _names(list_at(document, "participants"))
    return []


def _names(entries: Any) -> list[str]:
    """Return the names of a list of participants: texts, or mappings with a name; a blank one stays."""
    names = []
    for entry in entries if isinstance(entries, list) else ():
        name = entry.get("name") if isinstance(entry, dict) else entry
        if isinstance(name, str):
            names.append(name.strip())
    return names


def name_in_most(threads: Sequence[Thread]) -> str:
    """Return the name that takes part in more threads than any other; empty where no name stands out."""
    counts: Counter[str] = Counter()
    for thread in threads:
        counts.update({thread.spelled(name) for name in thread.names if not is_nobody(thread.spelled(name))})
    ranked = counts.most_common(2)
    if not ranked or (len(ranked) > 1 and ranked[0][1] == ranked[1][1]):
        return ""
    return ranked[0][0]


@dataclass(slots=True)
class _Reading:
    """A thread while it is read: the columns so far, and how the members of a thread are named."""

    export: Export
    thread: Thread
    naming: Naming
    reaction_kind: str
    columns: dict[str, list[Any]] = field(default_factory=lambda: defaultdict(list))
    reactions: list[dict[str, Any]] = field(default_factory=list)
    used: int = 0
    not_used: int = 0
    ids: dict[str, str] = field(default_factory=dict)
    senders: dict[str, tuple[str, str, str]] = field(default_factory=dict)
    before: tuple[str, int] = ("", 0)

    def account(self, name: str | None) -> str:
        """Return the account of a person named in this thread."""
        spelled = self.thread.spelled((name or "").strip())
        if spelled not in self.ids:
            self.ids[spelled] = self.naming(spelled, self.thread)
        return self.ids[spelled]

    def sender(self, name: str) -> tuple[str, str, str]:
        """Return the repaired name of a sender, their account and the key of their messages; looked up once."""
        if name not in self.senders:
            spelled = self.thread.spelled(name.strip())
            self.senders[name] = spelled, self.account(name), digest(plain(spelled))
        return self.senders[name]

    def flush(self, member: str) -> Iterator[Yielded]:
        """Give out what was read since the last time."""
        if self.used:
            yield Batch(member, self.used, {"messages": dict(self.columns)} if self.columns else {})
        if self.not_used:
            yield NotUsed(member, self.not_used)
        yield from batches(member, "interactions", self.reactions)
        self.columns, self.reactions = defaultdict(list), []
        self.used = self.not_used = 0


def read_threads(
    export: Export, archive: Archive, threads: Iterable[Thread], naming: Naming, reaction_kind: str
) -> Iterator[Yielded]:
    """Yield the messages of all threads, one row per recipient, and the reactions that messages bear."""
    for thread in threads:
        reading = _Reading(export, thread, naming, reaction_kind)
        parts_read: set[str] = set()
        for file in thread.files:
            yield from _read_part(reading, archive, file, parts_read)
        yield from _request(reading)


def _read_part(reading: _Reading, archive: Archive, file: File, parts_read: set[str]) -> Iterator[Yielded]:
    """Yield the messages of one file; a part that came before under another name is not used again."""
    member, kind = file.member.name, SealedMessage if reading.thread.is_sealed else Message
    people = list(dict.fromkeys(reading.account(name) for name in reading.thread.names))
    number, mark = 0, ""
    for batch in streamed(archive, file.member, kind, "messages"):
        if isinstance(batch, Bad):
            number += batch.records
            if batch.records:
                reading.export.damaged.add("messages/message")
            yield Problem(member, batch.place or f"message {number}", batch.what, batch.way_on, batch.records)
            continue
        if not mark and batch:
            mark = digest(*(f"{one.timestamp_ms} {one.sender_name} {one.content}" for one in (batch[0], batch[-1])))
            if mark in parts_read:
                reading.export.counted["repeated parts"] += 1
            is_repeated = mark in parts_read
            parts_read.add(mark)
        if is_repeated:
            yield NotUsed(member, len(batch))
            number += len(batch)
            continue
        for message in batch:
            number += 1
            problem = _read_message(reading, message, people, member, number)
            if problem is not None:
                yield problem
            if len(reading.columns["message_id"]) >= _ENOUGH:
                yield from reading.flush(member)
    yield from reading.flush(member)
    yield from reading.export.doubts_of(member)


def _read_message(
    reading: _Reading, message: Message | SealedMessage, people: list[str], member: str, number: int
) -> Problem | None:
    """Add a message's rows; return a problem where it cannot be one."""
    if _is_event(message):
        reading.not_used += 1
        return None
    text = reading.thread.spelled(message.content) if message.content else None
    name, sender, sender_key = reading.sender(message.sender_name or "")
    if text and _SYSTEM.fullmatch(_sentence(text, name)):
        reading.not_used += 1
        return None
    stated = moment(message.timestamp_ms)
    if message.sender_name is None or (stated is None and text is None):
        reading.export.damaged.add("messages/message")
        return Problem(member, f"message {number}", "This message has no sender, or neither time nor text.")
    at = reading.export.time(None, stated) if stated is not None else None
    thread_id = f"{reading.export.network}:{reading.thread.key}"
    stamp = (stated - EPOCH) // timedelta(milliseconds=1) if stated else 0
    key = f"{thread_id}:{stamp}:{sender_key}"
    message_id = _numbered(reading, key)
    others: list[str | None] = [person for person in people if person != sender] or [None]
    _add(reading, message_id, thread_id, sender, others, at, text, message)
    _add_reactions(reading, message, message_id, thread_id, sender, at)
    reading.used += 1
    if sender != reading.export.owner and at is not None:
        first = reading.thread.first_incoming
        reading.thread.first_incoming = (at, sender) if first is None or at < first[0] else first
    return None


def _is_event(message: Message | SealedMessage) -> bool:
    """Return whether this is a call, somebody joining or leaving, or a message that was taken back."""
    kind = (message.type or "").lower()
    return bool(
        message.is_unsent is True
        or message.users
        or message.call_duration is not None
        or kind in ("call", "subscribe", "unsubscribe", "plan", "payment")
    )


def _sentence(text: str, sender: str) -> str:
    """Return a text without the sender's name or "You" in front, which is how the platform's own rows begin."""
    return text[:500].removeprefix(sender).removeprefix("You ").strip()


def _numbered(reading: _Reading, key: str) -> str:
    """Return the id of a message; of several that one person sent in one millisecond each has its number."""
    number = reading.before[1] + 1 if reading.before[0] == key else 1
    reading.before = (key, number)
    return key if number == 1 else f"{key}:{number}"


def _add(
    reading: _Reading,
    message_id: str,
    thread_id: str,
    sender: str,
    others: Sequence[str | None],
    at: datetime | None,
    text: str | None,
    message: Message | SealedMessage,
) -> None:
    """Add one row per recipient."""
    count = len(others) if others[0] is not None else None
    shared = text_at(message.share, "link") if message.share else ""
    links = link_count(text)
    if shared and shared not in (text or ""):
        links = (links or 0) + 1
    values = {
        "message_id": message_id,
        "network": reading.export.network,
        "thread_id": thread_id,
        "sender_id": sender,
        "recipient_count": count,
        **reading.export.when("sent_at", at),
        "text": text,
        "link_count": links,
        "folder": reading.thread.folder,
    }
    columns = reading.columns
    for other in others:
        for name, value in values.items():
            columns[name].append(value)
        columns["recipient_id"].append(other)


def _add_reactions(
    reading: _Reading,
    message: Message | SealedMessage,
    message_id: str,
    thread_id: str,
    sender: str,
    at: datetime | None,
) -> None:
    """Add the reactions that a message bears, each from the one who reacted to the one who wrote."""
    for reaction in message.reactions if isinstance(message.reactions, list) else ():
        actor = reaction.get("actor") if isinstance(reaction, dict) else None
        if not isinstance(actor, str) or reading.account(actor) == sender:
            continue
        acted = reading.export.time(reaction.get("timestamp"))
        reading.reactions.append({
            "interaction_id": f"{message_id}:reaction:{digest(plain(reading.thread.spelled(actor)))}",
            "network": reading.export.network,
            "actor_id": reading.account(actor),
            "target_id": sender,
            "kind": reading.reaction_kind,
            **reading.export.when("happened_at", acted, earliest=at),
            "thread_id": thread_id,
        })  # fmt: skip


def _request(reading: _Reading) -> Iterator[Batch]:
    """Yield the request that an unanswered thread from outside is."""
    thread, export = reading.thread, reading.export
    if thread.folder not in ("requests", "filtered") or thread.first_incoming is None:
        return
    at, sender = thread.first_incoming
    row = {
        "request_id": f"{export.network}:message-request:{thread.key}:{seconds_of(at)}",
        "network": export.network,
        "from_id": sender,
        "to_id": export.owner,
        "kind": "message",
        **export.when("requested_at", at),
        "state": "pending",
    }
    yield from batches(thread.files[0].member.name, "requests", [row])
