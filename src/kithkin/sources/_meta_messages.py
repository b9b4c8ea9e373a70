"""The messages of Facebook and Instagram as whole columns, a window of a thread at a time."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta
from typing import Any, Final

import msgspec
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from kithkin.model.source import Archive, Batch, Columns, NotUsed, Problem, Yielded
from kithkin.sources._columns import constant, instants, link_counts, matching, micros, numbered, repeated, replaced
from kithkin.sources._json import Bad
from kithkin.sources._meta import BIRTH, EPOCH, digest, plain, seconds_of, text_at
from kithkin.sources._meta_export import DAY, EARLY, LATE, Export, File, batches
from kithkin.sources._meta_items import streamed
from kithkin.sources._meta_threads import Message, Naming, SealedMessage, Thread
from kithkin.sources._meta_times import moments

_TO_WHOM: Final = "Messages to them are kept, but not all of their recipients are known."

#: So many rows are made at once, so that memory stays bounded in a group of hundreds.
_ENOUGH: Final = 20_000

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

#: With these words the platform tells what somebody did, whose name stands in front; without it a person says so.
_DEED: Final = re.compile(r"(?:named|set|changed|created|left|pinned|added|removed)\b", re.IGNORECASE)

#: One of these is in every text that `_SYSTEM` can match: the texts without any need not be looked at.
_SYSTEM_HINT: Final = (
    "reacted |liked a message|connected on messenger|facebook friend|message and call each|named the group|nickname"
    "|changed the|created the group|left the group|pinned a message|to the group|from the group|hat mit|lt eine nachr"
    "|ihr seid jetzt|agi avec|a aim|maintenant connect|reaccion|le gusta un mensaje|reagiu com|curtiu uma"
    "|ha messo mi piace|heeft met|vindt een bericht"
)

#: The types of messages that are no messages.
_EVENTS: Final = frozenset({"call", "subscribe", "unsubscribe", "plan", "payment"})

#: The types of nearly all messages.
_PLAIN: Final = frozenset({None, "Generic", "Share"})

AnyMessage = Message | SealedMessage


class _Sender(msgspec.Struct, frozen=True):
    """A person who writes in a thread: repaired name, account, the key of their messages, to whom they write."""

    name: str
    account: str
    key: str
    to: list[str | None]


class _Reading(msgspec.Struct):
    """A thread while it is read: how its people are named, and the last message's key with its number."""

    export: Export
    thread: Thread
    naming: Naming
    reaction_kind: str
    people: list[str] = []
    ids: dict[str, str] = {}
    senders: dict[str | None, _Sender] = {}
    before: tuple[int, str, int] = (0, "", 0)

    @property
    def thread_id(self) -> str:
        """The id of the thread."""
        return f"{self.export.network}:{self.thread.key}"

    def account(self, name: str | None) -> str:
        """Return the account of a person named in this thread."""
        spelled = self.thread.spelled((name or "").strip())
        if spelled not in self.ids:
            self.ids[spelled] = self.naming(spelled, self.thread)
        return self.ids[spelled]

    def sender(self, name: str | None) -> _Sender:
        """Return who bears a name; looked up once."""
        if name not in self.senders:
            spelled, account = self.thread.spelled((name or "").strip()), self.account(name)
            others: list[str | None] = [person for person in self.people if person != account]
            self.senders[name] = _Sender(spelled, account, digest(plain(spelled)), others or [None])
        return self.senders[name]


def read_threads(
    export: Export, archive: Archive, threads: Iterable[Thread], naming: Naming, reaction_kind: str
) -> Iterator[Yielded]:
    """Yield the messages of all threads, one row per recipient, and the reactions that messages bear."""
    for thread in threads:
        reading = _Reading(export, thread, naming, reaction_kind)
        reading.people = list(dict.fromkeys(reading.account(name) for name in thread.names))
        # Whoever left a group is not listed, but got what the export holds of it. Two may be the owner, under an
        # older name, and one more.
        if export.owner_names and export.owner not in reading.people and len(reading.people) not in (0, 2):
            reading.people.append(export.owner)
        for member in thread.misread:
            export.damaged.add("messages/message")
            yield Problem(member, "participants", "Some of those who take part cannot be read.", _TO_WHOM, records=0)
        parts_read: set[str] = set()
        for file in thread.files:
            yield from _read_part(reading, archive, file, parts_read)
        yield from _request(reading)


