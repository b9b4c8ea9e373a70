"""WhatsApp's "Export chat": one chat as text, from Android or an iPhone."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

import msgspec

from kithkin.model.errors import Refused
from kithkin.model.ids import account_id, name_id
from kithkin.model.source import Archive, Batch, Member, NotUsed, Options, Problem, Row, Seen, Yielded
from kithkin.sources._claims import Coverage, batch, ceiling, observed
from kithkin.sources._whatsapp_lines import Entry, Heads, Orders, Style, moment_of

if TYPE_CHECKING:
    from kithkin.sources._whatsapp_columns import Entries, Repeats

NETWORK: Final = "whatsapp"
#: Of the members of a larger group only the owner is told as a recipient.
MAX_RECIPIENTS: Final = 20
#: So many people of one chat are told apart.
_MOST_PEOPLE: Final = 2_000
#: Without WhatsApp's name for a file, so many messages in its first lines are needed to tell one.
_ENOUGH: Final = 3
#: Of an archive with more texts than this not every one is looked into.
_FEW_FILES: Final = 40
_PHONE: Final = re.compile(r"\+[\d\s().\-\u00a0\u2011]{6,25}")
_NAMED: Final = re.compile(r"_chat\.txt|.*whatsapp.*\.txt", re.IGNORECASE | re.DOTALL)
_PACKED: Final = re.compile(r"(?:\.(?:zip|txt))+$", re.IGNORECASE)
_MEDIA: Final = (
    ".jpg", ".jpeg", ".png", ".webp", ".mp4", ".opus", ".m4a", ".mp3", ".aac", ".vcf", ".pdf", ".gif", ".3gp", ".mov", ".ogg",
)  # fmt: skip


class _Chat(msgspec.Struct):
    """One chat: its file, how it is called, and who wrote in it, in the order in which they came."""

    member: Member
    title: str
    people: dict[str, None] = {}
    last: Entry | None = None

    @property
    def thread(self) -> str:
        """The id of the conversation: the same people, the same one."""
        return account_id(NETWORK, _digest(*sorted(plain(name) for name in self.people)))


class WhatsAppChat:
    """WhatsApp's export of a chat, one text file each; chats that are imported together are one export.

    People are the names in the telephone's address book, or a number where there is none: within one import
    equal names are one person, as they were on the telephone.
    """

    name = "whatsapp-chat"
    title = "WhatsApp chats (text)"
    how_to_get = (
        "WhatsApp, in each chat: its menu, (More,) Export chat, without media; then import all of them together."
    )
    holds = "Who wrote what in the chats that you exported, by the telephone's clock."
    lacks = "All chats that you did not export, reactions, who read what, and of long chats the beginning."

    def recognises(self, archive: Archive, options: Options) -> float:
        """Return how sure it is: a text file that begins with a message as WhatsApp writes it."""
        if options.form == self.name:
            return 1.0
        files = _files(archive)
        # Logs of machines look much alike: a file of another name is one only where the user points at it.
        return 0.0 if not files else 0.95 if any(_NAMED.fullmatch(member.base) for member in files) else 0.45

    def knows(self, member: Member) -> bool:
        """Return whether a file is a picture, a recording or a card that a chat came with."""
        return member.base.endswith(_MEDIA)

    def belongs(self, archive: Archive) -> str | None:
        """Return the same key for all chats, which come from one telephone."""
        return NETWORK if _files(archive) else None

    def read(self, archive: Archive, options: Options) -> Iterator[Yielded]:
        """Yield all messages; the chats are gone through twice, first for their dates and people."""
        yield from _Reading(
            archive, options, [_Chat(member, _title(archive, member)) for member in _files(archive)]
        ).all()


def plain(name: str) -> str:
    """Return a name as it is compared: without case, width and doubled spaces."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def person(name: str) -> str:
    """Return the account of a name in a chat: by the number where it is one."""
    if _PHONE.fullmatch(name):
        return account_id(NETWORK, "+" + re.sub(r"\D", "", name))
    return name_id(NETWORK, name)


def _digest(*parts: str) -> str:
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "replace")).hexdigest()[:24]