def _read_part(reading: _Reading, archive: Archive, file: File, parts_read: set[str]) -> Iterator[Yielded]:
    """Yield the messages of one file; a part that came before under another name is not used again."""
    member, kind = file.member.name, SealedMessage if reading.thread.is_sealed else Message
    together = max(_ENOUGH // max(len(reading.people) - 1, 1), 1)
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
        for start in range(0, len(batch), together):
            yield from _Window(reading, batch[start : start + together], member, number + start).read()
        number += len(batch)
    yield from reading.export.doubts_of(member)


def _is_event(message: AnyMessage) -> bool:
    """Return whether this is a call, somebody joining or leaving, or a message that was taken back."""
    return bool(
        (message.type is not None and message.type.lower() in _EVENTS)
        or message.users
        or message.call_duration is not None
        or message.is_unsent is True
    )


def _sentence(text: str, sender: str) -> str:
    """Return a text without the sender's name or "You" in front, which is how the platform's own rows begin."""
    return text[:500].removeprefix(sender).removeprefix("You ").strip()


class _Window:
    """Some messages of one thread, one after the other, as columns: who wrote, what, and when."""

    def __init__(self, reading: _Reading, batch: Sequence[AnyMessage], member: str, before: int) -> None:
        self.reading, self.member, self.before = reading, member, before
        # Looked through once for all that few messages have.
        others = [
            place
            for place, one in enumerate(batch)
            if one.share or one.reactions or one.users or one.is_unsent or one.call_duration is not None
            or one.type not in _PLAIN
        ]  # fmt: skip
        events = {place for place in others if _is_event(batch[place])}
        self.is_plain = len(others) == len(events)
        self.places = [place for place in range(len(batch)) if place not in events] if events else range(len(batch))
        self.messages = [batch[place] for place in self.places] if events else batch
        self.not_used = len(events)
        names = pa.array([message.sender_name for message in self.messages], pa.string()).dictionary_encode("encode")
        distinct = names.dictionary.to_pylist()
        self.senders = [reading.sender(name) for name in distinct]
        self.codes = names.indices.to_numpy()
        self.is_named = np.array([name is not None for name in distinct], bool)[self.codes]
        self.texts = self._texts()
        self.stated, self.is_stated = moments([message.timestamp_ms for message in self.messages])

    def _texts(self) -> pa.Array:
        """Return the words of each message with their letters repaired; null where there are none."""
        texts = pa.array([message.content for message in self.messages], pa.string())
        odd = pc.fill_null(pc.invert(pc.string_is_ascii(texts)), False)
        texts = replaced(texts, odd, self.reading.thread.spelled)
        is_empty = pc.equal(pc.binary_length(texts), 0)
        return pc.if_else(is_empty, pa.scalar(None, texts.type), texts) if pc.any(is_empty).as_py() else texts

    def read(self) -> Iterator[Yielded]:
        """Yield the rows, what is not used, and what cannot be a message."""
        if self.messages:
            yield from self._read()
        if self.not_used:
            yield NotUsed(self.member, self.not_used)

    def _read(self) -> Iterator[Yielded]:
        written = self._by_people()
        is_message = self.is_named & (self.is_stated | self.texts.is_valid().to_numpy(zero_copy_only=False))
        for place in np.flatnonzero(written & ~is_message).tolist():
            self.reading.export.damaged.add("messages/message")
            what = "This message has no sender, or neither time nor text."
            yield Problem(self.member, f"message {self.before + self.places[place] + 1}", what)
        self.not_used += int((~written).sum())
        self._keep(np.flatnonzero(written & is_message))
        if not self.messages:
            return
        is_known = self._known()
        ids = self._ids()
        yield Batch(self.member, len(self.messages), {"messages": self._rows(ids, is_known)})
        given = [] if self.is_plain else [(n, one.reactions) for n, one in enumerate(self.messages) if one.reactions]
        yield from batches(self.member, "interactions", list(self._reactions(given, ids, is_known)))
        yield from self._misread(given)
        self._first_incoming(is_known)

    def _by_people(self) -> Any:
        """Return which messages people wrote, not the platform in their name."""
        written = np.ones(len(self.messages), bool)
        for place in matching(self.texts, _SYSTEM_HINT).tolist():
            text = self.texts[place].as_py()
            sentence = _sentence(text, self.senders[self.codes[place]].name)
            is_bare = text.startswith(sentence)
            written[place] = _SYSTEM.fullmatch(sentence) is None or (is_bare and _DEED.match(sentence) is not None)
        return written

    def _keep(self, chosen: Any) -> None:
        """Go on with these messages only."""
        if len(chosen) == len(self.messages):
            return
        self.messages = [self.messages[place] for place in chosen.tolist()]
        self.places = [self.places[place] for place in chosen.tolist()]
        self.codes, self.texts = self.codes[chosen], self.texts.take(pa.array(chosen))
        self.stated, self.is_stated = self.stated[chosen], self.is_stated[chosen]

    def _known(self) -> Any:
        """Return which times are known; one that cannot be true is a doubt and is not."""
        export = self.reading.export
        is_late = self.is_stated & (self.stated > micros(export.seen + DAY))
        is_early = self.is_stated & (self.stated < micros(BIRTH))
        for is_false, what in ((is_late, LATE), (is_early, EARLY)):
            if is_false.any():
                export.doubts[what] += int(is_false.sum())
        return self.is_stated & ~is_late & ~is_early

    def _ids(self) -> pa.Array:
        """Return the ids of the messages; of several that one person sent in one millisecond each has its number."""
        stamps, keys = self.stated // 1000, [sender.key for sender in self.senders]
        distinct = {key: code for code, key in enumerate(dict.fromkeys(keys))}
        same = np.array([distinct[key] for key in keys])[self.codes]
        again = np.zeros(len(same), bool)
        again[1:] = (stamps[1:] == stamps[:-1]) & (same[1:] == same[:-1])
        before = self.reading.before
        again[0] = before[:2] == (int(stamps[0]), keys[self.codes[0]])
        ends, number = [""] * len(same) if again.any() else [], before[2]
        for place in np.flatnonzero(again).tolist():
            number = number + 1 if place == 0 or again[place - 1] else 2
            ends[place] = f":{number}"
        self.reading.before = int(stamps[-1]), keys[self.codes[-1]], int(ends[-1][1:] or 1) if ends else 1
        start, key = f"{self.reading.thread_id}:", pa.array([f":{key}" for key in keys]).take(pa.array(self.codes))
        numbers = [pa.array(ends)] if ends else []
        return pc.binary_join_element_wise(start, pa.array(stamps).cast(pa.string()), key, *numbers, "")

    def _rows(self, ids: pa.Array, is_known: Any) -> Columns:
        """Return one row per message and recipient."""
        export, thread = self.reading.export, self.reading.thread
        said = [None if sender.to[0] is None else len(sender.to) for sender in self.senders]
        each = pa.array(self.codes)
        at = latest = instants(self.stated)
        basis = constant("read", len(at))
        if not is_known.all():
            known, seen = pa.array(is_known), pa.scalar(export.seen, at.type)
            at, latest = pc.if_else(known, at, pa.scalar(None, at.type)), pc.if_else(known, at, seen)
            basis = pc.if_else(known, "read", "observed")
        rows: dict[str, Any] = {
            "message_id": ids,
            "sender_id": numbered([sender.account for sender in self.senders], self.codes),
            "recipient_count": pa.array(said, pa.int64()).take(each),
            "sent_at": at,
            "sent_at_earliest": at,
            "sent_at_latest": latest,
            "sent_at_basis": basis,
            "text": self.texts,
            "link_count": self._link_counts(),
        }
        to = [person for sender in self.senders for person in sender.to]
        rows = repeated(rows, self.codes, [len(sender.to) for sender in self.senders], to)
        same = {"network": export.network, "thread_id": self.reading.thread_id, "folder": thread.folder}
        return rows | {name: constant(value, len(rows["recipient_id"])) for name, value in same.items()}

    def _link_counts(self) -> pa.Array:
        """Return the links in each message: those in its words, and the one that it shares."""
        counts = link_counts(self.texts)
        shared = [] if self.is_plain else [place for place, one in enumerate(self.messages) if one.share]
        if not shared:
            return counts
        found = counts.to_pylist()
        for place in shared:
            link = text_at(self.messages[place].share, "link")
            if link and link not in (self.texts[place].as_py() or ""):
                found[place] = (found[place] or 0) + 1
        return pa.array(found, pa.int64())

    def _reactions(self, given: list[tuple[int, Any]], ids: pa.Array, is_known: Any) -> Iterator[dict[str, Any]]:
        """Yield the reactions that messages bear, each from the one who reacted to the one who wrote."""
        reading = self.reading
        for place, reactions in given:
            for reaction in reactions if isinstance(reactions, list) else ():
                actor, sender = _actor(reaction), self.senders[self.codes[place]].account
                if actor is None or reading.account(actor) == sender:
                    continue
                at = EPOCH + timedelta(microseconds=int(self.stated[place])) if is_known[place] else None
                acted = reading.export.time(reaction.get("timestamp"))
                yield {
                    "interaction_id": f"{ids[place].as_py()}:reaction:{digest(plain(reading.thread.spelled(actor)))}",
                    "network": reading.export.network,
                    "actor_id": reading.account(actor),
                    "target_id": sender,
                    "kind": reading.reaction_kind,
                    **reading.export.when("happened_at", acted, earliest=at),
                    "thread_id": reading.thread_id,
                }

    def _misread(self, given: list[tuple[int, Any]]) -> Iterator[Problem]:
        """Yield which messages bear reactions that do not say whose they are."""
        for place, reactions in given:
            if not isinstance(reactions, list) or any(_actor(reaction) is None for reaction in reactions):
                self.reading.export.damaged.add(f"interactions/{self.reading.reaction_kind}")
                what = "A reaction to this message does not say whose it is."
                yield Problem(self.member, f"message {self.before + self.places[place] + 1}", what, records=0)

    def _first_incoming(self, is_known: Any) -> None:
        """Note the earliest message that another person wrote."""
        owner, thread = self.reading.export.owner, self.reading.thread
        incoming = is_known & np.array([sender.account != owner for sender in self.senders], bool)[self.codes]
        if not incoming.any():
            return
        place = int(np.argmin(np.where(incoming, self.stated, np.iinfo(np.int64).max)))
        at = EPOCH + timedelta(microseconds=int(self.stated[place]))
        if thread.first_incoming is None or at < thread.first_incoming[0]:
            thread.first_incoming = (at, self.senders[self.codes[place]].account)


def _actor(reaction: Any) -> str | None:
    """Return who reacted, where it says so."""
    actor = reaction.get("actor") if isinstance(reaction, dict) else None
    return actor if isinstance(actor, str) else None


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