def _files(archive: Archive) -> list[Member]:
    """Return the text files that begin as a chat does: those named as one, or any where there are few."""
    found = [member for member in archive.members if member.base.endswith(".txt")]
    if len(found) > _FEW_FILES:
        found = [member for member in found if _NAMED.fullmatch(member.base)]
    return sorted((member for member in found if _is_chat(archive, member)), key=lambda member: member.name)


def _is_chat(archive: Archive, member: Member) -> bool:
    lines = archive.head(member).decode("utf-8", "replace").splitlines()
    heads = Heads()
    found = [entry for number, line in enumerate(lines, start=1) if (entry := heads.entry(line, number))]
    is_early = bool(found) and found[0].line <= _ENOUGH
    is_named = _NAMED.fullmatch(member.base) is not None
    return is_early and (is_named or (len(found) >= _ENOUGH and any(entry.sender for entry in found)))


def _title(archive: Archive, member: Member) -> str:
    """Return how a chat is called, as its file or the ZIP around it says."""
    if member.base != "_chat.txt":
        return _PACKED.sub("", member.name.rsplit("/", 1)[-1])
    folders = member.name.split("/")[:-1]
    return _PACKED.sub("", folders[-1] if folders else archive.title.split(", ")[0])


class _Reading(msgspec.Struct):
    """The chats of one import while they are read."""

    archive: Archive
    options: Options
    chats: Sequence[_Chat]
    orders: dict[Style, Orders] = {}
    owner: str = ""
    until: datetime | None = None
    is_damaged: bool = False

    def all(self) -> Iterator[Yielded]:
        """Yield everything."""
        for chat in self.chats:
            for found in self._entries(chat):
                if not isinstance(found, int | Problem):
                    self._learn(chat, found)
        newest = self._newest()
        for stated in observed(self.archive, newest):
            self.until = stated.observed_at if isinstance(stated, Seen) else self.until
            yield stated
        if not self.chats:
            yield Problem("", "", "No file begins as a WhatsApp chat does.", "Export the chat again, as text.")
            return
        self.owner = self._owner()
        yield from self._doubts()
        for chat in self.chats:
            yield from self._messages(chat)
        yield from batch([*self._accounts(), *self._coverage()])

    def _entries(self, chat: _Chat) -> Iterator[Entries | int | Problem]:
        """Yield the entries of a chat in blocks; one that may be cut off is not among them."""
        from kithkin.sources._whatsapp_blocks import blocks

        for orders in self.orders.values():
            orders.begin()
        try:
            with self.archive.open(chat.member) as stream:
                yield from blocks(stream)
        except (Refused, OSError) as error:
            what = error.what if isinstance(error, Refused) else f"It cannot be read: {error}."
            yield Problem(chat.member.name, "at its end", what, "Export the chat again.")

    def _learn(self, chat: _Chat, found: Entries) -> None:
        """Learn from a block how dates are written and who writes."""
        chat.last = found.entry(len(found) - 1)
        orders = self.orders.setdefault(found.style, Orders())
        for date in found.days():
            orders.learn(date)
        unmet = {name for name in found.senders if name} - chat.people.keys()
        for name in found.of(unmet).writers() if unmet else ():
            if len(chat.people) < _MOST_PEOPLE:
                chat.people[name] = None

    def _order(self, style: Style) -> str:
        return self.orders[style].order(style) if style in self.orders else ""

    def _newest(self) -> datetime | None:
        """Return the time of the last message of any chat."""
        limit, newest = ceiling(self.archive) + timedelta(days=1), None
        for chat in self.chats:
            at = moment_of(chat.last, self._order(chat.last.style)) if chat.last else None
            if at and (time := at.at or at.earliest) <= limit:
                newest = time if newest is None else max(newest, time)
        return newest

    def _owner(self) -> str:
        """Return which name is the owner's: as said, the only one in all chats, or who is not the one a chat is called by."""
        names = dict.fromkeys(name for chat in self.chats for name in chat.people)
        for one in self.options.me:
            key = plain(one.removeprefix(f"{NETWORK}:").removeprefix("name:").split("#")[0])
            if found := next((name for name in names if plain(name) == key or person(name) == one), ""):
                return found
        in_all = Counter(name for chat in self.chats for name in chat.people).most_common(2)
        if len(self.chats) > 1 and in_all and in_all[0][1] > 1 and (len(in_all) < 2 or in_all[0][1] > in_all[1][1]):
            return in_all[0][0]
        others = {name for chat in self.chats if (name := _other_than_title(chat))}
        return others.pop() if len(others) == 1 else ""

    def _doubts(self) -> Iterator[Problem]:
        if not self.owner:
            name = self.chats[0].member.name
            way_on = "Say it with `kithkin me`, or import again with --me and your name as it stands in the chat."
            yield Problem(name, "", "The chat does not tell which name is yours.", way_on, 0)
        for style in self.orders:
            if not self._order(style):
                what = "No date tells whether the day or the month comes first, so times are open between both."
                way_on = "Export the chat again when it holds a message from after the 12th of a month."
                yield Problem(self.chats[0].member.name, "", what, way_on, 0)

    def _messages(self, chat: _Chat) -> Iterator[Yielded]:
        """Yield the messages of a chat, a Batch at a time."""
        from kithkin.sources._whatsapp_columns import Repeats

        member, repeats, thread = chat.member.name, Repeats(), chat.thread
        for found in self._entries(chat):
            if isinstance(found, Problem):
                self.is_damaged = True
                yield found
            elif isinstance(found, int):
                yield Problem(member, f"line {found}", "It stands before the first message and is none.")
            else:
                yield from self._block(chat, thread, found, repeats)

    def _block(self, chat: _Chat, thread: str, found: Entries, repeats: Repeats) -> Iterator[Yielded]:
        """Yield the messages of a block, one row for each of those they went to."""
        from kithkin.sources._whatsapp_columns import rows

        made = rows(found, self._order(found.style), self.until)
        for line in made.unread:
            self.is_damaged = True
            what = "Its date cannot be read; it may be of another calendar."
            yield Problem(chat.member.name, f"line {line}", what)
        if made.not_used:
            yield NotUsed(chat.member.name, made.not_used)
        if made.used:
            same = {"network": NETWORK, "thread_id": thread}
            people = [
                (person(name) if name else "", plain(name), *self._recipients(chat, name)) for name in found.senders
            ]
            folders = ["sent" if name == self.owner else "inbox" for name in found.senders]
            yield Batch(chat.member.name, made.used, {"messages": made.columns(same, people, folders, repeats)})

    def _recipients(self, chat: _Chat, sender: str) -> tuple[list[str | None], int]:
        """Return to whom somebody writes in a chat, as far as it shows, and to how many."""
        others = [name for name in chat.people if name != sender]
        if len(others) > MAX_RECIPIENTS:
            return [person(self.owner) if self.owner and self.owner != sender else None], len(others)
        return [person(name) for name in others] or [None], len(others)

    def _accounts(self) -> Iterator[Row]:
        found = {person(name): name for chat in self.chats for name in chat.people}
        for one, name in found.items():
            is_self = True if name == self.owner else None
            yield Row("accounts", {"account_id": one, "network": NETWORK, "name": name, "is_self": is_self})

    def _coverage(self) -> list[Row]:
        """Return what the chats show: some of the messages, since no chat tells of the others."""
        if self.until is None:
            return []
        claims = Coverage(NETWORK, person(self.owner) if self.owner else None, self.until)
        remedy = "the other chats of your telephone"
        for direction in ("in", "out") if self.owner else ("among",):
            claims.say("messages", "message", direction, "some", identity="name", timing="day", remedy=remedy)
        return claims.stated()


def _other_than_title(chat: _Chat) -> str:
    """Return the one of two people after whom the chat is not called; nothing where that does not tell."""
    if len(chat.people) != 2:
        return ""
    one, other = chat.people
    title = plain(chat.title)
    is_one, is_other = title.endswith(plain(one)), title.endswith(plain(other))
    return other if is_one and not is_other else one if is_other and not is_one else ""
